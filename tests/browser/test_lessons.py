"""Every lesson in a real JupyterLab: opened dark and narrow, seen wide and light, used by the keyboard, and visited again.

One JupyterLab stays open for all lessons, as for a reader who goes from one to the next: its own start is tried elsewhere.
The tests of a lesson share its page, one after the other; each sets theme, width and size for itself.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk import Desk
from keyboard import Talk, missed, walk
from server import HOOK, Lab
from shown import (
    ACTIVITY,
    FRAMES,
    PATIENCE,
    PageErrors,
    axe_in,
    code_in_sight,
    come_to_rest,
    expect_saved,
    faults_in,
    quiet,
    unfold,
    unnamed_in,
)

from medsocial.store.lessons import series

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSONS = [row.lesson for row in series()]  # a lab shows its code: test_lab_opened.py
# A small screen at 200 % zoom, and a screen of today.
NARROW, WIDE = {"width": 640, "height": 512}, {"width": 1280, "height": 800}
# What stands out of the reading column to the right, or is cut off in it, apart from what scrolls in its own frame.
SIDEWAYS = """() => {
    const page = document.querySelector('.ms-page .jp-WindowedPanel-outer');
    const right = node => node.getBoundingClientRect().right, column = right(page.querySelector('.jp-WindowedPanel-inner'));
    const edge = node => {
        const wide = node.closest('.ms-activity:has(> .ms-beside)');  // two columns stand out of the reading column, both sides
        return wide ? Math.min(right(wide), right(page)) : column;
    };
    const ours = '.ms-activity, .ms-chart, .ms-callout, .ms-more, .ms-table-frame, .jp-RenderedMarkdown';
    const out = [...document.querySelectorAll('.ms-page .jp-Notebook :is(' + ours + ')')]
        .flatMap(part => [part, ...part.querySelectorAll('*')])
        .filter(node => node.checkVisibility() && !node.parentElement.closest('.ms-picture, .ms-table-frame, .ms-pocket-small'))
        .filter(node => right(node) > edge(node) + 0.5);
    const cut = [...document.querySelectorAll('.ms-page .ms-activity :is(button, label, legend, .widget-label)')]
        .filter(node => node.checkVisibility() && node.clientWidth && node.scrollWidth > node.clientWidth + 1
                && getComputedStyle(node).overflowX !== 'visible');
    const wide = page.scrollWidth > page.clientWidth + 1 ? ['the page'] : [];
    const places = [...out, ...cut].map(node => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 60)}`);
    return [...wide, ...new Set(places)];
}"""
# How many cards of a lesson have controls beside what they change, and what of such a card is out of sight from its top.
BESIDE = {"02_platform_taxonomy": 2, "03_benefits": 1, "04_dangers": 2}
OUT_OF_SIGHT = """card => {
    const page = document.querySelector('.ms-page .jp-WindowedPanel-outer').getBoundingClientRect();
    card.scrollIntoView({ block: 'start' });
    const [first, last] = card.querySelector('.ms-beside').children;
    if (first.getBoundingClientRect().right > last.getBoundingClientRect().left) return ['they stand below each other'];
    return [...card.querySelectorAll('.ms-beside :is(input, select, button, img, tbody tr)')]
        .filter(node => node.checkVisibility() && !node.closest('details'))
        .filter(node => {
            const box = (node.closest('label') || node).getBoundingClientRect();
            const below = box.bottom > Math.min(page.bottom, innerHeight);
            return below || box.top < page.top || box.left < 0 || box.right > innerWidth;
        }).map(node => node.outerHTML.slice(0, 80));
}"""
# A target is the control with the label that is pressed with it; links within a sentence may be smaller.
SMALL = """cards => [...document.querySelectorAll('.ms-page .ms-lab-button, .ms-page .jp-showHiddenCellsButton'),
                    ...document.querySelectorAll(cards + ' :is(button, input, select, textarea, summary)')]
    .filter(node => node.checkVisibility())
    .filter(node => [node, node.closest('label')].filter(Boolean).every(one => {
        const { width, height } = one.getBoundingClientRect();
        return width < 24 || height < 24;
    }))
    .map(node => node.outerHTML.slice(0, 160))"""
MOVING = """() => [...document.querySelectorAll('.ms-page :is(.ms-activity, .ms-options) *')].filter(node => {
        const style = getComputedStyle(node);
        return parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== 'none'
            && node.matches('.ms-option > summary, .ms-choice-list label, .ms-button');
    }).map(node => node.className)"""


@dataclass
class Visit:
    """A reader's visit to a lesson: the page, its talk with Python, and what it did wrong."""

    lesson: str
    lab: Lab
    page: object
    talk: Talk
    errors: PageErrors = field(default_factory=PageErrors)

    @property
    def path(self) -> str:
        return f"notebooks/{self.lesson}.ipynb"

    def wear(self, theme: str, size: dict, motion: str) -> None:
        """Set what the reader's system asks for, dark or light, how much motion, and the size of the window."""
        self.page.emulate_media(reduced_motion=motion, color_scheme=theme)
        self.page.set_viewport_size(size)
        light = str(theme == "light").lower()
        self.page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=light)
        self.page.evaluate(FRAMES)

    def plain(self) -> None:
        """See the lesson as most readers do, all parts open."""
        self.wear("light", WIDE, "no-preference")
        unfold(self.page)

    def again(self) -> None:
        """Open the lesson again, with all of JupyterLab."""
        self.page.reload()
        self.page.locator(".ms-page[data-medsocial='ready']").wait_for()
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is under way between the page and Python."""
        come_to_rest(self.page)
        self.talk.settle()


@pytest.fixture(scope="module")
def desk(lab, context) -> Iterator[Desk]:
    """Start one JupyterLab, without a page."""
    made = Desk(context, lab)
    made.clear()
    made.start()
    yield made
    made.throw_away()


@pytest.fixture(scope="module")
def talk(desk) -> Talk:
    """Follow what the pages in it say to Python."""
    return Talk(desk.tab)


@pytest.fixture(scope="module", params=LESSONS)
def visit(request, lab, desk, talk) -> Iterator[Visit]:
    """Open each lesson in turn: dark and narrow from the start, for a reader who asked for less motion."""
    desk.clear()
    talk.open.clear()  # what a closed page asked last is not answered
    made = Visit(request.param, lab, desk.tab, talk, desk.errors)
    made.wear("dark", NARROW, "reduce")
    desk.show(made.path)
    made.rest()
    yield made
    desk.clear()
    lab.stop_kernels()


def folded_parts(lesson: str) -> int:
    """Return how many parts of a lesson are folded when it opens."""
    cells = json.loads((NOTEBOOKS / f"{lesson}.ipynb").read_text(encoding="utf-8"))["cells"]
    return sum(bool(cell["metadata"].get("jp-MarkdownHeadingCollapsed")) for cell in cells)


def saved_answers(lab) -> dict[str, str]:
    """Return the texts of the answer files by name."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(lab.answers.glob("*.json"))}


def left_the_machine(lab) -> list[str]:
    """Return what the server and the kernels asked for beyond this machine."""
    return [line for line in lab.asked_for() if not line.startswith("watched ")]


@pytest.mark.slow
def test_a_lesson_opens_dark_narrow_and_still(visit):
    page = visit.page
    assert page.evaluate("document.body.dataset.jpThemeLight") == "false"
    expect_saved(page)
    assert page.locator(ACTIVITY).count(), "no activity came to life"
    assert code_in_sight(page) == []
    assert unfold(page) == folded_parts(visit.lesson)
    expect_saved(page)
    assert code_in_sight(page) == []
    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(SMALL, ACTIVITY) == []
    assert page.evaluate(MOVING) == []
    assert axe_in(page) == []
    assert page.locator(ACTIVITY).first.get_attribute("role") == "group"
    assert all(page.locator(ACTIVITY).evaluate_all("cards => cards.map(card => card.getAttribute('aria-label'))"))
    visit.wear("dark", WIDE, "reduce")
    larger = page.get_by_role("button", name="Text size")
    for _step in range(3):
        larger.click()
    assert page.locator(".ms-page").get_attribute("data-medsocial-size") == "150"
    page.evaluate(FRAMES)
    assert page.evaluate(SIDEWAYS) == []
    larger.click()
    assert page.locator(".ms-page").get_attribute("data-medsocial-size") == "100"
    assert faults_in(page) == []
    assert quiet(visit.errors)


@pytest.mark.slow
def test_a_lesson_is_whole_before_it_is_used(visit):
    visit.plain()
    assert all(activity.is_visible() for activity in visit.page.locator(ACTIVITY).all())
    assert unnamed_in(visit.page) == []
    assert code_in_sight(visit.page) == []
    assert faults_in(visit.page) == []
    assert axe_in(visit.page) == []
    assert quiet(visit.errors)


@pytest.mark.slow
def test_controls_and_what_they_change_fit_one_screen(visit):
    visit.plain()
    cards = visit.page.locator(".ms-page .ms-activity:has(> .ms-beside)")
    assert cards.count() == BESIDE.get(visit.lesson, 0)
    for size in ({"width": 1024, "height": 768}, WIDE):
        visit.wear("light", size, "no-preference")
        for card in cards.all():
            assert card.evaluate(OUT_OF_SIGHT) == [], f"{card.locator('.ms-activity-title').inner_text()} at {size}"


@pytest.mark.slow
def test_every_control_answers_the_keyboard(visit):
    visit.plain()
    page, talk = visit.page, visit.talk
    before = talk.answered
    used = walk(page, talk, using=True)
    assert talk.answered - before >= 3, f"hardly any control reached Python: {used}"
    if missed(page):  # what an answer brought in above it is met on the way back
        walk(page, talk, using=False)
    assert missed(page) == []
    assert faults_in(page) == []
    assert unnamed_in(page) == []
    assert quiet(visit.errors)


@pytest.mark.slow
def test_a_second_visit_finds_the_answers(visit, desk):
    """It follows the use of every control, so that there is much to bring back."""
    visit.plain()
    answers = saved_answers(visit.lab)
    desk.empty()
    desk.show(visit.path)
    visit.rest()
    unfold(visit.page)
    assert faults_in(visit.page) == []
    assert code_in_sight(visit.page) == []
    assert axe_in(visit.page) == []
    assert saved_answers(visit.lab) == answers, "looking again changes no answer"
    assert left_the_machine(visit.lab) == []
    assert quiet(visit.errors)


def test_an_answer_outlives_a_reload_and_a_killed_process(lab, page, page_errors):
    psutil = pytest.importorskip("psutil")
    visit = Visit("02_platform_taxonomy", lab, page, Talk(page), page_errors)
    panel = lab.open(page, visit.path)
    visit.rest()
    cards = page.locator(ACTIVITY).filter(has=page.get_by_text("Sort the platforms", exact=True))
    question = cards.get_by_role("group").first
    reason = cards.locator(".ms-status[data-kind]:not(:empty)").first

    def choose():
        wanted = [choice for choice in question.get_by_role("radio").all() if not choice.is_checked()][0]
        words = wanted.locator("xpath=..").inner_text()
        wanted.check()
        visit.talk.settle()
        return question.get_by_role("radio", name=words, exact=True)

    chosen = choose()
    cards.locator(".ms-status").get_by_text("Saved on this computer.").wait_for()
    visit.again()
    assert chosen.is_checked()
    reason.wait_for()
    assert quiet(page_errors)

    chosen = choose()
    kernel = next(session["kernel"]["id"] for session in lab.api("api/sessions") if session["path"] == visit.path)
    running = psutil.Process(lab.process.pid).children(recursive=True)
    next(process for process in running if kernel in " ".join(process.cmdline())).kill()
    page.locator(".ms-page[data-medsocial='waiting']").get_by_text("The page stopped.").wait_for()
    assert faults_in(page) == []
    page.get_by_role("button", name="Start this page").click()
    page.locator(".ms-page[data-medsocial='ready']").wait_for()
    visit.talk.open.clear()  # what the dead process was asked is never answered
    visit.rest()
    assert chosen.is_checked(), "the answer was kept"
    reason.wait_for()
    assert faults_in(page) == []
    assert page_errors.off_machine == []
    assert panel.count() == 1


def test_the_watch_on_the_server_and_the_kernels_works(lab, tmp_path):
    """Both kinds of process carry the hook, and the hook sees a stranger."""
    kernel = lab.api("api/kernels", "POST", {"name": "python3"})["id"]
    end = time.monotonic() + PATIENCE
    while not any(line.startswith("watched ") and kernel in line for line in lab.asked_for()):
        assert time.monotonic() < end, lab.asked_for()
        time.sleep(0.1)
    lab.api(f"api/kernels/{kernel}", "DELETE")
    assert any(line.startswith("watched ") and "medsocial.jupyter.lab" in line for line in lab.asked_for())
    trace = tmp_path / "trace.txt"
    (tmp_path / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    code = "import socket; s = socket.socket(); s.settimeout(.1); s.connect_ex(('192.0.2.1', 9)); s.connect_ex(('127.0.0.1', 9))"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "OFF_MACHINE": str(trace)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert trace.read_text(encoding="utf-8").splitlines()[1:] == ["socket.connect 192.0.2.1"]
