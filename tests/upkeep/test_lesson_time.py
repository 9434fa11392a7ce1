"""A lesson is counted from what is stored: its open words, and what its activities ask for."""

import json
from pathlib import Path

from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import paths
from medsocial.model.pace import Load
from medsocial.store import data
from medsocial.upkeep import lesson_time


def test_a_lesson_is_counted_from_what_is_stored(tmp_path: Path) -> None:
    """Notes, folds and deeper parts are left out; two activities are counted by their recipes."""

    def cell(depth: str, source: str, *outputs: dict, kind: str = "markdown", slide: str = "-") -> dict:
        where = {"medsocial": {"depth": depth}, "slideshow": {"slide_type": slide}}
        shown = [{"data": data} for data in outputs]
        return {"cell_type": kind, "metadata": where, "source": source, "outputs": shown}

    def element(function: str, html: str, **arguments: str) -> dict:
        return {RECIPE_TYPE: {"function": function, "arguments": arguments}, "text/html": html}

    quiz = element("quiz", "<p>Which one?</p><details><summary>The first</summary><p>No.</p></details>", name="start_check")
    story = element("story", "<style>p {}</style><p>One evening</p>", name="friend_request")
    cells = [
        cell("core", "## Four words *stand* here"),
        cell("core", "none of these is read", slide="notes"),
        cell("deeper", "nor of these", quiz),
        cell("core", "ms.quiz()", quiz, story, {"text/plain": "no recipe"}, kind="code"),
    ]
    path = tmp_path / "lesson.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert lesson_time.lesson_load(path) == Load(words=4 + 2 + 2 + 2, choices=2, cases=6)
    # 2.7 s of words, 40 s of choices, 360 s of cases; then 2 + 2 words and 40 s of choices in the deeper cells
    assert lesson_time.lesson_minutes(path) == (7, 5)


def test_every_lesson_can_be_counted() -> None:
    """Each of the nine has words and something to do."""
    lessons = sorted(paths.notebooks_dir().glob("*.ipynb"))
    assert len(lessons) == 9
    for path in lessons:
        counted = lesson_time.lesson_load(path)
        assert counted.words > 200, path.stem
        assert counted.choices + counted.cases + counted.writings > 0, path.stem


def test_a_lab_counts_its_cells_of_code_and_its_exercises(tmp_path: Path) -> None:
    """Where the code is shown, each cell is read and run; where it is hidden, none is."""
    exercise = {"data": {RECIPE_TYPE: {"function": "check_answer", "arguments": {}}, "text/html": "<p>Two words</p>"}}
    where = {"medsocial": {"depth": "core"}}
    cells = [{"cell_type": "code", "metadata": where, "source": "", "outputs": shown} for shown in ([], [exercise])]
    path = tmp_path / "lab.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {"medsocial": {"code": "shown"}}}), encoding="utf-8")
    assert lesson_time.lesson_load(path) == Load(words=2, code_cells=2, exercises=1)
    # 0.5 s of words, 60 s of code, 270 s of the exercise
    assert lesson_time.lesson_minutes(path) == (6, 0)
    path.write_text(json.dumps({"cells": cells, "metadata": {}}), encoding="utf-8")
    assert lesson_time.lesson_load(path) == Load(words=2, exercises=1)


def test_what_is_offered_counts_as_deeper(tmp_path: Path) -> None:
    """Cards beyond the first, the long way of a story and a folded claim are no part of the core."""
    offer = '<p>One card</p><details class="ms-more ms-offer"><summary>More</summary><p>Three words here</p></details>'

    def element(function: str, **arguments: object) -> dict:
        return {"data": {RECIPE_TYPE: {"function": function, "arguments": arguments}, "text/html": offer}}

    shown = [
        element("sort_cards", first=6),
        element("story", name="friend_request", route="short"),
        element("weigh_benefit", benefit="B3", folded=True),
        element("check_footprint", first=3),
    ]
    cell = {"cell_type": "code", "metadata": {"medsocial": {"depth": "core"}}, "source": "", "outputs": shown}
    path = tmp_path / "lesson.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert lesson_time.lesson_load(path) == Load(words=4 * 3, choices=18, cases=3, searches=3)
    assert lesson_time.lesson_load(path, whole=True) == Load(words=4 * 6, choices=36, cases=7, searches=8)


def test_what_an_element_repeats_is_read_once() -> None:
    """The same options stand on every card."""
    assert lesson_time.open_words("<p>Who sees it?</p><p>Anyone</p><p>Who sees it?</p><p>Anyone</p>") == 4


def test_the_stated_minutes_are_the_computed_ones() -> None:
    """Each core takes at most a quarter of an hour, and the series about 105 minutes."""
    rows = data.rows("lessons")
    for row in rows:
        stated = row.minutes_core, row.minutes_deeper
        assert lesson_time.lesson_minutes(paths.notebooks_dir() / f"{row.lesson}.ipynb") == stated, row.lesson
    series = [row.minutes_core for row in rows if row.kind == "lesson"]
    assert max(series) <= 15
    assert 100 <= sum(series) <= 110
