"""Whoever gets a newer copy of the workshop sees it: an old environment, and a browser that keeps files for a year."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from server import copy_tree

from medsocial.ground.browser import find
from medsocial.upkeep import environment

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the front door ends with its server by a signal")
FRONT_DOOR, JUPYTERLAB = "the front door", "JupyterLab itself"
PREPARE = """import sys
sys.path.insert(0, sys.argv[1])
from medsocial.upkeep import environment
environment.prepare('learner')"""
# What JupyterLab itself is told in place of the front door's options.
PLAIN = ("--no-browser", "--allow-root", "--LabApp.default_url=/doc/tree/notebooks/00_start_here.ipynb")


class OldCopy:
    """A copy of the workshop with one page that waits, and an environment made with it; packages are borrowed from ours."""

    def __init__(self, root: Path):
        self.root, self.env = root, root / ".venv"
        self.extension = root / "medsocial" / "jupyter" / "labextension" / "static"
        for name in ("workshop.py", "hatch_build.py", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, root)
        shutil.rmtree(root / "notebooks")
        (root / "notebooks").mkdir()
        page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Sample"), nbformat.v4.new_code_cell("1 + 1")])
        page.metadata = {"medsocial": {"lesson": "sample", "format": 1}, "kernelspec": {"name": "python3", "display_name": "P"}}
        nbformat.write(page, root / "notebooks" / "00_start_here.ipynb")
        (root / "medsocial" / "jupyter" / "pages.json").write_text("{}", encoding="utf-8")
        (root / "requirements.lock").write_text("", encoding="utf-8")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.env], check=True)
        here = {"base": str(self.env), "platbase": str(self.env)}
        packages = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
        Path(sysconfig.get_path("purelib", vars=here), "borrowed.pth").write_text("\n".join(packages), encoding="utf-8")
        # Its packages are there; the workshop itself is still to be installed.
        stamp = {"learner": environment._digest(b""), "python": environment.version_of(self.env)}
        (self.env / environment.STAMP).write_text(json.dumps(stamp), encoding="utf-8")

    def change(self, word: str) -> None:
        """Change a module, the style sheet of the extension and the one of the house, as a newer copy has them."""
        for file, old, new in (
            (self.extension / "strip.js", r"makeButton\(.*?words\.start,", f"makeButton('{word} ' + words.start,"),
            (self.extension / "style.css", r"\A", f".ms-lab-strip {{ --ms-word: {word}; }}\n"),
            (self.root / "medsocial" / "static" / "house.css", r"\A", f"body {{ --ms-house-word: {word}; }}\n"),
        ):
            text, count = re.subn(old, new, file.read_text(encoding="utf-8"), count=1)
            assert count == 1, file.name
            # The word before stands further down and would win.
            file.write_text(re.sub(r"(?<=}\n)\S+ \{ --ms-\S*word.*\n", "", text), encoding="utf-8")

    @contextmanager
    def served(self, by: str, port: int, work: Path) -> Iterator[tuple[str, str]]:
        """Prepare the environment and serve as the front door does, or as JupyterLab does there by itself."""
        from jupyterlab.commands import get_app_dir

        work.mkdir(exist_ok=True)
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "MEDSOCIAL", "PYTHON"))}
        own = {name: str(work / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
        variables = clean | own | {"JUPYTERLAB_DIR": get_app_dir(), "MEDSOCIAL_HOME": str(work / "my_workshop")}
        said, command = "", [sys.executable, str(self.root / "workshop.py"), "--no-browser", f"--port={port}"]
        if by == JUPYTERLAB:
            prepare = [sys.executable, "-c", PREPARE, str(self.root)]
            said = subprocess.run(prepare, env=variables, stdout=subprocess.PIPE, text=True, check=True).stdout
            command = [environment.python_of(self.env), "-m", "jupyterlab", *PLAIN, f"--ServerApp.port={port}"]
        log_file = work / f"{time.monotonic_ns()}.log"
        with log_file.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                command, cwd=self.root, env=variables, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            end = time.monotonic() + 120
            while not (address := re.search(r"(http://localhost:\S+token=\w+)\s", text := log_file.read_text("utf-8"))):
                assert time.monotonic() < end and process.poll() is None, text
                time.sleep(0.1)
            yield address[1], said + text
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:  # the server behind the front door, too
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def old_copy(tmp_path) -> OldCopy:
    return OldCopy(copy_tree(tmp_path / "workshop"))


@contextmanager
def visit(browser, profile: Path, address: str, page_errors) -> Iterator:
    """Open a page with a profile that stays, as a person's browser does."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    context = browser.browser_type.launch_persistent_context(profile, executable_path=find(), args=["--disable-gpu", *as_root])
    try:
        page = context.pages[0]
        page_errors.watch(page)
        page.goto(address)
        page.locator(".ms-page[data-medsocial='waiting']").wait_for(timeout=90_000)
        yield page
    finally:
        context.close()


def shown(page) -> tuple[str, str, str]:
    """Return what the strip's button, the style sheet of the extension and the one of the house say."""
    styles = [
        page.locator(place).first.evaluate("(node, name) => getComputedStyle(node).getPropertyValue(name)", name)
        for place, name in ((".ms-lab-strip", "--ms-word"), ("body", "--ms-house-word"))
    ]
    return page.locator(".ms-lab-primary").inner_text(), *styles


@pytest.mark.slow
def test_an_upgrade_reaches_an_old_environment_and_an_old_browser(old_copy, browser, page_errors, tmp_path):
    """First as everybody starts, then as a hub serves the installed copy: same browser, same address."""
    port = 0
    for word, by in (("First", FRONT_DOOR), ("Second", FRONT_DOOR), ("Third", JUPYTERLAB)):
        old_copy.change(word)
        with (
            old_copy.served(by, port, tmp_path / "work") as (address, said),
            visit(browser, tmp_path / "profile", address, page_errors) as page,
        ):
            assert shown(page) == (f"{word} Start this page", word, word)
            at = urlsplit(address).port
        assert port in (0, at), "another address would have no old files"
        port = at
        assert "Installing the workshop itself." in said
        assert "Installing packages" not in said
        (installed,) = (old_copy.env / "share" / "jupyter" / "labextensions" / "medsocial" / "static").iterdir()
        assert (installed / "strip.js").read_bytes() == (old_copy.extension / "strip.js").read_bytes()
    # Not installed here: the server's half of JupyterLab's helper for writing code.
    assert [message for message in page_errors.console if "/lsp/status" not in message] == []
    assert page_errors.dialogs == []
