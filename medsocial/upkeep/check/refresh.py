"""The yearly round: which facts are due, by source, and where a fact is shown."""

import datetime as dt
import html
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ...display.recipe import RECIPE_TYPE
from ...ground import paths
from ...store import data

YEAR = dt.timedelta(days=365)
# Fewer words than this stand in many places by chance.
TELLING = 4
MARKS = ("verified", "read", "second_hand", "memory")
OWN = "computed"  # our own calculation or judgement: no text of others to read
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Fact:
    """A row with a source and a date: what it says, how far it was checked, and the first screens that show it."""

    table: str
    key: str
    words: str
    source_id: str
    as_of: dt.date
    review_by: dt.date
    status: str
    texts: tuple[str, ...] = ()
    core: tuple[str, ...] = ()

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """Its texts that are long enough to find it by."""
        return tuple(words for words in self.texts if len(words.split()) >= TELLING)


@dataclass(frozen=True)
class Screen:
    """What one cell of a lesson shows."""

    lesson: str
    heading: str
    deeper: bool
    markup: str
    sources: frozenset[str]

    @cached_property
    def text(self) -> str:
        """Its visible words."""
        return _squeezed(html.unescape(_TAG.sub(" ", self.markup)))

    def shows(self, fact: Fact) -> bool:
        """Return whether a text of the fact stands here; a fact of few words is found by its source."""
        return any(words in self.text for words in fact.telling) if fact.telling else fact.source_id in self.sources


def _squeezed(words: str) -> str:
    # Tags between a sentence and its full stop leave a space that no reader sees.
    return re.sub(r"\s+([.,;:)])", r"\1", " ".join(words.split()))


def facts() -> Iterator[Fact]:
    """Yield every row that has a source, a date and a day to look again."""
    for name, resource in data.resources().items():
        fields = resource.get("schema", {})
        fields = fields.get("fields", ()) if isinstance(fields, dict) else ()
        if {"source_id", "as_of", "review_by"} <= {field["name"] for field in fields}:
            shown = [field["name"] for field in fields if field.get("translatable") and not field.get("list")]
            key = data.primary_key(name)
            for row in data.rows(name):
                said = tuple(_squeezed(getattr(row, column)) for column in shown if getattr(row, column))
                mark = getattr(row, "status", "")
                yield Fact(name, getattr(row, key), (*said, "")[0], row.source_id, row.as_of, row.review_by, mark, said)


def screens() -> Iterator[Screen]:
    """Yield what each cell of each lesson shows, as it is stored."""
    for path in sorted(paths.notebooks_dir().glob("*.ipynb")):
        heading = ""
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown" and source.startswith("#"):
                heading = source.partition("\n")[0].lstrip("# ")
            deeper = cell.get("metadata", {}).get("medsocial", {}).get("depth") == "deeper"
            for shown in _shown(cell, source):
                yield Screen(path.stem, heading, deeper, *shown)


def _shown(cell: dict[str, Any], source: str) -> Iterator[tuple[str, frozenset[str]]]:
    if cell["cell_type"] == "markdown":
        yield source, frozenset()
    for output in cell.get("outputs", ()):
        recipe = output.get("data", {}).get(RECIPE_TYPE, {})
        if recipe.get("function") != "references":
            markup = output.get("data", {}).get("text/html", "")
            yield markup if isinstance(markup, str) else "".join(markup), frozenset(recipe.get("sources", ()))


def due(day: dt.date) -> list[Fact]:
    """Return the facts to look up again: past their day, or read over a year ago and on a first screen."""
    there = list(screens())
    found = []
    for fact in facts():
        core = tuple(dict.fromkeys(s.lesson for s in there if not s.deeper and s.shows(fact)))
        if fact.review_by <= day or (core and fact.as_of + YEAR < day):
            found.append(replace(fact, core=core))
    return sorted(found, key=lambda fact: (not fact.core, fact.source_id, fact.table, fact.key))


def on_core_screens() -> list[Fact]:
    """Return the facts that reach a first screen of a lesson.

    A row whose words stand on no screen at all, such as a cell of a table of guidance, counts where its source is cited.
    """
    there = list(screens())
    found = []
    for fact in facts():
        showing = [screen for screen in there if screen.shows(fact)]
        showing = showing or [screen for screen in there if fact.source_id in screen.sources]
        if core := tuple(dict.fromkeys(screen.lesson for screen in showing if not screen.deeper)):
            found.append(replace(fact, core=core))
    return found


def share_lines() -> Iterator[str]:
    """Yield, table by table, how many facts of the first screens are verified, with words of their text and a place."""
    counted = Counter((fact.table, fact.status) for fact in on_core_screens())
    for table in dict.fromkeys(table for table, _ in counted):
        marks = {mark: n for (name, mark), n in counted.items() if name == table and mark != OWN}
        if total := sum(marks.values()):
            said = ", ".join(f"{mark} {marks[mark]}" for mark in MARKS if mark in marks)
            yield f"{table}: {total} facts of others on first screens; {said} ({marks.get('verified', 0) / total:.0%} verified)."
    of_others = {key: n for key, n in counted.items() if key[1] != OWN}
    quoted = sum(n for (_, mark), n in of_others.items() if mark == "verified")
    yield f"First screens: {quoted} of {sum(of_others.values())} facts of others verified, with words and place."


def due_lines(day: dt.date) -> Iterator[str]:
    """Yield the round as a person walks it: one source, its address, and each sentence that rests on it."""
    found = due(day)
    by_source = {fact.source_id: [f for f in found if f.source_id == fact.source_id] for fact in found}
    for source_id, resting in by_source.items():
        source = data.rows("sources").by("source_id")[source_id]
        yield f"{source.title}. {source.publisher} ({source_id})"
        yield f"  {source.url or (f'https://doi.org/{source.doi}' if source.doi else 'no address')}"
        for fact in resting:
            where = f"on a first screen of {', '.join(fact.core)}" if fact.core else "on no first screen"
            yield f"  - {fact.table}, {fact.key}: as of {fact.as_of}, due {fact.review_by}, {where}"
            if fact.words:
                yield f"    {fact.words}"
    yield f"{len(found)} facts of {len(by_source)} sources are to be looked up again by {day}."


def used_lines(wanted: str) -> Iterator[str]:
    """Yield every place that names a fact or a source, or that shows its words."""
    known = [fact for fact in facts() if wanted in (fact.key, fact.source_id)]
    for name, resource in data.resources().items():
        if str(resource["path"]).endswith(".csv"):
            yield from _in_table(name, wanted)
        else:
            yield from _in_file(data.resource_path(name), wanted)
    for (lesson, heading), group in itertools.groupby(screens(), key=lambda s: (s.lesson, s.heading)):
        here = list(group)
        shown = {fact.key for screen in here for fact in known if fact.telling and screen.shows(fact)}
        if shown:
            yield f"{lesson}, “{heading}”: shows {', '.join(sorted(shown))}"
        elif any(wanted in screen.sources for screen in here):
            yield f"{lesson}, “{heading}”: cites it"


def _in_table(name: str, wanted: str) -> Iterator[str]:
    path, key = data.resources()[name]["path"], data.primary_key(name)
    for row in data.rows(name):
        for field in data.resources()[name]["schema"]["fields"]:
            cell = getattr(row, field["name"])
            if cell == wanted or (isinstance(cell, tuple) and wanted in cell):
                yield f"{path}, {getattr(row, key)}, column {field['name']}"


def _in_file(path: Path, wanted: str) -> Iterator[str]:
    word = re.compile(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if word.search(line):
            yield f"{path.name}, line {number}"
