"""A page of ours opens by itself, and nothing else does: tried in a real JupyterLab with small sample pages."""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

# A live box with a static form beside it, as an activity shows itself.
ACTIVITY = """# Activity {name}
box_{name} = widgets.VBox([widgets.Button(description='Live {name}')])
view = box_{name}._repr_mimebundle_()['application/vnd.jupyter.widget-view+json']
display({{'text/html': '<p class="twin">Static {name}</p>', 'text/plain': '{name}.',
         'application/vnd.jupyter.widget-view+json': view}}, raw=True)"""
# It leaves a trace, so that a test knows whether it ran.
SETUP = """# Prepare the page
import ipywidgets as widgets
from IPython.display import display
open('ran', 'w').close()"""
NAMES = ("one", "two", "three")


def static_output(name: str):
    data = {"text/html": f'<p class="twin">Static {name}</p>', "text/plain": f"{name}."}
    return nbformat.v4.new_output("display_data", data=data)


def sample_page(codes: list[str] | None = None) -> nbformat.NotebookNode:
    """Return a page with a title, facilitator notes, a long text and three activities with stored outputs."""
    v4 = nbformat.v4
    cells = [v4.new_markdown_cell("# Sample lesson\n\nOne sentence."), v4.new_code_cell(SETUP)]
    notes = v4.new_markdown_cell("<details><summary>For the facilitator</summary>Welcome all.</details>")
    notes.metadata.slideshow = {"slide_type": "notes"}
    cells.append(notes)
    for name, code in zip(NAMES, codes or [ACTIVITY.format(name=name) for name in NAMES], strict=True):
        cells.append(v4.new_markdown_cell(f"## Section {name}\n\n" + "Some text to read.\n\n" * 20))
        cells.append(v4.new_code_cell(code, outputs=[static_output(name)]))
    for count, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), 1):
        cell.execution_count = count
        cell.metadata.jupyter = {"source_hidden": True}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "medsocial": {"lesson": "sample", "format": 1}}
    return v4.new_notebook(cells=cells, metadata=metadata)


class Workshop:
    """A copied tree with the sample as its only page."""

    def __init__(self, root: Path):
        shutil.rmtree(root / "notebooks")
        self.root, self.notebooks = root, root / "notebooks"
        self.notebooks.mkdir()
        self.write("notebooks/sample.ipynb", sample_page())
        sources = [cell.source for cell in sample_page().cells if cell.cell_type == "code"]
        (root / "medsocial" / "jupyter" / "pages.json").write_text(json.dumps({"sample.ipynb": sources}), encoding="utf-8")

    def write(self, path: str, notebook: nbformat.NotebookNode) -> str:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, file)
        return path

    def ran(self) -> bool:
        """Return whether a sample page ran anywhere in the tree."""
        return any(self.root.rglob("ran"))

    def stored(self, path: str) -> dict:
        """Return a notebook as it lies on the disk; a file that is being written this moment is read again."""
        end = time.monotonic() + 10
        while True:
            try:
                return json.loads((self.root / path).read_text(encoding="utf-8"))
            except ValueError:
                assert time.monotonic() < end, f"{path} stays half-written"
                time.sleep(0.1)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory, copy_workshop) -> Workshop:
    return Workshop(copy_workshop(tmp_path_factory.mktemp("tree") / "a workshop"))


@pytest.fixture(scope="module")
def lab(workshop, start_lab):
    return start_lab(workshop.root)


@pytest.fixture(autouse=True)
def fresh(workshop, lab):
    """Begin each test with the sample as it was shipped and no kernel."""
    lab.stop_kernels()
    workshop.write("notebooks/sample.ipynb", sample_page())
    for trace in workshop.root.rglob("ran"):
        trace.unlink()


def never(condition: Callable[[], bool], seconds: float = 4) -> None:
    """Watch for a while that something does not come true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert not condition()
        time.sleep(0.2)


def live_buttons(page):
    return page.locator(".jp-OutputArea .widget-button")


def is_dirty(page) -> bool:
    return page.locator(".jp-mod-dirty").count() > 0


def test_our_page_opens_ready(lab, page, page_errors, workshop):
    lab.open(page, "notebooks/sample.ipynb")
    assert live_buttons(page).all_inner_texts() == [f"Live {name}" for name in NAMES]
    assert page.locator(".ms-page .cm-content:visible").count() == 0, "code is in sight"
    assert not page.locator(".ms-page summary").is_visible()
    assert page.locator(".jp-InputPrompt:visible").count() == 0
    assert page.get_by_role("heading", name="Sample lesson").is_visible()
    assert page.get_by_role("heading", name="Sample lesson").bounding_box()["y"] < 300, "the reader was moved"
    assert not is_dirty(page)
    assert page.locator(".jp-Dialog, .jp-Notification-Toast").count() == 0
    status = page.locator(".ms-page [role=status][aria-live=polite]").first
    assert status.inner_text() == "The page is ready."
    page.wait_for_timeout(1500)
    assert not is_dirty(page)
    before = workshop.stored("notebooks/sample.ipynb")
    page.close(run_before_unload=True)
    assert page_errors.none()
    assert workshop.stored("notebooks/sample.ipynb") == before


def test_progress_is_announced(lab, page):
    page.add_init_script(
        """new MutationObserver(() => {
             const node = document.querySelector('.ms-lab-progress');
             if (node?.textContent) (window.said ??= new Set()).add(node.textContent);
           }).observe(document, {subtree: true, childList: true, characterData: true});"""
    )
    lab.open(page, "notebooks/sample.ipynb")
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
def test_an_altered_or_moved_page_waits_for_a_click(lab, page, page_errors, workshop, altered):
    path = altered(workshop)
    panel = lab.open(page, path, state="waiting")
    start = panel.get_by_role("button", name="Start this page")
    assert start.is_visible()
    assert panel.get_by_text("It can run programs on this computer").is_visible()
    never(lambda: workshop.ran() or live_buttons(page).count())
    # Python, which may be up only now, writes its name into the page; the frame after that takes the mark away.
    page.wait_for_function("!document.querySelector('.jp-mod-dirty')")
    assert page.get_by_text("Static one").is_visible(), "the static form is there to read"
    assert page.locator(".ms-page .cm-content:visible").count() == 0
    notes = panel.locator("summary", has_text="For the facilitator")
    assert not notes.is_visible()
    panel.get_by_role("button", name="Show the code").click()
    page.locator(".cm-line:visible", has_text="import ipywidgets as widgets").wait_for()
    assert notes.is_visible(), "the notes come with the code"
    panel.get_by_role("button", name="Hide the code").click()
    assert page.locator(".ms-page .cm-content:visible").count() == 0
    start.click()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    assert live_buttons(page).count() == (2 if altered is removed_cell else 3)
    assert not start.is_visible()
    assert workshop.ran()
    assert page_errors.none()


HOSTILE = (
    {"text/html": "<p class='twin'>Static</p><script>window.taken = 1</script><img src='x:y' onerror='window.taken = 2'>"},
    {"application/javascript": "window.taken = 3"},
    {"text/html": "<p class='twin'>Static</p>", "application/javascript": "window.taken = 4"},
    {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='window.taken = 5'/>"},
)
FAILING = {
    "an error": "raise ValueError('broken inside')",
    "an interrupt": "raise KeyboardInterrupt",
    "a dead process": "import os\nos._exit(1)",
    "no output at all": "import sys\nsys.exit()",
}


@pytest.mark.parametrize("failing", FAILING.values(), ids=FAILING)
def test_a_stored_script_of_a_replaced_lesson_never_runs_when_its_cell_fails(lab, page, workshop, failing):
    """The lesson's code is ours, letter for letter; what is stored below it is not."""
    codes = [SETUP, failing, failing]
    notebook = sample_page(codes)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("display_data", data=data) for data in HOSTILE]
    pages = workshop.root / "medsocial" / "jupyter" / "pages.json"
    listed = pages.read_text(encoding="utf-8")
    pages.write_text(json.dumps({"sample.ipynb": [SETUP, *codes]}), encoding="utf-8")
    workshop.write("notebooks/sample.ipynb", notebook)
    try:
        panel = lab.open(page, "notebooks/sample.ipynb", state="waiting")
        assert workshop.ran(), "the page was listed, so it ran by itself"
        never(lambda: page.evaluate("window.taken"), seconds=1)
        panel.get_by_role("button", name="Start this page").click()  # and once more, by the reader's hand
        page.wait_for_timeout(300)
        page.locator(".ms-page[data-medsocial='waiting']").wait_for()
        never(lambda: page.evaluate("window.taken"), seconds=1)
    finally:
        pages.write_text(listed, encoding="utf-8")


def test_a_lesson_that_names_another_kernel_never_starts_by_itself(lab, page, workshop):
    """Another installed kernel may do anything with our code."""
    folder = lab.log_file.parent / "jupyter_data_dir" / "kernels" / "other"
    folder.mkdir(parents=True, exist_ok=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Other", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    notebook = sample_page()
    notebook.metadata.kernelspec = {"name": "other", "display_name": "Other", "language": "python"}
    page.goto(lab.url(workshop.write("notebooks/sample.ipynb", notebook)))
    panel = page.locator(".ms-page:is([data-medsocial='waiting'], [data-medsocial='ready'])")
    panel.wait_for(timeout=90_000)
    assert not workshop.ran()
    assert panel.get_by_text("It can run programs on this computer").is_visible()
    never(lambda: workshop.ran() or live_buttons(page).count())


def test_a_notebook_that_is_not_ours_is_left_alone(lab, page, page_errors, workshop):
    notebook = sample_page()
    del notebook.metadata["medsocial"]
    for cell in notebook.cells:
        cell.metadata.pop("jupyter", None)
    path = workshop.write("notebooks/foreign.ipynb", notebook)
    page.goto(lab.url(path))
    page.locator(".jp-CodeCell .cm-content:visible").first.wait_for()
    never(lambda: workshop.ran() or live_buttons(page).count() or page.locator(".ms-page").count())
    assert page_errors.none()


@pytest.mark.parametrize("library", ["ipywidgets", "medsocial", "IPython", "json", "ipython_config"])
def test_a_hostile_file_beside_the_page_never_runs(lab, page, workshop, library):
    trace = workshop.root / "hostile.ran"
    file = workshop.notebooks / f"{library}.py"
    file.write_text(f"open({str(trace)!r}, 'w').close()\nraise SystemExit\n", encoding="utf-8")
    try:
        lab.open(page, "notebooks/sample.ipynb")
        assert live_buttons(page).count() == 3
        assert not trace.exists()
    finally:
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


def test_a_saved_page_reopens_with_its_static_forms(lab, page, page_errors, workshop):
    lab.open(page, "notebooks/sample.ipynb")
    page.keyboard.press("Control+s")
    end = time.monotonic() + 10
    while time.monotonic() < end and len(lab.api("api/contents/notebooks/sample.ipynb/checkpoints")) == 0:
        time.sleep(0.2)
    stored = workshop.stored("notebooks/sample.ipynb")
    outputs = [output["data"] for cell in stored["cells"] for output in cell.get("outputs", [])]
    assert [sorted(data) for data in outputs] == [["text/html", "text/plain"]] * 3
    assert "widgets" not in stored["metadata"]
    assert live_buttons(page).count() == 3, "saving left the live page alive"
    lab.stop_kernels()
    # The page list is gone, so that the page stays as it was stored.
    pages = workshop.root / "medsocial" / "jupyter" / "pages.json"
    listed = pages.read_text(encoding="utf-8")
    pages.write_text("{}", encoding="utf-8")
    try:
        lab.open(page, "notebooks/sample.ipynb", state="waiting")
        assert page.locator(".twin").all_inner_texts() == [f"Static {n}" for n in NAMES]
        assert page.get_by_text("Error displaying widget").count() == 0
        assert live_buttons(page).count() == 0
    finally:
        pages.write_text(listed, encoding="utf-8")
    assert page_errors.none()


def test_reopening_finds_the_living_kernel_and_closes_earlier_widgets(lab, page, page_errors):
    lab.open(page, "notebooks/sample.ipynb")
    first = lab.api("api/kernels")
    lab.open(page, "notebooks/sample.ipynb")
    assert [kernel["id"] for kernel in lab.api("api/kernels")] == [kernel["id"] for kernel in first]
    assert live_buttons(page).count() == 3
    assert not is_dirty(page)
    instances = "len(__import__('ipywidgets').widgets.widget._instances)"
    # A box has a layout, and a button a layout and a style: five a cell, and not ten.
    assert kernel_says(lab, instances) == "15"
    assert page_errors.none()


def kernel_says(lab, expression: str) -> str:
    """Evaluate an expression in the one running kernel."""
    from jupyter_client import BlockingKernelClient

    kernel = lab.api("api/kernels")[0]["id"]
    work = lab.log_file.parent
    file = next(work.rglob(f"kernel-{kernel}.json"))
    client = BlockingKernelClient(connection_file=str(file))
    client.load_connection_file()
    client.start_channels()
    try:
        reply = client.execute("", user_expressions={"value": expression}, reply=True, timeout=20)
        return reply["content"]["user_expressions"]["value"]["data"]["text/plain"]
    finally:
        client.stop_channels()


def test_an_error_in_one_part_names_it_and_spares_the_rest(lab, page, page_errors, workshop):
    codes = [ACTIVITY.format(name=name) for name in NAMES]
    codes[1] = "# Activity two\nraise ValueError('broken inside')"
    path = workshop.write("notebooks/broken.ipynb", sample_page(codes))
    panel = lab.open(page, path, state="waiting")
    panel.get_by_role("button", name="Start this page").click()
    panel.get_by_text("The part “Section two” could not start").wait_for()
    assert live_buttons(page).all_inner_texts() == ["Live one", "Live three"]
    assert page.get_by_text("Static two").count() == 1, "the static form is back"
    assert page.get_by_text("Traceback").count() == 0
    assert page.get_by_text("broken inside").count() == 0
    assert page_errors.none()


def test_a_hidden_tab_runs_only_when_it_is_chosen(workshop, start_lab, page, page_errors, tmp_path):
    """A restored workspace with a page of ours behind another file, where a reader turned on tabs."""
    root = shutil.copytree(workshop.root, tmp_path / "tree")
    settings = root / "medsocial" / "jupyter" / "labsettings" / "medsocial.json"
    settings.write_text(settings.read_text("utf-8").replace('"single"', '"multiple"'), encoding="utf-8")
    (root / "plain.txt").write_text("Plain text.", encoding="utf-8")
    lab = start_lab(root)
    panel_id, front = "notebook:notebooks/sample.ipynb", "editor:plain.txt"
    area = {"type": "tab-area", "currentIndex": 1, "widgets": [panel_id, front]}
    data = {
        "layout-restorer:data": {"main": {"dock": area, "current": front}},
        panel_id: {"data": {"path": "notebooks/sample.ipynb", "factory": "Notebook"}},
        front: {"data": {"path": "plain.txt", "factory": "Editor"}},
    }
    lab.api("lab/api/workspaces/test", "PUT", {"data": data, "metadata": {"id": "test"}})
    page.goto(f"{lab.base}/lab/workspaces/test?token={lab.token}")
    page.get_by_text("Plain text.").first.wait_for()
    tab = page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text="sample.ipynb")
    tab.wait_for()
    never(lambda: any(root.rglob("ran")) or page.locator("[data-medsocial]").count())
    tab.click()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    assert page_errors.none()


def test_what_the_reader_types_stays_unsaved_work(lab, page):
    lab.open(page, "notebooks/sample.ipynb")
    page.get_by_role("button", name="Show the code").click()
    page.get_by_role("heading", name="Sample lesson").dblclick()
    page.locator(".jp-MarkdownCell .cm-content:visible").first.click()
    page.keyboard.type("My own words. ")
    page.wait_for_timeout(300)
    assert is_dirty(page)


def test_a_page_whose_process_ends_offers_to_go_on(lab, page, page_errors):
    panel = lab.open(page, "notebooks/sample.ipynb")
    os.kill(int(kernel_says(lab, "__import__('os').getpid()")), signal.SIGTERM)
    panel = page.locator(".ms-page[data-medsocial='waiting']")
    panel.get_by_text("The page stopped.").wait_for()
    page.locator(".jp-Dialog").wait_for(state="detached")
    never(lambda: page.locator(".jp-Dialog").count(), 2)
    assert page.locator(".twin").all_inner_texts() == [f"Static {n}" for n in NAMES]
    panel.get_by_role("button", name="Start this page").click()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    assert live_buttons(page).count() == 3


def test_start_again(lab, page, page_errors):
    panel = lab.open(page, "notebooks/sample.ipynb")
    before = kernel_says(lab, "__import__('os').getpid()")
    panel.get_by_role("button", name="Start again").click()
    page.locator(".ms-page[data-medsocial='running']").wait_for()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    assert live_buttons(page).count() == 3
    assert kernel_says(lab, "__import__('os').getpid()") != before
    assert not is_dirty(page)
    assert page_errors.none()


def test_keys_for_programmers_do_nothing_while_the_code_is_hidden(lab, page, page_errors):
    panel = lab.open(page, "notebooks/sample.ipynb")
    count = page.locator(".jp-Cell").count()
    live_buttons(page).first.focus()
    for key in ("d", "d", "x", "b", "m", "0", "0"):
        page.keyboard.press(key)
    text = page.locator(".jp-MarkdownOutput p:visible", has_text="Some text to read.").first
    text.click()
    for key in ("Enter", "d", "d"):
        page.keyboard.press(key)
    text.dblclick()
    never(lambda: page.locator(".cm-content:visible, .jp-Dialog").count() or page.locator(".jp-Cell").count() != count, 1)
    assert not is_dirty(page)
    panel.get_by_role("button", name="Show the code").click()
    text.dblclick()
    page.locator(".jp-MarkdownCell .cm-content:visible").first.wait_for()
    assert page_errors.none()


def test_the_text_grows_and_stays_so_on_the_next_page(lab, page, page_errors):
    panel = lab.open(page, "notebooks/sample.ipynb")
    size = "() => parseFloat(getComputedStyle(document.querySelector('.ms-page .jp-MarkdownOutput p')).fontSize)"
    before = page.evaluate(size)
    panel.get_by_role("button", name="Text size").click()
    assert page.evaluate(size) == pytest.approx(before * 1.15, abs=0.1)
    lab.open(page, "notebooks/sample.ipynb")
    assert page.evaluate(size) == pytest.approx(before * 1.15, abs=0.1)
    for _more in range(3):
        page.get_by_role("button", name="Text size").click()
    assert page.evaluate(size) == before
    assert page_errors.none()


def test_full_screen_shows_one_part_at_a_time(lab, page, page_errors, workshop):
    notebook = sample_page()
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            cell.metadata.slideshow = {"slide_type": "slide"}
    workshop.write("notebooks/sample.ipynb", notebook)
    panel = lab.open(page, "notebooks/sample.ipynb")
    panel.get_by_role("button", name="Show the code").click()
    panel.get_by_role("button", name="Full screen").click()
    place = panel.locator(".ms-lab-place")
    assert place.inner_text() == "Part 1 of 4"
    assert not page.get_by_role("heading", name="Section one").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("heading", name="Section one").is_visible()
    assert not page.get_by_role("heading", name="Sample lesson").is_visible()
    assert live_buttons(page).first.is_visible(), "what the reader can use is there"
    page.keyboard.press("PageDown")
    panel.get_by_role("button", name="Forward").click()
    assert place.inner_text() == "Part 4 of 4"
    page.keyboard.press("PageUp")
    assert place.inner_text() == "Part 3 of 4"
    panel.get_by_role("button", name="Leave full screen").click()
    for name in ("Sample lesson", "Section one", "Section three"):
        page.get_by_role("heading", name=name).wait_for()
    panel.get_by_role("button", name="Text size").wait_for()
    panel.get_by_role("button", name="Show the code").wait_for()  # full screen has hidden it
    assert not is_dirty(page)
    assert page_errors.none()


def test_neighbours_of_a_lesson_are_one_click_away(lab, page, page_errors, workshop):
    pages = workshop.root / "medsocial" / "jupyter" / "pages.json"
    listed = json.loads(pages.read_text(encoding="utf-8"))
    workshop.write("notebooks/zample.ipynb", sample_page())
    pages.write_text(json.dumps(listed | {"zample.ipynb": listed["sample.ipynb"]}), encoding="utf-8")
    try:
        panel = lab.open(page, "notebooks/sample.ipynb")
        assert panel.get_by_role("button", name="Previous lesson").count() == 0
        panel.get_by_role("button", name="Next lesson").click()
        page.wait_for_url("**/zample.ipynb*")
        second = page.locator(".ms-page:visible[data-medsocial='ready']")
        second.get_by_role("button", name="Previous lesson").wait_for()
        assert second.get_by_role("button", name="Next lesson").count() == 0
    finally:
        pages.write_text(json.dumps(listed), encoding="utf-8")
        (workshop.notebooks / "zample.ipynb").unlink()
    assert page_errors.none()


def test_the_server_prints_two_plain_lines_and_no_warning(workshop, start_lab, page):
    lab = start_lab(workshop.root)
    lab.open(page, "notebooks/sample.ipynb")
    page.close()
    printed = lab.log()
    assert len(printed.splitlines()) == 2, printed
    assert printed.startswith("The workshop is open at http://localhost:")
    port = lab.base.rpartition(":")[2]
    second = start_lab(workshop.root, "--port", port)
    assert second.base != lab.base
    assert second.log().startswith(f"Port {port} is in use, so the workshop uses port ")
