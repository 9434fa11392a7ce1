"""The deck of a session in a real browser: every state of every slide, two ways to play it, the presenter's view."""

import random
from pathlib import Path

import pytest
import sample_session
from shown import axe

from medsocial.exports import printing
from medsocial.exports.session import deck, stories
from medsocial.exports.wishes import Wishes
from medsocial.model import session

expect = pytest.importorskip("playwright.sync_api").expect

REAL = 60
SIZES = [(1280, 720), (1024, 768)]
# Words that may be seen at once, on a slide and in its picture; two pictures are read line by line.
MOST, WITH_CHOICES, PICTURES = 60, 65, {"types_and_names": 75, "benefits": 75}
ON, BACK = "PageDown", "PageUp"
LOOK, PAPER = ((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("look_at_session.js", "look_at_paper.js"))


def opened(browser, tmp_path_factory, made):
    """Open a deck once, with a list of what the page asked for and said; the theme follows the system."""
    file = tmp_path_factory.mktemp("deck") / made.file
    file.write_text(made.screen, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme="light", reduced_motion="reduce")
    tab = context.new_page()
    tab.asked, tab.said = [], []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.on("console", lambda message: tab.said.append(message.text))
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.goto(file.as_uri())
    expect(tab.locator("#slide-1.present")).to_be_visible()
    tab.file = file
    return context, tab


@pytest.fixture(scope="module")
def made():
    """Build the sample and the session of an hour."""
    return {
        "sample": deck(sample_session.sample(), Wishes(30, start=840, link="https://example.org/w")),
        "hour": deck(session.load(REAL), Wishes(REAL, "ward teams", start=840)),
    }


@pytest.fixture(scope="module")
def decks(browser, tmp_path_factory, made):
    """Open both decks, each once for the whole module."""
    tabs = {name: opened(browser, tmp_path_factory, one) for name, one in made.items()}
    yield {name: tab for name, (_context, tab) in tabs.items()}
    for context, _tab in tabs.values():
        context.close()


@pytest.fixture(params=["sample", "hour"])
def tab(request, decks):
    """Give a deck at its first slide, in the size of a projector, and see that it stayed silent."""
    page = decks[request.param]
    page.set_viewport_size({"width": 1280, "height": 720})
    fresh(page)
    yield page
    own = page.file.as_uri()
    assert [url for url in page.asked if not url.startswith((own, "data:", "about:"))] == []
    assert page.said == []


def fresh(page) -> None:
    """Go to the first slide, as after opening."""
    page.evaluate(
        """() => Deck.become({at: [...Deck.pages.keys()][0], step: 0, framed: -1, picks: {}, marks: {}, counts: {}, trail: [],
                              since: 0, begun: 0})"""
    )


def jump(page, at: str) -> None:
    """Go to a slide, as its address does."""
    page.evaluate("at => { location.hash = `#/${at}`; }", at)
    expect(page.locator(f"#{at}.present")).to_be_visible()


def to_shorten() -> set[str]:
    """Return the pages of the scenes that the storyboard lists as still too long."""
    found = set()
    for raw in session.raw_slides().values():
        told = raw.get("story", {})
        if "to_shorten" in told:
            story = session.room_story(told["id"], told["decisions"])
            found |= {stories.anchor(story, scene) for scene in told["to_shorten"]}
    return found


@pytest.mark.parametrize("size", SIZES)
def test_every_state_of_every_slide_fits_and_can_be_read_in_a_moment(tab, size):
    look_at(tab, size)


def look_at(tab, size: tuple[int, int]) -> None:
    """See every state of every slide in a size: nothing runs over, is too small, too full, or moves."""
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    tab.evaluate("Reveal.layout()")
    states = tab.evaluate(LOOK)
    assert [(one["id"], one["step"], one["faults"]) for one in states if one["faults"]] == []
    over = [
        (one["id"], one["step"], one["words"], one["drawn"])
        for one in states
        if one["id"] not in to_shorten()
        and one["words"] > (WITH_CHOICES if one["kind"] in ("scene", "vote") else MOST)
        or one["drawn"] > PICTURES.get(one["picture"], MOST)
    ]
    assert over == []
    # Scenes, which are read aloud, and pictures have limits of their own.
    words = [one["words"] for one in states if one["kind"] not in ("scene", "ending")]
    assert sum(words) / len(words) <= 30
    assert max(one["steps"] for one in states) <= 4
    moved = {one["id"] for one in states if one["place"] != next(s["place"] for s in states if s["id"] == one["id"])}
    assert moved == set(), "nothing moves between the steps of a slide"
    content = {one["id"]: one["shows"] for one in states if one["kind"] not in ("title", "section", "sources")}
    assert sum(content.values()) >= len(content) / 2, "at least half of them have something to look at"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_kind_of_slide_is_accessible_and_a_picture_has_the_colours_of_its_ground(tab, scheme):
    tab.emulate_media(color_scheme=scheme)
    expect(tab.locator("html")).to_have_attribute("data-theme", scheme)
    found = tab.evaluate(
        "[...Deck.pages.values()].map(page => [page.id, page.section.className.match(/k-(\\w+)/)[1], page.steps])"
    )
    seen = set()
    for at, kind, steps in found:
        for step in {0, steps - 1}:
            if (kind, step) in seen:
                continue
            seen.add((kind, step))
            tab.evaluate("([at, step]) => Deck.become({...Deck.state(), at, step, picks: {[at]: 0}})", [at, step])
            assert axe(tab) == [], f"{at}, step {step}"
            shown = tab.evaluate(
                """[...document.querySelectorAll('.slide.present .picture img')]
                    .filter(image => image.checkVisibility()).map(image => image.className)"""
            )
            assert set(shown) <= {f"for-{scheme}"}
    assert {"title", "picture", "vote", "scene", "ending", "order", "task", "sources"} <= {kind for kind, _step in seen}
    tab.emulate_media(color_scheme="light")


def place(tab) -> tuple[str, int, int]:
    """Return where the deck is: slide, step, and which choice is framed."""
    return tuple(tab.evaluate("[Deck.state().at, Deck.state().step, Deck.state().framed]"))


def last(tab) -> str:
    """Return the id of the slide at which the session ends."""
    return tab.evaluate("[...Deck.pages.values()].findLast(page => page.part.dataset.ends > 0).id")


def linear(tab) -> list[str]:
    """Return the slides of the session in order, without the scenes."""
    return tab.evaluate("[...Deck.pages.values()].filter(page => page.part.dataset.ends > 0).map(page => page.id)")


def walked(tab, choose) -> tuple[list[str], int]:
    """Press keys from the first slide to the last; `choose` does so at a choice. Return the slides and the presses."""
    end, seen, presses = last(tab), [place(tab)[0]], 0
    while True:
        at, step, _framed = place(tab)
        if at == end and step == tab.evaluate("Deck.page().steps") - 1:
            return seen, presses
        if step == 0 and tab.evaluate("Deck.page().scene"):
            presses += choose(tab)
            assert place(tab)[:2] == (at, 1), "what follows is the next step of the same slide"
            assert tab.locator(".slide.present .follows:visible").count() == 1
        tab.keyboard.press(ON)
        presses += 1
        assert place(tab) != (at, step, -1), f"the key is dead at {at}, step {step}"
        if place(tab)[0] != at:
            seen.append(place(tab)[0])


def frame_last(tab) -> int:
    """Choose the last of the choices with two keys."""
    count = tab.evaluate("Deck.page().answers.length")
    for key in [ON, *[BACK] * (count - 1), ON]:
        tab.keyboard.press(key)
    return count + 1


def test_a_clicker_with_two_buttons_plays_the_session_from_first_to_last_slide(tab):
    play(tab, most_slides=42, most_presses=115)


# The longest way has at most so many slides; keys by the minutes, with the story's last choice each time.
OTHERS = {30: (24, (1280, 720)), 90: (60, (1024, 768)), 180: (100, (1280, 720))}


@pytest.mark.parametrize("minutes", OTHERS)
def test_the_other_lengths_fit_and_are_played_with_two_buttons(browser, tmp_path_factory, minutes):
    most_slides, size = OTHERS[minutes]
    context, tab = opened(browser, tmp_path_factory, deck(session.load(minutes), Wishes(minutes)))
    look_at(tab, size)
    fresh(tab)
    play(tab, most_slides, 115 * minutes / 60)
    assert [url for url in tab.asked if not url.startswith((tab.file.as_uri(), "data:", "about:"))] == []
    assert tab.said == []
    context.close()


def play(tab, most_slides: int, most_presses: float) -> None:
    """Press two keys from the first slide to the last, and back again."""
    seen, presses = walked(tab, frame_last)
    assert [at for at in seen if at in linear(tab)] == linear(tab), "every slide, in order, once"
    scenes = [at for at in seen if at not in linear(tab)]
    for story in {at.rsplit("-", 1)[0] for at in scenes}:
        way = [at for at in scenes if at.startswith(story)]
        decisions = tab.evaluate("at => Number(document.querySelector(`#${at} .decision`).dataset.all)", way[0])
        assert 2 <= len(way) == len(set(way)) <= decisions + 1, "at most the planned decisions, then an ending"
        assert "k-ending" in tab.locator(f"#{way[-1]}").get_attribute("class")
    assert len(seen) <= most_slides
    assert presses <= most_presses
    for at in reversed(seen[:-1]):
        while place(tab)[0] != at:
            before = place(tab)
            tab.keyboard.press(BACK)
            assert place(tab) != before, f"the key back is dead at {before}"
    assert place(tab)[0] == seen[0], "going back retraces the way"


@pytest.mark.parametrize("seed", range(4))
def test_the_keyboard_plays_the_session_with_any_votes(tab, seed):
    drawn = random.Random(seed)

    def vote(tab) -> int:
        tab.keyboard.press(drawn.choice("abcdef"[: tab.evaluate("Deck.page().answers.length")]))
        return 1

    seen, _presses = walked(tab, vote)
    assert [at for at in seen if at in linear(tab)] == linear(tab)
    assert any("k-ending" in tab.locator(f"#{at}").get_attribute("class") for at in seen)


def test_on_a_choice_forward_frames_and_back_moves_the_frame(decks):
    tab = decks["sample"]
    fresh(tab)
    jump(tab, "friend-request-1")
    framed = []
    for key in (ON, BACK, BACK, BACK, ON, "ArrowLeft", "Enter"):
        tab.keyboard.press(key)
        framed.append(place(tab)[1:])
    assert framed == [(0, 0), (0, 1), (0, 2), (0, -1), (0, 0), (0, 1), (1, -1)]
    assert tab.locator(".slide.present .follows:visible").inner_text().endswith("wonders what she did wrong.")
    assert tab.locator(".slide.present .taken .letter").inner_text() == "B"
    tab.keyboard.press(BACK)
    assert place(tab)[1:] == (0, -1), "back from what follows is the choice again"
    tab.keyboard.press("c")
    tab.keyboard.press("Space")
    assert place(tab)[0] == "friend-request-3"
    assert tab.locator(".slide.present .decision").inner_text() == "Decision 2 of 3"
    for key in (BACK, ON):
        tab.keyboard.press(key)
    assert place(tab)[0] == "friend-request-3"
    for key in ("a", ON, "a", ON):
        tab.keyboard.press(key)
    assert place(tab)[0] == "friend-request-5"
    assert tab.locator(".slide.present .way .letter").all_inner_texts() == ["C", "A", "A"]
    assert tab.evaluate("Reveal.isPaused()") is False
    tab.keyboard.press("b")
    assert tab.evaluate("Reveal.isPaused()"), "at an ending nothing can be chosen, so B is black"
    tab.keyboard.press(ON)
    assert not tab.evaluate("Reveal.isPaused()") and place(tab)[0] == "friend-request-5"
    tab.keyboard.press(ON)
    assert place(tab)[0] == "slide-9", "after the ending comes the slide after the story"


def test_a_letter_marks_the_choice_of_the_room_and_forward_goes_on(decks):
    tab = decks["sample"]
    fresh(tab)
    jump(tab, "slide-4")
    tab.keyboard.press("b")
    assert tab.locator(".slide.present .room .letter").inner_text() == "B"
    assert not tab.evaluate("Reveal.isPaused()")
    assert tab.locator(".slide.present h2:visible").inner_text() == "Is this social media?"
    assert tab.locator(".slide.present .verdict:visible").count() == 0
    tab.keyboard.press("b")
    assert tab.locator(".slide.present .room").count() == 0
    tab.keyboard.press(".")
    assert tab.evaluate("Reveal.isPaused()")
    tab.keyboard.press(".")
    tab.keyboard.press(ON)
    assert tab.locator(".slide.present h2:visible").inner_text() == "Is this social media?", "the count is no answer yet"
    tab.keyboard.press(ON)
    assert tab.locator(".slide.present h2:visible").inner_text() == "What users make for each other counts"
    assert tab.locator(".slide.present .best .verdict:visible").inner_text() == "best"


def test_a_tap_takes_an_answer_and_at_the_edges_goes_on_and_back(decks):
    tab = decks["sample"]
    fresh(tab)
    jump(tab, "friend-request-1")
    tab.locator(".slide.present .answer").nth(1).click()
    assert tab.locator(".slide.present .taken .letter").inner_text() == "B"
    tab.mouse.click(1270, 300)
    assert place(tab)[0] == "friend-request-2"
    tab.mouse.click(10, 300)
    assert place(tab)[:2] == ("friend-request-1", 1)


def test_counts_that_are_handed_in_stay_hidden_until_the_last_vote_is_over(decks):
    tab = decks["sample"]
    fresh(tab)
    tab.evaluate("""() => { window.heard = [];
        for (const name of ['vote-open', 'vote-close'])
            document.addEventListener(name, event => heard.push([name, event.detail.id, event.detail.round])); }""")
    jump(tab, "slide-6")
    hand_in = (
        "([round, counts]) => document.dispatchEvent(new CustomEvent('vote-counts', {detail: {id: 'thumb', round, counts}}))"
    )
    counts = tab.locator(".slide.present .count")
    tab.evaluate(hand_in, [1, [5, 6, 9, 4]])
    assert counts.all_inner_texts() == [""] * 4
    tab.keyboard.press(ON)
    assert counts.all_inner_texts() == [""] * 4, "nobody is pulled along"
    tab.evaluate(hand_in, [2, [1, 2, 6, 15]])
    tab.keyboard.press(ON)
    assert counts.all_inner_texts() == ["5 → 1", "6 → 2", "9 → 6", "4 → 15"]
    assert tab.evaluate("heard") == [
        ["vote-open", "thumb", 1],
        ["vote-close", "thumb", 1],
        ["vote-open", "thumb", 2],
        ["vote-close", "thumb", 2],
    ]


def test_the_clock_of_a_task_starts_with_a_key(decks):
    tab = decks["sample"]
    fresh(tab)
    jump(tab, "slide-12")
    assert tab.locator(".slide.present .ring strong").inner_text() == "2:00"
    tab.keyboard.press(ON)
    expect(tab.locator(".slide.present .ring strong")).not_to_have_text("2:00")
    tab.evaluate("Deck.become({...Deck.state(), since: Date.now() - 200000})")
    assert tab.locator(".slide.present .ring.over strong").inner_text() == "0:00"


def test_the_presenters_view_shows_notes_the_next_step_and_a_clock_that_is_red_only_when_late(decks):
    tab = decks["sample"]
    fresh(tab)
    jump(tab, "slide-6")
    with tab.expect_popup() as opening:
        tab.keyboard.press("s")
    view = opening.value
    now, after = (view.frame_locator(f".{name} iframe") for name in ("now", "next"))
    expect(now.locator(".slide.present .line:visible")).to_contain_text("Vote on your own")
    expect(after.locator(".slide.present .line:visible")).to_contain_text("then vote again")
    assert "9 to 16 for D: the room is split." in view.locator(".notes").inner_text()
    assert "9 to 16" not in tab.locator("main").inner_text(), "advice stands in the presenter's view only"
    view.keyboard.press(ON)
    expect(now.locator(".slide.present .line:visible")).to_contain_text("then vote again")
    assert place(tab)[1] == 1
    assert view.locator(".planned").inner_text() == "14:08"
    tab.evaluate("Deck.become({...Deck.state(), begun: Date.now() - 1000 * (14 * 60 + 60)})")
    assert view.locator(".pace").inner_text() == "1 min behind"
    assert view.evaluate("document.body.className") == ""
    assert view.locator(".left").inner_text().endswith("over in this part")
    tab.evaluate("Deck.become({...Deck.state(), begun: Date.now() - 1000 * (14 * 60 + 300)})")
    assert view.evaluate("document.body.className") == "is-late"
    assert view.locator(".late").inner_text() == "Leave out the second talk."
    view.locator(".again").click()
    assert view.locator(".since").inner_text() == "0:00"
    assert [
        page
        for page in tab.evaluate("[...document.querySelectorAll('.slide .notes')].map(n => n.textContent.trim())")
        if not page
    ] == []
    view.close()


def test_overview_help_theme_and_the_first_and_last_slide(tab):
    tab.keyboard.press("o")
    assert tab.locator(".overview .row").count() == tab.locator(".slides .part").count()
    assert tab.locator(".overview button").count() == tab.evaluate("Deck.pages.size")
    tab.locator(".overview button").nth(3).click()
    assert place(tab)[0] == "slide-4"
    assert not tab.locator(".overview").is_visible()
    tab.keyboard.press("?")
    assert tab.locator(".help").is_visible()
    tab.keyboard.press("PageDown")
    tab.keyboard.press("Escape")
    assert place(tab)[0] == "slide-4" and not tab.locator(".help").is_visible()
    tab.keyboard.press("End")
    assert place(tab)[0] == last(tab)
    tab.keyboard.press("Home")
    assert place(tab)[0] == "slide-1"
    light = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.keyboard.press("t")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != light
    tab.keyboard.press("t")


@pytest.mark.parametrize("name", ["sample", "hour"])
def test_each_slide_is_one_page_of_paper_and_nothing_runs_over(page, made, name, tmp_path):
    page.set_viewport_size({"width": 1280, "height": 905})
    for pdf, paper in made[name].papers.items():
        page.set_content(paper)
        assert page.evaluate(PAPER) == [], pdf
        assert printing.print_deck(paper, tmp_path / pdf, printing.find()), f"{pdf} has a page for each slide"
