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


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("mode", ["all", "short"])
def test_the_word_document_holds_every_clause_mark_and_time_limit(country, mode):
    policy = build(marlow(country), mode=mode)
    document = opened(policy)
    said = words_of(document)
    whole = "\n".join(said).replace("\u00a0", " ")
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    for section in policy.sections:
        assert f"{section.number}. {section.title}" in headings
        for clause in section.clauses:
            assert f"{clause.number}\t{clause.text}" in whole
            assert mark(clause, short=mode == "short") in whole
    for row in policy.clocks:
        assert row.duty in whole and row.limit[1:] in whole and row.law in whole
    assert "Draft for legal and staff review" in said
    assert "Reviewed by" in said
    assert "{" not in whole and "}" not in whole
    assert ("Ask your legal adviser" in whole) == (country == "OTHER")


def test_styles_page_and_language():
    document = opened(build(marlow()))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.left_margin.mm >= 18
    assert [p.style.name for p in document.paragraphs[:3]] == ["Title", "Subtitle", "Draft"]
    languages = document.styles.element.xpath("w:docDefaults//w:lang")
    assert [one.get(qn("w:val")) for one in languages] == ["en-GB"]
    assert "Marlow Bay Hospital" in section.header.paragraphs[0].text
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Review by 4 January 2028" in section.footer.paragraphs[0].text
    heads = [row for table in document.tables for row in table._tbl.iter(qn("w:tblHeader"))]
    assert len(heads) == 2, "the heading of both tables comes again on a new page"


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
    lines = opened(policy).paragraphs
    marks = {p.text: q.text for p, q in zip(lines, lines[1:], strict=False) if p.style.name == "Clause"}
    for section in policy.sections:
        for clause in section.clauses:
            assert marks[f"{clause.number}\t{clause.text}"].endswith("· check") == clause.check
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
    assert html.count("<table") == 1


def test_markdown_has_headings_and_a_table():
    policy = build(marlow("EU"))
    written = to_markdown(policy)
    assert written.startswith("# Social media policy: Marlow Bay Hospital\n\n**Draft for legal and staff review**")
    assert len(re.findall(r"^## \d+\. ", written, re.MULTILINE)) == len(policy.sections) >= 20
    limit = "Without undue delay, where feasible within 72 hours, unless a risk to people is unlikely"
    assert f"| Tell the national data-protection authority | {limit} |" in written
    assert "A proposal, not law." in written
    assert "(read 23 November 2026)" in written


def test_the_facts_below_the_title():
    assert facts(build(marlow("CA"))) == [
        ("Hospital", "Marlow Bay Hospital"),
        ("Starts on", "4 January 2027"),
        ("Review by", "4 January 2028"),
        ("Law read for", "Canada (Ontario)"),
    ]
    assert facts(build(marlow("OTHER")))[-1] == ("Law read for", "no country; ask a lawyer")


def test_another_language_sets_the_language_of_the_files():
    text.use_language("de")
    policy = build(marlow("GB"), mode="short")
    languages = opened(policy).styles.element.xpath("w:docDefaults//w:lang")
    assert [one.get(qn("w:val")) for one in languages] == ["de"]
    assert '<html lang="de">' in page(policy)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_short_policy_takes_two_pages(tmp_path):
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
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 2, country
