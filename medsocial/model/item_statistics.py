"""How the items of the test did among those who answered them, as far as the table of statistics says."""

from typing import Any

from ..ground.text import _, number, percent
from ..store import data
from .review_items import item

SHOWN_FROM, CALIBRATED_FROM, DISCRIMINATION_FROM = 10, 50, 100  # answers


def statistics_of(item_id: str) -> Any:
    """Return the statistics of an item of the test as it stands today; None where there are none."""
    rows = data.rows("item_statistics")
    key = item_id.lower()
    found = rows.by("item_id").get(key) if rows else None
    # Of an item that was changed since, the answers say nothing.
    return found if found and found.item_mark == item(f"test:{key}").mark else None


def is_calibrated(item_id: str) -> bool:
    """Return whether enough people have answered an item as it stands today."""
    found = statistics_of(item_id)
    return found is not None and found.answers >= CALIBRATED_FROM


def difficulty_words(item_id: str) -> str:
    """Return how many answered an item, how many were right, and whether that calibrates it."""
    found = statistics_of(item_id)
    if found is None:
        return _("Not yet calibrated.")
    said = [_("{n} answers").format(n=number(found.answers))]
    if found.share_right is not None:
        said.append(_("{share} right").format(share=percent(100 * found.share_right)))
    if found.discrimination is not None:
        said.append(_("discrimination {r}").format(r=number(found.discrimination, 2)))
    lead = _("Calibrated") if found.answers >= CALIBRATED_FROM else _("Not yet calibrated")
    return f"{lead}: {', '.join(said)}."
