"""Class files and paper lines of the first edition give the report that they gave then, also after options moved."""

from pathlib import Path

import pytest

from medsocial.results import analysis, reading
from medsocial.store import data

CLASS = Path(__file__).parents[1] / "data" / "first_edition" / "class"
ANSWERS = Path(__file__).parents[1] / "data" / "first_edition" / "answers"
# The keys of the first edition, by form.
KEYS = {"a": "BCADCADB", "b": "DACBADCB", "booster": "CADBC"}


@pytest.fixture(params=[0, 1, 3])
def turned(request, monkeypatch):
    """Give the items the choices and keys of the first edition, with the options moved round by so many places."""
    real = data.yaml_content
    stood = {}
    for row in data.rows("first_edition_choices"):
        if row.file == "test_items":
            stood.setdefault(row.question_id, []).append(row.choice_id)
    best = {}
    for form, key in KEYS.items():
        items = [row.item_id for row in data.rows("first_edition_sheets") if row.sheet == form]
        best |= {item: stood[item]["ABCD".index(sign)] for item, sign in zip(items, key, strict=True)}

    def item(entry):
        made = [{"id": one, "text": one, "reason": one} for one in stood[entry["id"]]]
        for option in made:
            if option["id"] == best[entry["id"]]:
                option["best"] = True
        return {**entry, "options": made[request.param :] + made[: request.param]}

    def content(name):
        if name != "test_items":
            return real(name)
        return {**real(name), "items": [item(entry) for entry in real(name)["items"]]}

    monkeypatch.setattr(data, "yaml_content", content)
    return request.param


def test_a_class_of_the_first_edition_gives_the_same_figures(turned):
    # Written down from the report of the first edition.
    made = analysis.analyse(reading.read_folder(CLASS))
    assert made.notes == () and made.simulated
    assert made.taken == {"first": 16, "second": 16, "retest": 9, "booster": 6}
    full = made.full
    assert (full.right_before, full.right_after, full.open_before, full.open_after) == (59, 78, 3, 4)
    assert full.orders == {"AB": 8, "BA": 8} and full.change.mean == 14.84375
    assert (round(full.change.low, 6), round(full.change.high, 6)) == (0.751648, 28.935852)
    assert [(line.label, line.before, line.after) for line in full.objectives] == [
        ("O1", 9, None), ("O2", None, 7), ("O3", None, 8), ("O4", 10, None),
        ("O5", 9, None), ("O6", 8, 10), ("O7", 6, 6), ("O8", 8, 10),
    ]  # fmt: skip
    assert (made.later.n, made.later.right_before, made.later.right_after) == (9, 31, 41)
    assert [(line.after, line.of_after) for line in made.booster] == [(None, 6)] * 5


def test_one_person_of_the_first_edition(turned, tmp_path):
    (tmp_path / "class_K7TR.json").write_bytes((ANSWERS / "class_K7TR.json").read_bytes())
    found = reading.read_folder(tmp_path)
    assert found.notes == []
    sheets = {sheet.which: sheet for sheet in found.sheets}
    assert sheets["first"].answers["A1"] == "registration_checked_network" and "A8" not in sheets["first"].answers
    assert sheets["short_first"].answers == {
        "A2": "made_by_others",
        "A4": "triplets_on_ferry",
        "A5": "send_none_use_clinic",
        "A6": "general_and_number",
    }
    assert sheets["retest"].answers["A3"] == "five_pages_reply_all"


def test_a_line_without_a_mark_is_of_the_first_edition(turned, tmp_path):
    (tmp_path / "paper.txt").write_text("K7TR A BCADCAD-\nK7TR BOOSTER CADBC\n")
    found = reading.read_folder(tmp_path)
    assert found.sheets[0].answers == {
        "A1": "registration_checked_network",
        "A2": "made_by_others",
        "A3": "one_channel_count_bookings",
        "A4": "triplets_on_ferry",
        "A5": "send_none_use_clinic",
        "A6": "general_and_number",
        "A7": "take_down_call_lead",
    }
    said = "the form has no mark, so it was read as the first edition printed it"
    assert [note.why for note in found.notes] == ([said, said] if turned else [])
