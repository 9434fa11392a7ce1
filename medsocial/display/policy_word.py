"""The hospital's policy as a Word document."""

from typing import Any

from ..ground import office
from ..ground.text import _
from ..model.policy import Policy, Section
from . import policy_text as words
from . import policy_word_look as look


def to_docx(policy: Policy) -> bytes:
    """Return the policy as the bytes of a Word document; the same policy gives the same bytes."""
    import docx

    document = docx.Document()
    short = policy.mode == "short"
    look.set_styles(document, short)
    look.set_page(document, policy, short)
    look.set_properties(document, policy)
    _title(document, policy, short)
    if not short:
        _legend(document)
        _contents(document, policy)
        document.add_page_break()
    for section in policy.sections:
        _section(document, section, policy, short)
    _closing(document, policy, short)
    return office.saved(document)


# ---- content ---------------------------------------------------------------------------------------


def _title(document: Any, policy: Policy, short: bool) -> None:
    document.add_paragraph(policy.title, style="Title")
    document.add_paragraph(f"{policy.hospital[:1].upper()}{policy.hospital[1:]}", style="Subtitle")
    draft = document.add_paragraph(policy.draft, style="Policy draft")
    look.shade(draft._p.get_or_add_pPr(), look.TINT)
    said = "   ".join(f"{word}: {value}" for word, value in words.facts(policy)[1:])
    document.add_paragraph(said, style="Policy small" if short else "Normal")
    for note in words.head_notes(policy):
        document.add_paragraph(note, style="Policy small" if short else "Normal")
    if short:
        signs = "   ".join(word for word, _means in words.legend())
        document.add_paragraph(_("Marks: {signs}: unconfirmed, ask a lawyer.").format(signs=signs), style="Policy small")


def _legend(document: Any) -> None:
    document.add_paragraph(_("How to read the marks"), style="Heading 1")
    for word, means in words.legend():
        line = document.add_paragraph(style="Normal")
        line.add_run(f"{word}: ").bold = True
        line.add_run(means)


def _contents(document: Any, policy: Policy) -> None:
    document.add_paragraph(_("Contents"), style="Heading 1")
    half = (len(policy.sections) + 1) // 2
    table = document.add_table(rows=half, cols=2)
    for place, section in enumerate(policy.sections):
        cell = table.cell(place % half, place // half)
        cell.paragraphs[0].add_run(f"{section.number}.  {section.title}")


def _section(document: Any, section: Section, policy: Policy, short: bool) -> None:
    document.add_paragraph(f"{section.number}. {section.title}", style="Heading 1")
    document.add_paragraph(section.why, style="Policy reason")
    for clause in section.clauses:
        line = document.add_paragraph(style="Policy clause")
        line.add_run(f"{clause.number}").bold = True
        line.add_run(f"\t{clause.text}")
        if short:
            _inline_mark(line, clause)
        else:
            line.paragraph_format.keep_with_next = True
            document.add_paragraph(words.mark(clause), style="Policy mark")
        for note in clause.notes:
            document.add_paragraph(words.note_words(note), style="Policy mark")
    if section.id == "incident":
        _clocks(document, policy, short)


def _inline_mark(line: Any, clause: Any) -> None:
    from docx.shared import Pt, RGBColor

    run = line.add_run("  " + words.mark(clause, short=True).replace(" ", "\u00a0"))
    run.font.size, run.font.color.rgb = Pt(7.5), RGBColor.from_string(look.MUTED)


def _clocks(document: Any, policy: Policy, short: bool) -> None:
    heading, rows = words.clock_rows(policy)
    label = document.add_paragraph(style="Normal")
    label.paragraph_format.keep_with_next = True
    label.add_run(_("Time limits after a breach")).bold = True
    if not rows:
        document.add_paragraph(policy.no_clock)
        rows = [[""] * len(heading)] * 2
    look.table(document, heading, rows, 8 if short else 9, shares=(26, 24, 20, 30))


def _closing(document: Any, policy: Policy, short: bool) -> None:
    body = "Policy small" if short else "Normal"
    document.add_paragraph(_("Before adoption"), style="Heading 1")
    steps = [*words.before_adoption(), *policy.warnings]
    if short:
        document.add_paragraph(" ".join(steps), style=body)
    else:
        for step in steps:
            document.add_paragraph(step, style="List Bullet")
    heading = [_("Reviewed by"), _("Name"), _("Date"), _("Signature")]
    who = [_("Privacy officer"), _("Lawyer"), _("Personnel lead"), _("Staff representative")]
    rows = [[one, "", "", ""] for one in who]
    look.table(document, heading, rows, 8 if short else 10, shares=(28, 30, 16, 26), high=6 if short else 9)
    document.add_paragraph(_("Sources"), style="Heading 1")
    cited = [(label, address, day) for label, address, day in words.sources(policy)]
    if short:
        document.add_paragraph(
            "; ".join(label + _(" (read {date})").format(date=day) for label, _address, day in cited) + ". " + words.own_line(),
            style=body,
        )
        return
    for label, address, day in cited:
        said = label + _(" (read {date})").format(date=day) + (f". {address}" if address else "")
        document.add_paragraph(said, style="Policy small")
    document.add_paragraph(words.own_line(), style="Policy small")
