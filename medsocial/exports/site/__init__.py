"""The browser edition: the pages, and behind each the live lesson, as one folder for any static web server."""

import os
import shutil
import tempfile
from pathlib import Path

from ...display.documents import NoDocument
from ...ground import commands, paths
from ...ground.text import _
from ...jupyter import server
from ...jupyter.page_list import PAGES_FILE
from ...store import data
from .. import pages
from . import runtime
from .wheels import NoSite

FOLDER_NAMED_BY = "MEDSOCIAL_PYODIDE"
LIVE = "live"


def build(out: Path, pyodide: Path | None) -> list[Path]:
    """Write the site to a new or an earlier built folder; return its pages.

    Parameters
    ----------
    pyodide : Path, optional
        The folder with the run time; without it only the pages are written.

    Raises
    ------
    NoDocument
        If the site cannot be built; the message says why and how to mend it.
    """
    found = runtime.read(pyodide) if pyodide else None
    with tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "site"
        if found:
            _with_live_lessons(found, made, Path(folder))
        else:
            pages.build(made)
        _move(made, out)
    return sorted(out.glob("*.html"))


def _with_live_lessons(found: runtime.Runtime, made: Path, work: Path) -> None:
    from . import door, lite, serving

    live = made / LIVE
    lite.build(found, live, work)
    there = found.entries()
    left = lite.lessons_left(there, server.listed_pages(PAGES_FILE))
    size = sum(path.stat().st_size for path in live.rglob("*") if path.is_file() and path.suffix in lite.FETCHED)
    limits = {"draws": "matplotlib" in there, "writes_word": "lxml" in there, "megabytes": lite.JUPYTERLAB_MB + round(size / 1e6),
              "left": [data.row("lessons", lesson) for lesson in left]}  # fmt: skip
    pages.build(made, live=f"{LIVE}/index.html?lesson=", **limits)
    door.write(live, left, limits)
    serving.write(made, live)


def _move(made: Path, out: Path) -> None:
    """Put the finished site in place of an earlier one; a folder with anything else in it stays as it is."""
    known = {path.name for path in made.iterdir()} | {LIVE, "web.config", ".htaccess"}
    held = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
    ours = not held or (out / "index.html").is_file() and "ms-lesson" in (out / "index.html").read_text("utf-8", "replace")
    if other := [name for name in held if name not in known] or ([] if ours else held):
        raise NoSite(_("The folder {folder} holds something else ({name}). Choose an empty one with --out.").format(
            folder=out, name=other[0]))
    try:
        for name in held:
            place = out / name
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        shutil.copytree(made, out, dirs_exist_ok=True)
    except OSError as error:
        raise NoSite(_("The site cannot be written to {folder} ({reason}). Choose another folder with --out.").format(
            folder=out, reason=error.strerror)) from None


def main(arguments: list[str]) -> int:
    """Build the site from the command line; return the exit code."""
    root = paths.repo_root()
    parser = commands.Parser("site", _("Build the browser edition for a web server."))
    parser.add_argument("--out", type=commands.place, metavar=_("FOLDER"), help=_("where to write it"),
                        default=root / "slides" / "dist" / "site" if root else Path.cwd() / "site")
    named = os.environ.get(FOLDER_NAMED_BY)
    parser.add_argument("--pyodide", type=commands.place, metavar=_("FOLDER"), default=Path(named) if named else None,
                        help=_("the folder with the run time Pyodide"))
    chosen = parser.parse_args(arguments)
    pyodide = chosen.pyodide.resolve() if chosen.pyodide else None
    try:
        build(chosen.out, pyodide)
    except (NoDocument, data.DataError) as error:
        print(error)
        return 1
    print(_("The site is in {folder}.").format(folder=chosen.out))
    if pyodide is None:
        print(_("It holds the pages only. The live lessons need the run time Pyodide; get it and build again:"))
        print("\n".join(f"  {line}" for line in runtime.LINES))
    return 0
