"""The test on paper for a reader alone: the cards of day 7 and day 30, each one page to print, without the key."""

from collections.abc import Sequence
from typing import Any

from ..ground.text import _
from ..model.class_code import rule
from ..model.class_file import MOST_COMMITMENTS, STATUSES
from ..model.test_items import Item, booster, form, printed_name, retest
from .documents import render
from .test_parts import pilot_words


def booster_card() -> str:
    """Return the five questions of day 7."""
    typed = _("the word {word}").format(word=printed_name("BOOSTER", booster()))
    lead = _("Seven days after the workshop. Five new questions, five minutes.")
    return _card(_("Day 7: five new questions"), lead, booster(), booster(), typed_as=typed, commitments=0)


def retest_card(name: str, code: str = "paper") -> str:
    """Return a first form again in another order, that of a code, with the commitment check."""
    lead = _("Thirty days after the workshop. For those whose first form was {form}.").format(form=name)
    typed = _("the word {word}, {form}").format(word="AGAIN", form=printed_name(name, form(name)))
    title = _("Day 30: form {form} again").format(form=name)
    return _card(title, lead, retest(code, name), form(name), typed_as=typed, commitments=MOST_COMMITMENTS)


def _card(title: str, lead: str, questions: Sequence[Item], typed: Sequence[Item], **more: Any) -> str:
    statuses = ", ".join(status.upper() for status in STATUSES)
    return render(
        "test/card.html", title=title, lead=lead, rule=rule(), questions=questions, typed=typed, statuses=statuses,
        note=pilot_words(questions), **more,
    )  # fmt: skip
