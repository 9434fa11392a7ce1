"""What a folder of answers held: sheets of tests, promises, and notes on what could not be used."""

import re
from dataclasses import dataclass, field

from ..ground.text import _

_OURS = re.compile(r"class_(?:simulated_)?")
_CODE = re.compile(r"(class_(?:simulated_)?)[A-Za-z0-9]{4}(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Note:
    """What was found wrong: where, and why it was not used."""

    where: str
    why: str

    def shown(self) -> str:
        """Return the place as it may stand in a report: without a participant's code, and without a name.

        A learning platform puts people's names into folders, and before the name of each file.
        """
        return "; ".join(map(_without_names, self.where.split("; ")))


def _without_names(place: str) -> str:
    folder, _slash, name = place.rpartition("/")
    ours = _OURS.search(name)
    if ours:
        name = name[ours.start() :]
    elif folder:
        name = "…" + "".join(name.rpartition(".")[1:] if "." in name else "")
    return _CODE.sub(r"\1…", name)


@dataclass(frozen=True)
class Sheet:
    """One test of one person: which test, which form, the choice for each item answered, and where it was read."""

    code: str
    which: str
    form: str
    answers: dict[str, str]
    where: str


@dataclass(frozen=True)
class Promise:
    """How many commitments a person made, and what became of those that were judged."""

    code: str
    made: int
    checked: tuple[str, ...]
    where: str


@dataclass
class Found:
    """All that a folder held; `without_code` was read but joins nothing, `changes` was read otherwise than written."""

    sheets: list[Sheet] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    without_code: list[Sheet | Promise] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    changes: list[Note] = field(default_factory=list)
    files: int = 0
    lists: int = 0
    other: int = 0  # files of kinds that hold no answers
    simulated: int = 0
    versions: set[str] = field(default_factory=set)

    def note(self, where: str, why: str) -> None:
        """Add what could not be used."""
        self.notes.append(Note(where, why))


def which_words() -> dict[str, str]:
    """Return the tests in words."""
    return {
        "first": _("first form"),
        "second": _("second form"),
        "short_first": _("first short form"),
        "short_second": _("second short form"),
        "booster": _("day 7"),
        "retest": _("day 30"),
    }
