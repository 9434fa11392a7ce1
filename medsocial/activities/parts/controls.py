"""Small controls with the accessible names that the stock ones lack."""

import anywidget
import traitlets

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


class Status(anywidget.AnyWidget):
    """A line that is read aloud by screen readers when it changes."""

    _esm = paths.static_dir() / "status.js"
    text = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Enum(["note", "good", "warning"], "note").tag(sync=True)

    def say(self, text: str, kind: str = "note") -> None:
        """Replace the line."""
        with self.hold_trait_notifications():
            self.text, self.kind = text, kind


class StyledStatus(Status):
    """The last line of an activity; it also brings the house's style sheet into any front end."""

    _css = paths.static_dir() / "house.css"


class Year(anywidget.AnyWidget):
    """One year on a labelled slider."""

    _esm = paths.static_dir() / "year.js"
    legend = traitlets.Unicode().tag(sync=True)
    min = traitlets.Int(0).tag(sync=True)
    max = traitlets.Int(100).tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
