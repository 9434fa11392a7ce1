"""Cases on patients and boundaries: a scene, four options with their reasons, and what stands behind the key."""

import difflib
from dataclasses import dataclass
from typing import Any

from ..store import data
from .cards import Question, question

SETS = ("core", "more", "posts")  # posts: drafts to judge in a room; lesson 05 has no space for them
LETTERS = "ABCD"
EVERYWHERE = "ALL"


@dataclass(frozen=True)
class Difference:
    """What one or several countries say; `status` tells how far it was checked."""

    country_ids: tuple[str, ...]
    text: str
    status: str

    def concerns(self, country: str) -> bool:
        """Return whether the line is about this country; a line for all countries concerns each."""
        return bool(country) and (country in self.country_ids or EVERYWHERE in self.country_ids)


@dataclass(frozen=True)
class Case:
    """One case; the right option of a case that is not scored is our leaning and no key."""

    key: str
    number: int
    title: str
    which: str
    topic: str
    content_note: str
    scene: str
    question: Question
    scored: bool
    where: tuple[str, ...]
    speaker: str
    patient: str
    support: str
    support_status: str
    differ: tuple[Difference, ...]
    difficulty: str
    objective: str
    source_ids: tuple[str, ...]

    @property
    def item(self) -> str:
        """Its key among what people review."""
        return f"case:{self.key}"

    @property
    def letter(self) -> str:
        """The letter of the best option."""
        return LETTERS[self.question.right]

    def lettered(self) -> tuple[str, ...]:
        """Return the options with their letters, as a room votes on them."""
        return tuple(f"{letter}. {option}" for letter, option in zip(LETTERS, self.question.options, strict=True))


def _case(item: dict[str, Any]) -> Case:
    differ = tuple(
        Difference(tuple(code.upper() for code in line["country_ids"]), line["text"], line["status"]) for line in item["differ"]
    )
    return Case(
        key=item["id"],
        number=item["number"],
        title=item["title"],
        which=item["set"],
        topic=item["topic"],
        content_note=item["content_note"],
        scene=item["scene"],
        question=question(item["question"], item["options"]),
        scored=item["scored"],
        where=tuple(code.upper() for code in item["where_key_holds"]),
        speaker=item["speaker"],
        patient=item["patient"],
        support=item["support"],
        support_status=item["support_status"],
        differ=differ,
        difficulty=item["difficulty"],
        objective=item["objective"].upper(),
        source_ids=tuple(item["source_ids"]),
    )


def _all() -> dict[str, Case]:
    """Return every case by its id, in the order of the file: what everybody decides in a lesson stands first."""
    return {item["id"]: _case(item) for item in data.yaml_content("cases")["cases"]}


def vignettes(which: str = "core") -> tuple[Case, ...]:
    """Return the cases of a set, in order.

    Raises
    ------
    UnknownName
        If there is no such set.
    """
    if which not in SETS:
        raise data.UnknownName(f"There is no set of cases called {which!r}. The sets are {' and '.join(SETS)}.")
    return tuple(case for case in _all().values() if case.which == which)


def vignette(case_id: str) -> Case:
    """Return one case by its id, in any case of letters.

    Raises
    ------
    UnknownName
        If there is no such case; the message gives the nearest ids.
    """
    known = _all()
    wanted = _plain(case_id)
    if wanted not in known:
        raise data.UnknownName(f"There is no case called {case_id!r}. {_nearest(wanted, list(known))}")
    return known[wanted]


def find_cases(which: str) -> tuple[Case, ...]:
    """Return the cases of a set, or the one case of this id.

    Raises
    ------
    UnknownName
        If there is neither such a set nor such a case; the message gives the nearest names.
    """
    if which in SETS:
        return vignettes(which)
    known = _all()
    wanted = _plain(which)
    if wanted not in known:
        hint = _nearest(wanted, [*SETS, *known])
        raise data.UnknownName(f"There is no set of cases and no case called {which!r}. {hint}")
    return (known[wanted],)


def _plain(name: str) -> str:
    return "_".join(str(name).casefold().split())


def _nearest(wanted: str, names: list[str]) -> str:
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.4)
    return f"The nearest are {', '.join(near)}." if near else f"Known are {', '.join(names)}."
