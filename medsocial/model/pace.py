"""The clock: how long a room takes for what is said and done, and how long a lesson takes alone."""

import math
from dataclasses import dataclass, fields

from ..store import data

SMALL_ROOM, MIDDLE_ROOM = 30, 60  # up to how many people one count takes the same time
ROW = 12  # people in a row of a larger room, which is counted row by row
LONG_PART = 4  # minutes; a longer part meets one question from the room
ROOM = 24  # people, where nobody says how many


@dataclass(frozen=True)
class Load:
    """What is said and done in a slide, a part or a lesson; each field is a number of times."""

    words: int = 0
    votes: int = 0
    second_votes: int = 0
    counts: int = 0
    talks: int = 0
    searches: int = 0
    lines: int = 0
    writings: int = 0
    form_questions: int = 0
    decisions: int = 0
    rests: int = 0
    handouts: int = 0
    part_changes: int = 0
    room_questions: int = 0
    choices: int = 0
    cases: int = 0
    judgements: int = 0
    code_cells: int = 0
    exercises: int = 0

    def __add__(self, other: "Load") -> "Load":
        """Return both together."""
        return Load(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


# Which row of pace.csv says how long one of each takes; words and counts have rules of their own.
_TIMED = {
    "votes": "vote",
    "second_votes": "second_vote",
    "talks": "talk",
    "searches": "search",
    "lines": "line",
    "writings": "writing",
    "form_questions": "form_question",
    "decisions": "decision",
    "rests": "rest",
    "handouts": "handout",
    "part_changes": "part_change",
    "room_questions": "room_question",
    "choices": "choice",
    "cases": "case",
    "judgements": "judgement",
    "code_cells": "code_cell",
    "exercises": "exercise",
}


def figure(name: str) -> float:
    """Return a figure of the clock: seconds, or words a minute."""
    return data.row("pace", name).value


def room_seconds(load: Load, people: int = ROOM) -> int:
    """Return how long a room of so many people takes, in seconds."""
    counting = load.counts * count_seconds(people) if load.counts else 0
    return math.ceil(_spent(load) + load.words * 60 / figure("words_aloud") + counting)


def alone_seconds(load: Load) -> int:
    """Return how long one reader takes alone, in seconds."""
    return math.ceil(_spent(load) + load.words * 60 / figure("words_alone"))


def _spent(load: Load) -> float:
    counts = ((getattr(load, name), row) for name, row in _TIMED.items())
    return sum(count * figure(row) for count, row in counts if count)


def count_seconds(people: int) -> float:
    """Return how long one count of a vote takes in a room of so many people."""
    if people <= SMALL_ROOM:
        return figure("count_small")
    rows = math.ceil(max(0, people - MIDDLE_ROOM) / ROW)
    return figure("count_middle") + rows * figure("count_row")


def around(minutes: int, quiet: bool = False) -> Load:
    """Return what comes on top of the slides of a part: the change to it, and a question from the room in a long one."""
    return Load(part_changes=1, room_questions=int(minutes > LONG_PART and not quiet))


def late_start(minutes: int) -> int:
    """Return how many seconds of a session are lost because people come late."""
    return math.ceil(figure("late_start") * minutes / 60)


def words(*texts: str) -> int:
    """Return the number of words of texts."""
    return sum(len(text.split()) for text in texts)
