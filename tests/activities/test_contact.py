"""Contact with a patient online: every situation gets a decision, and the rules of the lesson hold in all of them."""

import copy
import html
import itertools
import re

import pytest
import yaml
from common import said_as_reviewed, use

from medsocial.activities.advise_contact import advice_html, advise_contact
from medsocial.ground import paths
from medsocial.model import contact, guidance
from medsocial.model.contact import advise
from medsocial.store import answers, data

LESSON, KEY = "05_patients_and_boundaries", "advise_contact"
QUESTIONS = contact.questions()
ALL = [dict(zip(QUESTIONS, codes, strict=True)) for codes in itertools.product(*QUESTIONS.values())]
SAFE = [one for one in ALL if one["danger"] != "now"]
COUNTRIES = ["", *(row.country_id for row in data.rows("countries"))]
FIRST = {"who": "patient", "person": "current", "channel": "personal", "about": "friendship", "danger": "not_known"}


def plain(markup):
    """Return the words of an HTML text."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def decided(**changed):
    """Return the decision of a situation that differs from the first one."""
    return advise(FIRST | changed)


# ---- the whole product -----------------------------------------------------------------------------


def test_there_are_192_situations():
    assert list(QUESTIONS) == ["who", "person", "channel", "about", "danger"]
    assert len(ALL) == 2 * 4 * 4 * 3 * 2 == 192


def test_every_situation_gets_a_decision_with_reasons_words_and_a_record():
    labels = {one["id"]: one["label"] for one in contact.rules()["decisions"]}
    for given in ALL:
        found = advise(given)
        assert found.label == labels[found.decision]
        assert found.reasons and found.script and found.record
        assert bool(found.conditions) == (found.decision == "conditions")


def test_every_rule_and_every_reason_is_used():
    found = [advise(given) for given in ALL]
    assert {one.rule for one in found} == {rule["id"] for rule in contact.rules()["rules"]}
    assert {code for one in found for code in one.reason_ids} == {reason["id"] for reason in contact.rules()["reasons"]}
    assert {one.decision for one in found} == {decision["id"] for decision in contact.rules()["decisions"]}


def test_danger_leads_to_care_whatever_else_is_answered():
    for given in ALL:
        found = advise(given)
        assert (found.decision == "care_now") == (given["danger"] == "now") == found.danger
    assert {advise(given).rule for given in ALL if given["danger"] == "now"} == {"danger"}


def test_never_start_from_a_personal_account():
    started = [one for one in SAFE if one["who"] == "you" and one["channel"] == "personal"]
    assert len(started) == 4 * 3
    for given in started:
        assert advise(given).decision == ("do_not_look" if given["about"] == "lookup" else "do_not_start"), given


def test_do_not_accept_and_redirect():
    assert decided().decision == "redirect"
    assert decided(channel="network").decision == "redirect"
    assert decided(channel="portal").decision == "redirect"
    assert "portal" in decided().script and "clinic" in decided().script


def test_a_question_about_care_goes_to_an_approved_channel():
    for given in SAFE:
        if given["about"] == "care" and given["who"] == "patient" and given["channel"] != "portal":
            found = advise(given)
            assert found.decision == "redirect", given
            assert "portal" in found.script


def test_the_approved_portal_is_ordinary_care():
    for given in SAFE:
        ordinary = given["channel"] == "portal" and given["about"] == "care"
        assert (advise(given).decision == "ordinary") == ordinary, given


def test_two_accounts_are_no_immunity():
    for given in SAFE:
        assert ("two_accounts" in advise(given).reason_ids) == (given["channel"] == "personal"), given
    assert any(reason.startswith("A second account gives no immunity.") for reason in decided().reasons)


def test_a_friendship_that_came_first_is_an_exception_with_conditions():
    for channel in ("personal", "network"):
        found = decided(person="known_before", channel=channel)
        assert found.decision == "conditions" and len(found.conditions) >= 3
        assert "prior_friendship" in found.reason_ids
    assert decided(person="known_before", about="care").decision == "redirect"


def test_a_former_patient_is_weighed():
    found = decided(person="former")
    assert found.decision == "conditions"
    weighed = " ".join(found.conditions)
    assert "care begin again" in weighed and "vulnerable" in weighed
    assert [cells[0].act.number for cells in found.cells] == [3]
    assert "former_route" in decided(person="former", about="care").reason_ids


def test_the_only_doctor_of_a_town():
    found = decided(person="one_town")
    assert found.decision == "conditions" and "small_town" in found.reason_ids
    assert decided(person="one_town", who="you").decision == "do_not_start"


def test_patients_are_not_looked_up_without_a_reason():
    for given in SAFE:
        found = advise(given)
        assert (found.decision == "do_not_look") == (given["about"] == "lookup" and given["who"] == "you"), given
        assert found.weak == (given["about"] == "lookup")
    assert "do not score" in plain(advice_html(decided(about="lookup"), ""))


def test_a_page_may_broadcast():
    found = decided(who="you", channel="page", about="care")
    assert found.decision == "conditions" and "page_broadcasts" in found.reason_ids
    assert "Write to everybody" in found.conditions[0]
    assert decided(who="you", channel="page").decision == "do_not_start"
    assert decided(channel="page").decision == "conditions"  # anyone may follow a page


def test_a_public_reply_confirms_nothing():
    script = decided(channel="page", about="care").script
    assert "Anyone" in script and "your care" not in script


def test_the_situations_of_the_static_form():
    """Typed by hand: what the ten situations must come to."""
    found = {one["id"]: advise(one["answers"]).decision for one in contact.rules()["situations"]}
    assert found == {
        "request": "redirect",
        "own_request": "do_not_start",
        "symptom": "care_now",
        "question": "redirect",
        "old_friend": "conditions",
        "former": "conditions",
        "island": "conditions",
        "page": "conditions",
        "portal": "ordinary",
        "curiosity": "do_not_look",
    }
    assert contact.rules()["situations"][0]["answers"] == FIRST


# ---- countries -------------------------------------------------------------------------------------


def test_the_rows_of_the_table_exist_and_the_own_country_comes_first():
    for given, country in itertools.product(SAFE[::5], COUNTRIES):
        found = advise(given, country)
        assert all(len(cells) == 7 for cells in found.cells)
        assert len(found.own) == (len(found.cells) if country else 0)
        for cell in found.own:
            assert cell.jurisdiction.jurisdiction_id == guidance.jurisdiction_of(country)


def test_a_stricter_country_is_named():
    for given, country in itertools.product(SAFE, ("", "GB", "AU")):
        found = advise(given, country)
        barred = [cell for cell in found.own if cell.value in ("must_not", "should_not")]
        assert list(found.stricter) == (barred if found.decision in ("conditions", "ordinary") else [])
        assert ("stricter than our decision" in plain(advice_html(found, country))) == bool(found.stricter)


def test_what_is_unverified_says_so_in_the_answer():
    found = decided(about="lookup", who="you")
    weak = [cell.jurisdiction.short for cell in found.cells[0] if cell.unverified]
    said = plain(advice_html(found, ""))
    assert said.count("(unverified)") == len(weak) and all(f"{name} (unverified)" in said for name in weak)


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_crisis_number_is_invented(country):
    said = plain(advice_html(advise(FIRST | {"danger": "now"}, country), country))
    facts = [row for row in data.rows("country_cards") if row.country_id == country and row.field_id == "crisis_line"]
    if facts and facts[0].value:
        assert "emergency number comes first" in said and facts[0].value in said
        assert ("(unverified)" in said) == (facts[0].status == "memory")
    else:
        assert "We have checked no emergency or crisis number for you." in said and not re.search(r"\b\d{3}\b", said)


# ---- broken content --------------------------------------------------------------------------------


def test_an_unknown_answer_is_refused():
    with pytest.raises(data.UnknownName, match="channel.*personal, page, portal, network"):
        decided(channel="pigeon")
    with pytest.raises(data.UnknownName, match="who"):
        advise({})


@pytest.fixture
def altered(monkeypatch):
    """Return a function that changes the rules for one test."""

    def change(edit):
        words = copy.deepcopy(data.yaml_content("contact_rules"))
        edit(words)
        real = data.yaml_content
        monkeypatch.setattr(data, "yaml_content", lambda name: words if name == "contact_rules" else real(name))

    return change


def test_a_gap_in_the_rules_is_said_in_one_sentence(altered):
    altered(lambda words: words["rules"].pop())
    with pytest.raises(data.DataError, match=r"contact_rules.yaml: no rule fits .* Add one at the end\."):
        decided(who="you")


def test_danger_wins_even_if_the_file_puts_it_last(altered):
    altered(lambda words: words["rules"].append(words["rules"].pop(0)))
    assert {advise(given).decision for given in ALL if given["danger"] == "now"} == {"care_now"}


def test_codes_of_the_file_name_each_other():
    words = yaml.safe_load((paths.data_dir() / "contact_rules.yaml").read_text("utf-8"))
    reasons, decisions = ({one["id"] for one in words[key]} for key in ("reasons", "decisions"))
    for rule in words["rules"]:
        assert rule["decision"] in decisions and set(rule["reason_ids"]) <= reasons
        for question, codes in rule["when"].items():
            assert set(codes) <= set(QUESTIONS[question])
    assert set(words["open_decisions"]) <= decisions
    shown = advise_contact().to_html()
    assert said_as_reviewed("contact:contact_rules", shown)


# ---- the activity ----------------------------------------------------------------------------------


def test_it_begins_where_the_static_form_does():
    activity = advise_contact()
    assert activity.answers() == FIRST
    assert "Do not accept; redirect" in activity.found.value
    assert answers.load(LESSON) == {}
    static = plain(activity.to_html())
    for one in contact.rules()["situations"]:
        assert one["label"] in static and advise(one["answers"]).script in static
    assert "10 situations" in static
    assert activity.to_html().count('<details class="ms-option"') == 9


def test_answers_lead_to_a_decision_and_are_kept():
    activity = advise_contact()
    activity.menus["who"].value = "you"
    assert (activity.status.text, activity.status.kind) == ("The decision: Do not start.", "note")
    activity.menus["danger"].value = "now"
    assert activity.status.text == "The decision: Direct the person to care now."
    assert answers.load(LESSON)[KEY] == {"answers": FIRST | {"who": "you", "danger": "now"}}
    assert advise_contact().answers() == FIRST | {"who": "you", "danger": "now"}


def test_the_country_of_the_start_page_comes_first():
    answers.save("00_start_here", "choose_country", {"country": "IN"})
    activity = advise_contact()
    assert activity.country.value == "IN"
    assert "India: Accept a patient's friend request" in plain(activity.found.value)
    assert "India: Accept" not in plain(activity.to_html())
    activity.country.value = "AU"
    assert "Australia: Accept a patient's friend request" in plain(activity.found.value)


@pytest.mark.parametrize("junk", [{"answers": 3}, {"answers": {"who": [], "channel": "pigeon"}}, [], {"answers": {"gone": "x"}}])
def test_damaged_answers_are_borne(junk):
    answers.save(LESSON, KEY, junk)
    assert advise_contact().answers() == FIRST


def test_the_static_form_is_the_same_after_use():
    before = advise_contact()._repr_mimebundle_()["text/html"]
    for _control in use(advise_contact(), most=40):
        pass
    assert advise_contact()._repr_mimebundle_()["text/html"] == before
    assert len(before.encode()) < 60_000


def test_its_sources_are_those_of_what_it_shows():
    activity = advise_contact()
    assert "medsocial_judgement" in activity.sources
    for source in activity.sources:
        data.row("sources", source)
    assert activity.sentence().endswith("Do not accept; redirect.")
