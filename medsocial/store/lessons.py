"""The lessons as a list: the series that everybody follows, and the labs beside it."""

from typing import Any

from . import data

LAB = "lab"


def series() -> tuple[Any, ...]:
    """Return the lessons of the series, in order, without the labs that no lesson needs."""
    return tuple(row for row in data.rows("lessons") if row.kind != LAB)


def labs() -> tuple[Any, ...]:
    """Return the labs that are there: their code is shown, and no session has them."""
    return tuple(row for row in data.rows("lessons") if row.kind == LAB and row.status == "published")
