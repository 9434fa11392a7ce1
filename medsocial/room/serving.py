"""The two sockets of a room: where they listen, what happens when a port is taken or the address changes."""

import asyncio
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from ..ground.text import _
from . import addresses, board, phones
from .booth import Booth
from .desk import Desk
from .gate import Gate

DECK_PORT, PHONES_PORT = 8910, 8000
TRIES = 40
WATCH = 3.0  # seconds between two looks at this computer's addresses


class NoRoom(Exception):
    """A room cannot be opened; the message says why and how to mend it."""


@dataclass
class Way:
    """How phones come in: a name or an address that was asked for, and a port."""

    address: str = ""
    name: str = ""
    port: int = 0


def listening(host: str, wanted: int, usual: int) -> tuple[list, int]:
    """Return sockets on a port: the wanted one, else the first free one from the usual one on.

    Raises
    ------
    NoRoom
        If the wanted port is taken, or the address is not this computer's.
    """
    ports = [wanted] if wanted else range(usual, usual + TRIES)
    for port in ports:
        try:
            return bind_sockets(port, host), port
        except OverflowError:
            break
        except OSError:
            continue
    if wanted:
        said = _("Port {port} of {address} cannot be used: another program has it, or it is not for you. Leave out --port.")
        raise NoRoom(said.format(port=wanted, address=host))
    said = _("The address {address} cannot be used here. Leave out --address to see those of this computer.")
    raise NoRoom(said.format(address=host))


def free_files() -> None:
    """Ask the system for enough open connections, where it must be asked."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8_192 if hard == resource.RLIM_INFINITY else min(8_192, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class PhonesSide:
    """The phones' socket, which follows this computer from one network to another."""

    def __init__(self, booth: Booth, way: Way, clock: Callable[[], float], told: Callable[[str, str], None]) -> None:
        self.way, self.told, self.gate = way, told, Gate()
        app = phones.application(booth, self.gate, clock, phones.own_names(way.name))
        self.server = phones.PhoneServer(app, self.gate, clock)
        self.host, self.port, self.sockets = "", way.port, []

    @property
    def address(self) -> str:
        """What people type."""
        shown = self.way.name or self.host
        return shown if self.port == 80 else f"{shown}:{self.port}"

    def listen(self, earlier: int = 0) -> None:
        """Listen where phones can reach this computer; `earlier` is the port of a process that was killed."""
        chosen = self.way.address or (found.ip if (found := addresses.choose(addresses.own())) else "")
        if not chosen:
            raise NoRoom(no_network())
        try:
            sockets, self.port = listening(chosen, self.port or earlier, PHONES_PORT)
        except NoRoom:
            if self.way.port or not earlier:
                raise
            sockets, self.port = listening(chosen, 0, PHONES_PORT)
        self.host, self.sockets = chosen, sockets
        self.server.add_sockets(sockets)
        self.told(f"http://{self.address}", self.address)

    async def follow(self) -> None:
        """Follow this computer to another network: a new address, and a new code on the screen."""
        while True:
            await asyncio.sleep(WATCH)
            if self.way.address:
                continue
            there = addresses.own()
            if any(one.ip == self.host for one in there) or addresses.choose(there) is None:
                continue
            self.server.stop()
            try:
                self.listen(self.port)
            except NoRoom:
                self.host = ""


def no_network() -> str:
    """Return what to do where no address can be reached by phones, with the addresses that there are."""
    said = _("This computer is in no network that phones could join. Join the room's Wi-Fi or open a hotspot, and start again.")
    there = [f"{one.ip} ({one.name}, {kind_words(one.kind)})" for one in addresses.own()]
    more = _("It has {addresses}; if phones can reach one of them, name it with --address.").format(addresses=", ".join(there))
    return f"{said} {more}" if there else said


def kind_words(kind: str) -> str:
    """Return in words why phones will hardly reach an address."""
    return {
        "": _("phones may reach it"),
        "tunnel": _("a tunnel, which leads out of the room"),
        "virtual": _("a network inside this computer"),
        "no_network": _("no network has given an address"),
        "loopback": _("this computer only"),
    }[kind]


class DeckSide:
    """The deck's socket: this computer's own loop only, behind a secret."""

    def __init__(self, desk: Desk, deck: str, secret: str, clock: Callable[[], float], port: int = 0) -> None:
        self.secret = secret or secrets.token_urlsafe(16)
        self.server = HTTPServer(board.application(desk, deck, self.secret, clock), max_body_size=10_000)
        try:
            sockets, self.port = listening("127.0.0.1", port, DECK_PORT)
        except NoRoom:
            sockets, self.port = listening("127.0.0.1", 0, DECK_PORT)
        self.server.add_sockets(sockets)

    @property
    def address(self) -> str:
        """Where the deck is; whoever knows it can steer the room."""
        return f"http://127.0.0.1:{self.port}/{self.secret}/"


def now() -> float:
    """Return the seconds of the running loop, which no change of the clock moves."""
    return IOLoop.current().time()
