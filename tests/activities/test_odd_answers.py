"""Whatever stands in an answers file, a page opens: every activity is made with parts of its own answers replaced."""

import copy
import random

import pytest
from common import activity_calls, make, use

import medsocial as ms
from medsocial.activities.parts.base import Activity
from medsocial.store import answers, data

ODD = [None, True, 7, -1, 1e308, float("nan"), 10**30, "x", "x" * 5000, "\ufffd", [], [[]], {}, {"a": [1]}, [{"x": 1}]]
TRIES = 4  # replaced parts for each way in which a page shows something


def places(node, path=()):
    """Return the way to every part of saved answers."""
    yield path
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))


def put(node, path, value):
    """Return saved answers with one part replaced."""
    if not path:
        return value
    changed = copy.deepcopy(node)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return what each activity saves when it is used, by lesson and key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDSOCIAL_HOME", str(tmp_path_factory.mktemp("filled")))
        for call in activity_calls():
            for _control in use(make(call), 6):
                pass
        return answers.all_lessons()


@pytest.fixture
def left_unread(monkeypatch):
    """Note each activity that could only be made without its answers: it should have read them."""
    noted = []
    leave = Activity.leave_unread
    monkeypatch.setattr(Activity, "leave_unread", lambda self: (noted.append(type(self).__name__), leave(self)))
    return noted


def test_no_part_of_an_activitys_own_answers_stops_it(filled, left_unread):
    dice = random.Random(2026)
    for call in activity_calls():
        activity = make(call)
        state = filled.get(activity.lesson, {}).get(activity.key)
        if state is None:
            continue
        for place in dice.choices(list(places(state)), k=TRIES):
            answers.save(activity.lesson, activity.key, put(state, place, dice.choice(ODD)))
            make(call)._repr_mimebundle_()
        answers.save(activity.lesson, activity.key, state)
    assert left_unread == []


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:12])
def test_no_answers_of_other_activities_stop_a_page(filled, left_unread, odd):
    """What one lesson keeps another reads: the country, the two platforms, the finds of the audit."""
    dice = random.Random(repr(odd))
    for lesson, activities in filled.items():
        for key, state in activities.items():
            answers.save(lesson, key, put(state, dice.choice(list(places(state))), odd))
    readers = ("plan", "choose_channel", "continue_workshop", "rank_benefits", "take_test", "choose_script", "check_post")
    for call in activity_calls():
        if call.removeprefix("ms.").startswith(readers):
            make(call)._repr_mimebundle_()
    assert left_unread == []


def test_a_country_that_is_a_list_stops_no_activity(left_unread):
    answers.save("00_start_here", "choose_country", {"country": ["GB"]})
    for call in activity_calls():
        make(call)
    assert left_unread == []


class Brittle(Activity):
    """An activity that a certain answer stops, as one of a later edition may."""

    lesson, key = "01_definitions", "brittle"

    def __init__(self):
        super().__init__("Brittle")
        assert self.saved("n", int) < 3
        self.lay_out()

    def is_done(self):
        assert self.saved("n", int) < 2
        return True

    def to_html(self):
        return ""

    def sentence(self):
        return self.title


@pytest.mark.parametrize("n", [2, 3])
def test_answers_that_stop_an_activity_are_left_unread_and_kept_in_a_copy(home, n):
    answers.save("01_definitions", "brittle", {"n": n})
    answers.save("01_definitions", "other", {"n": 1})
    before = answers.lesson_file("01_definitions").read_bytes()
    activity = Brittle()
    activity._repr_mimebundle_()
    assert activity.status.text == (
        "Your earlier answers here could not be read. They are kept in a copy; please answer again."
    )
    assert answers.load("01_definitions")["brittle"] == {"n": n}
    activity.save({"n": 0})
    assert answers.load("01_definitions") == {"brittle": {"n": 0}, "other": {"n": 1}}
    assert (home / "01_definitions.damaged-1.json").read_bytes() == before
    activity.save({"n": 1})
    assert not (home / "01_definitions.damaged-2.json").exists()
    assert Brittle().status.text == ""


def test_a_fault_that_is_not_of_the_answers_is_not_hidden():
    class Broken(Brittle):
        def __init__(self):
            raise LookupError("of the code")

    with pytest.raises(LookupError, match="of the code"):
        Broken()
    with pytest.raises(data.UnknownName, match="nowhere"):
        ms.quiz("nowhere")
