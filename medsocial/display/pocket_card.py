"""The pocket card: two sides from one content file, for the lessons 04 to 07."""

from dataclasses import dataclass, field
from typing import Any

from ..ground.text import _
from ..store import data
from .elements import Element
from .markup import escape, tag
from .recipe import with_recipe
from .reviewed import review_html

BLANK = "_" * 22


@dataclass(repr=False)
class PocketCard(Element):
    """Both sides of the card, each a box with short steps."""

    content: dict[str, Any] = field(kw_only=True)
    folded: bool = field(default=False, kw_only=True)

    def to_html(self) -> str:
        """Return the two sides as HTML without script."""
        heading = tag("p", escape(self.content["title"]), class_="ms-activity-title")
        review = review_html("card:pocket_card")
        small = tag(
            "details",
            tag("summary", escape(_("The same card at the size of a bank card: print, cut, fold"))),
            tag("div", *(_side(side, short=True) for side in self.content["sides"]), class_="ms-pocket ms-pocket-small"),
            class_="ms-more",
        )
        card = self.sides_html() + small + review
        if self.folded:
            card = tag("details", tag("summary", escape(_("Show the card"))), card, class_="ms-more ms-offer")
        return tag("section", heading, card, class_="ms-activity ms-static")

    def sides_html(self) -> str:
        """Return both sides as they are printed large."""
        return tag("div", *map(_side, self.content["sides"]), class_="ms-pocket")

    def sentence(self) -> str:
        """Return the steps of both sides in words."""
        parts = [part for side in self.content["sides"] for part in side["parts"]]
        said = [f"{part['title']}: " + ", ".join(_words(part)) + "." for part in parts]
        return f"{self.content['title']}. " + " ".join(said)


def _words(part: dict[str, Any]) -> list[str]:
    return [step["word"] for step in part.get("steps", ())] + list(part.get("blanks", ()))


def _side(side: dict[str, Any], *, short: bool = False) -> str:
    label = "" if short else tag("p", escape(side["label"]), class_="ms-count")
    return tag("div", label, *(_part(part, short) for part in side["parts"]), class_="ms-card ms-pocket-side")


def _part(part: dict[str, Any], short: bool) -> str:
    """Return one part; the small card keeps the words that open each step."""
    heading = tag("p", tag("strong", escape(part["title"])), class_="ms-step")
    steps = [_step(step, short) for step in part.get("steps", ())]
    blanks = [tag("li", escape(f"{blank}: {BLANK}")) for blank in part.get("blanks", ())]
    listed = tag("ol" if part["numbered"] else "ul", *steps, *blanks)
    note = tag("p", escape(part["note"]), class_="ms-review") if "note" in part and not short else ""
    return heading + listed + note


def _step(step: dict[str, str], short: bool) -> str:
    if short:
        return tag("li", escape(step["word"]))
    return tag("li", tag("strong", escape(f"{step['word']}.")), " ", escape(step["text"]))


@with_recipe
def pocket_card(folded: bool = False) -> PocketCard:
    """Return the card for the pocket, both sides; with `folded` they open on request.

    Examples
    --------
    >>> ms.pocket_card()
    """
    return PocketCard(content=data.yaml_content("pocket_card"), folded=folded, sources=("medsocial_judgement",))
