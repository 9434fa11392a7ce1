"""The look of a Word document: styles, page, properties, tables."""

import datetime as dt
from typing import Any

from ..ground import text
from .word_parts import element, field, number_styles, unnumbered

FONT = "Arial"
MOST_TOGETHER = 14  # rows; a longer table would leave a page half empty
BUILT_IN = ("Title", "Subtitle", "Heading 1", "toc 1", "List Bullet")  # as Word itself writes them
INK, ACCENT, MUTED, TINT, LINE = "1F2933", "0B7285", "52606D", "F0F8F9", "CBD2D9"


def set_styles(document: Any, short: bool = False, own: bool = False) -> None:
    """Set fonts, sizes, colours and distances.

    Parameters
    ----------
    document : docx.document.Document
        The document to be.
    short : bool
        Whether it is set smaller.
    own : bool
        Whether it comes from a hospital's template: then its fonts, sizes and colours stay.
    """
    from docx.shared import Pt, RGBColor

    styles = document.styles
    for name in BUILT_IN:
        _there(document, name)
    if not own:
        _set_ours(styles, short)
    body = styles["Normal"].font.size.pt if styles["Normal"].font.size else 11
    for name, size, base in (
        ("Policy heading", None, "Heading 1"),
        ("Front heading", None, "Normal"),
        ("Clause", None, "Normal"),
        ("Clause note", body - 1.5, "Normal"),
        ("Reason", body - 0.5, "Normal"),
        ("Small", body - (1.5 if short else 1), "Normal"),
        ("Draft", body + 0.5, "Normal"),
    ):
        style = _there(document, name)
        style.base_style, style.quick_style = styles[base], True
        style.font.size = Pt(size) if size else None
    styles["Front heading"].font.bold = styles["Draft"].font.bold = styles["Reason"].font.italic = True
    if styles["Heading 1"].font.size:
        styles["Front heading"].font.size = styles["Heading 1"].font.size
    if not own:
        for name, colour in (("Front heading", ACCENT), ("Clause note", MUTED), ("Reason", MUTED), ("Small", MUTED)):
            styles[name].font.color.rgb = RGBColor.from_string(colour)
    styles["Clause"].paragraph_format.space_after = Pt(2 if short else 5)
    for name in ("Heading 1", "Policy heading", "Front heading", "Reason"):
        styles[name].paragraph_format.keep_with_next = True


def number_clauses(document: Any, short: bool = False) -> None:
    """Number headings 1 and clauses 1.1 by one list, and leave the headings behind them without a number."""
    from docx.shared import Pt

    indent, styles = 26 if short else 34, document.styles
    number_styles(document, styles["Heading 1"], styles["Clause"], 20 * indent)
    unnumbered(styles["Policy heading"])
    styles["Clause note"].paragraph_format.left_indent = Pt(indent)


def _there(document: Any, name: str) -> Any:
    """Return a paragraph style, made if the template lacks it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    if name in [style.name for style in document.styles]:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
    style.base_style = document.styles["Normal"]
    if name in BUILT_IN:
        style.font.bold = name in ("Title", "Heading 1")
        style.font.size = {"Title": Pt(20), "Subtitle": Pt(14), "Heading 1": Pt(13)}.get(name)
        style.paragraph_format.space_after = Pt(2)
    if name == "Heading 1":
        style.element.get_or_add_pPr().append(element("outlineLvl", val=0))
    return style


def _set_ours(styles: Any, short: bool) -> None:
    """Give the usual styles our look."""
    body = 9.5 if short else 10.5
    _style(styles["Normal"], body, INK, after=2 if short else 4)
    styles["Normal"].paragraph_format.line_spacing = 1.05 if short else 1.15
    _style(styles["Title"], 18 if short else 26, ACCENT, bold=True, after=2)
    _style(styles["Subtitle"], 11 if short else 15, INK, after=4 if short else 8, italic=False)
    _style(styles["Heading 1"], 11 if short else 14, ACCENT, bold=True, before=6 if short else 16, after=1 if short else 3)
    _style(styles["toc 1"], body, INK, after=0)
    styles["toc 1"].paragraph_format.line_spacing = 1.05


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


def set_page(document: Any, short: bool = False) -> None:
    """Set the page of A4 and its margins."""
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(19 if short else 25)
    page.top_margin, page.bottom_margin = Mm(17 if short else 25), Mm(15 if short else 22)
    page.header_distance = page.footer_distance = Mm(8 if short else 12)


def set_head_and_foot(document: Any, head: str, foot: str) -> None:
    """Set the lines at the head and the foot of the page, where a template has none of its own.

    A tab divides left from right; `{page}` and `{pages}` in the foot become the numbers of the page and of all pages.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT

    page = document.sections[0]
    for part, said in ((page.header, head), (page.footer, foot)):
        if not _is_empty(part):
            continue
        line = part.paragraphs[0] if part.paragraphs else part.add_paragraph()
        line.style = document.styles["Small"]
        width = page.page_width - page.left_margin - page.right_margin
        line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        before, *rest = said.replace("{pages}", "\0NUMPAGES\0").replace("{page}", "\0PAGE\0").split("\0")
        line.add_run(before)
        for code, words in zip(rest[::2], rest[1::2], strict=True):
            field(line._p, code, "1")
            line.add_run(words)


def _is_empty(part: Any) -> bool:
    """Return whether a head or a foot holds neither words nor pictures."""
    from docx.oxml.ns import qn

    if part.is_linked_to_previous:
        return True
    shown = [qn(f"w:{name}") for name in ("drawing", "pict", "object", "fldSimple", "instrText")]
    return not any(one.tag in shown or (one.tag == qn("w:t") and one.text.strip()) for one in part._element.iter())


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


def shade(parent: Any, colour: str) -> None:
    """Give a paragraph or a cell a background."""
    parent.append(element("shd", val="clear", color="auto", fill=colour))


def colour(code: str) -> Any:
    """Return a colour from its six digits."""
    from docx.shared import RGBColor

    return RGBColor.from_string(code)


def resize(row: Any, size: float) -> None:
    """Set the size of words that were put into a row later, in links and fields."""
    from docx.oxml.ns import qn
    from docx.shared import Pt
    from docx.text.run import Run

    for run in row._tr.iter(qn("w:r")):
        Run(run, row).font.size = Pt(size)


def table(document: Any, heading: list[str], rows: list[list[str]], size: float, shares: tuple[int, ...], high: int = 0) -> Any:
    """Add a table and return it; `shares` are its columns in per cent, `high` the least height of a row in mm.

    A short one keeps together; the heading comes again on each page. Without a heading the first column is set bold.
    """
    from docx.shared import Mm, Pt

    page = document.sections[0]
    width = page.page_width - page.left_margin - page.right_margin
    table = document.add_table(rows=0, cols=len(shares))
    table.autofit = False
    _set_table_lines(table)
    lines = [heading, *rows] if heading else rows
    together = len(lines) <= MOST_TOGETHER
    for number, cells in enumerate(lines):
        row, top = table.add_row(), bool(heading) and number == 0
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        if top:
            row._tr.get_or_add_trPr().append(element("tblHeader"))
        elif high:
            row.height = Mm(high)
        for place, (cell, said, share) in enumerate(zip(row.cells, cells, shares, strict=True)):
            cell.width = width * share // 100
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = (together or top) and number < len(lines) - 1
            run = paragraph.add_run(said)
            run.font.size, run.bold = Pt(size), top or (not heading and place % 2 == 0)
            if top:
                shade(cell._tc.get_or_add_tcPr(), TINT)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = width * share // 100
    return table


def _set_table_lines(table: Any) -> None:
    """Give a table thin grey lines, and room inside its cells."""
    lines, room = element("tblBorders"), element("tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(element(side, val="single", sz=4, space=0, color=LINE))
    for side, width in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90)):
        room.append(element(side, w=width, type="dxa"))
    about = table._tbl.tblPr  # the order of its parts is fixed
    about.insert_element_before(lines, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    about.insert_element_before(room, "w:tblLook")
