"""What "verified" may rest on, the words that were read for it, and the log of changed facts."""

from collections.abc import Iterator

from .description import Table
from .files import Record
from .problem import Problem, nearest

Checked = list[tuple[Table, list[Record]]]
MOST_WORDS = 25


def check(checked: Checked) -> Iterator[Problem]:
    """Yield every fact that claims more than its source gives, and every logged change that the tables deny."""
    yield from _verified(checked)
    yield from _quotations(checked)
    yield from _changes(checked)


def _verified(checked: Checked) -> Iterator[Problem]:
    grades = {
        cells.get("source_id"): cells.get("grade")
        for table, records in checked
        if table.name == "sources"
        for _, cells in records
    }
    for table, records in checked:
        for row, cells in records:
            source = cells.get("source_id")
            if cells.get("status") == "verified" and grades.get(source) == "secondary":
                yield Problem(
                    table.path,
                    row,
                    "status",
                    "verified",
                    f"rests on {source}, which is somebody's account and not the source itself",
                    "Write second_hand, or read the issuer's own text and name it.",
                )


def _quotations(checked: Checked) -> Iterator[Problem]:
    """Yield the faults of the words read: a verified row, one of its sources, and few words."""
    tables = {table.name: (table, records) for table, records in checked}
    log, entries = tables.get("quotations", (None, []))
    for row, cells in entries:
        name, key, words = (cells.get(column, "") for column in ("table", "row_id", "quotation"))
        table, records = tables.get(name, (None, []))
        found = [there for _, there in records if table.key and there.get(table.key[0]) == key]
        if not found:
            said = f"is no row of the table {name}"
            yield Problem(log.path, row, "row_id", key, said, "Name table and row as they stand there.")
            continue
        sources = {found[0].get("source_id"), *map(str.strip, found[0].get("further_source_ids", "").split(";"))}
        if found[0].get("status") != "verified":
            said = f"is not verified in {table.path}"
            yield Problem(log.path, row, "row_id", key, said, "Mark it there, or take the words out.")
        elif cells.get("source_id") not in sources:
            said = f"is no source of {key} in {table.path}"
            yield Problem(log.path, row, "source_id", cells.get("source_id"), said, "Name the source that was read.")
        if len(words.split()) > MOST_WORDS:
            said = f"has {len(words.split())} words, and {MOST_WORDS} are the most"
            yield Problem(log.path, row, "quotation", words, said, "Keep the words that carry the fact.")


def _changes(checked: Checked) -> Iterator[Problem]:
    """Yield the faults of the log: the last change of a cell must be what the cell says today."""
    tables = {table.name: (table, records) for table, records in checked}
    log, entries = tables.get("changes", (None, []))
    last = {tuple(cells.get(c, "") for c in ("table", "row_id", "column")): (row, cells) for row, cells in entries}
    for (name, key, column), (row, cells) in last.items():
        # A content file is logged by the id of its case or clause; only tables have cells to compare.
        if name not in tables or not tables[name][0].key:
            continue
        table, records = tables[name]
        found = [there for _, there in records if there.get(table.key[0]) == key]
        if not found:
            if (name, key, "") in last and last[name, key, ""][1].get("new_value") == "removed":
                continue
            keys = {there.get(table.key[0], "") for _, there in records}
            cure = nearest(key, keys) or "Name the row as it stands there, or log that it was removed."
            yield Problem(log.path, row, "row_id", key, f"is no row of {table.path}", cure)
        elif column and column not in found[0]:
            yield Problem(log.path, row, "column", column, f"is no column of {table.path}", "Name the column.")
        elif column and found[0][column] != cells.get("new_value", ""):
            said = f"is not what {table.path} says of {key} today: {found[0][column]!r}"
            yield Problem(log.path, row, "new_value", cells.get("new_value", ""), said, "Log the later change too.")
