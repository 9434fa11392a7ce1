"""Every test runs with an empty answers folder, a fixed date and English words; no skip is silent."""

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from medsocial.ground import text
from medsocial.upkeep import build, run_tests

_clean = tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True)
# Thousands of small files, each written to the disk at once: in memory where the system offers it.
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
_homes = tempfile.TemporaryDirectory(prefix="medsocial-", dir=_MEMORY, ignore_cleanup_errors=True)
_numbers = itertools.count()
for _name in ("MEDSOCIAL_LANGUAGE", "MEDSOCIAL_DATA"):
    os.environ.pop(_name, None)
os.environ.update(build.environment(Path(_clean.name)))
# A busy machine is no fault of a test: none has a deadline, or fails because examples take long to make.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

_not_run: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def home(monkeypatch) -> Path:
    """Give each test an answers folder of its own that does not exist yet, and English words after it."""
    place = Path(_homes.name) / str(next(_numbers))
    place.mkdir()
    folder = place / "my workshop é"
    monkeypatch.setenv("MEDSOCIAL_HOME", str(folder))
    yield folder
    text.use_language(None)
    shutil.rmtree(place, ignore_errors=True)


def _note(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _not_run.append((report.nodeid, reason.removeprefix("Skipped: ")))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember a test that did not run."""
    _note(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember a file whose tests did not run."""
    _note(report)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail an automatic run in which a test did not run."""
    if _not_run and exitstatus == 0 and run_tests.in_ci():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each test that did not run, and why."""
    if _not_run:
        terminalreporter.section("did not run" + (" (in CI a failure)" if run_tests.in_ci() else ""))
        for name, reason in _not_run:
            terminalreporter.write_line(f"{name}: {reason}")
