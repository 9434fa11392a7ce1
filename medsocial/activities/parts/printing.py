"""Pages to print: written into the answers folder, self-contained, with the house's style."""

from ...display.markup import escape, tag
from ...ground import paths, text
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


def sheet_html(title: str, body: str) -> str:
    """Return a page to print that needs no other file; what is folded on the screen stands open on paper."""
    css = (paths.static_dir() / "house.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="{text.language()}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<style>{css}{PRINT_STYLE}</style></head><body class="ms-sheet"><main class="ms-activity ms-static">'
        f"{tag('h1', escape(title))}{body.replace('<details ', '<details open ')}</main></body></html>"
    )


def write_sheet(activity: Activity, name: str, title: str, body: str) -> None:
    """Write a page to print into the answers folder, and say in the status line where it is."""
    write_file(
        activity, name, sheet_html(title, body).encode(), _("The page is in {path}. Open it with a double click and print it.")
    )


def write_file(activity: Activity, name: str, content: bytes, done: str) -> None:
    """Write a file into the answers folder; a failure is said in the status line and never raised."""
    target = paths.home_dir() / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        activity.status.say(
            _("The file was not written ({reason}). Check the folder {folder}.").format(
                reason=error.strerror or error, folder=target.parent
            ),
            "warning",
        )
    else:
        activity.status.say(done.format(path=target), "good")
