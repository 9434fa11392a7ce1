"""Guess before you look: how sure can one be of each of the six benefits?

The guesses are stored under the key `rank_benefits` of lesson 03: `{"guesses": {"B1": "low", …}}`.
"""

import weakref
from typing import Any

import ipywidgets

from ..display.elements import Table
from ..display.markup import escape, options, source_line, tag
from ..display.recipe import with_recipe
from ..display.verdicts import PARTLY, RIGHT, WRONG, verdict_html
from ..ground import text
from ..ground.text import _, ngettext
from ..model.evidence import CERTAINTY, certainty_words
from ..store import answers, data
from .parts.base import Activity, button
from .parts.controls import Choice

# What shows a guess elsewhere on the page; each has a method `refresh`.
WATCHERS: weakref.WeakSet = weakref.WeakSet()
BENEFITS = ("B1", "B2", "B3", "B4", "B5", "B6")


def judged(claim_id: str) -> tuple[str, ...]:
    """Return our grades of a claim, lowest first; several where it is graded in its parts."""
    own = data.row("claims", claim_id).certainty
    given = {own} if own else {row.certainty for row in data.rows("claims") if row.part_of == claim_id}
    return tuple(step for step in CERTAINTY if step in given)


def saved_guesses() -> dict[str, str]:
    """Return the guesses that were kept, by claim."""
    try:
        kept = answers.load(RankBenefits.lesson).get(RankBenefits.key)
    except OSError:
        return {}
    guesses = kept.get("guesses") if isinstance(kept, dict) else None
    return {k: v for k, v in guesses.items() if k in BENEFITS and v in CERTAINTY} if isinstance(guesses, dict) else {}


def distance(claim_id: str, guess: str) -> int:
    """Return how many steps a guess lies above (positive) or below our grade; 0 within it."""
    ours = [CERTAINTY.index(step) for step in judged(claim_id)]
    own = CERTAINTY.index(guess)
    return own - ours[-1] if own > ours[-1] else min(own - ours[0], 0)


class RankBenefits(Activity):
    """Six benefits, four steps of certainty; our grades are shown once all six are guessed."""

    lesson, key = "03_benefits", "rank_benefits"

    def __init__(self) -> None:
        super().__init__(_("How sure can one be? Guess before you look"))
        self.claims = [data.row("claims", one) for one in BENEFITS]
        self.sources = tuple(sorted({row.source_id for row in self.claims}))
        steps = certainty_words()
        labels = [_sentence_case(steps[step]) for step in CERTAINTY]
        self.choices = [
            Choice(legend=_("{n}. {benefit}").format(n=i, benefit=row.label), options=labels, in_row=True)
            for i, row in enumerate(self.claims, start=1)
        ]
        self.answer = ipywidgets.HTML()
        self.again = button(_("Guess again"))
        self._emptying = False
        kept = self.saved("guesses", dict)
        for row, choice in zip(self.claims, self.choices, strict=True):
            if kept.get(row.claim_id) in CERTAINTY:
                choice.index = CERTAINTY.index(kept[row.claim_id])
        for choice in self.choices:
            self.watch(choice, "index", lambda _change: self._guessed())
        self.again.on_click(self.guard(lambda _button: self._start_again()))
        self.lay_out(ipywidgets.HTML(_lead_html()), *self.choices, self.answer, self.again)
        self._show()

    def guesses(self) -> dict[str, str]:
        """Return the guesses made so far, by claim."""
        pairs = zip(self.claims, self.choices, strict=True)
        return {row.claim_id: CERTAINTY[choice.index] for row, choice in pairs if choice.index >= 0}

    def finished(self) -> bool:
        """Return whether all six are guessed."""
        return len(self.guesses()) == len(BENEFITS)

    def _guessed(self) -> None:
        if self._emptying:
            return
        made = self.guesses()
        if self.finished():
            self.save({"guesses": made})
            if self.status.kind != "warning":
                self.status.say(self._spread_words(made))  # no tick: a guess may be far off
        else:
            said = _("{n} of {all} guessed. The answer comes after the last one.")
            self.save({"guesses": made}, said.format(n=len(made), all=len(BENEFITS)))
        self._show()

    def _start_again(self) -> None:
        self._emptying = True  # six changes, kept and shown once
        for choice in self.choices:
            choice.index = -1
        self._emptying = False
        self.save(None, _("Your guesses are gone. Guess again."))
        self._show()

    def _show(self) -> None:
        done = self.finished()
        for choice in self.choices:
            choice.disabled = done  # once the answer is seen, a guess is no guess
        self.again.layout.display = "" if done else "none"
        self.answer.value = self._spread_html(self.guesses()) if done else ""
        for one in WATCHERS:
            one.refresh()

    def _spread_words(self, made: dict[str, str]) -> str:
        gaps = [distance(one, made[one]) for one in BENEFITS]
        return _("The same as our grade: {same} of {all}. You were surer for {above}, and less sure for {below}.").format(
            same=gaps.count(0), all=len(gaps), above=sum(g > 0 for g in gaps), below=sum(g < 0 for g in gaps)
        )

    def _spread_html(self, made: dict[str, str]) -> str:
        """Return your guesses and our grades side by side, and the reasons."""
        both, own, ours = _("you, our grade"), _("you"), _("our grade")

        def cell(claim_id: str, step: str) -> str:
            here, there = made[claim_id] == step, step in judged(claim_id)
            return both if here and there else own if here else ours if there else ""

        steps = certainty_words()
        spread = Table(
            columns=(_("Benefit"), *(_sentence_case(steps[step]) for step in CERTAINTY)),
            rows=[(row.label, *(cell(row.claim_id, step) for step in CERTAINTY)) for row in self.claims],
            caption=_("Your grades beside those of our table."),
        )
        reasons = "".join(
            tag("p", escape(row.label), class_="ms-question")
            + verdict_html(kind(row.claim_id, made[row.claim_id]), compared(row.claim_id, made[row.claim_id]), _reason_html(row))
            for row in self.claims
        )
        return spread.to_html() + reasons + tag("div", source_line(self.sources))

    def to_html(self) -> str:
        """Return the six benefits with four options each, which open to our grade and its reason."""
        steps = certainty_words()
        parts = []
        for number, row in enumerate(self.claims, start=1):
            parts.append(tag("p", escape(_("{n}. {benefit}").format(n=number, benefit=row.label)), class_="ms-question"))
            parts.append(
                options(
                    f"{self.key}-{row.claim_id}",
                    (
                        (
                            _sentence_case(steps[step]),
                            verdict_html(kind(row.claim_id, step), compared(row.claim_id, step), _reason_html(row)),
                        )
                        for step in CERTAINTY
                    ),
                )
            )
        return _lead_html() + "".join(parts) + tag("div", source_line(self.sources))

    def sentence(self) -> str:
        """Return what is asked, in one sentence."""
        return _("Guess how sure one can be of each of the six benefits, then compare with our grades.")


def _lead_html() -> str:
    said = _(
        "Very low means that nobody knows. High means that we expect new studies to change little. "
        "Our table of evidence grades each benefit too; those grades are our judgement."
    )
    return tag("p", escape(said))


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def kind(claim_id: str, guess: str) -> str:
    """Return the kind of verdict on a guess: one step away is partly right."""
    far = abs(distance(claim_id, guess))
    return RIGHT if far == 0 else PARTLY if far == 1 else WRONG


def compared(claim_id: str, guess: str) -> str:
    """Return in words how far a guess lies from our grade."""
    gap = distance(claim_id, guess)
    if gap == 0:
        return _("The same as our grade.") if len(judged(claim_id)) == 1 else _("The same as our grade for a part of it.")
    steps = ngettext("{n} step", "{n} steps", abs(gap)).format(n=text.number(abs(gap)))
    surer, less = _("{steps} surer than our grade."), _("{steps} less sure than our grade.")
    return (surer if gap > 0 else less).format(steps=steps)


def _reason_html(row: Any) -> str:
    """Return our verdict, step and reason; the parts too, where a claim is graded in its parts."""
    steps = certainty_words()
    if row.certainty:
        said = _("{verdict} Certainty: {step}. {reason}")
        return escape(said.format(verdict=row.verdict, step=steps[row.certainty], reason=row.certainty_reason))
    parts = [part for part in data.rows("claims") if part.part_of == row.claim_id]
    listed = " ".join(_("{claim}: {step}.").format(claim=part.label, step=steps[part.certainty]) for part in parts)
    return escape(f"{row.verdict} {listed}")


@with_recipe
def rank_benefits() -> RankBenefits:
    """Return the six benefits, to guess how sure one can be of each.

    Examples
    --------
    >>> ms.rank_benefits()
    """
    return RankBenefits()
