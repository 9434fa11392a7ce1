"""The agenda: activities with their minutes, read from `agenda.csv`."""

from dataclasses import dataclass
from typing import Any

from ...ground.text import _, number
from ...store import data
from ..wishes import NoDeck

LENGTHS = (30, 60, 90, 180)


@dataclass(frozen=True)
class Activity:
    """One activity of a session of a certain length."""

    row: Any
    minutes: int
    amount: int
    starts: int

    @property
    def name(self) -> str:
        """What is done, in words."""
        return self.row.activity

    @property
    def amount_words(self) -> str:
        """How many of what, in words; empty where nothing is counted or it is one."""
        if not self.amount or not self.row.amount_kind or self.amount == 1:
            return ""
        return _("{n} {things}").format(n=number(self.amount), things=self.row.amount_kind)

    def clock(self, start: int | None) -> str:
        """Return from when to when, in clock times; empty without a start, which is in minutes after midnight."""
        if start is None:
            return ""
        ends = (divmod((start + self.starts + more) % 1440, 60) for more in (0, self.minutes))
        return "\N{EN DASH}".join(f"{hour:02}:{minute:02}" for hour, minute in ends)


def session(length: int, instead: str = "") -> list[Activity]:
    """Return the activities of a session, in order.

    Parameters
    ----------
    length : int
        30, 60, 90 or 180 minutes.
    instead : str
        Key of an activity that takes the minutes of those it may replace.

    Raises
    ------
    NoDeck
        If there is no such session, or the activity replaces nothing in it.
    """
    if length not in LENGTHS:
        raise NoDeck(_("There is no session of {n} minutes. Choose 30, 60, 90 or 180.").format(n=length))
    rows = sorted(data.rows("agenda"), key=lambda row: row.order)
    minutes = {row.activity_id: getattr(row, f"minutes_{length}") for row in rows}
    amounts = {row.activity_id: getattr(row, f"amount_{length}") for row in rows}
    if instead:
        able = [row.activity_id for row in rows if row.instead_of]
        row = next((r for r in rows if r.activity_id == instead and r.instead_of), None)
        if row is None:
            raise NoDeck(_("{name} replaces nothing. This can: {names}.").format(name=instead, names=", ".join(able)))
        freed = sum(minutes[key] for key in row.instead_of)
        if not freed:
            raise NoDeck(_("In {n} minutes {name} has nothing to replace. Take a longer session.").format(n=length, name=instead))
        minutes[instead] += freed
        amounts[instead] = amounts[instead] or 1
        for key in row.instead_of:
            minutes[key] = 0
    if sum(minutes.values()) != length:
        said = _("The column minutes_{n} of agenda.csv adds up to {sum}, not to {n}. Correct the minutes.")
        raise NoDeck(said.format(n=length, sum=sum(minutes.values())))
    found, starts = [], 0
    for row in rows:
        if minutes[row.activity_id]:
            found.append(Activity(row, minutes[row.activity_id], amounts[row.activity_id], starts))
            starts += minutes[row.activity_id]
    return found


def of_section(lesson: str, section: str) -> Any:
    """Return the row of the agenda that takes this section of a lesson, or None."""
    rows = (row for row in data.rows("agenda") if row.lesson == lesson and section in row.sections)
    return next(rows, None)
