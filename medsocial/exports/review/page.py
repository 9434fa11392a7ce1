"""The page of a review sheet: one file that needs no network, keeps nothing by itself, and saves its answers as JSON."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...display.documents import render, style
from ...display.markup import escape, tag
from ...ground import clock, files, text
from ...ground.text import _, ngettext, number
from ...model import review_sets
from ...model.review_items import ReviewItem, item
from ...model.review_sheet import FORMAT, KIND, LONGEST_REMARK
from ...model.reviews import AGREE, CHANGE, OBJECT, role_words, words
from ...store import data
from .shown import Shown, shown

MINUTE = 60


@dataclass(frozen=True)
class Asked:
    """One item of the page."""

    item: ReviewItem
    shown: Shown
    reviewed: str

    @property
    def sources_html(self) -> str:
        """The sources, each with its address and the day on which it was read."""
        return tag("ul", *(tag("li", source_html(key)) for key in self.shown.source_ids))


def source_html(source_id: str) -> str:
    """Return a source with its address written out, since the page may be read without a network, and its date."""
    source = data.row("sources", source_id)
    said = [source.title, source.publisher, source.published]
    label = ". ".join(str(part).rstrip(".") for part in said if part) + "."
    address = f"https://doi.org/{source.doi}" if source.doi else source.url
    read = escape(_("Read on {date}.").format(date=text.date(source.accessed)))
    linked = " " + tag("a", escape(address), href=address, rel="noopener noreferrer") if address else ""
    return f"{escape(label)}{linked} {read}"


def html(role: str, set_name: str, keys: Sequence[str]) -> str:
    """Return the page for a role and a set of items."""
    asked = [Asked(one, shown(one), words([one.key])) for one in map(item, keys)]
    script = style("review/sheet.js")
    mark = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return render(
        "review/sheet.html",
        asked=asked,
        role=role,
        role_words=role_words()[role],
        set_words=set_words(set_name),
        length=length_words(keys),
        made=text.date(clock.today()),
        answers=[(AGREE, _("Agree")), (CHANGE, _("Agree with a change")), (OBJECT, _("Object"))],
        longest=LONGEST_REMARK,
        script_html=script,
        script_mark=mark,
        facts={"format": FORMAT, "kind": KIND, "role": role, "set": set_name, "words": said()},
    )


def set_words(set_name: str) -> str:
    """Return what a set holds, in words."""
    kind, _line, rest = set_name.partition("-")
    if kind == "lesson":
        row = next(row for row in data.rows("lessons") if row.lesson[:2] == rest)
        return _("lesson {n}, {title}").format(n=number(row.number), title=row.title)
    return _("the session of {n} minutes").format(n=number(int(kind))) if rest else _("the items of the test")


def length_words(keys: Sequence[str]) -> str:
    """Return how many items there are and how long they take, in words."""
    minutes = -(-review_sets.seconds(keys) // MINUTE)
    items = ngettext("{n} item", "{n} items", len(keys)).format(n=number(len(keys)))
    spent = ngettext("about {n} minute", "about {n} minutes", minutes).format(n=number(minutes))
    return _("{items}, {minutes} by our estimate").format(items=items, minutes=spent)


def said() -> dict[str, str]:
    """Return what the page says while it is used; {…} is filled in there."""
    return {
        "at": _("Item {n} of {all}, {done} answered"),
        "saved": _("Saved as {name}: {done} of {all} answered. Send that file to whoever asked you."),
        "words": _("Item {n} needs your words: what should change?"),
        "nothing": _("Nothing is answered yet, so there is nothing to save."),
        "taken": _("{n} answers were taken from the file."),
        "stale": _("{n} answers were left out, since their items are not here or have changed."),
        "unreadable": _("This file is no review that was saved from a page like this one. Choose another."),
        "other_role": _("This file was saved for another role. Open the page for that role, or choose another file."),
    }


def write(folder: Path, role: str, set_name: str) -> tuple[Path, str]:
    """Write the page into a folder; return its path and how long it takes, in words.

    Raises
    ------
    UnknownName
        If there is no such set.
    NoDocument
        If a template is missing.
    """
    keys = review_sets.items_of(set_name)
    made = html(role, set_name, keys)
    return files.write(folder / f"review_{role}_{set_name}.html", made), length_words(keys)
