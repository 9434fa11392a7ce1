"""The facilitator's documents: the guide to read the evening before, the papers for the hand, and the print list."""

from collections.abc import Mapping
from typing import Any

from ...activities.repair_clauses import model_clauses, repair_cards
from ...display.documents import render
from ...display.drill_words import clocks_html
from ...display.test_parts import objective_words
from ...ground.text import _, number
from ...model import drill
from ...model.cards import Question
from ...model.item_statistics import difficulty_words
from ...model.session_elements import ground_rules
from ...model.story import find_story
from ...model.test_items import FORMS, printed_name, short_form
from ...model.vignettes import SETS, vignettes
from ..session import advice
from ..session.pages import act_words
from .log import COMMAND
from .piles import piles, used_in, wanted
from .wishes import Plan, content, minutes_words, notice

FEW = 9  # parts of a session that leave room for larger lines


def guide_html(made: Plan, pages: Mapping[str, int]) -> str:
    """Return the guide, to be read the evening before, as one page."""
    country = made.wishes.country
    return _render(
        "guide/guide.html",
        made,
        piles=piles(made, pages),
        clocks_html=clocks_html(country) if country else "",
        notes_here=notes_here(made),
        notes_elsewhere=notes_elsewhere(made),
    )


def facilitator_html(made: Plan) -> str:
    """Return the papers for the facilitator's hand: run sheet, what to do when, notes by slide, keys."""
    printed = {entry["id"] for entry in wanted(made)}
    return _render(
        "guide/facilitator.html",
        made,
        roomy=len(made.stretches) <= FEW,
        used={stretch.part.part_id: used_in(stretch, made) for stretch in made.stretches},
        counts=count_words(made.wishes.people),
        forms=form_keys(made.wishes.country) if "forms" in printed else [],
        clauses=clauses() if "clauses" in printed else [],
    )


def list_html(made: Plan, pages: Mapping[str, int], exact: bool = False) -> str:
    """Return what to print, with copies and sheets; the delivery log is on its back."""
    listed = piles(made, pages)
    return _render(
        "guide/print_list.html", made, piles=listed, total=sum(pile.sheets for pile in listed), exact=exact, command=COMMAND
    )


def _render(template: str, made: Plan, **values: Any) -> str:
    return render(
        template,
        made=made,
        words=content(),
        notice=notice(),
        minutes=minutes_words,
        rules=ground_rules(),
        act_words=act_words,
        **values,
    )


def count_words(people: int) -> list[str]:
    """Return what the count of a vote means, in heads; the letter of the answer stands with each vote."""
    if people < content_least():
        return [_("With so few people nobody counts. Ask who could defend the other answer.")]
    at, said = advice.bounds(people), []
    if at.explain >= 0:
        said.append(_("At most {n} with our answer: explain it yourself.").format(n=number(at.explain)))
    split = _("{low} to {high}: the room is split. Before a second vote let neighbours talk; else ask two people for reasons.")
    said.append(split.format(low=number(at.explain + 1), high=number(at.move_on - 1)))
    if at.move_on <= people:
        said.append(_("{n} or more: say why in one sentence, and go on.").format(n=number(at.move_on)))
    return said


def content_least() -> int:
    """Return from how many people on a room is counted by letters."""
    return next(entry["least"] for entry in content()["piles"] if entry["id"] == "cards")


# ---- keys --------------------------------------------------------------------------------------------


def form_keys(country: str) -> list[dict[str, Any]]:
    """Return the keys of both short forms with the reason for the best answer."""
    made = []
    for name in FORMS:
        asked = short_form(name)
        entries = [
            {
                "title": f"{item.item_id} {item.key}. {item.options[item.right].text}",
                "reason": item.options[item.right].reason,
                "aim": objective_words(item),
                "countries": item.country_note,
                "known": difficulty_words(item.item_id),
                "doubtful": bool(item.holds_in and country and country not in item.holds_in),
            }
            for item in asked
        ]
        made.append({"name": printed_name(name, asked), "entries": entries})
    return made


def clauses() -> list[tuple[str, str, str, str]]:
    """Return each clause with its fault, its best repair and the clause that we would print."""
    models = model_clauses()

    def best(question: Question) -> str:
        return f"{question.options[question.right]} {question.reasons[question.right]}"

    return [(card.scene, *map(best, card.questions), models[card.key]) for card in repair_cards()]


# ---- content notes -----------------------------------------------------------------------------------


def notes_here(made: Plan) -> list[tuple[str, str]]:
    """Return what in this session carries a content note: the story, and the note."""
    stories = [page.slide.story for page in made.pages if page.slide.story]
    return [
        (find_story(story.story_id).title, note)
        for story in stories
        for note in dict.fromkeys(scene.content_note for scene in story.scenes if scene.content_note)
    ]


def notes_elsewhere(made: Plan) -> list[tuple[str, str]]:
    """Return what carries a content note in the lessons and is not part of this session."""
    every = [(case.title, case.content_note) for which in SETS for case in vignettes(which)]
    every += [(one.title, one.content_note) for one in drill.scenarios().values()]
    return [(title, note) for title, note in every if note and (title, note) not in notes_here(made)]
