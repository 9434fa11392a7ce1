"""A clock of simulated minutes that runs in the browser."""

import anywidget
import traitlets

from ...ground import paths
from ...ground.text import _


class Ticker(anywidget.AnyWidget):
    """A clock that can be started, paused and sped up; only whole minutes come back to Python.

    `minute` is the simulated minute, `minutes` the last one, `speed` how many simulated minutes pass in a minute.
    """

    _esm = paths.static_dir() / "ticker.js"
    legend = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict(traitlets.Unicode()).tag(sync=True)
    minute = traitlets.Int(0).tag(sync=True)
    minutes = traitlets.Int(60).tag(sync=True)
    running = traitlets.Bool(False).tag(sync=True)
    speed = traitlets.Int(5).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    # A count and a minute: the browser must follow even if it is told the same minute twice.
    jump = traitlets.List(traitlets.Int(), [0, 0]).tag(sync=True)

    def __init__(self, **settings: object) -> None:
        super().__init__(legend=_("The clock of the drill"), words=ticker_words(), **settings)

    def go_to(self, minute: int) -> None:
        """Set the clock to a minute."""
        self.minute = minute
        self.jump = [self.jump[0] + 1, minute]


def ticker_words() -> dict[str, str]:
    """Return the wording of the clock; the browser fills the places in braces."""
    return {
        "time": _("Minute {minute} of {all}."),
        "running": _("The clock runs."),
        "paused": _("The clock is stopped."),
        "over": _("The hour is over."),
        "start": _("Start the clock"),
        "pause": _("Pause the clock"),
        "speed": _("Speed"),
        "times": _("{speed} times"),
    }
