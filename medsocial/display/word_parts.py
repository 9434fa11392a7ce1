"""What Word does by itself in a document: numbers, links, cross-references, a table of contents."""

from typing import Any

_ABSTRACT = """<w:abstractNum xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:abstractNumId="{id}">
<w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{section}"/><w:suff w:val="tab"/>
<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>
<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{clause}"/><w:suff w:val="tab"/>
<w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{indent}"/></w:tabs>
<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl>
</w:abstractNum>"""
_EMPTY = b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


def element(name: str, /, **values: Any) -> Any:
    """Return an element of Word's own vocabulary, with its attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def number_styles(document: Any, section: Any, clause: Any, indent: int) -> None:
    """Join two styles to one list of two levels, so that whoever adds a clause in Word gets its number at once.

    Parameters
    ----------
    document : docx.document.Document
        It may have lists already, or none.
    section, clause : docx.styles.style.ParagraphStyle
        The styles numbered 1 and 1.1.
    indent : int
        How far the text stands from its number, in twentieths of a point.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    lists = _numbering(document)
    kinds, made = lists.findall(qn("w:abstractNum")), lists.findall(qn("w:num"))
    kind = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in kinds), default=0)
    number = 1 + max((int(one.get(qn("w:numId"))) for one in made), default=0)
    abstract = parse_xml(_ABSTRACT.format(id=kind, section=section.style_id, clause=clause.style_id, indent=indent))
    if made:  # Word refuses a file in which a kind of list stands behind a list
        made[0].addprevious(abstract)
    else:
        lists.append(abstract)
    entry = element("num", numId=number)
    entry.append(element("abstractNumId", val=kind))
    (made[-1].addnext if made else lists.append)(entry)
    for level, style in enumerate((section, clause)):
        numbered = style.element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = number


def _numbering(document: Any) -> Any:
    """Return the document's lists; a template may have none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        part = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, _EMPTY, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element


def unnumbered(style: Any) -> None:
    """Take from a style the number that it would inherit."""
    style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Give a paragraph a name that links and cross-references lead to."""
    start, end = element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)
    before = paragraph._p.pPr
    if before is None:
        paragraph._p.insert(0, start)
    else:
        before.addnext(start)
    paragraph._p.append(end)


def inner_link(paragraph: Any, said: str, name: str) -> Any:
    """Add words that lead to a bookmark; return their run."""
    from docx.text.run import Run

    link = element("hyperlink", anchor=name, history=1)
    run = Run(element("r"), paragraph)
    run.text = said
    link.append(run._r)
    paragraph._p.append(link)
    return run


def web_link(paragraph: Any, said: str, address: str, colour: str) -> None:
    """Add words that lead to an address of the web."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn
    from docx.shared import RGBColor
    from docx.text.run import Run

    link = element("hyperlink", history=1)
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = Run(element("r"), paragraph)
    run.text = said
    run.font.underline, run.font.color.rgb = True, RGBColor.from_string(colour)
    link.append(run._r)
    paragraph._p.append(link)


def field(holder: Any, code: str, shown: str) -> None:
    """Add a field that Word fills in, such as the number of the page; `shown` stands there until then."""
    _open_field(holder, code)
    _put(holder, shown)
    _close_field(holder)


def contents(document: Any, entries: list[tuple[str, str, str]], style: Any) -> None:
    """Add a table of contents that Word keeps up to date: number, title and bookmark of each heading.

    Word is asked to renew it when it opens the file. Until then it holds the titles with their links, and no pages.
    """
    frame, about, inside, gallery = (element(name) for name in ("sdt", "sdtPr", "sdtContent", "docPartObj"))
    for part in (element("docPartGallery", val="Table of Contents"), element("docPartUnique")):
        gallery.append(part)
    about.append(gallery)
    frame.append(about)
    frame.append(inside)
    document.element.body.insert_element_before(frame, "w:sectPr")
    for place, (number, title, name) in enumerate(entries):
        paragraph = document.add_paragraph(style=style)._p
        if place == 0:
            _open_field(paragraph, r'TOC \o "1-1" \h \z \u', stale=True)
        link = element("hyperlink", anchor=name, history=1)
        _put(link, number)
        _put(link, title, tab=True)
        paragraph.append(link)
        inside.append(paragraph)
    _close_field(inside[-1])


def _open_field(holder: Any, code: str, *, stale: bool = False) -> None:
    asked = element("instrText")
    asked.text = f" {code} "
    asked.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    begin = element("fldChar", fldCharType="begin", **({"dirty": "true"} if stale else {}))
    for part in (begin, asked, element("fldChar", fldCharType="separate")):
        _run(holder, part)


def _close_field(holder: Any) -> None:
    _run(holder, element("fldChar", fldCharType="end"))


def _put(holder: Any, said: str, *, tab: bool = False) -> None:
    words = element("t")
    words.text = said
    _run(holder, *([element("tab")] if tab else []), words)


def _run(holder: Any, *parts: Any) -> None:
    run = element("r")
    for part in parts:
        run.append(part)
    holder.append(run)
