"""What is ours in JupyterLab, for readers who see, move or read otherwise: dark, large, narrow, without motion, by keyboard."""

import pytest
from test_lessons import ACTIVITY, LESSONS, axe_in, faults_in, quiet, unfold

THEMES = "lab/api/settings/@jupyterlab/apputils-extension:themes"
# What stands out of the reading column to the right, or is cut off in it, apart from what scrolls in its own frame.
SIDEWAYS = """() => {
    const page = document.querySelector('.ms-page .jp-WindowedPanel-outer');
    const edge = page.getBoundingClientRect().right;
    const ours = '.ms-activity, .ms-chart, .ms-callout, .ms-more, .ms-table-frame, .jp-RenderedMarkdown';
    const out = [...document.querySelectorAll('.ms-page .jp-Notebook :is(' + ours + ')')]
        .flatMap(part => [part, ...part.querySelectorAll('*')])
        .filter(node => node.checkVisibility() && !node.parentElement.closest('.ms-picture, .ms-table-frame, .ms-pocket-small'))
        .filter(node => node.getBoundingClientRect().right > edge + 0.5);
    const cut = [...document.querySelectorAll('.ms-page .ms-activity :is(button, label, legend, .widget-label)')]
        .filter(node => node.checkVisibility() && node.clientWidth && node.scrollWidth > node.clientWidth + 1
                && getComputedStyle(node).overflowX !== 'visible');
    const wide = page.scrollWidth > page.clientWidth + 1 ? ['the page'] : [];
    const places = [...out, ...cut].map(node => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 60)}`);
    return [...wide, ...new Set(places)];
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
FOCUS = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"


@pytest.fixture(scope="module")
def dark_lab(lab):
    """Give the workshop JupyterLab's dark theme."""
    lab.api(THEMES, "PUT", {"raw": '{"theme": "JupyterLab Dark"}'})
    return lab


@pytest.fixture
def narrow(browser, page_errors):
    """Open a page as wide as a small screen at 200 % zoom, for a reader who asked for less motion."""
    context = browser.new_context(viewport={"width": 640, "height": 512}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    tab = context.new_page()
    page_errors.watch(tab)
    yield tab
    context.close()


def test_tools_and_folded_parts_by_the_keyboard_alone(lab, page, page_errors):
    lab.open(page, "notebooks/00_start_here.ipynb")
    page.get_by_role("tab").first.focus()
    met = []
    for _step in range(5):
        page.keyboard.press("Tab")
        met.append(page.evaluate(FOCUS))
    assert met == ["Start again", "Show the code", "Text size", "Full screen", "Next lesson"]
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS) == "Full screen"
    page.keyboard.press("Enter")
    page.locator(".ms-lab-place").wait_for()
    assert page.evaluate(FOCUS) == "Forward"
    page.keyboard.press("Enter")
    assert page.locator(".ms-lab-place").inner_text().startswith("Part 2")
    page.keyboard.press("Escape")
    page.locator(".ms-lab-place").wait_for(state="detached")
    assert page.evaluate(FOCUS) == "Full screen", "the focus goes back to where it came from"

    folds = page.locator(".ms-page .jp-showHiddenCellsButton")
    count = folds.count()
    name = folds.first.get_attribute("aria-label")
    assert name.startswith("Open this part: Go deeper")
    folds.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("count => document.querySelectorAll('.ms-page .jp-showHiddenCellsButton').length < count", arg=count)
    page.wait_for_function("document.activeElement.closest('.ms-page .jp-Cell') !== null")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.activeElement.closest('{ACTIVITY}') !== null"), "the next stop is inside what was opened"
    assert page.locator(".jp-mod-dirty").count() == 0
    assert page_errors.none()


def test_an_arrow_key_stays_with_its_control(lab, page, page_errors):
    lab.open(page, "notebooks/00_start_here.ipynb")
    menu = page.get_by_label("Where do you practise?")
    menu.focus()
    page.keyboard.press("ArrowDown")
    assert menu.evaluate("node => node === document.activeElement && node.selectedIndex > 0")
    fold = page.locator(".ms-page summary:visible").last
    fold.focus()
    page.keyboard.press("ArrowDown")
    assert fold.evaluate("node => node === document.activeElement")
    assert page_errors.none()


def test_a_pressed_button_that_goes_leaves_the_focus_in_its_activity(lab, page, page_errors):
    lab.open(page, "notebooks/00_start_here.ipynb")
    card = page.locator(ACTIVITY).filter(has=page.get_by_text("Check yourself", exact=True))
    card.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    card.get_by_text("Card 2 of 2", exact=True).wait_for()
    page.wait_for_function("document.activeElement.textContent === 'Back'")
    assert card.get_by_role("button", name="Next").is_disabled()
    assert page_errors.none()


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_dark_narrow_and_still(dark_lab, narrow, page_errors, lesson):
    dark_lab.open(narrow, f"notebooks/{lesson}.ipynb", timeout=45)
    assert narrow.evaluate("document.body.dataset.jpThemeLight") == "false"
    unfold(narrow)
    assert narrow.evaluate(SIDEWAYS) == []
    assert narrow.evaluate(SMALL, ACTIVITY) == []
    assert narrow.evaluate(MOVING) == []
    assert axe_in(narrow) == []
    assert narrow.locator(ACTIVITY).first.get_attribute("role") == "group"
    assert all(narrow.locator(ACTIVITY).evaluate_all("cards => cards.map(card => card.getAttribute('aria-label'))"))
    narrow.set_viewport_size({"width": 1280, "height": 800})
    for _step in range(3):
        narrow.get_by_role("button", name="Text size").click()
    assert narrow.locator(".ms-page").get_attribute("data-medsocial-size") == "150"
    assert narrow.evaluate(SIDEWAYS) == []
    assert faults_in(narrow) == []
    assert quiet(page_errors)
    dark_lab.stop_kernels()
