"""`check` names file, row, column, value and rule for every kind of damage, and never breaks down."""

import csv
import datetime as dt
import json
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medsocial.ground import paths
from medsocial.upkeep import check
from medsocial.upkeep.check import Problem
from medsocial.upkeep.check.files import encoded_twice, separator
from medsocial.upkeep.check.problem import nearest

TODAY = dt.date(2026, 11, 29)
DATA = paths.PACKAGE.parent / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped data that a test may damage."""
    return Path(shutil.copytree(DATA, tmp_path / "data é"))


def found(folder: Path, name: str = "") -> list[str]:
    """Return the sentences about one file, or about all."""
    report = check.examine(folder, TODAY)
    return [str(problem) for problem in report.problems if problem.file.startswith(name)]


def set_cell(folder: Path, name: str, row: int, column: str, value: str) -> str:
    """Write a cell as a spreadsheet counts it (the header is row 1); return what stood there."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    place = table[0].index(column)
    before, table[row - 1][place] = table[row - 1][place], value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table)
    return before


def change(folder: Path, name: str, before: str, after: str) -> None:
    """Replace a text that stands in the file at least once, the first time."""
    path = folder / name
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8", newline="")


def describe(folder: Path, name: str, **more) -> None:
    """Add rules to a table's description."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    next(r for r in package["resources"] if r["name"] == name).update(more)
    path.write_text(json.dumps(package), encoding="utf-8")


def test_the_shipped_data_have_no_problems(folder: Path) -> None:
    """What the workshop ships passes its own check, in a folder with another name too."""
    assert found(folder) == []


# file, row, column, new cell, and what the sentence says
CELLS = {
    "word outside a vocabulary": (
        "platforms.csv", 2, "type_primary", "virtual_wrold",
        "platforms.csv, row 2, column type_primary: 'virtual_wrold' is not one of social_network, messaging, "
        "professional_network, media_sharing, blog, microblog, knowledge_aggregation, virtual_world, "
        "own_site. "
        "Did you mean virtual_world?",
    ),
    "word outside a vocabulary, in a list": (
        "platforms.csv", 2, "cohort", "source_2014;gss_2061",
        "platforms.csv, row 2, column cohort: 'gss_2061' is not one of source_2014, added_2026, gss_2016. "
        "Did you mean gss_2016?",
    ),
    "impossible date": (
        "lifecycle_events.csv", 3, "as_of", "2026-02-30",
        "lifecycle_events.csv, row 3, column as_of: '2026-02-30' is not a day of the calendar. Correct it.",
    ),
    "date in another form": (
        "lifecycle_events.csv", 3, "as_of", "22/11/2026",
        "lifecycle_events.csv, row 3, column as_of: '22/11/2026' is not a date. "
        "Write it as year-month-day, for example 2026-11-22.",
    ),
    "date to come": (
        "lifecycle_events.csv", 3, "as_of", "2026-11-30",
        "lifecycle_events.csv, row 3, column as_of: '2026-11-30' lies after today, 2026-11-29. "
        "Correct the date, or this computer's clock.",
    ),
    "review before reading": (
        "glossary.csv", 2, "review_by", "2020-01-01",
        "glossary.csv, row 2, column review_by: '2020-01-01' is not after as_of, 2026-11-22. "
        "Give a later date for the next look.",
    ),
    "wrong type": (
        "lessons.csv", 3, "minutes_core", "ten",
        "lessons.csv, row 3, column minutes_core: 'ten' is not a whole number. Write digits only.",
    ),
    "number outside its limits": (
        "lessons.csv", 3, "minutes_core", "61",
        "lessons.csv, row 3, column minutes_core: '61' is above the most allowed, 60. Correct the figure.",
    ),
    "percentage outside its limits": (
        "survey_shares.csv", 2, "share_percent", "105",
        "survey_shares.csv, row 2, column share_percent: '105' is above the most allowed, 100. "
        "Correct the figure.",
    ),
    "empty cell": (
        "glossary.csv", 4, "definition", "",
        "glossary.csv, row 4, column definition: the cell is empty, but it must be filled. Fill it in.",
    ),
    "empty key": (
        "platforms.csv", 30, "platform_id", "",
        "platforms.csv, row 30, column platform_id: the cell is empty, but it must be filled. Fill it in.",
    ),
    "wrong form": (
        "objectives.csv", 2, "objective_id", "objective 1",
        "objectives.csv, row 2, column objective_id: 'objective 1' does not have the form O[1-8]. "
        "Compare it with the rows above.",
    ),
    "duplicate key": (
        "platforms.csv", 5, "platform_id", "facebook",
        "platforms.csv, row 5, column platform_id: 'facebook' stands already in row 2, but it must be "
        "unique. "
        "Give this row a name of its own, or remove it.",
    ),
    "letters encoded twice": (
        "glossary.csv", 2, "definition", "A note by TomÃ¡s.",
        "glossary.csv, row 2, column definition: 'A note by TomÃ¡s.' holds 'Ã¡', a letter encoded twice. "
        "Write 'á', and save the file as UTF-8.",
    ),
    "invisible sign": (
        "glossary.csv", 2, "definition", "A\x07 note.",
        "glossary.csv, row 2, column definition: 'A<U+0007> note.' holds the sign U+0007, which cannot be "
        "seen "
        "or has no meaning. Delete the sign, or type the cell afresh.",
    ),
    "space at the end": (
        "platforms.csv", 2, "name", "Facebook ",
        "platforms.csv, row 2, column name: 'Facebook ' has a space at an end, or a space that does not "
        "break. "
        "Use plain spaces, and none at the ends.",
    ),
    "percentage that does not follow from its counts": (
        "evidence.csv", 2, "estimate", "39.6",
        "evidence.csv, row 2, column estimate: '39.6' is not events of denominator: 234 of 250 is "
        "93.6 per cent. Correct the count or the percentage.",
    ),
    "more events than people": (
        "evidence.csv", 2, "denominator", "200",
        "evidence.csv, row 2, column denominator: '200' is smaller than events, 234. "
        "The order is events <= denominator.",
    ),
    "word of another attribute": (
        "platform_facts.csv", 2, "value", "three_dimensional",
        "platform_facts.csv, row 2, column value: 'three_dimensional' is not one of open, adults_only, "
        "phone_number, institution_address, organisation, professional_claimed, professional_verified, "
        "unknown, "
        "not_found, mixed, not_applicable, but attribute is join_policy. Choose one of them.",
    ),
    "interval that the package computes": (
        "evidence.csv", 2, "ci_low", "89.9",
        "evidence.csv, row 2, column ci_low: '89.9' must not stand here when interval_basis is "
        "wilson_inferred. "
        "Empty the cell.",
    ),
    "dates out of order": (
        "lifecycle_events.csv", 3, "date_upper", "2004-12-31",
        "lifecycle_events.csv, row 3, column date_upper: '2004-12-31' lies before date, 2005-08-01. "
        "The order is date_lower <= date <= date_upper.",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return for each damage the sentences of the check; damages of different rows share a folder."""
    rounds: list[dict[tuple[str, int], str]] = []
    for label, (name, row, *_cell) in CELLS.items():
        free = next((taken for taken in rounds if (name, row) not in taken), None)
        if free is None:
            rounds.append(free := {})
        free[name, row] = label
    sentences = {}
    for labels in rounds:
        copy = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("damaged") / "data"))
        for label in labels.values():
            name, row, column, value, _sentence = CELLS[label]
            assert set_cell(copy, name, row, column, value) != value
        sentences |= dict.fromkeys(labels.values(), found(copy))
    return sentences


@pytest.mark.parametrize("label", CELLS)
def test_a_damaged_cell_is_named(damaged: dict[str, list[str]], label: str) -> None:
    """One damaged cell gives the sentence written here by hand."""
    assert CELLS[label][-1] in damaged[label]


def test_unknown_source_is_named_with_its_neighbours(folder: Path) -> None:
    """A source that is not in sources.csv is a fault, and the nearest one is offered."""
    set_cell(folder, "evidence.csv", 2, "source_id", "mostaghimi_2010_footprnt")
    assert found(folder, "evidence.csv") == [
        "evidence.csv, row 2, column source_id: 'mostaghimi_2010_footprnt' is not in sources.csv. "
        "Did you mean mostaghimi_2010_footprint?"
    ] or found(folder, "evidence.csv")[0].startswith(
        "evidence.csv, row 2, column source_id: 'mostaghimi_2010_footprnt' is not in sources.csv. "
        "Did you mean mostaghimi_2010_footprint or "
    )


def test_unknown_platform_is_named(folder: Path) -> None:
    """A platform that is not in platforms.csv is a fault."""
    set_cell(folder, "lifecycle_events.csv", 2, "platform_id", "zzzzz")
    assert found(folder) == [
        "lifecycle_events.csv, row 2, column platform_id: 'zzzzz' is not in platforms.csv. "
        "Choose a platform_id of platforms.csv, or add a row there first."
    ]


def test_unused_source_is_a_warning(folder: Path) -> None:
    """A source that nothing uses is worth a word, but no fault."""
    with (folder / "sources.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("nobody_2020_unused,Title,Publisher,paper,2020,,,2026-11-22,undetermined,primary\n")
    report = check.examine(folder, TODAY)
    assert report.problems == []
    assert [w.value for w in report.warnings] == ["nobody_2020_unused"]


def test_missing_file(folder: Path) -> None:
    """A table that the description names must be there."""
    (folder / "glossary.csv").unlink()
    assert found(folder, "glossary") == [
        "glossary.csv: the file is missing. Put it back, or copy it from the workshop's data folder."
    ]


def test_empty_file(folder: Path) -> None:
    """An empty file is told apart from a missing one, and the header to put back is given."""
    (folder / "objectives.csv").write_bytes(b"")
    assert found(folder, "objectives") == [
        "objectives.csv: the file is empty. Put back the first line, which names the columns: "
        "objective_id, verb, statement, level, lessons."
    ]


def test_table_without_rows(folder: Path) -> None:
    """A header alone is a fault, too."""
    (folder / "objectives.csv").write_text("objective_id,verb,statement,level,lessons\n", encoding="utf-8")
    assert found(folder, "objectives") == ["objectives.csv: the table has no rows. Put back its rows."]


def test_missing_renamed_and_extra_column(folder: Path) -> None:
    """A renamed column is missing under its name and extra under the other, with the right name offered."""
    change(folder, "objectives.csv", ",level,", ",levle,")
    assert found(folder, "objectives") == [
        "objectives.csv, row 1, column level: the column is missing. "
        "The columns are objective_id, verb, statement, level, lessons, in this order.",
        "objectives.csv, row 1, column levle: 'levle' is a column that datapackage.json does not describe. "
        "Did you mean level?",
    ]


def test_columns_in_the_wrong_order(folder: Path) -> None:
    """Columns that changed places are named, although their cells would pass."""
    change(folder, "lessons.csv", "minutes_core,minutes_deeper", "minutes_deeper,minutes_core")
    assert (
        "lessons.csv, row 1, column minutes_deeper: the columns stand in the wrong order. "
        "The order is number, lesson, kind, title, summary, minutes_core, minutes_deeper, status."
    ) in found(folder, "lessons.csv")


def test_latin1_bytes(folder: Path) -> None:
    """A cell saved by an old spreadsheet is named, with what it was meant to be."""
    change(folder, "platforms.csv", "Facebook,Facebook", "Café,Facebook")
    path = folder / "platforms.csv"
    path.write_bytes(path.read_bytes().replace("Café".encode(), "Café".encode("latin-1")))
    assert found(folder) == [
        "platforms.csv, row 2, column name: 'Café' holds bytes that are not UTF-8, probably from a Windows "
        "or "
        "Latin-1 file. Save the file again as CSV in UTF-8."
    ]


def test_byte_order_mark(folder: Path) -> None:
    """A byte order mark is a fault of its own and does not hide the first column."""
    path = folder / "objectives.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert found(folder) == [
        "objectives.csv, row 1: the file starts with a byte order mark. "
        "Open it in a text editor and save it as UTF-8, not as UTF-8 with BOM. Excel writes this mark."
    ]


def saved_otherwise(folder: Path, name: str, delimiter: str, codec: str) -> None:
    """Save a table as a spreadsheet of another country or an old program does."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding=codec, newline="", errors="replace") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(rows)


COMMAS = "Save it again as CSV with commas: LibreOffice Calc asks for the field separator, Excel takes it from the system."


def test_a_table_saved_in_another_way_is_one_fault(folder: Path) -> None:
    """Semicolons, tabs, UTF-16 and Windows letters are said once each; what follows from them is not told."""
    saved_otherwise(folder, "platforms.csv", ";", "utf-8")
    saved_otherwise(folder, "lessons.csv", "\t", "utf-8")
    saved_otherwise(folder, "glossary.csv", ",", "utf-16")
    saved_otherwise(folder, "dangers.csv", ",", "utf-16-le")
    saved_otherwise(folder, "sources.csv", ",", "cp1252")
    path = folder / "stories.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert sorted(found(folder)) == [
        "dangers.csv: the file is saved as UTF-16, not as UTF-8. Save the file again as CSV in UTF-8.",
        "glossary.csv: the file is saved as UTF-16, not as UTF-8. Save the file again as CSV in UTF-8.",
        f"lessons.csv, row 1: the columns are parted by tabs, not by commas. {COMMAS}",
        f"platforms.csv, row 1: the columns are parted by semicolons, not by commas. {COMMAS}",
        "sources.csv, row 18: this line and others hold bytes that are not UTF-8, probably of a Windows or Latin-1 file. "
        "Save the file again as CSV in UTF-8.",
        "stories.yaml: the file is saved as UTF-16, not as UTF-8. Save the file again as UTF-8.",
    ]


def test_signs_of_a_heading_are_spelt_out() -> None:
    """Found by fuzzing: a heading or a suggestion of stray bytes stopped the list of faults where it was printed."""
    said = str(Problem("platforms.csv", 1, "na\udc85me\x05", None, "the column is missing", "Put it back."))
    assert said == "platforms.csv, row 1, column na<U+DC85>me<U+0005>: the column is missing. Put it back."
    said = str(Problem("platforms.csv", 2, "source_id", "x", "is not in sources.csv", nearest("medsocial", ["medsocial\udcf9"])))
    assert said.endswith("Did you mean medsocial<U+DCF9>?") and said.isprintable()


@pytest.mark.parametrize(
    ("head", "sign"), [("a;b;c", ";"), ('"a"\tb\tc\r', "\t"), ("a,b,c", ","), ("a;b,c", ","), ("a", ","), ("x;y;z", ",")]
)
def test_the_separator_is_taken_from_the_first_line(head: str, sign: str) -> None:
    """Another sign counts only where it gives most of our columns."""
    assert separator(f"{head}\n1;2;3\n", ["a", "b", "c"]) == sign


def test_mixed_line_ends(folder: Path) -> None:
    """One line end of another kind is named; a file with CR LF throughout is well (Windows checkouts)."""
    path = folder / "objectives.csv"
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\r\n".join(lines))
    assert found(folder) == []
    path.write_bytes(b"\n".join([lines[0], lines[1] + b"\r", *lines[2:]]))
    assert found(folder) == [
        "objectives.csv, row 2: this line ends in another way than most lines of the file. "
        "Save the file again with line ends LF."
    ]


def test_wrong_count_of_cells_and_blank_row(folder: Path) -> None:
    """A missing comma and a blank row are named by their rows."""
    path = folder / "lessons.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = "0,00_start_here,Start here"
    lines.insert(3, "")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sentences = found(folder, "lessons.csv")
    assert sentences == [
        "lessons.csv, row 2: '0' begins this row, and the row has 3 cells where 8 belong. "
        "Look for a missing or extra comma; a text with commas stands in quotation marks.",
        "lessons.csv, row 4: the row is blank. Remove it.",
    ]


def test_quotation_mark_without_its_partner(folder: Path) -> None:
    """A quotation mark that swallows the rest of the file is found."""
    change(folder, "lessons.csv", "14,15,published", '"14,15,published')
    assert any(s.startswith("lessons.csv, row 3: the line cannot be split into cells") for s in found(folder))


def test_totals_that_do_not_add_up(folder: Path) -> None:
    """A sum of a column, of a group and of a row: each is checked when the description asks for it."""
    core = [6, 14, 15, 14, 15, 15, 15, 13, 45]  # as in lessons.csv, added by hand: 107, and the lab's 45
    describe(folder, "lessons", totals=[{"columns": ["minutes_core"], "sum": sum(core)}])
    assert found(folder) == []
    set_cell(folder, "lessons.csv", 3, "minutes_core", "13")
    assert found(folder) == [
        "lessons.csv, column minutes_core: '151' is the sum of the column, but it must be 152. "
        "Correct the figures so that they add up."
    ]
    for line in range(2, 11):
        set_cell(folder, "lessons.csv", line, "status", "published" if line < 4 else "planned")
    describe(folder, "lessons", totals=[{"columns": ["minutes_core"], "group_by": "status", "sum": 19}])
    assert found(folder) == [
        "lessons.csv, column minutes_core: '132' is the sum of the column where status is planned, "
        "but it must be 19. Correct the figures so that they add up."
    ]
    describe(
        folder,
        "lessons",
        totals=[
            {
                "columns": ["minutes_core", "minutes_deeper"],
                "across": True,
                "sum": 30,
                "where": {"lesson": ["02_platform_taxonomy", "03_benefits"]},
            }
        ],
    )
    assert found(folder) == [
        "lessons.csv, row 5, column minutes_core + minutes_deeper: '34' is the sum of the row, "
        "but it must be 30. Correct the figures so that they add up."
    ]


def test_broken_description(folder: Path) -> None:
    """A broken datapackage.json is named by its line, and the tables are checked all the same."""
    path = folder / "datapackage.json"
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if '"resources"' in text)
    lines[line] = lines[line].replace(":", "")
    path.write_text("\n".join(lines), encoding="utf-8")
    set_cell(folder, "lessons.csv", 3, "minutes_core", "ten")
    sentences = found(folder)
    assert sentences[0].startswith(f"datapackage.json, line {line + 1}: the layout is broken (Expecting ':'")
    assert (
        "lessons.csv, row 3, column minutes_core: 'ten' is not a whole number. Write digits only."
        in sentences
    )


def test_unknown_type_in_the_description(folder: Path) -> None:
    """A word misspelt in the description is a fault of the description."""
    change(folder, "datapackage.json", '"type": "integer"', '"type": "integr"')
    assert found(folder, "datapackage") == [
        "datapackage.json, at resources.0.schema.fields.0.type: 'integr' is no type of column. "
        "Did you mean integer?"
    ]


def test_broken_yaml(folder: Path) -> None:
    """A broken layout is named by its line."""
    (folder / "cast.yaml").write_text("hospital:\n  name: [Marlow Bay\npeople: 3\n", encoding="utf-8")
    assert found(folder, "cast") == [
        "cast.yaml, line 3: the layout is broken (expected ',' or ']', but got ':'). "
        "Compare the indents, colons and quotation marks with the lines above."
    ]


def test_a_layout_nested_too_deep_is_a_sentence(folder: Path) -> None:
    """Ten thousand brackets would crash the fast reader; the other one complains."""
    (folder / "cast.yaml").write_text("[" * 10_000 + "]" * 10_000, encoding="utf-8")
    assert [s.partition(":")[0] for s in found(folder, "cast")] == ["cast.yaml"]


def test_yaml_against_its_schema(folder: Path) -> None:
    """A missing and a misspelt entry are named with their place and line."""
    path = folder / "cast.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines) if text.strip() == "role: surgeon")
    lines[line] = lines[line].replace("role", "rolle")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    # The group begins in the line of its first entry.
    start = next(n for n, text in enumerate(lines, start=1) if text.strip() == "- id: osei")
    sentences = found(folder, "cast")
    assert f"cast.yaml, line {start}, at people.2: the entry 'role' is missing. Add role." in sentences
    assert (
        f"cast.yaml, line {start}, at people.2: 'rolle' does not belong here. Did you mean role?" in sentences
    )


def test_source_named_in_yaml(folder: Path) -> None:
    """A source named in a content file must be in sources.csv."""
    path = folder / "cast.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, "source_id: nobody_knows"]) + "\n", encoding="utf-8")
    assert any(
        s.startswith(f"cast.yaml, line {len(lines) + 1}, at source_id: 'nobody_knows' is not in sources.csv.")
        for s in found(folder, "cast")
    )


def test_without_jsonschema(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the check says so and goes on."""
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    assert (
        "cast.yaml: the file was not compared with its schema, because jsonschema is not installed. "
        "Start the check with: python3 workshop.py check."
    ) in found(folder, "cast")


def test_folder_of_an_adopter(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A description of one's own may omit tables; without one, the workshop's tables must all be there."""
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(folder / "objectives.csv", own)
    assert "glossary.csv: the file is missing. Put it back, or copy it from the workshop's data folder." in (
        found(own)
    )
    assert found(own, "objectives") == []
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] == "objectives"]
    (own / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert found(own) == []
    monkeypatch.setenv("MEDSOCIAL_DATA", str(own))
    assert check.main(["--today", "2026-11-29"]) == 0


def test_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Facts past their date are information; only a fault makes the command fail."""
    assert check.main([str(folder), "--today", "2040-01-01"]) == 0
    said = capsys.readouterr().out
    assert "To look up again: glossary.csv has 38 facts past the review date: row 2 (" in said
    assert said.splitlines()[-1].endswith("content files: no problems.")
    set_cell(folder, "lessons.csv", 3, "minutes_core", "ten")
    set_cell(folder, "lessons.csv", 4, "minutes_core", "99")
    assert check.main([str(folder), "--today", "2026-11-29"]) == 1
    said = capsys.readouterr().out
    assert "'ten' is not a whole number" in said
    assert said.splitlines()[-1].endswith("content files: 2 problems.")
    with pytest.raises(SystemExit):
        check.main([str(folder / "nowhere")])
    assert "there is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "word", ["Tomás", "naïve", "“quoted”", "Škoda – ‘x’", "±5 °C", "À la carte", "日本語"]
)
def test_real_letters_are_not_taken_for_damage(word: str) -> None:
    """Accents and typographic signs that are right pass."""
    assert encoded_twice(word) is None
    assert encoded_twice(word.encode().decode("latin-1"))


FILES = sorted(
    p.relative_to(DATA).as_posix() for p in DATA.rglob("*") if p.suffix in (".csv", ".json", ".yaml")
)
SMALL = [
    "datapackage.json",
    "lessons.csv",
    "objectives.csv",
    "cast.yaml",
    "schemas/cast.schema.json",
    "sources.csv",
]


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the smaller files, so that a thousand checks take seconds."""
    own = tmp_path_factory.mktemp("small")
    (own / "schemas").mkdir()
    for name in SMALL:
        shutil.copy(DATA / name, own / name)
    package = json.loads((own / "datapackage.json").read_text(encoding="utf-8"))
    kept = ("lessons.csv", "objectives.csv", "cast.yaml", "sources.csv")
    package["resources"] = [r for r in package["resources"] if r["path"] in kept]
    (own / "datapackage.json").write_text(json.dumps(package, indent=1), encoding="utf-8")
    lines = (own / "sources.csv").read_text(encoding="utf-8").splitlines()[:20]
    (own / "sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return own


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(SMALL),
    cut=st.tuples(st.floats(0, 1), st.integers(0, 40)),
    insert=st.one_of(
        st.binary(max_size=12), st.sampled_from([b"\x00", b'"', b",", b"\r", b"&a [*a]", b"null", b"{"])
    ),
)
def test_no_damage_of_bytes_breaks_the_check(
    small_folder: Path, name: str, cut: tuple[float, int], insert: bytes
) -> None:
    """Whatever the bytes, the check ends with sentences; nothing is raised."""
    path = small_folder / name
    whole = path.read_bytes()
    start = int(cut[0] * len(whole))
    try:
        path.write_bytes(whole[:start] + insert + whole[start + cut[1] :])
        for problem in check.examine(small_folder, TODAY).problems:
            assert str(problem).endswith((".", "?"))
            assert "\n" not in str(problem)
    finally:
        path.write_bytes(whole)


def alone(folder: Path, name: str) -> Path:
    """Return a folder with one file of the workshop, its schema and a description of it alone."""
    folder.mkdir()
    (folder / "schemas").mkdir()
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    content = f"{Path(name).name.removesuffix('.schema.json')}.yaml" if name.startswith("schemas/") else name
    if name == "datapackage.json":
        content = "objectives.csv"
    package["resources"] = [r for r in package["resources"] if r["path"] == content]
    assert package["resources"], name
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1), encoding="utf-8")
    for wanted in (content, f"schemas/{Path(content).stem}.schema.json"):
        if (DATA / wanted).exists():
            shutil.copy(DATA / wanted, folder / wanted)
    return folder


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return for each shipped file a folder in which it stands alone, sound before it is damaged."""
    whole = tmp_path_factory.mktemp("single")
    folders = {name: alone(whole / str(number), name) for number, name in enumerate(FILES)}
    report = check.examine(folders["objectives.csv"], TODAY)
    assert report.problems == [] and report.rows
    return folders


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(FILES), place=st.floats(0, 1), insert=st.binary(min_size=1, max_size=6))
def test_no_damage_of_the_shipped_files_breaks_the_check(
    single: dict[str, Path], name: str, place: float, insert: bytes
) -> None:
    """The same for every file that the workshop ships, each by itself."""
    path = single[name] / name
    whole = path.read_bytes()
    start = int(place * len(whole))
    try:
        path.write_bytes(whole[:start] + insert + whole[start:])
        assert all(str(problem) for problem in check.examine(single[name], TODAY).problems)
    finally:
        path.write_bytes(whole)


def test_a_choice_without_an_id_of_its_own_is_named_in_one_sentence(folder):
    change(folder, "cases.yaml", "id: accept_and_hide", "id: accept")
    [said] = found(folder, "cases.yaml")
    assert said == (
        "cases.yaml, line 99, at cases.3.options.2.id: 'accept' is already the id in line 96 of the same list. "
        "Give this one an id of its own."
    )
    change(folder, "stories.yaml", "{id: decline_kindly, label", "{label")
    [said] = found(folder, "stories.yaml")
    assert said == "stories.yaml, line 18, at 1.nodes.1.choices.3: the entry 'id' is missing. Add id."
    change(folder, "test_items.yaml", "{id: open_profile,", "{id: Open profile,")
    [said] = found(folder, "test_items.yaml")
    assert said.startswith("test_items.yaml, line 12, at items.1.options.1.id: 'Open profile' does not have the right form")
