"""Icons of one open line set: as SVG for decks and pictures, as a rule of the style sheet for lessons.

An icon always stands beside its word, which carries the meaning; so none is ever announced.
"""

import functools
import re
import urllib.parse

from ..ground import paths
from ..store import data
from .markup import tag

STROKE = 1.75
FOLDER = "icons"
# What stands behind a case, in order: its paragraphs get their icons by place, since a lesson holds many cases.
CASE_STEPS = ("patient", "support", "countries")
CASE = "ms-case"
_INSIDE = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)
_PEN = f'fill="none" stroke="currentColor" stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round"'


def _meanings() -> data.Rows:
    """Return the workshop's own table, also where a hospital's folder is in use: the drawings are shipped with it."""
    with paths.reading(paths.shipped_data_dir()):
        return data.rows("icons")


def icon_name(group: str, key: str) -> str:
    """Return the name of the icon for a meaning.

    Parameters
    ----------
    group : {"type", "benefit", "danger", "act", "find", "thing", "step"}
        What kind of thing it stands for.
    key : str
        Which one, for example `messaging`, `B3`, `D1` or `vote`.

    Raises
    ------
    UnknownName
        If the table `icons` has no such row.
    """
    for row in _meanings():
        if (row.group, row.key) == (group, key):
            return row.icon
    raise data.UnknownName(f"There is no icon for {group} {key!r}. Add a row to icons.csv.")


def has(group: str, key: str) -> bool:
    """Return whether a meaning has an icon."""
    return any((row.group, row.key) == (group, key) for row in _meanings())


@functools.lru_cache(maxsize=128)
def shapes(name: str) -> str:
    """Return what an icon consists of: SVG elements in a square of 24, without colour.

    Raises
    ------
    UnknownName
        If there is no such icon.
    """
    file = paths.static_dir() / FOLDER / f"{name}.svg"
    if not file.is_file():
        raise data.UnknownName(f"There is no icon {name!r}. Put {name}.svg into medsocial/static/{FOLDER}.")
    inside = _INSIDE.search(file.read_text(encoding="utf-8"))
    return "".join(line.strip().replace(" />", "/>") for line in inside[1].splitlines()) if inside else ""


def icon(name: str) -> str:
    """Return an icon as inline SVG, as large as the letters beside it and of their colour."""
    return (
        f'<svg class="icon" viewBox="0 0 24 24" width="1em" height="1em" {_PEN} aria-hidden="true" focusable="false">'
        f"{shapes(name)}</svg>"
    )


def mark(group: str, key: str) -> str:
    """Return an icon for a lesson: an empty element that the style sheet draws.

    JupyterLab keeps neither inline SVG nor `aria-hidden` on a page that it does not trust.
    """
    return tag("span", class_=f"ms-icon ms-icon-{icon_name(group, key)}")


def style_sheet() -> str:
    """Return the text of `static/icons.css`: one rule for each icon, drawn as a mask in the colour of the letters."""
    lines = [
        "/* Written by `python3 workshop.py build` from data/icons.csv and static/icons. Do not edit it by hand. */",
        f'.ms-icon, .{CASE} > p:nth-of-type(-n+{len(CASE_STEPS)})::before {{ content: ""; '
        "display: inline-block; width: 1.25em; height: 1.25em;"
        " margin-inline-end: .5em; vertical-align: -.25em;"
        " background: currentColor;"
        " -webkit-mask: var(--ms-icon) center / contain no-repeat; mask: var(--ms-icon) center / contain no-repeat; }",
        # A mask is no picture to a high-contrast theme: keep its colour that of the letters.
        f"@media (forced-colors: active) {{ .ms-icon, .{CASE} > p::before "
        "{ background: CanvasText; forced-color-adjust: none; } }",
    ]
    by_place = {icon_name("step", step): f".{CASE} > p:nth-of-type({n})::before" for n, step in enumerate(CASE_STEPS, 1)}
    for name in sorted({row.icon for row in _meanings()}):
        drawn = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' {_PEN}>{shapes(name)}</svg>"
        drawn = drawn.replace('"', "'").replace("currentColor", "black")
        selectors = ", ".join(filter(None, (by_place.get(name), f".ms-icon-{name}")))
        lines.append(f'{selectors} {{ --ms-icon: url("data:image/svg+xml,{urllib.parse.quote(drawn, safe=_PLAIN)}"); }}')
    return "\n".join(lines) + "\n"


_PLAIN = " ='/:;,.-_()"
