"""A lesson is counted from what is stored: its open words, and what its activities ask for."""

import json
from pathlib import Path

from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import paths
from medsocial.model.pace import Load
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
    assert lesson_time.lesson_minutes(path) == 7  # 2.7 s of words, 40 s of choices, 360 s of cases


def test_every_lesson_can_be_counted() -> None:
    """Each of the eight has words and something to do."""
    lessons = sorted(paths.notebooks_dir().glob("0[0-7]_*.ipynb"))
    assert len(lessons) == 8
    for path in lessons:
        counted = lesson_time.lesson_load(path)
        assert counted.words > 200, path.stem
        assert counted.choices + counted.cases + counted.writings > 0, path.stem
