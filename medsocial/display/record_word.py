"""The learning record as a Word document."""

from typing import Any

from ..ground import office
from ..ground.text import _
from ..model.learning import Record
from . import record_text as words
from . import word_look as look


def to_docx(record: Record) -> bytes:
    """Return the record as the bytes of a Word document; the same record gives the same bytes."""
    import docx

    document = docx.Document()
    look.set_styles(document, short=True)
    foot = _("My own note; not accredited\tPage {page} of {pages}")
    look.set_page(document, short=True)
    look.set_head_and_foot(document, words.title(), foot)
    look.set_properties(document, words.title(), "", record.day)
    document.add_paragraph(words.title(), style="Title")
    document.add_paragraph(words.own())
    document.add_paragraph(_("What I did"), style="Heading 1")
    look.table(document, [_("Entry"), _("Content")], [list(row) for row in words.facts(record)], 9.5, shares=(28, 72))
    document.add_paragraph(_("What I worked on"), style="Heading 1")
    for objective in record.objectives or (words.BLANK,):
        document.add_paragraph(objective, style="List Bullet")
    for name, (heading, prompt) in words.questions().items():
        _answer(document, record, name, heading, prompt)
    document.add_paragraph()
    document.add_paragraph(words.signature())
    return office.saved(document)


def _answer(document: Any, record: Record, name: str, heading: str, prompt: str) -> None:
    document.add_paragraph(heading, style="Heading 1")
    document.add_paragraph(prompt, style="Reason")
    for line in words.answer_lines(record, name):
        document.add_paragraph(line)
