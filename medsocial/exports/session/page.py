"""The deck of a session or a lesson as files: one HTML page for the projector, two papers for the printer."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...display import icons
from ...display.documents import render
from ...ground import style
from ...ground.text import _, ngettext, number
from ...model.storyboard import Session
from ...store import data
from ..wishes import NoDeck, Wishes
from . import pages

LARGEST = 1_000_000
# What lies on the ground of the title: what the hour is about, as drawn icons.
GROUND = (
    "message-circle", "heart-pulse", "camera", "users", "stethoscope", "globe", "book-open", "hospital", "eye", "pen-line",
    "lock-open", "megaphone", "messages-square", "graduation-cap", "image", "scale", "search", "hand", "timer", "newspaper",
)  # fmt: skip
_ICON = re.compile(r'href="#i-([a-z-]+)"')


@dataclass(frozen=True)
class SessionDeck:
    """A deck for the projector, and what the printer gets: for the participants, and with keys and notes."""

    file: str
    screen: str
    participants: str
    facilitator: str

    @property
    def papers(self) -> dict[str, str]:
        """Each paper by the name of its PDF."""
        stem = Path(self.file).stem
        return {f"{stem}.pdf": self.participants, f"{stem}_facilitator.pdf": self.facilitator}


@dataclass(frozen=True)
class Opening:
    """What the first slide says: the title, and facts about room and lesson; `stem` names the file."""

    stem: str
    title: str
    facts: tuple[str, ...]


def deck(session: Session, wishes: Wishes, nonce: str = "") -> SessionDeck:
    """Return the deck of a session or a lesson as HTML for the projector and for the printer.

    Parameters
    ----------
    session : Session
        What the storyboard says.
    wishes : Wishes
        What the facilitator asks for.
    nonce : str
        What the server of a room puts into its rule for styles and scripts; empty for a file.

    Raises
    ------
    NoDocument
        If it would be larger than 1 MB, or a template is missing.
    """
    chapters = pages.chapters(session, wishes.people, live=bool(nonce))
    first = opening(session, wishes)
    file = f"{first.stem}.html"
    values = {
        "title": first.title,
        "facts": first.facts,
        "chapters": chapters,
        "minutes": session.minutes,
        "start": wishes.start,
        "link": wishes.link,
        "nonce": nonce,
        "code": code_of(wishes.link) if wishes.link else "",
        "sources": names(source for chapter in chapters for page in chapter.pages for source in page.sources),
        "names": names,
        "clock": clock,
        "act_icon": lambda act: icons.icon_name("act", act),
        "themes": {name: vars(theme) for name, theme in style.THEMES.items()},
        "ground": GROUND,
    }
    screen = _with_icons(render("session/deck.html", **values, mode="screen"))
    if len(screen.encode("utf-8")) > LARGEST:
        raise NoDeck(_("{file} would be larger than 1 MB. Show fewer pictures in it.").format(file=file))
    papers = (_with_icons(render("session/paper.html", **values, mode=mode)) for mode in ("participants", "facilitator"))
    return SessionDeck(file, screen, *papers)


def opening(session: Session, wishes: Wishes) -> Opening:
    """Return what the first slide of a deck says, and the name of its file."""
    stem, title, about = f"workshop_{session.minutes}", _("Social media for doctors and hospitals"), []
    if session.lesson:
        row = next(one for one in data.rows("lessons") if one.lesson == session.lesson)
        stem, title, about = row.lesson, row.title, [_("Lesson {n}").format(n=number(row.number))]
    minutes = ngettext("{n} minute", "{n} minutes", session.minutes).format(n=number(session.minutes))
    return Opening(stem, wishes.title or title, (*about, minutes, *wishes.about()))


def _with_icons(page: str) -> str:
    """Return the page with the drawing of each icon that it uses, once, at the mark for them."""
    used = sorted({*_ICON.findall(page)})
    symbols = "".join(f'<symbol id="i-{name}" viewBox="0 0 24 24">{icons.shapes(name)}</symbol>' for name in used)
    return page.replace("<!-- icons -->", symbols, 1)


def names(source_ids: Any) -> list[str]:
    """Return the short names of sources, each once, in alphabetical order."""
    rows = [data.row("sources", key) for key in {*source_ids}]
    return sorted({f"{row.publisher}: {row.title}" for row in rows}, key=str.casefold)


def code_of(address: str) -> str:
    """Return the QR code of an address, dark on white in both themes, as scanners need it."""
    import segno

    return segno.make(address, error="m").svg_data_uri(scale=10, border=2, dark=style.INK, light=style.PAPER, omitsize=True)


def clock(seconds: float, start: int | None) -> str:
    """Return when something is planned: a time of day, or minutes since the beginning."""
    if start is None:
        return _("minute {n}").format(n=number(int(seconds // 60)))
    hour, minute = divmod((start + int(seconds // 60)) % 1440, 60)
    return f"{hour:02}:{minute:02}"
