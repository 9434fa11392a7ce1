"""Decks as PDF, printed by Chromium, Chrome or Edge, called directly."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from ..ground import browser
from ..ground.text import _

SECONDS = 180


def find() -> str | None:
    """Return the path of a browser that prints, or None."""
    return browser.find()


def print_deck(paper: str, to: Path, program: str) -> bool:
    """Print a deck, given as HTML for the printer; return whether every slide became a page."""
    with tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "deck.html"
        page.write_text(paper, encoding="utf-8")
        command = [
            program,
            "--headless=new",
            "--disable-gpu",
            "--no-first-run",
            "--disable-extensions",
            f"--user-data-dir={Path(folder) / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={to.resolve()}",
            page.as_uri(),
        ]
        if getattr(os, "geteuid", lambda: 1)() == 0:
            command.insert(1, "--no-sandbox")
        try:
            to.unlink(missing_ok=True)
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return to.is_file() and pages_of(to) == paper.count('<section class="slide ')


def pages_of(file: Path) -> int:
    """Return how many pages a PDF of a browser has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes()))


def missing() -> str:
    """Return what to say where there is no browser."""
    return _(
        "No PDF was written, since no Chromium, Chrome or Edge was found on this computer. "
        "Install one, and run the command again."
    )
