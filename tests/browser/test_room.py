"""A room in two real browsers: the deck on a projector, and a phone that comes in by a plain name over plain HTTP."""

import re

import pytest
import running_room
from running_room import NAME
from shown import axe

expect = pytest.importorskip("playwright.sync_api").expect

ON, BACK = "PageDown", "PageUp"
PROJECTOR, PHONE = {"width": 1280, "height": 720}, {"width": 360, "height": 740}
# What a browser says of a server that is away, or of a code that was refused, is no fault of the page.
EXPECTED = re.compile(
    r"Failed to load resource: (net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)"
    r"|the server responded with a status of 400)"
)


class Both:
    """The room, its projector and its phone."""

    def __init__(self, room, deck, phone) -> None:
        self.room, self.deck, self.phone = room, deck, phone
        self.vote_of = deck.evaluate("Object.fromEntries([...Deck.pages.values()].filter(p => p.vote).map(p => [p.vote, p.id]))")

    def show(self, vote: str) -> None:
        """Show the slide of a vote, and wait until the phone has it."""
        at = self.vote_of[vote]
        self.deck.evaluate("at => { location.hash = `#/${at}`; }", at)
        expect(self.deck.locator(f"#{at}.present")).to_be_visible()

    def choose(self, letter: str) -> None:
        """Tap an answer on the phone, and see that it counts."""
        self.phone.locator(".options label", has=self.phone.locator(f".letter:text-is('{letter}')")).click()
        expect(self.phone.locator(".told")).to_contain_text(f"Your vote counts: {letter}.")

    def others(self, letters: str) -> None:
        """Let other phones vote."""
        token = self.room.now()["token"]
        for n, letter in enumerate(letters):
            assert self.room.vote(n, letter, token).said["state"] == "counted"

    @property
    def chip(self):
        """The number of votes on the slide."""
        return self.deck.locator(".slide.present .votes-in")

    @property
    def counts(self) -> list[str]:
        """What stands beside the answers on the slide."""
        return self.deck.locator(".slide.present .count").all_inner_texts()

    def shows(self, counts: list[str]) -> None:
        """See that the counts come; those of the phones may follow those of the hands by a moment."""
        expect(self.deck.locator(".slide.present .count")).to_have_text(counts)


def opened(new_context, url: str, viewport: dict, **more):
    """Open a page in a context of its own, with a list of what it complained of."""
    tab = new_context(viewport=viewport, **more).new_page()
    tab.said = []
    tab.on("console", lambda message: tab.said.append(message.text))
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.goto(url)
    return tab


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Give the room a folder of its own."""
    return tmp_path_factory.mktemp("room") / "my_workshop"


@pytest.fixture(scope="module")
def both(home, new_context):
    """Serve the hour, open its deck and one phone; both stay silent to the end."""
    room = running_room.start(home, "--minutes", "60", "--phones", "--wifi", "Ward guests")
    deck = opened(new_context, room.deck, PROJECTOR, reduced_motion="reduce", color_scheme="light")
    phone = opened(new_context, f"http://{NAME}:{room.phones}/", PHONE, color_scheme="light")
    pair = Both(room, deck, phone)
    yield pair
    assert [said for tab in (deck, phone) for said in tab.said if not EXPECTED.match(said)] == []
    pair.room.kill()


def test_people_arrive_by_code_or_by_typing_and_phones_are_dark_until_a_vote(both):
    deck, phone = both.deck, both.phone
    assert phone.evaluate("[isSecureContext, location.protocol]") == [False, "http:"], "as in a room"
    code = deck.locator(".k-title .code.room")
    expect(code.locator("figcaption")).to_have_text(f"{NAME}:{both.room.phones}")
    expect(code.locator(".network")).to_have_text("Ward guests")
    expect(code.locator(".phones")).to_have_text("1 phone is here")
    expect(code.locator("img")).to_have_attribute("alt", f"QR code of {NAME}:{both.room.phones}")
    expect(phone.locator("h1:visible")).to_have_text("Look up, and listen")
    assert phone.evaluate("document.cookie") == ""
    assert axe(phone) == []


def test_two_votes_are_shown_side_by_side_after_the_second_and_the_key_comes_last(both):
    deck, phone = both.deck, both.phone
    both.show("net_mender")
    expect(phone.locator(".ask legend")).to_have_text("Who could recognise him?")
    assert phone.locator(".options .letter").all_inner_texts() == ["A", "B", "C", "D"]
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    expect(both.chip).to_have_text("0 votes")
    both.choose("A")
    both.choose("D")
    both.others("AABBBBC")
    expect(both.chip).to_have_text("8 votes")
    assert both.counts == [""] * 4, "how many, and not for what"
    deck.keyboard.press(ON)
    expect(phone.locator(".turn")).to_be_visible()
    assert phone.locator(".options input:checked").count() == 0, "the second vote is a new one"
    assert both.counts == [""] * 4, "the first vote stays hidden until the second is closed"
    both.choose("D")
    both.others("DDDDBBC")
    deck.keyboard.press(ON)
    both.shows(["2 → 0", "4 → 2", "1 → 1", "1 → 5"])
    assert deck.locator(".slide.present .verdict:visible").count() == 0, "the key comes last"
    expect(phone.locator(".told")).to_have_text("This vote is closed. You chose D.")
    assert axe(phone) == []
    assert "8 votes: A 0 · B 2 · C 1 · D 5" in deck.locator(".slide.present .n-count").text_content()
    assert deck.locator(".slide.present .n-count:visible").count() == 0
    deck.keyboard.press(ON)
    assert deck.locator(".slide.present .best .verdict:visible").count() == 1


def test_hands_are_added_at_any_moment_and_a_vote_can_be_taken_again(both):
    deck, phone = both.deck, both.phone
    both.show("first_act")
    expect(phone.locator(".ask legend")).to_contain_text("What comes first?")
    both.choose("B")
    deck.keyboard.press("v")
    fields = deck.locator("dialog.hands input")
    fields.nth(0).fill("3")
    fields.nth(1).fill("6")
    deck.locator("dialog.hands button[value=save]").click()
    expect(both.chip).to_have_text("10 votes")
    deck.keyboard.press(ON)
    both.shows(["3", "7", "0", "0"])
    deck.keyboard.press(BACK)
    expect(both.chip).to_have_text("Closed: 10 votes")
    deck.keyboard.press("v")
    deck.locator("dialog.hands .anew").click()
    expect(phone.locator(".told")).to_have_text("A vote is open. Choose one answer.")
    both.choose("C")
    deck.keyboard.press(ON)
    both.shows(["0", "0", "1", "0"])
    deck.keyboard.press(BACK)
    expect(both.chip).to_have_text("Closed: 1 vote")


def test_a_vote_taken_again_is_not_closed_by_what_the_room_said_before(both):
    """The room's words and the facilitator's come by two ways, and on a busy laptop the older words may come last."""
    deck, held = both.deck, []
    deck.route("**/anew", lambda route: held.append(route))
    deck.keyboard.press("v")
    deck.locator("dialog.hands .anew").click()
    expect(deck.locator("dialog.hands")).to_be_hidden()
    phones = deck.locator(".k-title .code .phones")
    before = phones.text_content()
    both.room.come_in("00000000000000aa")  # something to say while the closed vote is still the last that it knows
    expect(phones).not_to_have_text(before)
    expect(both.chip).to_have_text("Closed: 1 vote")
    held[0].continue_()
    expect(both.chip).to_have_text("0 votes")
    expect(both.phone.locator(".told")).to_have_text("A vote is open. Choose one answer.")
    deck.unroute("**/anew")


def test_six_options_fit_on_the_phone(both):
    both.show("claims_b1")
    expect(both.phone.locator(".options .letter")).to_have_count(6)
    both.choose("F")
    assert both.phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert both.phone.evaluate("document.documentElement.scrollHeight") <= 740, "six answers are seen without scrolling"
    assert axe(both.phone) == []


def test_the_story_frames_what_most_chose_and_a_tie_is_the_facilitators(both):
    deck = both.deck
    both.show("friend-request-1")
    expect(both.phone.locator(".options .letter")).to_have_count(3)
    both.choose("C")
    both.others("ACC")
    expect(both.chip).to_have_text("4 votes")
    deck.keyboard.press(ON)
    expect(deck.locator(".slide.present .framed .letter")).to_have_text("C")
    deck.keyboard.press(ON)
    assert deck.locator(".slide.present .taken .letter").inner_text() == "C"
    deck.keyboard.press(ON)
    at = deck.evaluate("Deck.state().at")
    expect(both.phone.locator(".ask legend")).to_contain_text(deck.evaluate("Deck.page().section.dataset.label"))
    both.others("BA")
    expect(both.chip).to_have_text("2 votes")
    deck.keyboard.press(ON)
    expect(both.chip).to_have_text("A tie: you decide")
    expect(deck.locator(".slide.present .framed .letter")).to_have_text("A")
    deck.keyboard.press(BACK)
    deck.keyboard.press(ON)
    assert deck.evaluate("[Deck.state().at, Deck.state().picks[Deck.state().at]]") == [at, 1]


def test_a_short_form_is_asked_for_with_a_code_and_kept(both):
    deck, phone = both.deck, both.phone
    deck.keyboard.press("Home")
    deck.keyboard.press("j")
    expect(deck.locator("dialog.join figcaption")).to_have_text(f"{NAME}:{both.room.phones}")
    assert axe(deck, {"include": [["dialog.join"]]}) == []
    deck.locator("dialog.join button[data-which=short_first]").click()
    deck.keyboard.press("Escape")
    expect(both.chip).to_have_text("0 forms are in")
    phone.locator("#code").fill("AAAA")
    phone.locator("form.code button").click()
    expect(phone.locator(".told")).to_contain_text("at least one digit")
    phone.locator("#code").fill("k7tr")
    phone.locator("form.code button").click()
    expect(phone.locator("form.items fieldset")).to_have_count(4)
    assert axe(phone) == []
    for item in phone.locator("form.items fieldset").all():
        item.locator("label").first.click()
    phone.locator("form.items button").click()
    expect(phone.locator(".told")).to_have_text("Your answers are kept under the code K7TR. Please remember it.")
    expect(both.chip).to_have_text("1 form is in")
    assert [file.name for file in (both.room.folder / "class").iterdir()] == ["class_K7TR.json"]
    deck.keyboard.press("j")
    deck.locator("dialog.join button[data-which='']").click()
    deck.keyboard.press("Escape")
    expect(phone.locator("h1:visible")).to_have_text("Look up, and listen")


def test_killed_in_mid_vote_deck_and_phone_find_the_room_again_by_themselves(both, home):
    deck, phone = both.deck, both.phone
    both.show("letters")
    expect(phone.locator(".ask legend")).to_have_text("Who could be recognised?")
    both.choose("B")
    both.others("CC")
    expect(both.chip).to_have_text("3 votes")
    both.room.kill()
    expect(both.chip).to_have_text("No connection to the room: count cards")
    expect(phone.locator(".told")).to_contain_text("This page tries again by itself.")
    assert axe(phone) == []
    both.room = running_room.start(home, "--minutes", "60", "--phones", "--wifi", "Ward guests")
    expect(both.chip).to_have_text("3 votes")
    expect(phone.locator(".told")).to_contain_text("Your vote counts: B.")
    both.choose("C")
    expect(both.chip).to_have_text("3 votes")
    deck.keyboard.press(ON)
    both.shows(["0", "0", "3", "0"])


def test_at_night_the_page_is_as_readable(both):
    both.phone.emulate_media(color_scheme="dark")
    both.show("not_yours")
    expect(both.phone.locator(".ask legend")).to_contain_text("what comes first?")
    both.choose("A")
    assert axe(both.phone) == []
    both.phone.emulate_media(color_scheme="light")
