"""The deck of a session as files: one HTML page for the projector, two papers for the printer."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...display import icons
from ...ground import paths, style, text
from ...ground.text import _, ngettext, number
from ...model.storyboard import Session
from ...store import data
from ..wishes import NoDeck, Wishes
from . import pages

LARGEST = 1_000_000
VENDORED = ("reset.css", "reveal.css", "reveal.js")
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


def deck(session: Session, wishes: Wishes) -> SessionDeck:
    """Return the deck of a session as HTML for the projector and for the printer.

    Raises
    ------
    NoDeck
        If it would be larger than 1 MB, or a template is missing.
    """
    environment = _templates()
    chapters = pages.chapters(session, wishes.people)
    values = {
        "title": wishes.title or _("Social media for doctors and hospitals"),
        "facts": facts(wishes),
        "chapters": chapters,
        "minutes": session.minutes,
        "start": wishes.start,
        "link": wishes.link,
        "code": _code(wishes.link) if wishes.link else "",
        "sources": names(source for chapter in chapters for page in chapter.pages for source in page.sources),
    }
    file = f"workshop_{session.minutes}.html"
    screen = _with_icons(environment.get_template("deck.html").render(values, mode="screen"))
    if len(screen.encode("utf-8")) > LARGEST:
        raise NoDeck(_("{file} would be larger than 1 MB. Show fewer pictures in this session.").format(file=file))
    paper = environment.get_template("paper.html")
    return SessionDeck(file, screen, *(_with_icons(paper.render(values, mode=mode)) for mode in ("participants", "facilitator")))


def _with_icons(page: str) -> str:
    """Return the page with the drawing of each icon that it uses, once, at the mark for them."""
    names = sorted({*_ICON.findall(page)})
    symbols = "".join(f'<symbol id="i-{name}" viewBox="0 0 24 24">{icons.shapes(name)}</symbol>' for name in names)
    return page.replace("<!-- icons -->", symbols, 1)


def _templates() -> Any:
    """Return the environment of the templates, with style, script and the words that they need."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = paths.slides_dir()
    environment = Environment(
        loader=FileSystemLoader(folder / "session"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    vendored = [_inline(folder / "vendor" / "reveal" / name) for name in VENDORED]
    own = {name: _inline(folder / "session" / name) for name in ("session.css", "session.js", "presenter.css", "presenter.js")}
    environment.globals |= {
        "_": _,
        "ngettext": ngettext,
        "number": number,
        "clock": clock,
        "act_icon": lambda act: icons.icon_name("act", act),
        "language": "en" if text.language() == text.PSEUDO else text.language(),
        "themes": {name: vars(theme) for name, theme in style.THEMES.items()},
        "styles": [*vendored[:2], own["session.css"]],
        "paper_styles": [vendored[0], own["session.css"]],
        "scripts": [vendored[2], own["session.js"], own["presenter.js"]],
        "presenter_style": own["presenter.css"],
        "ground": GROUND,
    }
    environment.filters["names"] = names
    return environment


def _inline(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise NoDeck(_("{file} is missing. Restore the folder slides from the workshop's copy.").format(file=path.name)) from None


def facts(wishes: Wishes) -> list[str]:
    """Return what the title slide says of this room."""
    return [ngettext("{n} minute", "{n} minutes", wishes.minutes).format(n=number(wishes.minutes)), *wishes.about()]


def names(source_ids: Any) -> list[str]:
    """Return the short names of sources, each once, in alphabetical order."""
    rows = [data.row("sources", key) for key in {*source_ids}]
    return sorted({f"{row.publisher}: {row.title}" for row in rows}, key=str.casefold)


def _code(address: str) -> str:
    """Return the QR code of an address, dark on white in both themes, as scanners need it."""
    import segno

    return segno.make(address, error="m").svg_data_uri(scale=10, border=2, dark=style.INK, light=style.PAPER, omitsize=True)


def clock(seconds: float, start: int | None) -> str:
    """Return when something is planned: a time of day, or minutes since the beginning."""
    if start is None:
        return _("minute {n}").format(n=number(int(seconds // 60)))
    hour, minute = divmod((start + int(seconds // 60)) % 1440, 60)
    return f"{hour:02}:{minute:02}"
