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
# Half a year's number, how far the line of the year stands above the rows, and half of the words at its end, in inches.
_NUMBER, _ABOVE, _HALF_MARK = 0.2, 0.17, 0.7
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
    heading(figure, layout.title, layout.subtitle)
    plot = Plot(figure, layout)
    _draw_years(plot, layout)
    boxes, caps = _draw_bars(plot, layout)
    labels, every = _draw_labels(plot, layout)
    alive, unknown = _draw_line(plot, layout)
    _draw_legend(figure, layout)
    return Drawn(
        tuple((float(p.vertices[:, 0].min()), float(p.vertices[:, 0].max())) for p in boxes.get_paths()),
        tuple(float(x) for x in caps.get_xdata()[::3]),
        tuple(label.get_text() for label in labels),
        every,
        alive,
        unknown,
    )


class Plot:
    """Where the rows stand: years across, rows down. matplotlib's own axes would cost a fifth of the picture."""

    def __init__(self, figure: Any, layout: Layout) -> None:
        from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

        self.figure, rows = figure, len(layout.bars)
        wide, self.pitch = figure.get_figwidth() / WIDTH, layout.pitch
        self.year = (WIDTH - LEFT - RIGHT) * wide / layout.span  # in inches
        inches = Affine2D().translate(-layout.first, -rows).scale(self.year, -layout.pitch).translate(LEFT * wide, layout.below)
        self.place = inches + figure.dpi_scale_trans
        self.edge = TransformedBbox(Bbox([[layout.first, 0], [layout.last + 1, rows]]), self.place)

    def add(self, artist: Any, *, clip: bool = True) -> Any:
        """Draw an artist in years and rows, by default nowhere but among the rows."""
        artist.set_transform(self.place)
        if clip:
            artist.set_clip_box(self.edge)
        return self.figure.add_artist(artist)

    def write(self, year: float, row: float, words: str, **look: Any) -> Any:
        """Write words at a place in years and rows."""
        return self.figure.text(year, row, words, size=_SMALL, transform=self.place, **look)


def _line(place: Any, xs: Sequence[float], ys: Sequence[float], clip: bool = True, **look: Any) -> Any:
    """Draw a line among the rows, or in inches on the figure itself."""
    from matplotlib.lines import Line2D

    line = Line2D(xs, ys, solid_capstyle="butt", **look)
    return place.add(line, clip=clip) if isinstance(place, Plot) else place.add_artist(line)


def _lines(place: Any, segments: list[Any], **look: Any) -> Any:
    """Draw many segments as one line with gaps: far cheaper than a collection, and one path in the file."""
    xs = [x for (x1, _y1), (x2, _y2) in segments for x in (x1, x2, math.nan)]
    ys = [y for (_x1, y1), (_x2, y2) in segments for y in (y1, y2, math.nan)]
    return _line(place, xs, ys, **look)


def _draw_years(plot: Plot, layout: Layout) -> None:
    """Draw a thin line and a number for every few years; the line of the year asked for crosses no number."""
    first, last = layout.first, layout.last
    step = 5 if last - first > 12 else 2 if last - first > 5 else 1
    years = [y for y in range(first, last + 2) if y % step == 0]
    _lines(plot, [[(y, len(layout.bars)), (y, 0)] for y in years], color=style.LINE, linewidth=0.6, zorder=0)
    for y in years:
        if layout.line is None or abs(y - layout.line) * plot.year > _NUMBER:
            plot.write(y, 0, str(y), color=style.MUTED, ha="center", va="bottom")


def _draw_bars(plot: Plot, layout: Layout) -> tuple[Any, Any]:
    """Draw bars, ends and marks as a few artists; return the bars and the caps of those that closed."""
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgba
    from numpy import array

    roomy, tight = layout.pitch > 0.1, layout.pitch <= 0.02
    half = 0.3 if roomy else 0.5 if tight else 0.4
    placed = [(i + 0.5, b) for i, b in enumerate(layout.bars) if b.start is not None]
    corners = [((b.start, y - half), (b.end, y - half), (b.end, y + half), (b.start, y + half)) for y, b in placed]
    faces = [to_rgba(style.ACCENT, 0.42)]
    boxes = plot.add(PolyCollection(array(corners).reshape(-1, 4, 2), facecolors=faces, edgecolors="none", zorder=2))
    closed = [[(b.end, y - half - 0.08), (b.end, y + half + 0.08)] for y, b in placed if b.fate == "closed"]
    caps = _lines(plot, closed, color=style.DANGER, linewidth=3 if roomy else 1.5, zorder=4)
    limits = [[(low, y), (high, y)] for y, b in placed for low, high in b.limits]
    _lines(plot, limits, color=style.INK, linewidth=1 if roomy else 0.4, zorder=3)
    loose = [(b.end, y, 1) for y, b in placed if b.fate == "unknown"] + [(b.start, y, -1) for y, b in placed if not b.start_known]
    strokes = _STROKES if len(layout.bars) <= EVENTS else 1
    _fade(plot, loose, half, _FADE * layout.span / 28, strokes, 0.5 if tight else 1.1)
    for kind, look in _MARKS.items():
        spots = [(at, y) for mark_kind, at, y in layout.spots if mark_kind == kind]
        if spots:
            smaller = {"markersize": look["markersize"] * (1 if roomy else 0.25 if tight else 0.5)}
            edge = {"markeredgecolor": style.INK, "markeredgewidth": 0.9 if roomy else 0.3}
            _line(plot, *zip(*spots, strict=True), linestyle="none", zorder=5, **edge, **{**look, **smaller})
    return boxes, caps


def _draw_labels(plot: Plot, layout: Layout) -> tuple[list[Any], int]:
    """Write the names beside the bars, only one in so many where rows are narrow; return them and that number."""
    every = max(1, math.ceil((_LABEL if len(layout.bars) <= EVENTS else _SPARSE_LABEL) / layout.pitch))
    left = layout.first - (LEFT - 0.11) / (WIDTH - LEFT - RIGHT) * layout.span
    labels = [
        plot.write(
            left,
            i + 0.5,
            b.label,
            va="center",
            color=style.MUTED if b.then in ("not_yet", "closed") else style.INK,
        )
        for i, b in enumerate(layout.bars)
        if i % every == 0
    ]
    for i, b in enumerate(layout.bars):
        if b.start is None and every == 1:
            plot.write(layout.first + 0.2, i + 0.5, _("no dates found"), va="center", style="italic", color=style.MUTED)
    return labels, every


def _fade(
    place: Any, ends: list[tuple[float, float, int]], half: float, reach: float, count: int, width: float, **look: Any
) -> None:
    """Draw slanted strokes that grow paler away from an end that is not known."""
    for i in range(count):
        tilt, away = reach * 0.05, reach * (i + 0.35) / count
        strokes = [[(x + way * away - tilt, y + half), (x + way * away + tilt, y - half)] for x, y, way in ends]
        _lines(place, strokes, color=style.MUTED, alpha=round(1 - 0.85 * i / count, 2), linewidth=width, zorder=2, **look)


def _draw_line(plot: Plot, layout: Layout) -> tuple[int, int]:
    """Draw the line of the year with a dot for each platform alive then, a ring where it is not known; return both counts."""
    from matplotlib.patches import Rectangle

    if layout.line is None:
        return 0, 0
    at, rows, top = layout.line, len(layout.bars), -_ABOVE / plot.pitch
    plot.add(Rectangle((at, 0), layout.last + 1 - at, rows, facecolor=style.PAPER, alpha=0.62, edgecolor="none", zorder=6))
    _line(plot, (at, at), (rows, top), clip=False, color=style.INK, linewidth=1.4, zorder=7)
    late = (layout.last + 1 - at) * plot.year < _HALF_MARK
    plot.write(at, top, layout.mark, weight="bold", ha="right" if late else "center", va="bottom")
    counts = []
    for kind, statuses in (("then", ("alive", "renamed")), ("not_known", ("unknown",))):
        alive = [i + 0.5 for i, b in enumerate(layout.bars) if b.then in statuses]
        look = _DOTS[kind] if len(layout.bars) <= NAMED else {**_DOTS[kind], "markersize": 2}
        dots = _line(plot, [at] * len(alive), alive, clip=False, linestyle="none", color=style.INK, zorder=8, **look)
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
