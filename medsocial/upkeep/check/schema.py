"""A content file against its JSON Schema, in plain words. Only here is the slow jsonschema imported."""

import functools
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...ground import paths
from .problem import Problem, fault, listed, nearest

_SAID = {
    "additionalProperties": "has an entry that does not belong here",
    "type": "is not of the right type",
    "enum": "is not one of the allowed words",
    "pattern": "does not have the right form",
    "minItems": "has too few entries",
    "maxItems": "has too many entries",
    "minLength": "is too short",
    "maxLength": "is too long",
    "minimum": "is too small",
    "maximum": "is too large",
    "uniqueItems": "holds an entry twice",
}
_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a group of entries",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
_SCHEMA = re.compile(r"schemas/\w+\.schema\.json")
_GRAMMAR = "rfc3987_syntax"
_LIMITS = ("pattern", "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum")


@dataclass(frozen=True, eq=False)  # compared as one object, so that it can be the key of a cache
class Content:
    """What a content file holds: its layout with the lines, the same as plain lists and groups, and what is wrong in it."""

    node: Any = None
    loaded: Any = None
    faults: tuple[Problem, ...] = ()


def compare(folder: Path, name: str, content: Content) -> list[Problem]:
    """Return what in a content file breaks its schema; a folder without the schema borrows the workshop's."""
    own = _named(folder, name)
    path = next((place / own for place in (folder, paths.shipped_data_dir()) if (place / own).is_file()), None)
    if path is None:
        return [fault(name, f"there is no {own} that describes this file", "Add one, or remove the file.")]
    try:
        _jsonschema()
    except ImportError:
        rule = "the file was not compared with its schema, because jsonschema is not installed"
        return [fault(name, rule, "Start the check with: python3 workshop.py check.")]
    try:
        return list(_broken(path.read_bytes().decode("utf-8"), name, content))
    except Exception as error:  # a damaged schema fails in many ways, inside the library
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return [fault(own, f"the schema cannot be used ({reason})", "Restore it from the workshop's copy.")]


def _jsonschema() -> Any:
    """Return the library, imported without what takes a second: the grammar of addresses, which no schema here asks for."""
    spared = sys.modules.setdefault(_GRAMMAR, None) is None
    try:
        import jsonschema

        return jsonschema
    finally:
        if spared:
            del sys.modules[_GRAMMAR]


def _named(folder: Path, name: str) -> str:
    """Return the schema that datapackage.json names for a file, or the one of the same name: two files may share one."""
    for place in (folder, paths.shipped_data_dir()):
        try:
            resources = json.loads((place / "datapackage.json").read_text(encoding="utf-8"))["resources"]
            named = next(one["jsonSchema"] for one in resources if one["path"] == name)
            if _SCHEMA.fullmatch(named):
                return named
        except (OSError, ValueError, LookupError, TypeError, StopIteration):
            pass  # what is wrong with datapackage.json is told elsewhere
    return f"schemas/{Path(name).stem}.schema.json"


@functools.lru_cache(maxsize=64)
def _broken(written: str, name: str, content: Content) -> tuple[Problem, ...]:
    return tuple(_in_words(name, content.node, error) for error in _validator(written).iter_errors(content.loaded))


@functools.lru_cache(maxsize=64)
def _validator(written: str) -> Any:
    """Return the rules of a schema, themselves examined; a fault is raised."""
    import referencing

    jsonschema = _jsonschema()
    rules = json.loads(written)
    kind = jsonschema.validators.validator_for(rules, default=jsonschema.Draft202012Validator)
    kind.check_schema(rules)
    # An empty registry: a reference to an address must not be fetched.
    return kind(rules, registry=referencing.Registry())


def children(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name or place of each entry under a YAML node, with the entry."""
    if isinstance(node.value, str):
        return
    for place, entry in enumerate(node.value, start=1):
        yield (str(entry[0].value), entry[1]) if isinstance(entry, tuple) else (str(place), entry)


def _in_words(name: str, node: Any, error: Any) -> Problem:
    steps = [str(step + 1) if isinstance(step, int) else str(step) for step in error.absolute_path]
    for step in steps:
        node = dict(children(node)).get(step, node)
    place = {"row": node.start_mark.line + 1, "column": ".".join(steps) or None}
    if error.validator == "required":
        absent = re.match("'(.*)' is a required", error.message)
        word = absent[1] if absent else "?"
        return fault(name, f"the entry '{word}' is missing", f"Add {word}.", **place)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(error.schema.get("properties", {}))
        extra = [word for word in error.instance if word not in known]
        cure = next(filter(None, (nearest(word, known) for word in extra)), f"Known are {listed(known)}.")
        return fault(name, "does not belong here", cure, value=", ".join(extra), **place)
    value = str(error.instance) if isinstance(error.instance, str | int | float | bool) else None
    rule, cure = _rule(error, value)
    return fault(name, rule if value is not None else f"the entry {rule}", cure, value=value, **place)


def _rule(error: Any, value: str | None) -> tuple[str, str]:
    rule = _SAID.get(error.validator, "breaks a rule of the schema")
    wanted = error.validator_value
    if error.validator == "enum":
        words = [str(word) for word in wanted]
        return f"is not one of {listed(words)}", nearest(str(value), words) or "Choose one of them."
    if error.validator == "type":
        types = wanted if isinstance(wanted, list) else [wanted]
        rule = f"is not {' or '.join(_TYPES.get(word, str(word)) for word in types)}"
    elif error.validator in _LIMITS:
        rule += f" (the schema says {wanted})"
    return rule, "Compare it with the other entries of the file."
