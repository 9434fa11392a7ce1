"""A filled review sheet: what such a file may hold, checked sign by sign before anything of it is used."""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..ground.text import _, number
from ..store import data
from .review_items import ROLES, item
from .review_sets import names
from .reviews import AGREE, ANSWERS

FORMAT, KIND = 1, "medsocial_review"
LARGEST = 256 * 1024
LONGEST_REMARK = 300
_KEYS = {"format", "kind", "sheet", "role", "set", "saved_on", "answers"}
_ANSWER_KEYS = {"item", "mark", "answer", "remark"}
_SHEET, _MARK = re.compile(r"[0-9a-f]{16}"), re.compile(r"[0-9a-f]{16}")
_FORMULA = "=+-@＝＋－＠"  # a spreadsheet would run what begins with one of these
FIRST_DAY = dt.date(2026, 11, 1)


class NoReview(ValueError):
    """A file is no review that can be used; the message says why and what to do."""


@dataclass(frozen=True)
class Answer:
    """The answer to one item, as it was read, with a line of words or none."""

    key: str
    mark: str
    answer: str
    remark: str = ""


@dataclass(frozen=True)
class Sheet:
    """One filled sheet: a random id, the role that was declared, the day, the answers, and items that have changed since."""

    sheet_id: str
    role: str
    saved_on: dt.date
    answers: tuple[Answer, ...]
    changed: tuple[str, ...] = ()


def read(content: bytes, today: dt.date) -> Sheet:
    """Return a filled sheet.

    Raises
    ------
    NoReview
        If anything in it is not as a page would have saved it.
    """
    if len(content) > LARGEST:
        raise NoReview(_("it is larger than {n} kB; a review is smaller").format(n=number(LARGEST // 1024)))
    try:
        found = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise NoReview(_("it cannot be read as JSON; ask for the file as the page saved it")) from None
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise NoReview(_("it is no review; choose what a review page saved"))
    if found.get("format") != FORMAT or set(found) != _KEYS:
        raise NoReview(_("it was saved by another version of the page, or changed by hand; write the page afresh"))
    _one_of(found["set"], names(), "set")
    given = tuple(_answers(found["answers"]))
    # What was said of other words than those of today would count for nothing.
    return Sheet(
        sheet_id=_matching(found["sheet"], _SHEET, "sheet"),
        role=_one_of(found["role"], ROLES, "role"),
        saved_on=_day(found["saved_on"], today),
        answers=tuple(one for one in given if one.mark == item(one.key).mark),
        changed=tuple(one.key for one in given if one.mark != item(one.key).mark),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _matching(value: Any, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise NoReview(_("its entry {name} is not as a page saves it").format(name=name))
    return value


def _one_of(value: Any, known: Iterable[str], name: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise NoReview(_("its entry {name} is none that we know").format(name=name))
    return value


def _day(value: Any, today: dt.date) -> dt.date:
    try:
        found = dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        found = None
    # A reviewer in the east is a day ahead.
    if found is None or not FIRST_DAY <= found <= today + dt.timedelta(days=1):
        raise NoReview(_("its day is none on which it can have been saved; look at the clock of that computer"))
    return found


def _answers(raw: Any) -> Iterable[Answer]:
    if not isinstance(raw, list) or not raw:
        raise NoReview(_("it holds no answers"))
    seen: set[str] = set()
    for entry in raw:
        if not isinstance(entry, dict) or not {"item", "mark", "answer"} <= set(entry) <= _ANSWER_KEYS:
            raise NoReview(_("one of its answers is not as a page saves it"))
        key, mark = entry["item"], _matching(entry["mark"], _MARK, "mark")
        try:
            known = item(key) if isinstance(key, str) and key not in seen else None
        except data.UnknownName:
            known = None
        if known is None:
            raise NoReview(_("one of its items is not in this workshop, or stands there twice"))
        seen.add(key)
        answer = _one_of(entry["answer"], ANSWERS, "answer")
        yield Answer(key, mark, answer, _remark(entry.get("remark", ""), answer, key))


def _remark(value: Any, answer: str, key: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_REMARK:
        raise NoReview(_("the words on {name} are longer than {n} signs").format(name=key, n=number(LONGEST_REMARK)))
    line = plain_line(value)
    if answer == AGREE:
        return ""
    if not line:
        raise NoReview(_("the answer to {name} is not agreed, and no words say why").format(name=key))
    return line


def plain_line(words: str) -> str:
    """Return words on one line, without signs that cannot be seen, and never as a formula for a spreadsheet."""
    kept = "".join(" " if sign.isspace() else sign for sign in words if sign.isspace() or unicodedata.category(sign)[0] != "C")
    line = " ".join(kept.split())
    return f"’{line}"[:LONGEST_REMARK] if line[:1] and line[0] in _FORMULA else line
