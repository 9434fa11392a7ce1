"""What counts in a notebook file of ours: the code that may run by itself, and the outputs that are stored.

Free of Jupyter imports, so that the build, the server and a test share one rule.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from ..ground.paths import PACKAGE

PAGES_FILE = PACKAGE / "jupyter" / "pages.json"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def is_ours(notebook: dict) -> bool:
    """Return whether the notebook carries the workshop's metadata."""
    return bool(notebook.get("metadata", {}).get("medsocial"))


def code_shown(notebook: dict) -> bool:
    """Return whether the page is one on which the reader changes the code."""
    return notebook.get("metadata", {}).get("medsocial", {}).get("code") == "shown"


def _code_cells(notebook: dict) -> Iterator[dict]:
    return (cell for cell in notebook.get("cells", []) if cell.get("cell_type") == "code")


def page_list(folder: Path) -> dict[str, list[str]]:
    """Return the sources of all code cells of each page of ours in the folder, by file name."""
    pages = {}
    for file in sorted(folder.glob("*.ipynb")):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        if is_ours(notebook):
            # A source is stored as one string or as a list of lines.
            pages[file.name] = ["".join(cell.get("source", "")) for cell in _code_cells(notebook)]
    return pages


def page_list_text(folder: Path) -> str:
    """Return the page list of the folder as the text of `PAGES_FILE`."""
    return json.dumps(page_list(folder), ensure_ascii=False, indent=1) + "\n"


def keep_static_form(notebook: dict) -> None:
    """Take from a notebook of ours, in place, what would hide the static form of its activities.

    A saved page counts as trusted, and there a stored widget view wins over the HTML beside it and shows
    "Error displaying widget". An output without HTML keeps its view: nothing else could be shown.
    """
    if not is_ours(notebook):
        return
    notebook["metadata"].pop("widgets", None)
    for cell in _code_cells(notebook):
        cell.get("metadata", {}).pop("execution", None)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data.pop(WIDGET_VIEW, None)
