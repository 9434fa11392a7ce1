"""Wording: translation, numbers, dates and lists for the reader's language.

Strings in code pass through `_`; Babel writes numbers, dates and lists. The language `xx` is a
pseudo-language: every letter gets an accent, so that a test finds words that were never translated.
"""

import datetime as dt
import functools
import gettext as _gettext
import os
import re

from . import paths

PSEUDO = "xx"
_PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz"
_ACCENTED = "ÀàƁƀĈĉĎďÈèƑƒĜĝĤĥÌìĴĵĶķĹĺḾḿŃńÒòƤƥɊɋŔŕŚśŢţÙùṼṽŴŵẊẋÝýŹź"
_PSEUDO_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
_UNTOUCHED = re.compile(r"(\{[^}]*\}|<[^>]*>|&[#\w]+;|https?://\S+)")
_language: str | None = None


def language() -> str:
    """Return the language code in use: the one set last, `MEDSOCIAL_LANGUAGE`, or `en`."""
    return _language or os.environ.get("MEDSOCIAL_LANGUAGE") or "en"


def use_language(code: str | None) -> None:
    """Set the language for this session; None returns to the environment's choice."""
    global _language
    _language = code


@functools.lru_cache(maxsize=8)
def _catalogue(code: str) -> _gettext.NullTranslations:
    return _gettext.translation("medsocial", paths.locale_dir(), languages=[code], fallback=True)


def pseudo(message: str) -> str:
    """Return the message with every letter accented; placeholders, tags and addresses stay."""
    parts = _UNTOUCHED.split(message)
    return "".join(part if i % 2 else part.translate(_PSEUDO_LETTERS) for i, part in enumerate(parts))


def _(message: str) -> str:
    """Return the message in the reader's language."""
    if language() == PSEUDO:
        return pseudo(message)
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the wording that fits the count, in the reader's language."""
    if language() == PSEUDO:
        return pseudo(one if count == 1 else many)
    return _catalogue(language()).ngettext(one, many, count)


def content(value: str) -> str:
    """Return a learner-facing cell of a data table; only the pseudo-language changes it.

    A real translation brings its own content files, which `data.rows` reads first.
    """
    return pseudo(value) if language() == PSEUDO else value


def _locale() -> str:
    # Greek stands in for the pseudo-language: month names without a Latin letter.
    return {"en": "en_GB", PSEUDO: "el"}.get(language(), language())


def number(value: float, digits: int = 0) -> str:
    """Return a number with the reader's separators and a fixed count of decimals."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=_locale())


def percent(value: float, digits: int = 0) -> str:
    """Return a percentage; `value` is already in per cent."""
    return f"{number(value, digits)}%"


def date(value: dt.date, precision: str = "day") -> str:
    """Return a date in words; `precision` is day, month or year."""
    return _date(value, precision, _locale())


@functools.lru_cache(maxsize=1024)
def _date(value: dt.date, precision: str, locale: str) -> str:
    from babel.dates import format_date

    pattern = {"day": "d MMMM y", "month": "LLLL y", "year": "y"}[precision]
    return format_date(value, format=pattern, locale=locale)


def listing(items: list[str] | tuple[str, ...]) -> str:
    """Return the items joined as in a sentence: `a, b and c`."""
    from babel.lists import format_list

    return format_list(list(items), locale=_locale())
