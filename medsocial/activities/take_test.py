"""The test before and after the workshop: one question at a time, reasons only after everything is submitted."""

from typing import Any

import ipywidgets

from .. import __version__
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..display.test_parts import item_html, pilot_line, reasons_html
from ..display.test_sheets import booster_card, retest_card
from ..ground import clock
from ..ground.text import _, ngettext, number
from ..model import class_code, class_file, test_items
from ..store import answers
from ..store.data import UnknownName
from .parts.base import Activity, button
from .parts.commitment_check import CommitmentCheck, check_html
from .parts.controls import Choice
from .parts.country import chosen_country
from .parts.printing import File, hand_out, kept_in
from .parts.test_words import one_person, seats, titles


class TakeTest(Activity):
    """A code and a seat once, then the questions; nothing is judged before all answers are submitted."""

    assessed = True

    def __init__(self, which: str) -> None:
        super().__init__(titles()[which])
        self.which, self.lesson, self.key = which, class_file.TESTS[which], f"test_{which}"
        self.position, self.warned = 0, False
        self.taken = class_file.saved(which)
        asked = [item for group in self._groups().values() for item in group]
        self.sources = tuple(sorted({source for item in asked for source in item.source_ids}))
        self.check = CommitmentCheck(self) if which == "retest" else None
        self._build()
        self._show()

    def _build(self) -> None:
        self.intro = ipywidgets.HTML(self._intro_html())
        self.code = ipywidgets.Text(
            description=_("My code: four signs that you will know again"),
            continuous_update=False,
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="100%", max_width="560px"),
        )
        self.seat = Choice(legend=_("Where do you sit?"), options=list(seats().values()))
        self.draw = button(_("Draw a code for me"))
        self.start = button(_("Begin"), primary=True, reads=[self.code, self.seat])
        self.entry = ipywidgets.VBox([self.code, self.draw, self.seat, self.start])
        self.scene, self.choice = ipywidgets.HTML(), Choice()
        self.back, self.next = button(_("Back")), button(_("Next"), primary=True)
        self.submit, self.other_code = button(_("Submit all answers"), reads=[self.choice]), button(_("Change my code or seat"))
        turning = ipywidgets.HBox([self.back, self.next])
        self.sheet = ipywidgets.VBox([self.scene, self.choice, turning, ipywidgets.HBox([self.submit, self.other_code])])
        self.result, self.write = ipywidgets.HTML(), button(_("Make the file for the class"))
        self.class_file, self.card = File(), File()
        self.after = ipywidgets.VBox([self.result, self.write, self.class_file])
        known = self.taken or self._known()
        if known:
            self.code.value, self.seat.index = known.code, test_items.SEATS.index(known.seat)
        self.watch(self.choice, "index", lambda change: self._answer(change["new"]))
        for one, does in (
            (self.draw, self._draw),
            (self.start, self._start),
            (self.back, lambda: self._turn(-1)),
            (self.next, lambda: self._turn(1)),
            (self.submit, self._submit),
            (self.other_code, self._reopen),
            (self.write, self._write),
        ):
            one.on_click(self.guard(lambda _button, does=does: does()))
        self.to_print = button(_("Make a card to print")) if self.which in ("booster", "retest") else None
        if self.to_print:
            self.to_print.on_click(self.guard(lambda _button: self._print()))
        parts = [self.check.box] if self.check else []
        parts += [self.to_print, self.card] if self.to_print else []
        self.lay_out(self.intro, self.entry, self.sheet, self.after, *parts)

    def _known(self) -> class_file.Taken | None:
        """Return another test of this reader, for its code and seat; the newest kind first."""
        found = [class_file.saved(which) for which in ("second", "short_second", "first", "short_first")]
        return next((test for test in found if test), None)

    def _form_for(self, code: str, seat: str) -> str:
        """Return which form a code and a seat take now."""
        if self.which == "booster":
            return "booster"
        begun = class_file.saved("short_first" if self.which == "short_second" else "first")
        order = test_items.order_of_seat(seat, code)
        if begun and begun.code == code and self.which not in ("first", "short_first"):
            order = "AB" if begun.form == "A" else "BA"  # what was really taken counts, not the seat
        return order[1] if self.which in ("second", "short_second") else order[0]

    def _draw(self) -> None:
        self.code.value = class_code.draw()
        self.status.say(_("Write this code down. You need it for every later test."))

    def _start(self) -> None:
        try:
            code = class_code.normalise(self.code.value)
        except class_code.NotACode as error:
            self.code.focus()
            self.status.say(str(error), "warning")
            return
        if self.which == "booster" and self.seat.index < 0:
            self.seat.index = test_items.SEATS.index("alone")
        if self.seat.index < 0:
            self.seat.focus()
            self.status.say(_("Please say where you sit; it decides which form you get."), "warning")
            return
        seat = test_items.SEATS[self.seat.index]
        form = self._form_for(code, seat)
        given = self.taken.answers if self.taken and self.taken.form == form else {}
        self.code.value = code
        self.taken, self.position, self.warned = class_file.Taken(code, seat, form, given, False), 0, False
        self._keep()
        self._show()

    def _reopen(self) -> None:
        self._show(asking=True)
        self.status.say(_("Your answers stay if the form stays the same."))

    def _asked(self) -> tuple[test_items.Item, ...]:
        return class_file.asked_in(self.which, self.taken.form, self.taken.code)

    def _show(self, asking: bool = False) -> None:
        phase = "entry" if self.taken is None or asking else "after" if self.taken.submitted else "sheet"
        for name in ("entry", "sheet", "after"):
            getattr(self, name).layout.display = "" if name == phase else "none"
        self.intro.layout.display = "none" if phase == "sheet" else ""
        self.seat.layout.display = "none" if self.which == "booster" else ""
        if phase == "sheet":
            self._show_item()
        self.result.value = self._result_html() if phase == "after" else ""

    def _show_item(self) -> None:
        asked = self._asked()
        item = asked[self.position]
        ids = [option.id for option in item.options]
        given = self.taken.answers.get(item.item_id)
        form = "" if self.which == "booster" else _("Form {form}. ").format(form=self.taken.form)
        count = form + _("Question {n} of {all}").format(n=number(self.position + 1), all=number(len(asked)))
        self.scene.value = tag("p", escape(count), class_="ms-count")
        with self.choice.hold_trait_notifications():
            self.choice.legend, self.choice.options = item.stem, [option.text for option in item.options]
            self.choice.index = ids.index(given) if given in ids else -1
        self.back.disabled, self.next.disabled = self.position == 0, self.position == len(asked) - 1

    def _answer(self, index: int) -> None:
        if index < 0 or self.taken is None or self.taken.submitted:
            return
        item, given = self._asked()[self.position], self.taken.answers
        chosen = item.options[index].id
        if given.get(item.item_id) == chosen:
            return
        self._set(answers={**given, item.item_id: chosen})
        self.warned = False
        self._keep()

    def _turn(self, step: int) -> None:
        self.position = min(max(self.position + step, 0), len(self._asked()) - 1)
        self._show_item()
        self.choice.send("to the top")
        self.status.say(_("Question {n} of {all}").format(n=number(self.position + 1), all=number(len(self._asked()))))

    def _submit(self) -> None:
        missing = len(self._asked()) - len(self.taken.answers)
        if missing and not self.warned:
            self.warned = True
            said = ngettext(
                "{n} question has no answer yet. Press again to submit all the same.",
                "{n} questions have no answer yet. Press again to submit all the same.",
                missing,
            )
            self.status.say(said.format(n=number(missing)), "warning")
            return
        self._set(submitted=True)
        self._keep(_("Submitted. Read the reasons above."))
        self._show()

    def _set(self, **changed: Any) -> None:
        self.taken = class_file.Taken(**{**vars(self.taken), **changed})

    def _keep(self, said: str = "") -> None:
        state = {**vars(self.taken), "on": str(clock.today())} if self.taken else {}
        self.save({**state, **(self.check.state() if self.check else {})}, said)

    def _write(self) -> None:
        try:
            path = class_file.write(self.taken.code, __version__)
        except answers.NotSaved as error:
            self.status.say(str(error), "warning")
        else:
            self.class_file.put(path.name, path.read_bytes(), kept_in(path.name))
            self.status.say(_("The file is ready. It holds your code and answers, no name and no words of yours."), "good")

    def _print(self) -> None:
        """Write the card of day 7 or day 30 into the answers folder, to take along."""
        if self.which == "retest" and not self.taken:
            self.status.say(_("Begin first: your code and seat decide which form it is."), "warning")
            return
        card = retest_card(self.taken.form, self.taken.code) if self.which == "retest" else booster_card()
        hand_out(self, self.card, f"{self.key}_to_print.html", card.encode(), _("The card to print is ready."))

    def _groups(self) -> dict[str, tuple[test_items.Item, ...]]:
        """Return the forms that this test may use, by their heading, in the order of the shipped data."""
        if self.which == "booster":
            return {_("Five questions"): test_items.booster()}
        first, second = ("B", "A") if self.which in ("second", "short_second") else ("A", "B")
        odd, even = _("Form {form}, for odd seats"), _("Form {form}, for even seats")
        pairs = ((odd, first), (even, second))
        asked = [(head, form, class_file.in_form_order(self.which, form)) for head, form in pairs]
        return {head.format(form=test_items.printed_name(form, group)): group for head, form, group in asked}

    def _intro_html(self) -> str:
        asked = [item for group in self._groups().values() for item in group]
        lines = (
            _("It is voluntary and it is not graded. Choose one answer to each question: the best of the four."),
            _("You see the reasons once all answers are submitted. The code holds no name; it only joins your two tests."),
            _(
                "The key is kept off this page, not locked away: it lies in the workshop's data folder. "
                "To look there early spoils only the class's own result."
            ),
        )
        return "".join(tag("p", escape(line)) for line in lines) + pilot_line(asked)

    def _result_html(self) -> str:
        """Return the reasons, item by item, with the objective of each; never a gain of one person."""
        country = chosen_country()
        shown = [
            reasons_html(item, place, self.taken.answers.get(item.item_id, ""), country)
            for place, item in enumerate(self._asked(), start=1)
        ]
        lead = tag(
            "p", escape(_("Your code: {code}. Read where your answer and the best one differ.").format(code=self.taken.code))
        )
        return lead + tag("p", escape(one_person())) + "".join(shown)

    def to_html(self) -> str:
        """Return the questions without key and reasons, form by form, to answer on paper."""
        blank = "_" * 8
        head = tag("p", escape(_("My code: {blank}").format(blank=blank)))
        forms = [
            tag(
                "details",
                tag("summary", escape(name)),
                *(item_html(item, n) for n, item in enumerate(group, start=1)),
                class_="ms-more",
            )
            for name, group in self._groups().items()
        ]
        return self._intro_html() + head + "".join(forms) + (check_html() if self.which == "retest" else "")

    def sentence(self) -> str:
        """Return what the test is, in one sentence."""
        count = class_file.count_of(self.which)
        said = _("{n} questions with one best answer each; the reasons come after all answers are submitted.").format(
            n=number(count)
        )
        return f"{self.title}. {said}"


@with_recipe
def take_test(which: str) -> TakeTest:
    """Return a test: first, second, short_first, short_second, booster or retest.

    Raises
    ------
    UnknownName
        If there is no such test.

    Examples
    --------
    >>> ms.take_test("first")
    """
    if which not in class_file.TESTS:
        raise UnknownName(f"There is no test {which!r}. The tests are {', '.join(class_file.TESTS)}.")
    return TakeTest(which)
