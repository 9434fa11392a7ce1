"""The artists of the picture of lives: few of them, however many the rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...ground import style
from ...ground.text import _
from ..panel import WIDTH, heading
from .layout import EVENTS, LEFT, LEGEND_COLUMN, LEGEND_LINE, NAMED, RIGHT, Layout

_LABEL, _SPARSE_LABEL, _SMALL = 0.165, 0.3, 9.5
# A fading end; above so many rows its strokes are reduced to one.
_FADE, _STROKES = 1.6, 7

_MARKS = {
    "renamed": {"marker": "D", "markersize": 5, "markerfacecolor": style.CAUTION},
    "acquired": {"marker": "^", "markersize": 6.5, "markerfacecolor": style.PAPER},
    "encryption_on": {"marker": "s", "markersize": 5.5, "markerfacecolor": style.INK},
    "encryption_off": {"marker": "s", "markersize": 5.5, "markerfacecolor": style.PAPER},
}
_DOTS = {
    "then": {"marker": "o", "markersize": 4.2, "markerfacecolor": style.INK},
    "not_known": {"marker": "o", "markersize": 4.2, "markerfacecolor": style.PAPER},
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands in the finished picture, read back from its artists.

    `spans` are the bars from left to right edge, `capped` the years of the closures, `labels` the written names,
    one for each `every` rows; `alive` and `unknown` count the dots on the line of the year.
    """

    spans: tuple[tuple[float, float], ...]
    capped: tuple[float, ...]
    labels: tuple[str, ...]
    every: int
    alive: int
    unknown: int


def paint(figure: Any, layout: Layout) -> Drawn:
    """Draw the whole picture into an empty figure of the layout's height."""
    height = layout.height
    heading(figure, layout.title, layout.subtitle)
    place = (LEFT / WIDTH, layout.below / height, 1 - (LEFT + RIGHT) / WIDTH, layout.pitch * len(layout.bars) / height)
    axes = figure.add_axes(place)
    axes.set_axis_off()
    axes.set_xlim(layout.first, layout.last + 1)
    axes.set_ylim(len(layout.bars), 0)
    _draw_years(axes, layout.first, layout.last)
    boxes, caps = _draw_bars(axes, layout)
    labels, every = _draw_labels(axes, layout)
    alive, unknown = _draw_line(axes, layout)
    _draw_legend(figure, layout)
    return Drawn(
        tuple((float(p.vertices[:, 0].min()), float(p.vertices[:, 0].max())) for p in boxes.get_paths()),
        tuple(float(x) for x in caps.get_xdata()[::3]),
        tuple(label.get_text() for label in labels),
        every,
        alive,
        unknown,
    )


def _line(place: Any, xs: Sequence[float], ys: Sequence[float], **look: Any) -> Any:
    """Draw a line on axes or on the figure; `plot` takes three times as long, to find limits that are set here."""
    from matplotlib.lines import Line2D

    return place.add_artist(Line2D(xs, ys, solid_capstyle="butt", **look))


def _lines(place: Any, segments: list[Any], **look: Any) -> Any:
    """Draw many segments as one line with gaps: far cheaper than a collection, and one path in the file."""
    xs = [x for (x1, _y1), (x2, _y2) in segments for x in (x1, x2, math.nan)]
    ys = [y for (_x1, y1), (_x2, y2) in segments for y in (y1, y2, math.nan)]
    return _line(place, xs, ys, **look)


def _draw_years(axes: Any, first: int, last: int) -> None:
    """Draw a thin line and a number for every few years."""
    step = 5 if last - first > 12 else 2 if last - first > 5 else 1
    years = [y for y in range(first, last + 2) if y % step == 0]
    low, high = axes.get_ylim()
    _lines(axes, [[(y, low), (y, high)] for y in years], color=style.LINE, linewidth=0.6, zorder=0)
    for y in years:
        axes.figure.text(
            y, high, str(y), size=_SMALL, color=style.MUTED, ha="center", va="bottom", transform=axes.transData
        )


def _draw_bars(axes: Any, layout: Layout) -> tuple[Any, Any]:
    """Draw bars, ends and marks as a few artists; return the bars and the caps of those that closed."""
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgba
    from numpy import array

    roomy, tight = layout.pitch > 0.1, layout.pitch <= 0.02
    half = 0.3 if roomy else 0.5 if tight else 0.4
    placed = [(i + 0.5, b) for i, b in enumerate(layout.bars) if b.start is not None]
    corners = [((b.start, y - half), (b.end, y - half), (b.end, y + half), (b.start, y + half)) for y, b in placed]
    boxes = PolyCollection(
        array(corners).reshape(-1, 4, 2), facecolors=[to_rgba(style.ACCENT, 0.42)], edgecolors="none", zorder=2
    )
    axes.add_collection(boxes, autolim=False)
    closed = [[(b.end, y - half - 0.08), (b.end, y + half + 0.08)] for y, b in placed if b.fate == "closed"]
    caps = _lines(axes, closed, color=style.DANGER, linewidth=3 if roomy else 1.5, zorder=4)
    limits = [[(low, y), (high, y)] for y, b in placed for low, high in b.limits]
    _lines(axes, limits, color=style.INK, linewidth=1 if roomy else 0.4, zorder=3)
    loose = [(b.end, y, 1) for y, b in placed if b.fate == "unknown"] + [(b.start, y, -1) for y, b in placed if not b.start_known]
    strokes = _STROKES if len(layout.bars) <= EVENTS else 1
    _fade(axes, loose, half, _FADE * layout.span / 28, strokes, 0.5 if tight else 1.1)
    for kind, look in _MARKS.items():
        spots = [(at, y) for mark_kind, at, y in layout.spots if mark_kind == kind]
        if spots:
            smaller = {"markersize": look["markersize"] * (1 if roomy else 0.25 if tight else 0.5)}
            edge = {"markeredgecolor": style.INK, "markeredgewidth": 0.9 if roomy else 0.3}
            _line(axes, *zip(*spots, strict=True), linestyle="none", zorder=5, **edge, **{**look, **smaller})
    return boxes, caps


def _draw_labels(axes: Any, layout: Layout) -> tuple[list[Any], int]:
    """Write the names beside the bars, only one in so many where rows are narrow; return them and that number."""
    every = max(1, math.ceil((_LABEL if len(layout.bars) <= EVENTS else _SPARSE_LABEL) / layout.pitch))
    beside, left = axes.get_yaxis_transform(), -(LEFT - 0.11) / (WIDTH - LEFT - RIGHT)
    labels = [
        axes.figure.text(
            left,
            i + 0.5,
            b.label,
            size=_SMALL,
            va="center",
            transform=beside,
            color=style.MUTED if b.then in ("not_yet", "closed") else style.INK,
        )
        for i, b in enumerate(layout.bars)
        if i % every == 0
    ]
    for i, b in enumerate(layout.bars):
        if b.start is None and every == 1:
            at = layout.first + 0.2
            axes.text(at, i + 0.5, _("no dates found"), size=_SMALL, va="center", style="italic", color=style.MUTED)
    return labels, every


def _fade(
    place: Any, ends: list[tuple[float, float, int]], half: float, reach: float, count: int, width: float, **look: Any
) -> None:
    """Draw slanted strokes that grow paler away from an end that is not known."""
    for i in range(count):
        tilt, away = reach * 0.05, reach * (i + 0.35) / count
        strokes = [[(x + way * away - tilt, y + half), (x + way * away + tilt, y - half)] for x, y, way in ends]
        _lines(place, strokes, color=style.MUTED, alpha=round(1 - 0.85 * i / count, 2), linewidth=width, zorder=2, **look)


def _draw_line(axes: Any, layout: Layout) -> tuple[int, int]:
    """Draw the line of the year with a dot for each platform alive then, a ring where it is not known; return both counts."""
    from matplotlib.patches import Rectangle

    if layout.line is None:
        return 0, 0
    at, after, (low, high) = layout.line, axes.get_xlim()[1], axes.get_ylim()
    veil = Rectangle((at, high), after - at, low - high, facecolor=style.PAPER, alpha=0.62, edgecolor="none", zorder=6)
    axes.add_artist(veil)
    _line(axes, (at, at), (low, high), color=style.INK, linewidth=1.4, zorder=7)
    counts = []
    for kind, statuses in (("then", ("alive", "renamed")), ("not_known", ("unknown",))):
        rows = [i + 0.5 for i, b in enumerate(layout.bars) if b.then in statuses]
        look = _DOTS[kind] if len(layout.bars) <= NAMED else {**_DOTS[kind], "markersize": 2}
        dots = _line(axes, [at] * len(rows), rows, linestyle="none", color=style.INK, zorder=8, clip_on=False, **look)
        counts.append(len(dots.get_xdata()))
    return counts[0], counts[1]


def _draw_legend(figure: Any, layout: Layout) -> None:
    """Draw the legend in words below the bars."""
    rows, inches = layout.legend_rows, {"transform": figure.dpi_scale_trans}
    for i, (kind, words) in enumerate(layout.legend):
        x, y = 0.11 + LEGEND_COLUMN * (i // rows), LEGEND_LINE * (rows - i % rows) - 0.1
        if kind == "closed":
            _line(figure, (x + 0.15, x + 0.15), (y - 0.08, y + 0.08), color=style.DANGER, linewidth=3, **inches)
        elif kind == "unknown":
            _fade(figure, [(x, y, 1)], 0.07, 0.3, _STROKES, 1.1, **inches)
        elif kind == "limits":
            _line(figure, (x, x + 0.3), (y, y), color=style.INK, linewidth=1, **inches)
        else:
            edge = {"markeredgecolor": style.INK, "markeredgewidth": 0.9 if kind in _MARKS else 1.0}
            _line(figure, (x + 0.15,), (y,), linestyle="none", **edge, **(_MARKS | _DOTS)[kind], **inches)
        figure.text((x + 0.42) / figure.get_figwidth(), y / layout.height, words, size=_SMALL, va="center")
