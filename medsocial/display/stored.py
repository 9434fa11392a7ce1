"""Pictures that were drawn before: for a browser that has no matplotlib, and is quicker without it.

`site` calls the drawing functions inside `keeping`, and writes what they returned into files. Where the variable
`MEDSOCIAL_PICTURES` names a folder of such files, a drawing function takes its picture from there.
"""

import contextlib
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from ..ground import paths, text
from ..ground.text import _

ENDING = ".picture"
_keeping: ContextVar[dict[str, Any] | None] = ContextVar("pictures to keep", default=None)


class NotDrawnHere(Exception):
    """There is no stored picture, and nothing to draw with; the message says where there is."""


@contextlib.contextmanager
def drawing() -> Iterator[None]:
    """Say in one sentence that this edition cannot draw."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "matplotlib":
            raise
        said = _("This edition holds the first picture of this chart only. The workshop on your own computer draws the others.")
        raise NotDrawnHere(said) from None


def file_name(function: Callable, arguments: tuple, named: dict[str, Any]) -> str:
    """Return the name of the file for what a drawing function returns for these arguments."""
    call = f"{text.language()} {function.__module__}.{function.__qualname__} {arguments!r} {sorted(named.items())!r}"
    return hashlib.sha256(call.encode()).hexdigest()[:24] + ENDING


@contextlib.contextmanager
def keeping() -> Iterator[dict[str, Any]]:
    """Collect what drawing functions return inside, under the names of their files."""
    kept: dict[str, Any] = {}
    token = _keeping.set(kept)
    try:
        yield kept
    finally:
        _keeping.reset(token)


def keep(function: Callable, arguments: tuple, named: dict[str, Any], drawn: Any) -> None:
    """Collect what was drawn, if somebody asked for it."""
    if (kept := _keeping.get()) is not None:
        kept[file_name(function, arguments, named)] = drawn


def find(function: Callable, arguments: tuple, named: dict[str, Any]) -> Any:
    """Return what was drawn before; None where there is no such file or another folder of tables is read."""
    folder = os.environ.get("MEDSOCIAL_PICTURES")
    if not folder or paths.data_dir() != paths.shipped_data_dir():
        return None
    try:
        # Files of our own, that lie beside this one and came the same way.
        return pickle.loads((Path(folder) / file_name(function, arguments, named)).read_bytes())
    except FileNotFoundError:
        return None


def packed(drawn: Any) -> bytes:
    """Return what was drawn as the content of its file."""
    return pickle.dumps(drawn, protocol=4)
