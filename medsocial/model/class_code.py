"""The code that a participant makes: four signs, such as K7TR, which join two tests and name nobody."""

import secrets

from ..ground.text import _

LENGTH = 4
LETTERS = "ACDEFHJKLMNPQRTVWXY"
DIGITS = "23456789"
ALPHABET = LETTERS + DIGITS
# In handwriting: B and 8, G and 6, I and 1, O and 0, S and 5, U and V, Z and 2.
LEFT_OUT = "BGIOSUZ01"
_BETWEEN = str.maketrans("", "", " \t\n-_.")


class NotACode(ValueError):
    """What was typed cannot be a code; the message says why, and how to mend it."""


def normalise(typed: str) -> str:
    """Return a typed code in capitals, without spaces and hyphens.

    Raises
    ------
    NotACode
        If it is no code; the message is one kind sentence.
    """
    code = typed.upper().translate(_BETWEEN) if isinstance(typed, str) else ""
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


def is_code(typed: object) -> bool:
    """Return whether a value is a code as `normalise` returns it."""
    try:
        return isinstance(typed, str) and normalise(typed) == typed
    except NotACode:
        return False


def draw() -> str:
    """Return a code drawn by chance, for those who do not want to make one."""
    return "".join(secrets.choice(signs) for signs in (LETTERS, DIGITS, LETTERS, LETTERS))
