"""The local card: filled, kept, printed, given away and brought in; a broken file gets one clear sentence."""

import html
import re

import pytest
from common import controls, use

from medsocial.activities.local_card import PRINTED, fill_local_card, sheet
from medsocial.ground import paths
from medsocial.model import local_card
from medsocial.store import answers, data
from medsocial.upkeep import check

LESSON, KEY = "05_patients_and_boundaries", "local_card"
IDS = ["regulator", "privacy_law", "breach_clock", "advertising", "photographs", "patient_contact", "staff_rights", "crisis_line"]
FULL = {
    "country": "OTHER",
    "own_words": {**{key: f"Ours: {key}." for key in IDS}, "country_name": "Île d’Or"},
    "checked_on": "2026-11-20",
}


def plain(markup):
    """Return the words of an HTML text."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def write(path, words):
    """Write a card file by hand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


# ---- the model -------------------------------------------------------------------------------------


def test_eight_fields_and_a_date():
    assert [field.field_id for field in local_card.fields()] == IDS
    assert local_card.date_label() == "Checked on"


def test_what_a_card_lacks():
    assert local_card.missing(FULL) == ()
    assert local_card.missing({})[0] == "Country" and len(local_card.missing({})) == 10
    words = {key: text for key, text in FULL["own_words"].items() if key not in ("regulator", "country_name")}
    assert local_card.missing(FULL | {"own_words": words}) == ("Country", "My regulator")
    assert local_card.missing(FULL | {"checked_on": ""}) == ("Checked on",)
    assert local_card.missing(FULL | {"checked_on": "2024-01-01"}) == ("Checked on (more than a year ago)",)
    assert local_card.missing(FULL | {"checked_on": "2199-01-01"}) == ("Checked on",)
    assert local_card.missing(FULL | {"own_words": {**FULL["own_words"], "photographs": "  "}}) == ("Photographs and films",)
    assert local_card.missing({"own_words": 3, "country": "US"})[0] == "My regulator"


def test_a_card_comes_back_from_its_file(tmp_path):
    odd = {"country": "US", "own_words": {"regulator": "Colon: # and 'quotes'\nline"}, "checked_on": ""}
    for card in (FULL, odd):
        assert local_card.read_card(write(tmp_path / "country_card.txt", local_card.card_text(card))) == card


def test_a_card_written_by_hand_may_be_short(tmp_path):
    path = write(tmp_path / "country_card.yaml", "fields: {breach_clock: 72}\nchecked_on: 2026-11-01\ncountry: Ruritania\n")
    assert local_card.read_card(path) == {
        "country": "OTHER",
        "own_words": {"breach_clock": "72", "country_name": "Ruritania"},
        "checked_on": "2026-11-01",
    }


BROKEN = {
    "": "this is no country card",
    "- a\n- b\n": "this is no country card",
    "fields: [a]\n": "this is no country card",
    "fields:\n  regulator: x\n bad: y\n": "the layout is broken in line",
    "fields: {regulators: x}\n": "“regulators” is no field of the card; the fields are advertising",
    "fields: {regulator: [a, b]}\n": "“regulator” holds a list instead of a text",
    "fields: {regulator: x}\ncountry_id: ZZ\n": "country_id “ZZ” is unknown; use one of US",
    "fields: {regulator: x}\nchecked_on: soon\n": "checked_on: “soon” is no day",
    "fields: {regulator: x}\nchecked_on: 2199-01-01\n": "is still to come",
    "fields: {regulator: " + "x" * 2001 + "}\n": "is longer than 2,000 letters",
    "fields: &a {regulator: *a}\n": "refers from one place to another",
}


@pytest.mark.parametrize("words", BROKEN, ids=lambda words: BROKEN[words][:30])
def test_a_broken_card_gets_one_sentence(tmp_path, words):
    with pytest.raises(local_card.CardError) as caught:
        local_card.read_card(write(tmp_path / "country_card.yaml", words))
    said = str(caught.value)
    assert said.startswith("country_card.yaml: ") and BROKEN[words] in said and said.endswith(".")
    assert "\n" not in said and "Traceback" not in said


def test_a_card_whose_parts_refer_to_each_other_is_refused_at_once(tmp_path):
    """Six lines stand for a million words, nine for a billion; whoever wrote them all out would never end."""
    layers = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    layers += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 6)]
    for words in ("\n".join([*layers, "country_id: *a5", "fields: {}"]), "fields: &a {regulator: *a}"):
        with pytest.raises(local_card.CardError, match=r"refers from one place to another \(\*name\); write the words out"):
            local_card.read_card(write(tmp_path / "country_card.yaml", words))


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16"])
def test_a_card_that_an_editor_saved_is_read(tmp_path, code):
    path = tmp_path / "country_card.yaml"
    path.write_bytes(local_card.card_text(FULL).encode(code))
    assert local_card.read_card(path) == FULL


def test_a_file_that_is_missing_huge_or_of_another_kind(tmp_path):
    with pytest.raises(local_card.CardError, match="There is no file .*Put the country file there first"):
        local_card.read_card(tmp_path / "country_card.yaml")
    with pytest.raises(local_card.CardError, match="too large"):
        local_card.read_card(write(tmp_path / "country_card.yaml", "#" * 200_000))
    (tmp_path / "country_card.yaml").write_bytes(b"fields: {regulator: \xff\xfe}")
    with pytest.raises(local_card.CardError, match="UTF-8"):
        local_card.read_card(tmp_path / "country_card.yaml")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(local_card.CardError, match="it cannot be read"):
        local_card.read_card(tmp_path / "folder.yaml")


def test_facts_carry_their_marks():
    for country in local_card.known_countries():
        rows = {row.field_id: row for row in data.rows("country_cards") if row.country_id == country}
        facts = local_card.facts(country)
        assert set(facts) == {key for key, row in rows.items() if row.value} | {"breach_clock"}
        for key in set(facts) - {"breach_clock"}:
            assert ("unverified" in facts[key].marks) == (rows[key].status == "memory")
            assert not (facts[key].pinpoint and rows[key].status not in data.AT_SOURCE)
    assert local_card.facts("OTHER") == {}


def test_the_clock_comes_from_the_table_of_time_limits():
    clock = {country: local_card.facts(country)["breach_clock"] for country in local_card.known_countries()}
    assert clock["GB"].value == (
        "Tell the Information Commissioner's Office: within 72 hours, unless a risk to people is unlikely. "
        "Tell the people concerned: without undue delay, if the risk to them is high. Tell your privacy lead at once."
    )
    assert clock["GB"].place.endswith("article 33; UK General Data Protection Regulation, article 34.")
    assert clock["GB"].source_ids == ("ico_breach_reporting", "ico_breach_assessment", "uksi_2026_386")
    assert "Not in force yet. Tell the people concerned: without delay (read in a report)." in clock["IN"].value
    assert clock["EU"].value.count("(read in a report)") == 1, "the proposal, and not the article in force"


# ---- check -----------------------------------------------------------------------------------------


def about_cards(found):
    """Return what the check says on card files; the rest of an empty folder is of no concern here."""
    return [str(problem) for problem in found if problem.file.startswith(("country_card.", "country_card_"))]


def test_check_says_what_a_card_lacks(tmp_path):
    short = FULL | {"own_words": {**FULL["own_words"], "crisis_line": ""}}
    write(tmp_path / "country_card.txt", local_card.card_text(short))
    report = check.examine(tmp_path)
    assert about_cards(report.problems) == []
    assert about_cards(report.warnings) == [
        "country_card.txt: 'Emergency number and crisis line' is still missing on the country card. Fill it in."
    ]


def test_check_finds_a_broken_card(tmp_path):
    write(tmp_path / "country_card_fr.yaml", "fields: {regulators: x}\n")
    (problem,) = about_cards(check.problems(tmp_path))
    assert problem.startswith("country_card_fr.yaml: “regulators” is no field of the card")


# ---- the activity ----------------------------------------------------------------------------------


def test_it_begins_empty_and_says_what_is_missing():
    activity = fill_local_card()
    assert activity.card() == {"country": "", "own_words": {}, "checked_on": ""}
    assert plain(activity.lacking.value).startswith("Still missing: Country, My regulator")
    seen = set(controls(activity))
    assert activity.name not in seen and {activity.country, *activity.words.values(), activity.checked_on} <= seen
    assert answers.load(LESSON) == {}


def test_the_country_of_the_start_page_brings_its_facts():
    answers.save("00_start_here", "choose_country", {"country": "GB"})
    activity = fill_local_card()
    assert activity.country.value == "GB"
    shown = plain(activity.read["breach_clock"].value)
    assert "What we read: Tell the Information Commissioner's Office: within 72 hours" in shown and "article 33" in shown
    if "crisis_line" not in local_card.facts("GB"):
        assert "We have checked nothing on this for your country." in plain(activity.read["crisis_line"].value)
    for key, fact in local_card.facts("EU").items():
        activity.country.value = "EU"
        assert ("unverified" in plain(activity.read[key].value)) == fact.unverified
        assert ("ms-hatched" in activity.read[key].value) == fact.unverified


def test_words_are_kept_and_come_back():
    activity = fill_local_card()
    activity.country.value = "OTHER"
    assert activity.name.layout.display == ""
    activity.name.value = "Ruritania"
    activity.words["regulator"].value = "  The Royal College  "
    activity.checked_on.value = "2026-11-20"
    assert answers.load(LESSON)[KEY] == {
        "country": "OTHER",
        "own_words": {"country_name": "Ruritania", "regulator": "The Royal College"},
        "checked_on": "2026-11-20",
    }
    again = fill_local_card()
    assert (again.country.value, again.name.value) == ("OTHER", "Ruritania")
    assert again.words["regulator"].value == "The Royal College" and again.checked_on.value == "2026-11-20"
    assert "My regulator" not in plain(again.lacking.value)


def test_free_text_is_left_out_of_an_export():
    activity = fill_local_card()
    activity.words["regulator"].value = "secret words"
    assert "secret words" not in answers.export().read_text("utf-8")
    assert "secret words" in answers.export(with_own_words=True).read_text("utf-8")


def test_a_wrong_day_is_refused_kindly_and_the_words_are_kept():
    activity = fill_local_card()
    activity.words["regulator"].value = "Ours"
    activity.checked_on.value = "20.11.2026"
    assert activity.status.kind == "warning" and "is no day" in activity.status.text
    assert answers.load(LESSON)[KEY] == {"country": "", "own_words": {"regulator": "Ours"}, "checked_on": ""}
    assert activity.checked_on.value == "20.11.2026"
    activity.checked_on.value = "2026-11-20"
    assert activity.status.kind == "note"


def test_a_page_to_print(home):
    activity = fill_local_card()
    activity.country.value = "GB"
    activity.words["regulator"].value = "Ask <Meera> & Tomás"
    activity.to_print.click()
    written = (home / PRINTED).read_text("utf-8")
    assert activity.status.kind == "good" and activity.page.content.decode() == written and PRINTED in activity.page.where
    assert "Ask &lt;Meera&gt; &amp; Tomás" in written and "My country on one page: United Kingdom" in plain(written)
    assert "Still to find out:" in written and "Still missing:" in written
    assert "http-equiv" not in written and "<script" not in written
    assert answers.delete_all() >= 1 and not (home / PRINTED).exists()


def test_the_sheet_of_a_full_card_lacks_nothing():
    said = plain(" ".join(sheet("My country on one page", FULL)))
    assert "Île d’Or" in said and "Ours: crisis_line." in said
    assert "The card is complete." in said and "Still" not in said and "20 November 2026" in said


def test_a_file_is_given_and_brought_in(home):
    activity = fill_local_card()
    activity.country.value = "OTHER"
    activity.name.value = "Ruritania"
    activity.words["regulator"].value = "The Royal College"
    activity.give.click()
    assert activity.status.kind == "good" and (home / "country_card.txt").read_bytes() == activity.file.content
    answers.save(LESSON, KEY, None)
    other = fill_local_card()
    other.words["privacy_law"].value = "Kept"
    other.take.click()
    assert other.status.text == "1 field was brought in. The others stay."
    assert answers.load(LESSON)[KEY]["own_words"] == {
        "country_name": "Ruritania",
        "regulator": "The Royal College",
        "privacy_law": "Kept",
    }
    answers.delete_all()
    assert not (home / "country_card.txt").exists()


def test_a_file_that_cannot_be_brought_in_changes_nothing(home):
    activity = fill_local_card()
    activity.words["regulator"].value = "Mine"
    activity.take.click()
    assert activity.status.kind == "warning" and "There is no file" in activity.status.text
    write(home / "country_card.yaml", "fields: [\n")
    activity.take.click()
    assert "the layout is broken" in activity.status.text
    assert activity.words["regulator"].value == "Mine"


def test_a_folder_that_cannot_be_written_is_said(monkeypatch, tmp_path):
    activity = fill_local_card()
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(paths, "home_dir", lambda: tmp_path / "file" / "in")
    for button, file in ((activity.to_print, activity.page), (activity.give, activity.file)):
        button.click()
        assert activity.status.kind == "warning" and "Download it to keep it" in activity.status.text
        assert file.content and not file.where


@pytest.mark.parametrize(
    "junk", [[], {"own_words": [], "country": 3}, {"own_words": {"regulator": 4, "gone": "x"}, "country": "ZZ", "checked_on": 7}]
)
def test_damaged_answers_are_borne(junk):
    answers.save(LESSON, KEY, junk)
    assert fill_local_card().card() == {"country": "", "own_words": {}, "checked_on": ""}


def test_the_static_form_holds_the_fields_and_the_facts():
    activity = fill_local_card()
    before = activity._repr_mimebundle_()["text/html"]
    said = plain(before)
    for field in local_card.fields():
        assert field.question in said
    for country in local_card.known_countries():
        for fact in local_card.facts(country).values():
            assert fact.value in said
    assert before.count("ms-hatched") == sum(
        fact.unverified for country in local_card.known_countries() for fact in local_card.facts(country).values()
    )
    for _control in use(activity, most=40):
        assert "Something went wrong" not in activity.status.text
    assert fill_local_card()._repr_mimebundle_()["text/html"] == before
