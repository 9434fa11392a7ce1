"""Which items stand on one review sheet: those of a session, of a lesson, or of the test."""

import ast
import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..ground import paths
from ..store import data
from . import pace, session_plan, test_items
from .pace import Load
from .review_items import item, judged, keys_of
from .session_items import of_slide
from .storyboard import LENGTHS
from .vignettes import find_cases

_CODE = re.compile(r"[a-z0-9_.:/-]*|O[0-9]")


def names() -> tuple[str, ...]:
    """Return the names of all sets."""
    sessions = tuple(f"{length}-minutes" for length in LENGTHS)
    return (*sessions, *(f"lesson-{row.lesson[:2]}" for row in data.rows("lessons") if _of_lesson(row.lesson)), "test")


def items_of(name: str) -> tuple[str, ...]:
    """Return the keys of the items of a set, each once.

    Raises
    ------
    UnknownName
        If there is no such set; the message names all of them.
    """
    known = names()
    if name not in known:
        raise data.UnknownName(f"There is no set {name!r}. The sets are {', '.join(known)}.")
    kind, _line, rest = name.partition("-")
    if kind == "test":
        return keys_of("test")
    if kind == "lesson":
        return _once(_of_lesson(next(row.lesson for row in data.rows("lessons") if row.lesson[:2] == rest)))
    return _fitting(_once(_of_session(int(kind))), int(kind))


def seconds(keys: Iterable[str]) -> int:
    """Return how long one reader takes for the items: their words, read alone, and a judgement on each."""
    found = [item(key) for key in keys]
    return pace.alone_seconds(Load(words=sum(pace.words(*prose(one.content)) for one in found), judgements=len(found)))


def prose(content: Any) -> Iterator[str]:
    """Yield the texts of an item that a reader reads: what is judged of it, without ids and codes."""
    node = judged(content)
    if isinstance(node, dict):
        for value in node.values():
            yield from prose(value)
    elif isinstance(node, list):
        for value in node:
            yield from prose(value)
    elif isinstance(node, str) and not _CODE.fullmatch(node):
        yield node


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _fitting(keys: Sequence[str], minutes: int) -> tuple[str, ...]:
    """Return the items in the order of the session, as far as they can be reviewed in as many minutes as it takes."""
    taken: list[str] = []
    spent = 0
    for key in keys:
        spent += seconds([key])
        if spent > 60 * minutes:
            break
        taken.append(key)
    return tuple(taken)


def _of_session(minutes: int) -> Iterator[str]:
    """Yield what the slides of a session show, the card that is given at its end, and the items of its short form."""
    slides = session_plan.raw_slides()
    for part in session_plan.parts(session_plan.find_plan(minutes)):
        for name in part.get("slides", ()):
            yield from of_slide(slides[name])
    yield from keys_of("card")
    if session_plan.form_rows(minutes):
        yield from (one.review_key for form in test_items.FORMS for one in test_items.short_form(form))


# ---- lessons -------------------------------------------------------------------------------------------


def _quiz(name: str) -> list[str]:
    quiz = next(quiz for quiz in data.yaml_content("quizzes") if quiz["id"] == name)
    return [f"question:{question['id']}" for question in quiz["questions"]]


def _posts(which: str = "core") -> list[str]:
    return [f"post:{one['id']}" for one in data.yaml_content("recognise_cases")["cases"] if one["set"] == which]


def _test(which: str) -> list[str]:
    asked = test_items.booster() if which == "booster" else [one for form in test_items.FORMS for one in test_items.form(form)]
    return [one.review_key for one in asked]


def _all(kind: str) -> Callable[[], tuple[str, ...]]:
    return lambda: keys_of(kind)


# What a call in a lesson shows of what people review.
_CALLS: dict[str, Callable[..., Sequence[str]]] = {
    "quiz": _quiz,
    "case": lambda which="core": [one.item for one in find_cases(which)],
    "tally_board": lambda which: [one.item for one in find_cases(which)],
    "story": lambda name: [f"story:{name}"],
    "drill": lambda name: [f"drill:{name}"],
    "recognise": _posts,
    "take_test": _test,
    "check_post": _all("draft"),
    "choose_script": _all("script"),
    "repair_clauses": _all("repair"),
    "build_policy": _all("clause"),
    "spot_error": _all("statement"),
    "sort_cards": _all("platform"),
    "compare_definitions": _all("service"),
    "choose_channel": _all("channel"),
    "advise_contact": _all("contact"),
    "fill_local_card": _all("local"),
    "plan": _all("plan"),
    "pocket_card": _all("card"),
}


def _of_lesson(lesson: str) -> list[str]:
    """Return what the cells of a lesson show, in their order."""
    path = paths.notebooks_dir() / f"{lesson}.ipynb"
    return [key for name, words in _calls(path, path.stat().st_mtime_ns) for key in _CALLS[name](*words)]


@functools.lru_cache(maxsize=16)
def _calls(path: Path, _written: int) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Return the calls of a lesson that show what people review, each with the words that it is given."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    calls = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return tuple(
        (call.func.attr, tuple(one.value for one in call.args if isinstance(one, ast.Constant)))
        for call in sorted(calls, key=lambda one: one.lineno)
        if call.func.attr in _CALLS
    )

