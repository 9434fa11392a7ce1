"""What is ours in JupyterLab by the keyboard alone; what each lesson needs for other readers is tried with the lesson."""

import pytest
from shown import ACTIVITY, FRAMES, PageErrors, expect_saved, leave

FOCUS = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"


@pytest.fixture(scope="module")
def visited(lab, context):
    """Open the start page once."""
    errors, tab = PageErrors(), context.new_page()
    errors.watch(tab)
    lab.open(tab, "notebooks/00_start_here.ipynb")
    yield tab, errors
    leave(tab)
    lab.stop_kernels()


@pytest.fixture
def start_page(visited):
    """Return the start page, which these tests share, with the focus on nothing."""
    visited[0].evaluate("document.activeElement.blur()")
    return visited[0]


@pytest.fixture
def page_errors(visited) -> PageErrors:
    """Return what the shared page did wrong."""
    return visited[1]


def focus_comes_to(page, name: str) -> None:
    page.wait_for_function(f"name => ({FOCUS})() === name", arg=name)


def test_tools_and_folded_parts_by_the_keyboard_alone(start_page, page_errors):
    page = start_page
    page.get_by_role("button", name="Contents").focus()
    met = [page.evaluate(FOCUS)]
    for _step in range(6):
        page.keyboard.press("Tab")
        met.append(page.evaluate(FOCUS))
    assert met == ["Contents", "0 of 4 done", "Next lesson", "Full screen", "Text size", "Show the code", "Reload the page"]
    for _step in range(3):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUS) == "Full screen"
    page.keyboard.press("Enter")
    page.locator(".ms-lab-place").wait_for()
    focus_comes_to(page, "Forward")
    while page.locator(".ms-lab-more").is_visible():
        page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".ms-lab-place").inner_text().startswith("Part 2")
    page.keyboard.press("Escape")
    page.locator(".ms-lab-place").wait_for(state="detached")
    focus_comes_to(page, "Full screen")  # where it came from

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
    expect_saved(page)
    assert page_errors.none()


def test_an_arrow_key_stays_with_its_control(start_page, page_errors):
    page = start_page
    menu = page.get_by_label("Where do you practise?")
    menu.focus()
    page.keyboard.press("ArrowDown")
    assert menu.evaluate("node => node === document.activeElement && node.selectedIndex > 0")
    fold = page.locator(".ms-page summary:visible").last
    fold.focus()
    page.keyboard.press("ArrowDown")
    assert fold.evaluate("node => node === document.activeElement")
    assert page_errors.none()


def test_a_pressed_button_that_goes_leaves_the_focus_in_its_activity(start_page, page_errors):
    page = start_page
    card = page.locator(ACTIVITY).filter(has=page.get_by_text("Check yourself", exact=True))
    card.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    card.get_by_text("Card 2 of 2", exact=True).wait_for()
    page.wait_for_function("document.activeElement.textContent === 'Back'")
    assert card.get_by_role("button", name="Next").is_disabled()
    heights = []
    for name, count in (("Back", "Card 1 of 2"), ("Next", "Card 2 of 2"), ("Back", "Card 1 of 2")):
        card.get_by_role("button", name=name).click()
        card.get_by_text(count, exact=True).wait_for()
        page.evaluate(FRAMES)
        heights.append(card.bounding_box()["height"])
    assert len(set(heights)) == 1, "a card that was tall stays so, and its buttons stay where they are"
    assert page_errors.none()


def test_the_course_shows_how_far_one_is_and_leads_on_to_the_spot(start_page, page_errors):
    """It follows the tests above, which answered one question of the last card only."""
    page = start_page
    done = page.locator(".ms-lab-done")
    before = int(done.inner_text().split()[0])
    page.get_by_role("radio", name="32 in 100").check()
    page.wait_for_function("n => document.querySelector('.ms-lab-done').textContent === `${n} of 4 done`", arg=before + 1)
    done.click()
    page.wait_for_function("document.activeElement.matches('.ms-task:not(.ms-done)')")
    assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 150
    page.get_by_role("radio", name="I will run this workshop with a group").check()
    page.get_by_role("link", name="Make the deck, the guide and the sheets").click()
    page.wait_for_function("document.activeElement.textContent.includes('Go deeper: present to a room')")
    assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 150
    assert page.locator("code", has_text="python3 workshop.py slides --minutes 60").is_visible(), "the part is unfolded"
    page.get_by_role("radio", name="I have ten minutes tonight").check()
    page.get_by_role("link", name="Look at your own footprint").click()
    page.wait_for_function("document.activeElement.textContent.startsWith('Audit your own footprint')")
    page.locator(".ms-page:visible[data-medsocial='ready']").wait_for()
    page.wait_for_function("(top => top >= 0 && top < 150)(document.activeElement.getBoundingClientRect().top)")
    assert page.locator(".ms-lab-title").inner_text() == "Lesson 1: Define social media and find your footprint"
    assert page_errors.none()


def test_a_drill_in_full_screen_shows_clock_and_decisions_in_the_first_screen(lab, page, page_errors):
    page.set_viewport_size({"width": 1024, "height": 768})
    lab.open(page, "notebooks/06_hospital_policy.ipynb")
    page.get_by_role("button", name="Full screen").click()
    begin = page.get_by_role("button", name="Begin").first
    bar = page.locator(".ms-lab-present-bar").bounding_box()["y"]
    for _step in range(60):
        if begin.is_visible() and begin.bounding_box()["y"] < bar:
            break
        page.keyboard.press("ArrowRight")
    begin.click()
    drill = page.locator(f"{ACTIVITY}.ms-running")
    drill.wait_for()
    page.wait_for_function("(top => top >= 0 && top < 60)(document.querySelector('.ms-running').getBoundingClientRect().top)")
    needed = [drill.locator(".ms-ticker"), drill.get_by_role("button", name="Next message"), *drill.get_by_role("radio").all(),
              drill.get_by_role("button", name="Do it now")]  # fmt: skip
    assert len(needed) > 6
    for one in needed:
        box = one.bounding_box()
        assert box["y"] + box["height"] <= bar, f"{box} lies below the first screen"
    assert page_errors.none()
