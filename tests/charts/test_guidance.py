"""The decision table: cells with their marks, the picture of it, and the comparison of countries."""

import csv
import dataclasses
import datetime as dt
import html
import re
import types
from collections import Counter
from urllib.parse import unquote

import prose_rules
import pytest
from common import make, visible_words

from medsocial.activities.compare_jurisdictions import compare_jurisdictions
from medsocial.activities.parts.guidance_words import agreement, document_words, strictest_line, value_html
from medsocial.charts.guidance import plot_guidance
from medsocial.ground import paths, text
from medsocial.model import guidance
from medsocial.store import answers, data

LESSON = "05_patients_and_boundaries"
PLACES = ["US", "GB", "IN", "AU", "CA", "EU", "WMA"]
ACTS = [act.act_id for act in guidance.acts()]
CELLS = [cell for act in ACTS for cell in guidance.rules_for(act)]
BY_KEY = {(cell.act.number, cell.jurisdiction.jurisdiction_id): cell for cell in CELLS}
WORDS = ["Must not", "Should not", "With care", "Permitted", "Nothing found"]


def plain(markup):
    """Return the words of an HTML text."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def raw():
    """Return the rules as they stand in the file, by act and jurisdiction."""
    with (paths.data_dir() / "guidance_rules.csv").open(encoding="utf-8", newline="") as file:
        return {(row["act_id"], row["jurisdiction_id"]): row for row in csv.DictReader(file)}


# ---- the model -----------------------------------------------------------------------------------


def test_every_act_has_a_cell_in_every_jurisdiction():
    assert [act.number for act in guidance.acts()] == list(range(1, len(ACTS) + 1))
    assert len(CELLS) == len(ACTS) * len(data.rows("jurisdictions")) >= 175
    for document in data.rows("guidance_documents"):
        assert guidance.kind_words(document) and guidance.state_words(document)
    for act in ACTS:
        assert [cell.jurisdiction.jurisdiction_id for cell in guidance.rules_for(act)] == PLACES


def test_cells_by_hand():
    """Read off the decision table of the research files as corrected there."""
    expected = {
        (4, "US"): "must_not", (4, "EU"): "must_not", (9, "GB"): "must_not", (10, "EU"): "must_not",
        (11, "AU"): "must_not", (15, "GB"): "permitted", (15, "EU"): "permitted", (19, "IN"): "permitted",
        (21, "EU"): "must_not", (5, "US"): "caution",
    }  # fmt: skip
    assert {key: BY_KEY[key].value for key in expected} == expected
    assert [guidance.words(value) for value in reversed(guidance.STRENGTH)] == WORDS


def test_what_rests_on_memory_is_hatched_and_says_so():
    rows = raw()
    for cell in CELLS:
        row = rows[cell.act.act_id, cell.jurisdiction.jurisdiction_id]
        assert cell.unverified == cell.hatched == (row["status"] == "memory")
        assert ("unverified" in cell.marks) == ("unverified" in cell.label) == cell.unverified
        shown = value_html(cell)
        assert ("ms-hatched" in shown) == ("unverified" in plain(shown)) == cell.unverified


def test_a_pinpoint_is_shown_only_where_it_was_read():
    pinpoints = [cell for cell in CELLS if cell.pinpoint]
    assert pinpoints and not [cell for cell in pinpoints if cell.unverified or cell.second_hand]
    assert BY_KEY[4, "GB"].pinpoint == "paragraph 18"
    assert "Place in the text: paragraph 18." in document_words(BY_KEY[4, "GB"])
    assert BY_KEY[6, "GB"].pinpoint == "" and "Place in the text" not in document_words(BY_KEY[6, "GB"])


def test_a_pinpoint_from_memory_is_dropped(own):
    own("guidance_rules.csv", lambda row: row | {"status": "memory", "pinpoint": "paragraph 99"})
    with paths.reading(own.folder):
        cells = guidance.rules_for("send_request")
        assert {cell.pinpoint for cell in cells} == {""}
        assert all(cell.hatched for cell in cells)
        assert "99" not in "".join(document_words(cell) for cell in cells)


def test_older_texts_are_named_beside_the_value():
    rows, documents = raw(), data.rows("guidance_documents").by("doc_id")
    older = [cell for cell in CELLS if cell.older]
    assert older
    for cell in CELLS:
        row = rows[cell.act.act_id, cell.jurisdiction.jurisdiction_id]
        replaced = bool(row["doc_id"]) and documents[row["doc_id"]].state == "superseded"
        assert cell.older == (row["older_text"] == "true" or replaced)
        assert ("older text" in cell.marks) == cell.older
        assert cell.mark == ("unverified" if cell.unverified else "older text" if cell.older else "")
        assert cell.label == (f"{cell.word} ({cell.mark})" if cell.mark else cell.word)
    assert not BY_KEY[4, "EU"].older


def test_states_of_documents_in_words():
    form = guidance.state_words
    said = types.SimpleNamespace(state="in_force", state_from="2024-01-30", kind="law")
    assert form(said) == "in force from 30 January 2024"
    said.state_from = ""
    assert (form(said), guidance.kind_words(said)) == ("in force", "law")
    said.kind = "advice"
    assert (form(said), guidance.kind_words(said)) == ("current", "advice")
    said.state, said.state_from = "abeyance", "2023-08"
    assert form(said) == "suspended from August 2023, not in force"
    said.state, said.state_from = "phased", "2027"
    assert form(said) == "comes into force in steps, from 2027"
    said.state, said.state_from = "superseded", dt.date(2019, 4, 1)
    assert form(said) == "replaced by a later text from 1 April 2019"
    said.state_from = "2019-13"
    assert form(said) == "replaced by a later text from 2019-13"


def test_a_suspended_text_is_marked():
    held = BY_KEY[24, "IN"]
    assert held.document.state == "abeyance" and "not in force" in held.marks
    assert "not in force" not in BY_KEY[1, "IN"].marks  # nothing found needs no such mark


def test_another_country_gets_the_world_association():
    assert guidance.rule("send_request", "OTHER").jurisdiction.jurisdiction_id == "WMA"
    assert guidance.rule("send_request", "").jurisdiction.jurisdiction_id == "WMA"
    assert guidance.rule(1, "AU").place == "Australia"


@pytest.mark.parametrize("wanted", ["send_request", "SEND_REQUEST", 1, "1", " Send a patient a friend request "])
def test_an_act_is_found_by_id_number_or_name(wanted):
    assert guidance.find_act(wanted).act_id == "send_request"


def test_an_unknown_act_gets_the_nearest_names():
    with pytest.raises(data.UnknownName, match="send_request"):
        guidance.find_act("send_requst")
    with pytest.raises(data.UnknownName):
        guidance.rules_for(27)
    with pytest.raises(data.UnknownName, match="contact"):
        guidance.acts("cookery")


def cell(place, value, **marks):
    """Return a cell made by hand: nothing read of it but what is given."""
    plain_one = {"unverified": False, "older": False, "second_hand": False, "our_reading": False, "document": None}
    return dataclasses.replace(BY_KEY[1, place], value=value, **plain_one | marks)


def test_strictest_agreement_and_difference():
    us, india, canada = cell("US", "should_not"), cell("IN", "silent"), cell("CA", "caution", older=True)
    world = cell("WMA", "caution", unverified=True, older=True)
    assert guidance.strictest([india, us, canada]) == (us,)
    assert guidance.strictest([canada, world, india]) == (canada, world)
    assert guidance.strictest([]) == ()
    assert agreement([us, india, canada, world]) == (
        "They differ. Should not: US. With care: Canada (older text) and WMA (unverified). Nothing found: India."
    )
    assert agreement([us]) == "Should not: US."
    assert agreement([us, cell("GB", "should_not")]) == "They agree. Should not: US and UK."
    assert agreement([]) == "Tick at least one place."
    assert strictest_line([us, india]) == "For a mixed room, use the strictest line. “Should not” stands in United States."
    assert "“With care” stands in Canada (Ontario) (older text)" in strictest_line([india, canada])
    assert strictest_line([us]) == ""
    assert "None of these places bars it" in strictest_line([india, cell("GB", "permitted")])
    assert world.marks == ("unverified", "older text")
    assert cell("US", "caution", second_hand=True, our_reading=True).marks == ("our reading", "read in a report")


def test_memory_counts_for_nothing_in_the_finding():
    assert guidance.barred_everywhere(4)  # the world association's cell is from memory
    assert not guidance.barred_everywhere(1)  # Australia asks for care
    assert not guidance.barred_everywhere(15)


# ---- the picture ---------------------------------------------------------------------------------


def test_the_title_is_counted():
    rows = raw()
    by_act = {act: [row for (one, _place), row in rows.items() if one == act and row["status"] != "memory"] for act in ACTS}
    barred = sum(all(row["value"] in ("must_not", "should_not") for row in found) for found in by_act.values())
    assert plot_guidance().title == f"{barred} of 26 acts are barred or advised against in every jurisdiction that we read"
    assert plot_guidance("contact").title.startswith("None of these 4 acts is barred")


def test_each_field_of_the_picture_has_a_word():
    drawn = " ".join(visible_words(f'<img src="{plot_guidance().picture}" alt="">'))
    counts = Counter(cell.value for cell in CELLS)
    assert drawn.count("unverified") >= sum(cell.unverified for cell in CELLS)
    assert drawn.count("Permitted") == counts["permitted"]
    assert drawn.count("found") >= counts["silent"]
    assert drawn.count("older text") == sum(cell.older and not cell.unverified for cell in CELLS)


@pytest.mark.parametrize(("status", "hatched"), [("verified", False), ("second_hand", False), ("memory", True)])
def test_only_the_unverified_are_hatched(own, status, hatched):
    own("guidance_rules.csv", lambda row: row | {"status": status})
    with paths.reading(own.folder):
        chart = plot_guidance("contact")
    assert ("<pattern" in unquote(chart.picture)) == hatched
    fields = 7 * len(guidance.acts("contact"))
    assert chart.summary.count("(unverified)") == (fields if hatched else 0)
    assert " ".join(visible_words(f'<img src="{chart.picture}" alt="">')).count("unverified") - 1 == (fields if hatched else 0)


def test_the_description_is_read_from_the_picture():
    few = plot_guidance("contact").summary
    assert few.startswith("1. Send a patient a friend request. ")
    for values in guidance.by_value(guidance.rules_for(1)).values():
        assert f"{values[0].word}: {guidance.names(values, short=True)}" in few.partition("2. Accept")[0]
    cells = [cell for act in guidance.acts("contact") for cell in guidance.rules_for(act.act_id)]
    assert few.count("(unverified)") == sum(cell.unverified for cell in cells)
    whole = plot_guidance().summary
    values = Counter(cell.value for cell in CELLS if cell.jurisdiction.jurisdiction_id == "US")
    assert f"US: Must not {values['must_not']}, Should not {values['should_not']}" in whole
    weak = sum(cell.unverified for cell in CELLS if cell.jurisdiction.jurisdiction_id == "WMA")
    assert f"unverified {weak}." in whole.rsplit("WMA:", 1)[1]
    assert "rank" not in whole


def test_the_table_below_holds_every_cell():
    rows = {row[0].partition(".")[0]: row[1:] for row in plot_guidance().numbers.rows}
    assert len(rows) == len(ACTS)
    for cell in CELLS:
        listed = rows[str(cell.act.number)][WORDS.index(cell.word)].split(", ")
        mark = "unverified" if cell.unverified else "older text" if cell.older else ""
        assert (f"{cell.jurisdiction.short} ({mark})" if mark else cell.jurisdiction.short) in listed


def test_an_unknown_topic_is_refused_with_the_topics():
    with pytest.raises(data.UnknownName, match="patient_information"):
        plot_guidance("weather")


def test_the_picture_is_the_same_every_time():
    first = plot_guidance("contact").picture
    plot_guidance.__wrapped__.forget()
    assert plot_guidance("contact").picture == first


# ---- the comparison ------------------------------------------------------------------------------


def choose_country(code):
    """Choose a country on the start page."""
    answers.save("00_start_here", "choose_country", {"country": code})


def test_it_begins_with_all_places_and_the_first_act():
    activity = compare_jurisdictions()
    assert activity.menu.value == "send_request" and activity.ticked() == PLACES
    assert activity.status.text.startswith("They differ. Should not: US,")
    assert answers.load(LESSON) == {}  # nothing is kept before the reader does something
    static = plain(activity.to_html())
    for cell in guidance.rules_for("send_request"):
        assert cell.says in plain(activity.found.value) and cell.says in static


def test_the_country_of_the_start_page_is_ticked_alone_and_first():
    choose_country("AU")
    activity = compare_jurisdictions()
    assert activity.ticked() == ["AU"]
    activity.all.click()
    assert activity.ticked() == PLACES
    assert [cell.jurisdiction.jurisdiction_id for cell in activity.cells()][0] == "AU"
    assert "your country" in activity.found.value
    assert "your country" not in activity.to_html()
    activity.mine.click()
    assert activity.ticked() == ["AU"]


def test_a_country_that_is_not_in_the_table_is_shown_the_world_association():
    choose_country("OTHER")
    assert compare_jurisdictions().ticked() == ["WMA"]


def test_another_act_is_chosen_and_kept():
    activity = compare_jurisdictions()
    activity.menu.value = "chat_app"
    assert activity.status.text == agreement(guidance.rules_for("chat_app"))
    activity.boxes["US"].value = False
    assert answers.load(LESSON)["compare_jurisdictions_send_request"] == {"act": "chat_app", "places": PLACES[1:]}
    again = compare_jurisdictions()
    assert again.menu.value == "chat_app" and again.ticked() == PLACES[1:]
    assert "England" in again.found.value and "Medicare" not in again.found.value


def test_a_room_without_a_place_is_asked_for_one():
    activity = compare_jurisdictions()
    for box in activity.boxes.values():
        box.value = False
    assert activity.status.text == "Tick at least one place."
    assert activity.found.value == ""


def test_the_marks_stand_beside_the_text():
    activity = compare_jurisdictions(22)
    said = plain(activity.to_html())
    assert said.count("unverified") >= sum(cell.unverified for cell in guidance.rules_for(22))
    assert activity.to_html().count("ms-hatched") == sum(cell.unverified for cell in guidance.rules_for(22))
    assert said.count("read in a report") == sum(cell.second_hand for cell in guidance.rules_for(22))


@pytest.mark.parametrize("junk", [{"act": 3, "places": "US"}, {"act": "gone", "places": [[], "XX"]}, [], {"places": {}}])
def test_damaged_answers_are_borne(junk):
    answers.save(LESSON, "compare_jurisdictions_send_request", junk)
    activity = compare_jurisdictions()
    assert activity.menu.value == "send_request" and activity.ticked() == PLACES


@pytest.mark.parametrize("name", ["advise_contact", "compare_jurisdictions", "fill_local_card", "plot_guidance"])
def test_abbreviations_are_opened_at_first_use(name):
    whole = make(f"ms.{name}()")._repr_mimebundle_()["text/html"]
    shown = re.sub(r'<a href="http.*?</a>|src="[^"]*"', "", whole, flags=re.DOTALL)
    said = " ".join(re.findall(r'alt="([^"]*)"', shown))
    assert prose_rules.unopened(prose_rules.plain(re.sub(r'alt="[^"]*"', "", shown) + "\n" + said)) == []


def test_an_unknown_act_is_refused():
    with pytest.raises(data.UnknownName, match="look_up_patient"):
        compare_jurisdictions("look_up_patiant")


def test_the_call_is_kept_as_written():
    assert compare_jurisdictions().recipe == {"function": "compare_jurisdictions", "arguments": {}}
    assert make('ms.compare_jurisdictions("chat_app")').recipe["arguments"] == {"act": "chat_app"}
    assert plot_guidance("contact").recipe["arguments"] == {"topic": "contact"}


def test_the_static_form_knows_nothing_of_the_reader():
    before = compare_jurisdictions()._repr_mimebundle_()["text/html"]
    choose_country("IN")
    activity = compare_jurisdictions()
    activity.menu.value = "chat_app"
    assert compare_jurisdictions()._repr_mimebundle_()["text/html"] == before


def test_in_another_language_the_values_are_translated():
    text.use_language(text.PSEUDO)
    assert guidance.words("must_not") == text.pseudo("Must not")
    drawn = " ".join(visible_words(f'<img src="{plot_guidance("contact").picture}" alt="">'))
    assert text.pseudo("unverified") in drawn and "unverified" not in drawn


@pytest.fixture
def own(tmp_path):
    """Return a function that copies the tables of guidance with each rule changed."""
    import json

    package = json.loads((paths.shipped_data_dir() / "datapackage.json").read_text("utf-8"))
    kept = [one for one in package["resources"] if one["name"] == "guidance_rules"]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": kept}), "utf-8")

    def change(name, changed):
        with (paths.shipped_data_dir() / name).open(encoding="utf-8", newline="") as file:
            rows = [changed(row) for row in csv.DictReader(file)]
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    change.folder = tmp_path
    return change


def test_the_names_of_the_jurisdictions_are_always_in_sight():
    drawing = unquote(plot_guidance().picture)
    height = float(re.search(r'viewBox="0 0 \S+ (\S+)"', drawing)[1])
    width = float(re.search(r'viewBox="0 0 (\S+) ', drawing)[1])
    for place in ("US", "Australia", "WMA"):
        at = sorted(float(y) for y in re.findall(rf'<text[^>]* y="([\d.]+)"[^>]*>{place}</text>', drawing))
        assert len(at) > 1
        # On a page of 711 px; a window of 1024x768 shows at least 500 px of it below its bars.
        apart = [(low - high) * 711 / width for high, low in zip(at, [*at[1:], height], strict=True)]
        assert max(apart) < 500, apart
