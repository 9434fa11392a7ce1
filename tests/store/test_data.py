"""The shipped data: described, complete, resolved, readable, and in agreement with the papers."""

import csv
import datetime as dt
import json
import re

import pytest
import yaml
from statsmodels.stats.proportion import proportion_confint

from medsocial.ground import paths
from medsocial.model.intervals import wilson
from medsocial.store import data
from medsocial.upkeep import check, codebook

DATA = paths.PACKAGE.parent / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TABLES = {r["name"]: r for r in PACKAGE["resources"] if "schema" in r}
TAIL = ["source_id", "as_of", "status", "review_by"]
# Tables that hold no facts: the frame of the workshop, and the sources themselves.
FRAME = {"icons", "lessons", "lesson_sources", "objectives", "sources", "paths", "countries", "sample_posts"}
FRAME |= {"guidance_acts", "jurisdictions", "first_edition_choices", "first_edition_sheets"}
FRAME |= {"path_steps", "session_forms", "session_reach"}
FRAME |= {"changes", "quotations", "test_blueprint", "reviews", "review_remarks", "item_statistics"}
# Typed by hand from the text that the workshop starts from.
NAMES_OF_2014 = [
    "Facebook", "Google Plus", "Twitter", "MySpace", "WhatsApp", "Skype", "Hangout", "Messenger", "LinkedIn",
    "Sermo", "Doximity", "Medical Directors Forum", "QuantiaMD", "Doctors' Hangout", "Doc2Doc", "YouTube",
    "Flickr", "Tumblr", "Blogger", "Wikipedia", "Second Life",
]  # fmt: skip
# Events, denominator, and the limits in per cent as the review of the evidence prints them.
INTERVALS = [
    (234, 250, 89.9, 96.0),
    (52, 100, 42.3, 61.5),
    (42, 61, 56.4, 79.1),
    (61, 61, 94.1, 100.0),
    (44, 48, 80.4, 96.7),
    (162, 348, 41.4, 51.8),
    (242, 754, 28.9, 35.5),
    (15, 754, 1.2, 3.3),
    (27, 260, 7.2, 14.7),
    (108, 464, 19.7, 27.3),
    (3, 196, 0.5, 4.4),
    (8, 17, 26.2, 69.0),
]
LONGEST_SENTENCE = 30


def cells(name: str) -> list[dict[str, str]]:
    """Return a table as text, by column."""
    with (DATA / TABLES[name]["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_agrees() -> None:
    """The standard tool finds the whole package valid, keys between tables included."""
    from frictionless import Package

    report = Package(str(DATA / "datapackage.json")).validate()
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert {task.name for task in report.tasks} == {resource["name"] for resource in PACKAGE["resources"]}


def test_everything_is_described() -> None:
    """Every table and content file in the folder is in the description, and every column says what it is."""
    described = {resource["path"] for resource in PACKAGE["resources"]}
    assert {p.name for p in DATA.iterdir() if p.suffix in (".csv", ".yaml")} == described
    for resource in PACKAGE["resources"]:
        assert resource["title"], resource["name"]
        assert resource["description"].endswith("."), resource["name"]
        for field in resource.get("schema", {}).get("fields", []):
            assert field["title"], (resource["name"], field["name"])
            assert field["description"], (resource["name"], field["name"])
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"


def test_every_source_is_used_and_resolved() -> None:
    """`check` finds neither a problem nor an idle source."""
    report = check.examine(DATA)
    assert [str(problem) for problem in report.problems] == []
    assert [str(warning) for warning in report.warnings] == []
    assert report.rows > 1000


def test_codes_are_not_translated() -> None:
    """A word that the package compares is not marked for translation: its label is."""
    for table in TABLES.values():
        for field in table["schema"]["fields"]:
            coded = "enum" in field.get("constraints", {}) or "allowed" in field or "references" in field
            assert not (coded and field.get("translatable")), (table["name"], field["name"])


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_row_loads(name: str) -> None:
    """What passes the check is what the lessons load, row for row."""
    assert len(data.rows(name)) == len(cells(name))


@pytest.mark.parametrize("name", sorted(set(TABLES) - FRAME))
def test_every_fact_carries_its_tail(name: str) -> None:
    """Source, date, how far it was checked and when to look again stand at the end of every fact."""
    assert [field["name"] for field in TABLES[name]["schema"]["fields"]][-4:] == TAIL
    for row in cells(name):
        assert all(row[column] for column in TAIL), row
        # A computed fact may be ours; any other was read somewhere.
        if row["source_id"] == "medsocial_judgement":
            assert row["status"] in ("computed", "memory"), row


@pytest.mark.parametrize("name", sorted(set(TABLES) - FRAME))
def test_review_dates_lie_ahead_and_not_too_far(name: str) -> None:
    """Nothing was overdue when this version went out, and nothing waits longer than three years."""
    for row in cells(name):
        assert dt.date(2026, 11, 29) < dt.date.fromisoformat(row["review_by"]) <= dt.date(2029, 11, 29), row


def sentences(words: str) -> list[str]:
    """Return the sentences of a text; a full stop inside a number or a name ends none."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"'‘“])", words.strip())


def shown_texts() -> list[tuple[str, str]]:
    """Return every learner-facing text with its place."""
    found = []
    for name, table in TABLES.items():
        # A specimen is a draft to be judged, not our prose.
        fields = [f for f in table["schema"]["fields"] if f.get("translatable") and not f.get("specimen")]
        columns = [field["name"] for field in fields]
        found += [
            (f"{name}, row {n}, {c}", row[c]) for n, row in enumerate(cells(name), start=2) for c in columns
        ]
    for path in DATA.glob("*.yaml"):
        found += [(path.name, words) for words in strings(yaml.safe_load(path.read_text(encoding="utf-8")))]
    return [(place, words) for place, words in found if words]


def strings(node: object) -> list[str]:
    """Return every text in a content file."""
    if isinstance(node, dict):
        return [words for value in node.values() for words in strings(value)]
    if isinstance(node, list):
        return [words for value in node for words in strings(value)]
    return [node] if isinstance(node, str) else []


def test_sentences_are_short() -> None:
    """No sentence that a learner reads has more than thirty words, and none shouts."""
    texts = shown_texts()
    assert len(texts) > 800
    long = [
        (place, len(sentence.split()), sentence)
        for place, words in texts
        for sentence in sentences(words)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []
    assert [(place, words) for place, words in texts if "!" in words] == []


def test_the_platforms_of_2014() -> None:
    """Each of the twenty-one names of the source text has a platform, and so has the own website."""
    found = {
        row.name_in_source_text.replace("’", "'"): row
        for row in data.rows("platforms")
        if row.name_in_source_text
    }
    assert set(NAMES_OF_2014) <= set(found)
    assert len(NAMES_OF_2014) == 21
    cohort = {row.platform_id for row in data.rows("platforms") if "source_2014" in row.cohort}
    assert cohort == {found[name].platform_id for name in NAMES_OF_2014} | {"own_website"}
    assert data.row("platforms", "own_website").type_primary == "own_site"


def test_purposes_are_short() -> None:
    """What a platform is for takes at most twelve words."""
    assert [row.name for row in data.rows("platforms") if len(row.purpose.split()) > 12] == []


def test_every_platform_has_a_life() -> None:
    """Every platform of 2014 has at least one dated event."""
    dated = {row.platform_id for row in data.rows("lifecycle_events")}
    of_2014 = {row.platform_id for row in data.rows("platforms") if "source_2014" in row.cohort} - {
        "own_website"
    }
    assert of_2014 <= dated


def test_a_claim_and_its_parts_are_on_one_side() -> None:
    """A part of a benefit is a benefit; a study may well speak against the claim that it bears on."""
    claims = {row.claim_id: row for row in data.rows("claims")}
    parts = [row for row in claims.values() if row.part_of]
    assert len(parts) >= 10
    assert [row.claim_id for row in parts if row.side != claims[row.part_of].side] == []
    assert [row.claim_id for row in parts if claims[row.part_of].part_of] == []


def test_glossary() -> None:
    """At least twenty-five terms, none twice."""
    terms = [row.term.casefold() for row in data.rows("glossary")]
    assert len(terms) >= 25
    assert len(set(terms)) == len(terms)


def test_objectives_and_lessons() -> None:
    """Eight objectives, eight lessons and a lab in order; every objective is taught, and core fits the time."""
    assert [row.objective_id for row in data.rows("objectives")] == [f"O{n}" for n in range(1, 9)]
    lessons = data.rows("lessons")
    assert [row.number for row in lessons] == list(range(9))
    assert [row.lesson[:2] for row in lessons] == [f"0{n}" for n in range(9)]
    assert [row.lesson for row in lessons if row.kind == "lab"] == ["08_data_lab"]
    assert all(row.lessons for row in data.rows("objectives"))
    assert "08_data_lab" not in {name for row in data.rows("objectives") for name in row.lessons}
    assert all(row.minutes_core <= 15 for row in lessons if row.kind == "lesson")


def test_published_lessons_have_a_notebook() -> None:
    """A lesson is called published when, and only when, its notebook is there."""
    there = {path.stem for path in paths.notebooks_dir().glob("*.ipynb")}
    assert {row.lesson for row in data.rows("lessons") if row.status == "published"} == there


def test_a_retracted_study_is_marked() -> None:
    """The one retracted study of the evidence is marked and has no interval to draw."""
    retracted = [row for row in data.rows("evidence") if row.retracted]
    assert [row.study.split()[0] for row in retracted] == ["Hardouin"]
    assert all(row.panel == "retracted" for row in retracted)


@pytest.mark.parametrize(("events", "denominator", "low", "high"), INTERVALS)
def test_wilson_agrees_with_the_printed_intervals(
    events: int, denominator: int, low: float, high: float
) -> None:
    """The limits agree with those typed by hand, to the decimal printed, and the counts are in the data."""
    assert tuple(round(100 * limit, 1) for limit in wilson(events, denominator)) == (low, high)
    assert (events, denominator) in {(row.events, row.denominator) for row in data.rows("evidence")}


def test_wilson_agrees_with_statsmodels() -> None:
    """For every count in the data, at three levels, a maintained library gives the same limits."""
    pairs = {(row.events, row.denominator) for row in data.rows("evidence") if row.events is not None}
    pairs |= {
        (row.yes_count, row.asked_count) for row in data.rows("survey_shares") if row.yes_count is not None
    }
    assert len(pairs) > 40
    for events, denominator in sorted(pairs | {(0, 1), (1, 1), (0, 48), (48, 48)}):
        for level in (0.9, 0.95, 0.99):
            theirs = proportion_confint(events, denominator, alpha=1 - level, method="wilson")
            assert wilson(events, denominator, level) == pytest.approx(theirs, abs=1e-9)


def test_codebook_is_current() -> None:
    """`data/README.md` is what the description says today (write it with `python -m medsocial.codebook`)."""
    assert (DATA / "README.md").read_text(encoding="utf-8") == codebook.markdown()


def test_codebook_explains_every_column() -> None:
    """Each column of each table stands in the codebook, with its allowed words."""
    text = codebook.markdown()
    for table in TABLES.values():
        section = text.split(f"\n## {table['path']}\n")[1].split("\n## ")[0]
        for field in table["schema"]["fields"]:
            line = next(line for line in section.splitlines() if line.startswith(f"| `{field['name']}` |"))
            assert all(f"`{word}`" in line for word in field.get("allowed", []))
            assert line.count(" | ") == 3, line
