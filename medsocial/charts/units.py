"""Units of the evidence: how each is drawn on an axis and written in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..display.elements import Table
from ..ground import text
from ..ground.text import _
from ..model.evidence import Estimate
from .panel import counted


@dataclass(frozen=True)
class Unit:
    """How a unit is written and drawn: on which axis, with how many decimals, and where no effect lies."""

    axis: str
    digits: int = 2
    after: str = ""
    null: float | None = None
    log: bool = False
    limits: tuple[float, float] | None = None


def unit_of(name: str) -> Unit:
    """Return how to draw a unit of the evidence table.

    Raises
    ------
    ValueError
        If values in this unit cannot share an axis.
    """
    ratio = {"null": 1.0, "log": True}
    known = {
        "percent": Unit(_("in 100"), 0, "%", limits=(0, 100)),
        "percent_change": Unit(_("change in per cent; zero means no change"), 1, "%", 0.0),
        "percentage_points": Unit(_("change in percentage points; zero means no change"), 2, "", 0.0),
        "points": Unit(_("change in points; zero means no change"), 1, "", 0.0),
        "smd": Unit(_("difference in standard deviations; zero means no difference"), 2, "", 0.0),
        "correlation": Unit(_("correlation; zero means none, one means complete"), 2, "", 0.0, limits=(0, 1)),
        "citations": Unit(_("extra citations; zero means none"), 1, "", 0.0),
        "rate_ratio": Unit(_("ratio of citations; one means no difference"), 2, "", **ratio),
        "risk_ratio": Unit(_("risk ratio; one means no difference"), 2, "", **ratio),
        "odds_ratio": Unit(_("odds ratio; one means no difference"), 2, "", **ratio),
    }
    if name not in known:
        raise ValueError(
            _("A chart cannot show the unit {unit}. Show these rows as a table.").format(unit=name.replace("_", " "))
        )
    return known[name]


def evidence_table(found: Sequence[Estimate], caption: str) -> Table:
    """Return evidence as a table: study and number studied, measure, figure with its unit."""
    return Table(
        columns=(_("Study"), _("What was measured"), _("Figure")),
        rows=[(_name(e.row), e.row.measure, figure(e)) for e in found],
        caption=caption,
    )


def _name(row: Any) -> str:
    studied = counted(row).strip("()").replace(" ", chr(160))
    # A row that counts studies says their number already.
    return study_name(row, [studied] if studied and row.unit != "count" else [])


def study_name(row: Any, marks: Sequence[str] = ()) -> str:
    """Return a study's name with marks in brackets: those given, then retracted, second-hand or our calculation."""
    # The study's name may say so already; a translated one may not.
    retracted = [_("retracted")] if row.retracted and "retracted" not in row.study else []
    checked = {"second_hand": [_("read second-hand")], "computed": [_("our calculation")]}.get(row.status, [])
    said = ", ".join([*marks, *retracted, *checked])
    return row.study + (f" ({said})" if said else "")


def figure(found: Estimate) -> str:
    """Return an estimate with its interval and unit, in words for a table."""
    row = found.row
    if row.unit == "p_value":
        return _("p = {p}").replace(" ", chr(160)).format(p=number(found.value, max(2, decimals(found.value))))
    words = {
        "percent": "%",
        "percent_change": "%",
        "percentage_points": _(" percentage points"),
        "points": _(" points"),
        "smd": _(" standard deviations"),
        "fold": _(" times"),
        "ratio": _(" times"),
        "rate_ratio": _(" times"),
        "ratio_of_medians": _(" times"),
        "usd": _(" US dollars"),
        "views": _(" views"),
        "citations": _(" citations"),
        "followers": _(" followers"),
        "minutes_per_day": _(" minutes a day"),
        "minutes_per_hour": _(" minutes an hour"),
        "seconds_per_hour": _(" seconds an hour"),
    }.get(row.unit, "")
    names = {
        "risk_ratio": _("risk ratio "),
        "odds_ratio": _("odds ratio "),
        "correlation": _("correlation "),
        "beta": _("coefficient "),
    }
    digits = max(decimals(v) for v in (found.value, found.low, found.high) if v is not None)
    if row.interval_basis in ("wilson", "wilson_inferred"):
        digits = 1
    if found.value is None:  # a range without a middle
        ends = _("{low} to {high}").format(low=number(found.low, digits), high=number(found.high, digits) + words)
        return ends + " " + _("(lowest and highest)")
    value = names.get(row.unit, "") + number(found.value, digits) + words
    if found.low is None:
        return value
    low, high = number(found.low, digits), number(found.high, digits)
    if row.interval_basis == "range":
        return value + _(" (range {low} to {high})").format(low=low, high=high)
    return value + _(" (95% interval {low} to {high})").format(low=low, high=high)


def decimals(value: float) -> int:
    """Return how many decimals a value has, three at most."""
    written = f"{value:.3f}".rstrip("0")
    return len(written.partition(".")[2])


def number(value: float, digits: int) -> str:
    """Return a number with a true minus sign, as print has it."""
    return text.number(value, digits).replace("-", "\N{MINUS SIGN}")
