"""The drill on paper: message cards for envelopes."""

from dataclasses import dataclass, field

from ..ground.text import _, ngettext
from ..model.drill import Scenario
from .drill_words import minute_words, paragraph, scene_html
from .elements import Element
from .markup import escape, tag


@dataclass(repr=False)
class InjectCards(Element):
    """The messages as cards to cut out: one envelope each, with the minute on the outside."""

    drill: Scenario = field(kw_only=True)

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
