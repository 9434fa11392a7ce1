"""Go through a page of ours with the Tab key, and use each control as a reader without a mouse would."""

import json
import re
import struct
import time

from shown import ACTIVITY, FRAMES, PATIENCE, faults_in

CONTROLS = "input, select, textarea, button, summary"
WRONG, RIGHT = "<img src=x onerror=alert(1)> ?;{}%s", "We met on the ward."
# What a reader cannot take back, and what leaves the page.
LEFT_ALONE = re.compile(r"delete|export|print|download", re.IGNORECASE)


class Talk:
    """What the page has asked Python, until it is answered."""

    def __init__(self, page) -> None:
        self.page = page
        self.open: set[str] = set()
        self.answered = 0
        self.line = None
        page.on("websocket", self._listen)

    def _listen(self, socket) -> None:
        socket.on("framesent", lambda frame: self._sent(socket, _message(frame)))
        socket.on("framereceived", lambda frame: self._received(_message(frame)))

    def _sent(self, socket, parts: list[dict]) -> None:
        if parts and parts[0].get("msg_type") == "comm_msg":
            self.line = socket
            self.open.add(parts[0]["msg_id"])

    def _received(self, parts: list[dict]) -> None:
        if parts and parts[0].get("msg_type") == "status" and parts[3].get("execution_state") == "idle":
            self.answered += parts[1].get("msg_id") in self.open
            self.open.discard(parts[1].get("msg_id"))

    def settle(self) -> None:
        """Wait until all is answered and drawn."""
        end = time.monotonic() + PATIENCE
        self.page.evaluate(FRAMES)
        while self.open:
            assert time.monotonic() < end, f"{len(self.open)} messages without an answer"
            self.line.wait_for_event("framereceived", timeout=PATIENCE * 1000)
            if not self.open:
                self.page.evaluate(FRAMES)


def _message(frame: str | bytes) -> list[dict]:
    """Return header, parent header, metadata and content of a message between page and kernel; [] for other frames."""
    if isinstance(frame, str) or len(frame) < 8:
        return []
    count = struct.unpack_from("<Q", frame)[0]
    if not 5 < count < 100:
        return []
    ends = struct.unpack_from(f"<{count}Q", frame, 8)
    return [json.loads(frame[a:b]) for a, b in zip(ends[1:5], ends[2:6], strict=True)]


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
