"""Files of Word and PowerPoint: written the same each time, and read without trust."""

import io
import re
import xml.etree.ElementTree as Tree
import zipfile
from typing import Any

from .text import _

MOST_BYTES, MOST_UNPACKED, MOST_WORDS, MOST_PARTS = 8_000_000, 60_000_000, 10_000_000, 2_000
_FIXED = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_BODY = re.compile(r"officedocument\.wordprocessingml\.(document|template)\.main\+xml$")
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .doc, and of a .docx with a password


class Unreadable(ValueError):
    """A file that is not taken; the message says why, and what to do, in one or two short sentences."""


def saved(document: Any) -> bytes:
    """Return a document of python-docx or python-pptx as a file, with fixed dates in its container."""
    made = io.BytesIO()
    document.save(made)
    return _packed(zipfile.ZipFile(made), {})


def _packed(old: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    """Return a container written anew, with some parts replaced."""
    made = io.BytesIO()
    with old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, changed.get(name) or old.read(name))
    return made.getvalue()


def check_word(content: bytes) -> None:
    """Refuse a file that is no Word file, or that could harm: too large once unpacked, with macros, with entities.

    Raises
    ------
    Unreadable
        With the reason and a cure.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 8 MB. Take one with fewer or smaller pictures."))
    if content.startswith(_OLD):
        raise Unreadable(_("This is an old Word file (.doc), or one with a password. Save it as .docx without a password."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            _check_parts(container)
    except Unreadable:
        raise
    except Exception:  # a damaged container fails in many ways: all of them mean the same to the reader
        raise _damaged() from None


def _damaged() -> Unreadable:
    return Unreadable(_("The file is damaged, or it is no Word file. Open it in Word, and save it again as .docx."))


def _check_parts(container: zipfile.ZipFile) -> None:
    entries = container.infolist()
    names = [entry.filename for entry in entries]
    written = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    large = len(names) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED
    if large or sum(entry.file_size for entry in written) > MOST_WORDS:
        raise Unreadable(_("The file unpacks to more than a Word file needs, so it was not opened."))
    if _TYPES not in names or len(set(names)) < len(names):
        raise _damaged()
    types = container.read(_TYPES)
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("The file holds macros, so it was not opened. Save it as .docx, which has none."))
    for entry in written:
        said = container.read(entry).decode()  # Word writes UTF-8; another coding could hide what is looked for
        if "<!DOCTYPE" in said or "<!ENTITY" in said:
            raise Unreadable(_("The file defines entities, which no Word file does, so it was not opened."))
    if _body(container) not in [entry.filename for entry in written]:
        raise _damaged()


def _body(container: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the words; programs differ in it."""
    parts = Tree.fromstring(container.read(_TYPES).decode()).iter()
    named = (part.get("PartName", "") for part in parts if _BODY.search(part.get("ContentType", "")))
    return next(named, "").lstrip("/")


def as_document(content: bytes) -> bytes:
    """Return a checked Word template (.dotx) as a document, which is what the library opens."""
    container = zipfile.ZipFile(io.BytesIO(content))
    types = container.read(_TYPES)
    plain = types.replace(b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml")
    return content if plain == types else _packed(container, {_TYPES: plain})


def word_paragraphs(content: bytes) -> list[str]:
    """Return the paragraphs of a checked Word file in their order, those of tables included."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        written = container.read(_body(container)).decode()
    try:
        root = Tree.fromstring(written)
    except Tree.ParseError:
        raise _damaged() from None
    said, spoken = [], [f"{space}{name}" for name in ("t", "tab", "br", "cr")]
    for paragraph in root.iter(f"{space}p"):
        runs = (one.text or "" if one.tag == f"{space}t" else " " for one in paragraph.iter() if one.tag in spoken)
        said.append("".join(runs))
    return said
