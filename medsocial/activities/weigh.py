"""Benefits and dangers weighed, as a reader sees them: the own guess inside the claim, the own country's limits first."""

from typing import Any

import ipywidgets

from ..charts import weigh, weigh_dangers
from ..display.markup import escape
from ..display.recipe import bundle, with_recipe
from ..display.verdicts import verdict_html
from ..ground.text import _
from ..model.evidence import certainty_words
from .parts.country import chosen_country
from .rank_benefits import BENEFITS, WATCHERS, compared, kind, saved_guesses


class ShownClaim(ipywidgets.HTML):
    """A claim that has been weighed, with what only this reader sees; its static form is the claim's own."""

    recipe: dict[str, Any] | None = None

    def __init__(self, element: weigh.Weighed) -> None:
        self.element, self.country = element, chosen_country()
        self.claim_id, self.sources = element.claim.claim_id, element.sources
        first = next((limit.country_id for limit in element.limits), "")
        moved = self.country != first and self.country in {limit.country_id for limit in element.limits}
        # All others say the same to everybody, and need no control.
        self.personal = self.claim_id in BENEFITS or moved
        self._own: str | None = None
        super().__init__()
        self.refresh()
        WATCHERS.add(self)

    def refresh(self) -> None:
        """Show what is known of the reader now; where that is nothing new, the claim is not written again."""
        if self.personal and self._own != (own := self._own_html()):
            self._own, self.value = own, self.element.to_html(own, self.country)

    def _own_html(self) -> str:
        guess = saved_guesses().get(self.claim_id)
        if guess is None:
            return ""
        said = _("You guessed: {step}.").format(step=certainty_words()[guess])
        return verdict_html(kind(self.claim_id, guess), said, escape(compared(self.claim_id, guess)))

    def to_html(self) -> str:
        """Return the static form."""
        return self.element.to_html()

    def sentence(self) -> str:
        """Return what the claim's picture shows."""
        return self.element.sentence()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        live = super()._repr_mimebundle_(**options) if self.personal else None
        return {**(live or {}), **bundle(self)}


@with_recipe
def weigh_benefit(benefit: str, folded: bool = False) -> ShownClaim:
    """Return one benefit, weighed in six steps, on the screen with the reader's own guess.

    Parameters
    ----------
    benefit : str
        B1 visibility, B2 public health, B3 patients, B4 networking, B5 education, B6 promotion,
        B7 patients' own communities; in any case.
    folded : bool
        Whether only claim, verdict and certainty stand open.

    Raises
    ------
    UnknownName
        If there is no such benefit.

    Examples
    --------
    >>> ms.weigh_benefit("B1")
    """
    return ShownClaim(weigh.weighed_benefit(benefit, folded))


@with_recipe
def weigh_danger(danger: str, folded: bool = False) -> ShownClaim:
    """Return one danger, weighed in the steps of the benefits.

    Parameters
    ----------
    danger : str
        D1 legal trouble, D2 privacy, D3 image, D4 habit, D5 time, D6 misinformation, D7 harassment,
        D8 undisclosed payments, D9 impersonation, D10 speaking out; in any case.
    folded : bool
        Whether only claim, verdict and certainty stand open.

    Raises
    ------
    UnknownName
        If there is no such danger.

    Examples
    --------
    >>> ms.weigh_danger("D1")
    """
    return ShownClaim(weigh_dangers.weighed_danger(danger, folded))
