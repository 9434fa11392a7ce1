"""Parts of the test that its screen form and its paper forms share: an item without its key, and its reasons."""

from collections.abc import Iterable

from ..ground.text import _, number
from ..model.item_statistics import CALIBRATED_FROM
from ..model.test_items import SIGNS, Item, is_pilot, notice
from ..store import data
from .markup import escape, source_line, tag
from .verdicts import RIGHT, WRONG, verdict_html


def pilot_line(asked: Iterable[Item]) -> str:
    """Return, as HTML, that the items are a pilot; nothing once they are reviewed and calibrated."""
    said = pilot_words(asked)
    return tag("p", escape(said), class_="ms-review") if said else ""


def pilot_words(asked: Iterable[Item]) -> str:
    """Return that the items are a pilot; nothing once they are reviewed and calibrated."""
    if not is_pilot(tuple(asked)):
        return ""
    said = _(
        "Two clinicians, a privacy officer and a communications lead have still to sign these items. "
        "They stay a pilot until then, and until {n} people have answered."
    ).format(n=number(CALIBRATED_FROM))
    return f"{said} {notice()}"


def item_html(item: Item, place: int) -> str:
    """Return an item as a question with four lettered answers, without key and reasons."""
    answers = (tag("li", tag("strong", sign), " ", escape(o.text)) for sign, o in zip(SIGNS, item.options, strict=True))
    return tag(
        "div",
        tag("p", escape(f"{number(place)}. {item.stem}"), class_="ms-question"),
        tag("ul", *answers, class_="ms-checks"),
        class_="ms-card",
    )


def objective_words(item: Item) -> str:
    """Return what the item asks of the reader: the objective in words."""
    return data.row("objectives", item.objective).statement


def reasons_html(item: Item, place: int, given: str, country: str = "") -> str:
    """Return an item with the answer given, the best answer and the reasons for both; for after submission only.

    `given` is the id of the choice, empty for no answer.
    """
    best, chosen = item.options[item.right], next((option for option in item.options if option.id == given), None)
    is_best = given == item.best
    best_line = _reason_html(_("Best, {sign}: {text}").format(sign=item.key, text=best.text), best.reason)
    if is_best:
        lines = [verdict_html(RIGHT, _("You chose the best answer."), "", best_line)]
    elif chosen:
        own = _reason_html(_("Yours, {sign}: {text}").format(sign=item.sign_of(given), text=chosen.text), chosen.reason)
        lines = [verdict_html(WRONG, _("Another answer is better."), "", own, best_line)]
    else:
        lines = [verdict_html(WRONG, _("No answer."), "", best_line)]
    if item.country_note:
        lines.append(tag("p", escape(item.country_note)))
    if country and item.holds_in and country not in item.holds_in:
        lines.append(tag("p", tag("strong", escape(_("In the country that you chose the key does not hold.")))))
    below = tag("details", tag("summary", escape(_("Where it comes from"))), tag("p", escape(item.anchor)),
                tag("div", source_line(item.source_ids)), class_="ms-more")  # fmt: skip
    goal = tag("p", escape(_("What it asks for: {objective}").format(objective=objective_words(item))), class_="ms-count")
    asked = tag("p", escape(f"{number(place)}. {item.stem}"), class_="ms-question")
    return tag("div", asked, goal, *lines, below, class_="ms-card")


def _reason_html(answer: str, reason: str) -> str:
    return tag("strong", escape(answer)) + tag("br") + escape(reason)
