"""Names: category A, by capitals, lists and the words beside them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from . import cues, places
from .finding import Hit
from .spans import known_term, not_a_term, run, take
from .tokens import KNOWN, MAYBE, NAMED, NUMBER, STRANGE, Token
from .words import MAYBE_NAMES, Lists

_INITIALS = re.compile(
    r"\b(?:[Pp]atients?|[Pp]t|[Cc]hild|[Bb]aby|[Ww]itness|[Mm]y pt|called|named) (?P<i>(?!(?:MI|PE|HF|AF|IV"
    r"|UTI|TB|DM|ED|ER|OT|PT|GP|MS|CF|CT|MR|UK|US|EU|AI|ID|OK|X|Y|Z|A|B|I|MDT|ICU|DNR|HIV|MRI)\b)[A-Z]\.? "
    r"?[A-Z]\.?)(?![\w])"
    r"|\b(?:[Mm]rs?|[Mm]s|[Mm]iss|MR|MRS|MS)\.? (?P<t>(?![XYZ]\b)[A-Z](?:\.[A-Z])?\.?)(?!\w|'(?!s\b))"
    r"|(?<![\w.] )(?<![\w.])(?P<s>(?!I\b)[A-Z]\.)(?= (?:is|was|has|had|came|asked|told|said|and)\b)"
    r"|\binitials?(?: (?:are|is|were))?:? (?P<k>[A-Z]\.? ?[A-Z]\.?(?: ?[A-Z]\.?)?)(?![\w])"
    r"|(?<![\w.])(?P<d>(?!U\.S|U\.K|A\.M|P\.M|I\.V|I\.M|S\.C|M\.D|B\.S|N\.B|D\.O|A\.E|B\.D|O\.D|E\.G"
    r"|I\.E)[A-Z]\.[A-Z]\.(?: ?[A-Z]\.)?)(?!\w)"
)
# A name beside these words is that of an author, a speaker, a politician or somebody in a book.
_PUBLIC = re.compile(
    r"\b(?:books?|film|movie|authors?|novel|memoir|songs?|album|wrote|writes|writing|poem|poet|actor|actress|singer"
    r"|mp|mps|minister|secretary"
    r"|president|ceo|chief executive|lecture[rs]?|speakers?|speaks?|keynote|podcast|episode|chairs?|chairman|editor"
    r"|editorial|founder|founded"
    r"|papers?|et al|talks?|history|invented|discovered|pioneer(?:ed|s)?|prize|awards?|honours?|named after|statue"
    r"|plaque|foundation|fellowship"
    r"|netflix|bbc|interview(?:s|ed)?|column|article|play(?:s|ed) by|directed|starring|documentary|biography"
    r"|quote[sd]?|said in|19th century"
    r"|in 1[0-9]\d\d|professor|joins? us as|appointed|congratulations to our|welcome our|webinar|panel|congress"
    r"|concert|llama|therapy dog|mascot)\b",
    re.IGNORECASE,
)
_CARED_FOR = re.compile(
    r"\b(?:(?:my|our|this|dear|favourite) (?:[a-z]{1,20} )?(?:patient|pt)|pt|patient is|ward|bed|clinic today|admitted"
    r"|discharged|diagnosed|surgery"
    r"|operated|chemo|transplant|ventilator|icu|resus|bay|mrn|treated|his scan|her scan|died|is dying)\b",
    re.IGNORECASE,
)
_KIN = re.compile(r"\b(?:[SsDdWwCc]/[Oo]|(?:son|daughter|wife|widow) of)\b\.?:? ?(?=[A-Za-z])")

_ANY_NAME = (NAMED, STRANGE, MAYBE)


def find(text: str, tokens: list[Token], lists: Lists, caseless: bool, person: bool) -> Iterator[Hit]:
    """Yield names and places.

    Parameters
    ----------
    text : str
        The plain text.
    tokens : list of Token
        Its words.
    lists : Lists
        The word lists.
    caseless : bool
        Whether capitals say nothing here: the whole post is in small or in large letters.
    person : bool
        Whether the post seems to be about a person.
    """
    for match in _INITIALS.finditer(text):
        group = match.lastgroup or "i"
        yield Hit(*match.span(group), "name_initial")
    yield from _tags(tokens, lists)
    yield from _titled(tokens, lists)
    yield from _kin_of(text, tokens)
    yield from places.find(text, tokens, lists, caseless)
    yield from _cued(tokens, lists)
    yield from _runs(tokens, lists, caseless, person)


def is_public(text: str, start: int, end: int) -> bool:
    """Return whether the words round a name speak of a book, a lecture, an office or the like."""
    first, last = max(0, start - 60), min(len(text), end + 50)
    return bool(_PUBLIC.search(text, first, last)) and not _CARED_FOR.search(text, first, last)


def _tags(tokens: list[Token], lists: Lists) -> Iterator[Hit]:
    for token in tokens:
        if not token.mark:
            continue
        token.taken = True
        hit = Hit(token.start - 1, token.end, "handle")
        if token.mark == "@":
            if (
                token.low in lists.terms
                or token.low in cues.PUBLIC_ACCOUNTS
                or token.low.startswith(("nhs", "who", "cdc", "royalcol", "uk", "thebma", "gmc"))
            ):
                continue
            yield hit._replace(rule="name_tag") if cues.name_inside(token.word, lists) else hit
        elif token.low not in lists.tags and not lists.ordinary(token.low):
            found = cues.name_inside(token.word, lists)
            if found == "place":
                yield hit._replace(rule="place")
            elif found:
                yield hit._replace(rule="name_tag")


def _titled(tokens: list[Token], lists: Lists) -> Iterator[Hit]:
    for place, token in enumerate(tokens[:-1]):
        title = token.low
        if title not in cues.TITLES or token.taken or token.mark:
            continue
        following = tokens[place + 1]
        if following.start - token.end > 2 or following.kind == NUMBER or following.mark:
            continue
        sure = title in cues.SURE_TITLES
        if title in cues.STAFF_TITLES and following.low in cues.NOT_AFTER_DOCTOR:
            continue
        if (following.taken and not sure) or following.low in cues.TITLES or following.low.startswith("lanka"):
            continue
        fits = (
            following.capital
            and following.low not in cues.NEVER_NAMES
            and following.word.upper() != following.word
            or following.kind in (NAMED, STRANGE)
        )
        fits = fits or (sure and following.kind == MAYBE) or (sure and following.capital and len(following.low) > 1)
        if not sure:
            fits = fits and (
                following.kind in (NAMED, STRANGE)
                or (following.capital and not token.title_case and (token.capital or following.kind == MAYBE))
            )
        if not fits or (
            title
            in ("master", "lady", "sister", "miss", "father", "brother", "nurse", "sir", "lord", "old", "wee", "baby", "little")
            and following.kind == KNOWN
        ):
            continue
        end = max(run(tokens, place + 1, lists), place + 2)
        rule = "name_staff" if title in cues.STAFF_TITLES else "name_titled"
        yield take(tokens, place, end, rule)


def _kin_of(text: str, tokens: list[Token]) -> Iterator[Hit]:
    """Yield `Ramesh S/o Suresh Yadav`: the name before, the relation and the name after."""
    starts = [token.start for token in tokens]
    for match in _KIN.finditer(text):
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        for token in tokens[first:last]:
            token.taken = True
        begin = first
        while begin and first - begin < 3 and _beside(tokens[begin - 1], tokens, begin) and tokens[begin - 1].kind in _ANY_NAME:
            begin -= 1
        end = last
        while end < len(tokens) and end - last < 3 and (end == last or _beside(tokens[end - 1], tokens, end)):
            if tokens[end].kind not in _ANY_NAME and not (tokens[end].capital and tokens[end].kind == KNOWN):
                break
            end += 1
        if end > last:
            yield take(tokens, begin, end, "name_kin")


def _beside(token: Token, tokens: list[Token], place: int) -> bool:
    return 0 <= tokens[place].start - token.end <= 1


def _cued(tokens: list[Token], lists: Lists) -> Iterator[Hit]:
    """Yield names that a word before or after gives away, in capitals or not."""
    for place, token in enumerate(tokens):
        if token.taken or token.kind in (KNOWN, NUMBER) and not (token.capital and not token.starts):
            continue
        if token.low in cues.NEVER_NAMES or len(token.low) < 2:
            continue
        before = tokens[place - 1].low if place and not token.starts else ""
        pair = f"{tokens[place - 2].low} {before}" if place > 1 and before else ""
        after = tokens[place + 1] if place + 1 < len(tokens) and not tokens[place + 1].starts else None
        called = before in cues.CALLED or pair in cues.CALLED_PAIRS
        kin = before in cues.KIN and token.kind in (NAMED, STRANGE, MAYBE) and (token.capital or token.kind == NAMED)
        patient = before in cues.PATIENT and (
            token.kind == NAMED or (token.capital and token.kind in (STRANGE, MAYBE) and not token.title_case)
        )
        does = (
            token.kind == MAYBE
            and (token.low in MAYBE_NAMES or token.low in lists.given)
            and token.low not in cues.CALENDAR
            and token.capital
            and not token.title_case
            and after is not None
            and (
                after.low in cues.PERSON_VERBS
                and not (token.owned and token.low in lists.eponyms)
                or token.owned
                and after.low in cues.KIN
            )
        )
        maybe_mid = (
            token.kind == MAYBE
            and token.capital
            and not token.starts
            and not token.title_case
            and not_a_term(token, after, lists)
        )
        if called and (token.capital or token.kind in (NAMED, STRANGE) or pair in cues.NAME_IS) and token.kind != KNOWN:
            yield take(tokens, place, run(tokens, place, lists, small=token.kind == NAMED), "name_given")
        elif kin or patient:
            yield take(tokens, place, max(place + 1, run(tokens, place, lists)), "name_given")
        elif does:
            yield take(tokens, place, max(place + 1, run(tokens, place, lists, small=False)), "name_given")
        elif (
            maybe_mid
            and after is not None
            and after.capital
            and not after.owned
            and after.kind in (NAMED, STRANGE, MAYBE)
            and after.start - token.end == 1
        ):
            yield take(tokens, place, run(tokens, place, lists), "name_given")
        elif maybe_mid and token.low not in cues.CALENDAR and before not in cues.PLACE_BEFORE:
            yield take(tokens, place, place + 1, "name_maybe")


def _runs(tokens: list[Token], lists: Lists, caseless: bool, person: bool) -> Iterator[Hit]:
    """Yield what is left: capitals that no list knows, and personal names in small letters."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        rule = "" if token.taken or token.mark else _suspect(tokens, place, lists, caseless, person)
        if not rule:
            place += 1
            continue
        end = run(tokens, place, lists, small=False) if token.capital and not caseless else place + 1
        end = max(end, place + 1)
        yield take(tokens, place, end, rule)
        place = end


def _suspect(tokens: list[Token], place: int, lists: Lists, caseless: bool, person: bool) -> str:
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    short = (
        len(token.low) == 2 and token.word.istitle() and token.kind != KNOWN and (_acts(tokens, place) or _aged(tokens, place))
    )
    if token.kind in (KNOWN, NUMBER, MAYBE) or len(token.low) < 3 and not short or token.low in cues.NEVER_NAMES:
        if (
            token.kind == MAYBE
            and caseless
            and person
            and token.low in lists.given
            and token.low not in MAYBE_NAMES
            and token.low not in lists.wide
        ):
            return "name_given"
        bare = (
            token.kind == MAYBE and caseless and len(token.low) > 3 and token.low in lists.given and token.low not in lists.core
        )
        return "name_maybe" if bare else ""
    if known_term(token, after, lists):
        return ""
    if token.capital and not caseless:
        large = token.word.isupper() and len(token.word) > 1
        if large:
            if token.low in lists.given:
                return "name_given"
            return "name_unknown" if len(token.word) > 6 and token.kind == NAMED else ""
        inner = (
            any(c.isupper() for c in token.word[1:])
            and "-" not in token.word
            and not re.match(r"Mc|Mac|O'|De|Di|La|Le|Van|D'|Al", token.word)
        )
        if inner:
            return "name_unsure" if token.kind == STRANGE and person else ""
        return "name_given" if token.kind == NAMED or _acts(tokens, place) else "name_unknown"
    if token.kind == NAMED and token.low in lists.given and len(token.low) > 3:
        return "name_given" if caseless else "name_unsure"
    if token.kind == NAMED and caseless and person:
        return "name_given"
    if token.kind == STRANGE and caseless and person and len(token.low) > 3:
        return "name_unsure"
    return ""


def _acts(tokens: list[Token], place: int) -> bool:
    """Return whether a word that no list knows is used as people are: it speaks, it is met, it has an age or a mother."""
    token = tokens[place]
    before = tokens[place - 1] if place and not token.starts else None
    after = tokens[place + 1] if place + 1 < len(tokens) and not tokens[place + 1].starts else None
    if before is not None and before.low in cues.MEETING:
        return True
    if after is None or token.title_case:
        return False
    gap = after.start - token.end
    if _aged(tokens, place):
        return True
    if gap == 1 and (after.low in cues.ONLY_PEOPLE or after.capital and after.kind in (NAMED, STRANGE) and not after.mark):
        return True
    return token.owned and after.low in cues.KIN


def _aged(tokens: list[Token], place: int) -> bool:
    """Return whether a number that can be an age stands after a word, and a comma or a bracket between them."""
    if place + 1 == len(tokens) or tokens[place + 1].start - tokens[place].end not in (2, 3):
        return False
    after = tokens[place + 1].word
    return after.isdecimal() and after.isascii() and 0 < int(after[:4]) < 120
