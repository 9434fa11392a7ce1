"""Running pip: a count in plain words, and nothing of it left behind. Standard library only, as environment.py is."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

POSIX = os.name == "posix"
LOG = "install.log"
_FIRST = "PIP_CERT"  # where it is set, the others would still win over it
_OTHERS = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_UNWANTED = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT", "PIP_REQUIREMENT", "PIP_LOG")


def install(
    python: Path, log: Path, arguments: list[str], variables: dict[str, str], offline: bool,
    total: int = 0, lock: int | None = None,
) -> str | None:
    """Run pip and show a count; return what it reported if it failed.

    Parameters
    ----------
    python : Path
        The Python to install for.
    log : Path
        The file to which pip adds its whole report.
    arguments : list of str
        What to install.
    variables : dict
        The environment variables.
    offline : bool
        Whether packages are taken from a folder only, so that nothing may name another place.
    total : int
        How many packages there are to count; 0 counts none.
    lock : int, optional
        The open lock of this install. pip keeps it too: whoever starts while a forsaken pip still writes, waits.
    """
    kept = {name: value for name, value in variables.items() if name not in _UNWANTED}
    if offline:
        kept = {name: value for name, value in kept.items() if not name.startswith("PIP_")}
        kept["PIP_CONFIG_FILE"] = os.devnull
    if kept.get(_FIRST):
        kept = {name: value for name, value in kept.items() if name not in _OTHERS}
    kept |= {"PIP_USER": "0", "PIP_REQUIRE_HASHES": "0"}
    command = [str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off",
               "--retries", "2", "--log", str(log), *arguments]  # fmt: skip
    before = log.stat().st_size if log.is_file() else 0
    said = []
    child = subprocess.Popen(command, env=kept, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                             errors="replace", start_new_session=POSIX, pass_fds=() if lock is None or not POSIX else (lock,))
    with _ended(child):
        said.extend(_counted(child, total))
    if child.returncode == 0:
        return None
    with contextlib.suppress(OSError), log.open("rb") as whole:
        whole.seek(before)
        said.append(whole.read().decode("utf-8", "replace"))
    return "".join(said)


@contextlib.contextmanager
def _ended(child: subprocess.Popen) -> Iterator[None]:
    """Leave only when a process and all that it started have ended, whatever happens here."""
    try:
        yield
        child.wait()
    except BaseException:
        if POSIX:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        else:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
            child.kill()
        child.wait()
        raise
    finally:
        child.stdout.close()


def _counted(child: subprocess.Popen, total: int) -> Iterator[str]:
    """Yield what pip prints, and show how far it is."""
    count, shown = 0, sys.stdout.isatty()
    for line in child.stdout:
        yield line
        total -= line.startswith("Ignoring ")  # listed for another system
        if total > 0 and line.startswith(("Collecting ", "Processing ", "Requirement already")):
            count += 1
            if shown or count % 20 == 0:
                print(f"  package {count} of {total} ", end="\r" if shown else "\n", flush=True)
        elif total > 0 and line.startswith("Installing collected"):
            print(("\n" if shown else "") + "  unpacking them (this is the longest step)", flush=True)
