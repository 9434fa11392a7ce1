"""Words to keep for seven situations, by country: to change, to copy, to fill in, to print.

Saved in lesson 05 under the key `choose_script`: `{"situation", "country", "own_words": {"texts", "blanks"}}`.
`texts` holds own versions by `<situation>.<country or any>`, `blanks` what was filled in, by situation.
"""

from typing import Any

import ipywidgets

from ..display import script_sheet as sheet
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import clock, text
from ..ground.text import _, ngettext
from ..model.scripts import all_keys, entered, places, script, situations, source_ids
from ..store import data
from .parts.base import Activity, button
from .parts.country import country_menu
from .parts.printing import File, hand_out_page

LESSON, KEY = "05_patients_and_boundaries", "choose_script"
PRINTED = "scripts_to_print.html"


def _wide() -> dict[str, Any]:
    """Return the size of a control; each has a layout of its own, since blanks are hidden one by one."""
    return {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}


class ChooseScript(Activity):
    """A situation and a country; then the words, the steps, and the names and numbers to fill in."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("Scripts to keep"))
        self.sources = source_ids()
        self.texts, self.filled = self._restored()
        self.menu = ipywidgets.Dropdown(
            description=_("What has happened?"), options=[(one["label"], one["id"]) for one in situations()], **_wide()
        )
        self.country = country_menu(_("Where do you practise?"))
        self.differs = ipywidgets.HTML()
        self.words = ipywidgets.Textarea(
            description=_("Words to copy; change them as you like"),
            rows=4,
            continuous_update=False,
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="100%"),
        )
        self.put_back = button(_("Put the first words back"), reads=[self.words])
        self.steps = ipywidgets.HTML()
        most = max(len(one["blanks"]) for one in situations())
        self.blanks = [ipywidgets.Text(continuous_update=False, **_wide()) for _place in range(most)]
        written = [self.words, *self.blanks]
        self.ready, self.copy = ipywidgets.HTML(), button(_("Copy the words"), primary=True, reads=written, copies={})
        self.to_print, self.file = button(_("Make a page to print"), reads=written), File()
        self.rests = ipywidgets.HTML()
        self._showing = False
        self._restore_menus()
        self.watch(self.menu, "value", lambda _change: self._changed())
        self.watch(self.country, "value", lambda _change: self._changed())
        self.watch(self.words, "value", lambda change: self._own_words(change["new"]))
        for place, blank in enumerate(self.blanks):
            self.watch(blank, "value", lambda change, place=place: self._fill(place, change["new"]))
        self.put_back.on_click(self.guard(lambda _button: self._forget_own()))
        self.copy.on_click(self.guard(lambda _button: self._copied()))
        self.to_print.on_click(self.guard(lambda _button: self._print()))
        heading = ipywidgets.HTML(tag("p", tag("strong", escape(_("Fill in"))), class_="ms-step"))
        top = (self.menu, self.country, self.differs, self.words, self.put_back, self.steps, heading)
        self.lay_out(*top, *self.blanks, self.ready, self.copy, self.to_print, self.file, self.rests)
        self._show()

    # ---- what was kept ---------------------------------------------------------------------------------

    def _restored(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Return own words and what was filled in, without what no longer belongs to any situation."""
        kept = self.saved("own_words", dict)
        texts = kept.get("texts") if isinstance(kept.get("texts"), dict) else {}
        blanks = kept.get("blanks") if isinstance(kept.get("blanks"), dict) else {}
        shipped = all_keys()
        own = {k: v for k, v in texts.items() if k in shipped and isinstance(v, str) and v.strip() and v != shipped[k]}
        filled = {}
        for one in situations():
            values = blanks.get(one["id"])
            if isinstance(values, list) and all(isinstance(value, str) for value in values):
                filled[one["id"]] = values[: len(one["blanks"])]
        return own, filled

    def _restore_menus(self) -> None:
        for name, menu in (("situation", self.menu), ("country", self.country)):
            value = self.saved(name, str)
            if value and value in {code for _label, code in menu.options}:
                menu.value = value

    def _keep(self, said: str = "") -> None:
        own = {"texts": self.texts, "blanks": self.filled}
        self.save({"situation": self.menu.value, "country": self.country.value, "own_words": own}, said)

    # ---- what the reader does --------------------------------------------------------------------------

    @property
    def script(self) -> Any:
        """The words that the menus ask for."""
        return script(self.menu.value, self.country.value)

    def _changed(self) -> None:
        self._show()
        self._keep(_("The words, steps and blanks have changed with your settings."))

    def _own_words(self, words: str) -> None:
        if self._showing:
            return
        found = self.script
        if words.strip() and words != found.text:
            self.texts[found.key] = words
        else:
            self.texts.pop(found.key, None)
        self.put_back.disabled = found.key not in self.texts
        self._show_ready()
        self._keep(_("Your words are saved on this computer. They are left out of exports unless you tick them."))

    def _forget_own(self) -> None:
        self.texts.pop(self.script.key, None)
        self._show()
        self._keep(_("The first words are back."))

    def _fill(self, place: int, value: str) -> None:
        if self._showing:
            return
        count = len(self.script.situation["blanks"])
        values = (self.filled.get(self.menu.value, []) + [""] * count)[:count]
        if place < count:
            values[place] = value.strip()
        self.filled[self.menu.value] = values
        self._show_ready()
        self._keep()

    def _copied(self) -> None:
        if self.copy.copied is False:
            self.status.say(_("The browser did not let us copy. Mark the words yourself, and copy them."), "warning")
        else:
            self.status.say(_("Copied. Read the words once more before you send them."), "good")

    def _print(self) -> None:
        """Hand out all situations for paper, with the reader's own words and the chosen country."""
        place = data.row("countries", self.country.value).name if self.country.value else _("no country chosen")
        made = tag("p", escape(f"{text.date(clock.today())}, {place}"))
        words = sheet.sheet_html(self.country.value, self.texts, self.filled)
        hand_out_page(self, self.file, PRINTED, self.title, made + words)

    # ---- what the reader sees --------------------------------------------------------------------------

    def _show(self) -> None:
        self._showing = True  # what is shown is not the reader's typing
        try:
            found = self.script
            self.differs.value = tag("p", escape(found.situation["when"])) + sheet.differs_html(found, self.country.value)
            self.words.value = self.texts.get(found.key, found.text)
            self.put_back.disabled = found.key not in self.texts
            self.steps.value = tag("p", tag("strong", escape(_("What to do"))), class_="ms-step") + sheet.steps_html(
                found.situation
            )
            self._show_blanks(found.situation)
            self._show_ready()
            self.rests.value = sheet.support_html(found.situation, found.notes) + sheet.notice_html()
        finally:
            self._showing = False

    def _show_ready(self) -> None:
        """Show the words with what was filled in, where that changes them."""
        found = self.script
        words = self.texts.get(found.key, found.text)
        made = entered(found.situation, words, self.filled.get(self.menu.value, ()))
        # The words come first among the controls that the button reads.
        self.copy.copies = {name: position + 1 for name, position in places(found.situation).items()}
        lead = tag("p", tag("strong", escape(_("The words, filled in"))), class_="ms-step")
        self.ready.value = lead + sheet.words_html(made) if made != words else ""

    def _show_blanks(self, situation: dict[str, Any]) -> None:
        values = self.filled.get(situation["id"], [])
        for place, box in enumerate(self.blanks):
            there = place < len(situation["blanks"])
            box.layout.display = "" if there else "none"
            box.description = situation["blanks"][place] if there else ""
            box.value = values[place] if place < len(values) else ""

    def to_html(self) -> str:
        """Return all situations, folded: words, steps, what countries change, and blanks."""
        lead = _("Open what has happened. Copy the words, change them, and keep them where you will find them.")
        folded = "".join(sheet.folded_html(one) for one in situations())
        return tag("p", escape(lead)) + folded + sheet.notice_html()

    def sentence(self) -> str:
        """Return what can be kept, in one sentence."""
        count = len(situations())
        return ngettext(
            "Scripts to keep: words and steps for {n} situation, with what changes by country, and blanks to fill in.",
            "Scripts to keep: words and steps for {n} situations, with what changes by country, and blanks to fill in.",
            count,
        ).format(n=text.number(count))


@with_recipe
def choose_script() -> ChooseScript:
    """Return words to keep for seven situations, by country.

    Examples
    --------
    >>> ms.choose_script()
    """
    return ChooseScript()
