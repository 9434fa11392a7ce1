"""What the facilitator asks for, and the session that follows: the deck's own parts and slides with clock times."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from ...display.documents import NoDocument
from ...ground.text import _, ngettext, number
from ...model import reviews, session
from ...model.storyboard import LENGTHS, Part
from ...store import data
from ..session.pages import Chapter, Page, chapters
from ..wishes import MOST_PEOPLE

USUAL_TABLE, FORMS_FOR = 6, 60
DAY = 24 * 60
PAPERS = {"a4": "A4", "letter": "US Letter"}
ROOMS = ("projector", "no-projector", "video")


class NoGuide(NoDocument):
    """The guide cannot be built; the message says why and how to mend it."""


@dataclass(frozen=True)
class Wishes:
    """What the facilitator asks for; `start` is in minutes after midnight, `numbers` by the ids of the guide."""

    minutes: int = 60
    start: int | None = None
    people: int = 24
    tables: int = 0
    country: str = ""
    forms: bool = False
    paper: str = "a4"
    room: str = "projector"
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stretch:
    """A part of the session with its slides, as the deck numbers them."""

    part: Part
    pages: tuple[Page, ...]

    @property
    def slides(self) -> str:
        """The numbers of its slides, from the first to the last."""
        first, last = self.pages[0].label, self.pages[-1].label
        return first if first == last else f"{first}\N{EN DASH}{last}"


@dataclass(frozen=True)
class Plan:
    """A session as it will run: its parts, and the scenes of its stories, which have no slide number."""

    wishes: Wishes
    stretches: tuple[Stretch, ...]
    scenes: tuple[Page, ...]
    tables: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.wishes.minutes

    @property
    def pages(self) -> list[Page]:
        """Every slide in order."""
        return [page for stretch in self.stretches for page in stretch.pages]

    @property
    def paper(self) -> str:
        """The size of the paper, in words."""
        return PAPERS[self.wishes.paper]

    def clock(self, part: Part) -> str:
        """Return from when to when; without a start, in hours and minutes from the beginning."""
        return self.time(part.starts) + "\N{EN DASH}" + self.time(part.starts + part.minutes)

    def time(self, minute: float) -> str:
        """Return the clock time of a minute of the session; without a start, hours and minutes from the beginning."""
        hour, rest = divmod(((self.wishes.start or 0) + int(minute)) % DAY, 60)
        return f"{hour}:{rest:02}" if self.wishes.start is None else f"{hour:02}:{rest:02}"

    def at(self, page: Page) -> str:
        """Return when a slide is planned; to the whole second, as the deck's own clock."""
        return self.time(round(page.at) // 60)

    @property
    def country(self) -> str:
        """The country in words; empty if none was named."""
        return data.row("countries", self.wishes.country).name if self.wishes.country else ""

    def numbers(self, wanted: Sequence[str] | None = None) -> list[tuple[str, str]]:
        """Return the numbers to fill in, all or those wanted, with what was given."""
        entries = [entry for entry in content()["numbers"] if wanted is None or entry["id"] in wanted]
        return [(entry["label"], self.wishes.numbers.get(entry["id"], "")) for entry in entries]

    def people_words(self) -> str:
        """Return how many people and tables, in words."""
        people = ngettext("{n} person", "{n} people", self.wishes.people).format(n=number(self.wishes.people))
        tables = ngettext("{n} table", "{n} tables", self.tables).format(n=number(self.tables))
        return _("{people}, {tables}").format(people=people, tables=tables)


def minutes_words(count: int) -> str:
    """Return a number of minutes in words."""
    return ngettext("{n} minute", "{n} minutes", count).format(n=number(count))


def content() -> dict[str, Any]:
    """Return the words of the guide."""
    return data.yaml_content("facilitator_guide")


def notice() -> str:
    """Return whose judgement the guide is, and who has reviewed it."""
    return f"{content()['notice']} {reviews.words(['guide:facilitator_guide'])}"


def plan(wishes: Wishes) -> Plan:
    """Return the session for these wishes, slide by slide as its deck is.

    Raises
    ------
    NoGuide
        If the wishes do not fit together; the message says how to mend it.
    """
    tables = _checked(wishes)
    try:
        board = session.load(wishes.minutes, wishes.country, wishes.people, wishes.forms)
    except (data.DataError, data.UnknownName) as error:
        raise NoGuide(str(error)) from None
    made: list[Chapter] = chapters(board, wishes.people)
    stretches = tuple(Stretch(part, tuple(chapter.pages)) for part, chapter in zip(board.parts, made, strict=False))
    scenes = tuple(page for chapter in made[len(board.parts) :] for page in chapter.pages)
    return Plan(wishes, stretches, scenes, tables)


def _checked(wishes: Wishes) -> int:
    """Return how many tables there are; raise NoGuide where one wish is impossible."""
    if wishes.minutes not in LENGTHS:
        raise NoGuide(_("There is no session of {n} minutes. Choose 30, 60, 90 or 180.").format(n=wishes.minutes))
    if not 1 <= wishes.people <= MOST_PEOPLE:
        said = _("{n} people do not fit into one session. Give a number from 1 to {most} with --people.")
        raise NoGuide(said.format(n=wishes.people, most=MOST_PEOPLE))
    tables = wishes.tables or ceil(wishes.people / USUAL_TABLE)
    if not 1 <= tables <= wishes.people:
        said = _("{tables} tables do not fit {people} people. Give a number of tables from 1 to {people} with --tables.")
        raise NoGuide(said.format(tables=wishes.tables, people=wishes.people))
    for option, value, known in (("--paper", wishes.paper, PAPERS), ("--room", wishes.room, ROOMS)):
        if value not in known:
            said = _("{option} {value} is unknown. Choose one of {names}.")
            raise NoGuide(said.format(option=option, value=value, names=", ".join(known)))
    if wishes.forms and wishes.room == "video":
        raise NoGuide(_("Forms on paper do not fit a video call, since they are torn in two. Leave out --forms."))
    if wishes.forms and wishes.people > FORMS_FOR:
        said = _("Forms on paper are handed out to at most {n} people. Leave out --forms.")
        raise NoGuide(said.format(n=FORMS_FOR))
    known_lines = {entry["id"] for entry in content()["numbers"]}
    for key in wishes.numbers:
        if key not in known_lines:
            listed = ", ".join(sorted(known_lines))
            raise NoGuide(_("There is no line called {name} in the guide. The lines are {names}.").format(name=key, names=listed))
    return tables


def whole(words: str, option: str) -> int:
    """Return a whole number that was typed.

    Raises
    ------
    NoGuide
        If it is none.
    """
    if not re.fullmatch(r"-?\d{1,6}", words):
        raise NoGuide(
            _("{option} {words} is no whole number. Write it in digits, like {option} 24.").format(option=option, words=words)
        )
    return int(words)
