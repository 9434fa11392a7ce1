"""The phones' side: one page, and short requests. It has no way to the deck and holds nothing but the booth."""

import json
import re
import secrets
import socket
from typing import Any
from urllib.parse import urlsplit

from tornado import iostream
from tornado.httpserver import HTTPServer
from tornado.web import Application, Finish, RequestHandler

from ..display import documents
from ..ground.text import _
from .booth import Booth, Refused
from .gate import Gate, Guest

NONCE = "nonce-of-this-answer"
LARGEST = 2_000  # bytes that a phone may send
IDLE = 20.0  # seconds after which a silent connection is closed
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TICKET = re.compile(r"[0-9a-f]{16,64}")
_NUMBER = re.compile(r"[\d.]+|\[[0-9a-fA-F:]+\]")


def page_html() -> str:
    """Return the one page that phones get; each answer fills in a nonce of its own."""
    return documents.render("room/phone.html", nonce=NONCE)


def guard(handler: RequestHandler) -> None:
    """Set what every answer of a room says to a browser."""
    handler.clear_header("Server")
    for name, value in (
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"),
        ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ):  # fmt: skip
        handler.set_header(name, value)


class Phone(RequestHandler):
    """What all requests of a phone share: limits, names that this server answers to, calm sentences."""

    def initialize(self, booth: Booth, names: frozenset[str]) -> None:
        """Take what the phones' side has."""
        self.booth, self.names = booth, names

    @property
    def guest(self) -> Guest:
        """The connection of this request."""
        return self.request.connection.stream.guest

    def set_default_headers(self) -> None:
        """Say what every answer says."""
        guard(self)
        if self.settings["gate"].crowded:
            self.set_header("Connection", "close")

    def prepare(self) -> None:
        """Refuse names that another site could have given to this address."""
        try:
            name = urlsplit(f"//{self.request.host}").hostname or ""
        except ValueError:  # a bracket without its partner
            name = ""
        if not _NUMBER.fullmatch(name) and name.lower() not in self.names:
            self.refuse(Refused("name", _("Please use the address that the room's screen shows."), 403))

    def refuse(self, refused: Refused) -> None:
        """Answer with a calm sentence; close a connection that was wrong too often."""
        self.set_status(refused.status)
        self.finish({"state": refused.state, "words": refused.words})
        if self.guest.erred():
            self.request.connection.stream.close()
        raise Finish

    def write_error(self, status_code: int, **_more: Any) -> None:
        """Say in one sentence that something is not there or went wrong."""
        self.finish({"state": "wrong", "words": _("There is nothing here. Please go back to the room's page.")})

    def sent(self) -> dict[str, Any]:
        """Return what a phone sent, from this server's own page only."""
        origin = self.request.headers.get("Origin")
        kind = self.request.headers.get("Content-Type", "").partition(";")[0]
        if origin not in (None, f"http://{self.request.host}") or kind != "application/json":
            self.refuse(Refused("origin", _("Votes come from the room's own page only."), 403))
        try:
            said = json.loads(self.request.body)
        except ValueError:
            said = None
        if not isinstance(said, dict) or not all(isinstance(value, str | dict) for value in said.values()):
            self.refuse(Refused("unknown", _("This could not be read. Please load the page anew."), 400))
        return said

    def word(self, said: dict[str, Any], name: str) -> str:
        """Return a word that was sent, at most a hundred signs of it."""
        found = said.get(name)
        return found[:100] if isinstance(found, str) else ""


class Front(Phone):
    """The page."""

    def get(self) -> None:
        """Send the page with a nonce of its own."""
        nonce = secrets.token_urlsafe(12)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", POLICY.format(nonce=nonce))
        self.finish(self.settings["page"].replace(NONCE, nonce))


class Now(Phone):
    """What the room sees at this moment; nothing if the page has it already."""

    def get(self) -> None:
        """Answer a short question."""
        page = self.get_query_argument("page", "")
        if _TICKET.fullmatch(page):
            self.booth.seen(page, self.settings["clock"]())
        if self.get_query_argument("has", "") == self.booth.token:
            self.set_status(204)
            self.finish()
            return
        self.set_header("Content-Type", "application/json")
        self.finish(self.booth.said)


class Cast(Phone):
    """A vote."""

    def post(self) -> None:
        """Take it."""
        said = self.sent()
        token, ticket = self.word(said, "token"), self.word(said, "ticket")
        if not _TICKET.fullmatch(ticket):
            self.refuse(Refused("unknown", _("This could not be read. Please load the page anew."), 400))
        if not self.guest.brings(token, ticket):
            self.refuse(Refused("too_often", _("Each phone has one vote."), 429))
        try:
            went = self.booth.vote(token, ticket, self.word(said, "choice"), self.word(said, "code"))
        except Refused as refused:
            self.refuse(refused)
        self.finish({"state": went, "choice": said["choice"]})


class Form(Phone):
    """The short form: asked for with a code, sent with answers."""

    def post(self) -> None:
        """Hand it out, or take it."""
        said = self.sent()
        try:
            if "answers" in said:
                self.finish({"state": "kept", "code": self.booth.answer(self.word(said, "code"), said["answers"])})
            else:
                self.finish(self.booth.form_for(self.word(said, "code")))
        except Refused as refused:
            self.refuse(refused)


class Nothing(Phone):
    """Anything else."""

    def prepare(self) -> None:
        """Say that there is nothing."""
        self.refuse(Refused("wrong", _("There is nothing here. Please go back to the room's page."), 404))


def application(booth: Booth, gate: Gate, clock: Any, names: frozenset[str] = frozenset()) -> Application:
    """Return the phones' application; the booth is all that it has."""
    given = {"booth": booth, "names": names}
    routes = [(r"/", Front, given), (r"/now", Now, given), (r"/vote", Cast, given), (r"/form", Form, given)]
    return Application(
        routes, default_handler_class=Nothing, default_handler_args=given, page=page_html(), gate=gate, clock=clock,
        log_function=lambda _handler: None,
    )  # fmt: skip


class PhoneServer(HTTPServer):
    """A server that knows its connections, and lets in no more than the gate allows."""

    def initialize(self, app: Application, gate: Gate, clock: Any) -> None:  # type: ignore[override]
        """Take the gate with the application."""
        self.gate, self.clock = gate, clock
        super().initialize(app, idle_connection_timeout=IDLE, max_body_size=LARGEST, max_header_size=8_192, body_timeout=5)

    def handle_stream(self, stream: iostream.IOStream, address: tuple) -> None:
        """Let a connection in, or close it before anything is read from it."""
        if not self.gate.admits(address[0], self.clock()):
            stream.close()
            return
        stream.guest = Guest()
        self.gate.open += 1
        super().handle_stream(stream, address)

    def start_request(self, server_conn: object, request_conn: Any) -> Any:
        """Close a connection that asks too much before its request is read."""
        if not request_conn.stream.guest.asks.take(self.clock()):
            request_conn.stream.close()
        return super().start_request(server_conn, request_conn)

    def on_close(self, server_conn: Any) -> None:
        """Note that a connection has gone."""
        self.gate.open -= 1
        super().on_close(server_conn)


def own_names(more: str = "") -> frozenset[str]:
    """Return the names that this computer answers to, besides its numbers."""
    host = socket.gethostname().lower()
    return frozenset(name for name in (host, f"{host.partition('.')[0]}.local", "localhost", more.lower()) if name)
