"""nbval really compares: an altered datum turns it red, and what it would wave through is stopped."""

import html
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat
import pytest
from common import LESSONS, ROOT, cells

from medsocial.ground import paths
from medsocial.store import data
from medsocial.upkeep import build, run_tests

IMPORT = "# Get the workshop\nimport medsocial as ms"
SHOW = '# Show a definition\nms.define("digital footprint")'


def write(folder: Path, name: str, *sources: str, run: bool = True) -> Path:
    """Write a small notebook, as a build would store it."""
    notebook = nbformat.v4.new_notebook(metadata={"medsocial": {"lesson": name, "format": 1}})
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook, path)
    if run:
        path.write_text(build.execute(path), encoding="utf-8")
    return path


def nbval(*where: Path, data_folder: Path | None = None) -> dict[str, list[str]]:
    """Run nbval as `test` does; return for each notebook what became of its cells."""
    report = where[0].parent / "report.xml" if data_folder is None else data_folder.parent / "report.xml"
    report.unlink(missing_ok=True)
    variables = os.environ | ({"MEDSOCIAL_DATA": str(data_folder)} if data_folder else {})
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={report}"]
    done = subprocess.run(
        [*command, *run_tests.NBVAL, *map(str, where)],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
    )
    assert report.is_file(), done.stdout + done.stderr
    became: dict[str, list[str]] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = re.split(r"[./]", case.get("classname").removesuffix(".ipynb"))[-1]
        name = name or case.get("name")
        outcome = next(
            (child.tag for child in case if child.tag in ("failure", "error", "skipped")), "passed"
        )
        said = next((child.get("message") or child.text or "" for child in case), "")
        became.setdefault(name, []).append(outcome if outcome == "passed" else f"{outcome}: {said}")
    return became


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """Return a folder with a small notebook and the guards of the real ones."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(paths.notebooks_dir() / "conftest.py", folder)
    write(folder, "control", IMPORT, SHOW)
    return folder


def altered(folder: Path, table: str, column: str, key: str, original: Path | None = None) -> Path:
    """Return a copy of the data in which one cell says something else."""
    copy = folder / "data"
    shutil.copytree(original or paths.data_dir(), copy)
    file = copy / f"{table}.csv"
    before = getattr(data.row(table, key), column)
    text = file.read_text(encoding="utf-8")
    changed = text.replace(before, before[:-1] + ("x" if before[-1] != "x" else "y"))
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    return copy


def test_an_altered_datum_turns_a_notebook_red(sample, tmp_path):
    became = nbval(
        sample / "control.ipynb", data_folder=altered(tmp_path, "glossary", "definition", "digital_footprint")
    )
    assert became["control"][0] == "passed"
    assert became["control"][1].startswith("failure")


def test_an_altered_source_turns_a_lesson_red(tmp_path):
    """Two lessons stand for all: each shows the title of a source that it cites, and nbval compares what is shown."""
    cited = {path: [row.source_id for row in data.rows("lesson_sources") if row.lesson == path.stem] for path in LESSONS}
    for path in LESSONS:
        assert cited[path], f"{path.stem} cites nothing, so nothing would be noticed"
        title = data.row("sources", cited[path][0]).title
        shown = ["".join(o.get("data", {}).get("text/html", "")) for c in cells(path, "code") for o in c["outputs"]]
        assert any(title in html.unescape(text) for text in shown), path.stem
    tried = [LESSONS[0], LESSONS[-1]]
    folder = paths.data_dir()
    for source in sorted({cited[path][0] for path in tried}):
        folder = altered(tmp_path / source, "sources", "title", source, folder)
    became = nbval(*tried, data_folder=folder)
    for path in tried:
        assert len(became[path.stem]) == len(cells(path, "code"))
        assert any(outcome.startswith("failure") for outcome in became[path.stem])


STOPPED = [
    ("never run", SHOW, {"execution_count": None}),
    ("look away", SHOW, {"metadata": {"tags": ["nbval-skip"]}}),
    ("look away", SHOW, {"metadata": {"tags": ["nbval-ignore-output"]}}),
    ("look away", SHOW, {"metadata": {"tags": ["raises-exception"]}}),
    ("look away", "# NBVAL_IGNORE_OUTPUT\n" + SHOW, {}),
    ("not plain Python", "# Time it\n%time 1", {}),
    ("not plain Python", "# List files\n!true", {}),
    ("semicolon", SHOW + ";", {}),
    ("only import", "# Get pandas\nimport pandas as pd", {}),
    ("only import", "# Get it by another name\nfrom medsocial import define", {}),
    ("definition", "# Define\ndef f(): return 1", {}),
    ("'style'", "# Show a table\nms.load_sources().style", {}),
    ("'Output'", "# Show\nms.Output()", {}),
    ("'interact'", "# Show\ninteract(ms.define)", {}),
    ("'now'", "# Show\nms.now()", {}),
    ("'random'", "# Show\nms.random", {}),
    (
        "never compared",
        SHOW,
        {"outputs": [nbformat.v4.new_output("display_data", {"image/png": "aGFsbG8="})]},
    ),
]


def test_what_nbval_would_wave_through_is_stopped(sample):
    notebook = nbformat.read(sample / "control.ipynb", as_version=4)
    for count, (_why, source, how) in enumerate(STOPPED, start=3):
        # Stored as if it had run, so that only the guard can object; except where that is the point.
        notebook.cells.append(nbformat.v4.new_code_cell(source, **{"execution_count": count, **how}))
    nbformat.write(notebook, sample / "stopped.ipynb")
    looked_away = nbformat.read(sample / "control.ipynb", as_version=4)
    looked_away.cells[1].outputs[0].metadata["width"] = 3  # nbval compares no metadata
    (sample / "elsewhere.ipynb").write_text(build.written(looked_away), encoding="utf-8")
    outcomes = nbval(*(sample / f"{name}.ipynb" for name in ("control", "stopped", "elsewhere")))
    assert outcomes["control"] == ["passed", "passed"], "an unchanged notebook is green"
    assert outcomes["elsewhere"][0] == "passed"
    assert outcomes["elsewhere"][1].startswith("failure") and "a build would write" in outcomes["elsewhere"][1]
    became = outcomes["stopped"]
    assert became[:2] == ["passed", "passed"]
    assert len(became) == 2 + len(STOPPED)
    for (why, source, _how), outcome in zip(STOPPED, became[2:], strict=True):
        assert outcome.startswith(("failure", "error")), source
        assert why in outcome, source


def test_a_cell_that_fails_stops_the_build_with_one_sentence(tmp_path):
    path = write(tmp_path, "broken", IMPORT, "# Ask for too much\nms.define('moonlight')", run=False)
    with pytest.raises(build.BuildStopped, match=r"broken, section .*moonlight") as stopped:
        build.execute(path)
    assert "\n" not in str(stopped.value)


def test_two_builds_give_the_same_bytes(tmp_path):
    path = write(tmp_path, "again", IMPORT, SHOW)
    assert build.execute(path) == path.read_text(encoding="utf-8")
