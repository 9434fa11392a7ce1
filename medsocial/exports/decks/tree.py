"""A small tree of HTML, so that what a notebook stored can be taken apart for slides. Standard library only."""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "img", "hr", "input", "wbr", "col"}


@dataclass(eq=False)
class Node:
    """An element with its attributes and children; a text is a plain string."""

    tag: str
    attrs: dict[str, str | None] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield every element below this one, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def has(self, name: str) -> bool:
        """Return whether the element is of this class."""
        return name in (self.attrs.get("class") or "").split()

    def all(self, what: str | Callable[["Node"], bool]) -> list["Node"]:
        """Return the elements below with this tag, with this class (written with a dot), or that pass a test."""
        if callable(what):
            return [node for node in self.walk() if what(node)]
        if what.startswith("."):
            return [node for node in self.walk() if node.has(what[1:])]
        return [node for node in self.walk() if node.tag == what]

    def first(self, what: str) -> "Node | None":
        """Return the first such element below, or None."""
        return next(iter(self.all(what)), None)

    def without(self, unwanted: Callable[["Node"], bool]) -> "Node":
        """Return a copy without the elements that pass a test."""
        kept = [c if isinstance(c, str) else c.without(unwanted) for c in self.children if isinstance(c, str) or not unwanted(c)]
        return Node(self.tag, self.attrs, kept)

    @property
    def text(self) -> str:
        """The words, in one line."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        return "".join(c if isinstance(c, str) else " " if c.tag == "br" else c._words() for c in self.children)

    @property
    def inner(self) -> str:
        """What stands inside, as HTML."""
        return "".join(html.escape(c, quote=False) if isinstance(c, str) else c.outer for c in self.children)

    @property
    def outer(self) -> str:
        """The element as HTML."""
        attrs = "".join(f" {k}" if v is None else f' {k}="{html.escape(v)}"' for k, v in self.attrs.items())
        return f"<{self.tag}{attrs}>" if self.tag in VOID else f"<{self.tag}{attrs}>{self.inner}</{self.tag}>"


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(written: str) -> Node:
    """Return the tree of a piece of HTML, under a root of its own."""
    builder = _Builder()
    builder.feed(written)
    builder.close()
    return builder.root
