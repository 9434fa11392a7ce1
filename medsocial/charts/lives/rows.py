"""The rows of the picture of lives: what the tables say, resolved to bars in years."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ...ground.text import _
from ...model.cohort import members
from ...model.lives import Event, Life, in_years, life, lives
from ...model.selection import EmptySelection

MARKED = ("renamed", "acquired", "encryption_on", "encryption_off")


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on a bar: its place in years, what it was, and its date as known."""

    at: float
    kind: str
    date: dt.date
    precision: str


@dataclass(frozen=True, slots=True)
class LifeBar:
    """One resolved row of the picture; times are in years, such as 2014.5.

    `start` is None if no date at all is known; `start_known` is false if the platform is only known to have
    existed by then. `fate` is closed, alive or unknown; `end` is the closure or the last sign of life. `limits`
    are spans of uncertain dates; `then` is the status in the year asked for; `recalled` says that an end of
    the bar was never looked up.
    """

    platform_id: str
    name: str
    start: float | None = None
    end: float | None = None
    fate: str = "unknown"
    start_known: bool = True
    began: Event | None = None
    ended: Event | None = None
    limits: tuple[tuple[float, float], ...] = ()
    marks: tuple[Mark, ...] = ()
    then: str = ""
    recalled: bool = False
    sources: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name, short enough for its column; * marks dates that were never looked up."""
        short = self.name if len(self.name) <= 24 else self.name[:23].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
        return short + ("*" if self.recalled else "")


def resolve(platforms: Iterable[str] | None, first: int, last: int, day: dt.date | None = None) -> tuple[LifeBar, ...]:
    """Return the bars to draw, by launch; platforms outside the years are left out.

    Parameters
    ----------
    platforms : iterable of str or None
        Ids or names; without them the list of 2014.
    first, last : int
        The years shown.
    day : datetime.date, optional
        The day for which names and status are told.

    Raises
    ------
    UnknownName
        If a platform is not in the table; the message gives the nearest names.
    EmptySelection
        If no platform is left.
    """
    known = lives()  # once: a search by name for each of thousands would cost more than the picture
    named = {one.platform_id: one for one in (known.get(name) or life(name) for name in platforms or ())}
    asked = members() if platforms is None else named.values()
    bars = [_bar(one, day) for one in asked if not one.own_site]
    bars = [b for b in bars if b.start is None or (b.start < last + 1 and (b.fate != "closed" or b.end >= first))]
    if not bars:
        raise EmptySelection(
            _("No platform fits this choice between {first} and {last}. Widen the years or take away a filter.").format(
                first=first, last=last
            )
        )
    return tuple(sorted(bars, key=lambda b: (b.start is None, b.start or 0, b.name.casefold())))


def _bar(one: Life, day: dt.date | None) -> LifeBar:
    named = {"platform_id": one.platform_id, "name": one.name_at(day) if day else one.name}
    then = one.status_at(day) if day else ""
    began = one.launch or (one.events[0] if one.events else None)
    ended = one.end or one.last_seen
    if not began or not ended:
        return LifeBar(**named, then=then)
    shown = [e for e in one.events if e.event_type in MARKED and e.status != "memory"]
    wide = [e for e in (one.launch, one.end) if e and e.uncertain]
    start = in_years(began.moment)
    return LifeBar(
        **named,
        start=start,
        end=max(start, in_years(ended.moment)),
        then=then,
        fate="closed" if one.end else "alive" if one.confirmed else "unknown",
        start_known=one.launch_known,
        began=began,
        ended=ended,
        limits=tuple((in_years(e.lower or e.moment), in_years(e.upper or e.moment)) for e in wide),
        marks=tuple(Mark(in_years(e.moment), e.event_type, e.moment, e.precision) for e in shown),
        recalled="memory" in (began.status, ended.status),
        sources=tuple(e.source_id for e in (began, ended, *shown) if e.source_id and e.status != "memory"),
    )
