"""The file for the class: a code and the ids of choices, nothing personal and no free text.

Layout: `{"format": 2, "kind": "class_answers", "workshop": version, "code": "K7TR", "order": "AB",
"first": {"form": "A", "answers": {"A1": id of the choice, …}}, "second": …, "short_first": …, "short_second": …,
"booster": {"answers": {…}}, "retest": …, "commitments": {"made": 2, "checked": ["done", "no"]}}`.
What was not submitted, and an item without an answer, is left out. In format 1 answers were letters by position.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..ground import files, paths
from ..ground.text import _
from ..store import answers
from . import test_items
from .class_code import is_code

FORMAT = 2
KIND = "class_answers"
STATUSES = ("done", "partly", "no", "dropped")
MOST_COMMITMENTS = 3
START, END = "00_start_here", "07_action_plan"
TESTS = {
    "first": START,
    "short_first": START,
    "second": END,
    "short_second": END,
    "booster": END,
    "retest": END,
}


def count_of(which: str) -> int:
    """Return how many items a test has."""
    return {"short_first": 4, "short_second": 4, "booster": 5}.get(which, 8)


def asked_in(which: str, form: str, code: str) -> tuple[test_items.Item, ...]:
    """Return the items of a test as they are asked; `form` is A or B, or "booster"."""
    if which == "booster":
        return test_items.booster()
    if which == "retest":
        return test_items.retest(code, form)
    return test_items.short_form(form) if which.startswith("short") else test_items.form(form)


def in_form_order(which: str, form: str) -> tuple[test_items.Item, ...]:
    """Return the items of a test in the order in which a paper form is typed in: that of the form."""
    return test_items.form(form) if which == "retest" else asked_in(which, form, "")


@dataclass(frozen=True)
class Taken:
    """One test as it was saved; `answers` holds the id of the choice for each item answered."""

    code: str
    seat: str
    form: str
    answers: dict[str, str]
    submitted: bool


def taken(which: str, state: Any) -> Taken | None:
    """Return a saved state as a test, or None if it is none of ours."""
    if not isinstance(state, dict):
        return None
    code, seat, form, given = (state.get(name) for name in ("code", "seat", "form", "answers"))
    forms = ("booster",) if which == "booster" else test_items.FORMS
    if not is_code(code) or seat not in test_items.SEATS or form not in forms:
        return None
    known = test_items.known_answers(given, asked_in(which, form, code))
    return Taken(code, seat, form, known, state.get("submitted") is True) if known is not None else None


def saved(which: str) -> Taken | None:
    """Return a test from the answers folder, or None."""
    try:
        return taken(which, answers.load(TESTS[which]).get(f"test_{which}"))
    except OSError:
        return None


def commitments() -> dict[str, Any]:
    """Return how many commitments the plan holds, and how each was judged on day 30."""
    try:
        lesson = answers.load(END)
    except OSError:
        lesson = {}
    checked = _list(lesson.get("test_retest"), "commitments")
    checked = [said for said in checked if said in STATUSES][:MOST_COMMITMENTS]
    return {"made": max(planned(lesson), len(checked), _made(lesson.get("test_retest"))), "checked": checked}


def planned(lesson: dict[str, Any]) -> int:
    """Return how many commitments stand in the plan of lesson 07."""
    return min(len([entry for entry in _list(lesson.get("plan"), "commitments") if entry]), MOST_COMMITMENTS)


def promised(lesson: dict[str, Any]) -> list[str]:
    """Return the commitments of the plan in the reader's words, for the reader's own eyes; empty where there are none."""
    kept = [entry for entry in _list(lesson.get("plan"), "commitments") if entry][:MOST_COMMITMENTS]
    words = [entry.get("own_words") if isinstance(entry, dict) else None for entry in kept]
    labels = [own.get("label") if isinstance(own, dict) else None for own in words]
    return [label.strip()[:200] if isinstance(label, str) else "" for label in labels]


def _list(state: Any, name: str) -> list[Any]:
    value = state.get(name) if isinstance(state, dict) else None
    return [entry for entry in value if isinstance(entry, str | dict)] if isinstance(value, list) else []


def _made(state: Any) -> int:
    value = state.get("made") if isinstance(state, dict) else 0
    return value if type(value) is int and 0 <= value <= MOST_COMMITMENTS else 0


def content(code: str, version: str) -> dict[str, Any]:
    """Return what goes into the file of a code: the tests that were submitted under it."""
    tests = {which: saved(which) for which in TESTS}
    own = {which: test for which, test in tests.items() if test and test.submitted and test.code == code}
    began = own.get("first") or own.get("short_first")
    ended = own.get("second") or own.get("short_second")
    order = began.form if began else (_other(ended.form) if ended else "")
    made: dict[str, Any] = {"format": FORMAT, "kind": KIND, "workshop": version, "code": code}
    made["order"] = order + _other(order) if order else ""
    for which, test in own.items():
        made[which] = {"answers": test.answers} if which == "booster" else {"form": test.form, "answers": test.answers}
    return {**made, "commitments": commitments()}


def _other(form: str) -> str:
    return "B" if form == "A" else "A"


def write(code: str, version: str) -> Path:
    """Write the file for the class into the answers folder, in one step, and return its path.

    Raises
    ------
    NotSaved
        If the folder cannot be written.
    """
    target = paths.home_dir() / f"class_{code}.json"
    try:
        files.write_json(target, content(code, version))
    except OSError as error:
        raise answers.NotSaved(
            _("Not written ({reason}). Check the folder {folder}.").format(reason=error.strerror or error, folder=target.parent)
        ) from error
    return target
