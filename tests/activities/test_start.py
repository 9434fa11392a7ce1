"""The start page: the course at a glance, and paths whose steps land on the spot."""

import re

import pytest
from common import LESSONS, cells, named

import medsocial as ms
from medsocial.activities.parts.base import Activity
from medsocial.store import answers, data


def headings(lesson):
    path = next(path for path in LESSONS if named(path) == lesson)
    return {h.strip() for cell in cells(path, "markdown") for h in re.findall(r"^#+ +(.+)$", cell["source"], re.MULTILINE)}


def links(html):
    return re.findall(r'href="([^"]*)"', html)


@pytest.mark.parametrize("path", [row.path_id for row in data.rows("paths")])
def test_each_path_names_three_steps_that_land_on_a_heading(path):
    steps = [row for row in data.rows("path_steps") if row.path_id == path]
    assert len(steps) == 3
    for step in steps:
        assert not step.section or step.section in headings(step.lesson), f"{step.step_id}: no heading {step.section!r}"


def test_the_links_of_the_course_land_on_headings_too():
    for target in links(ms.continue_workshop().to_html()):
        lesson, _, place = target.partition("#")
        assert not place or place in {heading.replace(" ", "-") for heading in headings(lesson.removesuffix(".ipynb"))}


def test_a_chosen_path_shows_its_steps_in_order():
    choice = ms.choose_path()
    choice.choice.index = 3
    assert links(choice.advice.value)[:3] == [
        "01_definitions.ipynb#Audit-your-own-footprint",
        "04_dangers.ipynb#Check-a-draft-before-it-leaves",
        "07_action_plan.ipynb#Choose-up-to-three-changes",
    ]


def test_who_studies_alone_meets_every_lesson_in_order():
    alone = data.row("paths", "alone").lessons
    assert list(alone) == [row.lesson for row in data.rows("lessons") if row.number > 0 and row.kind == "lesson"]


def test_the_course_says_what_was_done_and_its_static_form_does_not():
    before = ms.continue_workshop()
    assert "done" not in before.line.value
    answers.save("03_benefits", "one", {"n": 1}, title="One thing")
    answers.save("03_benefits", "two", {"n": 1}, title="Another thing")
    after = ms.continue_workshop()
    assert "2 parts done" in after.line.value
    assert "You stopped at “Another thing” in lesson 3." in after.line.value
    assert after.to_html() == before.to_html()


def test_the_second_length_is_the_sum_of_the_lessons():
    minutes = sum(row.minutes_core for row in data.rows("lessons") if row.kind == "lesson")
    assert f"<strong>{minutes} minutes</strong>" in ms.continue_workshop().to_html()


def is_marked(activity: Activity) -> bool:
    """Return whether an activity is counted as done once it is shown."""
    activity._repr_mimebundle_()
    return "ms-done" in activity._dom_classes


def test_a_task_is_done_when_all_of_it_is_answered():
    quiz = ms.quiz("start_check")
    assert "ms-task" in quiz._dom_classes and not is_marked(quiz)
    quiz.choices[0].index = 0
    assert "ms-done" not in quiz._dom_classes, "one card of two"
    quiz.next.click()
    quiz.choices[0].index = 0
    assert "ms-done" in quiz._dom_classes
    assert is_marked(ms.quiz("start_check")), "and on the next visit"


def test_what_asks_nothing_is_no_task():
    for shown in (ms.continue_workshop(), ms.check_installation(), ms.manage_answers()):
        assert "ms-task" not in shown._dom_classes and not is_marked(shown)


def test_a_deleted_answer_is_open_again():
    country = ms.choose_country()
    country.menu.value = "IN"
    assert "ms-done" in country._dom_classes
    country.menu.value = ""
    assert "ms-done" not in country._dom_classes
