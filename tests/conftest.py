"""Every test runs with an empty answers folder, a fixed date and English words; no skip is silent."""

import gc
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
for _name in build.NOT_INHERITED:
    os.environ.pop(_name, None)
os.environ.update(build.environment(Path(_clean.name)))
# A busy machine is no fault of a test: none has a deadline, or fails because examples take long to make.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
# Widgets live as long as their process: looking through thousands of them for what can go costs a tenth of the time.
gc.set_threshold(100_000, 20, 50)

# Files that last long begin first, so that no processor has one left when the others have nothing to do.
BROWSER = ("lessons", "opening", "site_live", "session_deck", "typed", "room", "pages_opened", "apps", "upgrade", "guide")
OTHERS = ("tests/test_growth", "tests/test_twins", "tests/upkeep/", "notebooks/")
LONG = (*(f"tests/browser/test_{name}" for name in BROWSER), *OTHERS)

_not_run: list[tuple[str, str]] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what lasts long first; what stands in one file stays together and in order."""
    items.sort(key=lambda item: next((n for n, place in enumerate(LONG) if item.nodeid.startswith(place)), len(LONG)))


@pytest.fixture(autouse=True)
def home(monkeypatch) -> Path:
    """Give each test an answers folder of its own that does not exist yet, and English words after it."""
    place = tempfile.mkdtemp(dir=_homes.name)
    folder = Path(place) / "my workshop é"
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
