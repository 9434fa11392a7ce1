"""How much room words take on a slide of 1280 by 720, and how to cut what is longer: nothing is ever shrunken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...ground.letters import width

WIDE, TALL = 1280, 720
INNER = 1120  # between the margins
BODY, LINE = 30, 42  # size and line height of body text
TITLE, TITLE_LINE = 46, 54
TOP, BOTTOM = 84, 76  # above the title, with the small line over it; below the body, with sources and number
TITLE_GAP = 26

_SENTENCE = re.compile(r"(?<=[.?!:;])\s+(?=[\"\N{LEFT DOUBLE QUOTATION MARK}<A-Z0-9])")
_TAG = re.compile(r"<[^>]*>")


def lines(words: str, room: float, size: float = BODY, *, bold: bool = False) -> int:
    """Return how many lines words need in a column of this width."""
    count, used, space = 1, 0.0, width(" ", size, bold=bold)
    for word in words.split():
        long = width(word, size, bold=bold)
        if used and used + space + long > room:
            count, used = count + 1, long
        else:
            used += long + (space if used else 0)
        while used > room:
            count, used = count + 1, used - room
    return count


def title_height(title: str) -> int:
    """Return the height of a slide's title."""
    return lines(title, INNER, TITLE, bold=True) * TITLE_LINE + TITLE_GAP if title else 0


def body_room(title: str) -> int:
    """Return the height left for the body below a title."""
    return TALL - TOP - title_height(title) - BOTTOM


@dataclass(frozen=True)
class Block:
    """A piece of a slide that is not cut: its HTML and its height.

    `holds` keeps it together with the next one, as a heading; `within` names the list that wraps it, with the number of its item.
    """

    html: str
    height: float
    holds: bool = False
    within: str = ""
    number: int = 0


AIRY = 0.56  # letters a fifth larger take up to 1.44 times the height


def airy(blocks: Sequence["Block"], room: float) -> bool:
    """Return whether blocks leave so much room that larger letters fit."""
    return sum(block.height for block in blocks) <= AIRY * room


def pack(blocks: Sequence[Block], room: float) -> list[list[Block]]:
    """Return the blocks on as few slides as they need, as evenly filled as their order allows."""
    pages = _packed(blocks, room)
    for step in range(8, 20):
        even = _packed(blocks, room * step / 20)
        if len(even) == len(pages):
            return even
    return pages


def _packed(blocks: Sequence[Block], room: float) -> list[list[Block]]:
    bundles: list[list[Block]] = []
    for block in blocks:
        if bundles and bundles[-1][-1].holds:
            bundles[-1].append(block)
        else:
            bundles.append([block])
    pages: list[list[Block]] = []
    used = 0.0
    for bundle in bundles:
        tall = sum(block.height for block in bundle)
        if not pages or used + tall > room:
            pages.append([])
            used = 0.0
        pages[-1] += bundle
        used += tall
    return pages


def written(blocks: Sequence[Block]) -> str:
    """Return blocks as HTML, items of one list together."""
    parts, open_list = [], ""
    for block in blocks:
        if block.within != open_list:
            if open_list:
                parts.append(f"</{open_list}>")
            open_list = block.within
            if open_list:
                later = open_list == "ol" and block.number > 1
                start = f' start="{block.number}" style="counter-reset:item {block.number - 1}"' if later else ""
                parts.append(f"<{open_list}{start}>")
        parts.append(block.html)
    return "".join(parts) + (f"</{open_list}>" if open_list else "")


def sentences(inner: str) -> list[str]:
    """Return a paragraph's HTML cut after sentences, where no element is cut."""
    found, kept = [], ""
    for piece in _SENTENCE.split(inner):
        kept = f"{kept} {piece}" if kept else piece
        names = re.findall(r"<(/?)(\w+)", kept)
        if sum(-1 if slash else 1 for slash, name in names if name not in ("br", "img")) == 0:
            found.append(kept)
            kept = ""
    return found + ([kept] if kept else [])


def plain(inner: str) -> str:
    """Return the words of a piece of HTML, near enough to measure them."""
    return _TAG.sub("", inner)
