"""Every lesson keeps its budgets and its skeleton, and stores what a build would store."""

import ast
import html
import re
import statistics

import pytest
from common import LABS, LESSONS, cells, named, notebook, visible_words

from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import paths
from medsocial.store import data
from medsocial.upkeep import build, derived

ALLOWED = {"conftest.py", "my_workshop", ".ipynb_checkpoints", "__pycache__", ".pytest_cache", ".ruff_cache"}
CODE_LINES, CODE_LINES_MEDIAN = 8, 2
WORDS, CORE_WORDS, BYTES = 2200, 1000, 400_000
COUNTRIES, BYTES_A_COUNTRY = 7, 8_000  # as many as there are room for in the bytes above
LENGTHS = [30, 60, 90, 180]
SLIDE_TYPES = {"slide", "subslide", "fragment", "skip", "notes", "-", None}
VERBS = set(
    ["start", "define", "find", "sort", "weigh", "keep", "draft", "plan"]
    + ["judge", "choose", "answer", "protect", "write", "decide", "compare"]
)
# Headings that every lesson has around its own sections.
FRAME = (
    "you will be able to",
    "before you go on",
    "check yourself",
    "key points",
    "sources",
    "next",
    "go deeper",
)
CLOSING = ["Check yourself", "Key points", "Sources", "Next"]
NEVER_ON_SCREEN = re.compile(r"\b(twins?|kernels?|widgets?|ya?ml|nbval)\b", re.IGNORECASE)
NOTES = re.compile(r"<details>\s*<summary>For the facilitator</summary>\n.+\n</details>", re.DOTALL)
NO_DESCRIPTION = {
    "",
    "image",
    "picture",
    "chart",
    "figure",
    "graph",
    "photo",
    "screenshot",
    "alt",
    "todo",
    "plot",
}
every_page = pytest.mark.parametrize("path", LESSONS, ids=named)
# What holds only where a reader is led: a lab shows its code, is in no session and has no facilitator.
every_lesson = pytest.mark.parametrize("path", [path for path in LESSONS if path.stem not in LABS], ids=named)
every_lab = pytest.mark.parametrize("path", [path for path in LESSONS if path.stem in LABS], ids=named)


def words(text):
    """Return the words of a markdown text, without tags and addresses."""
    text = re.sub(r"\]\([^)]*\)", "]", re.sub(r"<[^>]+>", " ", html.unescape(text)))
    return re.findall(r"[^\W_][\w’'.,%-]*", text)


def is_notes(cell):
    """Return whether a cell holds notes for the facilitator."""
    return cell["metadata"].get("slideshow", {}).get("slide_type") == "notes"


def place(cell):
    """Return section, depth and lengths of a cell."""
    return cell["metadata"].get("medsocial", {})


def headings(path, level):
    """Return the headings of one level, in order."""
    found = [
        re.findall(rf"^{'#' * level} +(.+)$", cell["source"], re.MULTILINE)
        for cell in cells(path, "markdown")
    ]
    return [heading.strip() for several in found for heading in several]


def shown(path):
    """Return the text and HTML of all outputs."""
    faces = ("text/html", "text/plain")
    outputs = [output for cell in cells(path, "code") for output in cell["outputs"]]
    return ["".join(output.get("data", {}).get(face, "")) for output in outputs for face in faces]


# ---- the folder -------------------------------------------------------------------------------------------


def test_the_folder_holds_the_lessons_and_nothing_else_that_a_learner_sees():
    planned = {f"{row.lesson}.ipynb" for row in data.rows("lessons")}
    there = {path.name for path in paths.notebooks_dir().iterdir()}
    assert there <= planned | ALLOWED
    assert {f"{row.lesson}.ipynb" for row in data.rows("lessons") if row.status == "published"} <= there


def test_lists_are_what_a_build_would_write():
    assert LESSONS, "there is no lesson to check"
    # The lessons themselves: notebooks/conftest.py, where nbval has run them, compares the whole file of each.
    assert build.stale([]) == [], "run 'python3 workshop.py build'"
    assert all(cells(path, "code") for path in LESSONS), "nbval has nothing to run there"


# ---- budgets ----------------------------------------------------------------------------------------------


@every_page
def test_code_cells_are_short_and_say_what_they_do(path):
    lengths = [len(cell["source"].splitlines()) for cell in cells(path, "code")]
    lab = path.stem in LABS
    assert max(lengths) <= CODE_LINES
    assert lab or statistics.median(lengths) <= CODE_LINES_MEDIAN
    for cell in cells(path, "code"):
        first = cell["source"].splitlines()[0]
        assert re.match(r"# [A-Z].{8,}", first), f"{first!r} is not a comment in plain words"
        assert not re.search(r"[_()=]", first), f"{first!r} is not in plain words"
        assert cell["metadata"].get("jupyter", {}).get("source_hidden", False) is not lab


@every_page
def test_at_least_half_of_the_cells_are_text(path):
    assert len(cells(path, "markdown")) >= len(notebook(path)["cells"]) / 2


@every_page
def test_a_lesson_can_be_read_in_its_time(path):
    counted = [(cell, len(words(cell["source"]))) for cell in cells(path, "markdown")]
    assert sum(count for _cell, count in counted) <= WORDS
    core = sum(count for cell, count in counted if place(cell).get("depth") == "core" and not is_notes(cell))
    assert 0 < core <= (WORDS if path.stem in LABS else CORE_WORDS)


@every_lesson
def test_there_is_one_import(path):
    trees = [ast.parse(cell["source"]) for cell in cells(path, "code")]
    found = [ast.unparse(n) for t in trees for n in ast.walk(t) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert found == ["import medsocial as ms"]
    assert "import medsocial as ms" in cells(path, "code")[0]["source"]


@every_page
def test_the_file_is_small_and_holds_nothing_of_the_moment(path):
    text = path.read_text(encoding="utf-8")
    more = len(data.rows("countries")) - COUNTRIES  # each adds a page of its own to the local card and a line to the comparison
    assert len(text.encode()) <= BYTES + BYTES_A_COUNTRY * max(0, more)
    assert "application/vnd.jupyter.widget" not in text
    assert not {"widgets", "execution"} & set(notebook(path)["metadata"])
    for cell in notebook(path)["cells"]:
        assert "execution" not in cell["metadata"]
        assert re.fullmatch(r"[\w-]{1,64}", cell["id"])
    assert notebook(path)["metadata"]["kernelspec"]["name"] == "python3"
    assert "version" not in notebook(path)["metadata"]["language_info"]
    shown = {"code": "shown"} if path.stem in LABS else {}
    assert notebook(path)["metadata"]["medsocial"] == {"lesson": path.stem, "format": 1, **shown}


@every_page
def test_every_cell_ran_in_order_without_error_or_warning(path):
    counts = [cell["execution_count"] for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))
    for cell in cells(path, "code"):
        for output in cell["outputs"]:
            assert output["output_type"] != "error"
            assert output.get("name") != "stderr"


@every_page
def test_every_cell_but_the_import_shows_something_with_a_recipe(path):
    for cell in cells(path, "code")[1:]:
        kinds = [output.get("data", {}) for output in cell["outputs"]]
        assert kinds, cell["source"]
        assert all("text/plain" in kind for kind in kinds)
        # An activity or a chart without its HTML would be an empty page where nothing runs.
        assert all("text/html" in kind for kind in kinds)
        assert all(RECIPE_TYPE in kind or "<table" in "".join(kind["text/html"]) for kind in kinds)


@every_page
def test_every_picture_is_described(path):
    in_outputs = [tag for text in shown(path) for tag in re.findall(r"<img\b[^>]*>", text)]
    in_text = [tag for cell in cells(path, "markdown") for tag in re.findall(r"<img\b[^>]*>", cell["source"])]
    said = [re.search(r'\balt="([^"]*)"', tag) for tag in in_outputs + in_text]
    descriptions = [match.group(1) if match else "" for match in said]
    descriptions += [
        d for cell in cells(path, "markdown") for d in re.findall(r"!\[([^\]]*)\]\(", cell["source"])
    ]
    for description in descriptions:
        assert description.strip().strip(".").lower() not in NO_DESCRIPTION
        assert len(words(description)) >= 5, description


@every_lab
def test_a_lab_imports_the_workshop_and_pandas(path):
    trees = [ast.parse(cell["source"]) for cell in cells(path, "code")]
    found = [ast.unparse(n) for t in trees for n in ast.walk(t) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert found == ["import medsocial as ms", "import pandas as pd"]


@every_lab
def test_a_lab_keeps_what_start_again_needs(path):
    """Its own cells stay where they are, under the names by which they are known."""
    for cell in notebook(path)["cells"]:
        assert cell["metadata"]["deletable"] is False
        assert re.fullmatch(r"c\d+", cell["id"])
        assert cell["metadata"].get("editable", True) is (cell["cell_type"] == "code")


@every_lab
def test_no_line_of_a_lab_has_to_be_scrolled(path):
    lines = [line for cell in cells(path, "code") for line in cell["source"].splitlines()]
    assert max(map(len, lines)) <= 88


# ---- skeleton ---------------------------------------------------------------------------------------------


@every_page
def test_the_title_has_a_verb(path):
    (title,) = headings(path, 1)
    assert notebook(path)["cells"][0]["source"].startswith("# ")
    assert VERBS & {word.lower() for word in words(title)}, title


@every_page
def test_the_minutes_are_those_of_the_table(path):
    row = next(row for row in data.rows("lessons") if row.lesson == path.stem)
    opening = "\n".join(cell["source"] for cell in cells(path, "markdown")[:3])
    more = f", and {row.minutes_deeper} more if you go deeper" if row.minutes_deeper else ""
    assert f"*{row.minutes_core} minutes{more}.*" in opening
    written = "\n".join(cell["source"] for cell in cells(path, "markdown"))
    for lesson, minutes in re.findall(r"\]\((\w+)\.ipynb\): (\d+) minutes", written):
        assert int(minutes) == data.row("lessons", lesson).minutes_core, lesson


@every_page
def test_the_objectives_are_those_of_the_table(path):
    wanted = {row.objective_id for row in data.rows("objectives") if path.stem in row.lessons}
    text = "\n".join(cell["source"] for cell in cells(path, "markdown") if not is_notes(cell))
    assert "You will be able to" in text
    after = text.split("You will be able to", 1)[1].split("\n#", 1)[0]
    if wanted:  # the start page prepares for all and teaches none
        assert set(re.findall(r"\bO[1-8]\b", after)) == wanted


@every_page
def test_a_question_comes_before_the_first_section(path):
    calls = [cell["source"] for cell in cells(path, "code")]
    first = next((i for i, source in enumerate(calls) if re.search(r"\bms\.(quiz|guess)\(", source)), None)
    assert first is not None and first <= 2, "no question to recall or to guess at the start"


@every_page
def test_there_are_four_to_six_sections(path):
    own = [h for h in headings(path, 2) if not h.lower().startswith(FRAME)]
    assert 4 <= len(own) <= 6, own


@every_page
def test_every_cell_says_where_it_belongs(path):
    for cell in notebook(path)["cells"]:
        where = place(cell)
        assert set(where) >= {"section", "depth", "lengths"}, cell["source"][:60]
        assert re.fullmatch(r"[a-z0-9_]+", where["section"])
        assert where["depth"] in ("core", "deeper")
        assert where["lengths"] == [n for n in LENGTHS if n in where["lengths"]]
        in_a_session = bool(where["lengths"]) or where["depth"] == "deeper"
        assert in_a_session is not (path.stem in LABS), "core is part of at least one session, and a lab of none"
        assert cell["metadata"].get("slideshow", {}).get("slide_type") in SLIDE_TYPES


@every_page
def test_a_section_is_in_one_piece(path):
    order = [place(cell)["section"] for cell in notebook(path)["cells"]]
    changes = [name for before, name in zip([None, *order], order, strict=False) if name != before]
    assert len(changes) == len(set(changes)), f"a section is torn apart: {changes}"


@every_page
def test_the_lesson_closes_as_all_do(path):
    there = [h for h in headings(path, 2) if h.startswith(tuple(CLOSING))]
    assert [next(c for c in CLOSING if h.startswith(c)) for h in there] == CLOSING
    assert f'ms.references("{path.stem}")' in [
        cell["source"].splitlines()[-1] for cell in cells(path, "code")
    ]


@every_page
def test_what_goes_deeper_is_folded(path):
    for cell in cells(path, "markdown"):
        if re.match(r"#+ Go deeper", cell["source"]):
            assert cell["metadata"].get("jp-MarkdownHeadingCollapsed") is True
            assert place(cell)["depth"] == "deeper"


@every_lesson
def test_notes_are_one_closed_block_before_the_first_fragment(path):
    notes, fragment_seen = 0, False
    for cell in notebook(path)["cells"]:
        kind = cell["metadata"].get("slideshow", {}).get("slide_type")
        fragment_seen = kind == "fragment" or (fragment_seen and kind not in ("slide", "subslide"))
        if kind == "notes":
            notes += 1
            assert not fragment_seen, "notes after a fragment do not reach the deck"
            assert NOTES.fullmatch(cell["source"].strip()), cell["source"][:80]
            assert cell["source"].count("<details") == 1
        else:
            assert "For the facilitator" not in cell["source"]
    assert notes


# ---- links and words --------------------------------------------------------------------------------------


@every_page
def test_every_address_that_leaves_the_workshop_is_a_source(path):
    known = derived.source_addresses()
    text = "\n".join(cell["source"] for cell in cells(path, "markdown"))
    leaving = re.findall(r"https?://[^\s)>\"\]]+", text)
    assert [address for address in leaving if address.rstrip("/.") not in known] == []


@every_page
def test_links_inside_the_workshop_resolve(path):
    text = "\n".join(cell["source"] for cell in cells(path, "markdown"))
    for target in re.findall(r"\]\((?!https?://)([^)]*)\)", text):
        file, _, anchor = target.partition("#")
        goal = path.parent / file if file else path
        assert goal.is_file(), target
        if anchor and goal.suffix == ".ipynb":
            levels = [headings(goal, level) for level in range(1, 5)]
            assert anchor in {h.replace(" ", "-") for several in levels for h in several}, target


@every_page
def test_every_source_shown_is_in_the_list_of_the_lesson(path):
    listed = {row.source_id for row in data.rows("lesson_sources") if row.lesson == path.stem}
    assert derived.cited_sources(notebook(path), derived.source_addresses()) == listed


@every_page
def test_the_screen_speaks_no_jargon(path):
    comments = [line for cell in cells(path, "code") for line in cell["source"].splitlines() if "#" in line]
    text = [words for shown_text in shown(path) for words in visible_words(shown_text)]
    said = [cell["source"] for cell in cells(path, "markdown")] + comments + text
    assert [NEVER_ON_SCREEN.search(piece).group() for piece in said if NEVER_ON_SCREEN.search(piece)] == []
