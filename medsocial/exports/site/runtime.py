"""The run time: Python for the browser, in a folder that a maintainer names, and its list of packages."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from ...ground.text import _
from .wheels import NoSite, canonical

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LIST = "pyodide-lock.json"
# Used where the folder has them; without them the stored pictures serve, and lesson 08 says what it lacks.
WANTED = ("matplotlib", "pandas", "lxml")
VERSION = "314.0.7"  # tried; its core is a package of npm, and its whole distribution a download of the project's releases
LINES = (
    f"npm pack pyodide@{VERSION}",
    f"tar -xzf pyodide-{VERSION}.tgz",
    "python3 workshop.py site --pyodide package",
)


@dataclass(frozen=True)
class Runtime:
    """A folder with the run time, its own list of packages read."""

    folder: Path
    listed: dict

    @property
    def python(self) -> str:
        """Its Python, such as "3.14"."""
        return ".".join(self.listed["info"]["python"].split(".")[:2])

    def entries(self) -> dict[str, dict]:
        """Return, by name, the wanted packages that lie in the folder with all that they need."""
        by_name = {canonical(entry["name"]): entry for entry in self.listed["packages"].values()}
        found: dict[str, dict] = {}
        for wanted in WANTED:
            found |= self._closed(wanted, by_name)
        return found

    def _closed(self, wanted: str, by_name: dict[str, dict]) -> dict[str, dict]:
        closed: dict[str, dict] = {}
        waiting = [wanted]
        while waiting:
            name = canonical(waiting.pop())
            if name in closed:
                continue
            entry = by_name.get(name)
            if entry is None or not (self.folder / entry["file_name"]).is_file():
                return {}
            closed[name] = entry
            waiting += entry["depends"]
        return closed


def read(folder: Path) -> Runtime:
    """Return the run time of a folder.

    Raises
    ------
    NoSite
        If a file is missing or cannot be read.
    """
    missing = [name for name in (*CORE, LIST) if not (folder / name).is_file()]
    if missing:
        raise NoSite(_("The folder {folder} lacks {files}, so it is not the whole run time Pyodide. Name the folder that "
                       "holds them.").format(folder=folder, files=", ".join(missing)))
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        runtime = Runtime(folder, listed)
        if not (runtime.python and isinstance(listed["packages"], dict)):
            raise ValueError("no list of packages")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoSite(_("The file {file} cannot be read as a run time's list of packages. Get the run time anew.").format(
            file=folder / LIST)) from None
    return runtime


def copy(runtime: Runtime, target: Path) -> list[str]:
    """Copy the run time and its wanted packages; return the names of these packages.

    Raises
    ------
    NoSite
        If a package is not the one that the run time's own list names.
    """
    target.mkdir(parents=True)
    for name in CORE:
        shutil.copy(runtime.folder / name, target)
    entries = runtime.entries()
    for name, entry in entries.items():
        file = runtime.folder / entry["file_name"]
        if hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
            raise NoSite(_("{file} is not the file that the run time's list names ({name}). Get the run time anew.").format(
                file=file.name, name=name))
        shutil.copy(file, target)
    return list(entries)


def write_list(runtime: Runtime, packed: list, target: Path) -> None:
    """Write the list of packages for the site: what the folder brought and what was packed here."""
    packages = runtime.entries() | {wheel.name: wheel.entry() for wheel in packed}
    text = json.dumps({"info": runtime.listed["info"], "packages": dict(sorted(packages.items()))}, indent=1) + "\n"
    (target / LIST).write_text(text, encoding="utf-8", newline="\n")
