"""The test on the screen: code and seat once, questions one at a time, nothing judged before submission."""

import json
import re

import ipywidgets
import pytest
from common import choose, controls, descendants, live_texts, use, visible_words

import medsocial as ms
from medsocial.activities.parts.test_words import one_person
from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import text
from medsocial.model import class_file, test_items
from medsocial.store import answers, data

WHICH = tuple(class_file.TESTS)
REASONS = [o.reason for item in test_items.items() for o in item.options]


def stored(which):
    """Return what is saved of a test."""
    return answers.load(class_file.TESTS[which]).get(f"test_{which}")


def begun(which="first", code="K7TR", seat=0):
    """Return a test on its first question."""
    test = ms.take_test(which)
    test.code.value, test.seat.index = code, seat
    test.start.click()
    return test


def answer_all(test, given):
    """Answer each question in the order of the screen, by the ids of the choices, and submit."""
    asked = test._asked()
    for place, item in enumerate(asked):
        if item.item_id in given:
            choose(test.choice, item.options[place_of(item.item_id, given[item.item_id])].text)
        if place < len(asked) - 1:
            test.next.click()
    test.submit.click()
    return test


def place_of(item_id, choice):
    """Return where a choice of an item stands today."""
    item = next(item for item in test_items.items() if item.item_id == item_id)
    return [option.id for option in item.options].index(choice)


WRONG_A = {  # none of them is the best answer
    "A1": "open_profile",
    "A2": "rating_site_form",
    "A3": "admired_platform_followers",
    "A4": "hip_from_ice",
    "A5": "nurse_rings_tomorrow",
    "A6": "yes_or_no_disclaimer",
    "A7": "delete_in_silence",
    "A8": "signatures_missing",
}


def plain(markup):
    """Return markup as one line of text."""
    return " ".join(" ".join(visible_words(markup)).split())


def test_an_unknown_test_is_named():
    with pytest.raises(data.UnknownName, match="first, short_first, second"):
        ms.take_test("third")


@pytest.mark.parametrize(
    ("which", "seat", "form"),
    [
        ("first", 0, "A"),
        ("first", 1, "B"),
        ("second", 0, "B"),
        ("second", 1, "A"),
        ("short_first", 1, "B"),
        ("short_second", 1, "A"),
        ("retest", 0, "A"),
        ("retest", 1, "B"),
        ("booster", 0, "booster"),
    ],
)
def test_the_seat_decides_the_form(which, seat, form, monkeypatch):
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2026-11-22")
    test = begun(which, seat=seat)
    count = {"booster": 5, "short_first": 4, "short_second": 4}.get(which, 8)
    assert stored(which) == {
        "code": "K7TR",
        "seat": ["odd", "even"][seat],
        "form": form,
        "answers": {},
        "submitted": False,
        "on": "2026-11-22",
        **({"made": 0, "commitments": [], "own_words": []} if which == "retest" else {}),
    }
    assert f"Question 1 of {count}" in test.scene.value
    assert test.choice.legend == class_file.asked_in(which, form, "K7TR")[0].stem


def test_code_and_seat_are_asked_for_kindly():
    test = ms.take_test("first")
    test.start.click()
    assert test.status.text.startswith("Please type a code of four signs") and test.status.kind == "warning"
    test.code.value = "k7-tr"
    test.start.click()
    assert test.status.text == "Please say where you sit; it decides which form you get."
    test.seat.index = 1
    test.start.click()
    assert test.code.value == "K7TR" and stored("first")["form"] == "B"
    assert test.entry.layout.display == "none" and test.sheet.layout.display == ""


def test_a_drawn_code_can_be_used():
    test = ms.take_test("booster")
    test.draw.click()
    assert "Write this code down" in test.status.text
    test.start.click()
    assert stored("booster")["code"] == test.code.value and stored("booster")["seat"] == "alone"


def test_answers_are_kept_by_their_ids_and_reasons_come_after_submission():
    test = begun()
    answer_all(test, WRONG_A)
    assert stored("first")["answers"] == WRONG_A and stored("first")["submitted"] is True
    shown = plain(test.result.value)
    assert shown.count("Another answer is better.") == 8 and shown.count("You chose the best answer.") == 0
    assert "Yours, A: Her open profile, under her full name" in shown
    assert "Best, B: A network that checks medical registration" in shown
    assert shown.count("Where it comes from") == 8
    assert one_person() in shown and "%" not in re.sub(r"94%", "", shown)
    assert test.sheet.layout.display == "none" and test.after.layout.display == ""


def test_the_key_and_reasons_stay_away_until_submission():
    test = begun()
    for _step in range(8):
        for index in (0, 1, 2, 3):
            test.choice.index = index
            said = " ".join(live_texts(test))
            assert not any(reason in said for reason in REASONS)
            assert test.status.text in ("Saved on this computer.", "") or "Question" in test.status.text
        test.next.click()
    state = json.dumps([widget.get_state() for widget in descendants(test)], default=str)
    assert not any(reason in state for reason in REASONS)
    assert "BCADCADB" not in state
    test.submit.click()
    assert sum(reason in test.result.value for reason in REASONS) >= 8


@pytest.mark.parametrize("which", WHICH)
def test_the_static_form_asks_everything_and_gives_nothing_away(which):
    test = ms.take_test(which)
    form = test._repr_mimebundle_()["text/html"]
    shown = plain(form)
    items = test_items.booster() if which == "booster" else [i for n in "AB" for i in class_file.in_form_order(which, n)]
    assert all(item.stem in shown for item in items)
    assert all(option.text in shown for item in items for option in item.options)
    assert not any(reason in shown for reason in REASONS) and "ms-reason" not in form
    assert "not locked away" in shown and "50 people" in shown
    assert test.assessed is True
    recipe = test._repr_mimebundle_()[RECIPE_TYPE]
    assert recipe["arguments"] == {"which": which} and recipe["function"] == "take_test"
    for forbidden in ("<script", "<form", "<input", "aria-", "<details open"):
        assert forbidden not in form


def test_the_second_static_form_swaps_the_forms():
    first, second = (plain(ms.take_test(which).to_html()) for which in ("first", "second"))
    assert re.search(r"Form A\d[A-Z], for odd seats", first) and re.search(r"Form B\d[A-Z], for odd seats", second)


def test_a_missing_answer_is_said_once_and_then_accepted():
    test = begun()
    answer_all(test, {item: choice for item, choice in WRONG_A.items() if item not in ("A3", "A5")})
    assert test.status.text == "2 questions have no answer yet. Press again to submit all the same."
    assert stored("first")["submitted"] is False and test.result.value == ""
    test.submit.click()
    assert stored("first")["submitted"] is True and set(stored("first")["answers"]) == {"A1", "A2", "A4", "A6", "A7", "A8"}
    assert plain(test.result.value).count("No answer.") == 2


def test_answers_come_back_where_they_were():
    test = begun()
    choose(test.choice, "The hospital's video channel")
    test.next.click()
    choose(test.choice, "Ask the search engine")
    again = ms.take_test("first")
    assert again.sheet.layout.display == "" and again.choice.index == place_of("A1", "hospital_video_channel")
    assert again.taken.answers == {"A1": "hospital_video_channel", "A2": "engine_mends_summary"}
    again.submit.click()
    again.submit.click()
    locked = ms.take_test("first")
    assert locked.after.layout.display == "" and "Your code: K7TR." in plain(locked.result.value)


def test_another_code_keeps_the_answers_if_the_form_stays():
    test = begun()
    choose(test.choice, "A network that checks")
    assert test.intro.layout.display == "none"
    test.other_code.click()
    assert test.entry.layout.display == "" and test.intro.layout.display == ""
    test.code.value = "AC23"
    test.start.click()
    assert stored("first")["code"] == "AC23" and stored("first")["answers"] == {"A1": "registration_checked_network"}
    test.other_code.click()
    test.seat.index = 1
    test.start.click()
    assert stored("first")["form"] == "B" and stored("first")["answers"] == {}


def test_the_second_form_knows_the_code_and_takes_the_other_form():
    answer_all(begun(seat=1), {"B1": "open_web_page"}).submit.click()
    assert stored("first")["submitted"] is True
    second = ms.take_test("second")
    assert second.code.value == "K7TR" and second.seat.index == 1
    second.seat.index = 0  # a changed seat must not bring the same form again
    second.start.click()
    assert stored("second")["form"] == "A"


def test_the_retest_stores_answers_under_their_items():
    answer_all(begun(), WRONG_A)
    retest = ms.take_test("retest")
    retest.start.click()
    order = [item.item_id for item in retest._asked()]
    assert order == ["A6", "A5", "A4", "A1", "A8", "A2", "A3", "A7"]
    retest.choice.index = place_of("A6", "own_messages")
    retest.next.click()
    retest.choice.index = place_of("A5", "urgent_accept_until_seen")
    assert stored("retest")["answers"] == {"A6": "own_messages", "A5": "urgent_accept_until_seen"}
    assert ms.take_test("retest").choice.index == place_of("A6", "own_messages")


def test_the_commitment_check_counts_the_plan_and_keeps_own_words_apart():
    kept = [{"what": "own", "own_words": {"label": "Close two accounts"}}, {"what": "y", "own_words": 7}, ""]
    answers.save("07_action_plan", "plan", {"commitments": kept})
    retest = ms.take_test("retest")
    legends = [choice.legend for choice in retest.check.choices]
    assert legends == ["Commitment 1: Close two accounts", "Commitment 2", "Commitment 3"]
    assert "Close two accounts" not in retest.to_html()
    assert retest.check.made.value == 2
    assert [choice.layout.display for choice in retest.check.choices] == ["", "", "none"]
    assert [line.layout.display for line in retest.check.lines] == ["", "", "none"]
    assert retest.check.made.layout.display != "none", "no layout is shared"
    retest.check.choices[0].index = 1
    retest.check.lines[0].value = "two folders closed"
    assert stored("retest") == {"made": 2, "commitments": ["partly", ""], "own_words": ["two folders closed", ""]}
    again = ms.take_test("retest")
    assert again.check.choices[0].index == 1 and again.check.lines[0].value == "two folders closed"
    again.seat.index, again.code.value = 0, "K7TR"
    again.start.click()
    again.submit.click()
    again.submit.click()
    again.write.click()
    made = json.loads((answers.lesson_file("x").parent / "class_K7TR.json").read_text())
    assert made["commitments"] == {"made": 2, "checked": ["partly"]}
    assert "folders" not in json.dumps(made) and "accounts" not in json.dumps(made)


def test_the_file_for_the_class_is_written_and_named():
    test = answer_all(begun(), WRONG_A)
    test.write.click()
    assert "class_K7TR.json" in test.class_file.where and test.status.kind == "good"
    made = json.loads((answers.lesson_file("x").parent / "class_K7TR.json").read_text())
    assert made["first"] == {"form": "A", "answers": WRONG_A} and made["order"] == "AB"


def test_cards_to_take_along(home):
    booster = ms.take_test("booster")
    booster.to_print.click()
    page = (home / "test_booster_to_print.html").read_text(encoding="utf-8")
    assert "test_booster_to_print.html" in booster.card.where and page.count("<p>C") == 5
    retest = begun("retest", seat=1)
    retest.to_print.click()
    page = (home / "test_retest_to_print.html").read_text(encoding="utf-8")
    asked = re.findall(r"<p>(B\d)\.", page)
    assert asked == [item.item_id for item in test_items.retest("K7TR", "B")], "in the order of the screen"
    assert not any(reason in page for reason in REASONS)
    assert ms.take_test("first").to_print is None


def test_the_retest_card_needs_a_form():
    retest = ms.take_test("retest")
    retest.to_print.click()
    assert retest.status.text == "Begin first: your code and seat decide which form it is." and retest.status.kind == "warning"


@pytest.mark.parametrize(
    "state",
    [
        {"code": "<b>x", "seat": "odd", "form": "A", "answers": WRONG_A, "submitted": True},
        {"code": "K7TR", "seat": "sky", "form": "A", "answers": WRONG_A, "submitted": True},
        {"code": "K7TR", "seat": "odd", "form": "A", "answers": {"A1": 2}, "submitted": True},
        {"code": "K7TR", "seat": "odd", "form": ["A"], "answers": 8, "submitted": "yes"},
        {"made": "3", "commitments": [7, "done", {}], "own_words": [1]},
    ],
)
@pytest.mark.parametrize("which", ["first", "retest"])
def test_damaged_states_are_dropped_kindly(which, state):
    answers.save(class_file.TESTS[which], f"test_{which}", state)
    test = ms.take_test(which)
    assert test.entry.layout.display == "" and "wrong" not in test.status.text


@pytest.mark.parametrize("which", WHICH)
def test_clicking_at_random_breaks_nothing(which, caplog):
    test = ms.take_test(which)
    face = test.to_html(), test.sentence()
    for _control in use(test):
        assert "Something went wrong" not in test.status.text
    assert (test.to_html(), test.sentence()) == face
    assert [record for record in caplog.records if record.name == "medsocial"] == []


@pytest.mark.parametrize("which", WHICH)
def test_every_word_can_be_translated(which):
    text.use_language(text.PSEUDO)
    test = ms.take_test(which)
    english = re.compile(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])")

    def left(pieces):
        return [w for p in pieces for w in english.findall(re.sub(r"/\S+|\w+\.json", "", p))]

    assert left(visible_words(test.to_html()) + [test.sentence()]) == []
    test.code.value, test.seat.index = "K7TR", 0
    test.start.click()
    for _step in range(9):
        assert left(word for said in live_texts(test) for word in visible_words(said)) == []
        test.choice.index = 1
        test.next.click()
    test.submit.click()
    lines = re.sub(r'<span class="ms-source">.*?</span>|<details class="ms-source.*?</details>', "", test.result.value)
    assert left(visible_words(lines)) == []


@pytest.mark.parametrize("which", WHICH)
def test_few_controls(which):
    before = len(ipywidgets.widgets.widget._instances)
    test = ms.take_test(which)
    made = list(ipywidgets.widgets.widget._instances.values())[before:]
    assert len([w for w in made if isinstance(w, ipywidgets.DOMWidget)]) <= 60
    assert controls(test)
