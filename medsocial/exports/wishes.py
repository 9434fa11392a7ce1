"""What a facilitator asks of a deck, and what is said when it cannot be built."""

from dataclasses import dataclass

from ..ground.text import _


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
    forms: bool = False

    def about(self) -> list[str]:
        """Return what a title slide says of the room: for whom, where, with whom."""
        said = [_("For {audience}").format(audience=self.audience)] if self.audience else []
        said += [self.country] if self.country else []
        return said + ([_("With {facilitator}").format(facilitator=self.facilitator)] if self.facilitator else [])
