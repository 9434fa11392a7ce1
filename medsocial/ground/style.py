"""The palette, the one dictionary of chart settings, and the size of a slide."""

import contextlib
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

INK = "#1F2933"
MUTED = "#52606D"
LINE = "#CBD2D9"
PAPER = "#FFFFFF"
ACCENT = "#0B7285"
BENEFIT = "#2B8A3E"
DANGER = "#C2410C"
CAUTION = "#B7791F"
HATCH = "#9AA5B1"


@dataclass(frozen=True)
class Theme:
    """The colours of a picture for a room; the decks write the same ones in `slides/session/theme.html`."""

    ink: str
    muted: str
    line: str
    paper: str
    wash: str
    tint: str
    accent: str
    good: str
    caution: str
    danger: str


THEMES = {
    "light": Theme(INK, MUTED, LINE, PAPER, "#F4F8F9", "#E6F3F5", ACCENT, BENEFIT, CAUTION, DANGER),
    "dark": Theme(
        "#E9EEF2", "#B4BFC9", "#44525E", "#131A20", "#1A232B", "#14343C", "#6CCBDA", "#7BD88F", "#EFC26A", "#FF9B6A"
    ),
}

# The reader's own sans-serif. Charts are laid out with DejaVu Sans, which is wider than
# any of these, so a label never grows out of its room.
FONT_STACK = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

CHART_SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "medsocial",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": PAPER,
    "axes.titlelocation": "left",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "hatch.color": HATCH,
    "hatch.linewidth": 0.8,
}

SLIDE_SHAPE = 0.36  # height over width of the room that a chart has on a slide


@dataclass
class Slide:
    """The size for which charts are drawn: wider than on a page, without heading, and in parts if too tall.

    `wide` is in inches: a smaller number gives larger letters. `part` is which part to draw, from 0, and
    `parts` becomes how many the chart has.
    """

    wide: float
    part: int = 0
    parts: int = 1

    @property
    def tall(self) -> float:
        """Height of the room in inches."""
        return self.wide * SLIDE_SHAPE


_slide: ContextVar[Slide | None] = ContextVar("slide", default=None)


def slide() -> Slide | None:
    """Return the size of the slide for which charts are drawn; None on a page."""
    return _slide.get()


@contextlib.contextmanager
def slide_size(wide: float, part: int = 0) -> Iterator[Slide]:
    """Draw charts for a slide, for a moment, in this thread only."""
    token = _slide.set(Slide(wide, part))
    try:
        yield _slide.get()
    finally:
        _slide.reset(token)


def part_of(
    items: Sequence[Any], heights: Sequence[float], fixed: float = 0.0, leads: Sequence[float] | None = None
) -> list[Any]:
    """Return those items that this part of a slide holds; all of them on a page.

    Parameters
    ----------
    items : sequence
        Rows of a chart, from top to bottom.
    heights : sequence of float
        Height of each in inches.
    fixed : float
        Height that every part needs beside its rows.
    leads : sequence of float, optional
        What each needs above it, unless it is the first of its part.
    """
    here = _slide.get()
    if here is None:
        return list(items)
    room, leads = here.tall - fixed, leads or [0.0] * len(items)
    parts = packed(heights, leads, room)
    # Parts of like size look better than full ones and a rest.
    for step in range(6, 20):
        even = packed(heights, leads, room * step / 20)
        if len(even) == len(parts):
            parts = even
            break
    here.parts = max(here.parts, len(parts))
    return [items[i] for i in parts[min(here.part, len(parts) - 1)]]


def packed(heights: Sequence[float], leads: Sequence[float], room: float) -> list[list[int]]:
    """Return the positions of items, in order, in parts that fit the room; one that is too tall stands alone."""
    parts: list[list[int]] = []
    used = 0.0
    for i, (height, lead) in enumerate(zip(heights, leads, strict=True)):
        if not parts or used + lead + height > room + 1e-9:
            parts.append([i])
            used = height
        else:
            parts[-1].append(i)
            used += lead + height
    return parts


def plot_height(usual: float, fixed: float) -> float:
    """Return the height of a plot without rows: the usual on a page, what is left beside `fixed` on a slide."""
    here = _slide.get()
    return usual if here is None else max(1.2, here.tall - fixed)


def chart_width(usual: float) -> float:
    """Return the width of a picture in inches: the usual on a page, that of the slide on a slide."""
    here = _slide.get()
    return usual if here is None else here.wide
