"""Limits at the phones' door: for each connection, and for new ones from an address, wide enough for a whole room.

Many phones may stand behind one address, so an address is held back in new connections only; a phone that has one keeps
it. Where open connections become many, each answer closes its own: `select()` on Windows bears about five hundred.
"""

import sys
from dataclasses import dataclass, field

REQUESTS, REQUESTS_A_SECOND = 30.0, 5.0  # a phone asks every two seconds, and votes
ARRIVALS, ARRIVALS_A_SECOND = 2000.0, 300.0  # five hundred phones that open the page at once
MOST_TICKETS = 3  # a page that was closed and opened anew on the same connection has a second one
MOST_WRONG = 10
MOST_ADDRESSES = 2_000


@dataclass
class Bucket:
    """A bucket that fills with the time and gives one measure for each request."""

    size: float
    a_second: float
    left: float = -1.0
    at: float = 0.0

    def take(self, now: float) -> bool:
        """Take one measure; return whether there was one."""
        if self.left < 0:
            self.left, self.at = self.size, now
        self.left = min(self.size, self.left + (now - self.at) * self.a_second)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass
class Guest:
    """One connection: how much it asks, which tickets it brought to the present vote, how often it was wrong."""

    asks: Bucket = field(default_factory=lambda: Bucket(REQUESTS, REQUESTS_A_SECOND))
    token: str = ""
    tickets: set[str] = field(default_factory=set)
    wrong: int = 0
    asked: int = 0

    def brings(self, token: str, ticket: str) -> bool:
        """Note the ticket of a vote; return whether this connection may bring it."""
        if token != self.token:
            self.token, self.tickets = token, set()
        if ticket not in self.tickets and len(self.tickets) >= MOST_TICKETS:
            return False
        self.tickets.add(ticket)
        return True

    def erred(self) -> bool:
        """Note a request that could not be taken; return whether it was one too many."""
        self.wrong += 1
        return self.wrong > MOST_WRONG


class Gate:
    """Who may come in."""

    def __init__(self, most_open: int | None = None) -> None:
        self.most_open = most_open or (400 if sys.platform == "win32" else 3_000)
        self.arrivals: dict[str, Bucket] = {}
        self.open = 0
        self.turned_away = 0

    @property
    def crowded(self) -> bool:
        """Whether an answer should close its connection, so that others find room."""
        return self.open > self.most_open * 3 // 4

    def admits(self, address: str, now: float) -> bool:
        """Return whether a new connection from an address may come in."""
        if address not in self.arrivals and len(self.arrivals) >= MOST_ADDRESSES:
            del self.arrivals[next(iter(self.arrivals))]
        bucket = self.arrivals.setdefault(address, Bucket(ARRIVALS, ARRIVALS_A_SECOND))
        if self.open >= self.most_open or not bucket.take(now):
            self.turned_away += 1
            return False
        return True
