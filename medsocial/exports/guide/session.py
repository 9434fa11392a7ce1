"""What the facilitator asks for, and the session that follows: activities with clock times, sheets with counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Any

from ...display.documents import NoDocument
from ...ground import paths
from ...ground.text import _, ngettext, number
from ...store import data
from ..decks.agenda import LENGTHS, Activity, session
from ..wishes import NoDeck

MOST_PEOPLE, USUAL_TABLE = 500, 6
DAY = 24 * 60


class NoGuide(NoDocument):
    """The guide cannot be built; the message says why and how to mend it."""


@dataclass(frozen=True)
class Wishes:
    """What the facilitator asks for; `start` is in minutes after midnight, `numbers` by the ids of the guide."""

    minutes: int = 60
    start: int | None = None
    people: int = 24
    tables: int = 0
    country: str = ""
    instead: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet to print, with how many and for which activities."""

    id: str
    label: str
    places: tuple[int, ...]
    each: str
    copies: int
    hint: str
    activities: tuple[str, ...]

    @property
    def name(self) -> str:
        """The number of the sheet, if it has one, and its name."""
        if not self.places:
            return self.label
        places = _(" and ").join(number(place) for place in self.places)
        return _("Sheet {n} · {label}").format(n=places, label=self.label)

    @property
    def copies_words(self) -> str:
        """How many copies, in words."""
        if self.id == "forms":
            return _("{n} A, {n} B").format(n=number(self.copies))
        return number(self.copies)

    @property
    def each_words(self) -> str:
        """For whom it is, in words."""
        return {"person": _("one for each person"), "table": _("one for each table"), "room": _("one for the room")}[self.each]


@dataclass(frozen=True)
class Session:
    """A session as it will run."""

    wishes: Wishes
    activities: tuple[Activity, ...]
    tables: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.wishes.minutes

    def clock(self, activity: Activity) -> str:
        """Return from when to when; without a start, in minutes from the beginning."""
        return self.time(activity.starts) + "\N{EN DASH}" + self.time(activity.starts + activity.minutes)

    def time(self, minute: int) -> str:
        """Return the clock time of a minute of the session; without a start, hours and minutes from the beginning."""
        hour, rest = divmod(((self.wishes.start or 0) + minute) % DAY, 60)
        return f"{hour}:{rest:02}" if self.wishes.start is None else f"{hour:02}:{rest:02}"

    @property
    def country(self) -> str:
        """The country in words; empty if none was named."""
        return data.row("countries", self.wishes.country).name if self.wishes.country else ""

    def numbers(self, wanted: Sequence[str] | None = None) -> list[tuple[str, str]]:
        """Return the numbers to fill in, all or those wanted, with what was given."""
        entries = [entry for entry in content()["numbers"] if wanted is None or entry["id"] in wanted]
        return [(entry["label"], self.wishes.numbers.get(entry["id"], "")) for entry in entries]

    def people_words(self) -> str:
        """Return how many people and tables, in words."""
        people = ngettext("{n} person", "{n} people", self.wishes.people).format(n=number(self.wishes.people))
        tables = ngettext("{n} table", "{n} tables", self.tables).format(n=number(self.tables))
        return _("{people}, {tables}").format(people=people, tables=tables)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that the session needs, with copies, in the order of the guide."""
        found = []
        for entry in content()["sheets"]:
            used = [one for one in self.activities if entry["id"] in words_of(one.row.activity_id)["sheets"]]
            if not used and self.minutes not in entry.get("lengths", ()):
                continue
            first = [one for one in used if words_of(one.row.activity_id)["sheets"][0] == entry["id"]]
            copies = {"person": self.wishes.people, "table": self.tables, "room": 1}[entry["each"]]
            if entry.get("times_amount"):
                copies *= max(one.amount for one in used)
            places = tuple(one.row.sheet for one in first if one.row.sheet)
            names = tuple(one.row.activity_id for one in used)
            found.append(Sheet(entry["id"], entry["label"], places, entry["each"], copies, entry["hint"], names))
        return tuple(found)

    def sheets_of(self, activity: Activity) -> list[Sheet]:
        """Return the sheets that an activity uses."""
        return [sheet for sheet in self.sheets if activity.row.activity_id in sheet.activities]


def minutes_words(count: int) -> str:
    """Return a number of minutes in words."""
    return ngettext("{n} minute", "{n} minutes", count).format(n=number(count))


def content() -> dict[str, Any]:
    """Return the words of the guide."""
    return data.yaml_content("facilitator_guide")


def words_of(activity_id: str) -> dict[str, Any]:
    """Return the words for one activity of the agenda.

    Raises
    ------
    NoGuide
        If the guide has none.
    """
    wanted = activity_id.lower()
    found = next((entry for entry in content()["activities"] if entry["id"] == wanted), None)
    if found is None:
        said = _(
            "The guide has no words for the activity {name} of agenda.csv. Add an entry with the id {id} to its content file."
        )
        raise NoGuide(said.format(name=activity_id, id=wanted))
    return found


def room_lines(row: Any) -> tuple[str, str]:
    """Return what changes with laptops and with a hub: from the agenda, else from the guide."""
    words = words_of(row.activity_id)
    return row.laptop_line or words.get("laptops", ""), row.hub_line or words.get("hub", "")


def ground_rules() -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Return the heading, the rules as (rule, the rest) and what stands below them, from the start page.

    Raises
    ------
    NoGuide
        If the start page has no rules.
    """
    from ..decks import lesson

    path = paths.notebooks_dir() / "00_start_here.ipynb"
    try:
        found = [part for part in lesson.sections(path) if part.name == "ground_rules"]
    except NoDeck as error:
        raise NoGuide(str(error)) from None
    source = found[0].cells[0]["source"] if found and found[0].cells else ""
    rules = re.findall(r"^\d+\. \*\*(.+?)\*\* ?(.*)$", source, re.MULTILINE)
    if not rules:
        raise NoGuide(_("00_start_here.ipynb holds no ground rules, and every session begins with them. Restore the section."))
    rest = re.split(r"^\d+\. .*$", source, flags=re.MULTILINE)[-1]
    return found[0].heading, tuple(rules), " ".join(rest.split())


def slide_part(row: Any, minutes: int) -> str:
    """Return the heading of the slides on which an activity spends its time; empty where its lesson is not there yet."""
    from ..decks import lesson

    path = lesson.notebooks().get(row.lesson) if row.lesson else None
    if path is None:
        return ""
    wanted = row.main_section or (row.sections[-1] if row.sections else "")
    return next((part.heading for part in lesson.sections(path, minutes) if wanted and part.name == wanted), "")


def seats(people: int) -> tuple[int, int]:
    """Return how many people begin with form A and with form B, by odd and even seats."""
    return ceil(people / 2), people // 2


def plan(wishes: Wishes) -> Session:
    """Return the session for these wishes.

    Raises
    ------
    NoGuide
        If the wishes do not fit together; the message says how to mend it.
    """
    if not 1 <= wishes.people <= MOST_PEOPLE:
        said = _("{n} people do not fit into one session. Give a number from 1 to {most} with --people.")
        raise NoGuide(said.format(n=wishes.people, most=MOST_PEOPLE))
    tables = wishes.tables or ceil(wishes.people / USUAL_TABLE)
    if not 1 <= tables <= wishes.people:
        said = _("{tables} tables do not fit {people} people. Give a number of tables from 1 to {people} with --tables.")
        raise NoGuide(said.format(tables=wishes.tables, people=wishes.people))
    known = {entry["id"] for entry in content()["numbers"]}
    for key in wishes.numbers:
        if key not in known:
            listed = ", ".join(sorted(known))
            raise NoGuide(_("There is no line called {name} in the guide. The lines are {names}.").format(name=key, names=listed))
    if wishes.country and wishes.country not in {row.country_id for row in data.rows("countries")}:
        listed = ", ".join(row.country_id for row in data.rows("countries"))
        raise NoGuide(_("There is no country {name}. The countries are {names}.").format(name=wishes.country, names=listed))
    try:
        activities = tuple(session(wishes.minutes, wishes.instead))
    except NoDeck as error:
        raise NoGuide(str(error)) from None
    for activity in activities:
        words_of(activity.row.activity_id)
    return Session(wishes, activities, tables)


__all__ = ["LENGTHS", "NoGuide", "Session", "Sheet", "Wishes", "plan"]
