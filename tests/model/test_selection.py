"""Filters by year and the wide view of a platform: expected values read by hand from the tables."""

import datetime as dt

import pytest

from medsocial.charts.lives import plot_lives
from medsocial.model import own_tables
from medsocial.model.lifecycle import as_of
from medsocial.model.platform_profile import (
    UNSURE,
    compare,
    encryption_then,
    fact,
    profile,
    status_then,
)
from medsocial.model.platform_words import questions, value_words
from medsocial.model.selection import ANY, Filter, choices, default_filter, fitting, loosened, out_of
from medsocial.store import data


def ids(**wanted):
    """Return the ids of what fits, as a set."""
    return {state.platform_id for state in fitting(Filter(**wanted))}


# ---- filters ---------------------------------------------------------------------------------------


def test_the_list_of_2014_and_all():
    assert len(ids(year=2014)) == 21
    assert ids(cohort=ANY, year=2014) == {row.platform_id for row in data.rows("platforms")} - {"own_website"}
    assert default_filter() == Filter("source_2014", year=2026)
    assert "own_website" not in ids(cohort=ANY, year=2026), "a kind of place has no dates"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        # A further type counts as well: Doximity is also for messages.
        ({"kind": "messaging"}, {"whatsapp", "skype", "hangouts", "messenger", "doximity"}),
        ({"kind": "blog"}, {"tumblr", "blogger"}),
        ({"kind": "microblog"}, {"twitter_x", "tumblr"}),
        (
            {"audience": "health_professional"},
            {"sermo", "doximity", "medical_directors_forum", "quantiamd", "doctors_hangout", "doc2doc"},
        ),
        ({"identity": "professional_credential"}, {"sermo", "doximity", "medical_directors_forum"}),
        ({"identity": "not_found"}, {"quantiamd", "doctors_hangout", "doc2doc"}),
        ({"identity": "professional_credential", "kind": "messaging"}, {"doximity"}),
    ],
)
def test_one_filter_and_two(wanted, expected):
    assert ids(**wanted, year=2014) == expected


@pytest.mark.parametrize(
    ("year", "status", "expected"),
    [
        (1999, "alive", {"blogger"}),
        (2015, "closed", set()),
        (2016, "closed", {"doc2doc"}),
        (2019, "closed", {"doc2doc", "google_plus"}),
        (2026, "closed", {"doc2doc", "google_plus", "hangouts", "skype"}),
        (2022, "renamed", set()),
        (2023, "renamed", {"twitter_x"}),
        (2012, "not_yet", {"hangouts"}),
        (2026, "unknown", {"quantiamd", "doctors_hangout", "medical_directors_forum"}),
    ],
)
def test_status_is_that_of_the_year(year, status, expected):
    assert ids(status=status, year=year) == expected


def test_a_cohort_filter_counts_its_own_members():
    assert out_of(Filter(kind="messaging", year=2020)) == 21
    assert ids(cohort="gss_2016", year=2026) >= {"vine", "classmates", "instagram"}


def test_which_filter_to_loosen():
    nothing = Filter(kind="messaging", status="closed", year=2014)
    assert fitting(nothing) == ()
    assert loosened(nothing) == (("status", 5),)
    assert loosened(Filter(kind="virtual_world", identity="professional_credential", year=2014)) == (("kind", 3), ("identity", 1))
    assert loosened(Filter(kind="virtual_world", audience="health_professional", status="closed", year=2014)) == ()


def test_menus_offer_what_occurs_in_the_order_of_the_vocabulary():
    assert choices("audience") == ("general", "health_professional")
    assert choices("kind")[:2] == ("social_network", "messaging") and "own_site" not in choices("kind")
    assert choices("cohort") == ("source_2014", "added_2026", "gss_2016")
    assert choices("identity")[0] == "none" and "unknown" in choices("identity")


def test_a_year_outside_the_range_and_reversed_years_are_said_in_a_sentence():
    with pytest.raises(ValueError, match="The years run from 1999 to 2026"):
        fitting(Filter(year=1990))
    with pytest.raises(ValueError, match="The first year, 2020, lies after the last, 2010. Swap them."):
        plot_lives(first_year=2020, last_year=2010)


def test_the_shipped_folder_has_no_fault():
    assert own_tables.faults() == ()


# ---- what was true then ------------------------------------------------------------------------------


def then(platform, year):
    """Return the state of a platform."""
    return next(state for state in as_of(year) if state.platform_id == platform)


@pytest.mark.parametrize(
    ("platform", "year", "words"),
    [
        ("whatsapp", 2015, "no"),
        ("whatsapp", 2016, "offered"),
        ("whatsapp", 2026, "yes, by default"),
        ("messenger", 2022, "no"),
        ("messenger", 2023, "offered"),
        ("telegram", 2026, "only if you choose it"),
        ("twitter_x", 2026, "offered, disputed by experts"),
        ("linkedin", 2014, "not known"),
        ("linkedin", 2026, "no"),
        ("sermo", 2025, "not known"),
        ("sermo", 2026, "searched for, not found"),
        ("google_plus", 2026, "does not apply"),
        ("second_life", 2026, "no (unverified)"),
    ],
)
def test_encryption_then(platform, year, words):
    assert encryption_then(then(platform, year)).marked == words


def test_name_and_status_then():
    assert (then("twitter_x", 2022).name, then("twitter_x", 2023).name) == ("Twitter", "X")
    assert (then("facebook", 2004).name, then("facebook", 2014).name) == ("TheFacebook", "Facebook")
    assert status_then(then("google_plus", 2018)).marked == "alive"
    assert status_then(then("google_plus", 2019)).marked == "closed"


def test_a_status_that_rests_on_memory_is_marked():
    # Its last sign of life is only recalled; its launch was read.
    assert status_then(then("medical_directors_forum", 2013)).marked == "alive (unverified)"
    assert status_then(then("medical_directors_forum", 2026)).marked == "not known"


# ---- the wide view ------------------------------------------------------------------------------------


def answers(platform, key):
    """Return the marked answers of a platform to one question."""
    return [answer.marked for answer in profile(platform).answers[key]]


def test_a_profile_by_hand():
    one = profile("linkedin")
    assert list(one.answers) == list(questions())
    (age,) = one.answers["minimum_age"]
    assert (age.marked, age.source_ids, age.as_of, age.status) == (
        "16 years", ("linkedin_2025_terms",), dt.date(2025, 11, 3), "verified")  # fmt: skip
    assert answers("linkedin", "join_policy") == ["anybody"]
    assert answers("linkedin", "since") == ["5 May 2003"]
    assert answers("linkedin", "owner") == ["Microsoft bought it; the purchase was announced on 13 June"]
    assert answers("google plus", "fate") == ["closed"]
    assert answers("Twitter", "minimum_age") == ["13 years", "16 years (Australia)"]
    assert answers("Doximity", "minimum_age") == ["18 years (United States)"]
    assert answers("doctors_hangout", "since") == ["by April 2008; the start was not found"]
    assert answers("own_website", "since") == answers("own_website", "owner") == ["does not apply"]


def test_unknown_and_not_found_are_different_words_and_neither_is_no():
    assert answers("sermo", "encryption") == ["searched for, not found"]
    assert answers("dailyrounds", "encryption") == ["not known"]
    assert answers("vine", "encryption") == ["not known"], "without a row nobody looked"
    words = value_words("encryption")
    assert len({words["unknown"], words["not_found"], words["none"], words["not_applicable"]}) == 4


def test_what_is_only_recalled_is_marked_everywhere():
    recalled = [row for row in data.rows("platform_facts") if row.status == "memory" and row.value not in UNSURE]
    recalled = [row for row in recalled if row.attribute in questions()]
    assert len(recalled) > 30
    for row in recalled:
        assert any("(unverified)" in said for said in answers(row.platform_id, row.attribute)), row.fact_id
    assert answers("google_plus", "encryption") == ["no (unverified)"]
    checked = [row for row in data.rows("platform_facts") if row.status in data.AT_SOURCE]
    assert not any("unverified" in fact(row.platform_id, row.attribute).marked for row in checked if not row.country)


def test_every_value_of_the_tables_has_words():
    for row in data.rows("platform_facts"):
        if row.attribute not in ("minimum_age", "modality"):
            assert row.value in value_words(row.attribute), row.fact_id


def test_two_platforms_compared_by_hand():
    verdicts = {row.question: row.verdict for row in compare("LinkedIn", "Doximity")}
    assert verdicts == {
        "purpose": "different", "join_policy": "different", "identity_check": "different", "minimum_age": "different",
        "default_visibility": "different", "encryption": "open", "content_lifetime": "same",
        "business_associate": "open", "owner": "open", "since": "different", "fate": "same",
    }  # fmt: skip
    assert {row.verdict for row in compare("whatsapp", "whatsapp")} == {"same", "open"}


def test_an_unknown_name_gives_the_nearest():
    with pytest.raises(data.UnknownName, match="LinkedIn"):
        profile("Linkdin")
