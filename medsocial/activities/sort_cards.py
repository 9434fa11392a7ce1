"""Sort the platforms: who sees it, who checks identity, what is it for."""

from collections.abc import Sequence
from typing import Any

from ..display.elements import Table
from ..display.markup import escape, source_line, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.cards import Card
from ..model.platform_cards import facts_of, platform_cards
from ..model.platform_words import checked_words
from ..store import data
from .parts.cards import Cards


class SortCards(Cards):
    """Platform cards, one at a time, with the sources of each; all cards side by side at the end."""

    def __init__(self, cards: Sequence[Card], first: int | None = None) -> None:
        super().__init__(_("Sort the platforms"), "02_platform_taxonomy", "sort_cards", cards, first)
        for choice in self.choices:
            choice.in_row = True  # three questions with four options each are too tall for a screen otherwise

    def save(self, state: dict[str, Any] | None, said: str = "") -> None:
        """Keep the answers, also those to cards that a longer or shorter set shows."""
        kept = self.saved("answers", dict)
        super().save({"answers": {**kept, **state["answers"]}} if state else state, said)

    def _summary_html(self) -> str:
        return self._behind(self.card) + super()._summary_html() + self.review_line()

    def _behind(self, card: Card) -> str:
        """Return the facts behind a card: what was read, where, and when it was true; folded."""
        sees, checks = facts_of(card.key)
        lines = [
            tag("li", escape(f"{lead} {_dated(fact)} "), source_line((fact.source_id,)))
            for lead, fact in ((_("Who sees it:"), sees), (_("Who checks identity:"), checks))
        ]
        own = data.row("platforms", data.row("platform_cards", card.key).platform_id)
        lines.append(tag("li", escape(_("What it is for:")), " ", source_line((own.source_id,))))
        return tag("details", tag("summary", escape(_("Sources and dates of this card"))), tag("ul", *lines), class_="ms-more")

    def closing_html(self) -> str:
        """Return how many were right, and the cards side by side."""
        return super().closing_html() + self._table(self.asked).to_html()

    def _table(self, cards: Sequence[Card]) -> Table:
        def best(question: Any) -> str:
            return question.options[question.right]

        return Table(
            columns=(_("Platform"), _("Who sees it"), _("Who checks identity"), _("What it is for")),
            rows=[(card.heading, *map(best, card.questions)) for card in cards],
            caption=ngettext("The card, sorted.", "All {n} cards, sorted.", len(cards)).format(n=text.number(len(cards))),
        )

    def _static_card(self, position: int) -> str:
        return super()._static_card(position) + self._behind(self.cards[position])

    def to_html(self) -> str:
        """Return the cards with options that open, and the sorted table folded below."""
        lead = tag("summary", escape(_("All cards side by side")))
        table = tag("details", lead, self._table(self.cards).to_html(), class_="ms-more")
        return super().to_html() + table + self.review_line()


def _dated(fact: Any) -> str:
    return _("as of {date}, {checked}.").format(date=text.date(fact.as_of), checked=checked_words()[fact.status])


@with_recipe
def sort_cards(cards: int = 12, first: int | None = None) -> SortCards:
    """Return platform cards to sort: who sees it, who checks identity, what is it for.

    Parameters
    ----------
    cards : int
        How many cards; the first 3, 6 and 8 are sets of their own.
    first : int, optional
        How many of them everybody sorts; the others are offered at the end.

    Raises
    ------
    ValueError
        If there are not so many cards.

    Examples
    --------
    >>> ms.sort_cards(first=6)
    """
    return SortCards(platform_cards(cards), first)
