"""The decks: the agenda, what a deck holds, its options, its messages."""

import json
import re

import pytest
from common import ROOT

from medsocial.exports import decks
from medsocial.exports.decks import agenda, fit, lesson, page, pictures, printing, workshop
from medsocial.exports.decks.tree import parse
from medsocial.ground import paths, style, text
from medsocial.store import data

VENDORED = paths.slides_dir() / "vendor" / "reveal"
SLIDE = re.compile(r'<section class="slide k-(\w+)')


@pytest.fixture(scope="module")
def environment():
    """Load the templates once."""
    return page.templates()


@pytest.fixture(scope="module")
def half_hour(environment):
    """Build the deck of half an hour, without drawing."""
    deck = workshop.session_deck(decks.Wishes(30, redraw=False))
    return deck, page.written(deck, environment)


def run(tmp_path, *arguments):
    """Run the command without printing a PDF; return its code."""
    return decks.main(["--no-pdf", "--no-redraw", "--out", str(tmp_path / "decks"), *arguments])


@pytest.mark.parametrize("length", agenda.LENGTHS)
def test_the_minutes_of_every_length_add_up_in_the_order_of_the_lessons(length):
    plan = agenda.session(length)
    assert sum(activity.minutes for activity in plan) == length
    assert [activity.starts for activity in plan] == [sum(a.minutes for a in plan[:i]) for i in range(len(plan))]
    lessons = [activity.row.lesson for activity in plan if activity.row.lesson]
    assert lessons == sorted(lessons)
    counted = [activity for activity in plan if activity.row.activity_id != "break"]
    assert all(activity.amount for activity in counted), "each activity says how much of it there is"


def test_the_minutes_are_those_that_were_decided():
    decided = {
        "W0": (2, 3, 4, 6), "W1": (0, 4, 8, 8), "W2": (6, 10, 13, 20), "W3": (4, 6, 9, 14), "W4": (0, 6, 8, 17),
        "W5": (8, 12, 17, 25), "break": (0, 0, 0, 10), "W6": (5, 8, 10, 18), "W7": (0, 0, 6, 18), "W8": (0, 0, 0, 20),
        "W9": (5, 7, 7, 16), "W10": (0, 4, 8, 8),
    }  # fmt: skip
    found = {row.activity_id: tuple(getattr(row, f"minutes_{n}") for n in agenda.LENGTHS) for row in data.rows("agenda")}
    assert found == decided
    cases = data.row("agenda", "W5")
    assert [getattr(cases, f"amount_{n}") for n in agenda.LENGTHS] == [1, 2, 3, 4]


def test_every_section_of_the_agenda_stands_in_its_notebook():
    there = lesson.notebooks()
    for row in data.rows("agenda"):
        if row.lesson in there:
            known = {section.name for section in lesson.sections(there[row.lesson])}
            assert set(row.sections) <= known, row.activity_id
            assert not row.sections or row.main_section in row.sections


def test_paper_sheets_are_numbered_once():
    sheets = [row.sheet for row in data.rows("agenda") if row.sheet]
    assert sheets == list(range(1, len(sheets) + 1))


def test_hospital_leads_may_repair_clauses_instead():
    usual, theirs = agenda.session(90), agenda.session(90, "W8")
    assert sum(activity.minutes for activity in theirs) == 90
    names = [activity.row.activity_id for activity in theirs]
    assert "W8" in names and "W4" not in names and "W7" not in names
    assert next(a for a in theirs if a.row.activity_id == "W8").minutes == 14 == 8 + 6
    assert len(usual) == len(theirs) + 1
    with pytest.raises(agenda.NoDeck, match="nothing to replace"):
        agenda.session(30, "W8")
    with pytest.raises(agenda.NoDeck, match="This can: W8"):
        agenda.session(90, "W2")


def test_clock_times_run_on_past_midnight():
    plan = agenda.session(30)
    assert plan[0].clock(14 * 60) == "14:00–14:02"
    assert plan[-1].clock(23 * 60 + 45) == "00:10–00:15"
    assert plan[0].clock(None) == ""


def test_ground_rules_are_slide_two_of_every_length(half_hour, environment):
    for length in agenda.LENGTHS:
        deck = half_hour[0] if length == 30 else workshop.session_deck(decks.Wishes(length, redraw=False))
        rules = deck.slides[1]
        assert rules.kind == "rules" and rules.body.count("<li>") == 5
        assert "Search for yourself only" in rules.body and "at risk" in rules.body
        assert "Read them aloud" in rules.notes
        assert sum(group.minutes for group in deck.groups) == length


def test_notes_are_there_where_the_agenda_demands_them():
    for length in agenda.LENGTHS:
        deck = workshop.session_deck(decks.Wishes(length, redraw=False))
        groups = {group.name: group for group in deck.groups}
        for activity in agenda.session(length):
            slides = groups[activity.row.activity_id].slides
            assert "minute" in slides[0].notes
            if activity.row.facilitated and activity.row.lesson in lesson.notebooks() and len(slides) > 2:
                assert any("Say:" in slide.notes for slide in slides[1:]), activity.name


def test_a_section_lasts_as_long_as_its_slides(half_hour):
    for group in half_hour[0].groups:
        assert sum(group.seconds_each) == group.minutes * 60


def test_the_title_slide_says_what_was_asked_for(tmp_path, capsys):
    words = {"--audience": "ward <teams>", "--country": "GB", "--facilitator": "Dr Ines Varga", "--title": "Before you post"}
    asked = [part for pair in words.items() for part in pair]
    assert run(tmp_path, "--minutes", "30", "--start", "9:30", *asked) == 0
    written = (tmp_path / "decks" / "workshop_30.html").read_text(encoding="utf-8")
    first = parse(written.split('<section class="slide ')[1]).text
    for part in ("For ward <teams>", "United Kingdom", "With Dr Ines Varga", "Before you post", "30 minutes"):
        assert part in first
    assert 'data-start="570"' in written
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


def test_a_link_becomes_a_code_with_its_address(tmp_path):
    assert run(tmp_path, "--minutes", "30", "--link", "example.org/workshop") == 0
    written = (tmp_path / "decks" / "workshop_30.html").read_text(encoding="utf-8")
    assert 'alt="QR code of https://example.org/workshop"' in written


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "decks").write_text("in the way", encoding="utf-8")
    assert run(tmp_path, "--minutes", "30") == 1
    assert "Choose another folder with --out." in capsys.readouterr().out


def test_without_a_browser_a_sentence_says_so(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(printing, "find", lambda: None)
    assert decks.main(["--no-redraw", "--minutes", "30", "--out", str(tmp_path)]) == 0
    assert "No PDF was written" in capsys.readouterr().out
    assert (tmp_path / "workshop_30.html").is_file()


def test_a_deck_is_one_small_file_that_names_nothing_outside(half_hour):
    written = half_hour[1]
    assert len(written.encode("utf-8")) < page.LARGEST
    tree = parse(re.sub(r"<script>.*?</script>|<style>.*?</style>", "", written, flags=re.DOTALL))
    for node in tree.walk():
        for name in ("src", "href", "data", "poster", "action"):
            address = node.attrs.get(name)
            if address and node.tag != "a":
                assert address.startswith("data:"), (node.tag, address)
    assert "Content-Security-Policy" in written and "default-src 'none'" in written
    styles = "".join(re.findall(r"<style>(.*?)</style>", written, flags=re.DOTALL))
    assert "@import" not in styles and not re.search(r"url\(\s*['\"]?(?!data:|#)", styles)


def test_two_builds_are_the_same(environment):
    wishes = decks.Wishes()
    one, two = (page.written(workshop.lesson_deck("01_definitions", wishes), environment) for _n in range(2))
    assert one == two


def test_the_vendored_library_has_its_licence_and_names_no_registry():
    assert "MIT" in (VENDORED / "LICENSE").read_text(encoding="utf-8") or "Permission is hereby granted" in (
        VENDORED / "LICENSE"
    ).read_text(encoding="utf-8")
    assert (VENDORED / "VERSION").read_text(encoding="utf-8").startswith("reveal.js 6.0.2")
    hosts = re.compile(r"registry\.|npmjs|unpkg|jsdelivr|cdnjs|fonts\.googleapis")
    for file in VENDORED.iterdir():
        assert not hosts.search(file.read_text(encoding="utf-8")), file.name


def test_every_element_of_a_lesson_has_slides():
    shown = set()
    for path in lesson.notebooks().values():
        for section in lesson.sections(path):
            for _cell, element in lesson._parts(section, redraw=False):
                if element is not None:
                    shown.add(element.function)
    assert {"quiz", "guess", "recognise", "define", "plot_footprint", "weigh_danger", "definitions"} <= shown


def test_a_question_stands_before_its_reasons_and_without_them(half_hour):
    slides = half_hour[0].slides
    kinds = [slide.kind for slide in slides]
    assert "question" in kinds and "vote" in kinds and "reasons" in kinds
    for slide in slides:
        if slide.kind in ("question", "vote", "scene", "task"):
            assert "<details" not in slide.body and "best" not in re.findall(r'class="([^"]*)"', slide.body)
    last = max(i for i, slide in enumerate(slides) if slide.kind == "vote")
    assert slides[last + 1].key, "after the second vote come the reasons"


def test_the_number_of_cases_follows_the_length():
    for length, cases in zip(agenda.LENGTHS, (1, 2, 3, 4), strict=True):
        deck = workshop.session_deck(decks.Wishes(length, redraw=False))
        group = next(group for group in deck.groups if group.name == "W5")
        assert sum(slide.kind == "vote" for slide in group.slides) == cases


def test_no_item_of_the_forms_is_in_a_deck():
    items = json.dumps(data.yaml_content("test_items"), ensure_ascii=False) if "test_items" in data.resources() else ""
    stems = set(re.findall(r'"stem": "([^"]{40,})"', items))
    for length in (60, 180):
        words = " ".join(parse(slide.body).text for slide in workshop.session_deck(decks.Wishes(length, redraw=False)).slides)
        assert not [stem for stem in stems if stem in words]


def test_charts_are_drawn_for_the_slide():
    root, found = pictures.redrawn({"function": "plot_footprint", "arguments": {}})
    (parts,) = found
    assert [one.title for one in parts] == ["Most of what was found came from others"] * len(parts)
    assert "Massachusetts" in parts[0].subtitle
    assert all(one.shape <= style.SLIDE_SHAPE * 1.02 for one in parts)
    assert "94%" in parts[0].alt
    assert root.first("figcaption") is not None


def test_a_tall_chart_comes_in_parts_that_hold_all_of_it():
    _root, (parts,) = pictures.redrawn({"function": "plot_boards", "arguments": {}})
    assert len(parts) > 2
    said = " ".join(one.alt for one in parts)
    for words in ("Any report of misconduct online", "False credentials", "A clinical story without identifiers"):
        assert said.count(words) == 1
    assert all(one.shape <= style.SLIDE_SHAPE * 1.02 for one in parts)


def test_a_chart_on_a_page_is_not_changed_by_one_on_a_slide():
    import medsocial as ms

    before = ms.plot_footprint().to_html()
    with style.slide_size(7.6):
        on_slide = ms.plot_footprint().to_html()
    assert ms.plot_footprint().to_html() == before != on_slide


def test_parts_of_a_chart_fit_and_keep_their_order():
    with style.slide_size(10) as here:  # 3.6 inches of room
        assert style.part_of("abcd", [1, 1, 1, 1], 0.5) == ["a", "b"]
        assert here.parts == 2
    with style.slide_size(10, part=1):
        assert style.part_of("abcd", [1, 1, 1, 1], 0.5) == ["c", "d"]
    assert style.packed([1, 1, 5], [0, 0, 0], 2) == [[0, 1], [2]]
    assert style.part_of("ab", [9, 9]) == ["a", "b"], "a page has them all"


def test_long_text_is_cut_and_nothing_is_lost():
    from medsocial.exports.decks import prose

    words = [f"Sentence number {n} says one thing and then stops." for n in range(60)]
    slides = prose.slides("prose", "A title", prose.blocks(prose.markdown(" ".join(words)).children))
    assert len(slides) > 3
    kept = " ".join(" ".join(p.text for p in parse(slide.body).all("p")) for slide in slides)
    assert kept == " ".join(words)


def test_words_are_measured():
    assert fit.lines("word " * 10, 10_000) == 1
    assert fit.lines("aaaa aaaa", fit.width("aaaa", fit.BODY) + 1) == 2
    assert fit.width("ab", 10, bold=True) > fit.width("ab", 10)
    assert fit.sentences("One. <b>Two. Three.</b> And more. Four.") == ["One.", "<b>Two. Three.</b> And more.", "Four."]


def test_the_words_of_a_deck_can_be_translated():
    text.use_language(text.PSEUDO)
    try:
        deck = workshop.session_deck(decks.Wishes(30, redraw=False))
        words = parse(deck.slides[0].to_html(1, 0, "x")).text + parse(deck.slides[2].to_html(2, 0, "x")).text
    finally:
        text.use_language(None)
    assert "minutes" not in words and "Welcome" not in words


def test_the_command_of_the_lessons_writes_them_all(tmp_path, capsys):
    assert run(tmp_path) == 0
    names = {path.stem for path in (tmp_path / "decks").glob("*.html")}
    assert names == set(lesson.notebooks())
    assert all(path.stat().st_size < page.LARGEST for path in (tmp_path / "decks").glob("*.html"))
    assert (ROOT / "slides" / "template" / "deck.html").is_file()
    assert "decks written" in capsys.readouterr().out
