"""Who has which live page open: a random name and a folder for each visitor, a limit, and what is closed unused."""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

# A page is rendered, then connects; one that is not connected for so long has gone without a word.
GRACE = 120.0
# Where others wait for its place, this is enough for one that was connected before.
GRACE_WHEN_FULL = 30.0
PAGES_EACH = 3


@dataclass
class Page:
    """An open page: a process of its own, and the visitor whom it serves."""

    visitor: str
    connected: float
    used: float
    activity: object = None
    was_connected: bool = False


class Visits:
    """Every visitor and every open page.

    Parameters
    ----------
    folder : Path
        Where each visitor gets a folder for answers.
    most : int
        How many pages may be open at once.
    rest : float
        After so many seconds an unused page is closed, and after as many more without a page the answers are deleted.
    """

    def __init__(self, folder: Path, most: int, rest: float) -> None:
        self.folder, self.most, self.rest = folder, most, rest
        self.pages: dict[str, Page] = {}
        self._entering: dict[str, str] = {}
        self._last_here: dict[str, float] = {}

    def knows(self, visitor: str | None) -> bool:
        """Return whether somebody of this name is here, or was, and has answers that are kept."""
        return visitor in self._last_here

    def home(self, visitor: str) -> Path:
        """Return the folder of a visitor's answers."""
        return self.folder / visitor

    def in_the_way(self, visitor: str | None) -> list[str] | None:
        """Return the processes to close so that one more page may open; None if all places are taken by others.

        Who has a page may always go on to the next: their own oldest one makes room.
        """
        own = [process for process, page in self.pages.items() if page.visitor == visitor]
        taken = len(self.pages) + len(self._entering)
        over = max(taken + 1 - self.most, len(own) + 1 - PAGES_EACH, 0)
        return own[:over] if over <= len(own) else None

    def enter(self, visitor: str | None, now: float) -> tuple[str, str]:
        """Take a place for a page that is about to open; return the visitor's name and the ticket of the place."""
        if visitor is None or not self.knows(visitor):
            visitor = secrets.token_hex(16)
            self.home(visitor).mkdir(parents=True)
        self._last_here[visitor] = now
        ticket = secrets.token_hex(16)
        self._entering[ticket] = visitor
        return visitor, ticket

    def home_of(self, ticket: str) -> Path:
        """Return the folder for the page that holds a ticket."""
        return self.home(self._entering[ticket])

    def opened(self, ticket: str, process: str, now: float) -> None:
        """Note that the page of a ticket runs in a process."""
        self.pages[process] = Page(self._entering.pop(ticket), now, now)

    def give_back(self, ticket: str) -> None:
        """Free the place of a page that did not open."""
        self._entering.pop(ticket, None)

    def closed(self, process: str, now: float) -> None:
        """Note that a process has ended, or is about to."""
        page = self.pages.pop(process, None)
        if page:
            self._last_here[page.visitor] = now

    def unused(self, seen: dict[str, tuple[int, object]], now: float, *, full: bool = False) -> list[str]:
        """Return the processes to close.

        Parameters
        ----------
        seen : dict of str to (int, object)
            For each process that runs, its number of connections and a mark that changes when it is used.
        now : float
            Seconds of a clock that never goes back.
        full : bool
            Whether somebody waits for a place.
        """
        doomed = []
        for process, page in self.pages.items():
            connections, activity = seen.get(process, (0, page.activity))
            if connections:
                page.connected, page.was_connected = now, True
            if activity != page.activity:
                page.activity, page.used = activity, now
            grace = GRACE_WHEN_FULL if full and page.was_connected else GRACE
            if process not in seen or now - page.connected > grace or now - page.used > self.rest:
                doomed.append(process)
        return doomed

    def forget(self, now: float) -> None:
        """Delete the answers of all who have had no page for long."""
        present = {page.visitor for page in self.pages.values()} | set(self._entering.values())
        for visitor, last in list(self._last_here.items()):
            if visitor not in present and now - last > self.rest:
                shutil.rmtree(self.home(visitor), ignore_errors=True)
                del self._last_here[visitor]
