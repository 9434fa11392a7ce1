"""Every element of a lesson as slides: by the shape of its HTML, so that an activity yet to come has slides too."""

from typing import Any

from ...display.markup import escape, tag
from ...ground.text import _, ngettext, number
from . import cards, cardview, fit, pictures, prose
from .element import Element, Place, pieces
from .slide import Slide
from .special import FORMS
from .tree import Node

TALKED = ("recognise", "case")  # vote, talk, vote again
NOT_SHOWN = ("references", "choose_country", "continue_workshop", "manage_answers", "check_installation")
# Shown by the facilitator, not done by the room.
SHOWN = ("what_became_of", "pocket_card", "choose_path")
NOT_IN_BRIEF = ("define", "pocket_card")
MOST_TEXT, MOST_TABLE, MOST_CARDS, FEW_WORDS = 3, 2, 12, 12
ONLY_TASK = ("explore_evidence", "choose_two", "rank_benefits", "choose_channel", "take_test")


def slides_of(element: Element, place: Place) -> list[Slide]:
    """Return the slides of one element, each with the sources of the element."""
    if element.function in NOT_SHOWN or (place.brief and element.function in NOT_IN_BRIEF):
        return []
    form = FORMS.get(element.function, _by_shape)
    made = form(element, place)
    for slide in made:
        slide.sources = tuple(element.recipe.get("sources", ()))
    return made


def _by_shape(element: Element, place: Place) -> list[Slide]:
    frame = element.activity
    if frame is None:
        return _flow(element, element.root, "", place, most_text=0, most_table=0)
    title_node = frame.first(".ms-activity-title")
    title = title_node.text if title_node else place.heading
    inside = frame.without(lambda n: n is title_node)
    asked = _cards(element, inside)
    if element.function in SHOWN:
        return _flow(element, element.root, title, place, most_text=0, most_table=MOST_TABLE, inside=frame)
    if asked:
        return _card_run(element, asked, title, place)
    made = [task(title, element, place)] if place.main or not place.brief else []
    if element.function in ONLY_TASK or place.brief:
        return made
    further = pictures.states(element.recipe) if place.redraw and element.pictures else []
    if further:  # the states follow as pictures, so what leads to them need not be listed
        frame = frame.without(lambda n: n.has("ms-options"))
    made += _flow(element, element.root, title, place, most_text=MOST_TEXT, most_table=MOST_TABLE, inside=frame)
    for state in further:
        made += pictures.chart_slides(state, frame.first("figure"), title)
    return made


def _cards(element: Element, inside: Node) -> list[cardview.CardView]:
    """Return the question cards of an activity: from its HTML, or from the model where the HTML holds no reasons."""
    found = [node for node in inside.all(".ms-card") if node.first(".ms-options")]
    if found and any(node.first(".ms-reason") for node in found):
        return [cardview.from_html(node) for node in found]
    if found:
        model = getattr(pictures.make(element.recipe), "cards", ())
        return [cardview.from_object(card) for card in model if hasattr(card, "questions")]
    return []


def _card_run(element: Element, asked: list[cardview.CardView], title: str, place: Place) -> list[Slide]:
    shown = asked[: place.amount or MOST_CARDS]
    made = []
    for position, card in enumerate(shown):
        where = cards.place_of(position, len(shown))
        made += cards.card_slides(card, title, where, talk=place.talk and element.function in TALKED)
    return made


def task(title: str, element: Element | None, place: Place) -> Slide:
    """Return the slide that sets the room to work: what, how long, on which sheet."""
    said = element.comment if element else ""
    chips = []
    if place.sheet:
        chips.append(tag("li", escape(_("Paper sheet {n}").format(n=number(place.sheet)))))
    if place.amount_words:
        chips.append(tag("li", escape(place.amount_words)))
    if place.line:
        chips.append(tag("li", escape(place.line), class_="option-line"))
    clock = ""
    if place.minutes:
        unit = ngettext("minute", "minutes", place.minutes)
        clock = tag("p", tag("strong", number(place.minutes)), tag("span", escape(unit)), class_="clock")
    lead = tag("p", escape(said)) if said else ""
    body = tag("div", lead, tag("ul", *chips, class_="chips") if chips else "", class_="job") + clock
    return Slide("task", title, body, _("Do this now"))


def _flow(
    element: Element, root: Node, title: str, place: Place, *, most_text: int, most_table: int, inside: Node | None = None
) -> list[Slide]:
    """Return the parts of an element in their order: text on slides, each chart and table on its own."""
    made: list[Slide] = []
    waiting: list[Any] = []
    texts = 0

    def put_text() -> None:
        nonlocal waiting, texts
        text = prose.blocks(waiting)
        if most_text and sum(len(n.text.split()) if isinstance(n, Node) else 0 for n in waiting) < FEW_WORDS:
            text = []
        waiting = []
        if text:
            left = most_text - texts if most_text else 0
            if most_text and left <= 0:
                return
            more = prose.slides("prose", title or place.heading, text, kicker=place.kicker, most=left)
            texts += len(more)
            made.extend(more)

    for node in pieces(inside or root):
        if isinstance(node, str):
            waiting.append(node)
        elif node.tag == "figure":
            put_text()
            image = node.first("img")
            made.extend(pictures.chart_slides(element.of(image), node, title or place.heading))
        elif node.tag == "aside" and node.has("ms-callout"):
            put_text()
            made.extend(_statement(node, place))
        elif node.has("ms-table-frame") or node.tag == "table":
            put_text()
            made.extend(pictures.table_slides(node, "", title or place.heading, most=most_table))
        elif node.has("ms-options"):
            asked = prose.blocks(waiting)
            if sum(b.height for b in asked) > 2 * fit.LINE + 40:
                put_text()
                asked = []
            waiting = []
            made.extend(_choices(node, title or place.heading, place, asked))
        elif not node.has("ms-activity-title"):
            waiting.append(node)
    put_text()
    return made


def _statement(node: Node, place: Place) -> list[Slide]:
    title = node.first(".ms-callout-title")
    words = " ".join(p.text for p in node.all("p") if not p.has("ms-callout-title"))
    kind = _("In one sentence") if node.has("ms-definition") else place.kicker
    heading, source = title.text if title else place.heading, pictures.source_of(node)
    if node.first("li") is not None or fit.lines(words, fit.INNER) * fit.LINE > fit.body_room(heading) - 100:
        inside = node.without(lambda n: n is title or n.has("ms-source"))
        return prose.slides("points", heading, prose.blocks(inside.children), kicker=kind, source=source)
    return [prose.statement(heading, words, kind, source)]


def _choices(node: Node, title: str, place: Place, before: list[fit.Block]) -> list[Slide]:
    """Return options that unfold, without a vote: each opens to what follows from it."""
    asked = cardview.from_options(node.without(lambda n: n.tag in ("ul", "ol")), title)
    group = f"open-{cards.hash_of(title + asked.options[0])}"
    blocks = before + [cards._folded(asked, i, group) for i in range(len(asked.options))]
    room = fit.body_room(title)
    pages = fit.pack(blocks, room)
    if len(pages) > 2:  # what follows from each choice is for the page, not for a room
        listed = Node("ul", {}, [Node("li", {}, [option]) for option in asked.options])
        return prose.slides("points", title, before + prose.blocks([listed]), kicker=place.kicker)
    return [Slide("reasons", title, fit.written(page), place.kicker, airy=fit.airy(page, room)) for page in pages]
