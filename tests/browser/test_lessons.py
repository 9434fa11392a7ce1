"""Every lesson in a real JupyterLab: it opens without a fault, every control answers, and answers come back."""

import json
import os
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
ACTIVITY = ".ms-page .ms-activity.widget-box"
OPEN = re.compile("^Open this part")
FAULTS = (
    "Traceback (most recent call last)",
    "Error displaying widget",
    "Loading widget",
    "Something went wrong here",
    "could not be drawn",
)
# Rules of axe broken by JupyterLab itself: the rule, where, and why it is not ours.
NOT_OURS = {
    ("aria-required-children", "jp-WindowedPanel-viewport"): "JupyterLab gives the list of cells the role feed",
}
# Now and then two parts of JupyterLab start in the wrong order; a side bar that the workshop does not use stays away.
NOT_OUR_CONSOLE = re.compile("^Error activating plugin: @jupyterlab/workspaces-extension:sidebar")
NAMED_ROLES = "button|checkbox|combobox|listbox|radio|slider|spinbutton|switch|textbox"
UNNAMED = re.compile(rf'^\s*- (?:{NAMED_ROLES})(?! ")', re.MULTILINE)
CONTROLS = "input, select, textarea, button, summary"
WRONG, RIGHT = "<img src=x onerror=alert(1)> ?;{}%s", "We met on the ward."
# In every Python process of the server and its kernels: who was asked for, if it is not this machine.
HOOK = '''
import os, sys

def _note(line):
    with open(os.environ["OFF_MACHINE"], "a", encoding="utf-8") as file:
        file.write(line + "\\n")

def _watch(event, arguments):
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0"):
        _note(f"{event} {host}")

_note("watched " + " ".join(sys.orig_argv))
sys.addaudithook(_watch)
'''
# What a reader cannot take back, and what leaves the page.
LEFT_ALONE = re.compile(r"delete|export|print|download", re.IGNORECASE)


class Talk:
    """What the page has asked Python, until it is answered."""

    def __init__(self, page) -> None:
        self.page = page
        self.open: set[str] = set()
        self.answered = 0
        page.on("websocket", self._listen)

    def _listen(self, socket) -> None:
        socket.on("framesent", lambda frame: self._sent(_message(frame)))
        socket.on("framereceived", lambda frame: self._received(_message(frame)))

    def _sent(self, parts: list[dict]) -> None:
        if parts and parts[0].get("msg_type") == "comm_msg":
            self.open.add(parts[0]["msg_id"])

    def _received(self, parts: list[dict]) -> None:
        if parts and parts[0].get("msg_type") == "status" and parts[3].get("execution_state") == "idle":
            self.answered += parts[1].get("msg_id") in self.open
            self.open.discard(parts[1].get("msg_id"))

    def settle(self, seconds: float = 20) -> None:
        """Wait until all is answered and drawn."""
        end = time.monotonic() + seconds
        frame = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        self.page.evaluate(frame)
        while self.open:
            assert time.monotonic() < end, f"{len(self.open)} messages without an answer"
            self.page.evaluate(frame)


def _message(frame: str | bytes) -> list[dict]:
    """Return header, parent header, metadata and content of a message between page and kernel; [] for other frames."""
    if isinstance(frame, str) or len(frame) < 8:
        return []
    count = struct.unpack_from("<Q", frame)[0]
    if not 5 < count < 100:
        return []
    ends = struct.unpack_from(f"<{count}Q", frame, 8)
    return [json.loads(frame[a:b]) for a, b in zip(ends[1:5], ends[2:6], strict=True)]


def faults_in(page) -> list[str]:
    """Return what a reader would see of an error."""
    words = page.locator(".ms-page .jp-Notebook").inner_text()
    printed = page.locator(".ms-page :is([data-mime-type*=stderr], [data-mime-type*='vnd.jupyter.error'])")
    return [fault for fault in FAULTS if fault in words] + printed.all_inner_texts()


def axe_in(page) -> list[str]:
    """Return what axe finds in the lesson and is ours, one line a place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[".ms-page .jp-Notebook"]]})
    return [
        f"{rule['id']}: {place['html'][:200]}"
        for rule in found.response["violations"]
        for place in rule["nodes"]
        if not any(rule["id"] == known and where in place["html"] for known, where in NOT_OURS)
    ]


def quiet(page_errors) -> bool:
    """Return whether the page did nothing wrong, but for what JupyterLab does by itself."""
    page_errors.console = [said for said in page_errors.console if not NOT_OUR_CONSOLE.match(said)]
    return page_errors.none()


def folded_parts(lesson: str) -> int:
    """Return how many parts of a lesson are folded when it opens."""
    cells = json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    return sum(bool(cell["metadata"].get("jp-MarkdownHeadingCollapsed")) for cell in cells)


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


# Where the focus is, seen from the lesson: null outside it. Each place is marked, so that a later look finds what was missed.
STOP = """leave => {
    const node = document.activeElement;
    if (!node.closest('.ms-page .jp-Notebook')) return null;
    node.msReached = true;
    const named = (node.getAttribute('aria-label') || node.labels?.[0]?.textContent || node.textContent).trim();
    const framed = [node, node.closest('label')].some(one => one && getComputedStyle(one).outlineStyle !== 'none');
    const kind = node.tagName === 'INPUT' ? node.type : node.tagName.toLowerCase();
    return { kind, named: named.slice(0, 60), framed,
             card: [...document.querySelectorAll('.ms-page .ms-activity.widget-box')].indexOf(node.closest('.ms-activity')),
             left: new RegExp(leave, 'i').test(named), checked: node.checked, value: node.value, length: node.options?.length };
}"""
STATE = """() => {
    const node = document.activeElement;
    const group = node.closest('fieldset') ?? node;
    const chosen = [...group.querySelectorAll('input')].findIndex(one => one.checked);
    return [node.checked, node.value, chosen, node.parentElement?.open, document.querySelector(':focus') !== null];
}"""
MISSED = """([cards, controls]) => [...document.querySelectorAll(cards)].flatMap(card => [...card.querySelectorAll(controls)])
    .filter(node => node.checkVisibility() && !node.matches(':disabled') && !node.msReached)
    .filter(node => node.type !== 'radio' || ![...node.closest('fieldset').querySelectorAll('input')].some(one => one.msReached))
    .map(node => (node.getAttribute('aria-label') || node.labels?.[0]?.textContent || node.textContent).trim())"""


def press(page, talk, stop: dict) -> None:
    """Use the control that has the focus as a reader without a mouse would; what is typed is first wrong, then right."""
    keys = page.keyboard
    before, kind = page.evaluate(STATE), stop["kind"]
    if kind == "radio":
        keys.press("ArrowDown" if stop["checked"] else "Space")
    elif kind == "select":
        keys.press("ArrowDown")
        if page.evaluate(STATE) == before:
            keys.press("ArrowUp")
    elif kind == "range":
        keys.press("ArrowLeft")
        if page.evaluate(STATE) == before:
            keys.press("ArrowRight")
    elif kind == "checkbox":
        keys.press("Space")
    elif kind in ("summary", "button"):
        keys.press("Enter")
    elif kind in ("text", "textarea", "number"):
        for words in (WRONG if kind != "number" else "-7", RIGHT if kind != "number" else "2"):
            keys.press("Control+a")
            keys.insert_text(words)
            page.evaluate("() => { const node = document.activeElement; node.blur(); node.focus(); }")
            talk.settle()
            assert faults_in(page) == [], (stop, words)
        return
    else:
        return
    talk.settle()
    after = page.evaluate(STATE)
    if kind != "button" and (kind != "select" or stop["length"] > 1):
        assert after != before, f"the keyboard does not operate {stop}"
    if kind == "summary":
        keys.press("Enter")
    assert page.evaluate(f"document.activeElement.closest('{ACTIVITY}') !== null"), f"the focus is lost after {stop}"


def walk(page, talk, *, using: bool) -> list[dict]:
    """Go through the lesson with the Tab key, and use each control that is met; return where the focus was."""
    page.evaluate("document.querySelector('.ms-page .jp-Notebook .jp-Cell').focus()")
    stops, done = [], set()
    while len(stops) < 600:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP, LEFT_ALONE.pattern)
        if stop is None:
            return stops
        stops.append(stop)
        assert stop["framed"], f"the focus cannot be seen on {stop}"
        one = (stop["card"], stop["kind"], stop["named"])
        if using and stop["card"] >= 0 and not stop["left"] and one not in done:
            done.add(one)  # an answer may lead the focus back to where it began
            press(page, talk, stop)
    raise AssertionError(f"the Tab key does not leave the lesson: {stops[-5:]}")


def missed(page) -> list[str]:
    """Return the controls that the Tab key has not reached so far."""
    return page.evaluate(MISSED, [ACTIVITY, CONTROLS])


@pytest.fixture(scope="module")
def lab(start_lab, copy_workshop, tmp_path_factory):
    """Start the workshop on a copy of the tree, with a watch on what its processes ask for."""
    tree = copy_workshop(tmp_path_factory.mktemp("tree") / "workshop")
    (tree / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return start_lab(tree, OFF_MACHINE=str(tree / "off_machine.txt"))


def watch_lines(lab) -> list[str]:
    return (lab.root / "off_machine.txt").read_text(encoding="utf-8").splitlines()


def left_the_machine(lab) -> list[str]:
    """Return what the server and the kernels asked for beyond this machine."""
    return [line for line in watch_lines(lab) if not line.startswith("watched ")]


def saved_answers(lab) -> dict[str, str]:
    """Return the texts of the answer files by name."""
    folder = lab.log_file.parent / "my_workshop"
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.json"))}


@pytest.fixture
def talk(page) -> Talk:
    """Follow what the page asks Python."""
    return Talk(page)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_opens_and_every_control_answers(lab, page, page_errors, talk, lesson):
    lab.open(page, f"notebooks/{lesson}.ipynb", timeout=45)
    talk.settle()
    assert page.locator(".jp-mod-dirty").count() == 0, "opening has changed the page"
    assert page.locator(ACTIVITY).count(), "no activity came to life"
    assert unfold(page) == folded_parts(lesson)
    assert page.locator(".jp-mod-dirty").count() == 0, "unfolding has changed the page"
    for activity in page.locator(ACTIVITY).all():
        assert activity.is_visible()
        assert UNNAMED.findall(activity.aria_snapshot()) == [], "a control has no name"
    assert faults_in(page) == []
    assert axe_in(page) == []
    assert quiet(page_errors)

    before = talk.answered
    used = walk(page, talk, using=True)
    assert talk.answered - before >= 3, f"hardly any control reached Python: {used}"
    if missed(page):  # what an answer brought in above it is met on the way back
        walk(page, talk, using=False)
    assert missed(page) == []
    assert faults_in(page) == []
    for activity in page.locator(ACTIVITY).all():
        assert UNNAMED.findall(activity.aria_snapshot()) == [], "a control has no name after use"

    # A second visit, with the saved answers.
    answers = saved_answers(lab)
    page.reload()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    talk.settle()
    unfold(page)
    assert faults_in(page) == []
    assert axe_in(page) == []
    assert saved_answers(lab) == answers, "looking again changes no answer"
    assert left_the_machine(lab) == []
    assert quiet(page_errors)
    lab.stop_kernels()


def test_answers_come_back_after_a_reload(lab, page, page_errors, talk):
    lesson = "02_platform_taxonomy"
    lab.open(page, f"notebooks/{lesson}.ipynb", timeout=45)
    cards = page.locator(ACTIVITY).filter(has=page.get_by_text("Sort the platforms", exact=True))
    question = cards.get_by_role("group").first
    wanted = [choice for choice in question.get_by_role("radio").all() if not choice.is_checked()][0]
    words = wanted.locator("xpath=..").inner_text()
    wanted.check()
    cards.get_by_text("Saved on this computer.").wait_for()
    page.reload()
    page.locator(".ms-page[data-medsocial='ready']").wait_for(timeout=90_000)
    talk.settle()
    assert question.get_by_role("radio", name=words, exact=True).is_checked()
    assert cards.locator(".ms-status[data-kind]:not(:empty)").count(), "the reason is shown again"
    assert quiet(page_errors)


def test_a_page_whose_process_is_killed_in_the_middle_goes_on(lab, page, page_errors, talk):
    psutil = pytest.importorskip("psutil")
    path = "notebooks/01_definitions.ipynb"
    panel = lab.open(page, path, timeout=45)
    talk.settle()
    card = page.locator(ACTIVITY).first
    wanted = [choice for choice in card.get_by_role("radio").all() if not choice.is_checked()][0]
    words = wanted.locator("xpath=..").inner_text()
    wanted.check()
    talk.settle()
    kernel = next(session["kernel"]["id"] for session in lab.api("api/sessions") if session["path"] == path)
    running = psutil.Process(lab.process.pid).children(recursive=True)
    next(process for process in running if kernel in " ".join(process.cmdline())).kill()
    page.locator(".ms-page[data-medsocial='waiting']").get_by_text("The page stopped.").wait_for()
    assert faults_in(page) == []
    page.get_by_role("button", name="Start this page").click()
    page.locator(".ms-page[data-medsocial='ready']").wait_for(timeout=45_000)
    talk.open.clear()  # what the dead process was asked is never answered
    talk.settle()
    assert card.get_by_role("radio", name=words, exact=True).is_checked(), "the answer was kept"
    assert faults_in(page) == []
    assert page_errors.off_machine == []
    assert panel.count() == 1


def test_the_watch_on_the_server_and_the_kernels_works(lab, page, tmp_path):
    """Both kinds of process carry the hook, and the hook sees a stranger."""
    lab.open(page, "notebooks/01_definitions.ipynb", timeout=45)
    watched = [line for line in watch_lines(lab) if line.startswith("watched ")]
    assert any("ipykernel" in line for line in watched) and any("medsocial.jupyter.lab" in line for line in watched), watched
    trace = tmp_path / "trace.txt"
    (tmp_path / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    code = "import socket; s = socket.socket(); s.settimeout(.1); s.connect_ex(('192.0.2.1', 9)); s.connect_ex(('127.0.0.1', 9))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "OFF_MACHINE": str(trace)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert trace.read_text(encoding="utf-8").splitlines()[1:] == ["socket.connect 192.0.2.1"]
