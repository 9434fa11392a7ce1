"""A reader's own copy of the tables: written to a folder, checked, and ready for the explorer."""

import json
from dataclasses import dataclass
from typing import Any

from ..display.elements import Element
from ..display.markup import escape, tag
from ..display.verdicts import RIGHT, verdict_html
from ..ground import files, paths
from ..ground.text import _
from ..model import own_tables
from ..store import data

FOLDER = "my_tables"


@dataclass(repr=False)
class OwnTables(Element):
    """A reader's own tables: where they are and what is wrong with them.

    Parameters
    ----------
    faults : tuple of str
        One sentence for each fault.
    """

    faults: tuple[str, ...]

    def __fspath__(self) -> str:
        """Return the folder by its name; the explorer finds it beside the answers."""
        return FOLDER

    def to_html(self) -> str:
        """Return the verdict, and the faults as a list."""
        if not self.faults:
            return tag("div", verdict_html(RIGHT, _fitting(), escape(_where())), class_="ms-activity ms-static")
        listed = tag("ul", *(tag("li", escape(one)) for one in self.faults))
        said = tag("p", escape(_("Mend this first, then run the cell again:")))
        return tag("div", said, listed, class_="ms-activity ms-static")

    def sentence(self) -> str:
        """Return the verdict in one line."""
        if self.faults:
            return " ".join(self.faults)
        return f"{_fitting()} {_where()}"


def _fitting() -> str:
    return _("Your tables fit together.")


def _where() -> str:
    return _("They are in {folder}, and the workshop's own are unchanged.").format(folder=f"my_workshop/{FOLDER}")


def check_tables(**tables: Any) -> OwnTables:
    """Write your own tables beside your answers, check them, and hand the folder to the explorer.

    Tables that you do not name are copied from the workshop. Nothing of the workshop is changed.

    Parameters
    ----------
    tables : pandas DataFrame
        Your tables by name: `platforms`, `platform_facts`, `lifecycle_events` or `sources`.

    Examples
    --------
    >>> ms.check_tables(platforms=ms.load_platforms())
    """
    made = OwnTables(_written(tables))
    made.recipe = {"function": "check_tables", "arguments": {}}
    return made


def _written(tables: dict[str, Any]) -> tuple[str, ...]:
    """Write the folder; return what is wrong with it."""
    from pandas import DataFrame

    names = ", ".join(own_tables.TABLES)
    for name, table in tables.items():
        if name not in own_tables.TABLES:
            return (_("There is no table {name} here. Name one of {names}.").format(name=name, names=names),)
        if not isinstance(table, DataFrame):
            return (_("{name} is not a table. Hand over the whole table, not a column or a picture.").format(name=name),)
        if list(table.columns) != (wanted := [field["name"] for field in _fields(name)]):
            odd = sorted(set(map(str, table.columns)) ^ set(wanted)) or wanted
            said = _("{name}: the columns are not those of the workshop. Look at {columns}.")
            return (said.format(name=name, columns=", ".join(odd[:4])),)
    folder, shipped = paths.home_dir() / FOLDER, paths.shipped_data_dir()
    try:
        described = json.loads((shipped / "datapackage.json").read_text(encoding="utf-8"))
        described["resources"] = [one for one in described["resources"] if one["name"] in own_tables.TABLES]
        files.write_json(folder / "datapackage.json", described)
        for name in own_tables.TABLES:
            target = folder / f"{name}.csv"
            own = _plain(tables[name], name).to_csv(index=False, lineterminator="\n") if name in tables else None
            files.write(target, own if own is not None else (shipped / target.name).read_bytes(), private=True)
    except OSError as error:
        return (_("The tables cannot be written ({reason}). Look at your folder my_workshop.").format(
            reason=error.strerror or error),)
    with paths.reading(folder):
        return own_tables.faults()


def _fields(name: str) -> list[dict[str, Any]]:
    return data.resources()[name]["schema"]["fields"]


def _plain(table: Any, name: str) -> Any:
    """Return a table as its file has it: whole numbers without a point, dates without a time, no word for nothing."""
    plain = table.copy()
    for field in _fields(name):
        column, kind = plain[field["name"]], field["type"]
        plain[field["name"]] = [_cell(value, kind) for value in column]
    return plain


def _cell(value: Any, kind: str) -> str:
    import pandas as pd

    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if kind == "date" and hasattr(value, "strftime"):
        return value.strftime("%Y-%m-%d")
    if kind in ("integer", "year") and isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if kind == "boolean" else str(value)
