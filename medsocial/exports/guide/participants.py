"""What the participants get: one file for each pile, without a key in any of them."""

from collections.abc import Sequence
from typing import Any

from ...display.documents import render
from ...display.test_parts import pilot_words
from ...model import class_code, drill, footprint
from ...model import plan as plans
from ...model.session_elements import ground_rules
from ...model.test_items import FORMS, printed_name, short_form
from ...store import data
from ..session.pages import Page
from .piles import ON_ONE_SHEET, wanted
from .wishes import Plan

LETTERS = "ABCDEF"
SIGNS = ("●", "▲", "■", "◆", "★", "✚")  # a shape for each letter, so that no colour is needed
DRILL = "patient_board"


def sheets(made: Plan, codes: Sequence[str] | None = None) -> dict[str, str]:
    """Return the file of each pile for participants, by its id.

    Parameters
    ----------
    made : Plan
        The session.
    codes : sequence of str, optional
        A code for each person, for the forms; drawn by chance without them.
    """
    found = {}
    for entry in wanted(made):
        if entry["id"] in VALUES:
            values = VALUES[entry["id"]](made)
            if entry["id"] == "forms":
                values["people"] = list(zip(codes or class_code.draw_many(made.wishes.people), seats(made), strict=True))
            found[entry["id"]] = render(f"guide/sheets/{entry['id']}.html", made=made, label=entry["label"], **values)
    return found


def seats(made: Plan) -> list[tuple[str, str]]:
    """Return the first and the second form of each person: odd seats begin with A, even seats with B."""
    return [FORMS if seat % 2 else FORMS[::-1] for seat in range(1, made.wishes.people + 1)]


def _forms(_made: Plan) -> dict[str, Any]:
    items = {name: short_form(name) for name in FORMS}
    printed = {name: printed_name(name, asked) for name, asked in items.items()}
    return {"items": items, "printed": printed, "note": pilot_words(items["A"])}


def _worksheet(made: Plan) -> dict[str, Any]:
    words = footprint.vocabulary()
    search = next((page for page in made.pages if page.slide.act == "search"), None)
    today = [item.text for item in search.slide.items] if search else []
    front = next((stretch.pages for stretch in made.stretches if search in stretch.pages), ())
    step = next((page for page in front if page.slide.act == "write"), None)
    steps = [(one["label"], one["action"]) for one in words["controllers"]]
    steps += [(footprint.label("kinds", kind), action) for kind, action in words["urgent_kinds"].items()]
    return {
        "rules": ground_rules(),
        "search": search,
        "step": step,
        "searches": [(one["label"], one["label"] in today) for one in words["searches"]],
        "steps": [(lead, footprint.label("actions", code)) for lead, code in steps],
        "tasks": [page for page in made.pages if _is_written(page) and page not in front],
        "days": plans.DAYS,
        "offers": plans.offers(plans.Done()),
    }


def _is_written(page: Page) -> bool:
    """Return whether a slide asks questions that each person answers in writing, or with a neighbour."""
    return page.kind == "task" and page.slide.act in ("write", "talk")


def _pictures(made: Plan) -> dict[str, Any]:
    pictured = [(page, page.pictures[-1]) for page in made.pages if page.pictures]
    votes = [page for page in made.pages if page.vote]
    return {"pictured": pictured, "votes": votes}


def _clauses(_made: Plan) -> dict[str, Any]:
    from ...activities.repair_clauses import sheet_html

    return {"clauses_html": sheet_html()}


# What the template of each pile sees.
VALUES = {
    "cards": lambda _made: {"sides": [tuple(zip(LETTERS, SIGNS, strict=True))[side : side + 3] for side in (0, 3)]},
    "worksheet": _worksheet,
    "pocket_card": lambda _made: {"card": data.yaml_content("pocket_card"), "on_one_sheet": ON_ONE_SHEET},
    "forms": _forms,
    "pictures": _pictures,
    "drill_log": lambda _made: {"drill_title": drill.scenario(DRILL).title},
    "clauses": _clauses,
}
