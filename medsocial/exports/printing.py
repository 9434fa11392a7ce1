"""Decks as PDF, printed by Chromium, Chrome or Edge, called directly."""

import contextlib
import os
import re
import subprocess
import tempfile
from pathlib import Path

from ..ground import browser, files
from ..ground.text import _

SECONDS = 180


def find() -> str | None:
    """Return the path of a browser that prints, or None."""
    return browser.find()


def print_deck(paper: str, to: Path, program: str) -> bool:
    """Print a deck, given as HTML for the printer; return whether every slide became a page."""
    return print_paper(paper, to, program) == paper.count('<section class="slide ')


def print_paper(paper: str, to: Path, program: str) -> int:
    """Print HTML for the printer; return of how many pages the PDF is, 0 if there is none."""
    with tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "deck.html"
        printed = page.with_suffix(".pdf")
        files.write(page, paper)
        command = [
            program,
            "--headless=new",
            "--disable-gpu",
            "--no-first-run",
            "--disable-extensions",
            f"--user-data-dir={Path(folder) / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        if getattr(os, "geteuid", lambda: 1)() == 0:
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False)
            content = printed.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            with contextlib.suppress(OSError):
                to.unlink()  # an older one would be taken for that of this deck
            return 0
        with contextlib.suppress(OSError):
            return pages_of(files.write(to, content))
    return 0


def pages_of(file: Path) -> int:
    """Return how many pages a PDF of a browser has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes()))


def missing() -> str:
    """Return what to say where there is no browser."""
    return _(
        "No PDF was written, since no Chromium, Chrome or Edge was found on this computer. "
        "Install one, and run the command again."
    )
