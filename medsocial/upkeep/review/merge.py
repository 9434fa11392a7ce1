"""Merge filled review sheets into the tables of reviews: a file counts as a whole or not at all."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ...ground import clock, files
from ...ground.text import _
from ...model.review_sheet import LARGEST, NoReview, Sheet, read
from ...results.gathering import content_of, plain_name
from ...store import data

REVIEWS, REMARKS = "reviews", "review_remarks"
Row = dict[str, str]


@dataclass
class Merged:
    """What became of the files of a folder: the sheets taken, and a sentence for each file or item that was not."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


def merge(folder: Path) -> Merged:
    """Read every JSON file of a folder, and write what is sound into the tables of reviews.

    A later file of the same sheet takes the place of the earlier one, item by item.
    """
    found = Merged()
    roles = {row.sheet: row.role for row in data.rows(REVIEWS)}
    for path in sorted(folder.glob("*.json")):
        name = plain_name(path.name)
        try:
            sheet = read(content_of(path, LARGEST), clock.today())
            if roles.setdefault(sheet.sheet_id, sheet.role) != sheet.role:
                raise NoReview(_("its sheet was saved by another role before"))
        except (ValueError, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            found.refused.append(_("{file} was left out: {why}.").format(file=name, why=why))
            continue
        if sheet.changed:
            said = _("{file}: left out, since they have changed since the sheet was written: {items}.")
            found.stale.append(said.format(file=name, items=", ".join(sheet.changed)))
        known = found.sheets.get(sheet.sheet_id)
        if known is None or (sheet.saved_on, len(sheet.answers)) >= (known.saved_on, len(known.answers)):
            found.sheets[sheet.sheet_id] = sheet
    if found.sheets:
        _write(found.sheets.values())
    return found


def _write(sheets: Iterable[Sheet]) -> None:
    reviews, remarks = (_rows(name) for name in (REVIEWS, REMARKS))
    for sheet in sorted(sheets, key=lambda one: (one.saved_on, one.sheet_id)):
        for answer in sheet.answers:
            key = {"sheet": sheet.sheet_id, "item": answer.key}
            review = key | {"item_mark": answer.mark, "role": sheet.role, "answer": answer.answer}
            reviews[sheet.sheet_id, answer.key] = review | {"reviewed_on": sheet.saved_on.isoformat()}
            known = remarks.pop((sheet.sheet_id, answer.key), {})
            if answer.remark:
                # What was settled stays so while the words are the same.
                day = known.get("settled_on", "") if known.get("remark") == answer.remark else ""
                remarks[sheet.sheet_id, answer.key] = key | {"remark": answer.remark, "settled_on": day}
    _replace({REVIEWS: reviews.values(), REMARKS: remarks.values()})


def _rows(name: str) -> dict[tuple[str, str], Row]:
    data.rows(name)  # says what is wrong with a damaged table
    with data.resource_path(name).open(encoding="utf-8-sig", newline="") as file:
        return {(row["sheet"], row["item"]): row for row in csv.DictReader(file)}


def _replace(tables: dict[str, Iterable[Row]]) -> None:
    """Write the tables, each in one step; merged again, the same files mend what a full disk left half done."""
    for name, rows in tables.items():
        columns = [column["name"] for column in data.resources()[name]["schema"]["fields"]]
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        files.write(data.resource_path(name), out.getvalue())
