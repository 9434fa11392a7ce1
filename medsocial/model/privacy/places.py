"""Places: category B, by capitals, lists and the words beside them."""

from collections.abc import Iterator

from . import cues
from .finding import Hit
from .spans import known_term, run, take
from .tokens import KNOWN, MAYBE, NAMED, NUMBER, STRANGE, Token
from .words import Lists


def find(text: str, tokens: list[Token], lists: Lists, caseless: bool) -> Iterator[Hit]:
    """Yield towns, villages, named houses and streets; the words of each are marked as taken."""
    for place, token in enumerate(tokens):
        if token.mark:
            continue
        low = token.low
        if low == "sri" and place + 1 < len(tokens) and tokens[place + 1].low.startswith("lanka"):
            continue
        if low in cues.FACILITIES and not token.starts:
            yield from _house(tokens, place, lists, caseless)
        if token.taken or token.kind == NUMBER:
            continue
        before = tokens[place - 1].low if place and not token.starts else ""
        moved = before == "to" and place > 1 and tokens[place - 2].low in cues.MOVING
        pinned = "📍" in text[max(0, token.start - 3) : token.start]
        known = low in lists.places or place + 1 < len(tokens) and f"{low} {tokens[place + 1].low}" in lists.places
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        cue = (
            before in cues.PLACE_BEFORE
            or moved
            or pinned
            or (before == "of" and place > 1 and tokens[place - 2].low in cues.PLACE_NOUNS)
        )
        stated = after is not None and after.low in cues.PLACE_NOUNS and not after.starts
        if not (token.capital or caseless or (known and cue and token.kind != KNOWN)):
            continue
        sure_case = token.capital and not token.title_case
        strange = token.kind in (NAMED, STRANGE)
        two = (
            token.capital
            and low in cues.PLACE_FIRST
            and after is not None
            and after.capital
            and not after.starts
            and (
                after.kind in (NAMED, STRANGE)
                or ((before in cues.PLACE_BEFORE or before == "of" or moved) and after.low not in lists.core)
            )
            and not token.title_case
        )
        if two and not token.taken:
            yield take(tokens, place, place + 2, "place")
            continue
        if (
            low in cues.PLACE_NOUNS
            and token.capital
            and after is not None
            and after.capital
            and after.kind in (NAMED, STRANGE)
            and not after.starts
            and after.start - token.end < 3
        ):
            yield take(tokens, place, place + 2, "place")
            continue
        person = low in lists.given and low not in lists.places and before == "from"
        if person or low in cues.NEVER_NAMES or low in cues.FACILITIES or low in lists.terms or known_term(token, after, lists):
            continue
        if (
            cue
            and (
                strange
                and (sure_case or token.title_case or known)
                or (known and (sure_case or token.kind != KNOWN))
                or (token.kind == MAYBE and sure_case)
            )
            or (pinned and token.capital)
        ):
            end = run(tokens, place, lists, small=caseless)
            yield take(tokens, place, max(end, place + 1), "place")
        elif stated and token.capital and (strange or known):
            yield take(tokens, place, place + 2, "place")
        elif known and strange and token.capital and low not in lists.given:
            end = place + 1
            if after is not None and f"{low} {after.low}" in lists.places:
                end += 1
            yield take(tokens, place, end, "place")


def _house(tokens: list[Token], place: int, lists: Lists, caseless: bool) -> Iterator[Hit]:
    """Yield a named hospital, school or street that ends in this word."""
    noun = tokens[place]
    first = place
    while first and place - first < 4 and not tokens[first].starts and tokens[first].start - tokens[first - 1].end <= 3:
        previous = tokens[first - 1]
        joint = previous.low in cues.PARTICLES and first - 2 >= 0 and tokens[first - 2].capital
        if previous.mark or not (previous.capital or joint or (caseless and previous.kind in (NAMED, STRANGE))):
            break
        first -= 1
    words = [t for t in tokens[first:place]]
    while words and (words[0].low in cues.NEVER_NAMES or words[0].low in cues.PLACE_BEFORE or words[0].low in cues.ARTICLES):
        words, first = words[1:], first + 1
    own = [
        t for t in words if t.kind in (NAMED, STRANGE, MAYBE) or (t.capital and t.low not in cues.GENERIC and t.kind != NUMBER)
    ]
    if (
        not own
        or (not noun.capital and not any(t.kind in (NAMED, STRANGE, MAYBE) for t in own))
        or tokens[first].title_case
        and not any(t.kind in (NAMED, STRANGE) for t in own)
    ):
        return
    cue = first > 0 and not tokens[first].starts and tokens[first - 1].low in cues.PLACE_BEFORE and noun.capital
    plain = not any(t.kind in (NAMED, STRANGE) or (cue and t.low not in lists.core) for t in own)
    # A ward is often called by an ordinary word: "Tulip Ward".
    named_ward = noun.low == "ward" and noun.capital and not tokens[first].starts and not tokens[first].title_case
    road = noun.low in cues.ROADS and noun.capital
    if all((t.low in lists.terms and not road) or t.low in cues.GENERIC for t in words) or (
        noun.low in cues.WEAK_FACILITIES and plain and not named_ward
    ):
        return
    if any(t.low in lists.eponyms and t.owned for t in own):
        return
    yield take(tokens, first, place + 1, "road" if noun.low in cues.ROADS else "facility")
