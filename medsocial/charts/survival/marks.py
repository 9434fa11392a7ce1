"""The artists of survival curves: steps, interval, ticks for those who leave, and the numbers at risk below."""

import math
from typing import Any

from ...display import picture
from ...ground import style, text
from ...ground.text import _
from ...model.survival import Curve
from ..panel import WIDTH, heading, heading_height
from .curves import Look, had_the_event, interval_words, last_step

_PLOT, _AXIS, _RISK_HEAD, _RISK_LINE, _LABEL_LINE, _SMALL = 3.1, 0.5, 0.26, 0.21, 0.2, 9.5
_LEFT, _RIGHT, _LABELLED_RIGHT = 0.42, 0.22, 1.62
# Room for a letter of the wide font, as a share of the axes.
_LETTER, _LETTER_HEIGHT = 0.018, 0.047

# The times and heights of a drawn curve.
Drawn = tuple[list[float], list[float]]


def draw(looks: list[Look], title: str, subtitle: str, by_age: bool) -> tuple[str, list[Drawn]]:
    """Return the picture of one curve with its events named, or of several with labels at their ends, and their lines."""
    risk = _RISK_HEAD + sum(_RISK_LINE + (_LABEL_LINE if len(looks) > 1 else 0) for _look in looks)
    above = heading_height(title, subtitle)
    height = above + _PLOT + _AXIS + risk + 0.05

    def paint(figure: Any) -> list[Drawn]:
        used = heading(figure, title, subtitle)
        right = _RIGHT if len(looks) == 1 else _LABELLED_RIGHT
        axes = figure.add_axes((_LEFT / WIDTH, 1 - (used + _PLOT) / height, 1 - (_LEFT + right) / WIDTH, _PLOT / height))
        end = max(look.curve.end for look in looks)
        axes.set_xlim(0, end)
        axes.set_ylim(0, 1.04)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
        step = 5 if end > 15 else 2
        ticks = list(range(0, int(end) + 1, step))
        axes.set_xticks(ticks)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], [text.number(v, 2) for v in (0, 0.25, 0.5, 0.75, 1)])
        axes.tick_params(labelsize=_SMALL)
        axes.set_xlabel(_("age in years") if by_age else _("years since July 2014"), size=_SMALL)
        drawn = [_draw_curve(axes, look, end, alone=len(looks) == 1) for look in looks]
        if len(looks) > 1:
            _label_ends(axes, looks, drawn, end)
        _draw_risk(figure, axes, looks, ticks, used + _PLOT + _AXIS, height)
        return [tuple(list(map(float, values)) for values in (line.get_xdata(), line.get_ydata())) for line in drawn]

    return picture.draw(paint, WIDTH, height)


def _draw_curve(axes: Any, look: Look, end: float, *, alone: bool) -> Any:
    curve = look.curve
    steps = [curve.at(curve.start), *(s for s in curve.steps if s.time > curve.start)]
    times = [s.time for s in steps] + [curve.end]
    heights = [s.survival for s in steps] + [steps[-1].survival]
    if look.band:
        low, high = ([getattr(s, key) for s in (*steps, steps[-1])] for key in ("low", "high"))
        axes.fill_between(
            times,
            [math.nan if v is None else v for v in low],
            [math.nan if v is None else v for v in high],
            step="post",
            color=look.colour,
            alpha=0.16,
            linewidth=0,
        )
    (line,) = axes.plot(times, heights, look.line, drawstyle="steps-post", color=look.colour, linewidth=2.2)
    ends = sorted({spell.exit for spell in curve.censored()})
    levels = [curve.at(t).survival for t in ends]
    if alone:
        axes.vlines(ends, [v - 0.035 for v in levels], levels, color=look.colour, linewidth=1.1)
        _name_events(axes, curve, end)
        last = last_step(curve)
        axes.text(
            end,
            last.survival - 0.05,
            f"{text.number(last.survival, 2)}  ({interval_words(last)})",
            size=11,
            weight="bold",
            ha="right",
            va="top",
        )
    return line


def _name_events(axes: Any, curve: Curve, end: float) -> None:
    """Write who had the event above each fall; a name that would touch the next one moves up."""
    above = (math.inf, 0.0)
    for step in reversed(curve.steps):
        who = had_the_event(curve, step)
        near_end = step.time > 0.9 * end
        reaches = step.time + end * _LETTER * len(who)
        place = step.survival + 0.012
        if reaches > above[0]:
            place = max(place, above[1] + _LETTER_HEIGHT)
        above = (step.time, place)
        axes.text(
            end if near_end else step.time + 0.008 * end, place, who, size=_SMALL, ha="right" if near_end else "left", va="bottom"
        )


def _label_ends(axes: Any, looks: list[Look], drawn: list[Any], end: float) -> None:
    """Write the curves' labels in the margin, apart from each other, joined to their ends by thin lines."""
    ends = [(float(line.get_ydata()[-1]), look) for look, line in zip(looks, drawn, strict=True)]
    ends.sort(key=lambda pair: -pair[0])
    place = ends[0][0] + 0.03
    for value, look in ends:
        place = min(place, value + 0.03)
        axes.plot([end * 1.005, end * 1.03], [value, place], color=look.colour, linewidth=1, clip_on=False)
        axes.text(end * 1.04, place, f"{text.number(value, 2)} {look.label}", size=_SMALL, va="center")
        place -= 0.085


def _draw_risk(figure: Any, axes: Any, looks: list[Look], ticks: list[int], top: float, height: float) -> None:
    y = top + 0.1
    figure.text(0.11 / WIDTH, 1 - y / height, _("Number at risk"), size=_SMALL, weight="bold", va="top")
    y += _RISK_HEAD
    for look in looks:
        if len(looks) > 1:
            figure.text(0.11 / WIDTH, 1 - y / height, look.label, size=_SMALL, color=style.MUTED, va="top")
            y += _LABEL_LINE
        for tick in ticks:
            x = axes.get_position().x0 + axes.get_position().width * tick / axes.get_xlim()[1]
            shown = (
                look.curve.at_risk(tick) if look.curve.start <= tick else sum(s.entry < tick <= s.exit for s in look.curve.spells)
            )
            figure.text(x, 1 - y / height, text.number(shown), size=_SMALL, ha="center", va="top")
        y += _RISK_LINE
