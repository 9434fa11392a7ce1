"""The hospital's policy as words: the pieces that every form shares, a web page, and Markdown."""

import re
from typing import Any

from ..ground import paths, text
from ..ground.text import _, ngettext
from ..model.clocks import capital, limit_words
from ..model.policy import Clause, Policy, Section
from ..model.policy_rules import needs_check
from .markup import escape, tag
from .policy_sources import Cited, check_word, cited, ground_cells, ground_heading, grounds, legend, quiet_mark

# Where a hospital writes by hand.
BLANK = "........................"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def note_words(note: Any) -> str:
    """Return a note; an unconfirmed one ends with the word `check`."""
    return f"{note.text} ({check_word()})" if note.check else note.text


def head_notes(policy: Policy) -> list[str]:
    """Return the notes that stand below the title; they speak for the workshop and not for the hospital."""
    return [_("Note of the workshop: {note}").format(note=note_words(note)) for note in policy.notes]


def facts(policy: Policy) -> list[tuple[str, str]]:
    """Return the control of the document; an empty value is left for the hospital to fill in."""
    return [
        (_("Hospital"), capital(policy.hospital)),
        (_("Document number"), policy.control["number"]),
        (_("Version"), policy.control["version"]),
        (_("Owner"), capital(policy.owner)),
        (_("Approved by"), policy.control["approver"]),
        (_("Approved on"), ""),
        (_("Starts on"), text.date(policy.start)),
        (_("Review by"), text.date(policy.review)),
        (_("Law read for"), policy.country if policy.clocks else _("no country; ask a lawyer")),
    ]


def clock_rows(policy: Policy) -> tuple[list[str], list[list[str]]]:
    """Return the heading and the rows of the table of time limits."""
    heading = [_("What to do"), _("Time limit"), _("It starts with"), _("Rule")]
    rows = []
    for row in policy.clocks:
        said = [row.law] + ([row.note] if row.note else []) + ([check_word()] if needs_check(row.status) else [])
        rows.append([row.duty, limit_words(row), capital(row.starts), ". ".join(part.rstrip(".") for part in said) + "."])
    return heading, rows


def own_line() -> str:
    """Return the sentence about clauses without a source of somebody else."""
    return _("Clauses without a rule or a source are the judgement of the workshop that this draft comes from.")


def before_adoption() -> list[str]:
    """Return who should read the draft before it is adopted."""
    return [
        _("A privacy officer reads the sections on patients, photographs, messages and incidents."),
        _("A lawyer reads everything, above all what carries the word “check”."),
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
    sign = tag("sup", escape(quiet_mark(clause)), class_="ms-quiet") if quiet_mark(clause) else ""
    return tag("p", tag("strong", escape(clause.number)), " ", escape(clause.text), " ", sign, notes)


def _clocks_html(policy: Policy) -> str:
    heading, rows = clock_rows(policy)
    return _table_html(_("Time limits after a breach"), heading, rows) if rows else tag("p", escape(policy.no_clock))


def _table_html(title: str, heading: list[str], rows: list[list[str]]) -> str:
    head = tag("tr", *(tag("th", escape(word), scope="col") for word in heading))
    body = [tag("tr", tag("th", escape(first), scope="row"), *(tag("td", escape(c)) for c in rest)) for first, *rest in rows]
    table = tag("table", tag("caption", escape(title)), tag("thead", head), tag("tbody", *body), class_="ms-table")
    return tag("div", table, class_="ms-table-frame")


def policy_html(policy: Policy) -> str:
    """Return the whole policy as HTML, without the page round it."""
    lines = "".join(tag("li", tag("strong", escape(f"{word}: ")), escape(said or BLANK)) for word, said in facts(policy))
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
    behind = [ground_cells(one) for one in grounds(policy)]
    steps = "".join(tag("li", escape(step)) for step in before_adoption())
    warned = "".join(tag("li", escape(line)) for line in policy.warnings)
    return (
        tag("p", escape(_("Before adoption")), class_="ms-question")
        + tag("ul", steps + warned)
        + (_table_html(_("What the clauses rest on"), ground_heading(), behind) if behind else "")
        + tag("p", escape(_("Sources")), class_="ms-question")
        + tag("ul", *(_cited_html(one) for one in cited(policy)))
        + tag("p", escape(own_line()))
    )


def _cited_html(one: Cited) -> str:
    where = tag("a", escape(one.address), href=one.address) if one.address else escape(_("no address"))
    return tag("li", escape(f"[{one.number}] {one.title}. "), where, escape(f" ({one.read})"))


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
    lines += [f"- {_plain(word)}: {_plain(said or BLANK)}" for word, said in facts(policy)] + [""]
    lines += [line for note in head_notes(policy) for line in (_plain(note), "")]
    lines += [f"- **{_plain(word)}**: {_plain(said)}" for word, said in legend()] + [""]
    for section in policy.sections:
        lines += [f"## {section.number}. {_plain(section.title)}", "", f"*{_plain(section.why)}*", ""]
        for clause in section.clauses:
            said = f"{clause.text} {quiet_mark(clause)}".strip()
            lines += [f"**{clause.number}** {_plain(said)}", ""]
            lines += [line for note in clause.notes for line in (f"> {_plain(note_words(note))}", "")]
        if section.id == "incident":
            heading, rows = clock_rows(policy)
            lines += [*(_table_markdown(heading, rows) if rows else [_plain(policy.no_clock)]), ""]
    lines += [f"## {_('Before adoption')}", "", *(f"- {_plain(s)}" for s in [*before_adoption(), *policy.warnings]), ""]
    behind = [ground_cells(one) for one in grounds(policy)]
    if behind:
        lines += [f"## {_('What the clauses rest on')}", "", *_table_markdown(ground_heading(), behind), ""]
    lines += [f"## {_('Sources')}", ""]
    for one in cited(policy):
        where = f"<{one.address}>" if one.address else _("no address")
        lines.append(f"- {_plain(f'[{one.number}] {one.title}')}. {where} ({_plain(one.read)})")
    return "\n".join([*lines, "", _plain(own_line()), ""])


def _table_markdown(heading: list[str], rows: list[list[str]]) -> list[str]:
    table = [heading, ["---"] * len(heading), *rows]
    return ["| " + " | ".join(cell if cell == "---" else _plain(cell) for cell in row) + " |" for row in table]
