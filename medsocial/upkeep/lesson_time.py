"""How long a lesson takes alone: its core words, and what its activities ask for."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ..display.recipe import RECIPE_TYPE
from ..model import pace
from ..model.cards import quiz_cards, service_cards
from ..model.drill import scenario
from ..model.footprint import vocabulary, worked_example
from ..model.pace import Load
from ..model.recognise import posts
from ..model.story import find_story
from ..store import data

_MARKS = re.compile(r"[#*_>`|]|\]\([^)]*\)|<[^>]*>")


def lesson_load(path: Path) -> Load:
    """Return what the core of a stored lesson asks of a reader.

    Words are those that stand open: what is folded is read by choice. An activity counts by its kind, in the
    amounts that the data hold.
    """
    found = Load()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        where = cell["metadata"].get("medsocial", {})
        if where.get("depth") != "core" or cell["metadata"].get("slideshow", {}).get("slide_type") in ("notes", "skip"):
            continue
        if cell["cell_type"] == "markdown":
            found += Load(words=pace.words(_MARKS.sub(" ", "".join(cell["source"]))))
        for bundle in _bundles(cell):
            recipe = bundle[RECIPE_TYPE]
            found += Load(words=open_words("".join(bundle["text/html"])))
            task = _TASKS.get(recipe["function"])
            found += task(*recipe["arguments"].values()) if task else Load()
    return found


def lesson_minutes(path: Path) -> int:
    """Return how many minutes the core of a lesson takes alone, rounded up."""
    return -(-pace.alone_seconds(lesson_load(path)) // 60)


def _bundles(cell: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for output in cell.get("outputs", ()):
        bundle = output.get("data", {})
        if RECIPE_TYPE in bundle and "text/html" in bundle:
            yield bundle


# ---- what each activity asks for ---------------------------------------------------------------------


def _quiz(name: str) -> Load:
    return Load(choices=len(quiz_cards(name)[2]))


def _story(name: str) -> Load:
    # A scene with its choices is a case; the longest way counts.
    return Load(cases=find_story(name).most_decisions)


def _drill(name: str) -> Load:
    return Load(cases=len(scenario(name).injects))  # each message is one


def _cases(which: str) -> Load:
    return Load(cases=sum(case["set"] == which for case in data.yaml_content("cases")["cases"]))


def _definitions() -> Load:
    return Load(choices=sum(len(card.questions) for card in service_cards()))


def _footprint() -> Load:
    # As many finds as in the worked example; each is judged by kind, controller and risk.
    _searches, finds = worked_example()
    return Load(searches=len(vocabulary()["searches"]), choices=3 * len(finds))


def _sort(*_which: str) -> Load:
    return Load(choices=3 * len(data.rows("platform_cards")))


def _clauses() -> Load:
    clauses = len(data.yaml_content("policy_repairs")["clauses"])
    return Load(cases=clauses, choices=clauses)  # the fault, then the repair


def _some(**load: int) -> Callable[..., Load]:
    return lambda *_arguments: Load(**load)


_TASKS: dict[str, Callable[..., Load]] = {
    "quiz": _quiz,
    "story": _story,
    "drill": _drill,
    "case": _cases,
    "recognise": lambda which="core": Load(cases=len(posts(which))),
    "compare_definitions": _definitions,
    "check_footprint": _footprint,
    "sort_cards": _sort,
    "repair_clauses": _clauses,
    "rank_benefits": _some(choices=6),
    "guess": _some(choices=1),
    "choose_path": _some(choices=1),
    "choose_country": _some(choices=1),
    "choose_two": _some(choices=4),  # two platforms, each with its purpose
    "explore_platforms": _some(choices=1),
    "choose_channel": _some(choices=4),  # goal, audience, hours, country
    "weigh_benefit": _some(cases=1),
    "weigh_danger": _some(cases=1),
    "check_post": _some(cases=1),
    "plan_time": _some(choices=3),  # what to have back, how many minutes, one rule
    "advise_contact": lambda *_arguments: Load(choices=len(data.yaml_content("contact_rules")["questions"])),
    "compare_jurisdictions": _some(choices=1),
    "choose_script": _some(choices=2),  # what has happened, where
    "plan": _some(writings=3),  # up to three changes
}


class _Open(HTMLParser):
    """The words that stand open: outside every fold, with the lines by which the outer folds open."""

    def __init__(self) -> None:
        super().__init__()
        self.folds = self.handles = self.hidden = 0
        self.said: list[str] = []

    def _step(self, tag: str, step: int) -> None:
        if tag == "details":
            self.folds += step
        elif tag == "summary":
            self.handles += step
        elif tag in ("style", "script"):
            self.hidden += step

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._step(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        self._step(tag, -1)

    def handle_data(self, text: str) -> None:
        if not self.hidden and (not self.folds or (self.folds == 1 and self.handles)):
            self.said.append(text)


def open_words(html: str) -> int:
    """Return how many words of a static form stand open."""
    parser = _Open()
    parser.feed(html)
    return pace.words(" ".join(parser.said))
