"""A session of a certain length, from the storyboard in the data: parts, slides, and the elements that they name."""

from collections.abc import Iterable, Sequence
from typing import Any

from ..ground.text import _
from ..store import data
from . import pace, reviews
from .pace import Load
from .session_clock import slide_load
from .session_elements import find_figure, find_items, find_marks, find_minute, find_words, room_story
from .session_items import of_slide
from .session_plan import find_plan, plans, raw_slides
from .session_plan import parts as planned
from .session_votes import INVENTED, QUESTION, find_vote
from .storyboard import Notes, Part, Session, Slide

__all__ = ["load", "make_slide", "make_slides", "planned", "plans", "raw_slides", "status_words"]


def load(minutes: int, country: str = "", people: int = pace.ROOM, forms: bool = False) -> Session:
    """Return the session of a length, every slide with its elements filled in.

    Parameters
    ----------
    minutes : int
        One of `storyboard.LENGTHS`.
    country : str
        Id of `countries.csv`, for the words and the rule that a country asks for; empty for none.
    people : int
        How many are in the room, for the seconds of each slide.
    forms : bool
        With a short form before and after; other parts give up the minutes for them.

    Raises
    ------
    UnknownName
        If there is no such session, it has no time for forms, or it names an element that does not exist.
    """
    plan = find_plan(minutes)
    slides = raw_slides()
    parts, starts = [], 0
    for part in planned(plan, forms):
        made = make_slides(part.get("slides", ()), slides, country, people)
        more = {name: part[name] for name in ("if_late", "quiet", "form") if name in part}
        parts.append(Part(part["id"], part["title"], part["minutes"], starts, made, **more))
        starts += part["minutes"]
    return Session(minutes, tuple(parts))


def make_slides(names: Iterable[str], slides: dict[str, dict[str, Any]], country: str, people: int) -> tuple[Slide, ...]:
    """Return the slides of one part, with their elements filled in."""
    read: set[str] = set()
    return tuple(make_slide(_named(slides, name), country, people, read) for name in names)


def _named(slides: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    if name not in slides:
        raise data.UnknownName(f"There is no slide called {name!r} in the storyboards.")
    return slides[name]


def make_slide(raw: dict[str, Any], country: str, people: int, read: set[str]) -> Slide:
    """Return one slide; `read` holds what was read aloud before it in its part."""
    found = find_vote(raw["vote"]) if "vote" in raw else None
    story = room_story(raw["story"]["id"], raw["story"]["decisions"]) if "story" in raw else None
    quote, who, sources = find_words(raw.get("quote", ""), country)
    items, more = find_items(raw.get("items", []), country)
    figure, source, status = find_figure(raw["figure"]) if "figure" in raw else ("", "", "")
    figure = find_minute(raw["quote"]) if raw["kind"] == "minute" else figure
    own = tuple(raw.get("source_ids", ()))
    known = (*own, *sources, *more, *((source,) if source else ()), *(found.source_ids if found else ()))
    does = raw.get("does", {})
    made = {
        "slide_id": raw["id"],
        "kind": raw["kind"],
        "act": raw["act"],
        "headline": raw["headline"],
        "notes": Notes(**{part: raw.get("notes", {}).get(part, "") for part in ("say", "do", "watch", "late")}),
        "vote": found.vote if found else None,
        "story": story,
        "picture": raw.get("picture", ""),
        "steps": raw.get("steps", 1),
        "figure": figure,
        "unit": raw.get("unit", ""),
        "quote": found.quote if found and found.quote else quote,
        "who": found.who if found and found.who else raw.get("who", who),
        "items": items,
        "marks": find_marks(quote) if raw["kind"] == "draft" else (),
        "clock": _clock(does) if raw["kind"] == "task" else 0,
        "reaches": tuple((one["item"], one["level"]) for one in raw.get("reaches", ())),
        "source_ids": tuple(dict.fromkeys(known)),
        "status": status_words(raw.get("status") or (found.status if found else status), tuple(of_slide(raw))),
    }
    return Slide(**made, seconds=pace.room_seconds(slide_load(Slide(**made), Load(**does), read), people))


TIMED = ("searches", "lines", "writings", "talks", "rests", "form_questions")


def _clock(does: dict[str, int]) -> int:
    """Return the seconds that a task counts down: its searches, its writing, its talk, its rest or its form."""
    timed = {name: count for name, count in does.items() if name in TIMED}
    return pace.room_seconds(Load(**timed))


def status_words(code: str, keys: Sequence[str] = ()) -> str:
    """Return in words how far the content of a slide was checked, and who reviewed it; empty where nothing is said."""
    reviewed = "; ".join(reviews.said(keys)) or _("not yet reviewed by {who}").format(who=reviews.role_words()["clinician"])
    known = {
        "": "",
        INVENTED: _("Invented case; {reviewed}.").format(reviewed=reviewed),
        QUESTION: _("Our question; {reviewed}.").format(reviewed=reviewed),
        "verified": _("Read at the source, words kept."),
        "read": _("Read at the source."),
        "second_hand": _("Read in a report of it."),
        "computed": _("Our judgement."),
        "memory": _("From memory; not looked up."),
    }[code]
    by = reviews.reviewed_by(reviews.standing(keys)) if code not in (INVENTED, QUESTION) else ""
    return f"{known} {by[:1].upper()}{by[1:]}.".lstrip() if by else known
