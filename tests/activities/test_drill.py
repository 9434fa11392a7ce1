"""The incident drill: minutes, messages, decisions, a debrief without points, clocks, and what is kept."""

import json
import re

import pytest
import yaml
from common import descendants, said_as_reviewed, use, visible_words

from medsocial.activities import drill as activity
from medsocial.activities.drill import drill
from medsocial.activities.parts.ticker import Ticker, ticker_words
from medsocial.display.drill_words import blank_clocks_html, clocks_html, debrief_html
from medsocial.ground import paths, text
from medsocial.model import clocks
from medsocial.model import drill as model
from medsocial.model.drill import Entry, State
from medsocial.store import answers, data
from medsocial.upkeep import check

NAMES = ("patient_board", "faked_video", "pile_on")
LESSON = "06_hospital_policy"
every_drill = pytest.mark.parametrize("name", NAMES)


def codes(found):
    """Return the code of each judged step, by decision."""
    return {one.decision.id: one.code for one in found.steps}


def words_of(markup):
    """Return the words of HTML in one line."""
    return " ".join(visible_words(markup))


# ---- the content -----------------------------------------------------------------------------------


def test_the_drills_are_found_by_their_names():
    assert set(NAMES) <= set(model.scenarios())


@every_drill
def test_a_drill_holds_together(name):
    one = model.scenario(name)
    ids = [d.id for d in one.decisions]
    assert len(ids) == len(set(ids))
    assert set(one.order) <= {d.id for d in one.decisions if d.kind != model.HARMFUL}
    assert {d.id for d in one.decisions if d.kind == model.GOOD} <= set(one.order)
    assert one.injects[0].minute == 0, "the drill begins with a message"
    assert all(0 <= i.minute < one.minutes for i in one.injects)
    for decision in one.decisions:
        assert set(decision.after) <= set(ids) - {decision.id}
        if decision.by is not None:
            assert decision.start < decision.by <= one.minutes
    # Our own order passes our own rules.
    for decision in one.decisions:
        if decision.id in one.order:
            assert all(one.order.index(first) < one.order.index(decision.id) for first in decision.after)


@every_drill
def test_the_harmful_steps_are_not_given_away_by_their_length_or_place(name):
    decisions = model.scenario(name).decisions
    harmful = [d for d in decisions if d.kind == model.HARMFUL]
    assert 4 <= len(harmful) <= 6
    positions = [decisions.index(d) for d in harmful]
    assert max(positions) - min(positions) > len(harmful), "they stand between the others"


@every_drill
def test_our_order_taken_in_time_is_judged_in_time(name):
    one = model.scenario(name)
    good = sorted((d for d in one.decisions if d.kind == model.GOOD), key=lambda d: (d.by, one.order.index(d.id)))
    log = tuple(Entry(max(d.start, d.by - 1), d.id) for d in good)
    log = tuple(sorted(log, key=lambda entry: entry.minute))
    assert set(codes(model.judge(one, log)).values()) == {model.IN_TIME}


def test_every_drill_ends_with_the_patient_and_awaits_its_reviewer():
    for one in model.scenarios().values():
        assert one.closing[-1][0] == "Joan Hale"
        mark = "Not yet reviewed by a privacy officer."
        assert said_as_reviewed(f"drill:{one.id}", drill(one.id).to_html(), "privacy", mark)


def test_only_the_cast_is_named():
    cast = {person["name"] for person in data.yaml_content("cast")["people"]}
    titled = {who for one in model.scenarios().values() for who, _task in one.roles}
    assert {who for who in titled if re.match(r"(Dr )?[A-Z]\w+ [A-Z]\w+$", who)} <= cast


def test_the_pile_on_warns_before_it_begins():
    form = drill("pile_on").to_html()
    assert form.index("You may skip it or stop at any time") < form.index("A rumour goes round the town")
    assert "ms-support" in form
    assert drill("pile_on").scene.value.startswith('<p class="ms-support">')


# ---- the order of the first minutes ----------------------------------------------------------------


def test_take_it_down_at_once():
    one = model.scenario("patient_board")
    assert one.order[0] == "take_down"
    assert one.decision("take_down").by == 2
    for harmful in ("own_phone", "repost", "wait_lawyers"):
        assert one.decision(harmful).kind == model.HARMFUL


def test_late_early_and_missed_by_hand():
    one = model.scenario("patient_board")
    log = (Entry(1, "call_privacy"), Entry(7, "take_down"), Entry(20, "fact_note"))
    found = {judged.decision.id: judged for judged in model.judge(one, log).steps}
    assert (found["take_down"].code, found["take_down"].minutes) == (model.LATE, 5)
    assert (found["call_privacy"].code, found["call_privacy"].before) == (model.EARLY, ("take_down",))
    assert found["fact_note"].code == model.IN_TIME
    assert found["tell_patients"].code == model.MISSED
    assert [judged.decision.id for judged in model.judge(one, log).missed] == [
        "assess", "stop_sharing", "report_copy", "tell_patients"
    ]  # fmt: skip


def test_one_record_may_cost_a_minute_and_no_more():
    one = model.scenario("patient_board")
    quick = model.judge(one, (Entry(0, "one_record"), Entry(1, "take_down"))).optional[0]
    slow = model.judge(one, (Entry(0, "one_record"), Entry(2, "take_down"))).optional[0]
    after = model.judge(one, (Entry(0, "take_down"), Entry(5, "one_record"))).optional[0]
    assert (quick.code, after.code) == (model.DONE, model.DONE)
    assert (slow.code, slow.minutes) == (model.DELAYED_STEP, 2)


def test_what_was_not_due_at_the_end_is_not_called_missed():
    one = model.scenario("patient_board")
    found = codes(model.judge(one, (Entry(1, "take_down"),), ended=10))
    assert found["call_privacy"] == model.MISSED
    assert found["report_copy"] == found["tell_patients"] == model.NOT_REACHED
    assert codes(model.judge(one, (Entry(1, "take_down"),)))["report_copy"] == model.MISSED


@every_drill
def test_the_debrief_never_counts_points(name):
    one = model.scenario(name)
    log = tuple(Entry(d.start, d.id) for d in sorted(one.decisions, key=lambda d: d.start))
    for state in (State(60, log, True), State(60, (), True)):
        said = words_of(debrief_html(one, state))
        assert not re.search(r"\d+ (of|out of|/) \d+|score|points|per cent|%", said)
    said = words_of(debrief_html(one, State(60, log, True)))
    assert all(d.reason.split(".")[0] in said for d in one.decisions if d.kind == model.HARMFUL)


# ---- time ------------------------------------------------------------------------------------------


def test_time_never_goes_back_and_ends():
    one = model.scenario("patient_board")
    state = model.advance(one, State(), 12)
    assert model.advance(one, state, 3).minute == 12
    assert model.advance(one, state, 59) == State(59, (), False), "the last minute has still to come"
    assert model.advance(one, state, 60) == State(60, (), True)
    assert model.advance(one, state, 999) == State(60, (), True)
    assert model.advance(one, State(60, (), True), 5).minute == 60


def test_a_decision_is_offered_from_its_minute_and_only_once():
    one = model.scenario("patient_board")
    early = {d.id for d in model.offered(one, State(10))}
    assert "one_line" not in early and "take_down" in early
    state = model.decide(one, State(30), "one_line")
    assert state.log == (Entry(30, "one_line"),)
    assert model.decide(one, state, "one_line") == state
    assert model.decide(one, State(10), "one_line") == State(10), "not known yet"
    assert model.offered(one, model.finish(state)) == ()


# ---- the activity ----------------------------------------------------------------------------------


def begun(name="patient_board", **settings):
    """Return a drill that has begun."""
    shown = drill(name, **settings)
    shown.begin.click()
    return shown


def take(shown, decision_id):
    """Decide one thing as a reader does."""
    shown.choice.index = shown.ids.index(decision_id)
    shown.do.click()


def test_the_live_form_begins_with_the_scene():
    shown = drill("patient_board")
    assert shown.choice.layout.display == "none" and shown.begin.layout.display == ""
    assert shown.ticker.disabled
    shown.begin.click()
    assert shown.choice.layout.display == "" and not shown.ticker.disabled
    assert "I can read two surnames" in shown.messages.value


def test_without_the_clock_one_goes_from_message_to_message():
    shown = begun()
    minutes = [shown.state.minute]
    while not shown.state.finished:
        shown.next.click()
        minutes.append(shown.state.minute)
    assert minutes == [0, 4, 9, 15, 22, 30, 38, 48, 54, 60]
    assert shown.ticker.minute == 60 and not shown.ticker.running
    assert shown.debrief.layout.display == ""


def test_the_clock_brings_the_messages():
    shown = begun()
    shown.ticker.minute = 3
    assert shown.state.minute == 3 and "612 views" not in shown.messages.value
    shown.ticker.minute = 10
    assert "blur the board" in shown.messages.value and "612 views" in shown.messages.value
    assert "A colleague in communications" in shown.status.text
    shown.ticker.minute = 60
    assert shown.state.finished


def test_a_mark_stays_when_a_new_decision_comes_up():
    shown = begun()
    shown.choice.index = shown.ids.index("tell_patients")
    shown.ticker.minute = 31
    assert "one_line" in shown.ids
    assert shown.ids[shown.choice.index] == "tell_patients"


def test_decisions_are_logged_with_their_minute_and_kept(home):
    shown = begun()
    take(shown, "take_down")
    shown.next.click()
    take(shown, "repost")
    assert answers.load(LESSON)["drill_patient_board"] == {
        "minute": 4,
        "log": [{"minute": 0, "decision": "take_down"}, {"minute": 4, "decision": "repost"}],
        "finished": False,
    }
    again = drill("patient_board")
    assert again.state == shown.state and again.ticker.minute == 4
    assert "repost" not in again.ids and again.begin.layout.display == "none"
    again.end.click()
    assert "It sends everyone to look for the first version" in drill("patient_board").debrief.value


def test_without_a_choice_nothing_is_logged():
    shown = begun()
    shown.do.click()
    assert shown.state.log == () and shown.status.kind == "warning"


def test_start_again_forgets():
    shown = begun()
    take(shown, "own_phone")
    shown.end.click()
    shown.again.click()
    assert "drill_patient_board" not in answers.load(LESSON)
    assert shown.state == State() and shown.ticker.jump[1] == 0
    shown.begin.click()
    assert "own_phone" in shown.ids


@pytest.mark.parametrize(
    "stored",
    [
        {"log": "x", "minute": "y", "finished": 1},
        {"log": [1, {"minute": True, "decision": "take_down"}, {"minute": 900, "decision": "take_down"}]},
        {"log": [{"minute": 1, "decision": ["take_down"]}, {"minute": 1, "decision": "gone"}], "minute": -4},
        ["an older layout"],
    ],
)
def test_what_no_longer_fits_is_left_out(stored):
    answers.save(LESSON, "drill_patient_board", stored)
    assert drill("patient_board").state == State()


def test_a_stored_log_is_put_in_order_of_time():
    log = [{"minute": 9, "decision": "repost"}, {"minute": 2, "decision": "take_down"}, {"minute": 3, "decision": "take_down"}]
    answers.save(LESSON, "drill_patient_board", {"log": log, "minute": 1})
    assert drill("patient_board").state == State(9, (Entry(2, "take_down"), Entry(9, "repost")))


def test_the_sheet_is_written_and_needs_nothing_else(home):
    shown = begun("pile_on")
    take(shown, "person_first")
    shown.end.click()
    shown.to_print.click()
    page = (home / "drill_to_print.html").read_text(encoding="utf-8")
    assert "Relieve her on the ward" in page and "To talk about" in page
    assert "<script" not in page and "<link" not in page and page.count("<h1") == 1
    assert str(home) in shown.file.where and shown.file.content.decode() == page
    assert answers.delete_all() >= 1 and not (home / "drill_to_print.html").exists()


def test_a_folder_that_cannot_be_written_is_said(home):
    shown = begun()
    shown.end.click()
    (home / "drill_to_print.html").mkdir(parents=True)
    shown.to_print.click()
    assert shown.status.kind == "warning" and "Download it to keep it" in shown.status.text
    assert "To talk about" in shown.file.content.decode()


def test_a_room_gets_large_type_and_other_words():
    room, one = drill("faked_video", mode="room"), drill("faked_video")
    assert "ms-room" in room._dom_classes and "ms-room" not in one._dom_classes
    assert "read each message aloud" in room.scene.value and "table" in room.choice.legend
    assert room.to_html() == one.to_html()


def test_bad_names_are_said_plainly():
    with pytest.raises(data.UnknownName, match="The drills are faked_video, patient_board, pile_on"):
        drill("fire")
    with pytest.raises(ValueError, match="mode='room'"):
        drill("pile_on", mode="hall")


@every_drill
def test_the_static_form_holds_everything_and_no_answer_of_the_reader(name):
    fresh = drill(name).to_html()
    one = model.scenario(name)
    said = words_of(fresh)
    for part in [i.text for i in one.injects] + [d.reason for d in one.decisions] + list(one.questions):
        assert part in said
    shown = begun(name)
    for _control in use(shown):
        pass
    answers.save("00_start_here", "choose_country", {"country": "IN"})
    assert drill(name).to_html() == fresh
    for forbidden in ("<script", "<input", "<form", "aria-", "onclick"):
        assert forbidden not in fresh


def test_the_country_of_the_start_page_is_used():
    answers.save("00_start_here", "choose_country", {"country": "AU"})
    shown = begun()
    shown.end.click()
    assert "Assess a suspected breach: within 30 days." in shown.debrief.value
    shown.country.value = "GB"
    assert "within 72 hours" in shown.debrief.value and "30 days" not in shown.debrief.value


@every_drill
def test_nothing_stays_in_english(name):
    text.use_language(text.PSEUDO)
    shown = begun(name)
    take(shown, shown.ids[0])
    shown.next.click()
    running = words_of(shown.messages.value) + " ".join(shown.choice.options) + " ".join(ticker_words().values())
    running = re.sub(r"\{\w+\}", " ", running)  # the browser fills these places
    shown.end.click()
    names = {row.publisher for row in data.rows("sources")} | {row.title for row in data.rows("sources")}
    for piece in (running, words_of(shown.debrief.value), words_of(shown.to_html()), shown.sentence()):
        for source in sorted(names, key=len, reverse=True):
            piece = piece.replace(source, " ")
        assert re.findall(r"(?<![^\W\d_{])[A-Za-z]{3,}(?![^\W\d_}])", piece) == []


# ---- the clock of the browser ----------------------------------------------------------------------


def test_the_clock_sends_whole_minutes_and_is_told_the_same_minute_twice():
    clock = Ticker(minutes=60)
    clock.go_to(0)
    clock.go_to(0)
    assert clock.jump == [2, 0]
    assert set(ticker_words()) >= {"start", "pause", "speed", "time"}


def test_the_clock_can_be_used_by_everyone():
    script = (paths.static_dir() / "ticker.js").read_text(encoding="utf-8")
    assert "prefers-reduced-motion" in script and 'setAttribute("aria-live", "polite")' in script
    assert "SPOKEN_EVERY = 5" in script and "SPEEDS = [1, 5, 15]" in script
    assert "http" not in script and "alert(" not in script


def test_few_widgets():
    shown = begun()
    assert len(list(descendants(shown))) <= 30


# ---- clocks of notification ------------------------------------------------------------------------


@pytest.mark.parametrize("country", clocks.countries_with_clocks())
def test_the_debrief_says_each_clock_with_how_it_was_checked(country):
    rows, said = clocks.clocks_of(country), words_of(clocks_html(country))
    assert "as far as we have read" in said and "unverified" not in said.lower()
    for row in rows:
        assert clocks.line(row) in said and f"It starts with {row.starts}." in said and f"{row.law}." in said
    assert said.count("Read at the source, ") == sum(row.status in data.AT_SOURCE for row in rows)
    assert said.count("Read in a report of it, ") == sum(row.status == "second_hand" for row in rows)


def test_another_country_gets_lines_to_fill():
    for country in ("OTHER", ""):
        assert "____" in clocks_html(country) and "as far as we have read" not in clocks_html(country)
    assert blank_clocks_html("OTHER") != blank_clocks_html("")


# ---- broken content --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        lambda one: one["decisions"][1].pop("late"),
        lambda one: one["decisions"][0].update(kind="bad"),
        lambda one: one["decisions"][0].update(by=3),
        lambda one: one.pop("questions"),
        lambda one: one["injects"][0].update(minute=-1),
    ],
)
def test_a_broken_drill_is_found(broken, tmp_path):
    import shutil

    folder = tmp_path / "data"
    shutil.copytree(paths.shipped_data_dir() / "schemas", folder / "schemas")
    content = yaml.safe_load((paths.shipped_data_dir() / "drills.yaml").read_text(encoding="utf-8"))
    broken(content[0])
    (folder / "drills.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    package = {"name": "x", "resources": [r for r in _package()["resources"] if r["name"] in ("drills", "sources")]}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    shutil.copy(paths.shipped_data_dir() / "sources.csv", folder)
    assert [p for p in check.examine(folder).problems if "drills.yaml" in str(p)]


def _package():
    return json.loads((paths.shipped_data_dir() / "datapackage.json").read_text(encoding="utf-8"))


def test_the_modes_are_two():
    assert activity.MODES == ("one", "room")
