"""Files written whole or not at all: beside the old one first, then in its place. Private unless made to be handed on."""

import codecs
import contextlib
import errno
import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import paths

PREFIX, ENDING = ".", ".part"  # of a file that is not whole yet
OLD_HOURS = 1  # after which nobody is still writing one
OUR_FOLDERS = ("my_workshop", "my_room")
LOCK_SECONDS = 5
# What file systems say that have no locks, or no "write this through to the disk": some network homes and USB sticks.
_CANNOT = {errno.ENOLCK, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
# A virus scanner or a program that synchronises folders holds a file for a moment; Windows then refuses to replace it.
_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)


class Busy(OSError):
    """Another program holds the lock for too long."""


def write(path: Path, content: str | bytes, *, private: bool = False) -> Path:
    """Write a file in one step and return its path; where that fails, the old one stays as it was.

    Parameters
    ----------
    path : Path
        Where to. Folders that are missing are made. A link that lies there is replaced, never followed.
    content : str or bytes
        Text is written as UTF-8, its line ends as they are.
    private : bool
        Whether only its owner may read the file, and the folder if that is made or is the workshop's own.
    """
    folder(path.parent, private=private)
    made = path.with_name(f"{PREFIX}{secrets.token_hex(8)}{ENDING}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(made, flags, 0o600 if private else 0o666), "wb") as file:
            # Half of a pair of characters is no text; it must not stop the rest.
            file.write(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
            file.flush()
            _to_the_disk(file.fileno())
        _put(made, path)
    except BaseException:
        with contextlib.suppress(OSError):
            made.unlink()
        raise
    if private:
        _sweep(path.parent)
    return path


def write_json(path: Path, content: Any, *, private: bool = True) -> Path:
    """Write plain data in one step, in a layout that a person can read."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    # Half of a pair of characters becomes its JSON escape, which is read again as it was.
    return write(path, text.encode("utf-8", "backslashreplace"), private=private)


def read_text(path: Path) -> str:
    """Return the text of a file as editors and spreadsheets save it; see `coding_of`."""
    content = path.read_bytes()
    return content.decode(coding_of(content))


def coding_of(content: bytes) -> str:
    """Return the coding of a text: UTF-8 with or without a mark, UTF-16 with or without one, or UTF-32 with one."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = content[:2]
    if b"\x00" in start and start != b"\x00\x00" and len(content) % 2 == 0:
        return "utf-16-le" if start[1] == 0 else "utf-16-be"
    return "utf-8-sig"


def folder(path: Path, *, private: bool) -> None:
    """Make a folder, private or with ordinary rights; one of our own that others could read is closed to them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
    if private and os.name == "posix" and path.name in OUR_FOLDERS and path.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # somebody else's folder is theirs to open or close
            path.chmod(0o700)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold a lock of one's own beside a file; gives False where the folder can hold none, as some network homes.

    Raises
    ------
    Busy
        If another program holds it for too long.
    """
    if paths.in_browser():  # where a lock is never given back
        yield True
        return
    import filelock

    lock = filelock.FileLock(path.with_name(f"{PREFIX}{path.stem}.lock"), timeout=LOCK_SECONDS)
    held = True
    try:
        lock.acquire()
    except filelock.Timeout:
        raise Busy(errno.EBUSY, os.strerror(errno.EBUSY), str(path)) from None
    except NotImplementedError:
        held = False
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        held = False
    try:
        yield held
    finally:
        if held:
            lock.release()


def _to_the_disk(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise


def _put(made: Path, path: Path) -> None:
    """Put a finished file into its place, and try again where another program holds the old one for a moment."""
    for pause in _PAUSES:
        try:
            os.replace(made, path)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(made, path)


def _sweep(where: Path) -> None:
    """Remove what a computer that stopped in the middle of writing has left: it may hold answers."""
    for left in where.glob(f"{PREFIX}*{ENDING}"):
        with contextlib.suppress(OSError):
            # The file system's own clock is asked for both: the folder was written a moment ago.
            if where.stat().st_mtime - left.stat().st_mtime > OLD_HOURS * 3600:
                left.unlink()
