"""A fact is verified on the issuer's own text only, and the log of changes agrees with the tables."""

import csv
from pathlib import Path

import pytest
from test_check import folder, found, set_cell  # noqa: F401 - folder is a fixture

HEADER = "change_id,table,row_id,column,old_value,new_value,why,changed_on\n"


def place_of(data: Path, name: str, column: str, value: str) -> int:
    """Return the row, as a spreadsheet counts, in which a cell says this."""
    with (data / name).open(encoding="utf-8", newline="") as file:
        return next(row for row, cells in enumerate(csv.DictReader(file), start=2) if cells[column] == value)


def cell(data: Path, name: str, row: int, column: str) -> str:
    """Return what a cell says; rows are counted as a spreadsheet does."""
    with (data / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[row - 2][column]


def test_a_verified_fact_rests_on_the_issuer_s_own_text(folder: Path) -> None:  # noqa: F811
    row = place_of(folder, "lifecycle_events.csv", "source_id", "wikipedia_2026_myspace")
    set_cell(folder, "lifecycle_events.csv", row, "status", "verified")
    assert found(folder, "lifecycle_events.csv") == [
        f"lifecycle_events.csv, row {row}, column status: 'verified' rests on wikipedia_2026_myspace, which is somebody's "
        "account and not the source itself. Write second_hand, or read the issuer's own text and name it."
    ]


@pytest.mark.parametrize(
    ("table", "column", "value", "before", "after", "said"),
    [
        (
            "notification_clocks",
            "clock_id",
            "us_media",
            "verified",
            "read",
            "'read' has words of the text in quotations.csv. Write verified.",
        ),
        (
            "notification_clocks",
            "clock_id",
            "gb_people",
            "read",
            "verified",
            "'verified' has no words of the text in quotations.csv. Write the words and their place into quotations.csv, "
            "or write read.",
        ),
    ],
)
def test_a_fact_is_verified_where_words_are_kept(
    folder: Path,  # noqa: F811
    table: str,
    column: str,
    value: str,
    before: str,
    after: str,
    said: str,
) -> None:
    name = f"{table}.csv"
    row = place_of(folder, name, column, value)
    assert cell(folder, name, row, "status") == before
    set_cell(folder, name, row, "status", after)
    assert found(folder, name) == [f"{name}, row {row}, column status: {said}"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "source_ids: [mayo_2015_guideline_7], status: read",
            "source_ids: [mayo_2015_guideline_7], status: verified",
            "'verified' names mayo_2015_guideline_7, of which quotations.csv holds no words.",
        ),
        (
            "source_ids: [mayo_2015_guideline_7], status: read",
            "source_ids: [wikipedia_2026_myspace], status: read",
            "'read' rests on wikipedia_2026_myspace, which is somebody's account and not the source itself.",
        ),
        (
            "source_ids: [mayo_2015_guideline_7], status: read",
            "source_ids: [gdpr_article_9], status: verified",
            "",
        ),
    ],
)
def test_an_entry_of_a_content_file_keeps_the_same_rule(folder: Path, before: str, after: str, said: str) -> None:  # noqa: F811
    path = folder / "stories.yaml"
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8")
    faults = found(folder, "stories.yaml")
    assert len(faults) == bool(said) and all(said in fault for fault in faults), faults


def test_an_entry_without_sources_is_not_verified(folder: Path) -> None:  # noqa: F811
    path = folder / "cases.yaml"
    content = path.read_text(encoding="utf-8")
    before = "{country_ids: [eu], status: read,"
    assert before in content
    path.write_text(content.replace(before, before.replace("read", "verified"), 1), encoding="utf-8")
    (fault,) = found(folder, "cases.yaml")
    assert fault.endswith("'verified' names no source of its own. Name its source_ids, or write read.")


def test_no_account_is_called_primary(folder: Path) -> None:  # noqa: F811
    row = place_of(folder, "sources.csv", "kind", "post")
    set_cell(folder, "sources.csv", row, "grade", "primary")
    assert found(folder, "sources.csv") == [
        f"sources.csv, row {row}, column grade: 'primary' is not one of secondary, but kind is post. Choose one of them."
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "c9001,platforms,facebok,name,,Facebook,Trial,2026-11-29",
            "'facebok' is no row of platforms.csv. Did you mean facebook?",
        ),
        ("c9001,platforms,facebook,nam,,Facebook,Trial,2026-11-29", "'nam' is no column of platforms.csv. Name the column."),
        (
            "c9001,platforms,facebook,name,,Fakebook,Trial,2026-11-29",
            "'Fakebook' is not what platforms.csv says of facebook today: 'Facebook'. Log the later change too.",
        ),
        ("c9001,platforms,facebook,name,,Facebook,Trial,2026-11-29", ""),
        ("c9001,platforms,gone,,,removed,Trial,2026-11-29", ""),
        ("c9001,cases,any_case,,,Words,Trial,2026-11-29", ""),
    ],
)
def test_the_log_of_changes_agrees_with_the_tables(folder: Path, line: str, said: str) -> None:  # noqa: F811
    (folder / "CHANGES.csv").write_text(f"{HEADER}{line}\n", encoding="utf-8")
    faults = found(folder, "CHANGES.csv")
    assert [fault.partition(": ")[2] for fault in faults] == ([said] if said else [])


def test_only_the_last_change_of_a_cell_must_hold(folder: Path) -> None:  # noqa: F811
    lines = [
        "c9001,platforms,facebook,name,,Fakebook,Trial,2026-11-28",
        "c9002,platforms,facebook,name,Fakebook,Facebook,Trial,2026-11-29",
    ]
    (folder / "CHANGES.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    assert found(folder, "CHANGES.csv") == []


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (
            "row_id",
            "us_medium",
            "'us_medium' is no row of the table notification_clocks. Name table and row as they stand there.",
        ),
        (
            "row_id",
            "us_california",
            "'us_california' was not read at its source, says notification_clocks.csv. Mark it there, or take the words out.",
        ),
        (
            "source_id",
            "gdpr_article_9",
            "'gdpr_article_9' is no source of us_media in notification_clocks.csv. Name the source that was read.",
        ),
        ("quotation", " ".join(["word"] * 26), "has 26 words, and 25 are the most. Keep the words that carry the fact."),
        ("quotation", " ".join(["word"] * 25), ""),
    ],
)
def test_words_read_belong_to_a_verified_row(folder: Path, column: str, value: str, said: str) -> None:  # noqa: F811
    row = place_of(folder, "quotations.csv", "row_id", "us_media")
    set_cell(folder, "quotations.csv", row, column, value)
    faults = found(folder, "quotations.csv")
    assert len(faults) == bool(said) and all(fault.endswith(said) for fault in faults)
