"""One danger on one screen, in the shape of the benefits: claim, finding, certainty, and what to do."""

from collections.abc import Callable

from ..display.elements import Chart
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

    def _limits_html(self, country: str = "") -> str:
        return super()._limits_html(country) if self.limits else ""


def weighed_danger(danger: str, folded: bool = False) -> WeighedDanger:
    """Return the screen of one danger, which a page shows through `activities.weigh`."""
    key = danger.strip().upper()
    row = data.row("dangers", key)
    drawn = (CHARTS[key](),) if key in CHARTS else ()
    return weigh(WeighedDanger, key, row, drawn, lambda limit: limit.limit_id in row.limit_ids, folded)
