"""National numbers of many countries: by their own form, with their check digits where a form alone says too little."""

import re
from collections.abc import Callable, Iterator

from .finding import Hit

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
# The words after which almost any number is a national one.
LABELS = (
    r"aadhaar|aadhar|adhaar|uid|pan card|pan|national insurance|nino|ni|tfn|tax file|pps|ppsn|sin|social insurance"
    r"|national id"
    r"|national identity|identity card|identity|id card|emirates id|cpf|rg|nric|fin|mykad|bsn|personnummer"
    r"|personal number|codice fiscale"
    r"|cpr|hetu|henkil[oö]tunnus|dni|nie|nif|pesel|cnic|nicop|curp|rfc|rut|run|rrn|tc kimlik|kimlik|tckn|nin|bvn"
    r"|ghana card|huduma"
    r"|maisha|s[ae] id|omang|nid|rodn[eé] [cč][ií]slo|cnp|egn|oib|jmbg|isikukood|kennitala|fodselsnummer"
    r"|f[oø]dselsnummer|teudat zehut"
    r"|philsys|ktp|nik|hkid|my number|steuer-id|ahv|avs|num[eé]ro de s[eé]cu(?:rit[eé] sociale)?|s[eé]cu"
    r"|rijksregisternummer|niss"
    r"|tin|ird|iqama|civil id|cedula|c[eé]dula|voter id|ration card"
)


def luhn(digits: str) -> bool:
    """Return whether the last digit is right by the Luhn formula."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _brazil(digits: str) -> bool:
    checks = (_weighted(digits, tuple(range(n, 1, -1))) * 10 % 11 % 10 for n in (10, 11))
    return len(set(digits)) > 1 and digits[9:] == "".join(map(str, checks))


def _poland(digits: str) -> bool:
    return (_weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) + int(digits[10])) % 10 == 0


def _norway(digits: str) -> bool:
    first, second = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return _weighted(digits, first) % 11 == 0 and _weighted(digits, second) % 11 == 0


def _turkey(digits: str) -> bool:
    odd, even = (sum(map(int, digits[start:9:2])) for start in (0, 1))
    return (7 * odd - even) % 10 == int(digits[9]) and sum(map(int, digits[:10])) % 10 == int(digits[10])


def _china(code: str) -> bool:
    return "10X98765432"[_weighted(code, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11] == code[17]


def _belgium(digits: str) -> bool:
    return int(digits[9:]) in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)


def _spain(code: str) -> bool:
    number = code[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == code[-1]


def _finland(code: str) -> bool:
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(code[:6] + code[-4:-1]) % 31] == code[-1]


def _ireland(code: str) -> bool:
    total = _weighted(code, (8, 7, 6, 5, 4, 3, 2)) + (9 * (ord(code[8]) - 64) if len(code) > 8 else 0)
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == code[7]


def _romania(digits: str) -> bool:
    check = _weighted(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if check == 10 else check) == int(digits[12])


def _baltic(digits: str) -> bool:
    check = _weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    return (check if check < 10 else _weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10) == int(digits[10])


def _any(_code: str) -> bool:
    """Return that the form alone tells enough."""
    return True


_EDGE = r"(?<![\w.,/-])", r"(?![\w/-]|[.,]\d)"


def _form(pattern: str) -> re.Pattern:
    return re.compile(_EDGE[0] + f"(?:{pattern})" + _EDGE[1])


# Each country's form, and what else must be right. Numbers that look like any other wait for their label.
_FORMS: tuple[tuple[re.Pattern, Callable[[str], bool]], ...] = (
    (_form(rf"(?:19|20)\d{{2}}{_MONTH}(?:{_DAY}|[6-8]\d|9[01])[-+]\d{{4}}"), _any),  # Sweden
    (_form(rf"\d{{2}}{_MONTH}(?:{_DAY}|[6-8]\d|9[01])[-+]\d{{4}}"), luhn),  # Sweden, without the century
    (_form(rf"{_DAY}{_MONTH}\d{{2}}[-+A-FU-Y]\d{{3}}[0-9A-FHJ-NPR-Y]"), _finland),
    (_form(rf"{_DAY}{_MONTH}\d{{2}}-\d{{4}}"), _any),  # Denmark, Iceland
    (_form(rf"\d{{2}}{_MONTH}{_DAY}-[1-8]\d{{6}}"), _any),  # Korea
    (_form(rf"\d{{2}}{_MONTH}{_DAY}-\d{{2}}-\d{{4}}"), _any),  # Malaysia
    (_form(r"[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z]"), _any),  # Italy
    (_form(rf"[A-Z]{{4}}\d{{2}}{_MONTH}{_DAY}[HM][A-Z]{{5}}[A-Z\d]\d"), _any),  # Mexico
    (_form(r"[STFGM]\d{7}[A-Z]"), _any),  # Singapore
    (_form(r"[A-Z][12]\d{8}"), _any),  # Taiwan
    (_form(r"[A-Z]{1,2}\d{6}\([\dA]\)"), _any),  # Hong Kong
    (_form(r"(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]"), _spain),
    (_form(r"\d{7}[A-W][A-IW]?"), _ireland),
    (_form(r"\d{3}\.\d{3}\.\d{3}-\d{2}"), _any),  # Brazil as it is printed
    (
        _form(r"[1-9]\d{10}"),
        lambda d: _brazil(d) or _poland_born(d) or _turkey_born(d) or _norway_born(d) or _baltic_born(d),
    ),
    (_form(rf"\d{{2}}\.{_MONTH}\.{_DAY}[-.]\d{{3}}[-.]\d{{2}}"), _belgium),
    (_form(r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]"), _any),  # Chile as it is printed
    (_form(rf"[12] ?\d{{2}} ?(?:{_MONTH}|[2-4]\d) ?(?:\d{{2}}|2[AB]) ?\d{{3}} ?\d{{3}} ?\d{{2}}"), _any),  # France
    (_form(rf"[1-8]\d{{5}}(?:19|20)\d{{2}}{_MONTH}{_DAY}\d{{3}}[\dX]"), _china),
    (_form(r"\d{5}-\d{7}-\d"), _any),  # Pakistan
    (_form(r"[1-8]-\d{4}-\d{5}-\d{2}-\d"), _any),  # Thailand
    (_form(r"GHA-\d{9}-\d"), _any),
    (_form(rf"\d{{2}}{_MONTH}{_DAY}\d{{4}}[01][89]\d"), luhn),  # South Africa
    (_form(rf"[1-8]\d{{2}}{_MONTH}{_DAY}\d{{6}}"), _romania),
    (_form(r"784-(?:19|20)\d{2}-\d{7}-\d"), _any),  # United Arab Emirates
    (_form(r"756\.\d{4}\.\d{4}\.\d{2}"), _any),  # Switzerland
)
_POLAND = re.compile(rf"\d{{2}}(?:[02468][1-9]|[13579][0-2]){_DAY}\d{{5}}")
_NORWAY = re.compile(rf"(?:[04][1-9]|[1256]\d|[37][01]){_MONTH}\d{{7}}")
_BALTIC = re.compile(rf"[1-6]\d{{2}}{_MONTH}{_DAY}\d{{4}}")


def _poland_born(digits: str) -> bool:
    return bool(_POLAND.fullmatch(digits)) and _poland(digits)


def _norway_born(digits: str) -> bool:
    return bool(_NORWAY.fullmatch(digits)) and _norway(digits)


def _baltic_born(digits: str) -> bool:
    return bool(_BALTIC.fullmatch(digits)) and _baltic(digits)


def _turkey_born(digits: str) -> bool:
    return digits[0] != "0" and _turkey(digits)


def find(text: str) -> Iterator[Hit]:
    """Yield national numbers that need no word beside them."""
    for pattern, right in _FORMS:
        for match in pattern.finditer(text):
            code = match[0]
            if right(re.sub(r"[ .+-]", "", code) if right is not _finland else code):
                yield Hit(*match.span(), "national_id")
