"""The comparison with a policy that a reader has: what is found in hand-written policies, and what it never says."""

import html
import io
import re
import zipfile

import docx
import pytest
import yaml

import medsocial as ms
from medsocial.ground import own_text, paths
from medsocial.model.policy_compare import example, places
from medsocial.store import data
from medsocial.upkeep import check

POLICY = [
    "Social media at St Anne's. This policy applies to every member of staff.",
    "Staff must not photograph patients. A picture needs written consent.",
    "Report a breach to the duty manager. Breaches are reported immediately.",
    "",
    "Do not accept friend requests from patients. Do not use WhatsApp for patient data.",
]
FOUND = {"purpose", "patient_information", "photographs", "relationships", "messaging", "incident"}


def by_section(paragraphs):
    """Return the places by section."""
    return {place.section: place for place in places(paragraphs)}


def word_file(paragraphs, table=()):
    """Return a Word file with these paragraphs, and a table of one row."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if table:
        for cell, words in zip(document.add_table(rows=1, cols=len(table)).rows[0].cells, table, strict=True):
            cell.text = words
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_passages_by_hand():
    found = by_section(POLICY)
    assert {section for section, place in found.items() if place.passages} == FOUND
    assert [passage.text for passage in found["photographs"].passages] == [POLICY[1]]
    assert found["photographs"].passages[0].words == ("photograph", "picture", "written consent")
    assert found["incident"].passages[0].words == ("breach", "Breaches", "reported immediately")
    assert found["messaging"].passages[0].words == ("WhatsApp",)
    assert found["wellbeing"].passages == () and "online abuse" in found["wellbeing"].words


def test_sentences_come_before_headings_and_a_line_of_the_contents_is_not_shown_twice():
    heading, sentences = "7. Photographs and film", ["A picture is kept.", "No film is shown.", "A photograph is asked for."]
    found = by_section(["Photographs and film ..... 12", heading, *sentences])["photographs"]
    assert [passage.text for passage in found.passages] == sentences and found.more == 1
    assert [passage.text for passage in by_section([heading])["photographs"].passages] == [heading]


def test_a_word_is_found_whole_and_a_star_takes_any_ending():
    assert not by_section(["The scoped rule, an uncrisis, and giftware in the periscope."])["crisis"].passages
    assert not by_section(["A periscope."])["purpose"].passages
    assert by_section(["Sponsorship is declared."])["endorsements"].passages[0].words == ("Sponsorship",)
    assert by_section(["PERSONAL\n  DATA stay here."])["patient_information"].passages[0].words == ("PERSONAL DATA",)


def test_the_three_richest_passages_stand_in_the_order_of_the_text():
    lines = ["A crisis.", "A crisis: a journalist calls the press office.", "Crisis: a spokesperson.", "Crisis again.", "Crisis."]
    place = by_section(lines)["crisis"]
    assert [passage.text for passage in place.passages] == lines[:3] and place.more == 2
    assert by_section(["A crisis."] * 40)["crisis"].more == 0, "a line that comes again is one passage"


def test_long_paragraphs_are_cut_between_sentences():
    filler = "This sentence says nothing that a section asks for at all. " * 30
    place = by_section([filler + "A crisis begins. " + filler])["crisis"]
    assert len(place.passages) == 1 and len(place.passages[0].text) <= 320
    assert place.passages[0].text.endswith(".") and place.passages[0].text.startswith("This sentence")
    assert by_section(["x" * 5000 + " crisis"])["crisis"].passages[0].text.endswith("crisis")
    assert all(len(one.text) <= 320 for one in by_section(["crisis " * 900])["crisis"].passages)


def test_every_section_has_words_and_the_list_knows_no_other():
    sections = [one["id"] for one in data.yaml_content("policy_sections")["sections"]]
    assert [one["section"] for one in data.yaml_content("policy_words")["sections"]] == sections


def test_our_own_policy_is_found_in_each_of_its_sections():
    """Not one list of words is so poor that it misses what it was made for."""
    for section in data.yaml_content("policy_sections")["sections"]:
        lines = [section["title"], section["why"]]
        lines += [one["text"] for clause in section["clauses"] for one in clause.get("options", [clause])]
        assert by_section(lines)[section["id"]].passages, section["id"]


def test_a_broken_list_of_words_is_named(tmp_path):
    for name in ("datapackage.json", "sources.csv"):
        (tmp_path / name).write_bytes((paths.shipped_data_dir() / name).read_bytes())
    broken = yaml.safe_load((paths.shipped_data_dir() / "policy_words.yaml").read_text(encoding="utf-8"))
    broken["sections"][0]["words"][0] = "a*b"
    (tmp_path / "policy_words.yaml").write_text(yaml.safe_dump(broken), encoding="utf-8")
    assert any("a*b" in str(problem) for problem in check.examine(tmp_path).problems)


# ---- files ------------------------------------------------------------------------------------------


def test_a_word_file_is_read_with_its_tables_and_breaks():
    content = word_file(["One\ttab", "Two\nlines"], table=("Left", "Right"))
    assert [line for line in own_text.paragraphs_of(content) if line] == ["One tab", "Two lines", "Left", "Right"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_usual_codings(coding):
    assert own_text.paragraphs_of("Crisis café\r\nStaff’s rights".encode(coding)) == ["Crisis café", "Staff’s rights"]


WRONG = {
    "empty": (b"", "no words"),
    "blank": (b" \n\n", "no words"),
    "sound": (b"\xff\xfb\x90\x64" * 900, "neither a Word file"),
    "binary": (b"policy\x00\x01\x02", "neither a Word file"),
    "pdf": (b"%PDF-1.7 x", "Copy its words"),
    "old": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99, "old Word file"),
    "container": (b"PK\x03\x04 broken", "is no Word file"),
    "huge": (b"a" * 8_000_001, "larger than 8 MB"),
    "long": (b"word " * 250_000, "300 pages"),
    "scanned": (word_file([""]), "no words"),
}


def give(field, name, content):
    """Put a file into a field, as the browser does."""
    large = len(content) > 8_000_000  # then the browser sends the name alone
    field._handle_custom_msg({"name": name, "large": large}, [memoryview(b"" if large else content)])


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_gets_one_sentence_and_changes_nothing(name):
    content, said = WRONG[name]
    activity = ms.compare_policy()
    give(activity.open, "policy.txt", "\n".join(POLICY).encode())
    before = activity.result.value
    give(activity.open, "other.docx", content)
    assert said in activity.said.text and activity.said.text.endswith("Nothing was changed.")
    assert activity.result.value == before and "Staff must not" in before


@pytest.mark.parametrize("bad", ["bomb", "entities", "macros", "many parts"])
def test_a_hostile_word_file_is_not_opened(bad):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(POLICY))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            said = old.read(name)
            if name == "word/document.xml" and bad == "entities":
                said = said.replace(b"<w:document", b'<!DOCTYPE d [<!ENTITY a "aa">]><w:document', 1)
            if name == "word/document.xml" and bad == "bomb":
                said += b" " * 11_000_000
            new.writestr(name, said)
        if bad == "macros":
            new.writestr("word/vbaProject.bin", b"x")
        for number in range(2001 if bad == "many parts" else 0):
            new.writestr(f"part{number}", b"")
    activity = ms.compare_policy()
    give(activity.open, "policy.docx", made.getvalue())
    assert "was not opened" in activity.said.text and activity.result.value == ""


# ---- the activity -----------------------------------------------------------------------------------


def words_of(markup):
    """Return what somebody reads."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_it_says_read_this_or_look_yourself_and_never_judges(home):
    activity = ms.compare_policy()
    give(activity.open, "policy.docx", word_file(POLICY))
    said = words_of(activity.result.value)
    assert said.count("Words found: read this.") == len(FOUND)
    assert said.count("No words found: look yourself.") == 22 - len(FOUND)
    assert said.startswith("No words were found for these sections, so look yourself: “Owner and governance”, ")
    for words in (said, words_of(activity.to_html()), activity.sentence(), activity.said.text):
        assert not re.search(r"(?i)\bcovered\b|complete|missing|score|\d of 22\b|%|passed|fail", words)
    assert "<mark>WhatsApp</mark>" in activity.result.value
    assert activity.said.text == "Looked through policy.docx. Read the passages below; nothing was kept."
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_pasted_words_are_shown_as_text_and_can_be_emptied(caplog):
    activity = ms.compare_policy()
    activity.run.click()
    assert "The box is empty" in activity.said.text
    activity.box.value = "<script>alert(1)</script> A crisis & a journalist."
    activity.run.click()
    assert "<script" not in activity.result.value and "&lt;script&gt;" in activity.result.value
    assert activity.box.judged == activity.box.value
    activity.clear.click()
    assert (activity.box.value, activity.result.value, activity.said.text) == ("", "", "")
    assert not caplog.records


def test_a_failure_carries_no_word_of_the_policy(monkeypatch, caplog):
    from medsocial.activities import compare_policy as module

    def fail(_lines):
        raise RuntimeError("A journalist called.")

    monkeypatch.setattr(module, "places", fail)
    activity = module.compare_policy()
    activity.box.value = "A journalist called."
    activity.run.click()
    assert "could not be looked through" in activity.said.text
    assert "journalist" not in caplog.text + activity.said.text


def test_the_static_form_shows_a_made_up_policy_and_no_trace_of_the_reader():
    first = ms.compare_policy().to_html()
    activity = ms.compare_policy()
    activity.box.value = "Zanzibar"
    assert ms.compare_policy().to_html() == first and "Zanzibar" not in first
    assert all(line.split()[-1] in words_of(first) for line in example())
    assert "No words found: look yourself." in first and "Words found: read this." in first
