"""The hospital's policy as a Word document, on our paper or on the hospital's own."""

from collections.abc import Iterable
from typing import Any

from ..ground import office, text
from ..ground.text import _
from ..model.clocks import capital
from ..model.policy import Clause, Policy, Section
from . import policy_sources as behind
from . import policy_text as words
from . import word_look as look
from . import word_parts as parts
from .word_template import open_template


def to_docx(policy: Policy, template: bytes | None = None) -> bytes:
    """Return the policy as the bytes of a Word document; the same policy gives the same bytes.

    Parameters
    ----------
    policy : Policy
        What is written.
    template : bytes, optional
        A hospital's own .docx or .dotx: its page, fonts, head and foot stay, and what stands on its pages goes.

    Raises
    ------
    medsocial.ground.office.Unreadable
        If the template is none, damaged, too large or holds macros; the message says so in one sentence.
    """
    if template is None:
        return _written(policy, None)
    try:
        return _written(policy, template)
    except (office.Unreadable, ImportError):
        raise
    except Exception:  # a stranger's file can hold what no program expects
        said = _("The policy cannot be put on this file. Make a plain Word file with your head and foot, and open that one.")
        raise office.Unreadable(said) from None


def _written(policy: Policy, template: bytes | None) -> bytes:
    document, short, own = open_template(template), policy.mode == "short", template is not None
    look.set_styles(document, short, own)
    look.number_clauses(document, short)
    if not own:
        look.set_page(document, short)
    head = f"{capital(policy.hospital)} · {policy.title}\t{policy.draft}"
    foot = _("Review by {date}\tPage {page} of {pages}").format(date=text.date(policy.review), page="{page}", pages="{pages}")
    look.set_head_and_foot(document, head, foot)
    look.set_properties(document, f"{policy.title}: {policy.hospital}", policy.draft, policy.start)
    _Writer(document, policy, short, front=not own and not short).write()
    return office.saved(document)


class _Writer:
    """Writes the parts of one policy in their order; it counts the bookmarks. `front` gives the contents a page of their own."""

    def __init__(self, document: Any, policy: Policy, short: bool, front: bool) -> None:
        self.document, self.policy, self.short, self.front = document, policy, short, front
        self.small = "Small" if short else "Normal"
        self.grounds = behind.grounds(policy)
        self.sources = behind.cited(policy)
        self.ids = {style.name: style.style_id for style in document.styles}
        self.named = 0

    def write(self) -> None:
        """Write everything."""
        self._title()
        if not self.short:
            self._legend()
            self._contents()
        for section in self.policy.sections:
            self._section(section)
        self._adoption()
        self._grounds()
        self._sources()

    def _line(self, said: str, style: str) -> Any:
        paragraph = self.document.add_paragraph(said)
        paragraph._p.style = self.ids[style]  # the library would look through all styles for each paragraph
        return paragraph

    def _name(self, paragraph: Any, name: str) -> None:
        self.named += 1
        parts.bookmark(paragraph, name, self.named)

    def _title(self) -> None:
        policy = self.policy
        self._line(policy.title, "Title")
        self._line(capital(policy.hospital), "Subtitle")
        draft = self._line(policy.draft, "Draft")
        look.shade(draft._p.get_or_add_pPr(), look.TINT)
        facts = words.facts(policy)[1:]
        rows = [[*one, *other] for one, other in zip(facts[::2], facts[1::2], strict=True)]
        look.table(self.document, [], rows, 8 if self.short else 10, shares=(24, 28, 20, 28))
        self._line("", "Small")
        for note in words.head_notes(policy):
            self._line(note, self.small)
        if self.short:
            self._marks(self._line("", "Small"), behind.legend())

    def _marks(self, line: Any, marks: Iterable[tuple[str, str]]) -> None:
        for number, (word, means) in enumerate(marks):
            line.add_run(f"{' ' if number else ''}{word}: ").bold = True
            line.add_run(means)

    def _legend(self) -> None:
        self._line(_("How to read the marks"), "Front heading")
        for one in behind.legend():
            self._marks(self._line("", "Normal"), [one])

    def _contents(self) -> None:
        self._line(_("Contents"), "Front heading")
        numbered = [(f"{one.number}.", one.title, _of(one)) for one in self.policy.sections]
        ends = [("", title, name) for title, name in self._ends()]
        parts.contents(self.document, [*numbered, *ends], self.document.styles["toc 1"])

    def _ends(self) -> list[tuple[str, str]]:
        """Return title and bookmark of what stands behind the sections."""
        rules = [(_("What the clauses rest on"), "_rules")] if self.grounds else []
        return [(_("Before adoption"), "_adoption"), *rules, (_("Sources"), "_sources")]

    def _end(self, name: str) -> None:
        self._name(self._line(next(title for title, one in self._ends() if one == name), "Policy heading"), name)

    def _section(self, section: Section) -> None:
        heading = self._line(section.title, "Heading 1")
        heading.paragraph_format.page_break_before = self.front and section is self.policy.sections[0] or None
        self._name(heading, _of(section))
        self._line(section.why, "Reason")
        for clause in section.clauses:
            self._clause(clause)
            for note in clause.notes:
                self._line(words.note_words(note), "Clause note")
        if section.id == "incident":
            self._clocks()

    def _clause(self, clause: Clause) -> None:
        line = self._line(clause.text, "Clause")
        line.paragraph_format.keep_with_next = bool(clause.notes)
        self._name(line, _of(clause))
        sign = behind.quiet_mark(clause)
        if sign:  # no-break spaces keep it beside the last word
            line.add_run("\u00a0")
            run = parts.inner_link(line, sign.replace(" ", "\u00a0"), f"{_of(clause)}_rule")
            run.font.color.rgb = look.colour(look.MUTED)

    def _clocks(self) -> None:
        heading, rows = words.clock_rows(self.policy)
        label = self._line("", "Normal")
        label.paragraph_format.keep_with_next = True
        label.add_run(_("Time limits after a breach")).bold = True
        if not rows:
            self._line(self.policy.no_clock, "Normal")
            rows = [[""] * len(heading)] * 2
        look.table(self.document, heading, rows, 8 if self.short else 9, shares=(26, 24, 20, 30))

    def _adoption(self) -> None:
        self._end("_adoption")
        steps = [*words.before_adoption(), *self.policy.warnings]
        if self.short:
            self._line(" ".join(steps), "Small")
        else:
            for step in steps:
                self._line(step, "List Bullet")
        heading = [_("Reviewed by"), _("Name"), _("Date"), _("Signature")]
        who = [_("Privacy officer"), _("Lawyer"), _("Personnel lead"), _("Staff representative")]
        rows = [[one, "", "", ""] for one in who]
        look.table(self.document, heading, rows, 8 if self.short else 10, shares=(28, 30, 16, 26), high=6 if self.short else 9)

    def _grounds(self) -> None:
        """Write the table of rules; each clause's number is a cross-reference that follows the clause."""
        if not self.grounds:
            return
        self._end("_rules")
        rows = [["", *behind.ground_cells(one)[1:-1], ""] for one in self.grounds]
        heading = behind.ground_heading()
        table = look.table(self.document, heading, rows, 8 if self.short else 9, shares=(9, 18, 43, 18, 12))
        for row, ground in zip(table.rows[1:], self.grounds, strict=True):
            first, last = row.cells[0].paragraphs[0], row.cells[-1].paragraphs[0]
            name = _of(ground.clause)
            parts.field(first._p, rf"REF {name} \r \h", ground.clause.number)
            self._name(first, f"{name}_rule")
            for number in ground.sources:
                parts.inner_link(last, f"[{number}] ", f"_source_{number}")
            look.resize(row, 8 if self.short else 9)

    def _sources(self) -> None:
        self._end("_sources")
        for one in self.sources:
            line = self._line(f"[{one.number}] {one.title}. ", "Small")
            self._name(line, f"_source_{one.number}")
            if one.address:
                parts.web_link(line, one.address, one.address, look.ACCENT)
            line.add_run(f" ({one.read})" if one.address else f"({one.read}; {_('no address')})")
        self._line(words.own_line(), "Small")


def _of(part: Section | Clause) -> str:
    """Return the bookmark of a section or a clause: a name that Word allows, and the same each time."""
    return "_" + (part.id if isinstance(part, Section) else part.key.replace(".", "_"))[:33]
