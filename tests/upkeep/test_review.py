"""Reviews from the sheet to the screen: what a reviewer sees, what a saved file may hold, and what it changes."""

import csv
import json
import re
import shutil

import pytest
from common import data_without_reviews, visible_words

import medsocial as ms
from medsocial.exports.guide import wishes
from medsocial.exports.review.shown import shown, words_of
from medsocial.model import review_sets, session
from medsocial.model.review_items import KINDS, item, keys_of
from medsocial.store import data
from medsocial.upkeep import check, review

CASE, SCRIPT, GUIDE = "case:four_hours", "script:decline", "guide:facilitator_guide"
TABLES = ("reviews.csv", "review_remarks.csv")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a copy of the data that reviews may be merged into."""
    copy = data_without_reviews(tmp_path / "data")
    monkeypatch.setenv("MEDSOCIAL_DATA", str(copy))
    return copy


def answer(key, said="agree", remark=None, mark=None):
    """Return an answer as the page saves it."""
    made = {"item": key, "mark": mark or item(key).mark, "answer": said}
    return made if remark is None else {**made, "remark": remark}


def saved(*answers, **more):
    """Return a file as the page saves it."""
    made = {"format": 1, "kind": "medsocial_review", "sheet": "a1" * 8, "role": "clinician", "set": "60-minutes"}
    return {**made, "saved_on": "2026-11-28", "answers": list(answers), **more}


def merged(tmp_path, capsys, *files):
    """Merge files; return the exit code and what was said."""
    inbox = tmp_path / "inbox"
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir()
    for place, content in enumerate(files):
        written = content if isinstance(content, bytes) else json.dumps(content).encode("utf-8")
        (inbox / f"sheet_{place}.json").write_bytes(written)
    return review.main([str(inbox)]), capsys.readouterr().out


def tables(folder):
    """Return both tables as they are written."""
    return tuple((folder / name).read_bytes() for name in TABLES)


def cells(folder, name):
    """Return the rows of a table as lists."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


# ---- the sheet -----------------------------------------------------------------------------------------


def test_nothing_that_is_judged_is_left_out_of_the_sheet():
    """Each sentence of each item stands among the words that a reviewer reads, and each source with address and day."""
    for key in (key for kind in KINDS for key in keys_of(kind)):
        made = shown(item(key))
        said = f"{made.heading} {words_of(made.asked_html + made.behind_html)}"
        lacking = [line for line in review_sets.prose(item(key).content) if " ".join(line.split()) not in said]
        assert not lacking, (key, lacking)


def test_the_sheet_is_one_file_without_network(tmp_path, capsys):
    assert review.main(["--role", "privacy", "--set", "60-minutes", "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    keys = review_sets.items_of("60-minutes")
    minutes = -(-review_sets.seconds(keys) // 60)
    assert f"review_privacy_60-minutes.html ({len(keys)} items, about {minutes} minutes by our estimate)" in said
    page = (tmp_path / "review_privacy_60-minutes.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page and "connect-src" not in page and "unsafe-eval" not in page
    assert re.findall(r'data-item="([^"]+)"', page) == list(keys)
    assert not re.search(r'<(?:img|script|link|iframe)[^>]+(?:src|href)="(?:https?:|//)', page)
    text = " ".join(visible_words(page))
    assert "✓ Best answer:" in text and "We discuss nobody's care here" in text
    address = "https://www.cpso.on.ca/en/Physicians/Policies-Guidance/Policies/Social-Media"
    assert f'href="{address}"' in page and f"{address} Read on 22 November 2026." in words_of(page)
    assert "Agree with a change" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--role", "wizard"], "There is no role 'wizard'. The roles are clinician, privacy, law, communications, personnel."),
        ([], "Name the role of the reviewer with --role. The roles are clinician, privacy, law, communications, personnel."),
        (["--role", "law", "--set", "hour"], "There is no set 'hour'. The sets are 30-minutes, 60-minutes, 90-minutes, "),
        (["no_such_folder"], "There is no folder no_such_folder."),
    ],
)
def test_a_wrong_word_gets_a_sentence(words, said, capsys):
    assert review.main(words) == 2
    assert said in capsys.readouterr().out


# ---- merging -------------------------------------------------------------------------------------------


def test_a_sound_file_is_merged_with_role_and_day_and_shows_everywhere(folder, tmp_path, capsys):
    words = "Say first\twhom to\nring.\u202e "
    first = saved(answer(CASE), answer(SCRIPT, "object", words), answer("story:friend_request", "change", "=1+1"))
    second = saved(answer(CASE), answer(GUIDE), sheet="b2" * 8, role="privacy", saved_on="2026-11-29")
    code, said = merged(tmp_path, capsys, first, second)
    assert code == 0 and "2 sheets with 5 answers merged." in said
    assert re.search(r"^4 of 2\d\d items are reviewed by somebody as they are today; objections open: 1\.$", said, re.M)
    assert [row[:4] + row[5:] for row in cells(folder, "reviews.csv")] == [
        ["a1" * 8, "clinician", "2026-11-28", CASE, "agree"],
        ["a1" * 8, "clinician", "2026-11-28", SCRIPT, "object"],
        ["a1" * 8, "clinician", "2026-11-28", "story:friend_request", "change"],
        ["b2" * 8, "privacy", "2026-11-29", CASE, "agree"],
        ["b2" * 8, "privacy", "2026-11-29", GUIDE, "agree"],
    ]
    assert cells(folder, "review_remarks.csv") == [
        ["a1" * 8, SCRIPT, "Say first whom to ring.", ""],
        ["a1" * 8, "story:friend_request", "’=1+1", ""],
    ]
    report = check.examine(folder)
    assert [str(one) for one in report.problems] == []
    assert any("has an open objection (Say first whom to ring)" in str(one) for one in report.warnings)
    assert "Reviewed by one clinician (self-declared role), 28 November 2026." in ms.story("friend_request").to_html()
    both = "one clinician and one privacy officer (self-declared roles), 29 November 2026"
    assert f"Reviewed by {both}." in ms.case("four_hours").to_html()
    slides = {slide.slide_id: slide for part in session.load(60).parts for slide in part.slides}
    assert slides["public_reply"].status == f"Invented case; reviewed by {both}."
    assert slides["decline_aloud"].status.endswith("(self-declared role), 28 November 2026; one objection open.")
    assert wishes.notice().startswith("This guide is our judgement. Reviewed by one privacy officer (self-declared role)")
    assert "Not yet reviewed by a clinician." in ms.case("core").to_html(), "of the whole set only one was read"


def test_the_same_again_changes_nothing_and_a_later_file_of_the_sheet_takes_its_place(folder, tmp_path, capsys):
    first = saved(answer(CASE, "object", "No."), answer(SCRIPT))
    merged(tmp_path, capsys, first)
    before = tables(folder)
    assert merged(tmp_path, capsys, first)[0] == 0 and tables(folder) == before
    path = folder / "review_remarks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("No.,", "No.,2026-11-29"), encoding="utf-8")
    merged(tmp_path, capsys, first)
    assert cells(folder, "review_remarks.csv") == [["a1" * 8, CASE, "No.", "2026-11-29"]], "what was settled stays so"
    merged(tmp_path, capsys, first, saved(answer(CASE), answer(SCRIPT), saved_on="2026-11-29"))
    assert [row[5] for row in cells(folder, "reviews.csv")] == ["agree", "agree"]
    assert cells(folder, "review_remarks.csv") == []


def test_what_was_said_of_other_words_is_left_out_and_named(folder, tmp_path, capsys):
    code, said = merged(tmp_path, capsys, saved(answer(CASE, mark="0" * 16), answer(SCRIPT)))
    assert code == 0 and f"left out, since they have changed since the sheet was written: {CASE}." in said
    assert [row[3] for row in cells(folder, "reviews.csv")] == [SCRIPT]


DEEP = b'{"a":' * 100_000
HOSTILE = {
    "no JSON": b"{",
    "another sort of file": {"kind": "class_answers"},
    "not UTF-8": b"\xff\xfe{}",
    "nested too deep": DEEP,
    "too large": b" " * (256 * 1024 + 1),
    "a number without end": b'{"format": ' + b"9" * 5000 + b"}",
    "a key twice": json.dumps(saved()).replace('"role"', '"role": "law", "role"', 1).encode(),
    "one entry more": saved(answer(CASE), name="Dr Somebody"),
    "another format": saved(answer(CASE), format=2),
    "no answers": saved(),
    "answers that are none": saved("agree"),
    "an unknown item": saved(answer(CASE, mark="0" * 16) | {"item": "case:gone"}),
    "an item that is no word": saved(answer(CASE) | {"item": ["case"]}),
    "an item twice": saved(answer(CASE), answer(CASE)),
    "a mark that is none": saved(answer(CASE, mark="../../etc")),
    "an unknown answer": saved(answer(CASE, "maybe")),
    "an answer with more": saved(answer(CASE) | {"name": "Dr Somebody"}),
    "an objection without words": saved(answer(CASE, "object", " \u200b ")),
    "words without end": saved(answer(CASE, "change", "x" * 301)),
    "words that are none": saved(answer(CASE, "change", {"a": 1})),
    "an unknown role": saved(answer(CASE), role="wizard"),
    "a role that is no word": saved(answer(CASE), role=["law"]),
    "an unknown set": saved(answer(CASE), set="hour"),
    "a sheet that is a path": saved(answer(CASE), sheet="../../../x"),
    "a day to come": saved(answer(CASE), saved_on="2027-03-03"),
    "a day before there was a sheet": saved(answer(CASE), saved_on="2014-01-01"),
    "a day that is none": saved(answer(CASE), saved_on="2026-11-31"),
}


def test_a_damaged_or_hostile_file_changes_nothing_and_gets_one_sentence(folder, tmp_path, capsys):
    before = tables(folder)
    for what, content in HOSTILE.items():
        code, said = merged(tmp_path, capsys, content)
        lines = said.splitlines()
        assert code == 1 and tables(folder) == before, what
        assert len(lines) == 3 and lines[0].startswith("sheet_0.json was left out: ") and lines[0].endswith("."), (what, said)
        assert lines[1] == "No review was taken; the data are as they were."
    code, said = merged(tmp_path, capsys, HOSTILE["an unknown role"], saved(answer(CASE)))
    assert code == 1 and "1 sheet with 1 answer merged." in said, "a sound file beside it counts"
    code, said = merged(tmp_path, capsys, saved(answer(CASE, "object", "Mine now."), role="law"))
    assert code == 1 and "its sheet was saved by another role before" in said


def test_a_link_in_place_of_a_file_is_not_followed(folder, tmp_path, capsys):
    (tmp_path / "secret.json").write_text(json.dumps(saved(answer(CASE))), encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "sheet.json").symlink_to(tmp_path / "secret.json")
    assert review.main([str(tmp_path / "inbox")]) == 1
    assert "it is a link to another file" in capsys.readouterr().out and len(data.rows("reviews")) == 0


# ---- what check says -------------------------------------------------------------------------------------


def test_check_names_what_reviews_and_statistics_may_not_say(folder):
    def write(name, *lines):
        head = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")

    mark = item("test:a1").mark
    sheet = f"{'a' * 16},law,2026-11-28"
    write("reviews.csv", f"{sheet},{CASE},{'0' * 16},object", f"{sheet},case:gone,{mark},agree")
    write("review_remarks.csv", f"{'a' * 16},{SCRIPT},Words.,")
    lines = [f"a1,{mark},99,0.5,0.4,2026-11-28", f"z9,{mark},50,,,2026-11-28", f"a2,{mark},50,0.1,,2026-11-28"]
    write("item_statistics.csv", *lines)
    report = check.examine(folder)
    said, remarks = ("\n".join(map(str, found)) for found in (report.problems, report.warnings))
    assert f"review_remarks.csv, row 2, column item: '{SCRIPT}' is not reviewed by that sheet in reviews.csv." in said
    assert "item_statistics.csv, row 2, column discrimination: '0.4' rests on fewer than 100 answers." in said
    assert "item_statistics.csv, row 3, column item_id: 'z9' is no item of test_items.yaml." in said
    assert "item_statistics.csv, row 4, column share_right: '0.1' tells of fewer than ten people." in said
    assert f"'{CASE}' was changed after an objection." in remarks and "'case:gone' is no item any more." in remarks
