"""The curves of a picture of survival, and what there is to say of one step."""

from dataclasses import dataclass

from ...ground import style, text
from ...ground.text import _
from ...model.survival import Curve, Step
from ...store import data


@dataclass(frozen=True)
class Look:
    """One curve of the picture: its label, colour and line; a band for its interval."""

    label: str
    curve: Curve
    colour: str = style.ACCENT
    line: str = "-"
    band: bool = False


def last_step(curve: Curve) -> Step:
    """Return the step that holds at the end of the curve."""
    return curve.at(curve.end)


def had_the_event(curve: Curve, step: Step) -> str:
    """Return the names that had the event at a step, as a list in a sentence."""
    return text.listing([data.row("platforms", s.label).name for s in curve.spells if s.event and s.exit == step.time])


def interval_words(step: Step) -> str:
    """Return the interval of a step in words."""
    if step.low is None or step.high is None:
        return _("no interval")
    return _("{low} to {high}").format(low=text.number(step.low, 2), high=text.number(step.high, 2))
