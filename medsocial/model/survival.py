"""Survival of a cohort by the product-limit method, and closure rates with exact intervals.

Delayed entry (left truncation) and censoring are allowed. At a given time, entries count from just
after it, events come before censorings: at risk at t are the spells with entry < t <= exit.
All times are in one unit, here years.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Spell:
    """One subject under observation from just after `entry` up to and including `exit`.

    Parameters
    ----------
    entry, exit : float
        Times in years; nought is the start of the time scale.
    event : bool
        Whether the spell ended with the event; otherwise it was censored.
    label : str
        Who it was.

    Raises
    ------
    ValueError
        If the times are not finite, the entry is negative or the exit not after the entry.
    """

    entry: float
    exit: float
    event: bool
    label: str = ""

    def __post_init__(self) -> None:
        who = f"{self.label}: " if self.label else ""
        if not (math.isfinite(self.entry) and math.isfinite(self.exit)):
            raise ValueError(f"{who}entry {self.entry} and exit {self.exit} must both be known numbers.")
        if self.entry < 0:
            raise ValueError(f"{who}entry {self.entry} lies before time nought. Let the scale begin earlier.")
        if self.exit <= self.entry:
            raise ValueError(f"{who}exit {self.exit} is not later than entry {self.entry}. "
                             "Look for swapped dates.")


@dataclass(frozen=True, slots=True)
class Step:
    """One fall of the curve.

    `at_risk` counts just before `time`; `survival`, its limits and its Greenwood standard error hold
    from `time` on. Limits and error are None where survival is nought: they do not exist there.
    """

    time: float
    at_risk: int
    events: int
    survival: float
    low: float | None
    high: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A product-limit curve: its steps, the spells behind it and the level of its interval."""

    steps: tuple[Step, ...]
    spells: tuple[Spell, ...]
    level: float

    @property
    def start(self) -> float:
        """Time at which the first subject comes under observation."""
        return min(spell.entry for spell in self.spells)

    @property
    def end(self) -> float:
        """Time at which the last subject leaves; the curve says nothing later."""
        return max(spell.exit for spell in self.spells)

    @property
    def events(self) -> int:
        """Count of events."""
        return sum(step.events for step in self.steps)

    @property
    def median(self) -> float | None:
        """Earliest time at which survival is one half or less, or None if it stays above."""
        return next((step.time for step in self.steps if step.survival <= 0.5 + 1e-12), None)

    def at(self, time: float) -> Step:
        """Return the step that holds at a time: survival is 1 (1-1) before the first event.

        Raises
        ------
        ValueError
            If nobody was under observation at that time or later, or not yet.
        """
        if not self.start <= time <= self.end:
            raise ValueError(f"Nobody was observed at time {time:g}: "
                             f"the curve runs from {self.start:g} to {self.end:g}.")
        before = [step for step in self.steps if step.time <= time]
        if before:
            return before[-1]
        return Step(self.start, self.at_risk(time), 0, 1.0, 1.0, 1.0, 0.0)

    def at_risk(self, time: float) -> int:
        """Return how many are under observation just before `time`; at the start, just after it."""
        if time <= self.start:
            return sum(spell.entry <= time < spell.exit for spell in self.spells)
        return sum(spell.entry < time <= spell.exit for spell in self.spells)

    def censored(self) -> tuple[Spell, ...]:
        """Return the spells that ended without the event, by time and label (the tick marks)."""
        return tuple(sorted((s for s in self.spells if not s.event), key=lambda s: (s.exit, s.label)))


@dataclass(frozen=True, slots=True)
class Rate:
    """Events over person-time, per `per` units of time, with its exact interval."""

    events: int
    person_time: float
    rate: float
    low: float
    high: float
    per: float


def product_limit(spells: Iterable[Spell], level: float = 0.95) -> Curve:
    """Return the product-limit curve of a cohort.

    Parameters
    ----------
    spells : iterable of Spell
        The subjects; entries may be delayed, exits censored, times tied.
    level : float
        Level of the pointwise interval, between 0 and 1.

    Returns
    -------
    Curve
        One step for each time with an event.

    Raises
    ------
    ValueError
        If there is no spell, or the level is not between 0 and 1.

    Notes
    -----
    Estimate: Kaplan EL, Meier P, J Am Stat Assoc 1958;53:457-481. Variance: Greenwood M, Reports on
    Public Health and Medical Subjects 33, 1926. Interval on the scale log(-log S): Kalbfleisch JD,
    Prentice RL, The Statistical Analysis of Failure Time Data. With delayed entry few may be at risk
    early; if all of those have the event the curve falls to nought and stays there.
    """
    cohort = tuple(spells)
    if not cohort:
        raise ValueError("There is nobody to follow: the list of spells is empty.")
    z = NormalDist().inv_cdf(0.5 + _checked(level) / 2)
    entries = sorted(spell.entry for spell in cohort)
    exits = sorted((spell.exit, spell.event) for spell in cohort)
    steps: list[Step] = []
    entered = left = 0
    survival, variance_sum = 1.0, 0.0
    for time, group in groupby(exits, key=lambda pair: pair[0]):
        ends = [event for _time, event in group]
        while entered < len(entries) and entries[entered] < time:
            entered += 1
        at_risk, events = entered - left, sum(ends)
        left += len(ends)
        if not events:
            continue
        survival *= 1 - events / at_risk
        if events < at_risk:  # otherwise survival is nought, from here on without error and limits
            variance_sum += events / (at_risk * (at_risk - events))
        low, high, error = _limits(survival, variance_sum, z)
        steps.append(Step(time, at_risk, events, survival, low, high, error))
    return Curve(tuple(steps), cohort, level)


def _limits(survival: float, variance_sum: float, z: float) -> tuple[float | None, ...]:
    """Return lower and upper log-log limit and Greenwood's standard error of the survival."""
    if survival == 0:
        return None, None, None
    spread = z * math.sqrt(variance_sum) / -math.log(survival)
    return survival ** math.exp(spread), survival ** math.exp(-spread), survival * math.sqrt(variance_sum)


def person_time(spells: Iterable[Spell]) -> float:
    """Return the time under observation of all spells together."""
    return math.fsum(spell.exit - spell.entry for spell in spells)


def rate(spells: Iterable[Spell], level: float = 0.95, per: float = 100) -> Rate:
    """Return events over person-time with the exact Poisson interval.

    Parameters
    ----------
    spells : iterable of Spell
        The subjects, in years.
    level : float
        Confidence level between 0 and 1.
    per : float
        Unit of the rate: 100 gives events per 100 years.

    Notes
    -----
    It assumes one constant rate for all subjects and all of the time.
    """
    cohort = tuple(spells)
    if not cohort:
        raise ValueError("There is nobody to follow: the list of spells is empty.")
    events, time = sum(spell.event for spell in cohort), person_time(cohort)
    low, high = poisson_interval(events, level)
    return Rate(events, time, per * events / time, per * low / time, per * high / time, per)


def poisson_interval(events: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact two-sided interval of the expected count behind an observed one.

    Parameters
    ----------
    events : int
        Observed count.
    level : float
        Confidence level between 0 and 1.

    Raises
    ------
    ValueError
        If the count is negative or no whole number, or the level is not between 0 and 1.

    Notes
    -----
    Garwood F, Biometrika 1936;28:437-442; Ulm K, Am J Epidemiol 1990;131:373-375: half the chi-square
    quantiles with 2 x and 2 x + 2 degrees of freedom. Found here by halving on the Poisson tails.
    """
    if isinstance(events, bool) or events != int(events) or events < 0:
        raise ValueError(f"{events} is not a count of events.")
    events, tail = int(events), (1 - _checked(level)) / 2
    top = events + 1.0
    while _lower_tail(events, top) > tail:
        top *= 2
    high = _crossing(lambda mean: _lower_tail(events, mean) > tail, float(events), top)
    low = _crossing(lambda mean: _upper_tail(events, mean) < tail, 0.0, float(events)) if events else 0.0
    return low, high


def _crossing(before, low: float, high: float) -> float:
    """Return where `before` turns from true to false, to the last digit."""
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if before(middle) else (low, middle)
    return (low + high) / 2


def _log_mass(count: int, mean: float) -> float:
    return count * math.log(mean) - mean - math.lgamma(count + 1)


def _lower_tail(count: int, mean: float) -> float:
    """Return P(X <= count) for mean >= count, summed from its largest term down."""
    if mean <= 0:
        return 1.0
    term = total = math.exp(_log_mass(count, mean))
    for k in range(count, 0, -1):
        term *= k / mean
        total += term
        if term < total * 1e-17:
            break
    return total


def _upper_tail(count: int, mean: float) -> float:
    """Return P(X >= count) for mean <= count, summed from its largest term up."""
    if mean <= 0:
        return 0.0
    term = total = math.exp(_log_mass(count, mean))
    while term >= total * 1e-17 and term > 0:
        count += 1
        term *= mean / count
        total += term
    return total


def _checked(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"The level {level} is not between 0 and 1.")
    return level
