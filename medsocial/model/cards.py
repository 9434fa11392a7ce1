"""Question cards: a scene and one or two questions, each with a reason for every option."""

from dataclasses import dataclass
from typing import Any

from ..ground.text import _
from ..store import data


@dataclass(frozen=True)
class Question:
    """One question with a single best answer.

    `right` is the position of the best option; `reasons` has one entry for every option.
    """

    legend: str
    options: tuple[str, ...]
    reasons: tuple[str, ...]
    right: int


@dataclass(frozen=True)
class Card:
    """A scene, its questions and the sources on which the reasons rest."""

    key: str
    heading: str
    scene: str
    questions: tuple[Question, ...]
    source_ids: tuple[str, ...] = ()
    reviewed_by: str = ""
    pilot_n: int = 0


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
    options = item["options"]
    question = Question(
        legend=item["stem"],
        options=tuple(o["text"] for o in options),
        reasons=tuple(o["reason"] for o in options),
        right=next(i for i, o in enumerate(options) if o.get("best")),
    )
    return Card(item["id"], "", "", (question,), tuple(item.get("source_ids", ())), item["reviewed_by"], item["pilot_n"])


def service_cards() -> tuple[Card, ...]:
    """Return the six services, each with the question of two definitions."""
    return tuple(_service_card(row) for row in data.rows("service_cards"))


def _service_card(row: Any) -> Card:
    def ruler(legend: str, counts: bool, reason: str) -> Question:
        return Question(legend, (_("Yes"), _("No")), (reason, reason), 0 if counts else 1)

    return Card(
        key=row.card_id,
        heading=row.service,
        scene=row.scene,
        questions=(
            ruler(_("Is it social media as the UK's General Medical Council defines the term?"), row.gmc_counts, row.gmc_reason),
            ruler(_("Does Australia's minimum-age law for social media cover it?"), row.australia_counts, row.australia_reason),
        ),
        source_ids=(row.source_id, *row.further_source_ids),
    )
