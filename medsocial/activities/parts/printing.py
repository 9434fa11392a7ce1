"""Files that an activity makes: handed to the browser, and kept in the answers folder; pages to print need no other file."""

from pathlib import Path, PurePath

import anywidget
import traitlets

from ...display.markup import escape, tag
from ...ground import files, paths, text
from ...ground.text import _
from .base import Activity

PRINT_STYLE = """@page { margin: 14mm }
h1 { margin: 0 0 .5em; font-size: 1.5em; line-height: 1.3 }
@media print {
  .ms-sheet { max-width: none; margin: 0; padding: 0 }
  .ms-sheet * { --ms-size: 12.5px; line-height: 1.4 }
  .ms-sheet > .ms-activity { max-width: none; margin: 0; padding: 0; border: 0; font-size: 12.5px }
  tr, li, blockquote { break-inside: avoid }
}"""
# What each kind of file is; a browser can show the ones of the second set by itself.
KINDS = {
    ".html": "text/html;charset=utf-8",
    ".md": "text/plain;charset=utf-8",
    ".txt": "text/plain;charset=utf-8",
    ".json": "application/json",
    ".ics": "text/calendar;charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SHOWN_BY_BROWSERS = {".html", ".md", ".txt", ".json"}


class File(anywidget.AnyWidget):
    """A file to open and to download, beside the button that made it; nothing is seen before."""

    _esm = paths.static_dir() / "file.js"
    words = traitlets.Dict(traitlets.Unicode()).tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    content = traitlets.Bytes(b"").tag(sync=True)
    opens = traitlets.Bool(False).tag(sync=True)
    where = traitlets.Unicode().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(words={"open": _("Open"), "download": _("Download")})

    def put(self, name: str, content: bytes, where: str) -> None:
        """Offer a file; `where` says in words where else it lies."""
        ending = PurePath(name).suffix
        with self.hold_sync():
            self.name, self.content, self.where = name, content, where
            self.kind, self.opens = KINDS[ending], ending in SHOWN_BY_BROWSERS


def sheet_html(title: str, body: str) -> str:
    """Return a page to print that needs no other file; what is folded on the screen stands open on paper."""
    css = (paths.static_dir() / "house.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{text.language()}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<style>{css}{PRINT_STYLE}</style></head><body class="ms-sheet"><main class="ms-activity ms-static">'
        f"{tag('h1', escape(title))}{body.replace('<details ', '<details open ')}</main></body></html>"
    )


def hand_out_page(activity: Activity, file: File, name: str, title: str, body: str) -> None:
    """Hand out a page to print, and say so in the status line."""
    hand_out(activity, file, name, sheet_html(title, body).encode(), _("The page to print is ready."))


def hand_out(activity: Activity, file: File, name: str, content: bytes, done: str) -> None:
    """Hand a file to the browser and keep it in the answers folder; if that fails, the browser has it all the same."""
    folder = paths.home_dir()
    try:
        files.write(folder / name, content, private=True)
    except OSError as error:
        file.put(name, content, "")
        said = _("It was not put into the folder {folder} ({reason}). Download it to keep it.")
        said = said.format(folder=folder, reason=error.strerror or error)
        activity.status.say(f"{done} {said}", "warning")
    else:
        file.put(name, content, kept_in(name))
        activity.status.say(done, "good")


def kept_in(name: str) -> str:
    """Return in words where a file lies besides; nothing in a browser, whose storage one cannot look into."""
    if paths.in_browser():
        return ""
    if paths.on_shared_server():
        return _("It also lies on this server as {name}.").format(name=name)
    return _("It is also in your folder {folder} as {name}.").format(folder=paths.home_dir(), name=name)


def free_name(folder: Path, stem: str, ending: str) -> str:
    """Return a name that no file has yet, so that an edited draft is never overwritten."""
    name, number = f"{stem}{ending}", 2
    while (folder / name).exists():
        name, number = f"{stem}-{number}{ending}", number + 1
    return name
