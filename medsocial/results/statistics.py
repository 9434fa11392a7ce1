"""The figures of the class report: pure functions of counts and scores, in plain Python.

A statistics library would cost far more than it gives here; the tests compare every figure with one.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

LEVEL = 0.95
DRAWS = 2000
SEED = 2014


@dataclass(frozen=True)
class Change:
    """A mean difference with its interval, in percentage points."""

    n: int
    mean: float
    low: float
    high: float
    degrees: float


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function, by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny, c, d, fraction = 1e-300, 1.0, 0.0, 1.0
    for step in range(400):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1 / ((1 + term * d) or tiny)
        c = (1 + term / c) or tiny
        fraction *= c * d
        if abs(1 - c * d) < 1e-15:
            break
    return front * (fraction - 1)


def t_below(t: float, degrees: float) -> float:
    """Return the share of Student's distribution below t."""
    tail = incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2
    return 1 - tail if t > 0 else tail


def t_limit(degrees: float, level: float = LEVEL) -> float:
    """Return the value of t that a share `level` of the distribution stays within."""
    wanted, low, high = 0.5 + level / 2, 0.0, 2.0
    while t_below(high, degrees) < wanted:
        high *= 2
    for _step in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_below(middle, degrees) < wanted else (low, middle)
    return (low + high) / 2


def balanced(groups: Sequence[Sequence[float]], level: float = LEVEL) -> Change | None:
    """Return the mean of the groups' mean differences, with Welch's interval; None where a group has fewer than two.

    Each order of the forms is a group. The difficulty of the forms then falls out of the mean, whatever their sizes.
    """
    if not groups or min(map(len, groups)) < 2:
        return None
    count = len(groups)
    mean = fmean(fmean(group) for group in groups)
    parts = [variance(group) / len(group) / count**2 for group in groups]
    total = sum(parts)
    if total == 0:
        return Change(sum(map(len, groups)), mean, mean, mean, math.inf)
    degrees = total**2 / sum(part**2 / (len(group) - 1) for part, group in zip(parts, groups, strict=True))
    reach = t_limit(degrees, level) * math.sqrt(total)
    return Change(sum(map(len, groups)), mean, mean - reach, mean + reach, degrees)


def class_gain(before: float, after: float) -> float | None:
    """Return the class's normalised gain from two means in per cent; None where there was nothing left to gain."""
    return (after - before) / (100 - before) if before < 100 else None


def gain(
    groups: Sequence[Sequence[tuple[float, float]]], seed: int = SEED, draws: int = DRAWS
) -> tuple[float, float, float] | None:
    """Return the class's normalised gain with a bootstrap interval over people, drawn within each order.

    `groups` holds for each order the results before and after, in per cent.
    """
    found = _gain(groups)
    if found is None:
        return None
    dice = random.Random(seed)
    drawn = [_gain([dice.choices(group, k=len(group)) for group in groups]) for _draw in range(draws)]
    ranked = sorted(value for value in drawn if value is not None)
    if not ranked:
        return None
    edge = (1 - LEVEL) / 2
    return found, _quantile(ranked, edge), _quantile(ranked, 1 - edge)


def _gain(groups: Sequence[Sequence[tuple[float, float]]]) -> float | None:
    before = fmean(fmean(pair[0] for pair in group) for group in groups)
    after = fmean(fmean(pair[1] for pair in group) for group in groups)
    return class_gain(before, after)


def _quantile(ranked: Sequence[float], share: float) -> float:
    """Return a quantile by linear interpolation, as most libraries do."""
    place = share * (len(ranked) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])


def standardised(groups: Sequence[Sequence[tuple[float, float]]]) -> float | None:
    """Return the mean difference divided by the spread of the first results within the orders."""
    if min(map(len, groups)) < 2:
        return None
    mean = fmean(fmean(after - before for before, after in group) for group in groups)
    squares = sum(variance([before for before, _after in group]) * (len(group) - 1) for group in groups)
    spread = math.sqrt(squares / (sum(map(len, groups)) - len(groups)))
    return mean / spread if spread else None
