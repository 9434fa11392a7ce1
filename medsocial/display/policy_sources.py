"""What the clauses of a policy rest on: the list of sources, law first, and the rule behind each clause."""

from dataclasses import dataclass
from typing import Any

from ..ground import text
from ..ground.text import _
from ..model.policy import Clause, Policy
from ..model.policy_rules import frame
from ..store import data


@dataclass(frozen=True)
class Cited:
    """A source as the policy cites it: the law by its own name and address, and where we read it."""

    number: int
    key: str
    title: str
    address: str
    read: str


@dataclass(frozen=True)
class Ground:
    """The rule behind a clause, with the numbers of its sources."""

    clause: Clause
    level: str
    rule: str
    read: str
    sources: tuple[int, ...]


def level_words(level: str) -> tuple[str, str]:
    """Return the sign and the word of a level: law, professional standard or good practice."""
    entry = next(one for one in frame()["levels"] if one["id"] == level)
    return entry["sign"], entry["label"]


def check_word() -> str:
    """Return the word that stands beside what is unconfirmed."""
    return _("check")


def mark(clause: Clause) -> str:
    """Return all that is known of a clause's level: sign and word, the rule, when it was read, `check` if it is unconfirmed."""
    sign, label = level_words(clause.level)
    parts = [f"{sign} {label}"] + ([clause.rule] if clause.rule else [])
    if _read(clause):
        parts.append(_("read {date}").format(date=_read(clause)))
    return " · ".join([*parts, check_word()] if clause.check else parts)


def quiet_mark(clause: Clause) -> str:
    """Return the sign behind a clause; good practice carries none, and `check` stands beside what is unconfirmed."""
    sign = level_words(clause.level)[0] if clause.level != "practice" else ""
    return " ".join(part for part in (sign, check_word() if clause.check else "") if part)


def legend() -> list[tuple[str, str]]:
    """Return each mark and what it means; good practice is what carries none."""
    said = {one["id"]: one for one in frame()["levels"]}
    levels = [(f"{said[one]['sign']} {said[one]['label']}", said[one]["means"]) for one in ("law", "standard")]
    return [*levels, (_("No mark"), said["practice"]["means"]), (check_word(), frame()["check"]["means"])]


def _read(clause: Clause) -> str:
    """Return on which day the rule of a clause was read; nothing for our own judgement."""
    own = clause.source_ids == ("medsocial_judgement",) or clause.status == "memory"
    return "" if own else text.date(clause.checked_on)


def cited(policy: Policy) -> tuple[Cited, ...]:
    """Return each source that somebody else wrote, numbered: law first, then authorities, then others, each by title."""
    official = data.rows("official_texts").by("source_id")
    rows = [row for row in (data.row("sources", key) for key in policy.source_ids) if row.kind != "own_work"]
    found = [(_rank(row, official), _cited(row, official.get(row.source_id))) for row in rows]
    found.sort(key=lambda one: (one[0], one[1]["title"].casefold()))
    return tuple(Cited(number=number, **said) for number, (_group, said) in enumerate(found, start=1))


def _rank(row: Any, official: Any) -> int:
    """Return 0 for law and for what stands under its official name, 1 for authorities, 2 for everything else."""
    return 0 if row.kind == "law" or row.source_id in official else 1 if row.kind == "regulator" else 2


def _cited(row: Any, official: Any) -> dict[str, Any]:
    """Return how a source is cited; the law stands under its own name, with the copy that was read behind it."""
    named = f"{row.title}. {row.publisher}" + (f", {row.published}" if row.published else "")
    day = text.date(row.accessed)
    if official is not None:
        how = _("read {date} in a copy: {whose}") if row.grade == "primary" else _("read {date} in an account: {whose}")
        read = how.format(date=day, whose=row.publisher)
        return {"key": row.source_id, "title": official.title, "address": official.url, "read": read}
    address = f"https://doi.org/{row.doi}" if row.doi else row.url or ""
    return {"key": row.source_id, "title": named, "address": address, "read": _("read {date}").format(date=day)}


def grounds(policy: Policy) -> tuple[Ground, ...]:
    """Return the rule behind each clause that rests on more than good practice, or that is unconfirmed."""
    numbers = {one.key: one.number for one in cited(policy)}
    found = []
    for clause in (clause for section in policy.sections for clause in section.clauses):
        if clause.level == "practice" and not clause.check:
            continue
        sources = tuple(sorted(numbers[key] for key in clause.source_ids if key in numbers))
        found.append(Ground(clause, level_words(clause.level)[1], clause.rule, _read(clause), sources))
    return tuple(found)


def ground_heading() -> list[str]:
    """Return the heading of the table of rules."""
    return [_("Clause"), _("Level"), _("Rule"), _("Read"), _("Sources")]


def ground_cells(ground: Ground) -> list[str]:
    """Return the cells of a rule: number, level, rule, day of reading, sources."""
    rule = ground.rule or _("No rule of its own")
    said = f"{rule} ({check_word()})" if ground.clause.check else rule
    return [ground.clause.number, ground.level, said, ground.read, " ".join(f"[{number}]" for number in ground.sources)]
