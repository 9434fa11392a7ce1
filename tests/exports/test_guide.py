"""The facilitator's guide and kit: clock times, counts, words for every activity, no key on a learner's sheet, logs."""

import csv
import html
import io
import re

import prose_rules
import pytest

from medsocial.exports import guide
from medsocial.exports.guide import keys, log, pages, printables, run_sheet, session
from medsocial.exports.guide.session import NoGuide, Wishes, plan
from medsocial.ground import paths, text
from medsocial.model import drill, recognise, story, test_items, vignettes
from medsocial.model.platform_cards import platform_cards
from medsocial.store import data

LENGTHS = (30, 60, 90, 180)
PAGES = ("guide.html", "run-sheet.html", "sheets.html", "keys.html", "delivery-log.html")
every_length = pytest.mark.parametrize("minutes", LENGTHS)


def made(minutes=60, **more):
    """Return a session that starts at two o'clock."""
    return plan(Wishes(minutes=minutes, **{"start": 14 * 60, "people": 24, "tables": 4, **more}))


def plain(page):
    """Return what a reader of a page sees, in one line."""
    body = re.sub(r"<style.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def normal(words):
    """Return words without marks, to look for them in a page."""
    return " ".join(re.findall(r"\w+", words.casefold()))


@pytest.fixture(scope="module")
def kits():
    """Return the files of each length, built once."""
    return {minutes: guide.kit(made(minutes)) for minutes in LENGTHS}


# ---- times and counts ----------------------------------------------------------------------------------


@every_length
def test_the_clock_runs_without_a_gap_from_start_to_end(minutes):
    found = made(minutes)
    ends = [0]
    for one in found.activities:
        assert one.starts == ends[-1]
        ends.append(one.starts + one.minutes)
    assert ends[-1] == minutes
    assert found.clock(found.activities[0]).startswith("14:00")
    assert found.time(minutes) == {30: "14:30", 60: "15:00", 90: "15:30", 180: "17:00"}[minutes]


def test_the_hour_as_written_by_hand():
    found = made(60)
    assert [(one.row.activity_id, found.clock(one)) for one in found.activities] == [
        ("W0", "14:00–14:03"),
        ("W1", "14:03–14:07"),
        ("W2", "14:07–14:17"),
        ("W3", "14:17–14:23"),
        ("W4", "14:23–14:29"),
        ("W5", "14:29–14:41"),
        ("W6", "14:41–14:49"),
        ("W9", "14:49–14:56"),
        ("W10", "14:56–15:00"),
    ]


def test_a_session_over_midnight_and_one_without_a_start():
    assert made(60, start=23 * 60 + 30).time(60) == "00:30"
    assert plan(Wishes(90)).time(75) == "1:15"


def test_counts_for_people_and_tables():
    found = {sheet.id: sheet for sheet in made(180, people=25, tables=5).sheets}
    assert {key: sheet.copies for key, sheet in found.items()} == {
        "vote": 25, "forms": 25, "audit": 25, "platforms": 5, "channel": 10, "posts": 5, "story": 5, "drill": 5, "clauses": 5,
        "plan": 25, "pocket": 25, "record": 25, "spare": 5,
    }  # fmt: skip
    assert session.seats(25) == (13, 12)
    assert found["forms"].name == "Sheet 1 and 10 · Forms A and B"
    assert found["vote"].name == "Voting cards A to D"
    words = printables.seat_words(made(180, people=25, tables=5))
    assert "A (13)" in words and "B (12)" in words and "13 B and 12 A" in words


def test_half_an_hour_needs_neither_forms_nor_drill():
    kinds = {sheet.id for sheet in made(30).sheets}
    assert kinds == {"vote", "audit", "platforms", "posts", "story", "plan", "pocket", "record"}


def test_tables_follow_from_people():
    assert plan(Wishes(people=25)).tables == 5
    assert plan(Wishes(people=1)).tables == 1


def test_the_clause_clinic_can_take_the_place_of_others():
    names = [one.row.activity_id for one in made(60, instead="W8").activities]
    assert "W8" in names and "W4" not in names
    assert "clauses" in {sheet.id for sheet in made(60, instead="W8").sheets}


# ---- words --------------------------------------------------------------------------------------------


def test_every_activity_of_the_agenda_has_words_and_a_line_for_each_room():
    known = {entry["id"] for entry in session.content()["activities"]}
    for row in data.rows("agenda"):
        assert row.activity_id.lower() in known
        laptops, hub = session.room_lines(row)
        assert laptops and hub, row.activity_id
        words = session.words_of(row.activity_id)
        assert not (row.laptop_line and "laptops" in words), f"{row.activity_id} says its line for laptops twice"
        assert not (row.hub_line and "hub" in words), f"{row.activity_id} says its line for a hub twice"
    assert len(known) == len(data.rows("agenda"))


def test_every_sheet_is_made_and_every_number_named():
    words = session.content()
    kinds = {entry["id"] for entry in words["sheets"]}
    used = {name for entry in words["activities"] for name in entry["sheets"]} | {"spare"}
    assert used == kinds
    numbers = {entry["id"] for entry in words["numbers"]}
    assert all(set(entry["numbers"]) <= numbers for entry in words["situations"])
    assert [entry["id"] for entry in words["situations"]] == ["upset", "breach", "patient"]
    assert sum(entry["minutes"] for entry in words["rehearsal"]) == 10


def test_two_or_three_sentences_to_say():
    for entry in session.content()["activities"]:
        assert 2 <= len(prose_rules.pieces(entry["say"])) <= 4, entry["id"]


def test_the_ground_rules_are_those_of_the_start_page(kits):
    source = (paths.notebooks_dir() / "00_start_here.ipynb").read_text(encoding="utf-8")
    heading, rules, below = session.ground_rules()
    assert len(rules) == 5 and heading == "Agree the ground rules"
    shown = plain(kits[30]["guide.html"])
    for rule, rest in rules:
        assert f"**{rule}** {rest}" in source
        assert rule in shown and rest in shown
    assert below in source and below in shown


@every_length
def test_the_prose_of_the_pages_keeps_the_house_rules(kits, minutes):
    for name in ("guide.html", "run-sheet.html", "delivery-log.html"):
        words = prose_rules.plain(kits[minutes][name])
        # Of the slides' headings and the sources' titles the lessons' own tests take care.
        words = re.sub(r"\d+ sources.*?(?=This guide is our judgement)", "", words, flags=re.DOTALL)
        assert prose_rules.wording_problems(words) == []
        assert [said for said in prose_rules.length_problems(words) if not said.startswith("the mean")] == []


def test_nothing_is_logged_and_help_is_named():
    for entry in session.content()["situations"]:
        said = " ".join([entry["first"], entry["say"], *entry["do"], entry["never"]])
        assert "outside" in said
    breach, patient = session.content()["situations"][1:]
    assert "log it" in breach["never"] and "log it" in patient["never"]
    assert "The hospital's own duty" in " ".join(breach["do"])
    assert "The duty is the hospital's own" in " ".join(patient["do"])
    assert "helpline" in session.content()["situations"][0]["numbers"]


# ---- pages --------------------------------------------------------------------------------------------


@every_length
def test_each_page_needs_no_script_and_no_network(kits, minutes):
    assert set(kits[minutes]) == {*PAGES, "delivery_log.csv"}
    for name in PAGES:
        page = kits[minutes][name]
        assert "<script" not in page and "@import" not in page and "<form" not in page and "<input" not in page
        assert not re.search(r"(?:src=[\"']|url\([\"']?)(?!data:|#|%23)", page), name
        assert page.count("<main>") == 1 and 'lang="en"' in page


def test_the_run_sheet_names_time_minutes_slides_and_sheets(kits):
    shown = plain(kits[90]["run-sheet.html"])
    for words in ("14:12 13 Audit your footprint", "Lesson 1", "Sheet 2 · Footprint audit", "Privacy lead", "live breach"):
        assert words in shown
    assert "Start page" in shown


def test_given_numbers_are_printed_and_the_rest_is_left_blank():
    found = made(30, numbers={"privacy": "4411"})
    for page in (pages.guide_html(found), run_sheet.run_sheet_html(found)):
        assert "Privacy lead: 4411" in plain(page)
    assert re.search(r"Helpline, day and night: \W*$|Helpline, day and night: <strong></strong>", pages.guide_html(found))


def test_the_content_note_lists_what_the_session_holds():
    here = [title for title, _note in pages.notes_here(made(180))]
    assert "The friend request" in here and "A cry for help on the hospital's page" in here
    assert "A crowd against one nurse" in [title for title, _note in pages.notes_elsewhere(made(180))]
    assert "A cry for help on the hospital's page" in [title for title, _note in pages.notes_elsewhere(made(60))]


def test_a_country_brings_its_clocks_into_the_guide_and_the_keys():
    assert "72 hours" not in plain(pages.guide_html(made(180)))
    british = made(180, country="GB")
    assert "72 hours" in plain(pages.guide_html(british))
    assert "72 hours" in plain(keys.keys_html(british))


def test_only_the_first_minutes_of_the_drill_are_cut_out_for_ninety():
    assert [message.minute for message in printables.session_drill(10).injects] == [0, 4, 9]
    assert len(printables.session_drill(60).injects) == len(drill.scenario(pages.DRILL).injects)


@every_length
def test_the_sheets_hold_as_many_cards_as_the_agenda_says(kits, minutes):
    amounts = {one.row.activity_id: one.amount for one in made(minutes).activities}
    sheet = kits[minutes]["sheets.html"]
    assert sheet.count('<div class="card">') == amounts["W3"]
    assert sheet.count('<div class="post">') == amounts["W5"]
    assert sheet.count('<span class="letter">') == 4
    questions = len(re.findall(r"[AB]\d\. ", plain(sheet)))
    assert questions >= 2 * amounts.get("W1", 0)
    title = {0: "Form A", 4: "Short form A", 8: "Form A"}[amounts.get("W1", 0)]
    assert (f"<h1>{title}</h1>" in sheet) == ("W1" in amounts)


def secrets():
    """Return everything that a learner may not read before the answer: reasons, keys and models, with its kind."""
    found = [("item", option.reason) for item in test_items.items() for option in item.options]
    for case in (*vignettes.vignettes("core"), *vignettes.vignettes("more")):
        found += [("case", reason) for reason in case.question.reasons] + [("case", case.patient), ("case", case.support)]
    for post in recognise.posts("core"):
        found += [("post", post.reason), ("post", post.instead), ("post", post.patient)]
    found += [("platform", reason) for card in platform_cards(12) for q in card.questions for reason in q.reasons]
    for clause in data.yaml_content("policy_repairs")["clauses"]:
        found += [("clause", option[part]) for option in clause["repairs"] for part in ("text", "reason")]
        found += [("clause", option["reason"]) for option in clause["wrong"]]
    for one in drill.scenarios().values():
        found += [("drill", decision.reason) for decision in one.decisions]
    return [(kind, words) for kind, words in found if words and len(words.split()) > 2]


@every_length
def test_no_key_stands_on_a_sheet_for_learners(kits, minutes):
    for name in ("sheets.html", "run-sheet.html", "delivery-log.html"):
        shown = normal(plain(kits[minutes][name]))
        assert [(kind, words) for kind, words in secrets() if normal(words) in shown] == [], name
        assert "✓" not in plain(kits[minutes][name]) and "best answer" not in shown


def test_the_story_on_paper_tells_no_consequence_beside_its_choice(kits):
    sheet = kits[180]["sheets.html"]
    for name in ("friend_request", "online_review"):
        found = story.find_story(name)
        for node in found.nodes:
            for choice in node.choices:
                where = sheet.index(html.escape(choice.label, quote=True))
                near = sheet[where : where + len(choice.label) + 60]
                assert choice.consequence[:40] not in html.unescape(near)
    assert "Where each choice leads" not in plain(sheet)


def test_the_keys_hold_what_the_sheets_leave_out(kits):
    shown = normal(plain(kits[180]["keys.html"]))
    for post in recognise.posts("core")[:4]:
        assert normal(post.reason) in shown
    for name in ("A", "B"):
        for item in test_items.form(name):
            assert normal(item.options[item.right].reason) in shown
            assert f"{item.item_id} {item.key}" in plain(kits[180]["keys.html"])
    assert "Story map: The friend request" in plain(kits[180]["keys.html"])
    short = plain(kits[60]["keys.html"])
    assert "A1 " not in short.partition("Form A:")[2][:40]


def test_the_same_wishes_give_the_same_files(kits, home):
    text.use_language(None)
    assert guide.kit(made(60)) == kits[60]


def test_another_language_reaches_every_word_of_the_guide():
    text.use_language(text.PSEUDO)
    words = session.content()
    shown = plain(pages.guide_html(made(60)))
    assert words["activities"][0]["say"] in shown
    for english in ("Watch for", "If late", "Without a screen", "Sheets to print", "Ground", "Never"):
        assert english not in shown.replace("Agree the ground rules", "").replace("Never look", "")
    table = plain(run_sheet.run_sheet_html(made(60)))
    assert "Run sheet" not in table and "On paper" not in table
    names = {word for row in data.rows("platforms") for word in re.findall(r"[A-Za-z]+", row.name)}
    for page in (printables.sheets_html(made(180)), log.log_html(made(180))):
        shown = plain(page).replace(log.COMMAND, "").replace("delivery_log.csv", "")
        left = set(re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", shown))
        assert left <= names, left - names


# ---- files and commands --------------------------------------------------------------------------------


def test_the_command_writes_the_kit_and_says_where(tmp_path, capsys):
    out = tmp_path / "kit é"
    assert guide.main(["--minutes", "30", "--start", "9:05", "--people", "8", "--no-pdf", "--out", str(out)]) == 0
    assert {file.name for file in out.iterdir()} == {*PAGES, "delivery_log.csv"}
    assert str(out) in capsys.readouterr().out
    assert "09:05" in (out / "run-sheet.html").read_text(encoding="utf-8")


def test_a_filled_in_log_is_never_overwritten(tmp_path):
    guide.build(Wishes(30), tmp_path)
    (tmp_path / "delivery_log.csv").write_text("mine", encoding="utf-8")
    guide.build(Wishes(30), tmp_path)
    assert (tmp_path / "delivery_log.csv").read_text(encoding="utf-8") == "mine"


def test_without_a_browser_the_pages_are_written_and_it_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("medsocial.exports.decks.printing.find", lambda: None)
    assert guide.main(["--minutes", "30", "--out", str(tmp_path)]) == 0
    assert "no Chromium, Chrome or Edge was found" in capsys.readouterr().out
    assert (tmp_path / "guide.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minutes", "45"], "Choose 30, 60, 90 or 180"),
        (["--start", "25:00"], "is no time of day"),
        (["--people", "0"], "from 1 to 500"),
        (["--people", "3", "--tables", "4"], "4 tables do not fit 3 people"),
        (["--country", "Atlantis"], "The countries are US, GB"),
        (["--line", "privacy"], "like privacy=4411"),
        (["--line", "porter=1"], "The lines are communications"),
        (["--with", "W2"], "replaces nothing"),
    ],
)
def test_a_wrong_wish_gets_one_sentence(arguments, said, tmp_path, capsys):
    assert guide.main([*arguments, "--no-pdf", "--out", str(tmp_path / "kit")]) == 1
    out = capsys.readouterr().out
    assert said in out and out.count("\n") == 1
    assert not (tmp_path / "kit").exists()


def test_a_folder_that_cannot_be_written_gets_one_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert guide.main(["--minutes", "30", "--no-pdf", "--out", str(tmp_path / "file")]) == 1
    assert "Choose another folder with --out." in capsys.readouterr().out


def test_an_activity_without_words_is_named(monkeypatch):
    words = session.content()
    short = {**words, "activities": [entry for entry in words["activities"] if entry["id"] != "w3"]}
    monkeypatch.setattr(session, "content", lambda: short)
    with pytest.raises(NoGuide, match="no words for the activity W3"):
        plan(Wishes(60))


def test_a_start_page_without_rules_is_named(monkeypatch, tmp_path):
    (tmp_path / "00_start_here.ipynb").write_text('{"cells": []}', encoding="utf-8")
    monkeypatch.setenv("MEDSOCIAL_NOTEBOOKS", str(tmp_path))
    with pytest.raises(NoGuide, match="no ground rules"):
        session.ground_rules()


# ---- the delivery log ----------------------------------------------------------------------------------

HEAD = "activity_id,planned,started,finished\n"


def written(folder, content, name="log.csv"):
    """Write a log and return its path."""
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def test_the_template_has_a_line_for_each_activity():
    rows = list(csv.DictReader(io.StringIO(log.template(made(180)))))
    assert " ".join(row["activity_id"] for row in rows) == "W0 W1 W2 W3 W4 W5 break W6 W7 W8 W9 W10"
    assert sum(int(row["planned"]) for row in rows) == 180
    assert all(row["started"] == row["finished"] == "" for row in rows)


def test_planned_and_taken_are_compared_over_deliveries(tmp_path):
    first = written(tmp_path, HEAD + "W0,3,14:00,14:05\nW2,10,14:05,14:17\nW5,12,,\n", "a.csv")
    second = written(tmp_path, "\ufeffactivity_id;planned;started;finished\nW2;10;09:00:00;09:09\nW0;3;8.55;9.00\n", "b.csv")
    third = written(tmp_path, HEAD + "W2,10,23:55,00:10\n", "c.csv")
    found = log.timings([first, second, third])
    assert [(row.activity_id, row.planned, row.taken, row.proposed) for row in found.rows] == [
        ("W0", 3, (5, 5), 5),
        ("W2", 10, (12, 9, 15), 12),
    ]
    assert found.untimed == 1
    said = found.to_text()
    assert "Together 13 minutes were planned, and 17 are proposed." in said
    assert "Take 4 minutes from other activities." in said and "1 line has no times" in said
    assert "W2 Audit your footprint" in said and "12, 9, 15" in said


def test_nothing_is_overwritten_by_reading_a_log(tmp_path, capsys):
    before = data.resource_path("agenda").read_bytes()
    path = written(tmp_path, HEAD + "W0,3,14:00,14:09\n")
    assert guide.main(["--log", str(path)]) == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert data.resource_path("agenda").read_bytes() == before


def test_half_a_minute_is_rounded_up_and_nothing_takes_no_time(tmp_path):
    path = written(tmp_path, HEAD + "W0,3,14:00,14:04\nW0,3,15:00,15:05\nW1,4,14:00,14:00\n")
    assert [row.proposed for row in log.timings(path).rows] == [5, 1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        ("activity_id,planned\nW0,3\n", "has no column started, finished"),
        (HEAD + "W77,3,14:00,14:03\n", "line 2: there is no activity W77"),
        (HEAD + "W0,3,14:00,14:03\nW1,four,14:03,14:07\n", "line 3: planned minutes are a whole number"),
        (HEAD + "W0,3,14:00,14:63\n", "line 2: “14:63” is no time of day"),
        (HEAD + "W0,3,14:03,14:00\n", "line 2: it finished at 14:00, before it started at 14:03"),
        (HEAD + "W0,3,,\n", "has both times"),
        ("", "has no column activity_id"),
    ],
)
def test_a_broken_log_gets_one_sentence(content, said, tmp_path, capsys):
    path = written(tmp_path, content) if content is not None else tmp_path / "none.csv"
    assert guide.main(["--log", str(path)]) == 1
    out = capsys.readouterr().out
    assert said in out and out.count("\n") == 1


def test_a_log_in_another_encoding_gets_one_sentence(tmp_path, capsys):
    (tmp_path / "log.csv").write_bytes("activity_id,planned,started,finished\nW0,3,é,14:00".encode("utf-16"))
    assert guide.main(["--log", str(tmp_path / "log.csv")]) == 1
    assert "Save it again as CSV in UTF-8." in capsys.readouterr().out
