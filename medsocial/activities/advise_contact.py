"""May I? A few plain questions about contact with a patient, then the decision with its reasons.

Kept in lesson 05 under `advise_contact`: `{"answers": {"who", "person", "channel", "about", "danger"}}`,
each a code of `contact_rules.yaml`.
"""

import ipywidgets

from ..display.markup import escape, options, source_line, tag
from ..display.recipe import with_recipe
from ..display.reviewed import review_html
from ..ground import text
from ..ground.text import _
from ..model import contact, guidance, local_card
from ..model.contact import ContactAdvice
from .parts.base import Activity
from .parts.country import country_menu
from .parts.guidance_words import agreement, cells_table, document_words, value_html

LESSON, KEY = "05_patients_and_boundaries", "advise_contact"
# The kind of box for each decision; the words of the decision stand in it.
BOXES = {"care_now": "warning", "conditions": "note", "ordinary": "note"}


class ContactAdviser(Activity):
    """Five menus and the decision below them."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("May I? Contact with a patient online"))
        words = contact.rules()
        self.sources = _sources()
        half = ipywidgets.Layout(width="48%", min_width="15em", flex="1 1 auto")
        look = {"style": {"description_width": "initial"}, "layout": half}
        first = contact.first_answers()
        self.menus = {
            one["id"]: ipywidgets.Dropdown(
                description=one["legend"],
                options=[(option["label"], option["id"]) for option in one["options"]],
                value=first[one["id"]],
                **look,
            )
            for one in words["questions"]
        }
        self.country = country_menu(_("Where do you practise?"))
        self.country.layout = half
        self.found = ipywidgets.HTML()
        self._restore()
        for control in self.menus.values():
            self.watch(control, "value", lambda _change: self._answered())
        self.watch(self.country, "value", lambda _change: self._show())
        intro = ipywidgets.HTML(tag("p", escape(words["intro"])))
        below = ipywidgets.HTML(_review_html())
        asked = [*self.menus.values(), self.country]
        pairs = [ipywidgets.HBox(asked[i : i + 2]) for i in range(0, len(asked), 2)]  # the decision stays in sight
        self.lay_out(intro, *pairs, self.found, below)
        # What changed is said before the long answer.
        self.children = (*self.children[:-3], self.status, *self.children[-3:-1])
        self._show()

    def _restore(self) -> None:
        kept = self.saved("answers", dict)
        for question, menu in self.menus.items():
            if kept.get(question) in [value for _label, value in menu.options]:
                menu.value = kept[question]

    def answers(self) -> dict[str, str]:
        """Return what is answered now, as it is stored."""
        return {question: menu.value for question, menu in self.menus.items()}

    def advice(self) -> ContactAdvice:
        """Return what the rules say to what is answered now."""
        return contact.advise(self.answers(), self.country.value)

    def _answered(self) -> None:
        self._show()
        with self.status.hold_sync():
            self.save({"answers": self.answers()})
            if self.status.kind != "warning":
                self.status.say(_("The decision: {decision}.").format(decision=self.advice().label))

    def _show(self) -> None:
        self.found.value = advice_html(self.advice(), self.country.value)

    def to_html(self) -> str:
        """Return the first situation with its decision, and the others to open."""
        words = contact.rules()
        first, *others = words["situations"]
        form = _("{n} situations; the first one is open. Choose another and read its decision.")
        asked = tag("p", escape(form.format(n=text.number(len(words["situations"])))), class_="ms-question")
        return (
            tag("p", escape(_("Each decision comes with its reasons, words to say, and what to write down.")))
            + asked
            + tag("p", tag("strong", escape(f"{first['label']}.")), class_="ms-step")
            + advice_html(contact.advise(first["answers"]), "", tables=False)
            + options(KEY, ((one["label"], advice_html(contact.advise(one["answers"]), "", tables=False)) for one in others))
            + _review_html()
            + tag("div", source_line(self.sources))
        )

    def sentence(self) -> str:
        """Return what is asked, and the decision to the first situation."""
        first = contact.rules()["situations"][0]
        form = _("{title}. Five questions lead to a decision. Example: {situation}. {decision}.")
        return form.format(title=self.title, situation=first["label"], decision=contact.advise(first["answers"]).label)


def advice_html(found: ContactAdvice, country: str, *, tables: bool = True) -> str:
    """Return a decision with its reasons, conditions, words, record, and what countries ask.

    With `tables` the whole text of each country unfolds below.
    """
    title = tag("p", tag("strong", escape(found.label)), class_="ms-callout-title")
    reasons = tag("ul", *(tag("li", escape(reason)) for reason in found.reasons))
    box = tag("aside", title, reasons, class_=f"ms-callout ms-{BOXES.get(found.decision, 'rule')}", role="note")
    parts = [box]
    if found.conditions:
        parts.append(tag("p", tag("strong", escape(_("Conditions")))))
        parts.append(tag("ol", *(tag("li", escape(one)) for one in found.conditions)))
    parts.append(tag("p", tag("strong", escape(_("Words to say:"))), " ", tag("em", escape(found.script))))
    parts.append(tag("p", tag("strong", escape(_("Write down:"))), " ", escape(found.record)))
    if found.weak:
        said = _("The evidence is weak: for most places we found no rule on this. We do not score it anywhere.")
        parts.append(tag("p", escape(said)))
    parts.append(_danger_html(country) if found.danger else _countries_html(found, country, tables))
    return "".join(parts)


def _countries_html(found: ContactAdvice, country: str, tables: bool) -> str:
    if not found.cells:
        return tag("p", escape(_("Our table of countries has no row for this. Your usual rules of care hold.")))
    parts = []
    if found.stricter:
        said = _(
            "The general line of your country is stricter than our decision. Look whether it knows your case as an exception. "
            "If you doubt, decline."
        )
        parts.append(tag("p", tag("strong", escape(said)), class_="ms-support"))
    for cell in found.own:
        parts.append(tag("p", tag("strong", escape(_("{place}: {act}").format(place=cell.place, act=cell.act.short)))))
        parts.append(tag("div", value_html(cell)))
        parts.append(tag("p", escape(cell.says), " ", tag("span", escape(document_words(cell)), class_="ms-count")))
    own = guidance.jurisdiction_of(country) if country else ""
    lines = [tag("li", tag("strong", escape(f"{cells[0].act.short}. ")), escape(agreement(cells))) for cells in found.cells]
    form = _("For a country that is not named, read WMA (World Medical Association).")
    parts.append(tag("p", tag("strong", escape(_("Where countries differ."))), " ", escape(form)) + tag("ul", *lines))
    if tables:
        whole = "".join(cells_table(cells, cells[0].act.act, own) for cells in found.cells)
        parts.append(tag("details", tag("summary", escape(_("What each text says"))), whole, class_="ms-more"))
    return "".join(parts)


def _danger_html(country: str) -> str:
    """Return the numbers to give, as far as they were checked for the country."""
    fact = local_card.facts(country).get("crisis_line") if country else None
    if fact is None:
        said = _("We have checked no emergency or crisis number for you. Put yours on the local card, and have it confirmed.")
        return tag("p", escape(said))
    marks = f" ({', '.join(fact.marks)})" if fact.marks else ""
    first = _("For the body, the emergency number comes first. A crisis line is for a crisis of the mind.")
    line = _("Numbers that we read for your country: {value}{marks}").format(value=fact.value, marks=marks)
    return tag("p", escape(f"{first} {line}")) + tag("div", source_line(fact.source_ids))


def _sources() -> tuple[str, ...]:
    """Return the sources of the rules and of what the static form says on countries."""
    words = contact.rules()
    found = {words["source_id"]}
    for situation in words["situations"]:
        found |= {cell.source_id for cells in contact.advise(situation["answers"]).cells for cell in cells}
    return tuple(sorted(found))


def _review_html() -> str:
    said = _("The rules are our own judgement; what countries ask comes from their texts.")
    return review_html("contact:contact_rules", before=said)


@with_recipe
def advise_contact() -> ContactAdviser:
    """Return the questions that lead to a decision about contact with a patient.

    Examples
    --------
    >>> ms.advise_contact()
    """
    return ContactAdviser()
