"""Lives of the platforms on one line of time: `resolve` reads the tables, `draw_lives` only draws."""

import math
from dataclasses import replace
from typing import Any

from .. import style, text
from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..model import lifecycle
from ..text import _, ngettext
from .life_bars import MARKED, EmptySelection, LifeBar, Mark, fitted, in_years, kind_words, resolve, table_of, title_of
from .panel import WIDTH, heading, heading_height

# Above so many rows: names thinned out and no table; events left out; strokes of a fading end reduced to one.
_NAMED, _EVENTS = 60, 300
_DENSE_HEIGHT, _LABEL, _SPARSE_LABEL = 7.5, 0.165, 0.3
_LEFT, _RIGHT, _AXIS, _SMALL = 1.72, 0.12, 0.26, 9.5
_FADE, _STROKES = 1.6, 7
__all__ = ["EmptySelection", "LifeBar", "Mark", "draw_lives", "plot_lives", "resolve"]

_MARKS = {
    "renamed": {"marker": "D", "markersize": 5, "markerfacecolor": style.CAUTION},
    "acquired": {"marker": "^", "markersize": 6.5, "markerfacecolor": style.PAPER},
    "encryption_on": {"marker": "s", "markersize": 5.5, "markerfacecolor": style.INK},
    "encryption_off": {"marker": "s", "markersize": 5.5, "markerfacecolor": style.PAPER},
}


@with_recipe
def plot_lives(platforms: tuple[str, ...] | None = None, first_year: int | None = None, last_year: int | None = None,
               as_of: int | None = None) -> Chart:
    """Return the lives of platforms on one line of time, with renamings, sales and closures.

    Parameters
    ----------
    platforms : tuple of str, optional
        Ids or names; without them the list of 2014.
    first_year, last_year : int, optional
        The years shown, from 1999 on.
    as_of : int, optional
        Draws a line at the end of this year and tells what was alive then.

    Raises
    ------
    UnknownName
        If a platform is not in the table; the message gives the nearest names.
    ValueError
        If the years are reversed or outside the range.
    EmptySelection
        If no platform is left.

    Examples
    --------
    >>> ms.plot_lives()
    """
    if platforms is not None:
        platforms = (platforms,) if isinstance(platforms, str) else tuple(platforms)
    return replace(_plotted(platforms, first_year, last_year, as_of))


@picture.memoised
def _plotted(platforms: tuple[str, ...] | None, first_year: int | None, last_year: int | None, as_of: int | None) -> Chart:
    return draw_lives(resolve(platforms, first_year, last_year, as_of), *lifecycle.years(first_year, last_year), as_of)


def draw_lives(bars: tuple[LifeBar, ...], first_year: int, last_year: int, as_of: int | None = None) -> Chart:
    """Return the chart of resolved bars, from top to bottom; it depends on nothing else.

    Parameters
    ----------
    bars : tuple of LifeBar
        What `resolve` returned.
    first_year, last_year : int
        The years shown.
    as_of : int, optional
        The year of the line.
    """
    title = title_of(bars, as_of)
    subtitle = _("Bars run from launch to closure, or to the last sign of life found.")
    pitch = 0.25 if len(bars) <= 30 else 0.2 if len(bars) <= _NAMED else _DENSE_HEIGHT / len(bars)
    legend = _legend_entries(bars, as_of)
    top, below = heading_height(title, subtitle), 0.22 * math.ceil(len(legend) / 2) + 0.1
    height = top + _AXIS + pitch * len(bars) + below

    def paint(figure: Any) -> list[str]:
        heading(figure, title, subtitle)
        axes = figure.add_axes((_LEFT / WIDTH, below / height, 1 - (_LEFT + _RIGHT) / WIDTH, pitch * len(bars) / height))
        axes.set_axis_off()
        axes.set_xlim(first_year, last_year + 1)
        axes.set_ylim(len(bars), 0)
        _draw_years(axes, first_year, last_year)
        drawn = _draw_bars(axes, bars, pitch, first_year, last_year)
        dots = _draw_line(axes, bars, as_of) if as_of is not None else {}
        _draw_legend(figure, legend, height)
        return _read(bars, drawn, dots, as_of)

    image, sentences = picture.draw(paint, WIDTH, height)
    return Chart(image, title, " ".join(sentences), _caption(bars, last_year + 1 - first_year),
                 table_of(bars) if len(bars) <= _NAMED else None, sources=tuple(sorted({key for b in bars for key in b.sources})))


def _lines(axes: Any, segments: list[Any], **look: Any) -> Any:
    """Draw many segments as one line with gaps: far cheaper than a collection, and one path in the file."""
    xs = [x for (x1, _y1), (x2, _y2) in segments for x in (x1, x2, math.nan)]
    ys = [y for (_x1, y1), (_x2, y2) in segments for y in (y1, y2, math.nan)]
    return axes.plot(xs, ys, solid_capstyle="butt", **look)[0]


def _draw_years(axes: Any, first: int, last: int) -> None:
    step = 5 if last - first > 12 else 2 if last - first > 5 else 1
    years = [y for y in range(first, last + 2) if y % step == 0]
    low, high = axes.get_ylim()
    _lines(axes, [[(y, low), (y, high)] for y in years], color=style.LINE, linewidth=0.6, zorder=0)
    for y in years:
        axes.text(y, high, str(y), size=_SMALL, color=style.MUTED, ha="center", va="bottom")


def _draw_bars(axes: Any, bars: tuple[LifeBar, ...], pitch: float, first: int, last: int) -> dict[str, Any]:
    """Draw bars, ends and marks as a few artists; return those that the sentence is read from."""
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgba
    from numpy import array

    half = 0.3 if pitch > 0.1 else 0.4 if pitch > 0.02 else 0.5
    placed = [(i + 0.5, b) for i, b in enumerate(bars) if b.start is not None]
    corners = [((b.start, y - half), (b.end, y - half), (b.end, y + half), (b.start, y + half)) for y, b in placed]
    boxes = PolyCollection(array(corners).reshape(-1, 4, 2), facecolors=[to_rgba(style.ACCENT, 0.42)], edgecolors="none", zorder=2)
    axes.add_collection(boxes, autolim=False)
    caps = _lines(axes, [[(b.end, y - half - 0.08), (b.end, y + half + 0.08)] for y, b in placed if b.fate == "closed"],
                  color=style.DANGER, linewidth=3 if pitch > 0.1 else 1.5, zorder=4)
    _lines(axes, [[(low, y), (high, y)] for y, b in placed for low, high in b.limits],
           color=style.INK, linewidth=1 if pitch > 0.1 else 0.4, zorder=3)
    loose = [(b.end, y, 1) for y, b in placed if b.fate == "unknown"] + [(b.start, y, -1) for y, b in placed if not b.start_known]
    _fade(axes, loose, half, _FADE * (last + 1 - first) / 28, _STROKES if len(bars) <= _EVENTS else 1, 1.1 if pitch > 0.02 else 0.5)
    for kind, look in _MARKS.items() if len(bars) <= _EVENTS else ():
        spots = [(at, y) for y, b in placed for mark_kind, at in _apart(b.marks, last + 1 - first) if mark_kind == kind]
        if spots:
            size = look["markersize"] * (1 if pitch > 0.1 else 0.5 if pitch > 0.02 else 0.25)
            axes.plot(*zip(*spots, strict=True), linestyle="none", markeredgecolor=style.INK,
                      markeredgewidth=0.9 if pitch > 0.1 else 0.3, zorder=9, **{**look, "markersize": size})
    every = max(1, math.ceil((_LABEL if len(bars) <= _EVENTS else _SPARSE_LABEL) / pitch))
    labels = [axes.text(-(_LEFT - 0.11) / (WIDTH - _LEFT - _RIGHT), i + 0.5, fitted(b.name, b.recalled), size=_SMALL,
                        va="center", transform=axes.get_yaxis_transform(),
                        color=style.MUTED if b.then in ("not_yet", "closed") else style.INK)
              for i, b in enumerate(bars) if i % every == 0]
    for i, b in enumerate(bars):
        if b.start is None and every == 1:
            axes.text(first + 0.2, i + 0.5, _("no dates found"), size=_SMALL, va="center", style="italic", color=style.MUTED)
    return {"boxes": boxes, "caps": caps, "labels": labels, "every": every}


def _in_order(marks: tuple[Mark, ...]) -> list[Mark]:
    return sorted(marks, key=lambda m: (m.at, m.kind))


def _apart(marks: tuple[Mark, ...], span: int) -> list[tuple[str, float]]:
    """Return kinds and places; a mark that would cover the one before moves to the right."""
    placed: list[tuple[str, float]] = []
    for mark in _in_order(marks):
        after = placed[-1][1] + span * 0.022 if placed else mark.at
        placed.append((mark.kind, max(mark.at, after)))
    return placed


def _fade(axes: Any, ends: list[tuple[float, float, int]], half: float, reach: float, count: int, width: float) -> None:
    """Draw slanted strokes that grow paler away from an end that is not known."""
    for i in range(count):
        tilt, away = reach * 0.05, reach * (i + 0.35) / count
        strokes = [[(x + way * away - tilt, y + half), (x + way * away + tilt, y - half)] for x, y, way in ends]
        _lines(axes, strokes, color=style.MUTED, alpha=round(1 - 0.85 * i / count, 2), linewidth=width, zorder=2)


def _draw_line(axes: Any, bars: tuple[LifeBar, ...], as_of: int) -> dict[str, int]:
    """Draw the line of the year, a dot on it for each platform alive then, a ring where it is not known."""
    at = in_years(lifecycle.day_of(as_of))
    axes.axvspan(at, axes.get_xlim()[1], facecolor=style.PAPER, alpha=0.62, edgecolor="none", zorder=6)
    axes.axvline(at, color=style.INK, linewidth=1.4, zorder=7)
    found = {}
    for key, statuses, fill in (("alive", ("alive", "renamed"), style.INK), ("unknown", ("unknown",), style.PAPER)):
        rows = [i + 0.5 for i, b in enumerate(bars) if b.then in statuses]
        (dots,) = axes.plot([at] * len(rows), rows, "o", markersize=5 if len(bars) <= _NAMED else 2, color=style.INK,
                            markerfacecolor=fill, zorder=8, clip_on=False)
        found[key] = len(dots.get_xdata())
    return found


def _legend_entries(bars: tuple[LifeBar, ...], as_of: int | None) -> list[tuple[str, str]]:
    words = kind_words()
    kinds = {mark.kind for b in bars for mark in b.marks} if len(bars) <= _EVENTS else set()
    entries = [("closed", _("closed"))] if any(b.fate == "closed" for b in bars) else []
    if any(b.fate == "unknown" or not b.start_known for b in bars):
        entries.append(("unknown", _("start or end not found")))
    if any(b.limits for b in bars):
        entries.append(("limits", _("date known only within limits")))
    entries += [(kind, words[kind]) for kind in MARKED if kind in kinds]
    if as_of is not None:
        entries += [("then", _("alive at the end of {year}").format(year=as_of)), ("not_known", _("not known then"))]
    return entries


def _draw_legend(figure: Any, entries: list[tuple[str, str]], height: float) -> None:
    rows = math.ceil(len(entries) / 2)
    axes = figure.add_axes((0, 0, 1, (0.22 * rows + 0.1) / height))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0.22 * rows + 0.1, 0)
    for i, (kind, words) in enumerate(entries):
        x, y = 0.11 + 2.75 * (i // rows), 0.2 + 0.22 * (i % rows)
        if kind == "closed":
            axes.plot([x + 0.15] * 2, [y - 0.08, y + 0.08], color=style.DANGER, linewidth=3, solid_capstyle="butt")
        elif kind == "unknown":
            _fade(axes, [(x, y, 1)], -0.07, 0.3, _STROKES, 1.1)
        elif kind == "limits":
            axes.plot([x, x + 0.3], [y, y], color=style.INK, linewidth=1)
        elif kind in _MARKS:
            axes.plot([x + 0.15], [y], linestyle="none", markeredgecolor=style.INK, markeredgewidth=0.9, **_MARKS[kind])
        else:
            axes.plot([x + 0.15], [y], "o", markersize=5, color=style.INK,
                      markerfacecolor=style.INK if kind == "then" else style.PAPER)
        axes.text(x + 0.42, y, words, size=_SMALL, va="center")


def _read(bars: tuple[LifeBar, ...], drawn: dict[str, Any], dots: dict[str, int], as_of: int | None) -> list[str]:
    """Return the sentences, read back from the drawn bars, caps, labels and dots."""
    spans = [(float(p.vertices[:, 0].min()), float(p.vertices[:, 0].max())) for p in drawn["boxes"].get_paths()]
    capped = [float(x) for x in drawn["caps"].get_xdata()[::3]]
    sentences = [ngettext("{n} bar, {closed} closed.", "{n} bars, {closed} of them closed.", len(spans)).format(
        n=text.number(len(spans)), closed=text.number(len(capped)))]
    if as_of is not None:
        sentences.append(_("At the end of {year}: {alive} alive, {unknown} not known.").format(
            year=as_of, alive=text.number(dots["alive"]), unknown=text.number(dots["unknown"])))
    if drawn["every"] > 1:
        return [*sentences, _("Only some names are written: one in {n}.").format(n=text.number(drawn["every"]))]
    if len(bars) > 30:
        return sentences
    forms = {"closed": _("{name}: {began} to {ended}, then closed."), "alive": _("{name}: {began}, alive in {ended}."),
             "unknown": _("{name}: {began}, last seen in {ended}.")}
    extents = iter(spans)
    for label, bar in zip(drawn["labels"], bars, strict=True):
        if bar.start is None:
            sentences.append(_("{name}: no dates found.").format(name=label.get_text()))
            continue
        left, right = next(extents)
        began = _("from {year}") if bar.start_known else _("existed by {year}")
        sentences.append(forms["closed" if right in capped and bar.fate == "closed" else bar.fate].format(
            name=label.get_text(), began=began.format(year=int(left)), ended=int(right)))
    return sentences


def _caption(bars: tuple[LifeBar, ...], span: int) -> str:
    parts = [_("Dates are those in the sources below.")]
    if any(b.fate == "unknown" and b.start is not None for b in bars):
        parts = [_("A bar that fades has no known end: the platform was not seen later, and may live or be closed.")]
    if len(bars) > _EVENTS:
        parts.append(_("With so many rows, events are left out."))
    elif any(mark.at != at for b in bars for mark, (_kind, at) in zip(_in_order(b.marks), _apart(b.marks, span), strict=True)):
        parts.append(_("Marks that would cover each other are moved a little to the right."))
    if any(b.recalled for b in bars):
        parts.append(_("The end of a bar marked * is recalled, not looked up."))
    return " ".join(parts)
