"""Answers survive killed processes, two pages at once, full disks and damaged files."""

import dataclasses
import errno
import html
import json
import os
import subprocess
import sys

import pytest
from common import choose

import medsocial as ms
from medsocial.ground import files
from medsocial.store import answers, copies, data

LESSON = "01_definitions"


def start(script: str) -> subprocess.Popen:
    """Start another Python that shares the answers folder."""
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_answers_come_back_as_they_were_saved(home):
    state = {"choices": [1, 0, -1], "own_words": "Größe, 漢字 and “quotes”", "deep": {"a": None, "b": True}}
    assert answers.save(LESSON, "quiz_one", state) == "Saved on this computer."
    assert answers.load(LESSON) == {"quiz_one": state}
    assert answers.load("00_start_here") == {}


def test_one_activity_keeps_the_others():
    answers.save(LESSON, "one", {"n": 1})
    answers.save(LESSON, "two", {"n": 2})
    answers.save(LESSON, "one", {"n": 3})
    assert answers.load(LESSON) == {"one": {"n": 3}, "two": {"n": 2}}
    answers.save(LESSON, "one", None)
    assert answers.load(LESSON) == {"two": {"n": 2}}


def test_the_file_can_be_read_by_a_person(home):
    answers.save(LESSON, "one", {"words": "Grüße"})
    text = answers.lesson_file(LESSON).read_text(encoding="utf-8")
    assert "Grüße" in text
    assert len(text.splitlines()) > 4
    assert [path.name for path in home.iterdir() if not path.name.startswith(".")] == ["01_definitions.json"]


def test_reading_makes_no_folder(home):
    assert answers.load(LESSON) == {}
    assert answers.all_lessons() == {}
    assert not home.exists()


def test_a_killed_kernel_loses_nothing_that_was_saved():
    script = (
        "from medsocial.store import answers\n"
        f"for n in range(10_000): answers.save({LESSON!r}, f'a{{n}}', {{'n': n}}); print(n, flush=True)"
    )
    child = start(script)
    reached = 0
    for line in child.stdout:
        reached = int(line)
        if reached >= 25:
            break
    child.kill()
    child.wait()
    kept = answers.load(LESSON)
    assert all(kept[f"a{n}"] == {"n": n} for n in range(reached + 1))
    # The next page can go on at once: the dead one holds no lock.
    assert answers.save(LESSON, "next", {"n": 1}) == "Saved on this computer."
    assert len(answers.load(LESSON)) == len(kept) + 1


# On a slow machine one of two pages may be told to answer again; it does, as its reader would.
SAVED = """
import sys
from medsocial.store import answers

def saved(key, value):
    while True:
        try:
            return answers.save(LESSON, key, value)
        except answers.NotSaved:
            pass
""".replace("LESSON", repr(LESSON))


def test_two_pages_writing_at_once_lose_nothing():
    script = SAVED + "for n in range(200): saved(f'{sys.argv[1]}{n}', {'n': n})"
    children = [subprocess.Popen([sys.executable, "-c", script, name], stderr=subprocess.PIPE, text=True) for name in "ab"]
    for child in children:
        _out, said = child.communicate(timeout=600)
        assert child.returncode == 0, said
    kept = answers.load(LESSON)
    assert set(kept) == {f"{name}{n}" for name in "ab" for n in range(200)}


def test_two_pages_writing_the_same_answer_leave_a_whole_file():
    script = SAVED + "for n in range(50): saved('same', {'who': sys.argv[1], 'n': n})"
    children = [subprocess.Popen([sys.executable, "-c", script, name], stderr=subprocess.PIPE, text=True) for name in "ab"]
    assert [child.wait(timeout=600) for child in children] == [0, 0]
    assert answers.load(LESSON)["same"]["n"] == 49


def test_a_page_that_holds_the_file_too_long_is_said(monkeypatch, home):
    import filelock

    answers.save(LESSON, "one", {"n": 1})
    monkeypatch.setattr(files, "LOCK_SECONDS", 0.1)
    with (
        filelock.FileLock(next(home.glob(".*.lock"))),
        pytest.raises(answers.NotSaved, match="another page"),
    ):
        answers.save(LESSON, "one", {"n": 2})
    assert answers.load(LESSON) == {"one": {"n": 1}}


def full(*_args):
    """Do what a full disk does when the file is flushed."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_keeps_the_old_answers_and_says_so(monkeypatch, home):
    answers.save(LESSON, "one", {"n": 1})
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(answers.NotSaved, match="No space left") as stopped:
            answers.save(LESSON, "one", {"n": 2})
    assert str(home) in str(stopped.value)
    assert "\n" not in str(stopped.value)
    assert answers.load(LESSON) == {"one": {"n": 1}}
    assert not list(home.glob("*.part")) + list(home.glob(".*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="this limit does not exist on Windows")
def test_a_write_that_the_system_refuses_keeps_the_old_answers():
    script = (
        "import resource, signal; from medsocial.store import answers\n"
        f"answers.save({LESSON!r}, 'one', {{'n': 1}})\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        f"try: answers.save({LESSON!r}, 'one', {{'n': 'x' * 100_000}})\n"
        "except answers.NotSaved as error: print(error)"
    )
    said, trouble = start(script).communicate(timeout=600)
    assert said.startswith("Not saved ("), trouble
    assert answers.load(LESSON) == {"one": {"n": 1}}


def test_a_full_disk_leaves_the_answer_on_the_page(monkeypatch):
    activity = ms.choose_path()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        activity.choice.index = 1
    assert activity.status.kind == "warning"
    assert "No space left" in activity.status.text
    assert activity.choice.index == 1
    assert activity.advice.value
    choose(activity.choice, "I answer for a hospital")
    assert ms.choose_path().choice.index == 2


def test_a_folder_that_cannot_be_made_is_said(home, monkeypatch):
    home.parent.joinpath("file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("MEDSOCIAL_HOME", str(home.parent / "file" / "answers"))
    with pytest.raises(answers.NotSaved, match="Not saved"):
        answers.save(LESSON, "one", {"n": 1})
    with pytest.raises(answers.NotSaved, match="Not exported"):
        answers.export()


DAMAGED = {
    "half a file": b'{"format": 1, "answers": {"one',
    "no file": b"",
    "noise": bytes(range(256)),
    "a list": b"[1, 2]",
    "no answers": b'{"format": 1}',
    "answers of the wrong kind": b'{"format": 1, "answers": [1]}',
    "an edition that never was": b'{"format": "99", "answers": {}}',
    "null": b"null",
    "deep": b'{"format": 2, "answers": {"one": ' + b"[" * 10_000 + b"]" * 10_000 + b"}}",
    "not quite so deep": b'{"format": 2, "answers": {"one": ' + b"[" * 60 + b"]" * 60 + b"}}",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_set_aside_and_never_overwritten(content, home):
    home.mkdir()
    answers.lesson_file(LESSON).write_bytes(content)
    told = []
    assert answers.save(LESSON, "one", {"n": 1}, told=told.append) == "Saved on this computer."
    assert told == ["An older answers file was damaged; it was kept as 01_definitions.damaged-1.json."]
    assert (home / "01_definitions.damaged-1.json").read_bytes() == content
    assert answers.load(LESSON) == {"one": {"n": 1}}
    answers.lesson_file(LESSON).write_bytes(content + b" ")
    assert answers.load(LESSON) == {}
    assert (home / "01_definitions.damaged-1.json").read_bytes() == content
    assert (home / "01_definitions.damaged-2.json").read_bytes() == content + b" "


def test_a_file_of_a_later_edition_is_neither_read_nor_touched(home):
    later = b'{"format": 99, "answers": {"one": {"n": 1}}}'
    home.mkdir()
    answers.lesson_file("00_start_here").write_bytes(later)
    told = []
    assert answers.load("00_start_here", told.append) == {}
    assert told[0].startswith("00_start_here.json was written by a later edition of the workshop. It stays as it is.")
    page = ms.choose_path()
    page.choice.index = 1
    assert page.status.text.startswith("Not saved. 00_start_here.json was written by a later edition")
    assert page.status.kind == "warning"
    assert ms.continue_workshop().line.value
    assert [path.name for path in home.glob("*.json")] == ["00_start_here.json"]
    assert answers.lesson_file("00_start_here").read_bytes() == later


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_file_that_an_editor_saved_is_read(home, code):
    answers.save(LESSON, "one", {"words": "Grüße"})
    path = answers.lesson_file(LESSON)
    mark = "\ufeff" if code == "utf-16-be" else ""
    path.write_bytes((mark + path.read_text(encoding="utf-8")).encode(code))
    assert answers.load(LESSON) == {"one": {"words": "Grüße"}}
    assert answers.last_stop() == (LESSON, "")
    answers.save(LESSON, "two", {"n": 2})
    assert answers.load(LESSON) == {"one": {"words": "Grüße"}, "two": {"n": 2}}


def test_half_a_pair_of_characters_is_saved_and_shown_as_a_sign(home):
    answers.save(LESSON, "one", {"own_words": "half \ud83d and whole \U0001f600"})
    assert "half \\ud83d and whole \U0001f600" in answers.lesson_file(LESSON).read_text(encoding="utf-8")
    assert answers.load(LESSON) == {"one": {"own_words": "half \ufffd and whole \U0001f600"}}
    assert answers.export(with_own_words=True).is_file()


def test_a_folder_without_locks_saves_and_warns_once(monkeypatch, home):
    """As on some network homes, where the system refuses every lock."""
    import filelock

    class NoLocks(filelock.FileLock):
        def _acquire(self):
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(filelock, "FileLock", NoLocks)
    page = ms.choose_path()
    page.choice.index = 1
    assert page.status.text == (
        "Saved on this computer. This folder cannot be locked, as on some network drives: "
        "keep each lesson open in one window only."
    )
    assert page.status.kind == "warning"
    page.choice.index = 2
    assert page.status.text == "Saved on this computer."
    assert ms.choose_path().choice.index == 2


SECOND = {
    "Dropbox": "01_definitions (Ines's conflicted copy 2026-11-29).json",
    "Dropbox, in German": "01_definitions (In Konflikt stehende Kopie von WARD 2026-11-29).json",
    "OneDrive": "01_definitions-WARD-PC7.json",
    "Syncthing": "01_definitions.sync-conflict-20261129-113000-ABCDEFG.json",
    "Google Drive": "01_definitions (1).json",
    "Nextcloud": "01_definitions (conflicted copy 2026-11-29 113000).json",
    "ownCloud": "01_definitions_conflict-20261129-113000.json",
    "iCloud": "01_definitions 2.json",
    "by hand": "01_definitions - Copy.json",
}


@pytest.mark.parametrize("name", SECOND.values(), ids=SECOND)
def test_a_second_copy_is_seen_named_and_brought_in(home, name):
    answers.save(LESSON, "footprint_audit", {"n": 1})
    answers.lesson_file(LESSON).rename(home / name)
    (home / "01_definitions.damaged-1.json").write_text("{", encoding="utf-8")
    assert [path.name for path in copies.found()] == [name]
    for said in (ms.check_footprint().status.text, html.unescape(ms.continue_workshop().line.value)):
        assert f"A second copy of your answers lies in your folder: {name}." in said
    page = ms.manage_answers()
    assert page.second.layout.display == ""
    page.bring_in.click()
    assert page.status.text == "1 answer was brought in. Run the page again to see them."
    assert page.second.layout.display == "none"
    assert answers.load(LESSON) == {"footprint_audit": {"n": 1}}
    assert (home / "01_definitions.brought_in-1.json").is_file() and not (home / name).exists()
    assert copies.found() == [] and ms.manage_answers().second.layout.display == "none"


def test_where_both_answer_the_lessons_own_file_stays_and_the_copy_is_kept(home):
    answers.save(LESSON, "one", {"n": "old"})
    answers.save(LESSON, "two", {"n": 2})
    copy = answers.lesson_file(LESSON).rename(home / SECOND["OneDrive"]).read_bytes()
    answers.save(LESSON, "one", {"n": "new"})
    page = ms.manage_answers()
    page.bring_in.click()
    assert answers.load(LESSON) == {"one": {"n": "new"}, "two": {"n": 2}}
    assert "1 answer was brought in. 1 is answered in both; the one in the lesson's file stays" in page.status.text
    assert (home / "01_definitions.brought_in-1.json").read_bytes() == copy


def test_a_second_copy_that_cannot_be_read_is_named_and_stays(home):
    home.mkdir()
    (home / "01_definitions (1).json").write_bytes(b"{half")
    page = ms.manage_answers()
    page.bring_in.click()
    assert "01_definitions (1).json cannot be read and stays as it is." in page.status.text
    assert page.status.kind == "warning"
    assert (home / "01_definitions (1).json").read_bytes() == b"{half"
    assert answers.delete_all() == 1


def test_damaged_answers_do_not_stop_a_page(home):
    home.mkdir()
    answers.lesson_file("00_start_here").write_bytes(b'{"format": 1, "ans')
    assert ms.choose_path().choice.index == -1
    answers.save("00_start_here", "choose_path", {"path": 17})
    assert ms.choose_path().choice.index == -1


OLD = [
    {"index": "x"},
    {"index": 99},
    {"index": None},
    {"answers": 3},
    {"answers": {"real_event": "x"}},
    [1],
    "text",
]


@pytest.mark.parametrize("state", OLD, ids=str)
def test_answers_of_another_edition_do_not_stop_a_page(state):
    for lesson, key in [("00_start_here", "guess_recognisable"), ("00_start_here", "quiz_start_check")]:
        answers.save(lesson, key, state)
    answers.save("01_definitions", "footprint_audit", state)
    assert ms.guess("recognisable").choice.index == -1
    assert ms.quiz("start_check").to_html()
    assert ms.check_footprint().finds == []


def test_export_leaves_own_words_out_unless_asked():
    answers.save(LESSON, "one", {"n": 1, "own_words": "mine", "items": [{"own_words": "also mine", "code": "x"}]})
    exported = answers.export().read_text(encoding="utf-8")
    assert "mine" not in exported
    assert json.loads(exported)["lessons"] == {LESSON: {"one": {"n": 1, "items": [{"code": "x"}]}}}
    assert "also mine" in answers.export(with_own_words=True).read_text(encoding="utf-8")


def test_the_box_decides_what_the_button_exports(home):
    answers.save(LESSON, "one", {"own_words": "mine"})
    activity = ms.manage_answers()
    activity.export.click()
    (exported,) = home.glob("export_*.json")
    assert "mine" not in exported.read_text(encoding="utf-8")
    assert str(exported.parent) in activity.file.where and exported.name in activity.file.where
    exported.unlink()
    activity.own_words.value = True
    activity.export.click()
    (exported,) = home.glob("export_*.json")
    assert "mine" in exported.read_text(encoding="utf-8")


def test_delete_removes_everything(home):
    answers.save(LESSON, "one", {"n": 1})
    answers.save("00_start_here", "two", {"n": 1})
    answers.export()
    (home / "01_definitions.damaged-1.json").write_text("{", encoding="utf-8")
    # What a computer that stopped in the middle of saving leaves behind holds answers too.
    (home / ".abc123.part").write_text('{"answers": {}}', encoding="utf-8")
    ms.check_footprint().to_print.click()
    assert answers.delete_all() >= 5
    assert list(home.iterdir()) == []
    assert answers.all_lessons() == {}


def test_delete_asks_first(home):
    answers.save(LESSON, "one", {"n": 1})
    activity = ms.manage_answers()
    activity.delete.click()
    assert activity.question.layout.display == ""
    assert answers.load(LESSON)
    activity.keep.click()
    assert activity.question.layout.display == "none"
    assert answers.load(LESSON)
    activity.delete.click()
    activity.confirm.click()
    assert answers.load(LESSON) == {}
    assert activity.status.kind == "good"


def test_delete_leaves_a_persons_other_files(home):
    home.mkdir()
    (home / "notes.txt").write_text("mine", encoding="utf-8")
    (home / "thesis.json").write_text("{}", encoding="utf-8")
    answers.save(LESSON, "one", {"n": 1})
    answers.delete_all()
    assert sorted(path.name for path in home.iterdir()) == ["notes.txt", "thesis.json"]


def test_the_last_stop_is_the_newest_answer():
    assert answers.last_stop() is None
    answers.save(LESSON, "one", {"n": 1}, title="Audit your footprint")
    assert answers.last_stop() == (LESSON, "Audit your footprint")
    os.utime(answers.lesson_file(LESSON), (1, 1))
    answers.save("00_start_here", "two", {"n": 1}, title="Choose your path")
    assert answers.last_stop() == ("00_start_here", "Choose your path")
    assert "Choose your path" in ms.continue_workshop().line.value


def test_the_audit_stores_codes_only(home):
    audit = ms.check_footprint()
    next(iter(audit.searches.values())).value = True
    choose(audit.risk, "High: it could harm someone")
    audit.add.click()
    stored = answers.load(LESSON)["footprint_audit"]
    words = [value for find in stored["finds"] for value in find.values() if isinstance(value, str)]
    assert words and all(" " not in word and word == word.lower() for word in words + stored["searches"])
    again = ms.check_footprint()
    assert again.finds == audit.finds
    assert len(again.finds) == 1


def test_a_damaged_file_is_told_when_the_page_opens(home):
    home.mkdir(parents=True, exist_ok=True)
    (home / f"{LESSON}.json").write_text("{half", encoding="utf-8")
    opened = ms.check_footprint()
    assert opened.status.text == "An older answers file was damaged; it was kept as 01_definitions.damaged-1.json."
    assert opened.status.kind == "warning"


def test_the_check_of_the_installation_leaves_the_place_where_you_stopped(home):
    choose(ms.choose_path().choice, "I will run this workshop")
    stopped = answers.last_stop()
    check = ms.check_installation()
    check.start.click()
    assert "Answers can be saved in" in check.found.value
    assert answers.last_stop() == stopped and stopped[1] == "Choose your path"
    assert [path.name for path in home.glob("*.json")] == ["00_start_here.json"]


def test_with_every_lesson_published_the_next_one_is_named(monkeypatch):
    lessons = data.rows("lessons")
    published = type(lessons)(dataclasses.replace(row, status="published") for row in lessons)
    rows = data.rows
    monkeypatch.setattr(data, "rows", lambda name: published if name == "lessons" else rows(name))
    names = [row.lesson for row in published]
    assert names[-2:] == ["07_action_plan", "08_data_lab"]
    # The series ends with lesson 07; nothing follows a lab.
    for name, after in zip(names, [*names[1:-1], None, None], strict=True):
        answers.save(name, "one", {"n": 1}, title="A quiz")
        os.utime(answers.lesson_file(name), (2_000_000_000 + names.index(name),) * 2)
        said = ms.continue_workshop().line.value
        assert f"in lesson {data.row('lessons', name).number}." in said
        assert ("Next: " in said) is (after is not None)
        assert after is None or f'href="{after}.ipynb"' in said


def test_an_emptied_choice_is_no_answer():
    for activity in (ms.choose_path(), ms.guess("recognisable")):
        activity.choice.index = 1
        before = answers.all_lessons()
        activity.choice.index = -1
        assert answers.all_lessons() == before


def test_a_title_is_escaped():
    from medsocial.activities.parts.base import Activity

    class Titled(Activity):
        def to_html(self):
            return ""

        def sentence(self):
            return self.title

    made = Titled("Q & A <1>")
    made.lay_out()
    assert "Q &amp; A &lt;1&gt;" in made.children[0].value
    assert "Q &amp; A &lt;1&gt;" in made._repr_mimebundle_()["text/html"]


def test_a_copy_comes_back_and_leaves_what_it_does_not_answer(home):
    answers.save("04_dangers", "plan", {"picked": ["a"], "own_words": "We met on the ward."})
    answers.save("05_patients_and_boundaries", "story", {"path": ["x"]})
    copy = answers.export(with_own_words=True).read_bytes()
    answers.save("04_dangers", "plan", {"picked": ["b"]})
    answers.save("04_dangers", "later", {"kept": True})
    known = ["04_dangers", "05_patients_and_boundaries"]
    assert answers.bring_in(copy, known) == 2
    assert answers.load("04_dangers") == {"plan": {"picked": ["a"], "own_words": "We met on the ward."}, "later": {"kept": True}}
    # One lesson's own file, as it lies in the folder of the workshop elsewhere.
    one = answers.lesson_file("05_patients_and_boundaries").read_bytes()
    answers.delete_all()
    assert answers.bring_in(one, known) == 1
    assert answers.load("05_patients_and_boundaries") == {"story": {"path": ["x"]}}


NO_COPIES = (
    *(b"", b"\xff", b"[]", b'{"format": 2}', b'{"format": 9, "lessons": {}}'),
    *(b'{"format": 2, "lessons": []}', b'{"format": 2, "lessons": {"04_dangers": {"plan": 3}}}'),
)


@pytest.mark.parametrize("content", NO_COPIES)
def test_what_is_no_copy_is_refused_and_changes_nothing(home, content):
    answers.save("04_dangers", "plan", {"picked": ["a"]})
    with pytest.raises(answers.NoCopy, match="This is no copy of answers"):
        answers.bring_in(content, ["04_dangers"])
    assert answers.load("04_dangers") == {"plan": {"picked": ["a"]}}


def test_a_copy_that_names_a_file_elsewhere_writes_nothing_there(home):
    copy = json.dumps({"format": 2, "lessons": {"../evil": {"plan": {}}, "04_dangers": {}}}).encode()
    assert answers.bring_in(copy, ["04_dangers"]) == 0
    assert not home.parent.joinpath("evil.json").exists()
