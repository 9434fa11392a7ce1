"""The static form of an activity shows the shipped data alone, whatever the reader did."""

import datetime as dt
import functools
import logging
import re

import ipywidgets
import pytest
from common import (
    FACES,
    activity_calls,
    choose,
    controls,
    descendants,
    documented_call,
    faces,
    faces_of,
    labels_of,
    live_texts,
    make,
    needs_arguments,
    shown_calls,
    use,
    visible_words,
)

import medsocial as ms
from medsocial.display.recipe import RECIPE_TYPE
from medsocial.store import answers, data

ACTIVITIES = activity_calls()


@functools.cache
def fresh(call):
    """Return what a call shows before anybody used it, made once, and how many widgets it took; no test may use it."""
    before = len(ipywidgets.widgets.widget._instances)
    shown = make(call)
    # Layouts and styles are models too, but nothing is drawn for them.
    made = list(ipywidgets.widgets.widget._instances.values())[before:]
    return shown, len([widget for widget in made if isinstance(widget, ipywidgets.DOMWidget)])


@functools.cache
def fresh_faces(call):
    """Return the stored faces of what a call shows before anybody used it."""
    return faces_of(fresh(call)[0])


def after_every_review():
    """Return a day on which every fact is past its date of review."""
    dates = [
        getattr(row, "review_by")  # noqa: B009 - only some tables have the column
        for name, table in data.resources().items()
        if any(f["name"] == "review_by" for f in table.get("schema", {}).get("fields", []))
        for row in data.rows(name)
    ]
    return max(day for day in dates if day) + dt.timedelta(days=1)


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """Use every activity of every lesson in one answers folder, as a reader would; return the folder and what went wrong."""
    folder = tmp_path_factory.mktemp("used") / "my workshop é"
    faults = {call: [] for call in ACTIVITIES}
    heard = logging.Handler()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDSOCIAL_HOME", str(folder))
        logging.getLogger("medsocial").addHandler(heard)
        # The place of the answers comes with a button that deletes them.
        for call in sorted(ACTIVITIES, key=lambda call: "manage_answers" not in call):
            heard.emit = lambda record, call=call: faults[call].append(record.getMessage())
            activity = make(call)
            first = activity.to_html(), activity.sentence()
            for control in use(activity):
                if "Something went wrong" in activity.status.text:
                    faults[call].append(f"after using {control!r:.80}")
            if (activity.to_html(), activity.sentence()) != first:
                faults[call].append("the static form changed")
        logging.getLogger("medsocial").removeHandler(heard)
        ms.choose_country().menu.value = "IN"
    return folder, faults


def test_there_are_activities_to_compare():
    assert len(ACTIVITIES) >= 8
    assert all(hasattr(fresh(call)[0], "status") for call in ACTIVITIES)
    assert not any(hasattr(fresh(call)[0], "status") for call in set(shown_calls()) - set(ACTIVITIES))
    assert after_every_review() > dt.date(2026, 11, 29)


def test_static_forms_do_not_change_with_what_the_reader_did(used, monkeypatch, tmp_path):
    before = ms.choose_path().choice.index
    for call in shown_calls():
        fresh_faces(call)
    monkeypatch.setenv("MEDSOCIAL_HOME", str(used[0]))
    # Without this the comparison below might compare nothing.
    assert ms.choose_path().choice.index != before
    assert ms.choose_country().menu.value == "IN"
    assert answers.load("00_start_here")["choose_country"] == {"country": "IN"}
    assert answers.load("01_definitions")
    monkeypatch.setenv("MEDSOCIAL_TODAY", after_every_review().isoformat())
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    for call in shown_calls():
        assert faces(call) == fresh_faces(call), call


@pytest.mark.parametrize("call", ACTIVITIES)
def test_using_an_activity_raises_nothing_and_keeps_its_static_form(call, used):
    assert used[1][call] == []


@pytest.mark.parametrize("call", ACTIVITIES)
def test_at_most_sixty_widgets(call):
    assert fresh(call)[1] <= 60


@pytest.mark.parametrize("call", ACTIVITIES)
def test_a_static_form_works_without_script(call):
    form = fresh_faces(call)["text/html"]
    for forbidden in ("<script", "javascript:", " onclick", "<form", "<iframe", "<input", "aria-"):
        assert forbidden not in form
    assert form.count("<details") == form.count("</details>")


@pytest.mark.parametrize("call", ACTIVITIES)
def test_nothing_is_revealed_before_a_choice(call):
    form = fresh_faces(call)["text/html"]
    for option in form.split('<details class="ms-option"')[1:]:
        assert " open" not in option.split(">")[0]
        assert option.split(">")[0].strip().startswith("name="), "one choice open at a time"


@pytest.mark.parametrize("call", ACTIVITIES)
def test_the_recipe_holds_no_answer(call):
    recipe = fresh_faces(call)[RECIPE_TYPE]
    assert set(recipe) <= {"function", "arguments", "sources", "summary", "states", "mode"}
    assert not {"key", "right", "best", "correct", "reasons", "answer"} & set(recipe["arguments"])
    assert recipe["function"] in ms.__all__


@pytest.mark.parametrize("call", shown_calls())
def test_the_recipe_makes_the_same_again(call):
    recipe = fresh_faces(call)[RECIPE_TYPE]
    arguments = {name: tuple(v) if isinstance(v, list) else v for name, v in recipe["arguments"].items()}
    again = getattr(ms, recipe["function"])(**arguments)._repr_mimebundle_()
    assert {kind: again[kind] for kind in FACES} == fresh_faces(call)


# ---- live and static say the same --------------------------------------------------------------------

_OPTION = re.compile(r'<details class="ms-option"[^>]*? name="([^"]*)"[^>]*><summary>(.*?)</summary>(.*?)</details>', re.DOTALL)
# What these reveal comes only after several choices, or not option by option.
REVEALED_LATER = {"ms.choose_two()", "ms.plan_time()", "ms.rank_benefits()", "ms.compare_definitions(first=3)"}


def static_groups(markup):
    """Return the groups of options of a static form: label and what it reveals, in order."""
    groups = {}
    for group, label, revealed in _OPTION.findall(markup):
        groups.setdefault(group, {})[one_line(label)] = revealed
    return list(groups.values())


def one_line(markup):
    """Return the visible words of an HTML text in one line."""
    return " ".join(" ".join(visible_words(markup)).split())


def sentences_of(markup):
    """Return the sentences of an HTML text, without the signs of right and wrong before them."""
    return [s.strip() for s in re.split(r"(?<=[.?])\s+", one_line(markup)) if len(s.strip()) >= 12]


def switches(activity):
    """Return the radio buttons and menus of an activity, hidden ones too."""
    return [part for part in descendants(activity) if hasattr(part, "options") and hasattr(part, "index")]


def said_live(activity):
    """Return all that an activity says at this moment."""
    return " ".join(one_line(words) for words in live_texts(activity))


@pytest.mark.parametrize("call", ACTIVITIES)
def test_a_live_option_says_what_its_static_form_says(call, monkeypatch, tmp_path):
    """The options stand in the same order, and each one shows what the static form reveals under its label."""
    static, activity = fresh_faces(call)["text/html"], fresh(call)[0]
    groups = static_groups(static)
    for place, control in enumerate(switches(activity)):
        labels = [one_line(label) for label in labels_of(control)]
        alike = [group for group in groups if set(group) == set(labels)]
        if alike:
            # A menu begins with what stands for "nothing chosen yet"; a static form may end with it.
            late = [*labels[1:], labels[0]] if isinstance(control.options[0], tuple) else labels
            alike = [group for group in alike if list(group) in (labels, late)]
            assert alike, f"{labels} stand in another order in the static form"
        elif hasattr(control, "legend") and control.legend:
            assert in_this_order(static, control.legend, labels)
        revealed = alike[0] if alike else {}
        compared = 0
        for number, label in enumerate(labels if call not in REVEALED_LATER else ()):
            if isinstance(control.options[0], tuple) and number == control.index:
                continue  # a menu that shows it already says nothing new
            others = {s for other, markup in revealed.items() if other != label for s in sentences_of(markup)}
            own = [s for s in sentences_of(revealed.get(label, "")) if s not in others and "Turn to " not in s]
            if not own:
                continue
            monkeypatch.setenv("MEDSOCIAL_HOME", str(tmp_path / f"{place}-{number}"))
            another = make(call)
            choose(switches(another)[place], labels_of(control)[number])
            said, telling = said_live(another), max(own, key=len)
            if telling not in said:
                for control_now in controls(another):
                    if getattr(control_now, "primary", "ms-primary" in getattr(control_now, "_dom_classes", ())):
                        control_now.click()
                said += said_live(another)
            assert telling in said, f"{label!r} shows something else than the static form says"
            compared += 1
        assert compared or not revealed or call in REVEALED_LATER


def in_this_order(markup, legend, labels):
    """Return whether the labels that a static form holds after a question stand in the order of the live options."""
    pieces = [one_line(piece) for piece in visible_words(markup)]
    if one_line(legend) not in pieces:
        return True  # the static form does not ask
    after = pieces[pieces.index(one_line(legend)) :]
    places = [next((i for i, piece in enumerate(after) if re.sub(r"^[A-D]\. ", "", piece) == label), None) for label in labels]
    there = [place for place in places if place is not None]
    return there == sorted(there)


@pytest.mark.parametrize("call", ACTIVITIES)
def test_a_menu_of_ids_shows_the_names_of_the_table(call):
    """Whoever chooses “India” gets India: the label of an id is the name in its table."""
    names = {row.country_id: row.name for row in data.rows("countries")}
    names |= {row.platform_id: row.name for row in data.rows("platforms")}
    for control in switches(fresh(call)[0]):
        for label, value in (option for option in control.options if isinstance(option, tuple)):
            if isinstance(value, str) and value in names:
                assert label.startswith(names[value]), (label, value)


def test_a_swapped_option_is_seen():
    """Two labels that changed places, and two that changed what they show."""
    one = '<details class="ms-option" name="n"><summary>{w}</summary><p>Of {w}.</p></details>'
    markup = one.format(w="One") + one.format(w="Two")
    assert static_groups(markup) == [{"One": "<p>Of One.</p>", "Two": "<p>Of Two.</p>"}]
    assert in_this_order("<p>Why?</p><ul><li>A. One</li><li>B. Two</li></ul>", "Why?", ["One", "Two"])
    assert not in_this_order("<p>Why?</p><ul><li>A. One</li><li>B. Two</li></ul>", "Why?", ["Two", "One"])
    assert not in_this_order("<p>Why?</p><b>One</b><b>Two</b>", "Why?", ["Two", "One"])


def test_marked_activities_show_neither_key_nor_reasons():
    """Activities whose answers count for something keep them back where everyone can read."""
    marked = [fresh(call)[0] for call in ACTIVITIES]
    marked = [a for a in marked if getattr(a, "assessed", False) or getattr(a, "voted", False)]
    for activity in marked:
        form = activity.to_html()
        assert "ms-reason" not in form
        for card in getattr(activity, "cards", ()):
            for question in card.questions:
                assert not any(reason in form for reason in question.reasons)


def test_every_shown_function_has_a_call_to_try():
    assert not [n for n in ms.__all__ if needs_arguments(n) and not documented_call(n)]
