"""The lessons as live pages without code: they work, each visitor apart, and ask nothing of another host."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from server import copy_tree, stop
from shown import PATIENCE

from medsocial.jupyter import apps as apps_command

PAGE = "voila/render/01_definitions.ipynb"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def apps(tmp_path_factory):
    """Serve a copy of the workshop; return its address and the folder that holds its visitors."""
    work = tmp_path_factory.mktemp("apps")
    root = copy_tree(work / "a workshop")
    (work / "temporary").mkdir()
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "MEDSOCIAL"))}
    own = {"PYTHONPATH": str(root), "TMPDIR": str(work / "temporary"), "JUPYTER_CONFIG_DIR": str(work / "config")}
    port = free_port()
    log = (work / "log").open("w", encoding="utf-8")
    command = [sys.executable, "-m", "medsocial", "apps", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, cwd=root, env=clean | own, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}/"
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE)
            break
        except OSError:
            assert process.poll() is None and time.monotonic() < end, (work / "log").read_text(encoding="utf-8")
            time.sleep(0.2)
    yield address, work / "temporary"
    stop(process)
    log.close()


def visited(temporary: Path) -> list[Path]:
    return sorted(temporary.glob("medsocial-apps-*/visitors/*/01_definitions.json"))


def test_a_lesson_is_live_without_code_and_each_visitor_has_answers_of_their_own(apps, page, page_errors, new_context):
    address, temporary = apps
    page.goto(address + PAGE)
    choice = page.get_by_role("radio", name="32")
    choice.wait_for()
    assert page.get_by_text("import medsocial").count() == 0
    assert page.get_by_text("For the facilitator").count() == 0
    assert page.get_by_role("heading", name=re.compile("^Define social media")).is_visible()
    deeper = page.locator("details", has=page.locator("summary", has_text="Go deeper")).first
    assert deeper.get_attribute("open") is None
    choice.click()
    page.locator(".ms-status", has_text="Saved on this server.").first.wait_for()
    assert len(visited(temporary)) == 1
    other = new_context()
    second = other.new_page()
    page_errors.watch(second)
    second.goto(address + PAGE)
    radio = second.get_by_role("radio", name="32")
    radio.wait_for()
    assert not radio.is_checked(), "one visitor saw the answer of another"
    radio.click()
    second.locator(".ms-status", has_text="Saved on this server.").first.wait_for()
    assert len(visited(temporary)) == 2
    other.close()
    # A link leads to the next lesson, as it leads there in JupyterLab.
    page.get_by_role("link", name=re.compile("^Sort the platforms")).last.click()
    page.get_by_role("heading", name=re.compile("^Sort the platforms")).wait_for()
    assert page_errors.none()


def test_a_busy_port_or_a_foreign_address_is_no_riddle(capsys):
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        busy = taken.getsockname()[1]
        assert apps_command._free_port("localhost", busy) > busy
    assert apps_command.main(["--address", "192.0.2.1", "--no-browser"]) == 1
    assert "cannot listen on 192.0.2.1" in capsys.readouterr().err
