"""The plan: what is offered and why, what is kept, the page, and a calendar file that others can read."""

import datetime as dt
import re

import icalendar
import pytest
from common import descendants, use, visible_words

from medsocial.activities.parts.plan_sources import all_answers, done_so_far
from medsocial.activities.plan import plan
from medsocial.ground import text
from medsocial.model import plan as model
from medsocial.model.plan import Commitment, Done
from medsocial.store import answers, data

LESSON = "07_action_plan"
TODAY = dt.date(2026, 11, 23)
ID = "0123456789abcdef"
FINDS = [
    {"kind": "staff_page", "controller": "employer", "risk": 1, "action": "x"},
    {"kind": "fake_account", "controller": "site", "risk": 3, "action": "x"},
    {"kind": "publication", "controller": "public_body", "risk": 0, "action": "x"},
    {"kind": "gone", "controller": "site", "risk": 3},
    "damaged",
]


@pytest.fixture(autouse=True)
def on_a_fixed_day(monkeypatch):
    """Hold the date still."""
    monkeypatch.setenv("MEDSOCIAL_TODAY", TODAY.isoformat())


def worked_through():
    """Answer what the plan takes up."""
    answers.save("01_definitions", "footprint_audit", {"finds": FINDS})
    answers.save("02_platform_taxonomy", "choose_two", {"kept": [{"platform_id": "linkedin"}, {"platform_id": "nowhere"}, 3]})
    answers.save(
        "03_benefits",
        "choose_channel",
        {"goal": "bookings", "audience": "patients", "hours": 2, "country": "", "choice": "other:letter", "measure": "x"},
    )
    answers.save(
        "04_dangers",
        "plan_time",
        {"rule": "bedroom", "first_window": 7, "second_window": 20, "window_minutes": 10, "own_words": ""},
    )
    answers.save("06_hospital_policy", "drill_pile_on", {"log": []})


def words_of(markup):
    """Return the words of HTML in one line."""
    return " ".join(visible_words(markup))


# ---- the list --------------------------------------------------------------------------------------


def test_each_commitment_serves_an_objective_and_a_lesson():
    objectives = {row.objective_id for row in data.rows("objectives")}
    lessons = {row.lesson for row in data.rows("lessons")}
    entries = model.content()["commitments"]
    assert len({entry["id"] for entry in entries}) == len(entries) >= 12
    assert {entry["objective"].upper() for entry in entries} == objectives, "each objective can be acted on"
    assert {entry["lesson"] for entry in entries} <= lessons


def test_without_any_answer_the_list_stands_as_written():
    offered = model.offers(Done())
    assert [one.id for one in offered] == [entry["id"] for entry in model.content()["commitments"]]
    assert not any(one.done for one in offered)


def test_what_follows_from_the_own_work_comes_first():
    worked_through()
    offered = model.offers(done_so_far(all_answers()))
    first = [one for one in offered if one.done]
    assert list(offered[: len(first)]) == first
    assert [one.id for one in first] == [
        "audit:report_impersonation", "audit:ask_employer", "correct_page", "search_again", "two_platforms", "one_channel",
        "wait_overnight", "two_times", "privacy_number", "team_drill",
    ]  # fmt: skip
    said = {one.id: one.label for one in offered}
    assert said["two_platforms"] == "Keep LinkedIn, and close or mute the others"
    assert "Appointments booked through a link" in said["one_channel"]
    assert said["two_times"] == "Keep my rule for my own time: The phone sleeps outside the bedroom"
    assert said["audit:ask_employer"] == "From my audit: Ask the person who runs the page to correct it"


def test_the_audit_leaves_open_what_is_not_to_be_kept():
    assert model.open_actions(FINDS) == ("report_impersonation", "ask_employer")
    assert model.open_actions("x") == model.open_actions(None) == ()


@pytest.mark.parametrize(
    ("lesson", "key", "state"),
    [
        ("03_benefits", "choose_channel", {"goal": "gone", "audience": "patients", "choice": "linkedin"}),
        ("03_benefits", "choose_channel", {"goal": "bookings", "audience": "patients", "choice": "other:gone"}),
        ("03_benefits", "choose_channel", [1]),
        ("02_platform_taxonomy", "choose_two", {"kept": "x"}),
        ("04_dangers", "plan_time", {"rule": 3, "own_words": 4}),
        ("04_dangers", "plan_time", {"rule": "own", "own_words": 4}),
        ("01_definitions", "footprint_audit", {"finds": {"a": 1}}),
    ],
)
def test_damaged_answers_of_other_lessons_do_no_harm(lesson, key, state):
    answers.save(lesson, key, state)
    found = done_so_far(all_answers())
    assert (found.channel, found.platforms, found.rule, found.actions) == (None, (), "", ())
    plan()


def test_the_own_rule_is_taken_up():
    answers.save("04_dangers", "plan_time", {"rule": "own", "own_words": " Read on paper. "})
    assert done_so_far(all_answers()).rule == "Read on paper"


# ---- time windows ----------------------------------------------------------------------------------


def test_the_times_come_from_the_time_plan_and_then_from_the_own_plan():
    assert model.windows() == {"first_window": 12, "second_window": 18, "window_minutes": 15}
    worked_through()
    shown = plan()
    assert (shown.first.value, shown.second.value, shown.length.value) == (7, 20, 10)
    shown.first.value = 8
    assert plan().first.value == 8


@pytest.mark.parametrize(
    "stored", [None, {}, {"first_window": 3, "second_window": 18, "window_minutes": 15}, {"first_window": True}]
)
def test_times_that_do_not_fit_give_way(stored):
    assert model.windows(stored) == model.START_WINDOWS


# ---- using it --------------------------------------------------------------------------------------


def test_the_live_form_begins_empty_and_shows_one_commitment():
    shown = plan()
    assert shown.commitments() == () and shown.to_print.disabled and shown.to_calendar.disabled
    assert [slot.what.layout.display for slot in shown.slots] == ["", "none", "none"]
    assert answers.load(LESSON) == {}


def test_a_choice_brings_suggestions_and_the_next_place():
    shown = plan()
    shown.slots[0].what.value = "privacy_number"
    assert shown.slots[0].fields["where"].value == "At the hospital"
    assert [slot.what.layout.display for slot in shown.slots] == ["", "", "none"]
    assert shown.slots[0].own.layout.display == "none"
    shown.slots[0].fields["where"].value = "On ward 3"
    shown.slots[0].what.value = "team_drill"
    assert shown.slots[0].fields["where"].value == "On ward 3", "the reader's own words stay"
    assert shown.slots[0].fields["when"].value == "At the next team meeting"


def test_what_is_kept_and_restored():
    shown = plan()
    shown.slots[0].what.value = "set_sentence"
    shown.slots[1].what.value = "own"
    shown.slots[1].own.value = "Ring my old teacher"
    shown.slots[1].fields["when"].value = "On Friday"
    kept = answers.load(LESSON)["plan"]
    assert [entry["what"] for entry in kept["commitments"]] == ["set_sentence", "own"]
    assert kept["commitments"][1]["own_words"] == {
        "label": "Ring my old teacher", "when": "On Friday", "where": "", "barrier": "", "know": ""
    }  # fmt: skip
    assert (kept["first_window"], kept["in_calendar"]) == (12, False)
    again = plan()
    assert again.commitments() == shown.commitments()
    assert again.slots[1].own.layout.display == "" and again.state() == kept


def test_the_class_counts_the_commitments():
    from medsocial.model import class_file

    shown = plan()
    shown.slots[0].what.value = "set_sentence"
    shown.slots[1].what.value = "own"
    assert class_file.planned(answers.load(LESSON)) == 2


def test_own_words_are_left_out_of_an_export(home):
    shown = plan()
    shown.slots[0].what.value = "own"
    shown.slots[0].own.value = "A very private thing"
    written = answers.export().read_text(encoding="utf-8")
    assert "A very private thing" not in written and '"what": "own"' in written
    assert "A very private thing" in answers.export(with_own_words=True).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "stored",
    [
        "x",
        {"commitments": "x", "first_window": "noon", "in_calendar": "yes"},
        {"commitments": [1, {"what": 3}, {"what": "gone"}, {"what": "gone", "own_words": []}]},
    ],
)
def test_what_cannot_be_read_is_left_out(stored):
    answers.save(LESSON, "plan", stored)
    shown = plan()
    assert shown.commitments() == () and not shown.in_calendar.value


def test_a_commitment_that_is_no_longer_offered_stays_in_its_words():
    words = {"label": "From my audit: something", "when": "Soon"}
    answers.save(LESSON, "plan", {"commitments": [{"what": "audit:gone", "own_words": words}] * 5})
    found = plan().commitments()
    assert len(found) == 3
    assert (found[0].what, found[0].label, found[0].fields["when"]) == ("own", "From my audit: something", "Soon")


# ---- the page --------------------------------------------------------------------------------------


def test_the_page_holds_the_plan_the_times_and_the_open_actions(home):
    worked_through()
    shown = plan()
    shown.slots[0].what.value = "privacy_number"
    shown.slots[0].fields["when"].value = "<b>Tomorrow</b>"
    shown.to_print.click()
    page = (home / "plan_to_print.html").read_text(encoding="utf-8")
    said = words_of(page)
    for part in ("Save the privacy lead's number", "<b>Tomorrow</b>", "07:00", "20:00", "23 November 2026"):
        assert part in said
    assert "Save a copy, report it as impersonation" in said and "Keep it; look again" not in said
    assert "30 November 2026" in said and "23 December 2026" in said
    assert "<script" not in page and "<b>Tomorrow" not in page
    assert shown.status.kind == "good"


def test_a_page_that_cannot_be_written_is_said(home):
    shown = plan()
    shown.slots[0].what.value = "privacy_number"
    (home / "plan_to_print.html").mkdir(parents=True)
    shown.to_print.click()
    assert shown.status.kind == "warning"


# ---- the calendar ----------------------------------------------------------------------------------


def entries(raw):
    """Return the entries of a calendar file, read by the library."""
    return icalendar.Calendar.from_ical(raw).walk("VEVENT")


def test_two_days_without_alarm_and_without_words(home):
    shown = plan()
    shown.slots[0].what.value = "own"
    shown.slots[0].own.value = "Leave the ward group"
    shown.to_calendar.click()
    raw = (home / "my_plan.ics").read_bytes()
    first, second = entries(raw)
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (dt.date(2026, 11, 30), dt.date(2026, 12, 1))
    assert (second.decoded("dtstart"), second.decoded("dtend")) == (dt.date(2026, 12, 23), dt.date(2026, 12, 24))
    assert first["uid"] != second["uid"] and "@" in first["uid"]
    assert first.decoded("dtstamp") == dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    assert b"VALARM" not in raw and b"Leave the ward group" not in raw.replace(b"\r\n ", b"")
    assert {str(one["class"]) for one in (first, second)} == {"PRIVATE"}
    assert {str(one["transp"]) for one in (first, second)} == {"TRANSPARENT"}
    assert "social" not in str(first["summary"]).lower(), "others may read the title"


def test_the_words_go_in_only_if_ticked(home):
    shown = plan()
    shown.slots[0].what.value = "own"
    shown.slots[0].own.value = "Leave the ward group; really, 100 %"
    shown.slots[0].fields["when"].value = "Friday, at noon\nor later"
    shown.in_calendar.value = True
    shown.to_calendar.click()
    said = str(entries((home / "my_plan.ics").read_bytes())[0]["description"])
    assert "Leave the ward group; really, 100 %" in said and "Friday, at noon" in said
    assert plan().in_calendar.value is True


def test_the_file_keeps_the_rules_of_the_format():
    raw = model.calendar(TODAY, (Commitment("own", "é" * 200, {"when": "a, b; c\\ d"}),), plan_id=ID, with_words=True)
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    made = icalendar.Calendar.from_ical(raw)
    assert str(made["version"]) == "2.0" and made["prodid"]
    for one in made.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(one)
        assert one["dtstart"].params["VALUE"] == "DATE"
    assert "a, b; c\\ d" in str(made.walk("VEVENT")[0]["description"])


def test_days_cross_the_end_of_a_year():
    assert model.days(dt.date(2026, 12, 28)) == (dt.date(2027, 1, 4), dt.date(2027, 1, 27))
    assert model.days(dt.date(2028, 2, 1))[1] == dt.date(2028, 3, 2), "a leap year"


def test_no_day_falls_on_a_weekend():
    assert model.days(dt.date(2026, 11, 28)) == (dt.date(2026, 12, 7), dt.date(2026, 12, 28)), "5 December is a Saturday"
    assert model.days(dt.date(2026, 11, 29)) == (dt.date(2026, 12, 7), dt.date(2026, 12, 29)), "6 December is a Sunday"


def test_a_second_file_of_the_same_plan_changes_nothing(home, monkeypatch):
    shown = plan()
    shown.slots[0].what.value = "own"
    shown.to_calendar.click()
    first = (home / "my_plan.ics").read_bytes()
    named = [str(entry["uid"]) for entry in entries(first)]
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2026-11-25")
    later = plan()
    later.to_calendar.click()
    assert (home / "my_plan.ics").read_bytes() == first, "opened again two days later"
    later.slots[0].own.value = "Leave the ward group"
    later.in_calendar.value = True
    later.to_calendar.click()
    changed = entries((home / "my_plan.ics").read_bytes())
    assert [str(entry["uid"]) for entry in changed] == named, "a changed plan takes the place of the earlier one"
    assert "Leave the ward group" in changed[0]["description"]


def test_two_plans_of_one_day_stay_apart_in_a_shared_calendar(home, monkeypatch):
    named = set()
    for reader in ("one", "two"):
        monkeypatch.setenv("MEDSOCIAL_HOME", str(home.parent / reader))
        shown = plan()
        shown.slots[0].what.value = "own"
        shown.to_calendar.click()
        named |= {str(entry["uid"]) for entry in entries((home.parent / reader / "my_plan.ics").read_bytes())}
    assert len(named) == 4


@pytest.mark.parametrize("kept", [None, 7, "", "x", "../../a", "5F0C", "0" * 17, {"a": 1}])
def test_a_plan_kept_under_no_name_gets_one(kept):
    found = model.kept_id(kept)
    assert re.fullmatch("[0-9a-f]{16}", found) and model.kept_id(found) == found
    raw = model.calendar(TODAY, (), plan_id=found, with_words=False)
    assert [str(one["uid"]) for one in entries(raw)] == [f"plan-{found}-day-7@medsocial", f"plan-{found}-day-30@medsocial"]


# ---- the static form -------------------------------------------------------------------------------


def test_the_static_form_knows_nothing_of_the_reader(monkeypatch):
    fresh = plan().to_html()
    worked_through()
    shown = plan()
    for _control in use(shown):
        assert "Something went wrong" not in shown.status.text
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2030-01-01")
    assert plan().to_html() == fresh and plan().sentence() == shown.sentence()
    assert all(entry["label"] in words_of(fresh) for entry in model.content()["commitments"])
    for forbidden in ("<script", "<input", "<form", "aria-"):
        assert forbidden not in fresh


def test_nothing_stays_in_english():
    worked_through()
    text.use_language(text.PSEUDO)
    shown = plan()
    shown.slots[0].what.value = "audit:ask_employer"
    labels = [option[0] for slot in shown.slots for option in slot.what.options]
    pieces = [words_of(shown.to_html()), words_of(shown.preview.value), shown.sentence(), *labels]
    pieces += [part.description for part in descendants(shown) if getattr(part, "description", "")]
    sources = {row.title for row in data.rows("sources")} | {row.publisher for row in data.rows("sources")}
    for piece in pieces:
        for name in ("LinkedIn", *sorted(sources, key=len, reverse=True)):
            piece = piece.replace(name, " ")
        assert re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", piece) == []


def test_few_widgets():
    assert len(list(descendants(plan()))) <= 45


def test_the_two_days_count_from_the_day_on_which_the_plan_was_begun(monkeypatch, home):
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2026-12-01")
    begun = plan()
    begun.slots[0].what.value = "own"
    begun.slots[0].own.value = "Look at my profile"
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2026-12-20")
    later = plan()
    assert "8 December 2026" in later.preview.value and "31 December 2026" in later.preview.value
    later.save(later.state() | {"made_on": "soon"})
    assert "28 December 2026" in plan().preview.value, "the 27th is a Sunday"
