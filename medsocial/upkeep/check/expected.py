"""The lists by hand in `tests/expected`: keys, edges of stories, values and counts, against the data."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...store.data import AT_SOURCE
from ...store.yaml_text import yaml_loader

FOLDER = Path("tests") / "expected"
Row = tuple[str, ...]
Pairs = Iterator[tuple[Row, Row]]


@dataclass
class Comparison:
    """What the lists and the data do not share, as sentences."""

    faults: list[str] = field(default_factory=list)
    unlisted: dict[str, list[str]] = field(default_factory=dict)
    copied: dict[str, tuple[int, int]] = field(default_factory=dict)


def _best(options: list[dict[str, Any]]) -> str:
    return ";".join(option["id"] for option in options if option.get("best"))


def _yaml(folder: Path, name: str) -> Any:
    import yaml

    content = (folder / name).read_text(encoding="utf-8")
    return yaml.load(content, yaml_loader(content))


def _table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _quizzes(folder: Path) -> Pairs:
    for quiz in _yaml(folder, "quizzes.yaml"):
        for question in quiz["questions"]:
            yield (quiz["id"], question["id"]), (_best(question["options"]),)


def _cases(folder: Path) -> Pairs:
    for case in _yaml(folder, "cases.yaml")["cases"]:
        yield (case["id"],), (_best(case["options"]), "yes" if case["scored"] else "no")


def _items(folder: Path) -> Pairs:
    for item in _yaml(folder, "test_items.yaml")["items"]:
        yield (item["id"],), (item["form"], item["objective"], _best(item["options"]))


def _edges(folder: Path) -> Pairs:
    for story in _yaml(folder, "stories.yaml"):
        for scene in story["nodes"]:
            for choice in scene.get("choices", []):
                yield (story["id"], scene["id"], choice["id"]), (choice["to"],)


def _guidance(folder: Path) -> Pairs:
    for row in _table(folder, "guidance_rules.csv"):
        # Whether words were kept of a text that was read is the affair of quotations.csv.
        status = "read" if row["status"] in AT_SOURCE else row["status"]
        yield (row["act_id"], row["jurisdiction_id"]), (row["value"], status)


def _counts(folder: Path) -> Pairs:
    for row in _table(folder, "evidence.csv"):
        if row["events"]:
            yield (row["evidence_id"],), (row["estimate"], row["events"], row["denominator"])


@dataclass(frozen=True)
class Kind:
    """One list: what names a row, what it says, and what the data say. Further columns are for people."""

    key: Row
    says: Row
    data: Callable[[Path], Pairs]


LISTS = {
    "quiz_keys": Kind(("quiz", "question"), ("best",), _quizzes),
    "case_keys": Kind(("case",), ("best", "scored"), _cases),
    "item_keys": Kind(("item",), ("form", "objective", "best"), _items),
    "story_edges": Kind(("story", "scene", "option"), ("next",), _edges),
    "guidance_values": Kind(("act_id", "jurisdiction_id"), ("value", "status"), _guidance),
    "evidence_counts": Kind(("evidence_id",), ("estimate", "events", "denominator"), _counts),
}


def compare(folder: Path, lists: Path) -> Comparison:
    """Return the listed rows that the data contradict, and the rows of the data that no list names."""
    made = Comparison()
    for name, kind in LISTS.items():
        there = dict(kind.data(folder))
        listed = set()
        for line, row in enumerate(_table(lists, f"{name}.csv"), start=2):
            key, says = (tuple(row[column] for column in columns) for columns in (kind.key, kind.says))
            where = f"{name}.csv, row {line}, {' '.join(key)}"
            if key in listed:
                made.faults.append(f"{where}: the row stands twice.")
            elif key not in there:
                made.faults.append(f"{where}: the data hold no such row.")
            elif there[key] != says:
                made.faults.append(f"{where}: the list says {', '.join(says)}, the data say {', '.join(there[key])}.")
            listed.add(key)
        if unlisted := [" ".join(key) for key in there if key not in listed]:
            made.unlisted[name] = unlisted
        bases = [row.get("basis", "text") for row in _table(lists, f"{name}.csv")]
        if "copy" in bases:
            made.copied[name] = bases.count("copy"), len(bases)
    return made


def beside(folder: Path) -> Path | None:
    """Return the lists that belong to a data folder, or None where it has none."""
    lists = folder.resolve().parent / FOLDER
    return lists if lists.is_dir() else None


def remarks(folder: Path) -> Iterator[str]:
    """Yield one line for each list that does not name every row yet; a broken file is the check's own affair."""
    lists = beside(folder)
    if lists is None:
        return
    try:
        compared = compare(folder, lists)
    except Exception:  # the check has said what is wrong with the data, file by file
        return
    for name, (copies, listed) in compared.copied.items():
        yield f"{FOLDER.as_posix()}/{name}.csv: {listed - copies} of {listed} rest on a text that was read, {copies} on the data."
    for name, rows in compared.unlisted.items():
        first = "; ".join(rows[:3])
        yield f"Not yet in {FOLDER.as_posix()}/{name}.csv: {len(rows)} ({first}{'; …' if len(rows) > 3 else ''})."
