"""What regulators asked for posts, replies and films; no person and no small practice is named."""

from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..store import data
from .bars import Bar, draw_bars

COUNTRY, CURRENCY = "US", "USD"


def totals() -> dict[str, tuple[int, int]]:
    """Return for each kind of case, largest first, the US dollars asked and the number of actions."""
    added: dict[str, tuple[int, int]] = {}
    for row in data.rows("enforcement"):
        if _is_counted(row):
            money, count = added.get(row.kind, (0, 0))
            added[row.kind] = (money + row.amount, count + 1)
    return dict(sorted(added.items(), key=lambda item: -item[1][0]))


def _is_counted(row: Any) -> bool:
    return bool(row.country_id == COUNTRY and row.currency == CURRENCY and row.amount)


def kinds() -> dict[str, str]:
    """Return the kinds of case in words."""
    return {
        "filming": _("Filming patients for television"),
        "success_story": _("Success stories and testimonials"),
        "review_reply": _("Replies to online reviews"),
        "messaging": _("Patients' details in a message group"),
    }


@with_recipe
@picture.memoised
def plot_enforcement() -> Chart:
    """Return what the US privacy regulator asked in published cases, by kind.

    Examples
    --------
    >>> ms.plot_enforcement()
    """
    rows = data.rows("enforcement")
    years = [row.date.year for row in rows if _is_counted(row)]
    second_hand = {row.kind for row in rows if row.status == "second_hand"}
    bars = [Bar(kinds()[kind], money, _money(money, count), kind in second_hand) for kind, (money, count) in totals().items()]
    caption = " ".join(
        [
            _("These are published cases that we found, and not a count of all."),
            _("The bars show the size of the payer as well: large hospitals were filmed, and small practices answered reviews."),
            _("In one case the regulator said that it had cut the sum for a small practice's size and means."),
            _("A hatched bar holds cases that we read in reports, and not at the regulator."),
            _("Amounts are added up by us."),
        ]
    )
    sources = tuple(dict.fromkeys(row.source_id for row in rows))
    return draw_bars(
        bars,
        _("The largest sums were for filming in large hospitals"),
        ngettext(
            "US Office for Civil Rights, {n} action from {first} to {last}, in US dollars.",
            "US Office for Civil Rights, {n} actions from {first} to {last}, in US dollars.",
            len(years),
        ).format(n=text.number(len(years)), first=min(years), last=max(years)),
        caption,
        _table(),
        sources,
    )


def _money(money: int, count: int) -> str:
    asked = ngettext("{money} ({n} action)", "{money} ({n} actions)", count)
    return asked.format(money=text.number(money), n=text.number(count))


def _dollars(money: int) -> str:
    return _("{amount} dollars").format(amount=text.number(money))


def _table() -> Table:
    outcomes = {"settlement": _("settlement"), "penalty": _("penalty"), "reprimand": _("reprimand, no money")}
    rows = [
        (
            kinds()[row.kind],
            ", ".join(part for part in (row.actor, row.place, str(row.date.year)) if part),
            (f"{_dollars(row.amount)}, " if row.amount else "") + outcomes[row.outcome],
            row.what,
        )
        for row in sorted(data.rows("enforcement"), key=lambda row: row.date)
    ]
    return Table(
        columns=(_("Kind"), _("Who, where and when"), _("Outcome"), _("What happened")),
        rows=rows,
        caption=_("The cases, without names; the sources give more. The last column is in our own words."),
    )
