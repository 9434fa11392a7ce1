"""A button that takes one file from the reader's computer; the file goes no further than this page's memory."""

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from ...ground import office, paths


class OpenFile(anywidget.AnyWidget):
    """A button that opens a file and hands over its name and content; it keeps neither.

    Parameters
    ----------
    description : str
        The words on the button.
    accept : str
        The endings that the browser offers.
    took : callable
        Is called with name and content. A file that is too large comes as more bytes than any reader of files takes.
    """

    _esm = paths.static_dir() / "upload.js"
    description = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int(office.MOST_BYTES).tag(sync=True)

    def __init__(self, description: str, accept: str, took: Callable[[str, bytes], None]) -> None:
        super().__init__(description=description, accept=accept)
        self._took = took
        self.on_msg(self._arrived)

    def _arrived(self, _widget: Any, said: Any, buffers: list[Any]) -> None:
        if isinstance(said, dict) and isinstance(said.get("name"), str) and buffers:
            content = bytes(office.MOST_BYTES + 1) if said.get("large") else bytes(buffers[0])
            self._took(said["name"], content)
