#!/usr/bin/env python3
"""Start the workshop "Social media for doctors and hospitals".

    python3 workshop.py                      open the workshop (Windows: py workshop.py)
    python3 workshop.py --no-browser         only print the address; --port 9000 chooses the port
    python3 workshop.py test                 run every check
    python3 workshop.py bundle --for windows write a folder for a USB stick (or macos, linux)
    python3 workshop.py pages                write the lessons as web pages that need no Python
    python3 workshop.py check                check edited data

The first start makes a private environment and installs the listed packages. Later starts install nothing.
"""
# Standard library only. It must parse on Python 3.6, so that an old Python is told in plain words what to do.
import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLDEST = (3, 11)
TRIED = "3.13, 3.12, 3.11"
ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
LONGEST_NAME = 170  # longest path inside an environment, from its top (measured, with room)
LONGEST_PATH = 259  # what Windows allows by default
SPACE_NEEDED = 900  # MB: the environment and the downloads beside it
STAMP = "medsocial.json"
DEBIAN_BROWSER = ["chromium", "fonts-dejavu-core", "fonts-noto-core"]


class Stop(Exception):
    """One plain sentence: what is wrong, and the cure."""


def say(text, end="\n"):
    print(text, end=end, flush=True)


# ---- which Python ----------------------------------------------------------------------------------------

def newer_python():
    """The command of a Python that is new enough, or None."""
    for version in TRIED.split(", ") + ["3.14"]:
        command = ["py", "-" + version] if WINDOWS else ["python" + version]
        if shutil.which(command[0]) and answer(command + ["-c", "import venv, ensurepip; print(1)"]) == "1":
            return command
    return None


def answer(command):
    """What a short command prints, or None when it does not run."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


def need_python():
    """Stop unless this Python can make an environment."""
    import importlib.util
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        package = "python%d.%d-venv" % sys.version_info[:2]
        raise Stop(f"This Python cannot make environments; install the missing part with "
                   f"'sudo apt install {package}' (Debian, Ubuntu) or install Python from python.org, "
                   f"then start again.")


# ---- where the environment is ----------------------------------------------------------------------------

def user_folder():
    """The user's local data folder for this copy of the workshop."""
    if WINDOWS:
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "medsocial" / hashlib.sha256(str(ROOT).encode("utf-8")).hexdigest()[:8]


def writable(folder):
    """Whether a file can be made there; asking the system is not reliable on Windows or on a USB stick."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=str(folder)):
            return True
    except OSError:
        return False


def in_conda():
    """Whether this is the conda environment of environment.yml: then it is used as it is."""
    return Path(sys.prefix).name == "medsocial" and (Path(sys.prefix) / "conda-meta").is_dir()


def places():
    """Folders for the environment, best first, each with the reason for not taking the one before."""
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


def python_of(env):
    return env / "python.exe" if WINDOWS and in_conda() else (
        env / "Scripts" / "python.exe" if WINDOWS else env / "bin" / "python")


# ---- what is installed -----------------------------------------------------------------------------------

def digest(*parts):
    total = hashlib.sha256()
    for part in parts:
        total.update(part if isinstance(part, bytes) else str(part).encode("utf-8"))
    return total.hexdigest()


def project_key():
    """Changes when the project must be installed again: it moved, or a file that pip copies changed."""
    copied = [ROOT / "pyproject.toml"]
    for folder in ("labextension", "labsettings"):
        copied += sorted(path for path in (ROOT / "medsocial" / folder).rglob("*") if path.is_file())
    return digest(ROOT, *[path.read_bytes() for path in copied])


def read_stamp(env):
    """What the last finished install wrote; {} if there is none, or it or the environment is damaged."""
    try:
        stamp = json.loads((env / STAMP).read_text(encoding="utf-8"))
        version = stamp["python"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return stamp if version_of(env) == version else {}


def version_of(env):
    """The Python of an environment, asked from itself; None when it does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return answer([str(python_of(env)), "-I", "-S", "-c", code])


def write_stamp(env, stamp):
    part = env / (STAMP + ".part")
    part.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    os.replace(str(part), str(env / STAMP))


def child_environment(env):
    """Variables for everything that runs inside the environment."""
    variables = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH"):
        variables.pop(name, None)
    variables["PYTHONUTF8"] = "1"  # Windows: accents in paths, also in the .pth file of the install
    variables["PYTHONSAFEPATH"] = "1"  # a file in the current folder never stands in for a library
    if not in_conda():
        variables["VIRTUAL_ENV"] = str(env)
        variables["PATH"] = str(python_of(env).parent) + os.pathsep + variables.get("PATH", "")
    if "MEDSOCIAL_HOME" not in variables and not writable(ROOT):
        variables["MEDSOCIAL_HOME"] = str(user_folder() / "my_workshop")
    return variables


# ---- installing ------------------------------------------------------------------------------------------

def pip(env, arguments, total=0):
    """Run pip, show a count in plain words, and turn what goes wrong into one sentence."""
    variables = child_environment(env)
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT", "PIP_REQUIREMENT"):
        variables.pop(name, None)
    variables.update(PIP_USER="0", PIP_REQUIRE_HASHES="0")
    if (ROOT / "wheels").is_dir():  # nothing may name another place
        variables = {name: value for name, value in variables.items() if not name.startswith("PIP_")}
        variables["PIP_CONFIG_FILE"] = os.devnull
    command = [str(python_of(env)), "-m", "pip", "install", "--no-input", "--disable-pip-version-check",
               "--progress-bar", "off", "--retries", "2"] + arguments
    log, count, shown = [], 0, sys.stdout.isatty()
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace") as child:
        for line in child.stdout:
            log.append(line)
            total -= line.startswith("Ignoring ")  # listed for another system
            if total > 0 and re.match(r"Collecting |Processing |Requirement already", line):
                count += 1
                if shown or count % 20 == 0:
                    say(f"{chr(13) if shown else ''}  package {count} of {total} ", "" if shown else "\n")
            elif total > 0 and line.startswith("Installing collected"):
                say(("\n" if shown else "") + "  unpacking them (this is the longest step)")
    with contextlib.suppress(OSError), open(str(env / "install.log"), "a", encoding="utf-8") as record:
        record.writelines(log)
    if child.returncode:
        raise Stop(explain("".join(log), env))


ELSEWHERE = "or use a folder made with 'workshop.py bundle', which needs no network."
REASONS = [  # what pip's report holds, and the sentence for it
    (r"No space left|Errno 28|WinError 112|not enough space",
     "The disk is full: free {space} MB and start again; the install is then repaired."),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
     "The network here replaces security certificates, as some hospitals do; ask your IT department for its "
     "certificate file and set PIP_CERT to it, " + ELSEWHERE),
    (r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|Max retries|"
     r"name resolution|Connection (broken|refused|reset|aborted)|Network is unreachable",
     "The packages could not be downloaded because there is no way to the internet from here; connect and "
     "start again, " + ELSEWHERE),
    (r"DO NOT MATCH THE HASHES",
     "A package is not the one that was tested, so it was not installed; try again, or ask the maintainers."),
    (r"Permission denied|Errno 13|WinError 5\b|WinError 32",
     "Another program holds or protects {env}; close other windows of the workshop and start again."),
]


def explain(log, env):
    """One sentence for what pip reported."""
    for pattern, sentence in REASONS:
        if re.search(pattern, log):
            return sentence.format(space=SPACE_NEEDED, env=env)
    missing = re.search(r"No matching distribution found for ([\w.-]+)", log)
    if missing and (ROOT / "wheels").is_dir():
        return (f"The folder wheels has no {missing.group(1)} for Python {version_of(env)} on this machine; "
                f"use Python {TRIED}, or rename the folder wheels and start again with a network.")
    if missing:
        return (f"There is no ready-made {missing.group(1)} for Python {version_of(env)} on this machine; "
                f"install one of Python {TRIED} beside it and start again.")
    return (f"The install stopped; start again, and if it stops again send the file {env / 'install.log'} "
            f"to the maintainers.")


def make(env):
    """An empty environment, marked as ours before anything else so that an interrupted one is known."""
    free = shutil.disk_usage(str(next(p for p in env.parents if p.exists()))).free // 10**6
    if free < SPACE_NEEDED:
        raise Stop(f"The disk has {free} MB free and the workshop needs {SPACE_NEEDED} MB; "
                   f"free some and start again.")
    if env.exists():
        with contextlib.suppress(FileNotFoundError):
            (env / "pyvenv.cfg").unlink()  # first: a half-deleted one must not look like somebody else's
        shutil.rmtree(str(env))
    env.mkdir(parents=True)
    (env / STAMP).write_text("being made", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "venv", str(env)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode or answer([str(python_of(env)), "-m", "pip", "--version"]) is None:
        raise OSError(done.stdout.decode("utf-8", "replace").strip() or "no pip in it")


@contextlib.contextmanager
def only_one():
    """Two impatient double-clicks must not install into one folder; a lock ends with its process."""
    name = "medsocial-" + digest(Path.home(), ROOT)[:12] + ".lock"
    with open(os.path.join(tempfile.gettempdir(), name), "a+") as handle:
        told = False
        while True:
            try:
                if WINDOWS:
                    import msvcrt
                    handle.seek(0)
                    msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    import fcntl
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if not told:
                    say("Another window is preparing the workshop; this one waits for it.")
                told = True
                time.sleep(0.5)
        yield


def prepare(kind):
    """The environment with the learner's packages, or with those of the tests too; nothing is done twice."""
    lock = ROOT / ("requirements-test.lock" if kind == "test" else "requirements.lock")
    if not lock.is_file():
        raise Stop(f"The file {lock.name} is missing here; "
                   f"take a complete copy of the workshop and start again.")
    want, project = digest(lock.read_bytes()), project_key()

    def ready():
        for env, _ in places():
            stamp = read_stamp(env)
            if stamp.get(kind) == want and stamp.get("project") == project:
                return env
        return None

    env = ready()
    if env is None:
        with only_one():
            env = ready() or install(kind, lock, want, project)
    return env


def install(kind, lock, want, project):
    need_python()
    for env, reason in places():
        stamp = read_stamp(env)
        if stamp or in_conda():
            break
        if reason:
            say(f"The environment goes to {env}, because {reason}.")
        try:
            say("Making a private environment. This happens once and takes one to three minutes.")
            make(env)
            break
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise Stop(explain("No space left", env)) from None
            problem = str(error).splitlines()[-1]
            shutil.rmtree(str(env), ignore_errors=True)
    else:
        raise Stop(f"No folder can hold the environment ({problem}); copy the workshop to a folder of "
                   f"your own, such as Documents, and start again.")
    wheels = ROOT / "wheels"
    offline = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    if stamp.get(kind) != want:
        (env / STAMP).write_text("being made", encoding="utf-8")
        total = len(re.findall(r"(?m)^[\w.-]+==", lock.read_text(encoding="utf-8")))
        say("Installing packages" + (" from the folder wheels, without the network." if offline else "."))
        pip(env, offline + ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)], total)
        stamp = {kind: want}
        if kind == "test":  # its lock holds all of the learner's
            stamp["learner"] = digest((ROOT / "requirements.lock").read_bytes())
    say("Installing the workshop itself.")
    pip(env, ["--no-index", "--no-deps", "--no-build-isolation", "--quiet", "-e", str(ROOT)])
    # Last: without it the next start repairs.
    write_stamp(env, dict(stamp, python=version_of(env), project=project))
    return env


# ---- the browser of the tests ----------------------------------------------------------------------------

def find_browser():
    """Path of an installed Chromium, Chrome or Edge, or None."""
    names = "chromium chromium-browser google-chrome google-chrome-stable microsoft-edge msedge"
    paths = [os.environ.get("MEDSOCIAL_BROWSER")] + [shutil.which(name) for name in names.split()]
    paths += [f"/Applications/{name}.app/Contents/MacOS/{name}"
              for name in ("Google Chrome", "Chromium", "Microsoft Edge")]
    paths += [os.path.join(os.environ.get(base, ""), maker, "Application", program)
              for base in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
              for maker, program in ((r"Google\Chrome", "chrome.exe"), (r"Microsoft\Edge", "msedge.exe"))]
    return next((path for path in paths if path and os.path.isfile(path)), None)


def need_browser():
    browser = find_browser()
    if browser is None and os.path.exists("/etc/debian_version") and shutil.which("apt-get"):
        command = ["apt-get", "install", "-y", "--no-install-recommends"] + DEBIAN_BROWSER
        if os.geteuid() != 0:
            raise Stop(f"The tests need a browser; install it with 'sudo {' '.join(command)}' "
                       f"and start again.")
        say("Installing a browser for the tests (apt-get).")
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for step in (["apt-get", "update", "-q"], command):
            subprocess.run(step, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        browser = find_browser()
    if browser is None:
        cure = {"win32": "winget install Google.Chrome", "darwin": "brew install --cask google-chrome"}.get(
            sys.platform, "sudo dnf install chromium")
        raise Stop(f"The tests need Chromium, Chrome or Edge; install one, for example with '{cure}', "
                   f"and start again.")
    return browser


# ---- start -----------------------------------------------------------------------------------------------

def run(command, variables):
    """Wait for a child process; Ctrl-C reaches it too, so it ends in its own way and we wait."""
    child = subprocess.Popen(command, env=variables)
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def main(arguments):
    if sys.version_info < OLDEST:
        command = newer_python()
        if command is None:
            raise Stop("This is Python %d.%d and the workshop needs Python 3.11 or newer; install it from "
                       "python.org or from your IT department and start again." % tuple(sys.version_info[:2]))
        return run(command + [str(ROOT / "workshop.py")] + arguments, dict(os.environ))
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        say(__doc__)
        return 0
    word = arguments[0] if arguments and not arguments[0].startswith("-") else "lab"
    rest = arguments[1:] if arguments[:1] == [word] else arguments
    env = prepare("test" if word == "test" else "learner")
    variables = child_environment(env)
    if variables.get("MEDSOCIAL_HOME") != os.environ.get("MEDSOCIAL_HOME"):
        say(f"This folder is not writable, so your answers are kept in {variables['MEDSOCIAL_HOME']}.")
    if word == "test":
        variables["MEDSOCIAL_BROWSER"] = need_browser()
    module = ["medsocial.bundle"] if word == "bundle" else ["medsocial", word]
    return run([str(python_of(env)), "-m"] + module + rest, variables)


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except Stop as stop:
        print("\n" + str(stop), file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("\nStopped. Start again when you like; an unfinished install is repaired.", file=sys.stderr)
        code = 130
    except OSError as error:
        print(f"\nThe workshop could not start ({error}); copy it to a folder of your own, "
              f"such as Documents, and start again.", file=sys.stderr)
        code = 1
    if code and WINDOWS and "PROMPT" not in os.environ and sys.stdin and sys.stdin.isatty():
        input("Press Enter to close this window.")  # started by a double-click: the message must stay
    sys.exit(code)
