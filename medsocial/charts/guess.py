"""The answer to a guess: the study's figure with its interval, and the reader's own guess."""

from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _
from ..model.evidence import certainty_words, estimate
from ..store import data
from .panel import WIDTH, Row, counted, draw_panel, panel_height

_STRIP = 0.22


@picture.memoised
def _draw(guess_id: str, own: int | None) -> tuple[str, str, list[str], str, str]:
    row = data.row("guesses", guess_id)
    found = [estimate(e) for e in (row.evidence_id, *row.companion_ids)]
    title = row.finding
    subtitle = _("{study}: {design}.").format(study=found[0].row.study, design=found[0].row.design_detail)
    rows = [Row(e.row.measure, e, counted(e.row), style.ACCENT if i == 0 else style.MUTED) for i, e in enumerate(found)]

    def paint(figure: Any) -> list[str]:
        sentences = draw_panel(figure, rows, title=title, subtitle=subtitle, axis=_("in 100"), limits=(0, 100))
        if own is not None:
            axes = figure.axes[0]
            # Behind the dots, which it may meet; its words stand in a strip of their own below the rows.
            line = axes.axvline(own, color=style.CAUTION, linewidth=2, linestyle=":", zorder=1)
            near_end = own > 80
            axes.text(
                own + (-1 if near_end else 1),
                axes.get_ylim()[0] - 0.05,
                _("your guess"),
                color=style.INK,
                size=9.5,
                va="bottom",
                ha="right" if near_end else "left",
            )
            sentences.append(_("Your guess, a dotted line: {own} in 100.").format(own=text.number(float(line.get_xdata()[0]))))
        return sentences

    image, sentences = picture.draw(paint, WIDTH, panel_height(rows, title, subtitle) + (_STRIP if own is not None else 0))
    return image, title, sentences, subtitle, found[0].row.certainty_reason


@with_recipe
def plot_guess(guess_id: str, own: int | None = None) -> Chart:
    """Return the figure that answers a guess.

    Parameters
    ----------
    guess_id : str
        Key of the table `guesses`.
    own : int, optional
        The reader's guess, in 100.

    Returns
    -------
    Chart

    Raises
    ------
    UnknownName
        If there is no such guess.
    """
    image, title, sentences, subtitle, weakness = _draw(guess_id, own)
    row = data.row("guesses", guess_id)
    keys = (row.evidence_id, *row.companion_ids)
    return Chart(
        image,
        title,
        " ".join(sentences),
        caption_of(keys, weakness),
        numbers_table(keys, subtitle),
        sources=tuple(dict.fromkeys(data.row("evidence", k).source_id for k in keys)),
    )


def caption_of(evidence_ids: tuple[str, ...], weakness: str = "") -> str:
    """Return how to read the chart, and how certain it is."""
    shown = _("Dots are estimates, lines 95% intervals.")
    if any(estimate(key).inferred for key in evidence_ids):
        shown += " " + _("A dashed line rests on a count worked back from a rounded percentage.")
    if any(estimate(key).low is None for key in evidence_ids):
        shown += " " + _("A hollow dot has no interval, since its source gives no count.")
    certainty = data.row("evidence", evidence_ids[0]).certainty
    grade = _("Certainty: {step}.").format(step=certainty_words()[certainty])
    return f"{shown} {grade}" + (f" {weakness}" if weakness else "")


def numbers_table(evidence_ids: tuple[str, ...], caption: str) -> Table:
    """Return the plotted numbers as a table."""

    def cell(value: float | None) -> str:
        return "" if value is None else text.number(value, 1)

    found = [estimate(key) for key in evidence_ids]
    return Table(
        columns=(_("Measure"), _("Estimate"), _("From"), _("To"), _("Counted"), _("Year")),
        rows=[
            (e.row.measure, cell(e.value), cell(e.low), cell(e.high), counted(e.row).strip("()"), str(e.row.year)) for e in found
        ],
        caption=caption,
        numeric=(1, 2, 3, 5),
    )
