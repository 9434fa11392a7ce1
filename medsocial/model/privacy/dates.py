"""Dates and ages: category C of the rule."""

import re
from collections.abc import Iterator

from ...ground import clock
from .finding import Hit

_I = re.IGNORECASE
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?s?"
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thurs?|fri|sat)"
_NTH = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d{2}"
_FEAST = (
    r"(?:christmas|xmas|boxing day|new year'?s?(?: eve| day)?|easter(?: sunday| monday)?|good friday|eid"
    r"|diwali|deepavali|holi|onam|pongal|vesak|nowruz|thanksgiving|"
    r"halloween|valentine'?s?(?: day)?|mother'?s day|father'?s day|hogmanay|bonfire night|guy fawkes|st\.? "
    r"patrick'?s day|independence day|republic day|australia day|"
    r"anzac day|canada day|juneteenth|labou?r day|memorial day|canada day|bank holiday(?: monday)?|passover"
    r"|yom kippur|hanukkah|ramadan|lunar new year|chinese new year|may day|carnival)"
)
FULL = re.compile(
    rf"(?<![\d/.-])(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|{_YEAR}[/.-]\d{{1,2}}[/.-]\d{{1,2}})(?![\d/-]|\.\d)"
    rf"|\b{_NTH}[ -]?(?:of )?{_MONTH}\b(?:[.,]{{0,2}} ?(?:{_YEAR}|'?\d{{2}}\b(?! ?(?:%|mg|patients|people|hospitals))))?"
    rf"|\b{_MONTH}\.? {_NTH}\b(?!:)(?:,? {_YEAR})?(?! ?(?:%|mg|patients|people|hospitals))",
    _I,
)
_PART = re.compile(
    rf"\b(?:early |mid-?|late )?{_MONTH}\.?,? (?:of )?(?:{_YEAR}|'\d{{2}})\b"
    rf"|(?<![\d/.])(?:0?[1-9]|1[0-2])/{_YEAR}\b"
    rf"|\b(?:in|since|last|next|this|by|until|before|early|mid|late|from|during|for|of|till)[ -](?:early |mid-?|late )?"
    rf"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|apr"
    rf"|aug|sept?|oct|nov|dec)\b"
    rf"|\b(?:on|at|over|since|before|after|during|until|by|this|last) (?:the )?{_FEAST}(?: (?:night|eve|day"
    rf"|morning|weekend|evening))?\b"
    rf"|\b(?:christmas|new year'?s) (?:day|eve)\b|\bdiwali night\b"
    rf"|\b(?:on|since|by|last|this|next|until|arrived|seen|from|came|died|every)(?: the)?(?: night of)? "
    rf"{_WEEKDAY}(?: (?:morning|night|afternoon|evening|noon|lunchtime))?\b"
    rf"|\b{_WEEKDAY}(?:'s)? (?:morning|night|afternoon|evening|noon|lunchtime|clinic|shift)\b|\b{_DAY}day\b(?=[.!?)]|$)"
    rf"|\b(?:in|last|this|since|early|late)(?: the)? (?:spring|summer|autumn|fall|winter)\b(?! (?:apart"
    rf"|asleep|ill|sick|in love|short|from|off|down|out|over|behind|through|into|for))"
    r"|\b(?:on|since|until|by|from) the (?:[12]?\d|3[01])(?:st|nd|rd|th)\b"
    rf"|\b{_MONTH} (?:baby|birthday)\b",
    _I,
)
_RELATIVE = re.compile(
    r"\b(?:earlier |late |early )?(?:today|yesterday|tonight|tomorrow|the day before "
    r"yesterday)(?:'s)?(?: (?:morning|afternoon|evening|night))?\b"
    r"|\b(?:this|last|next) (?:morning|afternoon|evening|night|week|weekend|month|year|shift|term)\b|\bjust "
    r"now\b|\bovernight\b|\bthe other (?:day|night|week)\b"
    r"|\b(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of|couple of"
    r"|several) (?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|fortnights?) ago\b"
    r"|\bat (?:[01]?\d|2[0-3])[.:][0-5]\d(?: ?[ap]\.?m\b\.?)?|\bat \d{1,2} ?(?:am|pm|a\.m\.?|p\.m\.?)(?!\w)"
    r"|\b(?:[01]?\d|2[0-3])[.:][0-5]\d ?[ap]\.?m\b\.?|\bat (?:midnight|noon)\b"
    r"|\b(?:[01]\d|2[0-3]):[0-5]\d(?= today)",
    _I,
)
_BIRTH = re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|birth ?date|b\.)[ :=(-]{0,4}$", _I)
_DOB = re.compile(rf"\b(?:d\.?o\.?b\.?|date of birth)[ :=-]{{0,3}}(?P<d>{_YEAR}|\d[\d/. -]{{3,9}}\d)\b", _I)
_BORN = re.compile(rf"\b(?:born|dob|b\.)(?: (?:in|on))?[^\n.]{{0,20}}?\b(?P<y>{_YEAR})\b", _I)
_AGE_OLD = re.compile(
    r"\b(?:9\d|1[0-2]\d)(?:[ -]?(?:years?|yrs?)(?:[ -]?(?:old|of age|young))?[ -]?(?:old|gentleman|lady|man"
    r"|woman|female|male)?\b|[ -]?(?:yo|y/o|y\.o\.?|yr|y)(?![a-z])|[ -]?[mf]\b(?!mol))"
    r"|\b(?:aged?|age of|turn(?:ed|s|ing)?|reached|is now|she's|he's|at age|at) (?:9\d|1[0-2]\d)\b(?![ "
    r"]?(?:%|mmhg|bpm|mg|kg|days?|hours?|minutes?|weeks?|months?|patients|sats|beats|miles|degrees|[./:]\d))"
    r"|\b(?:9\d|1[0-2]\d)(?:st|nd|rd|th) birthday\b|\b(?:ninetieth|hundredth|100th) birthday\b"
    r"|\bninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?(?:[- ]years?[- ](?:old|young)|[- "
    r"]something)\b|\b(?:a|one) hundred(?: and [a-z]{3,6})? years? old\b"
    r"|\b(?:super)?centenarian\b|\bnonagenarian\b|\bin (?:his|her|their) (?:(?:early|mid|late)[ "
    r"-])?(?:nineties|90s|90's|hundreds)\b",
    _I,
)
_AGE_COMMA = re.compile(r",\s?\(?(?P<a>9\d|1[01]\d)\)?(?=[,.)!]| ?,)")
_AGE = re.compile(
    r"\b(?:[1-8]?\d)(?:[ -]?(?:years?|yrs?)[ -]?(?:old|young)\b|[ -]?(?:yo|y/o|y\.o\.?)(?![a-z])|[MF]\b)"
    r"|\b(?:aged?|she is|he is|she's|he's|who is) (?:[1-8]?\d)\b(?! ?(?:%|minutes|weeks|days|hours|months"
    r"|kg|cm))|(?<=[a-z], )[1-8]\d(?=,)|\b\d{1,2}[ -](?:month|week|day)s?[ -]old\b"
    r"|(?<=\()(?:[1-8]?\d)(?=\))|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)[ -]years?[ -]old\b"
    r"|\bin (?:his|her|their) (?:(?:early|mid|late)[ -])?(?:teens|twenties|thirties|forties|fifties|sixties"
    r"|seventies|eighties|[2-8]0'?s)\b",
    _I,
)
# A date beside these words belongs to a document, a meeting or a campaign.
_PUBLIC = re.compile(
    r"\b(?:guidelines?|guidance|published|updated?|versions?|issues?|journal|conference|congress|webinars?"
    r"|courses?|deadline|stud(?:y|ies)|trials?|paper|session|meeting|seminar|"
    r"lecture|register|book|bookings?|launch(?:es|ed)?|campaign|awareness|open day|teaching|intake"
    r"|renewals?|rota|examination|exams?|report|edition|volume|training|strike|cover|"
    r"vaccines?|flu season|grand rounds|due by|in force|comes into|holiday|harvest|season|policy|law|app"
    r"|recruiting|launch|journal club|world|national|international|budget|election|safety|closed|page)\b",
    _I,
)


def find(text: str) -> Iterator[Hit]:
    """Yield dates, parts of dates finer than a year, and ages over 89."""
    for match in FULL.finditer(text):
        if not _plausible(match[0]):
            continue
        before = text[max(0, match.start() - 22) : match.start()]
        yield Hit(*match.span(), "date_birth" if _BIRTH.search(before) else "date_full")
    for match in _DOB.finditer(text):
        yield Hit(*match.span("d"), "date_birth")
    for pattern, rule in ((_PART, "date_part"), (_RELATIVE, "date_relative"), (_AGE_OLD, "age_over_89"), (_AGE, "age")):
        for match in pattern.finditer(text):
            yield Hit(*match.span(), rule)
    for match in _AGE_COMMA.finditer(text):
        yield Hit(*match.span("a"), "age_over_89")
    for match in _BORN.finditer(text):
        if int(match["y"]) <= clock.today().year - 90:
            yield Hit(*match.span("y"), "age_over_89")


def _plausible(written: str) -> bool:
    """Return whether digits with dots or dashes between them can be a date and not, say, a version."""
    parts = [int(part) for part in re.split(r"[/.-]", written) if part.isdigit()]
    if len(parts) != 3:
        return True
    small = [part for part in parts if part <= 31]
    return any(1 <= part <= 12 for part in parts) and (len(small) >= 2) and parts[1] > 0


def is_public(text: str, start: int, end: int) -> bool:
    """Return whether the words round a date speak of a document or a meeting."""
    return bool(_PUBLIC.search(text, max(0, start - 60), min(len(text), end + 40)))
