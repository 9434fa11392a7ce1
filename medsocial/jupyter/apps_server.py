"""Voilà's server as the workshop needs it: visitors apart, a limit with a calm page, and no foreign name in an address."""

import ipaddress
import socket
import time
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.ioloop import PeriodicCallback
from tornado.routing import Matcher
from tornado.web import RedirectHandler, RequestHandler
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from ..ground import paths
from ..ground.text import _
from ..store.lessons import labs, series
from .visits import Visits

COOKIE = "medsocial-visitor"
TICKET = "X-Medsocial-Ticket"
TIDY_SECONDS = 15
RETRY_SECONDS = 20
RENDER = "/voila/render/"


def lessons() -> list[tuple[str, str]]:
    """Return the file name of each lesson and its title, in their order; a lab needs a page on which code can be changed."""
    return [(f"{row.lesson}.ipynb", row.title) for row in series()]


def dress(handler: RequestHandler, notebook: Any, cwd: str) -> None:
    """Give a page its title, its neighbours, and what its script says."""
    course = _("Social media for doctors and hospitals")
    listed = lessons()
    here = [name for name, _title in listed].index(handler.request.path.rpartition("/")[2])
    title = _("Lesson {number}: {title}").format(number=here, title=listed[here][1]) if here else listed[0][1]
    notebook.metadata["title"] = f"{title} · {course}"
    notebook.metadata["medsocial_apps"] = {
        "course": course,
        "lessons": listed,
        "here": here,
        "words": {
            "contents": _("On this page"),
            "lessons": _("Lessons"),
            "previous": _("Previous lesson"),
            "next": _("Next lesson"),
            "preparing": _("Preparing the page… {done} of {total}"),
            "stopped": _(
                "This page has stopped, so nothing on it answers. "
                "Your answers are kept. Begin again, and you find them here."
            ),
            "gone": _(
                "This page has stopped, and its answers have been deleted, as happens after a long rest. "
                "You can begin again."
            ),
            "silent": _(
                "The server does not answer. "
                "This page goes on by itself as soon as it does. Until then, nothing is saved."
            ),
            "again": _("Begin again"),
        },
    }


def _right_address() -> str:
    return _("Open the address that was printed when the lessons were started.")


class ForeignHost(Matcher):
    """Matches a request that names another computer than this one, as a page of a foreign site could send it."""

    def __init__(self, address: str, names: list[str]) -> None:
        own = [] if address == "localhost" else [socket.gethostname()]
        self.names = {name.lower() for name in ("localhost", address, *own, *names)}
        self.everywhere = address in ("", "0.0.0.0", "::")

    def match(self, request: Any) -> dict | None:
        """Return an empty dictionary for a foreign name, None for one of ours."""
        name = request.host_name.lower().strip("[]")
        try:
            # A name can be made to lead anywhere; a number cannot.
            ours = name in self.names or ipaddress.ip_address(name).is_loopback or self.everywhere
        except ValueError:
            ours = False
        return None if ours else {}


class _Said(RequestHandler):
    """A page of our own: a heading and a sentence."""

    def say(self, status: int, heading: str, sentence: str, retry: int = 0) -> None:
        """Write the page; with `retry`, a browser asks again by itself after so many seconds."""
        source = (paths.slides_dir() / "voila" / "said.html.j2").read_text(encoding="utf-8")
        course = _("Social media for doctors and hospitals")
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        if retry:
            self.set_header("Retry-After", str(retry))
        template = Environment(autoescape=True).from_string(source)
        self.finish(template.render(heading=heading, sentence=sentence, retry=retry, course=course))


class WrongName(_Said):
    """The answer to a request for another computer."""

    def prepare(self) -> None:
        """Refuse every method alike."""
        self.say(403, _("This address is not served"), _right_address())


class LivePage(TornadoVoilaHandler, _Said):
    """A lesson, if there is a place; the visitor's name is in a cookie that ends with the browser."""

    async def get(self, path: str | None = None) -> None:
        """Open the lesson, or say that all places are taken."""
        if path in {f"{row.lesson}.ipynb" for row in labs()}:
            said = _("On this page you change the code, and these live pages have none. Open it in JupyterLab.")
            self.say(404, _("This page needs JupyterLab"), said)
            return
        if path not in dict(lessons()):
            self.say(404, _("There is no such page"), _right_address())
            return
        app: Apps = self.settings["medsocial_apps"]
        visits = app.visits
        name = self.get_cookie(COOKIE)
        to_close = visits.in_the_way(name)
        if to_close is None:
            await app.tidy(full=True)
            to_close = visits.in_the_way(name)
        if to_close is None:
            self.say(
                503,
                _("All places are taken"),
                _(
                    "The computer that shows the lessons can open no more pages. "
                    "This page tries again every {n} seconds, so please leave it open."
                ).format(n=RETRY_SECONDS),
                RETRY_SECONDS,
            )
            return
        name, ticket = visits.enter(name, time.monotonic())
        self.set_cookie(COOKIE, name, httponly=True, samesite="Lax", path=app.base_url)
        # Voilà hands this header to the page's process as a variable; what a browser sent under its name is overwritten.
        self.request.headers[TICKET] = ticket
        try:
            for process in to_close:
                await app.close(process)
            await super().get(path)
        finally:
            visits.give_back(ticket)


class StillOpen(RequestHandler):
    """Says whether a page's process still runs, and whether the visitor's answers are kept."""

    async def get(self, process: str) -> None:
        """Answer in JSON; a process that has died is cleared away."""
        app: Apps = self.settings["medsocial_apps"]
        is_open = process in app.visits.pages and await app.lives(process)
        if not is_open:
            await app.close(process)
        self.set_header("Cache-Control", "no-store")
        self.finish({"open": is_open, "kept": app.visits.knows(self.get_cookie(COOKIE))})


class Goodbye(RequestHandler):
    """Ends the process of a page that is being left; the visitor's own pages only."""

    async def post(self, process: str) -> None:
        """Voilà's own handler wants a token that the page does not send, and knows no visitors."""
        app: Apps = self.settings["medsocial_apps"]
        page = app.visits.pages.get(process)
        if page and page.visitor == self.get_cookie(COOKIE):
            await app.close(process)
        self.set_status(204)


class Kernels(AsyncMappingKernelManager):
    """Starts the process of a page with the folder of its visitor."""

    async def start_kernel(self, **options: Any) -> str:
        """Start a process for the page whose ticket is in its environment."""
        visits: Visits = self.parent.visits
        ticket = options["env"].pop(f"HTTP_{TICKET.upper().replace('-', '_')}")
        options["env"]["MEDSOCIAL_HOME"] = str(visits.home_of(ticket))
        process = await super().start_kernel(**options)
        visits.opened(ticket, process, time.monotonic())
        return process

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **options: Any) -> None:
        """End the process of a page."""
        self.parent.visits.closed(kernel_id, time.monotonic())
        await super().shutdown_kernel(kernel_id, *args, **options)


class Apps(Voila):
    """The server of the live pages."""

    visits: Visits
    foreign: ForeignHost

    def prepare(self, folder: Path, most: int, rest: float, names: list[str]) -> None:
        """Set what a command line of Voilà's cannot say."""
        self.visits = Visits(folder, most, rest)
        self.foreign = ForeignHost(self.ip, names)
        chosen = self.voila_configuration
        chosen.multi_kernel_manager_class, chosen.prelaunch_hook, chosen.http_header_envs = Kernels, dress, [TICKET]

    def init_settings(self) -> dict:
        """Let handlers find this server, and keep its window quiet."""
        # A refused request is no news for the window in which the command runs; errors are still written there.
        return super().init_settings() | {"medsocial_apps": self, "log_function": lambda _handler: None}

    def init_handlers(self) -> list:
        """Put ours before Voilà's: the first that fits is taken."""
        page = {"template_paths": self.template_paths, "config": self.config, "voila_configuration": self.voila_configuration}
        first = f"{self.server_url.rstrip('/')}{RENDER}{lessons()[0][0]}"
        return [
            (self.foreign, WrongName),
            (rf"{self.server_url}(?:voila/tree.*)?", RedirectHandler, {"url": first, "permanent": False}),
            (rf"{self.server_url}medsocial/open/([\w-]+)", StillOpen),
            (rf"{self.server_url}voila/api/shutdown/([\w-]+)", Goodbye),
            (rf"{self.server_url}voila/render/(.*)", LivePage, page),
            *super().init_handlers(),
        ]

    def listen(self) -> None:
        """Clear away what nobody uses for as long as the server runs."""
        PeriodicCallback(self.tidy, TIDY_SECONDS * 1000).start()
        super().listen()

    async def lives(self, process: str) -> bool:
        """Return whether a page's process runs."""
        return process in self.kernel_manager and await ensure_async(self.kernel_manager.get_kernel(process).is_alive())

    async def close(self, process: str) -> None:
        """End a page's process, if it is still there."""
        self.visits.closed(process, time.monotonic())
        if process in self.kernel_manager:
            await self.kernel_manager.shutdown_kernel(process, now=True)

    async def tidy(self, *, full: bool = False) -> None:
        """Close pages that have died, gone or rested for long, and delete the answers of those who left."""
        seen = {}
        for process in list(self.visits.pages):
            if await self.lives(process):
                model = self.kernel_manager.kernel_model(process)
                seen[process] = (model["connections"], model["last_activity"])
        for process in self.visits.unused(seen, time.monotonic(), full=full):
            await self.close(process)
        self.visits.forget(time.monotonic())
