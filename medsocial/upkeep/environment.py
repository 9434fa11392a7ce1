"""The private environment: where it is, what is in it, how it is made and repaired.

Standard library only: `workshop.py` runs this before anything is installed. What goes wrong is one sentence with
its cure, raised as `SystemExit`.
"""

import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import only_one, pip_reports, pip_runs, soundness

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = os.name == "nt"
LONGEST_NAME = 170  # longest path inside an environment, from its top (measured, with room)
LONGEST_PATH = 259  # what Windows allows by default
SPACE_NEEDED = {"learner": 700, "site": 750, "test": 1200}  # MB (measured, with room)
LOCKS = {"learner": "requirements.lock", "site": "requirements-site.lock", "test": "requirements-test.lock"}
# Which others a lock holds as well: to the learner's packages each adds some.
HOLDS = {"learner": (), "site": ("learner",), "test": ("learner", "site")}
STAMP = "medsocial.json"
UNFINISHED = "being made"  # in place of a stamp: ours, and to be made again
# What an install copies into the environment, or makes these copies with: a change asks for the install again.
COPIED = (
    "pyproject.toml",
    "hatch_build.py",
    "medsocial/jupyter/front_end.py",
    "medsocial/jupyter/labextension",
    "medsocial/jupyter/labsettings",
)
FROM_LOCK = ["--require-hashes", "--only-binary", ":all:"]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")  # every package of the locks exists ready-made for these


def prepare(kind: str) -> tuple[Path, dict[str, str]]:
    """Return the Python of the environment and the variables for its programs; nothing is done twice.

    Parameters
    ----------
    kind : str
        "learner", or "site" or "test" for the packages of the browser edition or of the tests too.
    """
    lock = ROOT / LOCKS[kind]
    if not lock.is_file():
        raise SystemExit(f"The file {lock.name} is missing here; take a complete copy of the workshop and start again.")
    want = {kind: _digest(lock.read_bytes()), "project": _digest(ROOT, *_copied())}
    env = _ready(want)
    if env is None or _damaged(env):
        with only_one.at(f"medsocial-{_digest(Path.home(), ROOT)[:12]}.lock") as held:
            env = _ready(want) or _install(kind, lock, want, held)  # another window may have made it meanwhile
            if lost := _damaged(env):
                env = _repair(env, lost, kind, lock, want, held)
    inside = variables(env)
    if (home := inside.get("MEDSOCIAL_HOME")) != os.environ.get("MEDSOCIAL_HOME"):
        print(f"This folder is not writable, so your answers are kept in {home}.", flush=True)
    return python_of(env), inside


def _digest(*parts: bytes | Path) -> str:
    whole = b"".join(part if isinstance(part, bytes) else str(part).encode("utf-8") for part in parts)
    return hashlib.sha256(whole).hexdigest()


def _copied() -> Iterator[bytes | Path]:
    """Yield the name and the content of every file that an install copies."""
    for name in COPIED:
        place = ROOT / name
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file():
                yield file.relative_to(ROOT)
                yield file.read_bytes()


# ---- where it is, and what is in it --------------------------------------------------------------------

def user_folder() -> Path:
    """Return the user's local data folder for this copy of the workshop."""
    if WINDOWS:
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "medsocial" / _digest(ROOT)[:8]


def writable(folder: Path) -> bool:
    """Return whether a file can be made there; asking the system is not reliable on Windows or on a USB stick."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def in_conda() -> bool:
    """Return whether this is the conda environment of environment.yml: then it is used as it is."""
    return Path(sys.prefix).name == "medsocial" and (Path(sys.prefix) / "conda-meta").is_dir()


def places() -> list[tuple[Path, str]]:
    """Return folders for the environment, best first, each with the reason for not taking the one before."""
    if in_conda():
        return [(Path(sys.prefix), "")]
    here, there = ROOT / ".venv", user_folder() / "env"
    if WINDOWS and len(str(here)) + LONGEST_NAME > LONGEST_PATH:
        return [(there, "the path of this folder is too long for Windows")]
    if (here / "pyvenv.cfg").exists() and not (here / STAMP).exists():
        return [(there, "the folder .venv here was made by something else")]
    if not writable(ROOT):
        return [(there, "this folder is not writable")]
    return [(here, ""), (there, "this folder cannot hold an environment")]


def python_of(env: Path) -> Path:
    """Return the Python of an environment."""
    if in_conda():
        return Path(sys.executable)
    return env / "Scripts" / "python.exe" if WINDOWS else env / "bin" / "python"


def variables(env: Path) -> dict[str, str]:
    """Return the variables for everything that runs inside an environment."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    kept["PYTHONUTF8"] = "1"  # Windows: files and messages in UTF-8
    kept["PYTHONSAFEPATH"] = "1"  # a file in the current folder never stands in for a library
    if not in_conda():
        kept["VIRTUAL_ENV"] = str(env)
        kept["PATH"] = str(python_of(env).parent) + os.pathsep + kept.get("PATH", "")
    if "MEDSOCIAL_HOME" not in kept and not writable(ROOT):
        kept["MEDSOCIAL_HOME"] = str(user_folder() / "my_workshop")
    return kept

def read_stamp(env: Path) -> dict[str, str]:
    """Return what the last finished install wrote; nothing if there is none, or it or the environment is damaged."""
    try:
        stamp = json.loads((env / STAMP).read_text(encoding="utf-8"))
        version = stamp["python"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return stamp if version_of(env) == version else {}


def version_of(env: Path) -> str | None:
    """Return the Python of an environment, asked from itself; None when it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python_of(env), "-I", "-S", "-c", code], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _ready(want: dict[str, str]) -> Path | None:
    return next((env for env, _reason in places() if want.items() <= read_stamp(env).items()), None)


# ---- making it -------------------------------------------------------------------------------------------

def _install(kind: str, lock: Path, want: dict[str, str], held: int | None = None) -> Path:
    env, stamp = _place(kind)
    if stamp.get(kind) != want[kind]:
        (env / STAMP).write_text(UNFINISHED, encoding="utf-8")
        total = len(re.findall(r"(?m)^[\w.-]+==", lock.read_text(encoding="utf-8")))
        offline = _offline()
        print("Installing packages" + (" from the folder wheels, without the network." if offline else "."), flush=True)
        _pip(env, [*offline, *FROM_LOCK, "-r", str(lock)], total, held)
        stamp = {kind: want[kind]}
        stamp |= {held: _digest((ROOT / LOCKS[held]).read_bytes()) for held in HOLDS[kind] if (ROOT / LOCKS[held]).is_file()}
    print("Installing the workshop itself.", flush=True)
    _pip(env, ["--no-index", "--no-deps", "--no-build-isolation", "--quiet", "-e", str(ROOT)], lock=held)
    if not str(ROOT).isascii():
        _name_root_in_ascii(env)
    # Last: without it, or with half of it, the next start repairs.
    stamp |= want | {"python": version_of(env), "packages": soundness.packages(env)}
    (env / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    return env


def _offline() -> list[str]:
    wheels = ROOT / "wheels"
    return ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []


def _damaged(env: Path) -> list[str]:
    """Return the packages of an environment of ours that lack a file."""
    return [] if in_conda() else soundness.damaged(env, read_stamp(env).get("packages", []))


def _repair(env: Path, lost: list[str], kind: str, lock: Path, want: dict[str, str], held: int) -> Path:
    """Install again what is damaged, and only that; without a way to do so the workshop starts as it is."""
    print(f"Files of {', '.join(lost)} are missing or damaged, so they are installed again.", flush=True)
    try:
        if not set(lost) <= set(wanted := _blocks(lock)) | {"medsocial"}:  # pip itself, for example
            (env / STAMP).write_text(UNFINISHED, encoding="utf-8")
            return _install(kind, lock, want, held)
        # Written over, not taken out first: pip cannot take out what has lost its own list of files.
        if again := [wanted[name] for name in lost if name in wanted]:
            with tempfile.TemporaryDirectory() as folder:
                listed = Path(folder) / "requirements.txt"
                listed.write_text("".join(again), encoding="utf-8")
                _pip(env, [*_offline(), *FROM_LOCK, "--ignore-installed", "--no-deps", "-r", str(listed)], lock=held)
        if "medsocial" in lost:
            (env / STAMP).write_text(json.dumps(read_stamp(env) | {"project": ""}, indent=1), encoding="utf-8")
            return _install(kind, lock, want, held)
    except SystemExit as stop:
        print(f"{stop.code} Until then the workshop starts as it is, and some parts may fail.", flush=True)
    return env


def _blocks(lock: Path) -> dict[str, str]:
    """Return the lines of each package in a lock, by its name."""
    blocks = re.findall(r"(?m)^([\w.-]+)(==.*(?:\n[ \t]+\S.*)*\n?)", lock.read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", name).lower(): name + rest.rstrip("\n") + "\n" for name, rest in blocks}


def _place(kind: str) -> tuple[Path, dict[str, str]]:
    """Return an environment to install into, and its stamp: a sound one, or an empty new one."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise SystemExit(f"This Python cannot make environments; install the missing part with "
                         f"'sudo apt install {package}' (Debian, Ubuntu) or install Python from python.org, "
                         f"then start again.")
    for env, reason in places():
        stamp = read_stamp(env)
        if stamp or in_conda():
            return env, stamp
        if reason:
            print(f"The environment goes to {env}, because {reason}.", flush=True)
        try:
            print("Making a private environment. This happens once and takes one to three minutes.", flush=True)
            _make(kind, env)
            return env, {}
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise SystemExit(explain("No space left", env)) from None
            problem = str(error).splitlines()[-1]
            shutil.rmtree(env, ignore_errors=True)
    raise SystemExit(f"No folder can hold the environment ({problem}); copy the workshop to a folder of your own, "
                     f"such as Documents, and start again.")


def _make(kind: str, env: Path) -> None:
    """Make an empty environment, marked as ours before anything else so that an interrupted one is known."""
    free = shutil.disk_usage(next(folder for folder in env.parents if folder.exists())).free // 10**6
    if free < SPACE_NEEDED[kind]:
        need = SPACE_NEEDED[kind]
        raise SystemExit(f"The disk has {free} MB free and the workshop needs {need} MB; free some and start again.")
    if env.exists():
        (env / "pyvenv.cfg").unlink(missing_ok=True)  # first: a half-deleted one must not look like somebody else's
        shutil.rmtree(env)
    env.mkdir(parents=True)
    (env / STAMP).write_text(UNFINISHED, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "venv", str(env)], capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise OSError((done.stdout + done.stderr).strip() or "venv stopped")


def _name_root_in_ascii(env: Path) -> None:
    """Rewrite the .pth file that names this folder: before 3.13 Python reads it in the machine's own code page."""
    for path in env.rglob("*medsocial.pth"):
        path.write_text(f"import sys; sys.path.append({ascii(str(ROOT))})\n", encoding="ascii")


# ---- pip -------------------------------------------------------------------------------------------------

def _pip(env: Path, arguments: list[str], total: int = 0, lock: int | None = None) -> None:
    """Run pip, show a count in plain words, and turn what goes wrong into one sentence."""
    offline = (ROOT / "wheels").is_dir()
    report = pip_runs.install(python_of(env), env / pip_runs.LOG, arguments, variables(env), offline, total, lock)
    if report is not None:
        raise SystemExit(explain(report, env))


def explain(log: str, env: Path) -> str:
    """Return one sentence for what pip reported."""
    return pip_reports.in_one_sentence(log, env, version_of(env), PYTHONS, (ROOT / "wheels").is_dir())
