"""Scripts to keep: every situation has cautious words, countries change them, and own words stay the reader's."""

import re

import pytest
from common import descendants, live_texts, said_of_reviews, use, visible_words

import medsocial as ms
from medsocial.display.markup import escape
from medsocial.display.script_sheet import sheet_html, variant_words
from medsocial.ground import text
from medsocial.model import scripts as model
from medsocial.store import answers, data

LESSON, KEY = "05_patients_and_boundaries", "choose_script"
COUNTRIES = ("US", "GB", "IN", "AU", "CA", "EU", "OTHER", "")
IDS = ["decline", "redirect", "urgent", "review_reply", "colleague_post", "fake_account", "target"]


def state():
    """Return what is saved."""
    return answers.load(LESSON)[KEY]


# ---- the content ---------------------------------------------------------------------------------


def test_the_seven_situations():
    assert [one["id"] for one in model.situations()] == IDS
    assert set(model.source_ids()) <= {row.source_id for row in data.rows("sources")}
    assert "Ask your hospital before" in data.yaml_content("scripts")["notice"]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("situation", IDS)
def test_each_country_has_words_and_at_most_one_version(situation, country):
    found = model.script(situation, country)
    assert len(found.text) > 80
    own = [entry for entry in found.notes if "text" in entry]
    assert len(own) <= 1
    assert found.variant == (country.lower() if own else "any")
    assert found.key in model.all_keys()
    assert model.all_keys()[found.key] == found.text


def test_where_the_words_must_differ():
    american, british = model.script("review_reply", "US"), model.script("review_reply", "GB")
    assert not re.search(r"thank|sorry|your (care|visit)", american.text, re.IGNORECASE)
    assert re.search(r"Thank you", british.text) and re.search(r"sorry", british.text)
    assert british.notes[0]["status"] == "second_hand"
    anywhere = model.script("review_reply", "").text
    assert not re.search(r"thank|sorry|patient|visit", anywhere, re.IGNORECASE), "cautious anywhere"
    assert model.script("review_reply", "AU").text == anywhere
    assert any("testimonial" in note["why"] for note in model.script("review_reply", "AU").notes)
    assert "patients" not in model.script("decline", "US").text
    assert "consultation" in model.script("redirect", "IN").text


def test_when_you_are_the_target_by_hand():
    target = model.find_situation("target")
    steps = " ".join(target["steps"])
    wanted = ["Do not argue", "Save it", "Tell someone today", "Hand the account", "address and family", "police", "supports"]
    assert [word for word in wanted if word not in steps] == []
    assert len(target["blanks"]) == 6
    assert [step.split(".")[0] for step in target["steps"][:2]] == ["Do not argue", "Save it: addresses, pictures, times"]


def test_urgent_words_ask_nothing_and_name_the_emergency_number():
    urgent = model.find_situation("urgent")
    assert "[emergency number]" in urgent["text"] and "?" not in urgent["text"]
    assert urgent["countries"] == []


def test_an_unknown_situation_is_answered_in_one_sentence():
    with pytest.raises(data.UnknownName, match="There are words for decline, redirect"):
        model.script("nothing")


# ---- the activity --------------------------------------------------------------------------------


def test_the_country_of_the_start_page_is_preset(home):
    answers.save("00_start_here", "choose_country", {"country": "US"})
    activity = ms.choose_script()
    assert activity.country.value == "US"
    assert "family and old friends" in activity.words.value
    assert "United States" in activity.differs.value
    activity.country.value = "GB"
    assert "I do not connect with patients" in activity.words.value
    assert ms.choose_script().country.value == "GB", "what was chosen here wins"


def test_own_words_are_kept_restored_and_left_out_of_exports(home):
    activity = ms.choose_script()
    assert activity.put_back.disabled
    activity.words.value = "Mine, for everyone."
    assert state()["own_words"]["texts"] == {"decline.any": "Mine, for everyone."}
    assert not activity.put_back.disabled
    activity.country.value = "US"
    assert "family and old friends" in activity.words.value, "the country's words are others"
    activity.country.value = "AU"
    assert activity.words.value == "Mine, for everyone."
    assert ms.choose_script().words.value == "Mine, for everyone."
    assert "Mine" not in answers.export().read_text(encoding="utf-8")
    activity.put_back.click()
    assert "I do not connect with patients" in activity.words.value
    assert state()["own_words"]["texts"] == {} and activity.put_back.disabled


def test_emptied_words_come_back(home):
    activity = ms.choose_script()
    activity.words.value = "Mine."
    activity.words.value = "  "
    assert state()["own_words"]["texts"] == {}
    assert "I do not connect" in ms.choose_script().words.value


def test_blanks_belong_to_their_situation(home):
    activity = ms.choose_script()
    shown = [box for box in activity.blanks if box.layout.display != "none"]
    assert [box.description for box in shown] == ["Clinic phone number", "Portal or web address", "Emergency number"]
    activity.menu.value = "target"
    assert [box.layout.display for box in activity.blanks] == [""] * 6
    activity.blanks[3].value = " Security, 2222 "
    assert state()["own_words"]["blanks"] == {"target": ["", "", "", "Security, 2222", "", ""]}
    activity.menu.value = "decline"
    assert [box.value for box in activity.blanks] == [""] * 6
    activity.menu.value = "target"
    assert activity.blanks[3].value == "Security, 2222"
    assert ms.choose_script().blanks[3].value == "Security, 2222"
    assert state()["own_words"]["blanks"] == {"target": ["", "", "", "Security, 2222", "", ""]}


def test_a_filled_blank_enters_the_words(home):
    activity = ms.choose_script()
    activity.menu.value = "urgent"
    assert activity.ready.value == "" and activity.copy.copies == {"[emergency number]": 1}
    activity.blanks[0].value = " 112 "
    assert "Ring 112 now, or ask somebody" in activity.ready.value and "[emergency number]" in activity.words.value
    activity.words.value = "Ring [emergency number] & wait."
    assert "<p>Ring 112 &amp; wait.</p>" in activity.ready.value
    activity.to_print.click()
    assert "<p>Ring 112 &amp; wait.</p>" in (home / "scripts_to_print.html").read_text(encoding="utf-8")
    # The words that stood in the boxes come with the press; what is on the clipboard is the browser's.
    activity.copy._handle_custom_msg({"pressed": [["Now [emergency number]!"], ["999"]], "copied": True}, [])
    assert "Now 999!" in activity.ready.value and activity.status.text.startswith("Copied.")
    activity.copy._handle_custom_msg({"pressed": [None, None], "copied": False}, [])
    assert activity.status.kind == "warning" and "copy them" in activity.status.text


def test_every_place_that_stands_in_several_words_has_its_blank():
    for one in model.situations():
        texts = [one["text"], *(entry["text"] for entry in one["countries"] if "text" in entry)]
        assert set(one.get("fills", {}).values()) <= set(one["blanks"])
        for name in one.get("fills", {}):
            assert any(f"[{name}]" in text for text in texts), (one["id"], name)
        left = set(re.findall(r"\[([^\]/]+)\]", " ".join(texts))) - set(one.get("fills", {}))
        assert left <= {"day", "time", "day, time, service"}, "what differs each time is written by hand"


def test_looking_saves_no_words_of_ones_own(home):
    activity = ms.choose_script()
    for situation in IDS:
        for country in COUNTRIES:
            activity.menu.value, activity.country.value = situation, country
    assert state()["own_words"] == {"texts": {}, "blanks": {}}


@pytest.mark.parametrize(
    "kept",
    [
        {"own_words": "x", "situation": 3, "country": None},
        {"own_words": {"texts": [], "blanks": []}, "situation": "gone", "country": "ZZ"},
        {"own_words": {"texts": {"gone.any": "x", "decline.any": 3, "urgent.any": " "}}},
        {"own_words": {"blanks": {"target": [1, 2], "decline": "x"}}},
        {"own_words": {"blanks": {"target": ["a"] * 40}}},
        {},
    ],
)
def test_saved_answers_that_do_not_fit_are_dropped_kindly(kept, home):
    answers.save(LESSON, KEY, kept)
    activity = ms.choose_script()
    assert activity.menu.value == "decline" and activity.country.value == ""
    assert "I do not connect with patients" in activity.words.value
    assert activity.texts == {}
    activity.menu.value = "target"
    assert all(isinstance(box.value, str) for box in activity.blanks)


def test_the_printed_page_holds_everything(home):
    activity = ms.choose_script()
    activity.country.value = "GB"
    activity.words.value = "My own <words> & more."
    activity.menu.value = "target"
    activity.blanks[0].value = "My sister"
    activity.to_print.click()
    page = (home / "scripts_to_print.html").read_text(encoding="utf-8")
    assert str(home) in activity.file.where and activity.status.kind == "good"
    assert "My own &lt;words&gt; &amp; more." in page
    assert "Somebody at home, or a friend: My sister" in page
    assert "We are sorry to read this" in page, "the words of the chosen country"
    assert page.count('class="ms-card"') == 7
    assert said_of_reviews("script", page) and "Ask your hospital before you use these words." in page
    assert "United Kingdom" in page and "<script" not in page
    assert answers.delete_all() >= 1 and not (home / "scripts_to_print.html").exists()


def test_a_folder_that_cannot_be_written_is_said(home):
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file stands where the folder should be", encoding="utf-8")
    activity = ms.choose_script()
    activity.to_print.click()
    assert activity.status.kind == "warning"
    assert "Download it to keep it" in activity.status.text and activity.file.content


# ---- the faces -----------------------------------------------------------------------------------


def test_the_static_form_holds_all_situations_folded():
    form = ms.choose_script().to_html()
    assert form.count("<details") == form.count("</details>")
    for situation in model.situations():
        assert f"<summary>{escape(situation['label'])}</summary>" in form
    assert " open" not in re.sub(r">[^<]*<", "><", form)
    assert "(Read in a report of it.)" in form and "(Our judgement.)" in form
    for forbidden in ("<script", "<input", "<form", "aria-", "<textarea"):
        assert forbidden not in form
    assert len(form) < 40_000


def test_the_static_form_does_not_know_the_reader(home):
    first = ms.choose_script()
    form, sentence = first.to_html(), first.sentence()
    first.country.value, first.words.value = "US", "Mine."
    assert (first.to_html(), first.sentence()) == (form, sentence)
    assert ms.choose_script().to_html() == form


def test_each_country_is_told_whether_the_words_differ():
    assert "differ here" in variant_words(model.script("review_reply", "US"), "US")
    assert "Note this" in variant_words(model.script("review_reply", "AU"), "AU")
    assert "know of nothing" in variant_words(model.script("review_reply", "OTHER"), "OTHER")
    assert "No country chosen" in variant_words(model.script("review_reply"), "")
    assert "know of nothing" not in ms.choose_script().to_html()


def test_using_it_at_random_raises_nothing(home, caplog):
    activity = ms.choose_script()
    for _control in use(activity):
        assert "Something went wrong" not in activity.status.text
    assert [record for record in caplog.records if record.name == "medsocial"] == []
    assert len(list(descendants(activity))) <= 60


def test_nothing_stays_in_english(home):
    text.use_language(text.PSEUDO)
    names = {row.name for row in data.rows("countries")}
    for row in data.rows("sources"):
        names |= {row.title, row.publisher}
    named = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))

    def english(pieces):
        # The address of the printed page and what was typed at random are no words of ours.
        rest = [named.sub(" ", re.sub(r"\S+\.html", " ", piece.replace(str(home), " "))) for piece in pieces]
        return [word for piece in rest for word in re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", piece)]

    activity = ms.choose_script()
    assert english([*visible_words(activity.to_html()), activity.sentence()]) == []
    assert english(visible_words(sheet_html("US", {}, {}))) == []
    for _control in use(activity, 80):
        assert english([w for t in live_texts(activity) for w in visible_words(t)]) == []
