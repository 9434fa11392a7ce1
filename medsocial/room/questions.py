"""What a room is asked, as plain words: which option is best, and why, never leaves the deck's side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..exports.session import advice
from ..exports.session.pages import Chapter, Page
from ..ground.text import _, ngettext, number
from ..model import test_items


@dataclass(frozen=True)
class Question:
    """A question as phones show it: its words, and the letters of its options with theirs."""

    id: str
    text: str
    options: tuple[tuple[str, str], ...]
    rounds: int = 1


@dataclass(frozen=True)
class FormItem:
    """A question of the short form: options by their permanent ids."""

    id: str
    text: str
    options: tuple[tuple[str, str], ...]


def questions(chapters: Iterable[Chapter]) -> dict[str, Question]:
    """Return every question of a deck by its name: votes, and scenes at which a room decides."""
    pages = [page for chapter in chapters for page in chapter.pages]
    return {vote_name(page): _question(page) for page in pages if vote_name(page)}


def vote_name(page: Page) -> str:
    """Return the name under which a page collects votes; empty if it asks nothing."""
    if page.vote:
        return page.vote.vote_id
    return page.id if page.scene and page.answers else ""


def _question(page: Page) -> Question:
    text = page.question or f"{page.label}: {page.headline}"
    rounds = page.vote.votes if page.vote else 1
    return Question(vote_name(page), text, tuple((one.letter, one.text) for one in page.answers), rounds)


def forms() -> dict[str, tuple[FormItem, ...]]:
    """Return both short forms without their keys."""
    return {
        name: tuple(
            FormItem(item.item_id, item.stem, tuple((one.id, one.text) for one in item.options))
            for item in test_items.short_form(name)
        )
        for name in test_items.FORMS
    }


def advisers(chapters: Iterable[Chapter]) -> Callable[[str, int, tuple[int, ...]], list[str]]:
    """Return a function that says what the counts of a round mean, in heads, for the presenter only."""
    votes = {page.vote.vote_id: page.vote for chapter in chapters for page in chapter.pages if page.vote and page.vote.counted}

    def advise(name: str, turn: int, counts: tuple[int, ...]) -> list[str]:
        known = name in votes and sum(counts)
        return [_count_words(counts), advice.after(votes[name], counts, turn)] if known else []

    return advise


def _count_words(counts: tuple[int, ...]) -> str:
    shown = " · ".join(f"{letter} {number(count)}" for letter, count in zip("ABCDEF", counts, strict=False))
    votes = ngettext("{n} vote", "{n} votes", sum(counts)).format(n=number(sum(counts)))
    return _("{votes}: {counts}").format(votes=votes, counts=shown)


def trial() -> Question:
    """Return the question with which a room is tried out on the evening before."""
    return Question("trial", _("Can you read this?"), (("A", _("Yes")), ("B", _("With difficulty"))))
