"""The polling booth: all that the phones' side of a room knows. It holds words, letters and hashes, and no key."""

import json
import secrets
from dataclasses import asdict
from pathlib import Path

from ..ground.text import _
from ..model import test_items, votes
from ..model.class_code import NotACode, normalise
from . import class_forms
from .keep import Journal
from .questions import FormItem, Question

DARK, OPEN, CLOSED, FORM = "dark", "open", "closed", "form"
HERE = 12.0  # seconds after which a phone that has not asked again counts as gone
MOST_HERE = 5_000


class Refused(Exception):
    """A vote that cannot be taken: a word for the page, and a calm sentence for the reader."""

    def __init__(self, state: str, words: str, status: int) -> None:
        super().__init__(words)
        self.state, self.words, self.status = state, words, status


class Booth:
    """What phones see now, and where their votes fall.

    Parameters
    ----------
    forms : dict
        The short forms by their letter.
    journal : Journal
        Where the open vote is written down.
    folder : Path
        Where class files are written.
    version : str
        The workshop's version, for class files.
    codes : set of str
        Printed single-use codes; empty if everybody may vote.
    """

    def __init__(
        self, forms: dict[str, tuple[FormItem, ...]], journal: Journal, folder: Path, version: str,
        codes: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self.forms, self.journal, self.folder, self.version, self.codes = forms, journal, folder, version, codes
        self.phase, self.token = DARK, ""
        self.question: Question | None = None
        self.turn = 0
        self.box: votes.Box | None = None
        self.which = ""
        self.answered = 0
        self.here: dict[str, float] = {}
        self.said = b""
        self._say(DARK)

    # ---- what phones are told ------------------------------------------------------------------------------

    def _say(self, phase: str) -> None:
        """Change what phones see; the token tells them that it is new."""
        self.phase, self.token = phase, secrets.token_hex(8)
        told: dict[str, object] = {"state": phase, "token": self.token}
        if phase in (OPEN, CLOSED) and self.question:
            told |= {"question": self.question.text, "options": self.question.options, "turn": self.turn}
            told |= {"turns": self.question.rounds, "code": bool(self.codes)}
        self.said = json.dumps(told, ensure_ascii=False).encode()

    def seen(self, page: str, now: float) -> None:
        """Remember for a few seconds that a page asked; the page has drawn its own name by chance."""
        self.here.pop(page, None)
        self.here[page] = now
        while len(self.here) > MOST_HERE:
            del self.here[next(iter(self.here))]

    def phones(self, now: float) -> int:
        """Return how many pages asked in the last seconds."""
        for page in [page for page, when in self.here.items() if now - when > HERE]:
            del self.here[page]
        return len(self.here)

    # ---- votes ---------------------------------------------------------------------------------------------

    def open(self, question: Question, turn: int) -> None:
        """Open a vote."""
        self.question, self.turn = question, turn
        self.box = votes.Box(len(question.options), secrets.token_bytes(16))
        self._say(OPEN)
        self.journal.begin({"question": asdict(question), "turn": turn, "salt": self.box.salt.hex(), "token": self.token})

    def go_on(self) -> None:
        """Open the vote again that a process which was killed has left open, with its votes."""
        left = self.journal.go_on()
        if not left:
            return
        head, ballots = left
        asked = head["question"]
        options = tuple((letter, words) for letter, words in asked["options"])
        self.question, self.turn = Question(asked["id"], asked["text"], options, asked["rounds"]), head["turn"]
        self.box = votes.Box(len(options), bytes.fromhex(head["salt"]), {ballot: option for ballot, option in ballots})
        self._say(OPEN)
        # The phones know the vote by its token.
        self.said = self.said.replace(self.token.encode(), head["token"].encode())
        self.token = head["token"]

    def vote(self, token: str, ticket: str, letter: str, code: str = "") -> str:
        """Take a vote; return how that went.

        Raises
        ------
        Refused
            If it is for a vote that is closed or unknown, or cannot be taken.
        """
        if not self.box or self.phase != OPEN or token != self.token:
            raise Refused(CLOSED, _("This vote is closed. The next one comes by itself."), 409)
        letters = [letter for letter, _words in self.question.options]
        if letter not in letters:
            raise Refused("unknown", _("This question has no such answer. Please choose one of those that are shown."), 400)
        if self.codes:
            ticket = self._of_code(code)
        ballot = self.box.hashed(ticket)
        went = self.box.put(ballot, letters.index(letter))
        if went == votes.TOO_OFTEN:
            raise Refused(went, _("You have changed your vote many times. The last one counts."), 429)
        if went == votes.FULL:
            raise Refused(went, _("The box is full. Please show your card instead."), 503)
        self.journal.add(ballot, letters.index(letter))
        return went

    def _of_code(self, typed: str) -> str:
        code = typed.upper().replace(" ", "")
        if code not in self.codes:
            raise Refused("code", _("This code is not one of today's. Please read it again from your slip."), 403)
        return code

    def close(self) -> tuple[int, ...]:
        """Close the vote; return the counts, which are all that stays of it."""
        counts = self.box.counts() if self.box else ()
        self.box = None
        self._say(CLOSED)
        self.journal.end()
        return counts

    def dark(self) -> None:
        """Let the phones go dark."""
        self.question = self.box = None
        self.which = ""
        self._say(DARK)

    @property
    def total(self) -> int:
        """Votes so far, or forms answered."""
        return self.answered if self.phase == FORM else self.box.total if self.box else 0

    # ---- the short forms -----------------------------------------------------------------------------------

    def open_form(self, which: str) -> None:
        """Hand out the short form of the beginning or of the end."""
        self.question, self.box, self.which, self.answered = None, None, which, 0
        self._say(FORM)

    def form_for(self, typed: str) -> dict[str, object]:
        """Return the form for a code, as a page shows it.

        Raises
        ------
        Refused
            If no form is open, or the code is none or has answered already.
        """
        code, form = self._form_of(typed)
        items = [{"id": item.id, "text": item.text, "options": item.options} for item in self.forms[form]]
        return {"state": FORM, "code": code, "items": items}

    def answer(self, typed: str, answers: object) -> str:
        """Keep the answers of a code in its class file; return the code."""
        code, form = self._form_of(typed)
        given = answers if isinstance(answers, dict) else {}
        known = {
            item.id: given[item.id] for item in self.forms[form] if given.get(item.id) in [name for name, _words in item.options]
        }
        if not known:
            raise Refused("empty", _("No question is answered yet."), 400)
        try:
            class_forms.keep(self.folder, code, self.which, form, known, self.version)
        except OSError:
            raise Refused("unsaved", _("Your answers could not be kept. Please tell the facilitator."), 500) from None
        self.answered += 1
        return code

    def _form_of(self, typed: str) -> tuple[str, str]:
        if self.phase != FORM:
            raise Refused(CLOSED, _("The form is closed."), 409)
        try:
            code = normalise(typed)
        except NotACode as error:
            raise Refused("code", str(error), 400) from None
        if class_forms.has(self.folder, code, self.which):
            said = _("This code has answered already. If that was not you, please change one sign of yours.")
            raise Refused("code", said, 409)
        order = test_items.order_of_seat("alone", code)
        return code, order[0 if self.which == class_forms.BEFORE else 1]
