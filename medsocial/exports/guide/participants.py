"""What the participants get: one file for each pile, without a key in any of them."""

from collections.abc import Sequence
from typing import Any

from ...display.documents import render
from ...display.test_parts import pilot_words
from ...model import class_code, drill, footprint, reviews
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
FEW_TASKS, ON_A_PAGE = 2, 3  # tasks on the back of the worksheet, and on a page that they have to themselves


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
    *earlier, tasks = _leaves([page for page in _asked(made) if page not in front])
    steps = [(one["label"], one["action"]) for one in words["controllers"]]
    steps += [(footprint.label("kinds", kind), action) for kind, action in words["urgent_kinds"].items()]
    return {
        "rules": ground_rules(),
        "search": search,
        "step": step,
        "searches": [(one["label"], one["label"] in today) for one in words["searches"]],
        "steps": [(lead, footprint.label("actions", code)) for lead, code in steps],
        "earlier": earlier,
        "tasks": tasks,
        "days": plans.DAYS,
        "offers": plans.offers(plans.Done()),
    }


def _asked(made: Plan) -> list[Page]:
    """Return the slides whose questions belong on the worksheet; a form is a sheet of its own."""
    return [page for stretch in made.stretches if not stretch.part.form for page in stretch.pages]


def _leaves(pages: list[Page]) -> list[list[Page]]:
    """Return the tasks of the worksheet by its pages, the change with the last ones; what is talked about if there is room."""
    tasks = [page for page in pages if page.kind == "task" and page.slide.act in ("write", "talk")]
    if len(tasks) > FEW_TASKS:
        tasks = [page for page in tasks if page.slide.act == "write"]
    leaves: list[list[Page]] = [[]]
    for page in reversed(tasks):
        if len(leaves[0]) == (FEW_TASKS if len(leaves) == 1 else ON_A_PAGE):
            leaves.insert(0, [])
        leaves[0].insert(0, page)
    return leaves


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
    "pocket_card": lambda _made: {
        "card": data.yaml_content("pocket_card"),
        "review": reviews.words(["card:pocket_card"]),
        "on_one_sheet": ON_ONE_SHEET,
    },
    "forms": _forms,
    "pictures": _pictures,
    "drill_log": lambda _made: {"drill_title": drill.scenario(DRILL).title},
    "clauses": _clauses,
}
