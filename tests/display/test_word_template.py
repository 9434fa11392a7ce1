"""A hospital's own Word file under the policy: its look stays, and a wrong file gets one clear sentence."""

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import medsocial as ms
from medsocial.display.policy_word import to_docx
from medsocial.ground import office
from medsocial.model.policy import Settings, build, usual_channels

POLICY = build(Settings("Marlow Bay Hospital", "GB", channels=usual_channels()), mode="short")


def letterhead(change=lambda document: None):
    """Return a hospital's file: its own font, margins, head, foot and a page of words."""
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Georgia", Pt(12)
    page = document.sections[0]
    page.page_width, page.page_height, page.left_margin = Mm(216), Mm(279), Mm(40)
    page.header.paragraphs[0].text = "Marlow Bay Hospital, Harbour Road 1"
    page.footer.paragraphs[0].text = "Registered charity"
    document.add_paragraph("Dear Sir or Madam")
    document.add_table(rows=1, cols=1)
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def container(**parts):
    """Return a container with the parts of a Word file, some of them replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(letterhead())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        changed = {name.replace("__", "/").replace("_DOT_", "."): said for name, said in parts.items()}
        for name in {**dict.fromkeys(old.namelist()), **changed}:
            new.writestr(name, changed.get(name) or old.read(name))
    return made.getvalue()


def types(old, new):
    """Return a Word file whose list of types says something else."""
    with zipfile.ZipFile(io.BytesIO(letterhead())) as packed:
        said = packed.read("[Content_Types].xml").replace(old, new)
    return container(**{"[Content_Types]_DOT_xml": said})


def opened(template):
    """Return the policy on a template, read back."""
    return docx.Document(io.BytesIO(to_docx(POLICY, template)))


def test_page_font_head_and_foot_of_the_hospital_stay():
    document = opened(letterhead())
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.left_margin.mm)) == (216, 40)
    assert document.styles["Normal"].font.name == "Georgia"
    assert document.styles["Clause"].base_style.name == "Normal" and document.styles["Clause"].font.name is None
    assert page.header.paragraphs[0].text == "Marlow Bay Hospital, Harbour Road 1"
    assert page.footer.paragraphs[0].text == "Registered charity"
    whole = "\n".join(p.text for p in document.paragraphs)
    assert "Dear Sir" not in whole and document.paragraphs[0].text == "Social media policy"
    assert "Staff may appeal within 14 days" in whole
    assert len([p for p in document.paragraphs if p.style.name == "Heading 1"]) == 8


def test_an_empty_foot_gets_the_date_of_review_and_page_numbers():
    document = opened(letterhead(lambda made: setattr(made.sections[0].footer.paragraphs[0], "text", "")))
    assert "Review by 4 January 2028" in document.sections[0].footer.paragraphs[0].text
    assert document.sections[0].header.paragraphs[0].text == "Marlow Bay Hospital, Harbour Road 1"


def test_the_letterhead_of_the_first_page_counts():
    def landscape(document):
        later = document.add_section()
        later.orientation, later.page_width, later.page_height = WD_ORIENT.LANDSCAPE, Mm(279), Mm(216)

    document = opened(letterhead(landscape))
    assert len(document.sections) == 1 and round(document.sections[0].page_width.mm) == 216
    assert document.sections[0].header.paragraphs[0].text == "Marlow Bay Hospital, Harbour Road 1"


def bare(document):
    """Take headings, titles and lists out of a file, as some programs write it."""
    for name in ("Heading 1", "Title", "Subtitle", "List Bullet"):
        document.styles[name].delete()
    part = document.part
    key = next(key for key, one in part.rels.items() if one.reltype.endswith("/numbering"))
    part.drop_rel(key)


def test_missing_styles_and_lists_are_made():
    document = opened(letterhead(bare))
    heading = document.styles["Heading 1"].element
    assert heading.pPr.numPr.ilvl.val == 0
    assert heading.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    assert len(document.part.numbering_part.element.num_lst) >= 1


def test_a_word_template_is_taken():
    plain, kind = b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"
    assert opened(types(plain, kind)).paragraphs[0].text == "Social media policy"


def bomb():
    """Return a file whose words unpack to more than a Word file needs."""
    return container(word__document_DOT_xml=b"<a>" + b" " * 61_000_000 + b"</a>")


def strange():
    """Return a file that calls a style for letters as we call one for paragraphs."""
    return letterhead(lambda document: document.styles.add_style("Clause", WD_STYLE_TYPE.CHARACTER))


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
WRONG = {
    "empty": (lambda: b"", "is no Word file"),
    "text": (lambda: b"Our policy.", "is no Word file"),
    "half": (lambda: letterhead()[:4000], "is no Word file"),
    "old": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old Word file"),
    "large": (lambda: b"PK" + b"\0" * 8_000_000, "larger than 8 MB"),
    "bomb": (bomb, "unpacks to more"),
    "macro": (lambda: container(word__vbaProject_DOT_bin=b"x"), "holds macros"),
    "macro by type": (lambda: types(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"), "macros"),
    "entities": (lambda: container(word__document_DOT_xml=ENTITIES), "defines entities"),
    "entities elsewhere": (lambda: container(word__styles_DOT_xml=ENTITIES), "defines entities"),
    "hidden entities": (lambda: container(word__document_DOT_xml=ENTITIES.decode().encode("utf-16")), "is no Word file"),
    "broken body": (lambda: container(word__document_DOT_xml=b"<w:document"), "cannot be read as a Word file"),
    "strange styles": (strange, "cannot be put on this file"),
    "spreadsheet": (lambda: types(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"), "is no Word file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gets_one_sentence_and_changes_nothing(name):
    made, said = WRONG[name]
    with pytest.raises(office.Unreadable, match=said) as refused:
        to_docx(POLICY, made())
    assert len(str(refused.value)) < 130 and "Error" not in str(refused.value)


def give(field, name, content):
    """Put a file into a field, as the browser does."""
    large = len(content) > 8_000_000  # then the browser sends the name alone
    field._handle_custom_msg({"name": name, "large": large}, [memoryview(b"" if large else content)])


def test_the_builder_takes_a_letterhead_and_forgets_it(home):
    builder = ms.build_policy()
    builder.jump.value = "finish"
    give(builder.paper.open, "letterhead.docx", letterhead())
    assert "takes its look from letterhead.docx" in builder.status.text
    builder.word.click()
    assert docx.Document(io.BytesIO(builder.file.content)).styles["Normal"].font.name == "Georgia"
    give(builder.paper.open, "song.mp3", b"\xff\xfb" * 900)
    assert builder.status.kind == "warning" and "Nothing was changed." in builder.status.text
    builder.word.click()
    assert docx.Document(io.BytesIO(builder.file.content)).styles["Normal"].font.name == "Georgia"
    builder.paper.plain.click()
    builder.word.click()
    assert docx.Document(io.BytesIO(builder.file.content)).styles["Normal"].font.name == "Arial"
    assert ms.build_policy().paper.template is None
    assert not [path for path in home.rglob("*") if "letterhead" in path.name]
