"""Phone, fax and helpline numbers: categories D and E of the rule."""

import re
from collections.abc import Iterator

from . import dates
from .finding import Hit

_I = re.IGNORECASE
_PHONE = re.compile(
    r"(?<![\w/.@-])(?:\+ ?\d{1,3}[ .-]?)?(?:\(0\) ?)?(?:\(\d{2,5}\)[ .-]?)?\d{1,15}(?:[ "
    r".-]\d{2,15}){0,5}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w/@]|[.-]\d)"
)
_PHONE_WORD = re.compile(
    r"(?:\b(?:call|phone|tel|telephone|mob|mobile|cell|whatsapp|text|ring|dial|number is|number was|contact"
    r"|reach (?:me|him|her|them)|viber|signal|sms)\b|📞|☎|📱)[^\n]{0,30}$",
    _I,
)
# Hours of opening, and figures of two digits that a roster, a dose or a ratio has as well.
_HOURS = re.compile(r"\d{1,2}[.:]\d{2} ?- ?\d{1,2}[.:]\d{2}")
_PAIRS = re.compile(r"(?!0)\d{2}(?:[ .-]\d{2}){2,5}")
_FAX_WORD = re.compile(r"\bfax(?:ed)?\b[^\n]{0,45}$", _I)
_FREE = re.compile(
    r"(?:\+?44 ?|\+?1[ -]?|\+?61 ?)?\(?(?:0?80[08]|0300|0345|0845|1800|1300|888|877|866|855|844|833)\)?[ "
    r".-]?\d|13 ?\d{2} ?\d{2}$|116 ?\d{3}$|1[0-9]{2,4}$|[19]{3}$|988$|911$|111$|112$|000$"
)
_HELP_WORD = re.compile(
    r"\b(?:helpline|hotline|crisis line|lifeline|samaritans|free ?phone|toll[- ]free|emergency|switchboard"
    r"|advice line|text line)\b",
    _I,
)
_NOT_PHONE_BEFORE = re.compile(
    r"(?:\b(?:isrctn|nct|pmid|pmcid|pmc|isbn|issn|doi|orcid|ng|cg|ta|qs|version|v|page|pages|pp|vol|n|p|£"
    r"|\$|€|rs|inr|article|section|para|chapter|crd)[ :=.#]{0,2}|[£$€<>=±×/])$",
    _I,
)
_UNIT_AFTER = re.compile(
    r" ?(?:%|mg|g|kg|mcg|µg|ml|l|litres?|mmol|mol|iu|units?|mm|cm|m|km|miles?|bpm|kpa|mmhg|hz|k|m|bn"
    r"|million|billion|thousand|patients?|people|participants?|"
    r"hours?|hrs?|h|days?|weeks?|months?|years?|yrs?|minutes?|mins?|seconds?|times|studies|trials|hospitals"
    r"|beds|doctors|nurses|women|men|children|adults|deaths|cases|views|likes|followers|steps|doses|members"
    r"|staff|calories|pounds|dollars|rupees)\b",
    _I,
)


def find(text: str) -> Iterator[Hit]:
    """Yield numbers that can be rung; dates, hours of opening and rosters are none."""
    for match in _PHONE.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if digits < 3 or digits > 15:
            continue
        before = text[max(0, match.start() - 48) : match.start()]
        if dates.is_date(match[0]) or _HOURS.fullmatch(match[0]):
            continue
        if _NOT_PHONE_BEFORE.search(before) or _UNIT_AFTER.match(text, match.end()):
            continue
        if _FAX_WORD.search(before) and digits >= 6:
            yield Hit(*match.span(), "fax")
        elif _FREE.match(match[0]) and (digits >= 10 or _HELP_WORD.search(before) or _PHONE_WORD.search(before)):
            yield Hit(*match.span(), "helpline")
        elif (_looks_like_phone(match[0], digits) and not _PAIRS.fullmatch(match[0])) or (
            digits >= 6 and _PHONE_WORD.search(before)
        ):
            rule = "helpline" if _HELP_WORD.search(before) else "phone"
            yield Hit(*match.span(), rule)


_PHONE_FORMS = re.compile(
    r"\+ ?\d[\d ().-]{6,20}"  # with a country code
    r"|\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,5}"
    r"|0\d{9,10}|0\d{2,5}(?:[ .-]\d{3,6}){1,3}"  # British, Australian and Indian ones written with a zero
    r"|(?:1[ .-])?[2-9]\d{2}[ .-]\d{3}[ .-]\d{4}"  # American
    r"|[6-9]\d{4}[ -]?\d{5}"  # Indian mobile
    r"|\d{3}[ .-]\d{4}"
    r"|00\d{2}[\d ().-]{7,16}"
    r"|\d{2,4}[ .-]\d{2,4}[ .-]\d{2,4}(?:[ .-]\d{2,4}){0,2}"
)


def _looks_like_phone(written: str, digits: int) -> bool:
    bare = re.sub(r" ?(?:x|ext\.?) ?\d{1,6}$", "", written)
    return digits >= 7 and bool(_PHONE_FORMS.fullmatch(bare))
