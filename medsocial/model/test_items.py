"""The test of knowledge and judgement: two forms, a short form, a booster and the retest of day 30."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..store import data
from .class_code import DIGITS, LETTERS
from .item_statistics import is_calibrated
from .review_items import CLINICIAN, COMMUNICATIONS, PRIVACY
from .reviews import standing
from .storyboard import LENGTHS

SIGNS = "ABCD"
FORMS = ("A", "B")
SEATS = ("odd", "even", "alone")
# Who must have signed an item before it is more than a pilot; people must have answered it as well.
REVIEWERS = (CLINICIAN, CLINICIAN, PRIVACY, COMMUNICATIONS)


@dataclass(frozen=True)
class Option:
    """One of the four answers, with its permanent id and its reason."""

    id: str
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
    stem: str
    options: tuple[Option, ...]
    right: int
    holds_in: tuple[str, ...]
    country_note: str
    anchor: str
    source_ids: tuple[str, ...]

    @property
    def review_key(self) -> str:
        """Its key among what people review."""
        return f"test:{self.item_id.lower()}"

    @property
    def key(self) -> str:
        """The sign of the best answer, as the options stand today."""
        return SIGNS[self.right]

    @property
    def best(self) -> str:
        """The id of the best answer."""
        return self.options[self.right].id

    def sign_of(self, choice_id: str) -> str:
        """Return the sign of an answer as the options stand today; empty for no answer."""
        return next((sign for sign, option in zip(SIGNS, self.options, strict=True) if option.id == choice_id), "")


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
        stem=entry["stem"],
        options=tuple(Option(option["id"], option["text"], option["reason"]) for option in chosen),
        right=next(place for place, option in enumerate(chosen) if option.get("best")),
        holds_in=() if holds == ("ALL",) else holds,
        country_note=entry["country_note"],
        anchor=entry["anchor"],
        source_ids=tuple(entry["source_ids"]),
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


def short_objectives() -> frozenset[str]:
    """Return the objectives that rooms are tested on, as the blueprint has them."""
    tested = [row for row in data.rows("test_blueprint") if "tested" in (getattr(row, f"in_{n}") for n in LENGTHS)]
    return frozenset(row.objective_id for row in tested)


def short_form(name: str) -> tuple[Item, ...]:
    """Return the items of a form that a room has time for."""
    wanted = short_objectives()
    return tuple(item for item in form(name) if item.objective in wanted)


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


def known_answers(said: object, asked: Sequence[Item]) -> dict[str, str] | None:
    """Return answers by item as far as item and choice are known; the rest is no answer. None if it is no such mapping."""
    if not isinstance(said, dict) or not all(isinstance(choice, str) for choice in said.values()):
        return None
    return {item.item_id: said[item.item_id] for item in asked if item.sign_of(said.get(item.item_id, ""))}


def read_signs(letters: str, asked: Sequence[Item]) -> dict[str, str]:
    """Return the answers of a printed form by item; each sign is A to D, or a hyphen for no answer."""
    pairs = zip(asked, letters, strict=True)
    return {item.item_id: item.options[SIGNS.index(sign)].id for item, sign in pairs if sign in SIGNS}


def edition_mark(asked: Sequence[Item]) -> str:
    """Return two signs that change with the items of a form and the order of their options.

    A printed form bears them, so that letters on paper are never read against another order.
    """
    order = ";".join(" ".join((item.item_id, *(option.id for option in item.options))) for item in asked)
    lot = int(_lot(order), 16)
    return DIGITS[lot % len(DIGITS)] + LETTERS[lot // len(DIGITS) % len(LETTERS)]


def printed_name(word: str, asked: Sequence[Item]) -> str:
    """Return what a printed form is called where it is typed in: A, B or BOOSTER with its edition mark, such as A7K."""
    return f"{word}{edition_mark(asked)}"


def is_pilot(asked: Sequence[Item]) -> bool:
    """Return whether an item lacks one of its reviewers, or has been answered by too few people."""
    return any(Counter(REVIEWERS) - standing([item.review_key]).roles or not is_calibrated(item.item_id) for item in asked)
