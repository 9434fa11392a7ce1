"""What `datapackage.json` says of the tables, as typed objects."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...store.data import PARSERS
from .problem import Problem, nearest

FILE = "datapackage.json"
RESTORE = f"Restore {FILE} from the workshop's copy."


@dataclass(frozen=True)
class Field:
    """One column."""

    name: str
    type: str
    required: bool
    unique: bool
    allowed: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    pattern: re.Pattern[str] | None
    is_list: bool
    references: tuple[str, str] | None


@dataclass(frozen=True)
class Table:
    """One table: its file, its columns, its key and the rules that join columns."""

    name: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    may_be_empty: bool
    totals: tuple[dict[str, Any], ...]
    in_order: tuple[tuple[str, ...], ...]
    shares: tuple[dict[str, Any], ...]
    when: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Description:
    """The tables and the content files that belong in a folder, and what is wrong with their description."""

    tables: list[Table]
    content_files: list[str]
    problems: list[Problem]


def read(folder: Path) -> Description:
    """Return what the folder's `datapackage.json` describes."""
    tables, content_files, faults = [], [], []
    resources, faults = _resources(folder)
    for place, resource in enumerate(resources):
        try:
            if "schema" in resource or not str(resource["path"]).endswith((".yaml", ".yml")):
                tables.append(_table(resource))
            else:
                content_files.append(_path(resource))
        except _Unusable as error:
            place_in_file = f"resources.{place}.{error.place}"
            faults.append(Problem(FILE, None, place_in_file, error.value, error.rule, error.cure))
        except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
            rule = f"the description of this table cannot be used ({type(error).__name__}: {error})"
            faults.append(Problem(FILE, None, f"resources.{place}", None, rule, RESTORE))
    return Description(tables, content_files, faults)


def _resources(folder: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    try:
        described = json.loads((folder / FILE).read_bytes().decode("utf-8"))
    except OSError as error:
        return [], [Problem(FILE, None, None, None, f"the file cannot be read ({error.strerror})", RESTORE)]
    except UnicodeDecodeError:
        return [], [Problem(FILE, None, None, None, "the file is not saved as UTF-8", RESTORE)]
    except json.JSONDecodeError as error:
        rule = f"the layout is broken ({error.msg})"
        return [], [
            Problem(
                FILE, error.lineno, None, None, rule, f"Mend this line or the one above it, or: {RESTORE}"
            )
        ]
    except (ValueError, RecursionError):
        return [], [Problem(FILE, None, None, None, "the layout is broken", RESTORE)]
    resources = described.get("resources") if isinstance(described, dict) else None
    if not isinstance(resources, list):
        return [], [Problem(FILE, None, "resources", None, "the list of tables is missing", RESTORE)]
    return resources, []


class _Unusable(Exception):
    def __init__(self, place: str, value: str, rule: str, cure: str = RESTORE) -> None:
        super().__init__(rule)
        self.place, self.value, self.rule, self.cure = place, value, rule, cure


def _word(node: Any, place: str) -> str:
    if not isinstance(node, str) or not node:
        raise _Unusable(place, str(node), "is not a name")
    return node


def _path(resource: dict[str, Any]) -> str:
    path = _word(resource["path"], "path")
    if Path(path).is_absolute() or ".." in Path(path).parts or "\0" in path:
        raise _Unusable("path", path, "does not lie in the data folder", "Give a file name in the folder.")
    return path


def _table(resource: dict[str, Any]) -> Table:
    path = _path(resource)
    schema = resource["schema"]
    fields = tuple(_field(field, place) for place, field in enumerate(schema["fields"]))
    if not fields:
        raise _Unusable("schema.fields", "[]", "names no column")
    key = schema.get("primaryKey", [])
    key = (key,) if isinstance(key, str) else tuple(key)
    names = [field.name for field in fields]
    rules = {rule: tuple(resource.get(rule, ())) for rule in ("totals", "in_order", "shares", "when")}
    for column in {*key, *_columns_of(rules)}:
        if column not in names:
            raise _Unusable(
                "schema",
                str(column),
                "is used in a rule but is no column of this table",
                nearest(str(column), names) or RESTORE,
            )
    rules["in_order"] = tuple(tuple(columns) for columns in rules["in_order"])
    may_be_empty = bool(resource.get("generated") or resource.get("may_be_empty"))
    return Table(_word(resource["name"], "name"), path, fields, key, may_be_empty, **rules)


def _columns_of(rules: dict[str, tuple]) -> list[str]:
    """Return every column that the table's own rules name."""
    found = [column for columns in rules["in_order"] for column in columns]
    for rule in rules["totals"]:
        found += [*rule["columns"], *([rule["group_by"]] if "group_by" in rule else [])]
        float(rule["sum"])
    for rule in rules["shares"]:
        found += [rule["part"], rule["whole"], rule["percent"]]
    for rule in rules["when"]:
        found += [*rule.get("filled", ()), *rule.get("empty", ()), *rule.get("words", {})]
    for rule in (*rules["totals"], *rules["shares"], *rules["when"]):
        for column, words in (*rule.get("where", {}).items(), *rule.get("words", {}).items()):
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise _Unusable(f"the rule for {column}", str(words), "is not a list of words")
            found.append(column)
    return found


def _field(field: dict[str, Any], place: int) -> Field:
    constraints = field.get("constraints", {})
    kind = field.get("items", field["type"])
    if kind not in PARSERS:
        raise _Unusable(
            f"schema.fields.{place}.type",
            str(kind),
            "is no type of column",
            nearest(str(kind), PARSERS) or f"Choose one of {', '.join(PARSERS)}.",
        )
    references = field.get("references")
    pattern = constraints.get("pattern")
    limits = [None if constraints.get(k) is None else float(constraints[k]) for k in ("minimum", "maximum")]
    return Field(
        _word(field["name"], f"schema.fields.{place}.name"),
        kind,
        bool(constraints.get("required")),
        bool(constraints.get("unique")),
        tuple(
            _word(word, f"schema.fields.{place}.enum")
            for word in field.get("allowed", constraints.get("enum", ()))
        ),
        *limits,
        re.compile(pattern) if pattern else None,
        bool(field.get("list")),
        _reference(references) if references else None,
    )


def _reference(words: str) -> tuple[str, str]:
    table, column = words.split(".")
    return table, column
