"""The template of the PowerPoint file: six layouts with named places, ours or those of a hospital."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...ground import paths
from ...ground.text import _
from ..wishes import NoDeck
from .frames import LAYOUTS

OURS = "template.pptx"
HEADLINE, LINE, TEXT, AREA, FOOT = PLACES = ("Headline", "Line", "Text", "Area", "Foot")
# A picture fills its slide, so that layout needs no place for words.
_NEEDED = {"Picture": (HEADLINE, LINE, AREA, FOOT)}


@dataclass(frozen=True)
class Box:
    """A place on a slide, in English Metric Units."""

    left: int
    top: int
    width: int
    height: int


def open_template(file: Path | None = None) -> Any:
    """Return the presentation that slides are added to, without slides.

    Parameters
    ----------
    file : Path, optional
        A hospital's own template; without it ours.

    Raises
    ------
    NoDeck
        If it cannot be read, or a layout or a place in one is missing; the message says which.
    """
    from pptx import Presentation

    file = file or paths.slides_dir() / "powerpoint" / OURS
    try:
        presentation = Presentation(str(file))
    except Exception:  # the library has no error of its own for a file that is no presentation
        said = _("{file} cannot be read as a PowerPoint file. Save it again in PowerPoint as .pptx, or leave --template out.")
        raise NoDeck(said.format(file=file.name)) from None
    found = {layout.name: {place.name for place in layout.placeholders} for layout in presentation.slide_layouts}
    for name in LAYOUTS:
        if name not in found:
            said = _("{file} has no layout called {layout}. In PowerPoint, open View, Slide Master, and name one so.")
            raise NoDeck(said.format(file=file.name, layout=name))
        for place in _NEEDED.get(name, PLACES):
            if place not in found[name]:
                said = _("Layout {layout} of {file} has no place called {place}. Name one so in PowerPoint's Selection Pane.")
                raise NoDeck(said.format(layout=name, file=file.name, place=place))
    for number in presentation.slides._sldIdLst[:]:  # a saved presentation may serve as a template: only its layouts count
        presentation.part.drop_rel(number.rId)
        presentation.slides._sldIdLst.remove(number)
    return presentation


def layout(presentation: Any, name: str) -> Any:
    """Return the layout of a name."""
    return next(one for one in presentation.slide_layouts if one.name == name)


def box(layout: Any, place: str) -> Box | None:
    """Return where a place of a layout is; None if the layout has none."""
    for one in layout.placeholders:
        if one.name == place:
            return Box(one.left, one.top, one.width, one.height)
    return None
