"""A session of a certain length, from the storyboard in the data: parts, slides, and the elements that they name."""

from typing import Any

from ..ground.text import _
from ..store import data
from . import pace
from .pace import Load
from .session_clock import slide_load
from .session_elements import find_figure, find_items, find_words, room_story
from .session_votes import INVENTED, find_vote
from .storyboard import LENGTHS, Notes, Part, Session, Slide


def load(minutes: int, country: str = "", people: int = pace.ROOM) -> Session:
    """Return the session of a length, every slide with its elements filled in.

    Parameters
    ----------
    minutes : int
        One of `storyboard.LENGTHS`.
    country : str
        Id of `countries.csv`, for the words and the rule that a country asks for; empty for none.
    people : int
        How many are in the room, for the seconds of each slide.

    Raises
    ------
    UnknownName
        If there is no such session, or it names an element that does not exist.
    DataError
        If the session has minutes but no slides yet.
    """
    plan = next((one for one in plans() if one["minutes"] == minutes), None)
    if plan is None:
        known = ", ".join(str(length) for length in LENGTHS)
        raise data.UnknownName(f"There is no session of {minutes} minutes. There are sessions of {known} minutes.")
    if not has_slides(plan):
        raise data.DataError(f"sessions.yaml: the session of {minutes} minutes has its parts, but no slides yet.")
    slides = raw_slides()
    parts, starts = [], 0
    for part in plan["parts"]:
        read: set[str] = set()
        made = tuple(make_slide(_named(slides, name), country, people, read) for name in part.get("slides", ()))
        parts.append(Part(part["id"], part["title"], part["minutes"], starts, made, part.get("if_late", "")))
        starts += part["minutes"]
    return Session(minutes, tuple(parts))


def plans() -> list[dict[str, Any]]:
    """Return the sessions of the content file: parts with their minutes and the names of their slides."""
    return data.yaml_content("sessions")


def has_slides(plan: dict[str, Any]) -> bool:
    """Return whether a session has slides, or only its parts and minutes so far."""
    return any(part.get("slides") for part in plan["parts"])


def raw_slides() -> dict[str, dict[str, Any]]:
    """Return the slides of the content file by their names."""
    return {one["id"]: one for one in data.yaml_content("session_slides")}


def _named(slides: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    if name not in slides:
        raise data.UnknownName(f"There is no slide called {name!r} in session_slides.yaml.")
    return slides[name]


def make_slide(raw: dict[str, Any], country: str, people: int, read: set[str]) -> Slide:
    """Return one slide; `read` holds what was read aloud before it in its part."""
    found = find_vote(raw["vote"]) if "vote" in raw else None
    story = room_story(raw["story"]["id"], raw["story"]["decisions"]) if "story" in raw else None
    quote, who, sources = find_words(raw.get("quote", ""), country)
    items, more = find_items(raw.get("items", []), country)
    figure, source, status = find_figure(raw["figure"]) if "figure" in raw else ("", "", "")
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
        "clock": _clock(does) if raw["kind"] == "task" else 0,
        "reaches": tuple((one["item"], one["level"]) for one in raw.get("reaches", ())),
        "source_ids": tuple(dict.fromkeys(known)),
        "status": status_words(raw.get("status") or (found.status if found else status), found.reviewed_by if found else ""),
    }
    return Slide(**made, seconds=pace.room_seconds(slide_load(Slide(**made), Load(**does), read), people))


def _clock(does: dict[str, int]) -> int:
    """Return the seconds that a task counts down: its searches, its writing or its talk."""
    timed = {name: count for name, count in does.items() if name in ("searches", "lines", "writings", "talks")}
    return pace.room_seconds(Load(**timed))


def status_words(code: str, reviewed_by: str = "") -> str:
    """Return in words how far the content of a slide was checked; empty where nothing is claimed."""
    if code == INVENTED and reviewed_by:
        return _("Invented case; reviewed by {who}.").format(who=reviewed_by)
    return {
        "": "",
        INVENTED: _("Invented case; not yet reviewed by a clinician."),
        "verified": _("Read at the source."),
        "second_hand": _("Read in a report of it."),
        "computed": _("Our judgement."),
        "memory": _("From memory; not looked up."),
    }[code]
