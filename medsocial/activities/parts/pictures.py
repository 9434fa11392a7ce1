"""Pictures that follow a control: all of them sent once, or drawn when asked for and ahead of the reader.

A small number of states goes to the browser as a whole, which then changes the picture without asking Python.
"""

import itertools
import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import anywidget
import ipywidgets
import traitlets
from ipywidgets.widgets.widget_string import HTMLStyle

from ...display.elements import Chart
from ...display.markup import escape, tag
from ...display.picture import DRAWING
from ...display.stored import NotDrawnHere
from ...ground import paths
from ...ground.text import _
from .ahead import AHEAD, Beacon, in_kernel_loop
from .base import Activity
from .drawn import Drawn

STATES_SENT_AT_ONCE = 12
NEIGHBOURS = 8
PICTURES_KEPT = 64
LETTERS_KEPT = 4_000_000


class PictureInPlace(anywidget.AnyWidget):
    """A chart whose image changes in place: nothing jumps, and an opened table stays open.

    Only what has changed travels: `value` is the chart's HTML without its image, which is `src` and `alt`.
    """

    _esm = paths.static_dir() / "picture.js"
    value = traitlets.Unicode().tag(sync=True)
    src = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)


class Pictures(ipywidgets.VBox):
    """What both kinds share: pictures known by their state, the beacon, and drawing ahead.

    Parameters
    ----------
    activity : Activity
        Says in its status line when a picture cannot be drawn.
    draw : callable
        Gets the state and returns a Chart.
    """

    def __init__(self, activity: Activity, draw: Callable[[Any], Chart]) -> None:
        self.activity = activity
        self._draw = draw
        self._known: dict[Hashable, Drawn] = {}
        self._failed = False
        self._lack = ""
        self._beacon = Beacon(layout=ipywidgets.Layout(display="none"))
        self._beacon.on_msg(activity.guard(lambda *_message: self._seen()))
        super().__init__()

    @property
    def sentence(self) -> str:
        """The sentence of the picture that the reader sees now; empty if it could not be drawn."""
        drawn = self._known.get(self._state())
        return drawn.sentence if drawn else ""

    def forget(self) -> None:
        """Draw everything anew, after something else than the control has changed."""
        with DRAWING:
            self._known.clear()

    def draw_all(self) -> None:
        """Draw what the reader may soon ask for, as far as the activity says."""
        for state in [self._state(), *self._coming()]:
            self._picture(state)

    def _state(self) -> Hashable:
        raise NotImplementedError

    def _coming(self) -> Iterable[Hashable]:
        """Return the states worth drawing ahead, the most likely one first."""
        raise NotImplementedError

    def _fill(self, state: Hashable) -> None:
        """Use a picture that was drawn ahead."""

    def _seen(self) -> None:
        AHEAD.wake()
        self._ask()

    def _ask(self) -> None:
        coming = (state for state in self._coming() if state not in self._known)
        AHEAD.ask(self, [lambda state=state: self._draw_ahead(state) for state in coming])

    def _draw_ahead(self, state: Hashable) -> None:
        self._picture(state)
        in_kernel_loop(lambda: self._fill(state))

    def _picture(self, state: Hashable) -> Drawn:
        drawn = self._known.get(state)
        if drawn is None:
            with DRAWING:
                # It may have been drawn ahead while we waited for the lock.
                drawn = self._known.get(state)
                if drawn is None:
                    drawn = self._known[state] = Drawn.of(self._draw(state))
                    self._make_room()
        return drawn

    def _make_room(self) -> None:
        def letters() -> int:
            return sum(len(drawn.src) + len(drawn.after) for drawn in self._known.values())

        while len(self._known) > PICTURES_KEPT or (len(self._known) > 1 and letters() > LETTERS_KEPT):
            del self._known[next(iter(self._known))]

    def _put(self, state: Hashable, drawn: Drawn | None) -> None:
        """Show a picture, or, without one, that there is none."""
        raise NotImplementedError

    def _show(self, state: Hashable) -> None:
        """Draw, if needed, and show; a failure is said in the status line and in place of the picture."""
        self.activity.guard(self._show_or_raise)(state)

    def _show_or_raise(self, state: Hashable) -> None:
        try:
            self._put(state, self._picture(state))
        except Exception as error:
            self._failed = True
            self._lack = str(error) if isinstance(error, NotDrawnHere) else _("This picture could not be drawn.")
            self._put(state, None)
            raise
        if self._failed:
            self._failed = False
            self.activity.status.say("")


class PictureStack(Pictures):
    """Pictures for controls with at most twelve states together: the browser changes them by itself.

    The first picture is drawn at once. The others are drawn while the reader rests, or at once when chosen.
    Python's `selected_index` of the stack does not move: read `html` and `sentence` here.

    Parameters
    ----------
    controls : Choice, Dropdown or a sequence of them
        Each has a chosen option from the start, and its options stay as they are.
    chart : callable
        Gets one index for each control and returns a Chart.
    activity : Activity
        The activity that holds the controls.

    Examples
    --------
    >>> PictureStack(self.choice, lambda index: plot_users(SERVICES[index]), self)
    """

    def __init__(self, controls: Any, chart: Callable[..., Chart], activity: Activity) -> None:
        self.controls = tuple(controls) if isinstance(controls, Sequence) else (controls,)
        states = math.prod(len(control.options) for control in self.controls)
        if not 1 <= states <= STATES_SENT_AT_ONCE:
            raise ValueError(f"{states} states; a stack takes up to {STATES_SENT_AT_ONCE}, a PicturePane more")
        if any(control.index is None or control.index < 0 for control in self.controls):
            raise ValueError("every control of a stack needs a chosen option from the start")
        super().__init__(activity, lambda state: chart(*state))
        self.panes: dict[tuple[int, ...], ipywidgets.HTML] = {}
        self.links: list[ipywidgets.Widget] = []
        self._shared = {"layout": ipywidgets.Layout(), "style": HTMLStyle()}
        self.children = (self._nest(()), self._beacon)
        self._show(self._state())
        for control in self.controls:
            activity.watch(control, "index", lambda _change: self._chosen())

    def _nest(self, state: tuple[int, ...]) -> ipywidgets.Widget:
        if len(state) == len(self.controls):
            waiting = _sentence(_("The picture is being drawn."))
            pane = self.panes[state] = ipywidgets.HTML(waiting, **self._shared)
            return pane
        control = self.controls[len(state)]
        stack = ipywidgets.Stack([self._nest((*state, index)) for index in range(len(control.options))],
                                 selected_index=control.index, layout=self._shared["layout"])
        self.links.append(ipywidgets.jsdlink((control, "index"), (stack, "selected_index")))
        return stack

    @property
    def html(self) -> str:
        """The HTML that the reader sees now."""
        return self.panes[self._state()].value

    def forget(self) -> None:
        """Draw everything anew, after something else than the controls has changed."""
        super().forget()
        for pane in self.panes.values():
            pane.value = _sentence(_("The picture is being drawn."))
        self._chosen()

    def _state(self) -> tuple[int, ...]:
        return tuple(control.index for control in self.controls)

    def _coming(self) -> list[tuple[int, ...]]:
        here = self._state()
        return sorted(self.panes, key=lambda state: sum(abs(a - b) for a, b in zip(state, here, strict=True)))

    def _put(self, state: Hashable, drawn: Drawn | None) -> None:
        self.panes[state].value = drawn.html if drawn else _sentence(self._lack)

    def _fill(self, state: Hashable) -> None:
        if state in self._known:
            self._put(state, self._known[state])

    def _chosen(self) -> None:
        state = self._state()
        if state in self.panes:  # else the activity has emptied a control; the browser shows what it showed
            self._show(state)
            if len(self._known) < len(self.panes):
                self._ask()


class PicturePane(Pictures):
    """One pane for controls with many states: a new state is drawn when asked for, a known one is only sent.

    Parameters
    ----------
    draw : callable
        Gets the state and returns a Chart; the same state always gives the same picture.
    state : hashable
        The state to begin with, for example a tuple of what the controls say.
    activity : Activity
        The activity that holds the controls and calls `show`.
    neighbours : callable, optional
        Gets the state and returns those that the reader may ask for next, the most likely one first.

    Examples
    --------
    >>> self.pane = PicturePane(lambda state: plot_lives(*state), ("all", 2026), self)
    >>> self.watch(self.kind, "value", lambda change: self.pane.show((change["new"], 2026)))
    """

    def __init__(self, draw: Callable[[Any], Chart], state: Hashable, activity: Activity,
                 neighbours: Callable[[Any], Iterable[Hashable]] | None = None) -> None:
        super().__init__(activity, draw)
        self._neighbours = neighbours
        self.pane = PictureInPlace()
        self.children = (self.pane, self._beacon)
        self.show(state)

    @property
    def html(self) -> str:
        """The HTML that the reader sees now."""
        drawn = self._known.get(self._shown)
        return drawn.html if drawn else self.pane.value

    def show(self, state: Hashable) -> None:
        """Show the picture of a state."""
        self._shown = state
        self._show(state)
        self._ask()

    def forget(self) -> None:
        """Draw everything anew, after something else than the state has changed."""
        super().forget()
        self.show(self._shown)

    def _put(self, state: Hashable, drawn: Drawn | None) -> None:
        with self.pane.hold_sync():  # one message
            self.pane.value = drawn.frame if drawn else _sentence(self._lack)
            self.pane.src, self.pane.alt = (drawn.src, drawn.sentence) if drawn else ("", "")

    def _state(self) -> Hashable:
        return self._shown

    def _coming(self) -> Iterable[Hashable]:
        return itertools.islice(self._neighbours(self._shown), NEIGHBOURS) if self._neighbours else ()


def _sentence(words: str) -> str:
    return tag("p", escape(words), class_="ms-drawing")
