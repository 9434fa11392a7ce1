"""The page of one section in the policy builder: its clauses, their wordings, and the preview."""

from collections.abc import Callable

import ipywidgets

from ...display.markup import escape, source_line, tag
from ...display.policy_sources import mark
from ...display.policy_text import note_words, section_html
from ...ground.text import _
from ...model import reviews
from ...model.policy import Clause, Policy, Section
from ...store import data
from .base import Activity
from .controls import Choice

MOST_CLAUSES, MOST_CHOICES = 9, 2


class SectionPane:
    """A stock of controls that is used again for each section; it reports what was chosen and left out."""

    def __init__(self, activity: Activity, chose: Callable[[str, str], None], kept: Callable[[str, bool], None]) -> None:
        self._chose, self._kept = chose, kept
        self.keep_all = ipywidgets.Checkbox(indent=False)
        self.keeps = [ipywidgets.Checkbox(indent=False) for _number in range(MOST_CLAUSES)]
        self.wordings = [Choice() for _number in range(MOST_CHOICES)]
        self.lines = [ipywidgets.HTML() for _number in range(MOST_CLAUSES)]
        self.preview = ipywidgets.HTML()
        self.section: Section | None = None
        self._used: list[tuple[Choice, Clause]] = []
        self._showing = False
        activity.watch(self.keep_all, "value", lambda change: self._keep_section(change["new"]))
        for place, box in enumerate(self.keeps):
            activity.watch(box, "value", lambda change, place=place: self._keep(place, change["new"]))
        for choice in self.wordings:
            activity.watch(choice, "index", lambda change, choice=choice: self._choose(choice, change["new"]))

    def show(self, section: Section, left_out: bool, policy: Policy | None) -> list[ipywidgets.Widget]:
        """Set the controls for a section and return them in their order."""
        self._showing = True
        try:
            return self._shown(section, left_out, policy)
        finally:
            self._showing = False

    def _shown(self, section: Section, left_out: bool, policy: Policy | None) -> list[ipywidgets.Widget]:
        self.section, self._used = section, []
        stays = _("This section stays in the policy: some of it cannot be left out")
        self.keep_all.description = stays if section.locked else _("Keep this section in the policy")
        self.keep_all.disabled = bool(section.locked)
        self.keep_all.value = bool(section.locked) or not left_out
        order: list[ipywidgets.Widget] = [self.keep_all]
        free = iter(self.wordings)
        hidden = left_out and not section.locked
        for place, clause in enumerate(() if hidden else section.offered[:MOST_CLAUSES]):
            box, line = self.keeps[place], self.lines[place]
            box.disabled, box.value = bool(clause.locked), clause.kept
            box.description = clause.text if len(clause.wordings) == 1 else _("Keep the clause below")
            line.value = clause_line(clause)
            order.append(box)
            if len(clause.wordings) > 1 and (choice := next(free, None)):
                self._offer(choice, clause)
                order.append(choice)
            order.append(line)
        self.preview.value = _preview(section, policy)
        return [*order, self.preview]

    def _offer(self, choice: Choice, clause: Clause) -> None:
        self._used.append((choice, clause))
        with choice.hold_trait_notifications():
            choice.legend = _("Which wording fits you?")
            choice.options = [f"{one.means} “{one.text}”" for one in clause.wordings]
            choice.index = [one.id for one in clause.wordings].index(clause.wording)
            choice.disabled = not clause.kept

    def refresh(self, section: Section, policy: Policy | None) -> None:
        """Show what a choice changed, without moving any control."""
        self.section = section
        by_key = {clause.key: clause for clause in section.offered}
        self._used = [(choice, by_key[clause.key]) for choice, clause in self._used]
        for choice, clause in self._used:
            choice.disabled = not clause.kept
        self.preview.value = _preview(section, policy)

    def _keep_section(self, keep: bool) -> None:
        if not self._showing and self.section:
            self._kept(self.section.id, keep)

    def _keep(self, place: int, keep: bool) -> None:
        if not self._showing and self.section and place < len(self.section.offered):
            self._kept(self.section.offered[place].key, keep)

    def _choose(self, choice: Choice, index: int) -> None:
        clause = next((clause for used, clause in self._used if used is choice), None)
        if not self._showing and clause and 0 <= index < len(clause.wordings):
            self._chose(clause.key, clause.wordings[index].id)


def _preview(section: Section, policy: Policy | None) -> str:
    lead = tag("p", escape(_("How the section will read")), class_="ms-question")
    if not section.clauses:
        return tag("div", lead, tag("p", escape(_("This section is left out."))), class_="ms-preview")
    return tag("div", lead, section_html(section, policy), class_="ms-preview")


def clause_line(clause: Clause) -> str:
    """Return level, reason, lock, notes, review and sources of a clause, in small print."""
    said = [tag("p", tag("strong", escape(mark(clause))), tag("br"), escape(_("Why: {reason}").format(reason=clause.reason)))]
    if clause.locked:
        said.append(tag("p", escape(_("Cannot be left out. {reason}").format(reason=clause.locked))))
    said += [tag("p", escape(note_words(note))) for note in clause.notes]
    others = [key for key in clause.source_ids if data.row("sources", key).kind != "own_work"]
    said.append(
        tag("p", source_line(others) if others else escape(_("Source: our judgement.")), " ", escape(review_words(clause)))
    )
    return tag("div", *said, class_="ms-source")


def review_words(clause: Clause) -> str:
    """Return who has reviewed a clause, or who still has to."""
    return reviews.words([f"clause:{clause.key}"])
