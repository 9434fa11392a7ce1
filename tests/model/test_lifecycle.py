"""Lives of the platforms and the cohort of 2014: shipped facts by hand, and a folder of awkward ones."""

import csv
import datetime as dt
import json
from itertools import product
from typing import get_args

import pytest
from test_survival import agrees_with_statsmodels

from medsocial.ground import text
from medsocial.model import lifecycle, lives
from medsocial.model.cohort import (
    STUDY_END,
    STUDY_START,
    EventRule,
    Follow,
    LostRule,
    Scale,
    Variant,
    left_out,
    members,
    spells,
    tally,
)
from medsocial.model.lifecycle import as_of, day_of, status_at, what_became_of, years
from medsocial.model.lives import life
from medsocial.model.survival import product_limit, rate
from medsocial.store import data

CLOSURES = (1.96, 4.75, 8.34, 10.84)  # doc2doc, Google+, Hangouts, Skype: years from July 2014
VARIANTS = [Variant(*switches) for switches in product(*map(get_args, (EventRule, LostRule, Scale, Follow)))]


def after(variant: Variant, years_in: float) -> tuple[float, float, float]:
    """Return survival and limits after a time, as printed: two decimals."""
    step = product_limit(spells(variant)).at(years_in + 0.01)
    return round(step.survival, 2), round(step.low, 2), round(step.high, 2)


# ---- the shipped facts --------------------------------------------------------------------------------


@pytest.mark.parametrize("alive", ["study_end", "last_seen"])
def test_main_and_strict_variant_give_the_figures_of_the_fact_base(alive):
    variant = Variant(alive=alive)
    curve = product_limit(spells(variant))
    assert tuple(round(s.time, 2) for s in curve.steps) == CLOSURES
    assert [s.at_risk for s in curve.steps] == [20, 17, 16, 15]
    assert [after(variant, t) for t in CLOSURES] == [
        (0.95, 0.69, 0.99), (0.89, 0.64, 0.97), (0.84, 0.58, 0.94), (0.78, 0.52, 0.91)]
    assert curve.median is None


def test_bounds_of_the_fact_base():
    best, worst = Variant(lost="all_alive"), Variant(lost="all_dead")
    assert [after(best, t)[0] for t in CLOSURES] == [0.95, 0.90, 0.86, 0.81]
    assert [after(worst, t)[0] for t in CLOSURES] == [0.90, 0.76, 0.71, 0.67]
    assert after(best, 10.84) == (0.81, 0.57, 0.92)
    assert after(worst, 10.84) == (0.67, 0.43, 0.83)
    assert product_limit(spells(best)).steps[0].at_risk == product_limit(spells(worst)).steps[0].at_risk == 21


def test_four_closures_in_202_platform_years():
    found = rate(spells())
    assert (found.events, round(found.person_time), round(found.rate, 1)) == (4, 202, 2.0)
    # By hand: 1.09 and 10.24 events in 201.8 years.
    assert (round(found.low, 2), round(found.high, 2)) == (0.54, 5.07)


def test_a_renaming_counts_only_if_asked():
    curve = product_limit(spells(Variant(event="closed_or_renamed")))
    assert curve.events == 5
    # 0.95 x 16/17 x 15/16 x 14/15 x 13/14: five of the last 17.
    assert curve.steps[-1].survival == pytest.approx(0.95 * 13 / 17)


def test_physician_networks_have_one_closure_three_lost_two_alive():
    doctors = {m.platform_id for m in members() if m.audience == "health_professional"}
    counted = tally()
    groups = (counted.closed, counted.unknown, counted.alive, counted.renamed)
    assert [len(doctors & set(group)) for group in groups] == [1, 3, 2, 0]


def test_tally_of_the_list():
    counted = tally()
    groups = (counted.closed, counted.renamed, counted.unknown, counted.alive)
    assert [len(group) for group in groups] == [4, 1, 3, 13]
    assert set(counted.closed) == {"doc2doc", "google_plus", "hangouts", "skype"}
    assert counted.renamed == ("twitter_x",)
    assert set(counted.unknown) == {"medical_directors_forum", "quantiamd", "doctors_hangout"}
    assert counted.total == 21
    assert tally(STUDY_START).closed == tally(STUDY_START).renamed == ()


def test_age_scale_enters_late_and_the_naive_one_is_higher():
    late, naive = (product_limit(spells(Variant(scale=scale))) for scale in ("age", "age_naive"))
    assert all(s.entry > 0 for s in late.spells) and not any(s.entry for s in naive.spells)
    assert [round(s.time, 1) for s in late.steps] == [7.4, 7.8, 9.5, 21.7]
    # Truncated risk sets 7, 6, 9, 8; at risk from birth 19, 18, 17, 8.
    assert late.steps[-1].survival == pytest.approx(6 / 7 * 5 / 6 * 8 / 9 * 7 / 8)
    assert naive.steps[-1].survival == pytest.approx(16 / 19 * 7 / 8)
    assert [out.platform_id for out in left_out(Variant(scale="age"))] == ["doctors_hangout"]
    assert "launch date is unknown" in left_out(Variant(scale="age"))[0].reason


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_every_shipped_variant_agrees_with_statsmodels(variant):
    curve = product_limit(spells(variant))
    assert curve.events >= 4
    assert len(curve.spells) + len(left_out(variant)) == 21
    agrees_with_statsmodels(curve)


def test_added_platforms_and_the_own_website_stay_out_of_the_cohort():
    counted = {s.label for s in spells()}
    assert "own_website" not in counted
    listed = {r.platform_id for r in data.rows("platforms") if r.name_in_source_text}
    assert counted == listed - {"own_website"}


def test_the_survey_list_of_2016_is_an_independent_check():
    # Twelve sites asked about in 2016, none chosen for survival; Vine and Google+ closed: 10 of 12.
    survey = Variant(cohort="gss_2016", start=dt.date(2016, 7, 1))
    assert [s.at_risk for s in product_limit(spells(survey)).steps] == [12, 11]
    assert after(survey, 2.75) == (0.83, 0.48, 0.96)


def state_at(platform, when):
    """Return what was true of a platform on a day or at the end of a year."""
    return life(platform).state_at(day_of(when))


def test_what_was_true_then():
    assert (state_at("twitter", 2005).status, state_at("twitter", 2014).status) == ("not_yet", "alive")
    then, now = state_at("X", 2022), state_at("twitter_x", 2026)
    assert (then.name, then.status, now.name, now.status) == ("Twitter", "alive", "X", "renamed")
    assert state_at("facebook", 2004).name == "TheFacebook"
    assert state_at("facebook", 2026).status == "alive"  # renamed long before the list
    assert [state_at("Google Plus", y).status for y in (2010, 2011, 2018, 2019)] == [
        "not_yet", "alive", "alive", "closed"]
    assert [state_at("whatsapp", y).encryption for y in (2015, 2016)] == ["off", "on"]
    assert [state_at("instagram", d).encryption for d in (dt.date(2026, 5, 7), dt.date(2026, 5, 8))] == [
        "unknown", "off"]
    assert [state_at("x", y).switch and state_at("x", y).switch.event_id for y in (2024, 2025)] == [
        None, "twitter_x_encryption_on_2025"]
    assert [status_at("quantiamd", y) for y in (2016, 2017)] == ["alive", "unknown"]
    assert (state_at("vine", 2026).behind, state_at("x", 2026).behind) == (life("vine").end, life("x").last_seen)


def test_every_year_has_a_state_for_every_platform():
    known = {r.platform_id for r in data.rows("platforms")} - {"own_website"}
    for year in range(1999, 2027):
        states = as_of(year)
        assert {s.platform_id for s in states} == known
        assert all(s.status in lifecycle.STATUSES and s.name for s in states)
    # Of the list of 2014 only one is older than the century.
    alive = {s.platform_id for s in as_of(1999) if s.status == "alive"}
    assert alive & {m.platform_id for m in members()} == {"blogger"}


def test_what_became_of_the_named():
    x = what_became_of("Twitter")
    assert x.status == "renamed" and any("Twitter became X" in s for s in x.sentences)
    skype = what_became_of("skype")
    assert (skype.status, skype.successor_id) == ("closed", "teams")
    assert "Skype closed on 5 May 2025." in skype.sentences
    doc2doc = what_became_of("Doc2Doc")
    assert "doc2doc ended between 15 June 2016 and 16 October 2017." in doc2doc.sentences
    lost = what_became_of("doctors' hangout")
    assert lost.status == "unknown" and "existed by April 2008" in lost.sentences[0]
    assert "not found" in lost.sentences[-1]
    forum = what_became_of("medical_directors_forum")
    assert any("July 2014" in s and s.endswith("This is recalled, not verified.") for s in forum.sentences)
    for one in lives.lives():
        fate = what_became_of(one)
        assert fate.sentences and (fate.source_ids or not lives.life(one).events)
        assert not any("None" in s or "{" in s for s in fate.sentences)


def test_earlier_names_find_the_platform_and_wrong_ones_name_the_nearest():
    assert life("Siilo").platform_id == "siilo" and life(" TheFacebook ").platform_id == "facebook"
    with pytest.raises(data.UnknownName, match="LinkedIn"):
        life("Linkdin")


@pytest.mark.parametrize(("first", "last", "part"), [
    (2020, 2010, "Swap them"), (1990, 2010, "from 1999 to 2026"), (2010, 2031, "from 1999 to 2026")])
def test_reversed_and_distant_years(first, last, part):
    with pytest.raises(ValueError, match=part):
        years(first, last)
    assert years() == (1999, 2026)


def test_the_answer_does_not_depend_on_the_clock(monkeypatch):
    before = as_of(2026), what_became_of("flickr"), tally(), spells()
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2041-01-01")
    lives._cache.clear()
    assert (as_of(2026), what_became_of("flickr"), tally(), spells()) == before


def test_pseudo_language_leaves_no_plain_sentence():
    text.use_language("xx")
    plain = ("began", "became", "closed", "dated", "found", "recalled")
    for one in lives.lives():
        assert not any(word in s for s in what_became_of(one).sentences for word in plain)
    # The pattern of a renaming is translated with the data: the earlier name is still read.
    assert [n.name for n in life("facebook").names] == [text.pseudo("TheFacebook"), "Facebook"]


@pytest.mark.parametrize(
    ("switch", "value"), [("event", "dead"), ("lost", ""), ("scale", "calendar"), ("alive", None)])
def test_a_switch_without_that_position(switch, value):
    with pytest.raises(ValueError, match="Choose one of"):
        Variant(**{switch: value})


def test_a_study_that_ends_before_it_starts():
    with pytest.raises(ValueError, match="Swap the dates"):
        Variant(start=STUDY_END, end=STUDY_START)


# ---- a folder of the hospital's own, with awkward rows ------------------------------------------------

PLATFORM = {"type_primary": "messaging", "cohort": "source_2014", "audience": "general"}
EVENT = {"date_precision": "day", "source_id": "own", "status": "verified"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a writer of a data folder: platforms as id and name, events as (platform, date, type, more)."""
    shipped = json.loads((data.paths.repo_root() / "data" / "datapackage.json").read_text(encoding="utf-8"))
    resources = [r for r in shipped["resources"] if r["name"] in ("platforms", "lifecycle_events")]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))

    def write(platforms: dict[str, str], events: list[tuple]) -> None:
        listed = [PLATFORM | {"platform_id": key, "name": name} for key, name in platforms.items()]
        rows = {"platforms": listed}
        rows["lifecycle_events"] = [
            EVENT | {"event_id": f"e{i:05}", "platform_id": p, "date": day, "event_type": kind} | dict(*more)
            for i, (p, day, kind, *more) in enumerate(events)]
        for resource in resources:
            fields = [f["name"] for f in resource["schema"]["fields"]]
            with (tmp_path / resource["path"]).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fields, restval="")
                writer.writeheader()
                writer.writerows(rows[resource["name"]])
        data._rows.cache_clear()

    return write


def test_a_platform_without_a_launch_date(folder):
    folder({"old": "Old"}, [("old", "2012-01-01", "acquired"), ("old", "2026-05-01", "last_verified_alive")])
    assert [status_at("old", y) for y in (2011, 2013, 2026)] == ["unknown", "alive", "alive"]
    assert "began was not found" in what_became_of("old").sentences[0]
    assert [s.exit for s in spells()] == [(STUDY_END - STUDY_START).days / 365.25]
    assert spells(Variant(scale="age")) == () and len(left_out(Variant(scale="age"))) == 1


def test_a_platform_without_any_event(folder):
    folder({"bare": "Bare"}, [])
    assert status_at("bare", 2014) == "unknown" and what_became_of("bare").source_ids == ()
    assert spells() == () and "not seen alive" in left_out()[0].reason
    # The bounds must hold every platform: dead on the first day, or alive to the end.
    (worst,), (best,) = spells(Variant(lost="all_dead")), spells(Variant(lost="all_alive"))
    assert (worst.exit, worst.event, best.event) == (1 / 365.25, True, False)


def test_two_events_on_one_day_keep_one_order(folder):
    same_day = [("a", "2015-03-01", kind) for kind in ("closed", "acquired", "launch", "acquired", "renamed")]
    folder({"a": "Alpha"}, same_day)
    told = [(e.event_type, e.event_id) for e in life("a").events]
    assert told == [("launch", "e00002"), ("renamed", "e00004"), ("acquired", "e00001"),
                    ("acquired", "e00003"), ("closed", "e00000")]
    assert status_at("a", dt.date(2015, 3, 1)) == "closed"
    folder({"a": "Alpha"}, same_day[::-1])
    assert [e.event_type for e in life("a").events] == [kind for kind, _id in told]


def test_names_in_other_scripts(folder):
    folder({"dxy": "丁香园", "vk": "ВКонтакте", "cafe": "Café"}, [("vk", "2006-10-10", "launch")])
    assert life("丁香园").platform_id == "dxy" and life("вконтакте").platform_id == "vk"
    assert life("Cafe\u0301").platform_id == "cafe"  # the accent typed as a second character
    assert "ВКонтакте began on 10 October 2006." in what_became_of("vk").sentences
    with pytest.raises(data.UnknownName, match="ВКонтакте"):
        life("вконтакт")


def test_a_date_to_the_month_or_year_stands_for_its_middle_within_its_limits(folder):
    folder({"a": "A"}, [
        ("a", "2014-02-01", "launch", {"date_precision": "month"}),
        ("a", "2015-01-01", "acquired", {"date_precision": "year"}),
        ("a", "2016-06-01", "feature_closed", {"date_precision": "month", "date_lower": "2016-06-20",
                                               "date_upper": "2017-01-01"}),
        ("a", "", "suspended", {"date_lower": "2018-01-01", "date_upper": "2018-01-03"}),
        ("a", "2019-05-01", "opened_to_public", {"date_precision": "month", "date_upper": "2019-05-10"}),
        ("a", "", "closed"),
    ])
    moments = {e.event_type: e.moment for e in life("a").events}
    assert moments == {
        "launch": dt.date(2014, 2, 15), "acquired": dt.date(2015, 7, 2), "suspended": dt.date(2018, 1, 2),
        "feature_closed": dt.date(2016, 6, 20), "opened_to_public": dt.date(2019, 5, 10)}
    uncertain = {e.event_type for e in life("a").events if e.uncertain}
    assert uncertain == {"feature_closed", "opened_to_public", "suspended"}


def test_closed_before_launched_after_and_renamed_in_a_chain(folder):
    folder({"early": "Early", "late": "Late", "c": "C"}, [
        ("early", "2001-01-01", "launch"), ("early", "2013-01-01", "closed"),
        ("late", "2027-01-01", "launch"),
        ("c", "2001-01-01", "launch"), ("c", "2010-01-01", "renamed", {"detail": "A became B."}),
        ("c", "2016-01-01", "renamed"), ("c", "2026-08-01", "last_verified_alive")])
    assert {out.platform_id for out in left_out()} == {"early", "late"}
    assert [life("c").name_at(dt.date(y, 6, 1)) for y in (2005, 2012, 2020)] == ["A", "B", "C"]
    (spell,) = spells(Variant(event="closed_or_renamed"))
    assert spell.event and spell.exit == (dt.date(2016, 1, 1) - STUDY_START).days / 365.25


def test_who_was_seen_after_an_earlier_end_of_study_was_alive_then(folder):
    folder({"q": "Q", "r": "R"}, [("q", "2006-01-01", "launch"), ("q", "2017-02-01", "last_verified_alive"),
                                  ("r", "2026-08-01", "last_verified_alive")])
    lost = {s.label: s.event for s in spells(Variant(lost="all_dead"))}
    assert lost == {"q": True, "r": False}
    assert not any(s.event for s in spells(Variant(lost="all_dead", end=dt.date(2016, 1, 1))))


def test_a_closure_after_the_end_of_the_study_is_no_event(folder):
    folder({"a": "A"}, [("a", "2006-01-01", "launch"), ("a", "2020-01-01", "closed")])
    (spell,) = spells(Variant(lost="all_dead", end=dt.date(2018, 7, 1)))
    assert (spell.event, spell.exit) == (False, 4.0)


def test_the_newest_sign_of_life_counts_and_ends_the_newest_year(folder):
    folder({"a": "A", "b": "B"}, [
        ("a", "2006-01-01", "launch"), ("a", "2026-08-01", "last_verified_alive"),
        ("a", "2016-08-01", "last_verified_alive"),
        ("b", "2006-01-01", "launch"), ("b", "2026-12-01", "closed", {"detail": "Announced."})])
    assert life("a").last_seen.moment == lives.checked_on() == dt.date(2026, 8, 1)
    assert [s.status for s in as_of(2026)] == ["alive", "alive"]  # nobody can have seen December yet
    assert status_at("b", dt.date(2026, 12, 1)) == "closed"


def test_absorbed_by_a_known_and_an_unknown_service(folder):
    folder({"a": "Alpha", "b": "Beta", "c": "Gamma"}, [
        ("a", "2020-01-01", "absorbed", {"successor_id": "b"}),
        ("c", "2020-01-01", "absorbed", {"successor_id": "zz"})])
    assert "Alpha was absorbed by Beta on 1 January 2020." in what_became_of("a").sentences
    assert "Gamma was absorbed by another service on 1 January 2020." in what_became_of("c").sentences
    assert (life("a").kind, status_at("a", 2020)) == ("absorbed", "closed")


def test_a_platform_launched_during_the_study_enters_then(folder):
    folder({"n": "New"}, [("n", "2016-07-01", "launch"), ("n", "2026-08-22", "last_verified_alive")])
    (spell,) = spells()
    assert spell.entry == 731 / 365.25
    (aged,) = spells(Variant(scale="age"))
    assert aged.entry == 0


def test_2200_rows_are_read_and_answered(folder):
    ids = {f"p{i}": f"Platform {i}" for i in range(2200)}
    folder(ids, [(p, f"{2000 + i % 14}-0{1 + i % 9}-01", "launch") for i, p in enumerate(ids)]
           + [(p, "2026-08-01", "last_verified_alive") for i, p in enumerate(ids) if i % 3]
           + [(p, f"{2015 + i % 9}-05-01", "closed") for i, p in enumerate(ids) if not i % 3])
    assert len(as_of(2020)) == 2200
    for year in (2001, 2010, 2026):
        as_of(year)
    state_at("p2199", 2020)
    curve = product_limit(spells())
    assert len(curve.spells) == 2200 and curve.events == 734
