"""Which two platforms would you keep, and for what?

The answer is stored for the channel chooser of lesson 03, under the key `choose_two` of lesson 02:
`{"kept": [{"platform_id": "linkedin", "purpose": "meet_colleagues"}, …]}` with at most two entries, no platform
twice; `purpose` is one of `PURPOSES`.
"""

from typing import Any

import ipywidgets

from .. import data, text
from ..display.elements import Table
from ..display.markup import escape, options, source_line, tag
from ..display.recipe import with_recipe
from ..model.lives import checked_on, lives
from ..text import _
from .base import Activity

LESSON, KEY = "02_platform_taxonomy", "choose_two"
# Which property is worth knowing first for each purpose; the next ones count where that one was not found.
PURPOSES = {
    "reach_public": ("default_visibility", "content_lifetime", "encryption"),
    "answer_questions": ("business_associate", "encryption", "default_visibility"),
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
        and row.status in ("verified", "second_hand")
        and row.value not in NOTHING_KNOWN
        and _words(row.attribute, row.value)
    }
    searched = [facts[attribute] for attribute in PURPOSES[purpose] if attribute in facts]
    # Something found says more than a search without result; only the agreement is news when it is missing.
    found = [fact for fact in searched if fact.value != "not_found" or fact.attribute == "business_associate"]
    return next(iter(found or searched), None)


def _words(attribute: str, value: str) -> str:
    agreement = _(
        "We found no offer of a business associate agreement, the contract that American law asks for before a firm holds patient data."
    )
    return {
        ("default_visibility", "public"): _("By default anyone can see what you post."),
        ("default_visibility", "members"): _("By default the other members see what you post."),
        ("default_visibility", "private"): _("By default only the people you write to see it."),
        ("default_visibility", "mixed"): _("Who sees it differs from item to item."),
        ("identity_check", "none"): _("Nobody checks who is behind a name."),
        ("identity_check", "self_declared"): _("Nobody checks who is behind a name: one's word is enough."),
        ("identity_check", "optional"): _("Proof of identity is voluntary."),
        ("identity_check", "phone_number"): _("A phone number is the only identity."),
        ("identity_check", "address_checked"): _("The home address is checked."),
        ("identity_check", "institution_address"): _("An address at an institution is asked for."),
        ("identity_check", "organisation"): _("The employer decides who gets an account."),
        ("identity_check", "professional_credential"): _("The profession of members is checked."),
        ("identity_check", "not_found"): _("We searched and did not find out who checks identity."),
        ("encryption", "none"): _("Private messages are not end-to-end encrypted: the firm can read them."),
        ("encryption", "default_on"): _("Messages are end-to-end encrypted: the firm cannot read them."),
        ("encryption", "opt_in"): _("Messages are end-to-end encrypted only if you choose it."),
        ("encryption", "partial"): _("Only some messages are end-to-end encrypted."),
        ("encryption", "contested"): _("Whether its encrypted messages are safe is disputed."),
        ("encryption", "not_found"): _("We searched and did not find whether messages are end-to-end encrypted."),
        ("content_lifetime", "persistent"): _("What you post stays until you delete it."),
        ("content_lifetime", "permanent_record"): _("What you write stays in a public history for good."),
        ("content_lifetime", "not_permanent"): _("What you post may be lost."),
        ("content_lifetime", "ephemeral"): _("What you post disappears after a while."),
        ("content_lifetime", "mixed"): _("How long a post stays differs from item to item."),
        ("content_lifetime", "organisation_policy"): _("Your organisation decides how long a post stays."),
        ("business_associate", "yes"): _("The firm offers the contract that American law asks for before it holds patient data."),
        ("business_associate", "yes_paid_organisation_only"): _(
            "Only paying organisations get the contract that American law asks for before a firm holds patient data."
        ),
        ("business_associate", "not_found"): agreement,
        ("business_associate", "no"): _("The firm does not offer the contract that American law asks for patient data."),
    }.get((attribute, value), "")


def fact_words(fact: Any) -> str:
    """Return a fact with its caveat, its date and how far it was checked."""
    # The detail of an empty search repeats its sentence.
    detail = fact.detail if fact.detail and fact.source_id != "medsocial_search_2026" else ""
    checked = (
        _("As of {date}, read in a report of it.") if fact.status == "second_hand" else _("As of {date}, read at the source.")
    )
    if fact.source_id == "medsocial_search_2026":
        checked = _("Our search of {date}.")
    when = checked.format(date=text.date(fact.as_of))
    return " ".join(part for part in (_words(fact.attribute, fact.value), detail, when) if part)


class KeepTwo(Activity):
    """Two platforms and a purpose for each; one fact worth knowing about each choice."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("Which two platforms would you keep, and for what?"))
        self.names = alive()
        wide = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}
        platforms = [(_("No platform chosen"), ""), *((name, key) for key, name in self.names.items())]
        purposes = [(label, code) for code, label in purpose_labels().items()]
        heads = ((_("First platform"), _("What for?")), (_("Second platform"), _("What for? (second platform)")))
        self.platforms = [ipywidgets.Dropdown(description=one, options=platforms, value="", **wide) for one, _two in heads]
        self.purposes = [ipywidgets.Dropdown(description=two, options=purposes, value="none", **wide) for _one, two in heads]
        self.facts = [ipywidgets.HTML() for _head in heads]
        gone = self._restore()
        for control in (*self.platforms, *self.purposes):
            self.watch(control, "value", lambda _change: self._chosen())
        rows = zip(self.platforms, self.purposes, self.facts, strict=True)
        self.lay_out(*(widget for row in rows for widget in row))
        self._show()
        if gone:
            self.status.say(_("An earlier choice is no longer in the list. Please choose again."))

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
        if fact is None:
            return tag("p", name, " ", escape(_("We have no checked fact for this purpose. Read its terms before you use it.")))
        advice = tag("p", escape(_advice()["none"])) if purpose == "none" else ""
        return tag("p", name, " ", escape(fact_words(fact))) + tag("div", source_line((fact.source_id,))) + advice

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
        return (
            tag("p", escape(_("Write down two platforms that you would keep, and one purpose for each.")))
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
