"""Country cards in a data folder: what each one lacks, and what cannot be read."""

from pathlib import Path

from ...model import local_card
from ...store.data import DataError
from .problem import Problem, fault

PATTERNS = ("country_card*.txt", "country_card*.yaml")


def files(folder: Path) -> list[Path]:
    """Return the card files in a folder."""
    return sorted(path for pattern in PATTERNS for path in folder.glob(pattern))


def check(folder: Path) -> tuple[list[Problem], list[Problem]]:
    """Return the faults of the card files in a folder, and a warning for each field that a card lacks."""
    faults, warnings = [], []
    for path in files(folder):
        try:
            card = local_card.read_card(path)
        except DataError as error:
            said = str(error).removeprefix(f"{path.name}: ").rstrip(".")
            faults.append(fault(path.name, said, "Or export the card again from lesson 05."))
        else:
            rule = "is still missing on the country card"
            warnings += [fault(path.name, rule, "Fill it in.", value=label) for label in local_card.missing(card)]
    return faults, warnings
