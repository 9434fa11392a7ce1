"""A simulated class, for trying the report; every file of it says that it is simulated."""

import math
import random
from pathlib import Path

from .. import __version__
from ..ground import files
from ..model import class_file, test_items
from ..model.class_code import DIGITS, LETTERS

MOST = 5000
# Invented for the trial: spread of people and items on the logit scale, and what the workshop adds.
PERSON, ITEM, ADDED = 0.9, 0.8, 0.8


def simulate(count: int, seed: int = 2014) -> list[dict]:
    """Return the files of a simulated class as plain dictionaries; the same for the same numbers."""
    dice = random.Random(f"{count} {seed}")
    hardness = {item.item_id: dice.gauss(-0.2, ITEM) for item in test_items.items()}
    codes = sorted({"".join(dice.choice(signs) for signs in (LETTERS, DIGITS, LETTERS, LETTERS)) for _n in range(count * 3)})
    dice.shuffle(codes)
    return [_person(code, "AB" if place % 2 == 0 else "BA", hardness, dice) for place, code in enumerate(codes[:count])]


def _person(code: str, order: str, hardness: dict[str, float], dice: random.Random) -> dict:
    skill = dice.gauss(0, PERSON)

    def sheet(asked: tuple[test_items.Item, ...], added: float) -> dict[str, str]:
        given = {}
        for item in asked:
            knows = dice.random() < 1 / (1 + math.exp(hardness[item.item_id] - skill - added))
            others = [option.id for option in item.options if option.id != item.best]
            if dice.random() >= 0.02:
                given[item.item_id] = item.best if knows else dice.choice(others)
        return given

    made = {"format": class_file.FORMAT, "kind": class_file.KIND, "simulated": True, "workshop": __version__}
    made |= {"code": code, "order": order}
    made["first"] = {"form": order[0], "answers": sheet(test_items.form(order[0]), 0)}
    if dice.random() < 0.9:
        made["second"] = {"form": order[1], "answers": sheet(test_items.form(order[1]), ADDED)}
    if dice.random() < 0.5:
        made["booster"] = {"answers": sheet(test_items.booster(), ADDED)}
    promised, checked = dice.choice((1, 2, 2, 3)), []
    if dice.random() < 0.6:
        made["retest"] = {"form": order[0], "answers": sheet(test_items.form(order[0]), ADDED * 0.8)}
        checked = dice.choices(class_file.STATUSES, weights=(5, 3, 2, 1), k=promised)
    return {**made, "commitments": {"made": promised, "checked": checked}}


def write(folder: Path, count: int) -> int:
    """Write a simulated class into a folder, one file a person, and return how many were written."""
    files.folder(folder, private=False)
    people = simulate(count)
    for person in people:
        files.write_json(folder / f"class_simulated_{person['code']}.json", person, private=False)
    return len(people)
