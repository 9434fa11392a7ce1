"""Slides: the lessons as offline decks, and a deck for a session of 30, 60, 90 or 180 minutes."""

import argparse
import ipaddress
import itertools
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from ..ground import commands, files, paths
from ..ground.text import _, ngettext
from ..model import lesson_decks
from ..model import session as storyboard
from ..model.storyboard import LENGTHS, Session
from ..store import data
from ..store.lessons import labs
from . import printing
from .session import deck, opening
from .wishes import MOST_PEOPLE, NoDeck, Wishes, countries_words, country_named

SHORTEST_NAME = 4  # letters of a country's name; what is shorter is meant as a code


class Bar:
    """A progress bar in the terminal; silent where the output is no terminal."""

    def __init__(self, steps: int) -> None:
        self.steps, self.done = max(1, steps), 0
        self.shown = sys.stdout.isatty()

    def step(self, words: str = "") -> None:
        """Move on by one step."""
        self.done = min(self.done + 1, self.steps)
        if self.shown:
            full = round(30 * self.done / self.steps)
            print(f"\r[{'#' * full}{'.' * (30 - full)}] {100 * self.done // self.steps:3}% {words[:40]:40}", end="", flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self.shown:
            print("\r" + " " * 80 + "\r", end="", flush=True)


def build(
    out: Path,
    wishes: Wishes,
    step: Callable[[str], None] | None = None,
    papers: dict[Path, str] | None = None,
    lessons: Sequence[str] = (),
) -> list[Path]:
    """Write the decks and return the files: one for each lesson, or the one of a session.

    Parameters
    ----------
    out : Path
        Folder to write to; made if missing.
    wishes : Wishes
        What the facilitator asks for.
    step : callable, optional
        Called with a few words after each step.
    papers : dict, optional
        Gets, for each PDF to print, its HTML for the printer.
    lessons : sequence of str
        Names of lessons, where no session is asked for; all if empty.

    Raises
    ------
    NoDeck
        If a deck cannot be built; the message says how to mend it.
    """

    def made() -> Iterator[tuple[str, bytes]]:
        for one in _sessions(wishes, lessons):
            done = deck(one, wishes)
            if papers is not None:
                papers.update({out / name: paper for name, paper in done.papers.items()})
            yield done.file, done.screen.encode("utf-8")

    return _written(out, made(), step)


def build_powerpoint(
    out: Path,
    wishes: Wishes,
    step: Callable[[str], None] | None = None,
    lessons: Sequence[str] = (),
    template: Path | None = None,
) -> list[Path]:
    """Write the decks as PowerPoint files and return them; `template` is a hospital's own.

    Raises
    ------
    NoDeck
        If one cannot be built; the message says how to mend it.
    """
    from . import powerpoint

    sessions = _sessions(wishes, lessons)
    made = ((f"{opening(one, wishes).stem}.pptx", powerpoint.presentation(one, wishes, template)) for one in sessions)
    return _written(out, made, step)


def _written(out: Path, made: Iterator[tuple[str, bytes]], step: Callable[[str], None] | None) -> list[Path]:
    """Write files one after the other; one that cannot be built is told before anything is written."""
    written = []
    try:
        first = next(made)
        for name, content in itertools.chain([first], made):
            written.append(files.write(out / name, content))
            if step:
                step(written[-1].stem)
    except OSError as error:
        said = _("The decks cannot be written to {folder} ({reason}). Choose another folder with --out.")
        raise NoDeck(said.format(folder=out, reason=error.strerror)) from None
    return written


def _sessions(wishes: Wishes, lessons: Sequence[str]) -> Iterator[Session]:
    """Return what the storyboards say: of a session, or of lessons."""
    if wishes.minutes:
        yield storyboard.load(wishes.minutes, wishes.country_id, wishes.people, wishes.forms)
        return
    for name in lessons or lesson_names():
        yield lesson_decks.load(name, wishes.country_id, wishes.people)


def lesson_names(wanted: Sequence[str] = ()) -> list[str]:
    """Return the lessons that have a deck; with numbers or names of lessons, those only.

    Raises
    ------
    NoDeck
        If there is no such lesson.
    """
    known = [plan["lesson"] for plan in lesson_decks.plans()]
    beside = {row.lesson: row.number for row in labs()}
    by_number = {str(int(name[:2])): name for name in (*known, *beside)}
    found = []
    for one in wanted:
        name = by_number.get(str(int(one)), one) if one.isdecimal() and len(one) <= commands.DIGITS else one
        if name in beside:
            said = _(
                "Lesson {n} has no deck: its code is there to be changed at a keyboard. "
                "Show it in JupyterLab in full screen, or write its page with `workshop.py pages`."
            )
            raise NoDeck(said.format(n=beside[name]))
        if name not in known:
            said = _("There is no lesson {name}. The lessons are {names}.")
            raise NoDeck(said.format(name=one, names=", ".join(known)))
        found.append(name)
    return found or known


def _reachable(address: str) -> str:
    """Return an address that phones in the room can open.

    Raises
    ------
    NoDeck
        If it leads to this computer only, or is no web address.
    """
    scheme = re.match(r"[a-z]+:(?!\d)", address)
    parts = urlsplit(address if scheme else f"https://{address}")
    host = parts.hostname or ""
    try:
        own = ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        own = host == "localhost" or host.endswith(".localhost")
    if own:
        said = _("{address} leads to this computer only, so no phone could open it. Give the address of a page on your network.")
        raise NoDeck(said.format(address=address))
    if parts.scheme not in ("http", "https") or not host:
        raise NoDeck(_("{address} is no web address. It should begin with http:// or https://.").format(address=address))
    return parts.geturl()


def _minutes_after_midnight(words: str) -> int:
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", words)
    if not found:
        raise NoDeck(_("{time} is no time of day. Write it like 14:00.").format(time=words))
    return int(found[1]) * 60 + int(found[2])


def _parser() -> argparse.ArgumentParser:
    root = paths.repo_root()
    folder = root / "slides" / "dist" / "decks" if root else Path.cwd() / "decks"
    parser = commands.Parser("slides", _("Build the slides as files that need no network."))
    add = parser.add_argument
    add("lessons", nargs="*", metavar=_("LESSON"), help=_("lessons by their numbers, for example 05; all if none is named"))
    add("--minutes", type=commands.whole, metavar="N", help=_("one deck for a session of 30, 60, 90 or 180 minutes"))
    add("--people", type=commands.whole, default=24, metavar="N", help=_("how many people, for the advice on votes"))
    add("--audience", default="", help=_("for whom, on the title slide"))
    add("--country", help=_("country, for its rules and the title slide; another name stands on the slide only"))
    add("--title", default="", help=_("another title"))
    add("--facilitator", default="", help=_("who leads, on the title slide"))
    add("--start", metavar="14:00", help=_("clock times in the agenda"))
    add("--link", metavar=_("ADDRESS"), help=_("adds a QR code for phones"))
    add("--forms", action="store_true", help=_("a session with a short form before and after, nine minutes in all"))
    add("--pdf", action=argparse.BooleanOptionalAction, default=True, help=_("write a PDF beside each deck"))
    add("--format", choices=("html", "pptx"), default="html", help=_("a page for the browser, or a PowerPoint file to edit"))
    add("--template", type=commands.place, metavar=_("FILE"), help=_("a PowerPoint template of your own, with --format pptx"))
    add("--out", type=commands.place, default=folder, metavar=_("FOLDER"), help=_("where to write them"))
    return parser


def _wishes(given: argparse.Namespace) -> Wishes:
    """Return what the command line asks for, each part checked."""
    if given.minutes is not None and given.minutes not in LENGTHS:
        said = _("There is no session of {n} minutes. There are sessions of {known} minutes.")
        raise NoDeck(said.format(n=given.minutes, known=", ".join(map(str, LENGTHS))))
    if given.start is not None and not given.minutes:
        raise NoDeck(_("--start belongs to a session. Give its length as well, for example --minutes 60."))
    country = country_named(given.country or "") or ""
    if given.country is not None and not country and len(given.country.strip()) < SHORTEST_NAME:
        raise NoDeck(countries_words(given.country))
    if given.forms and not given.minutes:
        raise NoDeck(_("--forms belongs to a session. Give its length as well, for example --minutes 60."))
    if given.lessons and given.minutes:
        raise NoDeck(_("A session of {n} minutes has its own deck. Leave out the lessons, or --minutes.").format(n=given.minutes))
    if given.template and given.format != "pptx":
        raise NoDeck(_("--template belongs to a PowerPoint file. Add --format pptx, or leave it out."))
    if not 1 <= given.people <= MOST_PEOPLE:
        raise NoDeck(_("--people {n} is no room. Give how many people you expect, for example 24.").format(n=given.people))
    return Wishes(
        minutes=given.minutes or 0,
        audience=given.audience,
        country=data.row("countries", country).name if country else given.country or "",
        country_id=country,
        people=given.people,
        title=given.title,
        facilitator=given.facilitator,
        start=None if given.start is None else _minutes_after_midnight(given.start),
        link="" if given.link is None else _reachable(given.link),
        forms=given.forms,
    )


def main(arguments: list[str]) -> int:
    """Build the decks from the command line; return the exit code."""
    given = _parser().parse_args(arguments)
    out = given.out.expanduser()
    try:
        wishes = _wishes(given)
        lessons = [] if given.minutes else lesson_names(given.lessons)
        decks = max(1, len(lessons))
        if given.format == "pptx":
            bar = Bar(decks)
            files = build_powerpoint(out, wishes, bar.step, lessons, given.template)
            bar.end()
            _tell(files, out)
            return 0
        bar = Bar(3 * decks)  # a deck is drawn in one step, and then printed twice
        papers: dict[Path, str] = {}
        files = build(out, wishes, bar.step, papers, lessons)
        program = printing.find() if given.pdf else None
        printed = []
        for pdf, paper in papers.items() if program else ():
            bar.step(pdf.stem)
            if printing.print_deck(paper, pdf, program):
                printed.append(pdf)
        bar.end()
    except (NoDeck, data.DataError, data.UnknownName) as error:
        print(error)
        return 1
    _tell(files, out)
    if given.pdf and program is None:
        print(printing.missing())
    elif len(printed) < len(papers) and given.pdf:
        names = ", ".join(pdf.name for pdf in papers if pdf not in printed)
        said = _("The browser did not print {names}. Close what else uses it, and run the command again.")
        print(said.format(names=names))
    elif printed:
        print(ngettext("{n} PDF stands beside it.", "{n} PDFs stand beside them.", len(printed)).format(n=len(printed)))
    return 0


def _tell(files: list[Path], out: Path) -> None:
    """Say what was written."""
    said = ngettext("{n} deck written: {first}", "{n} decks written, in {folder}", len(files))
    print(said.format(n=len(files), first=files[0], folder=out))
