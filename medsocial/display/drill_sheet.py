"""The drill on paper: message cards for envelopes, and the sheet for the debrief."""

from dataclasses import dataclass, field

from ..ground.text import _, ngettext
from ..model.drill import Scenario, scenario
from .drill_words import (
    BLANK,
    all_clocks_html,
    closing_html,
    decisions_html,
    heading,
    minute_words,
    order_html,
    paragraph,
    review_html,
    scene_html,
    sources_html,
)
from .elements import Element, Table
from .markup import escape, tag

LINES = 12


@dataclass(repr=False)
class _DrillPaper(Element):
    """What both papers know: the drill."""

    drill: Scenario = field(kw_only=True)


class InjectCards(_DrillPaper):
    """The messages as cards to cut out: one envelope each, with the minute on the outside."""

    def to_html(self) -> str:
        """Return the opening and the cards as HTML without script."""
        lead = _("Cut the cards out. Put each into an envelope with its minute on it. Hand them out by a real clock.")
        cards = "".join(
            tag(
                "div",
                paragraph(minute_words(one.minute), class_="ms-count"),
                tag("p", tag("strong", escape(f"{one.speaker}:"))),
                paragraph(one.text),
                class_="ms-card ms-pocket-side",
            )
            for one in self.drill.injects
        )
        return tag(
            "section",
            paragraph(self.drill.title, class_="ms-activity-title"),
            scene_html(self.drill),
            paragraph(lead),
            tag("div", cards, class_="ms-pocket"),
            class_="ms-activity ms-static",
        )

    def sentence(self) -> str:
        """Return the title and the number of cards."""
        count = len(self.drill.injects)
        return f"{self.drill.title}. " + ngettext(
            "{n} message card for one hour.", "{n} message cards for one hour.", count
        ).format(n=count)


class DebriefSheet(_DrillPaper):
    """The facilitator's sheet: lines for the log, then decisions with reasons, our order, clocks and questions."""

    def to_html(self) -> str:
        """Return the sheet as HTML without script."""
        log = Table(
            columns=(_("Minute"), _("What the table decided")),
            rows=[("_" * 6, BLANK * 2)] * LINES,
            caption=_("The log: one person writes, nobody judges yet."),
        )
        parts = (
            paragraph(self.drill.title, class_="ms-activity-title"),
            log.to_html(),
            heading(_("For the debrief: our order")),
            order_html(self.drill),
            heading(_("Each decision and why")),
            decisions_html(self.drill),
            heading(_("Clocks of notification")),
            all_clocks_html(self.drill),
            closing_html(self.drill),
            review_html(self.drill),
            sources_html(self.drill),
        )
        return tag("section", *parts, class_="ms-activity ms-static")

    def sentence(self) -> str:
        """Return what the sheet holds."""
        return f"{self.drill.title}. " + _("A sheet for the debrief: log, our order, reasons, clocks and questions.")


def inject_cards(name: str) -> InjectCards:
    """Return the message cards of a drill, to print and cut out.

    Raises
    ------
    UnknownName
        If there is no drill of this name.
    """
    drill = scenario(name)
    return InjectCards(drill=drill, sources=drill.source_ids)


def debrief_sheet(name: str) -> DebriefSheet:
    """Return the facilitator's sheet of a drill, to print.

    Raises
    ------
    UnknownName
        If there is no drill of this name.
    """
    drill = scenario(name)
    return DebriefSheet(drill=drill, sources=drill.source_ids)
