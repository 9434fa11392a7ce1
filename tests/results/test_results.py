"""Class results: any number of files and lists in, one report out; nothing in them is trusted."""

import html
import json
import os
import random
import re

import numpy as np
import pytest
import scipy.stats
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from medsocial.display import documents
from medsocial.ground import paths, text
from medsocial.model import class_code, class_file, test_items
from medsocial.results import analysis, command, people, pictures, reading, report, simulate, small_cells, statistics

KEY = {name: "".join(item.key for item in test_items.form(name)) for name in "AB"}
WRONG = {"A": "B", "B": "A", "C": "A", "D": "A"}
GONE = "some answers of one test ({test}) are no choices of this workshop; they count as no answer"
BANNED = ("proven", "significantly improves", "reduces breaches", "validated test", "certified", "validated")


def letters(key, right):
    """Return a sheet with the first `right` answers as the key has them."""
    return key[:right] + "".join(WRONG[sign] for sign in key[right:])


def chosen(form, right):
    """Return the choices of a form with the first `right` answers as the key has them."""
    return test_items.read_signs(letters(KEY[form], right), test_items.form(form))


def person(code, order="AB", before=4, after=6, **more):
    """Return a file for the class in which so many answers are right."""
    a, b = order
    made = {"format": 2, "kind": "class_answers", "workshop": "0.1.0", "code": code, "order": order}
    made["first"] = {"form": a, "answers": chosen(a, before)}
    if after is not None:
        made["second"] = {"form": b, "answers": chosen(b, after)}
    return {**made, **more}


def codes(count):
    """Return different codes."""
    letters, digits = class_code.LETTERS, class_code.DIGITS
    every = (f"{a}{n}{b}{c}" for a in letters for n in digits for b in letters for c in letters)
    return [code for code, _n in zip(every, range(count), strict=False)]


def put(folder, *files):
    """Write files for the class."""
    folder.mkdir(exist_ok=True)
    for content in files:
        (folder / f"class_{content['code']}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def even_class(folder, count, before=4, after=6):
    """Write a class in which every second person begins with form B."""
    return put(folder, *(person(c, "AB" if n % 2 else "BA", before, after) for n, c in enumerate(codes(count))))


def made_of(folder, attended=None):
    """Return the figures of a folder."""
    return analysis.analyse(reading.read_folder(folder), attended)


def whys(folder):
    """Return what was not used, as where and why."""
    return {note.where: note.why for note in made_of(folder).notes}


def plain(page):
    """Return a page's text in one line."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


# ---- figures -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [1, 1.5, 2, 3.7, 9, 38, 500, 1e5])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
def test_limits_of_t_as_a_library_has_them(degrees, level):
    assert statistics.t_limit(degrees, level) == pytest.approx(scipy.stats.t.ppf(0.5 + level / 2, degrees), rel=1e-9)


@given(st.floats(0.1, 200), st.floats(0.1, 200), st.floats(0, 1))
def test_the_incomplete_beta_function_as_a_library_has_it(a, b, x):
    assert statistics.incomplete_beta(a, b, x) == pytest.approx(scipy.special.betainc(a, b, x), abs=1e-9)


def test_the_balanced_difference_as_a_library_has_it():
    dice = random.Random(8)
    for sizes in ((5, 5), (12, 9), (2, 30), (40, 41)):
        one, two = ([dice.randint(-3, 6) * 12.5 for _n in range(size)] for size in sizes)
        made = statistics.balanced([one, two])
        # The mean of two means is half the difference of the first and the negative of the second.
        low, high = CompareMeans(DescrStatsW(one), DescrStatsW([-d for d in two])).tconfint_diff(usevar="unequal")
        assert made.mean == pytest.approx((np.mean(one) + np.mean(two)) / 2, abs=1e-12)
        assert (made.low, made.high) == pytest.approx((low / 2, high / 2), abs=1e-9)


def test_one_group_gives_the_ordinary_paired_interval():
    before, after = [50, 62.5, 37.5, 75, 50, 62.5], [62.5, 62.5, 62.5, 87.5, 50, 75]
    made = statistics.balanced([[b - a for a, b in zip(before, after, strict=True)]])
    expected = scipy.stats.ttest_rel(after, before).confidence_interval()
    assert (made.low, made.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_a_harder_form_does_not_pass_for_a_change():
    # Form B is harder by two answers, nobody changed, and three times as many began with form A.
    made = statistics.balanced([[-25.0, -25.0, -12.5, -37.5, -25.0, -25.0], [25.0, 25.0]])
    assert made.mean == 0 and made.low < 0 < made.high


def test_no_interval_without_two_people_in_each_group():
    assert statistics.balanced([[1.0, 2.0], [3.0]]) is None and statistics.balanced([]) is None
    same = statistics.balanced([[5.0, 5.0], [5.0, 5.0]])
    assert (same.mean, same.low, same.high) == (5, 5, 5)


def test_the_normalised_gain_by_hand_and_its_interval():
    groups = [[(50.0, 75.0)] * 20, [(50.0, 75.0)] * 20]
    assert statistics.gain(groups) == (0.5, 0.5, 0.5)
    assert statistics.class_gain(100, 100) is None
    dice = random.Random(3)
    mixed = [[(12.5 * dice.randint(2, 6), 12.5 * dice.randint(3, 8)) for _n in range(25)] for _g in range(2)]
    found, low, high = statistics.gain(mixed)
    assert statistics.gain(mixed) == (found, low, high), "the same on every run"
    pre, post = ([np.array([pair[t] for pair in group]) for group in mixed] for t in (0, 1))
    rng = np.random.default_rng(1)
    drawn = []
    for _n in range(2000):
        picks = [rng.integers(0, 25, 25) for _g in range(2)]
        a = np.mean([pre[g][picks[g]].mean() for g in (0, 1)])
        b = np.mean([post[g][picks[g]].mean() for g in (0, 1)])
        drawn.append((b - a) / (100 - a))
    assert low == pytest.approx(np.quantile(drawn, 0.025), abs=0.03)
    assert high == pytest.approx(np.quantile(drawn, 0.975), abs=0.03)


def test_the_standardised_difference_by_hand():
    groups = [[(40.0, 60.0), (60.0, 80.0)], [(40.0, 60.0), (60.0, 80.0)]]
    assert statistics.standardised(groups) == pytest.approx(20 / np.sqrt(200))


# ---- small cells -------------------------------------------------------------------------------------


def test_counts_beside_a_total():
    assert small_cells.shown_of([10, 12, 8, 9], 20) == [True] * 4
    # 17 of 20 leaves three; a single gap would follow from the sum, so the next nearest to a limit goes too.
    assert small_cells.shown_of([10, 12, 17, 9, 6], 20) == [True, True, False, True, False]
    assert small_cells.shown_of([2, 3, 10, 11], 20) == [False, False, True, True]
    # Two noughts add up to nought and would be known; a third goes.
    assert small_cells.shown_of([0, 0, 10, 11, 12], 20) == [False, False, True, True, False]
    assert small_cells.shown_of([4], 20) == [False]


def test_parts_of_a_total():
    assert small_cells.parts_shown([16, 7, 3, 2, 12]) == [True, True, False, False, True]
    assert small_cells.parts_shown([16, 7, 3, 9, 12]) == [True, False, False, True, True]
    assert small_cells.parts_shown([16, 7, 0, 0, 12]) == [True, False, False, False, True]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8))
def test_nothing_small_is_shown_and_nothing_follows(counts):
    shown = small_cells.shown_of(counts, 30)
    hidden = [c for c, seen in zip(counts, shown, strict=True) if not seen]
    assert all(5 <= c <= 25 for c, seen in zip(counts, shown, strict=True) if seen)
    if any(shown) and hidden:
        assert len(hidden) > 1 and sum(hidden) >= 5 and sum(30 - c for c in hidden) >= 5


# ---- reading -----------------------------------------------------------------------------------------


def test_renamed_files_are_read_and_hidden_ones_left_alone(tmp_path):
    (tmp_path / "K7TR from the mail.JSON").write_text(json.dumps(person("K7TR")))
    (tmp_path / "._class_K7TR.json").write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / "export_2026.json").write_text('{"format": 1, "lessons": {}}')
    (tmp_path / "notes.docx").write_bytes(b"PK")
    assert made_of(tmp_path).full.n == 1
    assert list(whys(tmp_path)) == ["export_2026.json", "notes.docx"]


def test_a_small_class_by_hand(tmp_path):
    folder = put(tmp_path / "in", *(person(c, "AB", 4, 6) for c in codes(6)))
    made = made_of(folder)
    assert (made.full.n, made.full.orders, made.taken) == (6, {"AB": 6, "BA": 0}, {"first": 6, "second": 6})
    assert (made.full.right_before, made.full.right_after) == (24, 36)
    assert made.full.change is None
    page = plain(report.page(made))
    assert "24 of 48 answers were the best before, 36 of 48 after" in page
    assert "only raw counts" in page and "percentage points (" not in page


def test_ten_people_get_an_interval_and_forty_a_gain(tmp_path):
    few = made_of(even_class(tmp_path / "few", 9)).full
    assert few.change is None
    ten = made_of(even_class(tmp_path / "ten", 10)).full
    assert ten.change.mean == 25 and ten.gain is None
    forty = made_of(even_class(tmp_path / "forty", 40)).full
    assert forty.change.mean == 25 and forty.gain == (0.5, 0.5, 0.5)
    # Everybody had the same; the spread of the first results is nought.
    assert forty.standardised is None
    lone = put(tmp_path / "lone", *(person(c, "AB", 4, 6) for c in codes(12)), person("Y9YY", "BA", 4, 6))
    assert made_of(lone).full.change is None
    assert "One order of the forms has fewer than two people" in plain(report.page(made_of(lone)))


def test_under_five_people_nothing_is_shown(tmp_path):
    page = plain(report.page(made_of(even_class(tmp_path / "in", 4))))
    assert "Fewer than five people can be matched. No answers are shown." in page
    assert " of 32" not in page and "fewer than 5" in page


def test_counts_by_objective_and_question(tmp_path):
    # Twelve in each order: seven of them know the first four answers before, all know six after.
    files = [person(c, "AB" if n < 12 else "BA", 4 if n % 12 < 7 else 2, 6) for n, c in enumerate(codes(24))]
    block = made_of(put(tmp_path / "in", *files)).full
    assert [line.label for line in block.objectives] == [f"O{n}" for n in range(1, 9)]
    # O1 and O2: all 24 right, so the rest is under five. O3 and O4: 14. O5 to O8: nobody.
    assert [line.before for line in block.objectives] == [None, None, 14, 14, None, None, None, None]
    assert {line.of_before for line in block.objectives} == {24}
    by_item = {line.label: line for line in block.by_item}
    assert (by_item["A3"].before, by_item["A3"].of_before) == (7, 12)
    assert by_item["A1"].before is None and by_item["A1"].after is None


def test_questions_stay_hidden_together(tmp_path):
    # A3 was known by 7 of 12 and B3 by 3 of 12: with their sum, one would tell the other.
    files = [person(c, "AB" if n < 12 else "BA", 3 if n % 12 < (7 if n < 12 else 3) else 1, 6) for n, c in enumerate(codes(24))]
    block = made_of(put(tmp_path / "in", *files)).full
    by_item = {line.label: line for line in block.by_item}
    assert block.objectives[2].before == 10
    assert by_item["A3"].before is None and by_item["B3"].before is None


def signs(sheet):
    """Return a sheet as the letters of today, a hyphen for no answer."""
    asked = class_file.in_form_order(sheet.which, sheet.form)
    return "".join(item.sign_of(sheet.answers.get(item.item_id, "")) or "-" for item in asked)


def test_a_line_with_a_mark_is_read_by_the_form_that_bears_it(tmp_path):
    printed = (test_items.form("A"), test_items.short_form("A"), test_items.booster())
    mark, short, five = (test_items.edition_mark(form) for form in printed)
    other = "2A" if mark != "2A" else "3A"
    (tmp_path / "paper.txt").write_text(
        f"K7TR A{mark} ABDCABCD\nAC23 a{mark} abcd abc-\nD4EF A{short} ABCD\nK7TR BOOSTER{five} CADBC\n"
        f"K7TR AGAIN A{mark} AAAAAAAA\nA2AA A{other} ABDCABCD\n"
    )
    found = reading.read_folder(tmp_path)
    assert [(s.code, s.which, s.form, signs(s)) for s in found.sheets] == [
        ("K7TR", "first", "A", "ABDCABCD"),
        ("AC23", "first", "A", "ABCDABC-"),
        ("D4EF", "short_first", "A", "ABCD"),
        ("K7TR", "booster", "booster", "CADBC"),
        ("K7TR", "retest", "A", "AAAAAAAA"),
    ]
    assert [(note.where, note.why) for note in found.notes] == [
        (
            "paper.txt, line 6",
            f"the form A{other} was printed by another edition of the workshop; read this line with that edition",
        )
    ]


def marked(line):
    """Return a line of a paper list with the mark of today's form after its form."""
    code, *again, form, given = line.split(" ")
    if form == "BOOSTER":
        asked = test_items.booster()
    else:
        asked = test_items.short_form(form) if len(given) == 4 else test_items.form(form)
    return " ".join([code, *again, form + test_items.edition_mark(asked), given])


def test_paper_lists(tmp_path):
    b = test_items.edition_mark(test_items.form("B")).lower()
    lines = [
        "# morning",
        marked("K7TR A ABDCABCD"),
        f"ac23, b{b}, abcd abcd",
        "",
        marked("K7TR B -BDCABC?"),
        marked("AC23 A DDDDDDDD"),
        marked("D4EF A ABCD"),
        marked("D4EF B ABC-"),
        marked("K7TR BOOSTER CADBC"),
        marked("K7TR AGAIN A AAAAAAAA"),
        "K7TR PLAN 3 done no",
        "AC23 PLAN partly",
    ]
    (tmp_path / "paper.txt").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    found = reading.read_folder(tmp_path)
    assert found.notes == []
    got = {(s.code, s.which): (s.form, signs(s)) for s in found.sheets}
    assert got == {
        ("K7TR", "first"): ("A", "ABDCABCD"),
        ("AC23", "first"): ("B", "ABCDABCD"),
        ("K7TR", "second"): ("B", "-BDCABC-"),
        ("AC23", "second"): ("A", "DDDDDDDD"),
        ("D4EF", "short_first"): ("A", "ABCD"),
        ("D4EF", "short_second"): ("B", "ABC-"),
        ("K7TR", "booster"): ("booster", "CADBC"),
        ("K7TR", "retest"): ("A", "AAAAAAAA"),
    }
    assert [(p.code, p.made, p.checked) for p in found.promises] == [("K7TR", 3, ("done", "no")), ("AC23", 1, ("partly",))]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",", "the form must be A or B"),
        ("K7TR", "the form must be A or B"),
        ("K7TR C ABDCABCD", "the form must be A or B"),
        ("K7TR A ABDCABC", "needs 8 or 4 letters"),
        ("K7TR A ABDCABCE", "needs 8 or 4 letters"),
        ("K7TR BOOSTER ABDC", "needs 5 letters"),
        ("K7TR AGAIN A ABCD", "day 30 has 8 answers"),
        ("K7TR PLAN 9 done", "after PLAN come"),
        ("K7TR PLAN", "after PLAN come"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(tmp_path, line, why):
    (tmp_path / "paper.txt").write_text(f"{marked('AC23 A ABDCABCD')}\n{line}\n", encoding="utf-8")
    made = whys(tmp_path)
    assert list(made) == ["paper.txt, line 2"] and why in made["paper.txt, line 2"]
    assert made_of(tmp_path).taken == {"first": 1}


@pytest.mark.parametrize(
    ("first", "second", "code", "how"),
    [
        ("K7TR", "k7tr", "K7TR", ["in capitals"]),
        ("B0SZ", "80s2", "8052", ["B as 8, S as 5 and Z as 2", "in capitals"]),
        ("K7 TR", "K7-TR", "K7TR", ["without the space or mark in it"]),
        ("OI1A", "01IA", "011A", ["O as 0 and I as 1", "I as 1"]),
        ("UVGé", "VUG E", "VV6E", ["without accents", "G as 6", "without the space or mark in it"]),
    ],
)
def test_a_code_is_read_as_a_hand_may_have_written_it(tmp_path, first, second, code, how):
    lines = [marked(f"XXXX A {'ABCD' * 2}").replace("XXXX", first), marked(f"XXXX B {'ABCD' * 2}").replace("XXXX", second)]
    (tmp_path / "paper.txt").write_text("\n".join(lines), encoding="utf-8")
    found = reading.read_folder(tmp_path)
    assert found.notes == [] and found.without_code == []
    assert [(sheet.code, sheet.which) for sheet in found.sheets] == [(code, "first"), (code, "second")]
    said = " ".join(note.why for note in found.changes)
    assert all(words in said for words in how)
    shown = plain(report.page(analysis.analyse(found)))
    assert "Codes that were read otherwise than written" in shown and said.split("the code ")[1].strip() in shown
    assert code not in shown and first not in shown and second not in shown


def test_a_line_without_a_code_is_kept_and_joined_with_nothing(tmp_path):
    sheets = [marked(f"XXXX {form} {KEY[form]}").removeprefix("XXXX ") for form in "AB"]
    five = marked("XXXX BOOSTER CADBC")
    lines = [marked(f"K7TR A {KEY['A']}"), *sheets, f"K7T {sheets[0]}", f"K7TRR {sheets[1]}", "K!TR PLAN 1 done"]
    lines += [five.replace("XXXX", code) for code in ("?", "AC23", "AC24", "AC25", "AC26")]
    (tmp_path / "paper.txt").write_text("\n".join(lines), encoding="utf-8")
    found = reading.read_folder(tmp_path)
    assert [entry.where for entry in found.without_code] == [f"paper.txt, line {n}" for n in (2, 3, 4, 5, 6, 7)]
    assert {note.why for note in found.notes} == {
        "its code cannot be read, so it stands without a code. A code has four letters and digits."
    }
    made = analysis.analyse(found)
    assert (made.people, made.taken, made.full.n, made.commitments.people) == (5, {"first": 1, "booster": 4}, 0, 0)
    assert [line.of_after for line in made.booster] == [5] * 5
    shown = plain(report.page(made))
    assert "Lines without a code 6" in shown and "6 lines have no code that can be read" in shown


def test_a_list_completes_a_file(tmp_path):
    put(tmp_path, person("K7TR", "BA", 4, None))
    (tmp_path / "after.txt").write_text(marked(f"K7TR A {KEY['A']}") + "\n")
    made = made_of(tmp_path)
    assert made.taken == {"first": 1, "second": 1} and made.full.n == 1 and made.notes == ()
    assert [(s.which, signs(s)) for s in reading.read_folder(tmp_path).sheets] == [
        ("first", letters(KEY["B"], 4)),
        ("second", KEY["A"]),
    ]


def test_a_line_without_a_mark_is_read_as_the_first_edition_printed_it_and_said(tmp_path):
    (tmp_path / "paper.txt").write_text("K7TR A BCA-CADB\n")
    found = reading.read_folder(tmp_path)
    # Read off the first edition's form A. The choices of A2 and A5 are no longer asked, so they are no answers of today.
    assert found.sheets[0].answers == {
        "A1": "registration_checked_network",
        "A3": "one_channel_count_bookings",
        "A6": "general_and_number",
        "A7": "take_down_call_lead",
        "A8": "silences_concerns",
    }
    assert [(note.where, note.why) for note in found.notes] == [
        ("paper.txt, line 1", "the form has no mark, so it was read as the first edition printed it")
    ]


def test_the_same_twice_counts_once_and_contradictions_count_not_at_all(tmp_path):
    put(tmp_path, person("K7TR", "AB", 4, 6))
    (tmp_path / "class_copy.json").write_text(json.dumps(person("K7TR", "AB", 4, 6)))
    made = made_of(tmp_path)
    assert made.full.n == 1 and {"the same answers stand twice; they count once"} == set(whys(tmp_path).values())
    (tmp_path / "class_copy.json").write_text(json.dumps(person("K7TR", "AB", 5, 6)))
    made = made_of(tmp_path)
    assert made.full.n == 0 and made.taken == {"second": 1}
    assert any("two different sheets of one test (first form)" in why for why in whys(tmp_path).values())


def test_a_second_sheet_of_the_same_form_is_not_matched(tmp_path):
    both = person("K7TR", "AB", 4, 6)
    both["second"] = {"form": "A", "answers": chosen("A", 6)}
    made = made_of(put(tmp_path / "in", both))
    assert made.full.n == 0 and made.taken == {"first": 1} and "do not fit together" in made.notes[0].why


def test_day_30_and_commitments(tmp_path):
    files = []
    for n, code in enumerate(codes(12)):
        form = "A" if n % 2 else "B"
        checked = ["done", "partly"] if n < 6 else []
        files.append(
            person(
                code,
                "AB" if n % 2 else "BA",
                4,
                6,
                retest={"form": form, "answers": chosen(form, 5)},
                booster={"answers": test_items.read_signs("CADBC" if n < 6 else "AAAAA", test_items.booster())},
                commitments={"made": 2, "checked": checked},
            )
        )
    made = made_of(put(tmp_path / "in", *files))
    assert made.later.n == 12 and made.later.change.mean == 12.5
    # Booster: the key is CADBC; the second item is right for all.
    assert [line.after for line in made.booster] == [6, None, 6, 6, 6]
    found = made.commitments
    assert (found.people, found.made) == (12, 24)
    # Two noughts would be known by subtraction, so one of the two sixes is hidden with them.
    assert found.counts == {"done": None, "partly": 6, "no": None, "dropped": None, "not_reported": 12}
    page = plain(report.page(made))
    assert "12 people made 24 commitments." in page and "12 of 24" in page


def test_a_short_form_is_for_the_class(tmp_path):
    files = []
    for n, code in enumerate(codes(10)):
        a, b = ("A", "B") if n % 2 else ("B", "A")
        short = {name: {item.item_id: item.best for item in test_items.short_form(name)} for name in "AB"}
        whole = person(code, a + b)
        del whole["first"], whole["second"]
        whole["short_first"] = {"form": a, "answers": dict(list(short[a].items())[:2])}
        whole["short_second"] = {"form": b, "answers": dict(list(short[b].items())[:3])}
        files.append(whole)
    made = made_of(put(tmp_path / "in", *files))
    assert made.short.n == 10 and made.short.change.mean == 25 and made.full.n == 0
    page = plain(report.page(made))
    assert "The short forms of four questions, for the class only" in page and "The forms of eight questions" not in page


# ---- hostile and damaged -----------------------------------------------------------------------------

HOSTILE = {
    "class_empty.json": b"",
    "class_cut.json": b'{"format": 1, "code": "K7',
    "class_deep.json": b"[" * 30_000,
    "class_deep2.json": b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
    "class_huge.json": b'{"code": "' + b"A" * 200_000 + b'"}',
    "class_number.json": b'{"format": 1, "code": ' + b"9" * 6000 + b"}",
    "class_list.json": b'[{"format": 1}]',
    "class_null.json": b"null",
    "class_bytes.json": b"\xff\xfe\x00\x01\x02",
    "class_other.json": b'{"kind": "something", "code": "K7TR"}',
    "class_newer.json": b'{"format": 99, "kind": "class_answers", "code": "K7TR"}',
    "class_words.json": b'{"format": "1", "kind": "class_answers", "code": "K7TR"}',
    "class_code.json": json.dumps({"format": 1, "kind": "class_answers", "code": "<script>alert(1)</script>"}).encode(),
    "class_types.json": json.dumps(
        {
            "format": 1,
            "kind": "class_answers",
            "code": "T7TT",
            "workshop": "<img src=x onerror=alert(1)>",
            "order": {"a": 1},
            "first": ["A", "ABDCABCD"],
            "second": {"form": "<b>", "answers": "ABDCABCD"},
            "booster": {"answers": True},
            "retest": {"form": "A", "answers": ["A"] * 8},
            "commitments": {"made": True, "checked": "done"},
            "__proto__": {"x": "<script>alert(2)</script>"},
        }
    ).encode(),
    "class_<img src=x onerror=alert(3)>.json": b"{}",
    "paper.txt": b"\x00\x01<script>alert(4)</script>\n" + b"K7TR A " + b"A" * 100_000 + b"\n\xff\xff A ABDCABCD\n",
    "=cmd|' A'!A0.txt": b"'; DROP TABLE x; --\n",
}


def hostile_folder(folder):
    """Write every hostile file beside a sound class of twelve."""
    even_class(folder, 12)
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content)
    secret = folder.parent / "secret.json"
    secret.write_text(json.dumps(person("X9XX")))
    os.symlink(secret, folder / "class_link.json")
    os.symlink("/dev/zero", folder / "zero.txt")
    os.symlink(folder / "class_loop.json", folder / "class_loop.json")
    os.mkfifo(folder / "class_pipe.json")
    (folder / "class_folder.json").mkdir()
    return folder


@pytest.mark.skipif(os.name == "nt", reason="pipes and links need another system")
def test_hostile_files_are_listed_and_do_no_harm(tmp_path, capsys):
    folder = hostile_folder(tmp_path / "in")
    made = made_of(folder)
    assert made.full.n == 12 and made.full.change.mean == 25 and made.taken == {"first": 12, "second": 12}
    listed = {note.where.split(",")[0] for note in made.notes}
    expected = {reading.plain_name(name) for name in HOSTILE}
    links = {"class_link.json", "zero.txt", "class_loop.json", "class_pipe.json"}
    assert listed == expected | links
    assert sum(note.where == "class_types.json" for note in made.notes) == 6
    page = report.page(made)
    for harm in ("<script", "<img", "onerror=alert(1)", "javascript:", "X9XX", "T7TT"):
        assert harm not in page
    assert "&lt;img src=x onerror=alert(3)&gt;" in page
    assert command.main([str(folder)]) == 0
    assert "Traceback" not in capsys.readouterr().out


LEAVES = [st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=10)]
ENTRIES = st.sampled_from(["form", "answers", "made", "checked", "x"])
JSON_VALUES = st.recursive(
    st.one_of(*LEAVES, st.sampled_from(["A", "B", "ABDCABCD"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ENTRIES, inner, max_size=4),
    max_leaves=8,
)
PARTS = st.sampled_from([*class_file.TESTS, "format", "kind", "code", "order", "workshop", "commitments"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(PARTS, JSON_VALUES))
def test_no_content_of_a_file_is_fatal(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("any")
    whole = {"format": 2, "kind": "class_answers", "code": "K7TR", **content}
    (folder / "class_any.json").write_text(json.dumps(whole))
    made = made_of(folder)
    for sheet in reading.read_folder(folder).sheets:
        asked = class_file.in_form_order(sheet.which, sheet.form)
        assert class_code.is_code(sheet.code) and test_items.known_answers(sheet.answers, asked) == sheet.answers
    assert "<main" in report.page(made)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda said: said.encode("utf-8", "surrogatepass")))
def test_no_list_is_fatal(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("any")
    (folder / "list.txt").write_bytes(content)
    (folder / "class_any.json").write_bytes(content)
    assert "<main" in report.page(made_of(folder))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 8), st.integers(0, 8)), min_size=5, max_size=60))
def test_the_report_shows_no_small_cell(people_of):
    found = reading.Found()
    for (ab, before, after), code in zip(people_of, codes(len(people_of)), strict=True):
        a, b = "AB" if ab else "BA"
        found.sheets.append(reading.Sheet(code, "first", a, chosen(a, before), "x"))
        found.sheets.append(reading.Sheet(code, "second", b, chosen(b, after), "x"))
    block = analysis.analyse(found).full
    for line in (*block.objectives, *block.by_item):
        for count, of in ((line.before, line.of_before), (line.after, line.of_after)):
            assert count is None or 5 <= count <= of - 5
    pairs = {line.label: line for line in block.by_item}
    for line in block.objectives:
        a, b = (pairs.get(f"{form}{line.label[1]}") for form in "AB")
        if a:
            assert (a.before is None) == (b.before is None) and (a.after is None) == (b.after is None)
            assert line.before is not None or a.before is None
            assert a.before is None or a.before + b.before == line.before
    for time in ("before", "after"):
        hidden = [getattr(line, time) is None for line in block.objectives]
        assert sum(hidden) != 1


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 8), st.integers(0, 8)), min_size=10, max_size=40))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_files_changes_nothing(people_of):
    def figures(order):
        found = reading.Found()
        for (ab, before, after), code in order:
            a, b = "AB" if ab else "BA"
            found.sheets.append(reading.Sheet(code, "first", a, chosen(a, before), "x"))
            found.sheets.append(reading.Sheet(code, "second", b, chosen(b, after), "x"))
        return analysis.analyse(found).full

    whole = list(zip(people_of, codes(len(people_of)), strict=True))
    assert figures(whole) == figures(whole[::-1])


# ---- the report and the command ----------------------------------------------------------------------


@pytest.mark.parametrize("count", [3, 8, 25, 60])
def test_the_report_stands_alone_and_minds_its_words(tmp_path, count):
    simulate.write(tmp_path / "in", count)
    page = report.page(made_of(tmp_path / "in", attended=count + 5))
    assert page.startswith("<!doctype html>")
    for outside in ("<script", "http://", "https://", "src=", "@import", "url(", "<iframe", "<form", "<input"):
        assert outside not in page
    assert "default-src 'none'" in page
    said = plain(page).casefold()
    for word in BANNED:
        assert word not in said
    for threat in ("chose to", "same day", "authors of the course", "differ by country", "spread answers", "leak"):
        assert threat in said
    assert "this class is simulated" in said
    assert not re.search(r"\b[acdefhjklmnpqrtvwxy][2-9][acdefhjklmnpqrtvwxy]{2}\b", said), "a code"


def test_the_report_says_what_is_missing(tmp_path):
    put(tmp_path / "in", *(person(c, "AB" if n % 2 else "BA", 4, 6 if n < 10 else None) for n, c in enumerate(codes(17))))
    page = plain(report.page(made_of(tmp_path / "in", attended=30)))
    assert "30 people attended; 13 of them took no first form." in page
    assert "17 people took a first form and 10 people a second one; 10 people could be matched." in page
    assert "Best answers changed by +25.0 percentage points (95% interval +25.0 to +25.0), 10 matched people." in page
    assert "A then B: 5 people; B then A: 5 people" in page
    assert "changed by +2.0 of 8 on average" in page and "does not show safer practice" in page
    none = plain(report.page(made_of(tmp_path / "in")))
    assert "How many attended was not given" in none
    few = plain(report.page(made_of(tmp_path / "in", attended=3)))
    assert "One of the two numbers is wrong" in few


def test_ceiling_is_shown_where_it_may_be(tmp_path):
    files = [person(c, "AB" if n % 2 else "BA", 7 if n < 8 else 4, 8) for n, c in enumerate(codes(20))]
    assert made_of(put(tmp_path / "in", *files)).full.ceiling == 8
    files = [person(c, "AB" if n % 2 else "BA", 7 if n < 2 else 4, 8) for n, c in enumerate(codes(20))]
    assert made_of(put(tmp_path / "two", *files)).full.ceiling is None


def test_the_command_merges_and_says_where_the_report_is(tmp_path, capsys):
    folder = even_class(tmp_path / "in", 12)
    (folder / "class_K7TR - copy (2).json").write_text("{")
    assert command.main([str(folder), "--attended", "15"]) == 0
    said = capsys.readouterr().out
    assert "class_K7TR - copy (2).json: it is damaged" in said and "class_report.html" in said and "+25.0" in said
    page = (folder / "class_report.html").read_text(encoding="utf-8")
    assert "Attended 15" in plain(page)
    assert "class_… - copy (2).json : it is damaged" in plain(page) and "K7TR" not in page
    assert command.main([str(folder), "--out", str(tmp_path / "else" / "r.html")]) == 0
    assert (tmp_path / "else" / "r.html").is_file()
    assert command.main([str(folder), "--out", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "class_report.html").is_file()


def test_the_same_folder_gives_the_same_report(tmp_path):
    simulate.write(tmp_path / "in", 45)
    assert report.page(made_of(tmp_path / "in")) == report.page(made_of(tmp_path / "in"))


def test_what_the_command_refuses_is_said_in_a_sentence(tmp_path, capsys):
    assert command.main([str(tmp_path / "none")]) == 2
    assert command.main([str(tmp_path), "--attended", "-1"]) == 2
    assert command.main([str(tmp_path), "--simulate", "0"]) == 2
    (tmp_path / "file").write_text("x")
    assert command.main([str(tmp_path), "--out", str(tmp_path / "file" / "r.html")]) == 1
    said = capsys.readouterr().out
    assert "There is no folder" in said and "below nought" in said and "from 1 to" in said and "was not written" in said
    assert "Traceback" not in said


def test_an_empty_folder_gives_a_report(tmp_path):
    assert command.main([str(tmp_path)]) == 0
    page = plain((tmp_path / "class_report.html").read_text(encoding="utf-8"))
    assert "Nobody's first form was found." in page and "No answers are shown" in page


def test_a_link_in_place_of_the_report_is_not_followed(tmp_path):
    folder = even_class(tmp_path / "in", 6)
    (tmp_path / "mine.html").write_text("mine")
    os.symlink(tmp_path / "mine.html", folder / "class_report.html")
    assert command.main([str(folder)]) == 0
    assert (tmp_path / "mine.html").read_text() == "mine" and not (folder / "class_report.html").is_symlink()


def test_a_simulated_class_says_so_everywhere_and_never_mixes(tmp_path, capsys):
    assert command.main([str(tmp_path / "sim"), "--simulate", "30"]) == 0
    files = sorted((tmp_path / "sim").glob("*.json"))
    assert len(files) == 30
    assert all("simulated" in path.name and json.loads(path.read_text())["simulated"] is True for path in files)
    assert "This class is simulated." in plain((tmp_path / "sim" / "class_report.html").read_text(encoding="utf-8"))
    assert simulate.simulate(5) == simulate.simulate(5)
    put(tmp_path / "sim", *(person(c, "AB" if n % 2 else "BA") for n, c in enumerate(codes(6))))
    made = made_of(tmp_path / "sim")
    assert made.people == 6 and not made.simulated
    assert any("30 simulated files" in note.where for note in made.notes)


def test_files_of_several_versions_are_said(tmp_path):
    oldest = {"first": {"form": "A", "answers": "ABCDABCD"}, "second": {"form": "B", "answers": "ABCDABC-"}}
    put(tmp_path / "in", person("K7TR"), person("AC23", workshop="0.0.9"), person("D4EF", format=0, **oldest))
    made = made_of(tmp_path / "in")
    assert made.versions == ("0.0.9", "0.1.0") and made.full.n == 3
    assert {(note.where, note.why) for note in made.notes} == {
        ("class_D4EF.json", "an older version wrote it; what could be read was used"),
        # The first edition asked A2, A5 and others with choices that are gone.
        ("class_D4EF.json", GONE.format(test="first form")),
        ("class_D4EF.json", GONE.format(test="second form")),
    }
    assert "several versions of the workshop: 0.0.9, 0.1.0" in plain(report.page(made))


def test_what_the_activity_writes_is_read(home, tmp_path):
    from medsocial.store import answers

    for which, form in (("first", "A"), ("second", "B")):
        state = {"code": "K7TR", "seat": "odd", "form": form, "answers": chosen(form, 8), "submitted": True, "on": "2026-11-23"}
        answers.save(class_file.TESTS[which], f"test_{which}", state)
    path = class_file.write("K7TR", "0.1.0")
    (tmp_path / path.name).write_bytes(path.read_bytes())
    made = made_of(tmp_path)
    assert made.full.n == 1 and made.notes == ()
    keys = people.answer_keys()
    assert [sum(people.marks(sheet, keys)) for sheet in reading.read_folder(tmp_path).sheets] == [8, 8]


def test_every_word_of_the_report_can_be_translated(tmp_path):
    text.use_language(text.PSEUDO)
    english = re.compile(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])")
    for count in (3, 7, 25, 60):
        simulate.write(tmp_path / str(count), count)
        (tmp_path / str(count) / "class_K7TR.json").write_text("{")
        page = plain(report.page(made_of(tmp_path / str(count), attended=count)))
        assert english.findall(page.replace("class_….json", "")) == []


def test_another_language_reads_the_same_answers(tmp_path):
    folder = even_class(tmp_path / "in", 12)
    before = made_of(folder).full
    text.use_language(text.PSEUDO)
    assert made_of(folder).full == before


# ---- the pictures of the report --------------------------------------------------------------------


def parts():
    """Return the parts of the report's template."""
    return documents.environment(paths.slides_dir()).get_template("results/parts.html").module


def test_every_heading_has_its_column():
    """Counts before and after stand in two columns under three headings; one count in one column under two."""
    lines = [analysis.Line("A1", 2, 8, 6, 8), analysis.Line("B3", None, 4, 1, 4)]

    def cells(heads):
        table = parts().counts("Counts", heads, report.rows(lines, {"A1": "A stem"}, before=len(heads) > 2))
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]

    def words(row):
        return [re.sub(r"<[^>]+>", "", cell) for cell in row]

    both = cells(["Question", "Before", "After"])
    assert [words(row) for row in both] == [
        ["Question", "Before", "After"],
        ["A1. A stem", "2 of 8", "6 of 8"],
        ["B3", "not shown", "1 of 4"],
    ]
    assert [re.findall(r"width:([\d.]+)%", cell) for cell in both[1]] == [[], ["25.0"], ["75.0"]]
    assert "hidden" in both[2][1] and "hidden" not in both[2][2]
    one = cells(["Question", "Best answer"])
    assert [words(row) for row in one] == [["Question", "Best answer"], ["A1. A stem", "6 of 8"], ["B3", "1 of 4"]]


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0.0"), (0.04, "0.0"), (-0.04, "0.0"), (0.06, "+0.1"), (-0.06, "−0.1"), (12.34, "+12.3"), (-12.36, "−12.4")],
)
def test_points_carry_a_sign_unless_they_are_nought(value, words):
    assert pictures.points(value) == words


def test_the_line_of_the_change_is_to_scale():
    """A difference of 20 with its interval from -10 to 45, on a line from -10 to 50: 592 units for 60 points."""
    drawn = parts().drawn(pictures.picture(statistics.Change(n=8, mean=20, low=-10, high=45, degrees=7)), "Title")
    assert re.findall(r">([−+]?\d+)</text>", drawn) == ["−10", "0", "+10", "+20", "+30", "+40", "+50"]
    assert '<circle cx="320.0"' in drawn
    assert 'x1="24.0" x2="566.7"' in drawn
