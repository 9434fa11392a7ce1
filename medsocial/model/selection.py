"""Which platforms fit a choice of filters at the end of a year, and which filter to loosen if none does."""

from dataclasses import dataclass, replace
from typing import Any

from ..ground.text import _
from ..store import data
from . import lifecycle
from .lifecycle import State
from .lives import LIST_DATE, lives
from .platform_profile import fact, status_words, value_words

ANY = ""
FIELDS = ("cohort", "kind", "audience", "identity", "status")
LIST_OF_2014 = "source_2014"
TABLES = ("sources", "platforms", "platform_facts", "lifecycle_events")
_TARGETS = tuple(f"{name}." for name in TABLES)
_FAULTS_SHOWN = 12
_KEPT = 16


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


def faults() -> tuple[str, ...]:
    """Return why the explorer cannot use the folder of data, one sentence a fault; nothing if it can.

    This reads types and references only. `workshop.py check` finds every fault.
    """
    found = [words for name in TABLES if (words := _unreadable(name))]
    if found:
        return tuple(dict.fromkeys(found))
    for name in TABLES:
        found += _loose_ends(name)
    if not found and not any(not one.own_site for one in lives().values()):
        found.append(_("{file} holds no platform. Add at least one row.").format(file=data.resource_path("platforms").name))
    more = len(found) - _FAULTS_SHOWN
    return (*found[:_FAULTS_SHOWN], *([_("And {n} more.").format(n=more)] if more > 0 else []))


def _unreadable(name: str) -> str:
    try:
        # The workshop's own tables stand in elsewhere; here they would hide that the folder lacks one.
        if not data.has_own(name):
            return _("There is no table called {name} in this folder. Copy the workshop's.").format(name=repr(name))
        data.rows(name)
    except (data.DataError, data.UnknownName) as error:
        return str(error)
    except OSError as error:
        form = _("The table {table} cannot be opened ({reason}). Check the folder and its permissions.")
        return form.format(table=name, reason=error.strerror or error)
    except (LookupError, TypeError, AttributeError):
        return _("datapackage.json does not describe the table {table} as it should. Copy the workshop's.").format(table=name)
    return ""


def _loose_ends(name: str) -> list[str]:
    """Return the cells that point to a row which is not there."""
    found = []
    for field in data.resources()[name]["schema"]["fields"]:
        target = field.get("references", "")
        if not target.startswith(_TARGETS):
            continue
        table, column = target.split(".")
        known = {getattr(row, column) for row in data.rows(table)}
        for line, row in enumerate(data.rows(name), start=2):
            cell = getattr(row, field["name"])
            for word in cell if isinstance(cell, tuple) else (cell,):
                if word and word not in known:
                    form = _("{file}, row {line}, column {column}: {value} is not in {other}. Add it there or correct it here.")
                    found.append(
                        form.format(
                            file=data.resource_path(name).name,
                            line=line,
                            column=field["name"],
                            value=repr(word),
                            other=data.resource_path(table).name,
                        )
                    )
    return found
