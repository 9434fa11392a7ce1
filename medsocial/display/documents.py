"""Whole documents: templates in the folder `slides`, escaped by themselves, in the reader's language."""

import functools
import re
from pathlib import Path
from typing import Any

from ..ground import paths, text
from ..ground.text import _


class NoDocument(Exception):
    """A document cannot be written; the message says why and how to mend it."""


def style(name: str) -> str:
    """Return a style sheet or a script for a document: one of `slides` by its path, one of `static` by its name.

    Raises
    ------
    NoDocument
        If it is missing.
    """
    folder = paths.slides_dir() if "/" in name else paths.static_dir()
    try:
        return (folder / name).read_text(encoding="utf-8")
    except OSError:
        raise NoDocument(_missing(name)) from None


def css_words(words: str) -> str:
    """Return words that can stand between quotation marks in a style sheet."""
    return re.sub(r'[\\"<\n]', "", words)


def render(template: str, **values: object) -> str:
    """Return a template of `slides`, filled in; what is HTML already has a name that ends in `_html`.

    Raises
    ------
    NoDocument
        If a template or a style sheet is missing, or a template is damaged; the message names it.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        # The invented language is a trial; a browser is told that the page is English.
        shown = "en" if text.language() == text.PSEUDO else text.language()
        made = environment(paths.slides_dir()).get_template(template).render(language=shown, **values)
        return made.strip() + "\n"
    except TemplateNotFound as error:
        raise NoDocument(_missing(str(error.name))) from None
    except TemplateSyntaxError as error:
        said = _("{file} cannot be used, since something near its line {n} is wrong ({reason}). Mend the line.")
        raise NoDocument(said.format(file=error.name, n=error.lineno, reason=str(error.message).rstrip("."))) from None


@functools.lru_cache(maxsize=4)
def environment(folder: Path) -> Any:
    """Return where the templates of a folder are found, and what all of them may use."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals |= {"_": _, "ngettext": text.ngettext, "number": text.number, "style": style}
    made.filters["css_words"] = css_words
    return made


def _missing(name: str) -> str:
    return _("{file} is missing. Restore the folder slides from the workshop's copy.").format(file=name)
