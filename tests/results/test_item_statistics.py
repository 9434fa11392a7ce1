"""Statistics of the test items: counted by hand, compared with a library, and silent about few people."""

import csv
import json
import random

import numpy as np
import pytest

from medsocial.model import class_code, test_items
from medsocial.model.review_items import item
from medsocial.results import command, item_statistics, reading, simulate

ITEMS = [one.item_id for one in test_items.form("A")]


def codes(count):
    """Return different codes."""
    letters, digits = class_code.LETTERS, class_code.DIGITS
    every = (f"{a}{n}{b}{c}" for a in letters for n in digits for b in letters for c in letters)
    return [code for code, _n in zip(every, range(count), strict=False)]


def sheet(form, right):
    """Return a sheet with the items named answered right and the others wrong."""
    answers = {}
    for one in test_items.form(form):
        others = [option.id for option in one.options if option.id != one.best]
        answers[one.item_id] = one.best if one.item_id in right else others[0]
    return {"form": form, "answers": answers}


def put(folder, rights, which="first", form="A"):
    """Write one file for each set of items that a person got right."""
    folder.mkdir(exist_ok=True)
    for code, right in zip(codes(len(rights)), rights, strict=True):
        made = {"format": 2, "kind": "class_answers", "workshop": "0.1.0", "code": code, "order": "AB", which: sheet(form, right)}
        (folder / f"class_{code}.json").write_text(json.dumps(made), encoding="utf-8")
    return folder


def found_in(folder):
    """Return the statistics of a folder by item."""
    return {one.item_id: one for one in item_statistics.statistics(reading.read_folder(folder))}


def test_discrimination_by_hand_from_a_hundred_answers(tmp_path):
    """Fifty know everything else and fifty nothing; 40 of the first and 20 of the others get A1 right."""
    rest = set(ITEMS[1:])
    people = [rest | {"A1"}] * 40 + [rest] * 10 + [{"A1"}] * 20 + [set()] * 30
    one = found_in(put(tmp_path / "class", people))["A1"]
    # Phi of (40, 10; 20, 30): (40 x 30 - 10 x 20) / sqrt(60 x 40 x 50 x 50) = 1000 / 2449.5
    assert (one.answers, one.share_right, one.discrimination) == (100, 0.6, 0.41)
    fewer = found_in(put(tmp_path / "fewer", people[1:]))["A1"]
    assert (fewer.answers, fewer.share_right, fewer.discrimination) == (99, 0.6, None)


def test_discrimination_within_sittings_as_a_library_has_it():
    """One sitting is the plain correlation; a second one that differs in its level alone changes nothing."""
    dice = random.Random(7)
    sitting = [(dice.random() < 0.3 + 0.4 * rest, rest) for rest in (dice.randint(0, 7) / 7 for _n in range(150))]
    wanted = np.corrcoef(np.array(sitting, dtype=float).T)[0, 1]
    assert item_statistics.discrimination([sitting]) == pytest.approx(wanted, abs=1e-12)
    higher = [(good, rest + 0.5) for good, rest in sitting]
    assert item_statistics.discrimination([sitting, higher]) == pytest.approx(wanted, abs=1e-12)
    assert item_statistics.discrimination([[(True, 0.5)] * 100]) is None, "where all were alike it cannot be said"


@pytest.mark.parametrize(
    ("right", "of", "share"),
    [(5, 9, "absent"), (5, 10, None), (10, 20, 0.5), (9, 40, None), (10, 40, 0.25), (31, 40, None), (30, 40, 0.75)],
)
def test_nothing_is_said_of_fewer_than_ten(tmp_path, right, of, share):
    found = found_in(put(tmp_path / "class", [{"A1"}] * right + [set()] * (of - right)))
    if share == "absent":
        assert found == {}
    else:
        assert (found["A1"].answers, found["A1"].share_right) == (of, share)


def test_each_person_meets_an_item_once(tmp_path):
    """The retest asks the same items again, and what was left open counts as not right, as in the report."""
    folder = put(tmp_path / "class", [{"A1"}] * 12 + [set()] * 12)
    for path in folder.iterdir():
        made = json.loads(path.read_text(encoding="utf-8"))
        made["retest"] = sheet("A", set(ITEMS))
        del made["first"]["answers"]["A2"]
        path.write_text(json.dumps(made), encoding="utf-8")
    found = found_in(folder)
    assert (found["A1"].answers, found["A1"].share_right) == (24, 0.5)
    assert (found["A2"].answers, found["A2"].share_right) == (24, None)


def test_the_command_writes_the_table_that_the_data_hold(tmp_path, capsys, monkeypatch):
    folder = put(tmp_path / "class", [{"A1"}] * 15 + [set()] * 15)
    target = tmp_path / "item_statistics.csv"
    assert command.main([str(folder), "--statistics", str(target)]) == 0
    assert f"Statistics of 8 items: {target}." in capsys.readouterr().out
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["item_id", "item_mark", "answers", "share_right", "discrimination", "counted_on"]
    assert rows[1] == ["a1", item("test:a1").mark, "30", "0.5", "", "2026-11-29"]
    assert rows[2] == ["a2", item("test:a2").mark, "30", "", "", "2026-11-29"] and len(rows) == 9
    target.unlink()
    assert command.main([str(put(tmp_path / "few", [set()] * 9)), "--statistics", str(target)]) == 1
    assert "No statistics were written: no item has 10 answers yet." in capsys.readouterr().out and not target.exists()
    simulate.write(tmp_path / "made_up", 60)
    assert command.main([str(tmp_path / "made_up"), "--statistics", str(target)]) == 1
    assert "No statistics were written, since this class is simulated." in capsys.readouterr().out and not target.exists()
