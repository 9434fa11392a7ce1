"""Fixtures for tests in a real browser: Chromium, a JupyterLab on a copy of the workshop, and pages.

One Chromium, one context and one server serve most tests: starting them costs more than what they are asked. A page of
its own begins without anything that an earlier page stored.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from server import Lab, copy_tree, run_lab, run_watched_lab, stop
from shown import PATIENCE, PageErrors, leave

from medsocial.ground.browser import find

# No name but this machine's resolves, so that a stray request fails here as it would offline. The room's plain name is one
# of them: by numbers of this machine a page would count as secure, which phones in a room do not.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP room.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


def windowless(chosen: str) -> str:
    """Return the headless shell that Debian puts beside Chromium: the same engine, without what only a window needs."""
    shell = Path(chosen).with_name("chromium-headless-shell")
    return str(shell) if Path(chosen).name == "chromium" and shell.is_file() else chosen


@pytest.fixture(scope="session")
def browser():
    """Start one Chromium for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        executable = find()
        if executable is None:
            report = pytest.fail if os.environ.get("CI") else pytest.skip
            report("No Chromium, Chrome or Edge was found: python3 workshop.py test says how to get one.")
        as_root = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
        sync_api.expect.set_options(timeout=PATIENCE * 1000)
        chromium = playwright.chromium.launch(executable_path=windowless(executable), args=[*FLAGS, *as_root])
        yield chromium
        chromium.close()


@pytest.fixture
def page_errors() -> PageErrors:
    """Collect console errors, requests off the machine, and dialogs of the test's `page`."""
    return PageErrors()


def make_context(browser, **wanted):
    """Return a context in which nothing is stored."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"} | wanted)
    context.set_default_timeout(PATIENCE * 1000)
    return context


@pytest.fixture(scope="module")
def new_context(browser) -> Iterator:
    """Return a function that makes a context for what cannot be shared; all are closed after the module."""
    made = []

    def make(**wanted):
        made.append(make_context(browser, **wanted))
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture(scope="session")
def context(browser):
    """Make the context that the tests share: what the browser has read once it need not read again."""
    return make_context(browser)


@pytest.fixture
def page(context, page_errors):
    """Open an empty page, watched by `page_errors`, with nothing stored by a page before it."""
    tab = context.new_page()
    page_errors.watch(tab)
    yield tab
    leave(tab)


@pytest.fixture(scope="module")
def start_lab(tmp_path_factory) -> Iterator:
    """Return a function that starts the workshop in a folder; every server stops after the module."""
    running: list[Lab] = []

    def start(root: Path, *arguments: str, **environment: str) -> Lab:
        running.append(run_lab(root, tmp_path_factory.mktemp("lab"), *arguments, **environment))
        return running[-1]

    yield start
    for lab in running:
        stop(lab.process)


@pytest.fixture(scope="session")
def lab_of_all(tmp_path_factory) -> Iterator[Lab]:
    """Start the workshop on a copy of the tree, with its real pages; no test changes the tree."""
    running = run_watched_lab(copy_tree(tmp_path_factory.mktemp("tree") / "workshop"), tmp_path_factory.mktemp("lab"))
    yield running
    stop(running.process)


@pytest.fixture(scope="module")
def lab(lab_of_all) -> Lab:
    """Return the workshop as on its first day: without the answers and the processes of the files before."""
    lab_of_all.stop_kernels()
    shutil.rmtree(lab_of_all.answers, ignore_errors=True)
    return lab_of_all
