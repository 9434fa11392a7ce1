"""The piles of a pack: what is printed for whom, how many copies, how many sheets of paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from ...ground.text import _, number
from .wishes import Plan, Stretch, content

ON_ONE_SHEET = 4  # pocket cards


@dataclass(frozen=True)
class Pile:
    """One PDF of the pack, printed on both sides; `pages` is how many pages the file has."""

    id: str
    label: str
    each: str
    hint: str
    copies: int
    pages: int
    parts: tuple[str, ...]
    sent: bool = False

    @property
    def file(self) -> str:
        """Name of the PDF."""
        return f"{self.id.replace('_', '-')}.pdf"

    @property
    def sheets(self) -> int:
        """Sheets of paper."""
        return 0 if self.sent else self.copies * ceil(self.pages / 2)

    @property
    def copies_words(self) -> str:
        """How many copies, in words."""
        return _("send") if self.sent else number(self.copies)

    @property
    def each_words(self) -> str:
        """For whom it is, in words."""
        return {"person": _("one for each person"), "table": _("one for each table"), "room": _("for you")}[self.each]


def piles(made: Plan, pages: Mapping[str, int]) -> list[Pile]:
    """Return the piles of a session in the order of the pack.

    Parameters
    ----------
    made : Plan
        The session.
    pages : mapping
        How many pages the file of each pile has, by its id.
    """
    return [_pile(entry, made, pages.get(entry["id"], 0)) for entry in wanted(made)]


def wanted(made: Plan) -> list[dict[str, Any]]:
    """Return the entries of the content file that this session prints."""
    wishes, here = made.wishes, {stretch.part.part_id for stretch in made.stretches}
    asked = {"forms": wishes.forms, "no-projector": wishes.room == "no-projector"}

    def needed(entry: dict[str, Any]) -> bool:
        fits = entry.get("least", 1) <= wishes.people <= entry.get("most", wishes.people)
        used = "parts" not in entry or not here.isdisjoint(entry["parts"])
        return fits and used and asked.get(entry.get("option"), True) and wishes.room not in entry.get("not_in", ())

    return [entry for entry in content()["piles"] if needed(entry)]


def _pile(entry: dict[str, Any], made: Plan, pages: int) -> Pile:
    copies = {"person": made.wishes.people, "table": made.tables, "room": 1}[entry["each"]]
    if entry["id"] == "pocket_card":
        copies = ceil(copies / ON_ONE_SHEET)
    if entry["id"] == "forms":
        copies = 1  # the file holds one sheet for each person, each with a code of its own
    sent = made.wishes.room == "video" and entry["each"] != "room"
    return Pile(entry["id"], entry["label"], entry["each"], entry["hint"], copies, pages, tuple(entry.get("parts", ())), sent)


def used_in(stretch: Stretch, made: Plan) -> list[str]:
    """Return the names of the piles that the room uses in a part."""
    votes = any(page.slide.story or (page.vote and page.vote.counted) for page in stretch.pages)
    pictured = any(page.pictures for page in stretch.pages)
    by_act = {"cards": votes, "pictures": votes or pictured, "forms": stretch.part.form}
    entries = [entry for entry in wanted(made) if entry["each"] != "room"]
    used = [by_act.get(entry["id"], stretch.part.part_id in entry.get("parts", ())) for entry in entries]
    return [entry["label"] for entry, is_used in zip(entries, used, strict=True) if is_used]
