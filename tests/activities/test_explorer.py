"""The platform explorer, the comparison and the box of one fate: driven as a reader does, with the tables of anybody."""

import csv
import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from common import descendants, visible_words

import medsocial as ms
from medsocial.activities.compare_platforms import compare_platforms
from medsocial.activities.explore_platforms import explore_platforms, reading
from medsocial.activities.what_became_of import what_became_of
from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import paths
from medsocial.model.selection import ANY
from medsocial.store import answers, data

LESSON = "02_platform_taxonomy"
PLATFORM = {"type_primary": "messaging", "cohort": "source_2014", "audience": "general", "purpose": "Talk",
            "source_id": "own", "as_of": "2026-11-01", "status": "verified", "review_by": "2027-11-01"}  # fmt: skip
EVENT = {"date_precision": "day", "source_id": "own", "as_of": "2026-11-01", "status": "verified", "review_by": "2027-11-01"}
FACT = {"source_id": "own", "as_of": "2026-11-01", "status": "verified", "review_by": "2027-11-01"}
SOURCE = {"source_id": "own", "title": "Our own list", "publisher": "Marlow Bay Hospital", "kind": "own_work",
          "accessed": "2026-11-01", "licence": "undetermined", "grade": "primary"}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Return a writer of a hospital's own folder: platforms as id and name, events and facts as short tuples."""
    home = tmp_path / "own data é"
    home.mkdir()
    shutil.copy(paths.data_dir() / "datapackage.json", home)

    def write(platforms, events=(), facts=()):
        rows = {
            "sources": [SOURCE],
            "platforms": [PLATFORM | {"platform_id": key, "name": name} for key, name in platforms.items()],
            "lifecycle_events": [
                EVENT | {"event_id": f"e{i:05}", "platform_id": p, "date": day, "date_lower": day, "date_upper": day,
                         "event_type": kind} | dict(*more)
                for i, (p, day, kind, *more) in enumerate(events)
            ],
            "platform_facts": [
                FACT | {"fact_id": f"f{i:05}", "platform_id": p, "attribute": what, "value": value} | dict(*more)
                for i, (p, what, value, *more) in enumerate(facts)
            ],
        }  # fmt: skip
        for name, records in rows.items():
            fields = [f["name"] for f in data.resources()[name]["schema"]["fields"]]
            with (home / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(records)
        return str(home)

    yield write


def names(markup):
    """Return the row headings of a table."""
    return re.findall(r'<th scope="row">([^<]*)', markup)


def first_table(html):
    """Return the names in the table below the picture."""
    return names(html.rpartition("<table")[2])


# ---- the explorer -------------------------------------------------------------------------------------


def test_it_begins_where_the_static_form_is():
    explorer = explore_platforms()
    assert explorer.status.text == "21 of 21 platforms; 2026."
    assert explorer.to_html().startswith("<p>21 of 21 platforms; 2026.</p><figure")
    assert "On 16 November 2026, 14 of 21 were alive" in explorer.sentence()
    assert explorer.pane.html.startswith(explorer.to_html().removeprefix("<p>21 of 21 platforms; 2026.</p>")[:2000])
    assert first_table(explorer.pane.html)[:3] == ["Blogger", "Wikipedia", "LinkedIn"], "in the order of the picture"


def test_the_static_form_folds_the_tables_of_2014_and_2026():
    form = explore_platforms().to_html()
    then, now = re.findall(r"<summary>The table for (\d+)</summary>(.*?)</table>", form, re.DOTALL)
    assert (then[0], now[0]) == ("2014", "2026")
    assert "Twitter" in names(then[1]) and "X" in names(now[1]) and len(names(then[1])) == 21
    assert '<details class="ms-more"><summary>The table' in form, "closed"
    icon = '<span class="ms-icon ms-icon-{}"></span>'
    assert f"Google+</th><td>{icon.format('users')} Social network</td><td>closed</td><td>–</td>" in now[1]
    assert (f"WhatsApp</th><td>{icon.format('message-circle')} Messaging</td><td>alive</td><td>the people you write to</td>"
            "<td>a phone number</td><td>yes, by default</td>") in now[1]  # fmt: skip


def test_the_newest_year_ends_on_the_last_day_checked():
    explorer = explore_platforms()
    assert "On 16 November 2026, the last day checked." in explorer.pane.html
    explorer.year.value = 2025
    assert "At the end of 2025. Who sees it and what is checked: as last read." in explorer.pane.html


def test_filters_and_year_change_picture_table_and_count():
    explorer = explore_platforms()
    explorer.menus["kind"].value = "messaging"
    assert explorer.status.text == "5 of 21 platforms; 2026."
    explorer.year.value = 2014
    assert explorer.status.text == "5 of 21 platforms; 2014."
    assert explorer.pane.sentence.startswith("At the end of 2014, 5 of 5 were alive.")
    assert first_table(explorer.pane.html) == ["Skype", "WhatsApp", "Doximity", "Messenger", "Google Hangouts"]
    explorer.menus["cohort"].value = ANY
    dated = len(data.rows("platforms")) - 1  # all but the own website, which is a kind of place
    assert explorer.status.text.endswith(f"of {dated} platforms; 2014.")


def test_nothing_fits_gives_a_sentence_in_place_of_an_empty_picture():
    explorer = explore_platforms()
    explorer.year.value = 2014
    explorer.menus["kind"].value = "messaging"
    explorer.menus["status"].value = "closed"
    advice = "No platform fits these choices together. Loosen this one: At that time (5 would fit)."
    assert explorer.status.text == f"0 of 21 platforms; 2014. {advice}"
    assert explorer.pane.layout.display == "none"
    explorer.menus["status"].value = "alive"
    assert explorer.pane.layout.display is None and explorer.status.text == "5 of 21 platforms; 2014."


def test_two_ways_to_loosen_and_none():
    explorer = explore_platforms()
    explorer.menus["kind"].value = "virtual_world"
    explorer.menus["identity"].value = "professional_credential"
    assert explorer.status.text.endswith("Loosen one of these: Type (3 would fit) and Checked of identity (1 would fit).")
    explorer.menus["audience"].value = "health_professional"
    explorer.menus["status"].value = "closed"
    assert explorer.status.text.endswith("Loosening one of them is not enough. Press the button that clears the filters.")
    explorer.clear.click()
    assert explorer.status.text == "21 of 21 platforms; 2026."
    assert {name: menu.value for name, menu in explorer.menus.items()} == {
        "cohort": "source_2014", "kind": ANY, "audience": ANY, "identity": ANY, "status": ANY}  # fmt: skip


def test_clearing_draws_once(monkeypatch):
    explorer = explore_platforms()
    explorer.menus["kind"].value, explorer.menus["audience"].value = "messaging", "general"
    drawn = []
    monkeypatch.setattr(explorer.pane, "show", drawn.append)
    explorer.clear.click()
    assert drawn == [explorer.start]


def test_what_became_of_is_shown_inside():
    explorer = explore_platforms()
    assert explorer.fate.value == ""
    explorer.fate_menu.value = "skype"
    assert "Skype closed on 5 May 2025." in explorer.fate.value
    assert explorer.status.text == "21 of 21 platforms; 2026. Skype: closed."
    explorer.year.value = 2022
    assert explorer.status.text == "21 of 21 platforms; 2022.", "it was alive then"
    explorer.year.value, explorer.fate_menu.value = 2026, ANY
    assert (explorer.fate.value, explorer.status.text) == ("", "21 of 21 platforms; 2026.")


def test_the_choice_is_saved_and_comes_back_but_not_into_the_static_form():
    before = explore_platforms()._repr_mimebundle_()
    explorer = explore_platforms()
    explorer.menus["audience"].value = "health_professional"
    explorer.year.value = 2016
    explorer.fate_menu.value = "doc2doc"
    again = explore_platforms()
    assert (again.menus["audience"].value, again.year.value, again.fate_menu.value) == ("health_professional", 2016, "doc2doc")
    assert again.status.text == "6 of 21 platforms; 2016." and "doc2doc closed" not in again.sentence()
    assert again.pane.sentence.startswith("At the end of 2016")
    after = again._repr_mimebundle_()
    assert [after[kind] for kind in ("text/html", "text/plain", RECIPE_TYPE)] == [
        before[kind] for kind in ("text/html", "text/plain", RECIPE_TYPE)]  # fmt: skip


@pytest.mark.parametrize("kept", [
    {"filter": {"kind": "no_such", "year": 1066, "status": 7}, "picked": "no_such"},
    {"filter": ["kind"], "picked": 3}, {"filter": {"year": True}}, {"filter": {"year": "2014"}}])  # fmt: skip
def test_a_state_of_another_edition_is_ignored(kept):
    answers.save(LESSON, "explore_platforms", kept)
    explorer = explore_platforms()
    assert explorer.chosen == explorer.start and explorer.fate_menu.value == ANY


def test_a_restored_choice_that_nothing_fits():
    explorer = explore_platforms()
    explorer.year.value = 2014
    explorer.menus["status"].value = "closed"
    again = explore_platforms()
    assert again.status.text.startswith("0 of 21 platforms; 2014.") and again.pane.layout.display == "none"


def test_that_it_cannot_be_saved_is_said(monkeypatch):
    explorer = explore_platforms()

    def full(*_args, **_kwargs):
        raise answers.NotSaved("The disk is full.")

    monkeypatch.setattr(answers, "save", full)
    explorer.year.value = 2014
    assert (explorer.status.text, explorer.status.kind) == ("The disk is full.", "warning")
    assert explorer.pane.sentence.startswith("At the end of 2014"), "the picture changes all the same"


def test_a_fault_in_a_callback_is_a_sentence(monkeypatch):
    explorer = explore_platforms()
    monkeypatch.setattr("medsocial.activities.explore_platforms.counted", lambda wanted: 1 / 0)
    explorer.year.value = 2014
    assert explorer.status.text.startswith("Something went wrong here.") and explorer.status.kind == "warning"


def test_it_is_small_and_its_controls_stay():
    explorer = explore_platforms()
    before = [control.model_id for control in descendants(explorer)]
    explorer.year.value, explorer.menus["kind"].value = 2005, "blog"
    assert [control.model_id for control in descendants(explorer)] == before, "the focus stays where it is"
    assert len(before) < 20
    assert (explorer.year.min, explorer.year.max, explorer.year.legend) == (1999, 2026, "What was true in")


def test_neighbours_are_the_years_about_and_the_other_platforms():
    explorer = explore_platforms()
    explorer.year.value = 2020
    near = list(explorer._next_to(explorer.chosen))
    assert [wanted.year for wanted in near] == [2019, 2021, 2014, 2018, 2022, 2020]
    assert near[-1].cohort == ANY


# ---- two platforms side by side ---------------------------------------------------------------------------


def test_the_given_pair_side_by_side():
    compared = compare_platforms("linkedin", "DOXIMITY")
    assert compared.sentence() == "Compare two platforms. LinkedIn and Doximity: 6 answers differ, 3 cannot be compared."
    form = compared.to_html()
    asked = re.findall(r'<th scope="row">([^<]*)<div class="ms-count">([^<]*)</div>', form)
    assert asked[1] == ("Who may join?", "different") and asked[6] == ("How long does it stay?", "same") and len(asked) == 11
    assert asked[5] == ("Encrypted from end to end?", "cannot be compared")
    assert "<summary>read at the source, words kept, 3 November 2025</summary>" in form
    assert "<summary>our own search, 22 November 2026</summary>" in form
    assert "until it is deleted (unverified)" in form
    assert {"linkedin_2025_terms", "doximity_2021_terms"} <= set(compared.sources)
    assert compared.recipe == {"function": "compare_platforms", "arguments": {"first": "linkedin", "second": "DOXIMITY"}}


def test_choosing_another_pair_changes_the_live_table_only():
    compared = compare_platforms("LinkedIn", "Doximity")
    form = compared.to_html()
    compared.menus[1].value = "whatsapp"
    assert ">WhatsApp</th>" in compared.table.value and "a phone number" in compared.table.value
    assert compared.status.text.startswith("LinkedIn and WhatsApp: ")
    assert compared.to_html() == form
    assert [menu.value for menu in compare_platforms("LinkedIn", "Doximity").menus] == ["linkedin", "whatsapp"]
    assert [menu.value for menu in compare_platforms("Signal", "Doximity").menus] == ["signal", "doximity"]
    compared.menus[0].value = "whatsapp"
    assert compared.status.text == "You chose WhatsApp twice. Choose another one in either menu."


@pytest.mark.parametrize("kept", [{"pair": ["linkedin", "no_such"]}, {"pair": [1, 2]}, {"pair": ["linkedin"]}, {"pair": {}}])
def test_a_kept_pair_of_another_edition_is_ignored(kept):
    answers.save(LESSON, "compare_platforms_linkedin_doximity", kept)
    assert [menu.value for menu in compare_platforms("LinkedIn", "Doximity").menus] == ["linkedin", "doximity"]


def test_every_platform_can_be_chosen():
    compared = compare_platforms("LinkedIn", "Doximity")
    for _name, key in compared.menus[0].options:
        compared.menus[0].value = key
        assert "Something went wrong" not in compared.status.text, key
    assert len(compared.menus[0].options) == len(data.rows("platforms")), "the own website as well"


@pytest.mark.parametrize("call", [lambda: compare_platforms("Linkdin", "Doximity"), lambda: what_became_of("linkdin")])
def test_an_unknown_name_is_a_sentence_with_the_nearest(call):
    with pytest.raises(data.UnknownName) as error:
        call()
    assert re.fullmatch(r"'[Ll]inkdin' is not in the table platforms\. The nearest are LinkedIn.*\.", str(error.value))


# ---- what became of ------------------------------------------------------------------------------------


def test_the_fate_of_google_plus():
    box = what_became_of("Google Plus")
    assert box.title == "Google+: closed"
    assert box.body.startswith("Google+ began on 28 June 2011. Google+ closed on 2 April 2019.")
    # The part for workplaces outlived it until 5 July 2023; on 31 March only the making of new groups had stopped.
    assert "5 July 2023: The part for workplaces, Google Currents, was switched off." in box.body
    assert box.sources == ("wikipedia_2026_google_plus", "peggyktc_2023_currents")
    assert box.recipe == {"function": "what_became_of", "arguments": {"platform": "Google Plus"}}


def test_the_uploads_that_myspace_lost_are_told():
    assert "March 2019: Myspace said that a move to other servers had cost its members" in what_became_of("Myspace").body


def test_an_unknown_fate_and_a_recalled_date_are_said():
    assert what_became_of("QuantiaMD").title == "QuantiaMD: whether it lives is not known"
    assert "This is recalled, not verified." in what_became_of("Medical Directors Forum").body
    assert what_became_of("own_website").sources == ()


# ---- a folder of the hospital's own -----------------------------------------------------------------------


def test_own_platforms_with_non_latin_names(folder):
    own = folder(
        {"krym": "Больница", "byoin": "病院チャット"},
        [("krym", "2012-01-01", "launch"), ("krym", "2020-06-01", "closed"),
         ("byoin", "2015-01-01", "launch"), ("byoin", "2026-08-01", "last_verified_alive")],
        [("byoin", "identity_check", "organisation"), ("krym", "encryption", "house_rule")],
    )  # fmt: skip
    explorer = explore_platforms(data=own)
    assert explorer.status.text == "2 of 2 platforms; 2026."
    assert first_table(explorer.pane.html) == ["Больница", "病院チャット"]
    assert "an account of an organisation" in explorer.pane.html
    explorer.menus["identity"].value = "organisation"
    explorer.year.value = 2012
    assert explorer.status.text == "1 of 2 platforms; 2012."
    explorer.fate_menu.value = "krym"
    assert "Больница closed on 1 June 2020." in explorer.fate.value and "Our own list" in explorer.fate.value
    assert explorer.recipe == {"function": "explore_platforms", "arguments": {"data": own}}
    assert "病院チャット" in explorer.sentence()
    # Nothing else reads this folder, now or later.
    assert "MEDSOCIAL_DATA" not in os.environ and ms.define("digital footprint").title
    assert explore_platforms().status.text == "21 of 21 platforms; 2026."


def test_the_environment_points_to_the_same_folder(folder, monkeypatch):
    monkeypatch.setenv(
        "MEDSOCIAL_DATA", folder({"a": "Alpha"}, [("a", "2010-01-01", "launch"), ("a", "2026-05-01", "last_verified_alive")])
    )
    assert explore_platforms().status.text == "1 of 1 platform; 2026."
    assert compare_platforms("Alpha", "a").status.text.startswith("You chose Alpha twice.")


def test_no_launch_date_no_events_and_two_events_on_one_day(folder):
    own = folder(
        {"old": "Old", "bare": "Bare", "twice": "Twice"},
        [("old", "2020-01-01", "last_verified_alive"), ("twice", "2012-03-01", "acquired", {"detail": "Bought by A."}),
         ("twice", "2012-03-01", "launch"), ("old", "2026-03-01", "last_verified_alive")],
    )  # fmt: skip
    explorer = explore_platforms(data=own)
    assert explorer.status.text == "3 of 3 platforms; 2026."
    assert "Bare: no dates found." in explorer.sentence() and "Old: existed by 2020" in explorer.sentence()
    for year in range(1999, 2027):
        explorer.year.value = year
        assert explorer.status.kind == "note", explorer.status.text
    with reading(own):
        compared = compare_platforms("Old", "Twice")
    assert "1 March 2012" in compared.table.value and "Bought by A" in compared.table.value
    explorer.fate_menu.value = "bare"
    assert "began was not found" in explorer.fate.value


def test_2200_rows_are_an_image_and_a_table_that_says_what_it_leaves_out(folder):
    own = folder(
        {f"p{i}": f"Platform {i}" for i in range(2200)},
        [(f"p{i}", f"{2000 + i % 14}-0{1 + i % 9}-01", "launch") for i in range(2200)]
        + [(f"p{i}", "2026-08-01", "last_verified_alive") for i in range(2200) if i % 3]
        + [(f"p{i}", f"{2015 + i % 9}-05-01", "closed") for i in range(2200) if not i % 3],
        [(f"p{i}", "identity_check", "none") for i in range(2200)],
    )
    explorer = explore_platforms(data=own)
    assert explorer.status.text == "2,200 of 2,200 platforms; 2026."
    assert "data:image/png;base64," in unquote(explorer.pane.pane.src), "so many bars are an image"
    assert len(first_table(explorer.pane.html)) == 60
    assert "The first 60 of 2,200; choose more filters to see the others." in explorer.pane.html
    explorer.year.value = 2015
    assert explorer.status.text == "2,200 of 2,200 platforms; 2015."


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / "platforms.csv").unlink(), "platforms.csv is missing"),
        (lambda f: (f / "datapackage.json").unlink(), "There is no datapackage.json"),
        (lambda f: (f / "datapackage.json").write_text("{", "utf-8"), "cannot be read as JSON"),
        (lambda f: (f / "datapackage.json").write_text('{"resources": []}', "utf-8"), "There is no table called 'platforms'"),
        (lambda f: (f / "datapackage.json").write_text('{"resources": [{"name": "platforms", "path": "p.csv"}]}', "utf-8"),
         "does not describe the table platforms as it should"),
        (lambda f: replace_in(f / "lifecycle_events.csv", "2012-01-01", "1.1.2012"),
         "lifecycle_events.csv, row 2, column date: '1.1.2012' is not of type date."),
        (lambda f: replace_in(f / "lifecycle_events.csv", "e00000,a,", "e00000,zz,"),
         "lifecycle_events.csv, row 2, column platform_id: 'zz' is not in platforms.csv."),
        (lambda f: replace_in(f / "platforms.csv", ",own,", ",ours,"), "column source_id: 'ours' is not in sources.csv."),
        (lambda f: replace_in(f / "platforms.csv", "platform_id,name", "id,name"), "the first line must name these columns"),
        (lambda f: (f / "platforms.csv").write_bytes("platform_id,é".encode("latin-1")), "is not saved as UTF-8"),
        (lambda f: replace_in(f / "platforms.csv", "messaging", "own_site"), "platforms.csv holds no platform."),
    ],
)  # fmt: skip
def test_bad_files_are_said_in_words_and_never_raised(folder, spoil, said):
    own = folder({"a": "Alpha"}, [("a", "2012-01-01", "launch"), ("a", "2026-05-01", "last_verified_alive")])
    spoil(Path(own))
    explorer = explore_platforms(data=own)
    words = " ".join(visible_words(explorer.children[1].value))
    assert said in words, words
    assert f'python3 workshop.py check "{own}"' in words
    assert explorer.status.kind == "warning"
    faces = explorer._repr_mimebundle_()
    assert said in " ".join(visible_words(faces["text/html"])) and said in faces["text/plain"]
    assert json.dumps(faces[RECIPE_TYPE])
    assert "MEDSOCIAL_DATA" not in os.environ


def replace_in(file, old, new):
    """Replace words in a file, which must be there."""
    words = file.read_text("utf-8")
    assert old in words
    file.write_text(words.replace(old, new), "utf-8")


def test_a_folder_that_is_not_there(tmp_path):
    explorer = explore_platforms(data=str(tmp_path / "nowhere"))
    assert "There is no datapackage.json in" in explorer.sentence()


def test_a_mended_folder_works_in_the_same_session(folder):
    own = folder({"a": "Alpha"}, [("a", "2012-01-01", "launch"), ("a", "2026-05-01", "last_verified_alive")])
    replace_in(Path(own) / "lifecycle_events.csv", "2012-01-01", "2012")
    assert explore_platforms(data=own).status.kind == "warning"
    replace_in(Path(own) / "lifecycle_events.csv", "a,2012,day,2012,2012", "a,2012-01-01,day,2012-01-01,2012-01-01")
    assert explore_platforms(data=own).status.text == "1 of 1 platform; 2026."


def test_a_kept_fate_that_is_no_longer_offered_is_dropped():
    explore_platforms().fate_menu.value = "linkedin"
    state = answers.load(LESSON)["explore_platforms"]
    answers.save(LESSON, "explore_platforms", state | {"picked": "own_website"})
    assert explore_platforms().fate_menu.value == ANY


def test_an_own_table_without_rows_gives_a_sentence(folder, monkeypatch):
    monkeypatch.setenv("MEDSOCIAL_DATA", folder({}))
    with pytest.raises(data.UnknownName, match=r"^'linkedin' is not in the table platforms\. The table has no rows\.$"):
        data.find("platforms", "linkedin")


def test_a_content_file_in_another_encoding_gives_a_sentence(monkeypatch, tmp_path):
    described = data.resources()["cast"]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [described]}), encoding="utf-8")
    (tmp_path / described["path"]).write_bytes("people: [Tomás]".encode("latin-1"))
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))
    with pytest.raises(data.DataError, match="is not saved as UTF-8"):
        data.yaml_content("cast")


def test_an_own_table_may_have_another_file_name(monkeypatch, tmp_path):
    described = data.resources()["sources"] | {"path": "our_sources.csv"}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [described]}), encoding="utf-8")
    shipped = paths.data_dir() / "sources.csv"
    (tmp_path / "our_sources.csv").write_text("".join(shipped.read_text(encoding="utf-8").splitlines(True)[:2]), encoding="utf-8")
    count = len(data.rows("sources"))
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))
    assert len(data.rows("sources")) == count
