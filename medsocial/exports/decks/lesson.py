"""A notebook taken apart: sections with their heading, text, elements and notes, and the slides of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...display.markup import escape, tag
from ...ground import paths
from ...ground.text import _, ngettext, number
from ...store import data
from ..wishes import NoDeck
from . import agenda, prose
from .element import Element, Place, element_of
from .forms import slides_of
from .slide import Group, Slide
from .tree import Node, parse

LEFT_OUT = ("Sources", "Next")  # headings of a notebook that a deck replaces by its own last slides
FEW = 4  # cards of a part that goes deeper
_MINUTES = re.compile(r"^\*\d+ minutes?,?[^*]*\*$", re.MULTILINE)


@dataclass
class Section:
    """One section of a lesson: what stands under one heading."""

    lesson: str
    name: str
    depth: str
    heading: str
    cells: list[Any] = field(default_factory=list)
    notes: str = ""


def read(path: Path) -> dict[str, Any]:
    """Return a stored notebook.

    Raises
    ------
    NoDeck
        If it cannot be read.
    """
    import json

    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
    except (OSError, ValueError, KeyError, TypeError):
        said = _("{file} cannot be read as a notebook. Restore it from the workshop's copy.")
        raise NoDeck(said.format(file=path.name)) from None
    return notebook


def notebooks() -> dict[str, Path]:
    """Return the notebooks of the workshop by name, in order."""
    return {path.stem: path for path in sorted(paths.notebooks_dir().glob("[0-9][0-9]_*.ipynb"))}


def title_of(notebook: dict[str, Any]) -> str:
    """Return the title of a lesson."""
    first = next((c["source"] for c in notebook["cells"] if c["source"].startswith("# ")), "")
    return first.partition("\n")[0].lstrip("# ").strip()


def sections(path: Path, length: int = 0) -> list[Section]:
    """Return the sections of a lesson; with a length only the cells that belong to it."""
    found: list[Section] = []
    for cell in read(path)["cells"]:
        where = cell["metadata"].get("medsocial", {})
        kind = cell["metadata"].get("slideshow", {}).get("slide_type")
        if kind == "skip" or cell["cell_type"] == "raw" or (length and length not in where.get("lengths", [])):
            continue
        name = where.get("section", "")
        heading = re.match(r"#{1,2} +(.+)", cell["source"]) if cell["cell_type"] == "markdown" else None
        if heading and heading[1].strip() in LEFT_OUT:
            found.append(Section(path.stem, "", "", ""))  # what follows goes with it
            continue
        if not found or name != found[-1].name or heading:
            if found and not found[-1].name and not heading:
                continue
            found.append(Section(path.stem, name, where.get("depth", "core"), heading[1].strip() if heading else ""))
        if kind == "notes":
            found[-1].notes += notes_of(cell["source"])
        else:
            found[-1].cells.append(cell)
    return [section for section in found if section.name and (section.cells or section.notes)]


def notes_of(source: str) -> str:
    """Return a cell of notes as HTML, without its fold."""
    from mistune import html

    fold = parse(source).first("details")
    inside = source
    if fold is not None:
        inside = re.sub(r"</?details[^>]*>|<summary>.*?</summary>", "", source, flags=re.DOTALL)
    return prose.unlinked(parse(str(html(inside)))).inner


def section_slides(section: Section, place: Place) -> list[Slide]:
    """Return the slides of one section, with its notes on its first slide and on the first that the room works on."""
    made: list[Slide] = []
    for cell, element in _parts(section, place.redraw):
        if element is not None:
            made += slides_of(element, place)
        elif section.name != "opening" or not place.talk:  # a session has said its aims
            made += _prose(cell["source"], section, place)
    if section.notes and made:
        made[0].notes += section.notes
        worked = next((s for s in made[1:] if s.kind in ("task", "question", "scene")), None)
        if worked:
            worked.notes += section.notes
    return made


def _parts(section: Section, redraw: bool) -> Iterator[tuple[Any, Element | None]]:
    for cell in section.cells:
        if cell["cell_type"] == "markdown":
            yield cell, None
        else:
            for output in cell.get("outputs", []):
                bundle = output.get("data", {})
                if "text/html" in bundle:
                    element = element_of(bundle, redraw=redraw)
                    element.comment = _comment(cell["source"])
                    yield cell, element


def _comment(source: str) -> str:
    """Return the plain words at the head of a code cell."""
    first = source.lstrip().partition("\n")[0]
    words = first.lstrip("# ").strip() if first.startswith("#") else ""
    return words + "." if words and words[-1] not in ".?" else words


def _prose(source: str, section: Section, place: Place) -> list[Slide]:
    tree = prose.markdown(_MINUTES.sub("", source))
    nodes = [node for node in tree.children if not (isinstance(node, Node) and node.tag in ("h1", "h2"))]
    heading = section.heading or place.heading
    own = next((node for node in nodes if isinstance(node, Node) and node.tag == "h3"), None)
    if own is not None and nodes and next((n for n in nodes if isinstance(n, Node)), None) is own:
        heading = own.text
        nodes = [node for node in nodes if node is not own]
    kind = "points" if section.name == "closing" else "prose"
    return prose.slides(kind, heading, prose.blocks(nodes), kicker=place.kicker)


def lesson_groups(path: Path, *, redraw: bool, step: Any = None) -> list[Group]:
    """Return a lesson as groups of slides, one for each section; `step` is called after each."""
    row = next((row for row in data.rows("lessons") if row.lesson == path.stem), None)
    groups = []
    found = sections(path)
    for section in found:
        taken = agenda.of_section(path.stem, section.name)
        kicker = _("Lesson {n}").format(n=number(row.number)) if row else ""
        if section.depth == "deeper":
            kicker = _("{kicker} · Go deeper").format(kicker=kicker)
        place = Place(kicker, section.heading, amount=FEW if section.depth == "deeper" else 0, redraw=redraw)
        if taken and section.name == taken.main_section:
            place.minutes, place.sheet = taken.minutes_180, taken.sheet or 0
        made = section_slides(section, place)
        if section.name == "opening":
            made = _opening(made, path, row)
        elif section.heading and groups and (not made or made[0].title != section.heading):
            made.insert(0, Slide("section", section.heading, "", kicker))
        if made:
            groups.append(Group(section.name, made))
        if step:
            step()
    return groups


def _opening(made: list[Slide], path: Path, row: Any) -> list[Slide]:
    """Return the opening: its first text says what the reader will be able to do."""
    for slide in made:
        if slide.kind == "prose":
            slide.title, slide.kind = _("What you will be able to do"), "points"
            inner = parse(slide.body)
            first = inner.first("p")
            if first is not None and first.first("strong") is not None and len(first.text) < 60:
                slide.body = inner.without(lambda n, one=first: n is one).inner
            break
    return made


def title_slide(title: str, lines: list[str], kicker: str) -> Slide:
    """Return the first slide of a deck."""
    body = tag("div", *(tag("p", escape(line)) for line in lines if line), class_="facts")
    return Slide("title", title, body, kicker)


def minutes_words(minutes: int) -> str:
    """Return minutes in words."""
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=number(minutes))
