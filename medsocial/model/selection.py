"""Which platforms fit a choice of filters at the end of a year, in words too, and which filter to loosen if none does."""

from dataclasses import dataclass, replace
from typing import Any

from ..ground import text
from ..ground.text import _, ngettext
from ..store import data
from . import lifecycle
from .lives import LIST_DATE, State, lives
from .platform_profile import fact
from .platform_words import status_words, type_names, value_words

ANY = ""
FIELDS = ("cohort", "kind", "audience", "identity", "status")
LIST_OF_2014 = "source_2014"
_KEPT = 16


class EmptySelection(LookupError):
    """Nothing fits the filter or the request; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asks for; an empty word lets everything through.

    Parameters
    ----------
    cohort : str
        A word of the column `cohort`.
    kind : str
        A type; the main type or a further one.
    audience : str
        A word of the column `audience`.
    identity : str
        A value of the fact `identity_check`, as last read.
    status : str
        A status at the end of the year.
    year : int
        The year.
    """

    cohort: str = LIST_OF_2014
    kind: str = ANY
    audience: str = ANY
    identity: str = ANY
    status: str = ANY
    year: int = LIST_DATE.year


_known: dict[Filter, tuple[tuple[Any, Any], tuple[State, ...]]] = {}


def default_filter() -> Filter:
    """Return the choice to begin with: the list of 2014 in the newest year, or everything where nothing was listed."""
    cohort = LIST_OF_2014 if LIST_OF_2014 in choices("cohort") else ANY
    return Filter(cohort, year=lifecycle.years()[1])


def fitting(wanted: Filter) -> tuple[State, ...]:
    """Return the state of every platform that fits, at the end of the year, in table order.

    Raises
    ------
    ValueError
        If the year is outside the range.
    """
    tables = lives(), data.rows("platform_facts")
    known = _known.get(wanted)  # one click asks several times
    if known and all(was is now for was, now in zip(known[0], tables, strict=True)):
        return known[1]
    states = _fitting(wanted)
    if len(_known) >= _KEPT:
        _known.clear()
    _known[wanted] = tables, states
    return states


def _fitting(wanted: Filter) -> tuple[State, ...]:
    rows = {row.platform_id: row for row in data.rows("platforms")}

    def fits(state: State) -> bool:
        row = rows[state.platform_id]
        return (
            wanted.cohort in (ANY, *row.cohort)
            and wanted.kind in (ANY, row.type_primary, *row.type_secondary)
            and wanted.audience in (ANY, row.audience)
            and wanted.status in (ANY, state.status)
            and (wanted.identity == ANY or wanted.identity == fact(row.platform_id, "identity_check").code)
        )

    return tuple(state for state in lifecycle.as_of(wanted.year) if fits(state))


def out_of(wanted: Filter) -> int:
    """Return among how many platforms the filters choose: the whole cohort."""
    return len(fitting(Filter(wanted.cohort, year=wanted.year)))


def loosened(wanted: Filter) -> tuple[tuple[str, int], ...]:
    """Return the filters of which one alone, taken away, lets platforms through, and how many; the most first."""
    active = [name for name in FIELDS if getattr(wanted, name) != ANY]
    counts = [(name, len(fitting(replace(wanted, **{name: ANY})))) for name in active]
    return tuple(sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1]))


def choices(name: str) -> tuple[str, ...]:
    """Return the words of a filter that occur in the tables, in the order of the vocabulary."""
    rows = [row for row in data.rows("platforms") if row.type_primary != "own_site"]
    if name == "status":
        return tuple(status_words())
    if name == "identity":
        there = {fact(row.platform_id, "identity_check").code for row in rows}
        return _ordered(there, tuple(value_words("identity_check")))
    found = {
        "cohort": lambda row: row.cohort,
        "kind": lambda row: (row.type_primary, *row.type_secondary),
        "audience": lambda row: (row.audience,),
    }[name]
    column = {"kind": "type_primary"}.get(name, name)
    return _ordered({word for row in rows for word in found(row)}, _vocabulary(column))


def _ordered(there: set[str], order: tuple[str, ...]) -> tuple[str, ...]:
    return (*(word for word in order if word in there), *sorted(there - set(order)))


def _vocabulary(column: str) -> tuple[str, ...]:
    fields = data.resources()["platforms"]["schema"]["fields"]
    field = next(f for f in fields if f["name"] == column)
    return tuple(field.get("allowed") or field.get("constraints", {}).get("enum", ()))


def filter_labels() -> dict[str, str]:
    """Return the names of the filters in the reader's words."""
    return {
        "cohort": _("Which platforms"),
        "kind": _("Type"),
        "audience": _("Made for"),
        "identity": _("Checked of identity"),
        "status": _("At that time"),
    }


def filter_words(name: str) -> dict[str, str]:
    """Return the choices of one filter in the reader's words, the open one first."""
    words = {
        "cohort": {ANY: _("all in our tables"), LIST_OF_2014: _("the list of 2014")},
        "kind": {ANY: _("any type"), **type_names()},
        "audience": {
            ANY: _("any group"),
            "general": _("everybody"),
            "health_professional": _("health professionals"),
        },
        "identity": {ANY: _("anything"), **value_words("identity_check")},
        "status": {ANY: _("anything"), **status_words()},
    }[name]
    there = choices(name)
    extra = {} if name == "cohort" else {word: word for word in there if word not in words}
    return {word: said for word, said in (words | extra).items() if word == ANY or word in there}


def counted(wanted: Filter) -> str:
    """Return how many platforms fit, in words."""
    count, among = len(fitting(wanted)), out_of(wanted)
    form = ngettext("{n} of {all} platform; {year}.", "{n} of {all} platforms; {year}.", among)
    return form.format(n=text.number(count), all=text.number(among), year=wanted.year)


def loosen(wanted: Filter) -> str:
    """Return, where nothing fits, which filter to loosen."""
    ways = [
        _("{filter} ({n} would fit)").format(filter=filter_labels()[name], n=text.number(count))
        for name, count in loosened(wanted)[:3]
    ]
    none = _("No platform fits these choices together.")
    if not ways:
        return none + " " + _("Loosening one of them is not enough. Press the button that clears the filters.")
    if len(ways) == 1:
        return none + " " + _("Loosen this one: {filter}.").format(filter=ways[0])
    return none + " " + _("Loosen one of these: {filters}.").format(filters=text.listing(ways))
