"""The posts on which the privacy checker's rules were tuned: each kind that once failed, found and left alone."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import privacy_blind as bench

from medsocial.model.privacy import check, national, numbers

POSTS = bench.read("development")
KINDS = sorted({post["kind"] for post in POSTS})
# Kinds that come from one fault each: all of their stretches are found. In the mixed ones some are missed.
OF_ONE_FAULT = ("account", "act", "age", "bed", "count", "date", "drug", "foreign", "national", "plate", "record", "score")


def test_each_kind_has_ten_posts_to_find_and_ten_to_leave_alone():
    assert set(OF_ONE_FAULT) <= set(KINDS)
    for kind in KINDS:
        counts = Counter(bool(post["marks"]) for post in POSTS if post["kind"] == kind)
        assert min(counts[True], counts[False]) >= 10, kind
    assert len({post["id"] for post in POSTS}) == len(POSTS)
    assert len({post["text"] for post in POSTS}) == len(POSTS)


@pytest.mark.parametrize("kind", OF_ONE_FAULT)
def test_every_stretch_of_a_kind_is_found_and_no_harmless_post_is_at_stop(kind):
    result = bench.score([post for post in POSTS if post["kind"] == kind])
    assert not result.missed
    assert not result.alarms


def test_most_stretches_of_mixed_posts_are_found():
    result = bench.score([post for post in POSTS if post["kind"] not in OF_ONE_FAULT])
    assert result.found.part / result.found.whole >= 0.9
    assert result.stop.part / result.stop.whole <= 0.05


@pytest.mark.parametrize("post", [post for post in POSTS if post["kind"] == "foreign"], ids=lambda post: post["id"])
def test_a_post_half_in_another_language_is_not_counted_as_english(post):
    assert check(post["text"]).english == (not post["marks"])


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("She is 92 and still drives.", "92", "age_over_89"),
        ("He will be 100 on Sunday.", "100", "age_over_89"),
        ("The gentleman (96) told me about the war.", "96", "age_over_89"),
        ("she's ninety-one and naughty", "ninety-one", "age_over_89"),
        ("90+ and sharp as a tack, my favourite patient", "90+", "age_over_89"),
        ("She is 92 and the only baker in Ullapool.", "92", "age_over_89"),
        ("He was admitted 2026-11-03 and went home 5 days later.", "2026-11-03", "date_full"),
        ("He came in on 12-10-2026 with chest pain.", "12-10-2026", "date_full"),
        ("my date of birth is 22-nov-1972", "22-nov-1972", "date_birth"),
        ("She had it on the 3/11 and again on the 9/11.", "9/11", "date_part"),
        ("Follow @anna.k.fights on insta, she is my bravest patient", "@anna.k.fights", "handle"),
        ("Follow @leo.fights.on, my bravest little patient.", "@leo.fights.on", "name_tag"),
        ("IG: rosie.bakes2009 is my favourite patient", "rosie.bakes2009", "handle"),
        ("t.me/saveLeila raises money for my patient", "t.me/saveLeila", "link"),
        ("my favourite patient (initials JT) goes home tomorrow", "JT", "name_initial"),
        ("pt in rm 12 threw her dinner at me", "rm 12", "bed"),
        ("The boy in incubator 2 gained 40 g today.", "incubator 2", "bed"),
        ("mrn8830217 look at this ct", "8830217", "record_number"),
        ("Accession number 24-RAD-001932 shows it best.", "24-RAD-001932", "record_number"),
        ("ssn ending 4821, he told the whole waiting room", "4821", "ssn_part"),
        ("His personnummer 19850709-9805 was on the drip.", "19850709-9805", "national_id"),
        ("Codice fiscale RSSMRA85T10A562S is readable on the chart.", "RSSMRA85T10A562S", "national_id"),
        ("The order no 7719304 is the insulin of the boy from clinic.", "7719304", "code"),
    ],
)
def test_the_right_rule_marks_the_whole_stretch(text, words, rule):
    assert (words, rule) in [(text[f.start : f.end], f.rule) for f in check(text).findings]


@pytest.mark.parametrize(
    "text",
    [
        "The Data Protection Act 2018 covers our posts.",
        "Detained under the Mental Health Act 1983, she asked me for a pen.",
        "Clinic: 08.30-12.00 and 14.00-17.30",
        "Guideline updated 2026-11-03: start statins earlier.",
        "Shift pattern 12-24-12-48 is killing us.",
        "We are a hospital of 1200 beds and one coffee machine.",
        "Proud of our lab: 25000 tests a day in 2026.",
        "We broke a record: 4000 jabs in a day.",
        "The new policy 2026-27 says no phones in theatre.",
        "Insurance 2025 premiums are up 12%.",
        "In order 2500 masks arrived yesterday.",
        "He scored E4V5M6 and wanted his dinner.",
        "The swab of that strain, H3N2A1, kept him in.",
        "The sats of our pt were 96 all night.",
        "We gave her Hartmann's and Gelofusine and then Meronem.",
        "She is on Trelegy and Ventolin, with a Volumatic spacer.",
    ],
)
def test_what_only_looks_like_an_identifier_gets_no_mark(text):
    assert not check(text).findings


# Numbers that public documents print as examples of a right one; the same with a wrong last figure.
EXAMPLES = {
    "44051401359": "44051401358",  # Poland
    "10000000146": "10000000147",  # Turkey
    "8001015009087": "8001015009088",  # South Africa
    "811228-9874": "811228-9873",  # Sweden
    "131052-308T": "131052-308U",  # Finland
    "12345678Z": "12345678A",  # Spain
    "1234567T": "1234567A",  # Ireland
    "11010519491231002X": "110105194912310021",  # China
    "93.05.18-223.61": "93.05.18-223.62",  # Belgium
}


@pytest.mark.parametrize(("right", "wrong"), EXAMPLES.items())
def test_check_digits_tell_a_national_number_from_another(right, wrong):
    def marks(number):
        text = f"It says {number} here."
        return {text[hit.start : hit.end] for hit in national.find(text)}

    assert marks(right) == {right}
    assert marks(wrong) == set()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("record 2019 was a good year", []),
        ("policy 2026-27", []),
        ("MRN 4417", ["4417"]),
        ("hospital 4417", []),
        ("hospital no 44171", ["44171"]),
        ("lab 25000 tests", []),
        ("lab 2500017", ["2500017"]),
    ],
)
def test_a_label_needs_a_number_that_identifies(text, values):
    assert [text[hit.start : hit.end] for hit in numbers.find(text)] == values


def test_a_german_post_with_english_words_is_told_to_be_foreign():
    assert not check("Mein Patient in Bett 4 heute: 93 Jahre, Herr Öztürk").english


def test_the_posts_are_written_as_the_benchmark_reads_them():
    for line in bench.SETS["development"].read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"id", "kind", "text", "marks"}
    assert all(bench.places(post) is not None for post in POSTS)
