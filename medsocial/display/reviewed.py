"""The line that says who has reviewed what is shown, and who has still to."""

from ..model import reviews
from .markup import escape, tag


def review_html(*items: str, before: str = "", after: str = "") -> str:
    """Return who has reviewed the items, by their keys, with what else is said of them; empty if nothing is."""
    said = [part for part in (before, reviews.words([item for item in items if item]), after) if part]
    return tag("p", escape(" ".join(said)), class_="ms-review") if said else ""
