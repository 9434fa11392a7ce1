"""Guess before you look: the reader guesses a figure, then sees the data.

The figure of the start page is drawn by `build` and read from a file: the first page then opens without matplotlib.
"""

import hashlib
from pathlib import Path

import ipywidgets

from ..charts.guess import plot_guess
from ..display.markup import escape, options, tag
from ..display.recipe import with_recipe
from ..display.verdicts import RIGHT, WRONG, verdict_html
from ..ground import paths, text
from ..ground.text import _
from ..model.evidence import estimate
from ..store import data
from .parts.base import Activity
from .parts.controls import Choice, Status


class Guess(Activity):
    """One figure to guess; the answer with its interval appears after the choice."""

    def __init__(self, guess_id: str) -> None:
        self.row = data.row("guesses", guess_id)
        super().__init__(_("Guess before you look"))
        self.lesson, self.key = self.row.lesson, f"guess_{guess_id}"
        self.estimate = estimate(self.row.evidence_id)
        self.sources = tuple(sorted({data.row("evidence", e).source_id for e in self._evidence()}))
        self.choice = Choice(legend=self.row.question, options=[self._label(o) for o in self.row.options], in_row=True)
        self.said, self.answer = Status(), ipywidgets.HTML()
        kept = self.saved("guess", int)
        if kept in self.row.options:
            self.choice.index = self.row.options.index(kept)
            self._reveal(self.choice.index)
        self.watch(self.choice, "index", lambda change: self._guessed(change["new"]))
        self.lay_out(self.choice, self.said, self.answer)

    def _evidence(self) -> tuple[str, ...]:
        return (self.row.evidence_id, *self.row.companion_ids)

    def _label(self, option: int) -> str:
        return _("{n} in 100").format(n=text.number(option))

    def _guessed(self, index: int) -> None:
        if index < 0:
            return  # a browser may empty a control for a moment
        self._reveal(index)
        self.save({"guess": self.row.options[index]})

    def _reveal(self, index: int) -> None:
        kind, words = self._compared(index)
        self.said.say(words, kind)
        self.answer.value = self._picture(self.row.options[index]) + tag("p", escape(self.row.meaning))

    def _picture(self, own: int | None = None) -> str:
        return (stored_picture(self.row.guess_id) if own is None else None) or plot_guess(self.row.guess_id, own).to_html()

    def draw_all(self) -> None:
        """Draw the answer to every guess."""
        for option in self.row.options:
            self._picture(option)

    def _compared(self, index: int) -> tuple[str, str]:
        found = _("{value} in 100").format(value=text.number(self.estimate.value))
        if self.row.options[index] == min(self.row.options, key=lambda option: abs(option - self.estimate.value)):
            return RIGHT, _("Right: the study found {found}, and your guess is the nearest.").format(found=found)
        said = _("Not the nearest: the study found {found}, and you said {own}.")
        return WRONG, said.format(found=found, own=self._label(self.row.options[index]))

    def to_html(self) -> str:
        """Return the question with options that open to the answer, and the picture folded below."""
        asked = options(
            self.key,
            (
                (self._label(option), verdict_html(*self._compared(i), "", escape(self.row.meaning)))
                for i, option in enumerate(self.row.options)
            ),
            in_row=True,
        )
        picture = tag(
            "details", tag("summary", escape(_("Show the figure, after your guess"))), self._picture(), class_="ms-more"
        )
        return tag("p", escape(self.row.question), class_="ms-question") + asked + picture

    def sentence(self) -> str:
        """Return the question."""
        return f"{self.title}. {self.row.question}"


def picture_file(guess_id: str) -> Path:
    """Return where `build` keeps the figure of a guess."""
    return paths.static_dir() / "drawn" / f"guess_{guess_id}.html"


def picture_text(guess_id: str) -> str:
    """Return the figure of a guess as `build` keeps it: a line that names what it was drawn from, and the figure."""
    return f"<!-- {_drawn_from(guess_id)} -->\n{plot_guess(guess_id).to_html()}\n"


def stored_picture(guess_id: str) -> str | None:
    """Return the figure that `build` drew; None if the data or the language are others now."""
    try:
        first, _line, picture = picture_file(guess_id).read_text(encoding="utf-8").partition("\n")
    except OSError:
        return None
    return picture.rstrip("\n") if first == f"<!-- {_drawn_from(guess_id)} -->" else None


def _drawn_from(guess_id: str) -> str:
    row = data.row("guesses", guess_id)
    evidence = [data.row("evidence", key) for key in (row.evidence_id, *row.companion_ids)]
    sources = [data.row("sources", one.source_id) for one in evidence]
    return hashlib.sha256(repr((text.language(), row, evidence, sources)).encode()).hexdigest()[:16]


@with_recipe
def guess(guess_id: str) -> Guess:
    """Return a figure to guess before seeing it.

    Raises
    ------
    UnknownName
        If there is no such guess.

    Examples
    --------
    >>> ms.guess("recognisable")
    """
    return Guess(guess_id)
