"""Elements with a form of their own in a room: guesses, weighed claims, stories and drills."""

import re
from collections.abc import Callable
from typing import Any

from ...ground.text import _
from . import cards, cardview, pictures, prose
from .element import Element, Place, pieces
from .slide import Slide
from .tree import Node, parse

SHORT_STORY = 3  # decisions for which a story has a route of its own


def _guess(element: Element, place: Place) -> list[Slide]:
    """Return a guess: the question with its options, the figure, then what it means."""
    frame = element.activity
    legend = frame.first(".ms-question").text
    asked = cardview.from_options(frame.first(".ms-options"), legend)
    name = frame.first(".ms-activity-title").text
    card = cardview.CardView("", [], [cardview.Asked(legend, asked.options, asked.reasons, None)])
    made = [s for s in cards.card_slides(card, name, "", talk=False) if s.kind in ("question", "scene")]
    figure = frame.first("figure")
    answers = pictures.chart_slides(element.of(figure.first("img")), figure, name)
    meaning = frame.first(".ms-reason").first("span").text
    answers.append(prose.statement(_("What this figure says"), meaning, name))
    for slide in answers:
        slide.key = True
    return made + answers


def _weigh(element: Element, place: Place) -> list[Slide]:
    """Return a claim weighed: what is claimed and found, the figures, how certain, what to do."""
    frame = element.activity
    title = frame.first(".ms-activity-title").text
    text: list[Any] = []
    made: list[Slide] = []
    figures: list[Slide] = []
    for node in pieces(frame):
        if isinstance(node, Node) and node.tag == "figure":
            if text:
                made += prose.slides("prose", title, prose.blocks(text), kicker=place.kicker)
            text = []
            figures += pictures.chart_slides(element.of(node.first("img")), node, title)
        elif isinstance(node, str) or not (node.has("ms-activity-title") or node.has("ms-table-frame") or node.tag == "aside"):
            text.append(node)
    while text and isinstance(text[-1], Node) and text[-1].has("ms-step"):
        text.pop()  # what stood under it is folded, and for the page
    return made + figures + prose.slides("prose", title, prose.blocks(text), kicker=place.kicker)


def _story(element: Element, place: Place) -> list[Slide]:
    """Return a branching story: each number with its choices, then what follows, linked as in the book."""
    if 0 < place.amount <= SHORT_STORY and place.redraw:
        arguments = {**element.recipe["arguments"], "route": "short"}
        shorter = pictures.make({**element.recipe, "arguments": arguments})
        element = Element(element.recipe, parse(shorter._repr_mimebundle_()["text/html"]))
    frame = element.activity
    name = frame.first(".ms-activity-title").text
    book = frame.first(".ms-book")
    before = [n for n in pieces(frame.without(lambda n: n is book or n.has("ms-activity-title"))) if _says(n)]
    made = prose.slides("prose", name, prose.blocks(before), kicker=place.kicker)[:1]
    for number in [node for node in book.children if isinstance(node, Node) and node.tag == "details"]:
        made += _number(number, name)
    return made


def _says(node: Any) -> bool:
    return isinstance(node, Node) and bool(node.text)


def _number(number: Node, name: str) -> list[Slide]:
    """Return one number of a story."""
    step = number.first(".ms-step")
    title = step.text
    inside = next(node for node in number.children if isinstance(node, Node) and node.tag != "summary")
    for link in inside.all("a"):
        link.attrs["href"] = re.sub("^#(?!/)", "#/", link.attrs.get("href") or "")
    group = inside.first(".ms-options")
    scene = prose.blocks(pieces(inside.without(lambda n: n is step or n is group)))
    if group is None:
        made = prose.slides("points", title, scene, kicker=name)
    else:
        asked = cardview.from_options(group, _("What do you do?"))
        made = cards.card_slides(cardview.CardView(title, scene=[], asked=[asked]), name, "", talk=False, scene=scene)
        for slide in made:
            slide.key = slide.kind == "reasons"
            if slide.key:
                slide.title = _("What follows")
    made[0].anchor = step.attrs.get("id") or ""
    return made


def _drill(element: Element, place: Place) -> list[Slide]:
    """Return a drill: the scene, each message on a slide of its own, what to talk about."""
    frame = element.activity
    name = frame.first(".ms-activity-title").text
    groups = [node for node in frame.children if isinstance(node, Node) and node.has("ms-options")]
    start = frame.children.index(groups[0]) if groups else len(frame.children)
    scene = [
        n for n in frame.children[:start] if isinstance(n, Node) and not n.has("ms-activity-title") and not n.has("ms-question")
    ]
    made = prose.slides("prose", name, prose.blocks(pieces(Node("div", {}, scene))), kicker=place.kicker)
    for option in groups[0].all(".ms-option") if groups else []:
        title, reason = option.first("summary").text, option.first(".ms-reason")
        minute = re.search(r"\d+", title)
        if place.amount and minute and int(minute[0]) > place.amount:
            continue
        made.append(prose.statement(title, reason.text, _("A message arrives. Decide before the next one.")))
    last = groups[-1] if groups else None
    rest = frame.children[frame.children.index(last) + 1 :] if last is not None else []
    after = [n for n in rest if isinstance(n, Node) and n.tag in ("p", "ol", "ul")]
    return made + prose.slides("prose", name, prose.blocks(after), kicker=place.kicker)


FORMS: dict[str, Callable[[Element, Place], list[Slide]]] = {
    "guess": _guess,
    "weigh_benefit": _weigh,
    "weigh_danger": _weigh,
    "story": _story,
    "drill": _drill,
}
