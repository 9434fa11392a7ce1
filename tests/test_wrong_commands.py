"""A hundred wrong command lines, tried in one process: each is one sentence, shows no address, and begins nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from medsocial import cli
from medsocial.ground import files
from medsocial.jupyter import apps, lab
from medsocial.room import command as room
from medsocial.upkeep import build, bundle, run_tests

# Each line stands in the folder of the fixture `beginnings`: an empty folder `empty`, a text `file.txt`, no `nowhere`.
WRONG = [
    # no such command
    ("tset", "There is no command 'tset'. Do you mean test?"),
    ("slide", "Do you mean slides?"),
    ("Slides", "There is no command 'Slides'. Do you mean slides?"),
    ("|", "There is no command ''."),
    ("05", "There is no command '05'."),
    ("notebooks/00_start_here.ipynb", "There is no command"),
    ("start", "There is no command 'start'."),
    ("\udcff", "There is no command"),
    # lab
    ("--port 70000", "“70000” is no port"),
    ("--port -5", "--port"),
    ("--port=-5", "“-5” is no port"),
    ("lab --port 65536", "“65536” is no port"),
    ("lab --port x", "“x” is no port"),
    ("lab --port 8e3", "“8e3” is no port"),
    ("lab --port ²", "“²” is no port"),
    ("lab --port 99999999999", "is no port"),
    ("lab --port", "expected one argument"),
    ("lab --por 9", "“--por” is not understood. Do you mean --port?"),
    ("lab --no-browse", "Do you mean --no-browser?"),
    ("lab 04", "“04” is not understood."),
    ("lab --port 80", "Port 80 needs more rights than you have here."),
    # apps
    ("apps --port 70000", "“70000” is no port"),
    ("apps --port -5", "--port"),
    ("apps --pages 0", "write a whole number from 1 on, not “0”"),
    ("apps --pages two", "not “two”"),
    ("apps --rest 0.5", "not “0.5”"),
    ("apps --rest -1", "--rest"),
    ("apps --address 192.0.2.1", "cannot listen on 192.0.2.1"),
    ("apps --address a..b", "cannot listen on a..b"),
    ("apps --warm", "“--warm” is not understood."),
    ("apps 04", "“04” is not understood."),
    ("apps --port 80", "Port 80 needs more rights than you have here."),
    # pages, questions
    ("pages 04", "“04” is not understood."),
    ("pages --out", "expected one argument"),
    ("pages --out=", "the name of a file or a folder is empty"),
    ("pages --ot x", "Do you mean --out?"),
    ("pages --out file.txt", "The pages cannot be written to"),
    ("pages --out ~nobody_here/x", "whom this computer does not know"),
    ("questions --out=", "the name of a file or a folder is empty"),
    ("questions --out file.txt", "The questions were not written"),
    ("questions all", "“all” is not understood."),
    # site
    ("site --out=", "the name of a file or a folder is empty"),
    ("site --pyodid x", "Do you mean --pyodide?"),
    ("site --pyodide nowhere", "nowhere"),
    # review
    ("review", "Name the role of the reviewer with --role."),
    ("review --role nurse", "There is no role 'nurse'."),
    ("review --role clinician --set 45-minutes", "There is no set '45-minutes'."),
    ("review nowhere", "There is no folder nowhere."),
    ("review nowhere --role clinician", "Give a folder to merge, or a role"),
    ("review --rol clinician", "Do you mean --role?"),
    # slides
    ("slides --minutes 0", "There is no session of 0 minutes."),
    ("slides --minutes -30", "There is no session of -30 minutes."),
    ("slides --minutes 45", "There is no session of 45 minutes."),
    ("slides --minutes sixty", "“sixty” is no whole number"),
    ("slides --minutes 60.0", "“60.0” is no whole number"),
    ("slides --minutes", "expected one argument"),
    ("slides --country ZZ", "There is no country ZZ. The countries are"),
    ("slides --country=", "There is no country"),
    ("slides --minutes 60 --country UK", "There is no country UK."),
    ("slides 99", "There is no lesson 99."),
    ("slides -1", "There is no lesson -1."),
    ("slides |", "There is no lesson"),
    ("slides 05 --minutes 60", "Leave out the lessons, or --minutes."),
    ("slides --minutes 60 --people 0", "--people 0 is no room."),
    ("slides --minutes 60 --people 100000", "--people 100000 is no room."),
    ("slides --minutes 60 --start noon", "noon is no time of day."),
    ("slides --minutes 60 --start 25:00", "25:00 is no time of day."),
    ("slides --minutes 60 --start=", "is no time of day."),
    ("slides --start 14:00", "--start belongs to a session."),
    ("slides --forms", "--forms belongs to a session."),
    ("slides --link http://localhost:8888", "leads to this computer only"),
    ("slides --link=", "is no web address"),
    ("slides --link ftp://example.org", "is no web address"),
    ("slides --format doc", "invalid choice: 'doc'"),
    ("slides --template file.txt", "--template belongs to a PowerPoint file."),
    ("slides 05 --out=", "the name of a file or a folder is empty"),
    ("slides --minuets 60", "Do you mean --minutes?"),
    # room
    ("room --minutes 0", "There is no deck of 0 minutes."),
    ("room --minutes 61", "There is no deck of 61 minutes."),
    ("room --try --minutes 61", "There is no deck of 61 minutes."),
    ("room --lesson 99", "There is no lesson 99."),
    ("room --lesson=", "There is no lesson"),
    ("room --lesson 05 --minutes 60", "give either --minutes or --lesson."),
    ("room --lesson 05 --forms", "--forms belongs to a session."),
    ("room --people 0", "--people 0 is no room."),
    ("room --people 9999", "--people 9999 is no room."),
    ("room --codes -1", "--codes -1 cannot be."),
    ("room --codes 501 --phones", "--codes 501 cannot be."),
    ("room --port 70000 --phones", "“70000” is no port"),
    ("room --port 9000", "--port is for votes by phone."),
    ("room --wifi Ward", "--wifi is for votes by phone."),
    ("room --country ZZ", "There is no country ZZ."),
    ("room --phone", "Do you mean --phones?"),
    # guide
    ("guide --minutes 0", "There is no session of 0 minutes."),
    ("guide --minutes x", "--minutes x is no whole number."),
    ("guide --people 0", "0 people do not fit into one session."),
    ("guide --people 12 --tables 13", "13 tables do not fit 12 people."),
    ("guide --country ZZ", "There is no country ZZ."),
    ("guide --country=", "There is no country"),
    ("guide --start=", "is no time of day."),
    ("guide --start 24:00", "24:00 is no time of day."),
    ("guide --paper a3", "--paper a3 is unknown."),
    ("guide --room cellar", "--room cellar is unknown."),
    ("guide --line privacy", "privacy is no line for the guide."),
    ("guide --line nobody=1", "There is no line called nobody in the guide."),
    ("guide --log nowhere.csv", "nowhere.csv"),
    ("guide 60", "“60” is not understood."),
    # results
    ("results", "folder"),
    ("results |", "the name of a file or a folder is empty"),
    ("results nowhere", "There is no folder nowhere."),
    ("results file.txt", "There is no folder file.txt."),
    ("results empty --attended -3", "cannot be below nought"),
    ("results empty --attended many", "“many” is no whole number"),
    ("results empty --simulate 0", "A simulated class has from 1 to"),
    ("results empty --simulate 99999", "A simulated class has from 1 to"),
    ("results empty other", "“other” is not understood."),
    # check
    ("check nowhere", "there is no folder nowhere"),
    ("check file.txt", "there is no folder file.txt"),
    ("check |", "the name of a file or a folder is empty"),
    ("check --today 2026-13-01", "'2026-13-01' is not a day"),
    ("check --today yesterday", "'yesterday' is not a day"),
    ("check --used=", "--used is empty"),
    ("check --used no_such_fact", "Nothing names 'no_such_fact'."),
    ("check --due --used us_people", "give one of --due, --shares and --used"),
    ("check --dew", "Do you mean --due?"),
    # bundle
    ("bundle", "--for"),
    ("bundle windows", "--for"),
    ("bundle --for amiga", "“amiga” is none of linux, macos, windows"),
    ("bundle --for=", "“” is none of linux, macos, windows"),
    # build
    ("build |", "There is no lesson ''."),
    ("build 99", "There is no lesson '99'."),
    ("build 0 04_dangers.ipynb", "There is no lesson '04_dangers.ipynb'."),
    ("build --chek", "Do you mean --check?"),
    # test
    ("test --bad", "pytest does not understand this: unrecognized arguments: --bad."),
    ("test --tb", "pytest does not understand this: argument --tb: expected one argument."),
]


class Begun(Exception):
    """A wrong command line was taken for a right one."""


@pytest.fixture
def beginnings(tmp_path, monkeypatch, home) -> list[str]:
    """Note whatever a command would begin, and begin nothing."""
    begun = []

    def begins(what):
        def begin(*_args, **_options):
            begun.append(what)
            raise Begun(what)

        return begin

    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    real, bind = files.write, socket.socket.bind
    in_the_way = tmp_path / "file.txt"

    def write(path: Path, *args, **options):
        # What lies in the way of a folder is found only by writing there.
        return real(path, *args, **options) if in_the_way == path.parent.absolute() else begins(f"write {path}")()

    def as_a_visitor(self, address):
        if 0 < address[1] < 1024:
            raise PermissionError(13, "Permission denied")
        bind(self, address)

    monkeypatch.setattr(socket.socket, "bind", as_a_visitor)
    monkeypatch.setattr(files, "write", write)
    monkeypatch.setattr(lab, "_serve", begins("lab"))
    monkeypatch.setattr(apps, "_lay_out", begins("apps"))
    monkeypatch.setattr(room.Room, "run", begins("room"))
    monkeypatch.setattr(bundle, "write", begins("bundle"))
    monkeypatch.setattr(build, "execute", begins("build"))
    monkeypatch.setattr(run_tests, "run", begins("test"))
    return begun


def test_a_wrong_command_line_is_one_sentence_and_begins_nothing(beginnings, capsys):
    assert len(WRONG) >= 100
    wrong = {}
    for line, says in WRONG:
        words = ["" if word == "|" else word for word in line.split()]
        problem = ""
        try:
            code = cli.main(words)
        except SystemExit as stop:
            code = stop.code
        except BaseException as error:   # a traceback is what is looked for
            code, problem = 1, repr(error)
        out, err = capsys.readouterr()
        said = (out + err).strip()
        if problem or beginnings or code not in (1, 2) or says not in said or "Traceback" in said or "usage:" in said:
            wrong[line] = (problem, [*beginnings], code, said[:300])
        sentence = said.partition("The commands are:")[0].strip()
        if "\n" in sentence or re.search(r"https?://(localhost|127|0\.0)[^ ]*:\d+/", said):
            wrong[line] = ("more than a sentence, or an address", code, said[:300])
        beginnings.clear()
    assert wrong == {}


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"]])
def test_the_commands_are_listed(words, capsys):
    assert cli.main(words) == 0
    listed = capsys.readouterr().out
    assert all(f"  {name}" in listed for name in cli.COMMANDS)


@pytest.mark.parametrize("name", sorted(set(cli.COMMANDS) - {"test"}))
def test_every_command_lists_its_options_under_the_name_that_is_typed(name, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: workshop.py {name}")


@pytest.mark.parametrize(("error", "code", "says"), [
    (OSError(28, "Full", "/x/y"), 1, "The command check stopped (Full). Check the place /x/y and the free space"),
    (KeyboardInterrupt(), 130, "Stopped."),
])
def test_what_stops_a_command_is_one_sentence(monkeypatch, capsys, error, code, says):
    def stop(_words):
        raise error

    monkeypatch.setitem(cli.COMMANDS, "check", (stop, ""))
    assert cli.main(["check"]) == code
    out, err = capsys.readouterr()
    assert (out + err).startswith(says) and (out + err).count("\n") == 1


@pytest.mark.parametrize(("words", "system"), [("Windows", "windows"), ("mac", "macos"), ("macOS", "macos"), ("LINUX", "linux")])
def test_a_system_is_known_by_its_usual_names(monkeypatch, tmp_path, words, system):
    asked = []
    monkeypatch.setattr(bundle, "write", lambda name: asked.append(name) or tmp_path)
    assert cli.main(["bundle", "--for", words]) == 0
    assert asked == [system]


def test_a_bundle_in_a_folder_that_cannot_be_written_is_said(monkeypatch, capsys):
    def refuse(_system):
        raise PermissionError(13, "Permission denied", "dist")

    monkeypatch.setattr(bundle, "write", refuse)
    assert cli.main(["bundle", "--for", "linux"]) == 1
    assert capsys.readouterr().out.startswith("The folder cannot be written (Permission denied: dist).")


def test_the_lessons_to_build_are_named_by_number_or_name(monkeypatch, capsys):
    monkeypatch.setattr(build, "build", lambda lessons: [path.stem for path in lessons])
    for word in ("4", "04", "04_dangers"):
        assert cli.main(["build", word]) == 0
        assert capsys.readouterr().out == "Written: 04_dangers.\n"


@pytest.mark.skipif(os.name == "nt", reason="a signal of another kind")
def test_a_build_that_is_stopped_says_so_and_no_more(tmp_path):
    """Ctrl+C reaches the command while Python runs a lesson."""
    slow = f"open({str(tmp_path / 'runs')!r}, 'w'); import time; time.sleep(300)"
    page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(slow)])
    nbformat.write(page, tmp_path / "00_slow.ipynb")
    command = [sys.executable, "-m", "medsocial", "build", "--check"]
    child = subprocess.Popen(
        command, env={**os.environ, "MEDSOCIAL_NOTEBOOKS": str(tmp_path)}, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    try:
        while not (tmp_path / "runs").exists() and child.poll() is None:
            time.sleep(0.05)
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does
        said, _err = child.communicate(timeout=300)
        assert (said, child.returncode) == ("Stopped.\n", 130)
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
