"""`check --due` and `check --used`: the yearly round by source, and where a fact is shown."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import paths
from medsocial.store import data
from medsocial.upkeep import check
from medsocial.upkeep.check import refresh

DAY = dt.date(2026, 11, 29)


def cell(markup: str, source: str, depth: str) -> dict:
    """Return a cell of a lesson with one output that cites one source."""
    shown = {"text/html": markup, RECIPE_TYPE: {"function": "weigh_danger", "sources": [source]}}
    depth_of = {"medsocial": {"depth": depth}}
    return {"cell_type": "code", "metadata": depth_of, "source": "ms.weigh_danger()", "outputs": [{"data": shown}]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the data, beside one lesson that shows D1 first and D2 in a folded part."""
    one, two = (data.row("dangers", key).claimed for key in ("D1", "D2"))
    cells = [
        {"cell_type": "markdown", "source": "## Weigh one"},
        cell(f"<p>Claim: <b>{one.removesuffix('.')}</b>.</p>", "medsocial_judgement", "core"),
        {"cell_type": "markdown", "source": "## Go deeper: another"},
        cell(f"<p>{two}</p>", "greysen_2012_boards", "deeper"),
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "04_dangers.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    monkeypatch.setenv("MEDSOCIAL_NOTEBOOKS", str(tmp_path / "notebooks"))
    copy = Path(shutil.copytree(paths.shipped_data_dir(), tmp_path / "data"))
    table = copy / "dangers.csv"
    rows = table.read_text(encoding="utf-8")
    # D1 and D2 were read long ago; D3 is past its day.
    lines = ["", *rows.splitlines()]
    for key, before, after in [
        ("D1,", ",2026-11-22,", ",2025-11-28,"),
        ("D2,", ",2026-11-22,", ",2025-11-28,"),
        ("D3,", ",2028-11-22", ",2026-11-29"),
    ]:
        place = next(number for number, line in enumerate(lines) if line.startswith(key))
        assert before in lines[place]
        lines[place] = lines[place].replace(before, after)
    table.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    return copy


def test_due_is_what_is_past_its_day_or_a_year_old_on_a_first_screen(folder: Path) -> None:
    with paths.reading(folder):
        found = [(fact.key, fact.core) for fact in refresh.due(DAY) if fact.table == "dangers"]
    assert found == [("D1", ("04_dangers",)), ("D3", ())]


def test_the_round_names_source_address_and_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(folder), "--due", "--today", "2026-12-02"]) == 0
    said = capsys.readouterr().out.splitlines()
    place = next(number for number, line in enumerate(said) if "(eu_ai_act_50)" in line)
    assert said[place + 1] == "  https://eur-lex.europa.eu/eli/reg/2024/1689/oj/eng"
    # The day on which the time of grace for marks inside a file ends is a reminder of its own.
    assert any(line.startswith("  - guidance_rules, unlabelled_ai__eu: as of 2026-11-29, due 2026-12-02") for line in said)
    assert any(line.strip().startswith("Say that a deepfake is generated.") for line in said)
    assert said[-1].endswith("are to be looked up again by 2026-12-02.")


def test_used_names_tables_files_and_screens(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(folder), "--used", "D1"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "dangers.csv, D1, column danger_id" in said and "claims.csv, D1_rate, column part_of" in said
    assert [line for line in said if line.startswith("04")] == ["04_dangers, “Weigh one”: shows D1"]
    assert check.main([str(folder), "--used", "greysen_2012_boards"]) == 0
    assert "04_dangers, “Go deeper: another”: cites it" in capsys.readouterr().out
    assert check.main([str(folder), "--used", "fullfact_2025_deepfake"]) == 0
    assert "policy_sections.yaml, line " in capsys.readouterr().out


def test_the_shares_count_facts_of_others_on_first_screens(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # The core cell of the lesson shows D1, our own judgement; make it one fact of others, then a second one verified.
    page = folder.parent / "notebooks" / "04_dangers.ipynb"
    with paths.reading(folder):
        assert list(refresh.share_lines()) == ["First screens: 0 of 0 facts of others verified, with words and place."]
    lesson = json.loads(page.read_text(encoding="utf-8"))
    limits = {row.limit_id: row.what for row in data.rows("benefit_limits")}
    shown = f"<p>{limits['au_testimonials']}</p><p>{limits['ca_testimonials']}</p>"
    lesson["cells"].append(cell(shown, "medsocial_judgement", "core"))
    lesson["cells"].append(cell(f"<p>{limits['au_misleading']}</p>", "medsocial_judgement", "deeper"))
    page.write_text(json.dumps(lesson), encoding="utf-8")
    assert check.main([str(folder), "--shares"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "benefit_limits: 2 facts of others on first screens; verified 1, read 1 (50% verified).",
        "First screens: 1 of 2 facts of others verified, with words and place.",
    ]


def test_an_unknown_fact_and_broken_data_get_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(folder), "--used", "no_such_fact"]) == 1
    assert capsys.readouterr().out.startswith("Nothing names 'no_such_fact'.")
    (folder / "dangers.csv").write_text("nothing\n", encoding="utf-8")
    assert check.main([str(folder), "--due"]) == 1
    assert capsys.readouterr().out.endswith("Run the check without --due, --shares and --used first.\n")
