"""Where the files are: data, notebooks and the participant's own folder."""

import contextlib
import functools
import os
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
_for_a_moment: ContextVar[Path | None] = ContextVar("data folder", default=None)


def repo_root() -> Path | None:
    """Return the checkout that holds this package, or None when it runs from a wheel."""
    return _checkout(PACKAGE.parent)


@functools.lru_cache(maxsize=4)
def _checkout(root: Path) -> Path | None:
    return root if (root / "pyproject.toml").is_file() and (root / "notebooks").is_dir() else None


def _shipped(folder: str) -> Path:
    return _beside(PACKAGE, folder)


@functools.lru_cache(maxsize=16)
def _beside(package: Path, folder: str) -> Path:
    return (_checkout(package.parent) or package) / folder


def data_dir() -> Path:
    """Return the folder of data tables; `MEDSOCIAL_DATA` names another one with the same columns."""
    chosen = _for_a_moment.get() or os.environ.get("MEDSOCIAL_DATA")
    return Path(chosen).expanduser() if chosen else shipped_data_dir()


def shipped_data_dir() -> Path:
    """Return the workshop's own folder of data tables."""
    return _shipped("data")


@contextlib.contextmanager
def reading(folder: str | Path | None) -> Iterator[None]:
    """Read the tables of another folder for a moment, in this thread only; None leaves everything as it is."""
    token = _for_a_moment.set(Path(folder) if folder is not None else _for_a_moment.get())
    try:
        yield
    finally:
        _for_a_moment.reset(token)


def notebooks_dir() -> Path:
    """Return the folder of lessons; on a hub `MEDSOCIAL_NOTEBOOKS` names the one in each person's home."""
    chosen = os.environ.get("MEDSOCIAL_NOTEBOOKS")
    return Path(chosen).expanduser() if chosen else _shipped("notebooks")


def slides_dir() -> Path:
    """Return the folder of page and slide templates."""
    return _shipped("slides")


def static_dir() -> Path:
    """Return the folder of style sheets and browser scripts."""
    return PACKAGE / "static"


def style_file() -> Path:
    """Return the style file for a reader's own figures."""
    return static_dir() / "medsocial.mplstyle"


def own_folder(name: str | os.PathLike) -> Path:
    """Return a folder of a reader's: as named, or in `my_workshop` where there is none of that name here."""
    named = Path(name).expanduser()
    return named if named.is_absolute() or named.is_dir() else home_dir() / named


def locale_dir() -> Path:
    """Return the folder of translation catalogues."""
    return PACKAGE / "locale"


def on_shared_server() -> bool:
    """Return whether this page runs on a hub, on Binder or under Voilà rather than on the reader's computer."""
    servers = ("JUPYTERHUB_USER", "BINDER_REPO_URL", "VOILA_KERNEL", "VOILA_BASE_URL")
    return any(name in os.environ for name in servers)


def in_browser() -> bool:
    """Return whether Python itself runs in the reader's browser, as in the browser edition."""
    return sys.platform == "emscripten"


def home_dir() -> Path:
    """Return the participant's own folder `my_workshop`; `MEDSOCIAL_HOME` names another place.

    A wheel has no checkout beside which to put the folder, so there it lies in the user's home.
    Where one server shows pages to many visitors, it names a folder for each of them.
    """
    chosen = os.environ.get("MEDSOCIAL_HOME")
    if chosen:
        return Path(chosen).expanduser()
    return (repo_root() or Path.home()) / "my_workshop"


def room_dir() -> Path:
    """Return the folder of a room that votes by phone, beside the answers and apart from them."""
    return home_dir().parent / "my_room"
