"""What was true of a platform when, and what became of it.

Nothing here reads the clock: a state is what the tables say, up to their newest sign of life.
"""

import datetime as dt
import re
from dataclasses import dataclass

from ..ground.text import _
from ..ground.text import date as in_words
from .lives import Event, Life, Name, checked_on, life, lives

FIRST_YEAR = 1999
STATUSES = ("not_yet", "alive", "renamed", "closed", "unknown")


@dataclass(frozen=True, slots=True)
class State:
    """What was true of a platform on one day.

    `owner` is the newest change of hands in words. `encryption` is on (offered, by default or by choice),
    off or unknown. `minimum_age` is in years, for the country asked, or None. `facts` are the events behind
    these with source and status: one of status `memory` must be marked where it is shown.
    """

    platform_id: str
    date: dt.date
    name: str
    status: str
    owner: str | None
    encryption: str
    minimum_age: int | None
    facts: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a platform, in sentences, with the ids of the sources behind them."""

    platform_id: str
    name: str
    status: str
    sentences: tuple[str, ...]
    source_ids: tuple[str, ...]
    successor_id: str | None


def years(first: int | None = None, last: int | None = None) -> tuple[int, int]:
    """Return a checked range of years; without arguments, all the years one may ask for.

    Raises
    ------
    ValueError
        If the years are reversed or outside the range.
    """
    final = checked_on().year
    first, last = FIRST_YEAR if first is None else first, final if last is None else last
    if first > last:
        raise ValueError(_("The first year, {first}, lies after the last, {last}. Swap them.").format(
            first=first, last=last))
    if first < FIRST_YEAR or last > final:
        raise ValueError(_("The years run from {first} to {last}. Choose years in this range.").format(
            first=FIRST_YEAR, last=final))
    return first, last


def day_of(when: int | dt.date) -> dt.date:
    """Return the day that stands for a year: its last, or in the newest year the day of the last check."""
    if isinstance(when, dt.date):
        return when
    return checked_on() if when == checked_on().year else dt.date(when, 12, 31)


def status_at(platform: str, when: int | dt.date) -> str:
    """Return the status of a platform on a day or at the end of a year: one of `STATUSES`."""
    return life(platform).status_at(day_of(when))


def state_at(platform: str, when: int | dt.date, country: str = "") -> State:
    """Return what was true of a platform on a day, or at the end of a year.

    Parameters
    ----------
    platform : str
        Id or any name.
    when : int or datetime.date
        Year or day.
    country : str
        Two-letter code for the minimum age; an age without country counts where none is told for it.
    """
    return _state(life(platform), day_of(when), country)


def as_of(year: int, country: str = "") -> tuple[State, ...]:
    """Return the state of every platform (the own website is none) at the end of a year, in table order."""
    years(year, year)
    day = day_of(year)
    return tuple(_state(one, day, country) for one in lives().values() if not one.own_site)


def _state(one: Life, when: dt.date, country: str) -> State:
    status = one.status_at(when)
    if status in ("not_yet", "closed"):
        return State(one.platform_id, when, one.name_at(when), status, None, "unknown", None, ())
    owner = one.latest(when, "acquired")
    switch = one.latest(when, "encryption_on", "encryption_off")
    coming = next((e for e in one.events if e.event_type.startswith("encryption")), None)
    encryption = "unknown"
    if switch:
        encryption = switch.event_type.removeprefix("encryption_")
    elif coming and coming.event_type == "encryption_on":
        encryption = "off"  # before it was first offered there was none
    age = _minimum_age(one, when, country)
    told = re.search(r"\b\d{1,2}\b", age.detail) if age else None
    return State(one.platform_id, when, one.name_at(when), status,
                 owner.detail.rstrip(".") if owner else None, encryption, int(told[0]) if told else None,
                 tuple(e for e in (owner, switch, age) if e))


def _minimum_age(one: Life, when: dt.date, country: str) -> Event | None:
    """Return the newest rule on age for a country, else the newest one for all countries."""
    ages = [e for e in one.events if e.event_type == "minimum_age" and e.moment <= when]
    here = [e for e in ages if e.country in ("", country)]
    return max(here, key=lambda e: (bool(e.country), e.moment), default=None)


def events_between(first: int, last: int, platform: str | None = None) -> tuple[Event, ...]:
    """Return the events from one year to another, oldest first; of one platform or of all."""
    first, last = years(first, last)
    chosen = [life(platform)] if platform else lives().values()
    found = [e for one in chosen for e in one.events if first <= e.moment.year <= last]
    return tuple(sorted(found, key=lambda e: (e.moment, e.platform_id)))


def what_became_of(platform: str) -> Fate:
    """Return what became of a platform, in sentences; what is only recalled is marked as such."""
    one = life(platform)
    status = one.status_at(checked_on())
    if one.own_site:
        sentence = _("{name} is a kind of place, not one platform: it has no dates.").format(name=one.name)
        return Fate(one.platform_id, one.name, status, (sentence,), (), None)
    renames = [e for e in one.events if e.event_type == "renamed"]
    told = [(_renaming(*one.names[i : i + 2], event), event) for i, event in enumerate(renames)]
    for kind in ("acquired", "feature_closed", "uploads_lost", "suspended"):
        if newest := one.latest(dt.date.max, kind):
            told.append((_dated(newest), newest))
    if one.end:
        told += [(_ended(one, one.end), one.end), (one.end.detail, one.end)]
    elif one.last_seen:
        told.append((_seen(one.last_seen), one.last_seen))
    told.sort(key=lambda pair: pair[1].moment)
    if status == "unknown":
        told.append((_("Whether it still exists, and if not when it ended, was not found."), None))
    told.insert(0, (_began(one), one.launch))
    recalled = _("This is recalled, not verified.")
    sentences = tuple(f"{sentence} {recalled}" if event and event.status == "memory" else sentence
                      for sentence, event in told if sentence)
    sources = tuple(dict.fromkeys(e.source_id for _sentence, e in told if e and e.source_id))
    return Fate(one.platform_id, one.name, status, sentences, sources,
                (one.end.successor_id or None) if one.end else None)


def _began(one: Life) -> str:
    if not one.launch:
        return _("When {name} began was not found.").format(name=one.name)
    event, name = one.launch, one.name_at(one.launch.moment)
    if event.lower is None:
        form = _("{name} existed by {date}. When it began was not found.")
        return form.format(name=name, date=_date(event))
    return _("{name} began {when}.").format(name=name, when=_between(event))


def _ended(one: Life, event: Event) -> str:
    successor = lives().get(event.successor_id)
    if event.uncertain and event.lower and event.upper:
        form = _("{name} ended {when}.")
    elif event.event_type == "absorbed" and successor:
        form = _("{name} was absorbed by {successor} {when}.")
    elif event.event_type == "absorbed":
        form = _("{name} was absorbed by another service {when}.")
    else:
        form = _("{name} closed {when}.")
    return form.format(name=one.name_at(event.moment), when=_between(event),
                       successor=successor.name if successor else "")


def _renaming(old: Name, new: Name, event: Event) -> str:
    if not old.name or not new.name:
        return _("It was renamed {when}.").format(when=event.when)
    renaming = _("{old} became {new}").format(old=old.name, new=new.name)
    return _("{renaming} {when}.").format(renaming=renaming, when=_between(event))


def _seen(event: Event) -> str:
    return _("The last sign of life found is dated {date}.").format(date=_date(event))


def _dated(event: Event) -> str:
    return _("{date}: {detail}").format(date=_date(event), detail=event.detail)


def _date(event: Event) -> str:
    return in_words(event.moment, event.precision)


def _between(event: Event) -> str:
    if not event.uncertain or event.lower is None or event.upper is None:
        return event.when
    return _("between {lower} and {upper}").format(lower=in_words(event.lower), upper=in_words(event.upper))
