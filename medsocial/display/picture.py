"""Drawing: a matplotlib figure becomes one small, deterministic SVG picture."""

import functools
import io
import re
import threading
import urllib.parse
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from .. import style

# matplotlib keeps its settings for the whole process, and activities may draw from another thread.
DRAWING = threading.RLock()
MARKS_BEFORE_PNG = 1000
PICTURES_KEPT = 64

_HEAD = re.compile(r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>\s*", re.DOTALL)
# The rule styles every element of a page that holds the picture and costs some 20 ms a change.
_PAGE_RULE = re.compile(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>\s*", re.DOTALL)
_PLACED = re.compile(r'\b(d|x|y|x1|y1|x2|y2|width|height|points|transform|viewBox)="([^"]*)"')
_DECIMALS = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_BETWEEN = re.compile(r">\s+<")
_COMMAND = re.compile(r"\s*([MLCQAz])\s*")
_STYLE = re.compile(r' style="([^"]*)"')
_FONT = re.compile(r"font: (?:(\d+) )?([\d.]+px) 'DejaVu Sans'.*")
_TURNED_BY_ZERO = re.compile(r' transform="rotate\(-?0(?: [^"]*)?\)"')
# matplotlib numbers its groups; a name that a chart gave to a group stays.
_NUMBERED = re.compile(r'<g id="[A-Za-z.]\w*_\d+"')
_ALONE = re.compile(r"<g>(<text[^>]*>[^<]*</text>|<(?:path|use)[^>]*/>)</g>")
_CLIP_AND_STYLE = r'((?: clip-path="[^"]*")?(?: style="[^"]*")?)'
_ALIKE = re.compile(
    rf'<(path d="[^"]*"|use xlink:href="[^"]*" x="[^"]*" y="[^"]*"){_CLIP_AND_STYLE}/>'
    r'(?:<(?:path d="[^"]*"|use xlink:href="[^"]*" x="[^"]*" y="[^"]*")\2/>)+'
)
_ALIKE_TEXTS = re.compile(r"<text( style=\"[^\"]*\") [^>]*>[^<]*</text>(?:<text\1 [^>]*>[^<]*</text>)+")


def _one_decimal(match: re.Match) -> str:
    rounded = _DECIMALS.sub(_rounded, match[2])
    if match[1] == "d":
        rounded = _COMMAND.sub(r"\1", rounded).strip()
    return f'{match[1]}="{rounded}"'


def _rounded(match: re.Match) -> str:
    short = f"{float(match[0]):.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


@functools.lru_cache(maxsize=1024)
def _short_style(written: str) -> str:
    """Return a style attribute without the font, which the whole picture has, and without what goes unsaid."""
    kept = []
    for part in written.split("; "):
        font = _FONT.fullmatch(part)
        if font:
            kept += [f"font-weight:{font[1]}"] * bool(font[1]) + [f"font-size:{font[2]}"]
        elif not part.startswith("font-family: 'DejaVu Sans'") and part != "text-anchor: start":
            kept.append(part.replace(": ", ":"))
    return f' style="{";".join(kept)}"' if kept else ""


def _grouped(match: re.Match, shared: str) -> str:
    # The opacity of a group is not that of its members where they overlap.
    if not shared or re.search('[";]opacity', shared):
        return match[0]
    return f"<g{shared}>{match[0].replace(shared, '')}</g>"


def _lighten(svg: str) -> str:
    svg = _PAGE_RULE.sub("", _HEAD.sub("", svg))
    svg = _BETWEEN.sub("><", svg).strip()
    svg = _PLACED.sub(_one_decimal, svg)
    svg = _TURNED_BY_ZERO.sub("", svg)
    svg = _STYLE.sub(lambda match: _short_style(match[1]), svg)
    svg = _ALONE.sub(r"\1", _NUMBERED.sub("<g", svg))
    svg = _ALIKE.sub(lambda match: _grouped(match, match[2]), svg)
    svg = _ALIKE_TEXTS.sub(lambda match: _grouped(match, match[1]), svg)
    family = style.FONT_STACK.replace("'", "")
    return svg.replace("<svg ", f'<svg stroke-linejoin="round" stroke-linecap="butt" font-family="{family}" ', 1)


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
        if sum(len(axes.lines) + len(axes.patches) + _paths(axes) for axes in figure.axes) > MARKS_BEFORE_PNG:
            file = io.BytesIO()
            figure.savefig(file, format="png", dpi=144, metadata={"Software": None})
            return _png_address(file.getvalue()), returned
        svg = _svg(figure)
    return _svg_address(_lighten(svg)), returned


def _paths(axes: Any) -> int:
    return sum(len(collection.get_paths()) for collection in axes.collections)


def _svg(figure: Any) -> str:
    width, height = figure.get_size_inches() * 72
    file = io.StringIO()
    renderer = _renderer()(width, height, file, image_dpi=figure.dpi, metadata={"Date": None, "Creator": None})
    figure.dpi = 72
    figure.draw(renderer)
    renderer.finalize()
    return file.getvalue()


@functools.cache
def _renderer() -> type:
    """Return matplotlib's writer of SVG, with a memory for the sizes of words: two thirds of their cost."""
    from matplotlib.backends.backend_svg import RendererSVG
    from matplotlib.textpath import text_to_path

    @functools.lru_cache(maxsize=4096)
    def measured(words: str, font: Any, ismath: Any) -> tuple[float, float, float]:
        return text_to_path.get_text_width_height_descent(words, font, ismath)

    class Renderer(RendererSVG):
        def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
            return measured(s, prop.copy(), ismath)

    return Renderer


def _svg_address(svg: str) -> str:
    return "data:image/svg+xml," + urllib.parse.quote(svg, safe=" ~()*!.,'/:;=@$+?-_")


def _png_address(png: bytes) -> str:
    import base64

    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def memoised(function: Callable) -> Callable:
    """Keep the last 64 pictures of a drawing function, for each language and data folder.

    A known picture is found without waiting for one that is being drawn; a new one is drawn once only.
    """
    from .. import paths, text

    kept: OrderedDict[Any, Any] = OrderedDict()

    @functools.wraps(function)
    def draw_once(*args: Any, **kwargs: Any) -> Any:
        key = (text.language(), str(paths.data_dir()), args, tuple(kwargs.items()))
        try:
            kept.move_to_end(key)
            return kept[key]
        except KeyError:
            pass
        with DRAWING:
            # It may have been drawn in another thread while we waited.
            if (found := kept.get(key)) is None:
                found = kept[key] = function(*args, **kwargs)
                if len(kept) > PICTURES_KEPT:
                    kept.popitem(last=False)
            return found

    draw_once.forget = kept.clear
    return draw_once
