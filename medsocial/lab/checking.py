"""Checking an answer that a reader computed: a verdict and a hint for whatever was handed over."""

import math
from dataclasses import dataclass
from typing import Any

from ..display.elements import Element
from ..display.markup import escape, tag
from ..display.verdicts import RIGHT, WRONG, verdict_html
from ..ground import text
from ..ground.text import _
from .exercises import EXERCISES, Exercise

_NOT_YET = "note"


@dataclass(repr=False)
class Checked(Element):
    """What is said to an answer: the question, the verdict in words, and the hint or the reason.

    Parameters
    ----------
    question, words, hint : str
        Plain words; `words` is empty where nothing was answered yet.
    kind : {"right", "wrong", "note"}
        Chooses sign and colour.
    """

    question: str
    words: str
    hint: str
    kind: str = _NOT_YET

    def to_html(self) -> str:
        """Return the question and what is said."""
        said = (
            verdict_html(self.kind, self.words, escape(self.hint))
            if self.kind in (RIGHT, WRONG)
            else tag("p", escape(f"{self.words} {self.hint}".strip()))
        )
        done = " ms-done" if self.kind == RIGHT else ""
        asked = tag("p", escape(self.question), class_="ms-question")
        return tag("div", asked, said, class_=f"ms-activity ms-static ms-task{done}")

    def sentence(self) -> str:
        """Return the same in one line."""
        return " ".join(part for part in (self.question, self.words, self.hint) if part)


def check_answer(exercise: str, answer: Any = None) -> Element:
    """Check the answer to an exercise of the data lab, and say what to try next.

    Whatever you hand over, you get a sentence and no error.

    Parameters
    ----------
    exercise : {"running", "ten_years", "online", "weak_trials", "launches"}
        Which exercise.
    answer : number, optional
        What you found.

    Examples
    --------
    >>> ms.check_answer("running", answer)
    """
    checked = _checked(exercise, answer)
    checked.recipe = {"function": "check_answer", "arguments": {"exercise": exercise if isinstance(exercise, str) else ""}}
    return checked


def _checked(exercise: Any, answer: Any) -> Checked:
    if not isinstance(exercise, str) or exercise not in EXERCISES:
        there = _("The exercises are {names}. Write one of these names first.").format(names=text.listing(list(EXERCISES)))
        return Checked(_("There is no exercise of this name."), "", there)
    asked = EXERCISES[exercise]()
    number, wanting = _number(answer)
    if number is None:
        return Checked(asked.question, wanting, asked.first)
    if abs(number - asked.answer) <= asked.within + 1e-9:
        return Checked(asked.question, _("{n} is right.").format(n=_said(number)), asked.reason, RIGHT)
    return Checked(asked.question, _("{n} is not it yet.").format(n=_said(number)), _hint(asked, number), WRONG)


def _hint(asked: Exercise, number: float) -> str:
    # Rounded as roughly as the answer may be, whether it is said as a proportion or in per cent.
    share = asked.within / abs(asked.answer)
    known = (hint for wrong, hint in asked.slips.items() if abs(number - wrong) <= share * abs(wrong) + 1e-9)
    return next(known, asked.first)


def _said(number: float) -> str:
    return text.number(int(number)) if float(number).is_integer() else text.number(number, 3 if abs(number) < 2 else 1)


def _number(answer: Any) -> tuple[float | None, str]:
    """Return the number that was handed over; or None, and in words what was."""
    if answer is None or answer is Ellipsis:
        return None, _("Put your number in the place of the dots, then run the cell.")
    if isinstance(answer, bool) or type(answer).__name__ in ("bool", "bool_"):  # numpy's is no bool
        return None, _("You handed over a yes or no. Count the rows for which it holds: .sum() does it.")
    try:
        if (size := getattr(answer, "size", None)) == 1:  # a table or column of one cell, or a number of numpy's
            answer = (answer.to_numpy() if hasattr(answer, "to_numpy") else answer).item()
        elif isinstance(size, int) and hasattr(answer, "shape"):
            said = _("You handed over a table with {n} cells. Take one number from it.")
            return None, said.format(n=text.number(size))
        if hasattr(answer, "get_figure"):
            return None, _("You handed over a picture. Read one number from it, or from its table.")
        if isinstance(answer, str):
            answer = answer.strip().replace(",", ".").removesuffix("%")
        number = float(answer)
    except Exception:  # any object at all may come from a reader's cell
        return None, _("That is no number. Hand over one number.")
    if not math.isfinite(number):
        return None, _("Your number is missing or endless. Look for a row without a value, or a division by nought.")
    return number, ""
