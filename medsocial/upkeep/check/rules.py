"""The rules for cells, and those that join the cells of a row or a column."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ...store.data import parse_cell
from .description import Field, Table
from .files import Record
from .problem import Problem, listed, nearest

_SHAPES = {
    "integer": (re.compile(r"-?[0-9]{1,18}"), "a whole number", "Write digits only."),
    "year": (re.compile(r"[0-9]{4}"), "a year", "Write four digits."),
    "number": (
        re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?"),
        "a number",
        "Write digits, with a point before the decimals.",
    ),
    "date": (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        "a date",
        "Write it as year-month-day, for example 2026-11-22.",
    ),
    "boolean": (re.compile(r"true|false"), "true or false", "Write true or false."),
}
Values = dict[str, Any]
TypedRow = tuple[int, Values]


def check_cells(table: Table, records: list[Record], today: dt.date) -> tuple[list[TypedRow], list[Problem]]:
    """Return the rows with typed values (None where empty or faulty), and the faults of single cells."""
    typed, faults = [], []
    seen: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {}
    for row, cells in records:
        values: Values = {}
        for field in table.fields:
            if field.name not in cells:
                continue
            values[field.name], found = _cell(table, row, field, cells[field.name])
            faults += found
        typed.append((row, values))
        for columns in [table.key, *((f.name,) for f in table.fields if f.unique and (f.name,) != table.key)]:
            faults += _repeated(table, row, columns, cells, seen)
        faults += _dates(table, row, values, today)
    return typed, faults


def _cell(table: Table, row: int, field: Field, cell: str) -> tuple[Any, list[Problem]]:
    def fault(value: str | None, rule: str, cure: str) -> Problem:
        return Problem(table.path, row, field.name, value, rule, cure)

    if cell == "" or (field.is_list and not cell.strip("; ")):
        if field.required or field.name in table.key:
            return None, [fault(None, "the cell is empty, but it must be filled", "Fill it in.")]
        return None, []
    faults = []
    parts = [part.strip() for part in cell.split(";")] if field.is_list else [cell]
    for part in parts:
        if part == "":
            faults.append(fault(cell, "has an empty item in its list", "Remove the extra semicolon."))
            continue
        shape = _SHAPES.get(field.type)
        if shape and not shape[0].fullmatch(part):
            faults.append(fault(part, f"is not {shape[1]}", shape[2]))
        elif field.allowed and part not in field.allowed:
            faults.append(
                fault(
                    part,
                    f"is not one of {listed(field.allowed)}",
                    nearest(part, field.allowed) or "Choose one of them.",
                )
            )
        elif field.pattern and not field.pattern.fullmatch(part):
            faults.append(
                fault(
                    part, f"does not have the form {field.pattern.pattern}", "Compare it with the rows above."
                )
            )
    if faults:
        return None, faults
    try:
        # One parser for the check and for the lessons: what passes here loads there.
        value = parse_cell(cell, {"type": field.type, "list": field.is_list})
    except (ValueError, KeyError):
        rule = "is not a day of the calendar" if field.type == "date" else f"is not of type {field.type}"
        return None, [fault(cell, rule, "Correct it.")]
    for item in value if field.is_list else (value,):
        if field.minimum is not None and item < field.minimum:
            faults.append(
                fault(cell, f"is below the least allowed, {field.minimum:g}", "Correct the figure.")
            )
        if field.maximum is not None and item > field.maximum:
            faults.append(fault(cell, f"is above the most allowed, {field.maximum:g}", "Correct the figure."))
    return value, faults


def _repeated(
    table: Table, row: int, columns: tuple[str, ...], cells: dict[str, str], seen: dict
) -> list[Problem]:
    key = tuple(cells.get(column, "") for column in columns)
    if not columns or not all(key):
        return []
    first = seen.setdefault(columns, {}).setdefault(key, row)
    if first == row:
        return []
    return [
        Problem(
            table.path,
            row,
            columns[0] if len(columns) == 1 else " and ".join(columns),
            ", ".join(key),
            f"stands already in row {first}, but it must be unique",
            "Give this row a name of its own, or remove it.",
        )
    ]


def _dates(table: Table, row: int, values: Values, today: dt.date) -> Iterator[Problem]:
    """Yield the faults of the dates that every fact has."""
    for column in ("as_of", "accessed"):
        if isinstance(values.get(column), dt.date) and values[column] > today:
            yield Problem(
                table.path,
                row,
                column,
                str(values[column]),
                f"lies after today, {today}",
                "Correct the date, or this computer's clock.",
            )
    read, again = values.get("as_of"), values.get("review_by")
    if isinstance(read, dt.date) and isinstance(again, dt.date) and again <= read:
        yield Problem(
            table.path,
            row,
            "review_by",
            str(again),
            f"is not after as_of, {read}",
            "Give a later date for the next look.",
        )


def check_rows(table: Table, records: list[Record], typed: list[TypedRow]) -> Iterator[Problem]:
    """Yield the faults against the rules that join columns."""
    for (row, cells), (_, values) in zip(records, typed, strict=True):
        for columns in table.in_order:
            yield from _in_order(table, row, columns, values)
        for rule in table.shares:
            if _applies(rule, cells):
                yield from _share(table, row, rule, cells, values)
        for rule in table.when:
            if _applies(rule, cells):
                yield from _when(table, row, rule, cells)
    for rule in table.totals:
        yield from _total(table, rule, records, typed)


def _applies(rule: dict, cells: dict[str, str]) -> bool:
    return all(cells.get(column) in words for column, words in rule.get("where", {}).items())


def _in_order(table: Table, row: int, columns: tuple[str, ...], values: Values) -> Iterator[Problem]:
    present = [column for column in columns if values.get(column) is not None]
    for before, after in zip(present, present[1:], strict=False):
        if values[before] > values[after]:
            word = "lies before" if isinstance(values[after], dt.date) else "is smaller than"
            yield Problem(
                table.path,
                row,
                after,
                str(values[after]),
                f"{word} {before}, {values[before]}",
                f"The order is {' <= '.join(columns)}.",
            )


def _share(table: Table, row: int, rule: dict, cells: dict[str, str], values: Values) -> Iterator[Problem]:
    part, whole, percent = (values.get(rule[k]) for k in ("part", "whole", "percent"))
    if not whole or part is None or percent is None:
        return
    decimals = len(cells[rule["percent"]].partition(".")[2])
    exact = 100 * part / whole
    if abs(exact - percent) > 0.5 * 10**-decimals + 1e-9:
        said = f"is not {rule['part']} of {rule['whole']}: "
        said += f"{part:g} of {whole:g} is {exact:.{decimals}f} per cent"
        cure = "Correct the count or the percentage."
        yield Problem(table.path, row, rule["percent"], cells[rule["percent"]], said, cure)


def _when(table: Table, row: int, rule: dict, cells: dict[str, str]) -> Iterator[Problem]:
    reason = " and ".join(f"{column} is {cells[column]}" for column in rule.get("where", {}))
    for column in rule.get("filled", ()):
        if cells.get(column) == "":
            yield Problem(table.path, row, column, None, f"the cell is empty, but {reason}", "Fill it in.")
    for column in rule.get("empty", ()):
        if cells.get(column):
            yield Problem(
                table.path,
                row,
                column,
                cells[column],
                f"must not stand here when {reason}",
                "Empty the cell.",
            )
    for column, words in rule.get("words", {}).items():
        cell = cells.get(column)
        if cell and cell not in words:
            cure = nearest(cell, words) or "Choose one of them."
            yield Problem(table.path, row, column, cell, f"is not one of {listed(words)}, but {reason}", cure)


def _total(table: Table, rule: dict, records: list[Record], typed: list[TypedRow]) -> Iterator[Problem]:
    wanted, cure = float(rule["sum"]), "Correct the figures so that they add up."
    pairs = zip(records, typed, strict=True)
    chosen = [(row, values) for (row, cells), (_, values) in pairs if _applies(rule, cells)]
    if rule.get("across"):
        for row, values in chosen:
            found = _sum(values.get(column) for column in rule["columns"])
            if _differs(found, wanted):
                said = f"is the sum of the row, but it must be {wanted:g}"
                yield Problem(table.path, row, " + ".join(rule["columns"]), f"{found:g}", said, cure)
        return
    by = rule.get("group_by")
    groups: dict[Any, list[Values]] = {}
    for _, values in chosen:
        groups.setdefault(values.get(by) if by else None, []).append(values)
    for column in rule["columns"]:
        for name, rows in groups.items():
            found = _sum(values.get(column) for values in rows)
            if _differs(found, wanted):
                where = f" where {by} is {name}" if by else ""
                said = f"is the sum of the column{where}, but it must be {wanted:g}"
                yield Problem(table.path, None, column, f"{found:g}", said, cure)


def _sum(numbers: Iterable[Any]) -> float | None:
    """Return the sum of what is filled, or None if nothing is."""
    filled = [number for number in numbers if isinstance(number, int | float)]
    return sum(filled) if filled else None


def _differs(found: float | None, wanted: float) -> bool:
    return found is not None and abs(found - wanted) > 1e-6
