"""Lives of the platforms on one line of time: rows from the tables, their layout, the marks, and the words beside them."""

import datetime as dt
from dataclasses import replace

from ...display import picture
from ...display.elements import Chart
from ...display.recipe import with_recipe
from ...ground.text import _
from ...model import lifecycle
from ..panel import WIDTH
from . import words
from .layout import NAMED, lay_out
from .marks import paint
from .rows import LifeBar, resolve


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
    first, last = lifecycle.years(first_year, last_year)
    if as_of is not None and not first <= as_of <= last:
        raise ValueError(
            _("The year {year} lies outside the years shown, {first} to {last}. Choose one of these.").format(
                year=as_of, first=first, last=last
            )
        )
    day = lifecycle.day_of(as_of) if as_of is not None else None
    return draw_lives(resolve(platforms, first, last, day), first, last, day)


def draw_lives(bars: tuple[LifeBar, ...], first: int, last: int, day: dt.date | None = None) -> Chart:
    """Return the chart of resolved bars, from top to bottom; it depends on nothing else.

    Parameters
    ----------
    bars : tuple of LifeBar
        What `resolve` returned.
    first, last : int
        The years shown.
    day : datetime.date, optional
        The day of the line.
    """
    layout = lay_out(bars, first, last, day)
    image, drawn = picture.draw(lambda figure: paint(figure, layout), WIDTH, layout.height)
    return Chart(
        image,
        layout.title,
        " ".join(words.sentences(layout, drawn)),
        words.caption(layout),
        words.table(layout) if len(layout.bars) <= NAMED else None,
        sources=tuple(sorted({key for b in layout.bars for key in b.sources})),
    )
