"""Every lesson in a real JupyterLab: it opens without a fault, every control answers, and answers come back."""

import json
import re
import struct
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
    ("button-name", "jp-showHiddenCellsButton"): "axe reads no words from a style sheet; `unfold` finds the button by them",
}
# Now and then two parts of JupyterLab start in the wrong order; a side bar that the workshop does not use stays away.
NOT_OUR_CONSOLE = re.compile("^Error activating plugin: @jupyterlab/workspaces-extension:sidebar")
NAMED_ROLES = "button|checkbox|combobox|listbox|radio|slider|spinbutton|switch|textbox"
UNNAMED = re.compile(rf'^\s*- (?:{NAMED_ROLES})(?! ")', re.MULTILINE)
CONTROLS = "input, select, textarea, button, summary"
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


def use(control) -> str:
    """Use one control as its kind allows; return what was done, or nothing."""
    return control.evaluate(
        """(node, leave) => {
            const named = node.labels?.[0]?.textContent || node.getAttribute('aria-label') || node.textContent;
            if (node.disabled || node.matches('fieldset:disabled *') || !node.checkVisibility()) return '';
            if (new RegExp(leave, 'i').test(named)) return '';
            node.scrollIntoView({block: 'center'});
            node.focus();
            const tell = (...kinds) => kinds.forEach(kind => node.dispatchEvent(new Event(kind, {bubbles: true})));
            if (node.tagName === 'SELECT') {
                node.selectedIndex = node.selectedIndex === node.options.length - 1 ? 0 : node.options.length - 1;
                tell('input', 'change');
            } else if (node.type === 'range') {
                node.value = Number(node.value) > Number(node.min) ? node.min : node.max;
                tell('input', 'change');
            } else if (node.type === 'number') {
                node.value = 1;
                tell('input', 'change');
            } else if (node.type === 'text' || node.tagName === 'TEXTAREA') {
                node.value = 'We met on the ward.';
                tell('input', 'change');
            } else node.click();
            return `${node.type || node.tagName} ${named.trim()}`;
        }""",
        LEFT_ALONE.pattern,
    )


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

    used, before = [], talk.answered
    for activity in page.locator(ACTIVITY).all():
        controls = activity.locator(CONTROLS)
        position = 0
        while position < controls.count():  # what is there changes with each answer
            used.append(use(controls.nth(position)))
            talk.settle()
            position += 1
        assert faults_in(page) == [], used[-10:]
    assert talk.answered - before >= 3, f"hardly any control reached Python: {used}"
    for activity in page.locator(ACTIVITY).all():
        assert UNNAMED.findall(activity.aria_snapshot()) == [], "a control has no name after use"
    assert quiet(page_errors)


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
