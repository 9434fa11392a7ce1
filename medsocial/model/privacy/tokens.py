"""The words of a post, each with what the lists and its neighbours say of it."""

import re
from dataclasses import dataclass

from .words import MAYBE_NAMES, Lists

_WORD = re.compile(
    r"(?P<mark>[#@])?(?P<word>(?<=@)\w(?:[\w.]{0,60}\w)?|[^\W_](?:\w|[.](?=[A-Za-z0-9_]{0,40}\w@)"
    r"|[-'&](?=[^\W_]))*)"
)
_SENTENCE_END = re.compile(r"[.!?:;\n…]|^|[\"(•*>📍🧵]")
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)
KNOWN, MAYBE, NAMED, STRANGE, NUMBER = "known", "maybe", "named", "strange", "number"


@dataclass(slots=True)
class Token:
    """One word.

    `kind` is what the lists say: an ordinary word, one that may be a name, a personal name, a word in
    no list, or something with digits.
    """

    start: int
    end: int
    word: str
    low: str
    capital: bool
    starts: bool  # a sentence
    owned: bool  # has 's
    mark: str
    kind: str = KNOWN
    title_case: bool = False
    taken: bool = False


def split(text: str, lists: Lists) -> list[Token]:
    """Return the words of a text with their kinds."""
    tokens = []
    last = 0
    for match in _WORD.finditer(text):
        word = match["word"]
        start = match.start("word")
        bare = _POSSESSIVE.sub("", word) if word[-1:] in "sS'" else word
        between = text[last : match.start()]
        starts = not tokens or bool(_SENTENCE_END.search(between, 1 if last else 0)) or "\n" in between or _ends(between)
        token = Token(
            start=start,
            end=start + len(bare),
            word=bare,
            low=bare.casefold(),
            capital=bare[0].isupper(),
            starts=starts,
            owned=bare != word,
            mark=match["mark"] or "",
        )
        token.kind = kind_of(token.low, lists)
        last = match.end()
        tokens.append(token)
    _phrases(tokens, lists)
    _title_case(tokens)
    return tokens


def _ends(between: str) -> bool:
    return any(sign in '.!?:;…"(•*>/|' or ord(sign) > 0x2190 for sign in between)


def kind_of(low: str, lists: Lists) -> str:
    """Return what the lists say of a word in small letters."""
    if not low.isalpha():
        if any(c.isdigit() for c in low):
            return NUMBER
        parts = [part for part in re.split(r"[\W_]+", low) if part.isalpha()]
        kinds = {kind_of(part, lists) for part in parts if len(part) > 1}
        if low in lists.terms or lists.ordinary(low.replace("'", "")):
            return KNOWN
        return next((k for k in (STRANGE, NAMED, MAYBE) if k in kinds), KNOWN)
    if len(low) == 1:
        return KNOWN
    if low in MAYBE_NAMES:
        return MAYBE
    if low in lists.core:
        return KNOWN
    personal = low in lists.given or low in lists.family
    if low in lists.terms:
        return MAYBE if personal else KNOWN
    if low in lists.wide:
        return MAYBE if low in lists.given else KNOWN
    if personal:
        return NAMED
    return KNOWN if lists.ordinary(low) else STRANGE


def _phrases(tokens: list[Token], lists: Lists) -> None:
    """Mark the terms of several words as known."""
    for place, token in enumerate(tokens):
        for phrase in lists.phrases.get(token.low, ()) or lists.phrases.get(token.low + "'s", ()):
            following = tokens[place : place + len(phrase)]
            said = tuple(t.low + ("'s" if t.owned and p.endswith("'s") else "") for t, p in zip(following, phrase, strict=False))
            if said == phrase:
                for member in following:
                    member.kind, member.taken = KNOWN, True


def _title_case(tokens: list[Token]) -> None:
    """Mark the words of sentences in which nearly every word has a capital, such as headlines."""
    first = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or tokens[place].starts:
            sentence = [t for t in tokens[first:place] if len(t.low) > 3 and t.kind != NUMBER]
            capitals = sum(t.capital for t in sentence)
            if len(sentence) > 4 and capitals >= 0.7 * len(sentence):
                for token in tokens[first:place]:
                    token.title_case = True
            first = place
