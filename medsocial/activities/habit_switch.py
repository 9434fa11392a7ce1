"""One synthesis, three cut-offs; and one study that judged the same people by four schemes."""

import ipywidgets

from ..charts.danger_charts import CUTOFFS, cutoff_labels, plot_cutoff
from ..charts.units import evidence_table
from ..display.elements import Table
from ..display.markup import escape, options, tag
from ..display.recipe import with_recipe
from ..ground.text import _
from ..model.evidence import estimate
from .parts.base import Activity
from .parts.beside import beside
from .parts.controls import Choice, Status
from .parts.pictures import PictureStack

SAME_PEOPLE = ("cheng_2022_uk", "cheng_2022_us")
CODES = tuple(CUTOFFS)


def meaning(cutoff: str) -> str:
    """Return what the figure of one cut-off says, and what it does not."""
    found = estimate(CUTOFFS[cutoff])
    said = _("By this cut-off about {value} in 100 are called addicted, 95% interval {low} to {high}.").format(
        value=f"{found.value:g}", low=f"{found.low:g}", high=f"{found.high:g}"
    )
    change = _("The other cut-offs come from different studies, so moving the switch changes the people as well as the line.")
    return f"{said} {change}"


class HabitSwitch(Activity):
    """A switch of three steps, the picture it gives, and the study that kept the people the same."""

    lesson, key = "04_dangers", "explore_habit"

    def __init__(self) -> None:
        super().__init__(_("How many are addicted? Move the line"))
        self.same = same_people()
        kept = self.saved("cutoff", str)
        start = CODES.index(kept) if kept in CODES else 0
        labels = cutoff_labels()
        legend = _("Where is the line drawn?")
        self.choice = Choice(legend=legend, options=[labels[code] for code in CODES], index=start, in_row=True)
        self.pictures = PictureStack(self.choice, lambda index: plot_cutoff(CODES[index]), self)
        self.meaning = Status()
        self.meaning.add_class("ms-said")
        self.sources = tuple(dict.fromkeys((*plot_cutoff(None).sources, *self.same.sources)))
        self.watch(self.choice, "index", lambda change: self._moved(change["new"]))
        self.lay_out(beside([self.choice, self.meaning], [self.pictures]), ipywidgets.HTML(self._same_html()))
        self.meaning.say(meaning(CODES[start]))

    def _moved(self, index: int) -> None:
        if index < 0:
            return  # a browser may empty a switch for a moment
        self.meaning.say(meaning(CODES[index]))
        self.save({"cutoff": CODES[index]})

    def _same_html(self) -> str:
        heading = tag("p", tag("strong", escape(_("And when the people stay the same?"))), class_="ms-step")
        plain = _("One study judged the same people by four schemes. The people did not change; the answer did.")
        return heading + tag("p", escape(plain)) + self.same.to_html() + tag("p", escape(screening()))

    def to_html(self) -> str:
        """Return the strictest picture, what each cut-off says, and the study of the same people."""
        labels = cutoff_labels()
        asked = options(self.key, ((labels[code], tag("p", escape(meaning(code)))) for code in CODES))
        legend = tag("p", escape(_("Where is the line drawn?")), class_="ms-question")
        return plot_cutoff(CODES[0]).to_html() + legend + asked + self._same_html()

    def sentence(self) -> str:
        """Return what the strictest cut-off says."""
        return f"{self.title}. {meaning(CODES[0])}"


def same_people() -> Table:
    """Return the study that applied four schemes to the same people, as a table of ranges."""
    found = [estimate(key) for key in SAME_PEOPLE]
    table = evidence_table(found, _("The same adults under four schemes: lowest and highest share, not an interval."))
    table.sources = tuple(dict.fromkeys(one.row.source_id for one in found))
    return table


def screening() -> str:
    """Return what such scales are for."""
    return _("Such scales screen; they do not diagnose. The figures that we have for clinicians concern the internet as a whole.")


@with_recipe
def explore_habit() -> HabitSwitch:
    """Return the share called addicted to social media, by where the line is drawn.

    Examples
    --------
    >>> ms.explore_habit()
    """
    return HabitSwitch()
