"""Cells of the decision table as HTML: value, marks, document, pinpoint and source."""

from collections.abc import Iterable

from ...display.markup import escape, source_line, tag
from ...ground.text import _
from ...model import guidance
from ...model.guidance import Cell


def value_html(cell: Cell) -> str:
    """Return the value with its sign and its marks; what is unverified is hatched and says so."""
    classes = f"ms-value ms-{cell.value.replace('_', '-')}" + (" ms-hatched" if cell.hatched else "")
    chip = tag("span", escape(f"{guidance.sign(cell.value)} {cell.word}"), class_=classes)
    marks = "; ".join(cell.marks)
    return chip + (tag("div", escape(marks), class_="ms-count") if marks else "")


def document_words(cell: Cell) -> str:
    """Return the document with its kind, its version, its state, and the pinpoint if that was read."""
    document = cell.document
    if document is None:
        return _("No text found in what we read. That is no permission.") if cell.value == "silent" else _("No text named.")
    version = guidance.version_words(document)
    parts = [f"{document.issuer}: {document.title}", guidance.kind_words(document)]
    if version:
        parts.append(_("version of {date}").format(date=version))
    parts.append(cell.state)
    said = "; ".join(parts) + "."
    return f"{said} " + _("Place in the text: {pinpoint}.").format(pinpoint=cell.pinpoint) if cell.pinpoint else said


def says_html(cell: Cell) -> str:
    """Return what the text says, for whom, and what to know about an older text."""
    lines = [tag("div", escape(cell.says))] if cell.says else []
    if cell.scope:
        lines.append(tag("div", escape(_("Holds for: {scope}").format(scope=cell.scope)), class_="ms-count"))
    if cell.older_text:
        lines.append(tag("div", escape(_("Older text: {said}").format(said=cell.older_text)), class_="ms-count"))
    if cell.note:
        lines.append(tag("div", escape(cell.note), class_="ms-count"))
    return "".join(lines)


def rests_html(cell: Cell) -> str:
    """Return the document in words, with its source below."""
    return tag("div", escape(document_words(cell)), " ", source_line((cell.source_id,)), class_="ms-count")


def cells_table(cells: Iterable[Cell], caption: str, own: str = "") -> str:
    """Return cells as a table: place and value; what the text says, and what that rests on.

    Parameters
    ----------
    cells : iterable of Cell
        One act in several places.
    caption : str
        What the table shows.
    own : str
        The jurisdiction of the reader, which is marked; empty if none was chosen.
    """
    heads = (_("Place"), _("What the text says, and what that rests on"))
    head = tag("tr", *(tag("th", escape(said), scope="col") for said in heads))
    rows = [
        tag(
            "tr",
            tag("th", _place_html(cell, own), value_html(cell), scope="row"),
            tag("td", says_html(cell), rests_html(cell)),
        )
        for cell in cells
    ]
    table = tag("table", tag("caption", escape(caption)), tag("thead", head), tag("tbody", *rows), class_="ms-table")
    return tag("div", table, class_="ms-table-frame")


def _place_html(cell: Cell, own: str) -> str:
    mine = tag("div", escape(_("your country")), class_="ms-count") if cell.jurisdiction.jurisdiction_id == own else ""
    return tag("div", escape(cell.place)) + mine


def agreement(cells: Iterable[Cell]) -> str:
    """Return in one line where places agree and where they differ."""
    groups = guidance.by_value(cells)
    if not groups:
        return _("Tick at least one place.")
    listed = [
        _("{value}: {places}.").format(value=guidance.words(value), places=guidance.names(members, short=True))
        for value, members in groups.items()
    ]
    if len(groups) > 1:
        return _("They differ.") + " " + " ".join(listed)
    ((_value, members),) = groups.items()
    lead = _("They agree.") + " " if len(members) > 1 else ""
    return lead + listed[0]


def strictest_line(cells: Iterable[Cell]) -> str:
    """Return the strictest rule among several places, for a room with people from all of them."""
    found = tuple(cells)
    top = guidance.strictest(found)
    if len(found) < 2 or not top:
        return ""
    if top[0].value in ("silent", "permitted"):
        return _("None of these places bars it, as far as we read. Ask at home before you rely on that.")
    form = _("For a mixed room, use the strictest line. “{value}” stands in {places}.")
    return form.format(value=top[0].word, places=guidance.names(top))
