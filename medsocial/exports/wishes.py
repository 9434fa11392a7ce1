"""What a facilitator asks of a deck, and what is said when it cannot be built."""

from dataclasses import dataclass


class NoDeck(Exception):
    """A deck cannot be built; the message says why and how to mend it."""


@dataclass(frozen=True)
class Wishes:
    """What the facilitator asks for; `start` is in minutes after midnight."""

    minutes: int = 0
    audience: str = ""
    country: str = ""
    country_id: str = ""
    title: str = ""
    facilitator: str = ""
    start: int | None = None
    link: str = ""
    instead: str = ""
    redraw: bool = True
    people: int = 24
