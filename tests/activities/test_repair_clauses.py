"""The clause clinic: bad clauses, their faults, three repairs, and the clause that we would print."""

import pytest
from common import said_of_reviews, use

import medsocial as ms
from medsocial.activities.repair_clauses import SHEET, model_clauses, sheet_html
from medsocial.ground import text
from medsocial.model.policy_rules import forbids_criticism
from medsocial.store import answers, data

# The clauses of the test, which the clinic must not give away (teaching.md 6.5, items A8 and B8).
TEST_ITEMS = [
    "Staff must not post anything negative about the hospital",
    "The named role answers within one working day, with set text, no advice",
    "All staff should use common sense and courtesy when they reply to patients",
    "Messages are not read, in order to avoid any liability for the hospital",
    "Any free member of staff may answer, provided that the reply is friendly",
]


def entries():
    """Return the clauses of the content file."""
    return data.yaml_content("policy_repairs")["clauses"]


def test_at_least_six_clauses_with_one_best_answer_each():
    assert len(entries()) >= 6
    for entry in entries():
        assert len(entry["wrong"]) == 4 and len(entry["repairs"]) == 3
        for options in (entry["wrong"], entry["repairs"]):
            assert sum(bool(one.get("best")) for one in options) == 1, entry["id"]
            assert all(one["reason"].endswith(".") for one in options)


def test_the_place_of_the_best_answer_is_no_cue():
    for kind, places in (("wrong", 4), ("repairs", 3)):
        best = [next(i for i, one in enumerate(entry[kind]) if one.get("best")) for entry in entries()]
        assert len(set(best)) == places
        assert max(best.count(place) for place in range(places)) <= 3


@pytest.mark.parametrize("kind", ["wrong", "repairs"])
def test_the_length_of_the_best_answer_is_no_cue(kind):
    for extreme in (max, min):
        chosen = [extreme(entry[kind], key=lambda one: len(one["text"])).get("best", False) for entry in entries()]
        assert sum(chosen) <= len(chosen) // 2 + 1


def test_the_clauses_of_the_test_are_not_given_away():
    said = str(entries()).casefold()
    assert not [item for item in TEST_ITEMS if item.casefold() in said]


def test_the_model_clause_is_one_that_the_builder_prints():
    models = model_clauses()
    assert set(models) == {entry["id"] for entry in entries()}
    assert models["loyalty"].startswith("Honest criticism of Marlow Bay Hospital breaks no rule.")
    assert models["deleted"].startswith("Tell the privacy officer at once")
    assert not [words for words in models.values() if forbids_criticism(words) or "{" in words]


def test_the_model_appears_after_both_answers():
    clinic = ms.repair_clauses()
    assert clinic.model.value == ""
    clinic.choices[0].index = 1
    assert clinic.model.value == ""
    assert clinic.reasons[0].text.startswith("Right.")
    clinic.choices[1].index = 0
    assert clinic.reasons[1].text.startswith("Not the best answer.")
    assert "Honest criticism" in clinic.model.value
    clinic.next.click()
    assert clinic.model.value == ""
    assert answers.load("06_hospital_policy")["repair_clauses"] == {
        "answers": {"loyalty": ["vague_and_silencing", "nothing_disrespectful"]}
    }


def test_answers_come_back_and_damaged_ones_do_not():
    sound = {"loyalty": ["vague_and_silencing", "honest_criticism_allowed"]}
    damaged = {"blur": ["no_such_choice", 0], "gone": ["no_penalty", "no_penalty"], "x": 3}
    answers.save("06_hospital_policy", "repair_clauses", {"answers": {**sound, **damaged}})
    clinic = ms.repair_clauses()
    assert clinic.answers == {"loyalty": [1, 1]}
    assert "Honest criticism" in clinic.model.value
    for _control in use(clinic):
        assert "Something went wrong" not in clinic.status.text


def test_all_right_is_counted():
    clinic = ms.repair_clauses()
    for card in clinic.cards:
        for choice, question in zip(clinic.choices, card.questions, strict=True):
            choice.index = question.right
        clinic.next.click()
    assert f"{2 * len(clinic.cards)} of {2 * len(clinic.cards)}" in clinic.summary.value


def test_the_sheet_for_the_table_holds_no_key(home):
    sheet = sheet_html()
    for entry in entries():
        assert text.content(entry["bad"]).split("'")[0][:40] in sheet
        assert not [one for one in entry["wrong"] + entry["repairs"] if one["text"] in sheet or one["reason"] in sheet]
    clinic = ms.repair_clauses()
    clinic.to_print.click()
    assert SHEET in clinic.file.where and clinic.status.kind == "good"
    written = (home / SHEET).read_text(encoding="utf-8")
    assert sheet in written and "<script" not in written


def test_a_blocked_folder_is_said(monkeypatch, tmp_path):
    from medsocial.ground import paths

    clinic = ms.repair_clauses()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setattr(paths, "home_dir", lambda: tmp_path / "file")
    clinic.to_print.click()
    assert "Download it to keep it" in clinic.status.text and "Your wording" in clinic.file.content.decode()


def test_the_static_form_shows_every_clause_and_its_model():
    clinic = ms.repair_clauses()
    form = clinic.to_html()
    assert form.count("The clause that our builder prints") == len(entries())
    assert said_of_reviews("repair", form)
    clinic.choices[0].index = 2
    assert clinic.to_html() == form


@pytest.mark.parametrize("face", ["to_html", "sentence"])
def test_the_pseudo_language_comes_and_goes(face):
    plain = getattr(ms.repair_clauses(), face)()
    text.use_language(text.PSEUDO)
    assert getattr(ms.repair_clauses(), face)() != plain
    text.use_language(None)
    assert getattr(ms.repair_clauses(), face)() == plain
