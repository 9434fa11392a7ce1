"""The front door: environments made, kept and repaired by the real pip, from a folder of tiny wheels."""

import ast
import hashlib
import http.server
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import time
import tomllib
import zipfile
from pathlib import Path

import certifi
import pytest

from medsocial.ground import browser
from medsocial.jupyter import front_end
from medsocial.upkeep import bundle, environment

ROOT = Path(__file__).resolve().parents[2]
DOOR = ROOT / "workshop.py"
DEAD = "http://127.0.0.1:9"  # nothing answers there

TINY_PYPROJECT = """\
[build-system]
requires = []
build-backend = "tiny_backend"
backend-path = ["."]
[project]
name = "medsocial"
version = "0.1.0"
"""
TINY_BACKEND = """\
import os, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "medsocial-0.1.0-py3-none-any.whl"
    info = "medsocial-0.1.0.dist-info/"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("medsocial.pth", os.path.dirname(os.path.abspath(__file__)))
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: medsocial\\nVersion: 0.1.0\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "RECORD", "")
    return name
"""
TINY_CLI = """\
COMMANDS = dict.fromkeys(("hello", "wait", "fail", "lab", "test"))
def main(words):
    print("no command", *words)
    return 2
"""
TINY_MAIN = """\
import os, sys, time
import tinyone
try:
    print("ran", *sys.argv[1:], *map(os.environ.get, ("MEDSOCIAL_HOME", "MEDSOCIAL_BROWSER")), flush=True)
    if sys.argv[1] == "wait":
        time.sleep(300)
except KeyboardInterrupt:
    sys.exit(7)
sys.exit(3 if sys.argv[1] == "fail" else 0)
"""


def tiny_wheel(folder: Path, name: str) -> str:
    """Write a wheel with one module; return its line in a lock."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info/"
    files = {
        f"{name}.py": "answer = 42\n",
        info + "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        info + "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[info + "RECORD"] = "".join(f"{key},,{len(text)}\n" for key, text in files.items()) + f"{info}RECORD,,\n"
    with zipfile.ZipFile(path, "w") as wheel:
        for key, text in files.items():
            wheel.writestr(key, text)
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def tiny_project(folder: Path, index: Path) -> Path:
    """Lay out a small workshop whose packages lie in wheels/."""
    shutil.copytree(index, folder / "wheels", ignore=shutil.ignore_patterns("*.lock"))
    for name in ("requirements.lock", "requirements-test.lock"):
        shutil.copy(index / name, folder)
    shutil.copy(DOOR, folder)
    for name in ("ground/__init__.py", "ground/browser.py", "upkeep/__init__.py", "upkeep/environment.py",
                 "upkeep/pip_reports.py", "upkeep/pip_runs.py", "upkeep/soundness.py", "upkeep/only_one.py"):
        target = folder / "medsocial" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "medsocial" / name, target)
    (folder / "pyproject.toml").write_text(TINY_PYPROJECT)
    (folder / "tiny_backend.py").write_text(TINY_BACKEND)
    (folder / "medsocial" / "__init__.py").write_text("")
    (folder / "medsocial" / "__main__.py").write_text(TINY_MAIN)
    (folder / "medsocial" / "cli.py").write_text(TINY_CLI)
    return folder


def surroundings(project: Path, **more: str) -> dict[str, str]:
    """Variables with which no program reaches a network and nothing of this machine's pip is used."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "MEDSOCIAL_"))}
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        kept[name] = kept[name.upper()] = DEAD
    kept.pop("no_proxy", None)
    kept.pop("NO_PROXY", None)
    data = str(project.parent / "user data")
    return kept | {"XDG_DATA_HOME": data, "LOCALAPPDATA": data, "PIP_INDEX_URL": DEAD + "/simple",
                   "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"} | more


def start(project: Path, *words: str, **more: str) -> subprocess.CompletedProcess:
    """Run the front door as a person would."""
    return run([str(project / "workshop.py"), *words], project, more)


def run(command: list[str], project: Path, more: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, *command], cwd=project.parent, capture_output=True, text=True,
                          encoding="utf-8", env=surroundings(project, **more), timeout=600)


def patched(project: Path, change: str, *words: str, **more: str) -> subprocess.CompletedProcess:
    """Run the front door with one thing about the machine changed."""
    code = (f"import runpy, sys; sys.path.insert(0, {str(project)!r})\n"
            f"from medsocial.ground import browser\nfrom medsocial.upkeep import environment\n"
            f"{change}\n"
            f"sys.argv = ['workshop.py', *{list(words)!r}]\n"
            f"runpy.run_path({str(project / 'workshop.py')!r}, run_name='__main__')\n")
    return run(["-c", code], project, more)


def one_sentence(done: subprocess.CompletedProcess) -> str:
    """Return what a failed start says; it is one line and no traceback."""
    assert done.returncode == 1
    said = done.stderr.strip()
    assert "Traceback" not in done.stdout + said
    assert "\n" not in said
    return said


def program(path: Path, script: str = "") -> Path:
    """Write a small program that can be run."""
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    return path


def snapshot(folder: Path) -> dict[str, int]:
    """Return when each file was last written; what Python caches on import does not count."""
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")
            if "__pycache__" not in path.parts and path.name != "__pycache__"}


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    """A folder with two tiny wheels and the two locks that ask for them."""
    folder = tmp_path_factory.mktemp("index")
    learner = tiny_wheel(folder, "tinyone")
    (folder / "requirements.lock").write_text(learner)
    (folder / "requirements-test.lock").write_text(learner + tiny_wheel(folder, "tinytwo"))
    return folder


@pytest.fixture(scope="module")
def installed(tmp_path_factory, index) -> Path:
    """A small workshop in a path with a space and an accent, installed with the network cut."""
    project = tiny_project(tmp_path_factory.mktemp("door") / "café test", index)
    done = start(project, "hello", "you")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ran hello you" in done.stdout
    assert "without the network" in done.stdout
    return project


@pytest.fixture
def copied(installed, tmp_path) -> Path:
    """A copy of the small workshop: its environment is sound, the workshop in it is that of the first."""
    return shutil.copytree(installed, tmp_path / "copied", symlinks=True)


# ---- the text of the front door

def test_it_parses_on_python_3_6_and_needs_only_the_standard_library():
    ast.parse(DOOR.read_text(encoding="utf-8"), feature_version=(3, 6))
    # Without site-packages (-S) and without the current folder (-I), as on a fresh machine.
    code = "import sys, runpy; sys.argv[1:] = ['--help']; runpy.run_path(sys.argv[0], run_name='__main__')"
    code = code.replace("sys.argv[0]", repr(str(DOOR)))
    ours = "from medsocial.ground import browser; from medsocial.upkeep import environment"
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {ours}; {code}"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "python3 workshop.py test" in done.stdout


def test_on_python_2_it_says_which_to_take():
    text = DOOR.read_text(encoding="ascii")
    for node in ast.walk(ast.parse(text)):
        assert not isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.Nonlocal | ast.Starred)
        assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print" and node.keywords)
        assert not (isinstance(node, ast.FunctionDef) and (node.args.kwonlyargs or node.returns))
    old = f"import sys, runpy; sys.version_info = (2, 7, 18); runpy.run_path({str(DOOR)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True)
    said = one_sentence(done)
    assert said.startswith("This is Python 2.7, which is too old for the workshop; start it with 'python3 workshop.py'")


# ---- starts

def test_a_slip_of_the_pen_installs_nothing(tmp_path, index):
    project = tiny_project(tmp_path / "fresh", index)
    done = start(project, "helo")
    assert (done.returncode, done.stdout) == (2, "no command helo\n")
    assert not (project / ".venv").exists()


def test_a_second_start_does_nothing_and_is_quick(installed):
    before = snapshot(installed / ".venv")
    (installed / "wheels").rename(installed / "away")  # not even the wheels are needed
    try:
        began = os.times()
        done = start(installed, "hello")
        ended = os.times()
    finally:
        (installed / "away").rename(installed / "wheels")
    assert done.returncode == 0
    assert done.stdout.startswith("ran hello")
    assert snapshot(installed / ".venv") == before
    # Processor time of the children: the clock on the wall would measure what else the machine does.
    assert ended.children_user + ended.children_system - began.children_user - began.children_system < 5


def test_words_options_and_the_exit_code_are_handed_over(installed):
    assert start(installed).stdout.startswith("ran lab None")
    options = start(installed, "--no-browser", "--port", "9")
    assert options.stdout.startswith("ran lab --no-browser --port 9 None")
    assert start(installed, "fail").returncode == 3


def test_a_changed_lock_is_installed_without_making_a_new_environment(installed):
    done = start(installed, "test", MEDSOCIAL_BROWSER=sys.executable)
    assert done.returncode == 0, done.stderr
    assert "Installing packages" in done.stdout
    assert "Making a private" not in done.stdout
    assert f"The browser of the tests is {sys.executable}." in done.stdout
    assert f"ran test None {sys.executable}" in done.stdout
    assert start(installed, "hello").stdout.startswith("ran hello")  # the learner's packages are among them


def test_a_moved_folder_installs_only_the_workshop_itself(copied):
    done = start(copied, "hello")
    assert done.returncode == 0, done.stderr
    assert "Installing packages" not in done.stdout
    assert "Installing the workshop itself" in done.stdout


def extension_of(project: Path) -> Path:
    """Write what an install copies into a small workshop; return a module of its extension."""
    for name in environment.COPIED[1:]:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        copy(source, project / name)
    return project / "medsocial" / "jupyter" / "labextension" / "static" / "strip.js"


def add_a_word(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "// more\n", encoding="utf-8")


@pytest.mark.parametrize("name", [
    "hatch_build.py", "medsocial/jupyter/front_end.py", "medsocial/jupyter/labextension/static/strip.js",
    "medsocial/jupyter/labextension/static/one_more.js", "medsocial/jupyter/labsettings/medsocial.json"])
def test_what_an_install_copies_is_in_the_stamp(monkeypatch, tmp_path, name):
    def stamped() -> dict[str, str]:
        """Return what a start asks of an environment."""
        asked = []
        monkeypatch.setattr(environment, "_ready", lambda want: asked.append(want) or tmp_path)
        environment.prepare("learner")
        return asked[0]

    monkeypatch.setattr(environment, "ROOT", tmp_path)
    for lock in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / lock, tmp_path)
    extension_of(tmp_path)
    before = stamped()
    assert stamped() == before
    (tmp_path / name).touch()
    assert stamped() == before or name.endswith("one_more.js"), "when a file was written says nothing"
    add_a_word(tmp_path / name)
    assert stamped()["learner"] == before["learner"]
    assert stamped()["project"] != before["project"]


def test_the_stamp_covers_all_that_is_installed_as_shared_data():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert all((ROOT / name).exists() for name in [*shared, *environment.COPIED])
    assert [name for name in shared if not name.startswith(tuple(environment.COPIED))] == []


def test_a_changed_extension_installs_only_the_workshop_itself(installed):
    """As after an upgrade: the environment was made with another one."""
    assert start(installed, "hello").stdout.startswith("ran hello")
    module = extension_of(installed)
    first = start(installed, "hello")  # the stamp knew of no extension
    (installed / "wheels").rename(installed / "away")  # no package is asked for
    try:
        quiet = start(installed, "hello")
        add_a_word(module)
        second = start(installed, "hello")
        at_rest = start(installed, "hello")
    finally:
        (installed / "away").rename(installed / "wheels")
    for done in (first, second):
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("Installing the workshop itself.\nran hello")
    assert quiet.stdout.startswith("ran hello")
    assert at_rest.stdout.startswith("ran hello")


@pytest.mark.skipif(os.name == "nt", reason="code pages of another kind")
def test_an_accent_in_the_path_does_not_depend_on_the_machines_own_code_page(installed):
    """Python 3.11 and 3.12 read a .pth file in that code page, whatever PYTHONUTF8 says."""
    assert not str(installed).isascii()
    done = start(installed, "hello", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ran hello")


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("sent, code", [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 7)])
def test_the_child_is_waited_for_when_the_start_is_stopped(installed, sent, code):
    child = subprocess.Popen([sys.executable, str(installed / "workshop.py"), "wait"], stdout=subprocess.PIPE,
                             text=True, env=surroundings(installed), start_new_session=True)
    try:
        assert child.stdout.readline().startswith("ran wait")
        if sent == signal.SIGINT:
            os.killpg(child.pid, sent)  # as a terminal does
        else:
            child.send_signal(sent)
        assert child.wait(120) == code if code > 0 else child.wait(120) != 0
    finally:
        child.stdout.close()
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


HASTY = """
import os, runpy, signal, subprocess, sys
door, real = runpy.run_path(sys.argv[1], run_name="door"), subprocess.Popen

def begun_and_stopped(*words, **more):
    child = real(*words, **more)
    os.kill(os.getpid(), int(sys.argv[2]))
    return child

subprocess.Popen = begun_and_stopped
wait = "import time; time.sleep(30)" if int(sys.argv[2]) == signal.SIGTERM else "raise SystemExit(7)"
print(door["run"]([sys.executable, "-c", wait], None))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("sent, code", [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, 7)])
def test_a_stop_in_the_moment_in_which_the_child_begins_leaves_no_child_alone(sent, code):
    done = subprocess.run([sys.executable, "-c", HASTY, str(DOOR), str(int(sent))], capture_output=True, text=True)
    assert done.stdout.strip() == str(code), done.stderr


# ---- repairs

@pytest.mark.skipif(os.name == "nt", reason="process groups of another kind")
def test_an_interrupted_install_is_repaired(copied):
    shutil.copy(copied / "requirements-test.lock", copied / "requirements.lock")
    child = subprocess.Popen([sys.executable, str(copied / "workshop.py"), "hello"], stdout=subprocess.PIPE,
                             text=True, env=surroundings(copied), start_new_session=True)
    for line in child.stdout:
        if line.startswith("Installing packages"):
            os.killpg(child.pid, signal.SIGKILL)
            break
    child.wait()
    child.stdout.close()
    assert (copied / ".venv" / "pyvenv.cfg").exists()
    done = start(copied, "hello")
    assert done.returncode == 0, done.stderr
    assert "Making a private environment" in done.stdout
    assert "ran hello" in done.stdout


def test_a_damaged_stamp_or_environment_is_seen(copied):
    env = copied / ".venv"
    good = (env / environment.STAMP).read_text()
    assert environment.read_stamp(env)
    for damaged in ("", "{", "[]", '"x"', "{}", "\0\0", good[:-5], environment.UNFINISHED):
        (env / environment.STAMP).write_text(damaged)
        assert environment.read_stamp(env) == {}
    (env / environment.STAMP).write_text(good)
    environment.python_of(env).unlink()  # as when the system's Python was replaced
    assert environment.read_stamp(env) == {}


def package_file(project: Path, name: str) -> Path:
    """Return a file of a package in the environment of a small workshop."""
    found, = [path for path in (project / ".venv").rglob(name) if path.parent.name == "site-packages"]
    return found


def test_a_package_that_lost_files_is_installed_again_and_only_that(copied):
    assert start(copied, "hello").returncode == 0
    kept = package_file(copied, "pip").stat().st_mtime_ns
    for damage in (
        lambda: package_file(copied, "tinyone.py").unlink(),
        lambda: package_file(copied, "tinyone.py").write_text(""),
        lambda: shutil.rmtree(package_file(copied, "tinyone-1.0.dist-info")),
        lambda: (package_file(copied, "tinyone-1.0.dist-info") / "RECORD").write_bytes(b"\xff\x00"),
    ):
        damage()
        done = start(copied, "hello")
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith("Files of tinyone are missing or damaged, so they are installed again.\n")
        assert "ran hello" in done.stdout and "Making a private environment" not in done.stdout
        assert start(copied, "hello").stdout.startswith("ran hello")
    assert package_file(copied, "pip").stat().st_mtime_ns == kept


def test_damage_that_cannot_be_mended_here_is_said_and_the_workshop_starts(copied):
    assert start(copied, "hello").returncode == 0
    package_file(copied, "medsocial-0.1.0.dist-info").joinpath("METADATA").unlink()
    assert "Installing the workshop itself.\nran hello" in start(copied, "hello").stdout
    package_file(copied, "tinyone-1.0.dist-info").joinpath("METADATA").unlink()
    shutil.rmtree(copied / "wheels")
    done = start(copied, "hello")
    assert done.returncode == 0, done.stderr
    assert "Until then the workshop starts as it is, and some parts may fail.\nran hello" in done.stdout


def test_damage_to_pip_itself_makes_a_new_environment(monkeypatch, tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("tinyone==1.0 --hash=sha256:00\n")
    made = []
    monkeypatch.setattr(environment, "_install", lambda *asked: made.append(environment.read_stamp(tmp_path)) or tmp_path)
    monkeypatch.setattr(environment, "_pip", lambda *asked, **more: made.append("pip"))
    assert environment._repair(tmp_path, ["pip", "tinyone"], "learner", lock, {}, 0) == tmp_path
    assert made == [{}]
    assert (tmp_path / environment.STAMP).read_text() == environment.UNFINISHED


class Silent:
    """An index of packages that takes a question and never answers; it knows when who asked has gone."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}/simple"

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.listening.close()

    def asked(self) -> socket.socket:
        """Wait for a question."""
        self.listening.settimeout(300)
        asking, _address = self.listening.accept()
        assert asking.recv(10_000).startswith(b"GET ")
        return asking

    def gone(self, asking: socket.socket) -> bool:
        """Wait until who asked has gone."""
        asking.settimeout(120)
        with asking:
            return asking.recv(10_000) == b""


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("sent", [signal.SIGTERM, getattr(signal, "SIGHUP", None)], ids=str)
def test_ending_the_front_door_ends_pip(copied, sent):
    ask_for_one_more(copied)
    shutil.rmtree(copied / "wheels")
    with Silent() as index:
        # pip is patient here: it must go because it is told to.
        patient = {"PIP_INDEX_URL": index.address, "PIP_DEFAULT_TIMEOUT": "900"}
        waiting = surroundings(copied, **patient, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")
        child = subprocess.Popen([sys.executable, str(copied / "workshop.py"), "hello"], env=waiting, text=True,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        asking = index.asked()
        child.send_signal(sent)  # to the front door alone
        assert index.gone(asking)
        _out, said = child.communicate(timeout=300)
    assert said.strip() == "Stopped; start again when you like, and an unfinished install is repaired."
    assert child.returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="there a window ends all that runs in it")
def test_a_pip_whose_front_door_was_killed_is_waited_for(tmp_path):
    wait = f"touch {tmp_path}/runs; until [ -e {tmp_path}/end ]; do sleep 0.1; done\n"
    slow = program(tmp_path / "python", wait)
    door = (f"from pathlib import Path; from medsocial.upkeep import only_one, pip_runs\n"
            f"with only_one.at('door.lock') as held:\n"
            f"    pip_runs.install(Path({str(slow)!r}), Path('log'), [], {{'PATH': {os.environ['PATH']!r}}}, False, lock=held)")
    later = "from medsocial.upkeep import only_one\nwith only_one.at('door.lock'): print('mine')"
    inside = {**os.environ, "TMPDIR": str(tmp_path)}
    child = subprocess.Popen([sys.executable, "-c", door], env=inside, cwd=tmp_path, stdout=subprocess.DEVNULL)
    while not (tmp_path / "runs").exists():
        assert child.poll() is None
        time.sleep(0.05)
    child.kill()
    child.wait()
    waiting = subprocess.Popen([sys.executable, "-c", later], env=inside, text=True, stdout=subprocess.PIPE)
    try:
        assert waiting.stdout.readline() == "Another window is preparing the workshop; this one waits for it.\n"
    finally:
        (tmp_path / "end").touch()
    assert waiting.communicate(timeout=300)[0] == "mine\n"


def test_of_two_starts_at_once_one_installs_and_one_waits(copied):
    command = [sys.executable, str(copied / "workshop.py"), "hello"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             env=surroundings(copied)) for _ in range(2)]
    said = [child.communicate(timeout=600)[0] for child in both]
    assert [child.returncode for child in both] == [0, 0], said
    assert sum("Installing the workshop itself" in text for text in said) == 1
    assert all("ran hello" in text for text in said)
    assert sum("this one waits for it" in text for text in said) == 1


# ---- where the environment goes

def test_a_folder_that_is_not_writable_sends_it_to_the_users_own(tmp_path, index):
    project = tiny_project(tmp_path / "read only", index)
    change = ("known = environment.writable; "
              "environment.writable = lambda folder: folder != environment.ROOT and known(folder)")
    done = patched(project, change, "hello")
    assert done.returncode == 0, done.stderr
    there = tmp_path / "user data" / "medsocial"
    said = done.stdout
    assert re.search(r"The environment goes to .*user data.*, because this folder is not writable\.", said)
    assert not (project / ".venv").exists()
    assert said.count(f"your answers are kept in {there}") == 1
    again = patched(project, change, "hello")
    assert "Installing" not in again.stdout
    assert "ran hello" in again.stdout


def test_a_path_too_long_for_windows_sends_it_to_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(environment, "WINDOWS", True)
    monkeypatch.setattr(environment, "ROOT", tmp_path / ("long" * 10))
    here = environment.ROOT / ".venv"
    monkeypatch.setattr(environment, "LONGEST_NAME", environment.LONGEST_PATH - len(str(here)) + 1)
    (env, reason), = environment.places()
    assert tmp_path / "medsocial" in env.parents
    assert "too long" in reason
    environment.ROOT.mkdir()
    monkeypatch.setattr(environment, "LONGEST_NAME", environment.LONGEST_NAME - 1)
    assert environment.places()[0] == (here, "")


def test_the_longest_path_that_is_installed_is_not_longer_than_was_measured():
    packages = sysconfig.get_path("purelib")
    longest = max(len(os.path.join(folder, name)) for folder, _, files in os.walk(packages) for name in files)
    assert 100 < longest - len(packages) + len(r"\Lib\site-packages") <= environment.LONGEST_NAME


def test_somebody_elses_environment_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("home = elsewhere\n")
    (env, reason), = environment.places()
    assert env != tmp_path / ".venv"
    assert "made by something else" in reason


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_the_conda_environment_of_this_project_is_used_as_it_is_and_no_other(installed, tmp_path, monkeypatch):
    shutil.copytree(installed, tmp_path / "project", ignore=shutil.ignore_patterns(".venv"))
    env = shutil.copytree(installed / ".venv", tmp_path / "medsocial", symlinks=True)
    (env / environment.STAMP).unlink()
    (env / "conda-meta").mkdir()
    for _ in range(2):
        done = subprocess.run([env / "bin" / "python", tmp_path / "project" / "workshop.py", "hello"], text=True,
                              capture_output=True, env=surroundings(tmp_path / "project"))
        assert done.returncode == 0, done.stderr
        assert "ran hello" in done.stdout
        assert "Making" not in done.stdout
    assert "Installing" not in done.stdout
    assert not (tmp_path / "project" / ".venv").exists()
    (tmp_path / "base" / "conda-meta").mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "base"))
    assert not environment.in_conda()


# ---- what goes wrong, in one sentence with its cure

@pytest.mark.parametrize("version", [(3, 8), (3, 99)])
def test_a_python_without_ready_made_packages_says_which_to_install(installed, tmp_path, version):
    done = patched(installed, f"sys.version_info = (*{version}, 0, 'final', 0)", "hello", PATH=str(tmp_path))
    assert re.fullmatch(rf"This is Python 3\.{version[1]} and the workshop needs one of 3\.11, [\d., ]+; install Python .*",
                        one_sentence(done))


@pytest.mark.skipif(os.name == "nt", reason="the launcher py is asked there")
def test_such_a_python_finds_another(installed, tmp_path):
    program(tmp_path / "python3.14", "exit 1\n")  # found, but it cannot make environments
    program(tmp_path / "python3.12", f'exec "{sys.executable}" "$@"\n')
    done = patched(installed, "sys.version_info = (3, 8, 18, 'final', 0)", "hello", PATH=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "ran hello" in done.stdout


def test_the_versions_named_are_the_same_everywhere():
    written = re.search(r"(?m)^KNOWN = (\(.*\))", DOOR.read_text(encoding="utf-8")).group(1)
    assert sorted(ast.literal_eval(written)) == sorted(environment.PYTHONS)
    above = f"<3.{int(environment.PYTHONS[-1].split('.')[1]) + 1}"
    assert f"python>={environment.PYTHONS[0]},{above}" in (ROOT / "environment.yml").read_text(encoding="utf-8")


def test_a_file_taken_out_of_its_folder_asks_for_the_whole(tmp_path):
    shutil.copy(DOOR, tmp_path)  # as Windows does for a double-click inside a zip file
    assert "unpack the whole download" in one_sentence(start(tmp_path, "hello"))


def test_a_python_without_venv_names_the_package(copied):
    (copied / ".venv" / environment.STAMP).write_text(environment.UNFINISHED)
    change = ("import importlib.util as u; known = u.find_spec; "
              "u.find_spec = lambda name, *rest: None if name == 'ensurepip' else known(name, *rest)")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"'sudo apt install python{version}-venv'" in one_sentence(patched(copied, change, "hello"))


def ask_for_one_more(project: Path) -> None:
    with open(project / "requirements.lock", "a") as lock:
        lock.write("tinythree==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")


def test_no_network_and_no_wheels(copied):
    ask_for_one_more(copied)
    shutil.rmtree(copied / "wheels")
    said = one_sentence(start(copied, "hello"))
    assert said.startswith("The proxy that this computer is set to use does not answer")
    assert "workshop.py bundle" in said


def test_a_folder_of_wheels_that_lacks_one(copied):
    ask_for_one_more(copied)
    said = one_sentence(start(copied, "hello"))
    assert re.match(r"The folder wheels has no tinythree for Python 3\.\d+ on this machine; use Python", said)


def test_a_disk_too_full(copied):
    shutil.rmtree(copied / ".venv")
    change = "import types; environment.shutil.disk_usage = lambda path: types.SimpleNamespace(free=5_000_000)"
    done = patched(copied, change, "hello")
    assert re.match(r"The disk has 5 MB free and the workshop needs \d+ MB; free some", one_sentence(done))


def test_a_missing_lock(copied):
    (copied / "requirements.lock").unlink()
    said = one_sentence(start(copied, "hello"))
    assert said.startswith("The file requirements.lock is missing here; take a complete copy")


@pytest.mark.parametrize("report, says", [
    ("ERROR: Could not install packages: [Errno 28] No space left on device", "The disk is full: free"),
    ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] failed", "set PIP_CERT to it"),
    ("OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /ward/ca.pem", "/ward/ca.pem is not there"),
    ("SSLError(136, '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found", "names holds none"),
    ("Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication", "wants a name and a password"),
    ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden'", "does not allow the address"),
    ("ProxyError('Cannot connect to proxy.', NewConnectionError('<pip", "correct HTTPS_PROXY"),
    ("SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number", "log-in page of a Wi-Fi"),
    ("NewConnectionError('<pip._vendor.urllib3>: Failed to establish", "no way to the internet from here"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS", "not the one that was tested"),
    ("ERROR: Could not install packages: [WinError 5] Access is denied: 'x'", "close other windows"),
    ("ERROR: No matching distribution found for numpy==2.4.6", "no ready-made numpy"),
    ("something nobody foresaw", "install.log"),
])
def test_each_report_of_pip_becomes_one_sentence(monkeypatch, tmp_path, report, says):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    said = environment.explain(report, tmp_path / ".venv")
    assert says in said
    assert "\n" not in said
    assert said.endswith(".")


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers every question in the way that the first part of its path says."""

    def do_GET(self) -> None:
        kind = self.path.split("/")[1]
        code = int(kind) if kind.isdecimal() else 200
        body = b"<title>Guests of the hospital: log in</title>" if code == 200 else b""
        self.send_response(code)
        for name, value in (("Content-Type", "text/html"), ("Content-Length", str(len(body))), ("Retry-After", "0")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words) -> None:
        pass


def test_each_answer_of_a_network_has_its_own_sentence(monkeypatch, tmp_path):
    """The real pip asks a server that answers as networks of hospitals do."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("tinythree==1.0 --hash=sha256:" + "0" * 64 + "\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "python_of", lambda _env: Path(sys.executable))
    for name, value in surroundings(tmp_path, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1").items():
        monkeypatch.setenv(name, value)
    for name in [name for name in os.environ if name.endswith("_CA_BUNDLE") or name in ("PIP_CERT", "PIP_FIND_LINKS")]:
        monkeypatch.delenv(name)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address, said = f"http://127.0.0.1:{server.server_port}", {}
    try:
        for kind in ("log-in", "403", "401", "404", "407"):
            monkeypatch.setenv("PIP_INDEX_URL", f"{address}/{kind}/simple")
            with pytest.raises(SystemExit) as stopped:
                environment._pip(tmp_path, [*environment.FROM_LOCK, "-r", str(lock)])
            said[kind] = stopped.value.code
        monkeypatch.setenv("PIP_INDEX_URL", f"https://127.0.0.1:{server.server_port}/simple")
        for kind, names in (("no file", {"PIP_CERT": "/nowhere/ca.pem"}), ("PIP_CERT wins", {"PIP_CERT": certifi.where(),
                            "REQUESTS_CA_BUNDLE": "/nowhere/ca.pem"}), ("its own", {"REQUESTS_CA_BUNDLE": "/nowhere/ca.pem"})):
            with monkeypatch.context() as patch:
                for name, value in names.items():
                    patch.setenv(name, value)
                with pytest.raises(SystemExit) as stopped:
                    environment._pip(tmp_path, [*environment.FROM_LOCK, "-r", str(lock)])
                said[kind] = stopped.value.code
    finally:
        server.shutdown()
        server.server_close()
    expected = {
        "log-in": "most likely the log-in page of a Wi-Fi", "403": "(403 Forbidden)", "401": "(401)",
        "404": "the index of packages that pip is set to may lack it", "407": "wants a name and a password",
        "no file": "The file of certificates /nowhere/ca.pem is not there", "PIP_CERT wins": "log-in page of a Wi-Fi",
        "its own": "The file of certificates /nowhere/ca.pem is not there",
    }
    assert {kind: said[kind] for kind, words in expected.items() if words not in said[kind]} == {}
    assert len(set(said.values())) == 6 and all("\n" not in one for one in said.values())
    assert "403 Client Error" in (tmp_path / "install.log").read_text(encoding="utf-8")


# ---- the browser of the tests

def test_the_browser_is_the_one_found(monkeypatch, tmp_path):
    found = program(tmp_path / "google-chrome")
    monkeypatch.delenv("MEDSOCIAL_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find() == str(found)
    mine = program(tmp_path / "mine")
    monkeypatch.setenv("MEDSOCIAL_BROWSER", str(mine))
    assert browser.find() == str(mine)


@pytest.fixture
def no_browser(monkeypatch, tmp_path) -> Path:
    """A Debian without a browser; the folder returned is all that the PATH names."""
    for name in ("MEDSOCIAL_BROWSER", *browser.WINDOWS_FOLDERS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(browser, "MAC_NAMES", ())
    monkeypatch.setattr(browser, "on_debian", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="no apt-get there")
def test_as_root_on_debian_a_browser_is_installed(no_browser):
    install = f'echo "$@" >> "{no_browser}/asked"; [ "$1" = update ] || {{ echo > "{no_browser}/chromium"; '
    program(no_browser / "apt-get", install + f'/bin/chmod +x "{no_browser}/chromium"; }}\n')
    assert browser.need() == str(no_browser / "chromium")
    update, install = (no_browser / "asked").read_text().splitlines()
    assert update.split()[0] == "update"
    assert install.startswith("install -y --no-install-recommends chromium ")


@pytest.mark.skipif(os.name == "nt", reason="no apt-get there")
@pytest.mark.parametrize("user", [0, 1000])
def test_where_none_can_be_installed_the_command_is_said(no_browser, monkeypatch, user):
    program(no_browser / "apt-get", f'echo "$@" >> "{no_browser}/asked"; exit 100\n')
    monkeypatch.setattr(os, "geteuid", lambda: user)
    with pytest.raises(SystemExit, match=r"install one, .*'sudo apt-get install .*chromium.*', and start again\.$"):
        browser.need()
    assert (no_browser / "asked").exists() is (user == 0)


@pytest.mark.parametrize("system, cure", [("win32", "winget install"), ("darwin", "brew install"), ("linux", "snap")])
def test_elsewhere_the_command_is_of_that_system(no_browser, monkeypatch, system, cure):
    monkeypatch.setattr(browser, "on_debian", lambda: False)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(SystemExit, match=cure):
        browser.need()


# ---- the locks and the package

def pins(name: str) -> dict[str, str]:
    """Return each requirement of a lock with its block."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {block.split(" \\")[0]: block for block in re.findall(r"(?m)^[a-z].*(?:\n[ \t]+\S.*)*", text)}


def names(requirements) -> set[str]:
    return {re.match(r"[\w.-]+", item).group().lower().replace("_", "-") for item in requirements}


@pytest.mark.parametrize("name", sorted(environment.LOCKS.values()))
def test_a_lock_has_a_hash_for_every_line_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for block in pins(name).values():
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; .+)?( \\\n +--hash=sha256:[0-9a-f]{64})+", block), block
    assert "://" not in text
    assert not re.search(r"(?m)^\s*-(?!-hash)|index|@", text)


def test_the_locks_hold_what_the_project_asks_for_and_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    learner, tests = pins("requirements.lock"), pins("requirements-test.lock")
    build = project["dependency-groups"]["build"]
    assert build == project["build-system"]["requires"]
    assert names(project["project"]["dependencies"] + build) <= names(learner)
    assert names(project["project"]["optional-dependencies"]["test"]) <= names(tests)
    site = pins("requirements-site.lock")
    assert names(project["project"]["optional-dependencies"]["site"]) <= names(site)
    plain = [{pin.split(" ;")[0] for pin in lock} for lock in (learner, site, tests)]
    assert plain[0] < plain[1] < plain[2]
    # A learner needs none of what only the tests ask for, but for what JupyterLab itself brings.
    shared = {"jsonschema", "referencing"}
    assert not (names(project["project"]["optional-dependencies"]["test"]) - shared) & names(learner)


def test_the_wheel_and_the_editable_install_carry_data_and_extension(tmp_path):
    code = "import sys, hatchling.build as b; b.build_wheel(sys.argv[1]); b.build_editable(sys.argv[2])"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "wheel"), str(tmp_path / "editable")],
                          cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    front_end.lay_out(tmp_path / "laid out")
    extension = {path.relative_to(tmp_path / "laid out").as_posix(): path.read_bytes()
                 for path in (tmp_path / "laid out").rglob("*") if path.is_file()}
    wheel, editable = (zipfile.ZipFile(next((tmp_path / kind).glob("*.whl"))) for kind in ("wheel", "editable"))
    for built in (wheel, editable):
        installed = {inside: built.read(name) for name in built.namelist()
                     if (inside := name.partition(".data/data/")[2])}
        place = "share/jupyter/labextensions/medsocial/"
        assert {name.removeprefix(place): held for name, held in installed.items() if name.startswith(place)} == extension
        assert "share/jupyter/lab/settings/overrides.d/medsocial.json" in installed
        assert "etc/jupyter/jupyter_server_config.d/medsocial.json" in installed
    wheel, editable = wheel.namelist(), editable.namelist()
    assert {"medsocial/data/datapackage.json", "medsocial/notebooks/00_start_here.ipynb",
            "medsocial/static/house.css", "medsocial/__init__.py", "medsocial/jupyter/pages.json",
            "medsocial/jupyter/labsettings/page_config.json", "medsocial/locale/medsocial.pot"} <= set(wheel)
    assert {name.partition("/")[0].partition("-")[0] for name in wheel} == {"medsocial"}
    assert not [name for name in wheel if "my_workshop" in name]
    assert not [name for name in editable if name.endswith((".csv", ".py", ".ipynb"))]  # they would go stale


# ---- the folder for a USB stick

MARKED = """\
# a comment
always==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
onwindows==1.0 ; os_name == 'nt' \\
    --hash=sha256:cc
old==1.0 ; python_full_version < '3.11.5' \\
    --hash=sha256:dd
chip==1.0 ; platform_machine == 'arm64' and sys_platform == 'darwin' \\
    --hash=sha256:ee
"""


@pytest.mark.parametrize("system, which, version, expected", [
    ("windows", 0, "3.11.0", {"always==1.0", "onwindows==1.0", "old==1.0"}),
    ("linux", 0, "3.11.99", {"always==1.0"}),
    ("macos", 0, "3.12.0", {"always==1.0", "chip==1.0"}),
    ("macos", 1, "3.12.0", {"always==1.0"}),
])
def test_a_bundle_asks_for_what_the_other_machine_needs(system, which, version, expected):
    wanted = bundle.wanted_on(MARKED, bundle.MACHINES[system][which][1], version)
    assert set(wanted) == expected
    assert wanted["always==1.0"] == "always==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb"


def list_what_is_shipped(project: Path) -> list[str]:
    """Write the list of a small workshop, as `build` would; return it."""
    names = sorted(path.relative_to(project).as_posix() for path in project.rglob("*")
                   if path.is_file() and path.relative_to(project).parts[0] not in (".venv", "wheels", "__pycache__"))
    (project / bundle.SHIPPED).write_text("\n".join([*names, bundle.SHIPPED]) + "\n", encoding="utf-8")
    return names


def test_the_list_of_what_is_shipped_is_what_git_tracks():
    text = bundle.shipped_text(ROOT)
    assert text is None or (ROOT / bundle.SHIPPED).read_text(encoding="utf-8") == text, "run 'python3 workshop.py build'"
    names = (ROOT / bundle.SHIPPED).read_text(encoding="utf-8").splitlines()
    assert {"workshop.py", "README.md", "requirements.lock", "data/datapackage.json", bundle.SHIPPED} <= set(names)
    assert [name for name in names if not (ROOT / name).is_file()] == []


PRIVATE = ("class_K7TR.json", "report.html", "note on a patient.txt", "my_workshop copy.json", "notebooks/ward.ipynb",
           "data/staff.csv", "slides/dist/decks/ours.html", "docs/letter.docx", "my_workshop/04_dangers.json",
           "medsocial/.env", "my_workshop (2)/plan.html")


@pytest.mark.parametrize("kind", ["clone", "download"])
def test_a_bundle_holds_what_is_listed_and_nothing_private(tmp_path, index, monkeypatch, kind):
    project = tiny_project(tmp_path / "workshop", index)
    if kind == "clone":
        git = ["git", "-C", str(project), "-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run([*git, "init", "-q"], check=True)
        subprocess.run([*git, "add", "--all"], check=True)
        (project / bundle.SHIPPED).write_text(bundle.shipped_text(project), encoding="utf-8")
    else:
        assert bundle.shipped_text(project) is None
        list_what_is_shipped(project)
    shipped = bundle.listed(project)
    assert "workshop.py" in shipped
    for name in PRIVATE:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("private", encoding="utf-8")
    monkeypatch.setattr(bundle.paths, "repo_root", lambda: project)
    monkeypatch.setattr(bundle, "collect", lambda system, wheels: None)
    folder = bundle.write("linux")
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert held == {*shipped, "START_HERE.txt"}


def test_a_bundle_of_an_incomplete_copy_says_what_is_missing(tmp_path, index, monkeypatch):
    project = tiny_project(tmp_path / "workshop", index)
    monkeypatch.setattr(bundle.paths, "repo_root", lambda: project)
    with pytest.raises(SystemExit, match="shipped.txt is missing"):
        bundle.write("linux")
    list_what_is_shipped(project)
    (project / "workshop.py").unlink()
    with pytest.raises(SystemExit, match="workshop.py is missing"):
        bundle.write("linux")


def test_a_bundle_is_written_and_starts_with_the_network_cut(copied, index, tmp_path, monkeypatch):
    list_what_is_shipped(copied)
    (copied / "my_workshop").mkdir()
    (copied / "my_workshop" / "answers.json").write_text("{}")
    shutil.rmtree(copied / "wheels")
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", index.as_uri())
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(bundle.paths, "repo_root", lambda: copied)
    assert bundle.main(["--for", "linux"]) == 0
    assert bundle.main(["--for", "linux"]) == 0  # and again over the first
    target = copied / "dist" / "medsocial-workshop-linux"
    assert [path.name for path in (target / "wheels").iterdir()] == ["tinyone-1.0-py3-none-any.whl"]
    assert not (target / "my_workshop").exists()
    assert not (target / ".venv").exists()
    assert "python3 workshop.py" in (target / "START_HERE.txt").read_text(encoding="utf-8")
    shutil.copytree(copied / ".venv", target / ".venv", symlinks=True)
    ask_again = (target / ".venv" / environment.STAMP).read_text().replace('"learner"', '"other"')
    (target / ".venv" / environment.STAMP).write_text(ask_again)  # spares the time of an empty one
    done = start(target, "hello")
    assert "Installing packages from the folder wheels, without the network." in done.stdout
    assert done.stdout.rstrip().endswith("ran hello None None")
