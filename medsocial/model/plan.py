"""The plan: commitments offered from what was done, the reader's choice, and two dates on which to look back."""

import datetime as dt
import re
import secrets
from dataclasses import dataclass
from typing import Any

from ..ground.text import _, listing
from ..store import data
from .footprint import by_priority, label, make_find

MOST = 3
FIELDS = ("when", "where", "barrier", "know")
OWN = "own"
AUDIT = "audit:"
DAYS = (7, 30)
SATURDAY, MONDAY = 5, 7  # counted from the Monday before
LONGEST = 300
START_WINDOWS = {"first_window": 12, "second_window": 18, "window_minutes": 15}
_ID = re.compile(r"[0-9a-f]{16}")
HOURS, LENGTHS = range(5, 24), (10, 15, 20, 30)


@dataclass(frozen=True)
class Offer:
    """A commitment to choose: its words, the objective, suggestions for each field, and whether it rests on what was done."""

    id: str
    label: str
    objective: str
    suggestions: dict[str, str]
    done: bool = False


@dataclass(frozen=True)
class Commitment:
    """What the reader takes on, in the reader's words."""

    what: str
    label: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Done:
    """What the reader did in the lessons, already checked and in words.

    `activities` holds pairs of lesson and key; `actions` the codes of the audit's open actions, most urgent first.
    """

    activities: frozenset[tuple[str, str]] = frozenset()
    actions: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    channel: tuple[str, str, str] | None = None
    rule: str = ""


def content() -> dict[str, Any]:
    """Return the content file of the commitments."""
    return data.yaml_content("commitments")


def offers(done: Done) -> tuple[Offer, ...]:
    """Return what can be chosen: first what follows from the reader's own work, then the rest of the list."""
    listed = [_offer(entry, done) for entry in content()["commitments"]]
    ordered = [one for one in listed if one.done] + [one for one in listed if not one.done]
    return (*_audit_offers(done), *ordered)


def _offer(entry: dict[str, Any], done: Done) -> Offer:
    answered = any(
        lesson == entry["lesson"] and any(key.startswith(k) if k.endswith("_") else key == k for k in entry["keys"])
        for lesson, key in done.activities
    )
    suggestions = {name: entry[name] for name in FIELDS}
    return Offer(entry["id"], _worded(entry, done), entry["objective"].upper(), suggestions, answered)


def _worded(entry: dict[str, Any], done: Done) -> str:
    """Return the words of a commitment, with the reader's own choices where there are some."""
    if entry["id"] == "two_platforms" and done.platforms:
        return _("Keep {names}, and close or mute the others").format(names=listing(done.platforms))
    if entry["id"] == "one_channel" and done.channel:
        choice, goal, measure = done.channel
        return _("Use {choice} for one goal ({goal}), and watch one number ({measure})").format(
            choice=choice, goal=goal, measure=measure
        )
    if entry["id"] == "two_times" and done.rule:
        return _("Keep my rule for my own time: {rule}").format(rule=done.rule)
    return entry["label"]


def _audit_offers(done: Done) -> list[Offer]:
    """Return an offer for each open action of the audit, at most three."""
    step = content()["audit_step"]
    suggestions = {name: step[name] for name in FIELDS}
    form = _("From my audit: {action}")
    return [
        Offer(AUDIT + code, form.format(action=label("actions", code)), step["objective"].upper(), suggestions, True)
        for code in done.actions[:MOST]
    ]


def open_actions(finds: Any) -> tuple[str, ...]:
    """Return the codes of the audit's open actions, most urgent first and each once; damaged entries are left out."""
    known = []
    for entry in finds if isinstance(finds, list) else ():
        try:
            known.append(make_find(entry["kind"], entry["controller"], int(entry["risk"])))
        except (LookupError, TypeError, ValueError):
            continue
    return tuple(dict.fromkeys(one.action for one in by_priority(known) if one.action != "keep_it"))


def windows(*stored: Any) -> dict[str, int]:
    """Return two times of the day and their length: from the first stored plan that fits, else a suggestion."""
    allowed = {"first_window": HOURS, "second_window": HOURS, "window_minutes": LENGTHS}
    for plan in stored:
        found = {name: plan.get(name) for name in allowed} if isinstance(plan, dict) else {}
        if found and all(type(value) is int and value in allowed[name] for name, value in found.items()):
            return found
    return dict(START_WINDOWS)


def restored(stored: Any, known: set[str]) -> list[dict[str, Any]]:
    """Return the stored commitments: at most three, each with its fields as text.

    One that is no longer on offer stays, in the words in which it was kept.
    """
    found = []
    for entry in stored if isinstance(stored, list) else ():
        what = entry.get("what") if isinstance(entry, dict) else None
        words = entry.get("own_words") if isinstance(entry, dict) else None
        words = words if isinstance(words, dict) else {}
        fields = {name: words[name][:LONGEST] for name in ("label", *FIELDS) if isinstance(words.get(name), str)}
        if not isinstance(what, str) or (what not in known and not fields.get("label") and what != OWN):
            continue
        found.append({"what": what if what in known else OWN, "own_words": fields})
    return found[:MOST]


# ---- the calendar ----------------------------------------------------------------------------------


def days(today: dt.date) -> tuple[dt.date, ...]:
    """Return the days on which to look back; one that falls on a weekend moves to the Monday after it."""
    counted = (today + dt.timedelta(days=count) for count in DAYS)
    return tuple(day + dt.timedelta(days=MONDAY - day.weekday() if day.weekday() >= SATURDAY else 0) for day in counted)


def new_id() -> str:
    """Return a name for a plan that no other plan has, and that tells nothing of the reader."""
    return secrets.token_hex(8)


def kept_id(stored: Any) -> str:
    """Return the name under which a plan was kept; a new one if it has none."""
    return stored if isinstance(stored, str) and _ID.fullmatch(stored) else new_id()


def calendar(today: dt.date, commitments: tuple[Commitment, ...], *, plan_id: str, with_words: bool) -> bytes:
    """Return a calendar file with an all-day entry for day 7 and day 30.

    The reader's words stand in it only if `with_words`; it holds no alarm, and each entry asks to be private. The name
    of an entry follows from the plan and from which of its two days it is: a calendar takes a second file as the same two
    entries, even after the plan was changed, and two people's plans of one day stay apart in a calendar that they share.

    Parameters
    ----------
    today : date
        The day from which is counted.
    commitments : tuple of Commitment
        What was taken on.
    plan_id : str
        The name under which the plan is kept.
    with_words : bool
        Whether the commitments stand in the entries.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//medsocial//plan//EN")
    made.add("version", "2.0")
    stamp = dt.datetime(today.year, today.month, today.day, tzinfo=dt.UTC)
    for count, day in zip(DAYS, days(today), strict=True):
        entry = Event()
        entry.add("uid", f"plan-{plan_id}-day-{count}@medsocial")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", day)
        entry.add("dtend", day + dt.timedelta(days=1))
        entry.add("summary", _("Look back at my plan, day {n}").format(n=count))
        entry.add("description", _description(commitments if with_words else ()))
        entry.add("class", "PRIVATE")
        entry.add("transp", "TRANSPARENT")
        made.add_component(entry)
    return made.to_ical()


def _description(commitments: tuple[Commitment, ...]) -> str:
    lines = [_("Five minutes: take out the page of your plan. What did you do, and what was in the way?")]
    for one in commitments:
        lines.append(f"- {one.label}")
        lines += [f"  {field_words()[name]}: {one.fields[name]}" for name in FIELDS if one.fields.get(name)]
    return "\n".join(lines)


def field_words() -> dict[str, str]:
    """Return the questions of a commitment in words, by field."""
    return {
        "when": _("When (a day, or what reminds me)"),
        "where": _("Where"),
        "barrier": _("What could be in the way, and what I do then"),
        "know": _("How I will know"),
    }
