"""The facilitator's guide and kit: guide, run sheet, sheets, keys and delivery log for a session of a certain length."""

import argparse
import re
from functools import partial
from math import ceil
from pathlib import Path

from ...display.documents import NoDocument
from ...ground import commands, files, paths
from ...ground.text import _, ngettext, number
from ...store import data
from .. import printing
from ..wishes import countries_words, country_named
from .log import Timings, template, timings
from .pages import facilitator_html, guide_html, list_html
from .participants import sheets
from .wishes import LENGTHS, NoGuide, Plan, Wishes, plan, whole

__all__ = ["LENGTHS", "NoGuide", "Timings", "Wishes", "build", "main", "timings"]
WORDS_A_PAGE = 620  # of the facilitator's papers, where no browser has counted their pages
PRINT_LIST = {"print_list": 2}  # its pages: the list, and the delivery log on its back; it must know before it is written


def kit(made: Plan) -> dict[str, str]:
    """Return every file of the kit by its name; pages are counted as the templates cut them."""
    found = {"facilitator": facilitator_html(made), **sheets(made)}
    pages = {name: page.count('<section class="leaf') for name, page in found.items()} | PRINT_LIST
    # The script of the session runs on over several pages.
    pages["facilitator"] = max(pages["facilitator"], ceil(len(_words(found["facilitator"])) / WORDS_A_PAGE))
    named = {"print_list": list_html(made, pages), "guide": guide_html(made, pages), **found}
    return {f"{name.replace('_', '-')}.html": page for name, page in named.items()} | {"delivery_log.csv": template(made)}


def _words(page: str) -> list[str]:
    return re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL).split()


def usual_folder(minutes: int) -> Path:
    """Return where the kit of this length is written."""
    root = paths.repo_root()
    return (root / "slides" / "dist" if root else Path.cwd()) / f"guide-{minutes}"


def build(made: Plan, out: Path | None = None) -> list[Path]:
    """Write the kit and return its files; a filled-in delivery log is never overwritten.

    Parameters
    ----------
    made : Plan
        The session.
    out : Path, optional
        Folder to write to; made if missing.

    Raises
    ------
    NoGuide
        If it cannot be built or written; the message says how to mend it.
    """
    contents = kit(made)
    folder = out or usual_folder(made.minutes)
    written = []
    try:
        for name, content in contents.items():
            file = folder / name
            if not (file.suffix == ".csv" and file.exists()):
                files.write(file, content)
            written.append(file)
    except OSError as error:
        said = _("The guide cannot be written to {folder} ({reason}). Choose another folder with --out.")
        raise NoGuide(said.format(folder=folder, reason=error.strerror)) from None
    return written


def print_pages(written: list[Path], made: Plan, program: str) -> list[Path]:
    """Print the pages as PDF beside them, and return those that the browser wrote.

    The list and the guide come last: they say how many pages each pile has become.
    """
    pages = {file.stem: file for file in written if file.suffix == ".html"}
    last = {"print-list": partial(list_html, exact=True), "guide": guide_html}
    counted = {name.replace("-", "_"): _printed(file, program) for name, file in pages.items() if name not in last}
    for name, document in last.items():
        if all(counted.values()):
            files.write(pages[name], document(made, counted | PRINT_LIST))
        counted[name.replace("-", "_")] = _printed(pages[name], program)
    return [file.with_suffix(".pdf") for name, file in pages.items() if counted[name.replace("-", "_")]]


def _printed(file: Path, program: str) -> int:
    """Print one page; return of how many pages its PDF is, 0 if there is none."""
    return printing.print_paper(file.read_text(encoding="utf-8"), file.with_suffix(".pdf"), program)


def minutes_after_midnight(words: str) -> int:
    """Return a time of day as minutes after midnight.

    Raises
    ------
    NoGuide
        If it is no time of day.
    """
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", words)
    if not found:
        raise NoGuide(_("{time} is no time of day. Write it like 14:00.").format(time=words))
    return int(found[1]) * 60 + int(found[2])


def country_code(words: str) -> str:
    """Return the id of a country from its id or its name in any case of letters.

    Raises
    ------
    NoGuide
        If there is no such country; the message lists them.
    """
    found = country_named(words)
    if found is None:
        raise NoGuide(countries_words(words))
    return found


def _line(words: str) -> tuple[str, str]:
    key, sign, value = words.partition("=")
    if not sign or not value.strip():
        raise NoGuide(_("{line} is no line for the guide. Write it like privacy=4411.").format(line=words))
    return key.strip().lower(), value.strip()


def _parser() -> argparse.ArgumentParser:
    about = _("Write the facilitator's guide and everything to print.")
    parser = commands.Parser("guide", about)
    add = parser.add_argument
    add("--minutes", default="60", metavar="N", help=_("30, 60, 90 or 180 minutes"))
    add("--start", metavar="14:00", help=_("clock times in the agenda"))
    add("--people", default="24", metavar="N", help=_("how many people; it decides the copies and what is printed at all"))
    add("--tables", default="0", metavar="N", help=_("how many tables; without it, one for six people"))
    add("--country", help=_("country, for time limits of reporting and keys that differ"))
    add("--forms", action="store_true", help=_("two short forms for each person, with codes on strips to tear off"))
    add("--paper", default="a4", metavar="letter", help=_("size of the paper: a4 or letter"))
    add("--room", default="projector", metavar="video", help=_("what the room has: projector, no-projector or video"))
    add("--line", action="append", default=[], metavar="privacy=4411", help=_("a number to print; may be repeated"))
    add("--pdf", action=argparse.BooleanOptionalAction, default=True, help=_("write a PDF beside each page"))
    add("--out", type=commands.place, metavar=_("FOLDER"), help=_("where to write them"))
    logs = _("compare planned and taken times of filled-in logs")
    add("--log", type=commands.place, nargs="+", metavar="delivery_log.csv", help=logs)
    return parser


def _wishes(given: argparse.Namespace) -> Wishes:
    """Return what the command line asks for, each part read."""
    return Wishes(
        minutes=whole(given.minutes, "--minutes"),
        start=None if given.start is None else minutes_after_midnight(given.start),
        people=whole(given.people, "--people"),
        tables=whole(given.tables, "--tables"),
        country="" if given.country is None else country_code(given.country),
        forms=given.forms,
        paper=given.paper.lower(),
        room=given.room.lower(),
        numbers=dict(map(_line, given.line)),
    )


def main(arguments: list[str]) -> int:
    """Build the kit, or read delivery logs, from the command line; return the exit code."""
    given = _parser().parse_args(arguments)
    try:
        if given.log:
            print(timings([file.expanduser() for file in given.log]).to_text())
            return 0
        made = plan(_wishes(given))
        files = build(made, given.out.expanduser() if given.out else None)
    except (NoDocument, data.DataError, data.UnknownName) as error:
        print(error)
        return 1
    print(ngettext("{n} file written, in {folder}", "{n} files written, in {folder}", len(files)).format(
        n=number(len(files)), folder=files[0].parent))  # fmt: skip
    if given.pdf:
        program = printing.find()
        print(_report(files, print_pages(files, made, program)) if program else _no_browser())
    return 0


def _report(files: list[Path], printed: list[Path]) -> str:
    missing = [file.name for file in files if file.suffix == ".html" and file.with_suffix(".pdf") not in printed]
    if missing:
        return _("The browser did not print {names}. Open the page and print it.").format(names=", ".join(missing))
    return ngettext("{n} PDF stands beside it.", "{n} PDFs stand beside them.", len(printed)).format(n=number(len(printed)))


def _no_browser() -> str:
    return _(
        "No PDF was written, since no Chromium, Chrome or Edge was found on this computer. "
        "Open each page in your browser and print it."
    )
