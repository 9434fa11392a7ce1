"""The verdict on an answer: right, partly right and wrong differ by word, sign and colour, wherever one is given."""

from urllib.parse import quote

from ..ground.text import _
from ..store import data
from .markup import escape, tag

RIGHT, PARTLY, WRONG = VERDICTS = ("right", "partly", "wrong")


def verdict_html(kind: str, words: str, reason: str = "", *more: str) -> str:
    """Return a verdict in words with its sign and its reason as HTML, and lines of HTML that follow it."""
    # One short element: a page holds one for each option of each question.
    spans = (tag("span", one) for one in more)
    return tag("p", tag("strong", escape(words)), f" {reason}" if reason else "", *spans, class_=f"ms-reason ms-{kind}")


def best_words(option: str, reason: str = "") -> str:
    """Return the best answer and why it is, for whoever chose another."""
    return f"{_('Best answer: {option}').format(option=stopped(option))} {reason}".rstrip()


def stopped(words: str) -> str:
    """Return an option as a sentence: with a full stop, unless it asks."""
    return words if words.endswith((".", "?")) else f"{words}."


def place_html(taught: str) -> str:
    """Return a link to where a lesson teaches something; `taught` is a lesson and a heading in it, joined by "#"."""
    lesson, _sign, heading = taught.partition("#")
    row = data.row("lessons", lesson)
    words = _("Lesson {n}: {heading}").format(n=row.number, heading=heading)
    # The form of an address that a front end gives to a heading.
    return tag("a", escape(words), href=f"{lesson}.ipynb#{quote(heading.replace(' ', '-'), safe='')}", class_="ms-taught")
