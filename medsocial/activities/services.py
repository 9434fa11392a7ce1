"""Six services and two definitions: does it count, and by whose definition?"""

from ..display.elements import Table
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground.text import _
from ..model.cards import service_cards
from .parts.cards import Cards


class ServiceCards(Cards):
    """The six services, one at a time, and a table of both answers at the end."""

    def closing_html(self) -> str:
        """Return the services side by side under both definitions."""
        lead = tag(
            "p", escape(_("The same service can be social media at work and not in law. Ask which definition a rule uses."))
        )
        return lead + self._table(with_own=True).to_html() + self.missed_html()

    def _table(self, with_own: bool = False) -> Table:
        def words(card, number: int) -> str:
            question = card.questions[number]
            answer = question.options[question.right]
            if not with_own:
                return answer
            return _("{answer} (you: {own})").format(answer=answer, own=question.options[self.answers[card.key][number]])

        return Table(
            columns=(_("Service"), _("General Medical Council (GMC), UK, 2024"), _("Minimum-age law, Australia, 2025")),
            rows=[(card.heading, words(card, 0), words(card, 1)) for card in (self.asked if with_own else self.cards)],
            caption=_("Services under two definitions."),
            sources=self.sources,
        )

    def to_html(self) -> str:
        """Return the cards, and the table folded below."""
        table = tag("details", tag("summary", escape(_("All six side by side"))), self._table().to_html(), class_="ms-more")
        return super().to_html() + table + self.review_line()


@with_recipe
def compare_definitions(first: int | None = None) -> ServiceCards:
    """Return six services to judge by two definitions of social media.

    Parameters
    ----------
    first : int, optional
        How many of them everybody judges; the others are offered at the end.

    Raises
    ------
    ValueError
        If there are not so many services.

    Examples
    --------
    >>> ms.compare_definitions(first=3)
    """
    return ServiceCards(_("Services under two definitions"), "01_definitions", "compare_definitions", service_cards(), first)
