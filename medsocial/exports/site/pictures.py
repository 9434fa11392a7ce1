"""The pictures of a lesson, drawn beforehand for a browser without matplotlib; run in a process of its own.

    python -m medsocial.exports.site.pictures FOLDER

Each lesson is run as its page runs. Kept are the pictures that it shows at first, every one behind a control with few
states, the answers to each guess, and what lies next to the first state of a control with many.
"""

import ast
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from ...display import stored
from ...jupyter import server
from ...jupyter.page_list import PAGES_FILE

_TABLES = re.compile(r"^(?:import|from) pandas\b", re.MULTILINE)


def works_with_tables(cells: Iterable[str]) -> bool:
    """Return whether the code of a page is written in pandas, which draws its own pictures."""
    return any(_TABLES.search(source) for source in cells)


def run(cells: Iterable[str]) -> list[object]:
    """Run the cells of a page in one namespace and return what each of them shows."""
    names: dict[str, object] = {}
    shown = []
    for source in cells:
        *before, last = ast.parse(source).body
        exec(compile(ast.Module(before, []), "<lesson>", "exec"), names)
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), "<lesson>", "eval"), names))
        else:
            exec(compile(ast.Module([last], []), "<lesson>", "exec"), names)
    return shown


def draw_all(cells: Iterable[str]) -> dict[str, object]:
    """Return the pictures of a page, by the names of their files."""
    from ...activities import draw_ahead

    with stored.keeping() as kept:
        for element in run(cells):
            if hasattr(element, "_repr_mimebundle_"):
                element._repr_mimebundle_()
        draw_ahead.draw_all()
    return kept


def main(folder: Path) -> None:
    """Write the pictures of every lesson to a folder of its name."""
    for page, cells in server.listed_pages(PAGES_FILE).items():
        if works_with_tables(cells):
            continue
        place = folder / Path(page).stem
        place.mkdir(parents=True)
        for name, drawn in draw_all(cells).items():
            (place / name).write_bytes(stored.packed(drawn))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
