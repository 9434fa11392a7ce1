"""The decks of the lessons: minutes, the core that they take up, the words of a country. Expected values are by hand."""

import pytest

from medsocial.model import lesson_decks, session_clock
from medsocial.store import data

LESSONS = [plan["lesson"] for plan in lesson_decks.plans()]


@pytest.mark.parametrize("name", LESSONS)
def test_each_part_gets_the_fewest_minutes_that_leave_time(name: str) -> None:
    """A part computes to at most 85 in 100 of its minutes, and would not with one minute less."""
    made, ends = lesson_decks.load(name), 0
    for part in made.parts:
        seconds = session_clock.part_seconds(part)
        assert seconds <= 0.85 * 60 * part.minutes, part.part_id
        # A part over four minutes also meets a question from the room, so the fifth minute may be that one's.
        assert part.minutes in (1, 5) or seconds > 0.85 * 60 * (part.minutes - 1), part.part_id
        assert part.starts == ends
        ends += part.minutes
    assert made.minutes == ends and made.lesson == name
    assert session_clock.mean_words([one for part in made.parts for one in part.slides]) <= 30


def test_the_core_of_a_lesson_is_read_from_its_notebook() -> None:
    """Questions at both ends and key points belong to every lesson and are left out."""
    assert lesson_decks.core_sections("06_hospital_policy") == ["clauses", "drill", "order", "owner"]
    assert lesson_decks.core_sections("07_action_plan") == ["commit", "look_back", "record", "say_it"]


def test_a_slide_of_a_session_can_be_told_anew_for_a_lesson() -> None:
    """What is not said again stays as the session has it."""
    slides = lesson_decks.raw_slides()
    told, heard = slides["closed_from_memory"], slides["names_closed"]
    assert told["headline"] == heard["headline"] and told["notes"]["watch"] == heard["notes"]["watch"]
    assert told["notes"]["say"] == "From memory: lesson 2." != heard["notes"]["say"]
    assert told["vote"]["counted"] is False and "counted" not in heard["vote"]


def test_a_country_brings_its_own_rule() -> None:
    """Lesson 5 says what the country asks, and where to look without one."""

    def rule(country: str) -> str:
        parts = lesson_decks.load("05_patients_and_boundaries", country).parts
        return next(one for part in parts for one in part.slides if one.slide_id == "rule_and_country").items[-1].text

    assert rule("") == "Your country may ask for more: look it up."
    assert rule("US") == "United States: Advice to doctors: do not befriend patients on personal accounts."


def test_a_lesson_without_a_deck_is_named() -> None:
    """The data lab is for one reader and has none."""
    with pytest.raises(data.UnknownName, match="There is no deck of a lesson '08_data_lab'. There are decks of 00_start_here"):
        lesson_decks.load("08_data_lab")
