"""Question cards: a scene and one or two questions, each with a reason for every option."""

from dataclasses import dataclass
from typing import Any

from ..ground.text import _
from ..store import data
from ..store.first_edition import NO_ANSWER


@dataclass(frozen=True)
class Question:
    """One question with a single best answer.

    `right` is the position of the best option today; `reasons` and `ids` have one entry for every option.
    What is stored names an option by its id, which stays when options move.
    """

    legend: str
    options: tuple[str, ...]
    reasons: tuple[str, ...]
    right: int
    ids: tuple[str, ...]

    def id_of(self, index: int) -> str:
        """Return the id of the option at a position; empty for -1, which is no answer."""
        return self.ids[index] if index >= 0 else NO_ANSWER

    def index_of(self, choice_id: object) -> int:
        """Return the position of an option today; -1 for no answer and for an option that is gone."""
        return self.ids.index(choice_id) if choice_id in self.ids else -1


def question(legend: str, options: list[dict[str, Any]]) -> Question:
    """Return a question from its entry in a content file."""
    return Question(
        legend=legend,
        options=tuple(option["text"] for option in options),
        reasons=tuple(option["reason"] for option in options),
        right=next(i for i, option in enumerate(options) if option.get("best")),
        ids=tuple(option["id"] for option in options),
    )


@dataclass(frozen=True)
class Card:
    """A scene, its questions and the sources on which the reasons rest."""

    key: str
    heading: str
    scene: str
    questions: tuple[Question, ...]
    source_ids: tuple[str, ...] = ()
    item: str = ""  # its key among what people review
    # Where the lessons teach it: a lesson and a heading in it, joined by "#"; empty for the heading above the card.
    taught: str = ""


def quiz_cards(name: str) -> tuple[str, str, tuple[Card, ...]]:
    """Return the title, lesson and cards of a quiz.

    Raises
    ------
    UnknownName
        If there is no quiz of this name.
    """
    quizzes = {quiz["id"]: quiz for quiz in data.yaml_content("quizzes")}
    if name not in quizzes:
        raise data.UnknownName(f"There is no quiz called {name!r}. The quizzes are {', '.join(sorted(quizzes))}.")
    quiz = quizzes[name]
    return quiz["title"], quiz["lesson"], tuple(_quiz_card(item) for item in quiz["questions"])


def _quiz_card(item: dict[str, Any]) -> Card:
    asked, sources = question(item["stem"], item["options"]), tuple(item.get("source_ids", ()))
    return Card(item["id"], "", "", (asked,), sources, f"question:{item['id']}", item["taught"])


def service_cards() -> tuple[Card, ...]:
    """Return the six services, each with the question of two definitions."""
    return tuple(_service_card(row) for row in data.rows("service_cards"))


def _service_card(row: Any) -> Card:
    def ruler(legend: str, counts: bool, reason: str) -> Question:
        return Question(legend, (_("Yes"), _("No")), (reason, reason), 0 if counts else 1, ("yes", "no"))

    return Card(
        key=row.card_id,
        heading=row.service,
        scene=row.scene,
        questions=(
            ruler(_("Is it social media as the UK's General Medical Council defines the term?"), row.gmc_counts, row.gmc_reason),
            ruler(_("Does Australia's minimum-age law for social media cover it?"), row.australia_counts, row.australia_reason),
        ),
        source_ids=(row.source_id, *row.further_source_ids),
        item=f"service:{row.card_id}",
    )
