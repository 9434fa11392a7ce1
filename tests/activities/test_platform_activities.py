"""The activities of lesson 02: sorting cards, doubting counts, keeping two platforms, switching the survival curve."""

import json
import re

import pytest
from common import choose, use

from medsocial.activities import survival_switches
from medsocial.activities.bad_data import VERDICTS, by_the_dates, find_bad_data, rows_of
from medsocial.activities.keep_two import PURPOSES, alive, choose_two, fact_worth_knowing, purpose_labels
from medsocial.activities.sort_cards import sort_cards
from medsocial.activities.survival_switches import (
    MAIN,
    SWITCHES,
    counted,
    explore_survival,
    neighbours,
    plain_words,
    states,
)
from medsocial.charts.survival import plot_survival
from medsocial.ground import text
from medsocial.model.platform_cards import CHECKS, SEES, labels, platform_cards
from medsocial.model.platform_cards import PURPOSES as CARD_PURPOSES
from medsocial.model.platform_profile import fact_words
from medsocial.store import answers, data

LESSON = "02_platform_taxonomy"
ACTIVITIES = [sort_cards, find_bad_data, choose_two, explore_survival]
# Typed by hand: who sees it, who checks identity, what it is for.
CARDS = {
    "whatsapp": ("private", "phone", "messages"),
    "sermo": ("members", "profession", "colleagues"),
    "twitter_x": ("public", "nobody", "posts"),
    "linkedin": ("public", "nobody", "colleagues"),
    "wikipedia": ("public", "nobody", "knowledge"),
    "facebook": ("mixed", "nobody", "posts"),
    "telegram": ("mixed", "phone", "messages"),
    "doximity": ("members", "profession", "colleagues"),
    "researchgate": ("public", "address", "colleagues"),
    "instagram": ("public", "nobody", "posts"),
    "docquity": ("members", "profession", "colleagues"),
    "discord": ("members", "nobody", "messages"),
}
ROWS = {
    "google_buzz_2013": ("impossible", 170_000_000),
    "twitter_2014": ("cannot_tell", 223_675_000),
    "snapchat_2025": ("possible", 477_000_000),
    "flickr_2007": ("cannot_tell", 29_299_875),
    "youtube_2017": ("cannot_tell", 1_495_657_000),
    "myspace_2008": ("possible", 115_000_000),
    "google_buzz_2010": ("cannot_tell", 166_029_650),
}
# Survival, its interval and the counts of ends and platforms: the first three typed from the review of the platforms,
# the others from a calculation with statsmodels.
SURVIVAL = {
    ("closed", "censored", "study"): ("0.78", "0.52 to 0.91", 4, 21),
    ("closed", "all_dead", "study"): ("0.67", "0.43 to 0.83", 7, 21),
    ("closed", "all_alive", "study"): ("0.81", "0.57 to 0.92", 4, 21),
    ("closed_or_renamed", "censored", "study"): ("0.73", "0.46 to 0.88", 5, 21),
    ("closed", "censored", "age"): ("0.56", "0.20 to 0.80", 4, 20),
    ("closed", "censored", "age_naive"): ("0.74", "0.41 to 0.90", 4, 20),
}
NONSENSE = [None, [], "lost", 7, {"answers": ["x"]}, {"answers": {"whatsapp": [0, 9, 0], "gone": [0, 0, 0], "sermo": "a"}},
            {"kept": {"a": 1}}, {"kept": [3, {"platform_id": ["x"]}, {"platform_id": "gone", "purpose": "learn"}]},
            {"event": "eaten", "lost": 4, "scale": ["age"]}]  # fmt: skip


def stored(key):
    """Return what is kept of an activity."""
    return answers.load(LESSON).get(key)


def put(key, state):
    """Keep a state as if an earlier edition had written it."""
    answers.save(LESSON, key, state)


# ---- all four ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", ACTIVITIES)
def test_the_static_form_is_the_same_after_answers(make):
    first = make()
    before = first.to_html(), first.sentence()
    for _control in use(first):
        assert "Something went wrong" not in first.status.text
    assert stored(first.key), "it kept what was answered"
    assert (first.to_html(), first.sentence()) == before == (make().to_html(), make().sentence())


@pytest.mark.parametrize("make", ACTIVITIES)
@pytest.mark.parametrize("state", NONSENSE, ids=lambda state: json.dumps(state)[:30])
def test_a_damaged_state_is_ignored(make, state):
    key = make().key
    put(key, state)
    again = make()
    for _control in use(again, most=8):
        assert "Something went wrong" not in again.status.text


@pytest.mark.parametrize("make", ACTIVITIES)
def test_a_damaged_file_is_set_aside(make, home):
    home.mkdir(parents=True)
    (home / f"{LESSON}.json").write_text("{ not closed", encoding="utf-8")
    assert make().to_html()
    assert (home / f"{LESSON}.damaged-1.json").is_file()


@pytest.mark.parametrize("make", ACTIVITIES)
def test_lesson_recipe_and_sources(make):
    activity = make()
    assert activity.lesson == LESSON
    assert activity.recipe == {"function": make.__name__, "arguments": {}}
    assert activity.key == make.__name__, "answers lie under the name of the function"
    assert all(data.row("sources", source) for source in activity.sources)


@pytest.mark.parametrize("make", ACTIVITIES)
def test_an_answer_that_cannot_be_kept_is_said(make, home):
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("a file where the folder should be", encoding="utf-8")
    activity = make()
    for _control in use(activity, most=12):
        if activity.status.kind == "warning":
            break
    assert activity.status.kind == "warning"
    assert "Not saved" in activity.status.text or "twice" in activity.status.text


@pytest.mark.parametrize("make", ACTIVITIES)
def test_another_language_leaves_no_english_controls(make):
    text.use_language("xx")
    activity = make()
    assert not re.search(r"\b(the|and|platforms|you)\b", re.sub(r"<a .*?</a>|<img[^>]*>", "", activity.to_html()))


# ---- sort cards ------------------------------------------------------------------------------------------


def test_the_best_answers_are_those_typed_by_hand():
    words = labels()
    found = {c.key: tuple(q.options[q.right] for q in c.questions) for c in platform_cards(12)}
    assert found == {key: tuple(words[code] for code in codes) for key, codes in CARDS.items()}
    assert list(found) == list(CARDS), "the order is part of the exercise"


def test_every_card_agrees_with_the_facts():
    for row in data.rows("platform_cards"):
        sees, checks, purpose = CARDS[row.card_id]
        visible, identity = (data.row("platform_facts", f) for f in (row.visibility_fact_id, row.identity_fact_id))
        assert {visible.platform_id, identity.platform_id} == {row.platform_id}
        assert (visible.attribute, identity.attribute) == ("default_visibility", "identity_check")
        assert {visible.status, identity.status} <= {*data.AT_SOURCE, "second_hand"}
        assert visible.value in SEES[sees] and identity.value in CHECKS[checks]
        assert data.row("platforms", row.platform_id).type_primary in CARD_PURPOSES[purpose]


def test_every_option_has_a_reason_of_its_own():
    for card in platform_cards(12):
        assert [len(q.options) for q in card.questions] == [4, 4, 4]
        for question in card.questions:
            assert len(question.reasons) == 4 and all(len(r.split()) >= 5 for r in question.reasons)
            assert len(set(question.reasons)) == 4, (card.key, question.legend)


@pytest.mark.parametrize("count", [3, 6, 8, 12])
def test_the_short_sets_are_fair(count):
    rows = [data.row("platforms", card.key) for card in platform_cards(count)]
    checks = {CARDS[row.platform_id][1] for row in rows}
    doctors = [row for row in rows if row.audience == "health_professional"]
    assert len({row.type_primary for row in rows}) >= min(count, 5)
    assert {"nobody", "phone", "profession"} <= checks
    assert {"public", "members", "private"} <= {CARDS[row.platform_id][0] for row in rows}
    assert 1 <= len(doctors) <= count / 3


@pytest.mark.parametrize("count", [0, 13, -1, True, "6", 3.0])
def test_a_number_of_cards_that_cannot_be(count):
    with pytest.raises(ValueError, match="from 1 to 12"):
        sort_cards(count)


def test_a_right_and_a_wrong_answer():
    activity = sort_cards(3)
    assert activity.card.heading == "WhatsApp"
    activity.choices[1].index = 1
    assert activity.reasons[1].text == "Right. The phone number is the identity. No name is checked."
    assert activity.reasons[1].kind == "right"
    activity.choices[1].index = 3
    assert activity.reasons[1].text.startswith("Not the best answer. Nobody asks for a licence, and")
    assert activity.reasons[1].kind == "wrong"
    assert "Best answer: Only your phone number is checked. The phone number is the identity." in activity.reasons[1].text
    assert stored("sort_cards") == {"answers": {"whatsapp": ["", "profession", ""]}}
    assert "11 July 2026, read at the source" in activity.summary.value
    activity.next.click()
    assert activity.card.heading == "Sermo" and [c.index for c in activity.choices] == [-1, -1, -1]
    assert [c.index for c in sort_cards(3).choices] == [-1, 3, -1]


def test_a_shorter_set_keeps_the_answers_to_the_other_cards():
    put("sort_cards", {"answers": {"discord": ["members", "nobody", "messages"]}})
    activity = sort_cards(3)
    activity.choices[0].index = 2
    assert stored("sort_cards") == {
        "answers": {"discord": ["members", "nobody", "messages"], "whatsapp": ["private", "", ""]}
    }


def test_the_cards_side_by_side_come_at_the_end():
    activity = sort_cards(3)
    for right in ([2, 1, 0], [1, 3, 1], [0, 0, 3]):
        assert "ms-closing" not in activity.summary.value
        for choice, index in zip(activity.choices, right, strict=True):
            choice.index = index
        activity.next.click()
    assert "You chose the best answer in 8 of 9 questions." in activity.summary.value
    assert activity.summary.value.count("<tr>") == 4


def test_a_card_on_a_recalled_fact_is_refused(monkeypatch):
    import dataclasses

    from medsocial.model import platform_cards as module

    recalled = [dataclasses.replace(fact, status="memory") for fact in module.facts_of("whatsapp")]
    monkeypatch.setattr(module, "facts_of", lambda _card: tuple(recalled))
    with pytest.raises(data.DataError, match="was not looked up"):
        platform_cards(1)


# ---- find the bad data ------------------------------------------------------------------------------------


def test_rows_and_verdicts_are_those_typed_by_hand():
    found = {row.row_id: (row.verdict, rows_of(row)[0].value) for row in data.rows("impossible_counts")}
    assert found == ROWS
    cards = {card.key: VERDICTS[card.questions[0].right] for card in find_bad_data().cards}
    assert cards == {key: verdict for key, (verdict, _value) in ROWS.items()}


def test_the_reasons_are_true_of_the_numbers():
    pairs = {row.row_id: tuple(one.value for one in rows_of(row)) for row in data.rows("impossible_counts")}
    assert pairs["twitter_2014"][0] == pairs["twitter_2014"][1]
    assert len({value % 10**7 for value in pairs["flickr_2007"]}) == 1
    assert pairs["youtube_2017"][0] - pairs["youtube_2017"][1] == 1_000_000_000
    assert pairs["google_buzz_2013"] == (170_000_000, 170_000_000)


def test_no_date_of_ours_contradicts_a_verdict():
    """A row that is not called impossible belongs to a platform that lived in that year."""
    said = {row.row_id: by_the_dates(rows_of(row)[0]) for row in data.rows("impossible_counts")}
    assert said["twitter_2014"] == "By our table of dates Twitter was alive in 2014."
    assert said["google_buzz_2013"] == "", "it has no row in our table"
    assert all("was alive" in words for key, words in said.items() if not key.startswith("google_buzz"))
    from medsocial.activities.bad_data import Shown

    assert "was closed by the end of 2020" in by_the_dates(Shown("Google+", 2020, 1, "google_plus"))
    assert "did not exist yet in 2004" in by_the_dates(Shown("Google+", 2004, 1, "google_plus"))


def test_the_pairs_for_comparison_come_from_our_own_table():
    for row in data.rows("impossible_counts"):
        own = bool(row.control_count_id)
        assert own == (row.verdict == "possible") == (row.value is None) == bool(row.beside_count_id)
        if own:
            count = data.row("user_counts", row.control_count_id)
            assert count.status in (*data.AT_SOURCE, "second_hand") and count.platform_id == row.platform_id
        else:
            assert row.source_id == "users_by_platform_2019_copy"


def test_a_row_is_judged_and_kept():
    activity = find_bad_data()
    assert "170,000,000" in activity.scene.value
    activity.choices[0].index = 0
    assert activity.reasons[0].text.startswith("Not the best answer. The service was retired in 2011.")
    activity.choices[0].index = 1
    assert activity.reasons[0].text.startswith("Right.")
    assert stored("find_bad_data") == {"answers": {"google_buzz_2013": ["impossible"]}}
    assert "132 rows" not in activity.summary.value
    for _card in range(6):
        activity.next.click()
        activity.choices[0].index = 2
    assert "You chose the best answer in 5 of 7 questions." in activity.summary.value
    assert "132 rows for 18 services" in activity.summary.value
    assert "We have not seen a page of theirs" in activity.summary.value


# ---- keep two ----------------------------------------------------------------------------------------------


def test_the_platforms_on_offer_are_alive_and_sorted():
    names = list(alive().values())
    assert {"Facebook", "X", "Myspace", "Doximity"} <= set(names)
    assert not {"Google+", "Skype", "doc2doc", "QuantiaMD", "Your own website or blog"} & set(names)
    assert names == sorted(names, key=str.casefold)
    assert [label for label, _key in choose_two().platforms[0].options][1:] == names


def test_choices_are_kept_for_the_channel_chooser():
    activity = choose_two()
    activity.platforms[0].value, activity.purposes[0].value = "linkedin", "hire"
    assert stored("choose_two") == {"kept": [{"platform_id": "linkedin", "purpose": "hire"}]}
    activity.platforms[1].value = "doximity"
    activity.purposes[1].value = "answer_questions"
    assert stored("choose_two") == {
        "kept": [
            {"platform_id": "linkedin", "purpose": "hire"},
            {"platform_id": "doximity", "purpose": "answer_questions"},
        ]
    }
    assert "Worth knowing: LinkedIn." in activity.facts[0].value
    assert "Who sees it? Everybody. The profile is public." in activity.facts[0].value
    assert "As of 22 August 2026, read at the source." in activity.facts[0].value
    assert "An agreement is necessary, not sufficient." in activity.facts[1].value
    again = choose_two()
    assert [p.value for p in again.platforms] == ["linkedin", "doximity"]
    assert [p.value for p in again.purposes] == ["hire", "answer_questions"]
    assert again.facts[1].value == activity.facts[1].value
    activity.platforms[0].value = ""
    assert stored("choose_two") == {"kept": [{"platform_id": "doximity", "purpose": "answer_questions"}]}
    assert activity.facts[0].value == ""


def test_the_same_platform_twice_is_said_and_not_kept():
    activity = choose_two()
    activity.platforms[0].value = "facebook"
    activity.platforms[1].value = "facebook"
    assert activity.status.text.startswith("You chose Facebook twice.") and activity.status.kind == "warning"
    assert stored("choose_two") == {"kept": [{"platform_id": "facebook", "purpose": "none"}]}
    activity.platforms[1].value = "reddit"
    assert activity.status.kind != "warning"
    assert len(stored("choose_two")["kept"]) == 2


def test_a_platform_that_is_gone_is_said():
    put("choose_two", {"kept": [{"platform_id": "google_plus", "purpose": "hire"}, {"platform_id": "reddit", "purpose": "sing"}]})
    activity = choose_two()
    assert "no longer in the list" in activity.status.text
    assert activity.kept() == [{"platform_id": "reddit", "purpose": "none"}]


def test_only_what_was_looked_up_is_said():
    assert set(PURPOSES) == set(purpose_labels())
    facts = [fact_worth_knowing(platform, purpose) for platform in alive() for purpose in PURPOSES]
    assert {fact.status for fact in facts if fact} == {*data.AT_SOURCE, "second_hand"}
    assert facts.count(None) < len(facts) / 10
    assert all(len(fact_words(fact)) > 40 for fact in facts if fact)


def test_encryption_does_not_stand_for_an_agreement():
    fact = fact_worth_knowing("whatsapp", "answer_questions")
    assert fact.attribute == "business_associate"
    assert fact_words(fact).startswith("An agreement for health data under United States law? Searched for, not found.")
    assert "five owner documents" in fact_words(fact)
    assert fact_worth_knowing("instagram", "answer_questions").attribute == "encryption"
    assert fact_worth_knowing("classmates", "hire") is None
    searched = fact_words(fact_worth_knowing("sermo", "answer_questions"))
    assert searched == (
        "An agreement for health data under United States law? Searched for, not found. Our search of 22 November 2026."
    )


# ---- survival switches --------------------------------------------------------------------------------------


def test_there_are_eighteen_states_and_five_neighbours():
    assert len(set(states())) == 18 and next(states()) == MAIN
    assert all(len(neighbours(state)) == 5 for state in states())


@pytest.mark.parametrize("state", SURVIVAL, ids="-".join)
def test_numbers_are_those_typed_by_hand(state):
    share, interval, events, platforms = SURVIVAL[state]
    curve, end = counted(state)
    assert f"{end.survival:.2f}" == share
    assert f"{round(end.low + 1e-12, 2):.2f} to {round(end.high, 2):.2f}" == interval
    assert (curve.events, len(curve.spells)) == (events, platforms)


def test_the_main_sentence():
    assert plain_words(MAIN) == (
        "Of 100 platforms like these, 78 would still run 12 years after the list. "
        "The 95% interval runs from 52 to 91. We saw 4 ends among 21 platforms."
    )


def test_each_switch_changes_picture_and_words():
    activity = explore_survival()
    assert activity.pane.html == plot_survival(*MAIN).to_html()
    choose(activity.switches["lost"], "All closed when last seen")
    assert activity.pane.html == plot_survival("closed", "all_dead", "study").to_html()
    assert "67 would still run" in activity.meaning.text
    assert "worst case, not a finding" in activity.limits.value
    choose(activity.switches["scale"], "From launch, as if watched from birth")
    assert "Do not use it." in activity.limits.value
    choose(activity.switches["lost"], "Unknown: counted until last seen")
    assert "74 would still run at the age of 27 years" in activity.meaning.text
    choose(activity.switches["event"], "It closed or took a new name")
    assert "68 would still run under their name" in activity.meaning.text
    assert stored("explore_survival") == {"event": "closed_or_renamed", "lost": "censored", "scale": "age_naive"}
    again = explore_survival()
    assert again.state == ("closed_or_renamed", "censored", "age_naive")
    assert again.pane.html == activity.pane.html and again.meaning.text == activity.meaning.text


def test_all_ways_are_in_the_static_form_as_numbers():
    form = explore_survival().to_html()
    table = form[form.index("All eighteen ways of counting") :]
    assert table.count('<th scope="row">') == 18
    for state, (share, interval, events, _platforms) in SURVIVAL.items():
        curve, _end = counted(state)
        row = [f">{share}<", f">{interval}<", f">{curve.steps[-1].at_risk}<", f">{events}<"]
        assert re.search(r"[^§]*?".join(map(re.escape, row)), table), state
    assert "Doctors' Hangout: the launch date is unknown" in table
    for code in (code for codes in SWITCHES.values() for code in codes):
        assert survival_switches.labels()[code] in form


def test_technical_words_are_opened():
    form = explore_survival().to_html()
    for explained in ("Kaplan-Meier curve: at each end it falls", "Censored means:", "Delayed entry means:"):
        assert form.count(explained) == 1


def test_a_picture_that_fails_is_said_in_plain_words(monkeypatch, caplog):
    activity = explore_survival()

    def fails(*_state):
        raise RuntimeError("broken")

    monkeypatch.setattr(survival_switches, "plot_survival", fails)
    activity.switches["event"].index = 1
    assert "could not be drawn" in activity.pane.html
    assert "Traceback" not in activity.status.text and "broken" not in activity.status.text
