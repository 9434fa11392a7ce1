"""Question cards for a room: the question, the vote, the talk, then the reasons, each on a slide of its own."""

import zlib
from typing import Any

from ...display.markup import escape, tag
from ...ground.text import _, number
from . import fit, prose
from .cardview import LETTERS, Asked, CardView
from .fit import INNER, LINE, Block
from .slide import Slide
from .tree import Node, parse

LETTER = 76  # room for the letter and the padding of an option
VOTE = 62
COLUMN_GAP = 28


def card_slides(card: CardView, name: str, place: str, *, talk: bool, scene: list[Block] | None = None) -> list[Slide]:
    """Return the slides of one card.

    Parameters
    ----------
    card : CardView
        The card.
    name : str
        Title of the activity.
    place : str
        Which card of how many, in words.
    talk : bool
        Whether the room talks and votes again before the reasons.
    scene : list of Block, optional
        The scene, already as blocks.
    """
    kicker = f"{name} · {place}" if place else name
    if len(card.asked) > 1:
        return _several(card, name, kicker)
    scene = prose.blocks(card.scene) if scene is None else scene
    if not card.asked:
        return prose.slides("prose", card.heading or name, scene, kicker=kicker)
    (asked,) = card.asked
    title, legend = _title(asked.legend, card.heading, name)
    options = _options(asked.options)
    room = fit.body_room(title)
    made = []
    needed = sum(b.height for b in [*scene, *legend, options]) + VOTE
    if scene and needed > room:
        first = card.heading or name
        asks = [] if legend else [_strong(asked.legend)]
        made += prose.slides("scene", first if first != title else name, [*scene, *(legend or asks)], kicker=kicker)
        scene = []
    body = fit.written([*scene, *legend]) + options.html
    loose = fit.airy([*scene, *legend, options], room - VOTE)
    made.append(Slide("question", title, body + vote(len(asked.options)), kicker, airy=loose))
    if talk:
        said = _("Talk for two minutes. Then vote again.")
        again = legend or [_strong(asked.legend)]
        loose = fit.airy([*again, options], fit.body_room(said))
        made.append(Slide("vote", said, fit.written(again) + options.html, kicker, airy=loose))
    return made + _reasons(card, asked, kicker)


def _title(legend: str, heading: str, name: str) -> tuple[str, list[Block]]:
    """Return the question as title if it is short, else the heading as title and the question as text."""
    if fit.lines(legend, INNER, fit.TITLE, bold=True) <= 2:
        return legend, []
    return heading or name, [_strong(legend)]


def _strong(words: str) -> Block:
    return Block(tag("p", escape(words), class_="strong"), fit.lines(words, INNER, bold=True) * LINE + 18)


def _options(options: list[str], room: int = INNER) -> Block:
    """Return lettered options, in two columns where they are short."""
    half = (room - COLUMN_GAP) / 2
    double = room == INNER and len(options) > 2 and all(fit.lines(o, half - LETTER) <= 2 for o in options)
    wide = half if double else room
    tall = [fit.lines(option, wide - LETTER) * LINE + 36 for option in options]
    if double:
        tall = [max(tall[i : i + 2]) for i in range(0, len(tall), 2)]
    items = [
        tag("li", tag("span", LETTERS[i], class_="letter", aria_hidden="true"), tag("span", escape(option)))
        for i, option in enumerate(options)
    ]
    return Block(tag("ol", *items, class_="options two" if double else "options"), sum(tall) + 12)


def vote(count: int) -> str:
    """Return the line that asks for a vote with the letter cards."""
    said = _("Vote on your own: hold up one card, {first} to {last}.").format(first=LETTERS[0], last=LETTERS[count - 1])
    return tag("p", escape(said), class_="votes")


def _reasons(card: CardView, asked: Asked, kicker: str) -> list[Slide]:
    best = asked.options[asked.best].rstrip(".") if asked.best is not None else ""
    title = best if len(best) > 12 else _("Best answer: {best}").format(best=best) if best else ""
    if not title or fit.lines(title, INNER, fit.TITLE, bold=True) > 2:
        title = _("What speaks for each choice")
    after = [block for node in card.after for block in prose.blocks([c for c in node.children if not _summary(c)])]
    kicker = _("{kicker} · reasons").format(kicker=kicker)
    if asked.one_reason:
        made = prose.blocks(_nodes(asked.reasons[0])) + after
        return [_keyed(slide) for slide in prose.slides("reasons", title, made, kicker=kicker)]
    folded = [_folded(asked, i, f"why-{abs(hash_of(kicker + asked.legend))}") for i in range(len(asked.options))]
    pages = fit.pack(folded, fit.body_room(title))
    room = fit.body_room(title)
    made = [Slide("reasons", title, fit.written(page), kicker, airy=fit.airy(page, 1.1 * room)) for page in pages]
    if after:
        made += prose.slides("reasons", title, after, kicker=kicker)
    return [_keyed(slide) for slide in made]


def hash_of(words: str) -> int:
    """Return a number for a text that is the same in every run."""
    return zlib.crc32(words.encode("utf-8"))


def _summary(node: Any) -> bool:
    return isinstance(node, Node) and node.tag == "summary"


def _nodes(written: str) -> list[Any]:
    return parse(written).children


def _keyed(slide: Slide) -> Slide:
    slide.key = True
    return slide


def _folded(asked: Asked, place: int, group: str) -> Block:
    """Return an option that opens to its reason; the best one is open from the start."""
    label, best = asked.options[place], place == asked.best
    mark = tag("span", _("best"), class_="mark") if best else ""
    letter = tag("span", LETTERS[place], class_="letter", aria_hidden="true")
    summary = tag("summary", letter, tag("span", escape(label), " ", mark))
    reason = tag("div", asked.reasons[place], class_="why")
    long = fit.lines(label + (" " + _("best") + "...." if best else ""), INNER - LETTER - 10, 28, bold=True)
    words = sum(b.height for b in prose.blocks(_nodes(asked.reasons[place]), int((INNER - LETTER - 20) * 30 / 28)))
    tall = long * 40 + 8 + (words - 18) * 38 / LINE + 4 + 4 + 10
    return Block(tag("details", summary, reason, class_="option best" if best else "option", open=best, name=group), tall)


def _several(card: CardView, name: str, kicker: str) -> list[Slide]:
    """Return a card with several questions: side by side if they fit, then the answers below each other."""
    title = card.heading or name
    scene = prose.blocks(card.scene)
    columns = _columns(card.asked)
    rows = (
        [columns]
        if sum(b.height for b in [*scene, columns]) <= fit.body_room(title) + 36
        else [_row(asked) for asked in card.asked]
    )
    loose = fit.airy([*scene, *rows], fit.body_room(title))
    if sum(b.height for b in [*scene, *rows]) <= fit.body_room(title) + 20:
        made = [Slide("question", title, fit.written([*scene, *rows]), kicker, airy=loose)]
    else:
        made = prose.slides("question", title, [*scene, *rows], kicker=kicker)
    answers = []
    for asked in card.asked:
        if asked.best is None:
            continue
        found = asked.options[asked.best]
        legend = tag("p", escape(asked.legend), class_="asked")
        answers.append(Block(legend, fit.lines(asked.legend, INNER, 28) * 38 + 4, holds=True))
        reason = fit.plain(asked.reasons[asked.best])
        said = tag("p", tag("strong", escape(found.rstrip(".") + ".")), " ", escape(_plain(asked.reasons[asked.best])))
        answers.append(Block(said, fit.lines(f"{found}. {reason}", INNER - 40) * LINE + 30))
    room = fit.body_room(title)
    pages = fit.pack(answers, room)
    reasons = [
        Slide("answers", title, fit.written(page), _("{kicker} · reasons").format(kicker=kicker), airy=fit.airy(page, room))
        for page in pages
    ]
    return made + [_keyed(slide) for slide in reasons]


def _columns(several: list[Asked]) -> Block:
    """Return questions side by side, the wordier ones wider."""
    gap, letter = 34, 46
    wanted = [max(fit.width(o, 28) for o in asked.options) ** 0.6 for asked in several]
    room = INNER - gap * (len(several) - 1)
    wide = [room * one / sum(wanted) for one in wanted]
    columns, tall = [], 0
    for asked, width in zip(several, wide, strict=True):
        items = [
            tag("li", tag("span", LETTERS[i], class_="letter", aria_hidden="true"), tag("span", escape(option)))
            for i, option in enumerate(asked.options)
        ]
        columns.append(tag("div", tag("p", escape(asked.legend), class_="strong"), tag("ul", *items, class_="run")))
        lines = sum(fit.lines(option, width - letter, 28) * 34 + 8 for option in asked.options)
        tall = max(tall, fit.lines(asked.legend, width, 28, bold=True) * 34 + 10 + lines)
    style = " ".join(f"{round(one)}fr" for one in wide)
    return Block(tag("div", *columns, class_="columns", style=f"grid-template-columns:{style}"), tall)


def _row(asked: Asked) -> Block:
    """Return a question with its options in one run of words."""
    items = [
        tag("li", tag("span", LETTERS[i], class_="letter", aria_hidden="true"), tag("span", escape(option)))
        for i, option in enumerate(asked.options)
    ]
    row = tag("div", tag("p", escape(asked.legend), class_="strong"), tag("ul", *items, class_="run"), class_="asked-row")
    used, lines = 0.0, 1
    for option in asked.options:
        wide = fit.width(option, 28) + 44 + 34
        if wide > INNER:  # a long option stands alone, on lines of its own
            lines, used = lines + (1 if used else 0) + fit.lines(option, INNER - 50, 28) - 1, INNER
            continue
        if used and used + wide > INNER:
            lines, used = lines + 1, 0.0
        used += wide
    return Block(row, fit.lines(asked.legend, INNER, 28, bold=True) * 38 + 6 + lines * 44 + 18)


def _plain(written: str) -> str:
    return parse(written).text


def place_of(position: int, count: int) -> str:
    """Return which card of how many, in words."""
    return _("{n} of {all}").format(n=number(position + 1), all=number(count)) if count > 1 else ""
