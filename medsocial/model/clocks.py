"""Time limits after a breach of privacy: the rows of a country, and each of them in words."""

from collections.abc import Iterable
from typing import Any

from ..ground.text import _
from ..store import data

STATES = ("yes", "later", "pending")


def clocks_of(country: str) -> tuple[Any, ...]:
    """Return the time limits of a country, those in force first; none for a country that we have not read about."""
    found = [row for row in data.rows("notification_clocks") if row.country_id == country]
    return tuple(sorted(found, key=lambda row: STATES.index(row.in_force)))


def countries_with_clocks() -> tuple[str, ...]:
    """Return the countries whose time limits stand in the table, in the order of the table of countries."""
    held = {row.country_id for row in data.rows("notification_clocks")}
    return tuple(row.country_id for row in data.rows("countries") if row.country_id in held)


def clock_sources(rows: Iterable[Any] | None = None) -> tuple[str, ...]:
    """Return the sources of some time limits, or of all, each once and in their order."""
    rows = data.rows("notification_clocks") if rows is None else rows
    return tuple(dict.fromkeys(source for row in rows for source in (row.source_id, *row.further_source_ids)))


def state_words(row: Any) -> str:
    """Return that a time limit does not bind today, or nothing."""
    return {"later": _("Not in force yet."), "pending": _("A proposal, not law.")}.get(row.in_force, "")


def mark_words(row: Any) -> str:
    """Return what a reader must know of how a time limit was checked, or nothing if it was read at its source."""
    if row.status in data.AT_SOURCE:
        return ""
    return {"second_hand": _("read in a report"), "computed": _("our judgement")}.get(row.status, _("unverified"))


def limit_words(row: Any) -> str:
    """Return the time limit as a cell of a table, with a capital and no full stop; what does not bind today says so."""
    return f"{state_words(row)} {capital(row.limit)}".strip()


def line(row: Any, *, marked: bool = False) -> str:
    """Return what to do and within what time, in a sentence; with its mark if asked for."""
    mark = f" ({mark_words(row)})" if marked and mark_words(row) else ""
    return f"{state_words(row)} {row.duty}: {row.limit}{mark}.".strip()


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
