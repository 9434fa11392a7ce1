"""The box in which a reader writes or pastes what must not leave the page."""

import anywidget
import traitlets

from ...ground import paths


class Draft(anywidget.AnyWidget):
    """A box for a draft, without spell check, completion and correction, which may send words away."""

    _esm = paths.static_dir() / "draft.js"
    legend = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    longest = traitlets.Int(20_000).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)
    # The text that the report on the screen is about, and what is said while the box holds another.
    judged = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    outdated = traitlets.Unicode().tag(sync=True)
