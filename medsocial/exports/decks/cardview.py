"""Question cards as a room needs them, taken from the stored form or from the model."""

from dataclasses import dataclass, field
from typing import Any

from ...display.markup import escape, tag
from . import prose
from .tree import Node

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Asked:
    """A question with its options; a reason as HTML for each, and the position of the best one if known."""

    legend: str
    options: list[str]
    reasons: list[str]
    best: int | None = None

    @property
    def one_reason(self) -> bool:
        """Whether one reason stands for all options."""
        return len(set(self.reasons)) == 1


@dataclass
class CardView:
    """A card as a room sees it."""

    heading: str
    scene: list[Any]
    asked: list[Asked]
    after: list[Node] = field(default_factory=list)


def from_options(owner: Node, legend: str) -> Asked:
    """Return the question that a group of folded options asks."""
    options = [node for node in owner.all("details") if node.has("ms-option")]
    asked = Asked(legend, [], [])
    for place, option in enumerate(options):
        asked.options.append(option.first("summary").text.removeprefix(f"{LETTERS[place % len(LETTERS)]}. "))
        reason = option.first(".ms-reason")
        if reason and reason.has("ms-right"):
            asked.best = place
        # A room sees all reasons beside each other: neither verdict nor best answer needs to stand with each of them.
        apart = [reason.first("strong"), *reason.all("span")] if reason else []
        asked.reasons.append(prose.unlinked(reason.without(lambda n, v=apart: n in v)).inner if reason else "")
    return asked


def from_html(card: Node) -> CardView:
    """Return a stored card."""
    scene: list[Any] = []
    asked: list[Asked] = []
    after: list[Node] = []
    heading = legend = ""
    for node in card.children:
        if isinstance(node, str) or node.has("ms-count"):
            continue
        if node.has("ms-question"):
            legend = node.text
        elif node.has("ms-options"):
            asked.append(from_options(node, legend))
        elif node.has("ms-more"):
            said = [c for c in node.children if isinstance(c, Node) and c.tag == "p" and not _aside(c)]
            after += [Node("div", {}, said)] if said else []
        elif not heading and node.tag == "p" and [c.tag for c in node.children if isinstance(c, Node)] == ["strong"]:
            heading = node.text.rstrip(".")
        else:
            scene.append(node)
    return CardView(heading, scene, asked, after)


def _aside(node: Node) -> bool:
    """Return whether a paragraph is for the page: sources, review, or the head of a list left out."""
    return (
        any(node.has(name) for name in ("ms-count", "ms-review"))
        or node.first(".ms-source") is not None
        or (len(node.children) == 1 and isinstance(node.children[0], Node) and node.children[0].tag == "strong")
    )


def from_object(card: Any) -> CardView:
    """Return a card of the model: for activities whose stored form holds no reasons."""
    asked = [
        Asked(q.legend, list(q.options), [tag("p", escape(reason)) for reason in q.reasons], q.right) for q in card.questions
    ]
    scene = [Node("p", {}, [part]) for part in card.scene.split("\n") if part]
    return CardView(card.heading, scene, asked)
