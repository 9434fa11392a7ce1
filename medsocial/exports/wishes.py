"""What a facilitator asks of a deck, and what is said when it cannot be built."""

from dataclasses import dataclass

from ..display.documents import NoDocument
from ..ground.text import _
from ..store import data

MOST_PEOPLE = 500


class NoDeck(NoDocument):
    """A deck cannot be built; the message says why and how to mend it."""


def country_named(words: str) -> str | None:
    """Return the id of a country from its id or its name in any case of letters; None if the workshop has no such country."""
    known = {name.casefold(): row.country_id for row in data.rows("countries") for name in (row.country_id, row.name)}
    return known.get(words.strip().casefold())


def countries_words(words: str) -> str:
    """Return a sentence for a country that the workshop does not have."""
    listed = ", ".join(row.country_id for row in data.rows("countries"))
    return _("There is no country {name}. The countries are {names}.").format(name=words, names=listed)


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
    people: int = 24
    forms: bool = False

    def about(self) -> list[str]:
        """Return what a title slide says of the room: for whom, where, with whom."""
        said = [_("For {audience}").format(audience=self.audience)] if self.audience else []
        said += [self.country] if self.country else []
        return said + ([_("With {facilitator}").format(facilitator=self.facilitator)] if self.facilitator else [])
