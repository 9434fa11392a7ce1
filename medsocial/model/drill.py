"""The incident drill: simulated minutes, messages that arrive, decisions logged with their minute, and a debrief.

Nothing here counts points. A debrief says of each step when it came, whether in time and in order, and why it matters.
"""

from dataclasses import dataclass, replace
from typing import Any

from ..store import data

GOOD, HARMFUL, OPTIONAL = "good", "harmful", "optional"
IN_TIME, LATE, EARLY, MISSED = "in_time", "late", "early", "missed"
NOT_REACHED, DELAYED_STEP, DONE = "not_reached", "delayed_step", "done"


@dataclass(frozen=True)
class Inject:
    """One message that arrives at a simulated minute."""

    id: str
    minute: int
    speaker: str
    text: str


@dataclass(frozen=True)
class Decision:
    """One thing that can be decided.

    `start` is the minute from which it can be taken, `by` the minute by which it is expected (None unless it is a
    good step), `after` the steps that belong before it, `holds_up` a step that it may delay by `holds_up_minutes`.
    """

    id: str
    kind: str
    text: str
    reason: str
    source_ids: tuple[str, ...]
    start: int = 0
    by: int | None = None
    after: tuple[str, ...] = ()
    late: str = ""
    holds_up: str = ""
    holds_up_minutes: int = 0


@dataclass(frozen=True)
class Scenario:
    """One first hour: scene, roles, messages, decisions, our order, and what is asked afterwards."""

    id: str
    title: str
    lesson: str
    minutes: int
    content_note: str
    you: str
    opening: str
    roles: tuple[tuple[str, str], ...]
    injects: tuple[Inject, ...]
    decisions: tuple[Decision, ...]
    order: tuple[str, ...]
    clock_note: str
    questions: tuple[str, ...]
    closing: tuple[tuple[str, str], ...]

    def decision(self, decision_id: str) -> Decision:
        """Return a decision by its name.

        Raises
        ------
        UnknownName
            If the drill has no such decision.
        """
        for one in self.decisions:
            if one.id == decision_id:
                return one
        raise data.UnknownName(f"The drill {self.id!r} has no decision called {decision_id!r}.")

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources on which the reasons rest."""
        return tuple(sorted({source for one in self.decisions for source in one.source_ids}))


@dataclass(frozen=True)
class Entry:
    """One line of the log: a decision and its minute."""

    minute: int
    decision: str


@dataclass(frozen=True)
class State:
    """Where a drill stands: the minute, what was decided, and whether it is over."""

    minute: int = 0
    log: tuple[Entry, ...] = ()
    finished: bool = False


@dataclass(frozen=True)
class Judged:
    """What the debrief says of one decision: its minute (None if it was not taken) and a code of this module.

    `before` names the steps that should have come first; `minutes` is how far it came after its minute, or how
    long it held up another step.
    """

    decision: Decision
    code: str
    minute: int | None = None
    before: tuple[str, ...] = ()
    minutes: int = 0


@dataclass(frozen=True)
class Debrief:
    """A drill looked at afterwards: the expected steps in our order, what did harm, and what was extra."""

    steps: tuple[Judged, ...]
    harmful: tuple[Judged, ...]
    optional: tuple[Judged, ...]

    @property
    def missed(self) -> tuple[Judged, ...]:
        """The expected steps that were not taken."""
        return tuple(one for one in self.steps if one.code == MISSED)


def scenarios() -> dict[str, Scenario]:
    """Return all drills, by name."""
    return {entry["id"]: _scenario(entry) for entry in data.yaml_content("drills")}


def scenario(name: str) -> Scenario:
    """Return one drill.

    Raises
    ------
    UnknownName
        If there is no drill of this name.
    """
    known = scenarios()
    if name not in known:
        raise data.UnknownName(f"There is no drill called {name!r}. The drills are {', '.join(sorted(known))}.")
    return known[name]


def _scenario(entry: dict[str, Any]) -> Scenario:
    return Scenario(
        **{name: entry[name] for name in ("id", "title", "lesson", "minutes", "content_note", "you", "opening", "clock_note")},
        roles=tuple((role["who"], role["task"]) for role in entry["roles"]),
        injects=tuple(sorted((Inject(**inject) for inject in entry["injects"]), key=lambda one: one.minute)),
        decisions=tuple(_decision(one) for one in entry["decisions"]),
        order=tuple(entry["order"]),
        questions=tuple(entry["questions"]),
        closing=tuple((said["who"], said["text"]) for said in entry["closing"]),
    )


def _decision(entry: dict[str, Any]) -> Decision:
    held = entry.get("holds_up", {})
    return Decision(
        **{name: entry[name] for name in ("id", "kind", "text", "reason")},
        source_ids=tuple(entry["source_ids"]),
        start=entry.get("from", 0),
        by=entry.get("by"),
        after=tuple(entry.get("after", ())),
        late=entry.get("late", ""),
        holds_up=held.get("step", ""),
        holds_up_minutes=held.get("minutes", 0),
    )


# ---- running ---------------------------------------------------------------------------------------


def advance(drill: Scenario, state: State, minute: int) -> State:
    """Return the state at a later minute; time never goes back, and the drill ends with its last minute."""
    if state.finished:
        return state
    minute = min(max(minute, state.minute), drill.minutes)
    return replace(state, minute=minute, finished=minute >= drill.minutes)


def decide(drill: Scenario, state: State, decision_id: str) -> State:
    """Return the state with a decision logged at the minute; unchanged if it is not on offer."""
    if decision_id not in {one.id for one in offered(drill, state)}:
        return state
    return replace(state, log=(*state.log, Entry(state.minute, decision_id)))


def finish(state: State) -> State:
    """Return the state as over."""
    return replace(state, finished=True)


def arrived(drill: Scenario, minute: int) -> tuple[Inject, ...]:
    """Return the messages that have arrived by a minute, in order."""
    return tuple(one for one in drill.injects if one.minute <= minute)


def next_inject(drill: Scenario, minute: int) -> Inject | None:
    """Return the next message to come, or None after the last."""
    return next((one for one in drill.injects if one.minute > minute), None)


def offered(drill: Scenario, state: State) -> tuple[Decision, ...]:
    """Return what can be decided now: not taken yet, and known at this minute."""
    if state.finished:
        return ()
    taken = {entry.decision for entry in state.log}
    return tuple(one for one in drill.decisions if one.id not in taken and one.start <= state.minute)


def restored(drill: Scenario, minute: Any, log: Any, finished: Any) -> State:
    """Return a state from what was stored; what no longer fits the drill is left out."""
    known = {one.id: one for one in drill.decisions}
    entries: list[Entry] = []
    for stored in log if isinstance(log, list) else ():
        when, what = (stored.get("minute"), stored.get("decision")) if isinstance(stored, dict) else (None, None)
        whole = isinstance(when, int) and not isinstance(when, bool) and 0 <= when <= drill.minutes
        if whole and isinstance(what, str) and what in known and what not in {entry.decision for entry in entries}:
            entries.append(Entry(when, what))
    entries.sort(key=lambda entry: entry.minute)
    reached = minute if isinstance(minute, int) and not isinstance(minute, bool) and 0 <= minute <= drill.minutes else 0
    reached = max([reached, *(entry.minute for entry in entries)])
    return State(reached, tuple(entries), finished is True or reached >= drill.minutes)


# ---- judging ---------------------------------------------------------------------------------------


def judge(drill: Scenario, log: tuple[Entry, ...], ended: int | None = None) -> Debrief:
    """Return what the debrief says of each decision; expected steps stand in our order.

    `ended` is the minute at which the drill was ended; a step that was not due by then is not called missed.
    """
    ended = drill.minutes if ended is None else ended
    taken = {entry.decision: (position, entry.minute) for position, entry in enumerate(log)}
    good = sorted((one for one in drill.decisions if one.kind == GOOD), key=lambda one: _place(drill, one))
    return Debrief(
        steps=tuple(_judged_step(one, taken, ended) for one in good),
        harmful=tuple(Judged(one, DONE, taken[one.id][1]) for one in drill.decisions if one.kind == HARMFUL and one.id in taken),
        optional=tuple(_judged_extra(one, taken) for one in drill.decisions if one.kind == OPTIONAL and one.id in taken),
    )


def _place(drill: Scenario, decision: Decision) -> tuple[int, int]:
    placed = drill.order.index(decision.id) if decision.id in drill.order else len(drill.order)
    return placed, decision.by or 0


def _judged_step(decision: Decision, taken: dict[str, tuple[int, int]], ended: int) -> Judged:
    if decision.id not in taken:
        return Judged(decision, NOT_REACHED if decision.by is not None and decision.by > ended else MISSED)
    position, minute = taken[decision.id]
    before = tuple(one for one in decision.after if one not in taken or taken[one][0] > position)
    over = max(0, minute - decision.by) if decision.by is not None else 0
    return Judged(decision, EARLY if before else LATE if over else IN_TIME, minute, before, over)


def _judged_extra(decision: Decision, taken: dict[str, tuple[int, int]]) -> Judged:
    position, minute = taken[decision.id]
    if decision.holds_up in taken:
        later, when = taken[decision.holds_up]
        if later > position and when - minute > decision.holds_up_minutes:
            return Judged(decision, DELAYED_STEP, minute, (decision.holds_up,), when - minute)
    return Judged(decision, DONE, minute)
