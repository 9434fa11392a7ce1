"""The deck of a lesson: its core, slide by slide, for a room that takes one lesson at a time.

The storyboards stand in `lesson_decks.yaml`. Slides that a session shows are taken from it by their names; what only a
lesson shows stands in `lesson_slides.yaml`. Minutes are not written down: each part has those that its slides need.
"""

import json
from collections.abc import Iterator
from typing import Any

from ..ground import paths
from ..store import data
from . import pace, session, session_plan
from .session_clock import part_seconds
from .storyboard import Part, Session

MOST_SLIDES = 25  # along the longest way
SHARE = 0.85  # of its minutes that a part may compute to
# Sections of every lesson that no deck repeats: the questions at both ends, the key points with the sources.
FRAME = ("opening", "check", "closing")


def plans() -> list[dict[str, Any]]:
    """Return the decks of the content file: for each lesson its parts, with the names of their slides."""
    return data.yaml_content("lesson_decks")


def raw_slides() -> dict[str, dict[str, Any]]:
    """Return the slides that a deck of a lesson can show, by their names: those of the sessions, and their own."""
    shared = session_plan.raw_slides()
    return shared | session_plan.slides_of("lesson_slides", shared)


def load(lesson: str, country: str = "", people: int = pace.ROOM) -> Session:
    """Return the deck of a lesson, every slide with its elements filled in.

    Parameters
    ----------
    lesson : str
        Name of its notebook, as in `lessons.csv`.
    country : str
        Id of `countries.csv`, for the words and the rule that a country asks for; empty for none.
    people : int
        How many are in the room, for the seconds of each slide.

    Raises
    ------
    UnknownName
        If there is no such deck, or it names an element that does not exist.
    """
    plan = next((one for one in plans() if one["lesson"] == lesson), None)
    if plan is None:
        known = ", ".join(one["lesson"] for one in plans())
        raise data.UnknownName(f"There is no deck of a lesson {lesson!r}. There are decks of {known}.")
    slides, parts, starts = raw_slides(), [], 0
    for raw in plan["parts"]:
        made = session.make_slides(raw["slides"], slides, country, people)
        part = next(one for one in _of_growing_length(raw, starts, made) if part_seconds(one) <= SHARE * 60 * one.minutes)
        parts.append(part)
        starts += part.minutes
    return Session(starts, tuple(parts), lesson)


def _of_growing_length(raw: dict[str, Any], starts: int, slides: tuple) -> Iterator[Part]:
    """Return a part with one minute, with two, and so on; a long part meets a question from the room as well."""
    minutes = 0
    while True:
        minutes += 1
        yield Part(raw["id"], raw["title"], minutes, starts, slides, raw.get("if_late", ""))


def core_sections(lesson: str) -> list[str]:
    """Return the core sections of a lesson that its deck has to take up, in their order."""
    page = json.loads((paths.notebooks_dir() / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    marks = [cell["metadata"].get("medsocial", {}) for cell in page["cells"]]
    names = [mark["section"] for mark in marks if mark.get("depth") == "core" and mark["section"] not in FRAME]
    return list(dict.fromkeys(names))
