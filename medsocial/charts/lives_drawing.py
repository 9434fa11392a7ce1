"""The artists of the picture of lives: few of them, however many the rows."""

import math
from collections.abc import Sequence
from typing import Any

from ..ground import style
from ..ground.text import _
from ..model import lifecycle
from .life_bars import LifeBar, Mark, fitted, in_years
from .panel import WIDTH

# Above so many rows: names thinned out and no table; events left out; strokes of a fading end reduced to one.
NAMED, EVENTS = 60, 300
DENSE_HEIGHT, _LABEL, _SPARSE_LABEL = 7.5, 0.165, 0.3
LEFT, RIGHT, AXIS, _SMALL = 1.72, 0.12, 0.26, 9.5
_FADE, _STROKES = 1.6, 7

_MARKS = {
    "renamed": {"marker": "D", "markersize": 5, "markerfacecolor": style.CAUTION},
    "acquired": {"marker": "^", "markersize": 6.5, "markerfacecolor": style.PAPER},
    "encryption_on": {"marker": "s", "markersize": 5.5, "markerfacecolor": style.INK},
    "encryption_off": {"marker": "s", "markersize": 5.5, "markerfacecolor": style.PAPER},
}


def _line(place: Any, xs: Sequence[float], ys: Sequence[float], **look: Any) -> Any:
    """Draw a line on axes or on the figure; `plot` takes three times as long, to find limits that are set here."""
    from matplotlib.lines import Line2D

    return place.add_artist(Line2D(xs, ys, solid_capstyle="butt", **look))


def _lines(place: Any, segments: list[Any], **look: Any) -> Any:
    """Draw many segments as one line with gaps: far cheaper than a collection, and one path in the file."""
    xs = [x for (x1, _y1), (x2, _y2) in segments for x in (x1, x2, math.nan)]
    ys = [y for (_x1, y1), (_x2, y2) in segments for y in (y1, y2, math.nan)]
    return _line(place, xs, ys, **look)


def draw_years(axes: Any, first: int, last: int) -> None:
    """Draw a thin line and a number for every few years."""
    step = 5 if last - first > 12 else 2 if last - first > 5 else 1
    years = [y for y in range(first, last + 2) if y % step == 0]
    low, high = axes.get_ylim()
    _lines(axes, [[(y, low), (y, high)] for y in years], color=style.LINE, linewidth=0.6, zorder=0)
    for y in years:
        axes.figure.text(
            y, high, str(y), size=_SMALL, color=style.MUTED, ha="center", va="bottom", transform=axes.transData
        )


def draw_bars(axes: Any, bars: tuple[LifeBar, ...], pitch: float, first: int, last: int) -> dict[str, Any]:
    """Draw bars, ends and marks as a few artists; return those that the sentence is read from."""
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgba
    from numpy import array

    half = 0.3 if pitch > 0.1 else 0.4 if pitch > 0.02 else 0.5
    placed = [(i + 0.5, b) for i, b in enumerate(bars) if b.start is not None]
    corners = [((b.start, y - half), (b.end, y - half), (b.end, y + half), (b.start, y + half)) for y, b in placed]
    boxes = PolyCollection(
        array(corners).reshape(-1, 4, 2), facecolors=[to_rgba(style.ACCENT, 0.42)], edgecolors="none", zorder=2
    )
    axes.add_collection(boxes, autolim=False)
    caps = _lines(
        axes,
        [[(b.end, y - half - 0.08), (b.end, y + half + 0.08)] for y, b in placed if b.fate == "closed"],
        color=style.DANGER,
        linewidth=3 if pitch > 0.1 else 1.5,
        zorder=4,
    )
    _lines(
        axes,
        [[(low, y), (high, y)] for y, b in placed for low, high in b.limits],
        color=style.INK,
        linewidth=1 if pitch > 0.1 else 0.4,
        zorder=3,
    )
    loose = [(b.end, y, 1) for y, b in placed if b.fate == "unknown"] + [(b.start, y, -1) for y, b in placed if not b.start_known]
    _fade(
        axes, loose, half, _FADE * (last + 1 - first) / 28, _STROKES if len(bars) <= EVENTS else 1, 1.1 if pitch > 0.02 else 0.5
    )
    marked = [(kind, at, y) for y, b in placed for kind, at in apart(b.marks, last + 1 - first)] if len(bars) <= EVENTS else []
    for kind, look in _MARKS.items():
        spots = [(at, y) for mark_kind, at, y in marked if mark_kind == kind]
        if spots:
            size = look["markersize"] * (1 if pitch > 0.1 else 0.5 if pitch > 0.02 else 0.25)
            _line(
                axes,
                *zip(*spots, strict=True),
                linestyle="none",
                markeredgecolor=style.INK,
                markeredgewidth=0.9 if pitch > 0.1 else 0.3,
                zorder=5,
                **{**look, "markersize": size},
            )
    every = max(1, math.ceil((_LABEL if len(bars) <= EVENTS else _SPARSE_LABEL) / pitch))
    beside = axes.get_yaxis_transform()
    labels = [
        axes.figure.text(
            -(LEFT - 0.11) / (WIDTH - LEFT - RIGHT),
            i + 0.5,
            fitted(b.name, b.recalled),
            size=_SMALL,
            va="center",
            transform=beside,
            color=style.MUTED if b.then in ("not_yet", "closed") else style.INK,
        )
        for i, b in enumerate(bars)
        if i % every == 0
    ]
    for i, b in enumerate(bars):
        if b.start is None and every == 1:
            axes.text(first + 0.2, i + 0.5, _("no dates found"), size=_SMALL, va="center", style="italic", color=style.MUTED)
    return {"boxes": boxes, "caps": caps, "labels": labels, "every": every}


def in_order(marks: tuple[Mark, ...]) -> list[Mark]:
    """Return the marks by date."""
    return sorted(marks, key=lambda m: (m.at, m.kind))


def apart(marks: tuple[Mark, ...], span: int) -> list[tuple[str, float]]:
    """Return kinds and places; a mark that would cover the one before moves to the right."""
    placed: list[tuple[str, float]] = []
    for mark in in_order(marks):
        after = placed[-1][1] + span * 0.022 if placed else mark.at
        placed.append((mark.kind, max(mark.at, after)))
    return placed


def _fade(
    place: Any, ends: list[tuple[float, float, int]], half: float, reach: float, count: int, width: float, **look: Any
) -> None:
    """Draw slanted strokes that grow paler away from an end that is not known."""
    for i in range(count):
        tilt, away = reach * 0.05, reach * (i + 0.35) / count
        strokes = [[(x + way * away - tilt, y + half), (x + way * away + tilt, y - half)] for x, y, way in ends]
        _lines(place, strokes, color=style.MUTED, alpha=round(1 - 0.85 * i / count, 2), linewidth=width, zorder=2, **look)


def draw_line(axes: Any, bars: tuple[LifeBar, ...], as_of: int) -> dict[str, int]:
    """Draw the line of the year, a dot on it for each platform alive then, a ring where it is not known."""
    from matplotlib.patches import Rectangle

    at, after, (low, high) = in_years(lifecycle.day_of(as_of)), axes.get_xlim()[1], axes.get_ylim()
    veil = Rectangle((at, high), after - at, low - high, facecolor=style.PAPER, alpha=0.62, edgecolor="none", zorder=6)
    axes.add_artist(veil)
    _line(axes, (at, at), (low, high), color=style.INK, linewidth=1.4, zorder=7)
    found = {}
    for key, statuses, fill in (("alive", ("alive", "renamed"), style.INK), ("unknown", ("unknown",), style.PAPER)):
        rows = [i + 0.5 for i, b in enumerate(bars) if b.then in statuses]
        dots = _line(
            axes,
            [at] * len(rows),
            rows,
            linestyle="none",
            marker="o",
            markersize=4.2 if len(bars) <= NAMED else 2,
            color=style.INK,
            markerfacecolor=fill,
            zorder=8,
            clip_on=False,
        )
        found[key] = len(dots.get_xdata())
    return found


def legend_columns() -> int:
    """Return how many columns the legend has: two on a page, more on a slide."""
    return int(style.chart_width(WIDTH) / 2.75)


def draw_legend(figure: Any, entries: list[tuple[str, str]], height: float) -> None:
    """Draw the legend in words below the bars."""
    rows = math.ceil(len(entries) / legend_columns())
    inches = {"transform": figure.dpi_scale_trans}
    for i, (kind, words) in enumerate(entries):
        x, y = 0.11 + 2.75 * (i // rows), 0.22 * (rows - i % rows) - 0.1
        if kind == "closed":
            _line(figure, (x + 0.15, x + 0.15), (y - 0.08, y + 0.08), color=style.DANGER, linewidth=3, **inches)
        elif kind == "unknown":
            _fade(figure, [(x, y, 1)], 0.07, 0.3, _STROKES, 1.1, **inches)
        elif kind == "limits":
            _line(figure, (x, x + 0.3), (y, y), color=style.INK, linewidth=1, **inches)
        else:
            look = _MARKS.get(kind) or {
                "marker": "o",
                "markersize": 4.2,
                "markerfacecolor": style.INK if kind == "then" else style.PAPER,
            }
            edge = 0.9 if kind in _MARKS else 1.0
            _line(
                figure, (x + 0.15,), (y,), linestyle="none", markeredgecolor=style.INK, markeredgewidth=edge, **look, **inches
            )
        figure.text((x + 0.42) / figure.get_figwidth(), y / height, words, size=_SMALL, va="center")
