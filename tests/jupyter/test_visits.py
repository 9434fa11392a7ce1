"""Visitors of the live pages: apart, limited, and forgotten at the end."""

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from medsocial.ground import paths
from medsocial.jupyter.apps_server import ForeignHost, lessons
from medsocial.jupyter.visits import Visits

HOUR = 3600.0


def visits(tmp_path, most=3) -> Visits:
    return Visits(tmp_path / "visitors", most, HOUR)


def opened(kept: Visits, name: str | None, process: str, now: float = 0.0) -> str:
    visitor, ticket = kept.enter(name, now)
    kept.opened(ticket, process, now)
    return visitor


def test_each_visitor_gets_a_random_name_and_a_folder_and_keeps_both(tmp_path):
    kept = visits(tmp_path)
    first, second = opened(kept, None, "a"), opened(kept, None, "b")
    assert len({first, second}) == 2 and min(len(first), len(second)) == 32
    assert kept.home(first).is_dir() and kept.home(second).is_dir()
    assert opened(kept, first, "c") == first
    name, ticket = kept.enter(second, 0.0)
    assert kept.home_of(ticket) == kept.home(second) == tmp_path / "visitors" / name


@pytest.mark.parametrize("name", ["chosen", "../outside", "", "0" * 32])
def test_a_name_that_was_not_given_out_opens_no_folder(tmp_path, name):
    kept = visits(tmp_path)
    given = opened(kept, name, "a")
    assert given != name and kept.home(given).parent == tmp_path / "visitors"
    assert [folder.name for folder in tmp_path.rglob("*")] == ["visitors", given]


def test_a_new_visitor_waits_when_all_places_are_taken_and_one_inside_goes_on(tmp_path):
    kept = visits(tmp_path)
    first, second = opened(kept, None, "a"), opened(kept, None, "b")
    assert kept.in_the_way(None) == []
    _third, ticket = kept.enter(None, 0.0)
    assert kept.in_the_way(None) is None, "a page that is about to open has its place"
    assert kept.in_the_way(first) == ["a"] and kept.in_the_way(second) == ["b"]
    kept.give_back(ticket)
    assert kept.in_the_way(None) == []


def test_nobody_takes_more_than_three_places(tmp_path):
    kept = visits(tmp_path, most=20)
    name = opened(kept, None, "a")
    assert kept.in_the_way(name) == []
    opened(kept, name, "b")
    opened(kept, name, "c")
    assert kept.in_the_way(name) == ["a"] and kept.in_the_way(None) == []


def test_pages_that_died_or_went_or_rest_are_closed(tmp_path):
    kept = visits(tmp_path, most=5)
    for process in ("dead", "gone", "resting", "used"):
        opened(kept, None, process)
    here = {"gone": (1, "x"), "resting": (1, "x"), "used": (1, "x")}
    assert kept.unused(here, 10.0) == ["dead"]
    kept.closed("dead", 10.0)
    here["gone"] = (0, "x")
    assert kept.unused(here, 41.0) == []
    assert kept.unused(here, 41.0, full=True) == ["gone"], "others wait for its place"
    assert kept.unused(here, 131.0) == ["gone"]
    kept.closed("gone", 131.0)
    here["used"] = (1, "y")
    assert kept.unused(here, 3609.0) == []
    here["used"] = (1, "z")
    assert kept.unused(here, 3611.0) == ["resting"]


def test_a_page_that_is_still_being_prepared_is_left_in_peace(tmp_path):
    kept = visits(tmp_path)
    opened(kept, None, "a")
    assert kept.unused({"a": (0, "x")}, 100.0, full=True) == []


def test_answers_outlive_a_page_and_go_when_the_visit_has_ended(tmp_path):
    kept = visits(tmp_path)
    first, second = opened(kept, None, "a"), opened(kept, None, "b")
    (kept.home(first) / "01_definitions.json").write_text("{}", encoding="utf-8")
    kept.closed("a", 10.0)
    kept.forget(3609.0)
    assert kept.knows(first) and (kept.home(first) / "01_definitions.json").is_file()
    kept.forget(3611.0)
    assert not kept.knows(first) and not kept.home(first).exists()
    assert kept.knows(second), "a page of this visitor is open"
    assert opened(kept, first, "c", 3612.0) != first


def asked(host: str) -> HTTPServerRequest:
    line = RequestStartLine("GET", "/", "HTTP/1.1")
    return HTTPServerRequest(start_line=line, headers=HTTPHeaders({"Host": host}))


@pytest.mark.parametrize(
    ("address", "names", "host", "served"),
    [
        ("localhost", [], "localhost:8866", True),
        ("localhost", [], "127.0.0.1:8866", True),
        ("localhost", [], "[::1]:8866", True),
        ("localhost", [], "evil.example:8866", False),
        ("localhost", [], "localhost.evil.example", False),
        ("localhost", [], "192.168.1.5:8866", False),
        ("192.168.1.5", [], "192.168.1.5:8866", True),
        ("192.168.1.5", [], "192.168.1.6:8866", False),
        ("0.0.0.0", [], "192.168.1.5:8866", True),
        ("0.0.0.0", [], "evil.example", False),
        ("0.0.0.0", ["Lessons.Hospital.Example"], "lessons.hospital.example", True),
    ],
)
def test_only_this_computer_s_own_names_are_served(address, names, host, served):
    assert (ForeignHost(address, names).match(asked(host)) is None) == served


def test_every_lesson_can_be_opened():
    there = sorted(file.name for file in paths.notebooks_dir().glob("*.ipynb"))
    # Where code is stripped, a page on which one changes the code is of no use.
    assert [name for name, _title in lessons()] == [name for name in there if name != "08_data_lab.ipynb"]
    assert dict(lessons())["07_action_plan.ipynb"] == "Plan your next steps"
