"""Run all tests: the code's style, unit and browser tests, and every notebook against what it stores."""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

from ..ground import paths
from . import build

BROWSER = "tests/browser"
NOTHING_COLLECTED = 5
NOT_UNDERSTOOD = 4
NBVAL = [
    "--nbval",
    "--nbval-current-env",
    f"--nbval-cell-timeout={build.SECONDS_A_CELL}",
    f"--nbval-kernel-startup-timeout={build.SECONDS_TO_START}",
]
# One process for each processor, which takes the next file when it has done one.
SIDE_BY_SIDE = ["-n", "logical", "--dist=loadfile", "--no-loadscope-reorder"]


@dataclass
class Tally:
    """What became of the tests of one or more runs."""

    passed: int = 0
    failed: int = 0
    not_run: list[str] = field(default_factory=list)

    def add(self, report: Path) -> None:
        """Count the tests of one JUnit report."""
        for case in ElementTree.parse(report).iter("testcase"):
            kinds = {child.tag: child for child in case}
            if "failure" in kinds or "error" in kinds:
                self.failed += 1
            elif "skipped" in kinds:
                why = kinds["skipped"].get("message", "no reason given")
                self.not_run.append(f"{case.get('classname')}.{case.get('name')}: {why}")
            else:
                self.passed += 1

    def closing_line(self) -> str:
        """Return the counts in one line."""
        line = f"{self.passed} passed, {self.failed} failed"
        return line + (f", {len(self.not_run)} did not run" if self.not_run else "")


def in_ci() -> bool:
    """Return whether this is an automatic run, where a test that does not run counts as a failure."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def commands(arguments: list[str], root: Path) -> list[list[str]]:
    """Return pytest's arguments for each run: all tests side by side, or the named ones in one process."""
    if any((root / word.partition("::")[0]).exists() for word in arguments if not word.startswith("-")):
        return [[*NBVAL, *arguments]]
    more = [*SIDE_BY_SIDE, *arguments]
    # Apart, because a process that drives a browser has an event loop of its own, which others must not meet.
    return [[BROWSER, *more], ["tests", "notebooks", f"--ignore={BROWSER}", *NBVAL, *more]]


def run(arguments: list[str], root: Path, folder: Path) -> tuple[Tally, bool]:
    """Run the checks in child processes; return the counts, and whether all of them ended well."""
    home = folder / "answers"
    home.mkdir()
    variables = build.environment(home)
    style = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=root, env=variables).returncode
    if style:
        print("The style check (ruff) found the lines above.", flush=True)
    tally, well = Tally(), style == 0
    for number, words in enumerate(commands(arguments, root)):
        report = folder / f"run-{number}.xml"
        pytest = [sys.executable, "-m", "pytest", "-q", "--color=no", f"--junit-xml={report}"]
        code = subprocess.run([*pytest, *words], cwd=root, env=variables).returncode
        # With -k or -m one of the runs may have nothing to do.
        well = code in ((0, NOTHING_COLLECTED) if arguments else (0,)) and well
        if report.is_file():
            tally.add(report)
        else:
            well = False
            print(f"pytest ended with code {code} and no report.")
    return tally, well and tally.passed > 0


def main(arguments: list[str]) -> int:
    """Run all tests, or those that pytest's own arguments choose."""
    root = paths.repo_root()
    if root is None or not (root / "tests").is_dir():
        print("The tests are not part of an installed package. Run them from a copy of the repository.")
        return 2
    if arguments:  # a slip of the pen is said at once, and not by every run after the style check
        read = [sys.executable, "-m", "pytest", "--markers", *arguments]  # it reads them all and runs nothing
        asked = subprocess.run(read, cwd=root, capture_output=True, text=True)
        if asked.returncode == NOT_UNDERSTOOD:
            reason = next((line for line in asked.stderr.splitlines() if "error: " in line), "error: " + " ".join(arguments))
            print(f"pytest does not understand this: {reason.partition('error: ')[2]}.")
            return 2
    with tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True) as folder:
        tally, well = run(arguments, root, Path(folder))
    if tally.not_run:
        print("\nDid not run:")
        print("\n".join(f"  {line}" for line in tally.not_run))
        if in_ci():
            print("In an automatic run (CI) that is a failure.")
            well = False
    elif not well and not tally.failed:
        print("\nA check outside the counted tests failed; see above.")
    print(f"\n{tally.closing_line()}", flush=True)
    return 0 if well and not tally.failed else 1
