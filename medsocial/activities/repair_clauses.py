"""The clause clinic: bad clauses of hospital policies, what is wrong with them, and how to repair them."""

import ipywidgets

from ..display.markup import escape, source_line, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.cards import Card, question
from ..model.policy import Settings, build, usual_channels
from ..store import data
from .parts.base import button
from .parts.cards import Cards
from .parts.printing import File, hand_out_page

LESSON, KEY = "06_hospital_policy", "repair_clauses"
SHEET = "clause_clinic_to_print.html"


def repair_cards() -> tuple[Card, ...]:
    """Return the bad clauses as cards: what is wrong, and which repair is best."""
    return tuple(
        Card(
            key=entry["id"],
            heading=entry["heading"],
            scene=f"“{entry['bad']}”",
            questions=(
                question(_("What is the main fault of this clause?"), entry["wrong"]),
                question(_("Which repair is best?"), entry["repairs"]),
            ),
            source_ids=tuple(entry["source_ids"]),
            item=f"repair:{entry['id']}",
        )
        for entry in data.yaml_content("policy_repairs")["clauses"]
    )


def model_clauses() -> dict[str, str]:
    """Return the clause that we would print for each bad one, as the policy builder words it."""
    hospital = text.content(data.yaml_content("cast")["hospital"]["name"])
    made = build(Settings(hospital=hospital, channels=usual_channels()))
    by_key = {clause.key: clause.text for section in made.sections for clause in section.clauses}
    return {entry["id"]: by_key[entry["model"]] for entry in data.yaml_content("policy_repairs")["clauses"]}


class RepairClauses(Cards):
    """One bad clause at a time; the model clause appears once both questions have an answer."""

    def __init__(self, first: int | None = None) -> None:
        self.models = model_clauses()
        self.model = ipywidgets.HTML()
        self.to_print, self.file = button(_("Make a sheet for the table")), File()
        super().__init__(_("Clause clinic: repair these clauses"), LESSON, KEY, repair_cards(), first)
        self.to_print.on_click(self.guard(lambda _button: self._print()))
        *above, turning, summary, retry, more, status = self.children
        self.children = (*above, self.model, turning, summary, retry, more, self.to_print, self.file, status)

    def _show(self) -> None:
        super()._show()
        self._show_model()

    def _answer(self, number: int, index: int) -> None:
        super()._answer(number, index)
        self._show_model()

    def _show_model(self) -> None:
        done = min(self.answers.get(self.card.key, [-1])) >= 0
        self.model.value = self._model_html(self.card) if done else ""

    def _model_html(self, card: Card) -> str:
        lead = tag("p", escape(_("The clause that our builder prints")), class_="ms-question")
        return tag(
            "div", lead, tag("p", escape(self.models[card.key])), tag("div", source_line(card.source_ids)), class_="ms-preview"
        )

    def _static_card(self, position: int) -> str:
        card = self.cards[position]
        summary = tag("summary", escape(_("The clause that our builder prints")))
        folded = tag("details", summary, tag("p", escape(self.models[card.key])), class_="ms-more")
        return super()._static_card(position) + folded

    def to_html(self) -> str:
        """Return every clause with its faults and repairs, each folded, and the table sheet."""
        sheet = tag("details", tag("summary", escape(_("The sheet for the table"))), sheet_html(), class_="ms-more")
        return super().to_html() + sheet + self.review_line() + self.sources_html()

    def _print(self) -> None:
        hand_out_page(self, self.file, SHEET, self.title, sheet_html())

    def sentence(self) -> str:
        """Return what the clinic holds, in one sentence."""
        count = len(self.cards)
        return ngettext(
            "Clause clinic: {n} bad clause, what is wrong with it, three repairs and the clause that we would print.",
            "Clause clinic: {n} bad clauses, what is wrong with each, three repairs and the clause that we would print.",
            count,
        ).format(n=count)


def sheet_html() -> str:
    """Return the sheet for a table of a room: the bad clauses with room to write, and no key."""
    lead = _("Take one clause each. Mark the fault, then write it anew. Name an owner, a time and a limit. Eight minutes.")
    rows = "".join(
        tag("tr", tag("th", escape(f"{number}. “{entry['bad']}”"), scope="row"), tag("td", "_" * 28), tag("td", "_" * 28))
        for number, entry in enumerate(data.yaml_content("policy_repairs")["clauses"], start=1)
    )
    columns = (_("Clause"), _("Its fault"), _("Your wording"))
    head = tag("tr", *(tag("th", escape(word), scope="col") for word in columns))
    table = tag(
        "table", tag("caption", escape(_("Clauses to repair"))), tag("thead", head), tag("tbody", rows), class_="ms-table"
    )
    return tag("p", escape(lead)) + tag("div", table, class_="ms-table-frame")


@with_recipe
def repair_clauses(first: int | None = None) -> RepairClauses:
    """Return the clause clinic: bad clauses of hospital policies to repair.

    Parameters
    ----------
    first : int, optional
        How many of them everybody repairs; the others are offered at the end.

    Raises
    ------
    ValueError
        If there are not so many clauses.

    Examples
    --------
    >>> ms.repair_clauses(first=3)
    """
    return RepairClauses(first)
