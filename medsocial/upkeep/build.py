"""Run every lesson afresh, store what it shows, and write the lists that follow from it.

A notebook is executed in a clean kernel with an empty answers folder, a fixed date and English words, so
that two builds of the same files give the same bytes.
"""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..ground import commands, files, paths
from ..jupyter import page_list
from ..store import data
from . import derived

FIXED_DATE = "2026-11-29"
SECONDS_A_CELL = 60
SECONDS_TO_START = 180  # for a kernel, while other programs may be busy
# The last one would have each of the many processes compile the whole package again.
NOT_INHERITED = ("MEDSOCIAL_LANGUAGE", "MEDSOCIAL_DATA", "PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
_HEADING = re.compile(r"^#{1,3} +(.+)$", re.MULTILINE)


class BuildStopped(RuntimeError):
    """The build cannot go on; the message names the lesson and the section."""


def environment(home: Path) -> dict[str, str]:
    """Return the variables under which lessons are built and tested.

    Parameters
    ----------
    home : Path
        Folder for answers, empty.
    """
    variables = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    if root := paths.repo_root():
        # A checkout that was not installed is importable too.
        known = [
            part for part in variables.get("PYTHONPATH", "").split(os.pathsep) if part and part != str(root)
        ]
        variables["PYTHONPATH"] = os.pathsep.join([str(root), *known])
    return variables | {
        "MEDSOCIAL_HOME": str(home),
        "MEDSOCIAL_TODAY": FIXED_DATE,
        "PYTHONSAFEPATH": "1",  # a file named like a library beside a page must not run in its place
        "PYTHONUTF8": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # the debugger's remark on frozen modules
        "JUPYTER_PLATFORM_DIRS": "1",  # the deprecation warning of jupyter_core
    }


def lesson_files() -> list[Path]:
    """Return the notebooks of the workshop, in order."""
    return sorted(paths.notebooks_dir().glob("[0-9][0-9]_*.ipynb"))


def read(path: Path) -> dict[str, Any]:
    """Return a notebook file as plain dictionaries, every source as one string.

    Raises
    ------
    BuildStopped
        If the file is not a notebook.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
    except (ValueError, KeyError, TypeError):
        raise BuildStopped(
            f"{path.name} is not a readable notebook. Restore it from the workshop's copy."
        ) from None
    return notebook


def stored() -> dict[str, dict[str, Any]]:
    """Return the stored notebooks, by lesson."""
    return {path.stem: read(path) for path in lesson_files()}


def section_of(notebook: Mapping[str, Any], position: int) -> str:
    """Return the section in which a cell stands: its heading, else its name in the metadata."""
    for cell in reversed(notebook["cells"][: position + 1]):
        if cell["cell_type"] == "markdown" and (headings := _HEADING.findall(cell["source"])):
            return headings[-1]
    return notebook["cells"][position]["metadata"].get("medsocial", {}).get("section", "first cell")


def execute(path: Path) -> str:
    """Return the text of a notebook file as it is after a run in a clean kernel.

    Raises
    ------
    BuildStopped
        If a cell fails, warns or takes too long; the message names notebook and section.
    """
    import nbclient
    import nbformat

    plain = read(path)
    for cell in plain["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    notebook = nbformat.from_dict(tidy(plain))
    running = nbclient.NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        startup_timeout=SECONDS_TO_START,
        kernel_name=KERNEL["name"],
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    with tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True) as home:
        try:
            # A kernel's start-up remarks go to its stderr, which is not the notebook's.
            running.execute(env=environment(Path(home)), stderr=subprocess.DEVNULL)
        except Exception as error:
            # Ctrl+C: nbclient ends Python under its own feet, and then complains of that in one way or another.
            if hasattr(running, "_async_cleanup_kernel_future"):
                raise KeyboardInterrupt from None
            raise _stopped(notebook, error) from None
    return as_stored(path, notebook)


def _stopped(notebook: Mapping[str, Any], error: Exception) -> Exception:
    """Return what stopped a lesson, with its place; an error of another kind as it is."""
    import nbclient

    if isinstance(error, nbclient.exceptions.CellExecutionError):
        return BuildStopped(_where(notebook) + f"{error.ename}: {error.evalue}")
    if isinstance(error, nbclient.exceptions.CellTimeoutError):
        return BuildStopped(_where(notebook) + f"a cell runs longer than {SECONDS_A_CELL} seconds.")
    if isinstance(error, nbclient.exceptions.DeadKernelError):
        return BuildStopped(_where(notebook) + "Python ended before the cell did.")
    return error


def as_stored(path: Path, notebook: dict[str, Any]) -> str:
    """Return the text of the file of a notebook that was run; a cell that warns is a fault (`BuildStopped`)."""
    for position, cell in enumerate(notebook["cells"]):
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream" and output["name"] == "stderr":
                raise BuildStopped(
                    f"{path.name}, section “{section_of(notebook, position)}”: the cell warns: "
                    f"{output['text'].strip().splitlines()[-1]}"
                )
    return written(tidy(notebook))


def _where(notebook: Mapping[str, Any]) -> str:
    """Return notebook and section of the cell that ran last."""
    name = notebook["metadata"].get("medsocial", {}).get("lesson", "notebook")
    reached = [
        i
        for i, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code" and cell["execution_count"]
    ]
    failing = [
        i for i in reached if any(o["output_type"] == "error" for o in notebook["cells"][i]["outputs"])
    ]
    # A cell that runs too long has no count yet: it is the first one without.
    waiting = [
        i
        for i, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code" and cell["source"].strip() and not cell["execution_count"]
    ]
    position = (failing or waiting or reached or [0])[0]
    return f"{name}, section “{section_of(notebook, position)}”: "


def tidy(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return the notebook as it is stored, changed in place: nothing depends on when and where it ran."""
    notebook.update(nbformat=4, nbformat_minor=5)
    notebook["metadata"].update(kernelspec=dict(KERNEL), language_info=dict(LANGUAGE))
    while notebook["cells"] and not notebook["cells"][-1]["source"].strip():
        notebook["cells"].pop()
    page_list.keep_static_form(notebook)
    taken = {cell.get("id") for cell in notebook["cells"]}
    free = (f"c{number:02}" for number in range(1, 1000) if f"c{number:02}" not in taken)
    count = 0
    for cell in notebook["cells"]:
        cell["id"] = cell.get("id") or next(free)
        cell["source"] = "\n".join(
            line.rstrip() if cell["cell_type"] == "code" else line
            for line in cell["source"].strip("\n").split("\n")
        )
        for transient in ("execution", "collapsed", "scrolled", "trusted"):
            cell["metadata"].pop(transient, None)
        if cell["cell_type"] != "code":
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
            continue
        ran = cell.get("execution_count") is not None
        count += ran
        cell["execution_count"] = count if ran else None
        cell["outputs"] = [
            _tidy_output(output, cell["execution_count"]) for output in cell.get("outputs", [])
        ]
    return notebook


def _tidy_output(output: dict[str, Any], count: int | None) -> dict[str, Any]:
    if "execution_count" in output:
        output["execution_count"] = count
    return output


def written(notebook: Mapping[str, Any]) -> str:
    """Return the text of a notebook file, as nbformat writes it."""
    import nbformat

    return nbformat.writes(nbformat.from_dict(notebook), version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def store(path: Path, text: str) -> bool:
    """Write a file if its text differs; return whether it did."""
    if path.is_file() and path.read_bytes() == text.encode("utf-8"):
        return False
    files.write(path, text)
    return True


def stale(lessons: Iterable[Path]) -> list[str]:
    """Return the names of lessons and derived files that a build would change; nothing is written."""
    expected = {path: execute(path) for path in lessons} | derived.derived_files(stored())
    return [
        path.name
        for path, text in expected.items()
        if not path.is_file() or path.read_bytes() != text.encode("utf-8")
    ]


def build(files: Iterable[Path]) -> list[str]:
    """Run the lessons and write what changed; return the names of the written files."""
    changed = []

    def run(path: Path) -> None:
        if store(path, execute(path)) and path.name not in changed:
            changed.append(path.name)

    sources = paths.data_dir() / "lesson_sources.csv"
    if not sources.is_file():
        store(sources, derived.lesson_sources_text({}))
    for path in files:
        run(path)
    before = _lines_by_lesson(sources.read_text(encoding="utf-8"))
    fresh = derived.lesson_sources_text(stored())
    if store(sources, fresh):
        changed.append(sources.name)
    after = _lines_by_lesson(fresh)
    for path in lesson_files():
        if before.get(path.stem) != after.get(path.stem):
            run(path)  # its list of references shows the new list
    return changed + [
        path.name for path, text in derived.derived_files(stored()).items() if store(path, text)
    ]


def _lines_by_lesson(table: str) -> dict[str, list[str]]:
    lessons: dict[str, list[str]] = {}
    for line in table.splitlines()[1:]:
        lessons.setdefault(line.partition(",")[0], []).append(line)
    return lessons


def main(arguments: list[str]) -> int:
    """Build all lessons or those named; with `--check` only say what a build would change."""
    parser = commands.Parser("build", "Run every lesson afresh and store what it shows.")
    parser.add_argument("lesson", nargs="*", help="number or name of a lesson; without any, all of them")
    parser.add_argument("--check", action="store_true", help="write nothing, only name what is out of date")
    options = parser.parse_args(arguments)
    known = {name: path for path in lesson_files() for name in (path.stem, path.stem[:2], path.stem[:2].lstrip("0") or "0")}
    for word in options.lesson:
        if word not in known:
            there = ", ".join(path.stem for path in lesson_files())
            print(f"There is no lesson {word!r}. The lessons are {there}.")
            return 2
    lessons = [path for path in lesson_files() if not options.lesson or path in {known[word] for word in options.lesson}]
    try:
        names = stale(lessons) if options.check else build(lessons)
    except (BuildStopped, data.DataError, data.UnknownName) as error:
        print(f"The build stopped. {error}")
        return 1
    if not options.check:
        print(f"Written: {', '.join(names)}." if names else f"{len(lessons)} lessons run; nothing had changed.")
        return 0
    print(f"Out of date: {', '.join(names)}. Run 'python3 workshop.py build'." if names else "Everything is up to date.")
    return 1 if names else 0
