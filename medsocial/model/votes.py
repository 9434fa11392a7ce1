"""Votes of a room: counts, shares, what to do after the first vote, and the box that votes by phone fall into.

The thresholds stand in `cases.yaml` under `vote`, with their sources. Both ends of the middle belong to it:
a share of exactly 35 or exactly 70 per cent means that the room discusses.
"""

import hashlib
from dataclasses import dataclass, field

from ..ground.text import _, ngettext, number
from ..store import data
from .vignettes import LETTERS

MOST = 999  # people in a room; a larger number is a slip of the finger
EXPLAIN, DISCUSS, MOVE_ON = "explain", "discuss", "move_on"
# How a ballot box takes a vote. A phone may change its vote often; a program that does so without end is stopped.
COUNTED, CHANGED, TOO_OFTEN, FULL, NO_OPTION = "counted", "changed", "too_often", "full", "no_option"
MOST_CHANGES = 20
MOST_BALLOTS = 20_000


class Miscounted(ValueError):
    """Counts that cannot be right; the message says which field, what is wrong and how to mend it."""


@dataclass(frozen=True)
class Thresholds:
    """Shares in per cent that decide how a room goes on, the minutes of talk, and where they come from."""

    explain_below: int
    move_on_above: int
    minutes: int
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Vote:
    """How many people chose each option."""

    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All votes."""
        return sum(self.counts)


def thresholds() -> Thresholds:
    """Return the thresholds of the room vote from the content file."""
    words = data.yaml_content("cases")["vote"]
    return Thresholds(words["explain_below"], words["move_on_above"], words["minutes"], tuple(words["source_ids"]))


def share(vote: Vote, option: int) -> float:
    """Return the share of one option, in per cent of all votes."""
    return 100 * vote.counts[option] / vote.total


def advice(vote: Vote, right: int | None) -> str:
    """Return how the room goes on: `explain`, `discuss` or `move_on`; without a key it always discusses."""
    if right is None:
        return DISCUSS
    limits = thresholds()
    # Whole numbers, so that no rounding moves a vote over a threshold.
    found = 100 * vote.counts[right]
    if found < limits.explain_below * vote.total:
        return EXPLAIN
    return MOVE_ON if found > limits.move_on_above * vote.total else DISCUSS


def counted(entry: object, where: str) -> int:
    """Return a typed count as a number; an empty field counts as nobody.

    Raises
    ------
    Miscounted
        If it is not a whole number from 0 to 999.
    """
    typed = str(entry).strip()
    if not typed:
        return 0
    if typed.startswith("-") and typed[1:].isdecimal():
        raise Miscounted(
            _("Field {where}: {typed} is below zero. Type how many people chose it, or 0.").format(where=where, typed=typed)
        )
    if not typed.isdecimal():
        raise Miscounted(
            _("Field {where}: “{typed}” is not a whole number. Type digits only, for example 12.").format(
                where=where, typed=typed[:20]
            )
        )
    if len(typed) > 6 or int(typed) > MOST:
        raise Miscounted(
            _("Field {where}: {typed} is more than {most}. Please count again.").format(
                where=where, typed=typed[:20], most=number(MOST)
            )
        )
    return int(typed)


def read_vote(entries: list[str], people: int = 0) -> Vote:
    """Return the vote that was typed in; `people` is how many are in the room, 0 if nobody counted them.

    Raises
    ------
    Miscounted
        If a field holds no count, if nobody voted, or if there are more votes than people.
    """
    vote = Vote(tuple(counted(entry, letter) for letter, entry in zip(LETTERS, entries, strict=True)))
    if not vote.total:
        raise Miscounted(_("No vote has been typed in. Count the raised hands or cards, and type the four numbers."))
    if people and vote.total > people:
        raise Miscounted(
            ngettext(
                "The four fields add up to {votes}, but there is only {people} person in the room. Please count again.",
                "The four fields add up to {votes}, but there are only {people} people in the room. Please count again.",
                people,
            ).format(votes=number(vote.total), people=number(people))
        )
    return vote


def stored_vote(counts: object, ids: tuple[str, ...], people: int = 0) -> Vote | None:
    """Return a vote from the counts saved for each option's id, in the order of today's options.

    None if they are damaged, empty or more than the people in the room, or if the room had other options.
    """
    if not isinstance(counts, dict) or set(counts) != set(ids):
        return None
    if not all(type(count) is int and 0 <= count <= MOST for count in counts.values()):
        return None
    vote = Vote(tuple(counts[choice_id] for choice_id in ids))
    return vote if vote.total and not (people and vote.total > people) else None


@dataclass
class Box:
    """One open vote: for each salted hash of a ticket the option that was chosen last. What stays of it are counts.

    Parameters
    ----------
    options : int
        How many options there are.
    salt : bytes
        New with each vote, so that the same ticket would be another hash in the next one.
    """

    options: int
    salt: bytes
    ballots: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)

    def hashed(self, ticket: str) -> str:
        """Return the salted hash of a ticket; the ticket itself is kept nowhere."""
        return hashlib.blake2b(ticket.encode("utf-8", "surrogatepass"), key=self.salt, digest_size=12).hexdigest()

    def put(self, ballot: str, option: int) -> str:
        """Take a vote, or a change of mind, under the hash of its ticket; return how that went."""
        if not 0 <= option < self.options:
            return NO_OPTION
        if ballot not in self.ballots:
            if len(self.ballots) >= MOST_BALLOTS:
                return FULL
            self.ballots[ballot] = option
            return COUNTED
        if self.ballots[ballot] == option:
            return COUNTED
        if self.changes.get(ballot, 0) >= MOST_CHANGES:
            return TOO_OFTEN
        self.changes[ballot] = self.changes.get(ballot, 0) + 1
        self.ballots[ballot] = option
        return CHANGED

    @property
    def total(self) -> int:
        """All votes so far."""
        return len(self.ballots)

    def counts(self) -> tuple[int, ...]:
        """Return how many chose each option."""
        chosen = list(self.ballots.values())
        return tuple(chosen.count(option) for option in range(self.options))
