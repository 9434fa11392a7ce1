"""The check of the data files: every fault with file, row, column, value, rule and cure."""

import argparse
import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ...ground import clock, commands, paths
from ...store.data import DataError
from . import cards, content, countries, description, expected, files, provenance, refresh, reviewed, rules, sessions, teaching
from .problem import Problem, nearest, visible

__all__ = ["Problem", "Report", "examine", "main", "problems"]
FIRST_FEW = 3
MOST_OF_A_FILE = 50


@dataclass
class Report:
    """What the check found in a folder."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    overdue: dict[str, list[tuple[int, str, dt.date]]] = field(default_factory=dict)
    tables: int = 0
    rows: int = 0
    content_files: int = 0


def problems(folder: Path) -> list[Problem]:
    """Return every fault in a folder of data files, in the order of its tables."""
    return examine(folder).problems


def examine(folder: Path, today: dt.date | None = None) -> Report:
    """Check a folder of data files without stopping at the first fault.

    Parameters
    ----------
    folder : Path
        A folder with the tables. Its own `datapackage.json` says which tables belong there;
        without one, the workshop's holds, and every table of the workshop must be there.
    today : date, optional
        The date to check by; today if left out.
    """
    day = today or clock.today()
    report = Report()
    if not folder.is_dir():
        report.problems.append(
            Problem(str(folder), None, None, None, "there is no such folder", "Look at its name.")
        )
        return report
    shipped = (paths.repo_root() or paths.PACKAGE) / "data"
    own = (folder / description.FILE).exists()
    described = description.read(folder if own else shipped)
    report.problems += described.problems
    if not described.tables and own and folder.resolve() != shipped.resolve():
        # The tables can still be checked: by the workshop's own description.
        described = description.read(shipped)
    columns: dict[tuple[str, str], set[str]] = {}
    checked = []
    for table in described.tables:
        records, faults = files.read_table(folder, table)
        typed, cell_faults = rules.check_cells(table, records, day)
        report.problems += [*faults, *cell_faults, *rules.check_rows(table, records, typed)]
        report.tables += 1
        report.rows += len(records)
        checked.append((table, records))
        for column in table.fields:
            columns[table.name, column.name] = {cells.get(column.name, "") for _, cells in records} - {""}
        late = [
            (row, ", ".join(cells.get(k, "") for k in table.key), values["review_by"])
            for (row, cells), (_, values) in zip(records, typed, strict=True)
            if _past(values.get("review_by"), day)
        ]
        if late:
            report.overdue[table.path] = late
    report.content_files, faults, named, claims = content.check(folder, described.content_files)
    report.problems += faults
    faults, lacking = cards.check(folder)
    report.problems += faults
    report.warnings += lacking
    faults, lacking = countries.check(checked, report.problems)
    report.problems += faults
    report.warnings += lacking
    report.problems += sessions.check(folder, report.problems)
    report.problems += provenance.check(checked, claims)
    report.problems += teaching.check(folder, report.problems)
    faults, remarks = reviewed.check(folder, report.problems)
    report.problems += faults
    report.warnings += remarks
    used = _check_references(checked, columns, report) | {word for _, word in named}
    known = columns.get(("sources", "source_id"), set())
    if known:
        report.problems += [
            Problem(p.file, p.row, p.column, p.value, p.rule, nearest(word, known) or "Add the source first.")
            for p, word in named
            if word not in known
        ]
        report.warnings += _unused(checked, used)
    return report


def _past(date: object, today: dt.date) -> bool:
    return isinstance(date, dt.date) and date < today


def _check_references(checked: list, columns: dict[tuple[str, str], set[str]], report: Report) -> set[str]:
    """Add a fault for every word that is in no other table; return the sources that are used."""
    used: set[str] = set()
    for table, records in checked:
        for described in table.fields:
            target = described.references
            # Rows that could not be read would make every reference to them look wrong.
            if not target or not columns.get(target):
                continue
            file = next(t.path for t, _ in checked if t.name == target[0])
            for row, cells in records:
                cell = cells.get(described.name, "")
                words = [w.strip() for w in cell.split(";")] if described.is_list else [cell]
                for word in filter(None, words):
                    if word not in columns[target]:
                        cure = (
                            nearest(word, columns[target])
                            or f"Choose a {target[1]} of {file}, or add a row there first."
                        )
                        report.problems.append(
                            Problem(table.path, row, described.name, word, f"is not in {file}", cure)
                        )
                    elif target == ("sources", "source_id"):
                        used.add(word)
    return used


def _unused(checked: list, used: set[str]) -> list[Problem]:
    return [
        Problem(
            table.path,
            row,
            "source_id",
            cells["source_id"],
            "is a source that no fact uses",
            "Remove it, or use it.",
        )
        for table, records in checked
        if table.name == "sources"
        for row, cells in records
        if cells.get("source_id") and cells["source_id"] not in used
    ]


def main(arguments: list[str]) -> int:
    """Check a folder and print what was found; return 1 if anything is wrong."""
    parser = commands.Parser("check", "Check the data files.")
    parser.add_argument(
        "folder", nargs="?", type=commands.place, help="the folder to check; without it, the workshop's own"
    )
    parser.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="check as if on this date")
    parser.add_argument("--shares", action="store_true", help="say how many facts on first screens are verified, by table")
    parser.add_argument("--due", action="store_true", help="list what is to be looked up again, by source")
    parser.add_argument("--used", metavar="FACT", help="say where a fact or a source is shown")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder.expanduser() if chosen.folder else paths.data_dir()
    if sum((chosen.due, chosen.shares, chosen.used is not None)) > 1:
        parser.error("give one of --due, --shares and --used")
    if chosen.used is not None and not chosen.used.strip():
        parser.error("--used is empty; give the key of a row, or a source_id of sources.csv")
    if not folder.is_dir():
        parser.error(f"there is no folder {folder}; name the folder that holds datapackage.json")
    if chosen.due or chosen.used or chosen.shares:
        return _lookup(folder, chosen)
    report = examine(folder, chosen.today)
    said = Counter()
    for fault in report.problems:
        said[fault.file] += 1
        # A wrong clock or a lost column makes a thousand equal sentences.
        if said[fault.file] <= MOST_OF_A_FILE:
            print(fault)
    for file, count in said.items():
        if count > MOST_OF_A_FILE:
            print(f"{file}: and {count - MOST_OF_A_FILE} more.")
    for fault in report.warnings:
        print(f"To consider: {fault}")
    for file, late in report.overdue.items():
        first = "; ".join(f"row {row} ({key}, by {date})" for row, key, date in late[:FIRST_FEW])
        facts = f"{len(late)} {'fact' if len(late) == 1 else 'facts'} past the review date"
        print(visible(f"To look up again: {file} has {facts}: {first}{'; …' if len(late) > FIRST_FEW else '.'}"))
    for line in expected.remarks(folder):
        print(visible(line))
    found = len(report.problems)
    if not found and folder.resolve() == paths.data_dir().resolve():
        print(list(refresh.share_lines())[-1])
    verdict = "no problems" if not found else f"{found} {'problem' if found == 1 else 'problems'}"
    counted = f"{report.tables} tables with {report.rows} rows and {report.content_files} content files"
    print(f"Checked {counted}: {verdict}.")
    return 1 if found else 0


def _lookup(folder: Path, chosen: argparse.Namespace) -> int:
    """Print what is due, where one fact is used, or the shares of the verified; return 1 if that cannot be said."""
    day = chosen.today or clock.today()
    try:
        with paths.reading(folder):
            lines = list(
                refresh.used_lines(chosen.used)
                if chosen.used
                else refresh.share_lines() if chosen.shares else refresh.due_lines(day)
            )
    except DataError as error:
        print(f"{error} Run the check without --due, --shares and --used first.")
        return 1
    print("\n".join(lines) or f"Nothing names {chosen.used!r}. Give the key of a row, or a source_id of sources.csv.")
    return 0 if lines else 1


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        rule = f"{words!r} is not a day; write it as 2026-11-22"
        raise argparse.ArgumentTypeError(rule) from None
