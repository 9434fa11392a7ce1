"""Forest plots: studies below each other, one unit in each panel, every uncertainty drawn.

The look is that of `panel`; added are a logarithmic axis for ratios, several panels in one picture, and
rows for studies that print a p value and no size. The figures stand on the label's line, so that they never
cover an interval, however wide.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _
from ..model.evidence import Estimate, estimate
from .panel import WIDTH, counted, heading, heading_height, wrapped
from .units import Unit, decimals, evidence_table, number, unit_of

BAND, BARE, LABEL_LINE, HEAD, AXIS, GAP = 0.34, 0.12, 0.21, 0.32, 0.50, 0.10
LABEL_SIZE, SMALL = 11, 9.5
LABEL_LETTERS, HEAD_LETTERS = 40, 60
LEFT, ACROSS = 0.03, 0.94
WIDE_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
NARROW_TICKS = (0.6, 0.8, 1, 1.2, 1.4, 1.6, 2)


@dataclass(frozen=True)
class Study:
    """One row: a study with its estimate, or with words where it prints no size.

    `missing` says what is printed instead of an interval, for example a p value.
    """

    found: Estimate
    label: str
    colour: str = style.ACCENT
    missing: str = ""
    counts: str = ""

    @property
    def lines(self) -> list[str]:
        """The label with the number studied, broken into lines."""
        # The number studied stays in one piece.
        return wrapped(f"{self.label} {self.counts.replace(' ', chr(160))}".strip(), LABEL_LETTERS)

    @property
    def height(self) -> float:
        """Height in inches: the label, and a band for dot and line if there is a size."""
        return LABEL_LINE * len(self.lines) + (BAND if self.sized else BARE)

    @property
    def sized(self) -> bool:
        """Whether there is a value to draw."""
        return self.found.row.unit != "p_value" and self.found.value is not None

    @property
    def dashed(self) -> bool:
        """Whether the interval is not printed but worked out from rounded or summary figures."""
        return self.found.inferred or self.found.row.interval_basis == "own_calculation"


@dataclass(frozen=True)
class Panel:
    """Rows in one unit, with a heading above them."""

    rows: tuple[Study, ...]
    unit: Unit
    head: str = ""

    @property
    def height(self) -> float:
        """Height in inches."""
        return self.head_height + sum(row.height for row in self.rows) + AXIS

    @property
    def head_height(self) -> float:
        """Height of the heading in inches."""
        return HEAD + LABEL_LINE * (len(wrapped(self.head, HEAD_LETTERS)) - 1) if self.head else 0.0


def study(evidence_id: str, label: str = "", *, missing: str = "", colour: str = style.ACCENT, about: bool = False) -> Study:
    """Return a row of the evidence as a row of the chart; `about` marks a number studied that is approximate.

    Raises
    ------
    ValueError
        If the study has been retracted, or its values are no estimate.
    """
    found = estimate(evidence_id)
    row = found.row
    if row.retracted or row.panel == "retracted":
        raise ValueError(_("{study} has been retracted. A chart cannot show it.").format(study=row.study))
    if row.interval_basis == "range":
        raise ValueError(_("{study} gives a range and no interval. Show it as a table.").format(study=row.study))
    if row.unit == "p_value":
        missing = missing or _("p = {p}").format(p=number(found.value, 2))
    counts = _("(n about {n})").format(n=number(row.n, 0)) if about else counted(row)
    return Study(found, label or f"{row.study}: {row.measure}", colour, missing, counts)


def panel(rows: Sequence[Study], head: str = "", **changes: Any) -> Panel:
    """Return a panel; all its rows must have one unit.

    Raises
    ------
    ValueError
        If no row has a size, or the rows have several units.
    """
    units = sorted({row.found.row.unit for row in rows if row.sized})
    if len(units) != 1:
        raise ValueError(
            _("One panel holds one unit; these rows have {units}. Draw a chart for each.").format(
                units=text.listing([u.replace("_", " ") for u in units]) if units else _("none")
            )
        )
    unit = unit_of(units[0])
    return Panel(tuple(rows), replace(unit, **changes), head)


def forest_chart(
    panels: Sequence[Panel],
    title: str,
    subtitle: str,
    *,
    reading: str = "",
    more_sources: Sequence[str] = (),
    calculation: bool = False,
) -> Chart:
    """Return the chart of one or several panels, its sentence read back from what was drawn."""
    height = heading_height(title, subtitle) + sum(p.height for p in panels) + GAP * len(panels)

    def paint(figure: Any) -> list[str]:
        top = heading(figure, title, subtitle)
        said = []
        for one in panels:
            said += _draw(figure, one, top)
            top += one.height + GAP
        return said

    image, sentences = picture.draw(paint, WIDTH, height)
    rows = [row for one in panels for row in one.rows]
    sources = [*(row.found.row.source_id for row in rows), *more_sources]
    caption = how_to_read(rows) + (f" {reading}" if reading else "")
    numbers = evidence_table([row.found for row in rows], subtitle)
    return Chart(image, title, " ".join(sentences), caption, numbers, calculation, sources=tuple(dict.fromkeys(sources)))


@with_recipe
def plot_forest(evidence_ids: Sequence[str], title: str = "", subtitle: str = "") -> Chart:
    """Return a forest plot of rows of the evidence that share a unit.

    Parameters
    ----------
    evidence_ids : sequence of str
        Keys of the table `evidence`, from top to bottom.
    title, subtitle : str, optional
        The finding, and what is plotted.

    Raises
    ------
    UnknownName
        If there is no such row.
    ValueError
        If the rows have several units, or one has been retracted.

    Examples
    --------
    >>> ms.plot_forest(("walter_correction", "chan_correction"))
    """
    if isinstance(evidence_ids, str):
        evidence_ids = [evidence_ids]
    rows = [study(key) for key in evidence_ids]
    one = panel(rows)
    return forest_chart([one], title or _("What the studies found"), subtitle or one.unit.axis.capitalize() + ".")


def how_to_read(rows: Sequence[Study]) -> str:
    """Return how to read dots and lines, for what the chart holds."""
    sized = [row for row in rows if row.sized]
    said = [_("Dots are estimates, lines 95% intervals.")]
    if any(row.dashed and row.found.low is not None for row in sized):
        said.append(_("A dashed interval is not printed in the source: we worked it out from rounded or summary figures."))
    if any(row.found.low is None for row in sized):
        said.append(_("A hollow dot has no interval, since its source prints none."))
    if len(sized) < len(rows):
        said.append(_("A row without a dot prints a p value and no size."))
    return " ".join(said)


def _limits(one: Panel) -> tuple[float, float]:
    if one.unit.limits:
        return one.unit.limits
    ends = [v for row in one.rows if row.sized for v in (row.found.value, row.found.low, row.found.high) if v is not None]
    ends += [one.unit.null] if one.unit.null is not None else []
    if one.unit.log:
        ends = [math.log(end) for end in ends]
    room = 0.08 * (max(ends) - min(ends)) or 0.1
    low, high = min(ends) - room, max(ends) + room
    return (math.exp(low), math.exp(high)) if one.unit.log else (low, high)


def _ticks(low: float, high: float) -> list[float]:
    wanted = NARROW_TICKS if high / low < 3 else WIDE_TICKS
    return [tick for tick in wanted if low <= tick <= high]


def _draw(figure: Any, one: Panel, top: float) -> list[str]:
    height = figure.get_figheight()
    if one.head:
        words = "\n".join(wrapped(one.head, HEAD_LETTERS))
        figure.text(0.02, 1 - top / height, words, size=LABEL_SIZE, weight="bold", color=style.MUTED, va="top")
    rows = one.height - AXIS - one.head_height
    axes = figure.add_axes((LEFT, 1 - (top + one.head_height + rows) / height, ACROSS, rows / height))
    low, high = _limits(one)
    if one.unit.log:
        axes.set_xscale("log")
        axes.minorticks_off()
        ticks = _ticks(low, high)
        axes.set_xticks(ticks, [number(tick, decimals(tick)) for tick in ticks])
    axes.set_xlim(low, high)
    axes.set_ylim(rows, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(one.unit.axis, size=SMALL)
    axes.tick_params(axis="x", labelsize=SMALL)
    if not one.unit.log:
        axes.xaxis.set_major_formatter(lambda value, _place: number(value, decimals(round(value, 3))))
    y, said = 0.0, []
    for row in one.rows:
        said.append(_row(axes, row, y, one.unit))
        y += row.height
    return said


def _row(axes: Any, row: Study, top: float, unit: Unit) -> str:
    across = axes.get_yaxis_transform()
    axes.text(0, top + 0.03, "\n".join(row.lines), size=LABEL_SIZE, va="top", linespacing=1.15, transform=across)
    found, label = row.found, " ".join(row.lines).replace(chr(160), " ")
    if not row.sized:
        said = _right(axes, top, row.missing)
        return _("{label}: {said}, no size printed.").format(label=label, said=said)
    band = (top + row.height - BAND, top + row.height - 0.04)
    low, high = axes.get_xlim()
    inside = [tick for tick in axes.get_xticks() if low <= tick <= high]
    axes.vlines(inside, *band, color=style.LINE, linewidth=0.6)
    if unit.null is not None and low < unit.null < high:
        axes.vlines([unit.null], *band, color=style.INK, linewidth=1.2)
    y, span = sum(band) / 2, None
    if found.low is not None:
        kind = (0, (2.2, 1.1)) if row.dashed else "-"
        (span,) = axes.plot([found.low, found.high], [y, y], linestyle=kind, color=row.colour, linewidth=3, solid_capstyle="butt")
    fill = row.colour if span else style.PAPER
    (dot,) = axes.plot(
        [found.value], [y], "o", markersize=9, color=row.colour, markerfacecolor=fill, markeredgewidth=2
    )
    value = number(float(dot.get_xdata()[0]), unit.digits) + unit.after
    if not span:
        _right(axes, top, ", ".join(part for part in (value, row.missing) if part))
        return _("{label}: {value}, {instead}.").format(
            label=label, value=value, instead=row.missing or _("no interval printed")
        )
    ends = [number(float(end), unit.digits) + unit.after for end in span.get_xdata()]
    _right(axes, top, _("{value} ({low} to {high})").format(value=value, low=ends[0], high=ends[1]))
    ours = _(", interval worked out by us") if span.is_dashed() else ""
    return _("{label}: {value}, 95% interval {low} to {high}{ours}.").format(
        label=label, value=value, low=ends[0], high=ends[1], ours=ours
    )


def _right(axes: Any, top: float, words: str) -> str:
    drawn = axes.text(
        1, top + 0.03, words, size=SMALL + 0.5, weight="bold", ha="right", va="top", transform=axes.get_yaxis_transform()
    )
    return drawn.get_text()
