"""The guidance tables: complete, graded honestly, and in agreement with what was read."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from medsocial.ground import paths
from medsocial.store import data
from medsocial.upkeep.check import rules
from medsocial.upkeep.check.description import read

DATA = paths.PACKAGE.parent / "data"
JURISDICTIONS = ["US", "GB", "IN", "AU", "CA", "EU", "WMA"]
FIELDS = ["regulator", "privacy_law", "advertising", "photographs", "patient_contact", "staff_rights", "crisis_line"]
# Cells that rest on a text which a newer one has replaced, as number of the act and jurisdiction.
OLDER = {(3, "US"), (8, "US"), (23, "US"), (1, "CA"), (2, "CA"), (17, "CA"), (7, "WMA")}
OLDER |= {(1, "EU"), (2, "GB"), (3, "GB"), (9, "WMA"), (16, "WMA")}
# Number, jurisdiction, value, status: typed by hand from the review of the guidance and its corrections.
BY_HAND = [
    (1, "US", "should_not", "second_hand"),
    (1, "GB", "should_not", "second_hand"),
    (1, "IN", "silent", "second_hand"),
    (1, "AU", "caution", "read"),
    (1, "CA", "caution", "second_hand"),
    (1, "WMA", "caution", "memory"),
    (2, "US", "should_not", "read"),
    (2, "EU", "should_not", "second_hand"),
    (3, "EU", "caution", "memory"),
    (3, "WMA", "silent", "memory"),
    (4, "IN", "must_not", "read"),
    (4, "EU", "must_not", "read"),
    (5, "US", "caution", "read"),
    (6, "IN", "caution", "read"),
    (6, "AU", "caution", "read"),
    (7, "GB", "must_not", "read"),
    (8, "IN", "must_not", "second_hand"),
    (8, "CA", "caution", "memory"),
    (9, "CA", "must_not", "second_hand"),
    (10, "US", "caution", "read"),
    (10, "CA", "must_not", "read"),
    (10, "EU", "must_not", "read"),
    (10, "WMA", "must_not", "read"),
    (11, "US", "caution", "read"),
    (11, "IN", "must_not", "read"),
    (11, "AU", "must_not", "read"),
    (11, "CA", "must_not", "read"),
    (12, "GB", "must_not", "read"),
    (13, "IN", "silent", "memory"),
    (14, "EU", "should_not", "read"),
    (14, "WMA", "caution", "second_hand"),
    (15, "US", "permitted", "read"),
    (16, "IN", "should_not", "second_hand"),
    (16, "AU", "should_not", "read"),
    (18, "US", "should_not", "read"),
    (19, "US", "must_not", "read"),
    (19, "IN", "permitted", "second_hand"),
    (19, "EU", "caution", "read"),
    (21, "US", "must_not", "read"),
    (21, "IN", "must_not", "second_hand"),
    (22, "AU", "caution", "memory"),
    (22, "CA", "should_not", "read"),
    (22, "EU", "caution", "second_hand"),
    (23, "CA", "must_not", "read"),
    (24, "CA", "must_not", "read"),
    (25, "US", "must_not", "second_hand"),
    (25, "CA", "must_not", "read"),
    (25, "WMA", "silent", "memory"),
    (26, "EU", "must_not", "read"),
    (26, "IN", "must_not", "second_hand"),
]
PINPOINTS = {
    (4, "US"): "section 164.502(a)",
    (5, "US"): "section 164.514(b)(2)",
    (9, "US"): "section 255.5(a)",
    (10, "GB"): "rules 12.12 and 12.18",
    (18, "GB"): "paragraph 89",
    (25, "GB"): "section 43J(1) to (2)",
    (6, "IN"): "regulations 7.17 and 6.1.1",
    (11, "AU"): "section 133(1)(c)",
    (16, "CA"): "item 33",
    (21, "CA"): "section 12(2) to (3)",
    (10, "EU"): "articles 88(1)(a) and 90(f)",
    (20, "EU"): "section 630f(1) to (3)",
    (21, "EU"): "articles 33(1) and 34(1)",
}


def table(name: str) -> list[dict[str, str]]:
    """Return a table as text, by column."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ACTS = {row["act_id"]: int(row["number"]) for row in table("guidance_acts")}
RULES = table("guidance_rules")
CELLS = {(ACTS[row["act_id"]], row["jurisdiction_id"]): row for row in RULES}
DOCUMENTS = {row["doc_id"]: row for row in table("guidance_documents")}
CARDS = table("country_cards")


def test_every_act_has_every_jurisdiction_once() -> None:
    """Acts by jurisdictions: no cell missing, none twice, named after both."""
    assert sorted(ACTS.values()) == list(range(1, len(ACTS) + 1))
    assert [row["jurisdiction_id"] for row in table("jurisdictions")] == JURISDICTIONS
    assert len(RULES) == len(ACTS) * len(JURISDICTIONS)
    assert set(CELLS) == {(n, j) for n in ACTS.values() for j in JURISDICTIONS}
    assert [r["rule_id"] for r in RULES] == [f"{r['act_id']}__{r['jurisdiction_id'].lower()}" for r in RULES]


def test_labels_fit_their_places() -> None:
    """A row label has at most 38 characters, a column head at most 12, a cell at most 30 words."""
    assert [row["short"] for row in table("guidance_acts") if len(row["short"]) > 38] == []
    assert [row["short"] for row in table("jurisdictions") if len(row["short"]) > 12] == []
    assert [row["rule_id"] for row in RULES if len(row["says"].split()) > 30] == []
    assert [row["act_id"] for row in table("guidance_acts") if row["who"] == "employer"] == ["forbid_criticism"]


def test_jurisdictions_are_countries_or_the_world_body() -> None:
    """Every jurisdiction but the World Medical Association's is a country; only OTHER has no row of its own."""
    countries = {row["country_id"] for row in table("countries")}
    assert set(JURISDICTIONS) - countries == {"WMA"}
    assert countries - set(JURISDICTIONS) == {"OTHER"}


def test_what_was_read_stays_read() -> None:
    """At least as many cells as on 29 November 2026 stand on the issuer's own text, and no more on memory."""
    counts = Counter(row["status"] for row in RULES)
    assert set(counts) <= {*data.AT_SOURCE, "second_hand", "memory"}
    assert counts["verified"] + counts["read"] >= 107 and counts["memory"] <= 21
    assert counts["verified"] >= 45
    verified = Counter(row["jurisdiction_id"] for row in RULES if row["status"] in data.AT_SOURCE)
    least = {"US": 17, "GB": 17, "IN": 7, "AU": 19, "CA": 19, "EU": 16, "WMA": 8}
    assert all(verified[key] >= count for key, count in least.items())


def test_a_pinpoint_was_read() -> None:
    """A place in a document is given only where it was read, and only with the document."""
    with_place = [row for row in (*RULES, *CARDS) if row["pinpoint"]]
    assert len([row for row in RULES if row["pinpoint"]]) >= 82
    assert {row["status"] for row in with_place} <= {*data.AT_SOURCE, "computed"}
    assert [row for row in with_place if not row["doc_id"]] == []


def test_memory_says_so() -> None:
    """A cell from memory has no place in a document; its words or its silence say where it comes from."""
    memory = [row for row in RULES if row["status"] == "memory"]
    assert [row["rule_id"] for row in memory if row["pinpoint"]] == []
    for row in memory:
        assert row["source_id"] in ("medsocial_recall_2026", "medsocial_guidance_search_2026"), row
        assert row["says"].startswith(("From memory: ", "We found nothing ")), row
    others = [row["rule_id"] for row in RULES if row["status"] != "memory" and row["says"].startswith("From memory")]
    assert others == []


def test_a_verified_cell_names_its_document() -> None:
    """What was read was read in a document of the same jurisdiction."""
    assert [row["rule_id"] for row in RULES if row["status"] in data.AT_SOURCE and not row["doc_id"]] == []
    for row in RULES:
        if row["doc_id"]:
            assert DOCUMENTS[row["doc_id"]]["jurisdiction_id"] == row["jurisdiction_id"], row


def test_every_document_carries_a_cell() -> None:
    """No document stands in the list for show."""
    used = {row["doc_id"] for row in (*RULES, *CARDS)}
    assert set(DOCUMENTS) == used - {""}


def test_older_texts() -> None:
    """Cells on a superseded text are marked, all of them and no others."""
    assert {key for key, row in CELLS.items() if row["older_text"] == "true"} == OLDER
    on_superseded = {k for k, r in CELLS.items() if r["doc_id"] and DOCUMENTS[r["doc_id"]]["state"] == "superseded"}
    assert on_superseded == OLDER


def test_the_text_of_2023_is_not_said_to_be_in_force() -> None:
    """India's conduct regulations of 2023 are suspended, and every cell on them says so in its own words."""
    assert DOCUMENTS["nmc_2023"]["state"] == "abeyance"
    on_it = [row for row in RULES if row["doc_id"] == "nmc_2023"]
    assert len(on_it) == 6
    for row in on_it:
        assert re.search(r"[Ss]uspended", row["says"]), row
        assert row["value"] != "must_not", row
        assert not row["pinpoint"], row
    assert "not in force" in CELLS[6, "IN"]["note"]
    assert CELLS[6, "IN"]["doc_id"] == "imc_2002"


def test_what_starts_later_is_not_said_to_hold_now() -> None:
    """India's breach duty of 2025 starts in May 2027; the cell rests on the rule that holds today."""
    assert (DOCUMENTS["dpdp_2025"]["state"], DOCUMENTS["dpdp_2025"]["state_from"]) == ("phased", "2027-05")
    assert CELLS[21, "IN"]["doc_id"] == "certin_2022"
    assert "mid-May 2027" in CELLS[21, "IN"]["note"]
    assert "Not yet in force" in CELLS[21, "IN"]["note"]


def test_what_moves_is_looked_at_soon() -> None:
    """The decision on work rules and the Union's clock are looked at again within three months."""
    assert CELLS[25, "US"]["review_by"] == "2027-02-22"
    assert "under reconsideration" in CELLS[25, "US"]["note"]
    assert CELLS[21, "EU"]["review_by"] == "2027-02-22"
    assert "pending" in CELLS[21, "EU"]["note"]


def test_corrections_are_in_place() -> None:
    """Scope of the chat rule, the state switch, the new reviews Act, and the page cited by its title."""
    assert CELLS[19, "US"]["scope"] == "Hospitals in Medicare; messages within the care team"
    assert "New York" in CELLS[11, "US"]["note"]
    assert CELLS[24, "GB"]["doc_id"] == "dmcc_2024"
    assert not re.search(r"\d", DOCUMENTS["ama_current"]["title"])
    assert "four concerns" in CELLS[16, "AU"]["says"]


@pytest.mark.parametrize(("number", "jurisdiction", "value", "status"), BY_HAND)
def test_cells_typed_by_hand(number: int, jurisdiction: str, value: str, status: str) -> None:
    """The cell says what the review of the guidance says, and is graded as it was read."""
    row = CELLS[number, jurisdiction]
    assert (row["value"], "read" if row["status"] in data.AT_SOURCE else row["status"]) == (value, status)


@pytest.mark.parametrize(("key", "place"), PINPOINTS.items())
def test_places_typed_by_hand(key: tuple[int, str], place: str) -> None:
    """The place in the document is the one that was read."""
    assert CELLS[key]["pinpoint"] == place


def test_country_cards() -> None:
    """Six countries by seven fields, in one order; the clock has its own table, another country its own card."""
    expected = [(c, f) for c in JURISDICTIONS[:-1] for f in FIELDS]
    assert [(row["country_id"], row["field_id"]) for row in CARDS] == expected
    assert [row["card_id"] for row in CARDS] == [f"{f}__{c.lower()}" for c, f in expected]
    empty = {(row["country_id"], row["field_id"]) for row in CARDS if not row["value"]}
    assert empty == set()


def test_a_number_to_call_in_danger_was_read_and_its_country_named() -> None:
    """No number is printed from memory: read at its issuer, or in a dated report of what the issuer said."""
    lines = [row for row in CARDS if row["field_id"] == "crisis_line"]
    sources = data.rows("sources").by("source_id")
    for row in lines:
        assert row["status"] in (*data.AT_SOURCE, "second_hand"), row["card_id"]
        if row["status"] in data.AT_SOURCE:
            assert sources[row["source_id"]].grade == "primary", row["card_id"]
        assert "mmediate danger" in row["value"], row["card_id"]
    assert {row["country_id"] for row in lines if row["status"] == "second_hand"} <= {"IN", "CA"}


def test_local_card() -> None:
    """The reader's card asks for the same fields and the clock, and for the day on which they were checked."""
    card = yaml.safe_load((DATA / "local_card.yaml").read_text(encoding="utf-8"))
    assert [field["id"] for field in card["questions"]] == [*FIELDS[:2], "breach_clock", *FIELDS[2:], "checked_on"]
    assert [field["kind"] for field in card["questions"]] == ["text"] * 8 + ["date"]
    schema = json.loads((DATA / "schemas" / "local_card.schema.json").read_text(encoding="utf-8"))
    card |= {key: card[key].isoformat() for key in ("as_of", "review_by")}
    jsonschema.validate(card, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(card | {"questions": card["questions"][:8]}, schema)


def test_no_source_of_a_cell_is_unknown() -> None:
    """Every cell, document and card points to a source."""
    known = set(data.rows("sources").by("source_id"))
    assert {r["source_id"] for r in (*RULES, *CARDS, *DOCUMENTS.values())} - known == set()


def test_the_check_refuses_a_place_from_memory(tmp_path: Path) -> None:
    """A place written beside a cell from memory, or a verified cell without its document, is a fault."""
    described = next(t for t in read(DATA).tables if t.name == "guidance_rules")
    memory = dict(CELLS[22, "AU"], pinpoint="section 1")
    bare = dict(CELLS[4, "US"], doc_id="", pinpoint="")
    records = [(2, memory), (3, bare)]
    found = list(rules.check_rows(described, records, [(n, {}) for n, _ in records]))
    assert [(fault.row, fault.column) for fault in found] == [(2, "pinpoint"), (3, "doc_id")]


def test_no_abbreviation_waits_to_be_opened() -> None:
    """What a cell shows can stand on any page: it uses no abbreviation that the page would have to open."""
    from prose_rules import unopened

    columns = ["says", "scope", "note", "pinpoint"]
    texts = [row[column] for row in RULES for column in columns]
    texts += [row[column] for row in DOCUMENTS.values() for column in ("issuer", "title", "note")]
    texts += [row["value"] for row in CARDS]
    assert [(text, unopened(text)) for text in texts if unopened(text)] == []
