"""The data lab: its exercises are solved, every odd answer gets a hint, and figures and tables of a reader's own are safe."""

import ast
import json
import re
import urllib.parse

import matplotlib
import numpy as np
import pandas as pd
import pytest
from common import LESSONS, cells, faces, live_texts, picture_words, visible_words

import medsocial as ms
from medsocial.ground import paths, style
from medsocial.lab.exercises import EXERCISES
from medsocial.model import own_tables
from medsocial.model.cohort import spells
from medsocial.model.survival import product_limit
from medsocial.store import data

LAB = next(path for path in LESSONS if path.stem == "08_data_lab")
TURN = re.compile(r'^answer = \.\.\.\nms\.check_answer\("(\w+)", answer\)', re.MULTILINE)
# What a reader could write in the place of the dots, and the number by hand.
SOLVED = {
    "running": ('((lives["fate"] == "runs") & (lives["audience"] == "health_professional")).sum()', 2),
    "ten_years": ('curve[curve["years"] <= 10]["running"].iloc[-1]', 19 / 20 * 16 / 17 * 15 / 16),
    "online": ('100 * both.loc["2021-02"].iloc[0] / both.loc["2021-02"].iloc[1]', 100 * 72 / 77),
    "weak_trials": (
        'certainty.filter(regex="randomised_trial|crossover", axis=0)[["low", "very_low"]].to_numpy().sum()', 9
    ),
    "launches": ('100 * checked.loc["launch", ["verified", "read"]].sum() / checked.loc["launch"].sum()', 100 * 6 / 54),
}
# One slip of each exercise, and a word of the hint that answers it.
SLIPS = {
    "running": {5: "lost from sight", 6: "in 2014", 14: "whole list", 9: "audience"},
    "ten_years": {83.8: "Divide it by 100", 0.162: "Take it from 1", 0.857: "all names", 0.78: "end of the curve", 0.5: "flat"},
    "online": {0.935: "out of 100", 106.9: "wrong way", 5: "subtracted", 72: "other share", 77: "adults by it", 50: "same"},
    "weak_trials": {7: "one of the three", 5: "Add very_low", 29: "Keep those", 89: "every design", 1: "Three designs"},
    "launches": {0.111: "Multiply", 6: "how many", 88.9: "from reports", 28.7: "Keep the row", 1.85: "alone", 50: "add verified"},
}


@pytest.fixture(autouse=True)
def own_settings():
    """Leave the settings of matplotlib as they were, and no figure open."""
    with matplotlib.rc_context():
        matplotlib.use("Agg")
        yield
        matplotlib.pyplot.close("all")


@pytest.fixture(scope="module")
def solved():
    """Run the page as a reader who solves every exercise; return its names and what each exercise said."""
    names, said = {}, {}
    with pytest.MonkeyPatch.context() as patch, matplotlib.rc_context():
        patch.setattr(matplotlib, "get_backend", lambda *_args, **_kwargs: "agg")
        for cell in cells(LAB, "code"):
            turn = TURN.search(cell["source"])
            source = cell["source"].replace("...", SOLVED[turn[1]][0]) if turn else cell["source"]
            lines = ast.parse(source)
            last = ast.Expression(lines.body.pop().value)
            exec(compile(lines, "cell", "exec"), names)  # the page's own code
            shown = eval(compile(last, "cell", "eval"), names)
            if turn:
                said[turn[1]] = (names["answer"], shown)
    return names, said


def test_every_exercise_of_the_page_is_solved(solved):
    answers = {name: answer for name, (answer, _shown) in solved[1].items()}
    assert answers == pytest.approx({name: number for name, (_code, number) in SOLVED.items()})
    assert {name: shown.kind for name, (_answer, shown) in solved[1].items()} == dict.fromkeys(EXERCISES, "right")


def test_the_readers_curve_is_ours(solved):
    curve = product_limit(spells())
    assert list(solved[0]["curve"]["running"]) == pytest.approx([step.survival for step in curve.steps], abs=1e-12)
    assert list(solved[0]["curve"]["at risk"]) == [20, 17, 16, 15]


@pytest.mark.parametrize("name", EXERCISES)
def test_an_answer_by_hand_and_its_slips(name):
    right = ms.check_answer(name, round(SOLVED[name][1], 2))
    assert right.kind == "right" and " is right. " in right.sentence() and "ms-done" in right.to_html()
    hints = {slip: ms.check_answer(name, slip) for slip in SLIPS[name]}
    assert {slip: SLIPS[name][slip] in said.hint for slip, said in hints.items()} == dict.fromkeys(SLIPS[name], True)
    assert all(said.kind == "wrong" and "is not it yet" in said.sentence() for said in hints.values())
    assert len({said.hint for said in hints.values()}) == len(hints), "each slip has a hint of its own"


class Stubborn:
    """Something that refuses every question."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __float__(self):
        raise RuntimeError("no number")


ODD = {
    "none": (None, "place of the dots"),
    "dots": (..., "place of the dots"),
    "yes": (True, "yes or no"),
    "numpy yes": (np.bool_(True), "yes or no"),
    "missing": (float("nan"), "missing or endless"),
    "pandas missing": (pd.NA, "no number"),
    "no date": (pd.NaT, "no number"),
    "endless": (float("inf"), "missing or endless"),
    "word": ("two", "no number"),
    "list": ([2], "no number"),
    "table": (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "table with 4 cells"),
    "column": (pd.Series([1, 2, 3]), "table with 3 cells"),
    "empty": (pd.Series(dtype=float), "table with 0 cells"),
    "words": (pd.Series(["two"]), "no number"),
    "function": (print, "no number"),
    "stubborn": (Stubborn(), "no number"),
}


@pytest.mark.parametrize("answer", ODD)
def test_whatever_is_handed_over_gets_a_hint(answer):
    given, words = ODD[answer]
    said = ms.check_answer("running", given)
    assert words in said.sentence() and "column audience" in said.sentence()
    assert said.kind == "note" and said._repr_mimebundle_()["text/plain"] == said.sentence()


def test_a_picture_in_place_of_a_number():
    axes = pd.Series([1, 2]).plot()
    assert "You handed over a picture" in ms.check_answer("running", axes).sentence()


def test_one_cell_and_written_numbers_are_numbers():
    for two in (2, 2.0, "2", " 2,0 ", np.int64(2), pd.Series([2]), pd.DataFrame({"a": [2]})):
        assert ms.check_answer("running", two).kind == "right"


def test_an_exercise_of_another_name_is_told_the_names():
    for name in ("run", 3, None, pd.Series(["running"])):
        assert "running, ten_years, online, weak_trials and launches" in ms.check_answer(name, 2).sentence()


# ---- figures ------------------------------------------------------------------------------------------


def test_a_figure_of_ones_own_looks_like_ours_and_says_what_it_shows():
    from matplotlib import pyplot

    ms.use_style()
    words = "Two bars: three services run, and one has closed."
    axes = pd.Series({"runs": 3, "closed": 1}).plot.barh(title="Three of four run")
    shown = ms.describe(axes, words, ["pew_2021_topline", "nobody_2020", None, 3], file="mine.svg")
    page = shown.to_html()
    assert f'alt="{words}"' in page and str(shown) == words
    assert "Three of four run" in picture_words(page)
    assert urllib.parse.quote(f"fill:{style.ACCENT.lower()}", safe=":") in page
    assert shown.sources == ("pew_2021_topline",)
    assert "Saved as mine.svg in your folder my_workshop." in page
    saved = (paths.home_dir() / "mine.svg").read_text(encoding="utf-8")
    assert f"<dc:title>{words}</dc:title>" in saved
    assert pyplot.get_fignums() == [], "Jupyter would show it a second time"


def test_what_cannot_be_shown_is_answered_in_words():
    axes = pd.Series([1, 2]).plot()
    assert "Here is no figure yet" in ms.describe(3).sentence()
    assert "Here is no figure yet" in ms.describe(pd.Series([1, 2])).sentence()
    assert "Here is no figure yet" in ms.describe(np.array([])).sentence()
    assert "Add one sentence" in ms.describe(axes, "A plot").to_html()
    words = "A line that rises from one to two."
    assert "It was not saved: give a file name" in ms.describe(axes, words, file="plot.docx").to_html()
    axes.set_title("$\\frac{$")
    assert "cannot be drawn" in ms.describe(axes, words).sentence()


def test_a_file_stays_in_the_readers_folder(tmp_path):
    axes = pd.Series([1, 2]).plot()
    ms.describe(axes, "A line that rises from one to two.", file="../outside.png")
    assert (paths.home_dir() / "outside.png").is_file() and not (paths.home_dir().parent / "outside.png").exists()


def test_a_readers_style_leaves_our_charts_as_they_are():
    from medsocial.charts.survival import plot_survival

    before = faces("ms.plot_survival()")
    ms.use_style()
    matplotlib.rcParams.update({"axes.grid": True, "font.size": 20, "lines.linewidth": 9})
    plot_survival.__wrapped__.forget()
    assert faces("ms.plot_survival()") == before


def test_the_style_file_holds_the_palette():
    read = matplotlib.rc_params_from_file(paths.style_file(), use_default_template=False)
    assert read["text.color"] == style.INK and read["figure.figsize"] == [7.6, 3.8]
    colours = read["axes.prop_cycle"].by_key()["color"]
    assert colours[0] == style.ACCENT and len(set(colours)) == 5


# ---- tables -------------------------------------------------------------------------------------------

LOADED = {
    "load_platforms": "platforms", "load_events": "lifecycle_events", "load_shares": "survey_shares",
    "load_counts": "user_counts", "load_evidence": "evidence", "load_glossary": "glossary", "load_sources": "sources",
}  # fmt: skip


@pytest.mark.parametrize("function", LOADED)
def test_a_table_says_what_it_holds(function):
    """Docstring and attributes say what the description of the data says, column by column."""
    described = json.loads((paths.shipped_data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    table = next(one for one in described["resources"] if one["name"] == LOADED[function])
    loaded, words = getattr(ms, function)(), " ".join(getattr(ms, function).__doc__.split())
    assert loaded.attrs["description"] == table["description"] and table["description"] in words
    assert loaded.attrs["file"] == f"data/{table['path']}"
    assert "CC-BY-4.0" in loaded.attrs["licence"] and "CC-BY-4.0" in words
    assert list(loaded.attrs["columns"]) == list(loaded.columns) == [field["name"] for field in table["schema"]["fields"]]
    for field in table["schema"]["fields"]:
        about = loaded.attrs["columns"][field["name"]]
        assert about["description"] == field["description"] and field["description"] in words
        assert about.get("unit") == field.get("unit")
        if field["type"] == "date":
            assert pd.api.types.is_datetime64_any_dtype(loaded[field["name"]])


def test_the_lines_for_pandas_alone_work_as_printed(monkeypatch):
    """What the data's own page says to type, typed in the data's folder."""
    page = (paths.shipped_data_dir() / "README.md").read_text(encoding="utf-8")
    code, names = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1], {}
    monkeypatch.chdir(paths.shipped_data_dir())
    exec(code, names)  # our own page
    assert names["events"]["date"].dtype.kind == "M"
    assert pd.crosstab(names["events"]["event_type"], names["events"]["status"]).loc["launch"].tolist() == [0, 5, 48, 1]


def test_a_unit_stands_beside_its_column():
    assert "share_percent : number (unit: percent)" in ms.load_shares.__doc__
    assert "Each row names its source in source_id" in ms.load_shares.__doc__


def test_unchanged_tables_are_written_as_they_were():
    loaded = {name: pd.DataFrame(_frame(name)) for name in own_tables.TABLES}
    assert ms.check_tables(**loaded).faults == ()
    shipped = {name: tuple(data.rows(name)) for name in own_tables.TABLES}
    with paths.reading(paths.home_dir() / "my_tables"):
        again = {name: tuple(data.rows(name)) for name in own_tables.TABLES}
    for name, rows in shipped.items():
        assert list(map(repr, again[name])) == list(map(repr, rows))


def _frame(name):
    from medsocial.store.frames import frame

    return frame(name)


def drawn(explorer):
    """Return the words of the explorer's picture and table at this moment."""
    return {words for text in live_texts(explorer.pane) for words in visible_words(text)}


def test_a_platform_of_ones_own_is_in_the_explorer(solved):
    tables = ms.check_tables(platforms=solved[0]["own_platforms"], lifecycle_events=solved[0]["own_events"])
    assert tables.sentence().startswith("Your tables fit together.")
    explorer = ms.explore_platforms(tables)
    assert explorer.recipe["arguments"] == {"data": "my_tables"}
    assert "Marlow Board" not in drawn(explorer)
    explorer.menus["cohort"].value = ""
    assert "Marlow Board" in drawn(explorer)
    assert ("Marlow Board", "marlow_board") in explorer.fate_menu.options
    assert "marlow_board" not in {row.platform_id for row in data.rows("platforms")}


def test_a_fault_in_a_table_names_row_and_column():
    platforms = ms.load_platforms()
    new = platforms.iloc[[0]].assign(type_primary="forum", as_of="soon")
    faults = ms.check_tables(platforms=pd.concat([platforms, new.assign(as_of=platforms["as_of"][0])])).faults
    assert faults[0] == "platforms.csv, row 57, column platform_id: 'facebook' stands twice. Give the new row a name of its own."
    assert "column type_primary: 'forum' is not allowed. Choose one of social_network, messaging" in faults[1]
    assert "'soon' is not of type date" in ms.check_tables(platforms=pd.concat([platforms, new])).sentence()
    gone = new.assign(type_primary="blog", as_of=platforms["as_of"][0], platform_id="own", name=None, source_id="nobody_2020")
    assert "'nobody_2020' is not in sources.csv" in ms.check_tables(platforms=pd.concat([platforms, gone])).sentence()
    unnamed = gone.assign(source_id="medsocial_judgement")
    assert "column name: the cell is empty" in ms.check_tables(platforms=pd.concat([platforms, unnamed])).sentence()


def test_what_is_no_table_is_told_so():
    assert "platforms is not a table" in ms.check_tables(platforms=[1]).sentence()
    assert "There is no table shares here. Name one of sources, platforms" in ms.check_tables(shares=ms.load_shares()).sentence()
    assert "the columns are not those" in ms.check_tables(platforms=ms.load_platforms()[["name"]]).sentence()
