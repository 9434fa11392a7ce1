"""Cards: the reader goes through question cards one at a time and sees a reason for each answer."""

from collections.abc import Sequence

import ipywidgets

from ...display.markup import escape, options, source_line, tag
from ...display.reviewed import review_html
from ...display.verdicts import RIGHT, WRONG, best_words, place_html, stopped, verdict_html
from ...ground.text import _, ngettext
from ...model.cards import Card, Question
from .base import Activity, button, how_many, offer_words
from .controls import Choice, Status


class Cards(Activity):
    """Question cards, one on the screen at a time; the controls are used again for each card.

    Parameters
    ----------
    title : str
        Title of the activity.
    lesson, key : str
        Where the answers are kept.
    cards : sequence of Card
        All cards have the same number of questions.
    first : int, optional
        How many of them everybody is asked; the others are offered at the end. All, if left out.

    Raises
    ------
    ValueError
        If there are not so many cards.
    """

    # Where the lesson teaches what the cards ask, as in `Card.taught`; empty if the cards stand in that very part.
    taught = ""

    def __init__(self, title: str, lesson: str, key: str, cards: Sequence[Card], first: int | None = None) -> None:
        super().__init__(title)
        self.core = how_many(first, len(cards))
        self.lesson, self.key, self.cards = lesson, key, tuple(cards)
        self.sources = tuple(sorted({source for card in cards for source in card.source_ids}))
        self.answers: dict[str, list[int]] = self._restored()
        further = any(card.key in self.answers for card in self.cards[self.core :])
        self.asked = self.cards if further else self.cards[: self.core]
        self.position = 0
        self.scene = ipywidgets.HTML()
        self.choices = [Choice() for _question in cards[0].questions]
        self.reasons = [Status() for _question in cards[0].questions]
        self.back, self.next = button(_("Back")), button(_("Next"), primary=True)
        self.summary, self.retry = ipywidgets.HTML(), button(_("Answer the missed ones again"))
        self.more = button(offer_words(len(self.cards) - self.core))
        for number, choice in enumerate(self.choices):
            self.watch(choice, "index", lambda change, number=number: self._answer(number, change["new"]))
        self.back.on_click(self.guard(lambda _button: self._turn(-1)))
        self.next.on_click(self.guard(lambda _button: self._turn(1)))
        self.retry.on_click(self.guard(lambda _button: self._try_again()))
        self.more.on_click(self.guard(lambda _button: self._ask_more()))
        pairs = [widget for pair in zip(self.choices, self.reasons, strict=True) for widget in pair]
        turning = ipywidgets.HBox([self.back, self.next]) if len(self.cards) > 1 else ipywidgets.HBox()
        turning.add_class("ms-turning")
        self.lay_out(self.scene, *pairs, turning, self.summary, self.retry, self.more)
        self._show()

    def _restored(self) -> dict[str, list[int]]:
        """Return earlier answers as positions of today, without those to cards or options that no longer exist."""
        kept = self.saved("answers", dict)
        found = {
            card.key: [question.index_of(given) for given, question in zip(kept[card.key], card.questions, strict=True)]
            for card in self.cards
            if isinstance(kept.get(card.key), list) and len(kept[card.key]) == len(card.questions)
        }
        return {key: given for key, given in found.items() if max(given) >= 0}

    def chosen_ids(self) -> dict[str, list[str]]:
        """Return the answers as they are stored: for each card the ids of the options chosen, "" for no answer."""
        return {
            card.key: [question.id_of(i) for i, question in zip(self.answers[card.key], card.questions, strict=True)]
            for card in self.cards
            if card.key in self.answers
        }

    @property
    def card(self) -> Card:
        """The card on the screen."""
        return self.cards[self.position]

    def _show(self) -> None:
        given = self.answers.get(self.card.key, [-1] * len(self.choices))
        self.scene.value = self._scene_html(self.position)
        for choice, reason, question, index in zip(self.choices, self.reasons, self.card.questions, given, strict=True):
            with choice.hold_trait_notifications():
                choice.legend, choice.options, choice.index = question.legend, list(question.options), index
            self._explain(reason, question, index)
        self.back.disabled = self.position == 0
        self.next.disabled = self.position == len(self.asked) - 1
        self.more.layout.display = "" if len(self.asked) < len(self.cards) else "none"
        self._sum_up()

    def _sum_up(self) -> None:
        self.summary.value = self._summary_html()
        self.retry.layout.display = "" if self.finished() and self.missed() else "none"

    def _explain(self, reason: Status, question: Question, index: int) -> None:
        if index < 0:
            reason.say("")
        else:
            kind, words, *more = judged(question, index)
            reason.say("\n".join([f"{words} {question.reasons[index]}", *more]), kind)

    def _answer(self, number: int, index: int) -> None:
        given = self.answers.setdefault(self.card.key, [-1] * len(self.choices))
        if index < 0 or given[number] == index:
            return
        given[number] = index
        self._explain(self.reasons[number], self.card.questions[number], index)
        self._keep()
        self._sum_up()

    def missed(self) -> list[tuple[Card, Question, int]]:
        """Return the questions with another answer than the best: card, question, and the answer given."""
        return [
            (card, question, index)
            for card in self.cards
            for question, index in zip(card.questions, self.answers.get(card.key, ()), strict=False)
            if 0 <= index != question.right
        ]

    def _try_again(self) -> None:
        """Take the missed answers back, and show the first of their cards."""
        missed = self.missed()
        for card, question, _index in missed:
            self.answers[card.key][card.questions.index(question)] = -1
        if missed:
            self.position = self.cards.index(missed[0][0])
        self._show()
        self._keep()
        self.choices[0].send("to the top")
        self.choices[0].focus()

    def _keep(self) -> None:
        self.save({"answers": self.chosen_ids()})

    def _ask_more(self) -> None:
        """Ask the other cards too, and go to the first of them."""
        self.asked = self.cards
        self._turn(self.core - self.position)

    def _out_of(self, position: int) -> int:
        """Return out of how many a card is counted: those that everybody is asked, then all."""
        return self.core if position < self.core else len(self.cards)

    def _turn(self, step: int) -> None:
        self.position = min(max(self.position + step, 0), len(self.asked) - 1)
        self._show()
        self.choices[0].send("to the top")  # the button is pressed below, the new card begins above
        here = _("Card {n} of {all}").format(n=self.position + 1, all=self._out_of(self.position))
        self.status.say(f"{here}: {self.card.heading}" if self.card.heading else f"{here}.")

    def _scene_html(self, position: int) -> str:
        card = self.cards[position]
        count = (
            tag("p", escape(_("Card {n} of {all}").format(n=position + 1, all=self._out_of(position))), class_="ms-count")
            if len(self.cards) > 1
            else ""
        )
        heading = tag("p", tag("strong", escape(card.heading))) if card.heading else ""
        scene = tag("p", escape(card.scene)) if card.scene else ""
        return count + heading + scene

    def finished(self) -> bool:
        """Return whether every question that is asked has an answer."""
        return all(min(self.answers.get(card.key, [-1])) >= 0 for card in self.asked)

    def is_done(self) -> bool:
        """Return whether every question has an answer."""
        return self.finished()

    def _summary_html(self) -> str:
        return self.closing_html() if self.finished() else ""

    def closing_html(self) -> str:
        """Return what is shown once everything is answered; a subclass may replace it."""
        asked = [(q, i) for card in self.asked for q, i in zip(card.questions, self.answers[card.key], strict=True)]
        right = sum(index == question.right for question, index in asked)
        said = ngettext(
            "You chose the best answer in {right} of {n} question.",
            "You chose the best answer in {right} of {n} questions.",
            len(asked),
        ).format(right=right, n=len(asked))
        count = tag("p", escape(said), class_="ms-closing") if len(asked) > 1 else ""
        return count + self.missed_html()

    def missed_html(self) -> str:
        """Return what was missed, with the best answer and the place where it is taught; empty if nothing was."""
        missed = self.missed()
        if not missed:
            return ""
        lines = []
        for card, question, index in missed:
            about = f"{card.heading}: {question.legend}" if card.heading else question.legend
            yours = _("You chose: {option}").format(option=stopped(question.options[index]))
            place = card.taught or self.taught
            where = (tag("br"), escape(_("Read again:")), " ", place_html(place)) if place else ()
            lines.append(tag("li", tag("strong", escape(about)), tag("br"), escape(f"{yours} {best(question, index)}"), *where))
        lead = ngettext("What you missed:", "What you missed, {n} in all:", len(missed)).format(n=len(missed))
        return tag("p", escape(lead), class_="ms-question") + tag("ul", *lines)

    def to_html(self) -> str:
        """Return every card with options that open to their reasons; those that are only offered are folded."""
        return self._static_cards()

    def _static_cards(self) -> str:
        made = [self._static_card(position) for position in range(len(self.cards))]
        if self.core == len(made):
            return "".join(made)
        offered = tag("details", tag("summary", escape(offer_words(len(made) - self.core))), *made[self.core :],
                      class_="ms-more ms-offer")  # fmt: skip
        return "".join(made[: self.core]) + offered

    def _static_card(self, position: int) -> str:
        card = self.cards[position]
        asked = "".join(
            tag("p", escape(question.legend), class_="ms-question")
            + options(
                f"{self.key}-{card.key}-{number}",
                ((label, reason_html(question, i)) for i, label in enumerate(question.options)),
            )
            for number, question in enumerate(card.questions)
        )
        return tag("div", self._scene_html(position), asked, class_="ms-card")

    def review_line(self) -> str:
        """Return who has reviewed the cards, in words."""
        return review_html(*(card.item for card in self.cards))

    def sources_html(self) -> str:
        """Return the sources of all cards, folded."""
        if not self.sources:
            return ""
        return tag("details", tag("summary", escape(_("Sources"))), tag("div", source_line(self.sources)), class_="ms-more")

    def sentence(self) -> str:
        """Return the title and the number of cards."""
        count = len(self.cards)
        return f"{self.title}. " + ngettext(
            "{n} card; each choice opens its reason.", "{n} cards; each choice opens its reason.", count
        ).format(n=count)


def judged(question: Question, index: int) -> tuple[str, ...]:
    """Return the kind of a verdict, its words, and the best answer with its reason where another was chosen."""
    if index == question.right:
        return RIGHT, _("Right.")
    return WRONG, _("Not the best answer."), best(question, index)


def best(question: Question, index: int) -> str:
    """Return the best answer, with its reason unless the answer given has the same one."""
    reason = question.reasons[question.right]
    return best_words(question.options[question.right], "" if reason == question.reasons[index] else reason)


def reason_html(question: Question, index: int, best_label: str = "") -> str:
    """Return what opening an option reveals: the verdict, its reason, and which answer is best; its why opens there."""
    kind, words, *_best = judged(question, index)
    named = [] if kind == RIGHT else [escape(best_words(best_label or question.options[question.right]))]
    return verdict_html(kind, words, escape(question.reasons[index]), *named)
