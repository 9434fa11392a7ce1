"""The static form of an activity shows the shipped data alone, whatever the reader did."""

import datetime as dt

import pytest
from common import documented_call, make, needs_arguments, shown_calls, use

import medsocial as ms
from medsocial.display.recipe import RECIPE_TYPE
from medsocial.store import answers, data

FACES = ("text/html", "text/plain", RECIPE_TYPE)


def faces(call):
    """Return the stored faces of what a call shows."""
    shown = make(call)._repr_mimebundle_()
    return {kind: shown[kind] for kind in FACES}


def is_activity(call):
    """Return whether a call shows something with controls."""
    return hasattr(make(call), "status")


ACTIVITIES = [call for call in shown_calls() if is_activity(call)]


def after_every_review():
    """Return a day on which every fact is past its date of review."""
    dates = [
        getattr(row, "review_by")  # noqa: B009 - only some tables have the column
        for name, table in data.resources().items()
        if any(f["name"] == "review_by" for f in table.get("schema", {}).get("fields", []))
        for row in data.rows(name)
    ]
    return max(day for day in dates if day) + dt.timedelta(days=1)


def do_everything():
    """Use every activity of every lesson, as a reader would, and choose a country."""
    for call in ACTIVITIES:
        # The place of the answers comes with a button that deletes them; it is used last, and not to the end.
        if "manage_answers" not in call:
            for _control in use(make(call)):
                pass
    country = ms.choose_country()
    country.menu.value = "IN"
    assert answers.load("00_start_here")["choose_country"] == {"country": "IN"}
    assert answers.load("01_definitions")


def test_there_are_activities_to_compare():
    assert len(ACTIVITIES) >= 8
    assert after_every_review() > dt.date(2026, 11, 29)


def test_static_forms_do_not_change_with_what_the_reader_did(monkeypatch, tmp_path):
    fresh = {call: faces(call) for call in shown_calls()}
    do_everything()
    monkeypatch.setenv("MEDSOCIAL_TODAY", after_every_review().isoformat())
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    for call in shown_calls():
        assert faces(call) == fresh[call], call


def test_the_live_form_does_change():
    """Without this the comparison above might compare nothing."""
    before = ms.choose_path().choice.index
    do_everything()
    assert ms.choose_path().choice.index != before
    assert ms.choose_country().menu.value == "IN"


@pytest.mark.parametrize("call", ACTIVITIES)
def test_using_an_activity_raises_nothing_and_keeps_its_static_form(call, caplog):
    activity = make(call)
    first = activity.to_html(), activity.sentence()
    for _control in use(activity):
        assert "Something went wrong" not in activity.status.text
    assert (activity.to_html(), activity.sentence()) == first
    assert [record for record in caplog.records if record.name == "medsocial"] == []


@pytest.mark.parametrize("call", ACTIVITIES)
def test_at_most_sixty_widgets(call):
    import ipywidgets

    before = len(ipywidgets.widgets.widget._instances)
    make(call)
    # Layouts and styles are models too, but nothing is drawn for them.
    made = list(ipywidgets.widgets.widget._instances.values())[before:]
    assert len([w for w in made if isinstance(w, ipywidgets.DOMWidget)]) <= 60


@pytest.mark.parametrize("call", ACTIVITIES)
def test_a_static_form_works_without_script(call):
    form = make(call)._repr_mimebundle_()["text/html"]
    for forbidden in ("<script", "javascript:", " onclick", "<form", "<iframe", "<input", "aria-"):
        assert forbidden not in form
    assert form.count("<details") == form.count("</details>")


@pytest.mark.parametrize("call", ACTIVITIES)
def test_nothing_is_revealed_before_a_choice(call):
    form = make(call)._repr_mimebundle_()["text/html"]
    for option in form.split('<details class="ms-option"')[1:]:
        assert " open" not in option.split(">")[0]
        assert option.split(">")[0].strip().startswith("name="), "one choice open at a time"


@pytest.mark.parametrize("call", ACTIVITIES)
def test_the_recipe_holds_no_answer(call):
    recipe = faces(call)[RECIPE_TYPE]
    assert set(recipe) <= {"function", "arguments", "sources", "summary", "states", "mode"}
    assert not {"key", "right", "best", "correct", "reasons", "answer"} & set(recipe["arguments"])
    assert recipe["function"] in ms.__all__


@pytest.mark.parametrize("call", shown_calls())
def test_the_recipe_makes_the_same_again(call):
    recipe = faces(call)[RECIPE_TYPE]
    arguments = {name: tuple(v) if isinstance(v, list) else v for name, v in recipe["arguments"].items()}
    again = getattr(ms, recipe["function"])(**arguments)._repr_mimebundle_()
    assert {kind: again[kind] for kind in FACES} == faces(call)


def test_marked_activities_show_neither_key_nor_reasons():
    """Activities whose answers count for something keep them back where everyone can read."""
    marked = [make(call) for call in ACTIVITIES]
    marked = [a for a in marked if getattr(a, "assessed", False) or getattr(a, "voted", False)]
    for activity in marked:
        form = activity.to_html()
        assert "ms-reason" not in form
        for card in getattr(activity, "cards", ()):
            for question in card.questions:
                assert not any(reason in form for reason in question.reasons)


def test_every_shown_function_has_a_call_to_try():
    assert not [n for n in ms.__all__ if needs_arguments(n) and not documented_call(n)]
