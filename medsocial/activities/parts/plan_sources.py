"""What the reader did in the lessons, read from the saved answers and checked, as the plan needs it."""

from typing import Any

from ...model.channels import entry, label_of, measure
from ...model.plan import Done, open_actions
from ...model.time_plan import rules
from ...store import answers, data

AUDIT = ("01_definitions", "footprint_audit")
TWO = ("02_platform_taxonomy", "choose_two")
CHANNEL = ("03_benefits", "choose_channel")
TIME = ("04_dangers", "plan_time")


def all_answers() -> dict[str, dict[str, Any]]:
    """Return every lesson's saved answers; nothing if they cannot be read."""
    try:
        return answers.all_lessons()
    except OSError:
        return {}


def stored(lessons: dict[str, dict[str, Any]], place: tuple[str, str]) -> dict[str, Any]:
    """Return one activity's saved answers; nothing if they are of another layout."""
    state = lessons.get(place[0], {}).get(place[1])
    return state if isinstance(state, dict) else {}


def done_so_far(lessons: dict[str, dict[str, Any]]) -> Done:
    """Return what was done, in words where the plan names it."""
    return Done(
        activities=frozenset((lesson, key) for lesson, activities in lessons.items() for key in activities),
        actions=open_actions(stored(lessons, AUDIT).get("finds")),
        platforms=_platforms(stored(lessons, TWO).get("kept")),
        channel=_channel(stored(lessons, CHANNEL)),
        rule=_rule(stored(lessons, TIME)),
    )


def _platforms(kept: Any) -> tuple[str, ...]:
    names = {row.platform_id: row.name for row in data.rows("platforms")}
    ids = [one.get("platform_id") for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
    return tuple(names[one] for one in ids if isinstance(one, str) and one in names)[:2]


def _channel(state: dict[str, Any]) -> tuple[str, str, str] | None:
    parts = [state.get(name) for name in ("choice", "goal", "audience")]
    if not all(isinstance(part, str) and part for part in parts):
        return None
    choice, goal, audience = parts
    try:
        return label_of(choice), entry("goals", goal)["label"], measure(goal, audience)["label"]
    except LookupError:
        return None  # a code of an older edition


def _rule(state: dict[str, Any]) -> str:
    code = state.get("rule")
    own = state.get("own_words")
    if code == "own":
        return own.strip().rstrip(".") if isinstance(own, str) else ""
    return rules().get(code, "") if isinstance(code, str) else ""
