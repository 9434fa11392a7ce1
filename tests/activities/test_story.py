"""Branching stories: what they promise holds, broken ones are reported, and walking through them keeps the path."""

import copy
import re
import shutil

import pytest
import yaml
from common import descendants, labels_of, live_texts, said_as_reviewed, use, visible_words

import medsocial as ms
from medsocial.ground import paths, text
from medsocial.model import story as model
from medsocial.model.story_check import problems
from medsocial.model.story_layout import all_crossings, crossings, lay_out
from medsocial.store import answers, data
from medsocial.upkeep import check
from medsocial.upkeep.check.problem import Problem

LESSON = "05_patients_and_boundaries"
NAMES = ("friend_request", "online_review")
every_story = pytest.mark.parametrize("name", NAMES)


def raw(name):
    """Return a copy of a story's entry, to be damaged."""
    return copy.deepcopy(next(one for one in data.yaml_content("stories") if one["id"] == name))


def node(entry, node_id):
    """Return the entry of one scene."""
    return next(one for one in entry["nodes"] if one["id"] == node_id)


def small(*nodes, **promises):
    """Return a small story for the rules."""
    whole = {"most_decisions": 6, "short_decisions": 1, "endings": 3}
    return model.make_story({"id": "s", "title": "S", "intro": "S.", **whole, **promises, "nodes": list(nodes)})


def scene(node_id, *to, route=None):
    """Return a scene whose choices lead to these scenes."""
    choices = [{"id": t, "label": t, "to": t, "consequence": t} for t in to]
    made = {"id": node_id, "heading": node_id, "scene": node_id, "choices": choices}
    return {**made, "route": route} if route else made


def ending(node_id, quality):
    """Return an ending."""
    end = {"quality": quality, "shows": "x", "patient": "x", "guidance": []}
    return {"id": node_id, "heading": node_id, "scene": node_id, "ending": end}


ENDS = (ending("good", "good"), ending("mixed", "mixed"), ending("poor", "poor"))


def said(story):
    """Return the faults of a story, each in one sentence."""
    return [str(problem) for problem in problems(story)]


def way(story, *choices):
    """Return a path by the ids of its choices, as the positions of today."""
    path, here = [], story.start
    for choice in choices:
        path.append([c.id for c in here.choices].index(choice))
        here = story.node(here.choices[path[-1]].to)
    return path


def shortest(story, route="full"):
    """Return the number of decisions on the shortest way to an ending."""
    return min(len(path) for path in model.paths(story, route))


def ends_after(story, *choices):
    """Return how the story can still end after these choices."""
    begun = tuple(way(story, *choices))
    return {model.walk(story, list(p))[1].ending.quality for p in model.paths(story) if p[: len(begun)] == begun}


def taken(activity):
    """Return the ids of the choices that an activity holds."""
    return [step["choice"] for step in model.stored_path(activity.story, activity.path)]


# ---- what the stories promise --------------------------------------------------------------------


def test_the_friend_request_by_hand():
    story = model.find_story("friend_request")
    assert len(story.nodes) == 16
    assert [n.ending.quality for n in story.nodes if n.ending] == ["good", "mixed", "poor"]
    assert (model.longest_path(story), shortest(story)) == (6, 3)
    assert (model.longest_path(story, "short"), shortest(story, "short")) == (3, 2)
    assert [n.id for n in story.nodes if n.asked] == ["request", "saturday", "folder", "second", "to_care"]
    # Decline, leave her page unread, send to care, write it down, the same for all: the good ending.
    best = ("decline_kindly", "close_unread", "emergency_and_team", "record_today_tell_ward", "decline_both")
    steps, end = model.walk(story, way(story, *best))
    assert [s.node.id for s in steps] == ["request", "declined", "saturday", "to_care", "next_patient"]
    assert end.ending.quality == "good"
    # Silence, and then nothing: the poor ending.
    assert model.walk(story, way(story, "leave_unanswered", "let_it_rest", "leave_it"))[1].ending.quality == "poor"
    # Looking the patient up allows no good ending any more, and treatment by message none without stopping.
    assert ends_after(story, "decline_kindly", "look_at_page") == {"mixed", "poor"}
    treated = ("decline_kindly", "close_unread", "treat_by_message")
    assert ends_after(story, *treated, "give_dose_and_wait") == {"poor"}
    assert "good" in ends_after(story, *treated, "stop_and_send_to_care")


def test_the_review_by_hand():
    story = model.find_story("online_review")
    assert len(story.nodes) == 11
    assert (model.longest_path(story), shortest(story)) == (6, 2)
    assert model.longest_path(story, "short") == 3
    best = ("ask_before_writing", "general_words", "listen_and_explain", "thank_privately")
    assert model.walk(story, way(story, *best))[1].ending.quality == "good"
    # Whoever confirms the patient in public reaches no good ending, with or without help.
    assert ends_after(story, "answer_with_facts") == {"mixed", "poor"}
    assert ends_after(story, "ask_before_writing", "name_the_operation") == {"mixed", "poor"}


@every_story
def test_a_story_keeps_what_it_promises(name):
    story = model.find_story(name)
    assert said(story) == []
    ends = [model.walk(story, list(path))[1] for path in model.paths(story)]
    assert {end.ending.quality for end in ends} == {"good", "mixed", "poor"}
    assert max(len(path) for path in model.paths(story)) == model.longest_path(story) <= 6
    for short in model.paths(story, "short"):
        assert len(short) <= 3
    assert all(2 <= len(n.choices) <= 4 for n in story.nodes if not n.ending)
    for n in story.nodes:
        count = len(re.findall(r"[.?”](?:\s|$)", n.scene))
        assert 2 <= count <= 6, (n.id, count)
        assert all(choice.consequence.endswith((".", "”")) for choice in n.choices)
    shown = ms.story(story.id).to_html()
    assert said_as_reviewed(f"story:{story.id}", shown)
    known = {row.source_id for row in data.rows("sources")}
    assert set(story.source_ids) <= known


# ---- broken stories are reported -----------------------------------------------------------------


def test_unknown_target():
    found = said(small(scene("a", "good", "nowhere"), *ENDS))
    assert "In story s, node a, a choice leads to nowhere, which does not exist." in found


def test_dead_end():
    found = said(small(scene("a", "good", "mixed", "poor", route="short"), *ENDS))
    assert found == []
    stopped = scene("b")
    found = said(small(scene("a", "good", "mixed", "poor", "b", route="short"), stopped, *ENDS))
    assert "In story s, node b, the story stops without an ending." in found


def test_lost_scene():
    found = said(small(scene("a", "good", "mixed", "poor", route="short"), scene("b", "good", "poor"), *ENDS))
    assert found == ["In story s, node b, no choice leads to it."]


def test_loop_without_exit():
    nodes = (scene("a", "b", "good", "mixed", "poor", route="short"), scene("b", "c", "c"), scene("c", "b", "b"))
    found = said(small(*nodes, *ENDS))
    assert "In story s, node b, no ending can be reached from it." in found
    assert "In story s, node c, no ending can be reached from it." in found
    assert not any("node a," in one for one in found)


def test_loop_with_an_exit_can_be_walked_without_end():
    nodes = (scene("a", "b", "good", "mixed", route="short"), scene("b", "a", "poor"))
    found = said(small(*nodes, *ENDS))
    assert "In story s, node a, a choice leads back to it, so that a path can be longer than 6 decisions." in found


def test_too_long():
    chain = [scene(f"n{i}", f"n{i + 1}", "poor") for i in range(3)]
    story = small(*chain, scene("n3", "good", "mixed"), *ENDS, most_decisions=3)
    assert "In story s, the longest path has 4 decisions, and at most 3 are promised." in said(story)


def test_too_few_endings():
    found = said(small(scene("a", "good", "mixed", route="short"), *ENDS[:2]))
    assert "In story s, 3 endings are promised, but 2 can be reached." in found
    found = said(small(scene("a", "good", "mixed", "also", route="short"), *ENDS[:2], ending("also", "good")))
    assert "In story s, no ending is poor." in found


def test_broken_short_version():
    entry = raw("friend_request")
    for choice in node(entry, "declined")["choices"]:
        choice.pop("route", None)
    found = said(model.make_story(entry))
    assert "In story friend_request, node declined, the short version comes here and does not know how to go on." in found
    entry = raw("friend_request")
    node(entry, "monday")["route"] = "short"
    assert any("a choice are marked route: short" in one for one in said(model.make_story(entry)))
    entry = raw("friend_request")
    del node(entry, "to_care")["route"]
    node(entry, "to_care")["choices"][0]["route"] = "short"
    found = said(model.make_story(entry))
    assert "In story friend_request, the short version has 2 decisions, and 3 are promised." in found
    entry = raw("friend_request")
    del node(entry, "request")["route"]
    assert any("node request, the short version does not begin here." in one for one in said(model.make_story(entry)))


def test_one_choice_is_no_decision():
    entry = raw("friend_request")
    del node(entry, "waiting")["choices"][0]
    assert any("node waiting, there is only one choice." in one for one in said(model.make_story(entry)))


def test_check_names_file_line_and_node(tmp_path):
    """`medsocial check` reports a broken story: file, line, story and node, rule and cure."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copytree(paths.data_dir() / "schemas", folder / "schemas")
    words = (paths.data_dir() / "stories.yaml").read_text(encoding="utf-8")
    (folder / "stories.yaml").write_text(words.replace("to: monday", "to: mondy", 1), encoding="utf-8")
    found = [p for p in check.examine(folder).problems if p.file == "stories.yaml" and p.column and "." in p.column]
    line = words[: words.index("- id: saturday")].count("\n") + 1
    expected = Problem(
        "stories.yaml",
        line,
        "friend_request.saturday",
        None,
        "a choice leads to mondy, which does not exist",
        "Correct the name after 'to'.",
    )
    assert expected in found
    assert "stories.yaml, line" in str(expected)


# ---- walking -------------------------------------------------------------------------------------


def test_the_short_version_goes_on_by_itself():
    story = model.find_story("friend_request")
    declined = way(story, "decline_kindly")
    closed = way(story, "decline_kindly", "close_unread")
    looked = way(story, "decline_kindly", "look_at_page")
    treated = way(story, "decline_kindly", "close_unread", "treat_by_message")
    badly = way(story, "decline_kindly", "close_unread", "treat_by_message", "give_dose_and_wait")
    assert model.go_on(story, [], declined[0], "short") == closed, "it closes her page by itself"
    assert model.go_on(story, closed, treated[-1], "short") == badly, "treatment by message ends badly by itself"
    assert model.one_back(story, badly, "short") == closed
    assert model.one_back(story, closed, "short") == []
    assert model.one_back(story, closed) == declined, "in the whole story each was a decision"
    assert model.fitting(story, [*looked, 0], "short") == [], "the short version never looks at her page"
    assert model.fitting(story, [*looked, "x"]) == looked
    assert model.fitting(story, [declined[0], True]) == declined
    assert model.fitting(story, [9]) == []


@every_story
def test_every_path_of_the_short_version_is_a_path_of_the_story(name):
    story = model.find_story(name)
    waiting, ends = [[]], 0
    while waiting:
        path = waiting.pop()
        _steps, here = model.walk(story, path, "short")
        assert model.walk(story, path)[1] == here
        if here.ending:
            ends += 1
        waiting += [model.go_on(story, path, i, "short") for i in range(len(here.choices))]
    assert ends == len(list(model.paths(story, "short"))) > 5


# ---- the activity --------------------------------------------------------------------------------


def choose(activity, *labels):
    """Choose by the beginning of a label, whatever its letter, and go on, as a reader does."""
    for label in labels:
        lettered = [said for said in labels_of(activity.choice) if re.match(rf"[A-D]\. {re.escape(label)}", said)]
        assert len(lettered) == 1, label
        activity.choice.index = labels_of(activity.choice).index(lettered[0])
        activity.on.click()


def test_a_reader_walks_to_the_end_and_sees_the_path(home):
    story = ms.story("friend_request")
    assert "1. A request on Tuesday" in story.scene.value
    assert story.back.disabled and story.again.disabled
    story.on.click()
    assert story.hint.kind == "warning" and story.path == []
    choose(story, "Decline kindly")
    assert "What follows:" in story.scene.value and "Of course, I understand." in story.scene.value
    assert "Your path: 1 C → 2" in story.scene.value
    assert answers.load(LESSON)["story_friend_request"] == {"path": [{"scene": "request", "choice": "decline_kindly"}]}
    choose(story, "Close it", "Name the emergency number", "Write it in her record", "Decline both")
    whole = ["decline_kindly", "close_unread", "emergency_and_team", "record_today_tell_ward", "decline_both"]
    assert taken(story) == whole
    assert "● Good ending" in story.end.value
    assert "Joan Hale, patient: “" in story.end.value
    assert story.end.value.count("You chose: ") == 5
    assert story.end.value.count("Another way that you did not take") == 5
    assert "Leave it unanswered" in story.end.value, "a way not taken"
    assert story.choice.layout.display == "none" and story.on.layout.display == "none"
    story.back.click()
    assert taken(story) == whole[:-1] and story.choice.layout.display == "" and story.end.value == ""
    story.again.click()
    assert story.path == [] and answers.load(LESSON)["story_friend_request"] == {"path": []}


def test_the_path_is_restored(home):
    choose(ms.story("friend_request"), "Leave it unanswered", "Let it rest")
    again = ms.story("friend_request")
    assert taken(again) == ["leave_unanswered", "let_it_rest"]
    assert "6. A folder you rarely open" in again.scene.value
    assert ms.story("online_review").path == []


def test_a_poor_choice_gets_no_tick(home):
    """The line says where one is; a tick beside a harmful choice would praise it."""
    story = ms.story("friend_request")
    choose(story, "Accept it")
    assert "Your path is saved." in story.status.text and story.status.kind == "note"


@pytest.mark.parametrize(
    "kept",
    [
        ["x"], [99], [0, None], "text", {"a": 1}, [True], None, [[0]],
        [{"scene": "request", "choice": "no_such_choice"}],
        [{"scene": "waiting", "choice": "ring_and_explain"}],
        [{"scene": "request", "choice": "decline_kindly"}, {"scene": "friends", "choice": "second_account"}],
        [{"scene": "request", "choice": ["accept"]}],
    ],
)  # fmt: skip
def test_a_saved_path_that_does_not_fit_is_cut_kindly(kept, home):
    answers.save(LESSON, "story_friend_request", {"path": kept})
    story = ms.story("friend_request")
    assert taken(story) in ([], ["decline_kindly"])
    assert "Something went wrong" not in story.status.text
    if story.back.disabled is False:
        story.back.click()


def test_the_short_version_of_the_activity(home):
    story = ms.story("friend_request", "short")
    assert story.short.value is True
    choose(story, "Accept it")
    assert taken(story) == ["accept", "second_account"]
    assert "The short version goes on by itself: Open an account for patients" in story.scene.value
    assert "7. The account for patients" in story.scene.value
    choose(story, "Name the emergency number", "Write it in her record")
    three = ["accept", "second_account", "emergency_and_team"]
    assert taken(story) == [*three, "record_today_tell_ward", "decline_both"]
    assert "● Good ending" in story.end.value
    assert story.end.value.count("The short version chose: ") == 2
    story.back.click()
    assert taken(story) == three
    story.short.value = False
    assert taken(story) == three, "the same path in the whole story"
    choose(story, "Keep a picture of it")
    story.short.value = True
    assert taken(story) == three, "it stops before a scene that the short version does not ask"


def test_large_type_for_a_room(home):
    story = ms.story("friend_request")
    story.large.value = True
    assert "ms-room" in story._dom_classes
    assert [label[:3] for label in story.choice.options] == ["A. ", "B. ", "C. "]
    story.large.value = False
    assert "ms-room" not in story._dom_classes


@every_story
def test_using_it_at_random_raises_nothing(name, caplog, home):
    story = ms.story(name)
    first = story.to_html(), story.sentence()
    for _control in use(story):
        assert "Something went wrong" not in story.status.text
    assert (story.to_html(), story.sentence()) == first
    assert [record for record in caplog.records if record.name == "medsocial"] == []
    assert len(list(descendants(story))) <= 60


@pytest.mark.parametrize("route", model.ROUTES)
@every_story
def test_the_static_form_holds_every_scene_once_and_leads_to_it(name, route):
    form = ms.story(name, route).to_html()
    story = model.find_story(name)
    places = re.findall(r'id="([^"]+)"', form)
    assert len(places) == len(set(places)) == len(model.met(story, route))
    assert set(re.findall(r'href="#([^"]+)"', form)) == set(places[1:])
    told = sum(bool(node.choices) and not node.asked for node in model.met(story, route)) if route == "short" else 0
    assert form.count("Turn to ") == len(model.edges(story, "full")) + told, "what is told can be decided too"
    for forbidden in ("<script", "<input", "<form", "aria-"):
        assert forbidden not in form
    assert form.count("<details") == form.count("</details>")
    assert len(form) < 40_000


def test_unknown_names_are_answered_in_one_sentence():
    with pytest.raises(data.UnknownName, match="The stories are friend_request, online_review"):
        ms.story("friend")
    with pytest.raises(data.UnknownName, match="The routes are full, short"):
        ms.story("friend_request", "long")
    with pytest.raises(data.UnknownName, match="The stories are"):
        ms.plot_story_map("friend")


# ---- map -----------------------------------------------------------------------------------------


@every_story
def test_no_two_boxes_of_the_map_overlap_and_all_lie_inside(name):
    layout = lay_out(model.find_story(name), 5.64)
    boxes = layout.boxes
    assert len(boxes) == len(model.find_story(name).nodes)
    pairs = [(a.node.id, b.node.id) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.overlaps(b)]
    assert pairs == []
    assert all(box.left >= 0 and box.left + box.width <= layout.width + 1e-9 for box in boxes)
    assert boxes[0].overlaps(boxes[0]), "the measure itself can fail"


@every_story
def test_no_arrow_runs_through_a_box(name):
    layout = lay_out(model.find_story(name), 5.64)
    for arrow in layout.arrows:
        ends = {arrow.start.id, arrow.end.id}
        for x, y in arrow.points:
            inside = [
                box.node.id
                for box in layout.boxes
                if box.left < x < box.left + box.width and box.top - 0.01 <= y <= box.top + box.height + 0.01
            ]
            assert set(inside) <= ends, (arrow.start.id, arrow.end.id, inside)


def test_crossings_are_counted():
    a, b, c, d = ("a", 0), ("b", 0), ("c", 1), ("d", 1)
    assert crossings([a, b], [c, d], [(a, d), (b, c)]) == 1
    assert crossings([a, b], [c, d], [(a, c), (b, d)]) == 0
    assert all_crossings([[a, b], [c, d]], [(a, d), (b, c)]) == 1


@every_story
def test_the_map_says_what_it_draws(name):
    chart = ms.plot_story_map(name)
    story = model.find_story(name)
    for n in story.nodes:
        assert (f"{n.number}. {n.heading}: " if n.ending else f"From {n.number}: ") in chart.summary
    assert len(chart.numbers.rows) == len(story.nodes)
    assert chart.to_html() == ms.plot_story_map(name).to_html()
    roles = {row[2] for row in chart.numbers.rows}
    assert roles <= {"the room decides", "told", "left out", "end"} and len(roles) >= 3


def test_the_map_of_the_friend_request_by_hand():
    chart = ms.plot_story_map("friend_request")
    assert "From 1: A to 4, B to 3, C to 2." in chart.summary
    assert "From 13: A B to 15, C to 14." in chart.summary
    assert "14. One door, and it is open: Good ending." in chart.summary
    assert chart.title == "The friend request: at most 6 decisions"
    thick = [a for a in lay_out(model.find_story("friend_request"), 5.64).arrows if a.thick]
    assert ("declined", "saturday") in {(a.start.id, a.end.id) for a in thick}
    assert ("declined", "profile") not in {(a.start.id, a.end.id) for a in thick}


# ---- words ---------------------------------------------------------------------------------------


def english(pieces):
    """Return English words that the pseudo-language left standing, without names."""
    names = {row.name for row in data.rows("countries")}
    for row in data.rows("sources"):
        names |= {row.title, row.publisher}
    named = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    return [word for piece in pieces for word in re.findall(r"\b[A-Za-z]{3,}\b", named.sub(" ", piece))]


@every_story
def test_nothing_stays_in_english(name, home):
    text.use_language(text.PSEUDO)
    story = ms.story(name)
    assert english(visible_words(story.to_html()) + [story.sentence()]) == []
    chart = ms.plot_story_map(name)
    assert english(visible_words(chart.to_html())) == []
    for _control in use(story, 60):
        assert english([w for t in live_texts(story) for w in visible_words(t)]) == []


def test_the_file_is_read_by_people_as_well():
    """Ids are codes in lower case: the pseudo-language leaves them alone."""
    for entry in yaml.safe_load((paths.data_dir() / "stories.yaml").read_text(encoding="utf-8")):
        for one in entry["nodes"]:
            assert re.fullmatch(r"[a-z0-9_]+", one["id"])
