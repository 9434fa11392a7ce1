"""Stock Firefox opens two lessons, a page and a deck without a fault. It is driven by WebDriver BiDi: no driver is needed."""

import itertools
import json
import os
import re
import shutil
import subprocess
import time
from urllib.parse import urlsplit

import pytest
import websocket  # Jupyter's server brings it
from shown import HERE, PATIENCE

from medsocial.exports import pages, slides
from medsocial.ground import paths

PLACES = (*map(shutil.which, ("firefox-esr", "firefox")), "/Applications/Firefox.app/Contents/MacOS/firefox")
LESSONS = ("00_start_here", "04_dangers")
# A profile of its own asks for nothing off the machine by itself: what is asked for is then the page's doing.
QUIET = """
user_pref("remote.active-protocols", 1);
user_pref("browser.startup.page", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("app.normandy.enabled", false);
user_pref("services.settings.server", "data:,#");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""
READY = """new Promise((done, late) => {
    const end = Date.now() + %d, look = () => {
        if (%s) done(true);
        else if (Date.now() > end) late('not ready');
        else setTimeout(look, 100);
    };
    look();
})"""
LIVE = "document.querySelector(\".ms-page[data-medsocial='ready'] .ms-activity.widget-box input\")"


class Firefox:
    """One window of a headless Firefox, and what went wrong in it."""

    def __init__(self, program: str, folder) -> None:
        (folder / "user.js").write_text(QUIET, encoding="utf-8")
        command = [program, "--headless", "--remote-debugging-port=0", "--no-remote", "--profile", str(folder)]
        self.said = folder / "said.txt"
        with self.said.open("w") as file:
            self.process = subprocess.Popen(command, stderr=file, stdout=file, env={**os.environ, "HOME": str(folder)})
        self.numbers, self.wrong, self.asked = itertools.count(1), [], []
        self.socket = websocket.create_connection(self._address() + "/session", timeout=PATIENCE, suppress_origin=True)
        self.version = self.ask("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent", "network.fetchError"])
        self.window = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("browsingContext.setViewport", context=self.window, viewport={"width": 1280, "height": 800})

    def _address(self) -> str:
        end = time.monotonic() + PATIENCE
        while not (found := re.search(r"WebDriver BiDi listening on (ws://\S+)", self.said.read_text())):
            assert self.process.poll() is None and time.monotonic() < end, self.said.read_text()
            time.sleep(0.1)
        return found[1]

    def ask(self, method: str, **parameters) -> dict:
        """Send a command and return its result; what Firefox reports meanwhile is noted."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]
            self._note(answer.get("method"), answer.get("params", {}))

    def _note(self, event: str, about: dict) -> None:
        if event == "log.entryAdded" and about["level"] == "error":
            self.wrong.append(about["text"])
        elif event == "network.beforeRequestSent":
            self.asked.append(about["request"]["url"])
            parts = urlsplit(self.asked[-1])
            if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HERE:
                self.wrong.append(f"asked for {self.asked[-1]}")
        elif event == "network.fetchError" and about["errorText"] != "NS_BINDING_ABORTED":
            self.wrong.append(f"{about['errorText']}: {about['request']['url']}")

    def say(self, expression: str):
        """Evaluate an expression in the page and return its value."""
        found = self.ask("script.evaluate", expression=expression, target={"context": self.window}, awaitPromise=True)
        assert found["type"] == "success", found
        return found["result"].get("value")

    def open(self, address: str, ready: str) -> None:
        """Open a page, wait until it is ready, and see that nothing went wrong and nothing stands out to the right."""
        self.ask("browsingContext.navigate", context=self.window, url=address, wait="complete")
        assert self.say(READY % (PATIENCE * 1000, ready))
        assert self.say("document.documentElement.scrollWidth <= innerWidth"), "wider than the window"
        assert not self.wrong, "\n".join(self.wrong)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """Start one Firefox for all tests of this file."""
    program = next((place for place in PLACES if place and os.path.isfile(place)), None)
    if program is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("No Firefox was found, so nothing was tried in it: install it, on Debian with 'apt-get install firefox-esr'.")
    browser = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.socket.close()
    browser.process.terminate()
    browser.process.wait(PATIENCE)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_live_and_answers(firefox, lab, lesson):
    firefox.open(lab.url(f"notebooks/{lesson}.ipynb"), LIVE)
    chosen = f"{LIVE.replace(' input', ' .ms-choice input')}"
    firefox.say(f"{chosen}.click()")
    assert firefox.say(f"{chosen}.checked") is True
    assert firefox.asked, "the watch on requests saw none"
    assert not firefox.wrong, "\n".join(firefox.wrong)


def test_a_page_and_a_deck_open_from_the_disk(firefox, tmp_path):
    made = {path.stem: path for path in pages.build(tmp_path / "pages", paths.notebooks_dir())}
    firefox.open(made["01_definitions"].as_uri(), "document.querySelector('main h1')")
    assert firefox.say("[...document.images].every(image => image.naturalWidth)"), "a picture is not drawn"
    [deck] = slides.build(tmp_path / "decks", slides.Wishes(60))
    firefox.open(deck.as_uri(), "window.Reveal?.isReady() && document.querySelector('section.present')")
    first = firefox.say("document.querySelector('section.present').innerText")
    firefox.say("Reveal.next()")
    moved = "Reveal.getIndices().h + Reveal.getIndices().v + (Reveal.getIndices().f || 0) > 0"
    assert firefox.say(READY % (PATIENCE * 1000, moved))
    assert first.strip() and not firefox.wrong, "\n".join(firefox.wrong)


# The last, since its faults may be told late.
def test_the_watch_sees_an_error_and_a_request_off_the_machine(firefox, tmp_path):
    page = tmp_path / "wrong.html"
    page.write_text("<script>fetch('http://nowhere.invalid/').catch(() => {}); setTimeout(() => nothing(), 0)</script>")
    firefox.ask("browsingContext.navigate", context=firefox.window, url=page.as_uri(), wait="complete")
    end = time.monotonic() + PATIENCE
    while not all(any(words in wrong for wrong in firefox.wrong) for words in ("nothing is not defined", "nowhere.invalid")):
        assert time.monotonic() < end, firefox.wrong
        firefox.say("new Promise(done => setTimeout(done, 50))")
