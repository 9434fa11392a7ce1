"""Write a folder for a USB stick: the workshop and every package, so that a start needs no network."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ..ground import commands, paths
from ..ground.text import _
from .environment import PYTHONS

# Oldest systems served: glibc 2.28, macOS 12. pip does not derive the older manylinux names itself.
_LINUX = [f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)]
_LINUX += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "linux_x86_64"]
# For each system: pip's names of it, and what the markers of the lock ask.
MACHINES = {
    "windows": [(["win_amd64"], ("nt", "win32", "Windows", "AMD64"))],
    "macos": [([f"macosx_12_0_{chip}"], ("posix", "darwin", "Darwin", chip)) for chip in ("arm64", "x86_64")],
    "linux": [(_LINUX, ("posix", "linux", "Linux", "x86_64"))],
}
ALSO_CALLED = {"mac": "macos", "osx": "macos", "darwin": "macos", "win": "windows", "win32": "windows", "win64": "windows"}
_ASKED = ("os_name", "sys_platform", "platform_system", "platform_machine")
SHIPPED = "medsocial/upkeep/shipped.txt"

START_HERE = """\
SOCIAL MEDIA FOR DOCTORS AND HOSPITALS: A WORKSHOP
This folder is for {system}. It needs no network.

1. Copy this whole folder to your own disk, for example into Documents. A short path is best.

2. You need Python {pythons}. If none of them is there, take the installer of {newest}
   from python.org, or ask your IT department. No administrator rights are needed{only_here}.

3. {how}

   {command}

The first start prepares a private environment inside the folder. It takes about a minute.
Then the workshop opens in your web browser. Later starts take a few seconds.

To stop, close the browser page, go to the black window and press Ctrl and C together.
To remove everything, delete the folder. Nothing else on the computer is changed.
Your answers stay in the folder my_workshop. Nobody else gets them.
"""
HOW = {
    "windows": ("Open the folder, click into the address line, type cmd, press Enter. Then type:",
                "py workshop.py"),
    "macos": ("Open Terminal, type cd and a space, drag the folder into it, press Enter. Then type:",
              "python3 workshop.py"),
    "linux": ("Open a terminal in the folder. Then type:", "python3 workshop.py"),
}


def wanted_on(lock: str, machine: tuple[str, ...], python: str) -> dict[str, str]:
    """Return what a lock asks for on a machine and a full Python version: name==version to text with hashes.

    pip would judge the markers by the computer it runs on, not by the one it downloads for.
    """
    from packaging.markers import Marker

    there = {**dict(zip(_ASKED, machine, strict=True)), "python_version": python.rpartition(".")[0],
             "python_full_version": python, "implementation_name": "cpython",
             "platform_python_implementation": "CPython"}
    wanted = {}
    for block in re.findall(r"(?m)^[A-Za-z0-9].*(?:\n[ \t]+\S.*)*", lock):
        head, _newline, hashes = block.partition("\\\n")
        pin, _semicolon, marker = (part.strip() for part in head.partition(";"))
        if not marker or Marker(marker).evaluate(there):
            wanted[pin] = f"{pin} \\\n{hashes}"
    return wanted


def download(wanted: dict[str, str], platforms: list[str], python: str, wheels: Path) -> None:
    """Fetch the wheels of some requirements; hashes are checked."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("\n".join(wanted.values()) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input",
                   "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes",
                   "--implementation", "cp", "--python-version", python, "--dest", str(wheels),
                   "-r", str(listed)]
        for name in platforms:
            command += ["--platform", name]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if done.returncode == 0:
        return
    missing = re.search(r"No matching distribution found for ([\w.=-]+)", done.stderr)
    if missing:
        raise SystemExit(_("{package} does not exist ready-made for this system and Python {python}; lock "
                           "another version of it.").format(package=missing.group(1), python=python))
    reason = (done.stderr.strip().splitlines() or ["pip"])[-1].rstrip(".")
    raise SystemExit(_("The packages could not be downloaded ({reason}); check the network and start "
                       "again.").format(reason=reason))


def collect(system: str, wheels: Path) -> None:
    """Fill the folder of wheels for one kind of computer and every Python served."""
    lock = (paths.repo_root() / "requirements.lock").read_text(encoding="utf-8")
    wheels.mkdir(parents=True)
    for platforms, machine in MACHINES[system]:
        for python in PYTHONS:
            fetched = {"==".join(path.name.split("-")[:2]).replace("_", "-").lower()
                       for path in wheels.glob("*-none-any.whl")}
            # A pin may differ between the first and the last release of one Python.
            for version in (f"{python}.0", f"{python}.99"):
                wanted = {pin: text for pin, text in wanted_on(lock, machine, version).items()
                          if pin not in fetched}
                if wanted:
                    print(_("Python {python}, {machine}: {count} packages").format(
                        python=python, machine=machine[-1], count=len(wanted)), flush=True)
                    download(wanted, platforms, version, wheels)
                    fetched |= set(wanted)


def listed(root: Path) -> list[str]:
    """Return what is shipped, as paths below the root: the list that `build` derives from what git tracks.

    A list of what is left out would miss a class file, a report or a note that somebody keeps beside the workshop.
    """
    try:
        return (root / SHIPPED).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise SystemExit(_("The list {file} is missing; take a complete copy of the workshop and start again.").format(
            file=SHIPPED)) from None


def shipped_text(root: Path) -> str | None:
    """Return the text of the list for a checkout; None where git is not asked, since then the list stays as it came."""
    if not (root / ".git").exists() or not shutil.which("git"):
        return None
    done = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True)
    names = {name for name in done.stdout.decode("utf-8").split("\0") if name and (root / name).is_file()}
    return "\n".join(sorted(names | {SHIPPED})) + "\n" if done.returncode == 0 and names else None


def write(system: str) -> Path:
    """Write the whole folder into dist; it appears under its name only when it is complete."""
    root = paths.repo_root()
    if root is None:
        raise SystemExit(_("A bundle is made from the workshop's folder; start workshop.py from there."))
    folder = root / "dist" / f"medsocial-workshop-{system}"
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for name in listed(root):
        target = part / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(root / name, target)
        except FileNotFoundError:
            raise SystemExit(_("{file} is missing; take a complete copy of the workshop and start again.").format(
                file=name)) from None
    collect(system, part / "wheels")
    how, command = HOW[system]
    text = START_HERE.format(
        system={"windows": "Windows", "macos": "macOS", "linux": "Linux"}[system], how=how, command=command,
        pythons=f"{', '.join(PYTHONS[:-1])} or {PYTHONS[-1]}", newest=PYTHONS[-1],
        only_here=" (choose 'for me only')" if system == "windows" else "")
    newline = "\r\n" if system == "windows" else "\n"
    (part / "START_HERE.txt").write_text(text, encoding="utf-8", newline=newline)
    if folder.exists():
        shutil.rmtree(folder)
    part.rename(folder)
    return folder


def _system(words: str) -> str:
    name = words.strip().lower()
    name = ALSO_CALLED.get(name, name)
    if name not in MACHINES:
        raise argparse.ArgumentTypeError(_("“{words}” is none of {names}").format(words=words, names=", ".join(sorted(MACHINES))))
    return name


def main(arguments: list[str] | None = None) -> int:
    """Run the command line of the bundle."""
    parser = commands.Parser("bundle", _("Write a folder for a USB stick."))
    parser.add_argument("--for", dest="system", type=_system, required=True, metavar="SYSTEM",
                        help=_("for which computers: windows, macos or linux"))
    system = parser.parse_args(arguments).system
    try:
        folder = write(system)
    except OSError as error:
        print(_("The folder cannot be written ({reason}: {place}). Free some space, or copy the workshop to a folder "
                "of your own, and run the command again.").format(reason=error.strerror or error, place=error.filename))
        return 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(_("Written: {folder}, {size} MB.").format(folder=folder, size=round(size / 1e6)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
