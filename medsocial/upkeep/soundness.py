"""Whether an environment still holds what was installed. Standard library only, as environment.py is.

A virus scanner, a program that synchronises folders or a power cut may take files out of it, or empty them. pip would call
such a package installed.
"""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

CODE = (".py", ".pyd", ".so", ".dll", ".dylib")  # whose size is compared; others may be written anew by their owners


def packages(env: Path) -> list[str]:
    """Return the names of all packages in an environment, as they are written in a lock."""
    return sorted({_name(info) for info in _infos(env)})


def damaged(env: Path, expected: list[str]) -> list[str]:
    """Return the names of packages of which a file is missing or of another size, and of those that are gone.

    Parameters
    ----------
    env : Path
        The environment.
    expected : list of str
        The packages that an install has left in it.
    """
    infos = {_name(info): info for info in _infos(env)}
    folders: dict[str, dict[str, int]] = {}
    return sorted({name for name, info in infos.items() if not _whole(info, folders)} | (set(expected) - set(infos)))


def _infos(env: Path) -> Iterator[Path]:
    for pattern in ("lib/python*/site-packages", "Lib/site-packages"):
        for folder in env.glob(pattern):
            yield from folder.glob("*.dist-info")


def _name(info: Path) -> str:
    return re.sub(r"[-_.]+", "-", info.name.partition("-")[0]).lower()


def _whole(info: Path, folders: dict[str, dict[str, int]]) -> bool:
    """Return whether all files that a package lists are there; each folder is read once for all packages."""
    try:
        with open(info / "RECORD", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, ValueError, csv.Error):
        return False
    for row in rows:
        if len(row) < 3 or row[0].endswith(".pyc"):
            continue
        folder, name = os.path.split(os.path.join(info.parent, row[0]))
        if folder not in folders:
            folders[folder] = _sizes(folder)
        size = folders[folder].get(name)
        if size is None or (row[2].isdecimal() and size >= 0 and size != int(row[2])):
            return False
    return bool(rows)


def _sizes(folder: str) -> dict[str, int]:
    """Return the files of a folder with their sizes; -1 where it does not matter."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.stat().st_size if entry.name.endswith(CODE) else -1 for entry in entries}
    except OSError:
        return {}
