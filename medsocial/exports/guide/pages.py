"""The facilitator's guide itself: rules, agenda, sheets, rehearsal, a page for each activity, what to say when."""

from typing import Any

from ...display.markup import escape, tag
from ...ground.text import _, ngettext, number
from ...model import drill
from ...model.story import find_story
from ...model.vignettes import vignettes
from ..decks.agenda import Activity
from . import look
from .session import Session, Sheet, content, copies_words, each_words, ground_rules, room_lines, sheets, words_of
from .stories import played

DRILL = "patient_board"
FEW = 10  # rows of an agenda that leave room for large type


def guide_html(made: Session) -> str:
    """Return the whole guide as one page."""
    parts = [cover(made), rules(), agenda(made), needed(made), rehearsal()]
    parts += [activity_leaf(one, made) for one in made.activities]
    parts += [situation_leaf(entry, made) for entry in content()["situations"]]
    parts += [note_leaf(made), after_leaf()]
    return look.page(_("Facilitator’s guide: {n} minutes").format(n=number(made.minutes)), "".join(parts))


def cover(made: Session) -> str:
    """Return the first page: what, when, for how many, what to bring."""
    about = [made.people_words(), made.country]
    began = made.wishes.start is not None
    clock = f"{made.time(0)}\N{EN DASH}{made.time(made.minutes)}" if began else minutes_words(made.minutes)
    bring = tag("ul", *(tag("li", escape(line)) for line in content()["bring"]), class_="do")
    room = _("The usual room has one projector, paper and pens. Laptops and a hub are options, with a line in each activity.")
    return look.leaf(
        tag("p", escape(_("Facilitator’s guide")), class_="kicker"),
        tag("h1", escape(_("Social media for doctors and hospitals"))),
        tag("p", escape(clock), tag("small", escape(minutes_words(made.minutes))) if began else "", class_="when"),
        tag("p", escape(" · ".join(part for part in about if part)), class_="lead"),
        tag("h2", escape(_("What you bring"))),
        bring,
        tag("p", escape(room)),
        tag("h2", escape(_("Numbers to fill in before the session"))),
        look.blanks(numbers(made)),
        tag("h2", escape(_("What lies in this folder"))),
        tag("ul", *(tag("li", tag("strong", escape(name)), " ", escape(said)) for name, said in files())),
        review(),
    )


def files() -> list[tuple[str, str]]:
    """Return the files of the folder with what each is for."""
    return [
        ("run-sheet.html", _("One page for your hand: times, slides, sheets.")),
        ("sheets.html", _("Everything that participants get, with the number of copies.")),
        ("keys.html", _("Answers and reasons. For you only; do not hand it out.")),
        ("delivery-log.html", _("One page to fill in on the same day.")),
        ("delivery_log.csv", _("The same times as a small table, to plan the next session.")),
    ]


def review() -> str:
    """Return who has reviewed the guide, in words; nothing once somebody has."""
    return "" if content()["reviewed_by"] else tag("p", escape(content()["notice"]), class_="ms-review")


def numbers(made: Session, wanted: list[str] | None = None) -> list[tuple[str, str]]:
    """Return the numbers to fill in, with those that were given."""
    entries = [entry for entry in content()["numbers"] if wanted is None or entry["id"] in wanted]
    return [(entry["label"], made.number_line(entry["id"])) for entry in entries]


def minutes_words(count: int) -> str:
    """Return a number of minutes in words."""
    return ngettext("{n} minute", "{n} minutes", count).format(n=number(count))


def rules() -> str:
    """Return the ground rules, in the words of the start page."""
    heading, listed, below = ground_rules()
    items = (tag("li", tag("strong", escape(rule)), escape(rest)) for rule, rest in listed)
    return look.leaf(
        tag("p", escape(_("Read aloud, slide 2")), class_="kicker"),
        tag("h1", escape(heading)),
        tag("ol", *items, class_="rules"),
        tag("div", tag("p", escape(below)), class_="box never"),
        id_="rules",
    )


def agenda(made: Session) -> str:
    """Return the agenda with its clock times."""
    rows = [_agenda_row(one, made) for one in made.activities]
    head = look.heads(_("Time"), _("Activity"), _("Minutes"), _("How many"))
    table = look.table(head, rows, "airy" if len(rows) <= FEW else "")
    ends = _("End: {time}. Each activity has its page below.").format(time=made.time(made.minutes))
    return look.leaf(
        tag("p", escape(minutes_words(made.minutes)), class_="kicker"),
        tag("h1", escape(_("Agenda"))),
        table,
        tag("p", tag("br"), escape(ends), class_="lead"),
        id_="agenda",
    )


def _agenda_row(one: Activity, made: Session) -> str:
    return tag(
        "tr",
        tag("td", escape(made.clock(one)), class_="time"),
        tag("th", escape(one.name), scope="row"),
        tag("td", escape(number(one.minutes)), class_="count"),
        tag("td", escape(one.amount_words)),
        class_="pause" if one.row.activity_id == "break" else None,
    )


def needed(made: Session) -> str:
    """Return the sheets to print with their counts."""
    rows = [
        tag(
            "tr",
            tag("td", escape(copies_words(sheet, made)), class_="count"),
            tag("th", escape(sheet.name), scope="row"),
            tag("td", escape(each_words(sheet)), tag("br"), tag("span", escape(sheet.hint), class_="small")),
        )
        for sheet in sheets(made)
    ]
    head = look.heads(_("Copies"), _("Sheet"), _("For whom"))
    return look.leaf(
        tag("p", escape(made.people_words()), class_="kicker"),
        tag("h1", escape(_("Sheets to print"))),
        tag("p", escape(_("All of them stand in sheets.html in this order, one copy each.")), class_="lead"),
        look.table(head, rows, "tight"),
        id_="needed",
    )


def rehearsal() -> str:
    """Return the rehearsal of ten minutes."""
    entries = content()["rehearsal"]
    total = minutes_words(sum(entry["minutes"] for entry in entries))
    rows = [
        tag(
            "tr",
            tag("td", "\N{BALLOT BOX}", class_="time"),
            tag("th", escape(entry["text"]), scope="row"),
            tag("td", escape(minutes_words(entry["minutes"])), class_="count"),
        )
        for entry in entries
    ]
    return look.leaf(
        tag("p", escape(total), class_="kicker"),
        tag("h1", escape(_("Rehearse once"))),
        tag("p", escape(_("On the day before, in the room if you can. Tick each line.")), class_="lead"),
        look.table("", rows, "airy"),
        id_="rehearsal",
    )


def activity_leaf(one: Activity, made: Session) -> str:
    """Return the page of one activity."""
    words = words_of(one.row.activity_id)
    facts = [minutes_words(one.minutes), one.amount_words]
    here = [sheet for sheet in sheets(made) if one.row.activity_id in sheet.activities]
    extra = [entry["text"] for entry in words.get("by_length", ()) if entry["minutes"] == made.minutes]
    laptops, hub = room_lines(one.row)
    room = [(_("With laptops"), laptops), (_("With a hub"), hub)]
    return look.leaf(
        tag("p", escape(made.clock(one)), tag("small", escape(" · ".join(fact for fact in facts if fact))), class_="when"),
        tag("h1", escape(one.name)),
        tag("p", escape(words["aim"]), class_="lead"),
        look.say(_("Say"), words["say"]),
        look.label(_("Do")),
        look.steps([*extra, *words["do"]]),
        tag("div", look.box(_("Watch for"), words["watch"], "watch"), look.box(_("If late"), words["late"]), class_="pair"),
        tag("div", look.box(_("Without a screen"), words["paper"]), _on_tables(here, made), class_="pair"),
        tag("ul", *(tag("li", tag("strong", escape(f"{name}: ")), escape(line)) for name, line in room if line), class_="room"),
        class_="activity",
        id_=one.row.activity_id,
    )


def _on_tables(here: list[Sheet], made: Session) -> str:
    lines = [f"{sheet.name}: {copies_words(sheet, made)}" for sheet in here] or [_("Nothing.")]
    return tag("div", look.label(_("On seats and tables")), *(tag("p", escape(line)) for line in lines), class_="box")


def situation_leaf(entry: dict[str, Any], made: Session) -> str:
    """Return what to say in one situation that cannot wait."""
    return look.leaf(
        tag("p", escape(_("What to say when")), class_="kicker"),
        tag("h1", escape(entry["title"])),
        tag("p", tag("strong", escape(entry["first"])), class_="lead"),
        look.say(_("Say"), entry["say"]),
        look.label(_("Do")),
        look.steps(entry["do"]),
        look.box(_("Never"), entry["never"], "never"),
        look.blanks(numbers(made, entry["numbers"])),
        review(),
        class_="situation",
        id_=entry["id"],
    ) + (clocks_leaf(made) if entry.get("clocks") and made.wishes.country else "")


def clocks_leaf(made: Session) -> str:
    """Return within which time the hospital must tell whom, as far as we found it for the country."""
    from ...display.drill_words import clocks_html

    lead = _("The privacy lead decides, not you. Teaching material, not legal advice.")
    return look.leaf(
        tag("p", escape(_("For the privacy lead")), class_="kicker"),
        tag("h1", escape(_("Clocks after a breach: {country}").format(country=made.country))),
        tag("p", escape(lead), class_="lead"),
        clocks_html(made.wishes.country),
        class_="clocks",
        id_="clocks",
    )


def notes_here(made: Session) -> list[tuple[str, str]]:
    """Return what in this session carries a content note: where, and the note."""
    found = []
    here = {one.row.activity_id for one in made.activities}
    if "W6" in here:
        for name, _route in played(made.minutes):
            story = find_story(name)
            notes = dict.fromkeys(node.content_note for node in story.nodes if node.content_note)
            found += [(story.title, note) for note in notes]
    if "W7" in here:
        one = drill.scenario(DRILL)
        found += [(one.title, one.content_note)] if one.content_note else []
    if any(sheet.id == "spare" for sheet in sheets(made)):
        found += [(case.title, case.content_note) for case in vignettes("core") if case.content_note]
    return found


def notes_elsewhere(made: Session) -> list[tuple[str, str]]:
    """Return what carries a content note in the lessons and is not part of this session."""
    every = [(case.title, case.content_note) for which in ("core", "more") for case in vignettes(which)]
    every += [(one.title, one.content_note) for one in drill.scenarios().values()]
    return [(title, note) for title, note in every if note and (title, note) not in notes_here(made)]


def note_leaf(made: Session) -> str:
    """Return the content note, with what it is for in this session."""
    words = content()["content_note"]

    def listed(pairs: list[tuple[str, str]]) -> str:
        return tag("ul", *(tag("li", tag("strong", escape(f"{title}. ")), escape(note)) for title, note in pairs))

    here, rest = notes_here(made), notes_elsewhere(made)
    return look.leaf(
        tag("p", escape(_("Content note")), class_="kicker"),
        tag("h1", escape(words["title"])),
        tag("p", escape(words["when"]), class_="lead"),
        look.say(_("Say"), words["say"]),
        look.label(_("Do")),
        look.steps(words["do"]),
        look.blanks(numbers(made, ["helpline", "support"])),
        tag("h2", escape(_("In this session"))),
        listed(here) if here else tag("p", escape(_("Nothing in this session carries a note."))),
        tag("h2", escape(_("In the lessons, if somebody asks for more"))),
        listed(rest),
        id_="content-note",
    )


def after_leaf() -> str:
    """Return what is done after the session."""
    return look.leaf(
        tag("p", escape(_("Afterwards")), class_="kicker"),
        tag("h1", escape(_("When the room is empty"))),
        look.steps(content()["afterwards"]),
        review(),
        id_="afterwards",
    )
