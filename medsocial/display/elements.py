"""Chart, Table, Callout and References: elements of a page without controls."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..ground.text import _, ngettext
from ..store import data
from .markup import cited, escape, source_line, tag
from .recipe import bundle, with_recipe


@dataclass
class Element:
    """What every element of a page has: HTML, one sentence, sources and a recipe."""

    sources: Sequence[str] = field(default=(), kw_only=True)
    recipe: dict[str, Any] | None = field(default=None, kw_only=True)

    def to_html(self) -> str:
        """Return the element as HTML without script."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Return what a reader should see, in one sentence or a few."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return bundle(self)

    def __repr__(self) -> str:
        return self.sentence()


class Signed(str):
    """The words of a cell with a sign before them, as HTML; as a string the words alone."""

    __slots__ = ("sign",)

    def __new__(cls, words: str, sign: str) -> "Signed":
        """Return the words; the sign is HTML already."""
        signed = super().__new__(cls, words)
        signed.sign = sign
        return signed

    def __getnewargs__(self) -> tuple[str, str]:
        """Return what makes the same words again, for a picture's file."""
        return str(self), self.sign


def _inside(cell: object) -> str:
    return f"{cell.sign} {escape(cell)}" if isinstance(cell, Signed) else escape(cell)


@dataclass(repr=False)
class Table(Element):
    """A table with a caption; the first column names the rows.

    Parameters
    ----------
    columns : sequence of str
        Headings.
    rows : sequence of sequences
        Cells, already in the reader's words; a `Signed` one shows its sign.
    caption : str
        What the table shows, in words that a screen reader can announce.
    numeric : sequence of int
        Positions of columns to align right.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str
    numeric: Sequence[int] = ()

    def to_html(self) -> str:
        """Return the table as HTML."""
        head = tag("tr", *(tag("th", escape(c), scope="col", class_=self._cell_class(i)) for i, c in enumerate(self.columns)))
        body = [
            tag(
                "tr",
                tag("th", escape(first), scope="row"),
                *(tag("td", _inside(c), class_=self._cell_class(i)) for i, c in enumerate(rest, start=1)),
            )
            for first, *rest in self.rows
        ]
        table = tag("table", tag("caption", escape(self.caption)), tag("thead", head), tag("tbody", *body), class_="ms-table")
        below = tag("div", source_line(self.sources)) if self.sources else ""
        return tag("div", table, below, class_="ms-table-frame")

    def _cell_class(self, column: int) -> str | None:
        return "ms-number" if column in self.numeric else None

    def sentence(self) -> str:
        """Return the caption and the number of rows."""
        count = len(self.rows)
        return f"{self.caption} " + ngettext("Table with {n} row.", "Table with {n} rows.", count).format(n=count)


@dataclass(repr=False)
class Chart(Element):
    """A picture with its sentence, caption, sources and numbers.

    Parameters
    ----------
    picture : str
        Data address of the picture.
    title : str
        The finding, in words; also drawn in the picture.
    summary : str
        What a reader should see, composed from what was drawn.
    caption : str
        What is plotted, and how to read it.
    numbers : Table
        The plotted numbers.
    calculation : bool
        Whether the numbers are our own calculation from the sources.
    """

    picture: str
    title: str
    summary: str
    caption: str
    numbers: Table | None = None
    calculation: bool = False

    def to_html(self) -> str:
        """Return the figure as HTML: image with its description, caption, sources, numbers."""
        image = tag("img", src=self.picture, alt=self.sentence())
        caption = tag("figcaption", escape(self.caption), " ", source_line(self.sources, calculation=self.calculation))
        numbers = (
            tag("details", tag("summary", escape(_("Show the numbers"))), self.numbers.to_html(), class_="ms-more")
            if self.numbers
            else ""
        )
        return tag("figure", image, caption, class_="ms-chart") + numbers

    def sentence(self) -> str:
        """Return the title and the summary."""
        return f"{self.title.rstrip('.')}. {self.summary}"


@dataclass(repr=False)
class Callout(Element):
    """A short boxed text: a definition, a rule or a warning.

    Parameters
    ----------
    title, body : str
        Plain words.
    kind : {"note", "rule", "warning", "definition"}
        Chooses the mark beside the title.
    """

    title: str
    body: str
    kind: str = "note"

    def to_html(self) -> str:
        """Return the box as HTML."""
        paragraphs = "".join(tag("p", escape(p)) for p in self.body.split("\n") if p)
        below = tag("div", source_line(self.sources)) if self.sources else ""
        return tag(
            "aside",
            tag("p", tag("strong", escape(self.title)), class_="ms-callout-title"),
            paragraphs,
            below,
            class_=f"ms-callout ms-{self.kind}",
            role="note",  # a box with a title is no landmark; a page with many would be hard to survey
        )

    def sentence(self) -> str:
        """Return title and body in one line."""
        return f"{self.title.rstrip('.')}. " + " ".join(self.body.split())


@dataclass(repr=False)
class References(Element):
    """The sources that a lesson cites, in alphabetical order."""

    def to_html(self) -> str:
        """Return the list as HTML, folded."""
        ordered = sorted(self.sources, key=lambda key: data.row("sources", key).title.casefold())
        items = tag("ul", *(tag("li", cited(key)) for key in ordered), class_="ms-references")
        return tag("details", tag("summary", escape(self.sentence())), items, class_="ms-more")

    def sentence(self) -> str:
        """Return how many sources there are."""
        count = len(self.sources)
        return ngettext(
            "This lesson cites {n} source, with the date on which we read it.",
            "This lesson cites {n} sources, each with the date on which we read it.",
            count,
        ).format(n=count)


@with_recipe
def define(term: str) -> Callout:
    """Return the definition of a term from the glossary.

    Raises
    ------
    UnknownName
        If the glossary lacks the term; the message gives the nearest ones.

    Examples
    --------
    >>> ms.define("digital footprint")
    """
    known = {row.term_id.replace("_", " "): row for row in data.rows("glossary")}
    row = known.get(term.casefold()) or data.row("glossary", term)
    return Callout(row.term, row.definition, kind="definition", sources=(row.source_id,))


@with_recipe
def references(lesson: str) -> References:
    """Return the sources that a lesson cites.

    The list is generated when the lesson is built, from the sources of its elements and its links.

    Examples
    --------
    >>> ms.references("01_definitions")
    """
    cited = tuple(row.source_id for row in data.rows("lesson_sources") if row.lesson == lesson)
    return References(sources=cited)
