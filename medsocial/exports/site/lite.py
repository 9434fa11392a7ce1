"""JupyterLite with the workshop in it: the lessons, our front end and settings, and the run time's own settings."""

import html
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ...ground import paths, text
from ...ground.text import _
from ...jupyter import front_end, server
from ...jupyter.page_list import PAGES_FILE
from . import runtime
from .pictures import works_with_tables
from .wheels import (
    FILES,
    LESSONS,
    PICTURES,
    START,
    NoSite,
    Wheel,
    canonical,
    installed,
    needed,
    pack,
    pack_ours,
    pack_pictures,
    pack_text,
)

KERNEL = "python"
KERNEL_PACKAGE = "jupyterlite_pyodide_kernel"
# What its own package carries for the browser, with what of it is imported.
CARRIED = {"ipykernel": ["ipykernel"], "pyodide-kernel": ["pyodide_kernel"]}
# What the kernel of JupyterLite starts with; what is not loaded before it would be looked for elsewhere.
LOADED = ["micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython"]
# In place of what would look for packages elsewhere: a page of the site installs nothing, so it cannot ask anybody.
# `jedi` completes code while one types; to read it would delay every page.
NOTHING_TO_INSTALL = """\
async def install(*_requirements, **_options):
    raise ImportError("This edition holds all that the lessons need, and installs nothing else.")
"""
IN_PLACE_OF = {
    "micropip": {},
    "piplite": {"piplite/__init__.py": "", "piplite/piplite.py": NOTHING_TO_INSTALL},
    "jedi": {},
}
HOME = "/drive/my_workshop"
DISABLED = (
    "@jupyterlab/application-extension:property-inspector",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/filebrowser-extension:widget",
    "@jupyterlite/application-extension:share-file",
)
NOT_FOR_READERS = (
    *("doc", "package.json", "manifest.webmanifest", "jupyterlite.schema.v0.json", "icon-120x120.png", "icon-512x512.png"),
    *(f"rspack.config{kind}.js" for kind in ("", ".analyze", ".watch")),
)
# What a first visit fetches, roughly: the run time and its packages, and as many MB of JupyterLab (measured).
FETCHED = (".wasm", ".whl", ".mjs", ".zip")
JUPYTERLAB_MB = 8
EXTENSIONS = ("jupyterlab-widgets", "anywidget", KERNEL_PACKAGE)


def lessons_left(there: Iterable[str], listed: dict[str, list[str]]) -> list[str]:
    """Return the lessons that work with tables, where the run time has not what they need."""
    whole = {"matplotlib", "pandas"} <= set(there)
    return [] if whole else [Path(page).stem for page, cells in listed.items() if works_with_tables(cells)]


def build(found: runtime.Runtime, target: Path, work: Path) -> None:
    """Write JupyterLite with the lessons to `target`.

    Raises
    ------
    NoSite
        If a part is missing, does not fit, or JupyterLite cannot be built.
    """
    lite = work / "lite"
    lite.mkdir(parents=True)
    listed = server.listed_pages(PAGES_FILE)
    left = lessons_left(found.entries(), listed)
    listed = {page: cells for page, cells in listed.items() if Path(page).stem not in left}
    carried = _extensions(lite)
    _write_json(lite / "overrides.json", _settings())
    _write_json(lite / "jupyter-lite.json", _configuration(found.python))
    _lessons(listed, lite / "files")
    _build(lite, target)
    _tidy(target)
    packages = target / "static" / "pyodide"
    there = runtime.copy(found, packages)
    pictures = _pictures(work, packages)
    wheels = [*_packages(found.python, there, carried, packages), *pictures.values()]
    runtime.write_list(found, wheels, packages)

    every = needed([*START, *LESSONS], found.python)
    later = [*(name for name in needed(FILES, found.python) if name not in every), *there]
    _ours(target / "medsocial", {
        "alone": True,
        "core": [f"static/pyodide/{name}" for name in (*runtime.CORE, runtime.LIST)],
        "pages": listed,
        "elsewhere": {f"{lesson}.ipynb": f"../{lesson}.html" for lesson in left},
        "packages": {page: [*every, *_more(page, cells, pictures, there)] for page, cells in listed.items()},
        "later": later,
    })  # fmt: skip


def _more(page: str, cells: list[str], pictures: dict[str, Wheel], there: list[str]) -> list[str]:
    """Return what one page needs beside what all of them need."""
    own = pictures.get(Path(page).stem)
    return [*([own.name] if own else []), *(there if works_with_tables(cells) else [])]


def _write_json(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _extensions(lite: Path) -> Path:
    """Lay out the extensions that a page needs, and no other that happens to be installed; return the kernel's own."""
    folder = lite / "labextensions"
    for name in EXTENSIONS:
        for file in installed(name).files or ():
            parts = file.parts
            if "labextensions" in parts and file.suffix not in (".map", ".orig"):
                place = folder.joinpath(*parts[parts.index("labextensions") + 1 :])
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(Path(file.locate()), place)
    front_end.lay_out(folder / "medsocial")
    return folder / front_end.BROWSER_KERNEL / "static" / "pypi"


def _settings() -> dict:
    """Return the settings that a page of the workshop has in JupyterLab."""
    return json.loads((paths.PACKAGE / "jupyter" / "labsettings" / "medsocial.json").read_text(encoding="utf-8"))


def _configuration(python: str) -> dict:
    start = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "lockFileURL": f"./static/pyodide/{runtime.LIST}",
            "packages": [*LOADED, "medsocial"],
            "env": {
                "HOME": "/tmp",
                "IPYTHONDIR": "/tmp/ipython",
                "MEDSOCIAL_HOME": HOME,
                "MEDSOCIAL_PICTURES": f"/lib/python{python}/site-packages/{PICTURES}",
            },
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": server.words()["course"],
            "defaultKernelName": KERNEL,
            "disabledExtensions": list(DISABLED),
            "litePluginSettings": {f"{front_end.BROWSER_KERNEL}:kernel": start},
        },
    }


def _lessons(listed: Iterable[str], folder: Path) -> None:
    """Copy the lessons, for the kernel that a browser has."""
    for path in (paths.notebooks_dir() / name for name in listed):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["metadata"]["kernelspec"] = {"name": KERNEL, "display_name": "Python", "language": "python"}
        _write_json(folder / path.name, notebook)
    # A folder that is there need not be made by each page, in several steps that a reader's browser would report.
    (folder / "my_workshop").mkdir()
    (folder / "my_workshop" / "README.txt").write_text(_("The answers of this browser lie here.") + "\n", encoding="utf-8")


def _build(lite: Path, target: Path) -> None:
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(lite), "--output-dir", str(target),
               "--contents", str(lite / "files"), "--apps", "lab", "--no-sourcemaps",
               "--ignore-sys-prefix", f"--FederatedExtensionAddon.extra_labextensions_path={lite / 'labextensions'}",
               "--no-libarchive"]  # fmt: skip
    done = subprocess.run(command, cwd=lite, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines() or ["jupyterlite"]
        raise NoSite(_("JupyterLite could not be built ({reason}).").format(reason=reason[-1]))


def _packages(python: str, there: list[str], carried: Path, target: Path) -> list[Wheel]:
    """Lay the packages of every lesson beside the run time; return the wheels that were packed here."""
    wheels = [pack(name, python, target) for name in needed([*START, *LESSONS, *FILES], python) if name not in there]
    wheels += [_carried(carried, name, imports, target) for name, imports in CARRIED.items()]
    wheels += [pack_text(name, files, target) for name, files in IN_PLACE_OF.items()]
    return [*wheels, pack_ours(importlib.metadata.version("medsocial"), needed(LESSONS, python), target)]


def _tidy(target: Path) -> None:
    """Take away what is for programmers, and put our name on the window."""
    for name in NOT_FOR_READERS:
        place = target / name
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    page = target / "lab" / "index.html"
    title = html.escape(server.words()["course"])
    written = page.read_text(encoding="utf-8")
    for before, after in (
        ("<title>JupyterLite</title>", f'<title>{title}</title>\n    <link rel="icon" href="data:,">'),
        ('<link rel="manifest" href="../manifest.webmanifest">', ""),
        ("WASM powered Jupyter running in the browser.", title),
        ("<html>", f'<html lang="{text.language()}">'),
    ):
        written = written.replace(before, after, 1)
    page.write_text(written, encoding="utf-8", newline="\n")


def _pictures(work: Path, target: Path) -> dict[str, Wheel]:
    """Draw the pictures of the lessons in a process of its own, and pack them; return the wheels, by lesson."""
    drawn = work / "pictures"
    inside = {**os.environ, "MEDSOCIAL_HOME": str(work / "answers"), "MEDSOCIAL_PICTURES": ""}
    done = subprocess.run([sys.executable, "-m", f"{__package__}.pictures", str(drawn)], env=inside, capture_output=True,
                          text=True, encoding="utf-8", errors="replace")  # fmt: skip
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise NoSite(_("The pictures of the lessons could not be drawn ({reason}).").format(reason=reason))
    made = {folder.name: pack_pictures(folder, target) for folder in sorted(drawn.iterdir())}
    return {lesson: wheel for lesson, wheel in made.items() if wheel}


def _carried(folder: Path, name: str, imports: list[str], target: Path) -> Wheel:
    """Copy a wheel that the kernel's package carries, if it is the one that its own list names."""
    import hashlib

    releases = json.loads((folder / "all.json").read_text(encoding="utf-8"))[name]["releases"]
    (version, [entry]) = next(iter(releases.items()))
    file = folder / entry["filename"]
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if digest != entry["digests"]["sha256"]:
        raise NoSite(_("{file} is not the file that was installed. Delete the folder .venv and start again.").format(
            file=file.name))
    shutil.copy(file, target)
    return Wheel(canonical(name), version, file.name, digest, tuple(imports), ())


def _ours(folder: Path, more: dict) -> None:
    """Write what the server extension answers, as files."""
    _write_json(folder / "pages.json", server.answer_for(".", KERNEL, **more))
    (folder / "static").mkdir()
    for name in server.STYLE_SHEETS:
        shutil.copy(paths.static_dir() / name, folder / "static")
