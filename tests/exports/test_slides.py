"""The command of the slides: the decks of the lessons, options and messages."""

import json
import re

import pytest

from medsocial.exports import printing, slides
from medsocial.exports.session import deck, page, pages
from medsocial.exports.wishes import Wishes
from medsocial.ground import paths, text
from medsocial.model import drill, lesson_decks
from medsocial.store import data

VENDORED = paths.slides_dir() / "vendor" / "reveal"
TAGS = re.compile(r"<(style|script|symbol)\b.*?</\1>|<[^>]+>", re.DOTALL)
# Slides of the longest way, counted by hand from the storyboards.
SLIDES = {
    "00_start_here": 6,
    "01_definitions": 16,
    "02_platform_taxonomy": 18,
    "03_benefits": 17,
    "04_dangers": 20,
    "05_patients_and_boundaries": 20,
    "06_hospital_policy": 25,
    "07_action_plan": 12,
}


def run(tmp_path, *arguments):
    """Run the command without printing a PDF; return its code."""
    return slides.main(["--no-pdf", "--out", str(tmp_path / "decks"), *arguments])


def plain(html: str) -> str:
    """Return the words of a page."""
    return " ".join(TAGS.sub(" ", html).split())


@pytest.fixture(scope="module")
def decks():
    """Build the decks of all lessons."""
    return {name: deck(lesson_decks.load(name), Wishes()) for name in SLIDES}


def test_the_command_of_the_lessons_writes_them_all(tmp_path, capsys):
    assert run(tmp_path) == 0
    assert {path.stem for path in (tmp_path / "decks").iterdir()} == set(SLIDES)
    assert capsys.readouterr().out == f"8 decks written, in {tmp_path / 'decks'}\n"


def test_a_lesson_is_asked_for_by_number_or_name(tmp_path, capsys):
    assert run(tmp_path, "5", "01", "07_action_plan") == 0
    written = {path.stem for path in (tmp_path / "decks").iterdir()}
    assert written == {"01_definitions", "05_patients_and_boundaries", "07_action_plan"}
    capsys.readouterr()
    for wrong, said in (
        (["08"], "Lesson 8 has no deck: its code is there to be changed at a keyboard."),
        (["9"], "There is no lesson 9. The lessons are 00_start_here, 01_definitions,"),
        (["05", "--minutes", "60"], "A session of 60 minutes has its own deck. Leave out the lessons, or --minutes."),
    ):
        assert run(tmp_path / "none", *wrong) == 1
        assert capsys.readouterr().out.startswith(said)
    assert not (tmp_path / "none").exists(), "nothing is written"


@pytest.mark.parametrize("name", SLIDES)
def test_a_deck_of_a_lesson_is_short_and_has_minutes_and_notes(decks, name):
    lesson = lesson_decks.load(name)
    chapters = pages.chapters(lesson, 24)
    assert decks[name].file == f"{name}.html"
    linear = [one for chapter in chapters if chapter.minutes for one in chapter.pages]
    decisions = sum(one.slide.story.decisions + 1 for one in linear if one.slide.story)  # scenes on one way, to an ending
    assert len(linear) + decisions == SLIDES[name] <= lesson_decks.MOST_SLIDES
    assert [one.id for chapter in chapters for one in chapter.pages if not (one.notes.say and one.notes.do)] == []
    assert round(linear[-1].end) == lesson.minutes * 60 and len(decks[name].screen.encode()) < page.LARGEST
    first = plain(decks[name].screen[decks[name].screen.index('id="slide-1"') :])
    row = next(row for row in data.rows("lessons") if row.lesson == name)
    assert row.title in first and f"Lesson {int(name[:2])} · {lesson.minutes} minutes" in first


def test_the_deck_on_policy_loses_no_message_of_its_drill(decks):
    words = plain(decks["06_hospital_policy"].screen)
    for message in drill.scenario("patient_board").injects:
        assert message.text in words.replace("&#39;", "'"), message.id
    for step in ("Take the video down", "by minute 2", "Agree who tells the patients on the board", "by minute 60"):
        assert step in words, "the order of the drill stands with its times"


def test_a_lesson_keeps_keys_and_reasons_from_its_participants(decks):
    for name, made in decks.items():
        told = [one for part in lesson_decks.load(name).parts for one in part.slides if one.vote and one.vote.has_key]
        words = plain(made.participants)
        reasons = [option.reason for one in told for option in one.vote.options if option.best]
        assert reasons and [reason for reason in reasons if reason in words] == [], name


def test_no_item_of_the_forms_is_in_a_deck(decks):
    items = json.dumps(data.yaml_content("test_items"), ensure_ascii=False)
    stems = set(re.findall(r'"stem": "([^"]{40,})"', items))
    assert stems
    for name, made in decks.items():
        words = plain(made.screen)
        assert [stem for stem in stems if stem in words] == [], name


def test_the_title_slide_says_what_was_asked_for(tmp_path, capsys):
    words = {"--audience": "ward <teams>", "--country": "GB", "--facilitator": "Dr Ines Varga", "--title": "Before you post"}
    asked = [part for pair in words.items() for part in pair]
    assert run(tmp_path, "--minutes", "30", "--start", "9:30", "--link", "example.org/w", *asked) == 0
    written = (tmp_path / "decks" / "workshop_30.html").read_text(encoding="utf-8")
    first = plain(re.search(r'<section class="slide .*?</section>', written, re.DOTALL)[0])
    for part in ("For ward &lt;teams&gt;", "United Kingdom", "With Dr Ines Varga", "Before you post", "30 minutes"):
        assert part in first
    assert 'alt="QR code of https://example.org/w"' in written and 'data-start="570"' in written
    assert "workshop_30.html" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--minutes", "45"], "There is no session of 45 minutes. There are sessions of 30, 60, 90, 180 minutes."),
        (["--minutes", "30", "--start", "two"], "two is no time of day. Write it like 14:00."),
        (["--minutes", "30", "--start", "25:00"], "25:00 is no time of day. Write it like 14:00."),
        (["--link", "http://localhost:8888/lab"], "leads to this computer only"),
        (["--link", "http://127.0.0.1/x"], "leads to this computer only"),
        (["--link", "http://[::1]/x"], "leads to this computer only"),
        (["--link", "mailto:x@example.org"], "is no web address"),
    ],
)
def test_a_wrong_wish_is_answered_in_plain_words(tmp_path, capsys, wrong, said):
    assert run(tmp_path, *wrong) == 1
    printed = capsys.readouterr().out
    assert said in printed and printed.count("\n") == 1
    assert not (tmp_path / "decks").exists(), "nothing is written"


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "decks").write_text("in the way", encoding="utf-8")
    assert run(tmp_path, "00") == 1
    assert "Choose another folder with --out." in capsys.readouterr().out


def test_without_a_browser_a_sentence_says_so(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(printing, "find", lambda: None)
    assert slides.main(["00", "--out", str(tmp_path)]) == 0
    assert "No PDF was written" in capsys.readouterr().out
    assert (tmp_path / "00_start_here.html").is_file()


def test_the_vendored_library_has_its_licence_and_names_no_registry():
    assert "Permission is hereby granted" in (VENDORED / "LICENSE").read_text(encoding="utf-8")
    assert (VENDORED / "VERSION").read_text(encoding="utf-8").startswith("reveal.js 6.0.2")
    hosts = re.compile(r"registry\.|npmjs|unpkg|jsdelivr|cdnjs|fonts\.googleapis")
    for file in VENDORED.iterdir():
        assert not hosts.search(file.read_text(encoding="utf-8")), file.name


def test_the_number_of_a_lesson_can_be_translated():
    text.use_language(text.PSEUDO)
    try:
        first = plain(deck(lesson_decks.load("00_start_here"), Wishes()).screen)
    finally:
        text.use_language(None)
    assert "Lesson 0" not in first and "minutes" not in first
