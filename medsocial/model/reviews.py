"""Who has reviewed what: counted by role from the table of reviews, and said in words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..ground import text
from ..ground.text import _, ngettext
from ..store import data
from .review_items import CLINICIAN, COMMUNICATIONS, LAW, PERSONNEL, PRIVACY, ROLES, item

AGREE, CHANGE, OBJECT = ANSWERS = ("agree", "change", "object")


@dataclass(frozen=True)
class Standing:
    """How items stand with their reviewers: how many of each role, the last day, and the objections that are open."""

    roles: Counter[str]
    last: dt.date | None = None
    open_objections: int = 0

    def lacks(self, needs: Iterable[str]) -> list[str]:
        """Return the roles that still have to review, in the order given."""
        return [role for role in dict.fromkeys(needs) if not self.roles[role]]


def standing(keys: Sequence[str]) -> Standing:
    """Return how items stand together: a role has reviewed a set when it has reviewed each item as it is today."""
    rows = data.rows("reviews")
    if not rows or not keys:
        return Standing(Counter())
    settled = {(row.sheet, row.item) for row in data.rows("review_remarks") if row.settled_on}
    roles: Counter[str] | None = None
    days: list[dt.date] = []
    objections = 0
    for key in keys:
        # A review holds for the words that were read; of a changed item it says nothing.
        mark = item(key).mark
        valid = [row for row in rows if row.item == key and row.item_mark == mark]
        here = Counter(row.role for row in valid)
        roles = here if roles is None else roles & here
        days += [row.reviewed_on for row in valid]
        objections += sum(row.answer == OBJECT and (row.sheet, row.item) not in settled for row in valid)
    return Standing(roles or Counter(), max(days, default=None), objections)


def lacking(key: str) -> list[str]:
    """Return the roles that still have to review an item."""
    return standing([key]).lacks(item(key).needs)


def needs_of(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the roles whose reviews the items need."""
    return tuple(dict.fromkeys(role for key in keys for role in item(key).needs))


def said(keys: Sequence[str]) -> list[str]:
    """Return who has reviewed the items and who has still to, as parts of a sentence; neither begins with a capital."""
    found = standing(keys)
    parts = [reviewed_by(found)] if found.roles or found.open_objections else []
    lacking = found.lacks(needs_of(keys))
    return [*parts, _("not yet reviewed by {who}").format(who=_either(lacking))] if lacking else parts


def words(keys: Sequence[str]) -> str:
    """Return the same as sentences."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in said(keys))


def reviewed_by(found: Standing) -> str:
    """Return who has reviewed, by role, until which day, and what is open."""
    counted = [_counted(role, found.roles[role]) for role in ROLES if found.roles[role]]
    parts = []
    if counted and found.last:
        lead = ngettext(
            "reviewed by {who} (self-declared role), {date}",
            "reviewed by {who} (self-declared roles), {date}",
            found.roles.total(),
        )
        parts.append(lead.format(who=text.listing(counted), date=text.date(found.last)))
    if found.open_objections:
        count = ngettext("one objection open", "{n} objections open", found.open_objections)
        parts.append(count.format(n=text.number(found.open_objections)))
    return "; ".join(parts)


def _counted(role: str, count: int) -> str:
    made = {
        CLINICIAN: ngettext("one clinician", "{n} clinicians", count),
        PRIVACY: ngettext("one privacy officer", "{n} privacy officers", count),
        LAW: ngettext("one lawyer", "{n} lawyers", count),
        COMMUNICATIONS: ngettext("one communications lead", "{n} communications leads", count),
        PERSONNEL: ngettext("one personnel lead", "{n} personnel leads", count),
    }
    return made[role].format(n=text.number(count))


def role_words() -> dict[str, str]:
    """Return each role in words, with its article."""
    return {
        CLINICIAN: _("a clinician"),
        PRIVACY: _("a privacy officer"),
        LAW: _("a lawyer"),
        COMMUNICATIONS: _("a communications lead"),
        PERSONNEL: _("a personnel lead"),
    }


def _either(roles: Sequence[str]) -> str:
    named = [role_words()[role] for role in roles]
    return named[0] if len(named) == 1 else _("{first} or {last}").format(first=", ".join(named[:-1]), last=named[-1])
