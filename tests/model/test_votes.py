"""The room's vote: counts, thresholds, and a board that keeps the key to the end."""

import html
import re

import pytest
from common import live_texts, visible_words

import medsocial as ms
from medsocial.display.vote_board import bars_html
from medsocial.ground import text
from medsocial.model import votes
from medsocial.model.vignettes import vignette, vignettes
from medsocial.model.votes import Miscounted, Vote, advice, counted, read_vote, share, stored_vote
from medsocial.store import answers, data

LESSON = "05_patients_and_boundaries"
SCORED, OPEN = "one_star_review", "one_doctor_island"
# Twenty-four hands, and twenty-three after the talk: 11 and then 20 for the best answer.
FIRST = {"draft_as_it_stands": 3, "standing_text_only": 11, "draft_without_date": 8, "lawyers_letter": 2}
SECOND = {"draft_as_it_stands": 1, "standing_text_only": 20, "draft_without_date": 2, "lawyers_letter": 0}


def cast(**counts):
    """Return a vote on the scored case, given by the ids of the choices, in the order in which they stand today."""
    ids = vignette(SCORED).question.ids
    assert set(counts) == set(ids)
    return tuple(counts[choice] for choice in ids)


def board(case_id=SCORED, first=(), people="", second=()):
    """Return a board on which votes are typed in and counted."""
    made = ms.tally_board(case_id)
    made.people.value = people
    for number, vote in enumerate((first, second)):
        if not vote:
            continue
        if number:
            made.again.click()
        for field, count in zip(made.fields[number], vote, strict=True):
            field.value = str(count)
        made.count[number].click()
    return made


# ---- the pure functions ------------------------------------------------------------------------


def test_the_thresholds_stand_in_the_content_file_with_their_sources():
    limits = votes.thresholds()
    assert (limits.explain_below, limits.move_on_above, limits.minutes) == (35, 70, 2)
    assert [data.row("sources", key).source_id for key in limits.source_ids] == list(limits.source_ids)
    assert limits.source_ids == ("glow_concept_tests", "smith_2009_discussion")


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        (0, 10, "explain"),
        (34, 66, "explain"),
        (349, 651, "explain"),  # 34.9 per cent would be rounded to 35
        (35, 65, "discuss"),
        (7, 13, "discuss"),  # exactly 35 per cent of 20
        (50, 50, "discuss"),
        (70, 30, "discuss"),
        (14, 6, "discuss"),  # exactly 70 per cent of 20
        (701, 299, "move_on"),
        (71, 29, "move_on"),
        (12, 0, "move_on"),
    ],
)
def test_advice_at_the_boundaries(right, wrong, found):
    assert advice(Vote((wrong, right, 0, 0)), 1) == found
    assert advice(Vote((right, 0, 0, wrong)), 0) == found


def test_without_a_key_a_room_always_discusses():
    assert {advice(Vote(counts), None) for counts in ((9, 0, 0, 0), (1, 1, 1, 1), (0, 0, 0, 3))} == {"discuss"}


def test_shares_by_hand():
    vote = Vote((3, 11, 8, 2))
    assert vote.total == 24
    assert share(vote, 0) == 12.5
    assert share(vote, 1) == pytest.approx(45.8333, abs=1e-4)
    assert sum(share(vote, i) for i in range(4)) == pytest.approx(100)


@pytest.mark.parametrize(("typed", "found"), [("12", 12), (" 7 ", 7), ("", 0), ("0", 0), ("999", 999), (5, 5), ("007", 7)])
def test_a_count_is_read(typed, found):
    assert counted(typed, "A") == found


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("-3", "below zero"),
        ("x", "not a whole number"),
        ("1o", "not a whole number"),
        ("2.5", "not a whole number"),
        ("²", "not a whole number"),
        ("1000", "more than 999"),
        ("9" * 5000, "more than 999"),
        ("--4", "not a whole number"),
    ],
)
def test_a_mistyped_count_is_refused_with_its_field(typed, part):
    with pytest.raises(Miscounted) as refused:
        counted(typed, "C")
    assert "Field C" in str(refused.value)
    assert part in str(refused.value)
    assert len(str(refused.value)) < 160


def test_a_vote_is_read_and_added_up():
    assert read_vote(["3", "11", "", "2"]) == Vote((3, 11, 0, 2))
    assert read_vote(["3", "11", "8", "2"], people=24).total == 24
    with pytest.raises(Miscounted, match="only 23 people"):
        read_vote(["3", "11", "8", "2"], people=23)
    with pytest.raises(Miscounted, match="only 1 person"):
        read_vote(["1", "1", "", ""], people=1)
    with pytest.raises(Miscounted, match="No vote"):
        read_vote(["", "0", "", " "])


IDS = ("a", "b", "c", "d")


@pytest.mark.parametrize(
    "counts",
    [
        None, "3", {}, [3, 11, 8, 2], {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5},
        {"a": 1, "b": 2, "c": 3, "d": -1}, dict.fromkeys("abcd", 0), {"a": "1", "b": 2, "c": 3, "d": 4},
        {"a": True, "b": 1, "c": 1, "d": 1}, {"a": 1.0, "b": 1, "c": 1, "d": 1}, {"a": 1, "b": 2, "c": 3, "gone": 4},
    ],
)  # fmt: skip
def test_damaged_counts_are_not_restored(counts):
    assert stored_vote(counts, IDS) is None


def test_sound_counts_are_restored():
    kept = {"d": 2, "a": 3, "c": 8, "b": 11}
    assert stored_vote(kept, IDS) == Vote((3, 11, 8, 2))
    assert stored_vote(kept, ("b", "a", "c", "d")) == Vote((11, 3, 8, 2)), "today's order"
    assert stored_vote(kept, IDS, 24) is not None
    assert stored_vote(kept, IDS, 23) is None


# ---- the board ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case_id", [case.key for which in ("core", "more") for case in vignettes(which)])
def test_the_static_form_holds_neither_key_nor_reasons(case_id):
    case, form = vignette(case_id), ms.tally_board(case_id).to_html()
    said = html.unescape(form)
    assert case.scene in said
    assert all(option in said for option in case.question.options)
    for kept_back in (*case.question.reasons, case.patient, case.support, "Best answer", "We lean", "✓", "ms-reason"):
        assert kept_back not in said
    assert form.count("<li>") - form.split("Why these steps")[1].count("<li>") == 4 + 3


def test_the_bars_show_shares_and_no_key_before_it_is_asked_for():
    made = board(first=(3, 11, 8, 2))
    for part in ("3 of 24: 12%", "11 of 24: 46%", "width:45.8%", "2 of 24: 8%"):
        assert part in made.bars.value
    assert made.status.text == "The vote: A 12%, B 46%, C 33% and D 8%."
    assert "✓" not in made.bars.value
    shown = " ".join(live_texts(made))
    assert vignette(SCORED).question.reasons[1] not in shown
    assert "Best answer" not in shown


def test_a_zero_has_no_bar():
    assert "width:0;border-width:0" in bars_html(vignette(SCORED), Vote((3, 0, 1, 0)))


@pytest.mark.parametrize(
    ("first", "part"),
    [
        ({"standing_text_only": 5, "draft_as_it_stands": 10, "draft_without_date": 4, "lawyers_letter": 1}, "Explain first"),
        (FIRST, "for 2 minutes, then vote again"),
        ({"standing_text_only": 20, "draft_as_it_stands": 1, "draft_without_date": 1, "lawyers_letter": 1}, "brief reason"),
    ],
)
def test_the_advice_waits_for_its_button_and_names_no_option(first, part):
    made = board(first=cast(**first))
    assert made.told.value == ""
    made.next.click()
    assert part in made.told.value
    assert made.status.text == made.advice_words()
    assert not {"A", "B", "C", "D"} & set(made.status.text.replace(",", " ").replace(".", " ").split())


def test_two_rounds_beside_each_other_and_the_key_last():
    made = board(first=cast(**FIRST), people="24", second=cast(**SECOND))
    assert "20 of 23: 87%" in made.bars.value
    assert "11 of 24: 46%" in made.bars.value
    assert "ms-second" in made.bars.value
    assert "✓" not in made.bars.value
    made.show_key.click()
    assert "✓" in made.bars.value
    assert "Best answer" in made.bars.value
    assert all(reason in made.told.value for reason in vignette(SCORED).question.reasons)
    assert "one honest phone call" in made.told.value
    assert made.status.text == "The best answer is A."
    assert made.next.layout.display == made.again.layout.display == "none"
    assert made.show_key.description == "The key is shown"


def test_an_open_case_goes_to_the_discussion_without_a_key():
    made = board(OPEN, first=(5, 5, 5, 5))
    made.next.click()
    assert "Discuss in pairs" in made.told.value
    assert made.show_key.description == "Go to the discussion"
    made.show_key.click()
    assert "There is no key here" in made.told.value
    assert "✓" not in made.bars.value + made.told.value
    assert "We lean" not in made.bars.value + made.told.value
    assert vignette(OPEN).question.reasons[0] in made.told.value


@pytest.mark.parametrize(
    ("first", "people", "part"),
    [
        (("3", "-2", "8", "2"), "", "Field B: -2 is below zero"),
        (("3", "elf", "8", "2"), "", "“elf” is not a whole number"),
        (("3", "11", "8", "2"), "20", "add up to 24"),
        (("", "", "", ""), "", "No vote has been typed in"),
        (("3", "11", "8", "2"), "many", "“many” is not a whole number"),
    ],
)
def test_a_slip_is_refused_kindly_and_nothing_is_lost(first, people, part):
    made = board(first=first, people=people)
    assert part in made.status.text
    assert made.status.kind == "warning"
    assert made.bars.value == ""
    assert [field.value for field in made.fields[0]] == list(first)
    assert LESSON not in answers.all_lessons()


def test_a_second_vote_with_too_many_hands_is_refused():
    made = board(first=(3, 11, 8, 2), people="24", second=(20, 20, 0, 0))
    assert "add up to 40" in made.status.text
    assert "Second vote" not in made.bars.value


def test_only_counts_are_stored():
    board(first=cast(**FIRST), people="24", second=cast(**SECOND))
    assert answers.load(LESSON) == {f"tally_{SCORED}": {"people": 24, "first": FIRST, "second": SECOND}}


def test_counts_come_back_and_the_key_does_not():
    board(first=(3, 11, 8, 2), people="24").show_key.click()
    again = ms.tally_board(SCORED)
    assert "11 of 24: 46%" in again.bars.value
    assert "✓" not in again.bars.value
    assert again.people.value == "24"
    assert again.rounds[0].layout.display == "none"


def test_damaged_answers_start_an_empty_board():
    answers.save(LESSON, f"tally_{SCORED}", {"people": "lots", "first": {"draft_as_it_stands": 1}, "second": [1, 1, 1, 1]})
    made = ms.tally_board(SCORED)
    assert made.bars.value == ""
    assert made.rounds[0].layout.display == ""


def test_a_vote_can_start_anew():
    made = board(first=(3, 11, 8, 2), people="24", second=(1, 20, 2, 0))
    made.show_key.click()
    made.restart.click()
    assert made.bars.value == made.told.value == ""
    assert [field.value for field in made.fields[0]] == [""] * 4
    assert f"tally_{SCORED}" not in answers.load(LESSON)
    assert vignette(SCORED).question.options[0] in made.scene.value


def test_large_type_can_be_switched():
    made = ms.tally_board(SCORED)
    made.large.value = True
    assert "ms-room" in made._dom_classes
    made.large.value = False
    assert "ms-room" not in made._dom_classes


def test_the_static_form_is_the_same_after_a_vote():
    before = ms.tally_board(SCORED).to_html()
    made = board(first=(3, 11, 8, 2))
    made.show_key.click()
    assert made.to_html() == before == ms.tally_board(SCORED).to_html()


def test_an_unknown_case_is_named_with_the_nearest():
    with pytest.raises(data.UnknownName, match="one_star_review"):
        ms.tally_board("one_star_reviw")


def test_every_word_of_a_whole_vote_can_be_translated():
    text.use_language(text.PSEUDO)
    made = board(first=(3, 11, 8, 2), people="24", second=(1, 20, 2, 0))
    made.show_key.click()
    said = " ".join(word for piece in live_texts(made) for word in visible_words(piece))
    said = re.sub("|".join(re.escape(row.title) + "|" + re.escape(row.publisher) for row in data.rows("sources")), " ", said)
    assert re.findall(r"\b(?:the|vote|answer|best|case|key|with|and)\b", said) == []


# ---- the box of a vote by phone ----------------------------------------------------------------------------------


def test_a_box_counts_each_ticket_once_and_its_last_choice():
    box = votes.Box(3, b"salt")
    cast = (("a", 0), ("b", 2), ("a", 2), ("a", 2), ("c", 1), ("d", 3), ("e", -1))
    went = [box.put(box.hashed(ticket), option) for ticket, option in cast]
    assert went == ["counted", "counted", "changed", "counted", "counted", "no_option", "no_option"]
    assert (box.total, box.counts()) == (3, (0, 1, 2))


def test_a_box_holds_no_ticket_and_another_salt_gives_other_hashes():
    one, other = votes.Box(2, b"one"), votes.Box(2, b"other")
    for box in (one, other):
        box.put(box.hashed("0123456789abcdef"), 1)
    assert "0123456789abcdef" not in repr(one)
    assert set(one.ballots).isdisjoint(other.ballots)


def test_a_ticket_may_change_its_vote_twenty_times_and_the_last_choice_stays():
    box = votes.Box(2, b"salt")
    went = [box.put(box.hashed("a"), turn % 2) for turn in range(23)]
    assert went == ["counted", *["changed"] * 20, "too_often", "counted"]
    assert box.counts() == (1, 0)


def test_a_full_box_takes_no_new_ticket_but_changes_of_those_it_has(monkeypatch):
    monkeypatch.setattr(votes, "MOST_BALLOTS", 2)
    box = votes.Box(2, b"salt")
    assert [box.put(box.hashed(ticket), 0) for ticket in "abc"] == ["counted", "counted", "full"]
    assert box.put(box.hashed("a"), 1) == "changed" and box.counts() == (1, 1)
