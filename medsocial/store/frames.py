"""The data tables as pandas DataFrames, for readers and exercises; nothing else in the package needs pandas.

What a table holds stands in `datapackage.json` alone: docstrings and `attrs` are made from it.
"""

import inspect
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import data

if TYPE_CHECKING:
    from pandas import DataFrame


def described(name: str) -> dict[str, Any]:
    """Return what a table holds: title, description, file, licence, source, and each column with its unit."""
    table = data.resources()[name]
    fields = table["schema"]["fields"]
    pointing = [field["name"] for field in fields if field.get("references") == "sources.source_id"]
    return {
        "title": table["title"],
        "description": table["description"],
        "file": f"data/{table['path']}",
        "licence": "; ".join(f"{one['title']} ({one['name']}), {one['path']}" for one in data.licences(name)),
        "source": f"Each row names its source in {', '.join(pointing)}: a row of ms.load_sources()." if pointing else "",
        "columns": {field["name"]: _column(field) for field in fields},
    }


def _column(field: dict[str, Any]) -> dict[str, str]:
    unit = {"unit": field["unit"]} if field.get("unit") else {}
    return {"type": "list" if field.get("list") else field["type"], "description": field["description"], **unit}


def frame(name: str) -> "DataFrame":
    """Return a table as a pandas DataFrame, lists joined with `; ` and dates as timestamps."""
    import pandas as pd

    table = data.rows(name)
    fields = data.resources()[name]["schema"]["fields"]
    columns = [f["name"] for f in fields]
    records = [["; ".join(map(str, v)) if isinstance(v, tuple) else v for v in (getattr(r, c) for c in columns)] for r in table]
    made = pd.DataFrame(records, columns=columns)
    for column in (f["name"] for f in fields if f["type"] == "date"):
        made[column] = pd.to_datetime(made[column])
    made.attrs = described(name)
    return made


def _about(name: str) -> str:
    """Return the part of a docstring that says what a table holds."""
    told = described(name)
    lines = [told["description"], "", f"File: {told['file']}. Licence: {told['licence']}.", told["source"], "", "Columns:", ""]
    for column, about in told["columns"].items():
        unit = f" (unit: {about['unit']})" if "unit" in about else ""
        lines += [f"{column} : {about['type']}{unit}", textwrap.fill(about["description"], 96, initial_indent="    ",
                                                                   subsequent_indent="    ")]
    return "\n".join(lines)


def _documented(name: str) -> Callable:
    """Put into the docstring of a function what `datapackage.json` says of its table."""

    def dress(function: Callable) -> Callable:
        lead, _blank, examples = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        function.__doc__ = f"{lead}\n\nNotes\n-----\n{_about(name)}\n\n{examples}\n"
        return function

    return dress


@_documented("platforms")
def load_platforms() -> "DataFrame":
    """Return the platforms, one a row.

    Examples
    --------
    >>> ms.load_platforms()
    """
    return frame("platforms")


@_documented("lifecycle_events")
def load_events() -> "DataFrame":
    """Return the dated events in the lives of the platforms.

    Examples
    --------
    >>> ms.load_events()
    """
    return frame("lifecycle_events")


@_documented("survey_shares")
def load_shares() -> "DataFrame":
    """Return survey shares in per cent, with mode and denominator.

    Examples
    --------
    >>> ms.load_shares()
    """
    return frame("survey_shares")


@_documented("user_counts")
def load_counts() -> "DataFrame":
    """Return user counts, each with its metric and date.

    Examples
    --------
    >>> ms.load_counts()
    """
    return frame("user_counts")


@_documented("evidence")
def load_evidence() -> "DataFrame":
    """Return the studies, one measure a row.

    Examples
    --------
    >>> ms.load_evidence()
    """
    return frame("evidence")


@_documented("glossary")
def load_glossary() -> "DataFrame":
    """Return the terms and their definitions.

    Examples
    --------
    >>> ms.load_glossary()
    """
    return frame("glossary")


@_documented("sources")
def load_sources() -> "DataFrame":
    """Return the sources to which every fact points.

    Examples
    --------
    >>> ms.load_sources()
    """
    return frame("sources")
