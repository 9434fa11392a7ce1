"""Record, plan, account, licence and serial numbers: categories G to M and R, by a label beside them or by their form."""

import re
from collections.abc import Iterator

from . import national
from .finding import Hit

_I = re.IGNORECASE
_VALUE = r"[A-Za-z0-9][A-Za-z0-9./-]{2,30}"
# After the label: "number", "no", "#", a mark that says that a number follows; then "is", a colon or the like.
_MARK = r"(?P<m>(?:[ -]?(?:number|numbers|no|num|nr|id|ids|ref|code|uid|#)(?:\b|(?=\d))\.?|[ ]?\#){0,2})"
_IS = rf"\b['’]?\.?{_MARK}(?P<s>[ ]?(?:is|was|of|:|=|\#|-|,)?[ ]{{0,2}}[(\"]?)"


def _labelled(words: str, value: str = _VALUE) -> re.Pattern:
    """Return a pattern of a label such as `MRN` and the value after it, which must hold a digit."""
    return re.compile(
        rf"\b(?P<l>{words}){_IS}(?P<v>(?:(?-i:(?!DOB|AND|THE|OF|IS"
        rf"|FOR)[A-Z]{{1,5}})[ /-])?(?=[A-Za-z/.-]{{0,12}}\d){value}(?:[ -](?:\d{{1,7}}"
        rf"|(?-i:[A-Z]{{0,2}}\d[A-Z\d]{{1,6}}))\b(?! ?(?:%"
        rf"|[a-z]{{2,12}}s\b))){{0,4}})",
        _I,
    )


# Labels that mean nothing else than a number of one person; a number may stand glued to them.
_SURE_RECORD = (
    r"mrn|m\.r\.n|urn|uhid|crn|nhs|chi|ihi|abha|abdm|csn|hosp|hospital (?:no|number|id|num)|medical record"
    r"|accession|case sheet|empi|pas"
)
_LABELLED = (
    (
        "record_number",
        _labelled(
            rf"{_SURE_RECORD}|mr|ur|cr|ip|ipd|opd|op|hn|hospital|record|patient|pt|chart|file|folder|admission"
            rf"|registration|reg|lab|path"
            r"|pathology|histology|specimen|sample|unit|encounter|episode|visit|study|biopsy|slide|accession"
            r"|case ?notes?|notes|folio|barcode"
            r"|emr|ehr|dossier"
        ),
    ),
    (
        "plan_number",
        _labelled(
            r"medicare|medicaid|policy|member(?:ship)?|insurance|subscriber|beneficiary|health plan|group|dva"
            r"|mediclaim|payer|hicn|mbi|nhif|sha|insurer"
        ),
    ),
    (
        "account_number",
        _labelled(
            r"account|acct|acc|a/c|paybill|till|iban|sort code|bsb|card|credit card|debit card|routing|invoice|upi|receipt"
        ),
    ),
    (
        "licence_number",
        _labelled(
            r"driving licen[cs]e|driver'?s licen[cs]e|licen[cs]e|passport|visa|gmc|nmc|nmc pin|gdc|hcpc|npi|dea"
            r"|ahpra|prescriber|certificate|permit|registration certificate|voter"
        ),
    ),
    ("device", _labelled(r"serial|s/n|sn|udi|imei|mac address|device id|lot|model", r"[A-Za-z0-9][A-Za-z0-9:./()-]{3,40}")),
    ("national_id", _labelled(national.LABELS)),
    (
        "code",
        _labelled(
            r"participant|subject|trial id|study id|booking|reference|ref|ticket|prison|inmate|prisoner|convict"
            r"|service|warrant|badge|staff|employee|payroll|student|case|"
            r"incident|crime|crime ref|claim|barcode|wristband|bracelet|id band|name ?band|sticker|tracking|order"
            r"|prescription|rx|token|queue|locker"
            r"|refugee|unhcr|complaint|referral"
        ),
    ),
)
_GLUED = re.compile(r"\b(?:mrn|uhid|urn|crn|csn|hn|nhs|pt|pid)[-_]?(?P<v>[A-Z]{0,4}\d[\dA-Z/-]{4,16})\b", _I)
_LABEL_SURE = re.compile(_SURE_RECORD + "|iban|sort code|bsb|passport|gmc|nmc pin|npi|serial|imei|s/n|udi|" + national.LABELS, _I)
_YEARS = re.compile(r"(?:1[89]|20)\d\d(?:[-/–](?:\d\d|(?:19|20)\d\d))?")
_COUNTED = re.compile(
    r" ?(?:[a-z]{2,14}(?:s|ren|men|ple|ff)\b|a (?:day|week|month|year)|(?:to|of|and|or|more|new|million|thousand"
    r"|metre|meter|square|page"
    r"|year|km|building|joined|survey|was|were|had|per|opens?|edition|pounds|hours|beds|from|with|in (?:a|one) )\b|%"
    r"|[-–] ?\d|k\b|x\b)"
)
_SSN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_SSN_WORD = re.compile(r"\b(?:ssn|social security)\b[^\d\n]{0,20}(\d{3}[ -]?\d{2}[ -]?\d{4})\b", _I)
_LAST_DIGITS = re.compile(
    r"\b(?:(?P<ssn>ssn|social(?: security)?(?: number| no)?)|aadhaar|card|account|acct|mrn|nhs(?: number| no)?|phone"
    r"|mobile|number|id|passport)"
    r"\b[^.\n]{0,12}?\b(?:ending|ends|finishing)(?: (?:in|with|on))?:? (?P<v>\d{3,5})\b"
    r"|\blast (?:four|4|three|3|five)(?: digits)? (?:of|on|for) (?:his |her |the |their )?(?P<ssn2>ssn"
    r"|social)?[a-z ]{0,24}?"
    r"(?:are|is|was|were|:)? ?(?P<w>\d{3,5})\b",
    _I,
)
_NHS = re.compile(r"(?<![\d-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d-])")
_NHS_WORD = re.compile(r"\b(?:nhs|chi|health and care)\b", _I)
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)")
_FORMS = (
    (re.compile(r"(?<!\d)\d{2}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)|\b[\w.]{3,30}@(?:abdm|sbx)\b", _I), "record_number"),  # India
    (
        re.compile(r"(?<![\d.])[12]\.2\.840\.\d{1,20}(?:\.\d{1,20}){4,12}(?![\d.])"),
        "record_number",
    ),  # a study in an archive of pictures
    (re.compile(r"(?<!\d)(?<!\d[ -])\d{4}[ -]\d{4}[ -]\d{4}(?![ -]?\d)"), "national_id"),  # Aadhaar
    (re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b"), "account_number"),
    (re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"), "national_id"),  # Britain
    (re.compile(r"\bQQ ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"), "national_id"),  # its form in examples
    (re.compile(r"\b[A-Z]{5}\d{4}[A-Z]\b"), "national_id"),  # Indian tax
    (re.compile(r"\b(?:MED|NMW|PHA|DEN|PSY|PHY)000\d{7}\b"), "licence_number"),
    (
        re.compile(
            r"\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b"
        ),
        "plan_number",
    ),
    (re.compile(r"\b(?:[0-9A-F]{2}[:-]){5}[0-9A-F]{2}\b", _I), "device"),
)


def find(text: str) -> Iterator[Hit]:
    """Yield every stretch that its label or its form shows to be a number of one person or thing."""
    if not any(c.isdigit() for c in text):
        return
    for rule, pattern in _LABELLED:
        for match in pattern.finditer(text):
            if _identifies(match, text):
                yield Hit(match.start("v"), match.end("v"), rule)
    for match in _GLUED.finditer(text):
        yield Hit(*match.span("v"), "record_number")
    for match in _SSN.finditer(text):
        yield Hit(*match.span(), "ssn")
    for match in _SSN_WORD.finditer(text):
        yield Hit(*match.span(1), "ssn")
    for match in _LAST_DIGITS.finditer(text):
        yield Hit(*match.span("v" if match["v"] else "w"), "ssn_part" if match["ssn"] or match["ssn2"] else "number_part")
    for match in _NHS.finditer(text):
        if _NHS_WORD.search(text, max(0, match.start() - 40), match.start()):
            yield Hit(*match.span(), "record_number")
    for match in _CARD.finditer(text):
        if national.luhn("".join(c for c in match[0] if c.isdigit())):
            yield Hit(*match.span(), "account_number")
    for pattern, rule in _FORMS:
        for match in pattern.finditer(text):
            yield Hit(*match.span(), rule)
    yield from national.find(text)


def _identifies(match: re.Match, text: str) -> bool:
    """Return whether what stands after a label is a number of something, and not a count, a year or a range of years."""
    value = match["v"]
    digits = sum(c.isdigit() for c in value)
    marked = bool(match["m"])
    sure = marked or bool(_LABEL_SURE.fullmatch(match["l"]))
    if digits < 3 or match["s"].strip() in ("of", "-") and not sure:
        return False
    if _YEARS.fullmatch(value):
        return marked
    if any(c.isalpha() for c in value):
        return sure or digits >= 4
    grouped = re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+|\d{1,12}\.\d{1,12}", value)
    counted = not sure and digits < 8 and _COUNTED.match(text, match.end())
    if grouped or counted:
        return marked and digits > 4
    if not sure and re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}", value):
        return False
    return digits >= (4 if sure else 5)
