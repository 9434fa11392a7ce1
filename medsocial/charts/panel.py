"""One way to draw estimates with intervals, and to read the sentence back from what was drawn.

Labels stand above their rows, so that the same picture is readable on a phone and on a projector.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..ground import style, text
from ..ground.text import _
from ..model.evidence import Estimate

WIDTH = 5.6
_ROW, _LABEL_LINE, _TITLE_LINE, _SUBTITLE_LINE, _AXIS = 0.42, 0.21, 0.27, 0.20, 0.50
_TITLE_SIZE, _LABEL_SIZE, _SMALL = 14, 11, 9.5
_LEFT, _RIGHT = 0.02, 0.97
_TITLE_LETTERS = 46


@dataclass(frozen=True)
class Row:
    """One line of the panel: its label, its estimate and what it was measured on."""

    label: str
    estimate: Estimate
    note: str = ""
    colour: str = style.ACCENT


def wrapped(words: str, width: int) -> list[str]:
    """Return the words broken into lines of at most `width` letters."""
    return textwrap.wrap(words, width) or [""]


def heading(figure: Any, title: str, subtitle: str) -> float:
    """Write title and subtitle at the top left; return the height used, in inches."""
    height = figure.get_figheight()
    top = 0.12
    for line in wrapped(title, _TITLE_LETTERS):
        figure.text(_LEFT, 1 - top / height, line, size=_TITLE_SIZE, weight="bold", va="top")
        top += _TITLE_LINE
    top += 0.04
    for line in wrapped(subtitle, 74):
        figure.text(_LEFT, 1 - top / height, line, size=_SMALL, color=style.MUTED, va="top")
        top += _SUBTITLE_LINE
    return top + 0.08


def heading_height(title: str, subtitle: str) -> float:
    """Return the height that `heading` will use, in inches."""
    return 0.24 + _TITLE_LINE * len(wrapped(title, _TITLE_LETTERS)) + _SUBTITLE_LINE * len(wrapped(subtitle, 74))


def panel_height(rows: Sequence[Row], title: str, subtitle: str) -> float:
    """Return the height of the whole picture, in inches."""
    labels = sum(len(wrapped(row.label, 62)) for row in rows)
    return heading_height(title, subtitle) + labels * _LABEL_LINE + len(rows) * _ROW + _AXIS


def draw_panel(
    figure: Any,
    rows: Sequence[Row],
    *,
    title: str,
    subtitle: str,
    axis: str,
    limits: tuple[float, float],
    unit: str = "%",
    digits: int = 0,
    null: float | None = None,
) -> list[str]:
    """Draw the rows and return one sentence for each, read back from the drawn dots and lines.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Empty figure of `panel_height`.
    rows : sequence of Row
        From top to bottom; all in one unit.
    limits : tuple of float
        Ends of the axis; zero belongs in it where values are shares.
    unit : str
        Written after each value.
    null : float, optional
        Where to draw the line of no effect.
    """
    height = figure.get_figheight()
    used = heading(figure, title, subtitle)
    axes = figure.add_axes((0.04, _AXIS / height, _RIGHT - 0.04, 1 - (used + _AXIS) / height))
    axes.set_xlim(*limits)
    total = height - used - _AXIS
    axes.set_ylim(total, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.set_xlabel(axis, size=_SMALL)
    axes.tick_params(axis="x", labelsize=_SMALL)
    if null is not None:
        axes.axvline(null, color=style.INK, linewidth=1)
    drawn = []
    y = 0.0
    for row in rows:
        lines = wrapped(row.label, 62)
        axes.text(
            limits[0],
            y + 0.02,
            "\n".join(lines),
            size=_LABEL_SIZE,
            va="top",
            linespacing=1.15,
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5},
        )
        y += _LABEL_LINE * len(lines)
        drawn.append(_draw_row(axes, row, y + _ROW * 0.42, limits, unit, digits))
        y += _ROW
    return [_read(*artists, unit, digits) for artists in drawn]


def _draw_row(axes: Any, row: Row, y: float, limits: tuple[float, float], unit: str, digits: int) -> tuple[Any, Any, str, str]:
    found = row.estimate
    span = None
    if found.low is not None:
        style_of_line = "--" if found.inferred else "-"
        (span,) = axes.plot([found.low, found.high], [y, y], style_of_line, color=row.colour, linewidth=3, solid_capstyle="butt")
    hollow = found.low is None
    (dot,) = axes.plot(
        [found.value],
        [y],
        "o",
        markersize=9,
        color=row.colour,
        markerfacecolor=style.PAPER if hollow else row.colour,
        markeredgewidth=2,
    )
    words = _value(found.value, unit, digits) + (f"  {row.note}" if row.note else "")
    end = found.high if found.high is not None else found.value
    on_left = end > limits[0] + 0.6 * (limits[1] - limits[0])
    start = found.low if found.low is not None else found.value
    gap = 0.025 * (limits[1] - limits[0])
    axes.text(
        start - gap if on_left else end + gap,
        y,
        words,
        ha="right" if on_left else "left",
        va="center",
        size=_SMALL + 0.5,
        color=style.INK,
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1},
    )
    return dot, span, row.label, row.note


def _value(value: float, unit: str, digits: int) -> str:
    # A true minus sign, as print has it.
    return text.number(value, digits).replace("-", "\N{MINUS SIGN}") + unit


def _read(dot: Any, span: Any, label: str, note: str, unit: str, digits: int) -> str:
    value = _value(float(dot.get_xdata()[0]), unit, digits)
    counted = f" {note}" if note else ""
    if span is None:
        return _("{label}: {value}{note}, no interval given.").format(label=label, value=value, note=counted)
    low, high = (_value(float(end), unit, digits) for end in span.get_xdata())
    basis = _(" (from a rounded figure)") if span.get_linestyle() == "--" else ""
    return _("{label}: {value}{note}, 95% interval {low} to {high}{basis}.").format(
        label=label, value=value, low=low, high=high, basis=basis, note=counted
    )


def counted(row: Any) -> str:
    """Return the counts of an evidence row in words, or how many were studied."""
    if row.events is not None and row.denominator:
        return _("({k} of {n})").format(k=text.number(row.events), n=text.number(row.denominator))
    return _("(n = {n})").format(n=text.number(row.n)) if row.n else ""
