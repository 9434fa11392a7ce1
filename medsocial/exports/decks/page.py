"""A deck as one HTML file: template, style, vendored reveal.js, nothing from outside."""

import re
from pathlib import Path
from typing import Any

from ...ground import paths, text
from ...ground.text import _
from ..wishes import NoDeck
from .slide import Deck

LARGEST = 1_000_000
_FOLD = re.compile(r"<details[^>]*>")
_SHUT = re.compile(r' (?:name="[^"]*"|open)(?=[ >])')
_NOTES = re.compile(r'<aside class="notes">.*?</aside>', re.DOTALL)
VENDORED = ("reset.css", "reveal.css", "reveal.js", "notes.js")


def _inline(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise NoDeck(_("{file} is missing. Restore the folder slides from the workshop's copy.").format(file=path.name)) from None


def templates() -> Any:
    """Return the environment of the templates, with style and script."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = paths.slides_dir()
    environment = Environment(
        loader=FileSystemLoader(folder / "template"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    vendored = {name: _inline(folder / "vendor" / "reveal" / name) for name in VENDORED}
    environment.globals |= {
        "_": _,
        "language": "en" if text.language() == text.PSEUDO else text.language(),
        "styles": [vendored["reset.css"], vendored["reveal.css"], _inline(folder / "template" / "deck.css")],
        "paper_styles": [vendored["reset.css"], _inline(folder / "template" / "deck.css")],
        "scripts": [vendored["reveal.js"], vendored["notes.js"], _inline(folder / "template" / "deck.js")],
    }
    return environment


def _groups(deck: Deck) -> list[dict[str, Any]]:
    """Return the slides of each group as HTML; the first of all has the heading of the page."""
    groups, first = [], True
    for group in deck.groups:
        parts = []
        for slide, seconds in zip(group.slides, group.seconds_each, strict=True):
            parts.append(slide.to_html(1 if first else 2, seconds, group.name))
            first = False
        groups.append({"slides": parts, "minutes": group.minutes, "name": group.name})
    return groups


def written(deck: Deck, environment: Any) -> str:
    """Return the deck as HTML.

    Raises
    ------
    NoDeck
        If it would be larger than 1 MB.
    """
    page = environment.get_template("deck.html").render(deck=deck, groups=_groups(deck))
    if len(page.encode("utf-8")) > LARGEST:
        raise NoDeck(_("{file} would be larger than 1 MB. Show fewer pictures in this lesson.").format(file=deck.file))
    return page


def _unfolded(fold: re.Match) -> str:
    return _SHUT.sub("", fold[0])[:-1] + " open>"


def on_paper(deck: Deck, environment: Any) -> str:
    """Return the deck as HTML for the printer: a page for each slide, everything unfolded, no script."""
    groups = _groups(deck)
    for group in groups:
        group["slides"] = [_NOTES.sub("", _FOLD.sub(_unfolded, slide)) for slide in group["slides"]]
    return environment.get_template("paper.html").render(deck=deck, groups=groups)
