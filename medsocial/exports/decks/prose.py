"""Words as slides: paragraphs, lists and headings become blocks of known height."""

import re
from typing import Any

from ...display.markup import escape, tag
from ...ground.text import _
from . import fit
from .fit import BODY, INNER, LINE, Block
from .slide import Slide
from .tree import Node, parse

PARAGRAPH_GAP, ITEM_GAP, INDENT = 18, 12, 44
BOX = 56  # padding and border of a box, top and bottom together


def markdown(source: str) -> Node:
    """Return the tree of a cell's text."""
    import mistune

    return parse(mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])(source))


def unlinked(node: Node) -> Node:
    """Return a copy whose links lead out only: a link to a notebook keeps its words."""
    kept: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            kept.append(child)
        elif child.tag == "a" and not re.match(r"https?:|#/", child.attrs.get("href") or ""):
            kept += unlinked(child).children
        else:
            kept.append(unlinked(child))
    return Node(node.tag, node.attrs, kept)


def blocks(nodes: list[Any], room: int = INNER) -> list[Block]:
    """Return the blocks of a piece of text; figures, tables and folded parts are left to others."""
    made: list[Block] = []
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                made += paragraph(Node("p", {}, [node]), room)
        elif node.tag in ("ul", "ol"):
            items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
            made += [_item(item, node, number, room) for number, item in enumerate(items, start=1)]
        elif node.tag == "p":
            made += paragraph(node, room)
        elif re.fullmatch(r"h[1-6]", node.tag):
            made.append(heading(node.text))
        elif node.tag == "blockquote":
            made += [Block(tag("blockquote", b.html), b.height + 24) for b in blocks(node.children, room - INDENT)]
        elif node.tag in ("div", "section", "article", "root") and not node.has("ms-options"):
            made += blocks(node.children, room)
    return made


def heading(words: str) -> Block:
    """Return a heading inside a slide; it stays with what follows."""
    return Block(tag("h3", escape(words)), fit.lines(words, INNER, 34, bold=True) * 44 + 12, holds=True)


def paragraph(node: Node, room: int = INNER) -> list[Block]:
    """Return a paragraph as one block, or cut after sentences if it is long."""
    if node.has("ms-count") or not node.text:
        return []
    if node.has("ms-step"):
        return [heading(node.text)]
    if node.has("ms-review"):
        return [Block(tag("p", unlinked(node).inner, class_="review"), fit.lines(node.text, room, 22) * 30 + PARAGRAPH_GAP)]
    if node.has("ms-support"):
        tall = fit.lines(node.text, room - 80) * LINE + BOX + PARAGRAPH_GAP
        return [Block(tag("p", unlinked(node).inner, class_="box"), tall)]
    bold = node.has("ms-question") or node.has("ms-closing")
    attrs = {"class_": "strong"} if bold else {}
    inside = [c for c in node.children if isinstance(c, Node) or c.strip()]
    leads = node.has("ms-question") or (len(inside) == 1 and isinstance(inside[0], Node) and inside[0].tag == "strong")
    tall = fit.lines(node.text, room, bold=bold) * LINE
    pieces = [unlinked(node).inner]
    if tall > 4 * LINE:
        pieces = _halves(fit.sentences(pieces[0]), room)
    return [
        Block(tag("p", piece, **attrs), fit.lines(fit.plain(piece), room, bold=bold or leads) * LINE + PARAGRAPH_GAP, holds=leads)
        for piece in pieces
    ]


def _halves(sentences: list[str], room: int) -> list[str]:
    """Return sentences joined to paragraphs of up to four lines."""
    made: list[str] = []
    for sentence in sentences:
        joined = f"{made[-1]} {sentence}" if made else sentence
        if made and fit.lines(fit.plain(joined), room) <= 4:
            made[-1] = joined
        else:
            made.append(sentence)
    return made


def _item(item: Node, owner: Node, number: int, room: int) -> Block:
    words = unlinked(item.without(lambda n: n.tag in ("details", "ul", "ol")))
    tall = fit.lines(words.text, room - INDENT) * LINE + ITEM_GAP
    return Block(tag("li", words.inner), tall, within=owner.tag, number=number)


def slides(kind: str, title: str, made: list[Block], *, kicker: str = "", source: str = "", most: int = 0) -> list[Slide]:
    """Return blocks on slides under one title; `most` leaves out what goes beyond that many."""
    pages = fit.pack(made, fit.body_room(title))
    pages = pages[:most] if most else pages
    if kind == "prose" and len(made) == 1 and made[0].html.startswith("<p>") and made[0].height < 4 * LINE:
        return [Slide("statement", title, tag("div", made[0].html, class_="callout large"), kicker, source)]
    room = fit.body_room(title)
    made_slides = [Slide(kind, title, fit.written(page), kicker, source, airy=fit.airy(page, room)) for page in pages]
    for slide in made_slides[1:]:
        slide.kicker = _("{kicker} (continued)").format(kicker=kicker) if kicker else _("continued")
    return made_slides


def statement(title: str, body: str, kicker: str, source: str = "") -> Slide:
    """Return a slide with one statement in large letters; a long one is set as body text."""
    size = 40 if fit.lines(body, INNER - 80, 40) * 58 < fit.body_room(title) - 40 else BODY
    words = tag("div", tag("p", escape(body)), class_="callout large" if size == 40 else "callout")
    return Slide("statement", title, words, kicker, source)
