"""The hospital's policy as words: the pieces that every form shares, a web page, and Markdown."""

import re
from collections.abc import Iterator
from typing import Any

from ..ground import paths, text
from ..ground.text import _, ngettext
from ..model.clocks import capital, limit_words
from ..model.policy import Clause, Policy, Section
from ..model.policy_rules import frame, needs_check
from ..store import data
from .markup import escape, tag

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def level_words(level: str) -> tuple[str, str]:
    """Return the sign and the word of a level: law, professional standard or good practice."""
    entry = next(one for one in frame()["levels"] if one["id"] == level)
    return entry["sign"], entry["label"]


def check_word() -> str:
    """Return the word that stands beside what is unconfirmed."""
    return _("check")


def mark(clause: Clause, *, short: bool = False) -> str:
    """Return what stands beside a clause: sign and level, then the rule, then `check` if it is unconfirmed."""
    sign, label = level_words(clause.level)
    parts = [f"{sign} {label}"] + ([clause.rule] if clause.rule and not short else [])
    if clause.source_ids != ("medsocial_judgement",) and clause.status != "memory" and not short:
        parts.append(_("read {date}").format(date=text.date(clause.checked_on)))
    if clause.check:
        parts.append(check_word())
    return " · ".join(parts)


def note_words(note: Any) -> str:
    """Return a note; an unconfirmed one ends with the word `check`."""
    return f"{note.text} ({check_word()})" if note.check else note.text


def head_notes(policy: Policy) -> list[str]:
    """Return the notes that stand below the title; they speak for the workshop and not for the hospital."""
    return [_("Note of the workshop: {note}").format(note=note_words(note)) for note in policy.notes]


def facts(policy: Policy) -> list[tuple[str, str]]:
    """Return what stands below the title: for whom, from when, until when, under which law."""
    return [
        (_("Hospital"), policy.hospital[:1].upper() + policy.hospital[1:]),
        (_("Starts on"), text.date(policy.start)),
        (_("Review by"), text.date(policy.review)),
        (_("Law read for"), policy.country if policy.clocks else _("no country; ask a lawyer")),
    ]


def legend() -> list[tuple[str, str]]:
    """Return each mark and what it means."""
    levels = [(f"{one['sign']} {one['label']}", one["means"]) for one in frame()["levels"]]
    return [*levels, (check_word(), frame()["check"]["means"])]


def clock_rows(policy: Policy) -> tuple[list[str], list[list[str]]]:
    """Return the heading and the rows of the table of time limits."""
    heading = [_("What to do"), _("Time limit"), _("It starts with"), _("Rule")]
    rows = []
    for row in policy.clocks:
        said = [row.law] + ([row.note] if row.note else []) + ([check_word()] if needs_check(row.status) else [])
        rows.append([row.duty, limit_words(row), capital(row.starts), ". ".join(part.rstrip(".") for part in said) + "."])
    return heading, rows


def sources(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Yield title with publisher, address and date of reading of each source that somebody else wrote."""
    rows = [data.row("sources", key) for key in policy.source_ids]
    for row in sorted(rows, key=lambda row: row.title.casefold()):
        if row.kind != "own_work":
            label = f"{row.title}. {row.publisher}" + (f", {row.published}" if row.published else "")
            yield label, f"https://doi.org/{row.doi}" if row.doi else row.url or "", text.date(row.accessed)


def own_line() -> str:
    """Return the sentence about clauses without a source of somebody else."""
    return _("Clauses without a rule or a source are the judgement of the workshop that this draft comes from.")


def before_adoption() -> list[str]:
    """Return who should read the draft before it is adopted."""
    return [
        _("A privacy officer reads the sections on patients, photographs, messages and incidents."),
        _("A lawyer reads everything, above all what carries the word check."),
        _("Staff and their representatives comment, and the personnel lead answers."),
    ]


def counts(policy: Policy) -> str:
    """Return how much the policy holds, in one sentence."""
    number = sum(len(section.clauses) for section in policy.sections)
    sections = ngettext("{n} section", "{n} sections", len(policy.sections)).format(n=len(policy.sections))
    return ngettext("{sections} with {n} clause.", "{sections} with {n} clauses.", number).format(sections=sections, n=number)


# ---- web page --------------------------------------------------------------------------------------


def section_html(section: Section, policy: Policy | None = None) -> str:
    """Return one section as it will stand in the policy; with the policy the incident section shows its time limits."""
    heading = tag("p", tag("strong", escape(f"{section.number}. {section.title}")), class_="ms-step")
    why = tag("p", tag("em", escape(section.why)))
    body = "".join(_clause_html(clause) for clause in section.clauses)
    clocks = _clocks_html(policy) if policy and section.id == "incident" else ""
    return heading + why + body + clocks


def _clause_html(clause: Clause) -> str:
    notes = "".join(tag("span", tag("br"), escape(note_words(note)), class_="ms-source") for note in clause.notes)
    line = tag("span", escape(mark(clause)), class_="ms-source")
    return tag("p", tag("strong", escape(clause.number)), " ", escape(clause.text), tag("br"), line, notes)


def _clocks_html(policy: Policy) -> str:
    heading, rows = clock_rows(policy)
    if not rows:
        return tag("p", escape(policy.no_clock))
    head = tag("tr", *(tag("th", escape(word), scope="col") for word in heading))
    body = [tag("tr", tag("th", escape(first), scope="row"), *(tag("td", escape(c)) for c in rest)) for first, *rest in rows]
    caption = tag("caption", escape(_("Time limits after a breach")))
    table = tag("table", caption, tag("thead", head), tag("tbody", *body), class_="ms-table")
    return tag("div", table, class_="ms-table-frame")


def policy_html(policy: Policy) -> str:
    """Return the whole policy as HTML, without the page round it."""
    lines = "".join(tag("li", tag("strong", escape(f"{word}: ")), escape(said)) for word, said in facts(policy))
    marks = "".join(tag("li", tag("strong", escape(f"{word}: ")), escape(said)) for word, said in legend())
    notes = "".join(tag("p", escape(line)) for line in head_notes(policy))
    sections = "".join(section_html(section, policy) for section in policy.sections)
    return (
        tag("p", tag("strong", escape(policy.draft)), class_="ms-support")
        + tag("ul", lines)
        + notes
        + tag("p", escape(_("How to read the marks")), class_="ms-question")
        + tag("ul", marks)
        + sections
        + _closing_html(policy)
    )


def _closing_html(policy: Policy) -> str:
    cited = "".join(
        tag(
            "li",
            tag("a", escape(label), href=address) if address else escape(label),
            escape(_(" (read {date})").format(date=day)),
        )
        for label, address, day in sources(policy)
    )
    steps = "".join(tag("li", escape(step)) for step in before_adoption())
    warned = "".join(tag("li", escape(line)) for line in policy.warnings)
    return (
        tag("p", escape(_("Before adoption")), class_="ms-question")
        + tag("ul", steps + warned)
        + tag("p", escape(_("Sources")), class_="ms-question")
        + tag("ul", cited)
        + tag("p", escape(own_line()))
    )


def page(policy: Policy) -> str:
    """Return the policy as a page of its own, to read or to print."""
    css = (paths.static_dir() / "house.css").read_text(encoding="utf-8")
    title = f"{policy.title}: {policy.hospital}"
    body = tag("h1", escape(title)) + tag("div", policy_html(policy), class_="ms-activity")
    return (
        f'<!doctype html><html lang="{text.language()}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f'<style>{css}</style></head><body class="ms-sheet">{body}</body></html>\n'
    )


# ---- Markdown --------------------------------------------------------------------------------------


def _plain(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)


def to_markdown(policy: Policy) -> str:
    """Return the policy as Markdown."""
    lines = [f"# {_plain(policy.title)}: {_plain(policy.hospital)}", "", f"**{_plain(policy.draft)}**", ""]
    lines += [f"- {_plain(word)}: {_plain(said)}" for word, said in facts(policy)] + [""]
    lines += [line for note in head_notes(policy) for line in (_plain(note), "")]
    lines += [f"- **{_plain(word)}**: {_plain(said)}" for word, said in legend()] + [""]
    for section in policy.sections:
        lines += [f"## {section.number}. {_plain(section.title)}", "", f"*{_plain(section.why)}*", ""]
        for clause in section.clauses:
            lines += [f"**{clause.number}** {_plain(clause.text)}  ", f"{_plain(mark(clause))}", ""]
            lines += [line for note in clause.notes for line in (f"> {_plain(note_words(note))}", "")]
        if section.id == "incident":
            lines += [*_clocks_markdown(policy), ""]
    lines += [f"## {_('Before adoption')}", "", *(f"- {_plain(s)}" for s in [*before_adoption(), *policy.warnings]), ""]
    lines += [f"## {_('Sources')}", ""]
    for label, address, day in sources(policy):
        linked = f"[{_plain(label)}](<{address}>)" if address else _plain(label)
        lines.append(f"- {linked}{_(' (read {date})').format(date=day)}")
    return "\n".join([*lines, "", _plain(own_line()), ""])


def _clocks_markdown(policy: Policy) -> list[str]:
    heading, rows = clock_rows(policy)
    if not rows:
        return [_plain(policy.no_clock)]
    table = [heading, ["---"] * len(heading), *rows]
    return ["| " + " | ".join(cell if cell == "---" else _plain(cell) for cell in row) + " |" for row in table]
