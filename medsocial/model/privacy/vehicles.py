"""Number plates and vehicle numbers: category L of the rule."""

import re
from collections.abc import Iterator

from .finding import Hit

_I = re.IGNORECASE
_VIN = re.compile(r"\b(?=[A-HJ-NPR-Z]{0,16}\d)(?=\d{0,16}[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{11}\d{6}\b")
# Plates that look like nothing else: Britain since 2001; then India, Kenya and France, unless it may be a dose or a paper.
_SURE = re.compile(
    r"\b(?:(?P<gb>[A-Z]{2}[0-9]{2} [A-Z]{3})|(?!AB)[A-Z]{2}[ -]?\d{2}[ -]?[A-Z]{1,2}[ -]?\d{4}|K[A-Z]{2} ?\d{3}[A-Z]"
    r"|[A-Z]{2}-\d{3}-[A-Z]{2})\b"
)
_NOT = re.compile(r"(?:BD|OD|CT|AB|IV|IM|SC|PO|MR|GP|ED|ER|ST|FY|CD|HB|PH|NG|CG|TA|QS)\d")
# Other shapes count beside a word that speaks of a vehicle.
_SHAPE = r"(?=[A-Z -]{0,8}\d)(?=[\d -]{0,8}[A-Z])[A-Z\d]{1,4}(?:[ -][A-Z\d]{1,4}){0,2}"
_ANY = re.compile(
    rf"(?<![\w-])(?=(?:[ -]?[A-Z\d]){{5,8}}(?![ -]?[A-Z\d])){_SHAPE}(?![\w-])"
    rf"|(?<![\w-])(?=[A-Z]{{0,16}}\d)(?=\d{{0,16}}[A-Z])[A-Z\d]{{5,8}}(?![\w-])"
)
_VEHICLE = (
    r"(?:car|van|taxi|cab|lorry|truck|bus|matatu|danfo|tro-?tro|rickshaw|auto|tuk-?tuk|scooter|motorbike|motorcycle"
    r"|bike|jeep|suv|ute|pickup"
    r"|vehicle|minibus|boda|tractor|ambulance|fiat|ford|toyota|honda|bmw|audi|tesla|nissan|mercedes|kia|skoda|vw"
    r"|volvo|mazda|hyundai|corsa|corolla|camry|civic|accord|hilux|prado|vitz|polo|golf|passat|astra|focus|fiesta"
    r"|micra|swift|innova"
    r"|land ?cruiser|vespa|yamaha|harley|hgv|limo|hearse|sedan|hatchback|coupe|lamborghini|ferrari|porsche|jaguar"
    r"|renault|peugeot|citroen|opel|vauxhall"
    r"|plates?|number ?plate|rego|reg|registration|registered|parked|clamped|drove)"
)
_BEFORE = re.compile(rf"\b{_VEHICLE}\b[^.!?\n]{{0,24}}$", _I)
_AFTER = re.compile(
    rf"[,)]? (?:is |was )?(?:the |a |his |her |that |my )?(?:[a-z]{{1,20}} )?(?:plates?|reg|parked"
    rf"|{_VEHICLE})\b",
    _I,
)
_LABEL = re.compile(
    r"\b(?:plates?|licen[cs]e plate|number plate|rego|reg plate|registration plate|vehicle(?: no| number)?|vin"
    r"|tag)\b\.?(?: (?:no|number|is|was|reads)){0,3}[ :.#]{0,3}"
    r"(?P<v>(?=[A-Z -]{0,8}\d)[A-Z0-9]{2,17}(?:[ -](?=[A-Z]{0,16}\d|[A-Z]{2,3}\b)[A-Z0-9]{1,5}){0,3})\b"
)
_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,3}")


def find(text: str) -> Iterator[Hit]:
    """Yield number plates and the numbers of vehicles."""
    for match in _VIN.finditer(text):
        yield Hit(*match.span(), "vehicle")
    for match in _SURE.finditer(text):
        if match["gb"] or not _NOT.match(match[0]) or _near(text, match):
            yield Hit(*match.span(), "vehicle")
    for match in _LABEL.finditer(text):
        if not _YEAR.fullmatch(match["v"]):
            yield Hit(*match.span("v"), "vehicle")
    for match in _ANY.finditer(text):
        if _near(text, match):
            yield Hit(*match.span(), "vehicle")


def _near(text: str, match: re.Match) -> bool:
    return bool(_BEFORE.search(text, max(0, match.start() - 40), match.start()) or _AFTER.match(text, match.end()))
