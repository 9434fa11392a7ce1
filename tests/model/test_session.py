"""The hour of a room: parts, slides, the elements that they name, and the clock. Expected values are written by hand."""

import pytest

from medsocial.ground import text
from medsocial.model import lives, pace, reviews, session, session_clock, session_elements, session_plan, session_votes
from medsocial.model.session_check import lines_of
from medsocial.model.storyboard import ACTS, KINDS, Option
from medsocial.store import data
from medsocial.store.data import DataError, UnknownName


@pytest.fixture(scope="module")
def hour():
    """Return the session of 60 minutes."""
    return session.load(60)


def slide(made, name: str):
    """Return a slide of a session by its name."""
    return next(one for part in made.parts for one in part.slides if one.slide_id == name)


def test_the_parts_of_the_hour(hour) -> None:
    """Nine parts from 0 to 60, with the number of slides that each may have."""
    found = [(part.part_id, part.starts, part.minutes, sum(map(session_clock.shown, part.slides))) for part in hour.parts]
    assert found == [
        ("welcome", 0, 4, 5),
        ("what_counts", 4, 6, 5),
        ("footprint", 10, 9, 5),
        ("posts", 19, 12, 6),
        ("story", 31, 10, 8),
        ("first_minutes", 41, 5, 3),
        ("benefit_and_harm", 46, 7, 5),
        ("one_change", 53, 5, 3),
        ("questions", 58, 2, 1),
    ]


WITH_FORMS = [(30, False), (60, False), (60, True), (90, False), (90, True), (180, False), (180, True)]
MOST_SLIDES = {30: 24, 60: 42, 90: 60, 180: 100}


@pytest.mark.parametrize("country", ["", *(row.country_id for row in data.rows("countries"))])
@pytest.mark.parametrize(("minutes", "forms"), WITH_FORMS)
def test_each_part_leaves_time(minutes: int, forms: bool, country: str) -> None:
    """In any country a part computes to at most 85 in 100 of its minutes, and a session to less than its length."""
    made = session.load(minutes, country, forms=forms)
    for part in made.parts:
        assert session_clock.part_seconds(part) <= 0.85 * 60 * part.minutes, part.part_id
    assert sum(part.minutes for part in made.parts) == minutes
    assert session_clock.session_seconds(made, phones=True) < 60 * minutes
    assert session_clock.session_seconds(made, phones=True) - session_clock.session_seconds(made) == 90
    slides = [one for part in made.parts for one in part.slides]
    assert session_clock.mean_words(slides) <= 30.2, "the words of some countries are longer"
    assert sum(map(session_clock.presses, slides)) <= 110 * minutes / 60
    assert sum(map(session_clock.shown, slides)) <= MOST_SLIDES[minutes]


@pytest.mark.parametrize(("minutes", "forms"), WITH_FORMS)
def test_every_item_of_the_founding_list_is_reached(minutes: int, forms: bool) -> None:
    """What the table asks of a length is met or done on its slides, with forms as well."""
    made = session.load(minutes, forms=forms)
    reached = {pair for part in made.parts for one in part.slides for pair in one.reaches}
    for row in data.rows("session_reach"):
        wanted = getattr(row, f"in_{minutes}")
        enough = {"-": ["-"], "met": ["met", "done"], "done": ["done"]}[wanted]
        assert wanted == "-" or any((row.item_id, level) in reached for level in enough), (row.item_id, wanted)


def test_the_minutes_of_every_length() -> None:
    """The four lengths add up; there is no other."""
    found = {plan["minutes"]: sum(part["minutes"] for part in session.planned(plan)) for plan in session.plans()}
    assert found == {30: 30, 60: 60, 90: 90, 180: 180}
    with pytest.raises(UnknownName, match="no session of 45 minutes. There are sessions of 30, 60, 90, 180 minutes"):
        session.load(45)


def test_every_slide_can_be_shown(hour) -> None:
    """Kinds and acts are those of the contract, and every slide has its notes and its seconds."""
    for part in hour.parts:
        for one in part.slides:
            assert one.kind in KINDS
            assert one.act in ACTS
            assert one.notes.say and one.notes.do and one.notes.watch, one.slide_id
            assert one.seconds > 0
            assert (one.vote is not None) == (one.kind == "vote")


def test_a_vote_on_a_post(hour) -> None:
    """The post stands on a card, the circles are the options, and the patient has the last word."""
    found = slide(hour, "net_mender")
    assert found.who == "A junior doctor, in a public post"
    assert found.quote.startswith("Reattached a thumb today.")
    assert [one.id for one in found.vote.options if one.best] == ["town"]
    assert found.vote.votes == 2
    assert found.vote.last_word == "My neighbours would know before my sister did."
    [reviewed] = reviews.said(["post:net_mender"])
    assert found.status == f"Invented case; {reviewed}."


def test_a_stem_is_split_into_scene_and_question(hour) -> None:
    """The last sentence of a quiz question is asked; a question of the storyboard's own replaces the stem."""
    found = session_votes.find_vote({"quiz": "policy_check", "item": "first_act"}).vote
    assert found.question == "What comes first?"
    assert found.scene.endswith("You can reach the page.")
    found = slide(hour, "from_memory").vote
    assert found.question == "Of 100 clinicians' stories, how many gave the person's name?"
    assert (found.scene, found.counted) == ("", False)


def test_the_guess_and_its_figure(hour) -> None:
    """32 of 100 is the nearest guess; the figures of two slides come from the evidence, rounded."""
    best = [one for one in slide(hour, "guess_recognised").vote.options if one.best]
    assert best == [Option("n32", "32 in 100", True, "Leaving out the name does not hide the patient")]
    assert [slide(hour, name).figure for name in ("professor", "one_third", "nearly_every_doctor")] == ["14", "32", "94"]
    assert "ahmed_2020_stories" in slide(hour, "one_third").source_ids


def test_a_case_can_be_voted_on() -> None:
    """A case brings its scene, its key and the patient's sentence."""
    found = session_votes.find_vote({"case": "one_star_review", "votes": 2})
    assert found.vote.question == "What may go online?"
    assert [one.text for one in found.vote.options if one.best][0].startswith("At most a text that confirms nothing")
    assert found.vote.last_word.startswith("I wrote it in anger")
    assert len({one.id for one in found.vote.options}) == 4


def test_claims_have_a_key_only_where_one_is_named(hour) -> None:
    """Which danger to warn of has no right answer; which promise is best supported has one."""
    assert not slide(hour, "which_danger").vote.has_key
    assert [one.text for one in slide(hour, "which_benefit").vote.options if one.best] == ["Public health engagement"]


def test_the_headline_on_names_is_counted() -> None:
    """Of the 21 names of the list, four have closed and three cannot be followed."""
    today = lives.checked_on()
    found = [
        lives.lives()[row.platform_id].status_at(today)
        for row in data.rows("platforms")
        if "source_2014" in row.cohort and row.platform_id != "own_website"
    ]
    assert (len(found), found.count("closed"), found.count("unknown")) == (21, 4, 3)
    assert session.raw_slides()["types_and_names"]["headline"].startswith("Of 21 names from 2014, four closed and three")
    vote = slide(session.load(90), "names_closed").vote
    assert ([one.text for one in vote.options if one.best], vote.question[:11]) == (["Four"], "Of 21 names")


def test_the_country_changes_its_line_and_the_script() -> None:
    """With a country its own words stand on the slides; without one the room is told to look."""
    plain, american = session.load(60), session.load(60, "US")
    assert slide(plain, "rule_and_country").items[1].text == "Your country may ask for more: look it up."
    assert slide(american, "rule_and_country").items[1].text.startswith("United States: Advice to doctors")
    assert "medscape_2013_acp" in slide(american, "rule_and_country").source_ids
    assert slide(american, "decline_aloud").quote.startswith("Thank you for writing. I keep my private accounts")


def test_a_larger_room_takes_longer() -> None:
    """A count takes 25 seconds more in a room of 60 people; the first vote on a post has two."""
    small, large = slide(session.load(60), "net_mender"), slide(session.load(60, people=60), "net_mender")
    assert large.seconds - small.seconds == 50


def test_what_was_read_is_not_read_again(hour) -> None:
    """The circles are read aloud once in their part: the harmless post has all of their words fewer to read."""
    raw = session.raw_slides()["harmless_post"]
    alone = session.make_slide(raw, "", pace.ROOM, set())
    circles = 1 + 3 + 4 + 3  # nobody; patient and family; that shift as well; the whole town
    assert alone.seconds - slide(hour, "harmless_post").seconds == pytest.approx(circles * 60 / 130, abs=1)


def test_a_task_counts_down_its_own_time(hour) -> None:
    """Three searches are four minutes, a change two, a talk one and three quarters."""
    assert [slide(hour, name).clock for name in ("search_yourself", "write_change", "decline_aloud")] == [240, 120, 105]


# ---- with forms, and slides that are like others ------------------------------------------------------


def test_two_forms_take_nine_minutes_from_parts_that_the_table_names() -> None:
    """Five minutes before and four after; the welcome, for one, gives up a minute, and the search is a shorter one."""
    plain, made = session.load(60), session.load(60, forms=True)
    had, have = ({part.part_id: part.minutes for part in one.parts} for one in (plain, made))
    assert {name: had.get(name, 0) - minutes for name, minutes in have.items() if had.get(name) != minutes} == {
        "first_form": -5, "second_form": -4, "welcome": 1, "what_counts": 2, "footprint": 1, "posts": 2, "story": 1,
        "first_minutes": 1, "one_change": 1,
    }  # fmt: skip
    assert [part.starts for part in made.parts] == [0, 5, 8, 12, 20, 30, 39, 43, 50, 54, 58]
    assert [one.slide_id for one in made.parts[0].slides] == ["who_is_here", "form_before"]
    footprint = [one.slide_id for part in made.parts if part.part_id == "footprint" for one in part.slides]
    assert footprint == ["varga", "nearly_every_doctor", "search_twice", "brand", "first_step"]
    assert slide(made, "form_before").clock == 140, "four questions of 35 seconds"


def test_half_an_hour_has_no_time_for_forms() -> None:
    """Nine of thirty minutes would leave no room for what half an hour must reach."""
    with pytest.raises(UnknownName, match="A session of 30 minutes has no time for two forms. Leave out --forms, or"):
        session.load(30, forms=True)


def test_a_slide_that_is_like_another_says_only_what_differs(monkeypatch) -> None:
    """Votes and notes are joined entry by entry, the rest is replaced, and nothing takes away."""
    once, twice = (slide(session.load(minutes), name) for minutes, name in ((30, "net_mender_at_a_glance"), (60, "net_mender")))
    assert (once.headline, once.vote.votes, once.vote.counted) == (twice.headline, 2, False)
    assert once.notes.watch == twice.notes.watch and once.notes.say != twice.notes.say
    assert twice.seconds - once.seconds == 30 + 2, "two counts, and four words fewer"
    assert slide(session.load(30), "first_steps_told").seconds < slide(session.load(60), "first_steps").seconds - 40
    monkeypatch.setattr(session_plan.data, "yaml_content", lambda _name: [{"id": "late", "like": "early"}])
    with pytest.raises(DataError, match="the slide late is like early, which does not stand before it"):
        session_plan.raw_slides()


def test_a_drill_a_draft_and_a_clause_are_told_as_slides() -> None:
    """A message has its minute, a step the minute by which it comes; a draft has what a check marks; a clause its repair."""
    made = session.load(180)
    message = slide(made, "drill_patient")
    assert (message.figure, message.who) == ("15", "Joan Hale, on the ward")
    assert [one.slide_id for part in made.parts for one in part.slides if one.kind == "minute"] == [
        f"drill_{name}" for name in ("call", "counter", "blur", "patient", "questions", "journalist", "chat", "copy", "tell")
    ]
    assert [item.reason for item in slide(made, "drill_order").items] == [f"by minute {n}" for n in (2, 10, 30, 45)]
    draft = slide(made, "draft_lighthouse")
    assert "".join(words for words, _found in draft.marks) == draft.quote
    assert [words for words, found in draft.marks if found] == ["last night", "lighthouse keeper", "Skerry Point", "Only"]
    assert [item.text for item in draft.items] == ["a date", "a job or role", "a place", "a word that leaves one person only"]
    clause = slide(made, "clause_wrong")
    assert clause.quote == "A post that was deleted within an hour need not be reported."
    assert [one.text for one in clause.vote.options if one.best] == ["Time limits run on although the post is gone."]
    assert slide(made, "clause_repaired").quote.startswith("Take it down at once.")


def test_the_break_is_eight_minutes_and_nobody_asks() -> None:
    """Eight minutes of rest and ten seconds to change: two minutes are left to come back."""
    made = next(part for part in session.load(180).parts if part.part_id == "pause")
    assert made.quiet and made.slides[0].clock == 480
    assert session_clock.part_seconds(made) - made.slides[0].seconds == 10


def test_a_blank_is_read_aloud_in_words() -> None:
    """No slide says a word in square brackets, in any country."""
    for country in ("", "US", "GB", "IN"):
        for part in session.load(180, country).parts:
            assert [one.slide_id for one in part.slides if "[" in one.quote] == []
    assert "at our phone number or through our portal" in slide(session.load(60), "decline_aloud").quote


# ---- the story ---------------------------------------------------------------------------------------


def test_the_story_always_ends_after_three_decisions() -> None:
    """Scenes that the short version tells by itself are passed over, and every way ends."""
    made = session_elements.room_story("friend_request", 3)
    asked, endings = ["request", "saturday", "folder", "second", "to_care"], ["e_good", "e_mixed", "e_poor"]
    assert [scene.id for scene in made.scenes] == [*asked, *endings]
    assert [scene.number for scene in made.scenes] == [1, 2, 3, 4, 5, 6, 7, 8]
    ways = session_elements.routes(made)
    assert len(ways) == 15
    assert all(not way[-1][0].choices for way in ways)
    assert max(map(len, ways)) == 4
    first = made.scenes[0]
    assert sorted(one.to for one in first.choices) == ["folder", "saturday", "second"]


def test_an_ending_closes_with_the_patient() -> None:
    """The sentence of the patient stands at the end of the text, in quotation marks."""
    made = session_elements.room_story("friend_request", 3)
    assert made.scenes[-1].text.endswith("nobody could tell me what had been done.”")


def test_the_whole_story_is_played_where_it_fits() -> None:
    """With six decisions no scene is passed over."""
    made = session_elements.room_story("friend_request", 6)
    assert len(made.scenes) == 16
    assert all(not way[-1][0].choices for way in session_elements.routes(made))


def test_unknown_elements_are_named() -> None:
    """Each kind of element says what there is instead."""
    for raw in ({"recognise": "x"}, {"service": "x"}, {"quiz": "x", "item": "y"}, {"quiz": "policy_check", "item": "x"},
                {"case": "x"}, {"guess": "x"}, {"claims": ["x1"]}):  # fmt: skip
        with pytest.raises(UnknownName):
            session_votes.find_vote(raw)
    for raw in ({"recognise": "x", "field": "post"}, {"story": "x", "field": "intro"}, {"definition": "x"}, {"script": "x"},
                {"search": "x"}, {"controller": "x"}):  # fmt: skip
        with pytest.raises(UnknownName):
            session_elements.find_words(raw)


# ---- words and keys ------------------------------------------------------------------------------------


def test_words_and_keys_by_hand(hour) -> None:
    """Of a vote with two rounds, a reason and a last word; of an order with reasons; of the story."""
    # Question 4, post 16, where 7; then headline 8, reason 21; then headline, 8, "The patient"; always the circles.
    circles = 1 + 3 + 4 + 3
    assert session_clock.states(slide(hour, "net_mender")) == [27 + circles, 27 + circles, 29 + circles, 18 + circles]
    assert session_clock.presses(slide(hour, "net_mender")) == 4
    assert len(session_clock.states(slide(hour, "first_steps"))) == 2
    # Opening, then three scenes with three choices each (frame, back twice, take, on), then an ending.
    assert session_clock.presses(slide(hour, "friend_request")) == 1 + 3 * 5 + 1


@pytest.mark.parametrize(
    ("headline", "lines"),
    [("Short", 1), ("a" * 42, 1), ("a" * 30 + " " + "b" * 12, 2), (" ".join(["four"] * 9), 2), (" ".join(["four"] * 17), 3)],
)
def test_lines_of_a_headline(headline: str, lines: int) -> None:
    """Words move to the next line as a whole: eight of four letters fill 39 signs, nine need 44."""
    assert lines_of(headline) == lines


def test_the_storyboard_can_be_translated() -> None:
    """In the pseudo-language every word of the room is accented, and the names still lead to their elements."""
    text.use_language(text.PSEUDO)
    made = session.load(60)
    for part in made.parts:
        for one in part.slides:
            said = (part.title, one.headline, one.notes.say, one.notes.do, one.notes.watch, one.quote, one.unit)
            assert all(not words or not words.isascii() for words in said), one.slide_id
