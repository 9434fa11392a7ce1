"""Estimates and their intervals, from the evidence table, and how certain they are."""

from dataclasses import dataclass
from typing import Any

from ..ground.text import _
from ..store import data
from .intervals import wilson

CERTAINTY = ("very_low", "low", "moderate", "high")


@dataclass(frozen=True)
class Estimate:
    """One measured value with its interval, in the unit of the row.

    `value` is None where a study gives a lowest and a highest figure only. `inferred` marks an interval whose
    count was worked back from a rounded percentage.
    """

    value: float | None
    low: float | None
    high: float | None
    inferred: bool
    row: Any


def estimate(evidence_id: str) -> Estimate:
    """Return the estimate of one row; Wilson intervals are computed here from the counts.

    Raises
    ------
    UnknownName
        If no row has this id.
    """
    row = data.row("evidence", evidence_id)
    low, high = row.ci_low, row.ci_high
    if row.interval_basis in ("wilson", "wilson_inferred"):
        low, high = (100 * limit for limit in wilson(row.events, row.denominator))
    return Estimate(row.estimate, low, high, row.interval_basis == "wilson_inferred", row)


def certainty_words() -> dict[str, str]:
    """Return the four steps of certainty in words, by code, lowest first."""
    words = (_("very low"), _("low"), _("moderate"), _("high"))
    return dict(zip(CERTAINTY, words, strict=True))
