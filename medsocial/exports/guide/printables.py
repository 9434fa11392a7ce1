"""All sheets of a session in one file, one copy each, in the order of the list of sheets. None holds a key."""

import re
from dataclasses import replace

from ...activities.learning_record import learning_record
from ...display import test_sheets
from ...display.case_sheet import case_sheet_html
from ...display.drill_sheet import InjectCards
from ...display.markup import escape, tag
from ...display.pocket_card import pocket_card
from ...display.story_sheet import differ_html, story_sheet
from ...ground.text import _, number
from ...model import drill
from ...model.vignettes import vignettes
from . import look, paper
from .pages import DRILL, minutes_words
from .session import Session, Sheet, copies_words, each_words, seats, sheets
from .stories import played


def sheets_html(made: Session) -> str:
    """Return every sheet of the session as one page, with the list of copies in front."""
    needed = sheets(made)
    leaves = [part for sheet in needed for part in _leaves(sheet, made)]
    title = _("Sheets: {n} minutes").format(n=number(made.minutes))
    body = front(needed, made) + "".join(leaves)
    own = _scoped(test_sheets.STYLE, ".leaf.form") + look.style("sheets")
    return look.page(title, body, before=look.house_style(), after=own)


def front(needed: tuple[Sheet, ...], made: Session) -> str:
    """Return the list of copies, for whoever prints."""
    rows = (
        tag(
            "tr",
            tag("td", escape(copies_words(sheet, made)), class_="count"),
            tag("th", escape(sheet.name), scope="row"),
            tag("td", escape(each_words(sheet))),
        )
        for sheet in needed
    )
    head = look.heads(_("Copies"), _("Sheet"), _("For whom"))
    lead = _("This file holds one copy of each. Print as many of each as the list says. This page is for you.")
    return look.leaf(
        tag("p", escape(made.people_words()), class_="kicker"),
        tag("h1", escape(_("Copies to make"))),
        tag("p", escape(lead), class_="lead"),
        look.table(head, rows),
        tag("p", tag("br"), escape(seat_words(made))) if any(sheet.id == "forms" for sheet in needed) else "",
    )


def seat_words(made: Session) -> str:
    """Return who begins with which form."""
    odd, even = seats(made.wishes.people)
    return _(
        "Forms by seat: seats 1, 3, 5 … begin with A ({odd}), seats 2, 4, 6 … with B ({even}). "
        "At the end each person gets the other form: {odd} B and {even} A."
    ).format(odd=number(odd), even=number(even))


def _leaves(sheet: Sheet, made: Session) -> list[str]:
    return {
        "vote": lambda: [look.leaf(paper.voting_cards(), class_="bare")],
        "forms": lambda: [_form(name, made) for name in ("A", "B")],
        "audit": lambda: [_leaf(sheet, made, paper.audit(made), "audit")],
        "platforms": lambda: _platforms(sheet, made),
        "channel": lambda: [_leaf(sheet, made, part) for part in paper.channel(made)],
        "posts": lambda: [_leaf(sheet, made, part) for part in paper.post_cards(amount(sheet, made))],
        "story": lambda: [_leaf(sheet, made, story_part(*which), "stories") for which in played(made.minutes)],
        "drill": lambda: _drill(sheet, made),
        "clauses": lambda: [_leaf(sheet, made, _clauses(), "clauses")],
        "plan": lambda: [_leaf(sheet, made, paper.my_plan())],
        "pocket": lambda: [_leaf(sheet, made, pocket_card().to_html())],
        "record": lambda: [_leaf(sheet, made, _record(made), "record")],
        "spare": lambda: [_leaf(sheet, made, case_sheet_html(case), "spare") for case in vignettes("core")],
    }[sheet.id]()


def amount(sheet: Sheet, made: Session) -> int:
    """Return how many cards or cases the session takes of a sheet."""
    return max(one.amount for one in made.activities if one.row.activity_id in sheet.activities)


def _leaf(sheet: Sheet, made: Session, inside: str, kind: str = "") -> str:
    right = f"{each_words(sheet)} · {copies_words(sheet, made)}"
    return look.leaf(tag("div", tag("strong", escape(sheet.name)), tag("span", escape(right)), class_="tab"), inside, class_=kind)


def _form(name: str, made: Session) -> str:
    short = amount(next(sheet for sheet in sheets(made) if sheet.id == "forms"), made) < len(test_sheets.form(name))
    page = test_sheets.paper_form(name, short=short)
    return look.leaf(page.partition("<main>")[2].partition("</main>")[0], class_="form")


def _scoped(style: str, where: str) -> str:
    """Return the rules of another page so that they hold inside one part only."""
    rules = re.findall(r"^([^@{}\n]+)\{([^{}]*)\}$", style.replace("\n  ", " "), re.MULTILINE)
    made = [f"{where} {{{re.search(r'font:[^;]+', said)[0]}}}" for names, said in rules if names.strip() == "body"]
    for names, said in rules:
        if names.strip() not in ("body", ":root"):
            made.append(f"{', '.join(f'{where} {name.strip()}' for name in names.split(','))} {{{said}}}")
    return "\n".join(made) + "\n"


def _platforms(sheet: Sheet, made: Session) -> list[str]:
    first, *cards = paper.platforms(amount(sheet, made))
    return [_leaf(sheet, made, first), *(look.leaf(part, class_="bare") for part in cards)]


def _drill(sheet: Sheet, made: Session) -> list[str]:
    one = session_drill(amount(sheet, made))
    cards = InjectCards(drill=one, sources=one.source_ids).to_html()
    return [_leaf(sheet, made, cards, "drill"), _leaf(sheet, made, paper.drill_log(one.title))]


def session_drill(minutes: int) -> drill.Scenario:
    """Return the drill with the messages of its first minutes only."""
    one = drill.scenario(DRILL)
    return replace(one, injects=tuple(message for message in one.injects if message.minute <= minutes))


def story_part(name: str, route: str) -> str:
    """Return a story in numbers, without what countries say and the sources, which stand with the keys."""
    made = story_sheet(name, route)
    return made.to_html().replace(differ_html(made.story), "")


def _clauses() -> str:
    from ...activities.repair_clauses import sheet_html

    return tag("h1", escape(_("Repair these clauses"))) + sheet_html()


def _record(made: Session) -> str:
    said = _("This session: social media for doctors and hospitals, {minutes}.").format(minutes=minutes_words(made.minutes))
    reflect = tag("p", tag("strong", escape(_("What I take with me, without names")))) + paper.rule(3)
    record = tag("div", learning_record().to_html(), class_="ms-activity ms-static")
    return tag("h1", escape(_("My learning record"))) + tag("p", escape(said), class_="lead") + record + reflect
