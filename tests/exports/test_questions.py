"""The questions for other homes, read back by a small reader of GIFT that shares nothing with the writer."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medsocial.exports import questions as exports
from medsocial.ground import text

FOUND = exports.everything()
EVERY = [q for questions in FOUND.values() for q in questions]


def read_gift(source):
    """Read a GIFT file sign by sign, as the format describes it."""
    questions, at, name, category = [], 0, "", None

    def until(stops, at):
        said = ""
        while at < len(source):
            sign = source[at]
            if sign == "\\":
                assert source[at + 1] in "\\~=#{}:", "only these are escaped"
                said, at = said + source[at + 1], at + 2
                continue
            if sign in stops:
                return said, at
            said, at = said + sign, at + 1
        return said, at

    while at < len(source):
        if source[at].isspace():
            at += 1
        elif source.startswith("$CATEGORY: ", at):
            category, at = until("\n", at + len("$CATEGORY: "))
        elif source.startswith("::", at):
            name, at = until(":", at + 2)
            assert source.startswith("::", at)
            stem, at = until("{", at + 2)
            assert stem.startswith("[plain]")
            answers, at = [], at + 1
            while True:
                blank, at = until("=~}", at)
                assert blank.strip() == "", blank
                kind, at = source[at], at + 1
                if kind == "}":
                    break
                option, at = until("#=~}{:", at)
                assert source[at] == "#", option
                reason, at = until("=~}#{:", at + 1)
                answers.append((kind == "=", option.removeprefix("[plain]").strip(), reason.strip()))
            questions.append((name, stem.removeprefix("[plain]").strip(), answers))
        else:
            raise AssertionError(source[at : at + 40])
    return category, questions


def test_there_are_quizzes_and_items():
    assert len(FOUND["test_items"]) == 21 and len(FOUND["quizzes"]) >= 15
    assert len({q.question_id for q in FOUND["quizzes"]}) == len(FOUND["quizzes"])


@pytest.mark.parametrize("name", FOUND)
def test_gift_is_read_back_whole(name):
    keyed = [q for q in FOUND[name] if q.right is not None]
    category, read = read_gift(exports.gift(FOUND[name], f"Home/{name}"))
    assert category == f"Home/{name}"
    assert [one[0] for one in read] == [q.question_id for q in keyed]
    for (_name, stem, answers), q in zip(read, keyed, strict=True):
        assert stem == " ".join(q.stem.split())
        assert [(o, r) for _right, o, r in answers] == [tuple(" ".join(s.split()) for s in told) for _id, *told in q.options]
        assert [right for right, _o, _r in answers] == [n == q.right for n in range(len(q.options))]


def test_signs_that_mean_something_are_escaped():
    options = (("x", "%50% =x", "[html]<b>{}"), ("y", "~}", "::"), ("z", "\\", "#"))
    hostile = exports.Exported("quiz", "a::b", "t", "O1", "What {is} ~1 = #2: \\n\n\n// no", options, 1)
    written = exports.gift_question(hostile)
    assert "\n\n" not in written
    _category, [(name, stem, answers)] = read_gift(written)
    assert name == "a::b" and stem == "What {is} ~1 = #2: \\n // no"
    assert answers == [(False, "%50% =x", "[html]<b>{}"), (True, "~}", "::"), (False, "\\", "#")]
    assert "~[plain]%50%" in written


# Texts with something to see in them, as every question has.
WORDS = st.text(min_size=1, max_size=40).map(lambda s: " ".join(s.split())).filter(lambda s: s and not s.startswith("[plain]"))


@given(WORDS, st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=5))
def test_any_text_survives(stem, pairs):
    q = exports.Exported("quiz", "q", "t", "O1", stem, tuple(("id", *pair) for pair in pairs), 0)
    _category, [(_name, said, answers)] = read_gift(exports.gift_question(q))
    assert said == stem and [(o, r) for _right, o, r in answers] == pairs


def test_a_case_without_a_key_is_in_the_table_only():
    open_one = exports.Exported("case", "island", "t", "O5", "What now?", (("one", "a", "b"), ("two", "c", "d")), None)
    assert read_gift(exports.gift([open_one], "x"))[1] == []
    rows = list(csv.DictReader(io.StringIO(exports.csv_text([open_one]))))
    assert [row["best"] for row in rows] == ["", ""]
    assert [row["choice_id"] for row in rows] == ["one", "two"]


def test_the_table_has_a_line_for_each_option():
    rows = list(csv.DictReader(io.StringIO(exports.csv_text(EVERY))))
    assert len(rows) == sum(len(q.options) for q in EVERY)
    assert tuple(rows[0]) == exports.COLUMNS
    by_id = [row for row in rows if row["question_id"] == "B6"]
    assert [row["letter"] for row in by_id] == list("ABCD")
    assert {row["choice_id"] for row in by_id} == {
        "general_facts_and_phone",
        "view_marked_opinion",
        "hide_and_say_nothing",
        "ask_age_and_weight",
    }
    assert [row["choice_id"] for row in by_id if row["best"] == "true"] == ["general_facts_and_phone"]
    assert {row["best"] for row in by_id} == {"true", "false"} and {row["holds_in"] for row in by_id} == {"all"}
    asked = next(row for row in by_id if row["choice_id"] == "ask_age_and_weight")
    assert asked["feedback"].startswith("It takes a history in public")
    us_only = [row for row in rows if row["question_id"] == "ferry_pilot"]
    assert {row["holds_in"] for row in us_only} == {"US"} and len(us_only) == 4
    assert all(row["feedback"] for row in rows)


def test_the_command_writes_and_says_what_it_wrote(tmp_path, capsys):
    assert exports.main(["--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert {"questions.csv", "quizzes.gift.txt", "test_items.gift.txt"} <= set(names)
    assert "keep them apart" in said and f"{len(EVERY)} questions." in said
    assert (tmp_path / "out" / "questions.csv").read_bytes().startswith(b"\xef\xbb\xbfkind,")
    assert b"\r" not in (tmp_path / "out" / "quizzes.gift.txt").read_bytes()


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    assert exports.main(["--out", str(tmp_path / "file" / "inside")]) == 1
    assert "were not written" in capsys.readouterr().out


def test_another_language_brings_its_own_words():
    english = exports.csv_text(exports.items())
    text.use_language(text.PSEUDO)
    accented = exports.csv_text(exports.items())
    assert "Dr Varga" in english and "Dr Varga" not in accented
    assert len(accented.splitlines()) == len(english.splitlines())
