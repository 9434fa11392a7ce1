"""A page of ours opens by itself, and nothing else does: tried in a real JupyterLab with small sample pages.

One JupyterLab stays open for all of it. A test opens a page in it as a click on a file would (`show`), or goes to the
page's address (`lab.open`) where the start of JupyterLab is part of what it tries.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator

import nbformat
import pytest
from desk import ACTIVITY, FAILING, NAMES, Desk, Workshop, failing_page, sample_page, static_output
from server import copy_tree
from shown import FRAMES, PageErrors, code_in_sight, come_to_rest, expect_saved, python_says

TAB_SETTINGS = "lab/api/settings/@jupyterlab/application-extension:shell"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory) -> Workshop:
    return Workshop(copy_tree(tmp_path_factory.mktemp("tree") / "a workshop"))


@pytest.fixture(scope="module")
def lab(workshop, start_lab):
    return start_lab(workshop.root)


@pytest.fixture(scope="module")
def desk(context, lab, workshop) -> Iterator[Desk]:
    made = Desk(context, lab, workshop)
    yield made
    made.throw_away()


@pytest.fixture
def page(request, desk, workshop, lab):
    """Begin each test with an empty desk, the sample as it was shipped, and no kernel."""
    desk.clear()
    lab.stop_kernels()
    workshop.write("notebooks/sample.ipynb", sample_page())
    for trace in workshop.root.rglob("ran"):
        trace.unlink()
    failed = request.session.testsfailed
    yield desk.tab
    if request.session.testsfailed != failed:
        desk.throw_away()


@pytest.fixture
def page_errors(desk) -> PageErrors:
    """Return what the shared tab did wrong since the test began."""
    return desk.errors


@pytest.fixture
def show(desk, page) -> Callable:
    """Return the function that opens a page in the JupyterLab that is there."""
    return desk.show


def nothing_ran(page, workshop, states: list[str]) -> bool:
    """Return whether the page, come to rest, has run nothing: by its own record, by Python's and by what is on the disk."""
    come_to_rest(page)
    assert page.evaluate("[...new Set(window.states)]") == states
    assert python_says(page, "get_ipython().execution_count") == "1"
    assert live_buttons(page).count() == 0
    return not workshop.ran()


def taken(page) -> int | None:
    """Return the mark of a script that ran, once a picture that fails as the hostile one does has said so."""
    page.evaluate("""() => new Promise(done => {
        document.body.append(Object.assign(new Image(), { className: 'late', onerror: done, src: 'x:y' }));
    })""")
    page.evaluate("document.querySelectorAll('.late').forEach(one => one.remove())")
    page.evaluate(FRAMES)
    return page.evaluate("window.taken ?? null")


def live_buttons(page):
    return page.locator(".jp-OutputArea .widget-button")


def test_our_page_opens_ready(lab, page, page_errors, workshop):
    lab.open(page, "notebooks/sample.ipynb")
    assert live_buttons(page).all_inner_texts() == [f"Live {name}" for name in NAMES]
    assert code_in_sight(page) == []
    assert not page.locator(".ms-page summary").is_visible()
    assert page.locator(".jp-InputPrompt:visible").count() == 0
    assert page.get_by_role("heading", name="Sample lesson").is_visible()
    assert page.get_by_role("heading", name="Sample lesson").bounding_box()["y"] < 300, "the reader was moved"
    expect_saved(page)
    assert page.locator(".jp-Dialog, .jp-Notification-Toast").count() == 0
    status = page.locator(".ms-page [role=status][aria-live=polite]").first
    assert status.inner_text() == "The page is ready."
    before = workshop.stored("notebooks/sample.ipynb")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert page_errors.none()
    assert workshop.stored("notebooks/sample.ipynb") == before


def test_progress_is_announced(show, page):
    show("notebooks/sample.ipynb")
    said = page.evaluate("[...window.said]")
    assert said == [f"Preparing the page… {n} of 4" for n in range(5)] + ["The page is ready."]


def changed_cell(workshop: Workshop) -> str:
    notebook = sample_page()
    notebook.cells[1].source += "\nprint('one more line')"
    return workshop.write("notebooks/sample.ipynb", notebook)


def added_cell(workshop: Workshop) -> str:
    notebook = sample_page()
    notebook.cells.append(nbformat.v4.new_code_cell("print('one more cell')"))
    return workshop.write("notebooks/sample.ipynb", notebook)


def removed_cell(workshop: Workshop) -> str:
    notebook = sample_page()
    del notebook.cells[-1]
    return workshop.write("notebooks/sample.ipynb", notebook)


def other_folder(workshop: Workshop) -> str:
    return workshop.write("elsewhere/sample.ipynb", sample_page())


def folder_below(workshop: Workshop) -> str:
    return workshop.write("notebooks/below/sample.ipynb", sample_page())


def other_name(workshop: Workshop) -> str:
    return workshop.write("notebooks/copy.ipynb", sample_page())


@pytest.mark.parametrize("altered", [changed_cell, added_cell, removed_cell, other_folder, folder_below, other_name])
def test_an_altered_or_moved_page_waits_for_a_click(show, page, page_errors, workshop, altered):
    path = altered(workshop)
    panel = show(path, state="waiting")
    start = page.get_by_role("button", name="Start this page")
    assert start.is_visible()
    assert panel.get_by_text("It can run programs on this computer").is_visible()
    assert nothing_ran(page, workshop, ["waiting"])
    expect_saved(page)
    assert page.get_by_text("Static one").is_visible(), "the static form is there to read"
    assert code_in_sight(page) == []
    notes = panel.locator("summary", has_text="For the facilitator")
    assert not notes.is_visible()
    panel.get_by_role("button", name="Show the code").click()
    page.locator(".cm-line:visible", has_text="import ipywidgets as widgets").wait_for()
    assert notes.is_visible(), "the notes come with the code"
    panel.get_by_role("button", name="Hide the code").click()
    assert code_in_sight(page) == []
    start.click()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    assert live_buttons(page).count() == (2 if altered is removed_cell else 3)
    assert not start.is_visible()
    assert workshop.ran()
    assert page_errors.none()


@pytest.mark.parametrize("failing", FAILING)
def test_a_stored_script_of_a_replaced_lesson_never_runs_when_its_cell_fails(show, page, workshop, failing):
    """The lesson's code is ours, letter for letter; what is stored below it is not."""
    path = workshop.write(f"notebooks/{failing}.ipynb", failing_page(failing))
    panel = show(path, state="waiting")
    assert workshop.ran(), "the page was listed, so it ran by itself"
    come_to_rest(page)
    assert taken(page) is None
    page.evaluate("states.length = 0")
    panel.get_by_role("button", name="Start this page").click()  # and once more, by the reader's hand
    page.wait_for_function("states.includes('running') && states.at(-1) === 'waiting'")
    come_to_rest(page)
    assert taken(page) is None


def test_a_lesson_that_names_another_kernel_never_starts_by_itself(lab, desk, page, workshop):
    """Another installed kernel may do anything with our code."""
    folder = lab.log_file.parent / "jupyter_data_dir" / "kernels" / "other"
    folder.mkdir(parents=True, exist_ok=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Other", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    notebook = sample_page()
    notebook.metadata.kernelspec = {"name": "other", "display_name": "Other", "language": "python"}
    workshop.write("notebooks/sample.ipynb", notebook)
    desk.start()
    page.evaluate("() => jupyterapp.serviceManager.kernelspecs.refreshSpecs()")
    panel = desk.show("notebooks/sample.ipynb", state="waiting")
    assert panel.get_by_text("It can run programs on this computer").is_visible()
    assert nothing_ran(page, workshop, ["running", "waiting"])  # it must ask for the kernel first


def test_a_notebook_that_is_not_ours_is_left_alone(desk, page, page_errors, workshop):
    notebook = sample_page()
    del notebook.metadata["medsocial"]
    for cell in notebook.cells:
        cell.metadata.pop("jupyter", None)
    path = workshop.write("notebooks/foreign.ipynb", notebook)
    desk.click(path)
    page.locator(".jp-CodeCell .cm-content:visible").first.wait_for()
    assert nothing_ran(page, workshop, [])
    assert page.locator(".ms-page").count() == 0
    assert page_errors.none()


def test_hostile_files_beside_the_page_never_run(show, page, workshop):
    trace = workshop.root / "hostile.ran"
    files = [workshop.notebooks / f"{library}.py" for library in ("ipywidgets", "medsocial", "IPython", "json", "ipython_config")]
    for file in files:
        code = f"with open({str(trace)!r}, 'a') as trace: trace.write({file.name!r})\nraise SystemExit\n"
        file.write_text(code, encoding="utf-8")
    try:
        show("notebooks/sample.ipynb")
        assert live_buttons(page).count() == 3
        assert not trace.exists(), trace.read_text(encoding="utf-8")
    finally:
        for file in files:
            file.unlink()
        trace.unlink(missing_ok=True)


def test_without_a_safe_import_path_nothing_runs_by_itself(workshop, tmp_path, monkeypatch):
    from medsocial.ground import paths
    from medsocial.jupyter import server

    monkeypatch.setattr(paths, "notebooks_dir", lambda: workshop.notebooks)
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    assert server.notebooks_under(workshop.root) == "notebooks"
    assert server.notebooks_under(workshop.notebooks) == "."
    assert server.notebooks_under(tmp_path) is None
    monkeypatch.delenv("PYTHONSAFEPATH")
    assert server.notebooks_under(workshop.root) is None


def test_a_saved_page_reopens_with_its_static_forms(lab, desk, show, page, page_errors, workshop):
    show("notebooks/sample.ipynb")
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "api/contents/" in answer.url):
        page.keyboard.press("Control+s")
    stored = workshop.stored("notebooks/sample.ipynb")
    outputs = [output["data"] for cell in stored["cells"] for output in cell.get("outputs", [])]
    assert [sorted(data) for data in outputs] == [["text/html", "text/plain"]] * 3
    assert "widgets" not in stored["metadata"]
    come_to_rest(page)
    assert live_buttons(page).count() == 3, "saving left the live page alive"
    desk.leave()
    lab.stop_kernels()
    # The page list is gone, so that the page stays as it was stored.
    with desk.listing({}):
        lab.open(page, "notebooks/sample.ipynb", state="waiting")
        come_to_rest(page)
        assert page.locator(".twin").all_inner_texts() == [f"Static {n}" for n in NAMES]
        assert page.get_by_text("Error displaying widget").count() == 0
        assert live_buttons(page).count() == 0
    assert page_errors.none()


def test_reopening_finds_the_living_kernel_and_closes_earlier_widgets(lab, page, page_errors):
    lab.open(page, "notebooks/sample.ipynb")
    first = lab.api("api/kernels")
    lab.open(page, "notebooks/sample.ipynb")
    assert [kernel["id"] for kernel in lab.api("api/kernels")] == [kernel["id"] for kernel in first]
    assert live_buttons(page).count() == 3
    expect_saved(page)
    instances = "len(__import__('ipywidgets').widgets.widget._instances)"
    # A box has a layout, and a button a layout and a style: five a cell, and not ten.
    assert python_says(page, instances) == "15"
    assert page_errors.none()


def test_an_error_in_one_part_names_it_and_spares_the_rest(show, page, page_errors, workshop):
    codes = [ACTIVITY.format(name=name) for name in NAMES]
    codes[1] = "# Activity two\nraise ValueError('broken inside')"
    path = workshop.write("notebooks/broken.ipynb", sample_page(codes))
    panel = show(path, state="waiting")
    panel.get_by_role("button", name="Start this page").click()
    panel.get_by_text("The part “Section two” could not start").wait_for()
    assert live_buttons(page).all_inner_texts() == ["Live one", "Live three"]
    assert page.get_by_text("Static two").count() == 1, "the static form is back"
    assert page.get_by_text("Traceback").count() == 0
    assert page.get_by_text("broken inside").count() == 0
    assert page_errors.none()


def many_parts(broken: int) -> nbformat.NotebookNode:
    """Return a page with a first part that works and so many that fail, with headings as long as those of lessons."""
    v4, page = nbformat.v4, sample_page()
    page.cells = page.cells[:2]
    for n in range(1, broken + 1):
        page.cells.append(v4.new_markdown_cell(f"## Part {n}: what a colleague would want to know about it"))
        page.cells.append(v4.new_code_cell("raise ValueError('broken inside')", outputs=[static_output(f"part {n}")]))
    return page


def test_many_parts_that_fail_are_one_sentence_and_the_button_stays_in_reach(show, page, page_errors, workshop):
    """On a small projector, and there at twice the size."""
    try:
        panel = show(workshop.write("notebooks/failing.ipynb", many_parts(11)), state="waiting")
        start = panel.get_by_role("button", name="Start this page")
        start.click()
        told = panel.locator(".ms-lab-strip-text p")
        told.filter(has_text="11 parts could not start").wait_for()
        assert told.count() == 1
        said = told.inner_text()
        assert [f"“Part {n}: what a" in said for n in range(1, 12)] == [True] * 11
        assert said.count(". ") == 2 and "know about it” and “Part 11: what" in said
        for width, height in ((1024, 768), (512, 384)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function("""([width, share]) => {
                const box = document.querySelector('.ms-page .ms-lab-strip').getBoundingClientRect();
                const text = document.querySelector('.ms-lab-strip-text').getBoundingClientRect();
                const button = document.querySelector('.ms-lab-strip .ms-lab-primary').getBoundingClientRect();
                const [x, y] = [button.x + button.width / 2, button.y + button.height / 2];
                return document.elementFromPoint(x, y)?.textContent === 'Start this page' && button.right <= width
                    && button.top >= box.top && button.bottom <= box.bottom && text.bottom <= box.bottom
                    && box.height <= share && text.right < button.left;
            }""", arg=[width, height / 2])
        # What is longer than its share is scrolled by keys.
        text = panel.locator(".ms-lab-strip-text")
        assert text.evaluate("node => [node.tabIndex, node.scrollHeight > node.clientHeight]") == [0, True]
        text.focus()
        page.keyboard.press("End")
        page.wait_for_function("document.querySelector('.ms-lab-strip-text').scrollTop > 0")
        start.click()
        told.filter(has_text="11 parts could not start").wait_for()
        assert page_errors.none()
    finally:
        page.set_viewport_size({"width": 1280, "height": 800})


def test_where_nothing_starts_the_strip_says_so(show, page, page_errors, workshop):
    failing = many_parts(2)
    failing.cells[1].source = "raise ValueError('broken inside')"
    panel = show(workshop.write("notebooks/dead.ipynb", failing), state="waiting")
    panel.get_by_role("button", name="Start this page").click()
    panel.get_by_text("No part could start, so you see the reading version.").wait_for()
    assert page_errors.none()


def test_what_the_reader_types_stays_unsaved_work(show, page):
    show("notebooks/sample.ipynb")
    page.get_by_role("button", name="Show the code").click()
    page.get_by_role("heading", name="Sample lesson").dblclick()
    page.locator(".jp-MarkdownCell .cm-content:visible").first.click()
    page.keyboard.type("My own words. ")
    page.locator(".jp-mod-dirty").first.wait_for(state="attached")
    come_to_rest(page)
    assert page.locator(".jp-mod-dirty").count() > 0


def test_a_page_whose_process_ends_offers_to_go_on(show, page, page_errors):
    show("notebooks/sample.ipynb")
    os.kill(int(python_says(page, "__import__('os').getpid()")), signal.SIGTERM)
    panel = page.locator(".ms-page[data-medsocial='waiting']")
    panel.get_by_text("The page stopped.").wait_for()
    come_to_rest(page)  # a new process is there, and JupyterLab has said so if it had a mind to
    page.locator(".jp-Dialog").wait_for(state="detached")
    assert page.locator(".twin").all_inner_texts() == [f"Static {n}" for n in NAMES]
    panel.get_by_role("button", name="Start this page").click()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    assert live_buttons(page).count() == 3


def test_reloading_a_page_starts_it_anew(show, page, page_errors):
    panel = show("notebooks/sample.ipynb")
    before = python_says(page, "__import__('os').getpid()")
    page.evaluate("states.length = 0")
    panel.get_by_role("button", name="Reload the page").click()
    page.wait_for_function("states.includes('running') && states.at(-1) === 'ready'")
    assert live_buttons(page).count() == 3
    assert python_says(page, "__import__('os').getpid()") != before
    expect_saved(page)
    assert page_errors.none()


def test_keys_for_programmers_do_nothing_while_the_code_is_hidden(show, page, page_errors):
    panel = show("notebooks/sample.ipynb")
    count = page.locator(".jp-Cell").count()
    live_buttons(page).first.focus()
    for key in ("d", "d", "x", "b", "m", "0", "0"):
        page.keyboard.press(key)
    text = page.locator(".jp-MarkdownOutput p:visible", has_text="Some text to read.").first
    text.click()
    for key in ("Enter", "d", "d"):
        page.keyboard.press(key)
    text.dblclick()
    expect_saved(page)
    assert page.locator(".cm-content:visible, .jp-Dialog").count() == 0
    assert page.locator(".jp-Cell").count() == count
    panel.get_by_role("button", name="Show the code").click()
    text.dblclick()
    page.locator(".jp-MarkdownCell .cm-content:visible").first.wait_for()
    assert page_errors.none()


def test_the_text_grows_and_stays_so_on_the_next_page(show, page, page_errors):
    panel = show("notebooks/sample.ipynb")
    size = "() => parseFloat(getComputedStyle(document.querySelector('.ms-page .jp-MarkdownOutput p')).fontSize)"
    before = page.evaluate(size)
    panel.get_by_role("button", name="Text size").click()
    assert page.evaluate(size) == pytest.approx(before * 1.15, abs=0.1)
    page.reload()
    panel.wait_for()
    assert page.evaluate(size) == pytest.approx(before * 1.15, abs=0.1)
    for _more in range(3):
        page.get_by_role("button", name="Text size").click()
    assert page.evaluate(size) == before
    assert page_errors.none()


# Where the page is scrolled to, and how much lies below the screen.
VIEW = "document.querySelector('.ms-page .jp-WindowedPanel-outer')"
SCROLLED = f"{VIEW}.scrollTop"
LEFT = f"(view => view.scrollHeight - view.clientHeight - view.scrollTop)({VIEW})"
ACTIVE = "() => [...document.querySelectorAll('.jp-Cell')].findIndex(cell => cell.matches('.jp-mod-active'))"


def test_keys_scroll_as_on_any_page_and_are_left_to_controls(show, page, page_errors):
    show("notebooks/sample.ipynb")
    page.locator(".jp-MarkdownOutput p", has_text="One sentence.").click()
    cell = page.evaluate(ACTIVE)

    def moved(key: str) -> float:
        before = page.evaluate(SCROLLED)
        page.keyboard.press(key)
        return page.evaluate(SCROLLED) - before

    assert 20 < moved("ArrowDown") < 100, "one line, not another cell"
    assert 20 < -moved("ArrowUp") < 100
    screen = moved("Space")
    assert 400 < screen < 800
    assert moved("Shift+Space") == -screen
    assert moved("PageDown") == screen
    assert moved("End") > 0 and page.evaluate(LEFT) < 2
    assert moved("PageUp") == -screen
    moved("Home")
    assert page.evaluate(SCROLLED) == 0
    assert page.evaluate(ACTIVE) == cell, "no key chooses another cell"
    page.evaluate("document.activeElement.blur()")
    assert moved("PageDown") == screen, "with the focus on nothing as well"
    live_buttons(page).first.focus()
    assert moved("Space") == 0, "it presses the button"
    assert moved("ArrowDown") > 0
    page.evaluate("""() => {
        const field = Object.assign(document.createElement('input'), { type: 'text', className: 'tried' });
        document.querySelector('.ms-page .jp-OutputArea').append(field);
        field.focus({ preventScroll: true });
    }""")
    assert moved("ArrowDown") == 0
    assert moved("End") == 0
    page.keyboard.press("Space")
    assert page.locator("input.tried").input_value() == " "
    assert page_errors.none()


def test_full_screen_passes_over_nothing_that_was_not_seen(show, page, page_errors, workshop):
    notebook = sample_page()
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            cell.metadata.slideshow = {"slide_type": "slide"}
    workshop.write("notebooks/sample.ipynb", notebook)
    panel = show("notebooks/sample.ipynb")
    panel.get_by_role("button", name="Show the code").click()
    panel.get_by_role("button", name="Full screen").click()
    place, notes = panel.locator(".ms-lab-place"), panel.get_by_role("complementary", name="Notes for the facilitator")
    assert place.inner_text() == "Part 1 of 4"
    assert not page.get_by_role("heading", name="Section one").is_visible()
    page.keyboard.press("n")
    assert notes.inner_text() == "Welcome all."
    page.keyboard.press("n")
    assert not notes.is_visible()
    boxes = page.evaluate("""() => ['.ms-page', '.ms-page .jp-WindowedPanel-outer', '.ms-lab-present-bar']
        .map(one => document.querySelector(one).getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])""")
    assert boxes[1] == [boxes[0][0], boxes[2][0]], "the part reaches from the upper edge to the bar"
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("heading", name="Section one").is_visible()
    assert not page.get_by_role("heading", name="Sample lesson").is_visible()
    assert page.evaluate(LEFT) > 2 and panel.locator(".ms-lab-more").is_visible()
    seen, key = 0.0, iter(["Space", "PageDown", "ArrowRight"] * 20)
    while page.evaluate(LEFT) > 2:
        bottom = page.evaluate(SCROLLED) + boxes[1][1] - boxes[1][0]
        assert page.evaluate(SCROLLED) <= seen or not seen, "nothing lies between two screens"
        seen = bottom
        page.keyboard.press(next(key))
        assert place.inner_text() == "Part 2 of 4"
    assert live_buttons(page).first.is_visible(), "what the reader can use is there"
    assert not panel.locator(".ms-lab-more").is_visible()
    page.keyboard.press("Space")
    assert place.inner_text() == "Part 3 of 4"
    page.keyboard.press("End")
    assert page.evaluate(LEFT) < 2
    panel.get_by_role("button", name="Forward").click()
    assert place.inner_text() == "Part 4 of 4"
    page.keyboard.press("n")
    assert notes.inner_text() == "This part has no notes."
    page.keyboard.press("PageUp")
    assert place.inner_text() == "Part 3 of 4"
    panel.get_by_role("button", name="Leave full screen").click()
    for name in ("Sample lesson", "Section one", "Section three"):
        page.get_by_role("heading", name=name).wait_for()
    panel.get_by_role("button", name="Text size").wait_for()
    panel.get_by_role("button", name="Show the code").wait_for()  # full screen has hidden it
    expect_saved(page)
    assert page_errors.none()


def test_the_window_is_a_readers_until_the_code_is_shown(show, page, page_errors, workshop):
    files = sorted(workshop.notebooks.glob("*.ipynb"))
    panel = show("notebooks/sample.ipynb")
    programmers = page.locator("#jp-menu-panel, .jp-SideBar.jp-mod-left, #jp-title-panel-title input")
    contents = page.locator("#table-of-contents")

    def in_sight() -> list[bool]:
        return [one.is_visible() for one in programmers.all()]

    assert in_sight() == [False] * 3
    assert page.locator(".ms-lab-title").inner_text() == "Sample lesson"
    assert page.title() == "Sample lesson · Social media for doctors and hospitals"
    box = panel.bounding_box()
    assert box["x"] < 8 and box["y"] < 40 and box["width"] > 1270, "the page takes the room of the bars"
    panel.get_by_role("button", name="Contents").click()
    contents.get_by_text("Section two").wait_for()
    assert not contents.get_by_text("sample.ipynb").is_visible()
    panel.get_by_role("button", name="Contents").click()
    contents.wait_for(state="hidden")
    panel.get_by_role("button", name="Show the code").click()
    assert in_sight() == [True] * 3
    assert not page.locator(".ms-lab-title").is_visible()
    assert page.locator("#jp-title-panel-title input").input_value() == "sample.ipynb"
    panel.get_by_role("button", name="Hide the code").click()
    assert in_sight() == [False] * 3
    assert sorted(workshop.notebooks.glob("*.ipynb")) == files, "no file got another name"
    assert page_errors.none()


def test_neighbours_of_a_lesson_are_one_click_away(lab, desk, page, page_errors, workshop):
    second = workshop.root / workshop.write("notebooks/zample.ipynb", sample_page())
    desk.leave()
    with desk.listing({"sample": sample_page(), "zample": sample_page()}):
        panel = lab.open(page, "notebooks/sample.ipynb")
        assert panel.get_by_role("button", name="Previous lesson").count() == 0
        panel.get_by_role("button", name="Next lesson").click()
        page.wait_for_url("**/zample.ipynb*")
        after = page.locator(".ms-page:visible[data-medsocial='ready']")
        after.get_by_role("button", name="Previous lesson").wait_for()
        assert after.get_by_role("button", name="Next lesson").count() == 0
    second.unlink()
    assert page_errors.none()


def test_a_hidden_tab_runs_only_when_it_is_chosen(lab, desk, page, page_errors, workshop):
    """A restored workspace with a page of ours behind another file, where a reader turned on tabs."""
    lab.api(TAB_SETTINGS, "PUT", {"raw": '{"startMode": "multiple"}'})
    (workshop.root / "plain.txt").write_text("Plain text.", encoding="utf-8")
    panel_id, front = "notebook:notebooks/sample.ipynb", "editor:plain.txt"
    area = {"type": "tab-area", "currentIndex": 1, "widgets": [panel_id, front]}
    data = {
        "layout-restorer:data": {"main": {"dock": area, "current": front}},
        panel_id: {"data": {"path": "notebooks/sample.ipynb", "factory": "Notebook"}},
        front: {"data": {"path": "plain.txt", "factory": "Editor"}},
    }
    lab.api("lab/api/workspaces/test", "PUT", {"data": data, "metadata": {"id": "test"}})
    try:
        page.goto(f"{lab.base}/lab/workspaces/test?token={lab.token}")
        page.get_by_text("Plain text.").first.wait_for()
        tab = page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text="sample.ipynb")
        tab.wait_for()
        assert nothing_ran(page, workshop, [])
        assert page.locator("[data-medsocial]").count() == 0
        tab.click()
        page.locator(".ms-page[data-medsocial='ready']").wait_for()
        # Before one leaves: JupyterLab itself may complain of a tab that is closed while its Python still starts.
        assert page_errors.none()
    finally:
        desk.leave()
        lab.api(TAB_SETTINGS, "PUT", {"raw": "{}"})


def test_the_server_prints_two_plain_lines_and_no_warning(workshop, lab, start_lab, page):
    port = lab.base.rpartition(":")[2]
    second = start_lab(workshop.root, "--port", port)
    second.open(page, "notebooks/sample.ipynb")
    page.close()
    assert second.base != lab.base
    busy, *plain = second.log().splitlines()
    assert busy.startswith(f"Port {port} is in use, so the workshop uses port ")
    assert len(plain) == 2, second.log()
    assert plain[0].startswith("The workshop is open at http://localhost:")
    assert lab.log().startswith("The workshop is open at http://localhost:")
