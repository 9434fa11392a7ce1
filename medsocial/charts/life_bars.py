"""The rows of the picture of lives: what the tables say, resolved to bars in years, and their words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ..display.elements import Table
from ..ground import text
from ..ground.text import _, ngettext
from ..model import lifecycle
from ..model.cohort import members
from ..model.lives import Event, Life, life, lives

MARKED = ("renamed", "acquired", "encryption_on", "encryption_off")


class EmptySelection(LookupError):
    """Nothing fits the filter or the request; the message says what to change."""


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


def in_years(day: dt.date) -> float:
    """Return a day as a number of years: 1 July 2014 is about 2014.5."""
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def resolve(
    platforms: Iterable[str] | None = None, first_year: int | None = None, last_year: int | None = None, as_of: int | None = None
) -> tuple[LifeBar, ...]:
    """Return the bars to draw, by launch; platforms outside the years are left out.

    Parameters
    ----------
    platforms : iterable of str, optional
        Ids or names; without them the list of 2014.
    first_year, last_year : int, optional
        The years shown; without them all that one may ask for.
    as_of : int, optional
        The year for which names and status are told.

    Raises
    ------
    UnknownName
        If a platform is not in the table; the message gives the nearest names.
    ValueError
        If the years are reversed or outside the range.
    EmptySelection
        If no platform is left.
    """
    first, last = lifecycle.years(first_year, last_year)
    if as_of is not None and not first <= as_of <= last:
        raise ValueError(
            _("The year {year} lies outside the years shown, {first} to {last}. Choose one of these.").format(
                year=as_of, first=first, last=last
            )
        )
    day = lifecycle.day_of(as_of) if as_of is not None else None
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


def moment_of(year: int) -> str:
    """Return the day that a year stands for, in words: its end, or in the newest year the day of the last check."""
    day = lifecycle.day_of(year)
    if day == lifecycle.day_of(lifecycle.years()[1]):
        return _("On {date}").format(date=text.date(day))
    return _("At the end of {year}").format(year=year)


def title_of(bars: tuple[LifeBar, ...], as_of: int | None) -> str:
    """Return the finding in words."""
    count = text.number(len(bars))
    if as_of is not None:
        alive = text.number(sum(b.then in ("alive", "renamed") for b in bars))
        return ngettext("{when}, {alive} of {n} was alive", "{when}, {alive} of {n} were alive", len(bars)).format(
            when=moment_of(as_of), alive=alive, n=count
        )
    if len(bars) == 1:
        return {
            "closed": _("{name} is closed"),
            "alive": _("{name} was alive when last seen"),
            "unknown": _("{name} was lost from sight"),
        }[bars[0].fate].format(name=bars[0].name)
    closed, lost = (sum(b.fate == fate for b in bars) for fate in ("closed", "unknown"))
    if closed + lost == 0:
        return _("All {n} platforms were alive when last seen").format(n=count)
    return _("Of {n} platforms, {closed} closed, {lost} lost from sight").format(
        n=count, closed=text.number(closed), lost=text.number(lost)
    )


def fitted(name: str, recalled: bool) -> str:
    """Return a name short enough for its column; * marks dates that were never looked up."""
    short = name if len(name) <= 24 else name[:23].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return short + ("*" if recalled else "")


def kind_words() -> dict[str, str]:
    """Return the marked kinds of events in the reader's words."""
    return {
        "renamed": _("new name"),
        "acquired": _("new owner"),
        "encryption_on": _("encryption begins"),
        "encryption_off": _("encryption ends"),
    }


def table_of(bars: tuple[LifeBar, ...]) -> Table:
    """Return the bars as a table."""
    fates = {"closed": _("closed"), "alive": _("alive when last seen"), "unknown": _("not known")}
    kinds = kind_words()

    def when(event: Event | None) -> str:
        return text.date(event.moment, event.precision) if event else _("not found")

    rows = [
        (
            fitted(b.name, b.recalled),
            when(b.began) if b.start_known else _("by {date}").format(date=when(b.began)) if b.began else _("not found"),
            when(b.ended),
            fates[b.fate],
            "; ".join(f"{kinds[m.kind]}, {text.date(m.date, m.precision)}" for m in b.marks),
        )
        for b in bars
    ]
    return Table(
        (_("Platform"), _("Began"), _("Closed or last seen"), _("Fate"), _("Events")), rows, _("Platforms by date of launch.")
    )
