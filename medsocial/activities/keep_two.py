"""Which two platforms would you keep, and for what?

The answer is stored for the channel chooser of lesson 03, under the key `choose_two` of lesson 02:
`{"kept": [{"platform_id": "linkedin", "purpose": "meet_colleagues"}, …]}` with at most two entries, no platform
twice; `purpose` is one of `PURPOSES`.
"""

from typing import Any

import ipywidgets

from ..display.elements import Table
from ..display.markup import escape, options, source_line, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _
from ..model.channels import CHECKED
from ..model.lives import checked_on, lives
from ..model.platform_profile import fact_words
from ..store import data
from .parts.base import Activity

LESSON, KEY = "02_platform_taxonomy", "choose_two"
# Which property is worth knowing first for each purpose; the next ones count where that one was not found.
PURPOSES = {
    "reach_public": ("default_visibility", "content_lifetime", "encryption"),
    "answer_questions": ("encryption", "business_associate", "default_visibility"),
    "learn": ("identity_check", "content_lifetime", "default_visibility"),
    "meet_colleagues": ("identity_check", "default_visibility", "encryption"),
    "hire": ("default_visibility", "identity_check", "encryption"),
    "publish": ("content_lifetime", "default_visibility", "encryption"),
    "none": ("default_visibility", "content_lifetime", "encryption"),
}
NOTHING_KNOWN = ("unknown", "not_applicable")


def purpose_labels() -> dict[str, str]:
    """Return the purposes in words, by code."""
    return {
        "none": _("No purpose yet"),
        "reach_public": _("Reach the public"),
        "answer_questions": _("Answer patients' general questions"),
        "learn": _("Learn"),
        "meet_colleagues": _("Meet colleagues"),
        "hire": _("Hire"),
        "publish": _("Publish"),
    }


def _advice() -> dict[str, str]:
    return {
        "reach_public": _("Ask who sees a post if you change no setting. A closed room does not reach the public."),
        "answer_questions": _(
            "Ask whether messages are encrypted, and whether the firm may hold patient data. "
            "Answer in general, never about one patient."
        ),
        "learn": _("Ask who checks what people say they are. Advice is worth what its author is worth."),
        "meet_colleagues": _("Ask whether the profession is checked. A title in a profile is easily typed."),
        "hire": _("Ask whether applicants can see you without an account. Ask also who checks theirs."),
        "publish": _("Ask how long a post stays, and whether you can take it back."),
        "none": _("A platform without a purpose costs time and leaves traces. Leaving is a choice as well."),
    }


def alive() -> dict[str, str]:
    """Return the names of the platforms known to be alive at the last check, by id, in alphabetical order."""
    day = checked_on()
    found = {one.platform_id: one.name for one in lives().values() if one.status_at(day) in ("alive", "renamed")}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def fact_worth_knowing(platform_id: str, purpose: str) -> Any | None:
    """Return the fact on a platform that matters most for a purpose, or None if none was looked up."""
    facts = {
        row.attribute: row
        for row in data.rows("platform_facts")
        if row.platform_id == platform_id
        and row.status in CHECKED
        and row.value not in NOTHING_KNOWN
    }
    return min((facts[attribute] for attribute in PURPOSES[purpose] if attribute in facts), key=_comes_late, default=None)


def _comes_late(fact: Any) -> int:
    """Return 0 for a fact that warns or informs, 1 for one that may reassure wrongly, 2 for a search without result."""
    # Encryption does not make a firm a lawful keeper of patient data: a missing agreement is the news then.
    if fact.attribute == "encryption" and fact.value == "default_on":
        return 1
    return 2 if fact.value == "not_found" and fact.attribute != "business_associate" else 0


class KeepTwo(Activity):
    """Two platforms and a purpose for each; one fact worth knowing about each choice."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("Which two platforms would you keep, and for what?"))
        self.names = alive()
        wide = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}
        platforms = [(_("No platform chosen"), ""), *((name, key) for key, name in self.names.items())]
        purposes = [(label, code) for code, label in purpose_labels().items()]
        heads = (
            (_("First platform"), _("For what would you keep the first?")),
            (_("Second platform"), _("For what would you keep the second?")),
        )
        self.platforms = [ipywidgets.Dropdown(description=one, options=platforms, value="", **wide) for one, _two in heads]
        self.purposes = [ipywidgets.Dropdown(description=two, options=purposes, value="none", **wide) for _one, two in heads]
        self.facts = [ipywidgets.HTML() for _head in heads]
        gone = self._restore()
        for control in (*self.platforms, *self.purposes):
            self.watch(control, "value", lambda _change: self._chosen())
        rows = zip(self.platforms, self.purposes, self.facts, strict=True)
        self.lay_out(ipywidgets.HTML(tag("p", escape(self._left_out()))), *(widget for row in rows for widget in row))
        self._show()
        if gone:
            self.status.say(_("An earlier choice is no longer in the list. Please choose again."))

    @staticmethod
    def _left_out() -> str:
        return _("The list holds the platforms that were alive at our last check, on {date}. Others are left out.").format(
            date=text.date(checked_on())
        )

    def _restore(self) -> bool:
        """Set the controls to what was stored; return whether something stored is no longer on offer."""
        good, gone = [], False
        for entry in self.saved("kept", list):
            platform, purpose = (entry.get("platform_id"), entry.get("purpose")) if isinstance(entry, dict) else (None, None)
            if not isinstance(platform, str) or platform not in self.names or platform in [one for one, _purpose in good]:
                gone = True
            else:
                good.append((platform, purpose if isinstance(purpose, str) and purpose in PURPOSES else "none"))
        for (platform, purpose), where, what in zip(good, self.platforms, self.purposes, strict=False):
            where.value, what.value = platform, purpose
        return gone

    def kept(self) -> list[dict[str, str]]:
        """Return what is chosen now, as it is stored."""
        pairs = zip(self.platforms, self.purposes, strict=True)
        return [{"platform_id": where.value, "purpose": what.value} for where, what in pairs if where.value]

    def _chosen(self) -> None:
        self._show()
        first, second = (where.value for where in self.platforms)
        if first and first == second:
            self.status.say(
                _("You chose {name} twice. Choose another second platform, or keep only one.").format(name=self.names[first]),
                "warning",
            )
            return
        self.save({"kept": self.kept()})

    def _show(self) -> None:
        for pane, where, what in zip(self.facts, self.platforms, self.purposes, strict=True):
            pane.value = self._fact_html(where.value, what.value) if where.value else ""

    def _fact_html(self, platform_id: str, purpose: str) -> str:
        fact = fact_worth_knowing(platform_id, purpose)
        name = tag("strong", escape(_("Worth knowing: {name}.").format(name=self.names[platform_id])))
        advice = tag("p", escape(_advice()[purpose]))
        if fact is None:
            none = _("We have no checked fact for this purpose. Read its terms before you use it.")
            return advice + tag("p", name, " ", escape(none))
        return advice + tag("p", name, " ", escape(fact_words(fact))) + tag("div", source_line((fact.source_id,)))

    def to_html(self) -> str:
        """Return what to ask for each purpose, with options that open, and one fact on each platform folded below."""
        labels, advice = purpose_labels(), _advice()
        asked = options(
            KEY, ((labels[code], tag("p", escape(advice[code]))) for code in (*(c for c in labels if c != "none"), "none"))
        )
        found = {name: fact_worth_knowing(platform_id, "none") for platform_id, name in self.names.items()}
        table = Table(
            columns=(_("Platform"), _("One fact worth knowing")),
            rows=[(name, fact_words(fact) if fact else _("No checked fact.")) for name, fact in found.items()],
            caption=_("{n} platforms known to be alive.").format(n=text.number(len(found))),
            sources=tuple(sorted({fact.source_id for fact in found.values() if fact})),
        )
        task = _("Write down two platforms that you would keep, and one purpose for each.")
        return (
            tag("p", escape(f"{task} {self._left_out()}"))
            + tag("p", escape(_("For what? Choose a purpose and read what to ask first.")), class_="ms-question")
            + asked
            + tag("details", tag("summary", escape(_("One fact on each platform"))), table.to_html(), class_="ms-more")
        )

    def sentence(self) -> str:
        """Return what is asked, in one sentence."""
        return _("Choose two platforms to keep and a purpose for each; one fact worth knowing is shown for each choice.")


@with_recipe
def choose_two() -> KeepTwo:
    """Return the choice of two platforms to keep, each with its purpose.

    Examples
    --------
    >>> ms.choose_two()
    """
    return KeepTwo()
