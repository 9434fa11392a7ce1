"""Keys and reasons of a session, for the facilitator only; the learners' sheets hold none of this."""

from typing import Any

from ...activities.audit import finds_table
from ...activities.repair_clauses import model_clauses, repair_cards
from ...display import drill_words as words
from ...display.case_parts import differ_html
from ...display.case_sheet import key_sheet_html
from ...display.documents import render
from ...display.elements import Table
from ...display.story_sheet import LETTERS, lettered, quality_words
from ...display.story_sheet import differ_html as differences
from ...display.test_parts import objective_words
from ...ground.text import _, number
from ...model import channels, drill
from ...model.cards import Question
from ...model.footprint import worked_example
from ...model.platform_cards import platform_cards
from ...model.recognise import circles, posts
from ...model.story import find_story, met
from ...model.test_items import FORMS, form, printed_name, short_form
from ...model.vignettes import vignettes
from ...model.votes import thresholds
from ...store import data
from .pages import DRILL
from .session import Session
from .stories import played


def keys_html(made: Session) -> str:
    """Return the keys of everything that the session uses, as one page."""
    amounts = {one.row.activity_id: one.amount for one in made.activities}
    country = made.wishes.country
    asked = [amounts[name] for name in ("W1", "W10") if name in amounts]
    spare = vignettes("core") if any(sheet.id == "spare" for sheet in made.sheets) else ()
    return render(
        "guide/keys.html",
        made=made,
        limits=thresholds(),
        forms=forms(max(asked), country) if asked else [],
        example=example() if "W2" in amounts else None,
        platforms=platforms(amounts["W3"]) if "W3" in amounts else [],
        goals_html=goals_html() if "W4" in amounts else "",
        judged=judged(amounts["W5"]) if "W5" in amounts else [],
        stories=[story(*which) for which in played(made.minutes)] if "W6" in amounts else [],
        debrief_html=debrief_html(country) if "W7" in amounts else "",
        clauses=clauses() if "W8" in amounts else [],
        spare_html=key_sheet_html(spare) if spare else "",
        spare_differ=[(case, differ_html(case, country)) for case in spare],
    )


def forms(count: int, country: str) -> list[dict[str, Any]]:
    """Return the keys of both forms with the reason for the best answer."""
    made = []
    for name in FORMS:
        asked = form(name)
        asked = short_form(name) if count < len(asked) else asked
        entries = [
            {
                "title": f"{item.item_id}. {item.stem}",
                "best": f"{item.key}. {ended(item.options[item.right].text)}",
                "reason": item.options[item.right].reason,
                "aim": objective_words(item),
                "countries": item.country_note,
                "doubtful": bool(item.holds_in and country and country not in item.holds_in),
            }
            for item in asked
        ]
        line = "  ".join(f"{item.item_id} {item.key}" for item in asked)
        made.append({"name": printed_name(name, asked), "line": line, "entries": entries})
    return made


def ended(words: str) -> str:
    """Return words with a full stop, unless they end with a mark."""
    return words if words[-1:] in ".?…’”'" else f"{words}."


def example() -> dict[str, Any]:
    """Return the worked example of the audit, to show before anybody searches."""
    searches, finds = worked_example()
    audit = data.yaml_content("footprint_audit")
    person = next(one for one in data.yaml_content("cast")["people"] if one["id"] == audit["example"]["person"])
    known = {one["id"]: one["label"] for one in audit["searches"]}
    caption = _("What {name} found. She is a fictional doctor.").format(name=person["name"])
    return {"searches": [known[key] for key in searches], "finds_html": finds_table(finds, caption).to_html()}


def platforms(count: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the answers of the platform cards with their reasons."""
    return [
        (
            card.heading,
            [
                (f"{place}{LETTERS[q.right]}. {q.options[q.right]}.", q.reasons[q.right])
                for place, q in enumerate(card.questions, start=1)
            ],
        )
        for card in platform_cards(count)
    ]


def goals_html() -> str:
    """Return the measure that we would watch for each goal, and its risk."""
    rows = [(goal["label"], goal["measure"]["label"], goal["measure"]["how"], goal["risk"]) for goal in channels.rules()["goals"]]
    columns = (_("Goal"), _("What we would watch"), _("How"), _("Risk"))
    return Table(columns=columns, rows=rows, caption=_("Our judgement; a table may have a better number.")).to_html()


def judged(count: int) -> list[tuple[Any, str]]:
    """Return each post with the circle that we would name."""
    labels = circles()
    return [(post, f"{LETTERS[post.widest]}. {labels[post.widest]}.") for post in posts("core")[:count]]


def story(name: str, route: str) -> dict[str, Any]:
    """Return the map of a story and its turns: each scene with where its choices lead."""
    from ...charts.story_map import plot_story_map

    told, turns = find_story(name), []
    for node in met(told, route):
        if node.ending:
            leads = [f"{quality_words(node.ending.quality)}. {node.ending.shows}"]
        else:
            pairs = zip(lettered(node), node.choices, strict=True)
            leads = [f"{label} \N{RIGHTWARDS ARROW} {number(told.node(choice.to).number)}" for label, choice in pairs]
        turns.append((node, leads))
    map_html = plot_story_map(told.id).to_html()
    return {"title": told.title, "map_html": map_html, "turns": turns, "differ_html": differences(told)}


def debrief_html(country: str) -> str:
    """Return the drill's order, reasons and questions; clocks of the country only, or lines to fill."""
    one = drill.scenario(DRILL)
    parts = (
        words.heading(one.title),
        words.order_html(one),
        words.heading(_("Each decision and why")),
        words.decisions_html(one),
        words.heading(_("Clocks of notification")),
        words.paragraph(one.clock_note),
        words.clocks_html(country) if country else words.blank_clocks_html(country),
        words.closing_html(one),
        words.review_html(one),
        words.sources_html(one),
    )
    return "".join(parts)


def clauses() -> list[tuple[str, str, str, str]]:
    """Return each clause with its fault, its best repair and the clause that we would print."""
    models = model_clauses()

    def best(question: Question) -> str:
        return f"{question.options[question.right]} {question.reasons[question.right]}"

    return [(card.scene, *map(best, card.questions), models[card.key]) for card in repair_cards()]
