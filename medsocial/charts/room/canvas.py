"""A sheet on which a picture for a room is drawn: words, boxes and icons, written as SVG in the colours of a theme.

Sizes are pixels of the room that a picture has on a slide of 1280 by 720. Nothing here is a plot with axes that
matplotlib would do better: it is type, set large, with icons, so the sheet writes it itself in a few milliseconds.
"""

import html
import urllib.parse
from typing import Any

from ...display.icons import STROKE, shapes
from ...ground import style
from ...ground.letters import width

WIDE = 1180
TALLEST = 480  # what a headline of two lines leaves free
SIZE = 26  # of the smallest words
LINE = 32
CAP = 0.36  # half the height of capitals: from the middle of a line down to where letters stand


class Canvas:
    """One picture in the making; every word that is drawn is given back, for the sentence.

    Parameters
    ----------
    theme : {"light", "dark"}
        Whose colours to take; colours are named after the fields of `style.Theme`.
    height : float
        Height in pixels.
    """

    def __init__(self, theme: str, height: float) -> None:
        self.colours = style.THEMES[theme]
        self.height = height
        self._drawn: list[str] = []

    def _colour(self, name: str | None) -> str:
        return getattr(self.colours, name) if name else "none"

    def text(
        self, x: float, y: float, words: str, *, size: float = SIZE, bold: bool = False, colour: str = "ink",
        anchor: str = "start", struck: bool = False, lead: str = "",
    ) -> str:
        """Write words whose middle stands at height `y`; `lead` comes before them in bold. Return what is written."""
        look = f'x="{x:g}" y="{y + CAP * size:g}" font-size="{size:g}" fill="{self._colour(colour)}"'
        look += ' font-weight="700"' if bold else ""
        look += f' text-anchor="{anchor}"' if anchor != "start" else ""
        look += ' text-decoration="line-through"' if struck else ""
        first = f'<tspan font-weight="700">{html.escape(lead)}</tspan> ' if lead else ""
        self._drawn.append(f"<text {look}>{first}{html.escape(words)}</text>")
        return f"{lead} {words}".strip()

    def paragraph(self, x: float, y: float, words: str, room: float, *, size: float = SIZE, **look: Any) -> str:
        """Write words in as many lines as the room asks for, the middle of all at height `y`."""
        lines = wrapped(words, room, size, bold=look.get("bold", False))
        step = size * LINE / SIZE
        for place, line in enumerate(lines):
            self.text(x, y + (place - (len(lines) - 1) / 2) * step, line, size=size, **look)
        return words

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str | None = None, edge: str | None = None,
        heavy: float = 2, dashed: bool = False, round_: float = 10,
    ) -> None:
        """Draw a box with round corners."""
        dash = ' stroke-dasharray="7 6"' if dashed else ""
        line = f' stroke="{self._colour(edge)}" stroke-width="{heavy:g}"{dash}' if edge else ""
        place = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="{round_:g}"'
        self._drawn.append(f'<rect {place} fill="{self._colour(fill)}"{line}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: str = "line", heavy: float = 2) -> None:
        """Draw a straight line."""
        look = f'stroke="{self._colour(colour)}" stroke-width="{heavy:g}"'
        self._drawn.append(f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" {look}/>')

    def dot(
        self, x: float, y: float, radius: float, *, fill: str | None = None, edge: str | None = None, heavy: float = 3
    ) -> None:
        """Draw a disc or a ring."""
        line = f' stroke="{self._colour(edge)}" stroke-width="{heavy:g}"' if edge else ""
        self._drawn.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{self._colour(fill)}"{line}/>')

    def icon(self, x: float, y: float, size: float, name: str, *, colour: str = "accent") -> None:
        """Draw an icon, its left edge at `x` and its middle at height `y`."""
        scale = size / 24
        drawn = shapes(name).replace("currentColor", self._colour(colour))
        # A stroke of 1.75 belongs to an icon of 24; larger ones stay as light.
        pen = STROKE * (1 if size <= 32 else 32 / size)
        self._drawn.append(
            f'<g transform="translate({x:g} {y - size / 2:g}) scale({scale:.4g})" fill="none" stroke="{self._colour(colour)}" '
            f'stroke-width="{pen:.3g}" stroke-linecap="round" stroke-linejoin="round">{drawn}</g>'
        )

    def address(self, title: str) -> str:
        """Return the picture as a data address for `<img src>`."""
        family = style.FONT_STACK.replace("'", "")
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}pt" height="{self.height:g}pt" '
            f'viewBox="0 0 {WIDE} {self.height:g}" font-family="{family}"><title>{html.escape(title)}</title>'
            f'<rect width="{WIDE}" height="{self.height:g}" fill="{self.colours.paper}"/>{"".join(self._drawn)}</svg>'
        )
        return "data:image/svg+xml," + urllib.parse.quote(svg, safe=" ~()*!.,'/:;=@$+?-_")


def wrapped(words: str, room: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """Return words in as few lines as fit the room, all of like length; a word that is wider stands alone."""
    lines = _filled(words, room, size, bold)
    for narrower in range(int(room), 0, -10):
        even = _filled(words, narrower, size, bold)
        if len(even) > len(lines) or max(width(line, size, bold=bold) for line in even) > room:
            break
        lines = even
    return lines


def _filled(words: str, room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]
