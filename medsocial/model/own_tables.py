"""Why a folder of tables cannot be used for the platforms: what is missing, unreadable, not allowed or points nowhere."""

import re
from typing import Any

from ..ground import paths
from ..ground.text import _
from ..store import data
from .lives import lives

TABLES = ("sources", "platforms", "platform_facts", "lifecycle_events")
_TARGETS = tuple(f"{name}." for name in TABLES)
_FAULTS_SHOWN = 12


def faults() -> tuple[str, ...]:
    """Return why the platforms in the folder of data cannot be explored, one sentence a fault; nothing if they can.

    This reads types, references and the rules of single columns. `workshop.py check` finds every fault.
    """
    found = [words for name in TABLES if (words := _unreadable(name))]
    if found:
        return tuple(dict.fromkeys(found))
    for name in TABLES:
        found += _loose_ends(name)
    if paths.data_dir() != paths.shipped_data_dir():  # the workshop's own tables are checked before they are shipped
        found += _broken_rules()
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


def _broken_rules() -> list[str]:
    """Return the cells that break a rule of their column: a name that stands twice, a gap, a word that is not allowed."""
    found = []
    for name in TABLES:
        file = data.resource_path(name).name
        for field in data.resources()[name]["schema"]["fields"]:
            rules, seen = field.get("constraints", {}), set()
            allowed = field.get("allowed") or rules.get("enum")
            for line, row in enumerate(data.rows(name), start=2):
                value = getattr(row, field["name"])
                if broken := _broken(value, rules, allowed, seen):
                    where = _("{file}, row {line}, column {column}: ").format(file=file, line=line, column=field["name"])
                    found.append(where + broken)
                seen.add(value)
    return found


def _broken(value: Any, rules: dict[str, Any], allowed: list[str] | None, seen: set[Any]) -> str:
    if value in (None, "", ()):
        return _("the cell is empty, and it must not be.") if rules.get("required") else ""
    if rules.get("unique") and value in seen:
        return _("{value} stands twice. Give the new row a name of its own.").format(value=repr(value))
    words = value if isinstance(value, tuple) else (value,)
    if allowed and (odd := [word for word in words if word not in allowed]):
        return _("{value} is not allowed. Choose one of {words}.").format(value=repr(odd[0]), words=", ".join(map(str, allowed)))
    if isinstance(value, str) and "pattern" in rules and not re.fullmatch(rules["pattern"], value):
        return _("{value} does not have the form {form}.").format(value=repr(value), form=rules["pattern"])
    return ""
