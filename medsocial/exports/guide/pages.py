"""The facilitator's guide itself: what its template needs, activity by activity."""

from typing import Any

from ...display.documents import render
from ...display.drill_words import clocks_html
from ...model import drill
from ...model.story import find_story
from ...model.vignettes import SETS, vignettes
from ..decks.agenda import Activity
from .session import Session, content, ground_rules, minutes_words, room_lines, words_of
from .stories import played

DRILL = "patient_board"
FEW = 10  # rows of an agenda that leave room for large type


def guide_html(made: Session) -> str:
    """Return the whole guide as one page."""
    country = made.wishes.country
    return render(
        "guide/guide.html",
        made=made,
        words=content(),
        minutes=minutes_words,
        rules=dict(zip(("heading", "listed", "below"), ground_rules(), strict=True)),
        airy=len(made.activities) <= FEW,
        activities=[_activity(one, made) for one in made.activities],
        clocks_html=clocks_html(country) if country else "",
        notes_here=notes_here(made),
        notes_elsewhere=notes_elsewhere(made),
    )


def _activity(one: Activity, made: Session) -> dict[str, Any]:
    """Return what stands on the page of one activity."""
    words = words_of(one.row.activity_id)
    extra = [entry["text"] for entry in words.get("by_length", ()) if entry["minutes"] == made.minutes]
    laptops, hub = room_lines(one.row)
    return {
        "id": one.row.activity_id, "name": one.name, "clock": made.clock(one), "words": words,
        "facts": (minutes_words(one.minutes), one.amount_words), "steps": [*extra, *words["do"]],
        "sheets": made.sheets_of(one), "laptops": laptops, "hub": hub,
    }  # fmt: skip


def notes_here(made: Session) -> list[tuple[str, str]]:
    """Return what in this session carries a content note: where, and the note."""
    found = []
    here = {one.row.activity_id for one in made.activities}
    if "W6" in here:
        for name, _route in played(made.minutes):
            story = find_story(name)
            notes = dict.fromkeys(node.content_note for node in story.nodes if node.content_note)
            found += [(story.title, note) for note in notes]
    if "W7" in here:
        one = drill.scenario(DRILL)
        found += [(one.title, one.content_note)] if one.content_note else []
    if any(sheet.id == "spare" for sheet in made.sheets):
        found += [(case.title, case.content_note) for case in vignettes("core") if case.content_note]
    return found


def notes_elsewhere(made: Session) -> list[tuple[str, str]]:
    """Return what carries a content note in the lessons and is not part of this session."""
    every = [(case.title, case.content_note) for which in SETS for case in vignettes(which)]
    every += [(one.title, one.content_note) for one in drill.scenarios().values()]
    return [(title, note) for title, note in every if note and (title, note) not in notes_here(made)]
