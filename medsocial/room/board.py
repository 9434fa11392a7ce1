"""The projector's side: deck and controls, on this computer only, behind a secret in the address."""

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import Application, Finish, RequestHandler

from ..ground.text import _
from .desk import Desk, NotSo
from .phones import NONCE, guard

BEAT = 0.15  # seconds between two looks at the booth
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
HERE = ("127.0.0.1", "localhost")
ACTS: dict[str, Callable[[Desk, dict[str, Any]], None]] = {
    "open": Desk.open, "close": Desk.close, "anew": Desk.anew, "hands": Desk.hands, "form": Desk.form,
}  # fmt: skip


class Own(RequestHandler):
    """What all requests of the deck share: the secret, this computer's name, and no other page behind them."""

    def initialize(self, desk: Desk) -> None:
        """Take the desk."""
        self.desk = desk

    def set_default_headers(self) -> None:
        """Say what every answer says; the presenter's view shows the deck in frames of its own."""
        guard(self)
        self.set_header("X-Frame-Options", "SAMEORIGIN")

    def prepare(self) -> None:
        """Refuse whoever does not know the secret, comes by another name, or from another page."""
        name, _colon, _port = self.request.host.rpartition(":")
        origin, site = self.request.headers.get("Origin"), self.request.headers.get("Sec-Fetch-Site", "same-origin")
        asked = self.request.method == "POST" or self.request.path.endswith("/events")
        if name not in HERE or not hmac.compare_digest(self.path_args[0].encode(), self.settings["secret"].encode()):
            self._no(404)
        if asked and (site != "same-origin" or origin not in (None, f"http://{self.request.host}")):
            self._no(403)
        if self.request.method == "POST" and origin is None:
            self._no(403)

    def _no(self, status: int) -> None:
        self.set_status(status)
        self.finish(_("There is nothing here. The address of the deck stands in the window where you started the room."))
        raise Finish

    def write_error(self, status_code: int, **_more: Any) -> None:
        """Say in one sentence that something went wrong."""
        self.finish(_("Something went wrong here. Load the deck anew."))


class Deck(Own):
    """The deck itself."""

    def get(self, _secret: str) -> None:
        """Send the deck with a nonce of its own."""
        nonce = secrets.token_urlsafe(12)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", POLICY.format(nonce=nonce))
        self.finish(self.settings["deck"].replace(NONCE, nonce))


class Act(Own):
    """What a key of the facilitator does."""

    def post(self, _secret: str, act: str) -> None:
        """Do it, and answer with the state after it."""
        try:
            said = json.loads(self.request.body)
            ACTS[act](self.desk, said if isinstance(said, dict) else {})
        except (ValueError, NotSo) as error:
            self.set_status(400)
            self.finish({"words": str(error) if isinstance(error, NotSo) else _("This could not be read.")})
            return
        self.desk.acts += 1
        self.finish(self.desk.state(self.settings["clock"]()))


class Events(Own):
    """What happens in the room, as it happens; the only answer that stays open."""

    async def get(self, _secret: str) -> None:
        """Tell the deck whenever something has changed, and every ten seconds that the room is still there."""
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        told, quiet = "", 0.0
        self.desk.watched += 1
        while not self.request.connection.stream.closed():
            state = json.dumps(self.desk.state(self.settings["clock"]()), ensure_ascii=False)
            quiet += BEAT
            try:
                if state != told or quiet > 10:
                    self.write(f"data: {state}\n\n")
                    await self.flush()
                    told, quiet = state, 0.0
            except StreamClosedError:
                return
            await asyncio.sleep(BEAT)


def application(desk: Desk, deck: str, secret: str, clock: Callable[[], float]) -> Application:
    """Return the projector's application."""
    given = {"desk": desk}
    routes = [
        (r"/([\w-]+)/", Deck, given),
        (r"/([\w-]+)/events", Events, given),
        (rf"/([\w-]+)/({'|'.join(ACTS)})", Act, given),
    ]
    return Application(routes, deck=deck, secret=secret, clock=clock, log_function=lambda _handler: None)
