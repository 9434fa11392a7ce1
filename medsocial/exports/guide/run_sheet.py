"""The run sheet: the whole session on one page, for the facilitator's hand."""

from ...display.markup import escape, tag
from ...ground.text import _, number
from ...store import data
from ..decks.agenda import Activity
from . import look
from .pages import numbers
from .session import Session, content, sheets, slide_part

FEW = 9  # activities that leave room for larger lines


def run_sheet_html(made: Session) -> str:
    """Return the run sheet as a page."""
    rows = [_row(one, made) for one in made.activities]
    head = look.heads(_("Time"), _("Min"), _("Activity"), _("Slides"), _("On paper"))
    about = [f"{made.time(0)}\N{EN DASH}{made.time(made.minutes)}", made.people_words(), made.country]
    body = look.leaf(
        tag("h1", escape(_("Run sheet: {n} minutes").format(n=number(made.minutes)))),
        tag("p", escape(" · ".join(part for part in about if part)), class_="lead"),
        look.table(head, rows),
        tag("div", *(_stop(entry) for entry in content()["situations"]), class_="box never stop"),
        look.blanks(numbers(made)),
        class_="run" if len(rows) > FEW else "run roomy",
    )
    return look.page(_("Run sheet"), body, margin="11mm 14mm 12mm", after=look.style("run"))


def _stop(entry: dict) -> str:
    return tag("p", tag("strong", escape(entry["title"] + ". ")), escape(entry["first"]))


def _row(one: Activity, made: Session) -> str:
    row = one.row
    late = "" if row.activity_id == "break" else one.amount_words
    papers = [sheet for sheet in sheets(made) if row.activity_id in sheet.activities]
    lesson = lesson_words(row.lesson)
    shown = slide_part(row, made.minutes)
    return tag(
        "tr",
        tag("td", escape(made.time(one.starts)), class_="time"),
        tag("td", escape(number(one.minutes)), class_="count"),
        tag("th", escape(one.name), tag("br"), tag("span", escape(late), class_="late"), scope="row"),
        tag("td", tag("strong", escape(lesson)), tag("br"), tag("span", escape(shown), class_="late")),
        tag("td", escape("; ".join(sheet.name for sheet in papers))),
        class_="pause" if row.activity_id == "break" else None,
    )


def lesson_words(name: str) -> str:
    """Return from which lesson the slides come, in words; empty for a break."""
    if not name:
        return ""
    place = next((row.number for row in data.rows("lessons") if row.lesson == name), 0)
    return _("Lesson {n}").format(n=number(place)) if place else _("Start page")
