"""Contact with a patient online: five answers in, a decision with its reasons out.

The rules stand in `contact_rules.yaml` and are our own judgement; the first one that fits decides.
What countries ask comes from the decision table. Whatever else is answered, danger leads to care.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..ground.text import _
from ..store import data
from . import guidance
from .guidance import Cell

DANGER = "now"


@dataclass(frozen=True, slots=True)
class ContactAdvice:
    """What the rules say to one situation.

    `cells` holds each act that bears on it in every jurisdiction, `own` the same in the reader's country.
    `stricter` holds those of `own` that bar what our rules leave open.
    """

    answers: dict[str, str]
    rule: str
    decision: str
    label: str
    reasons: tuple[str, ...]
    reason_ids: tuple[str, ...]
    conditions: tuple[str, ...]
    script: str
    record: str
    weak: bool
    cells: tuple[tuple[Cell, ...], ...]
    own: tuple[Cell, ...]
    stricter: tuple[Cell, ...]

    @property
    def danger(self) -> bool:
        """Whether somebody is in danger now."""
        return self.answers["danger"] == DANGER


def rules() -> dict[str, Any]:
    """Return the content of `contact_rules.yaml`."""
    return data.yaml_content("contact_rules")


def questions() -> dict[str, dict[str, str]]:
    """Return the questions by id, each with its options by id in the reader's words."""
    return {one["id"]: {option["id"]: option["label"] for option in one["options"]} for one in rules()["questions"]}


def first_answers() -> dict[str, str]:
    """Return the answers with which the reader begins."""
    return dict(rules()["situations"][0]["answers"])


def advise(answers: Mapping[str, str], country: str = "") -> ContactAdvice:
    """Return the decision for one situation.

    Parameters
    ----------
    answers : mapping
        One option for each question: who, person, channel, about, danger.
    country : str
        Code of `countries.csv`; empty if none was chosen.

    Raises
    ------
    UnknownName
        If an answer is missing or unknown; the message names the question and its options.
    """
    given = {question: _known(question, answers.get(question, ""), options) for question, options in questions().items()}
    words = rules()
    # Danger leads to care even if somebody puts a rule before that one in the file.
    ordered = sorted(words["rules"], key=lambda rule: DANGER not in rule["when"].get("danger", ()))
    rule = next((one for one in ordered if _fits(one["when"], given)), None)
    if rule is None:
        said = ", ".join(f"{question}: {answer}" for question, answer in given.items())
        raise data.DataError(f"contact_rules.yaml: no rule fits {said}. Add one at the end.")
    texts = {one["id"]: one["text"] for one in words["reasons"]}
    further = [one["id"] for one in words["further_reasons"] if _fits(one["when"], given)] if given["danger"] != DANGER else []
    reason_ids = tuple(dict.fromkeys([*rule["reason_ids"], *further]))
    cells = tuple(guidance.rules_for(number) for number in rule["acts"])
    own = tuple(guidance.of_country(found, country) for found in cells) if country else ()
    leaves_room = rule["decision"] in words["open_decisions"]
    return ContactAdvice(
        answers=given,
        rule=rule["id"],
        decision=rule["decision"],
        label=next(one["label"] for one in words["decisions"] if one["id"] == rule["decision"]),
        reasons=tuple(texts[code] for code in reason_ids),
        reason_ids=reason_ids,
        conditions=tuple(rule["conditions"]),
        script=rule["script"],
        record=rule["record"],
        weak=bool(rule.get("weak")),
        cells=cells,
        own=own,
        stricter=tuple(cell for cell in own if cell.barred) if leaves_room else (),
    )


def _known(question: str, answer: str, options: dict[str, str]) -> str:
    if answer in options:
        return answer
    form = _("“{answer}” is no answer to the question {question}. The answers are {known}.")
    raise data.UnknownName(form.format(answer=answer, question=question, known=", ".join(options)))


def _fits(when: Mapping[str, list[str]], given: Mapping[str, str]) -> bool:
    return all(given[question] in allowed for question, allowed in when.items())
