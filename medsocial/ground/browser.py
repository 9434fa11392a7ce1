"""The browser of the tests: Chromium, Chrome or Edge, whichever is installed. Standard library only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
MAC_NAMES = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
# The shell saves the tests a fifth to a half of the browser's work; with fonts, text has the width that it has elsewhere.
PACKAGES = ["chromium", "chromium-headless-shell", "fonts-dejavu-core", "fonts-noto-core"]
DEBIAN = ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]
CURES = {"win32": "winget install Google.Chrome", "darwin": "brew install --cask google-chrome"}


def find() -> str | None:
    """Return the path of a browser: the one `MEDSOCIAL_BROWSER` names, else an installed one."""
    places = [os.environ.get("MEDSOCIAL_BROWSER"), *map(shutil.which, COMMANDS)]
    places += [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in MAC_NAMES]
    folders = [folder for folder in map(os.environ.get, WINDOWS_FOLDERS) if folder]
    places += [os.path.join(folder, program) for folder in folders for program in WINDOWS_PROGRAMS]
    return next((place for place in places if place and os.path.isfile(place)), None)


def on_debian() -> bool:
    """Return whether this is Debian itself: on Ubuntu the package of this name holds no browser."""
    try:
        return "ID=debian" in Path("/etc/os-release").read_text(encoding="utf-8").split()
    except OSError:
        return False


def need() -> str:
    """Return a browser; install one as root on Debian, else stop with the command that gets one."""
    debian = on_debian() and shutil.which("apt-get") is not None
    if not find() and debian and os.geteuid() == 0:
        print("Installing a browser for the tests with apt-get.", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-q"], DEBIAN):
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    browser = find()
    if browser is None:
        cure = f"sudo {' '.join(DEBIAN)}" if debian else CURES.get(sys.platform, "sudo snap install chromium")
        raise SystemExit(f"The tests need Chromium, Chrome or Edge; install one, for example with '{cure}', "
                         f"and start again.")
    print(f"The browser of the tests is {browser}.", flush=True)
    return browser
