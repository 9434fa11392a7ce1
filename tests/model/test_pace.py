"""The clock, tried on the first edition: its hour took about 72 minutes, its lessons alone about 175."""

import csv
import json
from pathlib import Path

import pytest

from medsocial.ground import paths
from medsocial.model import lesson_time, pace
from medsocial.model.pace import Load

FIXTURES = Path(__file__).parents[1] / "data"
PLANNED = {  # minutes on its agenda; all other parts had six or more
    "Welcome, rules and one guess": 3,
    "First form": 4,
    "Second form": 4,
}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a fixture.

    The words of the session were counted in the first edition's slides for an hour: every line to say, and every
    text of a slide, once in its part; of a vote the answer that is ours with its reason; of the story the way with
    five decisions. Labels, agenda, sources, captions of charts, "do" and "watch for" are not read aloud. Tasks are
    those of its guide: eighteen votes by raised hands without a count, two votes twice, four forms in and out. The
    lessons were counted by `lesson_load`.
    """
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(row: dict[str, str]) -> Load:
    """Return the amounts of a row."""
    return Load(**{name: int(value) for name, value in row.items() if name not in ("part", "lesson", "estimate")})


def test_the_first_edition_s_hour_takes_about_72_minutes() -> None:
    """Within a tenth of what a facilitator estimated part by part, late start included."""
    found = rows("first_edition_session.csv")
    handing = 2.5  # minutes for handing out and collecting, in a line of its own there
    assert sum(float(row["estimate"]) for row in found) + handing == pytest.approx(71.75)
    seconds = [pace.room_seconds(load(row) + pace.around(PLANNED.get(row["part"], 6))) for row in found]
    minutes = (sum(seconds) + pace.late_start(60)) / 60
    assert 72 * 0.9 <= minutes <= 72 * 1.1
    assert round(minutes, 1) == 71.5


def test_the_first_edition_s_lessons_take_about_175_minutes_alone() -> None:
    """Within a tenth together, and no lesson is off by more than a quarter."""
    found = rows("first_edition_lessons.csv")
    assert sum(int(row["estimate"]) for row in found) == 175
    minutes = [pace.alone_seconds(load(row)) / 60 for row in found]
    assert 175 * 0.9 <= sum(minutes) <= 175 * 1.1
    assert all(abs(one / int(row["estimate"]) - 1) < 0.25 for one, row in zip(minutes, found, strict=True))


def test_seconds_by_hand() -> None:
    """130 words are a minute; a vote, a count, a talk, a second vote and a count are 20, 15, 105, 20 and 15."""
    assert pace.room_seconds(Load(words=130)) == 60
    assert pace.room_seconds(Load(votes=1, second_votes=1, counts=2, talks=1)) == 175
    assert pace.room_seconds(Load(searches=3, lines=1, writings=1, handouts=1, form_questions=4)) == 685
    assert pace.alone_seconds(Load(words=220, choices=3, cases=2)) == 240


@pytest.mark.parametrize(("people", "seconds"), [(5, 15), (30, 15), (31, 40), (60, 40), (61, 50), (200, 160)])
def test_a_large_room_is_counted_by_rows(people: int, seconds: int) -> None:
    """Up to 60 people one look is enough; then each row of twelve takes ten seconds more."""
    assert pace.count_seconds(people) == seconds


def test_what_a_part_adds() -> None:
    """Ten seconds for the change; a part over four minutes meets one question from the room."""
    assert pace.room_seconds(pace.around(4)) == 10
    assert pace.room_seconds(pace.around(5)) == 55
    assert [pace.late_start(minutes) for minutes in (30, 60, 180)] == [90, 180, 540]


def test_a_lesson_is_counted_from_what_is_stored(tmp_path: Path) -> None:
    """Notes, folds and deeper parts are left out; two activities are counted by their recipes."""

    def cell(depth: str, source: str, *outputs: dict, kind: str = "markdown", slide: str = "-") -> dict:
        where = {"medsocial": {"depth": depth}, "slideshow": {"slide_type": slide}}
        shown = [{"data": data} for data in outputs]
        return {"cell_type": kind, "metadata": where, "source": source, "outputs": shown}

    def element(function: str, html: str, **arguments: str) -> dict:
        return {lesson_time.RECIPE: {"function": function, "arguments": arguments}, "text/html": html}

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
