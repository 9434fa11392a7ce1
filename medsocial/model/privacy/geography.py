"""Addresses, postal codes and coordinates: category B by form."""

import re
from collections.abc import Iterator

from .finding import Hit, restricted_zip3

_I = re.IGNORECASE
_ROAD = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|crescent|cres|boulevard|blvd|terrace|tce|marg|salai|chowk|parade"
    r"|pde|highway|hwy"
    r"|mews|grove|gardens|gdns|quay|nagar|parkway|pkwy|cottages|rue|strasse|straat|weg|allee|via|calle|rua|galli|bazaar"
    # These words are used otherwise too: they count with a capital only.
    r"|(?-i:Av|Close|Court|Ct|Square|Sq|Row|Walk|Place|Pl|Way|Colony|Layout|Cross|Main|Circle|Cir|Trail|Park|Hill"
    r"|View|Green|Rise"
    r"|Cottage|Villas?|Mansions?|Heights|House|Towers?|Estate|Buildings?|Flats|Vale|Brae|Wynd|Gate|End|Croft"
    r"|Bungalow|Apartments?))"
)
_ADDRESS = re.compile(
    rf"(?:\b(?:flat|apt|apartment|unit|suite|plot|door no|h\.? ?no|house no|house|no)\.? ?#?[\w/-]{{1,8}},? "
    rf")?\b\d{{1,5}}[a-z]?(?:[-/]\d{{1,4}}){{0,2}},? (?!(?:and|of|or|for|per|in|on|at"
    rf"|to)\b)(?:[A-Za-z'.-]{{2,20}} ){{1,3}}{_ROAD}\b\.?"
    r"(?:,? (?:apt|flat|unit|suite|#)\.? ?\w{1,5})?",
    _I,
)
# Where the number comes last, as in much of Europe; a cue or a first number must say that it is an address.
_ADDRESS_LAST = re.compile(
    r"(?:\b(?:[Ll]ives?|[Ll]iving|[Aa]ddress|[Hh]ome|[Mm]eet me|[Mm]ove[ds]?|[Dd]elivered?|is|off) "
    r"(?:is |at |on |to |in )?(?=[A-Z\d])"
    r"|(?m:^)[^A-Za-z0-9\n]{0,6}(?=\d))"
    r"(?P<v>(?:\d{1,5} )?(?:[A-Z][A-Za-z'.-]{1,20} ){1,3}(?!(?:19|20)\d\d\b)\d{1,4}[a-z]?)\b(?!:| ?(?:%|am|pm)| \d)"
)
_UNIT = re.compile(
    r"\b(?:flat|apt|apartment|suite|unit|plot|door no|h\.? ?no|house no)\.? ?#?\d[\w/-]{0,8}|\bp\.?o\.? box "
    r"\d{1,6}|\b(?:sector|phase|block) \d{1,3}(?:-?[a-z])?\b(?=[ ,])",
    _I,
)
_UK = re.compile(r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d[\dA-HJKPSTUW]?) ?\d[ABD-HJLNP-UW-Z]{2})\b")
_IRELAND = re.compile(r"\b(?:D6W|[AC-FHKNPRTV-Y]\d{2}) (?=[A-Z]{0,3}\d)[0-9AC-FHKNPRTV-Y]{4}\b")
_UK_SMALL = re.compile(r"\b[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d[\dabehmnprvwxy]?) \d[abd-hjlnp-uw-z]{2}\b")
_UK_OUTWARD = re.compile(
    r"\b(?:in|from|near|postcode|post code|the) (?P<v>[A-PR-UWYZ][A-HK-Y]?\d{1,2}[A-Z]?)(?= (?:area"
    r"|postcode|district)\b|[.,!?]|$)(?<!F1)(?<!G8)(?<!B12)"
)
_CANADA = re.compile(
    r"\b(?!E[1-4]V[1-5TS]M[1-6]|[GPT]\d[PNAMG]\d[AMPT]\d)[ABCEGHJ-NPRSTVXY]\d[A-CEGHJ-NPRSTV-Z](?:[ -]"
    r"|(?P<run>))\d[A-CEGHJ-NPRSTV-Z]\d\b"
)
# Run together it looks like a score; then a word before must say that it is a code or an address.
_CODE_CUE = re.compile(
    r"\b(?:post ?code|postal|zip|code|address|mail|lives?|living|home|moved|sent"
    r"|goes)\b[^.\n]{0,20}$",
    _I,
)
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND"
    "|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_ZIP = re.compile(
    rf"\b(?:zip(?: ?code)?s?|zipcode)[ :#]{{0,3}}(?:is |of |starts? with |starting |beginning "
    rf")?(?P<a>\d{{3}}(?:\d\d)?)(?P<x>xx|\*\*|\.\.|--)?(?:-\d{{4}})?\b|\b(?:{_STATES}),? "
    rf"(?P<b>\d{{5}})(?:-\d{{4}})?\b",
    _I,
)
_ZIP_PLUS = re.compile(r"(?<![\d-])\d{5}-\d{4}(?![\d-])")
# Each state has its own first digits, and is written in capitals: "Act 2018" is a law.
_AUSTRALIA = re.compile(
    r"\b(?:NSW,? (?=[12])|V(?:IC|ic),? (?=[38])|Q(?:LD|ld),? (?=[49])|SA,? (?=5)|WA,? (?=6)|T(?:AS|as),? (?=7)|NT,? (?=0)"
    r"|ACT,? (?=2[69]|02))(?P<v>\d{4})\b"
    r"|(?i:\b(?:postcode|post code) (?:is |of )?(?P<w>\d{4})\b)"
)
_INDIA = re.compile(
    r"\b(?:pin|pin ?code|postal code)[ :.-]{0,3}(?P<v>[1-9]\d{2} ?\d{3})\b|(?<=[A-Za-z][ "
    r"-])(?P<w>[1-9]\d{2} \d{3})\b(?! ?(?:people|patients|cases|deaths|doctors|women|men|children|nurses"
    r"|adults|views|doses))|(?P<x>(?<![\d.,/-])[1-9]\d{5}(?![\d.,/-]))",
    _I,
)
# A kind of place and its own name after it.
_NAMED = re.compile(
    r"\b(?:HMP|HMYOI|RAF|Hotel|Camp|Convent of|Abbey of|Church of|University of|Café|Cafe"
    r"|Villa|Chez|Club|Restaurant|Casa"
    r"|Gare|Plaza|Plaça|Piazza|Platz|Jalan|Jl\.|Rue(?: de)?|Calle|Avenida|Rua|Via|Barrio|Kampung|Desa|Barangay|Mount"
    r"|Mt\.?) (?:[A-Z][\w'-]{2,20})"
    r"(?: (?!Hospital)[A-Z][\w'-]{2,20})?"
    r"|\b(?:the|The|at|At) (?:[A-Z][a-z]{2,14} ){1,2}(?:Hotel|Arms|Inn|Club|Palais|Ballroom|Theatre|Cinema|Casino"
    r"|Restaurant|Café|Cafe|Bar|Grill|Bakery)\b"
)
_POINT = re.compile(
    r"[-+]?\d{1,2}\.\d{3,8}°?\s?[NS]?,\s?[-+]?\d{1,3}\.\d{3,8}°?\s?[EW]?"
    r"|\b\d{1,3}°\s?\d{1,2}['′]\s?(?:\d{1,2}(?:\.\d{1,12})?[\"″])?\s?[NSEW]\b"
    r"|///[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20}"
)
_ROADS = re.compile(
    r"\b(?:[AM]\d{1,4}|B\d{3,4}|I-\d{1,3}|NH[ -]?\d{1,4}|Route \d{1,4}|Highway \d{1,4}|US-\d{1,3})\b(?! "
    r"?(?:level|levels|grade|paper|exam|receptor|sheet|size|trial|card|poster|virus|strain))"
)
_ROAD_CUE = re.compile(
    r"\b(?:on|off|along|near|from|down|across) (?:the |an |a )?$|\b(?:crash|accident|rta|rtc|collision|motorway)\b", _I
)
_BESIDE_TOWN = re.compile(
    r"(?:\b[A-Z][A-Za-z]{2,20}[ ,-]{1,3}|\b(?i:pin|code|address|road|nagar|village|lives?|home"
    r"|from)\b[^.\n]{0,20})$"
)
_NOT_PIN = re.compile(
    r"(?:\b(?:pmid|isrctn|nct|doi|ref|n ?=|£|\$|rs\.?|inr|of|over|about|nearly|than|see)[ :=]{0,2}|[#£$€/=])$", _I
)
_NOT_PIN_AFTER = re.compile(
    r" ?(?:people|patients|cases|deaths|doctors|women|men|children|nurses|adults|participants|views"
    r"|followers|doses|steps|beds|members|a year|per|lives|babies|births|users|rupees|pounds|dollars"
    r"|years)\b",
    _I,
)


_NOT_ROAD = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Room|Bed|Bay|Ward|Session|Hall|Page|Chapter|Figure|Table|Day|Week|Year|Part"
    r"|Step|Case|Number|Phase"
    r"|Grade|Stage|Type|Level|Covid|Article|Section|Question|Rule|Tip|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|\d{1,2} (?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December))"
)


def find(text: str) -> Iterator[Hit]:
    """Yield addresses, postal codes, coordinates and numbered roads."""
    if any(c.isdigit() for c in text):
        for pattern, rule in (
            (_ADDRESS, "address"),
            (_UNIT, "address"),
            (_UK, "postcode"),
            (_UK_SMALL, "postcode"),
            (_IRELAND, "postcode"),
            (_ZIP_PLUS, "postcode"),
        ):
            for match in pattern.finditer(text):
                yield Hit(*match.span(), rule)
        for match in _ADDRESS_LAST.finditer(text):
            if not _NOT_ROAD.match(match["v"]):
                yield Hit(*match.span("v"), "address")
        for match in _CANADA.finditer(text):
            if match["run"] is None or _CODE_CUE.search(text, max(0, match.start() - 40), match.start()):
                yield Hit(*match.span(), "postcode")
        for match in _UK_OUTWARD.finditer(text):
            yield Hit(*match.span("v"), "postcode")
        for pattern in (_AUSTRALIA, _INDIA):
            for match in pattern.finditer(text):
                group = match.lastgroup or "v"
                if group == "x" and (
                    not _BESIDE_TOWN.search(text, max(0, match.start() - 40), match.start())
                    or _NOT_PIN.search(text, max(0, match.start() - 12), match.start())
                    or _NOT_PIN_AFTER.match(text, match.end())
                ):
                    continue
                yield Hit(*match.span(group), "postcode")
        for match in _ZIP.finditer(text):
            group = "a" if match["a"] else "b"
            yield Hit(*match.span(group), _zip_rule(match[group]))
        for match in _ROADS.finditer(text):
            if _ROAD_CUE.search(text, max(0, match.start() - 40), match.start()):
                yield Hit(*match.span(), "road")
    for match in _NAMED.finditer(text):
        yield Hit(*match.span(), "facility")
    for match in _POINT.finditer(text):
        yield Hit(*match.span(), "coordinates")


def _zip_rule(digits: str) -> str:
    if len(digits) == 3:
        return "zip_small" if digits in restricted_zip3() else "zip_three"
    return "zip_small" if digits[:3] in restricted_zip3() else "postcode"
