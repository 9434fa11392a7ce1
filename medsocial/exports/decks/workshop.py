"""Decks: one for each lesson, and one for a session of a certain length."""

from collections.abc import Callable
from typing import Any

from ...display.markup import escape, source_line, tag
from ...ground.text import _, number
from ...store import data
from ..wishes import NoDeck, Wishes
from . import fit, forms, lesson
from .agenda import Activity, session
from .element import Place
from .fit import Block
from .slide import Deck, Group, Slide
from .tree import parse

SOURCE_ROOM = 500  # width of a column of sources


def lesson_deck(name: str, wishes: Wishes, step: Callable[[], None] | None = None) -> Deck:
    """Return the deck of one lesson."""
    path = lesson.notebooks()[name]
    row = next((row for row in data.rows("lessons") if row.lesson == name), None)
    title = wishes.title or lesson.title_of(lesson.read(path))
    kicker = _("Lesson {n} · Social media for doctors and hospitals").format(n=number(row.number)) if row else ""
    about = [row.summary if row else "", *wishes.about()]
    groups = [Group("title", [lesson.title_slide(title, about, kicker)])]
    groups += lesson.lesson_groups(path, redraw=wishes.redraw, step=step)
    if wishes.link:
        groups.insert(1, Group("link", [_link(wishes.link)]))
    deck = Deck(f"{name}.html", title, groups)
    deck.groups.append(_closing(deck, {r.source_id for r in data.rows("lesson_sources") if r.lesson == name}))
    return deck


def session_deck(wishes: Wishes, step: Callable[[], None] | None = None) -> Deck:
    """Return the deck of a session: title, ground rules, agenda, then its activities in order.

    Raises
    ------
    NoDeck
        If there is no session of that length.
    """
    plan = session(wishes.minutes, wishes.instead)
    title = wishes.title or _("Social media for doctors and hospitals")
    facts = [lesson.minutes_words(wishes.minutes), *wishes.about()]
    opening = [lesson.title_slide(title, facts, _("A workshop for clinicians")), _rules(wishes.minutes), *_plan(plan, wishes)]
    if wishes.link:
        opening.append(_link(wishes.link))
    deck = Deck(f"workshop_{wishes.minutes}.html", title, [Group("opening", opening)], wishes.minutes)
    for activity in plan:
        deck.groups.append(_activity(activity, wishes))
        if step:
            step()
    deck.groups.append(_closing(deck))
    return deck


def _rules(minutes: int) -> Slide:
    """Return the ground rules, from the start page."""
    path = lesson.notebooks().get("00_start_here")
    found = [s for s in lesson.sections(path, minutes) if s.name == "ground_rules"] if path else []
    if not found:
        raise NoDeck(_("00_start_here.ipynb has no section ground_rules, and every session begins with it. Restore the section."))
    place = Place(_("Before we begin"), found[0].heading)
    made = lesson.section_slides(found[0], place)
    first = made[0]
    first.kind = "rules"
    # All rules stand on one slide: the list first, what to do in an emergency is said by the facilitator.
    tree = parse("".join(slide.body for slide in made))
    items = [item for listed in tree.all("ol") for item in listed.all("li")]
    rest = [node.inner for node in tree.all("p")]
    first.body = tag("ol", *(item.outer for item in items)) + (tag("p", *rest, class_="box") if rest else "")
    return first


def _plan(plan: list[Activity], wishes: Wishes) -> list[Slide]:
    """Return the agenda as a table: clock times or minutes, and what is done."""
    rows = []
    for activity in plan:
        when = activity.clock(wishes.start) or lesson.minutes_words(activity.minutes)
        cells = tag("td", escape(when), class_="when"), tag("th", escape(activity.name), scope="row")
        rows.append(Block(tag("tr", *cells), 46))
    title = _("What we do in {n} minutes").format(n=number(wishes.minutes))
    pages = fit.pack(rows, fit.body_room(title))
    return [
        Slide(
            "agenda",
            title,
            tag("table", tag("tbody", *(b.html for b in page))),
            _("The plan"),
            notes=_plan_notes(plan),
            airy=len(page) <= 8,
        )  # fmt: skip
        for page in pages
    ]


def _plan_notes(plan: list[Activity]) -> str:
    items = [tag("li", escape(f"{a.name}: {lesson.minutes_words(a.minutes)}")) for a in plan]
    return tag("ul", *items)


def _activity(activity: Activity, wishes: Wishes) -> Group:
    """Return the slides of one activity: its title slide, then its sections, as far as their lesson is there."""
    row = activity.row
    clock = activity.clock(wishes.start)
    facts = [activity.amount_words, _("Paper sheet {n}").format(n=number(row.sheet)) if row.sheet else ""]
    about = " · ".join(part for part in facts if part)
    time = tag("p", tag("strong", number(activity.minutes)), tag("span", escape(_minutes(activity.minutes))), class_="clock")
    body = (tag("p", escape(about), class_="about") if about else "") + time
    opening = Slide("section", activity.name, body, clock or _kicker(row))
    opening.notes = _timing(activity, clock)
    slides = [opening]
    for section in _sections(row, wishes.minutes):
        main = section.name == row.main_section
        place = Place(activity.name, section.heading, talk=True, brief=wishes.minutes < 90, redraw=wishes.redraw, main=main)
        if main:
            place.minutes, place.sheet = activity.minutes, row.sheet or 0
            place.amount, place.amount_words = activity.amount, activity.amount_words
        slides += lesson.section_slides(section, place)
    if len(slides) == 1 and row.lesson:
        place = Place(activity.name, activity.name, activity.minutes, row.sheet or 0, 0, activity.amount_words)
        task = forms.task(activity.name, None, place)
        task.notes = opening.notes
        slides.append(task)
    return Group(row.activity_id, slides, activity.minutes)


def _kicker(row: Any) -> str:
    found = next((one for one in data.rows("lessons") if one.lesson == row.lesson), None)
    return _("Lesson {n}").format(n=number(found.number)) if found and found.number else ""


def _minutes(count: int) -> str:
    from ...ground.text import ngettext

    return ngettext("minute", "minutes", count)


def _timing(activity: Activity, clock: str) -> str:
    said = lesson.minutes_words(activity.minutes) + (f", {clock}" if clock else "")
    lines = [tag("strong", escape(said))]
    row = activity.row
    if row.laptop_line:
        lines.append(escape(_("With laptops: {line}").format(line=row.laptop_line)))
    if row.hub_line:
        lines.append(escape(_("With a hub: {line}").format(line=row.hub_line)))
    return "".join(tag("p", line) for line in lines)


def _sections(row: Any, minutes: int) -> list[lesson.Section]:
    path = lesson.notebooks().get(row.lesson) if row.lesson else None
    if path is None:
        return []
    found = {section.name: section for section in lesson.sections(path, minutes)}
    shown = [found[name] for name in row.sections if name in found]
    for section in shown:
        bare = section.heading.removeprefix("Go deeper: ")
        section.heading = bare[:1].upper() + bare[1:]
    return shown


def _link(address: str) -> Slide:
    """Return the slide with the QR code of an address."""
    import segno

    code = segno.make(address, error="m").svg_data_uri(scale=10, border=2, dark="#1F2933", light="#FFFFFF", omitsize=True)
    image = tag("img", src=code, alt=_("QR code of {address}").format(address=address), width=400, height=400)
    words = tag("p", escape(address), class_="address")
    return Slide("link", _("Open the workshop on your phone"), tag("div", image, class_="paper") + words, _("If you like"))


def _closing(deck: Deck, more: set[str] | None = None) -> Group:
    """Return the last slides: the sources of everything that was shown."""
    keys = {key for slide in deck.slides for key in slide.sources} | (more or set())
    ordered = sorted(keys, key=lambda key: data.row("sources", key).title.casefold())
    items = []
    for key in ordered:
        line = parse(source_line([key])).first("span")
        words = line.text.partition(": ")[2]
        anchor = line.first("a")
        inner = anchor.outer + escape(words[len(anchor.text) :]) if anchor else escape(words)
        items.append(Block(tag("li", inner), fit.lines(words, SOURCE_ROOM - 30, 18) * 25 + 7, within="ul", number=1))
    title = _("Sources")
    # Two columns, balanced by the browser: each may end one source later than the other.
    room = 2 * (fit.body_room(title) - max((item.height for item in items), default=0))
    pages = fit.pack(items, room) if items else []
    slides = [
        Slide(
            "sources",
            title,
            fit.written(page),
            _("Each with the day on which we read it · {n}/{all}").format(n=number(i + 1), all=number(len(pages))),
        )
        for i, page in enumerate(pages)
    ]
    thanks = _("Teaching material, not legal advice. Not yet reviewed by a clinician, a privacy officer or a lawyer.")
    return Group("sources", [*slides, Slide("end", _("Thank you"), tag("p", escape(thanks)), deck.title)])
