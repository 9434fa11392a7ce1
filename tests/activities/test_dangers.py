"""The dangers, weighed: figures as the papers print them, denominators said, nobody named, nothing scored."""

import csv
import io
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

import pytest
from common import choose, said_of_reviews, steps_with_icons
from prose_rules import LONGEST, words

import medsocial as ms
from medsocial.activities.habit_switch import CODES, explore_habit, meaning
from medsocial.activities.plan_time import plan_time
from medsocial.activities.recognise import recognise
from medsocial.charts import danger_charts as charts
from medsocial.charts import enforcement, recognisable
from medsocial.charts.recognisable import plot_recognisable
from medsocial.charts.weigh_dangers import weighed_danger
from medsocial.display.pocket_card import pocket_card
from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import text
from medsocial.model.evidence import CERTAINTY, estimate
from medsocial.model.recognise import circles, posts
from medsocial.model.time_plan import LENGTHS, hours_a_week, summary
from medsocial.store import answers, data

DANGERS = tuple(f"D{n}" for n in range(1, 11))
# Typed by hand from the papers; intervals are Wilson's, worked out with a pocket calculator's formula elsewhere.
SHOWN = {
    "plot_boards": [
        "92% (80% to 97%)", "69% (55% to 80%)", "81% (68% to 90%)", "79% (66% to 88%)", "65% (50% to 77%)", "15% (7% to 27%)",
    ],
    "plot_trackers": ["100.0% (94.1% to 100.0%)", "98.6% (98.2% to 98.9%)", "55.6% (54.0% to 57.2%)", "56.3% (44.8% to 67.3%)"],
    "plot_habit": ["5% (3% to 7%)", "13% (8% to 19%)", "25% (21% to 29%)"],
    "plot_stories_and_tweets": ["0.7% (0.5% to 1.0%)", "2.0% (1.2% to 3.3%)", "16.6% (12.6% to 21.5%)", "32.1% (28.9% to 35.5%)"],
    "plot_misinformation": ["6.2 (3.9 to 8.5)", "6.4 (4.0 to 8.8)"],
    "plot_payments": ["80% (76% to 82%)", "93% (77% to 98%)"],
}  # fmt: skip
# Boards likely to investigate, of 48, in the order of the paper (Greysen 2013).
VIGNETTES = [39, 38, 37, 37, 35, 31, 29, 22, 19, 7]
# Published amounts in US dollars, by kind (releases of 2016 to 2025).
AMOUNTS = {"filming": 2_200_000 + 999_000, "success_story": 25_000 + 182_000, "review_reply": 10_000 + 50_000 + 23_000 + 30_000}


@pytest.fixture(params=DANGERS)
def weighed(request):
    """Return each danger's screen in turn."""
    return weighed_danger(request.param)


def written(chart) -> list[str]:
    """Return the words in a chart's picture."""
    svg = urllib.parse.unquote(chart.picture.removeprefix("data:image/svg+xml,"))
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("}text")]


def text_of(markup: str) -> str:
    """Return the words of HTML."""
    import html

    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


def sentences(prose: str) -> list[str]:
    """Return the sentences of a text; a colon or semicolon ends one as well."""
    return re.split(r"(?<=[.:;?])\s+", prose)


# ---- figures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHOWN)
def test_pictures_show_the_figures_of_the_papers(name):
    shown = written(getattr(charts, name)())
    for figure in SHOWN[name]:
        assert figure in shown, figure


def test_the_ten_vignettes_stand_in_the_order_of_the_paper():
    said = charts.plot_boards().sentence()
    counts = [int(k) for k in re.findall(r"\((\d+) of 48\)", said)]
    assert counts[-10:] == VIGNETTES


def test_a_finite_population_is_said_beside_the_interval():
    caption = charts.plot_boards().caption
    assert "48 are most of the 68" in caption
    # 39 of 68, and 39 + 20 of 68.
    assert "57%" in caption and "87%" in caption and "our calculation" in caption
    assert round(100 * 39 / 68) == 57 and round(100 * 59 / 68) == 87
    assert "boards, and not of doctors" in " ".join(written(charts.plot_boards()))


def test_squares_are_counted_as_the_paper_counts():
    chart = plot_recognisable()
    for words_, figures in (
        ("A name was given", "15 of 754, 2.0% (1.2 to 3.3); 15 squares"),
        ("Friends or family could recognise the person", "242 of 754, 32.1% (28.9 to 35.5); 242 squares"),
        ("The patient could recognise the story", "162 of 348, 46.6% (41.4 to 51.8); 162 squares"),
    ):
        assert f"{words_}: {figures}" in chart.sentence()


def test_the_picture_draws_every_story_once():
    from matplotlib.figure import Figure

    for key, stories, coloured in (
        ("ahmed_named", 754, 15),
        ("ahmed_family_recognises", 754, 242),
        ("ahmed_patient_recognises", 348, 162),
    ):
        axes = Figure().add_axes((0, 0, 1, 1))
        recognisable._squares(axes, estimate(key), 0, "#C2410C")
        drawn = {}
        for line in axes.lines:
            left, right = line.get_xdata()
            drawn[line.get_color()] = drawn.get(line.get_color(), 0) + (right + recognisable.GAP - left) / recognisable.STEP
        assert drawn["#C2410C"] == pytest.approx(coloured)
        assert sum(drawn.values()) == pytest.approx(stories)


def test_why_two_studies_differ_is_said_in_three_parts():
    caption = plot_recognisable().caption
    assert "38 of 5,156" in caption and "0.7%" in caption
    for part in ("Sampled:", "Counted:", "Per what:"):
        assert part in caption


def test_trackers_are_not_called_illegal():
    chart = charts.plot_trackers()
    assert "neither harm nor breaches of law" in chart.caption
    assert "20 June 2024" in chart.caption and "29 August 2024" in chart.caption
    assert "list of tags" in chart.caption
    assert "proskauer_2024_trackers" in chart.sources


def test_enforcement_adds_up_by_kind():
    assert {kind: money for kind, (money, _count) in enforcement.totals().items()} == AMOUNTS
    assert {kind: count for kind, (_money, count) in enforcement.totals().items()} == {
        "filming": 2, "success_story": 2, "review_reply": 4,
    }  # fmt: skip
    assert sum(AMOUNTS.values()) == 3_519_000
    caption = enforcement.plot_enforcement().caption
    assert "size of the payer" in caption and "added up by us" in caption


def test_no_person_and_no_small_practice_is_named():
    names = "elite|igbinadolor|vision|manasa|complete p|pool|presbyterian|boston|brigham|massachusetts general|cadia|white"
    shown = " ".join([enforcement.plot_enforcement().to_html(), *(weighed_danger(key).to_html() for key in ("D1", "D9", "D10"))])
    without_links = re.sub(r'href="[^"]*"', "", shown)
    assert not re.search(rf"\b(?:{names})\b", text_of(without_links).casefold())
    for row in data.rows("enforcement"):
        assert not re.search(rf"\b(?:{names})\b", f"{row.actor} {row.what}".casefold())


# ---- the screens -------------------------------------------------------------------------------------


def test_every_danger_is_weighed_in_the_order_of_the_benefits(weighed):
    shown = weighed.to_html()
    expected = [
        ("megaphone", "What is claimed"),
        ("search", "What was found"),
        ("scale", "How certain, and why"),
        ("repeat", "What would change our mind"),
        ("stethoscope", "What to do"),
    ]
    limits = [("hand", "Where law or code forbids it")] if weighed.limits else []
    assert steps_with_icons(shown) == expected + limits
    assert len(sentences(weighed.benefit.what_to_do)) >= 3
    assert "<script" not in shown and "ms-activity" in shown


def test_three_faces_agree(weighed):
    faces = ms.weigh_danger(weighed.benefit.danger_id)._repr_mimebundle_()
    assert faces["text/plain"] == weighed.sentence()
    assert faces[RECIPE_TYPE]["function"] == "weigh_danger"
    assert faces[RECIPE_TYPE]["arguments"] == {"danger": weighed.benefit.danger_id}
    assert weighed.sources and faces[RECIPE_TYPE]["sources"] == sorted(set(weighed.sources))
    for part in weighed.parts:
        assert f"step {CERTAINTY.index(part.certainty) + 1} of 4" in faces["text/plain"]
    for chart in weighed.charts:
        assert chart.sentence() in faces["text/plain"]


def test_what_is_weak_is_called_weak():
    graded = {p.claim_id: p.certainty for key in DANGERS for p in weighed_danger(key).parts}
    for key in ("D1_rate", "D3_prevalence", "D6_prevalence", "D9_rate", "D10_targeting"):
        assert graded[key] == "very_low", key
    for key in ("D4", "D5", "D7", "D10"):
        assert graded[key] == "low", key
    assert {key for key, certainty in graded.items() if certainty == "high"} == {"D6", "D8"}


def test_the_retracted_paper_is_named_as_retracted_and_never_quoted():
    shown = text_of(weighed_danger("D3").to_html())
    assert "retracted" in shown
    assert "26%" not in shown and "61 of 235" not in shown and "12.2" not in shown
    with pytest.raises(ValueError, match="retracted"):
        charts.study("hardouin_retracted")


def test_harassment_is_two_sentences_without_a_chart():
    danger = weighed_danger("D7")
    assert danger.charts == () and not danger.evidence.rows
    assert len(re.split(r"(?<=\.)\s+", danger.benefit.found)) == 2
    assert "no trend" in danger.benefit.found
    assert {"pendergrast_2021_press", "royan_2023_extract"} <= set(danger.sources)


def test_twelve_minutes_an_hour_are_a_whole_department():
    shown = text_of(weighed_danger("D5").to_html())
    assert "whole department together" in shown and "12 minutes an hour" in shown
    assert "10.7 seconds an hour" in shown and "our calculation" in shown
    # 4,349 minutes in 15 days of 24 hours on 68 workstations (Black 2013).
    assert estimate("black_workstation").value == pytest.approx(4349 * 60 / (15 * 24) / 68, abs=0.05)


def test_speaking_out_gives_both_denominators_and_no_verdict():
    found = weighed_danger("D10").benefit.found
    both = ("60 of the first kind and 16 of the second", "22 and 12", "We found no such count of the second kind")
    newest = ("402", "376", "98 identifiable doctors", "350", "25 were under investigation")
    for figure in ("from 7 in 2022 to 302 in 2023", "from 4 to 46", *both, *newest):
        assert figure in found, figure
    assert "A complaint is not a finding." in found
    assert data.row("sources", "pulse_2024_complaints").grade == "secondary"


def test_pasting_into_an_ai_tool_is_called_a_disclosure():
    found = weighed_danger("D9").benefit.found
    assert "discloses them to its supplier" in found and "unless your hospital has approved" in found


def test_limits_are_those_that_the_benefits_hold():
    for row in data.rows("dangers"):
        shown = {limit.limit_id for limit in weighed_danger(row.danger_id).limits}
        assert shown == set(row.limit_ids)
    assert "Where law or code forbids it" not in weighed_danger("D5").to_html()


def test_an_unknown_danger_is_refused_in_words():
    with pytest.raises(data.UnknownName, match="dangers"):
        weighed_danger("D11")
    assert weighed_danger(" d2 ").benefit.danger_id == "D2"


def test_sentences_are_short():
    prose = [piece for row in data.rows("dangers") for piece in (row.claimed, row.found, row.change_our_mind, row.what_to_do)]
    prose += [piece for which in ("core", "more") for p in posts(which) for piece in (p.post, p.reason, p.instead, p.patient)]
    prose += [
        step["text"] for side in data.yaml_content("pocket_card")["sides"] for p in side["parts"] for step in p.get("steps", ())
    ]
    prose += [row.what for row in data.rows("enforcement")]
    made = (charts.plot_boards, charts.plot_trackers, charts.plot_habit, plot_recognisable, enforcement.plot_enforcement)
    prose += [make().caption for make in made]
    for piece in prose:
        for sentence in sentences(piece):
            assert len(words(sentence)) <= LONGEST, sentence


@pytest.mark.parametrize("make", [lambda: weighed_danger("D7"), recognise, explore_habit, plan_time, pocket_card])
def test_the_pseudo_language_reaches_every_word(make):
    text.use_language(text.PSEUDO)
    shown = text_of(re.sub(r"<a .*?</a>", "", make()._repr_mimebundle_()["text/html"]))
    assert re.findall(r"\b(?:the|and|of|you|what|patient|claimed)\b", shown, re.IGNORECASE) == []


# ---- who could recognise this person -----------------------------------------------------------------


def test_the_posts_cover_every_circle_and_none_stands_twice():
    assert len(posts("core")) >= 6 and len(posts("more")) >= 12
    assert {p.widest for p in posts("core")} == {0, 1, 2, 3}
    keys = [p.key for which in ("core", "more") for p in posts(which)]
    assert len(set(keys)) == len(keys)
    with pytest.raises(data.UnknownName, match="core and more"):
        recognise("all")


def test_each_circle_includes_the_one_before_it():
    assert [circle["id"] for circle in data.yaml_content("recognise_cases")["circles"]] == ["nobody", "family", "shift", "town"]


def test_a_choice_is_compared_and_not_scored():
    activity = recognise()
    choose(activity.choices[0], "The patient, and people close to them")  # we would say the town
    told = activity.reasons[0]
    assert told.text.startswith("We would say: The town, or anyone who reads it.") and told.kind == "wrong"
    assert "That is a wider circle than yours." in told.text
    assert "net" in posts("core")[0].post and posts("core")[0].reason in told.text
    assert "My neighbours would know" in activity.beside.value
    choose(activity.choices[0], "The town")
    assert told.text.startswith("We would say the same.") and told.kind == "right"
    activity.next.click()
    assert activity.beside.value == "" and told.text == ""
    choose(activity.choices[0], "The town")  # wider than ours: nobody
    assert "You may see a clue that we do not." in told.text and told.kind == "partly"
    everything = activity.to_html() + told.text
    assert not re.search(r"\b(Right|Wrong|Not the best|correct|score of)\b", everything)


def test_the_end_shows_the_study_and_says_that_it_cannot_be_compared():
    activity = recognise()
    # Family or a wider circle in four; the circle of the shift includes the family.
    for place, choice in enumerate(("The town", "Nobody", "The patient", "Nobody", "Staff", "The town")):
        choose(activity.choices[0], choice)
        assert bool(activity.summary.value) == (place == 5)
        if place < 5:
            activity.next.click()
    assert "4 of 6 posts" in activity.summary.value
    assert "242 of 754" in activity.summary.value and "cannot be compared" in activity.summary.value


def test_choices_are_kept_and_the_static_form_is_not_changed():
    before = recognise().to_html()
    activity = recognise()
    choose(activity.choices[0], "Staff on that shift")
    assert answers.load("04_dangers")["recognise_core"] == {"answers": {"net_mender": ["shift"]}}
    again = recognise()
    assert again.choices[0].index == 2 and "We would say" in again.reasons[0].text
    assert again.to_html() == before


def test_the_static_form_shows_nothing_before_a_choice():
    shown = recognise("more").to_html()
    outside = re.sub(r"<details.*?</details>", "", shown, flags=re.DOTALL)
    for post in posts("more"):
        assert post.reason not in text_of(outside)
        assert text_of(shown).count(post.reason) == len(circles())
    assert said_of_reviews("post", shown, *(post.key for post in posts("more")))


# ---- the switch --------------------------------------------------------------------------------------


def test_each_step_says_that_the_studies_differ():
    expected = {"strict": "5 in 100 are called addicted, 95% interval 3 to 7", "severe": "13", "moderate": "21 to 29"}
    for code in CODES:
        assert expected[code] in meaning(code)
        assert "different studies" in meaning(code)
        assert "not the same people" in charts.plot_cutoff(code).caption


def test_the_switch_changes_picture_words_and_answers():
    activity = explore_habit()
    assert "A strict line" in activity.pictures.sentence
    choose(activity.choice, "Moderate")
    assert "A line at moderate level: about 25 in 100" in activity.pictures.sentence
    assert "about 25 in 100" in activity.meaning.text
    assert answers.load("04_dangers")["explore_habit"] == {"cutoff": "moderate"}
    assert explore_habit().choice.index == 2
    assert "A strict line" in explore_habit().to_html()


def test_the_same_people_under_four_schemes_are_a_range():
    shown = text_of(explore_habit().to_html())
    assert "1 to 15%" in shown and "0 to 11%" in shown and "573" in shown and "474" in shown
    assert "not an interval" in shown
    with pytest.raises(ValueError, match="range"):
        charts.study("cheng_2022_uk")


# ---- the time-out ------------------------------------------------------------------------------------


def test_hours_a_week():
    assert hours_a_week(30) == 3.5
    assert hours_a_week(0) == 0


def test_a_plan_is_kept_under_its_documented_keys():
    activity = plan_time()
    assert answers.load("04_dangers") == {}
    choose(activity.want_back, "Sleep")
    activity.minutes.value = 40
    activity.first.value, activity.second.value, activity.length.value = 19, 7, 15
    choose(activity.rule, "No feed at meals")
    assert answers.load("04_dangers")["plan_time"] == {
        "want_back": "sleep", "rule": "meals", "minutes_a_day": 40, "first_window": 19, "second_window": 7,
        "window_minutes": 15, "own_words": "",
    }  # fmt: skip
    said = activity.told.text
    assert "40 minutes a day, which is 4.7 hours a week" in said
    assert "at 07:00 and at 19:00, for 15 minutes each" in said
    assert "Your rule: No feed at meals." in said
    again = plan_time()
    assert again.plan == activity.plan and again.told.text == said


def test_a_rule_of_ones_own_is_shown_only_when_chosen_and_left_out_of_exports():
    activity = plan_time()
    assert activity.own.layout.display == "none"
    choose(activity.rule, "A rule of my own")
    assert activity.own.layout.display == ""
    activity.own.value = "Tea before the feed."
    assert "Your rule: Tea before the feed." in activity.told.text
    assert "Tea before" not in answers.export().read_text(encoding="utf-8")


def test_a_budget_of_nothing_is_kept_and_not_judged():
    activity = plan_time()
    activity.minutes.value = 0
    assert plan_time().minutes.value == 0
    assert "0 minutes a day" in activity.told.text
    for words_ in summary({**activity.plan, "minutes_a_day": 240}):
        assert not re.search(r"\b(too|should|must|only|addict|waste)\b", words_)


def test_damaged_answers_do_not_stop_the_plan():
    answers.save(
        "04_dangers", "plan_time", {"minutes_a_day": "many", "window_minutes": 7, "want_back": "gold", "first_window": True}
    )
    plan = plan_time().plan
    assert plan["minutes_a_day"] == 30 and plan["window_minutes"] in LENGTHS
    assert plan["want_back"] == "" and plan["first_window"] == 12


def test_it_is_called_advice_and_not_a_rule():
    shown = text_of(plan_time().to_html())
    assert "advice on wellbeing" in shown and "no regulator's rule" in shown
    assert "9 of 23 studies" in shown and "weak" in shown


# ---- the card ----------------------------------------------------------------------------------------


def test_the_card_has_two_sides_and_the_agreed_order():
    shown = text_of(pocket_card().to_html())
    order = [
        "Pause.", "Check.", "Time-out.", "Do not start.", "Do not accept.", "Redirect.", "Danger goes to care.",
        "Do not look them up.", "Take it down.", "On the way.", "Tell the privacy lead.", "Do not repost.", "Write it down.",
    ]  # fmt: skip
    places = [shown.index(step) for step in order]
    assert places == sorted(places)
    assert "One record on a hospital device, only if it delays nothing: under a minute." in shown
    assert "our judgement" in shown and said_of_reviews("card", pocket_card().to_html())
    assert pocket_card().to_html().count("ms-pocket-side") == 4, "two sides in two sizes"
    assert shown.count("____") > 0 and not re.search(r"\d{3}", shown), "the numbers are left blank"


# ---- data --------------------------------------------------------------------------------------------


def test_the_table_holds_the_ten_dangers():
    assert tuple(row.danger_id for row in data.rows("dangers")) == DANGERS


def test_no_fact_rests_on_memory():
    for table in ("dangers", "enforcement"):
        assert {row.status for row in data.rows(table)} <= {*data.AT_SOURCE, "second_hand", "computed"}
    path = data.resource_path("dangers")
    cells = [cell for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))) for cell in line]
    assert not any("\n" in cell or cell != cell.strip() for cell in cells)
