"""The look of a Word document: styles, page, properties, tables."""

import datetime as dt
from typing import Any

from ..ground import text

FONT = "Arial"
INK, ACCENT, MUTED, TINT, LINE = "1F2933", "0B7285", "52606D", "F0F8F9", "CBD2D9"


def set_styles(document: Any, short: bool = False) -> None:
    """Set fonts, sizes, colours and distances; a short document is set smaller."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    body = 9.5 if short else 10.5
    styles = document.styles
    _style(styles["Normal"], body, INK, after=2 if short else 4)
    styles["Normal"].paragraph_format.line_spacing = 1.05 if short else 1.15
    _style(styles["Title"], 18 if short else 26, ACCENT, bold=True, after=2)
    _style(styles["Subtitle"], 11 if short else 15, INK, after=4 if short else 8, italic=False)
    _style(styles["Heading 1"], 11 if short else 14, ACCENT, bold=True, before=6 if short else 16, after=1 if short else 3)
    for name, size, colour in (
        ("Reason", body - 0.5, MUTED),
        ("Clause", body, INK),
        ("Mark", body - 1.5, MUTED),
        ("Small", body - 1.5 if short else body - 1, MUTED),
        ("Draft", body + 0.5, INK),
    ):
        _style(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size, colour, after=2 if short else 4)
    styles["Reason"].font.italic = True
    styles["Draft"].font.bold = True
    indent = Pt(26 if short else 34)
    for name in ("Clause", "Mark"):
        styles[name].paragraph_format.left_indent = indent
    styles["Clause"].paragraph_format.first_line_indent = -indent
    styles["Clause"].paragraph_format.tab_stops.add_tab_stop(indent)
    if not short:
        styles["Clause"].paragraph_format.space_after = Pt(1)
        styles["Mark"].paragraph_format.space_after = Pt(7)
    for name in ("Heading 1", "Reason"):
        styles[name].paragraph_format.keep_with_next = True


def _style(
    style: Any,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 4,
    italic: bool | None = None,
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)


def set_page(document: Any, head: str, foot: str, short: bool = False) -> None:
    """Set the page of A4, its margins, and the lines at its head and foot.

    A tab divides left from right; `{page}` and `{pages}` in the foot become the numbers of the page and of all pages.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    side = 19 if short else 25
    page.left_margin = page.right_margin = Mm(side)
    page.top_margin, page.bottom_margin = Mm(17 if short else 25), Mm(15 if short else 22)
    page.header_distance = page.footer_distance = Mm(8 if short else 12)
    above, below = page.header.paragraphs[0], page.footer.paragraphs[0]
    for line in (above, below):
        line.style = document.styles["Small"]
        line.paragraph_format.tab_stops.add_tab_stop(Mm(210 - 2 * side), WD_TAB_ALIGNMENT.RIGHT)
    above.add_run(head)
    before, between, after = foot.format(page="\0", pages="\0").split("\0")
    below.add_run(before)
    _field(below, "PAGE")
    below.add_run(between)
    _field(below, "NUMPAGES")
    below.add_run(after)


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in, such as the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def set_properties(document: Any, title: str, subject: str, day: dt.date) -> None:
    """Set title, language and dates; no author is named."""
    from docx.oxml.ns import qn

    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, "", ""
    about.comments, about.keywords, about.subject, about.category = "", "", subject, ""
    about.created = about.modified = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001
    about.revision = 1
    language = {"en": "en-GB"}.get(text.language(), text.language())
    about.language = language
    for tongue in document.styles.element.xpath("w:docDefaults//w:lang"):
        tongue.set(qn("w:val"), language)


def shade(element: Any, colour: str) -> None:
    """Give a paragraph or a cell a background."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    element.append(shade)


def table(document: Any, heading: list[str], rows: list[list[str]], size: float, shares: tuple[int, ...], high: int = 0) -> None:
    """Add a table that keeps together; `shares` are its columns in per cent, `high` the least height of a row in mm."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    page = document.sections[0]
    width = page.page_width - page.left_margin - page.right_margin
    table = document.add_table(rows=0, cols=len(heading))
    table.style, table.autofit = "Table Grid", False
    _set_table_lines(table)
    for number, cells in enumerate([heading, *rows]):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        elif high:
            row.height = Mm(high)
        for cell, said, share in zip(row.cells, cells, shares, strict=True):
            cell.width = width * share // 100
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = number < len(rows)
            run = paragraph.add_run(said)
            run.font.size, run.bold = Pt(size), number == 0
            if number == 0:
                shade(cell._tc.get_or_add_tcPr(), TINT)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = width * share // 100


def _set_table_lines(table: Any) -> None:
    """Give a table thin grey lines, and room inside its cells."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    lines, room = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        lines.append(line)
    for side, width in (("top", "50"), ("left", "90"), ("bottom", "50"), ("right", "90")):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), width)
        edge.set(qn("w:type"), "dxa")
        room.append(edge)
    for part in (lines, room):
        table._tbl.tblPr.append(part)
