"""What stands where in the picture of lives: title, rows, marks on the bars, and the legend, measured in inches and years."""

import datetime as dt
import math
from dataclasses import dataclass

from ...ground import text
from ...ground.text import _, ngettext
from ...model.lives import checked_on, in_years
from ..panel import WIDTH, heading_height
from .rows import MARKED, LifeBar, Mark

LEFT, RIGHT, LEGEND_LINE, LEGEND_COLUMN = 1.72, 0.12, 0.22, 2.75
# Above so many rows: names thinned out and no table; events left out.
NAMED, EVENTS = 60, 300
_DENSE_HEIGHT, _AXIS = 7.5, 0.26


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture before it is drawn.

    `bars` stand from top to bottom; `spots` are the events on them as kind, year and
    row, `moved` says that some had to make room. `line` is the year's line in years, `when` its day in the words of
    a sentence and `mark` those that stand at the line.
    `pitch` is the height of a row; `above` and `below` are those of heading and legend.
    """

    bars: tuple[LifeBar, ...]
    first: int
    last: int
    line: float | None
    when: str
    mark: str
    title: str
    subtitle: str
    legend: tuple[tuple[str, str], ...]
    legend_rows: int
    pitch: float
    above: float
    below: float
    spots: tuple[tuple[str, float, float], ...]
    moved: bool

    @property
    def height(self) -> float:
        """Height of the whole picture in inches."""
        return self.above + _AXIS + self.pitch * len(self.bars) + self.below

    @property
    def span(self) -> int:
        """How many years are shown."""
        return self.last + 1 - self.first


def lay_out(bars: tuple[LifeBar, ...], first: int, last: int, day: dt.date | None) -> Layout:
    """Return where everything stands, for bars from top to bottom."""
    when = _moment(day) if day else ""
    title, subtitle = _title(bars, when), _("Bars run from launch to closure, or to the last sign of life found.")
    legend = _legend(bars, when)
    legend_rows = math.ceil(len(legend) / int(WIDTH / LEGEND_COLUMN))
    above, below = heading_height(title, subtitle), LEGEND_LINE * legend_rows + 0.1
    pitch = 0.22 if len(bars) <= 30 else 0.2 if len(bars) <= NAMED else _DENSE_HEIGHT / len(bars)
    placed = [(y, _apart(b.marks, last + 1 - first)) for y, b in enumerate(bars)] if len(bars) <= EVENTS else []
    return Layout(
        bars,
        first,
        last,
        in_years(day) if day else None,
        when,
        _mark(day) if day else "",
        title,
        subtitle,
        legend,
        legend_rows,
        pitch,
        above,
        below,
        spots=tuple((mark.kind, at, y + 0.5) for y, marks in placed for mark, at in marks),
        moved=any(mark.at != at for _y, marks in placed for mark, at in marks),
    )


def _moment(day: dt.date) -> str:
    """Return the day that stands for a year in words: its end, or in the newest year the day of the last check."""
    if day == checked_on():
        return _("On {date}").format(date=text.date(day))
    return _("At the end of {year}").format(year=day.year)


def _mark(day: dt.date) -> str:
    """Return the day that stands for a year in the few words that fit at its line."""
    return text.date(day) if day == checked_on() else _("end of {year}").format(year=day.year)


def _title(bars: tuple[LifeBar, ...], when: str) -> str:
    """Return the finding in words."""
    count = text.number(len(bars))
    if when:
        alive = text.number(sum(b.then in ("alive", "renamed") for b in bars))
        return ngettext("{when}, {alive} of {n} was alive", "{when}, {alive} of {n} were alive", len(bars)).format(
            when=when, alive=alive, n=count
        )
    if len(bars) == 1:
        return {
            "closed": _("{name} is closed"),
            "alive": _("{name} was alive when last seen"),
            "unknown": _("{name} was lost from sight"),
        }[bars[0].fate].format(name=bars[0].name)
    closed, lost = (sum(b.fate == fate for b in bars) for fate in ("closed", "unknown"))
    if closed + lost == 0:
        return _("All {n} platforms were alive when last seen").format(n=count)
    return _("Of {n} platforms, {closed} closed, {lost} lost from sight").format(
        n=count, closed=text.number(closed), lost=text.number(lost)
    )


def _legend(bars: tuple[LifeBar, ...], when: str) -> tuple[tuple[str, str], ...]:
    words = kind_words()
    kinds = {mark.kind for b in bars for mark in b.marks} if len(bars) <= EVENTS else set()
    entries = [("closed", _("closed"))] if any(b.fate == "closed" for b in bars) else []
    if any(b.fate == "unknown" or not b.start_known for b in bars):
        entries.append(("unknown", _("start or end not found")))
    if any(b.limits for b in bars):
        entries.append(("limits", _("date known only within limits")))
    entries += [(kind, words[kind]) for kind in MARKED if kind in kinds]
    if when:
        entries += [("then", _("alive at that time")), ("not_known", _("not known then"))]
    return tuple(entries)


def kind_words() -> dict[str, str]:
    """Return the marked kinds of events in the reader's words."""
    return {
        "renamed": _("new name"),
        "acquired": _("new owner"),
        "encryption_on": _("encryption begins"),
        "encryption_off": _("encryption ends"),
    }


def _apart(marks: tuple[Mark, ...], span: int) -> list[tuple[Mark, float]]:
    """Return marks by date with their places; one that would cover the one before moves to the right."""
    placed: list[tuple[Mark, float]] = []
    for mark in sorted(marks, key=lambda m: (m.at, m.kind)):
        after = placed[-1][1] + span * 0.022 if placed else mark.at
        placed.append((mark, max(mark.at, after)))
    return placed
