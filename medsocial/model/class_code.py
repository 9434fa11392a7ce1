"""The code that a participant makes: four signs, such as K7TR, which join two tests and name nobody."""

import secrets
import unicodedata
from dataclasses import dataclass

from ..ground.text import _

LENGTH = 4
LETTERS = "ACDEFHJKLMNPQRTVWXY"
DIGITS = "23456789"
ALPHABET = LETTERS + DIGITS
# In handwriting: B and 8, G and 6, I and 1, O and 0, S and 5, U and V, Z and 2.
LEFT_OUT = "BGIOSUZ01"
_BETWEEN = " \t\n-_."
# What a hand may write although no code holds it. 0 and 1 stand for O and I as well: it is never known which was meant.
_MEANT = {"B": "8", "G": "6", "I": "1", "O": "0", "S": "5", "U": "V", "Z": "2"}


class NotACode(ValueError):
    """What was typed cannot be a code; the message says why, and how to mend it."""


def normalise(typed: str) -> str:
    """Return a typed code in capitals, without spaces and hyphens.

    Raises
    ------
    NotACode
        If it is no code; the message is one kind sentence.
    """
    code = _bare(typed).upper() if isinstance(typed, str) else ""
    if not code:
        raise NotACode(_("Please type a code of four signs, such as {example}.").format(example="K7TR"))
    if len(code) != LENGTH:
        raise NotACode(
            _("A code has four signs, and this has {n}. Try one such as {example}.").format(n=len(code), example="K7TR")
        )
    alike = sorted({sign for sign in code if sign in LEFT_OUT})
    if alike:
        raise NotACode(
            _("Please choose another sign for {signs}: in handwriting it looks like another one.").format(signs=", ".join(alike))
        )
    if any(sign not in ALPHABET for sign in code):
        raise NotACode(_("Please use the letters A to Y and the digits 2 to 9 only, such as {example}.").format(example="K7TR"))
    if not any(sign in DIGITS for sign in code):
        raise NotACode(_("Please put at least one digit in, so that the code cannot be a name or initials."))
    if not any(sign in LETTERS for sign in code):
        raise NotACode(_("Please put at least one letter in, so that the code cannot be a year or a staff number."))
    return code


@dataclass(frozen=True)
class Reading:
    """A code as it is counted, and what was read otherwise than it was written."""

    code: str
    changed: tuple[str, ...] = ()


def read(written: str) -> Reading:
    """Return a code from paper: whatever a hand made of it, the same signs give the same code.

    Raises
    ------
    NotACode
        If it has not four letters and digits.
    """
    bare = _bare(written)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(sign)).upper()
    if len(plain) != LENGTH or not (plain.isascii() and plain.isalnum()):
        raise NotACode(_("A code has four letters and digits."))
    changed = [_("without the space or mark in it")] if bare != written else []
    changed += [_("in capitals")] if bare != bare.upper() else []
    changed += [_("without accents")] if plain != bare.upper() else []
    for sign in dict.fromkeys(plain):
        if sign in _MEANT:
            changed.append(_("{written} as {read}").format(written=sign, read=_MEANT[sign]))
    return Reading("".join(_MEANT.get(sign, sign) for sign in plain), tuple(changed))


def rule() -> str:
    """Return how a code is made, for a sheet on which somebody writes one."""
    said = _("Four signs, letters and digits mixed, such as {example}; none of {signs}.")
    return said.format(example="K7TR", signs=" ".join(LEFT_OUT))


def _bare(typed: str) -> str:
    return typed.translate(str.maketrans("", "", _BETWEEN))


def is_code(typed: object) -> bool:
    """Return whether a value is a code as `normalise` returns it."""
    try:
        return isinstance(typed, str) and normalise(typed) == typed
    except NotACode:
        return False


def draw() -> str:
    """Return a code drawn by chance, for those who do not want to make one."""
    return "".join(secrets.choice(signs) for signs in (LETTERS, DIGITS, LETTERS, LETTERS))


def draw_many(count: int) -> list[str]:
    """Return so many different codes."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn[draw()] = None
    return list(drawn)
