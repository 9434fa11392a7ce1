"""The decks of the lessons in a real browser, judged as those of the sessions are; and what becomes of them on paper."""

import pytest
from shown import axe
from test_session_deck import PAPER, fresh, look_at, opened, play

from medsocial.exports import printing
from medsocial.exports.session import deck
from medsocial.exports.wishes import Wishes
from medsocial.model import lesson_decks

pytest.importorskip("playwright.sync_api")

LESSONS = [plan["lesson"] for plan in lesson_decks.plans()]
# Every second deck for an old projector: they share one style.
SIZES = [(1280, 720), (1024, 768)]
# Kinds of slides that the tests of the session's deck do not meet, with a lesson that has one.
KINDS = {"draft": "04_dangers", "minute": "06_hospital_policy", "words": "03_benefits"}


@pytest.fixture(scope="module")
def made():
    """Build the decks of all lessons."""
    return {name: deck(lesson_decks.load(name), Wishes()) for name in LESSONS}


@pytest.mark.parametrize("name", LESSONS)
def test_the_deck_of_a_lesson_fits_is_played_with_two_buttons_and_printed(browser, tmp_path_factory, made, name):
    context, tab = opened(browser, tmp_path_factory, made[name])
    look_at(tab, SIZES[LESSONS.index(name) % 2])
    fresh(tab)
    minutes = int(tab.locator(".reveal").get_attribute("data-minutes"))
    play(tab, lesson_decks.MOST_SLIDES, 2.2 * minutes)
    assert [url for url in tab.asked if not url.startswith((tab.file.as_uri(), "data:", "about:"))] == []
    assert tab.said == []
    tab.set_viewport_size({"width": 1280, "height": 905})
    for pdf, paper in made[name].papers.items():
        tab.set_content(paper)
        assert tab.evaluate(PAPER) == [], pdf
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_slide_is_accessible_in_the_dark(browser, tmp_path_factory, made, kind):
    context, tab = opened(browser, tmp_path_factory, made[KINDS[kind]])
    tab.emulate_media(color_scheme="dark")
    at, steps = tab.evaluate(
        """kind => { const page = [...Deck.pages.values()].findLast(one => one.section.matches(`.k-${kind}`));
                     return [page.id, page.steps]; }""",
        kind,
    )
    for step in {0, steps - 1}:
        tab.evaluate("([at, step]) => Deck.become({...Deck.state(), at, step})", [at, step])
        assert axe(tab) == [], f"{at}, step {step}"
    context.close()


def test_each_slide_of_a_lesson_is_one_page_of_its_pdf(made, tmp_path):
    paper = made["06_hospital_policy"].facilitator
    assert printing.print_deck(paper, tmp_path / "keys.pdf", printing.find()), "a page for each slide"
