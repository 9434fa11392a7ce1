"""The files of the policy: Word, web page and Markdown, read back and laid out."""

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from medsocial.display.policy_sources import cited, grounds, quiet_mark
from medsocial.display.policy_text import facts, page, to_markdown
from medsocial.display.policy_word import to_docx
from medsocial.ground import paths, text
from medsocial.model.policy import Settings, build, usual_channels

COUNTRIES = ["US", "GB", "IN", "AU", "CA", "EU", "OTHER"]
OFFICE = shutil.which("soffice")
TO_TEXT = shutil.which("pdftotext")


def marlow(country="US", **more):
    """Return the settings of the fictional hospital."""
    return Settings("Marlow Bay Hospital", country, "us_private", channels=usual_channels(), **more)


def opened(policy):
    """Return the Word document of a policy, read back."""
    return docx.Document(io.BytesIO(to_docx(policy)))


def words_of(document):
    """Return every paragraph of a Word document, those of tables included."""
    cells = [p.text for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    return [p.text for p in document.paragraphs] + cells


def numbers_of(document):
    """Return each heading and clause as a word processor numbers it: 1., 1.1, 1.2, 2., and so on."""
    levels = {"Heading 1": 0, "Clause": 1}
    count, found = [0, 0], []
    for paragraph in document.paragraphs:
        if (level := levels.get(paragraph.style.name)) is not None:
            count = [count[0], count[1] + 1] if level else [count[0] + 1, 0]
            found.append((f"{count[0]}.{count[1]}" if level else f"{count[0]}.", paragraph.text))
    return found


def fields_of(holder):
    """Return the codes of the fields in a part of a document."""
    return [one.text.strip() for one in holder.iter(qn("w:instrText"))]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("mode", ["all", "short"])
def test_the_word_document_holds_every_clause_mark_rule_and_time_limit(country, mode):
    policy = build(marlow(country), mode=mode)
    document = opened(policy)
    said = words_of(document)
    whole = "\n".join(said).replace("\u00a0", " ")
    expected = []
    for section in policy.sections:
        expected.append((f"{section.number}.", section.title))
        for clause in section.clauses:
            expected.append((clause.number, f"{clause.text} {quiet_mark(clause)}".rstrip()))
    assert [(number, words.replace("\u00a0", " ")) for number, words in numbers_of(document)] == expected
    for ground in grounds(policy):
        assert ground.rule in whole
    for one in cited(policy):
        assert f"[{one.number}] {one.title}" in whole and one.address in whole and one.read in whole
    for row in policy.clocks:
        assert row.duty in whole and row.limit[1:] in whole and row.law in whole
    assert "Draft for legal and staff review" in said
    assert "Reviewed by" in said
    assert "{" not in whole and "}" not in whole
    assert ("Ask your legal adviser" in whole) == (country == "OTHER")


def test_word_numbers_clauses_itself_by_one_list_of_two_levels():
    document = opened(build(marlow("GB")))
    lists = document.part.numbering_part.element
    number = {name: document.styles[name].element.pPr.numPr for name in ("Heading 1", "Clause")}
    assert (number["Heading 1"].ilvl.val, number["Clause"].ilvl.val) == (0, 1)
    assert number["Heading 1"].numId.val == number["Clause"].numId.val > 0
    entry = next(one for one in lists.num_lst if one.numId == number["Clause"].numId.val)
    kinds = {one.get(qn("w:abstractNumId")): one for one in lists.findall(qn("w:abstractNum"))}
    kind = kinds[str(entry.abstractNumId.val)]
    assert [one.get(qn("w:val")) for one in kind.iter(qn("w:lvlText"))] == ["%1.", "%1.%2"]
    assert [one.get(qn("w:val")) for one in kind.iter(qn("w:pStyle"))] == ["Heading1", "Clause"]
    tags = [one.tag for one in lists]
    assert tags.index(qn("w:num")) > max(i for i, one in enumerate(tags) if one == qn("w:abstractNum")), "Word wants kinds first"
    assert document.styles["Policy heading"].element.pPr.numPr.numId.val == 0
    assert not [p.text for p in document.paragraphs if p.style.name in ("Heading 1", "Clause") and p.text[0].isdigit()]


def test_contents_rules_and_sources_are_linked():
    policy = build(marlow("GB"))
    document = opened(policy)
    body = document.element.body
    fields = fields_of(body)
    assert fields.count(r'TOC \o "1-1" \h \z \u') == 1
    style = document.styles["toc 1"].element
    assert (style.get(qn("w:styleId")), style.get(qn("w:customStyle"))) == ("toc1", None), "Word's own style, by its own name"
    names = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    ids = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(set(ids)) == len(ids) == len(names) and all(len(name) <= 40 for name in names)
    inner = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert set(inner) <= names, "no link leads nowhere"
    assert {f"_{section.id}" for section in policy.sections} | {"_adoption", "_rules", "_sources"} <= set(inner)
    referred = [code.split()[1] for code in fields if code.startswith("REF ")]
    assert len(referred) == len(grounds(policy)) > 20 and set(referred) <= names
    outer = [document.part.rels[one.get(qn("r:id"))] for one in body.iter(qn("w:hyperlink")) if one.get(qn("r:id"))]
    assert [one.target_ref for one in outer] == [one.address for one in cited(policy) if one.address]
    assert all(one.is_external for one in outer)
    short = build(marlow("GB"), mode="short")
    outer = [one for one in opened(short).element.body.iter(qn("w:hyperlink")) if one.get(qn("r:id"))]
    assert len(outer) == len([one for one in cited(short) if one.address]) == 7


def test_a_clause_carries_a_quiet_mark_and_no_label():
    policy = build(marlow("GB"))
    document = opened(policy)
    lines = [p.text.replace("\u00a0", " ") for p in document.paragraphs if p.style.name == "Clause"]
    assert lines[1].endswith("students, volunteers and board members.")
    law = next(one for one in lines if one.startswith("Staff may report a danger"))
    assert law.endswith("This policy does not limit that. §")
    labels = [p.text for p in document.paragraphs if "Good practice" in p.text or "Professional standard" in p.text]
    assert len(labels) == 1, "explained once"


def test_the_control_of_the_document():
    control = {"number": "POL-17", "approver": "the board"}
    policy = build(marlow("CA", control=control))
    assert facts(policy) == [
        ("Hospital", "Marlow Bay Hospital"),
        ("Document number", "POL-17"),
        ("Version", "0.1, draft"),
        ("Owner", "The medical director"),
        ("Approved by", "the board"),
        ("Approved on", ""),
        ("Starts on", "4 January 2027"),
        ("Review by", "4 January 2028"),
        ("Law read for", "Canada (Ontario)"),
    ]
    cells = [cell.text for row in opened(policy).tables[0].rows for cell in row.cells]
    assert cells[:4] == ["Document number", "POL-17", "Version", "0.1, draft"]
    assert cells[cells.index("Approved on") + 1] == ""
    assert facts(build(marlow("OTHER")))[-1] == ("Law read for", "no country; ask a lawyer")
    assert "- Approved on: ......" in to_markdown(policy)


def test_styles_page_and_language():
    document = opened(build(marlow()))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.left_margin.mm >= 18
    assert [p.style.name for p in document.paragraphs[:3]] == ["Title", "Subtitle", "Draft"]
    languages = document.styles.element.xpath("w:docDefaults//w:lang")
    assert [one.get(qn("w:val")) for one in languages] == ["en-GB"]
    assert "Marlow Bay Hospital" in section.header.paragraphs[0].text
    assert fields_of(section.footer._element) == ["PAGE", "NUMPAGES"]
    assert "Review by 4 January 2028" in section.footer.paragraphs[0].text
    heads = [row for table in document.tables for row in table._tbl.iter(qn("w:tblHeader"))]
    assert len(heads) == 3, "the heading of time limits, signatures and rules comes again on a new page"


def test_properties_name_the_policy_and_nobody():
    about = opened(build(marlow())).core_properties
    assert about.title == "Social media policy: Marlow Bay Hospital"
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert (about.created, about.modified) == (about.modified, about.created)
    assert about.created.date() == dt.date(2027, 1, 4)


def test_the_file_names_no_path_and_is_the_same_each_time():
    policy = build(marlow("IN"))
    first = to_docx(policy)
    assert to_docx(policy) == first
    with zipfile.ZipFile(io.BytesIO(first)) as container:
        everything = b"".join(container.read(name) for name in container.namelist())
        assert {entry.date_time for entry in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for place in (paths.PACKAGE, paths.home_dir()):
        assert str(place).encode() not in everything
    assert b"python-docx" not in everything


def test_dates_come_from_the_settings_alone(monkeypatch):
    first = to_docx(build(marlow()))
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2031-05-05")
    assert to_docx(build(marlow())) == first
    assert to_docx(build(marlow(start=dt.date(2027, 2, 1)))) != first


def test_check_stands_beside_what_is_unconfirmed():
    policy = build(marlow("US"))
    lines = [p.text.replace("\u00a0", " ") for p in opened(policy).paragraphs if p.style.name == "Clause"]
    kept = [clause for section in policy.sections for clause in section.clauses]
    assert [line.endswith(" check") for line in lines] == [clause.check for clause in kept]
    assert sum(clause.check for clause in kept) >= 8
    indian = "\n".join(words_of(opened(build(marlow("IN")))))
    assert indian.count("That text is not in force. (check)") >= 8
    assert "Not in force yet." in indian and "It begins in mid-May 2027." in indian
    assert "we found no notice that it was adopted. check." in indian


def test_strange_names_do_not_break_a_file():
    policy = build(Settings("A & B <\x0b> | *x* \ud83d", "GB"), mode="short")
    assert "A & B < > | *x*" in words_of(opened(policy))[1]
    assert "A &amp; B &lt; &gt;" in page(policy)
    assert r"A & B \< \> \| \*x\*" in to_markdown(policy)


def test_the_web_page_stands_alone():
    html = page(build(marlow("AU")))
    assert html.startswith("<!doctype html>")
    assert '<html lang="en">' in html
    for forbidden in ("<script", "<link", "src=", "@import", "<input", str(paths.PACKAGE)):
        assert forbidden not in html
    assert "Time limits after a breach" in html and "Within 30 days" in html
    assert html.count("<table") == 2 and "What the clauses rest on" in html
    assert '<a href="https://www.legislation.gov.au/C2004A03712/latest/text">' in html


def test_markdown_has_headings_and_a_table():
    policy = build(marlow("EU"))
    written = to_markdown(policy)
    assert written.startswith("# Social media policy: Marlow Bay Hospital\n\n**Draft for legal and staff review**")
    assert len(re.findall(r"^## \d+\. ", written, re.MULTILINE)) == len(policy.sections) >= 20
    limit = "Without undue delay, where feasible within 72 hours, unless a risk to people is unlikely"
    assert f"| Tell the national data-protection authority | {limit} |" in written
    assert "A proposal, not law." in written
    assert "https://eur-lex.europa.eu/eli/reg/2016/679/oj/eng> (read " in written


def test_another_language_sets_the_language_of_the_files():
    text.use_language("de")
    policy = build(marlow("GB"), mode="short")
    languages = opened(policy).styles.element.xpath("w:docDefaults//w:lang")
    assert [one.get(qn("w:val")) for one in languages] == ["de"]
    assert '<html lang="de">' in page(policy)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_short_policy_takes_two_pages_and_what_it_rests_on_one_more(tmp_path):
    """Laid out by a word processor, with the longest names that the builder takes for two of the roles."""
    long = {"comms": "the head of the department for communications and public affairs", "line": "the incident number, 4321"}
    for country in COUNTRIES:
        policy = build(marlow(country, size="large", roles=long), mode="short")
        (tmp_path / f"{country}.docx").write_bytes(to_docx(policy))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True, timeout=600)
    for country in COUNTRIES:
        pdf = (tmp_path / f"{country}.pdf").read_bytes()
        pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
        assert pages == (2 if country == "OTHER" else 3), country
        if TO_TEXT:
            command = [TO_TEXT, "-l", "2", str(tmp_path / f"{country}.pdf"), "-"]
            assert "Staff representative" in subprocess.run(command, capture_output=True, text=True, check=True).stdout, country
