"""How long a lesson takes alone: its core words, and what its activities ask for."""

import json
import math
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ..display.recipe import RECIPE_TYPE
from ..jupyter.page_list import code_shown
from ..model import pace
from ..model.cards import quiz_cards, service_cards
from ..model.drill import scenario
from ..model.footprint import vocabulary
from ..model.pace import Load
from ..model.platform_cards import platform_cards
from ..model.policy import Settings, offered_sections, usual_channels
from ..model.recognise import posts
from ..model.story import find_story, longest_path
from ..model.test_items import booster, form
from ..model.vignettes import find_cases
from ..store import data

_MARKS = re.compile(r"[#*_>`|]|\]\([^)]*\)|<[^>]*>")


CORE = "core"
STEP = 5  # minutes; going deeper is a matter of choice, so its time is said roughly


def lesson_load(path: Path, *, whole: bool = False) -> Load:
    """Return what the core of a stored lesson asks of a reader; with `whole`, what is offered as well.

    Words are those that stand open: what is folded is read by choice. An activity counts by its kind, in the
    amounts that the data hold and the page asks for. Code counts where it is shown.
    """
    found, notebook = Load(), json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        depth = cell["metadata"].get("medsocial", {}).get("depth")
        counts = depth == CORE or (whole and depth)
        if not counts or cell["metadata"].get("slideshow", {}).get("slide_type") in ("notes", "skip"):
            continue
        if cell["cell_type"] == "markdown":
            found += Load(words=pace.words(_MARKS.sub(" ", "".join(cell["source"]))))
        elif code_shown(notebook):
            found += Load(code_cells=1)
        for bundle in _bundles(cell):
            recipe = bundle[RECIPE_TYPE]
            found += Load(words=open_words("".join(bundle["text/html"]), offers=whole))
            task = _TASKS.get(recipe["function"])
            found += task(**(_all_of(recipe["arguments"]) if whole else recipe["arguments"])) if task else Load()
    return found


def _all_of(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments without those that make an activity shorter."""
    return {name: value for name, value in arguments.items() if name not in ("first", "folded", "route")}


def lesson_minutes(path: Path) -> tuple[int, int]:
    """Return how many minutes the core of a lesson takes alone, and how many more all that it offers; rounded up."""
    core = pace.alone_seconds(lesson_load(path))
    more = pace.alone_seconds(lesson_load(path, whole=True)) - core
    return math.ceil(core / 60), math.ceil(more / 60 / STEP) * STEP


def _bundles(cell: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for output in cell.get("outputs", ()):
        bundle = output.get("data", {})
        if RECIPE_TYPE in bundle and "text/html" in bundle:
            yield bundle


# ---- what each activity asks for ---------------------------------------------------------------------


def _quiz(name: str, first: int | None = None) -> Load:
    return Load(choices=len(quiz_cards(name)[2][:first]))


def _story(name: str, route: str = "full") -> Load:
    # A scene with its choices is a case; the longest way counts.
    return Load(cases=longest_path(find_story(name), route))


def _drill(name: str = "patient_board", mode: str = "one", first: int | None = None) -> Load:
    return Load(cases=len(scenario(name).injects[:first]))  # each message is one


def _cases(which: str = "core", first: int | None = None) -> Load:
    return Load(cases=len(find_cases(which)[:first]))


def _recognise(which: str = "core", first: int | None = None) -> Load:
    return Load(cases=len(posts(which)[:first]))


def _definitions(first: int | None = None) -> Load:
    return Load(choices=sum(len(card.questions) for card in service_cards()[:first]))


def _footprint(first: int | None = None) -> Load:
    # The three answers for a find are what "noted down" means in the figure for a search.
    return Load(searches=len(vocabulary()["searches"][:first]))


def _sort(cards: int = 12, first: int | None = None) -> Load:
    return Load(choices=sum(len(card.questions) for card in platform_cards(cards)[:first]))


def _clauses(first: int | None = None) -> Load:
    clauses = len(data.yaml_content("policy_repairs")["clauses"][:first])
    return Load(cases=clauses, choices=clauses)  # the fault, then the repair


def _weigh(folded: bool = False, **_which: str) -> Load:
    return Load(cases=int(not folded))


def _test(which: str) -> Load:
    return Load(choices=len(booster() if which == "booster" else form("A")))  # both forms, and the retest, have one length


def _policy() -> Load:
    sections = offered_sections(Settings(channels=usual_channels()), {}, (), "short")
    return Load(choices=sum(len(section.clauses) for section in sections))


def _some(**load: int) -> Callable[..., Load]:
    return lambda **_arguments: Load(**load)


_TASKS: dict[str, Callable[..., Load]] = {
    "quiz": _quiz,
    "story": _story,
    "drill": _drill,
    "case": _cases,
    "recognise": _recognise,
    "compare_definitions": _definitions,
    "check_footprint": _footprint,
    "sort_cards": _sort,
    "repair_clauses": _clauses,
    "weigh_benefit": _weigh,
    "weigh_danger": _weigh,
    "take_test": _test,
    "find_bad_data": lambda: Load(choices=len(data.rows("impossible_counts"))),
    "spot_error": lambda: Load(choices=len(data.yaml_content("spot_the_error"))),
    "build_policy": _policy,
    "compare_policy": _some(cases=4),  # find the file, and read a passage for each section
    "rank_benefits": _some(choices=6),
    "guess": _some(choices=1),
    "choose_path": _some(choices=1),
    "choose_country": _some(choices=1),
    "choose_two": _some(choices=4),  # two platforms, each with its purpose
    "explore_platforms": _some(choices=1),
    "choose_channel": _some(choices=4),  # goal, audience, hours, country
    "check_post": _some(cases=1),
    "plan_time": _some(choices=3),  # what to have back, how many minutes, one rule
    "advise_contact": lambda: Load(choices=len(data.yaml_content("contact_rules")["questions"])),
    "compare_jurisdictions": _some(choices=1),
    "choose_script": _some(choices=2),  # what has happened, where
    "check_answer": _some(exercises=1),
    "plan": _some(writings=3),  # up to three changes
}


class _Open(HTMLParser):
    """The words that stand open: outside every fold, with the lines by which the outer folds open.

    With `offers`, what an activity offers beyond its core stands open as well.
    """

    def __init__(self, offers: bool) -> None:
        super().__init__()
        self.offers = offers
        self.opened: list[bool] = []  # for each fold around: whether it is an offer that counts as open
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
        if tag == "details":
            opened = self.offers and "ms-offer" in (dict(attrs).get("class") or "").split()
            self.opened.append(opened)
            if opened:
                return
        self._step(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self.opened.pop():
            return
        self._step(tag, -1)

    def handle_data(self, text: str) -> None:
        if not self.hidden and (not self.folds or (self.folds == 1 and self.handles)):
            self.said.append(text)


def open_words(html: str, *, offers: bool = False) -> int:
    """Return how many words of a static form stand open; with `offers`, also those beyond the core.

    What an element repeats, such as the same options on every card, is read once.
    """
    parser = _Open(offers)
    parser.feed(html)
    return pace.words(" ".join(dict.fromkeys(parser.said)))
