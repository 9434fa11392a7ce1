"""Small sample pages in a tree of their own, and a JupyterLab that stays open while one test after the other uses it."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from shown import PATIENCE, PageErrors

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
# Outputs that run a script where they are trusted.
HOSTILE = (
    {"text/html": "<p class='twin'>Static</p><script>window.taken = 1</script><img src='x:y' onerror='window.taken = 2'>"},
    {"application/javascript": "window.taken = 3"},
    {"text/html": "<p class='twin'>Static</p>", "application/javascript": "window.taken = 4"},
    {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='window.taken = 5'/>"},
)
# Lessons whose second and third part fail, each in one way.
FAILING = {
    "an error": "raise ValueError('broken inside')",
    "an interrupt": "raise KeyboardInterrupt",
    "a dead process": "import os\nos._exit(1)",
    "no output at all": "import sys\nsys.exit()",
}
# Notes each state that a page of ours was in, also one that lasts a moment only, and what it announced.
NOTE = """() => {
    window.states = [];
    window.said = new Set();
    new MutationObserver(changes => {
        for (const { type, target, oldValue } of changes) {
            if (type === 'attributes') window.states.push(...[oldValue, target.dataset.medsocial].filter(Boolean));
        }
        const text = document.querySelector('.ms-lab-progress')?.textContent;
        if (text) window.said.add(text);
    }).observe(document, { subtree: true, childList: true, characterData: true,
                           attributes: true, attributeFilter: ['data-medsocial'], attributeOldValue: true });
}"""
# Away with every page and what it left in the window; nobody asks whether to save.
CLEAR = """() => {
    for (const page of [...jupyterapp.shell.widgets('main')]) page.dispose();
    localStorage.clear();
    sessionStorage.clear();
    delete window.taken;
    window.states.length = 0;
    window.said.clear();
}"""


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


def failing_page(name: str) -> nbformat.NotebookNode:
    """Return the page whose second and third activities fail in this way, with hostile outputs stored below each cell."""
    notebook = sample_page([SETUP, FAILING[name], FAILING[name]])
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("display_data", data=data) for data in HOSTILE]
    return notebook


class Workshop:
    """A copied tree with the sample as its only page."""

    def __init__(self, root: Path):
        shutil.rmtree(root / "notebooks")
        self.root, self.notebooks = root, root / "notebooks"
        self.notebooks.mkdir()
        self.write("notebooks/sample.ipynb", sample_page())
        self.pages = root / "medsocial" / "jupyter" / "pages.json"
        self.list_pages({"sample": sample_page()} | {name: failing_page(name) for name in FAILING})

    def list_pages(self, listed: dict[str, nbformat.NotebookNode]) -> None:
        """Say which pages may run by themselves; the front end asks once, when it starts."""
        pages = {f"{name}.ipynb": page.cells for name, page in listed.items()}
        codes = {name: [cell.source for cell in cells if cell.cell_type == "code"] for name, cells in pages.items()}
        self.pages.write_text(json.dumps(codes), encoding="utf-8")

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
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return json.loads((self.root / path).read_text(encoding="utf-8"))
            except ValueError:
                assert time.monotonic() < end, f"{path} stays half-written"
                time.sleep(0.1)


class Desk:
    """One tab with a JupyterLab that serves one test after the other."""

    def __init__(self, context, lab, workshop: Workshop | None = None) -> None:
        self.context, self.lab, self.workshop = context, lab, workshop
        self.errors = PageErrors()
        self.tab = None

    def clear(self) -> None:
        """Leave no page and no memory of the last test; what it did wrong was its own affair."""
        if self.tab is None or self.tab.is_closed():
            self.tab = self.context.new_page()
            self.tab.add_init_script(f"({NOTE})()")
            self.errors.watch(self.tab)
        else:
            self.empty()
        for found in (self.errors.console, self.errors.off_machine, self.errors.dialogs):
            found.clear()

    def empty(self) -> None:
        """Close every page."""
        if self.tab.url.startswith("http"):
            self.tab.evaluate(CLEAR)

    def throw_away(self) -> None:
        """Close the tab; the next test gets another."""
        if self.tab is not None and not self.tab.is_closed():
            self.tab.close()

    def start(self) -> None:
        """Start JupyterLab, unless it is there, without a page."""
        if not self.tab.url.startswith("http"):
            self.tab.goto(self.lab.url("pyproject.toml"))
            self.tab.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady")
            self.tab.evaluate(CLEAR)

    def click(self, path: str) -> None:
        """Open a file as a click in JupyterLab does."""
        self.start()
        self.tab.evaluate("path => { jupyterapp.commands.execute('docmanager:open', { path }); }", path)

    @contextmanager
    def listing(self, listed: dict[str, nbformat.NotebookNode]) -> Iterator[None]:
        """For a while, start JupyterLab with another list of pages."""
        before = self.workshop.pages.read_text(encoding="utf-8")
        self.workshop.list_pages(listed)
        try:
            yield
        finally:
            self.workshop.pages.write_text(before, encoding="utf-8")
            self.leave()

    def leave(self) -> None:
        """Leave JupyterLab, so that the next test starts it again."""
        self.empty()
        self.tab.goto("about:blank")

    def show(self, path: str, state: str = "ready"):
        """Open a page as a click in JupyterLab does, and wait for its state; return the locator of its panel."""
        self.click(path)
        panel = self.tab.locator(f".ms-page:visible[data-medsocial='{state}']")
        panel.wait_for()
        return panel
