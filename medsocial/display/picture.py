"""Drawing: a matplotlib figure becomes one small, deterministic SVG picture."""

import functools
import io
import re
import threading
import urllib.parse
from collections.abc import Callable
from typing import Any

from .. import style

# matplotlib keeps its settings for the whole process, and activities may draw from another thread.
DRAWING = threading.RLock()

_HEAD = re.compile(r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>\s*", re.DOTALL)
# The rule styles every element of a page that holds the picture and costs some 20 ms a change.
_PAGE_RULE = re.compile(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>\s*", re.DOTALL)
_PLACED = re.compile(r'\b(d|x|y|x1|y1|x2|y2|width|height|points|transform|viewBox)="([^"]*)"')
_DECIMALS = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_FONT = re.compile(r"font: ([^\"']*?)'DejaVu Sans'[^;\"]*")
_FONT_FAMILY = re.compile(r"font-family: 'DejaVu Sans'[^;\"]*")
MARKS_BEFORE_PNG = 1000


def _one_decimal(match: re.Match) -> str:
    rounded = _DECIMALS.sub(
        lambda m: (
            f"{float(m.group()):.1f}".removesuffix(".0").replace("-0", "0")
            if abs(float(m.group())) < 0.05
            else f"{float(m.group()):.1f}".removesuffix(".0")
        ),
        match.group(2),
    )
    return f'{match.group(1)}="{rounded}"'


def _lighten(svg: str) -> str:
    svg = _PAGE_RULE.sub("", _HEAD.sub("", svg))
    svg = _PLACED.sub(_one_decimal, svg)
    stack = style.FONT_STACK.replace("'", "&apos;")
    svg = _FONT.sub(lambda m: f"font: {m.group(1)}{stack}", svg)
    svg = _FONT_FAMILY.sub(f"font-family: {stack}", svg)
    svg = svg.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    return re.sub(r">\s+<", "><", svg).strip()


def draw(paint: Callable[..., Any], width: float, height: float) -> tuple[str, Any]:
    """Draw one picture and read its sentence back.

    Parameters
    ----------
    paint : callable
        Gets the empty figure, draws into it, and returns what the caller wants read back.
    width, height : float
        Size in inches.

    Returns
    -------
    tuple
        The picture as a data address for `<img src>`, and what `paint` returned.
    """
    import warnings

    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with DRAWING, rc_context(style.CHART_SETTINGS), warnings.catch_warnings():
        # Letters that DejaVu lacks are drawn by the reader's own font.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(width, height), dpi=100)
        returned = paint(figure)
        file = io.BytesIO()
        if sum(len(axes.lines) + len(axes.patches) + _paths(axes) for axes in figure.axes) > MARKS_BEFORE_PNG:
            figure.savefig(file, format="png", dpi=144, metadata={"Software": None})
            return _png_address(file.getvalue()), returned
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _svg_address(_lighten(file.getvalue().decode("utf-8"))), returned


def _paths(axes: Any) -> int:
    return sum(len(collection.get_paths()) for collection in axes.collections)


def _svg_address(svg: str) -> str:
    return "data:image/svg+xml," + urllib.parse.quote(svg, safe=" ~()*!.,'/:;=@$&+?-_<>").replace("<", "%3C").replace(
        ">", "%3E"
    ).replace("&", "%26")


def _png_address(png: bytes) -> str:
    import base64

    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def memoised(function: Callable) -> Callable:
    """Keep the last 64 pictures of a drawing function, for each language and data folder."""
    from .. import paths, text

    @functools.lru_cache(maxsize=64)
    def kept(_language: str, _folder: str, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    @functools.wraps(function)
    def draw_once(*args: Any, **kwargs: Any) -> Any:
        return kept(text.language(), str(paths.data_dir()), *args, **kwargs)

    draw_once.forget = kept.cache_clear
    return draw_once
