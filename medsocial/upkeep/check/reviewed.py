"""Reviews and statistics of items: what they speak of must be there, and objections that are open are named."""

from pathlib import Path
from typing import Any

from ...ground import paths
from ...model.item_statistics import DISCRIMINATION_FROM, SHOWN_FROM
from ...model.review_items import ReviewItem, item
from ...model.reviews import OBJECT
from ...store import data
from .problem import Problem, fault

REVIEWS, REMARKS, STATISTICS = "reviews.csv", "review_remarks.csv", "item_statistics.csv"


def check(folder: Path, told: list[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return the faults of the tables, and a remark for each objection that is open or was made to other words.

    While anything else is wrong, what an item says today cannot be told, and the check says nothing here.
    """
    if told or not all((folder / name).is_file() for name in (REVIEWS, REMARKS, STATISTICS)):
        return [], []
    with paths.reading(folder):
        try:
            faults, remarks = _reviews()
            return [*faults, *_statistics()], remarks
        except data.DataError as error:
            return [fault(REVIEWS, str(error).rstrip("."), "Mend that first.")], []


def _known(key: str) -> ReviewItem | None:
    try:
        return item(key)
    except data.UnknownName:
        return None


def _reviews() -> tuple[list[Problem], list[Problem]]:
    faults, remarks = [], []
    said = {(row.sheet, row.item): row for row in data.rows("review_remarks")}
    there = {(row.sheet, row.item) for row in data.rows("reviews")}
    for number, row in enumerate(data.rows("review_remarks"), start=2):
        if (row.sheet, row.item) not in there:
            rule, cure = f"is not reviewed by that sheet in {REVIEWS}", "Merge its file again, or take the row out."
            faults.append(fault(REMARKS, rule, cure, row=number, column="item", value=row.item))
    for number, row in enumerate(data.rows("reviews"), start=2):
        known = _known(row.item)
        remark = said.get((row.sheet, row.item))
        if known is None:
            remarks.append(fault(REVIEWS, "is no item any more", "Take the row out.", row=number, column="item", value=row.item))
        elif row.answer == OBJECT and not (remark and remark.settled_on):
            remarks.append(_objection(number, row, known, remark))
    return faults, remarks


def _objection(number: int, row: Any, known: ReviewItem, remark: Any) -> Problem:
    words = f" ({remark.remark.rstrip('.')})" if remark else ""
    if known.mark == row.item_mark:
        rule, cure = f"has an open objection{words}", f"Change the item, or write the day into settled_on in {REMARKS}."
    else:
        rule, cure = f"was changed after an objection{words}", "Ask the reviewer to look at it again."
    return fault(REVIEWS, rule, cure, row=number, column="item", value=row.item)


def _statistics() -> list[Problem]:
    faults = []
    for number, row in enumerate(data.rows("item_statistics"), start=2):
        if _known(f"test:{row.item_id}") is None:
            rule, cure = "is no item of test_items.yaml", "Write the statistics afresh with workshop.py results."
            faults.append(fault(STATISTICS, rule, cure, row=number, column="item_id", value=row.item_id))
        if row.discrimination is not None and row.answers < DISCRIMINATION_FROM:
            rule, cure = f"rests on fewer than {DISCRIMINATION_FROM} answers", "Leave it empty."
            faults.append(fault(STATISTICS, rule, cure, row=number, column="discrimination", value=str(row.discrimination)))
        right = row.answers * (row.share_right or 0)
        # A share of two decimals gives the count back to half a hundredth.
        if row.share_right is not None and min(right, row.answers - right) < SHOWN_FROM - row.answers / 200:
            rule, cure = "tells of fewer than ten people", "Leave it empty."
            faults.append(fault(STATISTICS, rule, cure, row=number, column="share_right", value=str(row.share_right)))
    return faults
