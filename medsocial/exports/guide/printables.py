"""All sheets of a session in one file, one copy each, in the order of the list of sheets. None holds a key."""

import re
from dataclasses import replace
from typing import Any

from ...activities.learning_record import learning_record
from ...display import test_sheets
from ...display.case_sheet import case_sheet_html
from ...display.documents import render
from ...display.drill_sheet import InjectCards
from ...display.pocket_card import pocket_card
from ...display.story_sheet import differ_html, story_sheet
from ...ground.text import _, number
from ...model import channels, drill, footprint
from ...model import plan as plans
from ...model.platform_cards import legends, platform_cards
from ...model.platform_words import value_words
from ...model.recognise import circles, posts
from ...model.vignettes import vignettes
from ...store import data
from .pages import DRILL
from .session import Session, Sheet, minutes_words, seats
from .stories import played


def sheets_html(made: Session) -> str:
    """Return every sheet of the session as one page, with the list of copies in front."""
    return render(
        "guide/sheets.html",
        made=made,
        needed=[(sheet, VALUES[sheet.id](made, amount(sheet, made))) for sheet in made.sheets],
        seats=seat_words(made) if any(sheet.id == "forms" for sheet in made.sheets) else "",
        form_style=_scoped(test_sheets.STYLE, ".leaf.form"),
    )


def seat_words(made: Session) -> str:
    """Return who begins with which form."""
    odd, even = seats(made.wishes.people)
    return _(
        "Forms by seat: seats 1, 3, 5 … begin with A ({odd}), seats 2, 4, 6 … with B ({even}). "
        "At the end each person gets the other form: {odd} B and {even} A."
    ).format(odd=number(odd), even=number(even))


def amount(sheet: Sheet, made: Session) -> int:
    """Return how many cards or cases the session takes of a sheet."""
    return max((one.amount for one in made.activities if one.row.activity_id in sheet.activities), default=0)


def _scoped(style: str, where: str) -> str:
    """Return the rules of another page so that they hold inside one part only."""
    rules = re.findall(r"^([^@{}\n]+)\{([^{}]*)\}$", style.replace("\n  ", " "), re.MULTILINE)
    made = [f"{where} {{{re.search(r'font:[^;]+', said)[0]}}}" for names, said in rules if names.strip() == "body"]
    for names, said in rules:
        if names.strip() not in ("body", ":root"):
            made.append(f"{', '.join(f'{where} {name.strip()}' for name in names.split(','))} {{{said}}}")
    return "\n".join(made) + "\n"


def _forms(_made: Session, count: int) -> dict[str, Any]:
    pages = [test_sheets.paper_form(name, short=count < len(test_sheets.form(name))) for name in test_sheets.FORMS]
    return {"forms": [page.partition("<main>")[2].partition("</main>")[0] for page in pages]}


def _audit(_made: Session, today: int) -> dict[str, Any]:
    words = footprint.vocabulary()
    steps = [(one["label"], one["action"]) for one in words["controllers"]]
    steps += [(footprint.label("kinds", kind), action) for kind, action in words["urgent_kinds"].items()]
    return {
        "searches": [one["label"] for one in words["searches"]],
        "today": today,
        "kinds": [one["label"].lower() for one in words["kinds"]],
        "risks": [f"{number(int(one['id']))} {one['label'].lower()}" for one in words["risks"]],
        "steps": [(lead, footprint.label("actions", code)) for lead, code in steps],
    }


def _platforms(_made: Session, count: int) -> dict[str, Any]:
    cards = platform_cards(count)
    return {"cards": cards, "questions": cards[0].questions, "legends": legends()}


def _channel(made: Session, _count: int) -> dict[str, Any]:
    rules = channels.rules()

    def known(platform: str, attribute: str) -> str:
        found = channels.fact(platform, attribute, made.wishes.country)
        return value_words(attribute).get(found.value, found.value) if found else _("not known")

    platforms = []
    for one in rules["platforms"]:
        reach = "; ".join(entry["label"] for entry in rules["audiences"] if one["reach"].get(entry["id"], 0) >= 2)
        seen = [known(one["id"], attribute) for attribute in ("default_visibility", "identity_check")]
        platforms.append((data.row("platforms", one["id"]).name, (*seen, reach, number(one["hours"]))))
    return {"goals": rules["goals"], "platforms": platforms}


def _drill(_made: Session, minutes: int) -> dict[str, Any]:
    one = session_drill(minutes)
    return {"title": one.title, "cards_html": InjectCards(drill=one, sources=one.source_ids).to_html()}


def session_drill(minutes: int) -> drill.Scenario:
    """Return the drill with the messages of its first minutes only."""
    one = drill.scenario(DRILL)
    return replace(one, injects=tuple(message for message in one.injects if message.minute <= minutes))


def story_part(name: str, route: str) -> str:
    """Return a story in numbers, without what countries say and the sources, which stand with the keys."""
    made = story_sheet(name, route)
    return made.to_html().replace(differ_html(made.story), "")


def _clauses(_made: Session, _count: int) -> dict[str, Any]:
    from ...activities.repair_clauses import sheet_html

    return {"clauses_html": sheet_html()}


def _plan(_made: Session, _count: int) -> dict[str, Any]:
    fields = [plans.field_words()[name] for name in plans.FIELDS]
    return {"most": plans.MOST, "fields": fields, "days": plans.DAYS, "offers": plans.offers(plans.Done())}


# What the template of each kind of sheet sees, from the session and how many cards or cases it takes.
VALUES = {
    "vote": lambda _made, _count: {},
    "forms": _forms,
    "audit": _audit,
    "platforms": _platforms,
    "channel": _channel,
    "posts": lambda _made, count: {"posts": posts("core")[:count], "circles": circles()},
    "story": lambda made, _count: {"stories": [story_part(*which) for which in played(made.minutes)]},
    "drill": _drill,
    "clauses": _clauses,
    "plan": _plan,
    "pocket": lambda _made, _count: {"card_html": pocket_card().to_html()},
    "record": lambda made, _count: {"minutes": minutes_words(made.minutes), "record_html": learning_record().to_html()},
    "spare": lambda _made, _count: {"cases": [case_sheet_html(case) for case in vignettes("core")]},
}
