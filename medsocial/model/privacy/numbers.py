"""Numbers, addresses and links: categories D to R of the rule, by their form and the words beside them."""

import ipaddress
import re
from collections.abc import Iterator

from .finding import Hit

_I = re.IGNORECASE
_VALUE = r"[A-Za-z0-9][A-Za-z0-9./-]{2,24}"
_IS = r"(?:[ ]?(?:number|numbers|no|num|nr|id|ref|code|#)\b\.?|[ ]?\#){0,2}[ ]?(?:is|was|of|:|=|\#)?[ ]{0,2}"


def _labelled(words: str, value: str = _VALUE) -> re.Pattern:
    """Return a pattern of a label such as `MRN` and the value after it, which must hold a digit."""
    return re.compile(rf"\b(?:{words})\b\.?{_IS}(?P<v>(?=[A-Za-z/.-]{{0,12}}\d){value}(?:[ -]\d{{1,7}}\b){{0,4}})", _I)


_LABELLED = (
    (
        "record_number",
        _labelled(
            r"mrn|m\.r\.n|urn|uhid|mr|ur|crn|cr|ip|ipd|opd|op|hn|chi|ihi|abha|abdm|nhs|hospital|record|medical "
            r"record|patient|pt|accession|case sheet|chart|file|folder|"
            r"admission|registration|reg|lab|specimen|sample",
            r"(?:\d{1,4}/\d{2,8}|[A-Za-z]{0,4}[-/]?\d[\d/-]{3,16})",
        ),
    ),
    (
        "plan_number",
        _labelled(
            r"medicare|medicaid|policy|member(?:ship)?|insurance|subscriber|beneficiary|health plan|group|dva"
            r"|mediclaim|payer|hicn|mbi"
        ),
    ),
    ("account_number", _labelled(r"account|acct|a/c|iban|sort code|bsb|card|credit card|debit card|routing|invoice|upi")),
    (
        "licence_number",
        _labelled(
            r"driving licen[cs]e|driver'?s licen[cs]e|licen[cs]e|passport|visa|gmc|nmc|nmc pin|gdc|hcpc|npi|dea"
            r"|ahpra|certificate|permit|registration certificate|voter"
        ),
    ),
    (
        "vehicle",
        _labelled(
            r"plate|plates|licen[cs]e plate|number plate|rego|reg plate|registration plate|vehicle|vin|tag",
            r"[A-Za-z0-9]{2,17}(?:[ -][A-Za-z0-9]{1,5}){0,3}",
        ),
    ),
    ("device", _labelled(r"serial|s/n|sn|udi|imei|mac address|device id|lot|model", r"[A-Za-z0-9][A-Za-z0-9:./()-]{3,40}")),
    (
        "national_id",
        _labelled(
            r"aadhaar|aadhar|adhaar|uid|pan card|pan|national insurance|ni|nino|tfn|tax file|pps|ppsn|sin|national "
            r"id|identity card|id card|emirates id|cpf|nric|bsn|nino"
        ),
    ),
    (
        "code",
        _labelled(
            r"participant|subject|trial id|study id|booking|reference|ref|ticket|prison|inmate|prisoner|convict"
            r"|service|warrant|badge|staff|employee|payroll|student|case|"
            r"incident|crime|crime ref|claim|barcode|wristband|tracking|order|prescription|rx"
        ),
    ),
)
_SSN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_SSN_WORD = re.compile(r"\b(?:ssn|social security)\b[^\d\n]{0,20}(\d{3}[ -]?\d{2}[ -]?\d{4})\b", _I)
_NHS = re.compile(r"(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])")
_NHS_WORD = re.compile(r"\b(?:nhs|chi|health and care)\b", _I)
_AADHAAR = re.compile(r"(?<!\d)(?<!\d[ -])\d{4}[ -]\d{4}[ -]\d{4}(?![ -]?\d)")
_ABHA = re.compile(r"(?<!\d)\d{2}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)|\b[\w.]{3,30}@(?:abdm|sbx)\b", _I)
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
_NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_PAN = re.compile(r"\b[A-Z]{5}\d{4}[A-Z]\b")
_AHPRA = re.compile(r"\b(?:MED|NMW|PHA|DEN|PSY|PHY)000\d{7}\b")
_MBI = re.compile(
    r"\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b"
)
_VIN = re.compile(r"\b(?=[A-HJ-NPR-Z]*\d)(?=\d*[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{11}\d{6}\b")
_PLATE = re.compile(r"\b(?:[A-Z]{2}[0-9]{2} [A-Z]{3}|[A-Z]{2}[ -]?\d{2}[ -]?[A-Z]{1,2}[ -]?\d{4})\b")
_MAC = re.compile(r"\b(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}\b", _I)

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_EMAIL_SPOKEN = re.compile(
    r"\b[\w.+-]{2,40} ?[\[(]? ?\bat\b ?[\])]? ?[\w-]{2,40} ?[\[(]? ?\bdot\b ?[\])]? ?(?:com|org|net|edu|co|nhs|uk|in|au)\b", _I
)
_OFFICE = re.compile(
    r"(?:events?|info|hello|contact|enquiries|enquiry|admin|office|press|media|support|help|training"
    r"|education|courses?|jobs|careers|feedback|pals|bookings?|library|research|trials?|"
    r"team|events-team|conference|registration|noreply|reception|secretary|newsletter)[\w.+-]{0,20}@",
    _I,
)
_ENDINGS = r"com|org|net|edu|gov|int|info|io|co|uk|us|au|in|ie|nz|ca|de|fr|eu|tv|me|ly|be|app|health|nhs|social|blog|example"
_LINK = re.compile(
    rf"\b(?:https?://|www\.)[^\s<>\"]{{2,300}}"
    rf"|(?<![@\w.-])(?:[a-z0-9-]{{2,40}}\.){{1,4}}(?:{_ENDINGS})\b(?:/[^\s<>\"]{{1,200}})?",
    _I,
)
_PROFILE = re.compile(
    r"(?:facebook|fb|instagram|tiktok|twitter|x|threads|bsky|linkedin|snapchat|youtube|reddit|mastodon|vk"
    r"|weibo)\.[a-z.]{2,12}/(?!hashtag|search|groups?\b)[\w@.?=/-]{2}"
    r"|gofundme|justgiving|givesendgo|crowdfund|ketto|milaap|caringbridge|legacy\.com|obituar|funeral"
    r"|memorial|memoriam|tribute|tinydiary|/@\w",
    _I,
)
_PUBLIC = re.compile(
    r"doi\.org|pubmed|ncbi\.nlm|\.gov\b|\.gov/|nhs\.uk|nice\.org|who\.int|cochrane|bmj\.com|thelancet|nejm"
    r"|jamanetwork|gmc-uk|rcp|\.ac\.uk|clinicaltrials|arxiv|medrxiv|wikipedia",
    _I,
)
_NEWS = re.compile(
    r"news|bbc\.|guardian|times|herald|gazette|tribune|chronicle|courier|dailymail|mirror|echo|telegraph"
    r"|/story|/article|\bcnn\b|ndtv|hindu\.",
    _I,
)
_IP4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IP6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){1,7}(?::|[0-9a-f]{1,4})(?::?[0-9a-f]{1,4}){0,6}(?![\w:])", _I)

_PHONE = re.compile(
    r"(?<![\w/.@-])(?:\+ ?\d{1,3}[ .-]?)?(?:\(0\) ?)?(?:\(\d{2,5}\)[ .-]?)?\d{1,15}(?:[ "
    r".-]\d{2,15}){0,5}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w/@]|[.-]\d)"
)
_PHONE_WORD = re.compile(
    r"(?:\b(?:call|phone|tel|telephone|mob|mobile|cell|whatsapp|text|ring|dial|number is|number was|contact"
    r"|reach (?:me|him|her|them)|viber|signal|sms)\b|📞|☎|📱)[^\n]{0,30}$",
    _I,
)
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


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def find(text: str) -> Iterator[Hit]:
    """Yield every stretch whose form is that of a number, an address on the internet or a link."""
    yield from _internet(text)
    for rule, pattern in _LABELLED:
        for match in pattern.finditer(text):
            yield Hit(match.start("v"), match.end("v"), rule)
    for match in _SSN.finditer(text):
        yield Hit(*match.span(), "ssn")
    for match in _SSN_WORD.finditer(text):
        yield Hit(*match.span(1), "ssn")
    for match in _NHS.finditer(text):
        if _NHS_WORD.search(text, max(0, match.start() - 40), match.start()):
            yield Hit(*match.span(), "record_number")
    for match in _CARD.finditer(text):
        if _luhn("".join(c for c in match[0] if c.isdigit())):
            yield Hit(*match.span(), "account_number")
    for pattern, rule in _FORMS:
        for match in pattern.finditer(text):
            yield Hit(*match.span(), rule)
    yield from _phones(text)


_FORMS = (
    (_ABHA, "record_number"),
    (_AADHAAR, "national_id"),
    (_IBAN, "account_number"),
    (_NINO, "national_id"),
    (_PAN, "national_id"),
    (_AHPRA, "licence_number"),
    (_MBI, "plan_number"),
    (_VIN, "vehicle"),
    (_PLATE, "vehicle"),
    (_MAC, "device"),
)


def _internet(text: str) -> Iterator[Hit]:
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Hit(*match.span(), "email_public" if _OFFICE.match(match[0]) else "email")
    for match in _EMAIL_SPOKEN.finditer(text):
        yield Hit(*match.span(), "email")
    if "." in text:
        for match in _LINK.finditer(text):
            address = match[0].rstrip(".,;:!?)'")
            rule = "link_profile" if _PROFILE.search(address) and not _PUBLIC.search(address) else "link"
            yield Hit(match.start(), match.start() + len(address), rule)
            if _NEWS.search(address) and not _PUBLIC.search(address):
                yield Hit(match.start(), match.start() + len(address), "news")
        for match in _IP4.finditer(text):
            if all(int(part) < 256 for part in match[0].split(".")):
                yield Hit(*match.span(), "ip_address")
    if ":" in text:
        for match in _IP6.finditer(text):
            if _is_ip6(match[0]):
                yield Hit(*match.span(), "ip_address")


def _is_ip6(word: str) -> bool:
    try:
        return isinstance(ipaddress.ip_address(word), ipaddress.IPv6Address) and len(word) > 6
    except ValueError:
        return False


def _phones(text: str) -> Iterator[Hit]:
    for match in _PHONE.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if digits < 3 or digits > 15:
            continue
        before = text[max(0, match.start() - 48) : match.start()]
        if _NOT_PHONE_BEFORE.search(before) or _UNIT_AFTER.match(text, match.end()):
            continue
        if _FAX_WORD.search(before) and digits >= 6:
            yield Hit(*match.span(), "fax")
        elif _FREE.match(match[0]) and (digits >= 10 or _HELP_WORD.search(before) or _PHONE_WORD.search(before)):
            yield Hit(*match.span(), "helpline")
        elif _looks_like_phone(match[0], digits) or (digits >= 6 and _PHONE_WORD.search(before)):
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
