"""Horizontal bars from zero, in one unit, with labels above and values beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..ground import style
from ..ground.text import _
from .panel import WIDTH, heading, heading_height, wrapped

_LINE, _BAR, _SIZE, _LETTERS = 0.2, 0.32, 10, 66
# Beside the longest bar, the least room as a share of it; a bold letter of a value; the axes' share of the picture.
_ROOM, _LETTER, _WIDE = 0.42, 0.086, 0.96


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length, the value in words, and whether it was read second-hand."""

    label: str
    value: float
    words: str
    second_hand: bool = False


def draw_bars(bars: Sequence[Bar], title: str, subtitle: str, caption: str, table: Table, sources: Sequence[str]) -> Chart:
    """Return the chart of bars; all values must be in one unit."""
    longest = max(bar.value for bar in bars)
    inches = _WIDE * WIDTH
    # Each bar with its value ends inside the picture.
    right = max((1 + _ROOM) * longest, *(bar.value / (0.98 - _LETTER * len(bar.words) / inches) for bar in bars))
    labels = [wrapped(bar.label.rstrip("."), _LETTERS) for bar in bars]
    height = heading_height(title, subtitle) + sum(_LINE * len(lines) + _BAR for lines in labels) + 0.05

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle)
        axes = figure.add_axes((0.02, 0, _WIDE, 1 - used / height))
        axes.set_axis_off()
        axes.set_xlim(-0.004 * longest, right)
        axes.set_ylim(height - used, 0)
        y, drawn = 0.0, []
        for bar, lines in zip(bars, labels, strict=True):
            label = axes.text(0, y, "\n".join(lines), size=_SIZE, va="top", linespacing=1.25)
            y += _LINE * len(lines)
            axes.barh(
                [y + 0.1],
                [bar.value],
                height=0.16,
                color=style.PAPER if bar.second_hand else style.ACCENT,
                hatch="////" if bar.second_hand else None,
                edgecolor=style.ACCENT,
                linewidth=0.9,
            )
            value = axes.text(bar.value + 0.016 * longest, y + 0.1, bar.words, size=_SIZE, weight="bold", va="center")
            y += _BAR
            drawn.append((label, value))
        return [
            _("{label}: {value}.").format(label=label.get_text().replace("\n", " "), value=value.get_text())
            for label, value in drawn
        ]

    image, sentences = picture.draw(paint, WIDTH, height)
    return Chart(image, title, " ".join(sentences), caption, table, sources=tuple(sources))
