"""Which places stand side by side where a picture has no room for all that were read."""

from collections.abc import Sequence
from typing import Any

from ..store import data
from .guidance import WORLD, jurisdictions


def side_by_side(most: int, first: Sequence[str] = (), *, world: bool = True) -> tuple[Any, ...]:
    """Return at most so many places: those named first, then others in the order of the table, the world association last.

    Parameters
    ----------
    most : int
        How many places have room.
    first : sequence of str
        Ids of places that must be among them, in their order.
    world : bool
        Whether the World Medical Association is one of them.

    Raises
    ------
    UnknownName
        If there is no such place; the message gives the nearest ids.
    """
    named = [data.row("jurisdictions", place) for place in dict.fromkeys(first)]
    rest = [place for place in jurisdictions() if place not in named]
    last = [place for place in (*named, *rest) if place.jurisdiction_id == WORLD] if world else []
    others = [place for place in (*named, *rest) if place.jurisdiction_id != WORLD]
    return (*others[: most - len(last)], *last)
