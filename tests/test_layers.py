"""The house stands: lower layers never import higher ones, and `import medsocial` stays light."""

import ast
import functools
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from common import LESSONS, SHOWN, cells, documented_call, notebook_calls

import medsocial as ms
from medsocial.ground import paths

MODULES = sorted(paths.PACKAGE.rglob("*.py"))
# Each room with its layer. `parts` serves the activities; the package's own three files stand above all rooms.
ROOMS = {
    "ground": 0,
    "store": 1,
    "model": 2,
    "jupyter": 2,
    "display": 3,
    "charts": 4,
    "activities.parts": 5,
    "activities": 6,
    "lab": 6,
    "exports": 7,
    "results": 7,
    "room": 7,
    "upkeep": 8,
}
NO_ROOMS = {"static", "locale"}  # what the browser gets, wording for translators
HEAVY = ("pandas", "matplotlib", "numpy", "ipywidgets", "anywidget")
WIDGETS = ("ipywidgets", "anywidget", "traitlets")
CLOCK_CALLS = re.compile(r"\b(today|now|utcnow|time|time_ns|localtime|gmtime|fromtimestamp)\(")
SECTIONS = (
    "Parameters",
    "Returns",
    "Yields",
    "Raises",
    "Notes",
    "Examples",
    "See Also",
    "References",
    "Attributes",
)


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a file, read once for all rules."""
    return ast.parse(path.read_text(encoding="utf-8"))


@functools.cache
def module_name(path: Path) -> str:
    """Return the dotted name of a file inside the package, without the package's own name."""
    parts = path.relative_to(paths.PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(name: str) -> str:
    """Return the room of a module; the package's own files are in none."""
    return next((room for room in ROOMS if f"{name}.".startswith(f"{room}.")), "")


def layer(name: str) -> int:
    """Return the layer of a module."""
    return ROOMS.get(room_of(name), max(ROOMS.values()) + 1)


@functools.cache
def imports(path: Path, top_level: bool = False) -> frozenset[str]:
    """Return what a file imports: our modules by their name after `medsocial.`, others as written.

    The name of the package itself comes back as an empty text.
    """
    nodes = list(ast.walk(tree_of(path)))
    if top_level:
        inside = {
            id(n) for f in nodes if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(f)
        }
        typing = {id(n) for f in nodes if isinstance(f, ast.If) and "TYPE_CHECKING" in ast.unparse(f.test)
                  for n in ast.walk(f)}  # fmt: skip
        nodes = [node for node in nodes if id(node) not in inside | typing]
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = ["medsocial", *path.relative_to(paths.PACKAGE).parent.parts]
                base = ".".join(package[: len(package) - node.level + 1] + ([base] if base else []))
            found |= {
                f"{base}.{alias.name}" if _is_module(f"{base}.{alias.name}") else base for alias in node.names
            }
    return frozenset(found)


@functools.cache
def _is_module(dotted: str) -> bool:
    if not dotted.startswith("medsocial."):
        return False
    file = paths.PACKAGE.parent.joinpath(*dotted.split("."))
    return file.with_suffix(".py").is_file() or (file / "__init__.py").is_file()


def test_a_module_imports_only_from_its_own_layer_or_below():
    above = {
        name or "__init__": wrong
        for path in MODULES
        # The package's own __init__ imports no module of its own: names are resolved when first used.
        if (wrong := {other for other in _ours(path) if layer(other) > layer(name := module_name(path)) or not name})
    }
    assert above == {}


def _ours(path: Path) -> set[str]:
    return {i.removeprefix("medsocial.") for i in imports(path) if i.startswith("medsocial.")}


def test_every_module_stands_in_a_room_and_every_folder_is_one():
    loose = {name for path in MODULES if not room_of(name := module_name(path))}
    assert loose == {"", "__main__", "cli"}
    folders = {path.name for path in paths.PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {room.partition(".")[0] for room in ROOMS} | NO_ROOMS


def test_the_rooms_of_the_tests_are_those_of_the_package():
    apart = {"browser", "benchmarks", "expected", "data", "__pycache__"}
    folders = {path.name for path in Path(__file__).parent.iterdir() if path.is_dir()} - apart
    assert folders <= set(ROOMS)


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Return the groups of names that reach each other."""
    reached = {name: {name} for name in arrows}
    changed = True
    while changed:
        changed = False
        for name, targets in arrows.items():
            more = set().union(reached[name], *(reached[target] for target in targets))
            changed |= more != reached[name]
            reached[name] = more
    groups = {frozenset(other for other in reached[name] if name in reached[other]) for name in arrows}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def test_no_circle_of_imports():
    names = {module_name(path) for path in MODULES}
    arrows = {name: (_ours(path) & names) - {name} for path in MODULES if (name := module_name(path))}
    assert circles(arrows) == []
    between = {room: set() for room in ROOMS}
    for name, targets in arrows.items():
        if room := room_of(name):
            between[room] |= {room_of(target) for target in targets if room_of(target)} - {room}
    assert circles(between) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_the_walk_sees_relative_and_late_imports():
    assert {"store.data", "display.recipe"} <= _ours(paths.PACKAGE / "display" / "elements.py") | {"display.recipe"}
    derived = _ours(paths.PACKAGE / "upkeep" / "derived.py")
    assert "upkeep.codebook" in derived, "an import inside a function counts as well"
    assert layer("cli") > layer("upkeep.build") > layer("exports.session.page") > layer("activities.case")
    assert layer("activities.case") > layer("activities.parts.base") > layer("charts.footprint") > layer("display")
    assert layer("display.elements") > layer("model.cards") > layer("store.data") > layer("ground.text")


def heads(path: Path, top_level: bool = False) -> set[str]:
    """Return the first names of what a file imports."""
    return {name.partition(".")[0] for name in imports(path, top_level)}


def in_activities(path: Path) -> bool:
    """Return whether a file may know widgets."""
    return module_name(path).startswith("activities")


def test_no_module_loads_a_heavy_library_when_it_is_imported():
    loaded = {path: heads(path, top_level=True) & set(HEAVY) for path in MODULES}
    assert {module_name(p): names for p, names in loaded.items() if names - (set(WIDGETS) if in_activities(p) else set())} == {}
    assert any(loaded.values()), "activities load widgets, so the walk sees something"


def test_only_activities_know_widgets():
    assert [module_name(p) for p in MODULES if not in_activities(p) and heads(p) & set(WIDGETS)] == []


def clock_readers(tree: ast.Module) -> list[str]:
    """Return the calls that read the clock of the computer."""
    calls = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    readers = [call for call in calls if CLOCK_CALLS.search(call) and "clock." not in call.split("(")[0]]
    return [call for call in readers if re.match(r"(dt|datetime|date|time)\b", call)]


def test_only_the_clock_module_reads_the_clock():
    found = {module_name(path): clock_readers(tree_of(path)) for path in MODULES}
    assert found.pop("ground.clock"), "the one that does is seen"
    assert {name: calls for name, calls in found.items() if calls} == {}


def test_a_module_is_short():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {module_name(path): lines for path, lines in lengths.items() if lines > 300} == {}
    assert len((paths.PACKAGE.parent / "workshop.py").read_text(encoding="utf-8").splitlines()) <= 320


def test_every_public_name_resolves_and_none_is_a_submodule():
    submodules = {info.name for info in pkgutil.iter_modules([str(paths.PACKAGE)])}
    assert not submodules & set(ms.__all__)
    for name in ms.__all__:
        assert callable(getattr(ms, name)), name
    assert sorted(dir(ms)) == sorted(ms.__all__)


def test_an_unknown_name_says_what_there_is():
    with pytest.raises(AttributeError, match="load_platforms"):
        ms.plot_moon  # noqa: B018 - reading the name is the test


def test_importing_the_package_loads_nothing_heavy():
    script = (
        "import sys, json, medsocial; print(json.dumps(sorted({n.partition('.')[0] for n in sys.modules})))"
    )
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    )
    assert "medsocial" in loaded
    assert not set(loaded) & {*HEAVY, *WIDGETS, "yaml", "babel", "jsonschema"}


def test_reading_data_and_wording_loads_nothing_heavy():
    script = (
        "import sys, json; from medsocial import display, model;"
        "from medsocial.ground import text; from medsocial.store import answers, data;"
        "data.rows('lessons'); text._('Yes'); answers.load('00_start_here');"
        "print(json.dumps(sorted({n.partition('.')[0] for n in sys.modules})))"
    )
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    )
    assert not set(loaded) & {*HEAVY, *WIDGETS, "jsonschema"}


@pytest.mark.parametrize("jedi", [True, False])
def test_tab_offers_the_public_names_only(jedi):
    script = (
        "import json; from IPython.core.interactiveshell import InteractiveShell as S;"
        "from IPython.core.completer import provisionalcompleter as p; s = S.instance();"
        f"s.run_cell('import medsocial as ms'); s.Completer.use_jedi = {jedi}; w = p(); w.__enter__();"
        "print(json.dumps(sorted(c.text.split('.')[-1] for c in s.Completer.completions('ms.', 3))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    offered = json.loads(done.stdout.splitlines()[-1])
    assert offered == sorted(ms.__all__)


def faults_of_a_docstring(documented: str) -> list[str]:
    """Return what numpydoc would not read."""
    lines = documented.split("\n")
    faults = [] if lines[0].endswith(".") else ["the first line is one sentence"]
    faults += [] if len(lines[0]) <= 100 else ["the first line is longer than 100 signs"]
    for number, line in enumerate(lines[1:], start=1):
        if re.fullmatch(r"-{3,}", line):
            heading = lines[number - 1]
            faults += [] if heading in SECTIONS else [f"{heading} is no section"]
            faults += [] if len(line) == len(heading) else [f"the line under {heading} has another length"]
            faults += [] if lines[number - 2] == "" else [f"an empty line before {heading}"]
        elif line in SECTIONS and not re.fullmatch(r"-{3,}", "".join(lines[number + 1 : number + 2])):
            faults.append(f"{line} is not underlined")
    return faults


def test_a_public_function_is_documented_in_numpydoc():
    found = {name: faults_of_a_docstring(inspect.getdoc(getattr(ms, name)) or "") for name in ms.__all__}
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert faults_of_a_docstring("One\n\nReturns\n---\nParameters") == [
        "the first line is one sentence",
        "the line under Returns has another length",
        "Parameters is not underlined",
    ]
    assert faults_of_a_docstring("One.\nHello\n-----") == ["Hello is no section", "an empty line before Hello"]


def test_the_example_of_a_shown_function_stands_in_a_notebook():
    called = {name for name, _written in notebook_calls()}
    written = [cell["source"] for path in LESSONS for cell in cells(path, "code")]
    # A function that no notebook calls yet is shown by a lesson to come.
    examples = {name: documented_call(name) for name in SHOWN if name in called}
    assert [name for name, example in examples.items() if not example] == [], "no Examples section"
    assert [e for e in examples.values() if not any(e in source for source in written)] == []


def test_every_module_class_and_public_function_says_what_it_is():
    silent = []
    for path in MODULES:
        tree = tree_of(path)
        public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
        silent += [f"{module_name(path)}.{node.name}" for node in public if not ast.get_docstring(node)]
        silent += [] if ast.get_docstring(tree) else [module_name(path)]
    assert silent == []


def test_the_modules_named_in_init_exist():
    for module in ms._PUBLIC:
        importlib.import_module(f"medsocial.{module}")
