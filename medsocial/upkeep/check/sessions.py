"""The storyboards of sessions and lessons: unknown elements, too many slides or words, too little time, what is not reached."""

import csv
from pathlib import Path

from ...ground import paths
from ...model import lesson_deck_check, session_check
from ...store.data import DataError
from ...store.yaml_text import yaml_loader
from .problem import Problem, fault

FILES = (
    session_check.PLANS,
    session_check.SLIDES,
    session_check.REACH,
    session_check.FORMS,
    lesson_deck_check.PLANS,
    lesson_deck_check.SLIDES,
)
# The clock and what the storyboards name: while one of these is broken, what follows from it is not told.
RESTS_ON = (
    "datapackage.json",
    "pace.csv",
    "cases.yaml",
    "claims.csv",
    "countries.csv",
    "country_cards.csv",
    "definitions.csv",
    "drills.yaml",
    "evidence.csv",
    "footprint_audit.yaml",
    "guesses.csv",
    "lessons.csv",
    "platform_cards.csv",
    "platforms.csv",
    "policy_repairs.yaml",
    "privacy_rules.yaml",
    "quizzes.yaml",
    "recognise_cases.yaml",
    "review_remarks.csv",
    "reviews.csv",
    "sample_posts.csv",
    "scripts.yaml",
    "service_cards.csv",
    "stories.yaml",
)


def check(folder: Path, told: list[Problem]) -> list[Problem]:
    """Return the faults of the storyboards of a folder that has them; `told` is what is known to be wrong already."""
    if not all((folder / name).is_file() for name in FILES) or {one.file for one in told} & {*FILES, *RESTS_ON}:
        return []
    with paths.reading(folder):
        try:
            found = session_check.problems() or lesson_deck_check.problems()  # lessons take slides of the sessions
        except DataError as error:
            return [fault(session_check.SLIDES, str(error).rstrip("."), "Mend that first.")]
    found_at = {name: lines(folder / name) for name in {one.file for one in found}}
    return [fault(one.file, one.rule, one.cure, row=found_at[one.file].get(one.where), column=one.where) for one in found]


def lines(path: Path) -> dict[str, int]:
    """Return the line of each slide, length, lesson and part, or the row of each item."""
    import yaml

    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {cells[0]: row for row, cells in enumerate(csv.reader(file), start=1) if cells}
    found = {}
    text = path.read_text(encoding="utf-8")
    for entry in yaml.compose(text, Loader=yaml_loader(text)).value:
        named = {key.value: value for key, value in entry.value}
        name = next(named[key] for key in ("id", "minutes", "lesson") if key in named).value
        found[name] = entry.start_mark.line + 1
        for part in named["parts"].value if "parts" in named else ():
            inner = {key.value: value for key, value in part.value}
            found[f"{name}.{inner['id'].value}"] = part.start_mark.line + 1
    return found
