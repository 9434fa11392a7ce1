"""Every story a square: how many gave a name, and how many could be recognised."""

from typing import Any

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _
from ..model.evidence import Estimate, estimate
from .guess import numbers_table
from .panel import WIDTH, heading, heading_height, wrapped

ACROSS, SQUARE, GAP = 58, 5.0, 1.6  # squares in a row, and points
STEP = SQUARE + GAP
LABEL, HEAD, BELOW = 14.5, 19.0, 9.0
EVIDENCE = ("ahmed_named", "ahmed_family_recognises", "ahmed_patient_recognises")
COMPARED = "chretien_tweets"


def _height(found: Estimate, label: str) -> float:
    lines = len(wrapped(label, 62))
    return lines * LABEL + -(-found.row.denominator // ACROSS) * STEP + BELOW


def _row_of_squares(axes: Any, start: int, count: int, y: float, colour: str) -> Any:
    # One dashed line a row: a square each would be a thousand marks.
    left, right = start * STEP, (start + count) * STEP - GAP
    (line,) = axes.plot([left, right], [y, y], color=colour, linewidth=SQUARE, solid_capstyle="butt", dash_capstyle="butt")
    line.set_linestyle((0, (1.0, GAP / SQUARE)))  # in units of the line's width
    return line


def _squares(axes: Any, found: Estimate, top: float, colour: str) -> int:
    """Draw the squares, the counted ones first; return how many of them were drawn in colour."""
    events, coloured = found.row.events, 0
    for first in range(0, found.row.denominator, ACROSS):
        y = top + first // ACROSS * STEP + SQUARE / 2
        here = min(ACROSS, found.row.denominator - first)
        inked = min(max(events - first, 0), here)
        if inked:
            line = _row_of_squares(axes, 0, inked, y, colour)
            coloured += round((line.get_xdata()[1] + GAP - line.get_xdata()[0]) / STEP)
        if inked < here:
            _row_of_squares(axes, inked, here - inked, y, style.LINE)
    return coloured


def _label(found: Estimate, words: str) -> str:
    row = found.row
    figures = _("{k} of {n}, {value}% ({low} to {high})").replace(" ", chr(160))  # they stay in one piece
    return f"{words}: " + figures.format(
        k=text.number(row.events),
        n=text.number(row.denominator),
        value=text.number(found.value, 1),
        low=text.number(found.low, 1),
        high=text.number(found.high, 1),
    )


@with_recipe
@picture.memoised
def plot_recognisable() -> Chart:
    """Return the stories of one study as squares, and why another study's figure is so much smaller.

    Examples
    --------
    >>> ms.plot_recognisable()
    """
    words = (
        _("A name was given"),
        _("Friends or family could recognise the person"),
        _("The patient could recognise the story"),
    )
    heads = {0: _("754 stories about other people"), 2: _("348 stories about patients who may be alive: a panel of their own")}
    found = [estimate(key) for key in EVIDENCE]
    labels = [_label(*pair) for pair in zip(found, words, strict=True)]
    colours = (style.INK, style.DANGER, style.CAUTION)
    title = _("2 in 100 gave a name; 32 in 100 could be recognised")
    subtitle = _("Clinicians' stories in one tweet, under one hashtag, published in 2020. One square is one story.")
    points = sum(map(_height, found, labels)) + HEAD * len(heads)
    height = heading_height(title, subtitle) + points / 72 + 0.05

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle)
        axes = figure.add_axes((0.02, 0, 0.96, 1 - used / height))
        axes.set_axis_off()
        axes.set_xlim(0, 0.96 * WIDTH * 72)
        axes.set_ylim((height - used) * 72, 0)
        y, said = 0.0, []
        for i, (one, label, colour) in enumerate(zip(found, labels, colours, strict=True)):
            if i in heads:
                axes.text(0, y, heads[i], size=10.5, weight="bold", color=style.MUTED, va="top")
                y += HEAD
            drawn = axes.text(0, y, "\n".join(wrapped(label, 62)), size=10.5, va="top", linespacing=1.15)
            y += LABEL * len(wrapped(label, 62))
            coloured = _squares(axes, one, y, colour)
            y += _height(one, label) - LABEL * len(wrapped(label, 62))
            read = drawn.get_text().replace("\n", " ").replace(chr(160), " ")
            said.append(_("{label}; {n} squares in colour.").format(label=read, n=text.number(coloured)))
        return said

    image, sentences = picture.draw(paint, WIDTH, height)
    other = estimate(COMPARED).row
    caption = " ".join(
        [
            _("In brackets: the 95% interval. Researchers judged who could recognise whom; a second reader checked a tenth."),
            _("The squares do not say whether the named stories are among the recognisable ones."),
            _("A study of 2011 found a possible breach in {k} of {n} tweets, or 0.7%.").format(
                k=text.number(other.events), n=text.number(other.denominator)
            ),
            _("Why so different?"),
            _("Sampled: everything by 260 doctors with many followers, against one hashtag that asked for stories."),
            _("Counted: a possible breach of privacy, against a person whom someone close could recognise."),
            _("Per what: per tweet on any subject, against per story about another person."),
        ]
    )
    keys = (*EVIDENCE, COMPARED)
    sources = tuple(dict.fromkeys(estimate(key).row.source_id for key in keys))
    return Chart(image, title, " ".join(sentences), caption, numbers_table(keys, subtitle), sources=sources)
