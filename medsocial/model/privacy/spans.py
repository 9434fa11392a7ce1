"""Runs of words that may be a name, and whether an eponym stands for a term."""

from . import cues
from .finding import Hit
from .tokens import MAYBE, NAMED, NUMBER, STRANGE, Token
from .words import Lists


def is_name(token: Token, lists: Lists) -> bool:
    """Return whether a word after a title or another sure sign can be a name."""
    if token.mark or token.kind == NUMBER or len(token.low) < 2 and not token.capital:
        return False
    if token.low in cues.NEVER_NAMES:
        return False
    return token.kind in (NAMED, STRANGE, MAYBE) or (token.capital and token.low not in lists.core)


def run(tokens: list[Token], place: int, lists: Lists, most: int = 4, small: bool = True) -> int:
    """Return the place after the name that begins here."""
    end = place
    while end < len(tokens) and end - place < most:
        token = tokens[end]
        joined = end == place or _joined(tokens[end - 1], token)
        if not joined or (end > place and token.starts):
            break
        particle = token.low in cues.PARTICLES and end + 1 < len(tokens) and not token.starts and tokens[end + 1].capital
        initial = len(token.low) == 1 and token.capital and end > place
        fits = is_name(token, lists) and (token.capital or (small and token.kind in (NAMED, STRANGE)))
        capital_again = (
            end > place and token.capital and token.low not in cues.NEVER_NAMES and not token.mark and token.kind != NUMBER
        )
        if not (fits or particle or initial or capital_again):
            break
        end += 1
        if tokens[end - 1].owned:
            break
    return end


def _joined(before: Token, token: Token) -> bool:
    """Return whether only a space stands between two words, or a full stop after an initial or a short title."""
    gap = token.start - before.end - before.owned
    return gap == 1 or gap <= 2 and len(before.low) <= 3


def take(tokens: list[Token], first: int, end: int, rule: str) -> Hit:
    """Return the hit that these words make, and mark them as taken."""
    for token in tokens[first:end]:
        token.taken = True
    return Hit(tokens[first].start, tokens[end - 1].end, rule)


def not_a_term(token: Token, after: Token | None, lists: Lists) -> bool:
    """Return whether an eponym, month or country stands here as a name and not as a term."""
    if token.low in lists.eponyms:
        if after is None:
            return not token.owned
        return not (
            after.low in cues.EPONYM_NOUNS
            or token.owned
            and after.low not in cues.KIN
            or "-" in token.word
            or after.low in lists.eponyms
        )
    return token.low not in lists.terms or (after is not None and after.capital and after.kind in (NAMED, STRANGE))


def known_term(token: Token, after: Token | None, lists: Lists) -> bool:
    """Return whether an eponym stands here for a disease, a sign or the like."""
    return token.low in lists.eponyms and not not_a_term(token, after, lists)
