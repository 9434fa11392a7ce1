"""A session as pages: what each slide of the storyboard shows, step by step, in plain values for the templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...ground.text import _, ngettext, number
from ...model import votes
from ...model.storyboard import Item, Notes, Scene, Session, Slide, Vote
from . import advice, stories
from .pictures import Picture, pictures

LETTERS = "ABCDEF"
_OF_100 = re.compile(r"\D*\b100\b")  # a number out of a hundred is drawn as dots too
LAST = 9  # a step that no slide reaches: shown to the end


@dataclass(frozen=True)
class Line:
    """The small line above the headline, with its icon, from one step to another."""

    text: str
    icon: str
    first: int = 0
    last: int = LAST


@dataclass(frozen=True)
class Answer:
    """An option of a vote, or a choice of a scene with what follows and where it leads."""

    letter: str
    text: str
    best: bool = False
    reason: str = ""
    follows: str = ""
    to: str = ""
    to_number: str = ""


@dataclass(frozen=True)
class Page:
    """One page of a deck; `following` and `before` are the ids of the pages that two buttons lead to."""

    id: str
    kind: str
    label: str
    headline: str
    lines: tuple[Line, ...]
    notes: Notes
    slide: Slide
    steps: int = 1
    answers: tuple[Answer, ...] = ()
    pictures: tuple[Picture, ...] = ()
    vote: Vote | None = None
    question: str = ""
    closed: int = 0
    answered: int = LAST
    last_word: int = LAST
    scene: Scene | None = None
    said: tuple[str, str] = ("", "")
    decisions: int = 0
    loose: tuple[Item, ...] = ()
    of_100: int = 0
    advice: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    at: float = 0
    end: float = 0
    following: str = ""
    before: str = ""


@dataclass
class Chapter:
    """A part of the session with its pages; scenes that the room may not visit stand in a last one without minutes."""

    title: str
    starts: int = 0
    minutes: int = 0
    if_late: str = ""
    pages: list[Page] = field(default_factory=list)


def act_words(act: str) -> str:
    """Return what the room does, in words."""
    return {
        "look": _("Look"),
        "listen": _("Listen"),
        "vote": _("Vote on your own"),
        "talk": _("Talk with your neighbour"),
        "search": _("Search on your phone"),
        "write": _("Write on your sheet"),
        "say": _("Say it to your neighbour"),
        "play": _("Decide together"),
        "sort": _("Put in order"),
        "rest": _("Rest"),
    }[act]


def chapters(session: Session, people: int, *, live: bool = False) -> list[Chapter]:
    """Return all pages of a session by part, with the time and the neighbours of each.

    Parameters
    ----------
    session : Session
        What the storyboard says.
    people : int
        How many are in the room, for the advice on votes.
    live : bool
        Whether phones vote: then each count has a step of its own before the key.
    """
    slides = [slide for part in session.parts for slide in part.slides]
    ids = [f"slide-{n}" for n in range(1, len(slides) + 1)] + [""]
    made, n = [], 0
    apart = Chapter(_("Scenes of the story"))
    for part in session.parts:
        chapter = Chapter(part.title, part.starts, part.minutes, part.if_late)
        for slide, at, end in _timed(part.slides, part.starts, part.minutes):
            near = {"id": ids[n], "label": number(n + 1), "before": ids[n - 1] if n else "", "following": ids[n + 1]}
            if slide.story:
                near["following"] = stories.anchor(slide.story, slide.story.first)
                apart.pages += _scenes(slide, part.title, ids[n], ids[n + 1], at, end)
            chapter.pages.append(_page(slide, part.title, people, live, first=not n, at=at, end=end, **near))
            n += 1
        made.append(chapter)
    return [*made, apart] if apart.pages else made


def _timed(slides: tuple[Slide, ...], starts: int, minutes: int) -> Iterator[tuple[Slide, float, float]]:
    """Return each slide with the seconds at which it begins and ends: the minutes of the part, by the slides' lengths."""
    whole = sum(slide.seconds for slide in slides)
    at = starts * 60.0
    for slide in slides:
        share = slide.seconds / whole if whole else 1 / len(slides)
        end = at + share * minutes * 60
        yield slide, at, end
        at = end


def _page(slide: Slide, part: str, people: int, live: bool, first: bool, **near) -> Page:
    """Return the page of one slide."""
    usual = {"kind": slide.kind, "headline": slide.headline, "notes": slide.notes, "slide": slide, "sources": slide.source_ids}
    usual["lines"] = (Line(" · ".join((act_words(slide.act), part)), slide.act),)
    usual["pictures"] = pictures(slide.picture, slide.steps) if slide.picture else ()
    if slide.figure.isdecimal() and _OF_100.match(slide.unit):
        usual["of_100"] = int(slide.figure)
    if slide.kind == "title" and not first:
        usual |= {"kind": "section", "lines": (Line(part, slide.act),)}
    elif slide.vote:
        usual |= _vote(slide.vote, part, people, live)
    elif slide.kind == "picture":
        usual["steps"] = max(1, slide.steps)
    elif slide.kind == "draft":
        usual |= {"steps": 2, "answered": 1, "question": _("Which words could lead to one person?")}
    elif slide.kind == "order":
        usual |= {"steps": 2, "answered": 1, "loose": _loose(slide.items), "question": _("What comes first, and what next?")}
    elif slide.clock or (slide.kind == "words" and any(item.reason for item in slide.items)):
        usual["steps"] = 2
    return Page(**usual, **near)


def _loose(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the items of an order in the order of the alphabet, or the other way round if that gave the answer away."""
    loose = sorted(items, key=lambda item: item.text.casefold())
    return tuple(reversed(loose) if tuple(loose) == items else loose)


def _vote(vote: Vote, part: str, people: int, live: bool) -> dict:
    """Return the steps of a vote: question, count, reasons, last word.

    With two votes the first count stays hidden, and the second step is talk and a second vote. A vote that is not
    counted has no step for the count, unless phones count it; then a second vote is followed by both counts.
    """
    minutes = votes.thresholds().minutes
    again = ngettext("Talk for {n} minute, then vote again", "Talk for {n} minutes, then vote again", minutes)
    lines = [Line(f"{act_words('vote')} · {part}", "vote")]
    if vote.votes > 1:
        lines.append(Line(again.format(n=number(minutes)), "talk"))
    elif vote.has_key and vote.counted and not live:
        lines.append(Line(_("Cards up: who chose what?"), "vote"))
    if live and vote.has_key:
        lines.append(Line(_("What the room chose"), "look"))
    answered = last_word = LAST
    if vote.has_key:
        answered = len(lines)
    lines.append(Line(_("What speaks for it") if vote.has_key else _("No answer is right here"), "listen"))
    if vote.last_word:
        last_word = len(lines)
        lines.append(Line(_("The last word"), "listen"))
    last = len(lines) - 1
    shown = (Line(one.text, one.icon, step, LAST if step == last else step) for step, one in enumerate(lines))
    options = zip(LETTERS, vote.options, strict=False)
    return {
        "kind": "vote",
        "vote": vote,
        "question": vote.question,
        "steps": len(lines),
        "closed": vote.votes,
        "answered": answered,
        "last_word": last_word,
        "lines": tuple(shown),
        "answers": tuple(Answer(letter, one.text, one.best, one.reason) for letter, one in options),
        "advice": tuple(advice.advice(vote, people)) if vote.counted else (),
    }


def _scenes(slide: Slide, part: str, opened_by: str, after: str, at: float, end: float) -> Iterator[Page]:
    """Return the scenes and endings of a story, one page each; an ending leads to the slide after the story."""
    story = slide.story
    depth = stories.depths(story)
    numbers = {scene.id: scene.number for scene in story.scenes}
    for scene in story.scenes:
        choices = zip(LETTERS, scene.choices, strict=False)
        answers = tuple(
            Answer(letter, one.text, follows=one.consequence, to=stories.anchor(story, one.to), to_number=number(numbers[one.to]))
            for letter, one in choices
        )
        label = _("Scene {n}").format(n=number(scene.number))
        line = Line(f"{part} · {label}" if answers else f"{part} · {label} · {_('An ending')}", "play")
        share = min(1.0, (depth[scene.id] + 1) / (story.decisions + 1))
        yield Page(
            id=stories.anchor(story, scene.id),
            kind="scene" if answers else "ending",
            label=label,
            headline=scene.heading,
            lines=(line,),
            notes=stories.notes(scene, slide.notes),
            slide=slide,
            steps=2 if answers else 1,
            answers=answers,
            scene=scene,
            said=stories.spoken(scene.text),
            decisions=story.decisions,
            at=at + (end - at) * depth[scene.id] / (story.decisions + 1),
            end=at + (end - at) * share,
            following="" if answers else after,
            before=opened_by,
        )
