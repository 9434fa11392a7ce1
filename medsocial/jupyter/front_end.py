"""Lay out the JupyterLab extension so that a browser can never show an old one.

A server of JupyterLab tells browsers to keep an extension's files for a year. So every copy that is served,
by `lab` or from an installed environment, has its files in a folder named for their content.
Standard library only, and nothing of this package: `hatch_build.py` runs this file while the package is built.
"""

import hashlib
import json
import shutil
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "labextension"
# Where the browser edition is built, its kernel lies beside our extension; JupyterLab and the live pages cannot load it.
BROWSER_KERNEL = "@jupyterlite/pyodide-kernel-extension"


def content_name(folder: Path) -> str:
    """Return a short name for what the files of a folder hold."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def lay_out(target: Path, source: Path = SOURCE) -> None:
    """Copy the extension to a new folder, its files to one named for their content, and name the door there.

    Parameters
    ----------
    target : Path
        The folder to make.
    source : Path
        The extension as it is written.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("static"))
    name = f"static/{content_name(source / 'static')}"
    shutil.copytree(source / "static", target / name)
    package = json.loads((source / "package.json").read_text(encoding="utf-8"))
    build = package["jupyterlab"]["_build"]
    build["load"] = build["load"].replace("static", name, 1)
    (target / "package.json").write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")
