"""Time limits after a breach: one table, read by the drill, the policy and the local card."""

import re

import pytest

from medsocial.ground import text
from medsocial.model import clocks
from medsocial.store import data

# Typed by hand from the texts: country, hours of each limit that is a fixed time, in the order in which they are shown.
HOURS = {"US": [1440, 1440, 1440], "GB": [72], "IN": [6, 72], "AU": [720], "CA": [], "EU": [72, 24, 72, 96]}
# A place in a text: section, article, rule, or a number of the code.
PLACE = re.compile(r"(section|article|rule|regulation)s? \d|C\.F\.R\.")
ROWS = data.rows("notification_clocks").by("clock_id")


@pytest.mark.parametrize("country", HOURS)
def test_hours_by_hand(country):
    rows = clocks.clocks_of(country)
    assert [row.limit_hours for row in rows if row.limit_hours] == HOURS[country]
    for row in rows:
        number = {6: "6 hours", 24: "24 hours", 72: "72 hours", 96: "96 hours", 720: "30 days", 1440: "60 "}.get(row.limit_hours)
        # Business days and a count of people are no hours.
        assert number in row.limit if number else not re.search(r"\d+ (hours|days|calendar)", row.limit), row.clock_id


def test_limits_by_hand():
    assert ROWS["us_people"].limit == "without unreasonable delay, at most 60 calendar days"
    assert ROWS["us_secretary_few"].starts == "the end of the calendar year of discovery"
    assert ROWS["ca_people"].limit == "at the first reasonable opportunity"
    assert ROWS["au_commissioner"].limit.startswith("as soon as practicable")
    assert (ROWS["gb_authority"].law, ROWS["gb_authority"].status) == (
        "UK General Data Protection Regulation, article 33",
        "read",
    )


def test_what_does_not_bind_today_comes_last_and_says_so():
    states = {row.clock_id: row.in_force for row in ROWS.values() if row.in_force != "yes"}
    assert states == {"eu_reform": "pending", "in_people": "later", "in_board": "later"}
    assert [row.clock_id for row in clocks.clocks_of("IN")] == ["in_cyber", "in_people", "in_board"]
    assert clocks.limit_words(ROWS["in_board"]) == "Not in force yet. Without delay, with a detailed report within 72 hours"
    assert clocks.line(ROWS["in_people"]) == "Not in force yet. Tell the people concerned: without delay."
    assert clocks.line(ROWS["eu_reform"]).startswith("A proposal, not law. Tell the national")
    assert clocks.line(ROWS["gb_people"]).startswith("Tell the people concerned: without undue delay")
    assert all("mid-May 2027" in ROWS[name].note for name in ("in_people", "in_board"))


def test_a_place_in_a_law_was_read_there():
    for row in ROWS.values():
        assert bool(PLACE.search(row.law)) == (row.status in data.AT_SOURCE), row.clock_id
        assert row.source_id != "medsocial_judgement"
        assert row.as_of < row.review_by


def test_phrases_fit_a_sentence():
    for row in ROWS.values():
        for words in (row.duty, row.limit, row.starts, row.law):
            assert not words.endswith("."), row.clock_id
        assert row.duty[0].isupper() and row.limit[0] == row.limit[0].lower() and row.starts[0] == row.starts[0].lower()
        assert not row.note or row.note.endswith("."), row.clock_id


def test_marks():
    assert clocks.line(ROWS["in_cyber"], marked=True).endswith(": within 6 hours (read in a report).")
    assert clocks.mark_words(ROWS["gb_people"]) == "" and "(" not in clocks.line(ROWS["gb_people"], marked=True)


def test_every_country_but_the_other_has_some():
    assert clocks.countries_with_clocks() == ("US", "GB", "IN", "AU", "CA", "EU")
    assert clocks.clocks_of("OTHER") == clocks.clocks_of("") == ()
    assert set(clocks.clock_sources()) >= {"cfr_164_404", "ico_breach_reporting", "jurisnode_certin"}
    assert clocks.clock_sources(clocks.clocks_of("IN")) == (
        "argus_certin",
        "jurisnode_certin",
        "getastra_2026_dpdp",
        "ssrana_2026_dpdp",
    )


def test_nothing_stays_in_english():
    text.use_language(text.PSEUDO)
    for row in data.rows("notification_clocks"):
        assert not re.search(r"\b(Tell|hours|Not in force|report)\b", clocks.line(row, marked=True))
