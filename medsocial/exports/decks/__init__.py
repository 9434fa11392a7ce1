"""Slides: the lessons as offline decks, and a deck for a session of 30, 60, 90 or 180 minutes."""

import argparse
import ipaddress
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from ...ground import paths
from ...ground.text import _, ngettext
from ...store import data
from . import lesson, page, printing, workshop
from ..wishes import NoDeck, Wishes
from .agenda import LENGTHS, session

__all__ = ["LENGTHS", "NoDeck", "Wishes", "build", "main"]


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


def build(out: Path, wishes: Wishes, step=None, papers: dict[Path, str] | None = None) -> list[Path]:
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
        Gets, for each file, the deck as HTML for the printer.

    Raises
    ------
    NoDeck
        If a deck cannot be built; the message says how to mend it.
    """
    environment = page.templates()
    files = []

    def told(name: str):
        return (lambda: step(name)) if step else None

    if wishes.minutes:
        decks = iter([workshop.session_deck(wishes, told(f"{wishes.minutes}"))])
    else:
        names = list(lesson.notebooks())
        if not names:
            said = _("There are no notebooks in {folder}. Restore the folder from the workshop's copy.")
            raise NoDeck(said.format(folder=paths.notebooks_dir()))
        decks = (workshop.lesson_deck(name, wishes, told(name)) for name in names)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for deck in decks:
            file = out / deck.file
            file.write_text(page.written(deck, environment), encoding="utf-8", newline="\n")
            files.append(file)
            if papers is not None:
                papers[file] = page.on_paper(deck, environment)
    except OSError as error:
        said = _("The decks cannot be written to {folder} ({reason}). Choose another folder with --out.")
        raise NoDeck(said.format(folder=out, reason=error.strerror)) from None
    return files


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
    parser = argparse.ArgumentParser(prog="workshop.py slides", description=_("Build the slides as files that need no network."))
    add = parser.add_argument
    add("--minutes", type=int, default=0, metavar="N", help=_("one deck for a session of 30, 60, 90 or 180 minutes"))
    add("--audience", default="", help=_("for whom, on the title slide"))
    add("--country", default="", help=_("country, on the title slide"))
    add("--title", default="", help=_("another title"))
    add("--facilitator", default="", help=_("who leads, on the title slide"))
    add("--start", default="", metavar="14:00", help=_("clock times in the agenda"))
    add("--link", default="", metavar=_("ADDRESS"), help=_("adds a QR code for phones"))
    add("--with", default="", dest="instead", metavar="W8", help=_("an activity that takes the place of others"))
    add("--redraw", action=argparse.BooleanOptionalAction, default=True, help=_("draw charts at slide size"))
    add("--pdf", action=argparse.BooleanOptionalAction, default=True, help=_("write a PDF beside each deck"))
    add("--out", type=Path, default=folder, metavar=_("FOLDER"), help=_("where to write them"))
    return parser


def _country(words: str) -> str:
    known = {row.country_id: row.name for row in data.rows("countries")}
    return known.get(words.upper(), words)


def _wishes(given: argparse.Namespace) -> Wishes:
    """Return what the command line asks for, each part checked."""
    return Wishes(
        minutes=given.minutes,
        audience=given.audience,
        country=_country(given.country),
        title=given.title,
        facilitator=given.facilitator,
        start=_minutes_after_midnight(given.start) if given.start else None,
        link=_reachable(given.link) if given.link else "",
        instead=given.instead,
        redraw=given.redraw,
    )


def main(arguments: list[str]) -> int:
    """Build the decks from the command line; return the exit code."""
    given = _parser().parse_args(arguments)
    out = given.out.expanduser()
    try:
        wishes = _wishes(given)
        if given.minutes:
            steps = len(session(given.minutes, given.instead)) + 1
        else:
            steps = sum(len(lesson.sections(path)) + 1 for path in lesson.notebooks().values())
        bar = Bar(steps)
        papers: dict[Path, str] = {}
        files = build(out, wishes, bar.step, papers)
        program = printing.find() if given.pdf else None
        printed = []
        for file, paper in papers.items() if program else ():
            bar.step(file.stem)
            if printing.print_deck(paper, file.with_suffix(".pdf"), program):
                printed.append(file.with_suffix(".pdf"))
        bar.end()
    except (NoDeck, data.DataError, data.UnknownName) as error:
        print(error)
        return 1
    print(
        ngettext("{n} deck written: {first}", "{n} decks written, in {folder}", len(files)).format(
            n=len(files), first=files[0], folder=out
        )
    )
    if given.pdf and program is None:
        print(printing.missing())
    elif len(printed) < len(files) and given.pdf:
        names = ", ".join(file.name for file in files if file.with_suffix(".pdf") not in printed)
        said = _("The browser did not print {names}. Open the deck, add ?print-pdf to its address and print it.")
        print(said.format(names=names))
    elif printed:
        print(ngettext("{n} PDF stands beside it.", "{n} PDFs stand beside them.", len(printed)).format(n=len(printed)))
    return 0
