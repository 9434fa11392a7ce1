"""One act in several countries side by side: what holds, which text says it, and how far that was checked.

Kept in lesson 05 under `compare_jurisdictions_` and the id of the act that the page begins with:
`{"act": act_id, "places": [jurisdiction_id, …]}`.
"""

from typing import Any

import ipywidgets

from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground.text import _
from ..model import guidance
from ..model.guidance import Cell
from .parts.base import Activity, button
from .parts.country import chosen_country
from .parts.guidance_words import agreement, cells_table, strictest_line

LESSON = "05_patients_and_boundaries"
# The act that opens the table: a first step towards a patient from a personal account.
FIRST_ACT = 1


class Jurisdictions(Activity):
    """A menu of acts, a box for each place, and a table of what holds there.

    Parameters
    ----------
    act : str or int
        The act to begin with; the static form shows it in all places.
    """

    lesson = LESSON

    def __init__(self, act: str | int) -> None:
        super().__init__(_("Compare what countries ask"))
        self.act = guidance.find_act(act)
        self.key = f"compare_jurisdictions_{self.act.act_id}"
        self.sources = tuple(sorted({cell.source_id for cell in guidance.rules_for(self.act.act_id)}))
        country = chosen_country()
        self.own = guidance.jurisdiction_of(country) if country else ""
        self.menu = ipywidgets.Dropdown(
            description=_("What is done?"),
            options=[(f"{one.number}. {one.short}", one.act_id) for one in guidance.acts()],
            value=self.act.act_id,
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="100%", max_width="560px"),
        )
        self.boxes = {
            place.jurisdiction_id: ipywidgets.Checkbox(
                description=place.name,
                value=self.own in ("", place.jurisdiction_id),
                indent=False,
                layout=ipywidgets.Layout(width="auto", margin="0 1.2em 0 0"),
            )
            for place in guidance.jurisdictions()
        }
        self.all, self.mine = button(_("All places")), button(_("Only my country"))
        self.mine.layout.display = "" if self.own else "none"
        self.found = ipywidgets.HTML()
        self._restore()
        self._many = False
        for control in (self.menu, *self.boxes.values()):
            self.watch(control, "value", lambda _change: self._changed())
        self.all.on_click(self.guard(lambda _button: self._tick(list(self.boxes))))
        self.mine.on_click(self.guard(lambda _button: self._tick([self.own])))
        ticks = ipywidgets.HBox(list(self.boxes.values()))
        asked = ipywidgets.HTML(tag("p", escape(_("Where?")), class_="ms-question"))
        lead = ipywidgets.HTML(_lead_html())
        self.lay_out(lead, self.menu, asked, ticks, ipywidgets.HBox([self.all, self.mine]), self.found)
        # The line on where they differ stands above the long table.
        self.children = (*self.children[:-2], self.status, self.found)
        self._show()
        if self.status.kind != "warning":  # a damaged file is said first
            self.status.say(agreement(self.cells()))

    def _restore(self) -> None:
        """Set the menu and the boxes to what was kept, as far as it still exists."""
        act = self.saved("act", str)
        if act in {value for _label, value in self.menu.options}:
            self.menu.value = act
        places = [one for one in self.saved("places", list) if isinstance(one, str) and one in self.boxes]
        if places:
            for place, box in self.boxes.items():
                box.value = place in places

    def ticked(self) -> list[str]:
        """Return the places that are ticked, in the order of the table."""
        return [place for place, box in self.boxes.items() if box.value]

    def cells(self) -> tuple[Cell, ...]:
        """Return what is asked for now: the chosen act in the ticked places, the reader's own country first."""
        ticked = self.ticked()
        chosen = [cell for cell in guidance.rules_for(self.menu.value) if cell.jurisdiction.jurisdiction_id in ticked]
        return tuple(sorted(chosen, key=lambda cell: cell.jurisdiction.jurisdiction_id != self.own))

    def _tick(self, places: list[str]) -> None:
        self._many = True  # one answer for all boxes, not one for each
        for place, box in self.boxes.items():
            box.value = place in places
        self._many = False
        self._changed()

    def _changed(self) -> None:
        if self._many:
            return
        self._show()
        with self.status.hold_sync():
            self.save({"act": self.menu.value, "places": self.ticked()})
            if self.status.kind != "warning":
                self.status.say(agreement(self.cells()))

    def _show(self) -> None:
        self.found.value = _answer_html(guidance.find_act(self.menu.value), self.cells(), self.own)

    def to_html(self) -> str:
        """Return the act that the page begins with, in all places."""
        cells = guidance.rules_for(self.act.act_id)
        return _lead_html() + tag("p", escape(agreement(cells))) + _answer_html(self.act, cells, "")

    def sentence(self) -> str:
        """Return the act, and where places agree and differ."""
        return f"{self.title}. {self.act.short}. {agreement(guidance.rules_for(self.act.act_id))}"


def _lead_html() -> str:
    said = _(
        "Teaching material, not legal advice. “Nothing found” is no permission. "
        "WMA (World Medical Association) is the line for readers in other countries."
    )
    return tag("p", escape(said))


def _answer_html(act: Any, cells: tuple[Cell, ...], own: str) -> str:
    if not cells:
        return ""
    strict = strictest_line(cells)
    said = tag("p", escape(strict)) if strict else ""
    caption = _("Act {n} of the table: {act}").format(n=act.number, act=act.act)
    return said + cells_table(cells, caption, own)


@with_recipe
def compare_jurisdictions(act: str | int | None = None) -> Jurisdictions:
    """Return one act in several countries side by side; the reader can choose others.

    Parameters
    ----------
    act : str or int, optional
        Id, number or short name of an act of the table; without it the table begins with act 1.

    Raises
    ------
    UnknownName
        If there is no such act; the message gives the nearest names.

    Examples
    --------
    >>> ms.compare_jurisdictions()
    """
    return Jurisdictions(FIRST_ACT if act is None else act)
