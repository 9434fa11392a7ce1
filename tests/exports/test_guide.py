"""The facilitator's pack: true to the deck, few sheets of paper, no key on what participants get, logs."""

import csv
import html
import io
import re

import prose_rules
import pytest

from medsocial.exports import guide
from medsocial.exports.guide import log, pages, participants, piles, wishes
from medsocial.exports.guide.wishes import NoGuide, Wishes, plan
from medsocial.exports.session import deck
from medsocial.exports.wishes import Wishes as DeckWishes
from medsocial.ground import text
from medsocial.model import class_code, session, test_items
from medsocial.store import data

LENGTHS = [one["minutes"] for one in session.plans()]
MINE = ("print-list.html", "facilitator.html", "guide.html")
every_length = pytest.mark.parametrize("minutes", LENGTHS)


def made(minutes=60, **more):
    """Return a session that starts at two o'clock."""
    return plan(Wishes(minutes=minutes, **{"start": 14 * 60, "people": 24, "tables": 4, **more}))


def plain(page):
    """Return what a reader of a page sees, in one line."""
    body = re.sub(r"<style.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def normal(words):
    """Return words without marks, to look for them in a page."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def fits_forms(minutes):
    """Return whether a session has time for two forms; half an hour has not."""
    return minutes > 30


def whole(minutes):
    """Return the plan of a length, with forms where it has time for them."""
    return made(minutes, forms=fits_forms(minutes))


@pytest.fixture(scope="module")
def kits():
    """Return the files of each length with its forms, built once."""
    return {minutes: guide.kit(whole(minutes)) for minutes in LENGTHS}


@pytest.fixture(scope="module")
def decks():
    """Return the deck of each length as it is built: for each slide its number, words and minute, and its parts."""
    found = {}
    for minutes in LENGTHS:
        page = deck(session.load(minutes, "", 24, fits_forms(minutes)), DeckWishes(minutes, start=14 * 60)).screen
        slides = [
            (one[1], plain(one[0]), int(one[2]) // 60)
            for one in re.finditer(r'<section class="slide .*?data-label="(\d+)".*?data-at="(\d+)".*?</section>', page, re.DOTALL)
        ]
        parts = re.findall(r'<section class="part" data-title="([^"]+)" data-starts="(\d+)" data-ends="(\d+)"', page)
        found[minutes] = slides, [(html.unescape(one), int(a) // 60, int(b) // 60) for one, a, b in parts if a != b]
    return found


def at_two(minute):
    """Return a minute of a session that starts at two o'clock as a time of day."""
    return f"{14 + minute // 60}:{minute % 60:02}"


# ---- true to the deck --------------------------------------------------------------------------------


@every_length
def test_guide_and_papers_name_every_slide_as_the_deck_does(kits, decks, minutes):
    slides, parts = decks[minutes]
    assert len(slides) == sum(len(part.slides) for part in session.load(minutes, forms=fits_forms(minutes)).parts)
    guides = {
        "guide.html": r'<td class="count">(\d+)</td>\s*<th scope="row">(.*?)</th>.*?<td>([\d:]+)</td>',
        "facilitator.html": r'<h3><b>(\d+)</b> (.*?) <span class="late">([\d:]+) ·',
    }
    for name, line in guides.items():
        page = kits[minutes][name]
        listed = [(number, html.unescape(headline), time) for number, headline, time in re.findall(line, page, re.DOTALL)]
        assert [(number, time) for number, _headline, time in listed] == [(one, at_two(minute)) for one, _words, minute in slides]
        for (_number, headline, _time), (_same, words, _minute) in zip(listed, slides, strict=True):
            assert headline in words, (name, headline)
        shown = plain(page)
        for title, starts, ends in parts:
            assert title in shown and f"{at_two(starts)}–{at_two(ends)}" in shown, (name, title)


@every_length
def test_the_run_sheet_has_the_numbers_and_minutes_of_the_deck(kits, decks, minutes):
    run = kits[minutes]["facilitator.html"].split('<section class="leaf')[1]
    board, first = session.load(minutes, forms=fits_forms(minutes)), 1
    rows = [[plain(cell) for cell in re.findall(r"<t[dh][^>]*>.*?</t[dh]>", row, re.DOTALL)] for row in run.split("<tr>")[2:]]
    for part, (time, count, slides, title, late, _paper) in zip(board.parts, rows, strict=True):
        last = first + len(part.slides) - 1
        assert (time, count, title, late) == (at_two(part.starts), str(part.minutes), part.title, part.if_late)
        assert slides == (str(first) if first == last else f"{first}–{last}")
        first = last + 1
    assert (title, first - 1) == (decks[minutes][1][-1][0], len(decks[minutes][0]))


def test_the_hour_as_written_by_hand():
    found = made(60)
    assert [(found.clock(one.part), one.slides, piles.used_in(one, found)) for one in found.stretches] == [
        ("14:00–14:04", "1–5", ["Cards A to F"]),
        ("14:04–14:10", "6–10", ["Cards A to F"]),
        ("14:10–14:19", "11–15", ["Worksheet"]),
        ("14:19–14:31", "16–21", ["Cards A to F"]),
        ("14:31–14:41", "22–25", ["Cards A to F"]),
        ("14:41–14:46", "26–28", ["Cards A to F", "Worksheet"]),
        ("14:46–14:53", "29–33", ["Cards A to F", "Worksheet"]),
        ("14:53–14:58", "34–36", ["Worksheet"]),
        ("14:58–15:00", "37", ["Pocket card"]),
    ]


def test_forms_are_taken_in_parts_of_their_own():
    found = made(60, forms=True)
    taken = [one.part.part_id for one in found.stretches if "Short forms" in piles.used_in(one, found)]
    assert taken == ["first_form", "second_form"]
    assert "four questions, alone" not in plain(participants.sheets(found)["worksheet"]), "a form is a sheet of its own"
    with pytest.raises(NoGuide, match="30 minutes has no time for two forms"):
        made(30, forms=True)


@every_length
def test_the_worksheet_asks_what_the_slides_ask(kits, minutes):
    shown = plain(kits[minutes]["worksheet.html"])
    for page in whole(minutes).pages:
        on_a_form = page.slide.slide_id in ("form_before", "form_after")
        if page.kind == "task" and page.slide.act in ("search", "write") and not on_a_form:
            assert f"{page.headline} slide {page.label}" in shown
            assert all(item.text in shown for item in page.slide.items), page.headline
    rules = [item.text for page in whole(minutes).pages if page.slide.slide_id == "ground_rules" for item in page.slide.items]
    assert len(rules) == 5 and all(rule in shown[:400] for rule in rules)
    assert "Who takes it down at night" in shown
    assert ("In pairs: plan one use" in shown) == (minutes == 60), "what is talked about stands there if there is room"


@every_length
def test_the_best_answers_stand_with_their_slides(kits, minutes):
    shown = plain(kits[minutes]["facilitator.html"])
    votes = [page.vote for page in whole(minutes).pages if page.vote]
    assert len(votes) >= 4
    for vote in votes:
        for letter, option in zip("ABCDEF", vote.options, strict=False):
            assert (f"Key {letter}. {option.text}" in shown) or not option.best
    assert shown.count("Key ") == sum(option.best for vote in votes for option in vote.options)


def test_the_worked_example_stands_where_the_deck_shows_it(kits):
    assert "11 Four finds about Dr Varga, and none is hers to change" in plain(kits[60]["facilitator.html"])
    assert "Varga" not in plain(kits[60]["worksheet.html"])


def test_a_session_over_midnight_and_one_without_a_start():
    assert made(60, start=23 * 60 + 30).time(60) == "00:30"
    assert plan(Wishes(60)).time(55) == "0:55"


# ---- paper -------------------------------------------------------------------------------------------

ONE_HOUR = {"print_list": 2, "facilitator": 8, "cards": 2, "worksheet": 2, "forms": 48, "pocket_card": 2}


@pytest.mark.parametrize(
    ("more", "sheets"),
    [
        ({}, {"print_list": 1, "facilitator": 4, "cards": 24, "worksheet": 24, "pocket_card": 6}),
        ({"forms": True}, {"print_list": 1, "facilitator": 4, "cards": 24, "worksheet": 24, "forms": 24, "pocket_card": 6}),
        ({"people": 25}, {"print_list": 1, "facilitator": 4, "cards": 25, "worksheet": 25, "pocket_card": 7}),
        ({"people": 9}, {"print_list": 1, "facilitator": 4, "worksheet": 9, "pocket_card": 3}),
        ({"people": 10}, {"print_list": 1, "facilitator": 4, "cards": 10, "worksheet": 10, "pocket_card": 3}),
        ({"people": 60}, {"print_list": 1, "facilitator": 4, "cards": 60, "worksheet": 60, "pocket_card": 15}),
        ({"people": 61}, {"print_list": 1, "facilitator": 4, "pocket_card": 16}),
        ({"room": "video"}, {"print_list": 1, "facilitator": 4, "worksheet": 0, "pocket_card": 0}),
        (
            {"room": "no-projector"},
            {"print_list": 1, "facilitator": 4, "cards": 24, "worksheet": 24, "pictures": 8, "pocket_card": 6},
        ),
    ],
)
def test_sheets_of_an_hour_for_the_people_and_the_room(more, sheets):
    found = piles.piles(made(60, **more), {**ONE_HOUR, "pictures": 4})
    assert {pile.id: pile.sheets for pile in found} == sheets
    listed = pages.list_html(made(60, **more), {**ONE_HOUR, "pictures": 4}, exact=True)
    assert plain(re.search(r"<h1>.*?</h1>", listed)[0]) == f"{sum(sheets.values())} sheets of paper (A4)"


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (2, 1), (3, 2), (8, 4), (9, 5)])
def test_a_sheet_has_two_sides(pages, sheets):
    assert next(pile for pile in piles.piles(made(), {"facilitator": pages}) if pile.id == "facilitator").sheets == sheets


def test_letter_reaches_every_document(kits):
    for name, page in guide.kit(made(60, paper="letter", forms=True)).items():
        if name.endswith(".html"):
            assert "size: letter" in page and "size: A4" not in page, name
            assert "size: A4" in kits[60][name], name
    assert "sheets of paper (US Letter)" in plain(pages.list_html(made(60, paper="letter"), ONE_HOUR))


def test_an_uncounted_total_says_that_it_is_an_estimate():
    assert plain(pages.list_html(made(), ONE_HOUR)).startswith("What to print 60 minutes · 24 people, 4 tables About 59 sheets")
    assert "About" not in plain(pages.list_html(made(), ONE_HOUR, exact=True))


def test_tables_follow_from_people():
    assert plan(Wishes(people=25)).tables == 5
    assert plan(Wishes(people=1)).tables == 1


def test_what_a_count_means_in_heads():
    assert [words.split(":")[0] for words in pages.count_words(24)] == ["At most 8 with our answer", "9 to 16", "17 or more"]
    assert pages.count_words(9) == ["With so few people nobody counts. Ask who could defend the other answer."]


def test_every_pile_belongs_to_a_part_that_a_session_has():
    known = {part["id"] for one in session.plans() for part in one["parts"]}
    for entry in wishes.content()["piles"]:
        assert set(entry.get("parts", ())) <= known, entry["id"]
    assert {entry["id"] for entry in wishes.content()["piles"]} == {*participants.VALUES, "print_list", "facilitator"}


# ---- forms and codes ---------------------------------------------------------------------------------


def test_each_person_has_two_forms_with_one_code_that_nobody_else_has():
    page = participants.sheets(made(60, people=5, forms=True))["forms"]
    leaves = [plain(leaf) for leaf in page.split('<section class="leaf')[1:]]
    codes = [re.search(r"First form Code (\S+)", leaf)[1] for leaf in leaves[::2]]
    assert len(leaves) == 10 and len(set(codes)) == 5 and all(map(class_code.is_code, codes))
    printed = {name: test_items.printed_name(name, test_items.short_form(name)) for name in "AB"}
    for seat, code in enumerate(codes, start=1):
        front, back = leaves[2 * seat - 2 : 2 * seat]
        first, second = ("A", "B") if seat % 2 else ("B", "A")
        assert f"Typed as one line: {code}, {printed[first]}, letters." in front and front.count(code) == 3
        assert f"Second form, at the end Code {code}" in back and f"{code}, {printed[second]}, letters." in back
        for name, shown in ((first, front), (second, back)):
            assert re.findall(r"\b([AB]\d)\. ", shown) == [item.item_id for item in test_items.short_form(name)]


def test_codes_differ_from_pack_to_pack_and_the_rest_is_the_same(kits):
    text.use_language(None)
    again = guide.kit(made(60, forms=True))
    assert {name for name, page in again.items() if page != kits[60][name]} == {"forms.html"}


# ---- no key for participants ---------------------------------------------------------------------------


def secrets(minutes):
    """Return everything that a participant may not read before the answer: reasons and keys."""
    found = [option.reason for item in test_items.items() for option in item.options]
    for page in made(minutes).pages:
        found += [option.reason for option in page.vote.options] + [page.vote.last_word] if page.vote else []
        found += [item.reason for item in page.slide.items] if page.slide.slide_id != "first_step" else []
    for clause in data.yaml_content("policy_repairs")["clauses"]:
        found += [option[part] for option in clause["repairs"] for part in ("text", "reason")]
    return [words for words in found if words and len(words.split()) > 2]


@every_length
def test_no_key_stands_on_what_participants_get(minutes):
    forms = fits_forms(minutes)
    found = participants.sheets(made(minutes, forms=forms)) | participants.sheets(made(minutes, room="no-projector"))
    assert {"cards", "worksheet", "pictures", "pocket_card", *(["forms"] if forms else [])} <= set(found)
    kept = secrets(minutes)
    assert len(kept) > 80
    for name, page in found.items():
        shown = normal(plain(page))
        # What the pocket card says is the rule; it is given out at the end.
        assert name == "pocket_card" or [words for words in kept if normal(words) in shown] == [], name
        assert "✓" not in plain(page) and "Key " not in plain(page)


def test_a_room_without_a_projector_sees_pictures_and_questions_of_the_deck():
    page = participants.sheets(made(60, room="no-projector"))["pictures"]
    shown = plain(page)
    pictured = [page for page in made(60).pages if page.pictures]
    assert page.count("<img ") == len(pictured) == 5
    for one in made(60).pages:
        assert (f"{one.label} · {one.headline}" in shown) == bool(one.pictures)
        assert not one.vote or f"{one.label} · {one.vote.question}" in shown


def test_six_cards_with_six_shapes():
    page = participants.sheets(made(60))["cards"]
    assert re.findall(r'"letter">(.)<', page) == list("ABCDEF")
    assert len(set(re.findall(r'"sign">(.)<', page))) == 6


# ---- words --------------------------------------------------------------------------------------------


def test_every_number_is_named_and_every_situation_asks_for_help():
    words = wishes.content()
    numbers = {entry["id"] for entry in words["numbers"]}
    assert all(set(entry["numbers"]) <= numbers for entry in words["situations"])
    assert [entry["id"] for entry in words["situations"]] == ["upset", "breach", "patient"]
    assert sum(entry["minutes"] for entry in words["rehearsal"]) == 10
    for entry in words["situations"]:
        assert "outside" in " ".join([entry["first"], entry["say"], *entry["do"], entry["never"]])
    breach, patient = words["situations"][1:]
    assert "log it" in breach["never"] and "log it" in patient["never"]
    assert "The hospital's own duty" in " ".join(breach["do"])
    assert "The duty is the hospital's own" in " ".join(patient["do"])
    assert "helpline" in words["situations"][0]["numbers"]


def test_a_page_for_each_other_room(kits):
    rooms = re.findall(r'<section class="leaf other" id="(\w+)">', kits[60]["guide.html"])
    assert rooms == ["under_10", "over_60", "video", "no_projector", "mixed", "late_comers"]


def test_two_pages_say_how_to_vote_by_phone_with_the_command_of_this_session(kits):
    for minutes, kit in kits.items():
        leaves = kit["guide.html"].split('<section class="leaf')
        before, during = (plain(leaf) for leaf in leaves if ' id="phones_' in leaf[:30])
        assert "python3 workshop.py room --try" in before and "travel router" in before
        assert f"python3 workshop.py room --minutes {minutes} --phones" in during and "Nobody asks for your name" in during


@every_length
def test_the_prose_of_the_pages_keeps_the_house_rules(minutes):
    for name in MINE:
        # Of the slides' headings and notes the deck's own tests take care.
        leaves = guide.kit(made(minutes))[name].split('<section class="leaf')
        words = prose_rules.plain("".join(leaf for leaf in leaves if 'id="slides"' not in leaf and " script" not in leaf[:9]))
        assert prose_rules.wording_problems(words) == []
        assert [said for said in prose_rules.length_problems(words) if not said.startswith("the mean")] == []


# ---- pages --------------------------------------------------------------------------------------------


@every_length
def test_each_page_needs_no_script_and_no_network(kits, minutes):
    for name, page in kits[minutes].items():
        if name.endswith(".html"):
            assert "<script" not in page and "@import" not in page and "<form" not in page and "<input" not in page
            assert not re.search(r"(?:src=[\"']|url\([\"']?)(?!data:|#|%23)", page), name
            assert page.count("<main>") == 1 and 'lang="en"' in page


def test_given_numbers_are_printed_and_the_rest_is_left_blank():
    found = made(60, numbers={"privacy": "4411"})
    for page in (pages.guide_html(found, {}), pages.facilitator_html(found)):
        assert "Privacy lead: 4411" in plain(page)
        assert re.search(r"Helpline, day and night: <strong></strong>", page)


def test_the_content_note_lists_what_the_session_holds():
    assert "The friend request" in [title for title, _note in pages.notes_here(made(60))]
    assert "A cry for help on the hospital's page" in [title for title, _note in pages.notes_elsewhere(made(60))]


def test_a_country_brings_its_clocks_and_its_rule():
    assert "72 hours" not in plain(pages.guide_html(made(60), {}))
    british = made(60, country="GB")
    assert "72 hours" in plain(pages.guide_html(british, {}))
    assert "United Kingdom" in plain(pages.facilitator_html(british))


def test_the_keys_of_the_forms_are_printed_with_the_forms_only(kits):
    with_forms, without = plain(kits[60]["facilitator.html"]), plain(pages.facilitator_html(made(60)))
    for name in "AB":
        for item in test_items.short_form(name):
            key = f"{item.item_id} {item.key}. {item.options[item.right].text}"
            assert key in with_forms and key not in without
            assert item.options[item.right].reason in with_forms


def test_another_language_reaches_every_word(home):
    text.use_language(text.PSEUDO)
    words = wishes.content()
    shown = plain(pages.guide_html(made(60), {}))
    assert words["situations"][0]["say"] in shown
    for english in ("If late", "What is printed", "Never", "On paper", "Agenda"):
        assert english not in shown.replace("Never look", "").replace("Never log", "")
    own = {word for entry in words["piles"] for word in re.findall(r"[A-Za-z]+", f"{entry['label']} {entry['hint']}")}
    own |= {word for stretch in made(60).stretches for word in re.findall(r"[A-Za-z]+", stretch.part.title)}
    for page in (pages.list_html(made(60), ONE_HOUR), *participants.sheets(made(60, room="no-projector")).values()):
        shown = re.sub(r"[\w-]+\.(?:pdf|csv)", " ", plain(page).replace(log.COMMAND, ""))
        left = set(re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", shown))
        assert left - own <= of_the_content(), left - own - of_the_content()


def of_the_content():
    """Return the words that stand in the content files and are translated there."""
    names = ("session_slides", "pocket_card", "footprint_audit", "commitments", "stories", "cases", "recognise_cases", "quizzes")
    said = " ".join(data.resource_path(name).read_text(encoding="utf-8") for name in names)
    said += " ".join(str(row) for name in ("claims", "guesses", "service_cards") for row in data.rows(name))
    return set(re.findall(r"[A-Za-z]+", said))


# ---- files and commands --------------------------------------------------------------------------------


def test_the_command_writes_the_kit_and_says_where(tmp_path, capsys):
    out = tmp_path / "kit é"
    assert guide.main(["--start", "9:05", "--people", "12", "--forms", "--paper", "Letter", "--no-pdf", "--out", str(out)]) == 0
    piles_there = {
        f"{name}.html" for name in ("print-list", "facilitator", "cards", "worksheet", "forms", "pocket-card", "guide")
    }
    assert {file.name for file in out.iterdir()} == {*piles_there, "delivery_log.csv"}
    assert str(out) in capsys.readouterr().out
    assert "09:05" in (out / "facilitator.html").read_text(encoding="utf-8")


def test_a_filled_in_log_is_never_overwritten(tmp_path):
    guide.build(made(), tmp_path)
    (tmp_path / "delivery_log.csv").write_text("mine", encoding="utf-8")
    guide.build(made(), tmp_path)
    assert (tmp_path / "delivery_log.csv").read_text(encoding="utf-8") == "mine"


def test_without_a_browser_the_pages_are_written_and_it_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("medsocial.exports.printing.find", lambda: None)
    assert guide.main(["--out", str(tmp_path)]) == 0
    assert "no Chromium, Chrome or Edge was found" in capsys.readouterr().out
    assert "About " in plain((tmp_path / "print-list.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minutes", "45"], "Choose 30, 60, 90 or 180"),
        (["--start", "25:00"], "is no time of day"),
        (["--people", "0"], "from 1 to 500"),
        (["--people", "many"], "--people many is no whole number. Write it in digits, like --people 24."),
        (["--people", "3", "--tables", "4"], "4 tables do not fit 3 people"),
        (["--country", "Atlantis"], "The countries are US, GB"),
        (["--line", "privacy"], "like privacy=4411"),
        (["--line", "porter=1"], "The lines are communications"),
        (["--paper", "a5"], "--paper a5 is unknown. Choose one of a4, letter."),
        (["--room", "garden"], "--room garden is unknown. Choose one of projector, no-projector, video."),
        (["--forms", "--room", "video"], "Leave out --forms"),
        (["--forms", "--people", "61"], "at most 60 people"),
    ],
)
def test_a_wrong_wish_gets_one_sentence(arguments, said, tmp_path, capsys):
    assert guide.main([*arguments, "--no-pdf", "--out", str(tmp_path / "kit")]) == 1
    out = capsys.readouterr().out
    assert said in out and out.count("\n") == 1
    assert not (tmp_path / "kit").exists()


def test_a_folder_that_cannot_be_written_gets_one_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert guide.main(["--no-pdf", "--out", str(tmp_path / "file")]) == 1
    assert "Choose another folder with --out." in capsys.readouterr().out


# ---- the delivery log ----------------------------------------------------------------------------------

HEAD = "part,planned,started,finished\n"


def written(folder, content, name="log.csv"):
    """Write a log and return its path."""
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def test_the_template_has_a_line_for_each_part():
    rows = list(csv.DictReader(io.StringIO(log.template(made(60)))))
    named = "welcome what_counts footprint posts story first_minutes benefit_and_harm one_change questions"
    assert " ".join(row["part"] for row in rows) == named
    assert sum(int(row["planned"]) for row in rows) == 60
    assert all(row["started"] == row["finished"] == "" for row in rows)


def test_planned_and_taken_are_compared_over_deliveries(tmp_path):
    first = written(tmp_path, HEAD + "welcome,4,14:00,14:05\nfootprint,9,14:05,14:17\nposts,12,,\n", "a.csv")
    second = written(tmp_path, "\ufeffpart;planned;started;finished\nfootprint;9;09:00:00;09:09\nwelcome;4;8.55;9.00\n", "b.csv")
    third = written(tmp_path, HEAD + "footprint,9,23:55,00:10\n", "c.csv")
    found = log.timings([first, second, third])
    assert [(row.part, row.planned, row.taken, row.proposed) for row in found.rows] == [
        ("welcome", 4, (5, 5), 5),
        ("footprint", 9, (12, 9, 15), 12),
    ]
    assert found.untimed == 1
    said = found.to_text()
    assert "Together 13 minutes were planned, and 17 are proposed." in said
    assert "Take 4 minutes from other parts." in said and "1 line has no times" in said
    assert "12, 9, 15" in said and "change the minutes of the parts yourself" in said


def test_nothing_is_overwritten_by_reading_a_log(tmp_path, capsys):
    before = data.resource_path("sessions").read_bytes()
    path = written(tmp_path, HEAD + "welcome,4,14:00,14:09\n")
    assert guide.main(["--log", str(path)]) == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert data.resource_path("sessions").read_bytes() == before


def test_half_a_minute_is_rounded_up_and_nothing_takes_no_time(tmp_path):
    path = written(tmp_path, HEAD + "welcome,4,14:00,14:04\nwelcome,4,15:00,15:05\nquestions,2,14:00,14:00\n")
    assert [row.proposed for row in log.timings(path).rows] == [5, 1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        ("part,planned\nwelcome,3\n", "has no column started, finished"),
        ("activity_id,planned,started,finished\nW0,3,14:00,14:03\n", "has no column part"),
        (HEAD + "W77,3,14:00,14:03\n", "line 2: there is no part W77"),
        (HEAD + "welcome,3,14:00,14:03\nposts,four,14:03,14:07\n", "line 3: planned minutes are a whole number"),
        (HEAD + "welcome,3,14:00,14:63\n", "line 2: “14:63” is no time of day"),
        (HEAD + "welcome,3,14:03,14:00\n", "line 2: it finished at 14:00, before it started at 14:03"),
        (HEAD + "welcome,3,,\n", "has both times"),
        ("", "has no column part"),
    ],
)
def test_a_broken_log_gets_one_sentence(content, said, tmp_path, capsys):
    path = written(tmp_path, content) if content is not None else tmp_path / "none.csv"
    assert guide.main(["--log", str(path)]) == 1
    out = capsys.readouterr().out
    assert said in out and out.count("\n") == 1


def test_a_log_in_another_encoding_gets_one_sentence(tmp_path, capsys):
    (tmp_path / "log.csv").write_bytes("part,planned,started,finished\nwelcome,3,é,14:00".encode("utf-16"))
    assert guide.main(["--log", str(tmp_path / "log.csv")]) == 1
    assert "Save it again as CSV in UTF-8." in capsys.readouterr().out
