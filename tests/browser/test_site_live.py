"""The browser edition in Chromium, from a plain web server on this machine: three lessons played, answers found again.

The network is cut to this machine by the flags of the browser. The run time comes from the folder that MEDSOCIAL_PYODIDE
names; `.ci/run` gets it.
"""

import json
import os
import re
from pathlib import Path

import pytest
from plain_server import Server
from shown import PageErrors, axe_in, code_in_sight, faults_in, quiet

from medsocial.exports import site
from medsocial.exports.site import serving

READY = ".ms-page[data-medsocial='ready']"
# What Python is asked before, it has done: it answers in order.
REST = """async () => {
    const { kernel } = jupyterapp.shell.currentWidget.context.sessionContext.session;
    for (const _turn of [1, 2]) {
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        await kernel.requestExecute({ code: '', silent: true, store_history: false }).done;
    }
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# One step of a reader who takes the first of everything; what was done in words, or null when all tasks are done.
STEP = """pressed => {
    const page = [...document.querySelectorAll('.ms-page')].find(one => one.checkVisibility());
    const task = [...page.querySelectorAll('.ms-activity.ms-task.widget-box:not(.ms-done)')].find(one => one.checkVisibility());
    if (!task) return null;
    const name = task.querySelector('.ms-activity-title').textContent;
    const seen = selector => [...task.querySelectorAll(selector)].filter(one => one.checkVisibility() && !one.disabled);
    const group = seen('fieldset').find(one => one.querySelector('input[type=radio]') && !one.querySelector(':checked'));
    if (group) { group.querySelector('input[type=radio]').click(); return `${name}: chosen`; }
    const menu = seen('select').find(one => one.selectedIndex <= 0 && one.options.length > 1 && !one.dataset.used);
    if (menu) {
        menu.dataset.used = 'yes';
        menu.selectedIndex = 1;
        menu.dispatchEvent(new Event('change', { bubbles: true }));
        return `${name}: ${menu.options[1].textContent}`;
    }
    const box = seen('input[type=checkbox]').find(one => !one.checked && !one.dataset.used);
    if (box) { box.dataset.used = 'yes'; box.click(); return `${name}: ticked`; }
    const left = /^(Back|Go deeper|Delete|Make|Bring|Start again|Copy|Print|Export|Pause|Open|Download)/;
    const buttons = seen('button').filter(one => !left.test(one.textContent.trim()));
    const button = buttons.find(one => one.classList.contains('ms-primary')) ?? buttons[0];
    if (!button) throw new Error(`nothing to do in ${name}`);
    button.click();
    return `${name}: ${button.textContent.trim()}`;
}"""


def pyodide() -> Path:
    """Return the folder of the run time; in an automatic run its absence is a failure."""
    named = os.environ.get(site.FOLDER_NAMED_BY)
    if not named:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report(f"{site.FOLDER_NAMED_BY} names no folder with the run time; CONTRIBUTING.md says how to get it")
    return Path(named)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Build the site with the core run time and serve it."""
    folder = tmp_path_factory.mktemp("site") / "site"
    site.build(folder, pyodide())
    settings = folder / "live" / "jupyter-lite.json"
    content = json.loads(settings.read_text(encoding="utf-8"))
    content["jupyter-config-data"]["exposeAppInBrowser"] = True
    settings.write_text(json.dumps(content), encoding="utf-8")
    made = Server(folder)
    made.folder = folder
    yield made
    made.http.shutdown()
    made.http.server_close()


def open_lesson(tab, server: Server, lesson: str) -> None:
    """Go from the reading page to the live lesson, as a reader does, and wait until it is ready."""
    tab.goto(f"{server.base}/{lesson}.html")
    tab.get_by_role("link", name="Open the live lesson").click()
    tab.locator(READY).wait_for()
    tab.evaluate(REST)


def play(tab) -> list[str]:
    """Do every task of the lesson; return what was done."""
    done = []
    while said := tab.evaluate(STEP):
        done.append(said)
        assert len(done) < 80, done
        tab.evaluate(REST)
    return done


def test_three_lessons_are_played_to_the_end_and_the_answers_are_found_again(server, new_context, tmp_path):
    context, errors, asked = new_context(), PageErrors(), []
    context.on("request", lambda request: asked.append(request.url))
    pictures = {}
    for lesson, tasks in (("04_dangers", 4), ("01_definitions", 5), ("00_start_here", 4)):
        tab = context.new_page()
        errors.watch(tab)
        open_lesson(tab, server, lesson)
        assert tab.locator(".jp-SideBar, .jp-DirListing, #jp-menu-panel, .lm-DockPanel-tabBar").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.className)") == []
        assert code_in_sight(tab) == []
        assert faults_in(tab) == []
        pictures[lesson] = tab.locator(".ms-page .ms-chart img, .ms-page img.ms-in-place").count()
        assert tab.locator(".ms-lab-done").inner_text() == f"0 of {tasks} done"
        assert len(play(tab)) >= tasks
        assert tab.locator(".ms-lab-done").inner_text() == f"All {tasks} done"
        assert "some browsers erase them after a week" in tab.locator(".ms-lab-strip").inner_text()
        if lesson != "00_start_here":
            tab.close()
    assert pictures["04_dangers"] >= 3
    with tab.expect_download() as copy:
        tab.locator(".ms-lab-strip").get_by_role("button", name="Keep a copy").click()
    kept = tmp_path / copy.value.suggested_filename
    copy.value.save_as(kept)
    held = json.loads(kept.read_text(encoding="utf-8"))
    assert re.fullmatch(r"export_\d{4}-\d\d-\d\d\.json", kept.name)
    assert sorted(held["lessons"]) == ["00_start_here", "01_definitions", "04_dangers"]
    assert held["lessons"]["00_start_here"]["choose_country"] == {"country": "US"}
    assert held["lessons"]["00_start_here"]["guess_recognisable"] == {"guess": 2}
    tab.close()

    again = context.new_page()
    errors.watch(again)
    open_lesson(again, server, "00_start_here")
    assert again.locator(".ms-lab-done").inner_text() == "All 4 done"
    assert again.get_by_role("radio", name="2 in 100", exact=True).is_checked()
    own = again.locator(".ms-activity.widget-box", has=again.get_by_text("Your answers are yours", exact=True))
    assert "Whoever uses this browser can read them" in own.inner_text()
    own.get_by_role("button", name="Delete all my answers").click()
    own.get_by_role("button", name="Yes, delete them").click()
    own.get_by_text("3 files deleted").first.wait_for()
    with again.expect_file_chooser() as chooser:
        own.get_by_role("button", name="Bring back a copy").click()
    chooser.value.set_files(kept)
    own.get_by_text("The answers of 3 lessons are back.").first.wait_for()
    with own.page.expect_download() as second:
        own.page.locator(".jp-NotebookPanel-toolbar").get_by_role("button", name="Keep a copy").click()
    assert json.loads(Path(second.value.path()).read_text(encoding="utf-8"))["lessons"] == held["lessons"]
    assert [line for line in axe_in(again) if 'type="file"' in line] == []

    assert quiet(errors)
    off = [url for url in asked if not url.startswith((server.base, "blob:", "data:"))]
    assert off == []
    assert [path for path in server.asked if path.endswith((".whl", ".wasm"))], "the watch sees nothing"
    # Only what a lesson imports: no file of another lesson's pictures, none for drawing.
    assert not [path for path in server.asked if "pictures_02" in path or "matplotlib-" in path]


def test_what_cannot_be_had_is_said_in_one_sentence_with_the_reading_page(server, new_context):
    refused = (
        ("Object.defineProperty(navigator, 'serviceWorker', { value: undefined })", "keeps nothing for this address"),
        ("IDBFactory.prototype.open = () => { throw new Error('refused'); }", "keeps nothing for this address"),
        ("delete window.WebAssembly", "blocks the kind of program"),
        ("WebAssembly.Module = class { constructor() { throw new Error('blocked'); } }", "blocks the kind of program"),
        ("Array.prototype.findLast = undefined", "too old for the live lesson"),
    )

    def said_at(base: str, script: str = "") -> str:
        context = new_context()
        context.add_init_script(script)
        tab = context.new_page()
        tab.goto(f"{base}/live/index.html?lesson=04_dangers")
        tab.locator("body[data-medsocial='refused']").wait_for()
        said = tab.get_by_role("status").inner_text()
        assert "The reading page of this lesson works here" in said
        tab.get_by_role("link", name="Go to the reading page").click()
        assert tab.url == f"{base}/04_dangers.html"
        context.close()
        return said

    # A plain name and no https: a browser keeps nothing there.
    assert "begins with https" in said_at(f"http://room.test:{server.port}")
    for script, sentence in refused:
        assert sentence in said_at(server.base, script), script
    for ending in (".whl", ".wasm"):
        server.refused.add(f"probe/file{ending}")
        assert f"files that end in {ending}." in said_at(server.base)
        server.refused.clear()


def test_a_run_time_that_comes_by_half_leaves_the_reading_version(server, new_context):
    server.refused.add("python_stdlib.zip")
    try:
        tab = new_context().new_page()
        tab.goto(f"{server.base}/live/index.html?lesson=07_action_plan")
        tab.locator(".ms-page[data-medsocial='waiting']").wait_for()
        assert "could not be fetched, so you see its reading version" in tab.locator(".ms-lab-strip").inner_text()
        assert tab.locator(".ms-lab-strip").get_by_role("button", name="Reload the page").is_visible()
        assert tab.locator(".ms-page .ms-static").count() >= 5
    finally:
        server.refused.clear()


def test_every_kind_of_file_in_the_site_is_one_that_servers_know_or_are_told(server):
    known = {"", ".css", ".html", ".ico", ".js", ".svg", ".txt", ".woff", ".woff2", ".ttf", ".eot", ".png", ".map", ".config"}
    endings = {path.suffix for path in server.folder.rglob("*") if path.is_file()}
    assert endings <= known | set(serving.KINDS) | {".md", ".LICENSE"}, endings
    assert set(serving.KINDS) <= endings
    assert not [path for path in server.folder.rglob("*") if path.name in ("conftest.py", "serve.py")]
