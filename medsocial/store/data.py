"""Typed, frozen rows of the data tables, driven by `datapackage.json`."""

import csv
import datetime as dt
import difflib
import functools
import re
from dataclasses import make_dataclass
from pathlib import Path
from typing import Any

from ..ground import paths, text
from .package import DataError, Place, UnknownName, descriptor, has_own, licences, place_of, resource_path, resources
from .yaml_text import has_aliases, yaml_loader

__all__ = [
    "AT_SOURCE",
    "DataError",
    "Rows",
    "UnknownName",
    "find",
    "has_own",
    "licences",
    "parse_cell",
    "primary_key",
    "resource_path",
    "resources",
    "row",
    "rows",
    "yaml_content",
]

# How far a row was checked, where somebody read the text of its issuer; `verified` keeps words of it too.
AT_SOURCE = ("verified", "read")


def _boolean(cell: str) -> bool:
    return {"true": True, "false": False}[cell]


PARSERS = {
    "string": str,
    "integer": int,
    "year": int,
    "number": float,
    "boolean": _boolean,
    "date": dt.date.fromisoformat,
}


def parse_cell(cell: str, field: dict) -> Any:
    """Return a cell as its declared type; an empty cell is None, an empty list is ()."""
    parse = PARSERS[field.get("items", field["type"])]
    if field.get("list"):
        return tuple(parse(part.strip()) for part in cell.split(";") if part.strip())
    return parse(cell) if cell != "" else None


class Rows(tuple):
    """A table's rows; compared and hashed as one object, so that a cache need not look at every cell."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    def by(self, column: str) -> dict[Any, Any]:
        """Return the rows by the values of a column, made once."""
        made = self.__dict__.setdefault("_by", {})
        if column not in made:
            made[column] = {getattr(row, column): row for row in self}
        return made[column]


def rows(name: str) -> Rows:
    """Return a table as frozen rows with typed attributes, one for each column.

    Raises
    ------
    DataError
        If the file is missing or a cell is not of its declared type.

    Examples
    --------
    >>> ms.rows("platforms")[0].name
    """
    place = place_of(name)
    own = _rows(name, place, text.language())
    if name != "sources" or place.folder == paths.shipped_data_dir():
        return own
    # Facts of the workshop's own tables stand beside a hospital's, and they keep their sources.
    return _joined(own, _rows(name, place_of(name, shipped=True), text.language()))


@functools.lru_cache(maxsize=8)
def _joined(own: Rows, shipped: Rows) -> Rows:
    return Rows((*own, *(row for row in shipped if row.source_id not in own.by("source_id"))))


@functools.lru_cache(maxsize=64)
def _rows(name: str, place: Place, _language: str) -> Rows:
    path, fields = place.path, descriptor(place.folder, place.described)[name]["schema"]["fields"]
    row_type = make_dataclass(name.title().replace("_", "") + "Row", [f["name"] for f in fields], frozen=True, slots=True)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            if header != [f["name"] for f in fields]:
                raise DataError(
                    f"{path.name}: the first line must name these columns in this order: {', '.join(f['name'] for f in fields)}."
                )
            return Rows(
                row_type(*(_cell(path, line, field, cell) for field, cell in zip(fields, cells, strict=True)))
                for line, cells in enumerate(_whole(reader, path, len(fields)), start=2)
            )
    except FileNotFoundError:
        raise DataError(f"{path} is missing. Restore it from the workshop's copy.") from None
    except UnicodeDecodeError:
        raise DataError(f"{path.name} is not saved as UTF-8. Save it again as CSV UTF-8.") from None


def _whole(reader, path: Path, width: int):
    for cells in reader:
        if len(cells) != width:
            raise DataError(
                f"{path.name}, line {reader.line_num}: {len(cells)} cells where {width} belong. "
                "Look for a missing or extra comma."
            )
        yield cells


def _cell(path: Path, line: int, field: dict, cell: str) -> Any:
    try:
        value = parse_cell(cell, field)
    except (ValueError, KeyError):
        raise DataError(f"{path.name}, row {line}, column {field['name']}: {cell!r} is not of type {field['type']}.") from None
    if field.get("translatable") and value:
        return tuple(map(text.content, value)) if field.get("list") else text.content(value)
    return value


def primary_key(name: str) -> str:
    """Return the name of a table's key column."""
    key = resources()[name]["schema"]["primaryKey"]
    return key if isinstance(key, str) else key[0]


def row(name: str, key: str) -> Any:
    """Return the row with this key.

    Raises
    ------
    UnknownName
        If no row has the key; the message gives the nearest ones.
    """
    index = rows(name).by(primary_key(name))
    if key not in index:
        raise UnknownName(_nearest(key, list(index), name))
    return index[key]


def find(name: str, wanted: str) -> Any:
    """Return the row whose key or name is `wanted`, in any case.

    Also earlier names count where the table has a column `name_in_source_text`.

    Raises
    ------
    UnknownName
        If nothing fits; the message gives the nearest names.
    """
    there = {field["name"] for field in resources()[name]["schema"]["fields"]}
    columns = [primary_key(name), *(c for c in ("name", "name_in_source_text") if c in there)]
    labels = {}
    for candidate in rows(name):
        for column in columns:
            label = getattr(candidate, column)
            if label:
                labels.setdefault(label.casefold(), candidate)
    if wanted.strip().casefold() not in labels:
        names = [getattr(r, columns[1 if len(columns) > 1 else 0]) for r in rows(name)]
        raise UnknownName(_nearest(wanted, names, name))
    return labels[wanted.strip().casefold()]


def _nearest(wanted: str, names: list[str], table: str) -> str:
    lowered = {n.casefold(): n for n in names if n}
    near = [lowered[n] for n in difflib.get_close_matches(wanted.casefold(), lowered, n=3, cutoff=0.4)]
    if near:
        hint = f"The nearest are {', '.join(near)}."
    else:
        hint = f"Known are {', '.join(sorted(lowered.values())[:8])}." if lowered else "The table has no rows."
    return f"{wanted!r} is not in the table {table}. {hint}"


def yaml_content(name: str) -> Any:
    """Return a YAML content file as plain lists and dictionaries."""
    place = place_of(name)
    return _yaml(place.path, place.written, text.language())


@functools.lru_cache(maxsize=32)  # more than there are content files
def _yaml(path: Path, _modified: int, language: str) -> Any:
    import yaml

    try:
        content = path.read_text(encoding="utf-8")
        if has_aliases(content):
            raise DataError(f"{path.name} refers from one place to another (*name). Write the words out in each place.")
        loaded = yaml.load(content, yaml_loader(content))
    except FileNotFoundError:
        raise DataError(f"{path} is missing. Restore it from the workshop's copy.") from None
    except UnicodeDecodeError:
        raise DataError(f"{path.name} is not saved as UTF-8. Save it again as UTF-8.") from None
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if getattr(error, "problem_mark", None) else "?"
        raise DataError(f"{path.name}, line {line}: the layout is broken. Compare the indents with the lines above.") from None
    return _pseudo_words(loaded) if language == text.PSEUDO else loaded


_CODE = re.compile(r"[a-z0-9_:./-]*")


def _pseudo_words(node: Any) -> Any:
    """Accent the sentences of a content file; codes such as `own_name` stay as they are."""
    if isinstance(node, dict):
        return {key: value if key == "name" else _pseudo_words(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_pseudo_words(value) for value in node]
    return text.content(node) if isinstance(node, str) and not _CODE.fullmatch(node) else node
