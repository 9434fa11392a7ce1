"""One fact on a platform in words."""

from typing import Any

from ..ground import text
from ..ground.text import _
from .platform_profile import checked_words, country_name, questions, value_words

OWN_SEARCH = "medsocial_search_2026"


def fact_words(fact: Any) -> str:
    """Return a fact as question and answer, with its caveat, its date and how far it was checked."""
    answer = value_words(fact.attribute).get(fact.value, fact.value)
    said = f"{questions()[fact.attribute]} {answer[:1].upper()}{answer[1:]}."
    if fact.source_id == OWN_SEARCH:  # the detail of an empty search says the same again
        return f"{said} " + _("Our search of {date}.").format(date=text.date(fact.as_of))
    where = _("This holds for one place: {country}.").format(country=country_name(fact.country)) if fact.country else ""
    when = _("As of {date}, {checked}.").format(date=text.date(fact.as_of), checked=checked_words()[fact.status])
    return " ".join(part for part in (said, fact.detail, where, when) if part)
