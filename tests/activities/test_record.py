"""The learning record: the reader's own note, suggested from what was done, and never called accredited."""

import io
import re

import docx
import pytest
from common import descendants, use, visible_words

from medsocial.activities.learning_record import learning_record, lessons_done
from medsocial.display.record_word import to_docx
from medsocial.ground import text
from medsocial.model.learning import minutes_of, objectives_of
from medsocial.store import answers, data

LESSON = "07_action_plan"


@pytest.fixture(autouse=True)
def on_a_fixed_day(monkeypatch):
    """Hold the date still."""
    monkeypatch.setenv("MEDSOCIAL_TODAY", "2026-11-23")


def words_of(markup):
    """Return the words of HTML in one line."""
    return " ".join(visible_words(markup))


def two_lessons():
    """Answer something in lessons 01 and 04."""
    answers.save("01_definitions", "footprint_audit", {"finds": []})
    answers.save("04_dangers", "plan_time", {"rule": "duty"})


def test_minutes_are_those_of_the_core_parts():
    two_lessons()
    core = {row.lesson: row.minutes_core for row in data.rows("lessons")}
    shown = learning_record()
    assert shown.minutes.value == core["01_definitions"] + core["04_dangers"]
    assert str(shown.minutes.value) in shown.children[1].value


def test_objectives_are_those_of_the_lessons_done():
    two_lessons()
    ticked = [name for name, box in learning_record().objectives.items() if box.value]
    assert ticked == ["O1", "O2", "O4", "O6", "O7"]


def test_without_an_answer_nothing_is_suggested():
    shown = learning_record()
    assert shown.minutes.value == 0 and not any(box.value for box in shown.objectives.values())
    assert shown.date.value == "2026-11-23"
    assert answers.load(LESSON) == {}


def test_the_record_itself_is_no_lesson_done():
    assert lessons_done({LESSON: {"learning_record": {}}}) == ()
    rows = lessons_done({LESSON: {"learning_record": {}, "plan": {}}, "gone": {"x": {}}})
    assert [row.lesson for row in rows] == [LESSON]
    assert minutes_of(()) == 0 and objectives_of(()) == ()


def test_what_is_kept_and_restored():
    two_lessons()
    shown = learning_record()
    shown.minutes.value = 90
    shown.objectives["O8"].value = True
    shown.date.value = "2026-11-20"
    shown.reflection["now_what"].value = "I will ask before I post."
    assert answers.load(LESSON)["learning_record"] == {
        "date": "2026-11-20",
        "minutes": 90,
        "objectives": ["O1", "O2", "O4", "O6", "O7", "O8"],
        "own_words": {"what": "", "so_what": "", "now_what": "I will ask before I post."},
    }
    assert learning_record().state() == shown.state()
    assert "I will ask" not in answers.export().read_text(encoding="utf-8")


def test_an_empty_list_of_objectives_is_an_answer_too():
    two_lessons()
    shown = learning_record()
    for box in shown.objectives.values():
        box.value = False
    assert learning_record().state()["objectives"] == []


@pytest.mark.parametrize(
    "stored",
    [
        "x",
        {"date": "yesterday", "minutes": "many", "objectives": "O1", "own_words": 3},
        {"date": "20261120", "minutes": True, "objectives": None},
        {"minutes": 99999, "date": 5},
        {"own_words": {"what": 3, "so_what": None, "else": "text"}},
    ],
)
def test_what_cannot_be_read_is_left_out(stored):
    answers.save(LESSON, "learning_record", stored)
    shown = learning_record()
    assert (shown.date.value, shown.minutes.value) == ("2026-11-23", 0)
    assert [box.value for box in shown.reflection.values()] == ["", "", ""]


def test_a_reflection_of_the_first_edition_answers_the_last_question():
    answers.save(LESSON, "learning_record", {"own_words": "I will ask before I post."})
    assert [box.value for box in learning_record().reflection.values()] == ["", "", "I will ask before I post."]


@pytest.mark.parametrize("wrong", ["20 November", "2026-02-30", "", "20261120"])
def test_a_wrong_date_gets_one_sentence_and_loses_nothing(wrong, home):
    shown = learning_record()
    shown.minutes.value = 30
    shown.date.value = wrong
    assert shown.status.kind == "warning" and "year, month and day" in shown.status.text
    shown.to_print.click()
    shown.word.click()
    assert not (home / "record_to_print.html").exists() and not (home / "learning_record.docx").exists()
    assert answers.load(LESSON)["learning_record"]["minutes"] == 30


def test_the_page_says_what_it_is_not(home):
    shown = learning_record()
    shown.objectives["O7"].value = True
    shown.reflection["so_what"].value = "First line\n<i>second</i> line"
    shown.to_print.click()
    page = (home / "record_to_print.html").read_text(encoding="utf-8")
    said = words_of(page)
    assert "No body has accredited it" in said and "20" in said
    assert "Respond to an incident in the right order" in said and "<i>second</i> line" in said
    assert "<script" not in page and "<i>second" not in page
    assert not re.search(r"certificate|certified|validated|points", said, re.IGNORECASE)
    places = [said.index(asked) for asked in ("What?", "So what?", "First line", "Now what?")]
    assert places == sorted(places)


def word_file(home):
    """Return the paragraphs and the rows of the Word file."""
    made = docx.Document(io.BytesIO((home / "learning_record.docx").read_bytes()))
    return made, [one.text for one in made.paragraphs], [[cell.text for cell in row.cells] for row in made.tables[0].rows]


def test_the_word_file_has_what_a_reflective_note_asks_for(home):
    two_lessons()
    shown = learning_record()
    shown.minutes.value = 40
    shown.reflection["what"].value = "I looked for myself.\nI found an old page."
    shown.word.click()
    assert shown.file.name == "learning_record.docx" and "learning_record.docx" in shown.file.where
    made, lines, rows = word_file(home)
    core = {row.lesson: row for row in data.rows("lessons")}
    one, other = core["01_definitions"], core["04_dangers"]
    assert rows[1][1] == "23 November 2026" and ["Minutes that I spent", "40"] in rows
    assert ["Lessons", f"{one.title}; {other.title}"] in rows
    assert ["Credit", "None is claimed. Nobody has accredited this workshop."] in rows
    computed = dict(rows)["Minutes as computed"]
    assert computed.startswith(f"{one.minutes_core + other.minutes_core} for the core") and "220 a minute" in computed
    assert [p.text for p in made.paragraphs if p.style.name == "List Bullet"] == [
        data.row("objectives", name).statement for name in ("O1", "O2", "O4", "O6", "O7")
    ]
    assert lines[lines.index("What?") :][2:4] == ["I looked for myself.", "I found an old page."]
    blank = lines[lines.index("So what?") :][2:5]
    assert all(set(line) == {"_"} for line in blank) and len(blank) == 3
    assert not re.search(r"certificate|certified|validated|points", " ".join(lines), re.IGNORECASE)


def test_the_same_record_gives_the_same_word_file_and_names_nobody():
    made = to_docx(learning_record().record())
    assert made == to_docx(learning_record().record())
    about = docx.Document(io.BytesIO(made)).core_properties
    assert (about.author, about.last_modified_by, about.language) == ("", "", "en-GB")


def test_the_static_form_knows_nothing_of_the_reader():
    fresh = learning_record().to_html()
    two_lessons()
    shown = learning_record()
    for _control in use(shown):
        assert "Something went wrong" not in shown.status.text
    assert learning_record().to_html() == fresh
    assert "No body has accredited it" in words_of(fresh) and "not accredited" in shown.sentence()
    for forbidden in ("<script", "<input", "<form", "aria-"):
        assert forbidden not in fresh


def test_nothing_stays_in_english():
    two_lessons()
    text.use_language(text.PSEUDO)
    shown = learning_record()
    pieces = [words_of(shown.to_html()), shown.sentence(), words_of(shown.children[1].value)]
    pieces += [part.description for part in descendants(shown) if getattr(part, "description", "")]
    assert re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", " ".join(pieces)) == []
