"""The channel chooser's rules: every wish gets platforms with reasons or an honest none, and nothing unchecked."""

import dataclasses
import itertools
import json
import re

import pytest

from medsocial.model import channels
from medsocial.model.channels import Suggestion, advise_channel, judge
from medsocial.model.lifecycle import status_at
from medsocial.model.lives import checked_on
from medsocial.store import data

GOALS = [goal["id"] for goal in channels.rules()["goals"]]
AUDIENCES = [audience["id"] for audience in channels.rules()["audiences"]]
COUNTRIES = ["", *(row.country_id for row in data.rows("countries"))]
WISHES = list(itertools.product(GOALS, AUDIENCES, (1, 6, 40), ("", "US", "EU")))
FOLLOWERS = re.compile(r"follower|\blikes\b|subscriber|\bviews\b|impression", re.IGNORECASE)


def ids(advice):
    """Return the suggested platforms, best first."""
    return [one.platform_id for one in advice.suggestions]


def test_eight_goals_and_five_audiences_are_offered():
    assert GOALS == ["bookings", "explain", "rumours", "recruit", "learn", "cases", "own_group", "paper"]
    assert AUDIENCES == ["public_nearby", "public_wide", "patients", "colleagues", "policymakers"]


# ---- worked out by hand from the points in the file ----------------------------------------------


def test_a_ranking_by_hand():
    """Own site 3 + 3 and one point for spare hours; Facebook 2 + 3 and one; YouTube 3 + 2 and one; Instagram 2 + 2 and one."""
    found = advise_channel("explain", "patients", 6, "GB")
    assert [(one.platform_id, one.points) for one in found.suggestions] == [
        ("own_website", 7),
        ("facebook", 6),
        ("youtube", 6),
        ("instagram", 5),
    ]
    assert [one.hours for one in found.suggestions] == [1, 3, 3, 3]


def test_at_equal_points_fewer_hours_come_first():
    found = advise_channel("bookings", "public_nearby", 6)
    assert [(one.platform_id, one.points, one.hours) for one in found.suggestions] == [
        ("own_website", 6, 1),
        ("nextdoor", 6, 2),
        ("facebook", 6, 3),
    ]


def test_fewer_hours_leave_fewer_platforms():
    assert ids(advise_channel("explain", "patients", 2, "GB")) == ["own_website"]
    assert judge("facebook", "explain", "patients", 2) == "It needs about 3 hours a week, more than you have."
    assert isinstance(judge("facebook", "explain", "patients", 3), Suggestion)


def test_spare_hours_give_one_point():
    assert judge("own_website", "explain", "patients", 1).points == 6
    assert judge("own_website", "explain", "patients", 2).points == 7
    assert "Half of your hours would do." in judge("own_website", "explain", "patients", 2).reasons


def test_a_checked_profession_gives_one_point_where_it_matters():
    sermo = judge("sermo", "cases", "colleagues", 1)
    assert sermo.points == 2 + 3 + 1
    assert "The profession of its members is checked." in sermo.reasons
    assert judge("linkedin", "learn", "colleagues", 2).points == 2 + 3


def test_a_platform_of_one_country_is_suggested_there_only():
    assert "doximity" in ids(advise_channel("learn", "colleagues", 3, "US"))
    for country in set(COUNTRIES) - {"US"}:
        assert "doximity" not in ids(advise_channel("learn", "colleagues", 3, country)), country
    assert "coliquio" in ids(advise_channel("cases", "colleagues", 1, "EU"))


def test_cases_never_go_where_anybody_may_join_or_read():
    assert judge("figure_1", "cases", "colleagues", 9) == "Anybody may join or read there. That is no place for a case."
    assert judge("figure_1", "learn", "colleagues", 1).points == 2 + 2  # no point: anybody may join
    for country in COUNTRIES:
        for one in advise_channel("cases", "colleagues", 40, country).suggestions:
            assert channels.fact(one.platform_id, "default_visibility", country).value in ("members", "private")
            assert channels.fact(one.platform_id, "join_policy", country).value == "professional_verified"


# ---- the honest none -----------------------------------------------------------------------------


def test_no_hours_no_platform():
    found = advise_channel("explain", "patients", 0)
    assert found.suggestions == ()
    assert found.none_because == "You have no hour a week for it. An account that nobody answers is worse than none."
    assert [way["id"] for way in found.other_ways] == ["leaflet", "waiting_screen", "phone_line"]


def test_a_case_is_not_for_patients_or_the_public():
    for audience in ("patients", "public_nearby", "public_wide", "policymakers"):
        found = advise_channel("cases", audience, 40, "EU")
        assert found.suggestions == ()
        assert found.none_because.startswith("A case belongs to the people who treat the patient.")
        assert found.measure["id"] == "questions_to_you"


def test_rumours_among_staff_go_to_the_briefing():
    found = advise_channel("rumours", "colleagues", 3)
    assert found.suggestions == () and found.other_ways[0]["id"] == "staff_briefing"


def test_too_few_hours_for_any_platform_is_said():
    found = advise_channel("paper", "policymakers", 1)
    assert found.suggestions == ()
    assert found.none_because == "No platform that we could check fits this goal, this audience and your hours."


@pytest.mark.parametrize(("goal", "audience"), list(itertools.product(GOALS, AUDIENCES)))
def test_every_wish_is_answered(goal, audience):
    for hours in (0, 1, 2, 6, 40):
        for country in ("", "US", "EU", "OTHER"):
            found = advise_channel(goal, audience, hours, country)
            assert bool(found.suggestions) != bool(found.none_because)
            assert found.other_ways and found.measure["label"] and found.measure["how"]
            for one in found.suggestions:
                assert len(one.reasons) >= 2 and all(one.reasons) and one.risk
                assert one.hours <= hours
                assert one.platform_id not in found.refused
            if found.suggestions:
                assert len(found.refused) + len(found.suggestions) == len(data.rows("platforms"))
            assert all(reason.endswith(".") for reason in found.refused.values())


def test_each_goal_has_an_audience_for_which_a_platform_is_found():
    for goal in GOALS:
        assert any(advise_channel(goal, audience, 6).suggestions for audience in AUDIENCES), goal


# ---- nothing unchecked, nothing closed -------------------------------------------------------------


def test_no_platform_is_suggested_that_is_closed_or_not_known_to_run():
    day = checked_on()
    for goal, audience, hours, country in WISHES:
        for platform_id in ids(advise_channel(goal, audience, hours, country)):
            if platform_id != "own_website":
                assert status_at(platform_id, day) in ("alive", "renamed"), platform_id


def test_what_became_of_a_platform_is_the_reason_to_refuse_it():
    assert judge("google_plus", "explain", "patients", 6) == "It has closed."
    assert judge("siilo", "cases", "colleagues", 6) == "We could not confirm that it still runs."


def test_a_fact_from_memory_is_never_used():
    assert judge("substack", "explain", "public_wide", 6).startswith("What we know of who sees posts there is recalled")
    for goal, audience, hours, country in WISHES:
        for one in advise_channel(goal, audience, hours, country).suggestions:
            assert {fact.status for fact in one.facts} <= {*data.AT_SOURCE, "second_hand"}
            assert one.facts or one.platform_id == "own_website"


def test_a_fact_that_becomes_a_memory_takes_the_platform_away(monkeypatch):
    assert isinstance(judge("facebook", "explain", "patients", 6), Suggestion)
    monkeypatch.setattr(channels, "CHECKED", ("second_hand",))  # as if what was verified were only recalled
    assert judge("facebook", "explain", "patients", 6).startswith("What we know of who sees posts there")


def test_the_countrys_own_fact_comes_before_the_general_one():
    assert channels.fact("facebook", "minimum_age", "AU").value == "16"
    assert channels.fact("facebook", "minimum_age", "GB").value == "13"
    assert channels.fact("facebook", "minimum_age").value == "13"


# ---- measures --------------------------------------------------------------------------------------


def test_no_measure_counts_followers():
    words = channels.rules()
    made = [words["measure_without"], *(goal["measure"] for goal in words["goals"])]
    made += [one for goal in words["goals"] for one in goal.get("measures_by_audience", {}).values()]
    assert len(made) == 10
    for one in made:
        assert not FOLLOWERS.search(one["label"] + one["how"]), one["id"]
    assert FOLLOWERS.search("New followers")


def test_one_measure_for_each_wish():
    assert channels.measure("bookings", "patients")["id"] == "link_bookings"
    assert channels.measure("explain", "patients")["id"] == "questions_left"
    assert channels.measure("explain", "public_wide")["id"] == "questions_answered"
    assert len({goal["measure"]["id"] for goal in channels.rules()["goals"]}) == len(GOALS)


# ---- law, evidence and the data behind ---------------------------------------------------------------


def test_what_a_country_forbids_is_shown_only_if_it_was_read():
    found = advise_channel("bookings", "patients", 2, "AU").limits
    assert "au_testimonials" in {row.limit_id for row in found}
    assert {row.country_id for row in found} == {"AU"}
    assert {row.status for row in found} <= {*data.AT_SOURCE, "second_hand"}
    assert advise_channel("recruit", "colleagues", 2, "AU").limits == ()
    assert advise_channel("bookings", "patients", 2).limits == ()
    assert advise_channel("bookings", "patients", 2, "OTHER").limits == ()


def test_a_limit_from_memory_is_not_shown(monkeypatch):
    real = data.rows
    recalled = tuple(dataclasses.replace(row, status="memory") for row in real("benefit_limits"))
    monkeypatch.setattr(data, "rows", lambda name: recalled if name == "benefit_limits" else real(name))
    assert channels.limits("bookings", "AU") == ()


def test_with_an_own_empty_table_of_limits_nothing_is_claimed(monkeypatch, tmp_path):
    described = data.resources()["benefit_limits"]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [described]}), encoding="utf-8")
    header = ",".join(field["name"] for field in described["schema"]["fields"])
    (tmp_path / "benefit_limits.csv").write_text(header + "\n", encoding="utf-8")
    assert channels.limits("bookings", "AU") != ()
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))
    assert channels.limits("bookings", "AU") == ()


def test_the_evidence_of_a_goal_comes_with_it():
    assert [row.claim_id for row in channels.claims("paper")] == ["B1_attention", "B1_citations"]
    assert channels.claims("recruit") == ()
    for goal in GOALS:
        assert all(row.side == "benefit" for row in channels.claims(goal))


def test_the_file_names_only_what_exists():
    words = channels.rules()
    ways, goals = {way["id"] for way in words["other_ways"]}, set(GOALS)
    platforms = {row.platform_id for row in data.rows("platforms")}
    benefits = {row.benefit_id.casefold() for row in data.rows("benefits")}
    countries = {row.country_id.casefold() for row in data.rows("countries")}
    people = {person["id"] for person in data.yaml_content("cast")["people"]}
    data.row("sources", words["source_id"])
    assert {*words["profession_goal_ids"], *words["closed_goal_ids"]} <= goals
    for goal in words["goals"]:
        assert set(goal["benefit_ids"]) <= benefits
        assert {*goal["audience_ids"], *goal.get("measures_by_audience", {})} <= set(AUDIENCES)
        named = [goal["other_way_ids"], *(o["way_ids"] for o in goal.get("other_ways_by_audience", {}).values())]
        assert {way for some in named for way in some} <= ways
        channels.claims(goal["id"])
    listed = [rule["id"] for rule in words["platforms"]]
    assert len(set(listed)) == len(listed) and set(listed) <= platforms
    for rule in words["platforms"]:
        assert set(rule["goals"]) <= goals and set(rule["reach"]) <= set(AUDIENCES)
        assert set(rule.get("country_ids", [])) <= countries
    for example in words["examples"]:
        assert example["person"] in people and example["goal"] in goals and example["audience"] in AUDIENCES


# ---- wrong use -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("goal", "audience"), [("fame", "patients"), ("explain", "everybody"), ("", "patients")])
def test_an_unknown_wish_is_refused_with_the_known_names(goal, audience):
    with pytest.raises(data.UnknownName, match="They are"):
        advise_channel(goal, audience, 2)


def test_negative_hours_are_refused():
    with pytest.raises(ValueError, match="Hours a week cannot be below zero"):
        advise_channel("explain", "patients", -1)


def test_an_unknown_country_changes_nothing_but_the_law():
    assert ids(advise_channel("explain", "patients", 6, "ZZ")) == ids(advise_channel("explain", "patients", 6))
    assert advise_channel("explain", "patients", 6, "ZZ").limits == ()


def test_the_ranking_is_stable():
    for goal, audience, hours, country in WISHES:
        first = ids(advise_channel(goal, audience, hours, country))
        assert ids(advise_channel(goal, audience, hours, country)) == first
        points = [one.points for one in advise_channel(goal, audience, hours, country).suggestions]
        assert points == sorted(points, reverse=True)


def test_the_order_of_the_table_does_not_matter(monkeypatch):
    before = ids(advise_channel("rumours", "public_wide", 6))
    turned = data.Rows(reversed(data.rows("platforms")))
    real = data.rows
    monkeypatch.setattr(data, "rows", lambda name: turned if name == "platforms" else real(name))
    assert ids(advise_channel("rumours", "public_wide", 6)) == before != []
