"""The deck of a session: what each page holds, what stands on paper, the advice on votes, translation."""

import re

import pytest
import sample_session

from medsocial.exports import slides
from medsocial.exports.session import advice, deck, page, pages, stories
from medsocial.exports.wishes import NoDeck, Wishes
from medsocial.ground import text
from medsocial.model import session
from medsocial.model.storyboard import Notes, Option, Part, Session, Slide, Vote
from medsocial.store import data

LETTERS = re.compile(r"[A-Za-z]{2,}")
UNSEEN = re.compile(r"<(style|script|symbol)\b.*?</\1>|<!--.*?-->", re.DOTALL)
SLIDE = re.compile(r'<section class="slide .*?</section>', re.DOTALL)


@pytest.fixture(scope="module")
def made():
    """Build the sample for 24 people at two o'clock."""
    return deck(sample_session.sample(), Wishes(30, "ward <teams>", "India", facilitator="Dr Varga", start=840))


def plain(html: str) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", UNSEEN.sub(" ", html)).split())


def slide(html: str, name: str) -> str:
    """Return one slide."""
    return next(found for found in SLIDE.findall(html) if f'id="{name}"' in found)


def test_a_deck_says_what_was_asked_for_and_needs_nothing_from_outside(made):
    first = plain(slide(made.screen, "slide-1"))
    for words in ("30 minutes", "For ward &lt;teams&gt;", "India", "With Dr Varga", "Social media for doctors and hospitals"):
        assert words in first
    assert made.file == "workshop_30.html"
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', UNSEEN.sub("", made.screen)) == []
    assert len(made.screen.encode()) < page.LARGEST
    linked = deck(sample_session.sample(), Wishes(30, link="https://example.org/w"))
    assert slide(linked.screen, "slide-1").count("QR code of https://example.org/w") == 1


def test_the_same_wishes_give_the_same_deck(made):
    again = deck(sample_session.sample(), Wishes(30, "ward <teams>", "India", facilitator="Dr Varga", start=840))
    assert again == made


def test_participants_get_no_key_no_reason_and_no_notes(made):
    told = sample_session.sample()
    words = plain(made.participants)
    for part in told.parts:
        for one in part.slides:
            assert one.notes.say not in words
            hidden = [item.reason for item in one.items if item.reason]
            if one.vote and one.vote.has_key:
                hidden += [one.headline, one.vote.last_word, *(option.reason for option in one.vote.options)]
            assert [secret for secret in hidden if secret and secret in words] == []
    assert "best" not in re.sub(r"<style>.*?</style>", "", made.participants, flags=re.DOTALL)
    assert "What the count means" not in words
    order = plain(slide(made.participants, "slide-10"))
    assert order.index("Save what was seen") < order.index("Tell the privacy lead"), "not in the order that is the answer"


def test_the_facilitator_gets_keys_reasons_notes_and_times_beside_each_slide(made):
    words = plain(made.facilitator)
    for part in (
        "Look at this post.",
        "best",
        "One job, one injury and one day point to one man.",
        "My neighbours would know before my sister did.",
        "9 to 16 for D",
        "Two posts · 14:08",
        "Show the last step only.",
    ):
        assert part in words
    assert len(SLIDE.findall(made.facilitator)) == len(SLIDE.findall(made.participants)) == 20
    assert plain(slide(made.facilitator, "slide-10")).index("Tell the privacy lead") < plain(
        slide(made.facilitator, "slide-10")
    ).index("Save")


def test_each_paper_has_a_page_for_each_slide_and_scenes_can_be_followed_by_number(made):
    assert list(made.papers) == ["workshop_30.pdf", "workshop_30_facilitator.pdf"]
    scene = slide(made.participants, "friend-request-1")
    assert 'href="#friend-request-3">Go to 3</a>' in scene
    assert "Scene 1" in plain(scene) and "A request on Tuesday" in plain(scene)


def test_scenes_stand_after_the_end_and_an_ending_leads_to_the_slide_after_the_story():
    chapters = pages.chapters(sample_session.sample(), 24)
    assert [chapter.title for chapter in chapters][-1] == "Scenes of the story"
    linear = [one for chapter in chapters[:-1] for one in chapter.pages]
    found = {one.id: one for one in chapters[-1].pages}
    assert [one.id for one in linear] == [f"slide-{n}" for n in range(1, 15)]
    assert linear[7].following == "friend-request-1"
    assert {one.following for one in found.values() if one.kind == "ending"} == {"slide-9"}
    assert {answer.to for one in found.values() for answer in one.answers} <= set(found)
    assert linear[-1].following == "" and linear[0].before == ""
    assert [round(linear[n].at) for n in (0, 3, 6, 10)] == [0, 300, 840, 1500]
    assert linear[-1].end == 30 * 60


@pytest.mark.parametrize(
    ("vote", "steps", "closed", "answered"),
    [
        (sample_session.COUNTS, 3, 1, 2),  # question, count, reason
        (sample_session.RECOGNISE, 4, 2, 2),  # question, talk and question, reason, last word
        (sample_session.WARN, 2, 1, pages.LAST),  # question, count
    ],
)
def test_the_steps_of_a_vote(vote, steps, closed, answered):
    slide = Slide("v", "vote", "vote", "The finding", Notes("Say it."), vote=vote)
    shown = pages.chapters(Session(30, (Part("p", "Part", 30, 0, (slide,)),)), 24)[0].pages[0]
    assert (shown.question, shown.steps, shown.closed, shown.answered) == (vote.question, steps, closed, answered)


@pytest.mark.parametrize(
    ("people", "explain", "move_on"),
    [(24, 8, 17), (20, 6, 15), (100, 34, 71), (5, 1, 4)],
)
def test_the_advice_counts_heads_for_the_size_of_the_room(people, explain, move_on):
    # Below 35 per cent: explain. Above 70: go on. Both ends of the middle belong to the middle.
    assert advice.bounds(people) == advice.Bounds(explain, move_on)
    said = advice.advice(sample_session.RECOGNISE, people)
    assert said[0] == f"At most {explain} of {people} for D: explain it yourself."
    assert said[1].startswith(f"{explain + 1} to {move_on - 1} for D: the room is split.")
    assert said[2].startswith(f"{move_on} or more for D:")


def test_a_vote_without_a_key_has_no_threshold():
    vote = Vote("v", "", "Which?", (Option("a", "One"), Option("b", "Two")))
    assert advice.advice(vote, 24) == ["No answer is right here. Ask two people who disagree for their reasons."]


def test_spoken_words_at_the_end_of_a_scene_stand_on_a_card():
    assert stories.spoken("A message waits. “I cannot lie flat tonight.”") == ("A message waits.", "“I cannot lie flat tonight.”")
    assert stories.spoken("She says “yes” and goes.") == ("She says “yes” and goes.", "")
    assert stories.depths(sample_session.STORY)["ward"] == 2
    assert stories.longest(sample_session.STORY) == 3 == sample_session.STORY.decisions


def test_an_invented_language_reaches_every_word():
    text.use_language(text.PSEUDO)
    made = deck(sample_session.sample(), Wishes(30, start=840))
    own = plain(deck_words(made.screen))
    assert sorted(set(LETTERS.findall(own)) - known_words()) == []


def deck_words(html: str) -> str:
    """Return a deck with the words in attributes as well."""
    said = " ".join(
        re.findall(r'(?:aria-label|data-(?:words|late|early|on|left|over|blocked|close))="([^"]*)"', UNSEEN.sub(" ", html))
    )
    return html + said


def known_words() -> set[str]:
    """Return the words that the storyboard and the sources bring along, and what stands for a value or a key."""
    sources = [data.row("sources", key) for key in sample_session.SOURCES]
    told = str(sample_session.sample()) + " ".join(f"{row.publisher} {row.title}" for row in sources)
    return {*LETTERS.findall(told), "time", "all"}


def test_forms_change_the_deck_and_are_refused_where_they_do_not_fit(tmp_path, capsys):
    assert slides.main(["--minutes", "60", "--forms", "--no-pdf", "--out", str(tmp_path / "sixty")]) == 0
    written = plain((tmp_path / "sixty" / "workshop_60.html").read_text(encoding="utf-8"))
    assert "Before we begin: four questions, alone" in written and "The second form" in written
    capsys.readouterr()
    for asked, said in (
        (["--minutes", "30", "--forms"], "A session of 30 minutes has no time for two forms. Leave out --forms, or"),
        (["--forms"], "--forms belongs to a session. Give its length as well, for example --minutes 60."),
    ):
        assert slides.main([*asked, "--no-pdf", "--out", str(tmp_path / "none")]) == 1
        assert capsys.readouterr().out.startswith(said)
    assert not (tmp_path / "none").exists(), "nothing is written"


def test_the_marks_of_a_draft_stand_on_the_facilitators_paper_only():
    made = deck(session.load(90), Wishes(90))
    marked = [plain(slide(paper, f"slide-{draft_at(90)}")) for paper in (made.participants, made.facilitator)]
    assert ["a job or role" in words for words in marked] == [False, True]
    assert ["<mark>" in paper for paper in (made.participants, made.facilitator, made.screen)] == [False, True, True]
    assert 'data-answered="1"' in slide(made.screen, f"slide-{draft_at(90)}"), "the marks wait for the key"


def draft_at(minutes: int) -> int:
    """Return the number of the slide with the draft."""
    names = [one.kind for part in session.load(minutes).parts for one in part.slides]
    return names.index("draft") + 1


def test_a_message_of_the_drill_stands_beside_its_minute_of_the_hour():
    made = slide(deck(session.load(180), Wishes(180)).screen, "slide-51")
    assert "Joan Hale, on the ward" in plain(made) and 'stroke-dasharray="15 60"' in made


def test_every_session_takes_the_same_deck(tmp_path, capsys):
    assert slides.main(["--minutes", "60", "--people", "40", "--no-pdf", "--out", str(tmp_path)]) == 0
    written = (tmp_path / "workshop_60.html").read_text(encoding="utf-8")
    assert 'id="presenter"' in written and " of 40 for " in written
    assert "workshop_60.html" in capsys.readouterr().out
    assert slides.main(["--minutes", "60", "--people", "0", "--no-pdf", "--out", str(tmp_path)]) == 1
    assert "--people 0 is no room." in capsys.readouterr().out


def test_every_way_through_a_story_of_a_session_ends_after_the_planned_decisions():
    for minutes in (30, 60, 90, 180):
        for one in (slide for part in session.load(minutes).parts for slide in part.slides if slide.story):
            assert stories.longest(one.story) <= one.story.decisions


def test_a_deck_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(page, "LARGEST", 1000)
    with pytest.raises(NoDeck, match="workshop_30.html would be larger than 1 MB"):
        deck(sample_session.sample(), Wishes(30))


def test_every_slide_of_a_session_has_something_to_say():
    for chapter in pages.chapters(session.load(60), 24):
        assert [one.id for one in chapter.pages if not one.notes.say] == []
