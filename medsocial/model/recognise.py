"""Invented posts and who could recognise the person in them."""

from dataclasses import dataclass
from typing import Any

from ..store import data

SETS = ("core", "more")


@dataclass(frozen=True)
class Post:
    """One invented post; `widest` is the position of our answer among the circles."""

    key: str
    where: str
    post: str
    widest: int
    reason: str
    instead: str
    patient: str


def circles() -> tuple[str, ...]:
    """Return the circles of people from the narrowest to the widest, in words."""
    return tuple(circle["label"] for circle in data.yaml_content("recognise_cases")["circles"])


def circle_ids() -> tuple[str, ...]:
    """Return the ids of the circles, from the narrowest to the widest."""
    return tuple(circle["id"] for circle in data.yaml_content("recognise_cases")["circles"])


def posts(which: str) -> tuple[Post, ...]:
    """Return the posts of a set.

    Raises
    ------
    UnknownName
        If there is no such set.
    """
    if which not in SETS:
        raise data.UnknownName(f"There is no set of posts called {which!r}. The sets are {' and '.join(SETS)}.")
    return tuple(_post(case) for case in data.yaml_content("recognise_cases")["cases"] if case["set"] == which)


def find_post(name: str) -> Post:
    """Return one post.

    Raises
    ------
    UnknownName
        If there is no such post.
    """
    cases = {case["id"]: case for case in data.yaml_content("recognise_cases")["cases"]}
    if name not in cases:
        raise data.UnknownName(f"There is no post called {name!r}. The posts are {', '.join(cases)}.")
    return _post(cases[name])


def _post(case: dict[str, Any]) -> Post:
    return Post(
        case["id"],
        case["where"],
        case["post"],
        circle_ids().index(case["widest"]),
        case["reason"],
        case["instead"],
        case.get("patient", ""),
    )
