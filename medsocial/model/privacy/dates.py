"""Dates: category C of the rule."""

import re
from collections.abc import Iterator

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
    rf"|\b{_NTH}[ -]?(?:of )?{_MONTH}\b(?:(?:[.,]{{0,2}} ?|[-/])(?:{_YEAR}|'?\d{{2}}\b(?! ?(?:%|mg|patients|people"
    rf"|hospitals))))?"
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
    rf"|\b(?:christmas|new year'?s) (?:day|eve)\b|\b(?:diwali|halloween|christmas|easter|eid|new year'?s?(?: eve)?"
    rf"|boxing|thanksgiving|hogmanay|carnival|bonfire) (?:night|morning|weekend|day|evening)\b|\bgood friday\b"
    rf"|\b(?:on|since|by|last|this|next|until|arrived|seen|from|came|died|every)(?: the)?(?: night of)? "
    rf"{_WEEKDAY}(?: (?:morning|night|afternoon|evening|noon|lunchtime))?\b"
    rf"|\b{_WEEKDAY}(?:'s)? (?:morning|night|afternoon|evening|noon|lunchtime|clinic|shift)\b|\b{_DAY}day\b(?=[.!?)]|$)"
    rf"|\b(?:in|last|this|since|early|late)(?: the)? (?:spring|summer|autumn|fall|winter)\b(?! (?:apart"
    rf"|asleep|ill|sick|in love|short|from|off|down|out|over|behind|through|into|for))"
    r"|\b(?:on|since|until|by|from|of) the (?:[12]?\d|3[01])(?:st|nd|rd|th)\b(?! (?:century|edition|floor"
    r"|anniversary|percentile))"
    rf"|\b{_MONTH} (?:baby|birthday)\b",
    _I,
)
_RELATIVE = re.compile(
    r"\b(?:earlier |late |early )?(?:today|2day|yesterday|yday|yest|tonight|tonite|tomorrow|tmrw?|tmr|2moro|2mrw"
    r"|the day before "
    r"yesterday)(?:'s)?(?: (?:morning|afternoon|evening|night))?\b"
    r"|\b(?:this|last|next) (?:morning|afternoon|evening|nite|night|week|weekend|month|year|shift|term)\b|\bjust "
    r"now\b|\bovernight\b|\bthe other (?:day|night|week)\b"
    r"|\b(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of|couple of"
    r"|several) (?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|fortnights?) ago\b"
    r"|\bat (?:[01]?\d|2[0-3])[.:][0-5]\d(?: ?[ap]\.?m\b\.?)?|\bat \d{1,2} ?(?:am|pm|a\.m\.?|p\.m\.?)(?!\w)"
    r"|\b(?:[01]?\d|2[0-3])[.:][0-5]\d ?[ap]\.?m\b\.?|\bat (?:midnight|noon)\b"
    r"|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b\d{1,2}(?:[.:]\d\d)? ?[ap]m\b|\b(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)days?\b|(?-i:\b(?:Mon|Tues?|Weds?|Thurs?|Fri)\b)",
    _I,
)
# A day and a month in figures, where a word before them says so: "3/11" alone may be a score or a share.
_SHORT = re.compile(
    r"\b(?:on|since|until|till|from|again|seen|admitted|discharged|died|born|operated|dated?|due|of|came|back|in on"
    r"|appt|due date)"
    r"(?: the| on| again){0,3}:? (?P<s>(?:3[01]|[12]\d|0?[1-9])(?:/(?:3[01]|[12]\d|0?[1-9])|\.(?:1[0-2]"
    r"|0?[1-9])\.))(?![\d/]|\.\d)"
    r"(?! ?(?:of\b|%|mg|patients|people|days|weeks|beds|hospitals|nurses|doctors|students|women|men|children|points"
    r"|marks|valves"
    r"|a week|nights|shifts|pain))"
    r"|\b(?:date|home|admitted|discharged|born|died|operated):? (?P<t>(?:3[01]|[12]\d|0?[1-9])\.(?:1[0-2]"
    r"|0[1-9]))(?![\d.]\d?)(?=[,;.\s]|$)(?! ?(?:%|mg|kg|g\b))"
    r"|(?:^|(?<=[.!?\n] ))(?P<u>(?:3[01]|[12]\d|0?[1-9])/(?:3[01]|[12]\d|0?[1-9]))(?=[,:] )",
    _I,
)
_BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|birth ?date|b\.)(?: (?:is|was|on"
    r"|the)){0,2}[ :=(-]{0,4}$",
    _I,
)
_DOB = re.compile(rf"\b(?:d\.?o\.?b\.?|date of birth)[ :=-]{{0,3}}(?P<d>{_YEAR}|\d[\d/. -]{{3,9}}\d)\b", _I)
# A date beside these words belongs to a document, a meeting or a campaign.
_PUBLIC = re.compile(
    r"\b(?:guidelines?|guidance|published|updated?|versions?|issues?|journal|conference|congress|webinars?"
    r"|courses?|deadline|stud(?:y|ies)|trials?|paper|session|meeting|seminar|"
    r"lecture|register|book|bookings?|launch(?:es|ed)?|campaign|awareness|open day|teaching|intake"
    r"|renewals?|rota|examination|exams?|report|edition|volume|training|strike|cover|"
    r"vaccines?|flu season|grand rounds|due by|in force|comes into|holiday|harvest|season|policy|law|app"
    r"|recruiting|launch|apply|appl(?:y|ications?)|votes?|voting|council|closes?|opens?|award|free|starts at"
    r"|published|join us|tickets?|entry|sign up|rsvp|hiring|posts?|nice|clinic hours|workshop|festival|marathon"
    r"|fellowship|day of|consultation|parliament|hearing|broadcast|episode|release[ds]?|journal club|world|national"
    r"|international|budget|election|safety|closed|page)\b",
    _I,
)


def find(text: str) -> Iterator[Hit]:
    """Yield dates, and parts of dates finer than a year."""
    for match in FULL.finditer(text):
        if not _plausible(match[0]):
            continue
        before = text[max(0, match.start() - 22) : match.start()]
        yield Hit(*match.span(), "date_birth" if _BIRTH.search(before) else "date_full")
    for match in _DOB.finditer(text):
        yield Hit(*match.span("d"), "date_birth")
    for pattern, rule in ((_PART, "date_part"), (_RELATIVE, "date_relative")):
        for match in pattern.finditer(text):
            yield Hit(*match.span(), rule)
    for match in _SHORT.finditer(text):
        if _day_and_month(match[match.lastgroup]):
            yield Hit(*match.span(match.lastgroup), "date_part")


def is_date(written: str) -> bool:
    """Return whether these words are a date and nothing else."""
    return bool(FULL.fullmatch(written)) and _plausible(written)


def _day_and_month(written: str) -> bool:
    first, second = (int(part) for part in re.findall(r"\d{1,12}", written))
    return min(first, second) <= 12 and max(first, second) <= 31 and first > 0 < second


def _plausible(written: str) -> bool:
    """Return whether digits with dots or dashes between them can be a date and not, say, a version."""
    parts = [int(part) for part in re.split(r"[/.-]", written) if part.isdigit()]
    if len(parts) != 3:
        return True
    small = [part for part in parts if part <= 31]
    return any(1 <= part <= 12 for part in parts) and (len(small) >= 2) and parts[1] > 0


# A date beside these words belongs to somebody's story, whatever else stands there.
_OWN = re.compile(
    r"\b(?:born|dob|birth|died|death|admitted|admission|discharged|presented|collapsed|fell|fall|surgery|operated"
    r"|operation|delivered|seen|came|arrived"
    r"|diagnosed|transplant|stroke|scan|biopsy|wedding|funeral|rip|passed|accident|crash|lost|buried|due|appointment)\b",
    _I,
)


def is_public(text: str, start: int, end: int) -> bool:
    """Return whether the words round a date speak of a document or a meeting."""
    return bool(_PUBLIC.search(text, max(0, start - 60), min(len(text), end + 40)))


def is_announced(text: str, start: int, end: int) -> bool:
    """Return whether a date is that of a document or a meeting, and of nothing that happened to somebody."""
    return is_public(text, start, end) and not _OWN.search(text, max(0, start - 60), min(len(text), end + 30))
