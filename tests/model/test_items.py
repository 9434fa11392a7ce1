"""The items of the test, their forms, the codes, and the sheets on paper."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medsocial.display.test_parts import pilot_line, reasons_html
from medsocial.display.test_sheets import booster_card, retest_card
from medsocial.ground import text
from medsocial.model import class_code, class_file, test_items
from medsocial.model.reviews import Standing
from medsocial.store import answers, data

ALL = test_items.items()
SIXTEEN = [item for item in ALL if item.form in "AB"]


def words(item):
    """Return how many words a reader meets: stem and options."""
    return len(" ".join([item.stem, *(option.text for option in item.options)]).split())


def test_forms_short_forms_and_booster():
    assert [item.item_id for item in test_items.form("A")] == [f"A{n}" for n in range(1, 9)]
    assert [item.item_id for item in test_items.form("B")] == [f"B{n}" for n in range(1, 9)]
    for name in "AB":
        assert [item.objective for item in test_items.form(name)] == [f"O{n}" for n in range(1, 9)]
        assert [item.objective for item in test_items.short_form(name)] == ["O2", "O4", "O5", "O6"]
    assert [item.item_id for item in test_items.booster()] == ["C1", "C2", "C3", "C4", "C5"]
    with pytest.raises(data.UnknownName, match="A and B"):
        test_items.form("C")


@pytest.mark.parametrize("item", ALL, ids=lambda item: item.item_id)
def test_an_item_is_short_and_has_one_key_and_four_reasons(item):
    assert words(item) <= 60
    assert len({option.text for option in item.options}) == 4
    assert len({option.reason for option in item.options}) == 4
    assert item.key == "ABCD"[item.right]
    assert item.anchor and item.source_ids
    assert all(data.row("sources", source) for source in item.source_ids)
    assert set(item.holds_in) <= {row.country_id for row in data.rows("countries")}


def test_the_key_is_balanced_and_its_length_is_no_clue():
    assert Counter(item.key for item in SIXTEEN) == dict.fromkeys("ABCD", 4)
    for name in "AB":
        assert Counter(item.key for item in test_items.form(name)) == dict.fromkeys("ABCD", 2)
    longest = shortest = 0
    shares = []
    for item in SIXTEEN:
        sizes = [len(option.text) for option in item.options]
        own = sizes[item.right]
        longest += own == max(sizes) and sizes.count(own) == 1
        shortest += own == min(sizes) and sizes.count(own) == 1
        shares.append(own / (sum(sizes) / 4))
    assert longest <= 4 and shortest <= 4, "more often than by chance"
    assert 0.9 < sum(shares) / len(shares) < 1.1


def test_corrections_of_the_fact_base_are_in():
    by_id = {item.item_id: item for item in ALL}
    best = {item.item_id: item.options[item.right] for item in ALL}
    # A patient under care: the boundary stands, and danger goes to care first; no text forbids it everywhere.
    assert "follow-up" in by_id["A5"].stem and "urgent care" in best["A5"].text and "urgent care" in best["B5"].text
    assert "Australia and Ontario speak of boundaries and ban nothing" in by_id["A5"].country_note
    # Whoever runs the page removes first; a record on a hospital device delays nothing, and nobody has confirmed the order.
    for item, removal in (("A7", "Take it down, then"), ("B7", "Remove it, then")):
        assert best[item].text.startswith(removal) and "privacy lead" in best[item].text
        assert "on a hospital device, if it delays nothing" in best[item].reason
        assert "A privacy officer must review it." in by_id[item].anchor
    # General facts in public; in India a formal remote consultation is another way.
    for item in ("A6", "B6"):
        assert best[item].text.startswith("General") and "In India a formal remote consultation" in by_id[item].country_note
    # The unit's own praise is no testimonial; a patient's praise of the result would be one.
    assert "no testimonial" in by_id["C2"].country_note and "Australian law would forbid" in by_id["C2"].country_note


def test_no_item_stands_elsewhere_in_the_workshop():
    def strings(node):
        if isinstance(node, dict):
            return [s for value in node.values() for s in strings(value)]
        if isinstance(node, list):
            return [s for value in node for s in strings(value)]
        return [node] if isinstance(node, str) else []

    def runs(said):
        found = re.findall(r"[a-z0-9]+", said.lower())
        return {tuple(found[i : i + 7]) for i in range(len(found) - 6)}

    elsewhere = [
        runs(said)
        for name, table in data.resources().items()
        if table["path"].endswith(".yaml") and name != "test_items" and data.resource_path(name).is_file()
        for said in strings(data.yaml_content(name))
    ]
    assert len(elsewhere) > 100
    for item in ALL:
        own = runs(item.stem)
        assert not any(len(own & other) > 2 for other in elsewhere), item.item_id


def test_the_key_and_a_sheet_of_answers():
    form = test_items.form("A")
    assert "".join(item.key for item in form) == "BCADCADB"
    assert test_items.read_signs("BCADCADB", form) == {item.item_id: item.best for item in form}
    assert list(test_items.read_signs("BCAD----", form)) == ["A1", "A2", "A3", "A4"]


def test_answers_to_unknown_items_and_choices_are_no_answers():
    form = test_items.form("A")
    said = {"A1": "open_profile", "A2": "no_such_choice", "Z9": "open_profile", "A3": "open_profile"}
    assert test_items.known_answers(said, form) == {"A1": "open_profile"}
    for bad in ("ABCDABCD", None, ["open_profile"], {"A1": 0}, {"A1": None}):
        assert test_items.known_answers(bad, form) is None


def test_the_mark_of_a_form_changes_with_the_order_of_its_options():
    form = test_items.form("A")
    mark = test_items.edition_mark(form)
    assert re.fullmatch("[2-9][A-Z]", mark)
    turned = replace(form[0], options=form[0].options[::-1])
    assert test_items.edition_mark((turned, *form[1:])) != mark != test_items.edition_mark(form[::-1])
    reworded = replace(form[0], options=tuple(replace(option, text="Other words") for option in form[0].options))
    assert test_items.edition_mark((reworded, *form[1:])) == mark
    assert f"code, the word AGAIN, A{mark}, letters" in retest_card("A")


def test_seats_and_the_order_for_those_alone():
    assert test_items.order_of_seat("odd", "K7TR") == "AB"
    assert test_items.order_of_seat("even", "K7TR") == "BA"
    codes = [f"A{a}{b}{c}" for a in "2345" for b in "ACDE" for c in "HJKLMNP"]
    alone = Counter(test_items.order_of_seat("alone", code) for code in codes)
    assert min(alone.values()) > len(codes) // 3 and set(alone) == {"AB", "BA"}
    with pytest.raises(data.UnknownName, match="odd, even, alone"):
        test_items.order_of_seat("left", "K7TR")


def test_the_retest_is_the_first_form_in_an_order_of_its_own():
    again = [item.item_id for item in test_items.retest("K7TR", "A")]
    assert again == ["A6", "A5", "A4", "A1", "A8", "A2", "A3", "A7"], "the same on every computer"
    assert sorted(again) == [f"A{n}" for n in range(1, 9)]
    assert again != [item.item_id for item in test_items.retest("AC23", "A")]


def test_a_pilot_until_all_have_signed_and_fifty_have_answered(monkeypatch):
    assert test_items.is_pilot(ALL)
    assert "50 people" in pilot_line(ALL)
    answered = {item.item_id: 50 for item in ALL}
    signed = {item.review_key: ["clinician", "clinician", "privacy", "communications"] for item in ALL}
    monkeypatch.setattr(test_items, "standing", lambda keys: Standing(Counter(signed[keys[0]])))
    monkeypatch.setattr(test_items, "is_calibrated", lambda item_id: answered[item_id] >= 50)
    assert not test_items.is_pilot(ALL) and pilot_line(ALL) == ""
    answered["B8"] = 49
    assert test_items.is_pilot(ALL) and not test_items.is_pilot(ALL[:8])
    answered["B8"], signed["test:a1"] = 50, ["clinician", "privacy", "communications"]
    assert test_items.is_pilot(ALL[:1]) and not test_items.is_pilot(ALL[1:])


# ---- codes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["K7TR", "k7tr", " k7 tr ", "K7-TR", "k.7.t.r", "K7TR\n"])
def test_a_code_is_read_kindly(typed):
    assert class_code.normalise(typed) == "K7TR"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "four signs, such as K7TR"),
        ("   ", "four signs"),
        ("K7T", "this has 3"),
        ("K7TRX", "this has 5"),
        ("K0TO", "another sign for 0, O"),
        ("<b>7", "another sign for B"),
        ("é7TR", "letters A to Y"),
        ("ANNA", "cannot be a name"),
        ("2749", "cannot be a year"),
        (None, "four signs"),
        ("<script>", "this has 8"),
    ],
)
def test_what_is_no_code_is_refused_in_one_sentence(typed, said):
    with pytest.raises(class_code.NotACode, match=re.escape(said)):
        class_code.normalise(typed)


def test_drawn_codes_are_codes():
    drawn = {class_code.draw() for _n in range(200)}
    assert all(class_code.is_code(code) for code in drawn) and len(drawn) > 150
    assert not set(class_code.LEFT_OUT) & set(class_code.ALPHABET)
    assert not class_code.is_code("k7tr") and not class_code.is_code(7)


@given(st.text(max_size=12))
def test_any_text_is_a_code_or_one_sentence(typed):
    try:
        code = class_code.normalise(typed)
    except class_code.NotACode as error:
        assert str(error).count("\n") == 0 and str(error).endswith(".")
    else:
        assert class_code.is_code(code)


# ---- the file for the class --------------------------------------------------------------------------


GIVEN = {"A1": "open_profile", "A4": "hip_from_ice", "A8": "signatures_missing"}


def keep(which, **state):
    """Store a test as the activity does."""
    whole = {"code": "K7TR", "seat": "odd", "form": "A", "answers": GIVEN, "submitted": True, "on": "2026-11-23"}
    answers.save(class_file.TESTS[which], f"test_{which}", {**whole, **state})


def test_the_file_holds_what_was_submitted_and_nothing_else(home):
    keep("first")
    keep("second", form="B", answers={"B1": "nurses_locked_account"})
    keep("booster", form="booster", answers={"C1": "leave_it"}, submitted=False)
    keep("retest", made=3, commitments=["done", "", "<b>", "no"], own_words=["my words"])
    path = class_file.write("K7TR", "0.1.0")
    assert path == home / "class_K7TR.json"
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "format": 2,
        "kind": "class_answers",
        "workshop": "0.1.0",
        "code": "K7TR",
        "order": "AB",
        "first": {"form": "A", "answers": GIVEN},
        "second": {"form": "B", "answers": {"B1": "nurses_locked_account"}},
        "retest": {"form": "A", "answers": GIVEN},
        "commitments": {"made": 3, "checked": ["done", "no"]},
    }
    assert [p.name for p in home.glob(".*part")] == []


def test_tests_under_another_code_stay_out(home):
    keep("first", code="AC23")
    keep("second", form="A")
    made = class_file.content("K7TR", "0.1.0")
    assert "first" not in made and made["second"]["form"] == "A" and made["order"] == "BA"


@pytest.mark.parametrize(
    "state",
    [None, [], {}, {"code": 7}, {"code": "K7TR", "seat": "odd", "form": "A", "answers": "ABCD", "submitted": True}],
)
def test_a_strange_state_is_no_test(state):
    assert class_file.taken("first", state) is None


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(home):
    home.parent.mkdir(exist_ok=True)
    home.write_text("a file where the folder belongs")
    with pytest.raises(answers.NotSaved, match="Not written"):
        class_file.write("K7TR", "0.1.0")


# ---- paper -------------------------------------------------------------------------------------------


def reasons_in(page, items=ALL):
    """Return the reasons of items that stand on a page."""
    return [o.reason for item in items for o in item.options if o.reason in page]


def of_some_countries(item, *countries):
    """Return an item whose key holds in these countries only."""
    return replace(item, holds_in=countries)


def cards():
    """Return the cards for a reader alone."""
    return [booster_card(), retest_card("A"), retest_card("B")]


def test_the_cards_hold_no_key_and_no_reason_and_say_how_a_code_is_made():
    for page in cards():
        assert reasons_in(page) == [] and "Key:" not in page
        assert page.startswith("<!doctype html>") and "http-equiv" not in page and "<script" not in page
        assert "Four signs, letters and digits mixed, such as K7TR; none of B G I O S U Z 0 1." in page
    assert len(re.findall(r"<p>(C\d)\.", booster_card())) == 5


def test_the_retest_card_is_shuffled_but_its_letters_are_typed_in_order():
    page = retest_card("B")
    asked = re.findall(r"<p>(B\d)\.", page)
    assert sorted(asked) != asked
    assert re.findall(r"<span>(B\d)</span>", page) == sorted(asked)
    assert page.count("<tr>") == 4


def test_reasons_name_the_country_where_the_key_fails():
    everywhere = test_items.form("B")[5]
    item = of_some_countries(everywhere, "US", "GB", "IN", "AU", "EU", "OTHER")
    assert "does not hold" not in reasons_html(item, 6, item.best, "GB")
    assert "does not hold" not in reasons_html(item, 6, item.best)
    assert "does not hold" not in reasons_html(of_some_countries(everywhere), 6, item.best, "CA")
    shown = reasons_html(item, 6, "ask_age_and_weight", "CA")
    assert "In the country that you chose the key does not hold." in shown
    assert "Another answer is better." in shown
    assert "It takes a history in public, and he would disclose more about a child." in shown
    assert "No answer." in reasons_html(item, 6, "")


def test_the_pseudo_language_reaches_every_card():
    text.use_language(text.PSEUDO)
    for page in cards():
        body = re.sub(r"<[^>]+>", " ", page.split("<main>")[1])
        body = re.sub(r"\b(BOOSTER\d[A-Z]|AGAIN|PLAN|DONE|PARTLY|NO|DROPPED)\b", "", body)  # typed as they stand
        assert re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", body.replace("K7TR", "")) == []
