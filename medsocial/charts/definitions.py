"""Dated definitions of social media, side by side."""

from ..display.elements import Table
from ..display.recipe import with_recipe
from ..ground.text import _
from ..store import data


@with_recipe
def definitions() -> Table:
    """Return the definitions of social media, oldest first, and what each says of private messages.

    Examples
    --------
    >>> ms.definitions()
    """
    says = {"in": _("counts them"), "out": _("leaves them out"), "not_stated": _("does not say")}
    unchecked = _(" (read second-hand)")
    rows = sorted(data.rows("definitions"), key=lambda row: (row.year, row.definition_id))
    return Table(
        columns=(_("Who, when"), _("What counts, in our words"), _("Private messages")),
        rows=[
            (
                f"{row.issuer}, {row.year}" + (unchecked if row.status == "second_hand" else ""),
                row.rule,
                says[row.private_messaging],
            )
            for row in rows
        ],
        caption=_("Definitions of social media, oldest first."),
        sources=tuple(row.source_id for row in rows if row.source_id != "medsocial_judgement"),
    )
