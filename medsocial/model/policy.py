"""The hospital's policy: from settings and choices to sections, clauses, time limits and warnings."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..ground import text
from ..ground.text import _
from ..store import data
from . import policy_rules as rules
from . import reviews
from .clocks import clock_sources, clocks_of

MODES = ("short", "all")


@dataclass(frozen=True)
class Settings:
    """What a policy is made for; `roles` and `control` hold words for those of `policy_settings.yaml`, empty ones the usual."""

    hospital: str = ""
    country: str = "OTHER"
    kind: str = "other"
    size: str = "medium"
    channels: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    control: Mapping[str, str] = field(default_factory=dict)
    start: dt.date = dt.date(2027, 1, 4)
    months: int = 12


@dataclass(frozen=True)
class Note:
    """A remark beside a clause or at the head of the policy; `check` says that it is unconfirmed."""

    text: str
    check: bool
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """One of the wordings of a clause, filled in, with what it means in practice."""

    id: str
    text: str
    means: str


@dataclass(frozen=True)
class Clause:
    """One clause as it stands in the policy, with everything that is said about it."""

    key: str
    number: str
    text: str
    wordings: tuple[Wording, ...]
    wording: str
    level: str
    rule: str
    status: str
    check: bool
    checked_on: dt.date
    source_ids: tuple[str, ...]
    reason: str
    notes: tuple[Note, ...]
    locked: str
    kept: bool
    about: str


@dataclass(frozen=True)
class Section:
    """A section: the clauses that it keeps, and all that it could hold with these settings."""

    id: str
    number: int
    title: str
    why: str
    offered: tuple[Clause, ...]
    locked: str

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that stand in the policy."""
        return tuple(clause for clause in self.offered if clause.kept)


@dataclass(frozen=True)
class Policy:
    """A whole policy, ready to be written as a file."""

    title: str
    draft: str
    hospital: str
    country: str
    owner: str
    control: Mapping[str, str]
    mode: str
    start: dt.date
    review: dt.date
    sections: tuple[Section, ...]
    clocks: tuple[Any, ...]
    notes: tuple[Note, ...]
    warnings: tuple[str, ...]
    source_ids: tuple[str, ...]
    no_clock: str


def usual_channels() -> tuple[str, ...]:
    """Return the channels that are ticked at the beginning."""
    return tuple(one["id"] for one in rules.frame()["channels"] if one["usual"])


def section_count(mode: str) -> int:
    """Return how many sections a policy of this mode can have."""
    return sum(mode == "all" or one["short"] for one in data.yaml_content("policy_sections")["sections"])


def usual_roles(size: str) -> dict[str, str]:
    """Return the usual words for each role in a hospital of this size."""
    return {one["id"]: one["usual_small" if size == "small" else "usual"] for one in rules.frame()["roles"]}


def offered_sections(settings: Settings, choices: Mapping[str, str], left_out: Collection[str], mode: str) -> tuple[Section, ...]:
    """Return every section that the mode has, with every clause that these settings allow."""
    content = data.yaml_content("policy_sections")
    chosen = [one for one in content["sections"] if mode == "all" or one["short"]]
    settings = replace(settings, kind=rules.kind_of(settings.country, settings.kind))
    words = _words(settings)
    return tuple(
        _section(one, number, settings, words, content, choices, left_out, mode) for number, one in enumerate(chosen, start=1)
    )


def build(
    settings: Settings, choices: Mapping[str, str] | None = None, left_out: Collection[str] = (), mode: str = "all"
) -> Policy:
    """Return the policy for a hospital.

    Parameters
    ----------
    settings : Settings
        What the policy is made for.
    choices : mapping, optional
        Wording chosen for a clause, by the clause's key; unknown ones are passed over.
    left_out : collection of str
        Keys of clauses and ids of sections to leave out. What is locked stays.
    mode : {"all", "short"}
        All sections, or those of the short policy.

    Raises
    ------
    Refused
        If the review lies more than 24 months ahead.
    """
    frame = rules.frame()
    review = rules.review_date(settings.start, settings.months)
    offered = offered_sections(settings, choices or {}, left_out, mode)
    sections = tuple(section for section in offered if section.clauses)
    clocks = clocks_of(settings.country)
    notices = frame["country_notices"]
    # Of a country that nobody wrote a notice for, the reader is told what holds for any other.
    notice = notices.get(settings.country.lower()) or notices.get("other")
    notes = (_note(notice),) if notice else ()
    used = {source for section in sections for clause in section.clauses for source in clause.source_ids}
    used |= {source for section in sections for clause in section.clauses for note in clause.notes for source in note.source_ids}
    used |= {source for note in notes for source in note.source_ids} | set(clock_sources(clocks))
    return Policy(
        title=frame["title"],
        draft=frame["draft"],
        hospital=_name(settings),
        country=data.row("countries", settings.country).name,
        owner=_words(settings)["owner"],
        control={one["id"]: rules.tidy(settings.control.get(one["id"], "")) or one["usual"] for one in frame["control"]},
        mode=mode,
        start=settings.start,
        review=review,
        sections=sections,
        clocks=clocks,
        notes=notes,
        warnings=_warnings(settings, offered),
        source_ids=tuple(sorted(used)),
        no_clock="" if clocks else frame["no_clock"],
    )


def _name(settings: Settings) -> str:
    return rules.tidy(settings.hospital) or rules.frame()["unnamed"]


def _words(settings: Settings) -> dict[str, str]:
    """Return what fills the placeholders."""
    roles = {role: rules.tidy(settings.roles.get(role, "")) or usual for role, usual in usual_roles(settings.size).items()}
    review = rules.review_date(settings.start, settings.months)
    return {**roles, "hospital": _name(settings), "start": text.date(settings.start), "review": text.date(review)}


def _note(entry: Mapping[str, Any]) -> Note:
    return Note(entry["text"], rules.needs_check(entry["status"]), tuple(entry["source_ids"]))


def _section(
    entry: Mapping[str, Any],
    number: int,
    settings: Settings,
    words: Mapping[str, str],
    content: Mapping[str, Any],
    choices: Mapping[str, str],
    left_out: Collection[str],
    mode: str,
) -> Section:
    fitting = [
        clause
        for clause in entry["clauses"]
        if rules.shown(clause, settings.country, settings.kind, settings.channels) and (mode == "all" or clause.get("short"))
    ]
    offered, count = [], 0
    for place, clause in enumerate(fitting):
        key = f"{entry['id']}.{clause['id']}"
        why = rules.locked(clause, settings.kind)
        if mode == "short" and place == 0 and not why:
            why = _("The short policy keeps at least one clause of each of its sections.")
        made = _clause(clause, key, settings, words, content, choices)
        kept = bool(why) or not {key, entry["id"]} & set(left_out)
        kept = kept and not rules.forbids_criticism(made["text"])
        count += kept
        offered.append(Clause(**made, key=key, number=f"{number}.{count}" if kept else "", locked=why, kept=kept))
    return Section(
        entry["id"], number, entry["title"], entry["why"], tuple(offered), next((c.locked for c in offered if c.locked), "")
    )


def _clause(
    clause: Mapping[str, Any],
    key: str,
    settings: Settings,
    words: Mapping[str, str],
    content: Mapping[str, Any],
    choices: Mapping[str, str],
) -> dict[str, Any]:
    """Return the parts of a clause that depend on the settings and on the chosen wording."""
    raw = clause.get("options") or [{"id": "only", "text": clause["text"], "means": ""}]
    wordings = tuple(Wording(one["id"], rules.fill(one["text"], words), one["means"]) for one in raw)
    usual = next((one["id"] for one in raw if settings.size in one.get("usual_for", ())), raw[0]["id"])
    wanted = choices.get(key)
    wording = wanted if wanted in {one.id for one in wordings} else usual
    basis = rules.basis_of(clause, settings.country, settings.kind, content)
    here = settings.country.lower()
    notes = [_note(clause["country_notes"][here])] if here in clause.get("country_notes", {}) else []
    if settings.country == "IN" and clause.get("india_2023"):
        notes.append(_note(rules.frame()["india_2023"]))
    return {
        "text": next(one.text for one in wordings if one.id == wording),
        "wordings": wordings,
        "wording": wording,
        "level": basis["level"],
        "rule": basis["rule"],
        "status": basis["status"],
        "check": rules.needs_check(basis["status"]),
        "checked_on": basis["checked_on"],
        "source_ids": tuple(basis["source_ids"]),
        "reason": clause["reason"],
        "notes": tuple(notes),
        "about": clause.get("about", ""),
    }


def _warnings(settings: Settings, offered: tuple[Section, ...]) -> tuple[str, ...]:
    """Return what the person should think about before the draft goes out."""
    said = rules.frame()["warnings"]
    clauses = [clause for section in offered for clause in section.offered]
    kept = [clause for clause in clauses if clause.kept]
    rights = next((section for section in offered if section.id == "rights"), None)
    tests = {
        "no_name": not rules.tidy(settings.hospital),
        "no_channel": not settings.channels,
        "rights_out": rights is not None and not rights.clauses,
        "many_out": len(kept) * 2 < len(clauses),
        "unchecked": any(clause.check or any(note.check for note in clause.notes) for clause in kept),
        "not_reviewed": any(reviews.lacking(f"clause:{clause.key}") for clause in kept),
        "dropped": any(rules.forbids_criticism(clause.text) for clause in clauses),
    }
    return tuple(said[name] for name, true in tests.items() if true)
