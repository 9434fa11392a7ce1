"""The only reader of the clock, so that tests and builds can hold the date still."""

import datetime as dt
import os


def today() -> dt.date:
    """Return today's date; `MEDSOCIAL_TODAY` (YYYY-MM-DD) replaces it."""
    fixed = os.environ.get("MEDSOCIAL_TODAY")
    return dt.date.fromisoformat(fixed) if fixed else dt.date.today()  # noqa: DTZ011 - local date is meant


def stamp() -> str:
    """Return the local time as text for file names, for example `2026-11-22_141530`."""
    if os.environ.get("MEDSOCIAL_TODAY"):
        return f"{today()}_000000"
    return dt.datetime.now().astimezone().strftime("%Y-%m-%d_%H%M%S")
