"""What is wrong with the decks of the lessons: one sentence for each fault, with its slide, part or lesson and its cure."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..store import data
from ..store.lessons import LAB
from . import lesson_decks, session_check, session_plan
from .session_check import Fault

PLANS, SLIDES = "lesson_decks.yaml", "lesson_slides.yaml"


def problems() -> list[Fault]:
    """Return every fault of these storyboards, in the order of slides and lessons."""
    plans, shared = lesson_decks.plans(), session_plan.raw_slides()
    own = session_plan.slides_of("lesson_slides", shared)
    slides = shared | own
    found = [*_lessons(plans), *_names(plans, shared, own)]
    made = session_check.made_slides(own, SLIDES, found)
    known = {row.lesson for row in data.rows("lessons")}
    for plan in plans:
        found += _sections(plan) if plan["lesson"] in known else []
        names = [name for part in plan["parts"] for name in part["slides"]]
        if all(name in made or name in shared for name in names):
            found += session_check.lost_messages([slides[name] for name in names], plan["lesson"], PLANS)
            deck = lesson_decks.load(plan["lesson"])
            found += session_check.too_much(deck, lesson_decks.MOST_SLIDES, plan["lesson"], PLANS)
    return found


def _lessons(plans: list[dict[str, Any]]) -> Iterator[Fault]:
    have = Counter(plan["lesson"] for plan in plans)
    known = {row.lesson: row for row in data.rows("lessons")}
    for lesson, row in known.items():
        if row.kind == LAB:
            continue  # its lines are tried at a keyboard; what a room could see of them stands in the deck of lesson 02
        if have[lesson] != 1:
            yield Fault(PLANS, lesson, f"the lesson has {have[lesson]} decks, and it must have one", "Add it, or remove one.")
    for lesson in have:
        if lesson not in known:
            yield Fault(PLANS, lesson, "no lesson of lessons.csv has this name", "Correct the name.")


def _names(plans: list[dict[str, Any]], shared: dict[str, Any], own: dict[str, Any]) -> Iterator[Fault]:
    used = set()
    for plan in plans:
        for part in plan["parts"]:
            used |= set(part["slides"])
            for name in part["slides"]:
                if name not in shared and name not in own:
                    rule = f"there is no slide called {name} in {SLIDES} or {session_check.SLIDES}"
                    yield Fault(PLANS, f"{plan['lesson']}.{part['id']}", rule, "Correct the name, or write it.")
        yield from session_check.shown_twice(plan["parts"], plan["lesson"], PLANS)
    for name, count in Counter(one["id"] for one in data.yaml_content("lesson_slides")).items():
        if count > 1 or name in shared:
            yield Fault(SLIDES, name, "two slides have this name", "Give one of them another name.")
        if name not in used:
            yield Fault(SLIDES, name, f"no deck of {PLANS} shows this slide", "Name it in a part, or remove it.")


def _sections(plan: dict[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each core section of a lesson that its deck does not take up, or that it does not have."""
    taken = Counter(name for part in plan["parts"] for name in part.get("sections", ()))
    taken.update(plan.get("read_alone", ()))
    core = lesson_decks.core_sections(plan["lesson"])
    for name in core:
        if not taken[name]:
            rule = f"no part takes up {name}, a core section of this lesson"
            yield Fault(PLANS, plan["lesson"], rule, "Name it under sections of a part, or under read_alone.")
    for name in taken:
        if name not in core:
            yield Fault(PLANS, plan["lesson"], f"this lesson has no core section {name}", "Correct the name, or remove it.")
