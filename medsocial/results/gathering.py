"""What lies in a folder of answers: its files, those of its sub-folders and of archives, each with its content or a reason.

A learning platform hands out one archive, or a folder for each person. Nothing is unpacked to the disk, and no link is
followed. What cannot hold answers (`desktop.ini`, `._name`, `__MACOSX`) is left alone.
"""

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ..ground import files
from ..ground.text import _

CLASS_FILE, LIST, TABLE, TEXT, ARCHIVE, OTHER_ARCHIVE, SCAN, OTHER = range(8)
_KINDS = {
    CLASS_FILE: (".json",),
    LIST: (".txt",),
    TABLE: (".xlsx", ".xls", ".xlsm", ".ods", ".numbers"),
    TEXT: (".docx", ".doc", ".odt", ".rtf", ".pages", ".html", ".htm"),
    ARCHIVE: (".zip",),
    OTHER_ARCHIVE: (".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz"),
    SCAN: (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff"),
}
KIND_OF = {ending: kind for kind, endings in _KINDS.items() for ending in endings} | {".csv": LIST, ".tsv": LIST}
LARGEST = {CLASS_FILE: 64 * 1024, LIST: 512 * 1024, ARCHIVE: 20 * 1024 * 1024}
MOST_FILES, MOST_BYTES = 5000, 100 * 1024 * 1024
DEEPEST_FOLDER, DEEPEST_ARCHIVE = 8, 2
_NOT_OURS = ("desktop.ini", "thumbs.db", "__macosx", "~$")
# What a damaged archive can raise, besides what is no archive at all.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, OSError, ValueError, IndexError)


@dataclass(frozen=True)
class Given:
    """One file: where it lies, its kind, and its content, or why it has none."""

    where: str
    kind: int
    content: bytes = b""
    fault: str = ""


class NotOurs(ValueError):
    """A file that is not read; the message says why, and what would help."""


def plain_name(name: str) -> str:
    """Return a file's name fit to be shown: no control signs, not too long, and nothing that parts one place from another."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name.encode("utf-8", "replace").decode("utf-8"))
    shown = shown.replace(";", ",")
    return shown if len(shown) <= 60 else f"…{shown[-57:]}"


def decoded(raw: bytes, errors: str = "strict") -> str:
    """Return the text of a file as editors and spreadsheets save it."""
    return raw.decode(files.coding_of(raw), errors)


class Gathering:
    """One walk through a folder; `other` counts files of kinds that hold no answers."""

    def __init__(self, report: Path | None = None) -> None:
        self.report = report and report.absolute()
        self.seen = self.bytes = self.other = 0
        self.full = False

    def files(self, folder: Path) -> list[Given]:
        """Return what lies in a folder, by name."""
        return list(self._folder(folder, "", 0))

    def _folder(self, folder: Path, under: str, depth: int) -> Iterator[Given]:
        for name in sorted(os.listdir(folder)):
            path, where = folder / name, under + plain_name(name)
            if self.full or _left_alone(name) or path.absolute() == self.report:
                continue
            try:
                inside = path.is_dir() and not path.is_symlink()
                if inside and depth == DEEPEST_FOLDER:
                    yield Given(where, OTHER, fault=_("it lies too deep in folders; move its files up"))
                elif inside:
                    yield from self._folder(path, f"{where}/", depth + 1)
                else:
                    yield from self._file(path, where)
            except OSError as error:
                yield Given(where, OTHER, fault=_cannot_open(error))

    def _file(self, path: Path, where: str) -> Iterator[Given]:
        kind = KIND_OF.get(path.suffix.lower(), OTHER)
        if kind not in LARGEST:
            yield from self._named(where, kind)
            return
        try:
            with _opened(path) as file:
                if os.fstat(file.fileno()).st_size > LARGEST[kind]:
                    raise NotOurs(_too_large(kind))
                if kind == ARCHIVE:
                    yield from self._archive(file, where, 1)
                else:
                    yield from self._read(file, where, kind)
        except NotOurs as error:
            yield Given(where, kind, fault=str(error))
        except OSError as error:
            yield Given(where, kind, fault=_cannot_open(error))

    def _read(self, file: BinaryIO, where: str, kind: int) -> Iterator[Given]:
        """Yield a file's content, as long as there is room for it."""
        raw = file.read(LARGEST[kind] + 1)
        if len(raw) > LARGEST[kind]:
            raise NotOurs(_too_large(kind))
        self.seen, self.bytes = self.seen + 1, self.bytes + len(raw)
        if self.seen > MOST_FILES or self.bytes > MOST_BYTES:
            self.full = True
            raise NotOurs(_("too much lies here: this file and all after it were left out; name a folder of one class only"))
        if kind == ARCHIVE:
            yield from self._archive(io.BytesIO(raw), where, DEEPEST_ARCHIVE)
        else:
            yield Given(where, kind, raw)

    def _archive(self, file: BinaryIO, where: str, depth: int) -> Iterator[Given]:
        """Yield what an archive holds; a damaged one gives what can still be read, and a reason."""
        try:
            archive = zipfile.ZipFile(file)
            members = sorted((one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename)
        except _BROKEN:
            yield Given(where, ARCHIVE, fault=_("this archive is damaged; fetch it again, or unpack it into this folder"))
            return
        for member in members:
            parts = [part for part in member.filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]
            if self.full or not parts or any(map(_left_alone, parts)):
                continue
            inside = "/".join([where, *map(plain_name, parts)])
            kind = KIND_OF.get(PurePosixPath(parts[-1]).suffix.lower(), OTHER)
            if kind not in LARGEST:
                yield from self._named(inside, kind)
            elif kind == ARCHIVE and depth == DEEPEST_ARCHIVE:
                yield Given(inside, kind, fault=_("it is an archive within archives; unpack it into this folder"))
            else:
                yield from self._member(archive, member, inside, kind)

    def _member(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, kind: int) -> Iterator[Given]:
        if member.flag_bits & 1:
            yield Given(where, kind, fault=_("it is locked with a password; unpack it into this folder"))
            return
        try:
            with archive.open(member) as file:
                found = list(self._read(file, where, kind))
        except NotOurs as error:
            found = [Given(where, kind, fault=str(error))]
        except _BROKEN:
            found = [Given(where, kind, fault=_("it is damaged in its archive; fetch the archive again"))]
        yield from found

    def _named(self, where: str, kind: int) -> Iterator[Given]:
        """Yield the reason for a file that may hold answers in a form that is not read; count any other."""
        if kind == OTHER:
            self.other += 1
        else:
            yield Given(where, kind, fault=_cure(kind))


def _left_alone(name: str) -> bool:
    return name.startswith(".") or name.lower().startswith(_NOT_OURS)


def content_of(path: Path, most: int) -> bytes:
    """Return an ordinary file's content; raise NotOurs, a ValueError with the reason, for anything else."""
    with _opened(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise NotOurs(_too_large(CLASS_FILE))
        return file.read(most)


def _opened(path: Path) -> BinaryIO:
    """Open an ordinary file; raise NotOurs for anything else."""
    # Opened without following a link and without waiting, then checked: a link or a pipe may lie here.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():
        raise NotOurs(_("it is a link to another file; put the file itself here"))
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotOurs(_("it is no ordinary file"))
    return os.fdopen(handle, "rb")


def _cannot_open(error: OSError) -> str:
    return _("it cannot be opened ({reason})").format(reason=error.strerror or _("no reason given"))


def _too_large(kind: int) -> str:
    if kind == ARCHIVE:
        return _("this archive is too large; unpack it into this folder")
    return _("it is too large to be a file of this workshop")


def _cure(kind: int) -> str:
    """Return what to do with a file that may hold answers in a form that is not read."""
    return {
        TABLE: _("a spreadsheet is not read; save it as text or CSV, one line for each person: code, form, letters"),
        TEXT: _("a word processor's file or a web page is not read; save it as plain text (.txt), one line for each person"),
        OTHER_ARCHIVE: _("this kind of archive is not read; unpack it into this folder"),
        SCAN: _("a picture or PDF is not read; type its answers into a text file (.txt), one line for each person"),
    }[kind]
