"""Which tables there are by `datapackage.json`, where each stands, and whether its file has changed since it was read."""

import functools
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from ..ground import paths, text


class DataError(ValueError):
    """A data file cannot be used; the message names file, row, column, value and rule."""


class UnknownName(LookupError):
    """A name is not in a table; the message gives the nearest ones."""


def changed(path: Path) -> int:
    """Return when the file was written, so that a mended file is read again; 0 if it is missing."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


class _Folders(NamedTuple):
    """The folder of tables in use and the workshop's own, each with the time when its description was written."""

    used: Path
    used_written: int
    shipped: Path
    shipped_written: int


def _folders() -> _Folders:
    used, shipped = paths.data_dir(), paths.shipped_data_dir()
    written = changed(_description(shipped))
    return _Folders(used, written if used == shipped else changed(_description(used)), shipped, written)


@functools.lru_cache(maxsize=16)
def _description(folder: Path) -> Path:
    return folder / "datapackage.json"


@functools.lru_cache(maxsize=8)
def descriptor(folder: Path, written: int) -> dict[str, dict]:
    """Return the descriptors of the data files that a folder describes itself, by name."""
    return {resource["name"]: resource for resource in _read_package(_description(folder), written)["resources"]}


@functools.lru_cache(maxsize=8)
def _read_package(path: Path, _written: int) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"There is no datapackage.json in {path.parent}. Copy it from the workshop's data folder.") from None
    except ValueError as error:
        raise DataError(f"{path} cannot be read as JSON ({error}). Restore it from the workshop's copy.") from None


def licences(name: str) -> list[dict[str, str]]:
    """Return the licences of a table: its own, or those of the whole package."""
    place = place_of(name)
    return resources()[name].get("licenses") or _read_package(_description(place.folder), place.described).get("licenses", [])


def resources() -> dict[str, dict]:
    """Return the descriptors of all data files, by name.

    A hospital's own folder may hold a few tables only; the workshop's stand in for the rest.
    """
    return _both(_folders())


@functools.lru_cache(maxsize=8)
def _both(folders: _Folders) -> dict[str, dict]:
    used, used_written, shipped, shipped_written = folders
    return {**descriptor(shipped, shipped_written), **descriptor(used, used_written)}


def has_own(name: str) -> bool:
    """Return whether the folder in use describes this table itself."""
    used, written, *_shipped = _folders()
    return name in descriptor(used, written)


class Place(NamedTuple):
    """Where a table stands, and when its file and the description of it were written."""

    folder: Path
    path: Path
    written: int
    described: int


def place_of(name: str, *, shipped: bool = False) -> Place:
    """Return where a table stands; a translated copy in `data/<language>/` comes first.

    With `shipped` it is the workshop's own table, whatever folder is in use.

    Raises
    ------
    UnknownName
        If there is no such table.
    """
    folders = _folders()
    folder, described, path, translated = _found(name, folders, shipped, text.language())
    written = changed(translated)
    if written:
        return Place(folder, translated, written, described)
    return Place(folder, path, changed(path), described)


@functools.lru_cache(maxsize=512)  # a lesson asks for a table at almost every word
def _found(name: str, folders: _Folders, only_shipped: bool, language: str) -> tuple[Path, int, Path, Path]:
    known = _both(folders)
    if name not in known:
        raise UnknownName(f"There is no table called {name!r}. The tables are {', '.join(sorted(known))}.")
    own = name in descriptor(*folders[:2]) and not only_shipped
    folder, written = folders[:2] if own else folders[2:]
    # A hospital may give its own table another file name than the workshop's has.
    path = descriptor(folder, written)[name]["path"]
    return folder, written, folder / path, folder / language / path


def resource_path(name: str) -> Path:
    """Return the file of a table."""
    return place_of(name).path
