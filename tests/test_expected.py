"""The data agree with the lists by hand, and no list grows shorter in silence."""

import csv
import shutil
from pathlib import Path

import pytest
from common import ROOT

from medsocial.upkeep import build, check, derived
from medsocial.upkeep.check import expected

LISTS = ROOT / expected.FOLDER


def rows(path: Path) -> list[dict[str, str]]:
    """Return a list as text, by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of data and lists that a test may change."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(LISTS, tmp_path / expected.FOLDER)
    return tmp_path


def change(path: Path, before: str, after: str) -> None:
    """Replace a text that stands in the file, the first time."""
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8")


def test_the_data_say_what_the_lists_say() -> None:
    assert expected.compare(ROOT / "data", LISTS).faults == []


def test_every_kind_of_list_is_filled_and_described() -> None:
    page = (LISTS / "README.md").read_text(encoding="utf-8")
    for name, kind in expected.LISTS.items():
        listed = rows(LISTS / f"{name}.csv")
        assert len(listed) >= 10, name
        assert set(kind.key) | set(kind.says) <= set(listed[0])
        assert all(cell.strip() for row in listed for cell in row.values()), name
        assert f"`{name}.csv`" in page
    assert {path.stem for path in LISTS.glob("*.csv")} == {*expected.LISTS, "totals", "removed"}


def test_a_removed_row_has_its_reason() -> None:
    entered = {row["list"]: int(row["entered"]) for row in rows(LISTS / "totals.csv")}
    assert set(entered) == set(expected.LISTS)
    removed = rows(LISTS / "removed.csv")
    assert all(row["list"] in entered and row["day"] and len(row["reason"].split()) >= 3 for row in removed)
    for name, count in entered.items():
        gone = [row["key"] for row in removed if row["list"] == name]
        listed = rows(LISTS / f"{name}.csv")
        assert len(listed) == count - len(gone), f"{name}: a row came or went; see tests/expected/README.md"
        assert not {" ".join(row[column] for column in expected.LISTS[name].key) for row in listed} & set(gone)


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        ("evidence.csv", ",42,61,", ",41,61,", "evidence_counts.csv, row 7, bergl_improved: the list says 68.9, 42, 61"),
        ("guidance_rules.csv", "identifiable_post,IN,must_not", "identifiable_post,IN,caution", "the data say caution, read"),
        ("stories.yaml", "to: to_care", "to: e_poor", "the data say e_poor"),
        ("cases.yaml", "id: night_staffing", "id: night_staff", "row 15, night_staffing: the data hold no such row"),
    ],
)
def test_a_slip_in_the_data_is_named(copy: Path, name: str, before: str, after: str, says: str) -> None:
    change(copy / "data" / name, before, after)
    faults = expected.compare(copy / "data", copy / expected.FOLDER).faults
    assert len(faults) == 1 and says in faults[0], faults


def test_a_row_that_stands_twice_is_named(copy: Path) -> None:
    path = copy / expected.FOLDER / "case_keys.csv"
    before = path.read_text(encoding="utf-8")
    last = before.splitlines()[-1]
    path.write_text(f"{before}{last}\n", encoding="utf-8")
    where = f"case_keys.csv, row {len(before.splitlines()) + 1}, {last.partition(',')[0]}"
    assert expected.compare(copy / "data", path.parent).faults == [f"{where}: the row stands twice."]


def test_check_names_what_is_not_listed_and_finds_no_fault_in_it(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lists = copy / expected.FOLDER
    path = lists / "item_keys.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-2]), encoding="utf-8")
    assert check.main([str(copy / "data"), "--today", build.FIXED_DATE]) == 0
    assert "Not yet in tests/expected/item_keys.csv: 2 (c4; c5)." in capsys.readouterr().out
    shutil.rmtree(lists)
    assert check.main([str(copy / "data"), "--today", build.FIXED_DATE]) == 0
    assert "tests/expected" not in capsys.readouterr().out


def test_build_never_writes_the_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "catalogue_text", str)  # takes seconds, and only the places are looked at
    assert not [path for path in derived.derived_files({}) if expected.FOLDER.name in path.parts]
