"""Text made plain for matching, with the way back to the places in the text as given."""

import unicodedata

# Signs without a width, and the two that make an emoji out of a digit or choose its colour.
_DROPPED = frozenset("\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\u20e3")
_SWAPPED = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-"}
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "þ": "t", "Þ": "T"}
_SPACES = "\u00a0\u2007\u2009\u202f"


def plain(text: str) -> tuple[str, list[int] | None]:
    """Return the text with plain letters, digits and quotation marks, and the place of each sign.

    Accents go, so that one list of names serves; bold, circled and wide letters become ordinary ones.
    The places are None if nothing moved.
    """
    if text.isascii():
        return text, None
    signs: list[str] = []
    places: list[int] = []
    moved = False
    for place, sign in enumerate(text):
        if sign in _DROPPED:
            moved = True
            continue
        made = _plain_sign(sign)
        signs.append(made)
        places.extend([place] * len(made))
        moved = moved or len(made) != 1
    return "".join(signs), places if moved else None


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _SWAPPED:
        return _SWAPPED[sign]
    if sign in _LETTERS:
        return _LETTERS[sign]
    if sign in _SPACES:
        return " "
    # An emoji with a meaning of its own stays one sign.
    made = "".join(c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c))
    return made if made.isascii() or len(made) == 1 else sign


def given(start: int, end: int, places: list[int] | None, length: int) -> tuple[int, int]:
    """Return the offsets in the text as given."""
    if places is None:
        return start, end
    last = places[end - 1] + 1 if end else 0
    return places[start], min(last, length)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())
