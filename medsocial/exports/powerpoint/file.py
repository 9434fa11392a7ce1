"""A session as a PowerPoint file: the same pages as the deck for the browser, in native words that anyone can change."""

import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from ...ground import office
from ...ground.text import _, number
from ...model.storyboard import Session
from ..session import page as deck
from ..session import pages
from ..session.pages import Chapter, Page
from ..wishes import NoDeck, Wishes
from . import draw, frames, template
from .frames import Frame

LARGEST = 15_000_000
_NO_DATE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def presentation(session: Session, wishes: Wishes, template_file: Path | None = None) -> bytes:
    """Return the session as a PowerPoint file, the same on each run.

    Parameters
    ----------
    session : Session
        What the storyboard says.
    wishes : Wishes
        What the facilitator asks for.
    template_file : Path, optional
        A hospital's own template; without it ours.

    Raises
    ------
    NoDeck
        If the template lacks a layout, or the file would be larger than 15 MB.
    """
    made = template.open_template(template_file)
    painter = draw.Painter(made)
    slides: dict[str, Any] = {}
    chapters, opening = pages.chapters(session, wishes.people), deck.opening(session, wishes)
    sources = deck.names(source for chapter in chapters for one in chapter.pages for source in one.sources)
    for chapter in chapters:
        for one in chapter.pages:
            for frame in _frames(one, opening):
                slides[frame.name] = slide = painter.add(frame, _foot(frame, wishes), "\n".join(_notes(frame, sources)))
                if wishes.link and frame.layout == frames.TITLE and len(slides) == 1:
                    _add_code(slide, made, wishes.link)
    painter.join(slides)
    _sections(made, chapters, slides)
    about = made.core_properties
    about.title, about.author = opening.title, wishes.facilitator
    about.created = about.modified = _NO_DATE
    about.last_modified_by, about.revision = "", 1
    file = office.saved(made)
    if len(file) > LARGEST:
        raise NoDeck(_("The PowerPoint file would be larger than 15 MB. Take a template with smaller pictures."))
    return file


def _frames(one: Page, opening: deck.Opening) -> list[Frame]:
    """Return the frames of a page; the first page of all says what the room is, as in the browser."""
    if one.kind != "title":
        return frames.frames(one)
    words = (frames.Words(one.headline),)
    return [frames.Frame(one.id, frames.TITLE, one, " · ".join(opening.facts), opening.title, words=words)]


def _foot(frame: Frame, wishes: Wishes) -> str:
    """Return the number that guide and run sheet use, the step, and when the slide is planned."""
    label = frame.page.label
    if frame.steps > 1:
        label = _("{label}, step {n} of {all}").format(label=label, n=number(frame.step), all=number(frame.steps))
    return " · ".join(one for one in (label, deck.clock(frame.page.at, wishes.start), frame.page.slide.status) if one)


def _notes(frame: Frame, sources: list[str]) -> Iterator[str]:
    """Return the lines that the presenter reads, the same at every step but for the first."""
    one = frame.page
    if frame.steps > 1:
        said = _("Step {n} of {all}. Slides with the same number belong together; you can merge them into one with an animation.")
        yield said.format(n=number(frame.step), all=number(frame.steps))
    for heading, words in (
        (_("Say"), one.notes.say), (_("Do"), one.notes.do), (_("Watch for"), one.notes.watch), (_("When late"), one.notes.late),
    ):  # fmt: skip
        if words:
            yield f"{heading}: {words}"
    yield from one.advice
    for answer in one.answers:
        if answer.reason:
            best = f" ({_('best')})" if answer.best else ""
            yield f"{answer.letter}{best}: {answer.reason}"
    names = sources if one.kind == "sources" else deck.names(one.sources)
    if names:
        yield f"{_('Sources')}: " + "; ".join(names)


def _add_code(slide: Any, made: Any, link: str) -> None:
    """Place the QR code of an address on the title."""
    import segno

    drawn = io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=10, border=2)
    drawn.seek(0)
    area = template.box(template.layout(made, frames.TITLE), template.AREA)
    side = min(area.width, area.height)
    picture = slide.shapes.add_picture(drawn, area.left, area.top, side, side)
    picture.name = "Picture"
    picture._element.nvPicPr.cNvPr.set("descr", _("QR code of {address}").format(address=link))


def _sections(made: Any, chapters: list[Chapter], slides: dict[str, Any]) -> None:
    """Write the parts of the session as PowerPoint's sections, which its library does not know."""
    from pptx.oxml import parse_xml

    ids = {slide.part: number for slide, number in zip(made.slides, (it.id for it in made.slides._sldIdLst), strict=True)}
    p14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    parts = []
    for place, chapter in enumerate(chapters, start=1):
        wanted = {one.id for one in chapter.pages}
        inside = "".join(f'<p14:sldId id="{ids[slide.part]}"/>' for name, slide in slides.items() if name.split(" ")[0] in wanted)
        key = f"{{00000000-0000-4000-8000-{place:012d}}}"
        named = f'name={quoteattr(chapter.title)} id="{key}"'
        parts.append(f"<p14:section {named}><p14:sldIdLst>{inside}</p14:sldIdLst></p14:section>")
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    made.part._element.append(
        parse_xml(
            f'<p:extLst xmlns:p="{main}"><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
            f'<p14:sectionLst xmlns:p14="{p14}">{"".join(parts)}</p14:sectionLst></p:ext></p:extLst>'
        )
    )
