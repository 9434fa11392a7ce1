"""One danger on one screen, in the shape of the benefits: claim, finding, certainty, and what to do."""

from collections.abc import Callable

from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground.text import _
from ..store import data
from . import danger_charts as charts
from .enforcement import plot_enforcement
from .footprint import plot_credibility
from .weigh import Weighed, weigh

CHARTS: dict[str, Callable[[], Chart]] = {
    "D1": plot_enforcement,
    "D2": charts.plot_stories_and_tweets,
    "D3": plot_credibility,
    "D4": charts.plot_habit,
    "D6": charts.plot_misinformation,
    "D8": charts.plot_payments,
}


class WeighedDanger(Weighed):
    """A danger that has been weighed; see `weigh_danger`."""

    def advice_heading(self) -> str:
        """Return the heading above the advice."""
        return _("What to do")

    def advice(self) -> str:
        """Return the advice, each sentence a point of its own."""
        return self.benefit.what_to_do

    def more_studies(self) -> str:
        """Return what the folded table of studies is called."""
        return _("More studies on this danger")

    def _limits_html(self) -> str:
        return super()._limits_html() if self.limits else ""


@with_recipe
def weigh_danger(danger: str, folded: bool = False) -> WeighedDanger:
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
    key = danger.strip().upper()
    row = data.row("dangers", key)
    drawn = (CHARTS[key](),) if key in CHARTS else ()
    return weigh(WeighedDanger, key, row, drawn, lambda limit: limit.limit_id in row.limit_ids, folded)
