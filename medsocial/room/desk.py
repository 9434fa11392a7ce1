"""The deck's side of a room: it opens and closes votes, keeps the counts, and knows what they mean."""

from collections.abc import Callable
from typing import Any

from ..ground.text import _, number
from ..model.votes import MOST
from .booth import FORM, OPEN, Booth
from .class_forms import FORMS
from .keep import Ledger
from .questions import Question


class NotSo(Exception):
    """What the deck asked for cannot be; the message says why."""


class Desk:
    """What the facilitator's keys do to the booth.

    Parameters
    ----------
    booth : Booth
        What phones see.
    ledger : Ledger
        Where counts are kept.
    questions : dict
        All questions of the deck.
    advise : callable
        Says what a count means, in sentences for the presenter.
    """

    def __init__(
        self,
        booth: Booth,
        ledger: Ledger,
        questions: dict[str, Question],
        advise: Callable[[str, int, tuple[int, ...]], list[str]],
    ) -> None:
        self.booth, self.ledger, self.questions, self.advise = booth, ledger, questions, advise
        self.join: dict[str, str] = {}
        self.people = 0
        self.trouble = ""
        self.watched = 0
        self.acts = 0

    def state(self, now: float) -> dict[str, Any]:
        """Return what the deck shows: how many have voted, never for what before the vote is closed.

        `acts` counts what the deck has done, so that it can tell what was said before its last act.
        """
        booth = self.booth
        asked = {"id": booth.question.id, "round": booth.turn} if booth.phase == OPEN and booth.question else None
        return {
            "acts": self.acts,
            "open": asked,
            "form": booth.which if booth.phase == FORM else "",
            "votes": booth.total,
            "phones": booth.phones(now),
            "join": self.join,
            "trouble": self.trouble or self._too_many(),
            "counts": {name: {turn: self._round(name, turn) for turn in rounds} for name, rounds in self.ledger.counts.items()},
        }

    def _too_many(self) -> str:
        if not self.people or self.booth.phase != OPEN or self.booth.total <= self.people:
            return ""
        said = _("{n} votes, but you expected {people} people. If that cannot be, go on at once and count cards.")
        return said.format(n=number(self.booth.total), people=number(self.people))

    def _round(self, name: str, turn: str) -> dict[str, Any]:
        found = self.ledger.of(name, int(turn))
        whole = tuple(map(sum, zip(*found.values(), strict=False)))
        return {**found, "advice": self.advise(name, int(turn), whole) if "phones" in found else []}

    # ---- what the deck does ----------------------------------------------------------------------------------

    def _known(self, name: object, turn: object) -> tuple[Question, int]:
        question = self.questions.get(name) if isinstance(name, str) else None
        if question is None:
            raise NotSo(_("This deck has no such question. Load the deck anew."))
        if type(turn) is not int or not 1 <= turn <= question.rounds:
            raise NotSo(_("This question has no such vote. Load the deck anew."))
        return question, turn

    def open(self, said: dict[str, Any]) -> None:
        """Open a vote, unless it is open or has been closed before."""
        question, turn = self._known(said.get("id"), said.get("round"))
        if self._is_open(question, turn):
            return
        self._close_open()
        if "phones" not in self.ledger.of(question.id, turn):
            self.booth.open(question, turn)

    def anew(self, said: dict[str, Any]) -> None:
        """Forget the counts of a vote and open it again."""
        question, turn = self._known(said.get("id"), said.get("round"))
        if self._is_open(question, turn):
            self.booth.close()
        self._close_open()
        self.ledger.drop(question.id, turn)
        self.booth.open(question, turn)

    def close(self, said: dict[str, Any]) -> None:
        """Close a vote, if it is the one that is open."""
        question, turn = self._known(said.get("id"), said.get("round"))
        if self._is_open(question, turn):
            self._close_open()

    def hands(self, said: dict[str, Any]) -> None:
        """Note votes that were counted by hand, beside those from phones."""
        question, turn = self._known(said.get("id"), said.get("round"))
        counts = said.get("counts")
        right = isinstance(counts, list) and len(counts) == len(question.options)
        if not right or not all(type(n) is int and 0 <= n <= MOST for n in counts):
            raise NotSo(_("A count is a whole number from 0 to {most}, one for each answer.").format(most=number(MOST)))
        self.ledger.put(question.id, turn, "hands", counts)

    def form(self, said: dict[str, Any]) -> None:
        """Hand out a short form on the phones, or take it back."""
        which = said.get("which")
        self._close_open()
        if which in FORMS:
            self.booth.open_form(which)
        else:
            self.booth.dark()

    def _is_open(self, question: Question, turn: int) -> bool:
        booth = self.booth
        return booth.phase == OPEN and booth.question is not None and (booth.question.id, booth.turn) == (question.id, turn)

    def _close_open(self) -> None:
        if self.booth.phase == OPEN and self.booth.question:
            name, turn = self.booth.question.id, self.booth.turn
            # Written before the box forgets: a process killed in between finds the counts, or the votes.
            self.ledger.put(name, turn, "phones", list(self.booth.box.counts()))
            self.booth.close()

    def go_on(self) -> None:
        """Go on after a process that was killed: an open vote stays open, unless its counts were written already."""
        self.booth.go_on()
        booth = self.booth
        if booth.phase == OPEN and (
            booth.question.id not in self.questions or "phones" in self.ledger.of(booth.question.id, booth.turn)
        ):
            booth.close()
