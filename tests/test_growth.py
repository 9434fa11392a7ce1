"""Content may grow: what CONTRIBUTING invites to add, added to a copy, leaves `check`, a build and the tests green."""

import copy
import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from common import ROOT

from medsocial.store.yaml_text import yaml_loader
from medsocial.upkeep import build

# The tests of the parts that grow; none of them may hold today's inventory.
OF_THAT_PART = [
    "tests/activities/test_cases.py",
    "tests/activities/test_contact.py",
    "tests/activities/test_drill.py",
    "tests/activities/test_story.py",
    "tests/activities/test_explorer.py::test_filters_and_year_change_picture_table_and_count",
    "tests/activities/test_explorer.py::test_every_platform_can_be_chosen",
    "tests/charts/test_platform_charts.py::test_every_platform_stands_once_under_its_main_type",
    "tests/activities/test_scripts.py::test_the_printed_page_holds_everything",
    "tests/activities/test_repair_clauses.py::test_the_static_form_shows_every_clause_and_its_model",
    "tests/model/test_reviews.py",
    "tests/model/test_selection.py",
    "tests/model/test_session.py::test_a_vote_on_a_post",
    "tests/test_expected.py",
]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "my_workshop", "dist", "browser")
LESSON = "05_patients_and_boundaries"
# What people have reviewed, with the mark of each; drills stand last.
MARKS = """
from medsocial.model.review_items import item, keys_of
from medsocial.model.review_sets import items_of
kinds = ("script", "repair", "post", "statement", "contact", "story", "drill")
keys = dict.fromkeys((*items_of("60-minutes"), "case:one_star_review", *(key for kind in kinds for key in keys_of(kind))))
for key in keys:
    print(key, item(key).mark)
"""


def inside(folder: Path) -> dict[str, str]:
    """Return the variables under which the modules of a copy are run; what Python compiles of it is kept there."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(folder)}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess:
    """Run a module of Python in a copy of the workshop."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=folder, env=inside(folder), capture_output=True, text=True, timeout=600)


def edit(path: Path, change) -> None:
    """Change a content file."""
    written = path.read_text(encoding="utf-8")
    content = yaml.load(written, yaml_loader(written))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


def one_case_more(content: dict) -> None:
    """Add one case more to the core set."""
    cases = content["cases"]
    more = copy.deepcopy(cases[0])
    more.update(id="rider_request", number=len(cases) + 1, title="The rider's request")
    for option in more["options"]:
        option["reason"] += " A second rider asks."
    cases.append(more)


def one_drill_more(content: list | dict) -> None:
    """Add one drill more."""
    drills = content if isinstance(content, list) else content["drills"]
    drills.append({**copy.deepcopy(drills[0]), "id": "second_board", "title": "A second board"})


def one_platform_more(data: Path) -> None:
    """Add a platform with a fact; its other rows may follow."""
    fact = {"fact_id": "marlow_board__join_policy", "platform_id": "marlow_board", "status": "read"}
    for name, key, changes in (
        ("platforms.csv", "platform_id", {"platform_id": "marlow_board", "name": "Marlow Board", "cohort": "added_2026"}),
        ("platform_facts.csv", "fact_id", fact),
    ):
        with (data / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        row = dict(rows[0]) | {column: value for column, value in changes.items() if column in rows[0]}
        assert key in row
        if "name_in_source_text" in row:
            row["name_in_source_text"] = ""
        with (data / name).open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, row, lineterminator="\n").writerow(row)


def first_reviews(folder: Path) -> None:
    """Merge two sheets: a clinician's on what a session and some lessons show, a privacy officer's on drills."""
    told = subprocess.run(
        [sys.executable, "-c", MARKS],
        cwd=folder,
        env=inside(folder),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    keys, marks = told[::2], told[1::2]
    first = next(place for place, key in enumerate(keys) if key.startswith("drill:"))
    (folder / "inbox").mkdir()
    for role, answered in (("clinician", slice(0, first)), ("privacy", slice(first, None))):
        pairs = zip(keys[answered], marks[answered], strict=True)
        sheet = {"format": 1, "kind": "medsocial_review", "sheet": role.encode().hex()[:16].ljust(16, "0"), "role": role}
        sheet |= {"set": "60-minutes", "saved_on": "2026-11-20"}
        sheet["answers"] = [{"item": key, "mark": mark, "answer": "agree"} for key, mark in pairs]
        (folder / "inbox" / f"{role}.json").write_text(json.dumps(sheet), encoding="utf-8")
    done = run(folder, "medsocial", "review", "inbox")
    assert done.returncode == 0 and f"2 sheets with {len(keys)} answers merged." in done.stdout, done.stdout + done.stderr
    shutil.rmtree(folder / "inbox")


@pytest.mark.slow
def test_one_more_of_each_turns_nothing_red(tmp_path: Path) -> None:
    """A first review, one core case, one drill and one platform more."""
    for name in ("data", "medsocial", "notebooks", "tests", "slides", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    for path in filter(Path.is_file, ROOT.iterdir()):
        shutil.copy(path, tmp_path)
    data = tmp_path / "data"
    edit(data / "cases.yaml", one_case_more)
    edit(data / "drills.yaml", one_drill_more)
    one_platform_more(data)
    first_reviews(tmp_path)
    checked = run(tmp_path, "medsocial", "check", "--today", build.FIXED_DATE)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Not yet in tests/expected/case_keys.csv: 1 (rider_request)." in checked.stdout
    built = run(tmp_path, "medsocial", "build", LESSON)
    assert built.returncode == 0 and LESSON in built.stdout, built.stdout + built.stderr
    tested = run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:nbval", *OF_THAT_PART)
    assert tested.returncode == 0, tested.stdout[-6000:]
