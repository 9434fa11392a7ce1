"""Faults made on purpose, as listed in `mutants.toml`: the tests named beside each must notice it.

Each fault is put into a copy of the workshop by itself.

Not part of the test run; start it with `python tests/mutants.py`, or with words of the names of some faults. It ends
with 1 if a fault survives, or if its old text no longer stands in the file: then write the fault afresh.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "my_workshop", "dist", "wheels", "pages", ".*_cache")
SECONDS = 900
LIST = ROOT / "tests" / "mutants.toml"


@dataclass(frozen=True)
class Fault:
    """One fault: what it is, where, the text before and after, and the tests that should see it."""

    name: str
    file: str
    before: str
    after: str
    tests: str


def names_of(words: list[str]) -> list[Fault]:
    """Return the faults of the list whose names hold one of the words; all without words."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]
    return [fault for fault in (Fault(**one) for one in listed) if not words or any(word in fault.name for word in words)]


def attempt(fault: Fault, copy: Path) -> str:
    """Put a fault into the copy, run its tests, and take it out again; return what became of it."""
    path = copy / fault.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(fault.before) < 1:
        return "no longer applies"
    path.write_text(whole.replace(fault.before, fault.after, 1), encoding="utf-8", newline="")
    variables = {**os.environ, "PYTHONPATH": str(copy), "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *fault.tests.split()]
    try:
        done = subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "caught (it never ended)"
    finally:
        path.write_text(whole, encoding="utf-8", newline="")
    if done.returncode == 1:
        return "caught"
    # 0: all green; anything else: the tests were not found or did not start, so nothing was tried.
    return "survived" if done.returncode == 0 else f"was not tried (pytest ended with {done.returncode})\n{done.stdout[-1500:]}"


def main(words: list[str]) -> int:
    """Try the faults one after the other; return 1 unless each was caught."""
    chosen, missed = names_of(words), []
    with tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True) as folder:
        copy = Path(shutil.copytree(ROOT, Path(folder) / "copy", ignore=LEFT_OUT, symlinks=True))
        for fault in chosen:
            became = attempt(fault, copy)
            missed += [] if became.startswith("caught") else [fault.name]
            print(f"{became}: {fault.name} ({fault.file})", flush=True)
    print(f"{len(chosen) - len(missed)} of {len(chosen)} caught." + (f" Look at: {'; '.join(missed)}." if missed else ""))
    return 1 if missed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
