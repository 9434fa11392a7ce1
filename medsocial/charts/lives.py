"""Lives of the platforms on one line of time: `resolve` reads the tables, `draw_lives` only draws."""

import math
from dataclasses import replace
from typing import Any

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _, ngettext
from ..model import lifecycle
from .life_bars import MARKED, EmptySelection, LifeBar, Mark, kind_words, moment_of, resolve, table_of, title_of
from .lives_drawing import (
    AXIS,
    DENSE_HEIGHT,
    EVENTS,
    LEFT,
    NAMED,
    RIGHT,
    apart,
    draw_bars,
    draw_legend,
    draw_line,
    draw_years,
    in_order,
    legend_columns,
)
from .panel import WIDTH, heading, heading_height

__all__ = ["EmptySelection", "LifeBar", "Mark", "draw_lives", "plot_lives", "resolve"]


@with_recipe
def plot_lives(
    platforms: tuple[str, ...] | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    as_of: int | None = None,
) -> Chart:
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
    pitch = 0.25 if len(bars) <= 30 else 0.2 if len(bars) <= NAMED else DENSE_HEIGHT / len(bars)
    legend = _legend_entries(bars, as_of)
    top, below = heading_height(title, subtitle), 0.22 * math.ceil(len(legend) / legend_columns()) + 0.1
    if len(bars) <= NAMED:
        bars = tuple(style.part_of(bars, [pitch] * len(bars), top + AXIS + below))
    height = top + AXIS + pitch * len(bars) + below

    def paint(figure: Any) -> list[str]:
        heading(figure, title, subtitle)
        axes = figure.add_axes((LEFT / WIDTH, below / height, 1 - (LEFT + RIGHT) / WIDTH, pitch * len(bars) / height))
        axes.set_axis_off()
        axes.set_xlim(first_year, last_year + 1)
        axes.set_ylim(len(bars), 0)
        draw_years(axes, first_year, last_year)
        drawn = draw_bars(axes, bars, pitch, first_year, last_year)
        dots = draw_line(axes, bars, as_of) if as_of is not None else {}
        draw_legend(figure, legend, height)
        return _read(bars, drawn, dots, as_of)

    image, sentences = picture.draw(paint, WIDTH, height)
    return Chart(
        image,
        title,
        " ".join(sentences),
        _caption(bars, last_year + 1 - first_year),
        table_of(bars) if len(bars) <= NAMED else None,
        sources=tuple(sorted({key for b in bars for key in b.sources})),
    )


def _legend_entries(bars: tuple[LifeBar, ...], as_of: int | None) -> list[tuple[str, str]]:
    words = kind_words()
    kinds = {mark.kind for b in bars for mark in b.marks} if len(bars) <= EVENTS else set()
    entries = [("closed", _("closed"))] if any(b.fate == "closed" for b in bars) else []
    if any(b.fate == "unknown" or not b.start_known for b in bars):
        entries.append(("unknown", _("start or end not found")))
    if any(b.limits for b in bars):
        entries.append(("limits", _("date known only within limits")))
    entries += [(kind, words[kind]) for kind in MARKED if kind in kinds]
    if as_of is not None:
        entries += [("then", _("alive at that time")), ("not_known", _("not known then"))]
    return entries


def _read(bars: tuple[LifeBar, ...], drawn: dict[str, Any], dots: dict[str, int], as_of: int | None) -> list[str]:
    """Return the sentences, read back from the drawn bars, caps, labels and dots."""
    spans = [(float(p.vertices[:, 0].min()), float(p.vertices[:, 0].max())) for p in drawn["boxes"].get_paths()]
    capped = [float(x) for x in drawn["caps"].get_xdata()[::3]]
    sentences = [
        ngettext("{n} bar, {closed} closed.", "{n} bars, {closed} of them closed.", len(spans)).format(
            n=text.number(len(spans)), closed=text.number(len(capped))
        )
    ]
    if as_of is not None:
        sentences.append(
            _("{when}: {alive} alive, {unknown} not known.").format(
                when=moment_of(as_of), alive=text.number(dots["alive"]), unknown=text.number(dots["unknown"])
            )
        )
    if drawn["every"] > 1:
        return [*sentences, _("Only some names are written: one in {n}.").format(n=text.number(drawn["every"]))]
    if len(bars) > 30:
        return sentences
    forms = {
        "closed": _("{name}: {began} to {ended}, then closed."),
        "alive": _("{name}: {began}, alive in {ended}."),
        "unknown": _("{name}: {began}, last seen in {ended}."),
    }
    extents = iter(spans)
    for label, bar in zip(drawn["labels"], bars, strict=True):
        if bar.start is None:
            sentences.append(_("{name}: no dates found.").format(name=label.get_text()))
            continue
        left, right = next(extents)
        began = _("from {year}") if bar.start_known else _("existed by {year}")
        sentences.append(
            forms["closed" if right in capped and bar.fate == "closed" else bar.fate].format(
                name=label.get_text(), began=began.format(year=int(left)), ended=int(right)
            )
        )
    return sentences


def _caption(bars: tuple[LifeBar, ...], span: int) -> str:
    parts = [_("Dates are those in the sources below.")]
    if any(b.fate == "unknown" and b.start is not None for b in bars):
        parts = [_("A bar that fades has no known end: the platform was not seen later, and may live or be closed.")]
    if len(bars) > EVENTS:
        parts.append(_("With so many rows, events are left out."))
    elif any(mark.at != at for b in bars for mark, (_kind, at) in zip(in_order(b.marks), apart(b.marks, span), strict=True)):
        parts.append(_("Marks that would cover each other are moved a little to the right."))
    if any(b.recalled for b in bars):
        parts.append(_("The end of a bar marked * is recalled, not looked up."))
    return " ".join(parts)
