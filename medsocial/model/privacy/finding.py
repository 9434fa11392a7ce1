"""A finding of the privacy checker, and the words that go with it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from ...store import data

SEVERITIES = ("stop", "think", "note")
LETTERS = tuple("ABCDEFGHIJKLMNOPQR")


class Hit(NamedTuple):
    """A stretch that fits a rule, before anything is known of the rest of the post."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a post that could identify someone.

    Attributes
    ----------
    start, end : int
        Offsets in the text as given.
    category : str
        Letter of the category in 45 CFR 164.514(b)(2)(i), or `clue`.
    severity : {"stop", "think", "note"}
        How loudly to say so.
    reason, suggestion : str
        Why, and what to write instead.
    rule : str
        Name of the rule in `privacy_rules.yaml`.
    """

    start: int
    end: int
    category: str
    severity: str
    reason: str
    suggestion: str
    rule: str


def content() -> dict[str, Any]:
    """Return the rules' words, questions and lists."""
    return data.yaml_content("privacy_rules")


def restricted_zip3() -> frozenset[str]:
    """Return the three-digit areas whose digits must go, in the edition that is shipped."""
    return frozenset(content()["restricted_zip3"]["codes"])


def clue_kind(rule: dict[str, str]) -> str:
    """Return what a rule adds to the sum of clues, as a key of `clues` in the content file; empty if nothing."""
    return rule.get("clue") or {"b": "place", "c": "date", "r": "mark"}.get(rule["category"], "")
