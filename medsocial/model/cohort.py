"""The list of 2014 as a cohort: who is counted how, and the spells for the survival curve.

The event is that a service stops, under whatever name; a renaming counts only if asked for. Added platforms
stay out: they were chosen because they were alive. The list itself is a prevalent cohort: everything on it
had lived until July 2014, so on the age scale each platform enters at the age it then had.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

from ..ground.text import _
from .lives import DAYS_PER_YEAR, LIST_DATE, Life, lives
from .survival import Spell

STUDY_START = LIST_DATE
STUDY_END = dt.date(2026, 8, 22)  # the day on which the study closed

EventRule = Literal["closed", "closed_or_renamed"]
LostRule = Literal["censored", "all_dead", "all_alive"]
Scale = Literal["study", "age", "age_naive"]
Follow = Literal["study_end", "last_seen"]


@dataclass(frozen=True, slots=True)
class Variant:
    """The switches of the survival analysis.

    Parameters
    ----------
    event : {"closed", "closed_or_renamed"}
        What counts as the event; after a renaming nobody is followed further.
    lost : {"censored", "all_dead", "all_alive"}
        What became of those whose fate is unknown: censored when last seen, had the event then, or alive
        to the end of the study.
    scale : {"study", "age", "age_naive"}
        Years since July 2014; years since launch with entry at the age in July 2014; or, wrongly, years
        since launch with everybody at risk from birth (immortal-time bias, for teaching).
    alive : {"study_end", "last_seen"}
        Those alive are followed to the end of the study, or (strictly) to their own last sign of life.
    cohort : str
        A word of the column `cohort`.
    start, end : datetime.date
        First and last day of the study.

    Raises
    ------
    ValueError
        If a switch has no such position, or the dates are reversed.
    """

    event: EventRule = "closed"
    lost: LostRule = "censored"
    scale: Scale = "study"
    alive: Follow = "study_end"
    cohort: str = "source_2014"
    start: dt.date = STUDY_START
    end: dt.date = STUDY_END

    def __post_init__(self) -> None:
        for name, rule in (("event", EventRule), ("lost", LostRule), ("scale", Scale), ("alive", Follow)):
            value, allowed = getattr(self, name), get_args(rule)
            if value not in allowed:
                raise ValueError(_("{value} is no choice for {name}. Choose one of {allowed}.").format(
                    value=repr(value), name=name, allowed=", ".join(allowed)))
        if self.start >= self.end:
            message = _("The study starts on {start}, not before its end on {end}. Swap the dates.")
            raise ValueError(message.format(start=self.start, end=self.end))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A platform that a variant cannot count, and why, in a sentence."""

    platform_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Who of a cohort is alive, renamed, closed or of unknown fate on a day: platform ids in each group."""

    date: dt.date
    alive: tuple[str, ...]
    renamed: tuple[str, ...]
    closed: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def total(self) -> int:
        """Count of platforms in the four groups."""
        return len(self.alive) + len(self.renamed) + len(self.closed) + len(self.unknown)


def members(cohort: str = "source_2014") -> tuple[Life, ...]:
    """Return the lives in a cohort, without the category row for the reader's own website."""
    return tuple(one for one in lives().values() if cohort in one.cohort and not one.own_site)


def tally(when: dt.date = STUDY_END, cohort: str = "source_2014") -> Tally:
    """Return how many of a cohort are alive, renamed, closed or of unknown fate on a day."""
    groups: dict[str, list[str]] = {}
    for one in members(cohort):
        groups.setdefault(one.status_at(when), []).append(one.platform_id)
    return Tally(when, *(tuple(groups.get(s, ())) for s in ("alive", "renamed", "closed", "unknown")))


def spells(variant: Variant | None = None) -> tuple[Spell, ...]:
    """Return the cohort as spells in years, labelled with platform ids, in the order of the table.

    Parameters
    ----------
    variant : Variant
        The switches; without one the main analysis.
    """
    return tuple(s for s in _outcomes(variant or Variant()) if isinstance(s, Spell))


def left_out(variant: Variant | None = None) -> tuple[LeftOut, ...]:
    """Return the platforms of the cohort that a variant cannot count, with the reason."""
    return tuple(s for s in _outcomes(variant or Variant()) if isinstance(s, LeftOut))


def _outcomes(variant: Variant) -> list[Spell | LeftOut]:
    return [_outcome(one, variant) for one in members(variant.cohort)]


def _outcome(one: Life, variant: Variant) -> Spell | LeftOut:
    def out(reason: str) -> LeftOut:
        return LeftOut(one.platform_id, reason.format(name=one.name))

    if variant.scale != "study" and not one.launch_known:
        return out(_("{name}: the launch date is unknown, and so is its age."))
    born = one.launch.moment if one.launch else variant.start
    if born >= variant.end:
        return out(_("{name}: it began after the study ended."))
    entry = max(born, variant.start)
    leaves, event = _exit(one, variant, entry)
    if leaves <= entry:
        return out(_("{name}: it was not seen alive after the study began."))
    origin = variant.start if variant.scale == "study" else born
    at_risk_from = 0.0 if variant.scale == "age_naive" else _years(origin, entry)
    return Spell(at_risk_from, _years(origin, leaves), event, one.platform_id)


def _exit(one: Life, variant: Variant, entry: dt.date) -> tuple[dt.date, bool]:
    """Return the day on which a platform leaves the study, and whether with the event."""
    ends = [one.end.moment] if one.end else []
    if variant.event == "closed_or_renamed":
        ends += [name.start for name in one.names if name.start and name.start > entry]
    if ends and min(ends) <= variant.end:
        return min(ends), True
    if one.end or (one.confirmed and variant.alive == "study_end"):
        return variant.end, False
    seen = min(one.last_seen.moment, variant.end) if one.last_seen else entry
    if one.confirmed or variant.lost == "censored" or seen == variant.end:
        return seen, False
    if variant.lost == "all_alive":
        return variant.end, False
    # The worst case must count all: who was lost at the very start had the event on the first day.
    return max(seen, entry + dt.timedelta(days=1)), True


def _years(first: dt.date, last: dt.date) -> float:
    return (last - first).days / DAYS_PER_YEAR
