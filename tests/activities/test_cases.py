"""The cases: all of one standard, decided alone on a card, and printed on paper."""

import html
import json
import re
import shutil

import jsonschema
import prose_rules as rules
import pytest
import yaml
from common import live_texts, said_as_reviewed, use, visible_words

import medsocial as ms
from medsocial.display import case_parts
from medsocial.ground import paths, text
from medsocial.model import reviews
from medsocial.model.vignettes import LETTERS, SETS, find_cases, vignette, vignettes
from medsocial.store import answers, data
from medsocial.upkeep import check

LESSON = "05_patients_and_boundaries"
CORE = ["one_star_review", "midnight_message", "cyclist_request", "one_doctor_island", "cry_for_help", "four_hours"]
OPEN = {"one_doctor_island", "former_patient", "ski_picture", "two_hours", "ferry_fire"}
CASES = [case for which in SETS for case in vignettes(which)]
every_case = pytest.mark.parametrize("case", CASES, ids=[case.key for case in CASES])


@pytest.fixture
def edit(tmp_path, monkeypatch):
    """Return a function that changes the content file of an own copy of the data."""
    folder = tmp_path / "data"
    shutil.copytree(paths.shipped_data_dir(), folder)
    monkeypatch.setenv("MEDSOCIAL_DATA", str(folder))

    def change(do):
        path = folder / "cases.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        do(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return [str(problem) for problem in check.examine(folder).problems if "cases.yaml" in str(problem)]

    return change


# ---- the content -------------------------------------------------------------------------------


def test_cases_are_numbered_and_named_and_some_are_core():
    assert sorted(case.number for case in CASES) == list(range(1, len(CASES) + 1))
    assert [case.key for case in vignettes("core")][: len(CORE)] == CORE
    assert len({case.key for case in CASES}) == len({case.title for case in CASES}) == len(CASES) >= 23
    assert len(vignettes("core")) >= 6 and len(vignettes("more")) >= 15 and len(vignettes("posts")) >= 2


def test_the_place_of_the_best_option_gives_nothing_away():
    places = [[case.letter for case in CASES].count(letter) for letter in LETTERS]
    assert max(places) - min(places) <= 2, "the keys themselves stand in tests/expected"


def test_length_gives_no_key_away():
    longest = shortest = 0
    ratios = []
    for case in CASES:
        lengths = [len(option) for option in case.question.options]
        key = lengths[case.question.right]
        assert max(lengths) <= 1.25 * min(lengths), case.key
        others = [n for i, n in enumerate(lengths) if i != case.question.right]
        longest += key > max(others)
        shortest += key < min(others)
        ratios.append(key / (sum(lengths) / 4))
    assert longest <= len(CASES) / 4 + 1
    assert shortest <= len(CASES) / 4 + 1
    assert 0.97 <= sum(ratios) / len(ratios) <= 1.03


@every_case
def test_a_case_is_complete(case):
    question = case.question
    assert len(question.options) == len(set(question.options)) == len(set(question.reasons)) == 4
    assert all(len(reason.split()) >= 8 for reason in question.reasons)
    assert 2 <= len(rules.pieces(case.scene)) <= 4
    assert len(rules.pieces(case.patient)) == 1
    assert len(case.support.split()) >= 30
    assert question.legend.endswith("?")
    assert case.objective in {row.objective_id for row in data.rows("objectives")}
    assert said_as_reviewed(case.item, case_parts.review_html(case))
    assert all(data.row("sources", key) for key in case.source_ids)


@every_case
def test_every_country_has_its_line_once(case):
    named = [country for line in case.differ for country in line.country_ids]
    assert named == ["ALL"] or sorted(named) == ["AU", "CA", "EU", "GB", "IN", "US"]


@every_case
def test_a_scored_key_holds_everywhere_or_the_scene_names_the_country(case):
    assert case.scored is (case.key not in OPEN)
    if case.scored and case.where != ("ALL",):
        assert case.where == ("US",)
        assert re.search(r"\bUS\b|United States", case.scene)
    if not case.scored:
        assert re.search(r"not scored|for discussion", case.support)


@every_case
def test_only_the_cast_has_names(case):
    cast = {person["name"] for person in data.yaml_content("cast")["people"]}
    everything = " ".join([case.scene, *case.question.options, *case.question.reasons, case.patient])
    for name in re.findall(r"\bDr (?:[A-Z]\w+ )?[A-Z]\w+", everything):
        assert any(name == known or name.split()[-1] == known.split()[-1] for known in cast), name
    named = re.sub("|".join(map(re.escape, cast)), " ", everything)
    assert not re.findall(r"\b(?:Mr|Mrs|Ms|Professor) (?!Hale\b)[A-Z]\w+", named)


def test_danger_to_life_and_scorn_are_announced():
    assert {case.key for case in CASES if case.content_note} == {"cry_for_help", "doctor_nobody"}
    assert "suicide" in vignette("cry_for_help").content_note


def test_the_cases_differ_from_the_test_and_from_the_other_invented_posts():
    """Otherwise the second form would measure the memory of the room."""
    ours = rules.shingles("\n".join([c.scene for c in CASES] + [o for c in CASES for o in c.question.options]))
    assert len(ours) > 800
    for name, described in data.resources().items():
        if described["path"].endswith(".yaml") and name != "cases":
            theirs = rules.shingles(data.resource_path(name).read_text(encoding="utf-8"))
            assert [run for digest, run in ours.items() if digest in theirs] == [], name


def test_nobody_is_called_a_must_where_nothing_was_read():
    """A line that rests on our own search says so; it quotes no law."""
    for case in CASES:
        for line in case.differ:
            if line.status == "computed":
                law = line.text.replace("We found no rule that you must", "")
                assert not re.search(r"\b(must|offence|barred|banned)\b", law), (case.key, line.text)


# ---- finding cases -----------------------------------------------------------------------------


def test_cases_are_found_by_set_and_by_id():
    assert [len(find_cases(which)) for which in SETS] == [len(vignettes(which)) for which in SETS]
    assert sum(len(vignettes(which)) for which in SETS) == len(CASES)
    assert find_cases("Midnight message")[0].key == "midnight_message"
    assert vignette("BOUGHT_FOLLOWERS").number == 17


@pytest.mark.parametrize(
    ("call", "part"), [(vignette, "midnight_message"), (find_cases, "midnight_message"), (ms.case, "midnight_message")]
)
def test_an_unknown_id_names_the_nearest(call, part):
    with pytest.raises(data.UnknownName, match=part):
        call("midnight_mesage")


def test_an_unknown_set_names_the_sets():
    with pytest.raises(data.UnknownName, match="core and more"):
        vignettes("all")
    with pytest.raises(data.UnknownName, match="core"):
        ms.case("cor")


# ---- broken content ----------------------------------------------------------------------------


def test_sound_content_has_no_fault(edit):
    assert edit(lambda content: None) == []


def schema():
    """Return the layout that the content file has to keep."""
    return json.loads((paths.shipped_data_dir() / "schemas" / "cases.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "do",
    [
        lambda c: c["cases"][2]["options"][0].update(best=True),
        lambda c: c["cases"][2]["options"][3].pop("best"),
        lambda c: c["cases"][0]["options"].pop(),
        lambda c: c["cases"][0]["options"][0].pop("reason"),
        lambda c: c["cases"][0].update(objective="o9"),
        lambda c: c["cases"][0].update(where_key_holds=["xx"]),
        lambda c: c["cases"][0].update(question="What now"),
        lambda c: c["cases"][0]["differ"][0].pop("status"),
        lambda c: c["cases"][0].pop("content_note"),
        lambda c: c["vote"].update(explain_below=80),
    ],
)
def test_the_layout_forbids_a_fault(do):
    content = json.loads(json.dumps(data.yaml_content("cases")))
    jsonschema.validate(content, schema())
    do(content)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema())


def test_a_fault_is_said_with_its_file(edit):
    def spoil(content):
        content["cases"][2]["options"][0]["best"] = True
        content["cases"][1]["source_ids"].append("nobody_2099")

    problems = edit(spoil)
    assert len(problems) >= 2
    assert any("nobody_2099" in problem for problem in problems)


def test_an_own_case_is_shown(edit):
    def add(content):
        new = {"id": "our_own", "number": len(CASES) + 1, "title": "A case of our own"}
        own = json.loads(json.dumps(content["cases"][0])) | new
        content["cases"].append(own)

    assert edit(add) == []
    assert ms.case("our_own").title == "A case of our own"


def test_the_schema_is_sound():
    jsonschema.Draft202012Validator.check_schema(schema())


# ---- the card ----------------------------------------------------------------------------------


def place_of(key, choice):
    """Return where a choice stands today."""
    return vignette(key).question.ids.index(choice)


def play(**chosen):
    """Return the core cards decided: each by the id of a choice, or left out by None; a case not named gets the best one."""
    made = ms.case("core")
    last = vignettes("core")[-1]
    for case in vignettes("core"):
        if case.key in chosen and chosen[case.key] is None:
            made.leave_out.click()
            continue
        if made.asking.layout.display == "":
            made.open_it.click()
        made.choices[0].index = place_of(case.key, chosen[case.key]) if case.key in chosen else case.question.right
        if case != last:
            made.next.click()
    return made


def right_of(wrong, left_out=0):
    """Return how many scored core cases were right, if so many were wrong or left out."""
    scored = sum(case.scored for case in vignettes("core"))
    assert scored >= 5, "five of the core cases have a key"
    return f"{scored - wrong - left_out} of {scored - left_out}"


def test_a_choice_opens_reason_best_answer_patient_support_and_countries():
    made = ms.case("cyclist_request")
    assert made.after.value == ""
    made.choices[0].index = place_of("cyclist_request", "accept")
    assert made.reasons[0].text.startswith("Not the best answer. He would see who her friends are")
    said = html.unescape(f"{made.reasons[0].text} {made.after.value}")
    case = vignette("cyclist_request")
    parts = [
        "Best answer: D. Decline kindly",
        case.question.reasons[place_of("cyclist_request", "decline_kindly")],
        case.patient,
        case.support,
        "United Kingdom:",
        reviews.words([case.item]),
    ]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert "Easy." in said
    assert "Apply the rule of not starting contact" in said


def test_the_best_choice_is_not_repeated():
    made = ms.case("cyclist_request")
    made.choices[0].index = place_of("cyclist_request", "decline_kindly")
    assert made.reasons[0].text.startswith("Right. She says the same to every patient")
    assert "Best answer" not in made.after.value + made.reasons[0].text


def test_an_open_case_gives_no_verdict():
    made = ms.case("one_doctor_island")
    made.choices[0].index = place_of("one_doctor_island", "unfriend_tonight")
    assert made.reasons[0].text.startswith("For discussion. It is a clear line")
    assert made.reasons[0].kind == "note"
    assert "We lean to: B. Stay friends" in made.after.value
    made.choices[0].index = place_of("one_doctor_island", "keep_friendship")
    assert "We lean the same way" in made.after.value
    assert "Not the best" not in made.to_html() and "Right." not in made.to_html()


def test_the_country_is_marked_live_only():
    fresh = ms.case("cyclist_request").to_html()
    answers.save("00_start_here", "choose_country", {"country": "AU"})
    made = ms.case("cyclist_request")
    made.choices[0].index = 0
    listed = made.after.value.split("How countries differ.")[1]
    assert listed.index("Your country.") < listed.index("Australia") < listed.index("United States")
    assert listed.count("Your country.") == 1
    assert made.to_html() == fresh
    assert "Your country" not in fresh


def test_another_country_is_sent_to_the_local_card():
    answers.save("00_start_here", "choose_country", {"country": "OTHER"})
    made = ms.case("cyclist_request")
    made.choices[0].index = 0
    assert "fill in the local card" in made.after.value


def test_the_path_stands_against_the_guidance_by_hand():
    made = play(cyclist_request="accept", four_hours="explain_the_wait")
    closing = made.summary.value
    assert f"In {right_of(wrong=2)} scored cases your first choice was what the guidance supports." in closing
    cells = [re.sub(r"<[^>]+>", "|", row) for row in closing.split("</table>")[0].split("<tr>")[2:]][: len(CORE)]
    assert [re.sub(r"\|+", "|", row).strip("|") for row in cells] == [
        "The one-star review|A, the same|A|scored",
        "The message at midnight|C, the same|C|scored",
        "The cyclist's request|A, another|D|scored",
        "The island with one doctor|B, the same|no key; we lean to B|for discussion",
        "A cry for help on the hospital's page|B, the same|B|scored",
        "Four hours on Saturday|B, another|D|scored",
    ]


def test_the_path_keeps_the_first_choice():
    made = play(cyclist_request="accept")
    while made.card.key != "cyclist_request":
        made.back.click()
    made.choices[0].index = place_of("cyclist_request", "decline_kindly")
    assert made.reasons[0].text.startswith("Right.")
    assert f"In {right_of(wrong=1)} scored cases" in made.summary.value
    stored = answers.load(LESSON)["cases_core"]
    assert stored["answers"]["cyclist_request"] == ["decline_kindly"]
    assert stored["first"]["cyclist_request"] == "accept"


def test_a_content_note_comes_first_and_the_case_can_be_left_out():
    made = ms.case("cry_for_help")
    assert "speaks of suicide" in made.note.value
    assert made.scene.layout.display == made.choices[0].layout.display == "none"
    assert made.asking.layout.display == ""
    made.open_it.click()
    assert made.scene.layout.display == made.choices[0].layout.display == ""
    assert made.asking.layout.display == "none"
    assert ms.case("cry_for_help").scene.layout.display == ""


def test_a_case_left_out_counts_as_done_and_is_named_so():
    made = play(cry_for_help=None)
    assert made.finished()
    assert "left out" in made.summary.value
    assert f"In {right_of(wrong=0, left_out=1)} scored cases" in made.summary.value
    again = ms.case("core")
    assert again.skipped == {"cry_for_help"}
    assert again.summary.value == made.summary.value


def test_a_case_left_out_can_still_be_opened():
    made = ms.case("cry_for_help")
    made.leave_out.click()
    assert made.leave_out.disabled
    made.open_it.click()
    made.choices[0].index = place_of("cry_for_help", "answer_with_crisis_numbers")
    assert answers.load(LESSON)["cases_cry_for_help"] == {
        "answers": {"cry_for_help": ["answer_with_crisis_numbers"]},
        "first": {"cry_for_help": "answer_with_crisis_numbers"},
        "skipped": [],
        "opened": ["cry_for_help"],
    }


@pytest.mark.parametrize(
    "state",
    [
        {
            "answers": {"cyclist_request": ["no_such_choice"], "gone": ["accept"], "one_star_review": [3], "two_hours": [["x"]]},
            "first": {"cyclist_request": "D"},
            "skipped": [3, "gone"],
            "opened": "x",
        },
        {"answers": [], "first": [], "skipped": {}, "opened": None},
        {"answers": {"cyclist_request": "D"}},
        [],
        "old",
    ],
)
def test_damaged_answers_are_dropped(state):
    answers.save(LESSON, "cases_core", state)
    made = ms.case()
    assert (made.answers, made.first, made.skipped, made.opened) == ({}, {}, set(), set())
    assert made.choices[0].index == -1


def test_sound_answers_come_back_without_a_first_choice_of_an_older_layout():
    answers.save(LESSON, "cases_core", {"answers": {"cyclist_request": ["decline_kindly"]}})
    made = ms.case("core")
    while made.card.key != "cyclist_request":
        made.next.click()
    place = place_of("cyclist_request", "decline_kindly")
    assert made.choices[0].index == place
    assert made.first == {"cyclist_request": place}


@pytest.mark.parametrize("which", SETS)
def test_the_static_form_opens_to_reasons_and_hides_what_needs_a_note(which):
    form = html.unescape(ms.case(which).to_html())
    for case in vignettes(which):
        assert all(reason in form for reason in case.question.reasons)
        place = form.index(case.scene)
        if case.content_note:
            assert form.index(case.content_note) < form.rindex("Show this case", 0, place) < place
    assert form.count('class="ms-option"') == 4 * len(vignettes(which))
    assert not re.search(r"<details[^>]* open", form)


@pytest.mark.parametrize("call", ["core", "more", "doctor_nobody"])
def test_random_use_raises_nothing_and_changes_no_static_form(call, caplog):
    made = ms.case(call)
    before = made.to_html(), made.sentence()
    for _control in use(made):
        assert "Something went wrong" not in made.status.text
    assert (made.to_html(), made.sentence()) == before
    assert not [record for record in caplog.records if record.name == "medsocial"]


def test_every_word_can_be_translated():
    text.use_language(text.PSEUDO)
    made = play(cyclist_request="accept", cry_for_help=None)
    pieces = [word for piece in live_texts(made) for word in visible_words(piece)] + visible_words(made.to_html())
    said = " ".join(pieces)
    titles = (re.escape(name) for row in data.rows("sources") for name in (row.title, row.publisher))
    said = re.sub("|".join(titles), " ", said)
    assert len(said) > 5000
    assert re.findall(r"\b(?:the|case|best|answer|scored|country|left|Easy|and|you)\b", said) == []
