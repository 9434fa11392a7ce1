"""The learning record: what somebody worked on, for how long, and a reflection in three questions."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from ..store import data

QUESTIONS = ("what", "so_what", "now_what")


@dataclass(frozen=True)
class Record:
    """One record, as it is printed; what is empty becomes a line to write on."""

    day: dt.date
    minutes: int
    lessons: tuple[str, ...] = ()
    computed: int = 0
    objectives: tuple[str, ...] = ()
    reflection: dict[str, str] = field(default_factory=dict)


def minutes_of(rows: tuple[Any, ...]) -> int:
    """Return the minutes of the lessons' core parts together."""
    return sum(row.minutes_core for row in rows)


def objectives_of(rows: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the objectives that the lessons touch."""
    names = {row.lesson for row in rows}
    return tuple(row.objective_id for row in data.rows("objectives") if names & set(row.lessons))


def read_reflection(kept: Any, longest: int) -> dict[str, str]:
    """Return the kept answers by their questions; a single text, as it was kept before, answers the last one."""
    answers = {QUESTIONS[-1]: kept} if isinstance(kept, str) else kept if isinstance(kept, dict) else {}
    return {name: said[:longest] if isinstance(said := answers.get(name), str) else "" for name in QUESTIONS}
