"""What "verified" and "read" may rest on, the words that were read, and the log of changed facts."""

from collections.abc import Iterable, Iterator

from ...store.data import AT_SOURCE
from .content import Claim
from .description import Table
from .files import Record
from .problem import Problem, nearest

Checked = list[tuple[Table, list[Record]]]
MOST_WORDS = 25
LOG = "quotations"
ACCOUNT = "which is somebody's account and not the source itself"
KEEP = "Write the words and their place into quotations.csv, or write read."


def check(checked: Checked, claims: Iterable[Claim] = ()) -> Iterator[Problem]:
    """Yield every fact that claims more than its source gives, and every logged change that the tables deny."""
    tables = {table.name: records for table, records in checked}
    secondary = {cells.get("source_id") for _, cells in tables.get("sources", []) if cells.get("grade") == "secondary"}
    yield from _rows(checked, secondary)
    yield from _entries(claims, secondary, {cells.get("source_id") for _, cells in tables.get(LOG, [])})
    yield from _quotations(checked)
    yield from _changes(checked)


def _rows(checked: Checked, secondary: set[str | None]) -> Iterator[Problem]:
    """Yield the rows whose mark is not the one that follows from their source and from the words kept."""
    kept = {(cells.get("table"), cells.get("row_id")) for table, records in checked if table.name == LOG for _, cells in records}
    logged = any(table.name == LOG for table, _ in checked)
    for table, records in checked:
        for row, cells in records:
            status, source = cells.get("status"), cells.get("source_id")
            words = bool(table.key) and (table.name, cells.get(table.key[0])) in kept
            if status not in AT_SOURCE:
                continue
            if source in secondary:
                cure = "Write second_hand, or read the issuer's own text and name it."
                yield Problem(table.path, row, "status", status, f"rests on {source}, {ACCOUNT}", cure)
            elif status == "verified" and logged and not words:
                yield Problem(table.path, row, "status", status, "has no words of the text in quotations.csv", KEEP)
            elif status == "read" and words:
                said = "has words of the text in quotations.csv"
                yield Problem(table.path, row, "status", status, said, "Write verified.")


def _entries(claims: Iterable[Claim], secondary: set[str | None], kept: set[str | None]) -> Iterator[Problem]:
    """Yield the same faults of the entries in content files, which are verified if all their sources are quoted."""
    for place, status, sources in claims:
        accounts = [source for source in sources if source in secondary]
        silent = [source for source in sources if source not in kept]
        if sources and len(accounts) == len(sources):
            cure = "Write second_hand, or name the issuer's own text."
            yield _said(place, f"rests on {', '.join(accounts)}, {ACCOUNT}", cure)
        elif status == "verified" and not sources:
            yield _said(place, "names no source of its own", "Name its source_ids, or write read.")
        elif status == "verified" and (accounts or silent):
            lacking = ", ".join(dict.fromkeys([*accounts, *silent]))
            yield _said(place, f"names {lacking}, of which quotations.csv holds no words", KEEP)


def _said(place: Problem, rule: str, cure: str) -> Problem:
    return Problem(place.file, place.row, place.column, place.value, rule, cure)


def _quotations(checked: Checked) -> Iterator[Problem]:
    """Yield the faults of the words read: a verified row, one of its sources, and few words."""
    tables = {table.name: (table, records) for table, records in checked}
    log, entries = tables.get(LOG, (None, []))
    for row, cells in entries:
        name, key, words = (cells.get(column, "") for column in ("table", "row_id", "quotation"))
        table, records = tables.get(name, (None, []))
        found = [there for _, there in records if table.key and there.get(table.key[0]) == key]
        if not found:
            said = f"is no row of the table {name}"
            yield Problem(log.path, row, "row_id", key, said, "Name table and row as they stand there.")
            continue
        sources = {found[0].get("source_id"), *map(str.strip, found[0].get("further_source_ids", "").split(";"))}
        if found[0].get("status") not in AT_SOURCE:
            said = f"was not read at its source, says {table.path}"
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
