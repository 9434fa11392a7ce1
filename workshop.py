#!/usr/bin/env python3
"""Start the workshop "Social media for doctors and hospitals".

    python3 workshop.py                      open the workshop (Windows: py workshop.py)
    python3 workshop.py --no-browser         only print the address; --port 9000 chooses the port
    python3 workshop.py test                 run every check
    python3 workshop.py bundle --for windows write a folder for a USB stick (or macos, linux)
    python3 workshop.py pages                write the lessons as web pages that need no Python
    python3 workshop.py site                 write the live lessons for a web server (a browser needs nothing else)
    python3 workshop.py room --phones        show a deck and let the room vote by phone
    python3 workshop.py review --role clinician --set 60-minutes   write a sheet for a reviewer
    python3 workshop.py check                check edited data
    python3 workshop.py build                run edited lessons afresh and store what they show

The first start makes a private environment and installs the listed packages. Later starts install nothing.
"""
# Standard library only. It must parse on Python 2.7 and 3.6, so that an old Python is told in plain words what to do.
import sys

if sys.version_info < (3, 6):
    sys.exit("This is Python %d.%d, which is too old for the workshop; start it with 'python3 workshop.py', or install "
             "Python 3.14 from python.org or from your IT department." % tuple(sys.version_info[:2]))

import os
import signal
import subprocess
from pathlib import Path

KNOWN = ("3.14", "3.13", "3.12", "3.11")  # every package exists ready-made for these, best first
ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"


def known_python():
    """The command of a Python that the packages exist for and that can make environments, or None."""
    for version in KNOWN:
        command = ["py", "-" + version] if WINDOWS else ["python" + version]
        try:
            if subprocess.call(command + ["-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL) == 0:
                return command
        except OSError:
            continue
    return None


def run(command, variables):
    """Wait for a child process; Ctrl-C reaches it too, so it ends in its own way and we wait."""
    started, asked = [], []

    def end(*_):
        asked.append(True)
        for child in started:
            child.terminate()

    # Set before the child begins: what comes in between would end us, and leave it alone.
    signal.signal(signal.SIGTERM, end)
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        child = subprocess.Popen(command, env=variables)
        started.append(child)
        if asked:
            child.terminate()
        return child.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def stop(*_):
    """End as Ctrl-C does, so that an install ends with us."""
    raise KeyboardInterrupt


def main(arguments):
    version = "%d.%d" % tuple(sys.version_info[:2])
    if version not in KNOWN:
        command = known_python()
        if command is None:
            sys.exit("This is Python %s and the workshop needs one of %s; install Python %s from python.org or from "
                     "your IT department and start again." % (version, ", ".join(reversed(KNOWN)), KNOWN[0]))
        return run(command + [str(ROOT / "workshop.py")] + arguments, None)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a path that this window cannot show must not end the start
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(__doc__)
        return 0
    if not (ROOT / "medsocial" / "upkeep" / "environment.py").is_file():
        sys.exit("The folder medsocial is missing beside workshop.py; unpack the whole download, or take a "
                 "complete copy of the workshop, and start again.")
    sys.path.insert(0, str(ROOT))
    from medsocial import cli
    from medsocial.ground import browser
    from medsocial.upkeep import environment
    named = bool(arguments) and not arguments[0].startswith("-")
    word, rest = (arguments[0], arguments[1:]) if named else ("lab", arguments)
    if word == "test":
        os.environ["MEDSOCIAL_BROWSER"] = browser.need()
    if word not in cli.COMMANDS:  # nothing is installed for a slip of the pen
        return cli.main(arguments)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    python, variables = environment.prepare(word if word in ("site", "test") else "learner")
    return run([str(python), "-m", "medsocial", word] + rest, variables)


def start(arguments):
    """Run; what goes wrong is one sentence."""
    try:
        return main(arguments)
    except SystemExit as stop:
        problem = stop.code
    except KeyboardInterrupt:
        problem = "Stopped; start again when you like, and an unfinished install is repaired."
    except OSError as error:
        problem = ("The workshop could not start (%s); copy it to a folder of your own, such as Documents, "
                   "and start again." % error)
    sys.stderr.write("\n%s\n" % problem)
    return 1


if __name__ == "__main__":
    code = start(sys.argv[1:])
    if code and WINDOWS and "PROMPT" not in os.environ and sys.stdin and sys.stdin.isatty():
        input("Press Enter to close this window.")  # started by a double-click: the message must stay
    sys.exit(code)
