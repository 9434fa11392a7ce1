"""The pages of a session's deck as slides for PowerPoint: each step of a page is a slide of its own, in plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...ground.text import _, ngettext, number
from ..session.pages import Answer, Page

TITLE, QUESTION, VOTE, PICTURE, SCENE, TASK = LAYOUTS = ("Title", "Question", "Vote", "Picture", "Scene", "Task")


@dataclass(frozen=True)
class Words:
    """A paragraph of the left half; `look` is plain, quote, who, large or muted, `marks` the pieces that are marked."""

    text: str
    look: str = "plain"
    marks: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Row:
    """A line of a list: a letter or a number, words, a reason, the icon before it, whether it is the best or was chosen."""

    text: str
    letter: str = ""
    reason: str = ""
    icon: str = ""
    best: bool = False
    chosen: bool = False
    to: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG in a data address, with its words for those who do not see it."""

    address: str
    alt: str


@dataclass(frozen=True)
class Frame:
    """One slide of the file; `label` is the number that the guide uses, `step` counts from 1 to `steps`."""

    name: str
    layout: str
    page: Page
    line: str
    headline: str
    step: int = 1
    steps: int = 1
    words: tuple[Words, ...] = ()
    rows: tuple[Row, ...] = ()
    drawing: Drawing | None = None
    figure: tuple[str, str] = ("", "")
    links: tuple[tuple[str, str], ...] = ()  # words of a button, name of the slide that it leads to


@dataclass
class _Made:
    """What a step of a page adds to what all its steps have."""

    headline: str = ""
    words: list[Words] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    drawing: Drawing | None = None
    figure: tuple[str, str] = ("", "")
    links: list[tuple[str, str]] = field(default_factory=list)


def name_of(page_id: str, step: int = 1) -> str:
    """Return the name of a slide: that of its page, and the step after the first."""
    return page_id if step == 1 else f"{page_id} {step}"


def frames(page: Page) -> list[Frame]:
    """Return a page as slides, one a step; a scene has one more for each choice, with what follows."""
    made = list(_STEPS.get(page.kind, _one)(page))
    layout = {"title": TITLE, "section": TITLE, "picture": PICTURE, "vote": VOTE, "order": VOTE, "scene": SCENE, "ending": SCENE}
    layout = layout.get(page.kind, TASK if page.kind == "task" else QUESTION)
    return [
        Frame(name_of(page.id, step), layout, page, _line(page, step - 1), one.headline or page.headline, step, len(made),
              tuple(one.words), tuple(one.rows), one.drawing, one.figure, tuple(one.links))
        for step, one in enumerate(made, start=1)
    ]  # fmt: skip


def _line(page: Page, step: int) -> str:
    return next((line.text for line in page.lines if line.first <= step <= line.last), page.lines[0].text)


def _quote(words: str, who: str = "") -> list[Words]:
    said = [Words(words, "quote")] if words else []
    return said + ([Words(who, "who")] if who and said else [])


def _drawings(page: Page) -> list[Drawing]:
    return [Drawing(one.light, one.alt) for one in page.pictures]


def _one(page: Page) -> Iterator[_Made]:
    """Return the step of a page that has one."""
    yield _Made(words=_quote(page.slide.quote, page.slide.who), rows=[Row(one.text) for one in page.slide.items])


def _picture(page: Page) -> Iterator[_Made]:
    for one in _drawings(page):
        yield _Made(drawing=one)


def _number(page: Page) -> Iterator[_Made]:
    yield _Made(figure=(page.slide.figure, page.slide.unit), drawing=_hundred(page) or next(reversed(_drawings(page)), None))


def _hundred(page: Page) -> Drawing | None:
    """Return a hundred dots of which as many are filled as the number says, for a number out of a hundred."""
    if not page.of_100:
        return None
    from ...ground import style

    dots = "".join(
        f'<circle cx="{n % 10 * 10 + 5}" cy="{n // 10 * 10 + 5}" r="3.6" '
        f'fill="{style.ACCENT if n < page.of_100 else style.LINE}"/>'
        for n in range(100)
    )
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="440" height="440" viewBox="0 0 100 100">{dots}</svg>'
    alt = _("A hundred dots, {n} of them filled.").format(n=number(page.of_100))
    return Drawing(f"data:image/svg+xml,{drawn}", alt)


def _words(page: Page) -> Iterator[_Made]:
    """Return a quotation, a list with icons, or both; reasons come with the second step."""
    from ...display import icons

    for step in range(page.steps):
        rows = [Row(one.text, reason=one.reason if step else "", icon=icons.icon_name("act", one.act) if one.act else "")
                for one in page.slide.items]  # fmt: skip
        yield _Made(words=_quote(page.slide.quote, page.slide.who), rows=rows, drawing=next(reversed(_drawings(page)), None))


def _draft(page: Page) -> Iterator[_Made]:
    plain = "".join(words for words, _found in page.slide.marks)
    yield _Made(page.question, words=[Words(plain, "quote")])
    yield _Made(words=[Words(plain, "quote", page.slide.marks)], rows=[Row(one.text) for one in page.slide.items])


def _minute(page: Page) -> Iterator[_Made]:
    yield _Made(words=_quote(page.slide.quote, page.slide.who), figure=(page.slide.figure, _("minute")))


def _order(page: Page) -> Iterator[_Made]:
    yield _Made(page.question, rows=[Row(one.text, letter) for letter, one in zip("ABCDEF", page.loose, strict=False)])
    yield _Made(rows=[Row(one.text, number(n), one.reason) for n, one in enumerate(page.slide.items, start=1)])


def _task(page: Page) -> Iterator[_Made]:
    """Return the task once: PowerPoint has no clock, so its minutes are written."""
    words = _quote(page.slide.quote, page.slide.who)
    words += [Words(f"{number(n)}  {one.text}") for n, one in enumerate(page.slide.items, start=1)]
    clock = (f"{page.slide.clock // 60}:{page.slide.clock % 60:02}", _("minutes by your watch")) if page.slide.clock else ("", "")
    drawing = next(reversed(_drawings(page)), None)
    yield _Made(words=words, drawing=drawing, figure=("", "") if drawing else clock)


def _vote(page: Page) -> Iterator[_Made]:
    """Return the steps of a vote; from the first a button leads past the second vote, for a room that agrees."""
    scene = [Words(page.vote.scene)] if page.vote.scene else _quote(page.slide.quote, page.slide.who)
    drawings = _drawings(page)
    found = page.answered if page.answered < page.steps else page.closed
    for step in range(page.steps):
        one = _Made(page.headline if step >= found else page.question, list(scene), drawing=drawings[0] if drawings else None)
        shown = step >= page.answered
        one.rows = [Row(it.text, it.letter, best=shown and it.best) for it in page.answers]
        if step >= page.last_word:
            one.words, one.drawing = _quote(page.vote.last_word, page.vote.speaker), None
        elif shown and len(drawings) > 1:
            one.drawing = drawings[-1]
        elif shown:
            one.words, one.drawing = [Words(f"{it.letter}  {it.reason}") for it in page.answers if it.best], None
        if not step and page.vote.votes > 1 and page.vote.has_key:
            one.links = [(_("Most agree: show what speaks for it"), name_of(page.id, page.answered + 1))]
        yield one


def _story(page: Page) -> Iterator[_Made]:
    drawing = next(reversed(_drawings(page)), None)
    decisions = page.slide.story.decisions
    unit = ngettext("decision, made by the room", "decisions, made by the room", decisions)
    figure = ("", "") if drawing else (number(decisions), unit)
    links = [(_("Begin the story"), page.following)]
    yield _Made(words=_quote(page.slide.quote, page.slide.who), drawing=drawing, figure=figure, links=links)


def _scene(page: Page) -> Iterator[_Made]:
    """Return the scene, whose options lead to what follows each, and from there to the next scene."""
    said = [Words(page.said[0]), *_quote(page.said[1])]
    note = [Words(page.scene.content_note, "muted")] if page.scene.content_note else []
    options = [Row(one.text, one.letter, to=name_of(page.id, n)) for n, one in enumerate(page.answers, start=2)]
    yield _Made(words=said + note, rows=options)
    for one in page.answers:
        yield _Made(words=[Words(one.follows)], rows=[Row(one.text, one.letter, chosen=True)], links=[_on(one)])


def _on(answer: Answer) -> tuple[str, str]:
    return _("Go on to scene {n}").format(n=answer.to_number), answer.to


def _ending(page: Page) -> Iterator[_Made]:
    links = [(_("On with the session"), page.following)] if page.following else []
    yield _Made(words=[Words(page.said[0]), *_quote(page.said[1])], links=links)


_STEPS = {
    "picture": _picture, "number": _number, "words": _words, "draft": _draft, "minute": _minute, "order": _order, "task": _task,
    "vote": _vote, "story": _story, "scene": _scene, "ending": _ending,
}  # fmt: skip
