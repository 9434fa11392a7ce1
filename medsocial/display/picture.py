"""Drawing: a matplotlib figure becomes one small, deterministic SVG picture."""

import contextlib
import functools
import io
import re
import threading
import urllib.parse
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from ..ground import style
from . import stored

# matplotlib keeps its settings for the whole process, and activities may draw from another thread.
DRAWING = threading.RLock()
_thread = threading.local()
MARKS_BEFORE_PNG = 1000
DENSE_DPI = 144
CROWD = 100
PICTURES_KEPT = 64
# Settings of windows and start-up: a change of these while figures are open would close them.
_NOT_OF_PICTURES = ("backend", "date.epoch", "docstring", "figure.hooks", "interactive", "savefig", "tk.", "toolbar", "webagg")

_HEAD = re.compile(r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>\s*", re.DOTALL)
# The rule styles every element of a page that holds the picture and costs some 20 ms a change.
_PAGE_RULE = re.compile(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>\s*", re.DOTALL)
_PLACED = re.compile(r'\b(d|x|y|x1|y1|x2|y2|width|height|points|transform|viewBox)="([^"]*)"')
_DECIMALS = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_BETWEEN = re.compile(r">\s+<")
_COMMAND = re.compile(r"\s*([MLCQAz])\s*")
# A box with four written corners; its sides say the same in half the length.
_BOX = re.compile(r"M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4z")
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


class Stopped(BaseException):
    """A picture that nobody has asked for yet gives way; no `except Exception` holds it up."""


@contextlib.contextmanager
def giving_way(stop: Callable[[], bool]) -> Iterator[None]:
    """Let what this thread draws inside end with `Stopped` as soon as `stop` says so."""
    _thread.stop = stop
    try:
        yield
    finally:
        _thread.stop = None


def _give_way() -> None:
    stop = getattr(_thread, "stop", None)
    if stop is not None and stop():
        raise Stopped


def _one_decimal(match: re.Match) -> str:
    rounded = _DECIMALS.sub(_rounded, match[2])
    if match[1] == "d":
        rounded = _BOX.sub(r"M\1 \2H\3V\4H\1z", _COMMAND.sub(r"\1", rounded).strip())
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

    from matplotlib.figure import Figure

    with DRAWING, _settings(), warnings.catch_warnings():
        # Letters that DejaVu lacks are drawn by the reader's own font.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(width, height), dpi=100)
        returned = paint(figure)
        _give_way()
        svg = _lighten(_svg(figure))
    return _svg_address(svg), returned


def of_figure(figure: Any) -> str:
    """Return a figure that somebody else drew as the data address of a picture."""
    with DRAWING, _settings():
        return _svg_address(_lighten(_svg(figure)))


def _settings() -> Any:
    """Return the settings of our pictures for a moment, whatever a reader or a start file has changed for figures of theirs."""
    from matplotlib import rc_context, rcParams, rcParamsDefault

    changed = {
        name: value
        for name, value in dict.items(rcParamsDefault)
        if dict.get(rcParams, name) != value and not name.startswith(_NOT_OF_PICTURES)
    }
    return rc_context(changed | style.CHART_SETTINGS)


def _crowds(figure: Any) -> list[Any]:
    """Return, above a thousand marks, the artists that become images inside the picture; words stay words."""
    from matplotlib.collections import Collection
    from matplotlib.lines import Line2D

    # What stands on the figure itself, as in the picture of lives, beside what stands in its axes.
    collections = [*(one for axes in figure.axes for one in axes.collections), *_kind(figure.artists, Collection)]
    lines = [*(one for axes in figure.axes for one in axes.lines), *_kind(figure.artists, Line2D)]
    patches = [one for axes in figure.axes for one in axes.patches]
    if len(lines) + len(patches) + sum(len(one.get_paths()) for one in collections) <= MARKS_BEFORE_PNG:
        return []
    dense = [one for one in collections if len(one.get_paths()) > CROWD]
    dense += [one for one in lines if len(one.get_xdata()) > CROWD or len(lines) > CROWD]
    return dense + patches * (len(patches) > CROWD)


def _kind(artists: Any, kind: type) -> list[Any]:
    return [one for one in artists if isinstance(one, kind)]


def _svg(figure: Any) -> str:
    width, height = figure.get_size_inches()
    file = io.StringIO()
    renderer = _renderer()(72 * width, 72 * height, file, image_dpi=DENSE_DPI, metadata={"Date": None, "Creator": None})
    crowds = _crowds(figure)
    figure.dpi = 72
    if crowds:
        from matplotlib.backends.backend_mixed import MixedModeRenderer

        for artist in crowds:
            artist.set_rasterized(True)
        figure.draw(MixedModeRenderer(figure, width, height, DENSE_DPI, renderer))
    else:
        figure.draw(renderer)
    renderer.finalize()
    return file.getvalue()


@functools.cache
def _renderer() -> type:
    """Return matplotlib's writer of SVG with a memory for the sizes of words and a short way to write them.

    Words were half of the cost of a picture.
    """
    from matplotlib.backends.backend_svg import RendererSVG
    from matplotlib.colors import rgb2hex
    from matplotlib.font_manager import fontManager, get_font
    from matplotlib.textpath import text_to_path

    anchors = {"center": ";text-anchor:middle", "right": ";text-anchor:end", "left": ""}
    ours = [style.CHART_SETTINGS["font.family"]]

    @functools.lru_cache(maxsize=4096)
    def measured(words: str, font: Any, ismath: Any) -> tuple[float, float, float]:
        return text_to_path.get_text_width_height_descent(words, font, ismath)

    @functools.lru_cache(maxsize=64)
    def heights(font: Any) -> tuple[float | None, ...]:
        face = get_font(fontManager.findfont(font))
        table, head = face.get_sfnt_table("OS/2"), face.get_sfnt_table("head")
        if not table or not head:
            return None, None, None
        scale = 1 / head["unitsPerEm"] * font.get_size_in_points()
        return table["sTypoAscender"] * scale, -table["sTypoDescender"] * scale, table["sTypoLineGap"] * scale

    class Renderer(RendererSVG):
        def _get_font_height_metrics(self, prop: Any) -> tuple[float | None, ...]:
            # matplotlib 3.11 asks here first; else it reads the font's tables anew for every word.
            return heights(prop.copy())

        def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
            return measured(s, prop.copy(), ismath)

        def draw_text(
            self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
        ) -> None:
            clipped = gc.get_clip_rectangle() is not None or gc.get_clip_path()[0] is not None
            plain = prop.get_family() == ours and prop.get_style() == prop.get_variant() == "normal"
            if ismath or angle or clipped or not plain or mtext is None or gc.get_url() or gc.get_rgb()[3] != 1:
                super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
                return
            anchor = mtext.get_ha()
            if anchor != "left":
                # The reader's font may be narrower than the measured one: what is centred stays so.
                x = mtext.get_transform().transform(mtext.get_unitless_position())[0]
            weight = prop.get_weight()
            bold = "" if weight in ("normal", 400) else f"font-weight:{700 if weight == 'bold' else weight};"
            look = f"{bold}font-size:{prop.get_size():g}px{anchors[anchor]};fill:{rgb2hex(gc.get_rgb())}"
            self.writer.element("text", s, style=look, x=f"{x:f}", y=f"{y:f}")

        def open_group(self, s: str, gid: str | None = None) -> None:
            _give_way()
            super().open_group(s, gid)

    return Renderer


def _svg_address(svg: str) -> str:
    return "data:image/svg+xml," + urllib.parse.quote(svg, safe=" ~()*!.,'/:;=@$+?-_")


def memoised(function: Callable) -> Callable:
    """Keep the last 64 pictures of a drawing function, for each language and data folder.

    A known picture is found without waiting for one that is being drawn; a new one is drawn once only.
    """
    from ..ground import paths, text

    kept: OrderedDict[Any, Any] = OrderedDict()

    def drawn(args: tuple, kwargs: dict[str, Any]) -> Any:
        key = (text.language(), str(paths.data_dir()), args, tuple(kwargs.items()))
        try:
            kept.move_to_end(key)
            return kept[key]
        except KeyError:
            pass
        with DRAWING:
            # It may have been drawn in another thread while we waited.
            if (found := kept.get(key)) is None:
                found = stored.find(function, args, kwargs)
                if found is None:
                    with stored.drawing():
                        found = function(*args, **kwargs)
                kept[key] = found
                if len(kept) > PICTURES_KEPT:
                    kept.popitem(last=False)
            return found

    @functools.wraps(function)
    def draw_once(*args: Any, **kwargs: Any) -> Any:
        found = drawn(args, kwargs)
        stored.keep(function, args, kwargs, found)
        return found

    draw_once.forget = kept.clear
    return draw_once
