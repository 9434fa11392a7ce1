"""Answers of the first edition, written by its own code, keep their meaning; and so do today's when options move."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

import medsocial as ms
from medsocial.ground import paths
from medsocial.model.story import walk
from medsocial.store import answers, data, first_edition

KEPT = Path(__file__).parents[1] / "data" / "first_edition" / "answers"
DATA = paths.PACKAGE.parent / "data"
# Typed by hand from what was clicked in the first edition.
FORM_A = {
    "A1": "registration_checked_network",
    "A2": "made_by_others",
    "A3": "one_channel_count_bookings",
    "A4": "triplets_on_ferry",
    "A5": "send_none_use_clinic",
    "A6": "general_and_number",
    "A7": "take_down_call_lead",
}
CHOSEN = {
    "00_start_here": {"guess_recognisable": {"guess": 10}},
    "01_definitions": {
        "quiz_definitions_recall": {"answers": {"without_name": ["sixty"]}},
        "quiz_definitions_check": {"answers": {"which_definition": ["services_meant"], "passive_part": ["own_profile"]}},
        "compare_definitions": {"answers": ["yes no", "no no", "yes yes"]},
    },
    "02_platform_taxonomy": {
        "sort_cards": {"answers": ["public nobody posts", "members profession colleagues", "mixed address knowledge"]},
        "find_bad_data": {"answers": ["impossible", "possible", "cannot_tell"]},
    },
    "03_benefits": {
        "spot_error": {
            "answers": {
                "same_count_twice": ["nothing"],
                "seven_of_48": ["sixteen_per_cent"],
                "share_of_what": ["base"],
            }
        }
    },
    "04_dangers": {
        "quiz_dangers_check": {
            "answers": {
                "nothing_marked": ["who_could_recognise"],
                "twelve_minutes": ["other_hospitals"],
                "sharp_reply": ["save_and_sleep"],
            }
        },
        "recognise_core": {"answers": {"net_mender": ["nobody"], "arrivals": ["family"], "swallows": ["town"]}},
    },
    "05_patients_and_boundaries": {
        "cases_core": {
            "answers": {
                "cyclist_request": ["decline_kindly"],
                "one_doctor_island": ["keep_friendship"],
                "one_star_review": ["draft_without_date"],
                "midnight_message": ["forward_to_friend"],
            },
            "first": {
                "cyclist_request": "accept",
                "one_doctor_island": "keep_friendship",
                "one_star_review": "draft_without_date",
                "midnight_message": "forward_to_friend",
            },
            "skipped": ["cry_for_help"],
        },
        "story_friend_request": {
            "path": [
                {"scene": "request", "choice": "accept"},
                {"scene": "friends", "choice": "second_account"},
                {"scene": "second", "choice": "emergency_and_team"},
                {"scene": "to_care", "choice": "record_today_tell_ward"},
            ]
        },
        "story_online_review": {"path": [{"scene": "review", "choice": "ask_before_writing"}]},
        "tally_cyclist_request": {
            "people": 24,
            "first": {"accept": 3, "accept_and_hide": 11, "leave_unanswered": 8, "decline_kindly": 2},
            "second": {"accept": 1, "accept_and_hide": 2, "leave_unanswered": 3, "decline_kindly": 18},
        },
    },
    "06_hospital_policy": {
        "repair_clauses": {
            "answers": {
                "loyalty": ["vague_and_silencing", "honest_criticism_allowed"],
                "common_sense": ["no_test", "weigh_and_ask"],
                "entering": ["consent_without_purpose", "red_band"],
            }
        }
    },
    "07_action_plan": {
        "test_booster": {
            "form": "booster",
            "answers": {
                "C1": "correct_by_site_form",
                "C2": "points_to_one_person",
                "C3": "thank_and_point",
                "C4": "hide_and_explain",
                "C5": "correct_openly",
            },
        },
        "test_short_second": {
            "form": "B",
            "answers": {"B2": "ask_friend_to_remove", "B4": "acceptable_no_name", "B5": "decline_urgent_care_record"},
        },
    },
}


@pytest.fixture
def first(home: Path) -> Path:
    """Put the answers of the first edition into the reader's folder."""
    shutil.copytree(KEPT, home)
    return home


def moved(folder: Path) -> None:
    """Write a copy of the data in which the options of every question stand in the opposite order."""
    shutil.copytree(DATA, folder)

    def turn(node):
        if isinstance(node, dict):
            for name, value in node.items():
                turn(value)
                if name in ("options", "choices", "wrong", "repairs") and isinstance(value, list):
                    value.reverse()
        elif isinstance(node, list):
            for value in node:
                turn(value)

    for name in ("cases", "quizzes", "spot_the_error", "policy_repairs", "stories", "test_items"):
        path = folder / f"{name}.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        turn(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_positions_are_read_as_ids(first):
    for lesson, activities in CHOSEN.items():
        read = answers.load(lesson)
        for key, wanted in activities.items():
            for name, value in wanted.items():
                if isinstance(value, list) and name == "answers":  # in the order of the cards, whatever they are called
                    assert sorted(" ".join(ids) for ids in read[key][name].values()) == sorted(value), key
                else:
                    assert read[key][name] == value, key
    assert answers.load("00_start_here")["test_first"]["answers"] == FORM_A
    assert answers.load("06_hospital_policy")["drill_patient_board"]["log"][0]["decision"]


def test_a_file_is_written_anew_with_ids_only(first):
    before = answers.load("05_patients_and_boundaries")
    answers.save("05_patients_and_boundaries", "tally_night_staffing", {"people": 0})
    content = json.loads(answers.lesson_file("05_patients_and_boundaries").read_text(encoding="utf-8"))
    assert content["format"] == 2
    assert content["answers"] == {**before, "tally_night_staffing": {"people": 0}}
    exported = json.loads(answers.export().read_text(encoding="utf-8"))
    assert exported["format"] == 2 and exported["lessons"]["05_patients_and_boundaries"] == content["answers"]


@pytest.mark.parametrize("turned", [False, True])
def test_an_answer_names_the_same_words_wherever_its_option_stands(first, turned, tmp_path, monkeypatch):
    if turned:
        moved(tmp_path / "data")
        monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path / "data"))
    cases = ms.case("core")
    while cases.case.key != "cyclist_request":
        cases.next.click()
    assert cases.choices[0].label.endswith("Decline kindly, and name the clinic's number.")
    assert cases.case.letter == ("A" if turned else "D")
    assert ms.quiz("definitions_recall").choices[0].label == "60"
    assert ms.spot_error().choices[0].label == "Nothing: both fit"
    fault, repair = ms.repair_clauses().choices
    assert fault.label.startswith("It is vague") and repair.label.startswith("Honest criticism breaks no rule")
    story = ms.story("friend_request")
    assert [step["choice"] for step in CHOSEN["05_patients_and_boundaries"]["story_friend_request"]["path"]] == [
        step.choice.id for step in walk(story.story, story.path)[0]
    ]
    board = ms.tally_board("cyclist_request")
    assert [field.value for field in board.fields[0]] == (["2", "8", "11", "3"] if turned else ["3", "11", "8", "2"])
    test = ms.take_test("first")
    # Three items have been rewritten since, and their options with them: what was said there is no answer now.
    assert test.taken.answers == {item: said for item, said in FORM_A.items() if item not in ("A2", "A4", "A5")}
    assert "Another answer is better." not in test.result.value
    # What is saved again says the same as before.
    saved = answers.load("05_patients_and_boundaries")["cases_core"]
    cases._keep()
    assert answers.load("05_patients_and_boundaries")["cases_core"]["answers"] == saved["answers"]


@pytest.mark.parametrize(
    ("key", "state", "read"),
    [
        ("cases_core", {"answers": {"two_hours": [4]}, "first": {"two_hours": 4}}, {"answers": {"two_hours": [""]}, "first": {}}),
        ("cases_core", {"answers": {"two_hours": [True], "gone": [1]}}, {"answers": {"two_hours": [""], "gone": [""]}}),
        ("cases_core", {"answers": {"two_hours": "D"}}, {"answers": {"two_hours": [""]}}),
        ("cases_core", {"answers": [3]}, {"answers": [3]}),
        ("quiz_gone", {"answers": {"x": [0]}}, {"answers": {"x": [""]}}),
        ("sort_cards", {"answers": {"sermo": [-1, 3]}}, {"answers": {"sermo": ["", "", ""]}}),
        ("sort_cards", {"answers": {"sermo": [-1, 3, 9]}}, {"answers": {"sermo": ["", "profession", ""]}}),
        ("story_friend_request", {"path": [0, 9, 1]}, {"path": [{"scene": "request", "choice": "decline_kindly"}]}),
        ("story_gone", {"path": [0]}, {"path": []}),
        ("story_friend_request", {"path": 3}, {"path": []}),
        ("tally_cyclist_request", {"people": 3, "first": [1, 2]}, {"people": 3, "first": {}}),
        ("tally_gone", {"first": []}, {"first": {}}),
        ("test_first", {"form": "A", "answers": "ABCD"}, {"form": "A"}),
        ("test_first", {"form": ["A"], "answers": "ABCDABCD"}, {"form": ["A"]}),
        ("choose_country", {"country": "GB"}, {"country": "GB"}),
        ("cases_core", "old", "old"),
    ],
)  # fmt: skip
def test_a_position_that_never_was_is_no_answer(key, state, read):
    assert first_edition.translated({key: state}) == {key: read}


def test_the_frozen_table_is_whole():
    rows = data.rows("first_edition_choices")
    assert len(rows) == 423
    questions = {}
    for row in rows:
        questions.setdefault((row.file, row.question_id), []).append(row)
    for question, stood in questions.items():
        assert [row.position for row in stood] == list(range(len(stood))), question
        assert len({row.choice_id for row in stood}) == len(stood), question
    assert all((row.leads_to is not None) == (row.file == "stories") for row in rows)
    # A figure of the file itself: nobody edits it any more.
    assert len({file for file, _question in questions}) == 10
