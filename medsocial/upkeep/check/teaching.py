"""The test and the recall questions against what is taught: blueprint, items, sessions, and the core of the lessons."""

import functools
import json
from collections.abc import Iterator
from pathlib import Path

from ...ground import paths
from ...model import blueprint, session_check
from ...store import data
from .problem import Problem, fault
from .sessions import lines

FILES = (blueprint.BLUEPRINT, blueprint.ITEMS, session_check.REACH)
QUIZZES = "quizzes.yaml"
RESTS_ON = ("datapackage.json", "objectives.csv", session_check.FORMS, QUIZZES, "reviews.csv", "item_statistics.csv")
HEAD = "_recall"  # how a quiz is called that opens a lesson


def check(folder: Path, told: list[Problem]) -> list[Problem]:
    """Return where a folder tests or recalls what it does not teach; `told` is what is known to be wrong already."""
    if not all((folder / name).is_file() for name in (*FILES, QUIZZES)) or {one.file for one in told} & {*FILES, *RESTS_ON}:
        return []
    row_of = lines(folder / blueprint.BLUEPRINT)
    with paths.reading(folder):
        found = [
            fault(one.file, one.rule, one.cure, row=row_of.get(one.where), column=one.where) for one in blueprint.problems()
        ]
        lessons = folder.parent / "notebooks"
        return [*found, *_untaught(lessons, row_of), *_recalled(lessons)] if lessons.is_dir() else found


def _untaught(lessons: Path, row_of: dict[str, int]) -> Iterator[Problem]:
    """Yield a fault for each objective that is tested, and not taught in the core of its lesson."""
    known = data.rows("objectives").by("objective_id")
    for row in data.rows("test_blueprint"):
        lesson = row.taught_in.split("/")[0]
        wrong = _not_core(lessons, row.taught_in)
        if not wrong and row.objective_id in known and lesson not in known[row.objective_id].lessons:
            wrong = f"{lesson} is no lesson of {row.objective_id} in objectives.csv"
        if wrong:
            cure = "Name the section of the core that teaches it."
            yield fault(blueprint.BLUEPRINT, wrong, cure, row=row_of.get(row.objective_id), column=row.objective_id)


def _recalled(lessons: Path) -> Iterator[Problem]:
    """Yield a fault for each question at the head of a lesson that asks for what no earlier core has taught."""
    for quiz in data.yaml_content("quizzes"):
        for question in quiz["questions"]:
            asks, wrong = question.get("recalls", ""), ""
            if quiz["id"].endswith(HEAD) != bool(asks):
                wrong = "a question at the head of a lesson says what it recalls, and no other question does"
            elif asks and asks.split("/")[0] >= quiz["lesson"]:
                wrong = f"it recalls {asks}, which does not come before its own lesson"
            elif asks:
                wrong = _not_core(lessons, asks)
            if wrong:
                cure = "Ask for a section that stands in the core of an earlier lesson."
                yield fault(QUIZZES, wrong, cure, column=f"{quiz['id']}.{question['id']}")


def _not_core(lessons: Path, place: str) -> str:
    """Return what is wrong with a place that should be taught to everybody; empty if nothing is."""
    lesson, section = place.split("/")
    path = lessons / f"{lesson}.ipynb"
    depths = _depths(path, path.stat().st_mtime_ns).get(section) if path.is_file() else None
    if depths is None:
        return f"there is no section {place}"
    return f"{place} stands under Go deeper, which nobody has to read" if "deeper" in depths else ""


@functools.lru_cache(maxsize=16)
def _depths(path: Path, _written: int) -> dict[str, set[str]]:
    """Return the depths of the cells of each section of a lesson."""
    found: dict[str, set[str]] = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        where = cell["metadata"].get("medsocial", {})
        if "section" in where:
            found.setdefault(where["section"], set()).add(where["depth"])
    return found
