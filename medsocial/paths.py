"""Where the files are: data, notebooks and the participant's own folder."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def repo_root() -> Path | None:
    """Return the checkout that holds this package, or None when it runs from a wheel."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "notebooks").is_dir() else None


def _shipped(folder: str) -> Path:
    root = repo_root()
    return root / folder if root else PACKAGE / folder


def data_dir() -> Path:
    """Return the folder of data tables; `MEDSOCIAL_DATA` names another one with the same columns."""
    chosen = os.environ.get("MEDSOCIAL_DATA")
    return Path(chosen).expanduser() if chosen else _shipped("data")


def notebooks_dir() -> Path:
    """Return the folder of lessons."""
    return _shipped("notebooks")


def slides_dir() -> Path:
    """Return the folder of page and slide templates."""
    return _shipped("slides")


def static_dir() -> Path:
    """Return the folder of style sheets and browser scripts."""
    return PACKAGE / "static"


def locale_dir() -> Path:
    """Return the folder of translation catalogues."""
    return PACKAGE / "locale"


def home_dir() -> Path:
    """Return the participant's own folder `my_workshop`; `MEDSOCIAL_HOME` names another place.

    A wheel has no checkout beside which to put the folder, so there it lies in the user's home.
    """
    chosen = os.environ.get("MEDSOCIAL_HOME")
    if chosen:
        return Path(chosen).expanduser()
    return (repo_root() or Path.home()) / "my_workshop"
