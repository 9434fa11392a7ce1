"""The activities of lesson 03, used by setting their controls; what they must say was worked out by hand."""

import re

import pytest
from common import said_of_reviews

import medsocial as ms
from medsocial.activities import explore_evidence as explorer
from medsocial.activities import spot_error as spotter
from medsocial.activities.choose_channel import choose_channel
from medsocial.activities.explore_evidence import explore_evidence
from medsocial.activities.parts import study_words
from medsocial.activities.parts.channel_words import advice_html, limit_words
from medsocial.activities.rank_benefits import BENEFITS, RankBenefits, distance, judged, rank_benefits
from medsocial.activities.spot_error import spot_error
from medsocial.model.channels import advise_channel, label_of
from medsocial.model.evidence import CERTAINTY, certainty_words, estimate
from medsocial.store import answers, data

LESSON = "03_benefits"
MAKERS = [rank_benefits, choose_channel, explore_evidence, spot_error]
every_activity = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


def stored(key):
    """Return what is saved of one activity."""
    return answers.load(LESSON).get(key)


def plain(markup):
    """Return the words of an HTML text."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


# ---- all four ----------------------------------------------------------------------------------------


@every_activity
def test_the_three_faces(make):
    activity = make()
    shown = activity._repr_mimebundle_()
    assert activity.lesson == LESSON and activity.key == make.__name__
    assert shown["text/plain"] == activity.sentence() and activity.sentence().endswith(".")
    assert "ms-static" in shown["text/html"]
    recipe = shown["application/vnd.medsocial+json"]
    assert recipe["function"] == make.__name__ and recipe["arguments"] == {}
    assert recipe["sources"] == sorted(set(recipe["sources"])) != []
    for source in recipe["sources"]:
        data.row("sources", source)


@every_activity
def test_a_page_stays_within_its_weight(make):
    assert len(make().to_html().encode()) < 60_000


@every_activity
def test_damaged_answers_are_borne(make):
    for junk in ({"guesses": "x"}, {"answers": 3}, [], {"goal": 5, "hours": "many", "choice": []}, {"page": None, "claim": {}}):
        answers.save(LESSON, make.__name__, junk)
        activity = make()
        assert activity.to_html() == make().to_html()
        assert activity.status.text == ""


# ---- rank_benefits -------------------------------------------------------------------------------------


def test_what_the_table_says_of_the_six():
    assert {one: judged(one) for one in BENEFITS} == {
        "B1": ("very_low", "low", "moderate"),  # four parts, graded one by one
        "B2": ("high",),
        "B3": ("low",),
        "B4": ("very_low",),
        "B5": ("low",),
        "B6": ("low",),
    }


@pytest.mark.parametrize(
    ("claim", "guess", "steps"),
    [
        ("B4", "high", 3),
        ("B4", "very_low", 0),
        ("B2", "low", -2),
        ("B1", "moderate", 0),
        ("B1", "high", 1),
        ("B3", "very_low", -1),
    ],
)
def test_the_distance_of_a_guess(claim, guess, steps):
    assert distance(claim, guess) == steps


def guess_all(activity, steps):
    """Choose a step for each of the six."""
    for choice, step in zip(activity.choices, steps, strict=True):
        choice.index = CERTAINTY.index(step)


def test_the_own_guess_stands_inside_each_claim_and_the_own_country_first(home):
    shown = ms.weigh_benefit("B1")
    fresh = shown._repr_mimebundle_()["text/html"]
    assert "You guessed" not in shown.value and shown.value == fresh
    ranking = rank_benefits()
    ranking.choices[0].index = 3
    assert "You guessed: high." in shown.value and "1 step surer than our grade." in shown.value
    assert 'class="ms-reason ms-partly"' in shown.value
    ranking.choices[0].index = CERTAINTY.index(judged("B1")[0])
    assert "The same as our grade" in shown.value and 'class="ms-reason ms-right"' in shown.value
    assert shown._repr_mimebundle_()["text/html"] == fresh, "what is stored knows no reader"
    answers.save("00_start_here", "choose_country", {"country": "AU"})
    told = plain(ms.weigh_benefit("B6").value).split("Where law or code forbids it")[1]
    assert told.index("Australia") < told.index("United States")
    assert "widget-view" not in str(list(ms.weigh_danger("D5")._repr_mimebundle_()))


def test_the_goal_proposes_whom_to_reach():
    chooser = choose_channel()
    chooser.goal.value = "learn"
    assert chooser.audience.value == "colleagues", "people who live near the hospital are none to learn from"
    chooser.goal.value = "recruit"
    assert chooser.audience.value == "colleagues" and not chooser.advice().none_because
    chooser.audience.value = "public_nearby"
    chooser.hours.value = 5
    assert chooser.audience.value == "public_nearby", "the reader's own choice stays"


def test_nothing_is_shown_before_the_sixth_guess():
    ranking = rank_benefits()
    for number, choice in enumerate(ranking.choices[:5], start=1):
        choice.index = 3
        assert ranking.answer.value == ""
        assert ranking.status.text == f"{number} of 6 guessed. The answer comes after the last one."
    assert ranking.again.layout.display == "none"
    ranking.choices[5].index = 3
    assert ranking.status.text == "The same as our grade: 1 of 6. You were surer for 5, and less sure for 0."
    assert all(choice.disabled for choice in ranking.choices)
    assert "Many colleagues report it. Nobody has tested it. Certainty: very low." in plain(ranking.answer.value)
    assert stored("rank_benefits") == {"guesses": dict.fromkeys(BENEFITS, "high")}


def test_the_spread_shows_both_sides_in_words():
    ranking = rank_benefits()
    guess_all(ranking, ["low", "high", "moderate", "very_low", "very_low", "low"])
    rows = [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"<tr>.*?</tr>", ranking.answer.value)
    ]
    assert rows == [
        ["Benefit", "Very low", "Low", "Moderate", "High"],
        ["Visibility, reputation and opportunities", "our grade", "you, our grade", "our grade", ""],
        ["Public health engagement", "", "", "", "you, our grade"],
        ["Patient care and patient education", "", "our grade", "you", ""],
        ["Professional networking", "you, our grade", "", "", ""],
        ["Professional education", "you", "our grade", "", ""],
        ["Promotion of the organisation", "", "you, our grade", "", ""],
    ]
    assert ranking.status.text == "The same as our grade: 4 of 6. You were surer for 1, and less sure for 1."


def test_guesses_come_back_and_can_be_made_again():
    first = rank_benefits()
    guess_all(first, ["low"] * 6)
    again = rank_benefits()
    assert [choice.index for choice in again.choices] == [1] * 6
    assert again.answer.value == first.answer.value != ""
    writes = []
    again.save = lambda *what: writes.append(what[0]) or RankBenefits.save(again, *what)
    again.again.click()
    assert writes == [None], "six emptied controls are one change"
    assert [choice.index for choice in again.choices] == [-1] * 6
    assert not any(choice.disabled for choice in again.choices)
    assert again.answer.value == "" and stored("rank_benefits") is None
    again.choices[2].index = 0
    assert stored("rank_benefits") == {"guesses": {"B3": "very_low"}}
    assert [choice.index for choice in rank_benefits().choices] == [-1, -1, 0, -1, -1, -1]


def test_the_static_form_opens_to_our_grade():
    form = rank_benefits().to_html()
    assert form.count('<details class="ms-option"') == 24
    opened = [plain(one) for one in form.split('<details class="ms-option"')[13:17]]  # the fourth benefit
    assert "3 steps surer than our grade." in opened[3] and "The same as our grade." in opened[0]
    assert plain(form).count("Posting brings opportunities: very low.") == 4


# ---- choose_channel ------------------------------------------------------------------------------------


def ask(goal, audience="patients", hours=2, country=""):
    """Return the chooser with its four controls set."""
    chooser = choose_channel()
    chooser.goal.value, chooser.audience.value = goal, audience
    chooser.hours.value, chooser.country.value = hours, country
    return chooser


def test_nothing_is_suggested_before_a_goal():
    chooser = choose_channel()
    assert plain(chooser.found.value) == "Choose a goal first. A platform comes last."
    assert chooser.choice.layout.display == "none" and stored("choose_channel") is None


def test_a_choice_is_kept_for_the_plan():
    chooser = ask("explain", hours=6, country="GB")
    assert chooser.choice.options[:3] == ["Your own website or blog", "Facebook", "YouTube"]
    assert chooser.choice.options[3] == "No platform: Two minutes and a leaflet in the consultation"
    assert stored("choose_channel") is None
    chooser.choice.index = 1
    assert stored("choose_channel") == {
        "goal": "explain",
        "audience": "patients",
        "hours": 6,
        "country": "GB",
        "choice": "facebook",
        "measure": "questions_left",
    }
    assert chooser.status.text == (
        "Kept for your action plan: Facebook. Watch one number: Questions on the topic that patients still bring to the clinic."
    )


def test_the_fourth_is_named_too():
    assert "Further ones that fit: Instagram." in plain(ask("explain", hours=6).found.value)


def test_a_way_without_a_platform_can_be_kept():
    chooser = ask("cases", "colleagues", 0)
    assert "No platform fits. You have no hour a week for it." in plain(chooser.found.value)
    assert chooser.choice.options[0] == "No platform: The case meeting or a call to a specialist"
    chooser.choice.index = 0
    kept = stored("choose_channel")
    assert kept["choice"] == "other:case_meeting" and kept["hours"] == 0 and kept["measure"] == "answered_in_time"
    assert label_of(kept["choice"]) == "The case meeting or a call to a specialist"
    assert label_of("linkedin") == "LinkedIn"


def test_a_changed_wish_empties_the_choice_and_keeps_what_was_saved():
    chooser = ask("explain", hours=6)
    chooser.choice.index = 0
    before = stored("choose_channel")
    chooser.goal.value = "recruit"
    assert chooser.choice.index == -1
    assert "has changed" in chooser.status.text
    assert stored("choose_channel") == before


def test_the_choice_comes_back():
    ask("learn", "colleagues", 3, "US").choice.index = 0
    kept = stored("choose_channel")
    again = choose_channel()
    assert (again.goal.value, again.audience.value, again.hours.value, again.country.value) == ("learn", "colleagues", 3, "US")
    assert again.offered[again.choice.index] == kept["choice"]
    assert again.status.text == "" and stored("choose_channel") == kept


def test_a_choice_that_is_no_longer_offered_is_dropped_kindly():
    answers.save(
        LESSON,
        "choose_channel",
        {"goal": "explain", "audience": "patients", "hours": 2, "country": "", "choice": "google_plus", "measure": "x"},
    )
    chooser = choose_channel()
    assert chooser.goal.value == "explain" and chooser.choice.index == -1


def test_the_country_of_the_start_page_is_used():
    answers.save("00_start_here", "choose_country", {"country": "AU"})
    assert choose_channel().country.value == "AU"
    answers.save("00_start_here", "choose_country", {"country": "XX"})
    assert choose_channel().country.value == ""


def test_what_the_country_forbids_is_listed_with_its_rule():
    said = plain(ask("bookings", country="AU").found.value)
    assert "Australia: not allowed, or advised against, as far as we have read. It is not the whole law." in said
    assert "To use testimonials about clinical care in advertising." in said
    unread = plain(ask("recruit", "colleagues", 2, "AU").found.value)
    assert "Australia: we have not checked what is forbidden for this goal." in unread
    assert "Choose yours to see what we have checked." in plain(ask("bookings").found.value)


def test_a_limit_read_second_hand_says_so():
    rows = {row.limit_id: row for row in data.rows("benefit_limits")}
    assert limit_words(rows["us_new_york_testimonials"]).startswith("New York. ")
    for row in rows.values():
        assert ("read in a report of it on 22 November 2026." in limit_words(row)) is (row.status == "second_hand")


def test_the_platforms_kept_in_lesson_02_are_judged_and_not_forced():
    kept = [{"platform_id": "whatsapp", "purpose": "none"}, {"platform_id": "instagram", "purpose": "reach_public"}]
    answers.save("02_platform_taxonomy", "choose_two", {"kept": kept})
    assert plain(choose_channel().found.value).startswith("In lesson 02 you kept WhatsApp and Instagram.")
    said = plain(ask("explain", hours=6).found.value)
    assert "WhatsApp: Our rules do not suggest it for this goal." in said
    assert "Instagram: It fits, but others fit better." in said
    assert ask("explain", hours=6).offered[:3] == ["own_website", "facebook", "youtube"]
    assert "Instagram: It needs about 3 hours a week, more than you have." in plain(ask("explain", hours=2).found.value)


def test_damaged_answers_of_lesson_02_are_borne():
    for junk in ({"kept": "x"}, {"kept": [5, {"platform_id": 3}, {"platform_id": "gone"}, {}]}, [], {"kept": None}):
        answers.save("02_platform_taxonomy", "choose_two", junk)
        assert "Choose a goal first" in choose_channel().found.value


def test_risk_evidence_and_measure_stand_with_the_answer():
    said = plain(advice_html(advise_channel("paper", "colleagues", 2)))
    assert "In our judgement, best first: LinkedIn (about 2 hours a week)." in said
    assert "Risk: The profile is public and may name your employer." in said
    assert "Little or nothing. One famous trial stands alone and is disputed. Certainty: low." in said
    assert "One number to watch: Full texts opened in the first month." in said
    assert "Our evidence table holds no study of this goal." in plain(advice_html(advise_channel("recruit", "colleagues", 2)))


def test_the_static_form_works_through_two_examples():
    form = plain(choose_channel().to_html())
    assert "In our judgement, best first: Your own website or blog (about 1 hour a week)." in form
    assert "No platform fits. Staff and decision makers should hear it inside the organisation first" in form
    assert form.count("Joan Hale, patient:") == 2
    assert "Google+" not in form


# ---- explore_evidence ------------------------------------------------------------------------------------


def test_all_rows_but_those_only_recalled_are_there():
    rows = data.rows("evidence")
    assert len(explorer.shown_rows()) == len([row for row in rows if row.status != "memory"])
    assert f"{len(explorer.shown_rows())} rows" in explore_evidence().sentence()


def test_filters_by_hand():
    trials = explorer.chosen({"claim": "B1_citations", "design": "randomised_trial"})
    assert {row.study for row in trials} == {
        "Luc 2021 (TSSMN)",
        "Ladeiras-Lopes 2022 (ESC)",
        "Ladeiras-Lopes 2020 (ESC)",
        "Branch 2024",
        "Tonia 2016",
        "Tonia 2020",
    }
    # A wide claim brings its parts along.
    assert {row.claim_id for row in explorer.chosen({"claim": "B1"})} == {"B1_attention", "B1_citations", "B1_reputation"}
    assert {row.certainty for row in explorer.chosen({"certainty": "high"})} == {"high"}
    assert {row.side for row in explorer.chosen({"side": "rule"})} == {"rule"}
    assert explorer.chosen({}, "newest")[0].year == max(row.year for row in data.rows("evidence"))
    assert explorer.chosen({}, "largest")[0].evidence_id == "vosoughi_retweets"
    assert explorer.chosen({"claim": "B2"}, "certainty")[0].certainty == "high"


def test_a_page_holds_six_rows_and_can_be_turned():
    explore = explore_evidence()
    assert explore.listed.value.count('scope="row"') == 6
    assert explore.back.disabled and not explore.next.disabled
    total = len(explorer.shown_rows())
    assert f"Rows 1 to 6 of {total}." in explore.listed.value
    explore.next.click()
    assert f"Rows 7 to 12 of {total}." in explore.listed.value and not explore.back.disabled
    assert explore.status.text == "Page 2."
    for _page in range(total):
        explore.next.click()
    assert explore.next.disabled
    assert f"to {total} of {total}." in explore.listed.value
    explore.back.click()
    assert not explore.next.disabled


def test_filtering_counts_saves_and_comes_back():
    explore = explore_evidence()
    explore.filters["claim"].value = "D7"
    expected = len([row for row in data.rows("evidence") if row.claim_id == "D7"])
    assert explore.status.text == f"{expected} rows fit."
    explore.order.value = "study"
    explore.opened.value = "royan_harassed"
    assert stored("explore_evidence") == {
        "claim": "D7",
        "design": "",
        "certainty": "",
        "side": "",
        "order": "study",
        "opened": "royan_harassed",
    }
    again = explore_evidence()
    assert again.filters["claim"].value == "D7" and again.order.value == "study"
    assert again.opened.value == "royan_harassed" and "Royan 2023" in again.card.value
    assert again.status.text == ""


def test_an_opened_study_on_a_later_page_comes_back():
    explore = explore_evidence()
    explore.next.click()
    wanted = explore.opened.options[3][1]
    explore.opened.value = wanted
    again = explore_evidence()
    assert again.page == 1 and again.opened.value == wanted


def test_an_empty_answer_says_what_to_change():
    explore = explore_evidence()
    explore.filters["claim"].value = "B4"
    explore.filters["certainty"].value = "high"
    assert "No study here fits all of that." in explore.listed.value
    # B4 has two rows, and the whole table has eight of high certainty: opening the claim shows more.
    high = len(explorer.chosen({"certainty": "high"}))
    assert high > len(explorer.chosen({"claim": "B4"}))
    assert f"Set “Claim” to “All”: then {high} fit." in explore.listed.value
    assert explore.status.text == "No row fits all four filters."
    assert explore.opened.options == ((("None"), ""),) and explore.next.disabled and explore.back.disabled
    explore.clear.click()
    assert [control.value for control in explore.filters.values()] == [""] * 4
    assert len(explore.found) == len(explorer.shown_rows())


def test_a_card_by_hand():
    card = study_words.study_card_html(data.row("evidence", "ahmed_deleted"))
    said = plain(card)
    assert "Found: 6.5% (95% interval 5.2 to 8.0)" in said
    assert "We computed the interval from the printed count, 78 of 1,206, by Wilson's method." in said
    assert "Number studied: 1,206." in said and "(read 22 November 2026)" in said
    assert "https://doi.org/" in card
    inferred = plain(study_words.study_card_html(data.row("evidence", "mostaghimi_any_page")))
    assert "Its count, 234 of 250, was worked back from a rounded percentage." in inferred


def test_a_card_says_how_far_it_was_checked():
    for evidence_id, said in (
        ("royan_harassed", "Read in a report of it, 22 November 2026."),
        ("black_workstation", "Our calculation, 22 November 2026."),
        ("esc_final", "Read at the source, 22 November 2026."),
    ):
        assert said in plain(study_words.study_card_html(data.row("evidence", evidence_id)))
    press = study_words.study_card_html(data.row("evidence", "royan_harassed"))
    assert "The study itself: 10.1001/jamanetworkopen.2023.18315" in press


def test_retracted_work_is_shown_only_as_retracted():
    retracted = [row for row in data.rows("evidence") if row.retracted]
    assert [row.evidence_id for row in retracted] == ["hardouin_retracted"]
    for row in retracted:
        said = plain(study_words.study_card_html(row))
        assert "This article was retracted." in said and "26" not in said.replace("2026", "")
        assert study_words.found_words(row) == "Retracted: not to be used"
        assert "retracted" in study_words.study_name(row)
    assert "26.0%" not in explore_evidence().to_html()


def test_every_row_can_be_opened_and_says_its_figure():
    for row in explorer.shown_rows():
        said = plain(study_words.study_card_html(row))
        assert "None" not in said.replace("None of", ""), row.evidence_id
        if row.retracted:
            continue
        found = estimate(row.evidence_id)
        if found.value is not None:
            assert re.search(r"\d", study_words.found_words(row)), row.evidence_id
        assert study_words.basis_words(row) in said


def test_ranges_and_odd_units_in_words():
    words = {row.evidence_id: study_words.found_words(row) for row in explorer.shown_rows()}
    assert words["cheng_2022_uk"] == "1% to 15% (a range)"
    assert words["borges_range"] == "0.2% to 28.8% (a range)"
    assert words["allcott_time"] == "60 minutes a day"
    assert words["black_department"] == "12 minutes an hour"
    assert words["black_workstation"] == "10.7 seconds an hour"
    assert words["clyde_profiles"] == "F = 54.77"
    assert words["bosslet_request_practising"] == "34.5%"


def test_every_code_of_the_table_has_words():
    rows = data.rows("evidence")
    assert {row.design for row in rows} <= set(study_words.design_words())
    assert {row.side for row in rows} <= set(study_words.side_words())
    assert {row.certainty for row in rows} <= set(certainty_words())


def test_the_static_form_holds_every_row_once():
    form = explore_evidence().to_html()
    assert form.count('<th scope="row">') == len(explorer.shown_rows())
    assert "Posting brings citations: 10 rows" in form


# ---- spot_error ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "part", "whole", "times", "digits", "printed"),
    [
        ("same_count_twice", 3351, 3371, 100, 2, "99.41"),
        ("seven_of_48", 7, 48, 100, 1, "14.6"),
        ("seven_of_48", 22, 48, 100, 1, "45.8"),
        ("share_of_what", 45, 271, 100, 1, "16.6"),
        ("share_of_what", 45, 114, 100, 1, "39.5"),
        ("fold_increase", 13054, 616, 1, 2, "21.19"),
        ("fold_increase", 13012, 616, 1, 2, "21.12"),
        ("whose_minutes", 4349, 360, 1, 1, "12.1"),
        ("whose_minutes", 4349 * 60, 360 * 68, 1, 0, "11"),
        ("deleted_posts", 78, 1206, 100, 2, "6.47"),
    ],
)
def test_the_arithmetic_of_the_reasons(card, part, whole, times, digits, printed):
    assert f"{times * part / whole:.{digits}f}" == printed
    best = next(one for one in spotter.error_cards() if one.key == card).questions[0]
    assert printed in " ".join(best.reasons)


def test_no_count_of_48_gives_16_percent():
    assert 16 not in {round(100 * count / 48) for count in range(49)}


def test_the_right_answers():
    right = {card.key: card.questions[0].options[card.questions[0].right] for card in spotter.error_cards()}
    assert right == {
        "same_count_twice": "The first percentage",
        "seven_of_48": "16%",
        "share_of_what": "The base: it is all blogs",
        "fold_increase": "It should be 21.2",
        "whose_minutes": "The whole department's",
        "deleted_posts": "Nothing: it fits",
        "trial_or_survey": "A survey of a random sample",
    }


def test_the_printed_counts_are_those_of_the_evidence_table():
    printed = {item["id"]: item["printed"].replace(",", "") for item in data.yaml_content("spot_the_error")}
    for item in data.yaml_content("spot_the_error"):
        for row in (data.row("evidence", one) for one in item["evidence_ids"]):
            assert row.status in (*data.AT_SOURCE, "computed") and not row.retracted
            for count in {row.events, row.denominator} - {None}:
                assert str(count) in printed[item["id"]], (item["id"], count)


def test_answering_gives_the_arithmetic_and_is_saved():
    cards = spot_error()
    assert "At least one of the statements has no slip." in cards.scene.value
    cards.choices[0].index = 3
    assert cards.reasons[0].text == (
        "Not the best answer. One count of one total cannot be 94.41% and 99.41%.\n"
        "Best answer: The first percentage. 3351 / 3371 = 99.41%. "
        "The same count gives one percentage only, and the second one is right."
    )
    assert cards.reasons[0].kind == "wrong"
    cards.next.click()
    cards.choices[0].index = 0
    assert cards.reasons[0].text.startswith("Right. 7 / 48 = 14.6%")
    assert stored("spot_error") == {"answers": {"same_count_twice": ["nothing"], "seven_of_48": ["sixteen_per_cent"]}}
    again = spot_error()
    assert again.choices[0].index == 3


def test_the_end_says_how_many_and_what_follows():
    cards = spot_error()
    for position in range(7):
        cards.choices[0].index = cards.cards[position].questions[0].right
        cards.next.click()
    said = plain(cards.summary.value)
    assert said.startswith("You chose the best answer in 7 of 7 questions.")
    assert "We met no published correction of them, and we searched only briefly." in said


def test_the_static_form_blames_nobody_and_says_who_reviewed():
    form = plain(spot_error().to_html())
    assert said_of_reviews("statement", spot_error().to_html())
    assert not re.search(r"\b(wrong authors?|careless|sloppy|Griffis|Greysen|Lagu|Cameron|Bosslet)\b", form.split("Sources")[0])


def test_an_own_table_of_evidence_without_rows_opens_with_a_sentence(monkeypatch):
    monkeypatch.setattr(explorer, "shown_rows", lambda: ())
    activity = explore_evidence()
    assert plain(activity.listed.value) == "The table of evidence has no row that may be shown."
    activity.order.value = "newest"
    assert activity.status.text == "No row fits all four filters."
