"""What a lesson asks of everybody, and what it offers: the first cards, searches and messages, then the others."""

import pytest

import medsocial as ms
from medsocial.ground import paths
from medsocial.model.recognise import posts
from medsocial.store import answers

LESSON = "04_dangers"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Keep the answers of a test in a folder of its own."""
    monkeypatch.setenv("MEDSOCIAL_HOME", str(tmp_path))
    return paths.home_dir()


def decide(shown, count):
    """Answer so many posts, one after another."""
    for step in range(count):
        shown.choices[0].index = 0
        if step < count - 1:
            shown.next.click()


def test_the_first_posts_are_enough_and_the_others_are_offered():
    shown = ms.recognise(first=2)
    assert "Post 1 of 2" in shown.scene.value and shown.more.description == "Go deeper: 4 more"
    decide(shown, 2)
    assert shown.finished() and shown.next.disabled
    assert "in 0 of 2 posts" in shown.summary.value
    shown.more.click()
    assert "Post 3 of 6" in shown.scene.value and shown.more.layout.display == "none"
    assert not shown.finished() and shown.summary.value == ""
    decide(shown, 4)
    assert shown.finished() and "in 0 of 6 posts" in shown.summary.value


def test_who_has_gone_on_finds_all_of_them_again():
    shown = ms.recognise(first=2)
    shown.more.click()
    shown.choices[0].index = 0
    assert list(answers.load(LESSON)["recognise_core"]["answers"]) == [posts("core")[2].key]
    again = ms.recognise(first=2)
    assert len(again.asked) == 6 and again.more.layout.display == "none"


def test_the_static_form_folds_what_is_offered_and_rests_on_no_answer():
    before = ms.recognise(first=2).to_html()
    shown, _fold, offered = before.partition("ms-offer")
    assert shown.count('class="ms-card"') == 2 and offered.count('class="ms-card"') == 4
    assert "Go deeper: 4 more" in offered
    filled = ms.recognise(first=2)
    filled.more.click()
    filled.choices[0].index = 0
    assert ms.recognise(first=2).to_html() == before
    assert "ms-offer" not in ms.recognise().to_html()


@pytest.mark.parametrize("first", [0, 7, True, "two"])
def test_a_number_that_is_not_there_is_refused(first):
    with pytest.raises(ValueError, match="There are 6 here. Ask for the first 1 to 6"):
        ms.recognise(first=first)


def test_three_searches_stand_open_and_five_are_offered():
    audit = ms.check_footprint(first=3)
    hidden = [box for box in audit.searches.values() if box.layout.display == "none"]
    assert len(hidden) == 5 and audit.more.description == "Go deeper: 5 more"
    audit.more.click()
    assert all(box.layout.display != "none" for box in audit.searches.values()) and audit.more.layout.display == "none"
    audit.searches["assistant"].value = True
    assert all(box.layout.display != "none" for box in ms.check_footprint(first=3).searches.values())


def test_a_drill_says_when_one_may_stop():
    said = "You may stop at minute 14, after 3 messages"
    assert said in ms.drill("patient_board", first=3).to_html()
    assert said in ms.drill("patient_board", first=3).scene.value
    assert "You may stop" not in ms.drill("patient_board").to_html()


def test_a_folded_claim_keeps_verdict_and_certainty_open():
    whole, folded = ms.weigh_benefit("B3"), ms.weigh_benefit("B3", folded=True)
    shown, _fold, behind = folded.to_html().partition("ms-offer")
    assert folded.claim.verdict in shown and "ms-dial" in shown
    assert folded.benefit.found not in shown and folded.benefit.found in behind
    assert folded.sentence() == whole.sentence()


def test_a_whole_way_begun_before_is_not_cut_to_the_short_one():
    whole = ms.story("friend_request")
    while whole.choice.options and whole.end.value == "":
        whole.choice.index = 1
        whole.on.click()
    assert ms.story("friend_request", route="short").path == whole.path
