"""The evidence table to filter, sort and open, one study card at a time.

The last look is stored under the key `explore_evidence` of lesson 03:
`{"claim", "design", "certainty", "side", "order", "opened"}`, codes of the tables only.
"""

from typing import Any

import ipywidgets

from ..display.elements import Table
from ..display.markup import escape, source_line, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.channels import CHECKED
from ..model.evidence import CERTAINTY, certainty_words
from ..store import data
from .parts.base import Activity, button
from .parts.beside import beside
from .parts.study_words import (
    design_words,
    found_words,
    order_words,
    side_words,
    study_card_html,
    study_name,
)

PAGE = 6  # with the filters beside it, one screen of 1024x768
FILTERS = ("claim", "design", "certainty", "side")
_STEPS = CERTAINTY[::-1]


def shown_rows() -> tuple[Any, ...]:
    """Return the rows that may be shown: all but what is only recalled."""
    return tuple(row for row in data.rows("evidence") if row.status in (*CHECKED, "computed"))


def chosen(filters: dict[str, str], order: str = "claim") -> list[Any]:
    """Return the rows that fit the filters, in one of the orders of `order_words`.

    A claim includes the parts of which it consists; an empty filter lets everything through.
    """
    parts = {row.claim_id: row.part_of for row in data.rows("claims")}
    position = {row.claim_id: i for i, row in enumerate(data.rows("claims"))}

    def fits(row: Any) -> bool:
        wanted = filters.get("claim")
        if wanted and wanted not in (row.claim_id, parts.get(row.claim_id)):
            return False
        return all(not filters.get(name) or getattr(row, name) == filters[name] for name in FILTERS[1:])

    keys = {
        "claim": lambda row: (position[row.claim_id], _STEPS.index(row.certainty)),
        "certainty": lambda row: (_STEPS.index(row.certainty), position[row.claim_id]),
        "newest": lambda row: -row.year,
        "largest": lambda row: (row.n is None, -(row.n or 0)),
        "study": lambda row: row.study.casefold(),
    }
    return sorted(filter(fits, shown_rows()), key=keys[order])


def rows_table(rows: list[Any], caption: str) -> Table:
    """Return rows of the evidence as a table of four columns."""
    steps = certainty_words()
    return Table(
        columns=(_("Study"), _("What was measured"), _("Found"), _("Certainty")),
        rows=[(study_name(row), row.measure, found_words(row), steps[row.certainty]) for row in rows],
        caption=caption,
    )


class ExploreEvidence(Activity):
    """Four filters and an order; a page of eight rows; one study card."""

    lesson, key = "03_benefits", "explore_evidence"

    def __init__(self) -> None:
        super().__init__(_("Explore the evidence"))
        rows = shown_rows()
        self.sources = tuple(sorted({row.source_id for row in rows}))
        wide = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}
        narrow = {**wide, "layout": ipywidgets.Layout(width="auto", flex="1 1 14em")}
        steps, designs, sides = certainty_words(), design_words(), side_words()
        used = {row.claim_id for row in rows} | {row.part_of for row in data.rows("claims") if row.part_of}
        labels = {
            "claim": [(row.label, row.claim_id) for row in data.rows("claims") if row.claim_id in used],
            "design": sorted((designs[code], code) for code in {row.design for row in rows}),
            "certainty": [(steps[code], code) for code in _STEPS],
            "side": [(words, code) for code, words in sides.items()],
        }
        heads = {"claim": _("Claim"), "design": _("Design"), "certainty": _("Certainty"), "side": _("Side")}
        self.filters = {
            name: ipywidgets.Dropdown(description=heads[name], options=[(_("All"), ""), *labels[name]], value="", **narrow)
            for name in FILTERS
        }
        self.order = ipywidgets.Dropdown(
            description=_("Order"), options=[(words, code) for code, words in order_words().items()], **narrow
        )
        self.clear = button(_("Show all again"))
        self.clear.layout = ipywidgets.Layout(width="auto", flex="1 1 14em", align_self="flex-end")
        self.listed = ipywidgets.HTML()
        self.back, self.next = button(_("Back")), button(_("Next"))
        self.opened = ipywidgets.Dropdown(description=_("Open a study"), **wide)
        self.card = ipywidgets.HTML()
        self.page, self.found = 0, list(rows)
        kept = self._restore()
        for control in (*self.filters.values(), self.order):
            self.watch(control, "value", lambda _change: self._filtered())
        self.watch(self.opened, "value", lambda change: self._opened(change["new"]))
        self.back.on_click(self.guard(lambda _button: self._turn(-1)))
        self.next.on_click(self.guard(lambda _button: self._turn(1)))
        self.clear.on_click(self.guard(lambda _button: self._clear()))
        turning = ipywidgets.HBox([self.back, self.next])
        lead = ipywidgets.HTML(tag("p", escape(self._lead(len(rows)))))
        asked = ipywidgets.HBox([*self.filters.values(), self.order, self.clear])
        self.lay_out(beside([asked, self.status], [self.listed, turning]), self.opened, self.card, lead)
        # The status line stands by the filters, where the reader looks for the count.
        self.children = self.children[:-1]
        self._restoring = True
        self._find()
        if kept in {row.evidence_id for row in self.found}:
            self.page = [row.evidence_id for row in self.found].index(kept) // PAGE
            self._show()
            self.opened.value = kept
        self._restoring = False

    def _restore(self) -> str:
        controls = {**self.filters, "order": self.order}
        for name, control in controls.items():
            value = self.saved(name, str)
            if value in {code for _label, code in control.options}:
                control.value = value
        return self.saved("opened", str)

    def _state(self) -> dict[str, str]:
        return {
            **{name: control.value for name, control in self.filters.items()},
            "order": self.order.value,
            "opened": self.opened.value or "",
        }

    def _filtered(self) -> None:
        if self._restoring:
            return
        self._find()
        self._keep(self._count_words())

    def _keep(self, said: str) -> None:
        """Save, and say what is shown now; that it could not be saved goes first."""
        with self.status.hold_sync():
            self.save(self._state())
            if self.status.kind != "warning":
                self.status.say(said)

    def _find(self) -> None:
        self.found = chosen({name: control.value for name, control in self.filters.items()}, self.order.value)
        self.page = 0
        self._show()

    def _count_words(self) -> str:
        count = len(self.found)
        if not count:
            return _("No row fits all four filters.")
        return ngettext("{n} row fits.", "{n} rows fit.", count).format(n=text.number(count))

    def _show(self) -> None:
        first = self.page * PAGE
        rows = self.found[first : first + PAGE]
        self.opened.options = [(_("None"), ""), *((f"{study_name(row)}: {row.measure}", row.evidence_id) for row in rows)]
        self.opened.value = ""
        self.back.disabled, self.next.disabled = self.page == 0, first + PAGE >= len(self.found)
        if not rows:
            self.listed.value = tag("p", escape(self._empty_words()))
            return
        caption = _("Rows {first} to {last} of {all}.").format(
            first=text.number(first + 1), last=text.number(first + len(rows)), all=text.number(len(self.found))
        )
        self.listed.value = rows_table(rows, caption).to_html()

    def _empty_words(self) -> str:
        """Return which filter to open first: the one whose removal shows most rows."""
        set_now = {name: control.value for name, control in self.filters.items() if control.value}
        if not set_now:
            return _("The table of evidence has no row that may be shown.")
        gains = {name: len(chosen({**set_now, name: ""})) for name in set_now}
        best = max(gains, key=lambda name: gains[name])
        advice = (
            _("Set “{filter}” to “All”: then {n} fit.").format(filter=self.filters[best].description, n=text.number(gains[best]))
            if gains[best]
            else _("Press “Show all again”.")
        )
        return _("No study here fits all of that. It may exist, or nobody may have asked. {advice}").format(advice=advice)

    def _turn(self, step: int) -> None:
        self.page = min(max(self.page + step, 0), max(0, (len(self.found) - 1) // PAGE))
        self._show()
        self.status.say(_("Page {n}.").format(n=text.number(self.page + 1)))

    def _clear(self) -> None:
        self._restoring = True  # one search for all four
        for control in self.filters.values():
            control.value = ""
        self._restoring = False
        self._filtered()

    def _opened(self, evidence_id: str | None) -> None:
        self.card.value = study_card_html(data.row("evidence", evidence_id)) if evidence_id else ""
        if evidence_id and not self._restoring:
            self._keep(_("The card of {study} is below the table.").format(study=study_name(data.row("evidence", evidence_id))))

    def to_html(self) -> str:
        """Return all rows, folded by claim with their counts."""
        rows = chosen({})
        parts = []
        for claim in data.rows("claims"):
            own = [row for row in rows if row.claim_id == claim.claim_id]
            if not own:
                continue
            count = ngettext("{claim}: {n} row", "{claim}: {n} rows", len(own)).format(claim=claim.label, n=len(own))
            parts.append(
                tag("details", tag("summary", escape(count)), rows_table(own, claim.verdict).to_html(), class_="ms-more")
            )
        return tag("p", escape(self._lead(len(rows)))) + "".join(parts) + tag("div", source_line(self.sources))

    @staticmethod
    def _lead(count: int) -> str:
        return _(
            "{n} rows from published studies, by claim. Each row stands for one figure, and one study may have several. "
            "Short names in it: ADHD (attention deficit hyperactivity disorder) and KFF (a research group in the United States)."
        ).format(n=text.number(count))

    def sentence(self) -> str:
        """Return how many rows can be explored."""
        count = len(shown_rows())
        return ngettext(
            "Explore {n} row of evidence by claim, design, certainty and side; open a study card.",
            "Explore {n} rows of evidence by claim, design, certainty and side; open a study card.",
            count,
        ).format(n=text.number(count))


@with_recipe
def explore_evidence() -> ExploreEvidence:
    """Return the evidence table to filter, sort and open.

    Examples
    --------
    >>> ms.explore_evidence()
    """
    return ExploreEvidence()
