"""Drawing shares over time: lines that end where the way of asking changed, names beside their ends."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..ground import style, text
from ..ground.text import _
from ..model.lives import in_years
from .panel import WIDTH, heading, heading_height

_PLOT, _AXIS, _LEFT, _SMALL = 3.3, 0.36, 0.52, 9.5
_LABEL_STEP = 0.175


@dataclass(frozen=True)
class Line:
    """Readings that may be joined: one question, one denominator, one way of asking."""

    label: str
    by_telephone: bool
    rows: tuple[Any, ...]
    colour: str
    dashed: bool = False
    name: str = ""


def _at(row: Any) -> float:
    # A month stands for its middle.
    return in_years(row.date.replace(day=15) if row.date_precision == "month" else row.date)


def draw_shares(lines: list[Line], title: str, subtitle: str, caption: str) -> Chart:
    """Return the chart of lines over time, each named once beside its newest reading."""
    above = heading_height(title, subtitle) + 0.25
    height = above + style.plot_height(_PLOT, above + _AXIS) + _AXIS
    right = 1.75

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle) + 0.2
        axes = figure.add_axes((_LEFT / WIDTH, _AXIS / height, 1 - (_LEFT + right) / WIDTH, 1 - (used + _AXIS) / height))
        dates = [_at(row) for line in lines for row in line.rows]
        first, last = int(min(dates)), max(dates)
        axes.set_xlim(first, last + 0.25)
        axes.set_ylim(0, 100)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
        axes.set_yticks(range(0, 101, 25), [text.percent(v) for v in range(0, 101, 25)])
        step = 5 if last - first > 12 else 2
        years = [y for y in range(first, int(last) + 1) if y % step == 0]
        axes.set_xticks(years, [str(y) for y in years])
        axes.tick_params(labelsize=_SMALL)
        axes.tick_params(axis="x", pad=6)
        drawn = [_draw_line(axes, line) for line in lines]
        _draw_break(axes, lines)
        _label_ends(axes, lines, drawn, last, height - used - _AXIS)
        return _read(lines, drawn)

    image, sentences = picture.draw(paint, WIDTH, height)
    sources = tuple(dict.fromkeys(row.source_id for line in lines for row in line.rows))
    return Chart(image, title, " ".join(sentences), caption, _table(lines, subtitle), sources=sources)


def _draw_line(axes: Any, line: Line) -> Any:
    marker = "o" if line.by_telephone else "s"
    (drawn,) = axes.plot(
        [_at(row) for row in line.rows],
        [row.share_percent for row in line.rows],
        linestyle="--" if line.dashed else "-",
        linewidth=1.8,
        color=line.colour,
        zorder=3,
    )
    for hollow in (False, True):
        spots = [(_at(r), r.share_percent) for r in line.rows if (r.status == "second_hand") == hollow]
        if spots:
            axes.plot(
                *zip(*spots, strict=True),
                marker,
                markersize=4.6,
                color=line.colour,
                zorder=4,
                markerfacecolor=style.PAPER if hollow else line.colour,
                markeredgewidth=1.2,
            )
    return drawn


def _draw_break(axes: Any, lines: list[Line]) -> None:
    """Mark where the way of asking changed, by a hatched gap with words above."""
    before = [_at(line.rows[-1]) for line in lines if line.by_telephone]
    after = [_at(line.rows[0]) for line in lines if not line.by_telephone]
    if not before or not after or max(before) >= min(after):
        return
    start, end = max(before) + 0.3, min(after) - 0.3
    axes.axvspan(start, end, facecolor=style.PAPER, edgecolor=style.HATCH, hatch="////", linewidth=0, zorder=1)
    axes.text(start - 0.1, 101.5, _("by telephone"), size=_SMALL, color=style.MUTED, ha="right", va="bottom")
    axes.text(end + 0.1, 101.5, _("mainly by web"), size=_SMALL, color=style.MUTED, ha="left", va="bottom")


def _label_ends(axes: Any, lines: list[Line], drawn: list[Any], last: float, inches: float) -> None:
    """Write each name once, beside its newest reading, apart from its neighbours."""
    newest = {
        line.label: (line, float(d.get_xdata()[-1]), float(d.get_ydata()[-1])) for line, d in zip(lines, drawn, strict=True)
    }
    ends = sorted(newest.values(), key=lambda end: -end[2])
    step = 100 * _LABEL_STEP / inches
    places = [value for _line, _x, value in ends]
    for i in range(1, len(places)):
        places[i] = min(places[i], places[i - 1] - step)
    # If the lowest fell off the picture, push the pile up again.
    floor = 1.0
    for i in reversed(range(len(places))):
        places[i] = max(places[i], floor)
        floor = places[i] + step
    span = axes.get_xlim()[1] - axes.get_xlim()[0]
    changed = any(not line.by_telephone for line in lines)
    for (line, x, value), place in zip(ends, places, strict=True):
        year = "" if last - x < 0.6 else f" ({int(x)})"
        margin = last + 0.25
        if line.by_telephone and changed:
            # A thread across the break would look like a line joined across it: the mark is repeated instead.
            axes.plot([margin + 0.02 * span], [place], "o", markersize=4.6, color=line.colour, clip_on=False)
        else:
            axes.plot(
                [x + 0.012 * span, margin + 0.015 * span, margin + 0.03 * span],
                [value, value, place],
                color=line.colour,
                linewidth=0.9,
                clip_on=False,
                linestyle=":" if year else "-",
                zorder=2,
            )
        axes.text(margin + 0.04 * span, place, f"{text.percent(value)} {line.label}{year}", size=_SMALL, va="center")


def _read(lines: list[Line], drawn: list[Any]) -> list[str]:
    """Return one sentence a line, read back from what was drawn."""
    alone = len({line.label for line in lines if not line.by_telephone}) == 0
    sentences = []
    for line, artist in zip(lines, drawn, strict=True):
        (x1, *_more, x2), (y1, *_others, y2) = ([*map(float, v), float(v[-1])] for v in (artist.get_xdata(), artist.get_ydata()))
        way = "" if alone else _(" by telephone") if line.by_telephone else _(" mainly by web")
        if x1 == x2:
            form = _("{label}{way}: {first} in {from_year}.")
        else:
            form = _("{label}{way}: {first} in {from_year}, {last} in {to_year}.")
        sentences.append(
            form.format(
                label=line.label[0].upper() + line.label[1:],
                way=way,
                first=text.percent(y1),
                last=text.percent(y2),
                from_year=int(x1),
                to_year=int(x2),
            )
        )
    return sentences


def _table(lines: list[Line], caption: str) -> Table:
    modes = {
        "telephone": _("telephone"),
        "web_and_mail": _("web and mail"),
        "face_to_face": _("face to face"),
        "web_mail_and_telephone": _("web, mail and telephone"),
    }

    def when(row: Any) -> str:
        day: dt.date = row.date
        return text.date(day, row.date_precision or "day")

    rows = [
        (
            line.label,
            when(row),
            text.percent(row.share_percent),
            modes[row.mode],
            text.number(row.sample_size) if row.sample_size else "",
        )
        for line in lines
        for row in line.rows
    ]
    return Table((_("Who or what"), _("Date"), _("Share"), _("Asked by"), _("People asked")), rows, caption, numeric=(2, 4))
