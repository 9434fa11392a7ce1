"""A stored element of a lesson, and where it stands."""

from dataclasses import dataclass, field
from typing import Any

from . import pictures
from .pictures import Picture
from .tree import Node


@dataclass
class Place:
    """Where an element stands, and how much of it the session takes.

    `main` says whether the room works here, `brief` that there is no time for more than the task.
    `amount` is how many cards are shown, 0 for all; `minutes` and `sheet` are 0 where the agenda names none.
    """

    kicker: str
    heading: str
    minutes: int = 0
    sheet: int = 0
    amount: int = 0
    amount_words: str = ""
    line: str = ""
    talk: bool = False
    main: bool = True
    brief: bool = False
    redraw: bool = True


@dataclass
class Element:
    """A stored output: its recipe, its HTML as a tree, and its pictures."""

    recipe: dict[str, Any]
    root: Node
    comment: str = ""
    pictures: list[list[Picture]] = field(default_factory=list)

    @property
    def function(self) -> str:
        """Name of the function that made it."""
        return self.recipe.get("function", "")

    @property
    def activity(self) -> Node | None:
        """The frame of an activity, if it is one."""
        return next((c for c in self.root.children if isinstance(c, Node) and c.has("ms-activity")), None)

    def of(self, image: Node) -> list[Picture]:
        """Return the parts of a picture in the tree."""
        return next(parts for shown, parts in zip(self.root.all("img"), self.pictures, strict=True) if shown.attrs is image.attrs)


def element_of(bundle: dict[str, Any], *, redraw: bool) -> Element:
    """Return a stored output; its charts drawn again at slide size, or as stored."""
    recipe = bundle.get("application/vnd.medsocial+json", {})
    written = "".join(bundle.get("text/html", ""))
    drawn = redraw and "<img" in written and recipe.get("function")
    root, found = pictures.redrawn(recipe) if drawn else pictures.stored(written)
    return Element(recipe, root, pictures=found)


def pieces(root: Node) -> list[Any]:
    """Return the pieces of an element, frames opened, folded parts left out."""
    found: list[Any] = []
    for child in root.children:
        if (
            isinstance(child, str)
            or child.has("ms-options")
            or child.tag in ("figure", "aside", "table")
            or child.has("ms-table-frame")
        ):
            found.append(child)
        elif child.tag in ("section", "div", "article"):
            found += pieces(child)
        elif child.tag != "details":
            found.append(child)
    return found
