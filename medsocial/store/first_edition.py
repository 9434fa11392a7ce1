"""Answers of the first edition, which were positions, read as the permanent ids of the choices.

What stood where is told by `first_edition_choices.csv` and `first_edition_sheets.csv`, which nobody edits any more.
A position that the first edition did not have becomes no answer, never another one.
"""

import functools
from typing import Any

from . import data

NO_ANSWER = ""
SIGNS = "ABCD"
# Cards that ask the same questions of every card, by the key of their activity: file and questions in order.
_SAME = {
    "compare_definitions": ("service_cards", ("counts", "counts")),
    "sort_cards": ("platform_cards", ("sees", "checks", "for")),
    "find_bad_data": ("impossible_counts", ("verdict",)),
}


@functools.cache
def _choices() -> dict[tuple[str, str], dict[int, Any]]:
    found: dict[tuple[str, str], dict[int, Any]] = {}
    for row in data.rows("first_edition_choices"):
        found.setdefault((row.file, row.question_id), {})[row.position] = row
    return found


def choice(file: str, question: str, position: object) -> str:
    """Return the id of the choice that stood at a position; empty if there was none."""
    row = _choices().get((file, question), {}).get(position) if type(position) is int else None
    return row.choice_id if row else NO_ANSWER


def sheet(name: str, letters: object) -> dict[str, str] | None:
    """Return the answers of a sheet by item; None if it is no sheet of the first edition.

    Parameters
    ----------
    name : {"a", "b", "short_a", "short_b", "booster"}
        The form, the short form, or the five questions of day 7.
    letters : object
        One sign for each item, A to D, or a hyphen for no answer.
    """
    items = [row.item_id for row in data.rows("first_edition_sheets") if row.sheet == name]
    if not isinstance(letters, str) or not items or len(letters) != len(items) or set(letters) - {*SIGNS, "-"}:
        return None
    pairs = zip(items, letters, strict=True)
    return {item.upper(): choice("test_items", item, SIGNS.index(sign)) for item, sign in pairs if sign != "-"}


def translated(answers: dict[str, Any]) -> dict[str, Any]:
    """Return one lesson's answers by activity, with ids in the place of positions."""
    return {key: _activity(key, state) if isinstance(state, dict) else state for key, state in answers.items()}


def _activity(key: str, state: dict[str, Any]) -> dict[str, Any]:
    kind, _line, name = key.partition("_")
    if key in _SAME:
        file, questions = _SAME[key]
        return _cards(state, lambda _card: [(file, question) for question in questions])
    if kind == "quiz":
        return _cards(state, lambda card: [("quizzes", f"{name}/{card}")])
    if kind == "cases":
        return _cards(state, lambda card: [("cases", card)])
    if kind == "recognise":
        return _cards(state, lambda _card: [("recognise_cases", "circles")])
    if key == "spot_error":
        return _cards(state, lambda card: [("spot_the_error", card)])
    if key == "repair_clauses":
        return _cards(state, lambda card: [("policy_repairs", f"{card}/wrong"), ("policy_repairs", f"{card}/repairs")])
    if kind == "story":
        return {**state, "path": _path(name, state.get("path"))}
    if kind == "tally":
        return {part: _counts(name, value) if part in ("first", "second") else value for part, value in state.items()}
    if kind == "test":
        return _test(name, state)
    return state


def _cards(state: dict[str, Any], asked: Any) -> dict[str, Any]:
    """Return the answers of question cards; `asked` names the questions of a card."""
    made = dict(state)
    if isinstance(state.get("answers"), dict):
        made["answers"] = {card: _answers(asked(card), given) for card, given in state["answers"].items()}
    if isinstance(state.get("first"), dict):
        first = {card: choice(*asked(card)[0], given) for card, given in state["first"].items()}
        made["first"] = {card: found for card, found in first.items() if found}
    return made


def _answers(questions: list[tuple[str, str]], given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) != len(questions):
        return [NO_ANSWER] * len(questions)
    return [choice(*question, position) for question, position in zip(questions, given, strict=True)]


def _path(story: str, positions: Any) -> list[dict[str, str]]:
    """Return a way through a story by scenes and choices; it ends before the first step that cannot be followed."""
    scenes = (question.split("/") for file, question in _choices() if file == "stories")
    scene = next((scene for name, scene in scenes if name == story), "")
    made: list[dict[str, str]] = []
    for position in positions if isinstance(positions, list) else ():
        row = _choices().get(("stories", f"{story}/{scene}"), {}).get(position) if type(position) is int else None
        if row is None:
            break
        made.append({"scene": scene, "choice": row.choice_id})
        scene = row.leads_to
    return made


def _counts(case: str, counts: Any) -> dict[str, Any]:
    stood = _choices().get(("cases", case), {})
    if not isinstance(counts, list) or len(counts) != len(stood):
        return {}
    return {stood[position].choice_id: count for position, count in enumerate(counts)}


def _test(which: str, state: dict[str, Any]) -> dict[str, Any]:
    found = sheet(sheet_name(which, state.get("form")), state.get("answers"))
    return {**state, "answers": found} if found is not None else {k: v for k, v in state.items() if k != "answers"}


def sheet_name(which: str, form: object) -> str:
    """Return the name of the sheet that a test and a form used."""
    if which == "booster":
        return "booster"
    return ("short_" if which.startswith("short") else "") + str(form).lower()
