"""The data tables as pandas DataFrames, for readers and exercises; nothing else in the package needs pandas."""

from typing import TYPE_CHECKING

from . import data

if TYPE_CHECKING:
    from pandas import DataFrame


def frame(name: str) -> "DataFrame":
    """Return a table as a pandas DataFrame, lists joined with `; `."""
    import pandas as pd

    table = data.rows(name)
    columns = [f["name"] for f in data.resources()[name]["schema"]["fields"]]
    records = [["; ".join(map(str, v)) if isinstance(v, tuple) else v for v in (getattr(r, c) for c in columns)] for r in table]
    return pd.DataFrame(records, columns=columns)


def load_platforms() -> "DataFrame":
    """Return the platforms, one a row.

    Examples
    --------
    >>> ms.load_platforms()
    """
    return frame("platforms")


def load_events() -> "DataFrame":
    """Return the dated events in the lives of the platforms.

    Examples
    --------
    >>> ms.load_events()
    """
    return frame("lifecycle_events")


def load_shares() -> "DataFrame":
    """Return survey shares in per cent, with mode and denominator.

    Examples
    --------
    >>> ms.load_shares()
    """
    return frame("survey_shares")


def load_counts() -> "DataFrame":
    """Return user counts, each with its metric and date.

    Examples
    --------
    >>> ms.load_counts()
    """
    return frame("user_counts")


def load_evidence() -> "DataFrame":
    """Return the studies, one measure a row.

    Examples
    --------
    >>> ms.load_evidence()
    """
    return frame("evidence")


def load_glossary() -> "DataFrame":
    """Return the terms and their definitions.

    Examples
    --------
    >>> ms.load_glossary()
    """
    return frame("glossary")


def load_sources() -> "DataFrame":
    """Return the sources to which every fact points.

    Examples
    --------
    >>> ms.load_sources()
    """
    return frame("sources")
