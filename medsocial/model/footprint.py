"""The footprint audit: coded finds, a first step for each, and their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..store import data


@dataclass(frozen=True)
class Find:
    """One thing found about a person, in codes of `footprint_audit.yaml`; no free text."""

    kind: str
    controller: str
    risk: int
    action: str


def vocabulary() -> dict[str, Any]:
    """Return the audit's words: searches, kinds, controllers, risks, actions and the worked example."""
    return data.yaml_content("footprint_audit")


def label(group: str, code: str) -> str:
    """Return the words for a code.

    Raises
    ------
    UnknownName
        If the group has no such code.
    """
    for entry in vocabulary()[group]:
        if entry["id"] == code:
            return entry["label"]
    raise data.UnknownName(f"{code!r} is not among the {group} of the footprint audit.")


def first_step(kind: str, controller: str, risk: int) -> str:
    """Return the code of the action to suggest for a find.

    Impersonation and home details come first, whoever controls them; what helps is kept;
    otherwise the one who controls the find decides the step.
    """
    words = vocabulary()
    if kind in words["urgent_kinds"]:
        return words["urgent_kinds"][kind]
    if risk == 0:
        return "keep_it"
    return next(c["action"] for c in words["controllers"] if c["id"] == controller)


def make_find(kind: str, controller: str, risk: int) -> Find:
    """Return a find with its suggested first step.

    Raises
    ------
    UnknownName
        If a code is unknown.
    """
    label("kinds", kind), label("controllers", controller), label("risks", str(risk))
    return Find(kind, controller, risk, first_step(kind, controller, risk))


def by_priority(finds: Iterable[Find]) -> list[Find]:
    """Return the finds, highest risk first; at equal risk what you control yourself comes first."""
    return sorted(finds, key=lambda find: (-find.risk, find.controller != "me"))


def worked_example() -> tuple[list[str], list[Find]]:
    """Return the searches and finds of the fictional doctor."""
    example = vocabulary()["example"]
    return list(example["searches"]), [make_find(f["kind"], f["controller"], int(f["risk"])) for f in example["finds"]]
