"""What is installed, where files are found, and the commands."""

import datetime as dt
import json
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree

import mutants
import pytest
from common import LESSONS, ROOT

import medsocial as ms
from medsocial import cli
from medsocial.ground import clock, paths
from medsocial.jupyter import page_list
from medsocial.store import answers, data
from medsocial.upkeep import build, derived, run_tests

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_said_once_in_two_places():
    assert ms.__version__ == PROJECT["version"]


def test_every_library_that_is_imported_is_declared():
    """Compare imports with the declared dependencies; the standard library and our own modules need none."""
    from test_layers import MODULES, imports

    declared = {re.match(r"[\w-]+", line).group().lower().replace("-", "_") for line in PROJECT["dependencies"]}
    tests = {re.match(r"[\w-]+", line).group().lower() for line in PROJECT["optional-dependencies"]["test"]}
    names = {
        "yaml": "pyyaml",
        "notebook": "jupyterlab",
        "traitlets": "ipywidgets",
    }
    names |= {
        "zmq": "jupyter_server",
        "IPython": "ipywidgets",
        "numpy": "pandas",
        "jupyter_core": "jupyter_server",
        "docx": "python_docx",
        "pptx": "python_pptx",
    }
    for path in MODULES:
        for imported in imports(path):
            head = imported.partition(".")[0]
            if head in sys.stdlib_module_names or head in ("medsocial", ""):
                continue
            known = names.get(head, head).lower()
            in_tests_only = "check" in path.parts or path.name == "run_tests.py"
            assert known in declared or (in_tests_only and known in tests), f"{path.name} imports {head}"


def test_files_are_found_beside_the_package():
    assert paths.repo_root() == ROOT
    assert paths.data_dir() == ROOT / "data"
    assert paths.notebooks_dir() == ROOT / "notebooks"
    assert (paths.static_dir() / "house.css").is_file()


def test_a_wheel_carries_its_own_files(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "medsocial")
    monkeypatch.delenv("MEDSOCIAL_HOME")
    assert paths.repo_root() is None
    assert paths.data_dir() == tmp_path / "medsocial" / "data"
    assert paths.notebooks_dir() == tmp_path / "medsocial" / "notebooks"
    assert paths.home_dir().name == "my_workshop"
    assert tmp_path not in paths.home_dir().parents, "answers never go into an installed package"


def test_the_environment_chooses_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))
    assert paths.data_dir() == tmp_path
    monkeypatch.setenv("MEDSOCIAL_HOME", "~/elsewhere")
    assert paths.home_dir().name == "elsewhere" and "~" not in str(paths.home_dir())


def test_a_missing_data_folder_is_said_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path / "gone"))
    with pytest.raises(data.DataError, match=r"datapackage\.json"):
        data.rows("platforms")


def test_the_clock_stands_still_in_tests(monkeypatch):
    assert clock.today() == dt.date(2026, 11, 29)
    assert clock.stamp() == "2026-11-29_000000"
    monkeypatch.delenv("MEDSOCIAL_TODAY")
    assert clock.today() >= dt.date(2026, 1, 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d_\d{6}", clock.stamp())


# ---- commands ------------------------------------------------------------------------------------------


def test_an_unknown_command_lists_the_commands(capsys):
    assert cli.main(["sing"]) == 2
    said = capsys.readouterr().out
    assert "'sing'" in said
    for command in cli.COMMANDS:
        assert command in said


def test_every_command_has_a_module_with_a_start():
    for name in cli.COMMANDS:
        module = {"test": "run_tests"}.get(name, name)
        assert [*paths.PACKAGE.rglob(f"{module}.py"), *paths.PACKAGE.rglob(f"{module}/__init__.py")], name


def test_build_knows_its_lessons(capsys):
    assert build.main(["99"]) == 2
    said = capsys.readouterr().out
    assert "'99'" in said and "00_start_here" in said


def test_build_names_what_is_not_a_notebook(tmp_path):
    broken = tmp_path / "05_broken.ipynb"
    broken.write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(build.BuildStopped, match=r"05_broken\.ipynb is not a readable notebook"):
        build.execute(broken)


def test_a_file_is_written_only_if_it_changed(tmp_path):
    file = tmp_path / "new" / "list.csv"
    assert build.store(file, "a\n") is True
    before = file.stat().st_mtime_ns
    assert build.store(file, "a\n") is False
    assert file.stat().st_mtime_ns == before
    assert build.store(file, "b\n") is True
    assert file.read_bytes() == b"b\n"


def test_tidying_takes_what_depends_on_the_moment():
    view = {"text/plain": ["x"], "text/html": ["<p>x</p>"], page_list.WIDGET_VIEW: {"model_id": "1"}}
    output = {"output_type": "execute_result", "data": view, "metadata": {}, "execution_count": 7}
    code = {"cell_type": "code", "id": "c02", "source": "1 \n\n", "execution_count": 7, "outputs": [output]}
    notebook = {
        "metadata": {
            "medsocial": {"lesson": "x"},
            "widgets": {"state": 1},
            "language_info": {"version": "3.9"},
        },
        "cells": [
            {"cell_type": "markdown", "source": "# Title", "metadata": {"collapsed": True}, "id": "kept"},
            code | {"metadata": {"execution": {"iopub.execute_input": "2026"}, "trusted": True}},
            {"cell_type": "code", "source": "2", "metadata": {}, "execution_count": 9, "outputs": []},
            {"cell_type": "code", "source": " ", "metadata": {}, "execution_count": None, "outputs": []},
        ],
    }
    tidied = build.tidy(notebook)
    assert [cell["id"] for cell in tidied["cells"]] == ["kept", "c02", "c01"]
    assert [cell.get("execution_count") for cell in tidied["cells"]] == [None, 1, 2]
    assert tidied["cells"][1]["outputs"][0] == output | {"execution_count": 1}
    assert set(tidied["cells"][1]["outputs"][0]["data"]) == {"text/plain", "text/html"}
    assert tidied["cells"][1]["source"] == "1"
    assert [cell["metadata"] for cell in tidied["cells"]] == [{}, {}, {}]
    assert set(tidied["metadata"]) == {"medsocial", "kernelspec", "language_info"}
    assert "version" not in tidied["metadata"]["language_info"]


def test_sources_come_from_elements_and_links_but_not_from_the_list_itself():
    def shows(function, *sources):
        recipe = {"function": function, "sources": list(sources)}
        return {"cell_type": "code", "source": "", "outputs": [{"data": {derived.RECIPE_TYPE: recipe}}]}

    link = {"cell_type": "markdown", "source": "See [this](https://a.org/x/) and [that](https://b.org)."}
    notebook = {"cells": [link, shows("plot_x", "p", "q"), shows("references", "old")]}
    assert derived.cited_sources(notebook, {"https://a.org/x": "a"}) == {"a", "p", "q"}


def test_the_index_in_the_readme_is_replaced_between_its_marks():
    readme = f"Before\n{derived.INDEX_START}\nold\n{derived.INDEX_END}\nAfter\n"
    made = derived.readme_text(readme)
    assert made.startswith("Before\n") and made.endswith("\nAfter\n")
    assert "old" not in made
    assert "(notebooks/01_definitions.ipynb)" in made
    assert derived.readme_text(made) == made
    with pytest.raises(data.DataError, match="lessons:start"):
        derived.readme_text("no marks")


def test_the_page_list_is_the_code_of_every_lesson():
    stored = json.loads(page_list.PAGES_FILE.read_text(encoding="utf-8"))
    assert set(stored) == {path.name for path in LESSONS}
    for path in LESSONS:
        assert stored[path.name] == [c["source"] for c in build.read(path)["cells"] if c["cell_type"] == "code"]


# ---- the tests themselves ------------------------------------------------------------------------------


def report(*cases):
    """Return the text of a JUnit report."""
    root = ElementTree.Element("testsuites")
    for name, kind in cases:
        case = ElementTree.SubElement(root, "testcase", classname="c", name=name)
        if kind:
            ElementTree.SubElement(case, kind, message=f"{kind} it")
    return ElementTree.tostring(root, encoding="unicode")


def test_the_closing_line_counts_and_names(tmp_path):
    file = tmp_path / "r.xml"
    file.write_text(report(("a", None), ("b", "failure"), ("c", "error"), ("d", "skipped")), encoding="utf-8")
    tally = run_tests.Tally()
    tally.add(file)
    assert (tally.passed, tally.failed, tally.not_run) == (1, 2, ["c.d: skipped it"])
    assert tally.closing_line() == "1 passed, 2 failed, 1 did not run"
    assert run_tests.Tally(passed=3).closing_line() == "3 passed, 0 failed"


def small_tests(folder, body):
    """Write a test folder of its own, with the real conftest."""
    folder.mkdir()
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"), encoding="utf-8")
    (folder / "test_it.py").write_text(f"import pytest\n{body}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "ci", "code"),
    [
        ("def test_a(): pass", "true", 0),
        ("def test_a(): pass\n@pytest.mark.skip('no browser')\ndef test_b(): pass", "", 0),
        ("def test_a(): pass\n@pytest.mark.skip('no browser')\ndef test_b(): pass", "true", 1),
        ("pytest.importorskip('no_such_library')\ndef test_a(): pass", "true", 1),
        ("@pytest.mark.parametrize('x', [])\ndef test_b(x): pass\ndef test_a(): pass", "true", 1),
    ],
    ids=["green", "skip", "skip in CI", "whole file in CI", "nothing to try in CI"],
)
def test_a_test_that_does_not_run_is_named_and_fails_in_ci(tmp_path, monkeypatch, body, ci, code):
    small_tests(tmp_path / "t", body)
    monkeypatch.setenv("CI", ci)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:nbval",
        *(run_tests.SIDE_BY_SIDE if ci else ()),
        str(tmp_path / "t"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    # Code 5 is pytest's own word for a run without any test.
    assert done.returncode in ((0,) if code == 0 else (1, 5)), done.stdout
    assert ("did not run" in done.stdout) == ("skip" in body or "[]" in body)


def test_paths_and_options_reach_pytest():
    more = [*run_tests.SIDE_BY_SIDE, "-x"]
    browser, others = run_tests.commands(["-x"], ROOT)
    assert browser == ["tests/browser", *more]
    assert others == ["tests", "notebooks", "--ignore=tests/browser", *run_tests.NBVAL, *more], "all else"
    assert run_tests.commands(["tests/test_layers.py::test_a"], ROOT) == [[*run_tests.NBVAL, "tests/test_layers.py::test_a"]]


def test_the_environment_of_tests_is_clean(monkeypatch, tmp_path):
    for name, value in {"MEDSOCIAL_LANGUAGE": "xx", "MEDSOCIAL_DATA": "/x", "MEDSOCIAL_HOME": "/y"}.items():
        monkeypatch.setenv(name, value)
    variables = build.environment(tmp_path)
    assert variables["MEDSOCIAL_HOME"] == str(tmp_path)
    assert variables["MEDSOCIAL_TODAY"] == "2026-11-29"
    assert variables["PYTHONSAFEPATH"] == "1"
    assert not {"MEDSOCIAL_LANGUAGE", "MEDSOCIAL_DATA"} & set(variables)


def test_no_file_of_the_repository_names_a_machine_or_a_registry():
    found = []
    absolute = re.compile(r"(?<![\w.])/(?:home|work|root|Users)/\w|pypi\.org|pythonhosted|conda\.anaconda")
    for path in [
        *(ROOT / "medsocial").rglob("*.py"),
        *LESSONS,
        *(ROOT / "data").glob("*"),
        ROOT / "pyproject.toml",
    ]:
        if path.is_file() and absolute.search(path.read_text(encoding="utf-8")):
            found.append((path.name, absolute.search(path.read_text(encoding="utf-8")).group()))
    assert found == []


def test_answers_folder_is_ignored_by_git():
    assert "my_workshop/" in (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert answers.lesson_file("01_x").suffix == ".json"


def test_a_lesson_whose_list_of_sources_changed_is_run_again(monkeypatch, tmp_path):
    lessons = [tmp_path / "00_a.ipynb", tmp_path / "01_b.ipynb"]
    for path in lessons:
        path.write_text('{"cells": []}', encoding="utf-8")
    (tmp_path / "lesson_sources.csv").write_text("lesson,source_id\n00_a,x\n01_b,y\n", encoding="utf-8")
    ran = []
    monkeypatch.setattr(build, "lesson_files", lambda: lessons)
    monkeypatch.setattr(build, "execute", lambda path: ran.append(path.stem) or f'{{"cells": [], "n": {len(ran)}}}')
    monkeypatch.setattr(paths, "data_dir", lambda: tmp_path)
    fresh = "lesson,source_id\n00_a,x\n01_b,y\n01_b,z\n"
    monkeypatch.setattr(derived, "lesson_sources_text", lambda notebooks: fresh)
    monkeypatch.setattr(derived, "derived_files", lambda notebooks: {tmp_path / "lesson_sources.csv": fresh})
    assert build.build(lessons) == ["00_a.ipynb", "01_b.ipynb", "lesson_sources.csv"]
    assert ran == ["00_a", "01_b", "01_b"]
    assert (tmp_path / "lesson_sources.csv").read_text(encoding="utf-8") == fresh


def test_each_deliberate_fault_can_still_be_made():
    """Its old text stands in the file, and the tests that should see it are there."""
    faults = mutants.names_of([])
    assert len({fault.name for fault in faults}) == len(faults) > 100
    for fault in faults:
        assert fault.before in (ROOT / fault.file).read_text(encoding="utf-8"), fault.name
        assert fault.after != fault.before, fault.name
        for place in (word for word in fault.tests.split() if "/" in word):
            file, _, function = place.partition("::")
            assert f"def {function.partition('[')[0]}" in (ROOT / file).read_text(encoding="utf-8"), (fault.name, place)
