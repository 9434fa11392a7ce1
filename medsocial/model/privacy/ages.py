"""Ages: over 89 they belong to category C, below they are a clue."""

import re
from collections.abc import Iterator

from ...ground import clock
from .finding import Hit

_I = re.IGNORECASE
_DIGITS = r"(?:9\d|1[01]\d)"
_NINETY = r"(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
_HUNDRED = r"(?:(?:a|one) hundred(?: and (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)"
_OLD = rf"(?:{_DIGITS}|{_NINETY}|{_HUNDRED})"
# What a number of this size counts or measures when it is no age.
_UNIT = (
    r"(?![\w.,:/-]{0,12}\d)(?! ?(?:%|°|/|x\b|per ?cent|percent|mm\b|mmhg|bpm|mg|mcg|g\b|kg|ml|l\b|cm|m\b|km|lbs?|pounds?"
    r"|stone|kpa|mmol"
    r"|degrees?|days?|hours?|hrs?|minutes?|mins?|seconds?|weeks?|months?|times|miles?|metres?|meters?|points?|pages?|beats"
    r"|on (?:air|oxygen|room)|over \d|systolic|diastolic|out of|of (?:the|our|us|them|\d)|or (?:so )?(?:more|fewer)"
    r"|to \d|in \d|and counting|thousand|million|hundred|euros?|dollars?|rupees)\b)(?! ?%)"
    r"(?! (?!years?\b|and |but |who |with |when |if |as |is |was |has |this |always |his |its |unless |across "
    r"|plus )[a-z]{2,14}s\b)"
)
_WHO = (
    r"(?:s?he|i|who|they|you|patients?|pt|lad(?:y|ies)|gentlem[ae]n|m[ae]n|wom[ae]n|mother|father|mum|mom|dad"
    r"|husband|wife|gran"
    r"|granny|nan|nana|grandmother|grandfather|grandma|grandad|grandpa|aunt|auntie|aunty|uncle|neighbou?r|sister"
    r"|brother|resident"
    r"|widow|widower|veteran|farmer|teacher|nun|priest|soul|one|oldest|chap|bloke|fella|client|matriarch|(?:mrs?|ms"
    r"|miss|dr)\.? [a-z]\.?|(?:bed|room|bay) \d{1,2}[a-z]?|(?-i:[A-Z][a-z]{2,15}))"
)
_BE = (
    r"(?:'s|'m|'re|'ll be|'d be| is| was| am| be| are| were| will be| turned| turns| turning| turn| reached| hit"
    r"| made it to"
    r"| would be| would have been|,? now|,? aged?)"
)
_SOON = r"(?:only |now |just |nearly |almost |about |already |over |a |an |to |still |rising |going on |well |he's |she's ){0,2}"
# Most posts hold no such number, and need no closer look.
_SOME = re.compile(r"9\d|1[01]\d|ninet|hundred|centenar|nonagenar", _I)
_OVER = re.compile(
    # 93-year-old, 93 yo, 93M, 93rd birthday, aged 93
    rf"\b{_OLD}(?:[ -]?(?:years?|yrs?)(?:[ -]?(?:old|of age|young))?[ -]?(?:old|gentleman|lady|man|woman|female"
    rf"|male)?\b(?! (?:ago|since|later))"
    r"|[ -]?(?:yo|y/o|y\.o\.?|yr|y)(?![a-z]))"
    rf"|\b{_DIGITS}[ -]?[mf]\b(?!mol)"
    rf"|\b{_DIGITS}(?:st|nd|rd|th)(?= (?:birthday|year\b(?! of)))(?: birthday)?"
    rf"|\b(?:ninetieth|hundredth|ninety[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))(?= birthday)"
    rf"|\b(?:aged?|age of|at age|at the age of)[ :]{{1,2}}{_OLD}\b{_UNIT}"
    r"|\b(?<!the )(?:early|mid|late)[- ]nineties\b|\b(?:super)?centenarian\b|\bnonagenarian\b|\bninety-something\b"
    r"|\bin (?:his|her|their) (?:(?:early|mid|late)[ -])?(?:nineties|90s|90's|hundreds)\b",
    _I,
)
_SAID = re.compile(
    # she is 93, he'll be a hundred, our patient turned 95; my gran (93); a woman of 93; at 93 she
    rf"\b{_WHO}{_BE} {_SOON}(?P<a>{_OLD})\b\+?{_UNIT}"
    rf"|\b{_WHO},? \(?(?:aged? )?(?P<b>{_DIGITS})(?=[!?]{{0,3}}\)|,| ?y\b)(?!,\d)"
    rf"|\b(?:patient|pt|lady|gentleman|man|woman|nan|gran|resident)\b[^.!?\n]{{1,40}}? (?:is|was|turned|turns"
    rf"|aged) {_SOON}(?P<i>{_OLD})\b{_UNIT}"
    rf"|\b{_WHO} of (?P<c>{_OLD})\b{_UNIT}"
    rf"|\b(?:at|turning|reached|turned|turns) (?P<d>{_OLD})\b(?=,? (?:s?he|i|you|my|her|his|they)\b|[.!,]| (?:today|last"
    rf"|this|next|on|in|and)\b){_UNIT}"
    rf"|(?:^|(?<=[.!?\n] ))(?P<e>{_DIGITS})(?:,| and (?:still|sharp|never)| years?\b)(?!,?\d)"
    rf"|\b(?:oldest|eldest)(?: is| was| just turned)?:? (?P<k>{_OLD})\b{_UNIT}"
    rf"|(?<=[.!?] )(?P<j>{_NINETY})(?=[.!])"
    rf"|\b(?P<f>{_DIGITS}\+)(?! ?(?:%|other|new|more|[a-z]{{1,20}}s\b))"
    rf"|(?<=[a-z], )(?P<g>{_OLD})(?=,)|(?<=[a-z], )(?P<h>{_DIGITS}|{_NINETY})(?=[.!)])",
    _I,
)
# Beside these words a number is a reading, a score or a place on a list.
_READING = re.compile(
    r"\b(?:sats?|saturations?|spo2|oxygen|o2|rate|pulse|hr|bp|pressure|systolic|diastolic|map|temp|temperature|fever"
    r"|score[ds]?|scoring"
    r"|weigh(?:s|ed|t)?|glucose|sugars?|bm|hb|haemoglobin|platelets|sodium|creatinine|urea|crp|iq"
    r"|level|lactate|count|gfr|egfr|marks?|exam|speed|percentile|grade|query|occupancy"
    r"|patients|follow-up)\b[^.!?\n]{0,18}$"
    r"|\b(?:room|bed|page|number|no|ward|bus|route|channel|highway|chapter)\b[ .#]{0,3}$",
    _I,
)
_NUMBER = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_AGE = re.compile(
    r"\b(?:[1-8]?\d)(?:[ -]?(?:years?|yrs?)[ -]?(?:old|young)\b|[ -]?(?:yo|y/o|y\.o\.?)(?![a-z])|[MF]\b)"
    rf"|\b(?:aged?|s?he is|s?he's|he was|she was|who is|just turned|(?-i:[A-Z][a-z]{{2,14}}) is|(?-i:[A-Z]\.) is"
    rf"|only|youngest|oldest|eldest) (?P<v>[1-8]?\d|{_NUMBER})\b"
    r"(?! ?(?:%|minutes|weeks|days|hours|months|kg|cm|in \d|out of|of|or|to|times"
    r"|[a-z]{1,20}s\b(?<!has)(?<!was)(?<!his)(?<!likes)(?<!loves))|[.:,]\d)"
    r"|(?<=[a-zA-Z.], )[1-8]?\d(?=,)|\b\d{1,2}[ -](?:month|week|day)s?[ -]old\b|(?<=, )[1-8]?\d(?=\.(?: |$))"
    rf"|(?<=\()(?:[1-8]?\d)(?=\))|\b{_NUMBER}[ -]years?[ -]old\b|(?<=[.!?\"] ){_NUMBER}(?=\.)"
    rf"|(?<=[.!?\"] ){_NUMBER}(?=, )|(?<=[a-zA-Z], ){_NUMBER}(?=,)"
    r"|\bin (?:his|her|their) (?:(?:early|mid|late)[ -])?(?:teens|twenties|thirties|forties|fifties|sixties"
    r"|seventies|eighties|[2-8]0'?s)\b|\b(?:teenager|toddler|octogenarian|septuagenarian)\b",
    _I,
)
_BORN = re.compile(r"\b(?:born|dob|b\.)(?: (?:in|on))?[^\n.]{0,20}?\b(?P<y>(?:19|20)\d{2})\b", _I)


def find(text: str) -> Iterator[Hit]:
    """Yield ages over 89, years of birth that reveal one, and younger ages."""
    if _SOME.search(text):
        for match in _OVER.finditer(text):
            yield Hit(*match.span(), "age_over_89")
        for match in _SAID.finditer(text):
            start, end = match.span(match.lastgroup)
            if not _READING.search(text, max(0, start - 32), start):
                yield Hit(start, end, "age_over_89")
    for match in _AGE.finditer(text):
        yield Hit(*match.span(match.lastgroup or 0), "age")
    for match in _BORN.finditer(text):
        if int(match["y"]) <= clock.today().year - 90:
            yield Hit(*match.span("y"), "age_over_89")
