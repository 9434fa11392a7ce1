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


def sentences(vote: Vote, people: int, again: bool) -> dict[str, str]:
    """Return what each range of a count means; a range that no count can fall into is left out."""
    at, best = bounds(people), letter_of_best(vote)
    talk = (
        _("{low} to {high} for {letter}: the room is split. Let neighbours talk, then vote again.")
        if again
        else _("{low} to {high} for {letter}: the room is split. Ask two people for their reasons, then show ours.")
    )
    said = {}
    if at.explain >= 0:
        few = ngettext("At most {n} of {people} for {letter}: explain it yourself.",
                       "At most {n} of {people} for {letter}: explain it yourself.", people)  # fmt: skip
        said[votes.EXPLAIN] = few.format(n=number(at.explain), people=number(people), letter=best)
    if at.explain + 1 < at.move_on:
        said[votes.DISCUSS] = talk.format(low=number(at.explain + 1), high=number(at.move_on - 1), letter=best)
    if at.move_on <= people:
        more = _("{n} or more for {letter}: say why in one sentence, and go on.")
        said[votes.MOVE_ON] = more.format(n=number(at.move_on), letter=best)
    return said


def advice(vote: Vote, people: int) -> list[str]:
    """Return the advice in sentences; a vote without a best option has none but to listen."""
    return list(sentences(vote, people, vote.votes > 1).values()) if vote.has_key else [_listen()]


def after(vote: Vote, counts: tuple[int, ...], turn: int) -> str:
    """Return the one sentence that holds for these counts, after the first vote or the second."""
    if not vote.has_key:
        return _listen()
    right = sum(count for count, option in zip(counts, vote.options, strict=True) if option.best)
    people = sum(counts)
    return sentences(vote, people, turn < vote.votes)[votes.advice(votes.Vote((right, people - right)), 0)]


def _listen() -> str:
    return _("No answer is right here. Ask two people who disagree for their reasons.")


def letter_of_best(vote: Vote) -> str:
    """Return the letters of the best options, for example `C`."""
    return ", ".join(letter for letter, option in zip("ABCDEF", vote.options, strict=False) if option.best)
