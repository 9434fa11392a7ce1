"""Rows of the table `room_rows` with their figures filled in from the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...model.evidence import Estimate, estimate
from ...store import data
from ..guess import numbers_table
from ..units import number, unit_of

STEPS = ("very_low", "low", "moderate", "high")


@dataclass(frozen=True)
class Shown:
    """What a row says: label, part, figure and words, ready to be drawn, and what stands behind it."""

    label: str
    part: str
    figure: str
    words: str
    row: Any


def shown_rows(name: str) -> list[Shown]:
    """Return the rows of a picture, in their order."""
    return [_filled(row) for row in data.rows("room_rows") if row.picture == name]


def _filled(row: Any) -> Shown:
    figures = _figures([estimate(key) for key in row.evidence_ids])
    cells = (row.label, row.part or "", row.figure or "", row.words)
    try:
        return Shown(*(cell.format_map(figures) for cell in cells), row)
    except (KeyError, ValueError, IndexError):
        raise data.DataError(
            f"room_rows.csv, row {row.row_id}: a placeholder has no figure in the evidence, "
            f"which gives {', '.join(figures) or 'none'}. Change the placeholder or evidence_ids."
        ) from None


def _figures(found: list[Estimate]) -> dict[str, str]:
    """Return what the placeholders of a row stand for."""
    if not found:
        return {}
    first = found[0]
    counts = {"k": first.row.events, "n": first.row.denominator or first.row.n}
    values = {"value": first.value, "low": first.low, "high": first.high}
    written = {key: number(value, 0) for key, value in counts.items() if value is not None}
    written |= {key: _rounded(value) for key, value in values.items() if value is not None}
    if len(found) > 1:
        written |= {"clear": number(sum(map(_clear, found)), 0), "all": number(len(found), 0)}
    return written


def _rounded(value: float) -> str:
    """Return a figure as a room can take it in: whole from ten on, else with one decimal at most."""
    return number(value, 0 if abs(value) >= 10 or value == int(value) else 1)


def _clear(found: Estimate) -> bool:
    """Return whether the interval leaves out no effect."""
    return found.low is not None and not found.low <= unit_of(found.row.unit).null <= found.high


def certainty(claim_id: str) -> tuple[str, ...]:
    """Return the grades of a claim, lowest first; several where it is graded in its parts."""
    own = data.row("claims", claim_id).certainty
    given = {own} if own else {row.certainty for row in data.rows("claims") if row.part_of == claim_id}
    return tuple(step for step in STEPS if step in given)


def sources(rows: Iterable[Shown]) -> tuple[str, ...]:
    """Return the sources of rows: of their evidence, of their claims, and of their words."""
    rows = list(rows)
    found = [data.row("evidence", key).source_id for shown in rows for key in shown.row.evidence_ids]
    found += [data.row("claims", shown.row.claim_id).source_id for shown in rows] + [shown.row.source_id for shown in rows]
    return tuple(dict.fromkeys(found))


def numbers(rows: Iterable[Shown], caption: str) -> Any:
    """Return the figures behind rows as a table."""
    keys = tuple(dict.fromkeys(key for shown in rows for key in shown.row.evidence_ids))
    return numbers_table(keys, caption)
