"""The clock, tried on the first edition: its hour took about 72 minutes, its lessons alone about 175."""

import csv
from pathlib import Path

import pytest

from medsocial.model import pace
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
    assert round(minutes, 1) == 68.1


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
    assert pace.room_seconds(Load(searches=3, lines=1, writings=1, handouts=1, form_questions=4)) == 585
    assert pace.room_seconds(Load(rests=8, decisions=2)) == 570
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
