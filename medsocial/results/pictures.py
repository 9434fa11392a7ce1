"""The two pictures of the report, as small inline drawings with their words beside them."""

import math
from collections.abc import Sequence

from ..display.markup import escape, tag
from ..ground import style
from ..ground.text import _, number
from .analysis import Line
from .statistics import Change

WIDTH, LEFT, RIGHT = 640, 24, 24


def points(value: float) -> str:
    """Return percentage points with their sign, to one decimal."""
    return _sign(round(value, 1)) + number(abs(value), 1)


def _sign(value: float) -> str:
    return "−" if value < 0 else "+" if value > 0 else ""


def change_picture(change: Change, title: str) -> str:
    """Return the difference as a point with its interval on a line, nought marked."""
    low = min(-10, 10 * math.floor(change.low / 10))
    high = max(10, 10 * math.ceil(change.high / 10))
    step = 10 if high - low <= 120 else 50

    def at(value: float) -> float:
        return round(LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)

    ticks = [
        tag("line", x1=at(v), x2=at(v), y1=58, y2=64, stroke=style.MUTED)
        + tag("text", escape(_sign(v) + number(abs(v))), x=at(v), y=80, **_TICK)
        for v in _marks(low, high, step)
    ]
    parts = (
        tag("line", x1=at(0), x2=at(0), y1=10, y2=58, stroke=style.MUTED, stroke_dasharray="4 3"),
        tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=58, y2=58, stroke=style.MUTED),
        tag(
            "line",
            x1=at(change.low),
            x2=at(change.high),
            y1=34,
            y2=34,
            stroke=style.ACCENT,
            stroke_width=5,
            stroke_linecap="round",
        ),
        tag("circle", cx=at(change.mean), cy=34, r=8, fill=style.ACCENT),
        *ticks,
    )
    return tag(
        "svg", tag("title", escape(title)), *parts, viewBox=f"0 0 {WIDTH} 90", role="img", aria_label=title, class_="picture"
    )


_TICK = {"text_anchor": "middle", "font_size": 14, "fill": style.MUTED}


def _marks(low: int, high: int, step: int) -> Sequence[int]:
    return [value for value in range(low, high + 1) if value % step == 0]


def bar(count: int | None, of: int) -> str:
    """Return a bar of how many of a group; an empty frame where the count is not shown."""
    if count is None:
        return tag("span", class_="bar hidden")
    share = round(100 * count / of, 1)
    return tag("span", tag("span", style=f"width:{share}%"), class_="bar")


def count_words(count: int | None, of: int) -> str:
    """Return a count of a group in words; what may not be shown is said to be hidden."""
    if count is None:
        return _("not shown")
    return _("{k} of {n}").format(k=number(count), n=number(of))


def lines_table(lines: Sequence[Line], labels: dict[str, str], caption: str, heads: Sequence[str]) -> str:
    """Return counts as a table with a bar beside each count; three headings for counts before and after, two for one count."""
    before = len(heads) > 2
    head = tag("tr", *(tag("th", escape(h), scope="col") for h in heads))
    rows = []
    for line in lines:
        cells = [(line.before, line.of_before)] if before else []
        cells.append((line.after, line.of_after))
        shown = (tag("td", escape(count_words(k, n)), bar(k, n)) for k, n in cells)
        label = labels.get(line.label, "")
        rows.append(tag("tr", tag("th", escape(f"{line.label}. {label}" if label else line.label), scope="row"), *shown))
    table = tag("table", tag("caption", escape(caption)), tag("thead", head), tag("tbody", *rows), class_="ms-table")
    return tag("div", table, class_="ms-table-frame", tabindex="0", role="group", aria_label=caption)
