"""What the count of a vote means, in heads for the size of a room; for the presenter only."""

from dataclasses import dataclass

from ...ground.text import _, ngettext, number
from ...model import votes
from ...model.storyboard import Vote


@dataclass(frozen=True)
class Bounds:
    """At most `explain` people right: explain; at least `move_on`: go on; between the two the room talks."""

    explain: int
    move_on: int


def bounds(people: int) -> Bounds:
    """Return where the advice changes for a room of so many people who all vote."""
    said = [votes.advice(votes.Vote((right, people - right)), 0) for right in range(people + 1)]
    low = [right for right, word in enumerate(said) if word == votes.EXPLAIN]
    high = [right for right, word in enumerate(said) if word == votes.MOVE_ON]
    return Bounds(low[-1] if low else -1, high[0] if high else people + 1)


def advice(vote: Vote, people: int) -> list[str]:
    """Return the advice in sentences; a vote without a best option has none but to listen."""
    if not vote.has_key:
        return [_("No answer is right here. Ask two people who disagree for their reasons.")]
    at, best = bounds(people), letter_of_best(vote)
    talk = (
        _("{low} to {high} for {letter}: the room is split. Let neighbours talk, then vote again.")
        if vote.votes > 1
        else _("{low} to {high} for {letter}: the room is split. Ask two people for their reasons, then show ours.")
    )
    said = []
    if at.explain >= 0:
        few = ngettext("At most {n} of {people} for {letter}: explain it yourself.",
                       "At most {n} of {people} for {letter}: explain it yourself.", people)  # fmt: skip
        said.append(few.format(n=number(at.explain), people=number(people), letter=best))
    said.append(talk.format(low=number(at.explain + 1), high=number(at.move_on - 1), letter=best))
    if at.move_on <= people:
        said.append(_("{n} or more for {letter}: say why in one sentence, and go on.").format(n=number(at.move_on), letter=best))
    return said


def letter_of_best(vote: Vote) -> str:
    """Return the letters of the best options, for example `C`."""
    return ", ".join(letter for letter, option in zip("ABCDEF", vote.options, strict=False) if option.best)
