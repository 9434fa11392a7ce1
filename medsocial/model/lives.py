"""Lives of the platforms, read once from the tables `platforms` and `lifecycle_events`.

A date known to the month or year stands for the middle of it (the 15th or 16th; 2 July), moved inside the
row's own limits if needed.
"""

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from ..ground.text import _
from ..ground.text import date as in_words
from ..store import data

LIST_DATE = dt.date(2014, 7, 1)  # the list of the source text was printed in July 2014
DAYS_PER_YEAR = 365.25
SIGN_OF_LIFE = dt.timedelta(days=731)  # an older last sign leaves the fate unknown

ENDS = ("closed", "absorbed")
# Two events on one day are told in this order.
_ORDER = ("launch", "opened_to_public", "renamed", "acquired", "encryption_on", "encryption_off",
          "minimum_age", "suspended", "uploads_lost", "fined", "feature_closed", "last_verified_alive", "closed", "absorbed")
_RANK = {event_type: i for i, event_type in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event: the day it stands for (`moment`) and its limits, `lower` and `upper` (None: open)."""

    moment: dt.date
    lower: dt.date | None
    upper: dt.date | None
    precision: str
    event_type: str
    event_id: str
    platform_id: str
    detail: str
    successor_id: str
    source_id: str
    status: str

    @property
    def uncertain(self) -> bool:
        """Whether the limits are open or wider than the printed precision."""
        first, last = _span(self.moment, self.precision)
        return self.lower is None or self.upper is None or self.lower < first or self.upper > last

    @property
    def when(self) -> str:
        """Date with its preposition, in the reader's language: `on 2 April 2019`, `in 2016`."""
        form = _("on {date}") if self.precision == "day" else _("in {date}")
        return form.format(date=in_words(self.moment, self.precision))


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the days on which it began and ended to be used (None: open). An unknown name is None."""

    name: str | None
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class State:
    """What was true of a platform on one day.

    `behind` is the event on which the status rests. `encryption` is on (offered, by default or by choice), off or
    unknown; `switch` is the event behind it. An event of status `memory` must be marked where it is shown.
    """

    platform_id: str
    date: dt.date
    name: str
    status: str
    behind: Event | None
    encryption: str
    switch: Event | None


@dataclass(frozen=True, slots=True)
class Life:
    """All that is known of one platform in time.

    `launch` and `end` are events or None; `kind` is closed, absorbed or None; `last_seen` is the newest
    sign of life; `confirmed` says whether that is recent enough to call the platform alive at the last check.
    """

    platform_id: str
    name: str
    cohort: tuple[str, ...]
    audience: str
    type_primary: str
    launch: Event | None
    end: Event | None
    last_seen: Event | None
    confirmed: bool
    names: tuple[Name, ...]
    events: tuple[Event, ...]

    @property
    def kind(self) -> str | None:
        """How it ended: closed, absorbed or None."""
        return self.end.event_type if self.end else None

    @property
    def own_site(self) -> bool:
        """Whether this is the row for the reader's own website, which is no platform."""
        return self.type_primary == "own_site"

    @property
    def launch_known(self) -> bool:
        """Whether the launch is more than "existed by then"."""
        return self.launch is not None and self.launch.lower is not None

    def latest(self, when: dt.date, *types: str) -> Event | None:
        """Return the newest event of these types up to a day, or None."""
        return next((e for e in reversed(self.events) if e.moment <= when and e.event_type in types), None)

    def name_at(self, when: dt.date) -> str:
        """Return the name in use on a day; today's where the earlier one is not recorded."""
        for name in self.names:
            if name.end is None or when < name.end:
                return name.name or self.name
        return self.name

    def status_at(self, when: dt.date) -> str:
        """Return not_yet, alive, renamed (alive, with a newer name than in 2014), closed or unknown."""
        if self.launch and when < self.launch.moment:
            return "not_yet" if self.launch_known else "unknown"
        if self.end and when >= self.end.moment:
            return "closed"
        if not self.events or (not self.launch and when < self.events[0].moment):
            return "unknown"
        # Without an end: known up to the last sign of life, and a while longer if that is a fresh one.
        margin = SIGN_OF_LIFE if self.confirmed else dt.timedelta()
        if not self.end and (not self.last_seen or when > self.last_seen.moment + margin):
            return "unknown"
        return "renamed" if any(n.start and LIST_DATE < n.start <= when for n in self.names) else "alive"

    def state_at(self, when: dt.date) -> State:
        """Return what was true on a day."""
        status, seen = self.status_at(when), self.last_seen
        behind = {"closed": self.end, "not_yet": self.launch, "alive": seen, "renamed": seen}.get(status)
        encryption, switch = "unknown", None
        if status not in ("not_yet", "closed"):
            switch = self.latest(when, "encryption_on", "encryption_off")
            coming = next((e for e in self.events if e.event_type.startswith("encryption")), None)
            if switch:
                encryption = switch.event_type.removeprefix("encryption_")
            elif coming and coming.event_type == "encryption_on":
                encryption = "off"  # before it was first offered there was none
        return State(self.platform_id, when, self.name_at(when), status, behind, encryption, switch)


_cache: dict[tuple[int, int], tuple[Any, dict[str, Life], dict[str, str], dt.date]] = {}


def _read() -> tuple[Any, dict[str, Life], dict[str, str], dt.date]:
    tables = data.rows("platforms"), data.rows("lifecycle_events")
    key = id(tables[0]), id(tables[1])
    # Compared by identity: hashing thousands of rows at each click would cost more than the answer.
    known = _cache.get(key)  # it holds the tables, so their identities cannot be given to others
    if known is None:
        if len(_cache) > 7:
            _cache.clear()
        known = _cache[key] = _build(*tables)
    return known


def _build(platforms, event_rows) -> tuple[Any, dict[str, Life], dict[str, str], dt.date]:
    grouped: dict[str, list[Event]] = {row.platform_id: [] for row in platforms}
    for row in event_rows:
        event = _event(row)
        if event and row.platform_id in grouped:
            grouped[row.platform_id].append(event)
    signs = [e.moment for events in grouped.values() for e in events if e.event_type == "last_verified_alive"]
    checked = max(signs, default=LIST_DATE)
    lives = {row.platform_id: _life(row, grouped[row.platform_id], checked) for row in platforms}
    # An id wins over a name of today, and that over an earlier name.
    pairs = [(row.platform_id, row.platform_id) for row in platforms]
    pairs += [(row.name, row.platform_id) for row in platforms]
    pairs += [(row.name_in_source_text, row.platform_id) for row in platforms]
    pairs += [(name.name, life.platform_id) for life in lives.values() for name in life.names]
    labels: dict[str, str] = {}
    for label, platform_id in pairs:
        if label:
            labels.setdefault(_folded(label), platform_id)
    return (platforms, event_rows), lives, labels, checked


def in_years(day: dt.date) -> float:
    """Return a day as a number of years: 1 July 2014 is about 2014.5."""
    return day.year + (day.timetuple().tm_yday - 1) / DAYS_PER_YEAR


def _folded(label: str) -> str:
    return unicodedata.normalize("NFKC", label).strip().casefold()


def _span(day: dt.date, precision: str) -> tuple[dt.date, dt.date]:
    if precision == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    if precision == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day


def _event(row) -> Event | None:
    """Return a row as an event with its moment, or None if it carries no date at all."""
    if row.date:
        first, last = _span(row.date, row.date_precision or "day")
    elif row.date_lower and row.date_upper:
        first, last = row.date_lower, row.date_upper
    else:
        return None
    # One limit alone leaves the other side open: "existed by April 2008".
    lower, upper = (row.date_lower, row.date_upper) if row.date_lower or row.date_upper else (first, last)
    middle = first + (last - first + dt.timedelta(days=1)) // 2 if last > first else first
    middle = min(max(middle, lower or middle), upper or middle)
    told = (row.detail, row.successor_id, row.source_id, row.status)
    return Event(middle, lower, upper, row.date_precision or "day", row.event_type,
                 row.event_id, row.platform_id, *(cell or "" for cell in told))


def _life(row, events: list[Event], checked: dt.date) -> Life:
    events.sort(key=lambda e: (e.moment, _RANK.get(e.event_type, len(_RANK)), e.event_id))
    first = {}
    for event in events:
        first.setdefault(event.event_type, event)
    signs = [e for e in events if e.event_type == "last_verified_alive"]
    signs = signs or [e for e in events if e.event_type not in ENDS]
    last_seen = signs[-1] if signs else None
    end = next((e for e in events if e.event_type in ENDS), None)
    confirmed = bool(not end and last_seen and last_seen.moment >= checked - SIGN_OF_LIFE)
    return Life(row.platform_id, row.name, row.cohort, row.audience, row.type_primary, first.get("launch"),
                end, last_seen, confirmed, _names(row, events), tuple(events))


def _names(row, events: list[Event]) -> tuple[Name, ...]:
    renames = [e for e in events if e.event_type == "renamed"]
    # The wording is translated together with the data, so that the same pattern reads and writes it.
    pattern = re.escape(_("{old} became {new}")).replace(r"\{old\}", "(.+?)").replace(r"\{new\}", "(.+?)")
    told = [re.match(pattern + r"(?:[.,;(]|$)", e.detail) for e in renames]
    listed = row.name_in_source_text if _folded(row.name_in_source_text or "") != _folded(row.name) else None
    names, start = [], None
    for i, (event, words) in enumerate(zip(renames, told, strict=True)):
        old = words[1].strip() if words else (told[i - 1][2].strip() if i and told[i - 1] else None)
        if not old and event is renames[-1] and event.moment > LIST_DATE:
            old = listed or None
        names.append(Name(old, start, event.moment))
        start = event.moment
    return (*names, Name(row.name, start, None))


def lives() -> dict[str, Life]:
    """Return the life of every platform, by platform_id, in the order of the table."""
    return _read()[1]


def life(platform: str) -> Life:
    """Return the life of one platform, asked for by id or by any of its names, in any case.

    Raises
    ------
    UnknownName
        If nothing fits; the message gives the nearest names.
    """
    _tables, known, labels, _checked = _read()
    found = labels.get(_folded(platform))
    return known[found if found else data.find("platforms", platform).platform_id]


def checked_on() -> dt.date:
    """Return the day of the newest sign of life in the table: what is later is not known."""
    return _read()[3]
