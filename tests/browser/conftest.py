"""Fixtures for tests in a real browser: Chromium, a JupyterLab on a copy of the workshop, and what went wrong."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from medsocial.ground.browser import find

ROOT = Path(__file__).resolve().parents[2]
TREE = ("medsocial", "data", "notebooks", "slides", "pyproject.toml")
# No name but this machine's resolves, so that a stray request fails here as it would offline.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
HERE = {"localhost", "127.0.0.1", "::1", "", None}


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
        chromium = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, *as_root])
        yield chromium
        chromium.close()


@dataclass
class PageErrors:
    """What a page must not do; `assert page_errors.none()` shows all of it."""

    console: list[str] = field(default_factory=list)
    off_machine: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self, page) -> None:
        """Collect from this page on."""
        page.on("console", lambda message: self._add_console(message))
        page.on("pageerror", lambda error: self.console.append(f"uncaught: {error}"))
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
        assert (self.console, self.off_machine, self.dialogs) == ([], [], [])
        return True


@pytest.fixture
def page_errors() -> PageErrors:
    """Collect console errors, requests off the machine, and dialogs of the test's `page`."""
    return PageErrors()


@pytest.fixture
def page(browser, page_errors):
    """Open an empty page in a context of its own, watched by `page_errors`."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(30_000)
    tab = context.new_page()
    page_errors.watch(tab)
    yield tab
    context.close()


@dataclass
class Lab:
    """A running JupyterLab of the workshop."""

    root: Path
    address: str
    log_file: Path
    process: subprocess.Popen

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    @property
    def base(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def url(self, path: str) -> str:
        """Return the address of a file, given its path below the root."""
        return f"{self.base}/doc/tree/{quote(path)}?token={self.token}"

    def log(self) -> str:
        """Return all that the server and its kernels printed."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def api(self, path: str, method: str = "GET", body: object = None):
        """Ask the server's interface, as a logged-in reader."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.base}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            text = response.read()
        return json.loads(text) if text else None

    def stop_kernels(self) -> None:
        """Shut down every kernel, as an evening's end would."""
        for session in self.api("api/sessions"):
            self.api(f"api/sessions/{session['id']}", "DELETE")

    def open(self, page, path: str, state: str = "ready", timeout: float = 90):
        """Open a page of ours and wait for its state; return the locator of its panel."""
        page.goto(self.url(path))
        panel = page.locator(f".ms-page[data-medsocial='{state}']")
        panel.wait_for(timeout=timeout * 1000)
        return panel


def copy_tree(target: Path) -> Path:
    """Copy what a reader gets to `target`, so that a test may change it; return `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for name in TREE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", ".*", "dist"))
        else:
            shutil.copy(source, target)
    return target


def run_lab(root: Path, work: Path, *arguments: str, **more: str) -> Lab:
    """Start the workshop in `root`; its answers and Jupyter's own files go to `work`."""
    work.mkdir(parents=True, exist_ok=True)
    own = {
        name: str(work / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "MEDSOCIAL"))}
    environment = {
        **clean,
        **own,
        "PYTHONPATH": str(root),
        "MEDSOCIAL_HOME": str(work / "my_workshop"),
        "MEDSOCIAL_TODAY": "2026-11-29",
        **more,
    }
    log_file = work / "lab.log"
    command = [sys.executable, "-m", "medsocial.jupyter.lab", "--no-browser", *(arguments or ("--port", "0"))]
    with log_file.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=subprocess.STDOUT)
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        text = log_file.read_text(encoding="utf-8", errors="replace")
        match = re.search(r"(http://localhost:\S+token=\w+)\s", text)
        if match:
            return Lab(root, match[1], log_file, process)
        time.sleep(0.1)
    process.kill()
    raise RuntimeError("JupyterLab did not start:\n" + log_file.read_text(encoding="utf-8", errors="replace"))


def stop_lab(lab: Lab) -> None:
    """Stop a server that this session started, with its kernels."""
    lab.process.terminate()
    try:
        lab.process.wait(15)
    except subprocess.TimeoutExpired:
        lab.process.kill()
        lab.process.wait()


@pytest.fixture(scope="module")
def start_lab(tmp_path_factory) -> Iterator:
    """Return a function that starts the workshop in a folder; every server stops after the module."""
    running: list[Lab] = []

    def start(root: Path, *arguments: str, **environment: str) -> Lab:
        running.append(run_lab(root, tmp_path_factory.mktemp("lab"), *arguments, **environment))
        return running[-1]

    yield start
    for lab in running:
        stop_lab(lab)


@pytest.fixture(scope="session")
def copy_workshop():
    """Return the function that copies the workshop's tree to a folder."""
    return copy_tree


@pytest.fixture(scope="module")
def lab(start_lab, tmp_path_factory) -> Lab:
    """Start the workshop on a copy of the tree, with its real pages."""
    return start_lab(copy_tree(tmp_path_factory.mktemp("tree") / "workshop"))
