"""The run sheet: the whole session on one page, for the facilitator's hand."""

from ...display.documents import render
from ...ground.text import _, number
from ...store import data
from .session import Session, content, slide_part

FEW = 9  # activities that leave room for larger lines


def run_sheet_html(made: Session) -> str:
    """Return the run sheet as a page."""
    rows = [(one, lesson_words(one.row.lesson), slide_part(one.row, made.minutes)) for one in made.activities]
    return render("guide/run_sheet.html", made=made, rows=rows, situations=content()["situations"], roomy=len(rows) <= FEW)


def lesson_words(name: str) -> str:
    """Return from which lesson the slides come, in words; empty for a break."""
    if not name:
        return ""
    place = next((row.number for row in data.rows("lessons") if row.lesson == name), 0)
    return _("Lesson {n}").format(n=number(place)) if place else _("Start page")
