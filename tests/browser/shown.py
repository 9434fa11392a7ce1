"""What a page shows a reader and what it does wrong; when a page of ours in JupyterLab has come to rest."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# How long a test waits for what must come, in seconds: a busy machine is slow, and a condition that comes costs no more.
PATIENCE = 240
ACTIVITY = ".ms-page .ms-activity.widget-box"
OPEN = re.compile("^Open this part")
FAULTS = (
    "Traceback (most recent call last)",
    "Error displaying widget",
    "Loading widget",
    "Something went wrong here",
    "could not be drawn",
)
HERE = {"localhost", "127.0.0.1", "::1", "", None}
# Rules of axe broken by JupyterLab itself: the rule, where, and why it is not ours.
NOT_OURS = {
    ("aria-required-children", "jp-WindowedPanel-viewport"): "JupyterLab gives the list of cells the role feed",
    ("scrollable-region-focusable", "cm-scroller"): "JupyterLab's editor of code is entered with Enter, not with Tab",
    ("empty-table-header", "<th></th>"): "pandas writes no word above the names of its rows",
}
# Now and then two parts of JupyterLab start in the wrong order; a side bar that the workshop does not use stays away.
NOT_OUR_CONSOLE = re.compile("^Error activating plugin: @jupyterlab/workspaces-extension:sidebar")
NAMED_ROLES = "button|checkbox|combobox|listbox|radio|slider|spinbutton|switch|textbox"
UNNAMED = re.compile(rf'^\s*- (?:{NAMED_ROLES})(?! ")', re.MULTILINE)
# Every place where JupyterLab shows a cell's code, or something instead of it.
CODE = ".ms-page .jp-CodeCell :is(.jp-Cell-inputWrapper, .jp-InputArea, .jp-Placeholder, .cm-editor, .cm-content, .jp-Collapser)"
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# One line to Python for all that the page says to it: an answer to the last words means that all before were heard.
ASK = """async expression => {
    const pages = [jupyterapp.shell.currentWidget, ...jupyterapp.shell.widgets('main')];
    const { sessionContext } = pages.find(page => page?.context?.sessionContext?.path.endsWith('.ipynb')).context;
    const said = { code: '', silent: true, store_history: false, user_expressions: { value: expression } };
    const once = async () => {
        await sessionContext.ready;
        const { kernel } = sessionContext.session;
        await kernel.info;
        return kernel.requestExecute(said).done;
    };
    // A process that dies takes unanswered questions with it, so they are asked again of the one that follows.
    const ask = async () => {
        for (const _try of Array(6)) {
            const patience = new Promise(done => setTimeout(done, 15000, null));
            const reply = await Promise.race([once().catch(() => null), patience]);
            if (reply) return reply;
        }
        throw new Error("the page's process does not answer");
    };
    let reply;
    // More than once: what the page says when Python is up may wait for a turn of the page's own.
    for (const _turn of [1, 2, 3]) {
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        reply = await ask();
    }
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    return reply.content.user_expressions.value.data['text/plain'];
}"""


@dataclass
class PageErrors:
    """What a page must not do; `assert page_errors.none()` shows all of it."""

    console: list[str] = field(default_factory=list)
    off_machine: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self, page) -> None:
        """Collect from this page on."""
        page.on("console", lambda message: self._add_console(message))
        page.on("pageerror", lambda error: self.console.append(f"uncaught: {error.stack or error}"))
        page.on("request", lambda request: self._add_request(request.url))
        page.on("websocket", lambda socket: self._add_request(socket.url))
        page.on("dialog", self._add_dialog)

    def _add_console(self, message) -> None:
        if message.type == "error":
            self.console.append(f"{message.text} ({message.location.get('url', '')})")

    def _add_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in HERE:
            self.off_machine.append(url)

    def _add_dialog(self, dialog) -> None:
        self.dialogs.append(f"{dialog.type}: {dialog.message}")
        dialog.accept()

    def none(self) -> bool:
        """Return whether nothing was collected."""
        wrong = [*self.console, *self.off_machine, *self.dialogs]
        assert not wrong, "\n".join(wrong)
        return True


def leave(tab) -> None:
    """Close a page and what it stored."""
    if tab.is_closed():
        return
    if tab.url.startswith("http"):
        tab.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    tab.close()


def python_says(page, expression: str) -> str:
    """Evaluate an expression in the page's own process, after all that the page has asked of it so far."""
    return page.evaluate(ASK, expression)


def come_to_rest(page) -> None:
    """Wait until the page's process is up, has done all that the page asked of it, and all of it is drawn."""
    python_says(page, "None")


def expect_saved(page) -> None:
    """Expect a page at rest that has nothing to save; JupyterLab's own mark of an edit is taken back a moment later."""
    come_to_rest(page)
    page.wait_for_function("document.querySelector('.jp-mod-dirty') === null")


def code_in_sight(page) -> list[str]:
    """Return what can be seen of the code of a page whose code is hidden."""
    found = page.locator(CODE)
    assert found.count(), "the page has no cell with code"
    return found.evaluate_all("""all => all.filter(one => one.checkVisibility() && one.getClientRects().length)
        .map(one => `${one.className}: ${one.textContent.slice(0, 60)}`)""")


def faults_in(page) -> list[str]:
    """Return what a reader would see of an error."""
    words = page.locator(".ms-page .jp-Notebook").inner_text()
    printed = page.locator(".ms-page :is([data-mime-type*=stderr], [data-mime-type*='vnd.jupyter.error'])")
    return [fault for fault in FAULTS if fault in words] + printed.all_inner_texts()


def unnamed_in(page) -> list[str]:
    """Return the controls without a name in the activities."""
    return [control for activity in page.locator(ACTIVITY).all() for control in UNNAMED.findall(activity.aria_snapshot())]


def axe(page, where: dict | None = None) -> list[str]:
    """Return what axe finds in a page, or in the part of it that is named as axe does; one line a place."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("where => axe.run(where ?? document, { resultTypes: ['violations'] })", where)
    return [f"{rule['id']}: {place['html'][:200]}" for rule in found["violations"] for place in rule["nodes"]]


def axe_in(page) -> list[str]:
    """Return what axe finds in the lesson and is ours."""
    found = axe(page, {"include": [[".ms-page .jp-Notebook"]]})
    return [line for line in found if not any(line.startswith(f"{rule}: ") and where in line for rule, where in NOT_OURS)]


def quiet(page_errors) -> bool:
    """Return whether the page did nothing wrong, but for what JupyterLab does by itself."""
    page_errors.console = [said for said in page_errors.console if not NOT_OUR_CONSOLE.match(said)]
    return page_errors.none()


def unfold(page) -> int:
    """Open all folded parts by their buttons; return how many there were."""
    buttons = page.locator(".ms-page").get_by_role("button", name=OPEN)
    count = buttons.count()
    for left in range(count, 0, -1):
        buttons.first.click()
        page.wait_for_function(
            "([left]) => [...document.querySelectorAll('.ms-page .jp-showHiddenCellsButton')]"
            ".filter(button => button.checkVisibility()).length < left",
            arg=[left],
        )
    return count
