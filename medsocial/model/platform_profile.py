"""The wide view of one platform: every answer with its source, its date and how far it was checked.

Made from `platforms`, `platform_facts` and `lifecycle_events`. `not known` means that nobody looked, or that
sources disagree; `searched for, not found` means that we did look. Neither means no.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from ..ground import text
from ..ground.text import _
from ..store import data
from . import lifecycle
from .lives import Event, State, checked_on, life
from .platform_words import RECALLED, checked_words, questions, status_words, unverified, value_words

UNSURE = ("unknown", "not_found")
OWN_SEARCH = "medsocial_search_2026"
_FROM_ELSEWHERE = ("purpose", "owner", "since", "fate")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question about a platform.

    `code` compares answers; `kind` is known, unknown, not_found or not_applicable; `status` is the word of the
    data tables, empty where there is no row.
    """

    code: str
    words: str
    kind: str = "known"
    detail: str = ""
    source_ids: tuple[str, ...] = ()
    as_of: dt.date | None = None
    status: str = ""

    @property
    def marked(self) -> str:
        """The words; with a mark if they were only recalled."""
        return unverified(self.words) if self.status == RECALLED and self.kind not in UNSURE else self.words


@dataclass(frozen=True, slots=True)
class Profile:
    """All questions about one platform, by key, in the order in which they are asked."""

    platform_id: str
    name: str
    answers: dict[str, tuple[Answer, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The answers of two platforms to one question; the verdict is same, different or open."""

    question: str
    first: tuple[Answer, ...]
    second: tuple[Answer, ...]
    verdict: str


def fact(platform_id: str, attribute: str) -> Answer:
    """Return the first answer of the table of facts to one question; `unknown` where there is no row."""
    found = _facts().get((platform_id, attribute))
    return _answer(found[0]) if found else _unknown()


def encryption_then(state: State) -> Answer:
    """Return what is known of encryption at a time: from dated events, for the newest year also from the facts."""
    if state.status in ("closed", "not_yet"):
        return _beside()
    now = fact(state.platform_id, "encryption")
    if state.date >= checked_on() and now.kind != "unknown":
        return now
    if state.encryption not in ("on", "off"):
        return _unknown()
    words = _("offered") if state.encryption == "on" else _("no")
    return _dated(state.encryption, words, state.switch) if state.switch else Answer(state.encryption, words)


def status_then(state: State) -> Answer:
    """Return the status at a time, marked if the date it rests on was only recalled."""
    kind, behind = "unknown" if state.status == "unknown" else "known", state.behind
    sources = (behind.source_id,) if behind else ()
    return Answer(state.status, status_words()[state.status], kind, source_ids=sources, status=behind.status if behind else "")


def fact_words(fact: Any) -> str:
    """Return a fact as question and answer, with its caveat, its date and how far it was checked."""
    answer = value_words(fact.attribute).get(fact.value, fact.value)
    said = f"{questions()[fact.attribute]} {answer[:1].upper()}{answer[1:]}."
    if fact.source_id == OWN_SEARCH:  # the detail of an empty search says the same again
        return f"{said} " + _("Our search of {date}.").format(date=text.date(fact.as_of))
    where = _("This holds for one place: {country}.").format(country=country_name(fact.country)) if fact.country else ""
    when = _("As of {date}, {checked}.").format(date=text.date(fact.as_of), checked=checked_words()[fact.status])
    return " ".join(part for part in (said, fact.detail, where, when) if part)


def profile(platform: str) -> Profile:
    """Return the wide view of a platform, asked for by id or any name.

    Raises
    ------
    UnknownName
        If nothing fits; the message gives the nearest names.
    """
    one = life(platform)
    row = data.row("platforms", one.platform_id)
    asked = [key for key in questions() if key not in _FROM_ELSEWHERE]
    answers = {key: tuple(map(_answer, _facts().get((row.platform_id, key), ()))) or (_unknown(),) for key in asked}
    answers |= {
        "purpose": (Answer(row.purpose, row.purpose, "known", "", (row.source_id,), row.as_of, row.status),),
        "owner": (_owner(one),),
        "since": (_since(one),),
        "fate": (_fate(one),),
    }
    return Profile(one.platform_id, one.name, {key: answers[key] for key in questions()})


def compare(first: str, second: str) -> tuple[Compared, ...]:
    """Return two platforms, question by question, with what is the same and what is not."""
    one, other = profile(first), profile(second)
    pairs = ((key, one.answers[key], other.answers[key]) for key in one.answers)
    return tuple(Compared(*pair, _verdict(*pair[1:])) for pair in pairs)


def _verdict(first: tuple[Answer, ...], second: tuple[Answer, ...]) -> str:
    if any(answer.kind in UNSURE for answer in (*first, *second)):
        return "open"
    return "same" if {a.code for a in first} == {a.code for a in second} else "different"


_cache: dict[int, tuple[Any, dict[tuple[str, str], list[Any]]]] = {}


def _facts() -> dict[tuple[str, str], list[Any]]:
    """Return the rows by platform and attribute; what holds everywhere comes before what holds in a country."""
    table = data.rows("platform_facts")
    # By identity, as in `lives`: the entry holds the table, so that its identity is given to no other.
    if id(table) not in _cache:
        if len(_cache) > 7:
            _cache.clear()
        grouped: dict[tuple[str, str], list[Any]] = {}
        for row in sorted(table, key=lambda row: row.country or ""):
            grouped.setdefault((row.platform_id, row.attribute), []).append(row)
        _cache[id(table)] = table, grouped
    return _cache[id(table)][1]


def _answer(row: Any) -> Answer:
    kind = row.value if row.value in (*UNSURE, "not_applicable") else "known"
    code, words = row.value, value_words(row.attribute).get(row.value, row.value)
    if row.attribute == "minimum_age" and kind == "known":
        code, words = f"{row.country or ''}{row.value}", _("{n} years").format(n=row.value)
        if row.country:
            words = _("{age} ({country})").format(age=words, country=country_name(row.country))
    return Answer(code, words, kind, row.detail or "", (row.source_id,), row.as_of, row.status)


def country_name(code: str) -> str:
    """Return the name of a country; its code where the table of countries lacks it."""
    return next((row.name for row in data.rows("countries") if row.country_id == code), code)


def _unknown() -> Answer:
    return Answer("unknown", value_words("")["unknown"], "unknown")


def _beside(detail: str = "") -> Answer:
    return Answer("not_applicable", value_words("")["not_applicable"], "not_applicable", detail)


def _dated(code: str, words: str, event: Event) -> Answer:
    row = data.row("lifecycle_events", event.event_id)
    return Answer(code, words, "known", event.detail, (event.source_id,), row.as_of, event.status)


def _owner(one: Any) -> Answer:
    newest = one.latest(dt.date.max, "acquired")
    if newest:
        told = _dated(newest.event_id, newest.detail.rstrip(".") or _("a new owner"), newest)
        when = text.date(newest.moment, newest.precision)
        return replace(told, detail=_("Newest change of hands found: {date}.").format(date=when))
    if one.own_site:
        return _beside()
    return Answer("unknown", _("not known: our tables hold no sale"), "unknown")


def _since(one: Any) -> Answer:
    if one.own_site:
        return _beside()
    if not one.launch:
        return _unknown()
    began = text.date(one.launch.moment, one.launch.precision)
    form = "{date}" if one.launch_known else _("by {date}; the start was not found")
    return _dated(one.launch.moment.isoformat(), form.format(date=began), one.launch)


def _fate(one: Any) -> Answer:
    fate = lifecycle.what_became_of(one.platform_id)
    if one.own_site:
        return _beside(fate.sentences[0])
    behind = one.end or one.last_seen
    row = data.row("lifecycle_events", behind.event_id) if behind else None
    kind = "unknown" if fate.status == "unknown" else "known"
    checked = (row.as_of, row.status) if row else (None, "")
    return Answer(fate.status, status_words()[fate.status], kind, " ".join(fate.sentences[1:]), fate.source_ids, *checked)
