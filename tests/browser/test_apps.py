"""The lessons as live pages without code: they work, each visitor apart, say when they stop, and ask no other host."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from server import copy_tree, stop
from shown import PATIENCE

from medsocial.jupyter import apps as apps_command
from medsocial.jupyter import ports

expect = pytest.importorskip("playwright.sync_api").expect

PAGE = "voila/render/01_definitions.ipynb"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@dataclass
class Apps:
    """The running command: its address, its process, and the folder for what it keeps while it runs."""

    address: str
    process: subprocess.Popen
    temporary: Path

    def pages(self) -> list[psutil.Process]:
        """Return the processes of the open pages."""
        below = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in below if "ipykernel_launcher" in _command(child)]

    def answers(self) -> list[Path]:
        """Return the answers to lesson 01 of all visitors."""
        return sorted(self.temporary.glob("medsocial-apps-*/visitors/*/01_definitions.json"))


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:  # it has ended meanwhile
        return ""


def wait_until(holds, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@pytest.fixture
def apps(tmp_path):
    """Serve a copy of the workshop to at most two pages at once."""
    root = copy_tree(tmp_path / "a workshop")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "MEDSOCIAL"))}
    own = {"PYTHONPATH": str(root), "TMPDIR": str(temporary), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    said = tmp_path / "log"
    command = [sys.executable, "-m", "medsocial", "apps", "--no-browser", "--pages", "2", "--port", str(free_port())]
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=root, env=clean | own, stdout=log, stderr=subprocess.STDOUT)
    printed = lambda: re.search(r"open at (http://localhost:\d+/)\s", said.read_text(encoding="utf-8"))  # noqa: E731
    wait_until(lambda: printed() or process.poll() is not None, "no address was printed")
    assert printed(), said.read_text(encoding="utf-8")
    yield Apps(printed()[1], process, temporary)
    stop(process)


def choose(tab):
    """Take an option of the first question and return it when it is saved."""
    choice = tab.get_by_role("radio", name="32")
    choice.wait_for()
    assert not choice.is_checked(), "one visitor saw the answer of another"
    choice.click()
    tab.get_by_role("status").filter(has_text="Saved on this server.").wait_for()
    return choice


def test_visitors_are_apart_are_limited_and_are_told_when_a_page_has_stopped(apps, page, page_errors, new_context):
    # The front door is the start page, which makes no claim that holds on the reader's own computer only.
    page.goto(apps.address)
    page.get_by_role("heading", name=re.compile("^Start here")).wait_for()
    assert page.title() == "Start here · Social media for doctors and hospitals"
    assert page.get_by_text(re.compile("(runs|stay|kept|saved) on this computer")).count() == 0
    assert page.get_by_role("link", name="Previous lesson").count() == 0
    # A page on which one changes the code is not among these, and says where it is.
    lab = page.request.get(f"{apps.address}voila/render/08_data_lab.ipynb")
    assert lab.status == 404 and "This page needs JupyterLab" in lab.text()
    page.get_by_role("link", name="Next lesson").click()
    page.get_by_role("heading", name=re.compile("^Define social media")).wait_for()
    assert page.title() == "Lesson 1: Define social media and find your footprint · Social media for doctors and hospitals"
    assert page.get_by_text("import medsocial").count() == 0
    assert page.get_by_text("For the facilitator").count() == 0

    # Keys scroll it, as any page, before anything was clicked.
    page.keyboard.press("End")
    page.wait_for_function("scrollY > 1000")

    # The contents lead to a part that is folded, and open it.
    fold = page.locator("details", has=page.locator("summary[id]", has_text="Go deeper")).first
    assert fold.get_attribute("open") is None
    page.get_by_text("On this page", exact=True).click()
    page.get_by_role("link", name=re.compile("^Go deeper")).click()
    expect(fold).to_have_attribute("open", "")
    page.get_by_text("Lessons", exact=True).click()
    expect(page.locator(".ms-apps-menu [aria-current]")).to_have_text("Define social media and find your footprint")
    page.keyboard.press("Escape")

    # Two visitors, two answers; a third waits, and comes in when one has left.
    choose(page)
    wait_until(lambda: len(apps.pages()) == 1, "the process of the page that was left still runs")
    second = new_context().new_page()
    page_errors.watch(second)
    second.goto(apps.address + PAGE)
    choose(second)
    assert len(apps.answers()) == 2
    assert page_errors.none()
    third = new_context().new_page()
    assert third.goto(apps.address + PAGE).status == 503
    third.get_by_role("heading", name="All places are taken").wait_for()
    assert len(apps.pages()) == 2
    second.goto("about:blank")
    wait_until(lambda: len(apps.pages()) == 1, "a page that was left keeps its process")
    third.reload()
    third.get_by_role("radio", name="32").wait_for()
    third.goto("about:blank")

    # Who is inside goes on with what was answered, also after the page has died.
    wait_until(lambda: len(apps.pages()) == 1, "a page that was left keeps its process")
    apps.pages()[0].kill()
    page.get_by_text("Your answers are kept.").wait_for()
    assert page.locator("#rendered_cells").evaluate("cells => cells.inert")
    page.get_by_role("button", name="Begin again").click()
    page.locator("#rendered_cells:not([inert])").wait_for()
    expect(page.get_by_role("radio", name="32")).to_be_checked()
    assert page_errors.none()

    # Another computer's name is refused, and nothing is left at the end.
    foreign = urllib.request.Request(apps.address + "voila/static/voila.js", headers={"Host": "elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(foreign, timeout=PATIENCE)
    stop(apps.process)
    page.get_by_text("The server does not answer.").wait_for()
    assert list(apps.temporary.iterdir()) == []


def test_a_busy_port_or_a_foreign_address_is_no_riddle(capsys):
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        busy = taken.getsockname()[1]
        assert ports.free_port("localhost", busy) > busy
        assert ports.free_port("localhost", 0) > 0
    assert apps_command.main(["--address", "192.0.2.1", "--no-browser"]) == 1
    assert "cannot listen on 192.0.2.1" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--pages", "--rest"])
@pytest.mark.parametrize("written", ["-5", "0", "many"])
def test_a_number_that_makes_no_sense_is_refused_in_a_sentence(capsys, option, written):
    with pytest.raises(SystemExit):
        apps_command.main([f"{option}={written}"])
    assert f"write a whole number from 1 on, not “{written}”" in capsys.readouterr().err
