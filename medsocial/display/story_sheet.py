"""A branching story as a numbered text, each choice ending in "turn to": for paper, pages and the facilitator."""

from collections.abc import Iterable
from typing import Any

from ..ground import text
from ..ground.text import _, ngettext
from ..model.story import Choice, Ending, Node, Story, longest_path, met
from ..store import data
from . import reviewed
from .markup import escape, options, source_line, tag

LETTERS = "ABCD"


def lettered(node: Node) -> list[str]:
    """Return the choices of a scene with their letters, as a room votes on them."""
    return [f"{LETTERS[i]}. {choice.label}" for i, choice in enumerate(node.choices)]


def quality_words(quality: str) -> str:
    """Return the quality of an ending with its shape: never by colour alone."""
    return {"good": _("● Good ending"), "mixed": _("▲ Mixed ending"), "poor": _("■ Poor ending")}[quality]


def scene_html(node: Node, place: str | None = None) -> str:
    """Return a scene: its number and heading, a content note if it has one, and its sentences."""
    note = (
        tag("p", escape(_("Content note: {note}").format(note=node.content_note)), class_="ms-review")
        if node.content_note
        else ""
    )
    heading = tag("p", tag("strong", escape(f"{node.number}. {node.heading}")), class_="ms-step", id=place)
    return heading + note + tag("p", escape(node.scene))


def ending_html(ending: Ending) -> str:
    """Return an ending: quality, what it shows, the patient's sentence, what guidance supports."""
    supports = tag("ul", *(tag("li", escape(marked(line))) for line in ending.guidance))
    said = _("Joan Hale, patient: “{sentence}”").format(sentence=ending.patient)
    return (
        tag("p", tag("strong", escape(quality_words(ending.quality) + ".")), " ", escape(ending.shows))
        + tag("p", tag("em", escape(said)))
        + tag("p", escape(_("What guidance supports:")))
        + supports
    )


def marked(line: dict[str, Any]) -> str:
    """Return a line of guidance with how far it was checked."""
    marks = {
        "verified": "",
        "read": "",
        "second_hand": _("(Read in a report of it.)"),
        "computed": _("(Our judgement.)"),
        "memory": _("(Unverified.)"),
    }
    return f"{line['text']} {marks[line['status']]}".strip()


def country_lines(lines: Iterable[dict[str, Any]]) -> str:
    """Return where countries differ, as a list with the names of the countries."""
    return tag("ul", *(tag("li", tag("strong", escape(countries(line) + ": ")), escape(marked(line))) for line in lines))


def countries(line: dict[str, Any]) -> str:
    """Return the countries of a line in words."""
    return text.listing([data.row("countries", code.upper()).name for code in line["country_ids"]])


def differ_html(story: Story) -> str:
    """Return where countries differ, folded, with all sources of the story."""
    return tag(
        "details",
        tag("summary", escape(_("Where countries differ, and the sources"))),
        country_lines(story.countries),
        tag("div", source_line(story.source_ids)),
        class_="ms-more",
    )


def review_html(story: Story) -> str:
    """Return who has reviewed the story, in words."""
    return reviewed.review_html(f"story:{story.id}", after=_("The people are fictional."))


def told_choice(node: Node) -> Choice:
    """Return the choice that the short version makes by itself at a scene."""
    return next((choice for choice in node.choices if choice.told), node.choices[0])


def told_words(choice: Choice) -> str:
    """Return in words what the short version does by itself."""
    return _("The short version goes on by itself: {label}.").format(label=choice.label)


def turn_to(story: Story, choice: Choice) -> str:
    """Return where a choice leads, as a printed story says it."""
    return _("Turn to {number}.").format(number=story.node(choice.to).number)


def book_html(story: Story, route: str, place: str) -> str:
    """Return the whole story as numbered scenes that open one at a time; on paper all are open.

    Parameters
    ----------
    story : Story
        The story.
    route : {"full", "short"}
        Which scenes belong to it.
    place : str
        A word that no other story of the page has, for the links from choice to scene.
    """
    return tag("div", *(_folded(story, node, route, place) for node in met(story, route)), class_="ms-book")


def _folded(story: Story, node: Node, route: str, place: str) -> str:
    inside = scene_html(node, f"{place}-{node.number}")
    pairs = zip(lettered(node), node.choices, strict=True)
    asked = options(f"{place}-{node.id}", ((label, tag("p", *_followed(story, choice, place))) for label, choice in pairs))
    if node.ending:
        inside += ending_html(node.ending)
    elif route == "short" and not node.asked:
        told = told_choice(node)
        inside += tag("p", escape(told_words(told)), " ", *_followed(story, told, place))
        inside += tag("details", tag("summary", escape(_("Go deeper: decide it yourself"))), asked, class_="ms-more ms-offer")
    else:
        inside += asked
    return tag(
        "details",
        tag("summary", escape(_("Number {number}").format(number=node.number))),
        tag("div", inside),
        class_="ms-more",
        name=place,
        open=node is story.start,
    )


def _followed(story: Story, choice: Choice, place: str) -> tuple[str, ...]:
    number = story.node(choice.to).number
    return escape(choice.consequence), " ", tag("a", escape(turn_to(story, choice)), href=f"#{place}-{number}")


def story_sentence(story: Story, route: str) -> str:
    """Return what a story is, in one sentence."""
    most = longest_path(story, route)
    return f"{story.title}. " + ngettext(
        "A story in {scenes} numbered scenes with {endings} endings and at most {n} decision.",
        "A story in {scenes} numbered scenes with {endings} endings and at most {n} decisions.",
        most,
    ).format(scenes=len(met(story, route)), endings=sum(node.ending is not None for node in met(story, route)), n=most)
