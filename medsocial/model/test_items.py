"""The test of knowledge and judgement: two forms, a short form, a booster and the retest of day 30."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..store import data

SIGNS = "ABCD"
NO_ANSWER = "-"
FORMS = ("A", "B")
SEATS = ("odd", "even", "alone")
# Who must have signed an item, and how many people must have answered it, before it is more than a pilot.
REVIEWERS = ("clinician", "clinician", "privacy_officer", "communications_lead")
PILOT_ANSWERS = 50


@dataclass(frozen=True)
class Option:
    """One of the four answers, with its reason."""

    text: str
    reason: str


@dataclass(frozen=True)
class Item:
    """One question of the test.

    `right` is the position of the best answer; `holds_in` is empty where the key holds everywhere.
    """

    item_id: str
    form: str
    objective: str
    level: str
    short_form: bool
    stem: str
    options: tuple[Option, ...]
    right: int
    holds_in: tuple[str, ...]
    country_note: str
    anchor: str
    source_ids: tuple[str, ...]
    reviewed_by: tuple[str, ...]
    pilot_n: int
    objection: str

    @property
    def key(self) -> str:
        """The sign of the best answer."""
        return SIGNS[self.right]


def items() -> tuple[Item, ...]:
    """Return all items, forms first."""
    return tuple(_item(entry) for entry in data.yaml_content("test_items")["items"])


def notice() -> str:
    """Return the sentence that says that the test is a pilot."""
    return data.yaml_content("test_items")["notice"]


def _item(entry: dict[str, Any]) -> Item:
    chosen = entry["options"]
    holds = tuple(country.upper() for country in entry["holds_in"])
    return Item(
        item_id=entry["id"].upper(),
        form=entry["form"].upper() if len(entry["form"]) == 1 else entry["form"],
        objective=entry["objective"].upper(),
        level=entry["level"],
        short_form=entry["short_form"],
        stem=entry["stem"],
        options=tuple(Option(option["text"], option["reason"]) for option in chosen),
        right=next(place for place, option in enumerate(chosen) if option.get("best")),
        holds_in=() if holds == ("ALL",) else holds,
        country_note=entry["country_note"],
        anchor=entry["anchor"],
        source_ids=tuple(entry["source_ids"]),
        reviewed_by=tuple(entry["reviewed_by"]),
        pilot_n=entry["pilot_n"],
        objection=entry["objection"],
    )


def form(name: str) -> tuple[Item, ...]:
    """Return the eight items of form A or B, in the order of the objectives.

    Raises
    ------
    UnknownName
        If there is no such form.
    """
    if name not in FORMS:
        raise data.UnknownName(f"There is no form {name!r}. The forms are A and B.")
    return tuple(item for item in items() if item.form == name)


def short_form(name: str) -> tuple[Item, ...]:
    """Return the four items of a form that fit an hour: objectives O2, O4, O5 and O6."""
    return tuple(item for item in form(name) if item.short_form)


def booster() -> tuple[Item, ...]:
    """Return the five items for day 7; none of them stands in a form."""
    return tuple(item for item in items() if item.form == "booster")


def retest(code: str, first_form: str) -> tuple[Item, ...]:
    """Return the items of the first form again, in an order that depends on the code alone."""
    return tuple(sorted(form(first_form), key=lambda item: _lot(f"{code} {item.item_id}")))


def _lot(said: str) -> str:
    # A hash, not `random`: the order must be the same in every later version of Python.
    return hashlib.sha256(said.encode("utf-8")).hexdigest()


def order_of_seat(seat: str, code: str) -> str:
    """Return the two forms in the order of a seat: odd seats A then B, even seats B then A.

    Who works alone is put into one of the two orders by the code.
    """
    if seat not in SEATS:
        raise data.UnknownName(f"There is no seat {seat!r}. The seats are {', '.join(SEATS)}.")
    first_is_a = seat == "odd" if seat != "alone" else int(_lot(f"seat {code}"), 16) % 2 == 0
    return "AB" if first_is_a else "BA"


def is_answers(said: object, count: int) -> bool:
    """Return whether a value is a sheet of answers: `count` signs, each A to D or - for no answer."""
    return isinstance(said, str) and len(said) == count and all(sign in SIGNS + NO_ANSWER for sign in said)


def is_pilot(asked: Sequence[Item]) -> bool:
    """Return whether an item lacks one of its reviewers, or has been answered by too few people."""
    return any(Counter(REVIEWERS) - Counter(item.reviewed_by) or item.pilot_n < PILOT_ANSWERS for item in asked)
