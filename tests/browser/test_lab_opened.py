"""The data lab in a real JupyterLab: its code is in sight, a broken line is told in plain words, and Start again mends it."""

import pytest
from shown import FRAMES, axe_in, code_in_sight, expect_saved, faults_in, quiet
from test_lessons import SIDEWAYS

LAB = "notebooks/08_data_lab.ipynb"
CELLS = "() => jupyterapp.shell.currentWidget.content.widgets.map(cell => [cell.model.id, cell.model.sharedModel.getSource()])"
# Make a cell the chosen one, and write into it, as a reader does.
WRITE = """([id, source]) => {
    const notebook = jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = notebook.widgets.findIndex(cell => cell.model.id === id);
    if (source !== null) notebook.activeCell.model.sharedModel.setSource(source);
}"""


def sources(page) -> dict[str, str]:
    """Return the text of each cell by its name."""
    return dict(page.evaluate(CELLS))


def command(page, name: str) -> None:
    """Do what a menu of JupyterLab does."""
    page.evaluate("name => jupyterapp.commands.execute(`notebook:${name}`)", name)


def run(page, cell: str, source: str | None = None) -> None:
    """Change a cell and run it."""
    page.evaluate(WRITE, [cell, source])
    command(page, "run-cell")


@pytest.mark.slow
def test_a_reader_changes_the_code_and_mends_it(lab, page, page_errors):
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1024, "height": 768})
    lab.open(page, LAB)
    expect_saved(page)
    before = sources(page)
    code = [name for name, text in before.items() if text.startswith("# ") and not text.startswith("# Answer")]
    assert len([one for one in code_in_sight(page) if "jp-Cell-inputWrapper" in one]) == len(code) > 20
    assert not page.locator("body.ms-reading").count(), "the tools for code come with the code"
    assert [page.get_by_role("button", name=f"{way} lesson").count() for way in ("Previous", "Next")] == [0, 0]
    assert faults_in(page) == []
    assert page.evaluate(SIDEWAYS) == []
    assert axe_in(page) == []
    page.get_by_role("textbox", name="Code: The names of 2014, without your own website").wait_for()

    turn = next(name for name in code if '"weak_trials"' in before[name])
    run(page, turn, before[turn].replace("...", "4 + 3 + 2"))
    page.get_by_text("9 is right.").wait_for()
    page.get_by_role("button", name="1 of 8 done").wait_for()

    ends = next(name for name in code if "last sign of life" in before[name])
    run(page, ends, before[ends].replace("event_type", "event_typ"))
    page.get_by_text("The cell under “Which platforms of 2014 live?” stopped.").wait_for()
    (said,) = faults_in(page)
    assert said.strip() == "KeyError: 'event_typ'", "an error is one line"

    page.evaluate(WRITE, [ends, None])
    command(page, "cut-cell")
    command(page, "insert-cell-below")
    assert sources(page).keys() > before.keys(), "the lesson's own cells cannot be lost"
    (added,) = sources(page).keys() - before.keys()
    page.evaluate(WRITE, [added, "open('added_ran', 'w')"])
    start_again = page.locator(".ms-lab-strip").get_by_role("button", name="Start again")
    below = "one => one.getBoundingClientRect().bottom - one.closest('.ms-lab-strip').getBoundingClientRect().bottom"
    page.evaluate(FRAMES)
    assert start_again.evaluate(below) <= 0, "the strip is as high as its words"
    assert page.locator(".ms-lab-strip").bounding_box()["height"] < 160
    start_again.click()
    page.locator(".ms-page[data-medsocial='running']").wait_for()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    assert sources(page) == before | {added: "open('added_ran', 'w')"}
    assert not (lab.root / "notebooks" / "added_ran").exists(), "only the lesson's own code runs by itself"
    assert faults_in(page) == []
    assert quiet(page_errors)
