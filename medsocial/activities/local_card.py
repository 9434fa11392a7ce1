"""The local card: eight facts that a reader finds out about the own country, on one page.

Kept in lesson 05 under `local_card`: `{"country": country_id, "own_words": {field_id: text}, "checked_on": "2026-11-23"}`;
the name of a country that is not in the list stands in `own_words` under `country_name`.
"""

from typing import Any

import ipywidgets

from ..display.markup import escape, source_line, tag
from ..display.recipe import with_recipe
from ..display.reviewed import review_html
from ..ground import clock, paths, text
from ..ground.text import _, ngettext
from ..model import local_card
from ..model.local_card import ELSEWHERE, FILE, NAME, OLD_FILE, Fact, Field
from ..store import data
from .parts.base import Activity, button
from .parts.country import country_menu
from .parts.printing import File, hand_out, hand_out_page

LESSON, KEY = "05_patients_and_boundaries", "local_card"
PRINTED = "local_card_to_print.html"


class LocalCard(Activity):
    """A country, eight fields for the reader's own words, and the day on which all was checked."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(local_card.content()["title"])
        self.fields = local_card.fields()
        self.sources = _sources()
        wide = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}
        # Its own layout: it is hidden while the country is one of the list, and the others are not.
        alone = {"layout": ipywidgets.Layout(width="100%", max_width="560px")}
        self.country = country_menu(_("Which country is the card for?"))
        self.name = ipywidgets.Text(description=_("Name of the country"), continuous_update=False, **wide | alone)
        self.read = {field.field_id: ipywidgets.HTML() for field in self.fields}
        self.words = {
            field.field_id: ipywidgets.Textarea(
                description=_("{label}: your own words").format(label=field.label), rows=2, continuous_update=False, **wide
            )
            for field in self.fields
        }
        self.checked_on = ipywidgets.Text(
            description=local_card.date_label(), placeholder="2026-11-23", continuous_update=False, **wide
        )
        self.lacking = ipywidgets.HTML()
        written = (self.country, self.name, *self.words.values(), self.checked_on)
        self.to_print, self.page = button(_("Make a page to print"), primary=True, reads=written), File()
        self.give, self.file = button(_("Make a file for a colleague"), reads=written), File()
        self.take = button(_("Bring in a colleague's file"))
        self._quiet = False
        self._put(self._restored())
        for control in written:
            self.watch(control, "value", lambda _change: self._written())
        self.to_print.on_click(self.guard(lambda _button: self._print()))
        self.give.on_click(self.guard(lambda _button: self._give()))
        self.take.on_click(self.guard(lambda _button: self._take()))
        pairs = [widget for field in self.fields for widget in (self.read[field.field_id], self.words[field.field_id])]
        self.lay_out(
            ipywidgets.HTML(_intro_html()),
            self.country,
            self.name,
            *pairs,
            self.checked_on,
            self.lacking,
            self.to_print,
            self.page,
            ipywidgets.HBox([self.give, self.take]),
            self.file,
            ipywidgets.HTML(_file_html() + _review_html()),
        )
        self._show()

    def _restored(self) -> dict[str, Any]:
        """Return the card that was kept, without what is no longer on it."""
        words = self.saved("own_words", dict)
        country = self.saved("country", str)
        known = {value for _label, value in self.country.options}
        return {
            "country": country if country in known and country else self.country.value,
            "own_words": {key: value for key, value in words.items() if isinstance(value, str)},
            "checked_on": self.saved("checked_on", str),
        }

    def _put(self, card: dict[str, Any]) -> None:
        """Set the controls to a card; what the card does not name stays."""
        self._quiet = True
        words = card["own_words"]
        self.country.value = card["country"]
        self.name.value = words.get(NAME, self.name.value)
        for field_id, box in self.words.items():
            box.value = words.get(field_id, box.value)
        self.checked_on.value = card["checked_on"] or self.checked_on.value
        self._quiet = False

    def card(self) -> dict[str, Any]:
        """Return the card as it stands on the screen, as it is stored."""
        words = {field_id: box.value.strip() for field_id, box in self.words.items()}
        words |= {NAME: self.name.value.strip()} if self.country.value == ELSEWHERE else {}
        return {
            "country": self.country.value,
            "own_words": {key: value for key, value in words.items() if value},
            "checked_on": self._day()[0],
        }

    def _day(self) -> tuple[str, str]:
        """Return the day as it is stored, and what is wrong with what was typed; both may be empty."""
        written = self.checked_on.value.strip()
        try:
            return (local_card.day_of(written).isoformat() if written else ""), ""
        except ValueError as error:
            return "", str(error)

    def _written(self) -> None:
        if self._quiet:
            return
        self._show()
        wrong = self._day()[1]
        self.save(self.card())
        if wrong and self.status.kind != "warning":
            self.checked_on.focus()
            self.status.say(wrong, "warning")

    def _show(self) -> None:
        self.name.layout.display = "" if self.country.value == ELSEWHERE else "none"
        known = local_card.facts(self.country.value)
        for field in self.fields:
            self.read[field.field_id].value = _field_html(field, known.get(field.field_id), self.country.value)
        self.lacking.value = _missing_html(self.card())

    def _give(self) -> None:
        made = local_card.card_text(self.card()).encode()
        hand_out(self, self.file, FILE, made, _("The file is ready. Give it to a colleague, or keep it."))

    def _take(self) -> None:
        try:
            kept = [paths.home_dir() / name for name in (FILE, OLD_FILE)]
            card = local_card.read_card(next((path for path in kept if path.is_file()), kept[0]))
        except data.DataError as error:
            self.status.say(str(error), "warning")
            return
        self._put(card)
        self._show()
        count = sum(1 for key in card["own_words"] if key != NAME)
        said = ngettext("{n} field was brought in. The others stay.", "{n} fields were brought in. The others stay.", count)
        self.save(self.card(), said.format(n=text.number(count)))

    def _print(self) -> None:
        hand_out_page(self, self.page, PRINTED, *sheet(self.title, self.card()))

    def to_html(self) -> str:
        """Return the card to fill by hand, and what was read for the workshop's countries."""
        lines = [_("Country"), *(field.label for field in self.fields), local_card.date_label()]
        asked = {field.label: field.question for field in self.fields}
        listed = [
            tag("li", tag("strong", escape(line)), tag("div", escape(asked[line])) if line in asked else "") for line in lines
        ]
        names = data.rows("countries").by("country_id")
        read = [
            tag("details", tag("summary", escape(names[code].name)), _facts_html(code, self.fields), class_="ms-more")
            for code in local_card.known_countries()
        ]
        lead = tag("p", escape(_("What we read for some countries. Check it before you rely on it.")), class_="ms-question")
        return _intro_html() + tag("ol", *listed) + lead + "".join(read) + _review_html()

    def sentence(self) -> str:
        """Return what the card is for, in one sentence."""
        count = len(self.fields)
        return f"{self.title}. " + ngettext(
            "A card with {n} field and a date, to fill for any country, print and hand on.",
            "A card with {n} fields and a date, to fill for any country, print and hand on.",
            count,
        ).format(n=text.number(count))


def sheet(title: str, card: dict[str, Any]) -> tuple[str, str]:
    """Return title and body of a card as a page to print: the reader's words, beside them what the workshop read."""
    words, country = card["own_words"], card["country"]
    names = {row.country_id: row.name for row in data.rows("countries")}
    place = words.get(NAME) if country == ELSEWHERE and words.get(NAME) else names.get(country, _("No country chosen"))
    day = text.date(local_card.day_of(card["checked_on"])) if card["checked_on"] else _("not yet")
    known = local_card.facts(country)
    parts = []
    for field in local_card.fields():
        own = words.get(field.field_id) or _("Still to find out: {question}").format(question=field.question)
        fact = _fact_html(known[field.field_id]) if field.field_id in known else ""
        parts.append(tag("h2", escape(field.label)) + tag("p", escape(own)) + fact)
    body = (
        tag("p", escape(f"{local_card.date_label()}: {day}. " + _("Printed on {day}.").format(day=text.date(clock.today()))))
        + "".join(parts)
        + _missing_html(card)
        + _review_html()
    )
    return f"{title}: {place}", body


def _intro_html() -> str:
    kept = _("What you write stays in your own answers folder. Write no patient's name.")
    return tag("p", escape(local_card.content()["intro"])) + tag("p", escape(kept))


def _file_html() -> str:
    form = _("The file for a colleague is called {name}. Whoever gets it puts it into the folder {folder} and brings it in.")
    return tag("p", escape(form.format(name=FILE, folder=paths.home_dir())), class_="ms-count")


def _review_html() -> str:
    return review_html("local:local_card", before=_("Teaching material, not legal advice."))


def _field_html(field: Field, fact: Fact | None, country: str) -> str:
    heading = tag("p", tag("strong", escape(field.label)), class_="ms-step")
    asked = tag("p", escape(field.question))
    if fact is not None:
        return heading + asked + _fact_html(fact)
    if country not in local_card.known_countries():
        return heading + asked
    return heading + asked + tag("p", escape(_("We have checked nothing on this for your country.")), class_="ms-count")


def _fact_html(fact: Fact) -> str:
    """Return what the workshop read, with its marks, its place in the text if that was read, and its source."""
    marks = "; ".join(fact.marks)
    hatched = " ms-hatched" if fact.unverified else ""
    mark = " " + tag("span", escape(marks), class_=f"ms-value{hatched}") if marks else ""
    said = tag("p", tag("strong", escape(_("What we read:"))), " ", escape(fact.value), mark)
    return said + tag("p", escape(fact.place), " ", source_line(fact.source_ids), class_="ms-count")


def _facts_html(country: str, fields: tuple[Field, ...]) -> str:
    known = local_card.facts(country)
    parts = []
    for field in fields:
        fact = known.get(field.field_id)
        nothing = tag("p", escape(_("We have checked nothing on this.")), class_="ms-count")
        parts.append(tag("p", tag("strong", escape(field.label)), class_="ms-step") + (_fact_html(fact) if fact else nothing))
    return "".join(parts)


def _missing_html(card: dict[str, Any]) -> str:
    lacking = local_card.missing(card)
    if not lacking:
        return tag("p", escape(_("The card is complete. Look at it again in a year.")), class_="ms-closing")
    return tag("p", escape(_("Still missing: {fields}.").format(fields=text.listing(lacking))))


def _sources() -> tuple[str, ...]:
    facts = [fact for code in local_card.known_countries() for fact in local_card.facts(code).values()]
    shown = {source for fact in facts for source in fact.source_ids}
    return tuple(sorted({local_card.content()["source_id"], *shown}))


@with_recipe
def fill_local_card() -> LocalCard:
    """Return the one-page card that a reader fills for the own country.

    Examples
    --------
    >>> ms.fill_local_card()
    """
    return LocalCard()
