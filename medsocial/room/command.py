"""The command `room`: the deck on this computer, and with `--phones` votes from the room's own phones."""

import argparse
import asyncio
import contextlib
import signal
import sys
import webbrowser
from pathlib import Path

from .. import __version__
from ..display.documents import NoDocument
from ..exports.session import code_of, deck, pages
from ..exports.slides import lesson_names
from ..exports.wishes import MOST_PEOPLE, Wishes, countries_words, country_named
from ..ground import clock, commands, files, paths
from ..ground.text import _, ngettext, number
from ..model import lesson_decks
from ..model import session as storyboard
from ..model.storyboard import LENGTHS, Session
from ..store import data
from . import addresses, codes, questions, trial
from .booth import Booth
from .desk import Desk
from .keep import Journal, Ledger
from .phones import NONCE
from .serving import DeckSide, NoRoom, PhonesSide, Way, free_files, kind_words, now

BACK = 4.0  # seconds in which a deck that is still open finds a room that was started again


def _parser() -> argparse.ArgumentParser:
    said = _("Show a deck on this computer; with --phones the room votes from its own phones.")
    parser = commands.Parser("room", said)
    add = parser.add_argument
    add("--minutes", type=commands.whole, metavar="N", help=_("the deck of a session of 30, 60, 90 or 180 minutes"))
    add("--lesson", metavar="NN", help=_("the deck of one lesson instead, for example 05"))
    add("--forms", action="store_true", help=_("with the short forms before and after"))
    add("--phones", action="store_true", help=_("a page for phones in the same network"))
    add(
        "--try",
        dest="trial",
        action="store_true",
        help=_("the evening before: wait for the vote of one phone, and say what is wrong"),
    )
    add("--people", type=commands.whole, default=24, metavar="N", help=_("how many you expect"))
    add("--country", help=_("country, for what it asks"))
    add("--wifi", default="", metavar=_("NAME"), help=_("the name of the Wi-Fi, to show beside the code"))
    add("--address", default="", metavar=_("ADDRESS"), help=_("the address of this computer that phones can reach"))
    add("--name", default="", metavar=_("NAME"), help=_("a short name that your network has for this computer"))
    add("--port", type=commands.port, default=0, metavar="N", help=_("the port for phones"))
    add("--codes", type=commands.whole, default=0, metavar="N", help=_("so many single-use codes on slips to print"))
    add("--anew", action="store_true", help=_("forget the counts of a room that was cut off today"))
    add("--no-browser", action="store_true", help=_("only print the address of the deck"))
    return parser


def _session(given: argparse.Namespace, country: str) -> tuple[str, Session]:
    """Return the name of the deck that is asked for, and what its storyboard says."""
    if given.lesson is not None and given.minutes is not None:
        raise NoRoom(_("A room has one deck: give either --minutes or --lesson."))
    if given.lesson is not None and given.forms:
        raise NoRoom(_("--forms belongs to a session. Give its length as well, for example --minutes 60."))
    if given.lesson is not None:
        (name,) = lesson_names([given.lesson])
        return name, lesson_decks.load(name, country, given.people)
    minutes = 60 if given.minutes is None else given.minutes
    if minutes not in LENGTHS:
        known = ", ".join(map(str, LENGTHS))
        raise NoRoom(_("There is no deck of {n} minutes. There are decks of {known} minutes.").format(n=minutes, known=known))
    return str(minutes), storyboard.load(minutes, country, given.people, given.forms)


class Room:
    """One room from its first request to its last."""

    def __init__(self, given: argparse.Namespace) -> None:
        if not 1 <= given.people <= MOST_PEOPLE:
            raise NoRoom(_("--people {n} is no room. Give how many people you expect, for example 24.").format(n=given.people))
        if not 0 <= given.codes <= codes.MOST:
            raise NoRoom(_("--codes {n} cannot be. Give a number from 1 to {most}.").format(n=given.codes, most=codes.MOST))
        for option in ("wifi", "address", "name", "port", "codes"):
            if getattr(given, option) and not (given.phones or given.trial):
                raise NoRoom(_("{option} is for votes by phone. Add --phones, or leave it out.").format(option=f"--{option}"))
        self.given, self.folder = given, paths.room_dir()
        country = "" if given.country is None else country_named(given.country)
        if country is None:
            raise NoRoom(countries_words(given.country))
        wishes = Wishes(country_id=country, people=given.people, forms=given.forms)
        name, session = _session(given, country)
        if given.trial:
            name, session = "trial", None
        chapters = pages.chapters(session, given.people, live=True) if session else []
        self.deck = deck(session, wishes, NONCE).screen if session else ""
        self.slips = codes.codes(self.folder / "codes.json", given.codes) if given.codes else frozenset()
        self.booth = Booth(
            questions.forms(), Journal(self.folder / "open_vote.jsonl"), self.folder / "class", __version__, self.slips
        )
        self.ledger = Ledger(self.folder / "room.json", name, str(clock.today()))
        self.again = not given.anew and not given.trial and self.ledger.go_on()
        self.desk = Desk(self.booth, self.ledger, questions.questions(chapters), questions.advisers(chapters))
        self.desk.people = given.people
        self.phones: PhonesSide | None = None
        self.side: DeckSide | None = None

    def _told(self, address: str, typed: str) -> None:
        """Show a way in: on the deck, and here."""
        self.desk.join = {"address": typed, "code": code_of(address), "network": self.given.wifi}
        print(_("Phones: {address}").format(address=address), flush=True)
        if self.given.trial:
            import segno

            segno.make(address, error="m").terminal(compact=True)
        if self.slips:
            file = self.folder / "slips.html"
            files.write(file, codes.slips_html(self.slips, typed), private=True)
            print(_("Slips to print: {file}").format(file=file), flush=True)

    def _list_addresses(self) -> None:
        """Say which addresses there are, so that a tunnel is not taken for the room's network."""
        there = addresses.own()
        if len(there) > 1 and not self.given.address:
            for one in there:
                print(f"  {one.ip:15} {one.name}: {kind_words(one.kind)}", flush=True)

    async def run(self) -> None:
        """Serve until stopped, or until the trial has ended."""
        free_files()
        stop = asyncio.Event()
        for name in ("SIGTERM", "SIGINT"):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C arrives as an exception
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
        given, tasks = self.given, []
        if given.phones or given.trial:
            way = Way(given.address, given.name, given.port)
            self.phones = PhonesSide(self.booth, way, now, self._told)
            self._list_addresses()
            self.phones.listen(self.ledger.ports.get("phones", 0))
            tasks.append(asyncio.ensure_future(self.phones.follow()))
        if given.trial:
            tried = asyncio.ensure_future(trial.run(self.booth, self.phones, lambda line: print(line, flush=True), now))
            await asyncio.wait([tried, asyncio.ensure_future(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
            self.booth.close()
            return
        if self.again:
            self.desk.go_on()
            count = ngettext("{n} vote", "{n} votes", self.booth.total).format(n=number(self.booth.total))
            print(
                _("Going on with the room that was cut off today ({votes} in the open vote). --anew forgets it.").format(
                    votes=count
                )
            )
        self.side = DeckSide(self.desk, self.deck, self.ledger.secret, now, self.ledger.ports.get("deck", 0))
        self.ledger.secret = self.side.secret
        self.ledger.ports = {"deck": self.side.port, "phones": self.phones.port if self.phones else 0}
        self.ledger.save()
        print(_("The deck: {address}").format(address=self.side.address))
        print(_("Keep this window open. To end, press Ctrl+C here; then the counts are deleted."), flush=True)
        tasks.append(asyncio.ensure_future(self._open_browser()))
        await stop.wait()

    async def _open_browser(self) -> None:
        """Open the deck, unless one that was open before has found this room again."""
        if self.again:
            await asyncio.sleep(BACK)
        if not self.given.no_browser and not (self.again and self.desk.watched):
            webbrowser.open(self.side.address)

    def end(self) -> None:
        """Forget the counts."""
        self.booth.journal.end()
        self.ledger.end()


def main(arguments: list[str]) -> int:
    """Open a room and serve it until it is stopped; return the exit code."""
    given = _parser().parse_args(arguments)
    try:
        room = Room(given)
    except (NoRoom, NoDocument, data.DataError, data.UnknownName) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        said = _("The folder {folder} cannot be written ({reason}). Free some space, or check who may write there.")
        print(said.format(folder=paths.room_dir(), reason=error.strerror or error), file=sys.stderr)
        return 1
    try:
        asyncio.run(room.run())
    except NoRoom as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    room.end()
    kept = sorted(Path(room.folder / "class").glob("class_*.json"))
    if kept:
        said = _("Class files of the short forms: {folder}. Read them with: workshop.py results {folder}")
        print(said.format(folder=room.folder / "class"))
    print(_("The room is closed, and its counts are deleted."))
    return 0
