"""`check` finds what is tested or recalled and not taught: one sentence, with the objective or the question."""

import json
import shutil
from pathlib import Path

import pytest
from common import ROOT

from medsocial.model import test_items
from medsocial.store import data
from medsocial.upkeep.check import teaching

BLUEPRINT, ITEMS, QUIZZES, REACH = "test_blueprint.csv", "test_items.yaml", "quizzes.yaml", "session_reach.csv"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of data and lessons, without the outputs, which nothing here reads."""
    root = tmp_path_factory.mktemp("copy é")
    shutil.copytree(ROOT / "data", root / "data")
    (root / "notebooks").mkdir()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = [{"metadata": cell["metadata"]} for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
        (root / "notebooks" / path.name).write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return root


def found(root: Path) -> list[str]:
    """Return the sentences about what is taught, without the numbers of lines."""
    return [f"{one.file}, at {one.column}: {one.rule}. {one.cure}" for one in teaching.check(root / "data", [])]


# file, what stands there, what a damaged copy says instead, and the sentence
DAMAGED = {
    "tested and not done": (
        BLUEPRINT, "goal_channel_measure,03_benefits/channel,-,-,", "goal_channel_measure,03_benefits/channel,-,tested,",
        f"{BLUEPRINT}, at O3: 60 minutes test it, and the room does not do goal_channel_measure in that length. Let a slide",
    ),
    "no longer done": (
        REACH, "A public reply,O6,-,done,", "A public reply,O6,-,met,",
        f"{BLUEPRINT}, at O6: 60 minutes test it, and the room does not do public_reply in that length.",
    ),
    "tested where there are no forms": (
        BLUEPRINT, "05_patients_and_boundaries/rule,taught,", "05_patients_and_boundaries/rule,tested,",
        f"{BLUEPRINT}, at O5: 30 minutes test it, and that length has no time for forms.",
    ),
    "taught and not said": (
        BLUEPRINT, "06_hospital_policy/clauses,-,-,-,taught,", "06_hospital_policy/clauses,-,-,-,-,",
        f"{BLUEPRINT}, at O8: it says - for 180 minutes, and {REACH} says done of policy_clause. Write taught",
    ),
    "in one length only": (
        BLUEPRINT, "01_definitions/audit,-,tested,tested,tested,", "01_definitions/audit,-,tested,taught,tested,",
        f"{BLUEPRINT}, at O2: it stands in the short form, and 90 minutes do not test it.",
    ),
    "row lost": (
        BLUEPRINT, "\nO8,", "\nO9,",
        f"{BLUEPRINT}, at O8: the objective O8 has no row.",
    ),
    "another objective": (
        BLUEPRINT, "a;b;booster,public_reply,", "a;b;booster,contact,",
        f"{BLUEPRINT}, at O6: it is taught by contact, which {REACH} does not name for O6.",
    ),
    "item lost": (
        ITEMS, "- id: b7\n  form: b\n  objective: o7", "- id: b7\n  form: b\n  objective: o3",
        f"{BLUEPRINT}, at O7: the form b should have 1 items for O7, and {ITEMS} holds 0.",
    ),
    "no such form": (
        BLUEPRINT, "a;b,policy_clause", "a;b;c,policy_clause",
        f"{BLUEPRINT}, at O8: the form c should have 1 items for O8, and {ITEMS} holds 0. Change the items, or the forms",
    ),
    "pair of two levels": (
        ITEMS, "- id: b5\n  form: b\n  objective: o5\n  level: apply", "- id: b5\n  form: b\n  objective: o5\n  level: evaluate",
        f"{ITEMS}, at O5: the items of O5 in forms a and b ask for different levels: apply, evaluate.",
    ),
    "not tested alone": (
        BLUEPRINT, "taught,taught,taught,tested\nO2", "taught,taught,taught,-\nO2",
        f"{BLUEPRINT}, at O1: it is - for who works alone, and its forms are a, b.",
    ),
    "taught under Go deeper": (
        BLUEPRINT, "02_platform_taxonomy/sort", "02_platform_taxonomy/survival",
        f"{BLUEPRINT}, at O1: 02_platform_taxonomy/survival stands under Go deeper, which nobody has to read. Name the",
    ),
    "no such section": (
        BLUEPRINT, "01_definitions/audit", "01_definitions/audits",
        f"{BLUEPRINT}, at O2: there is no section 01_definitions/audits.",
    ),
    "lesson of another objective": (
        BLUEPRINT, "06_hospital_policy/clauses", "05_patients_and_boundaries/rule",
        f"{BLUEPRINT}, at O8: 05_patients_and_boundaries is no lesson of O8 in objectives.csv.",
    ),
    "recalls what is deeper": (
        QUIZZES, "recalls: 02_platform_taxonomy/lives", "recalls: 02_platform_taxonomy/survival",
        f"{QUIZZES}, at dangers_recall.films_kept: 02_platform_taxonomy/survival stands under Go deeper, which nobody has",
    ),
    "recalls its own lesson": (
        QUIZZES, "recalls: 01_definitions/footprint", "recalls: 03_benefits/rank",
        f"{QUIZZES}, at benefits_recall.footprint_owner: it recalls 03_benefits/rank, which does not come before its own",
    ),
    "recalls nothing": (
        QUIZZES, "    recalls: 00_start_here/guess\n", "",
        f"{QUIZZES}, at definitions_recall.without_name: a question at the head of a lesson says what it recalls, and no other",
    ),
}  # fmt: skip


def test_what_ships_tests_and_recalls_what_it_teaches(shipped: Path) -> None:
    assert found(shipped) == []


@pytest.mark.parametrize("name", DAMAGED)
def test_each_rule_has_its_sentence(shipped: Path, name: str) -> None:
    file, before, after, sentence = DAMAGED[name]
    path = shipped / "data" / file
    whole = path.read_bytes()
    assert whole.decode().count(before) == 1
    try:
        path.write_bytes(whole.replace(before.encode(), after.encode()))
        said = found(shipped)
    finally:
        path.write_bytes(whole)
    assert any(one.startswith(sentence) for one in said), said


def test_a_folder_without_lessons_is_checked_all_the_same(tmp_path: Path) -> None:
    """A hospital's own copy of the data has no lessons beside it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data" / BLUEPRINT
    path.write_text(path.read_text(encoding="utf-8").replace("02_platform_taxonomy/sort", "nowhere/at_all"), encoding="utf-8")
    assert found(tmp_path) == []


def test_every_length_with_forms_tests_what_its_room_does() -> None:
    """Typed by hand: the lengths that test an objective, and those that only teach it."""

    def lengths(word: str) -> dict[str, list[int]]:
        rows = data.rows("test_blueprint")
        said = {row.objective_id: [n for n in (30, 60, 90, 180) if getattr(row, f"in_{n}") == word] for row in rows}
        return {name: found for name, found in said.items() if found}

    rooms = [60, 90, 180]
    assert lengths("tested") == dict.fromkeys(["O2", "O4", "O5", "O6"], rooms)
    taught = {"O1": rooms, "O3": [90, 180], "O4": [30], "O5": [30], "O7": rooms, "O8": [180]}
    assert lengths("taught") == taught
    assert test_items.short_objectives() == {"O2", "O4", "O5", "O6"}
