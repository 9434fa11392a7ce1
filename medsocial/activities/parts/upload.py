"""A field that takes one file from the reader's computer; the file goes no further than this page's memory."""

from collections.abc import Callable

import ipywidgets

from .base import Activity


class FileField:
    """A button that opens a file and hands over its name and content; it keeps neither."""

    def __init__(self, activity: Activity, said: str, accept: str, took: Callable[[str, bytes], None]) -> None:
        self._took = took
        layout = ipywidgets.Layout(width="auto")
        self.widget = ipywidgets.FileUpload(accept=accept, multiple=False, description=said, layout=layout)
        activity.watch(self.widget, "value", lambda change: self._take(change["new"]))

    def _take(self, files: tuple) -> None:
        if not files:
            return
        name, content = str(files[0]["name"]), bytes(files[0]["content"])
        self.widget.value = ()
        self._took(name, content)
