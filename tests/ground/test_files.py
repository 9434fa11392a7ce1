"""Files are written whole or not at all, private where they are the reader's own, and nowhere in another way."""

import ast
import errno
import os
import subprocess
import sys

import pytest

from medsocial.ground import files, paths

POSIX = pytest.mark.skipif(os.name == "nt", reason="rights of another kind")


def rights(path):
    """Return who may do what with a file or a folder."""
    return oct(path.stat().st_mode & 0o777)


def full(*_args):
    """Do what a full disk does when a file is flushed."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("content, held", [("é\n", b"\xc3\xa9\n"), (b"\r\n\xff", b"\r\n\xff"), ("a\r\nb \ud83d", b"a\r\nb ?")])
def test_a_file_holds_what_was_written_and_nothing_else_lies_there(tmp_path, content, held):
    path = files.write(tmp_path / "one" / "two" / "file.txt", content)
    assert path.read_bytes() == held
    files.write(path, content)
    assert [each.name for each in path.parent.iterdir()] == ["file.txt"]


@POSIX
def test_private_files_are_the_owners_and_others_have_ordinary_rights(tmp_path):
    before = os.umask(0o022)
    try:
        own, public = (files.write(tmp_path / name / "f", "x", private=name == "own") for name in ("own", "public"))
    finally:
        os.umask(before)
    assert [rights(own), rights(own.parent)] == ["0o600", "0o700"]
    assert [rights(public), rights(public.parent)] == ["0o644", "0o755"]
    public.chmod(0o600)
    assert rights(files.write(public, "y")) in ("0o644", "0o664"), "what is made to be handed on can be"


@POSIX
def test_an_open_folder_of_ours_is_closed_and_another_one_is_left(tmp_path):
    for name, after in (("my_workshop", "0o700"), ("Documents", "0o755")):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o755)
        assert rights(files.write(tmp_path / name / "f", "x", private=True).parent) == after


@pytest.mark.parametrize("when", ["flush", "replace"])
def test_on_a_full_disk_the_old_file_stays_alone(tmp_path, monkeypatch, when):
    path = files.write(tmp_path / "page.html", "old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync" if when == "flush" else "replace", full)
        with pytest.raises(OSError, match="No space left"):
            files.write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@POSIX
def test_a_write_that_the_system_cuts_off_leaves_the_old_file(tmp_path):
    path = files.write(tmp_path / "page.html", "old")
    script = (
        "import resource, signal, sys, pathlib; from medsocial.ground import files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: files.write(pathlib.Path(sys.argv[1]), 'x' * 100_000)\n"
        "except OSError as error: print(error.errno)"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=False)
    assert int(done.stdout) == errno.EFBIG, done.stderr
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("refusals, written", [(1, True), (3, True), (99, False)])
def test_a_rename_that_is_blocked_is_tried_again(tmp_path, monkeypatch, refusals, written):
    """A virus scanner looks into the old file for a moment; Windows then refuses to replace it."""
    path = files.write(tmp_path / "f", "old")
    real, asked = os.replace, []

    def replace(*names):
        asked.append(names)
        if len(asked) <= refusals:
            raise PermissionError(errno.EACCES, "blocked")
        real(*names)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(files.time, "sleep", lambda _seconds: None)
    if written:
        files.write(path, "new")
        assert len(asked) == refusals + 1
    else:
        with pytest.raises(PermissionError):
            files.write(path, "new")
    assert path.read_text() == ("new" if written else "old")
    assert list(tmp_path.iterdir()) == [path]


@POSIX
def test_a_link_is_replaced_and_never_followed(tmp_path):
    (tmp_path / "target").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    files.write(tmp_path / "link", "new")
    assert (tmp_path / "target").read_text() == "mine"
    assert not (tmp_path / "link").is_symlink()


def test_a_disk_that_cannot_be_told_to_write_through_is_written_to(tmp_path, monkeypatch):
    def refuse(_handle):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", refuse)
    assert files.write(tmp_path / "f", "x").read_text() == "x"


def test_what_a_killed_save_left_goes_with_a_later_one(tmp_path):
    old, fresh, other = (tmp_path / name for name in (".abc.part", ".def.part", "mine.part"))
    for path in (old, fresh, other):
        path.write_text("answers")
    for path in (old, other):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    files.write(tmp_path / "f", "x", private=True)
    assert {path.name for path in tmp_path.iterdir()} == {"f", ".def.part", "mine.part"}


# What is written in another way, and why that is right: into a folder that is thrown away or appears when it is whole, or
# before anything of the workshop is there.
ELSEWHERE = {
    # The site: into a folder that takes the old one's place when it is whole.
    "exports/site/door.py": 1,
    "exports/site/lite.py": 3,
    "exports/site/pictures.py": 1,
    "exports/site/runtime.py": 1,
    "exports/site/serving.py": 3,
    "exports/site/wheels.py": 1,
    "jupyter/front_end.py": 1,  # laid out anew for each start
    "room/keep.py": 1,  # the open vote: a line is added for each ballot
    "upkeep/bundle.py": 2,  # into a folder that appears when it is whole
    "upkeep/environment.py": 7,  # the environment: without its stamp it is made again
    "upkeep/only_one.py": 1,  # a lock
    "ground/files.py": 1,
}


def writers(path):
    """Return the calls of a file that write a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        mode = [a.value for a in [*node.args, *(k.value for k in node.keywords)] if isinstance(a, ast.Constant)]
        opens = name in ("open", "fdopen") and any(isinstance(m, str) and m[:1] in tuple("wax") and len(m) < 4 for m in mode)
        if name in ("write_text", "write_bytes", "mkstemp", "copyfile") or opens:
            yield ast.unparse(node)


def test_nothing_is_written_in_another_way():
    found = {path.relative_to(paths.PACKAGE).as_posix(): len(list(writers(path))) for path in paths.PACKAGE.rglob("*.py")}
    assert {name: count for name, count in found.items() if count} == ELSEWHERE
