"""The words of a reader's own file: Word or plain text, read without trust, and kept nowhere."""

from . import office
from .files import coding_of
from .office import Unreadable
from .text import _

MOST_LETTERS = 1_000_000


def paragraphs_of(content: bytes) -> list[str]:
    """Return the paragraphs of a Word file (.docx) or of a text.

    Raises
    ------
    Unreadable
        If it is neither, or too long; the message says what to do.
    """
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        office.check_word(content)
        return _counted(office.word_paragraphs(content))
    if content.startswith(b"%PDF"):
        raise Unreadable(_("This is a PDF, which cannot be read here. Copy its words, and put them into the box."))
    if len(content) > office.MOST_BYTES:
        raise Unreadable(_("The file is larger than 8 MB. Take one with fewer or smaller pictures."))
    return lines_of(_decoded(content))


def lines_of(words: str) -> list[str]:
    """Return the paragraphs of words that somebody pasted."""
    return _counted(words.splitlines())


def _decoded(content: bytes) -> str:
    try:
        words = content.decode(coding_of(content))
    except UnicodeDecodeError:  # an older Windows text: almost all its letters are plain ones
        words = content.decode("cp1252", "replace")
        if sum(letter.isascii() for letter in words) < 0.8 * len(words):
            raise _no_text() from None
    if any(ord(letter) < 32 and letter not in "\t\n\v\f\r\x1a" for letter in words):
        raise _no_text()
    return words


def _no_text() -> Unreadable:
    return Unreadable(_("This file is neither a Word file (.docx) nor a text. Save it as one of the two, or paste its words."))


def _counted(paragraphs: list[str]) -> list[str]:
    letters = sum(map(len, paragraphs))
    if letters > MOST_LETTERS:
        raise Unreadable(_("This is longer than about 300 pages. Take the policy alone."))
    if not any(paragraph.strip() for paragraph in paragraphs):
        raise Unreadable(_("There are no words in it. A scanned page is a picture: copy or type its words into the box."))
    return paragraphs
