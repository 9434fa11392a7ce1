"""Four countries more, added by the steps of CONTRIBUTING: every screen takes them up, and wide tables stay readable."""

import shutil
from pathlib import Path

import more_countries
import pytest
from common import controls, visible_words

import medsocial as ms
from medsocial.charts.guidance import plot_guidance
from medsocial.charts.room import countries as room_picture
from medsocial.ground import paths
from medsocial.model import guidance, policy
from medsocial.model.guidance_places import side_by_side
from medsocial.store import data
from medsocial.upkeep import check

SEVEN = ["US", "UK", "India", "Australia", "Canada", "EU", "WMA"]
NAMES = ["Ruritania", "Graustark (Western Marches)", "Zenda", "Freedonia"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Return a copy of the data with the four countries."""
    copied = Path(shutil.copytree(paths.shipped_data_dir(), tmp_path_factory.mktemp("more") / "data"))
    more_countries.add(copied)
    return copied


@pytest.fixture
def grown(folder, monkeypatch):
    """Read from the copy."""
    monkeypatch.setenv("MEDSOCIAL_DATA", str(folder))


def heads(summary: str) -> list[str]:
    """Return the columns of the picture of all acts, from its description."""
    return [part.split(":")[0].removeprefix("unverified ").strip() for part in summary.split(". ") if ":" in part]


def test_the_copy_passes_and_nothing_is_said_to_be_missing(folder):
    report = check.examine(folder)
    assert [str(one) for one in report.problems] == []
    assert [str(one) for one in report.warnings if one.file == "countries.csv"] == []


def test_the_table_draws_seven_places_and_names_the_others(grown):
    chart = plot_guidance()
    assert heads(chart.summary) == SEVEN
    assert "The picture has no room for Ruritania, Graustark (Western Marches), Zenda and Freedonia;" in chart.caption
    assert "Zenda" in str(chart.numbers.rows[0]) and "WMA" in str(chart.numbers.rows[0])
    chosen = heads(plot_guidance(places=("XB", "XD")).summary)
    assert chosen == ["Graustark", "Freedonia", "US", "UK", "India", "Australia", "WMA"]
    with pytest.raises(data.UnknownName, match="XZ"):
        plot_guidance(places=("XZ",))


def test_as_shipped_every_place_has_room():
    assert side_by_side(7) == guidance.jurisdictions()
    assert "no room" not in plot_guidance().caption


def test_a_room_sees_six_places(grown):
    picture = room_picture.draw("light", 3)
    assert picture.numbers.columns[1:] == tuple(row.name for row in data.rows("jurisdictions"))[:6]


def test_the_comparison_lists_all_and_the_readers_own_first(grown, monkeypatch, tmp_path):
    monkeypatch.setenv("MEDSOCIAL_HOME", str(tmp_path))
    ms.choose_country().menu.value = "XB"
    compared = ms.compare_jurisdictions()
    assert [box.description for box in compared.boxes.values()][6:] == [*NAMES, "World Medical Association (WMA)"]
    assert compared.ticked() == ["XB"]
    compared.all.click()
    assert compared.cells()[0].place == "Graustark (Western Marches)" and len(compared.cells()) == 11
    assert all(name in visible_words(compared.to_html()) for name in NAMES)


@pytest.mark.parametrize("call", ["choose_country", "advise_contact", "build_policy", "fill_local_card", "choose_script"])
def test_who_asks_for_a_country_offers_them(call, grown, monkeypatch, tmp_path):
    monkeypatch.setenv("MEDSOCIAL_HOME", str(tmp_path))
    menus = [one.options for one in controls(getattr(ms, call)()) if hasattr(one, "options")]
    offered = [[label if isinstance(label, str) else label[0] for label in options] for options in menus]
    assert any(set(NAMES) <= set(labels) for labels in offered)


def test_their_policy_says_what_was_not_read_and_has_their_clocks(grown):
    made = policy.build(policy.Settings(hospital="Strelsau Hospital", country="XA", kind="other", channels=()))
    assert made.country == "Ruritania"
    assert made.notes[0].text == "We have not read your country's law. " + made.notes[0].text.split("law. ", 1)[1]
    assert len(made.clocks) == sum(row.country_id == "XA" for row in data.rows("notification_clocks")) > 1


def test_check_names_what_a_country_lacks(folder, tmp_path):
    """A column without acts is a fault; a card without fields, and no time limit, are told."""
    copied = Path(shutil.copytree(folder, tmp_path / "data"))
    for name, key in (("guidance_rules.csv", "__xc,"), ("country_cards.csv", "__xc,"), ("notification_clocks.csv", "xc_")):
        lines = (copied / name).read_text(encoding="utf-8").splitlines(keepends=True)
        gone = [line for line in lines if not (line.startswith(key) or key in line.split('"')[0])]
        (copied / name).write_text("".join(gone), encoding="utf-8", newline="")
    report = check.examine(copied)
    acts = len(guidance.acts())
    assert [str(one) for one in report.problems if one.file == "jurisdictions.csv"] == [
        f"jurisdictions.csv, row 10, column jurisdiction_id: 'XC' has no row in guidance_rules.csv for {acts} of {acts} acts, "
        "first send_request. Add them; write silent with status memory where you have not looked."
    ]
    assert [str(one).split("'XC' ")[1] for one in report.warnings if one.file == "countries.csv"] == [
        "has nothing in country_cards.csv on advertising, crisis_line, patient_contact, photographs, privacy_law, regulator, "
        "staff_rights. Fill in what you have read.",
        "has no time limit in notification_clocks.csv. Its readers are told to ask their legal adviser.",
    ]
