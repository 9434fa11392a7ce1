"""Quiz: a few questions to recall what was learnt, with a reason for every option."""

from ..display.recipe import with_recipe
from ..model.cards import quiz_cards
from .parts.cards import Cards


class Quiz(Cards):
    """Questions from the content file `quizzes.yaml`, one at a time."""

    def to_html(self) -> str:
        """Return the questions with options that open, and who has reviewed them."""
        return super().to_html() + self.review_line() + self.sources_html()


@with_recipe
def quiz(name: str, first: int | None = None) -> Quiz:
    """Return a quiz.

    Parameters
    ----------
    name : str
        The quiz; a page asks for it by its name in `quizzes.yaml`.
    first : int, optional
        How many questions everybody is asked; the others are offered at the end.

    Raises
    ------
    UnknownName
        If there is no quiz of this name.
    ValueError
        If there are not so many questions.

    Examples
    --------
    >>> ms.quiz("definitions_check")
    """
    title, lesson, cards = quiz_cards(name)
    return Quiz(title, lesson, f"quiz_{name}", cards, first)
