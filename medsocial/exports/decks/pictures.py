"""Charts and tables at slide size: drawn again from the stored recipe, in this process and without a kernel."""

import html
import re
import urllib.parse
from dataclasses import dataclass
from typing import Any

from ...display.markup import escape, tag
from ...ground import style
from ...ground.text import _
from . import fit, prose
from .fit import INNER, Block
from .slide import Slide
from .tree import Node, parse

WIDEST = 7.6  # inches: more would make the letters of a chart too small for the back row
NARROWEST = 5.6
MANY_ROWS = 8.4  # where a chart would need three slides or more
LEAD, LEAD_LINE = 22, 30
CARD = 28  # padding and border of the card round a picture
CELL, CELL_LINE, CELL_GAP = 28, 38, 26
MOST_STATES = 4


@dataclass(frozen=True)
class Picture:
    """One picture: address, description, heading, parts, and shape."""

    src: str
    alt: str
    title: str
    subtitle: str
    parts: int
    shape: float


def read(image: Node) -> Picture:
    """Return what a slide needs to know about a picture."""
    src, alt = image.attrs["src"], image.attrs.get("alt") or ""
    svg = urllib.parse.unquote(src.partition(",")[2])[:4000]

    def found(pattern: str, otherwise: str) -> str:
        match = re.search(pattern, svg)
        return html.unescape(match[1]) if match else otherwise

    wide, tall = (float(found(rf'<svg [^>]*?\b{side}="([\d.]+)pt"', "1")) for side in ("width", "height"))
    return Picture(
        src, alt, found("<title>(.*?)</title>", alt.partition(". ")[0]), found("<desc>(.*?)</desc>", ""),
        int(found(r'data-parts="(\d+)"', "1")), tall / wide,
    )  # fmt: skip


def make(recipe: dict[str, Any]) -> Any:
    """Return the element that a recipe describes."""
    import medsocial

    return getattr(medsocial, recipe["function"])(**recipe["arguments"])


def redrawn(recipe: dict[str, Any]) -> tuple[Node, list[list[Picture]]]:
    """Return an element's HTML as a tree, and its pictures at slide size, each in as many parts as it needs."""

    def drawn(wide: float, part: int = 0) -> tuple[Node, list[Picture]]:
        with style.slide_size(wide, part):
            root = parse(make(recipe)._repr_mimebundle_()["text/html"])
        return root, [read(image) for image in root.all("img")]

    wide = WIDEST
    root, first = drawn(wide)
    if max((one.parts for one in first), default=1) > 2:
        root, first = drawn(wide := MANY_ROWS)
    pictures = [[one] for one in first]
    for part in range(1, max((one.parts for one in first), default=1)):
        for mine, one in zip(pictures, drawn(wide, part)[1], strict=True):
            if part < one.parts:
                mine.append(one)
    for place, mine in enumerate(pictures):
        # A low picture is drawn narrower, so that its letters become larger.
        low = max(NARROWEST, wide * mine[0].shape / style.SLIDE_SHAPE * 1.06)
        if len(mine) == 1 and low < wide * 0.95:
            larger = drawn(low)[1][place]
            if larger.parts == 1:
                pictures[place] = [larger]
    return root, pictures


def stored(written: str) -> tuple[Node, list[list[Picture]]]:
    """Return an element's stored HTML as a tree, with its pictures as they are."""
    root = parse(written)
    return root, [[read(image)] for image in root.all("img")]


def states(recipe: dict[str, Any]) -> list[list[Picture]]:
    """Return the further states of an activity whose control has few states, the first one left out."""
    with style.slide_size(WIDEST):
        element = make(recipe)
    found = []
    for stack in (child for child in _below(element) if type(child).__name__ == "PictureStack"):
        others = [key for key in stack.panes if key != stack._state()]
        for key in others[:: max(1, -(-len(others) // (MOST_STATES - 1)))]:
            one = [_state(stack, key, 0)]
            found.append(one + [_state(stack, key, part) for part in range(1, one[0].parts)])
    return found


def _state(stack: Any, key: Any, part: int) -> Picture:
    with style.slide_size(WIDEST, part):
        return read(parse(stack._draw(key).to_html()).first("img"))


def _below(widget: Any) -> list[Any]:
    children = list(getattr(widget, "children", ()))
    return [*children, *(one for child in children for one in _below(child))]


def chart_slides(pictures: list[Picture], figure: Node | None, kicker: str) -> list[Slide]:
    """Return the slides of one chart: a slide for each part, the finding as its title."""
    caption = figure.first("figcaption") if figure else None
    source = source_of(caption)
    reading = caption.without(lambda n: n.has("ms-source")).text if caption else ""
    made = []
    for number, one in enumerate(pictures):
        title = one.title or one.alt.partition(". ")[0]
        lead = tag("p", escape(one.subtitle), class_="lead") if one.subtitle else ""
        lead_height = fit.lines(one.subtitle, INNER, LEAD) * LEAD_LINE + 14 if one.subtitle else 0
        room = fit.body_room(title) - lead_height - CARD
        wide = round(min(INNER - CARD, room / one.shape))
        image = tag("img", src=one.src, alt=one.alt, width=wide, height=round(wide * one.shape))
        part = _("{kicker} (part {n} of {all})").format(kicker=kicker, n=number + 1, all=len(pictures))
        slide = Slide("chart", title, lead + tag("div", image, class_="paper"), part if len(pictures) > 1 else kicker, source)
        if reading and not number:
            slide.notes = tag("p", tag("strong", escape(_("How to read it:"))), " ", escape(reading))
        made.append(slide)
    return made


def source_of(owner: Node | None) -> str:
    """Return the small line with the source of a piece, as HTML; many sources stand at the end of the deck."""
    found = owner.first(".ms-source") if owner else None
    if found is None:
        return ""
    if found.tag == "details":
        return escape(_("{sources}, listed at the end").format(sources=found.first("summary").text))
    words = found.text
    if fit.lines(words, INNER - 120, 18) > 2:
        words = found.text.partition(";")[0].rstrip(".")
        words = words if fit.lines(words, INNER - 120, 18) <= 2 else words[:150].rsplit(" ", 1)[0] + " \N{HORIZONTAL ELLIPSIS}"
    return escape(words)


def table_slides(frame: Node, title: str, kicker: str, *, most: int = 0) -> list[Slide]:
    """Return a table on as many slides as its rows need; `most` leaves out what goes beyond that many."""
    table = frame if frame.tag == "table" else frame.first("table")
    caption = table.first("caption")
    title = caption.text.rstrip(".") if caption and not title else title
    heads = [cell.text for cell in table.first("thead").all("th")] if table.first("thead") else []
    body = [row for row in table.all("tr") if row.all("td")]
    rows = [[c for c in row.children if isinstance(c, Node) and c.tag in ("th", "td")] for row in body]
    if not rows:
        return []
    words = [[cell.without(_folded).text for cell in row] for row in rows]
    words = [heads, *words] if heads else words
    shares = _shares(words)
    tall = [_row_height(row, shares) for row in words]
    head_height = tall[0] if heads else 0
    if max(tall[1:] if heads else tall) > fit.body_room(title) - head_height:
        return prose.slides("prose", title, _records(heads, rows), kicker=kicker, source=source_of(frame), most=most)
    head = tag("thead", tag("tr", *(tag("th", escape(h), scope="col") for h in heads))) if heads else ""
    blocks = [
        Block(tag("tr", *(_cell(cell, i) for i, cell in enumerate(row))), height)
        for row, height in zip(rows, tall[1:] if heads else tall, strict=True)
    ]
    pages = fit.pack(blocks, fit.body_room(title) - head_height)
    group = tag("colgroup", *(f'<col style="width:{share:.1%}">' for share in shares))
    made = [
        Slide("table", title, tag("table", group, head, tag("tbody", *(b.html for b in page))), kicker, source_of(frame))
        for page in (pages[:most] if most else pages)
    ]
    for slide in made[1:]:
        slide.kicker = _("{kicker} (continued)").format(kicker=kicker)
    if most and len(pages) > most:
        made[-1].source = escape(_("The rest stands in the lesson and on its page.")) + (" " + made[-1].source).rstrip()
    return made


def _records(heads: list[str], rows: list[list[Node]]) -> list[Block]:
    """Return rows that are too wordy for a table: the first cell as a heading, the others as paragraphs."""
    blocks = []
    for first, *others in rows:
        blocks.append(prose.heading(first.without(_folded).text))
        for place, cell in enumerate(others, start=1):
            words = cell.without(_folded).text
            if words:
                lead = [Node("strong", {}, [f"{heads[place]}: "])] if place < len(heads) else []
                blocks += prose.paragraph(Node("p", {}, [*lead, words]))
    return blocks


def _folded(node: Node) -> bool:
    return node.tag == "details" or node.has("ms-source")


def _cell(cell: Node, column: int) -> str:
    number = "number" if cell.has("ms-number") else None
    inner = prose.unlinked(cell.without(_folded)).inner
    return tag("th", inner, scope="row") if column == 0 else tag("td", inner, class_=number)


def _shares(rows: list[list[str]]) -> list[float]:
    """Return the share of the width for each column: by its longest word and by its longest cell."""
    columns = list(zip(*rows, strict=False))
    least = [max(fit.width(w, CELL, bold=True) for c in column for w in (c.split() or [""])) + CELL_GAP for column in columns]
    wanted = [min(max(fit.width(c, CELL) for c in column) + CELL_GAP, 640) for column in columns]
    if sum(least) >= INNER:
        return [one / sum(least) for one in least]
    extra = [max(0.0, w - m) for w, m in zip(wanted, least, strict=True)]
    spare = INNER - sum(least)
    given = [m + (spare * e / sum(extra) if sum(extra) else spare / len(extra)) for m, e in zip(least, extra, strict=True)]
    return [one / sum(given) for one in given]


def _row_height(row: list[str], shares: list[float]) -> float:
    cells = enumerate(zip(row, shares, strict=False))
    return max(fit.lines(words, share * INNER - CELL_GAP, CELL, bold=i == 0) for i, (words, share) in cells) * CELL_LINE + 22
