"""The questions for other homes, read back by a small reader of GIFT that shares nothing with the writer."""

import csv
import io
import zipfile
from xml.etree import ElementTree

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


def on_one_line(said):
    """Return a text as GIFT can hold it: without line ends, and with a real arrow, since two signs would make pairs."""
    return " ".join(said.split()).replace("->", "→")


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
        assert stem == on_one_line(q.stem)
        assert [(o, r) for _right, o, r in answers] == [tuple(map(on_one_line, told)) for _id, *told in q.options]
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
    assert said == on_one_line(stem)
    assert [(o, r) for _right, o, r in answers] == [tuple(map(on_one_line, told)) for told in pairs]


def test_an_arrow_does_not_make_a_question_of_pairs():
    options = (("x", "cough -> ward", "a->b"), ("y", "-->", "=a -> b"))
    written = exports.gift_question(exports.Exported("quiz", "q", "t", "O1", "in -> out", options, 0))
    assert "->" not in written
    _category, [(_name, stem, answers)] = read_gift(written)
    assert stem == "in → out" and answers == [(True, "cough → ward", "a→b"), (False, "-→", "=a → b")]


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")


def hostile_question():
    """Return a question whose cells a spreadsheet would run."""
    options = tuple((f"id{n}", said, said) for n, said in enumerate(HOSTILE))
    return exports.Exported("quiz", "=q", "@t", "O1", "-stem", options, 0, statistics="+nurse", source_ids=("=x",))


def test_no_cell_of_the_table_is_a_formula():
    rows = list(csv.reader(io.StringIO(exports.csv_text([hostile_question()]), newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in rows for cell in row)
    assert [row[7] for row in rows[1:]] == [f"'{said}" for said in HOSTILE], "the text itself is whole"


def cells_of(raw):
    """Read the cells of a workbook from its XML, as text."""
    names = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        shared = ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).findall("s:si", names)
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    words = ["".join(part.text or "" for part in one.iter(f"{{{names['s']}}}t")) for one in shared]
    assert not sheet.findall(".//s:f", names), "a formula"
    rows = [row.findall("s:c", names) for row in sheet.findall(".//s:row", names)]
    # An empty cell has no value; all others are numbers of shared strings.
    return [[words[int(c.find("s:v", names).text)] if c.get("t") == "s" else "" for c in row] for row in rows]


def test_the_workbook_holds_the_same_table_under_any_list_separator():
    raw = exports.workbook(EVERY)
    assert raw == exports.workbook(EVERY), "the same bytes again"
    assert cells_of(raw) == [list(exports.COLUMNS), *map(list, exports.lines(EVERY))]
    assert [row[7] for row in cells_of(exports.workbook([hostile_question()]))[1:]] == list(HOSTILE)


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
    assert {"questions.csv", "questions.xlsx", "quizzes.gift.txt", "test_items.gift.txt"} <= set(names)
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
