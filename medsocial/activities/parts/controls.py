"""Small controls with the accessible names that the stock ones lack, and a button that brings what was typed."""

from collections.abc import Callable
from typing import Any

import anywidget
import ipywidgets
import traitlets

from ...display.verdicts import VERDICTS
from ...ground import paths


class Choice(anywidget.AnyWidget):
    """One question with radio buttons.

    `index` is the position of the chosen option, -1 while nothing is chosen.
    """

    _esm = paths.static_dir() / "choice.js"
    legend = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    index = traitlets.Int(-1).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    in_row = traitlets.Bool(False).tag(sync=True)

    @property
    def label(self) -> str | None:
        """The chosen option in words, or None."""
        return self.options[self.index] if 0 <= self.index < len(self.options) else None


class Press(anywidget.AnyWidget):
    """A button that brings along what stands in other controls, so that its action reads what the reader sees.

    It is used as `ipywidgets.Button` is. With `copies` it also puts the first control's words on the clipboard, with
    the values of further controls in them: `copies` names each place in the words and the position of the control
    that enters it. `copied` says afterwards whether that worked.
    """

    _esm = paths.static_dir() / "press.js"
    description = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    primary = traitlets.Bool(False).tag(sync=True)
    copies = traitlets.Dict(allow_none=True, default_value=None).tag(sync=True)
    # Pairs of a control and the trait of it that a browser sets.
    reads = traitlets.List().tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, description: str, reads: tuple[Any, ...], **settings: object) -> None:
        pairs = [[control, "index" if hasattr(control, "index") else "value"] for control in reads]
        super().__init__(description=description, reads=pairs, **settings)
        self.copied: bool | None = None
        self._callbacks: list[Callable[[Any], None]] = []
        self.on_msg(self._pressed)

    def on_click(self, callback: Callable[[Any], None]) -> None:
        """Call the callback with this button when it is pressed."""
        self._callbacks.append(callback)

    def click(self) -> None:
        """Press the button."""
        for callback in self._callbacks:
            callback(self)

    def _pressed(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if not isinstance(content, dict) or "pressed" not in content:
            return
        try:
            for (control, trait), brought in zip(self.reads, content["pressed"], strict=False):
                if brought and getattr(control, trait) != brought[0]:
                    control.set_state({trait: brought[0]})
            self.copied = content.get("copied")
            self.click()
        finally:
            self.send("heard")


class Status(anywidget.AnyWidget):
    """A line that is read aloud by screen readers when it changes."""

    _esm = paths.static_dir() / "status.js"
    text = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Enum(["note", "good", "warning", *VERDICTS], "note").tag(sync=True)
    # Whether the line is shown beside what was pressed, wherever in the activity that was.
    moves = traitlets.Bool(False).tag(sync=True)

    def say(self, text: str, kind: str = "note") -> None:
        """Replace the line."""
        with self.hold_sync():  # in one message, so that the line is drawn and announced once
            self.text, self.kind = text, kind


class StyledStatus(Status):
    """The line of an activity that says what was done; it also brings the house's style sheet into any front end."""

    _css = paths.static_dir() / "house.css"
    moves = traitlets.Bool(True).tag(sync=True)


class Year(anywidget.AnyWidget):
    """One year on a labelled slider."""

    _esm = paths.static_dir() / "year.js"
    legend = traitlets.Unicode().tag(sync=True)
    min = traitlets.Int(0).tag(sync=True)
    max = traitlets.Int(100).tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
