"""Decide a case: choose, read the reason for the choice, then the best answer and what stands behind it.

The choices are stored in lesson 05 under `cases_<which>`: `{"answers": {case id: [option id]}, "first": {case id: option id},
"skipped": [case id], "opened": [case id]}`. The table at the end rests on the first choice, so that reading on changes nothing.
"""

from dataclasses import replace

import ipywidgets

from ..display.case_parts import behind_html, best_html, note_html
from ..display.elements import Table
from ..display.icons import CASE
from ..display.markup import escape, options, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.cards import Card, Question
from ..model.vignettes import LETTERS, SETS, Case, find_cases
from .parts.base import button
from .parts.cards import Cards, reason_html
from .parts.controls import Status
from .parts.country import chosen_country

LESSON = "05_patients_and_boundaries"


class CaseCards(Cards):
    """Cases, one at a time; a case with a content note waits until the reader opens it."""

    def __init__(self, which: str, first: int | None = None) -> None:
        self.cases = find_cases(which)
        self.which = which if which in SETS else self.cases[0].key
        self.note, self.after = ipywidgets.HTML(), ipywidgets.HTML()
        self.open_it, self.leave_out = button(_("Show this case"), primary=True), button(_("Leave this case out"))
        self.asking = ipywidgets.HBox([self.open_it, self.leave_out])
        self.skipped: set[str] = set()
        self.opened: set[str] = set()
        self.first: dict[str, int] = {}
        title = _("Decide the case") if which in SETS else self.cases[0].title
        self.open_it.on_click(self.guard(lambda _button: self._open()))
        self.leave_out.on_click(self.guard(lambda _button: self._leave_out()))
        super().__init__(title, LESSON, f"cases_{self.which}", [_card(case) for case in self.cases], first)

    def _restored(self) -> dict[str, list[int]]:
        """Return earlier choices, and take over what was left out, opened and chosen first."""
        kept = super()._restored()
        keys = {case.key for case in self.cases}
        self.skipped = {key for key in self.saved("skipped", list) if isinstance(key, str) and key in keys and key not in kept}
        self.opened = {key for key in self.saved("opened", list) if isinstance(key, str) and key in keys} | set(kept)
        first = self.saved("first", dict)
        asked = {case.key: case.question for case in self.cases}
        known = {key: asked[key].index_of(first.get(key)) for key in kept}
        self.first = {key: known[key] if known[key] >= 0 else chosen[0] for key, chosen in kept.items() if chosen[0] >= 0}
        return kept

    @property
    def case(self) -> Case:
        """The case on the screen."""
        return self.cases[self.position]

    def lay_out(self, *children: ipywidgets.Widget) -> None:
        """Show the content note before the scene, and what stands behind the key below the reason."""
        scene, choice, reason, *rest = children
        super().lay_out(self.note, self.asking, scene, choice, reason, self.after, *rest)

    def _show(self) -> None:
        super()._show()
        waiting = bool(self.case.content_note) and self.case.key not in self.opened
        left_out = _(" You left this case out. You can still open it.") if self.case.key in self.skipped else ""
        self.note.value = (
            (self._count_html() if waiting else "")
            + note_html(self.case)
            + (tag("p", escape(left_out.strip())) if left_out else "")
        )
        for shown, widgets in ((waiting, (self.asking,)), (not waiting, (self.scene, *self.choices, *self.reasons, self.after))):
            for widget in widgets:
                widget.layout.display = "" if shown else "none"
        self.leave_out.disabled = self.case.key in self.skipped

    def _open(self) -> None:
        self.opened.add(self.case.key)
        self.skipped.discard(self.case.key)
        self._show()
        self._keep()
        self.status.say(_("The case is open. You can go on to the next one at any time."))

    def _leave_out(self) -> None:
        self.skipped.add(self.case.key)
        self._keep()
        if self.position < len(self.asked) - 1:
            self._turn(1)
        else:
            self._show()
            self.status.say(_("You left this case out. Nothing is lost by it."))

    def _keep(self) -> None:
        asked = {case.key: case.question for case in self.cases}
        first = {key: asked[key].id_of(index) for key, index in self.first.items()}
        self.save(
            {"answers": self.chosen_ids(), "first": first, "skipped": sorted(self.skipped), "opened": sorted(self.opened)}
        )

    def _answer(self, number: int, index: int) -> None:
        if index < 0 or self.answers.get(self.case.key) == [index]:
            return
        self.first.setdefault(self.case.key, index)
        self.answers[self.case.key] = [index]
        self._explain(self.reasons[number], self.card.questions[number], index)
        self._keep()
        self._sum_up()

    def _explain(self, reason: Status, question: Question, index: int) -> None:
        self.after.value = "" if index < 0 else self._after_html(index)
        if index < 0:
            reason.say("")
        elif self.case.scored:
            super()._explain(reason, question, index)
        else:
            reason.say(_("For discussion. {reason}").format(reason=question.reasons[index]))

    def _after_html(self, index: int) -> str:
        case, leaning = self.case, ""
        if not case.scored:  # the best answer of a scored case stands beside the choice
            same = tag("p", escape(_("We lean the same way. Others choose differently, with good reasons.")))
            leaning = same if index == case.question.right else best_html(case)
        return leaning + tag("div", behind_html(case, chosen_country()), class_=CASE)

    def _turn(self, step: int) -> None:
        super()._turn(step)
        here = _("Case {n} of {all}").format(n=text.number(self.position + 1), all=text.number(self._out_of(self.position)))
        self.status.say(f"{here}: {self.case.title}.")

    def _count_html(self, position: int | None = None) -> str:
        place = self.position if position is None else position
        if len(self.cases) == 1:
            return ""
        count = _("Case {n} of {all}").format(n=text.number(place + 1), all=text.number(self._out_of(place)))
        return tag("p", escape(count), class_="ms-count") + tag("p", tag("strong", escape(self.cases[place].title)))

    def _scene_html(self, position: int) -> str:
        return self._count_html(position) + tag("p", escape(self.cases[position].scene))

    def finished(self) -> bool:
        """Return whether every case that is asked is decided or left out."""
        return all(card.key in self.skipped or min(self.answers.get(card.key, [-1])) >= 0 for card in self.asked)

    def closing_html(self) -> str:
        """Return the reader's path against what the guidance says; nothing for a single case."""
        asked = self.cases[: len(self.asked)]
        decided = [case for case in asked if case.key in self.first]
        if len(self.cases) == 1 or not decided:
            return ""
        scored = [case for case in decided if case.scored]
        right = sum(self.first[case.key] == case.question.right for case in scored)
        said = ngettext(
            "In {right} of {n} scored case your first choice was what the guidance supports.",
            "In {right} of {n} scored cases your first choice was what the guidance supports.",
            len(scored),
        ).format(right=text.number(right), n=text.number(len(scored)))
        table = Table(
            columns=(_("Case"), _("You chose first"), _("Guidance"), _("Counts")),
            rows=[self._path_row(case) for case in asked],
            caption=_("Your path through the cases."),
        ).to_html()
        return tag("p", escape(said), class_="ms-closing") + table + self.missed_html()

    def missed(self) -> list[tuple[Card, Question, int]]:
        """Return the scored cases with another answer than the best; a case for discussion cannot be missed."""
        scored = {case.key for case in self.cases if case.scored}
        return [one for one in super().missed() if one[0].key in scored]

    def _path_row(self, case: Case) -> tuple[str, str, str, str]:
        counts = _("scored") if case.scored else _("for discussion")
        guidance = case.letter if case.scored else _("no key; we lean to {letter}").format(letter=case.letter)
        if case.key not in self.first:
            return case.title, _("left out"), guidance, counts
        own = LETTERS[self.first[case.key]]
        same = _("{letter}, the same") if self.first[case.key] == case.question.right else _("{letter}, another")
        return case.title, same.format(letter=own), guidance, counts

    def _static_card(self, position: int) -> str:
        case, (question,) = self.cases[position], self.cards[position].questions
        asked = tag("p", escape(question.legend), class_="ms-question") + options(
            f"{self.key}-{case.key}",
            ((label, self._static_reason(case, question, i)) for i, label in enumerate(question.options)),
        )
        inside = tag("summary", escape(_("After your choice: what stands behind it"))) + behind_html(case)
        more = tag("details", inside, class_=f"ms-more {CASE}")
        scene = tag("p", escape(case.scene))
        if case.content_note:
            inside = tag("summary", escape(_("Show this case"))) + scene + asked + more
            body = note_html(case) + tag("details", inside, class_="ms-more")
        else:
            body = scene + asked + more
        return tag("div", self._count_html(position), body, class_="ms-card")

    def _static_reason(self, case: Case, question: Question, index: int) -> str:
        if case.scored:
            return reason_html(question, index, LETTERS[question.right])
        lead = _("We lean to this.") if index == question.right else _("For discussion.")
        return tag("p", tag("strong", escape(lead)), " ", escape(question.reasons[index]))

    def sentence(self) -> str:
        """Return the title and the number of cases."""
        count = len(self.cases)
        return f"{self.title}. " + ngettext(
            "{n} case with four options; each choice opens its reason.",
            "{n} cases with four options each; each choice opens its reason.",
            count,
        ).format(n=text.number(count))


def _card(case: Case) -> Card:
    asked = replace(case.question, options=case.lettered())
    return Card(case.key, case.title, case.scene, (asked,), case.source_ids, case.item)


@with_recipe
def case(which: str = "core", first: int | None = None) -> CaseCards:
    """Return cases on patients and boundaries to decide alone.

    Parameters
    ----------
    which : str
        "core" for the cases of the lesson, "more" for further ones, "posts" for drafts to judge in a room, or the id of
        one case.
    first : int, optional
        How many of them everybody decides; the others are offered at the end.

    Raises
    ------
    UnknownName
        If there is neither such a set nor such a case; the message gives the nearest names.
    ValueError
        If there are not so many cases.

    Examples
    --------
    >>> ms.case("core", first=2)
    >>> ms.case("midnight_message")
    """
    return CaseCards(which, first)
