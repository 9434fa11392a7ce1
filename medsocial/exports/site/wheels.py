"""The packages that the browser runs, as wheels: packed from what is installed here, checked file by file.

What is installed came by a lock with hashes, and pip wrote down the hash of each file. So nothing is fetched, and a file
that was changed afterwards is found. Compiled parts stay behind: what has a pure form besides runs in a browser.
"""

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ...display.documents import NoDocument
from ...ground import paths
from ...ground.text import _

# Needed to start Python's side of a page, before a lesson names anything.
START = ("comm", "ipython")
# What every lesson imports, and what only the files need that some of them write.
LESSONS = ("ipywidgets", "anywidget", "babel", "PyYAML")
FILES = ("Jinja2", "icalendar", "segno")
PICTURES = "medsocial_pictures"
# Compiled here, and pure without it: each says so at its import and goes on.
PURE_TOO = {"pyyaml", "markupsafe", "psygnal"}
# Named by a package for other work than ours: completion of code, terminals, the files of widgets for a server.
NOT_NEEDED = {
    *("jedi", "parso", "pexpect", "ptyprocess", "prompt-toolkit", "wcwidth", "colorama", "psutil"),
    *("widgetsnbextension", "jupyterlab-widgets"),
}
# Of Babel's 1,000 languages only English and those that the workshop is translated to: 10 MB become 1.
LOCALE_DATA = "babel/locale-data/"
LEFT_BEHIND = {"__pycache__", "tests", "test", "testing"}
KEEPS_TESTING = {"ipython"}  # its `testing` is imported by itself
COMPILED = (".so", ".pyd", ".dylib")
# Rooms of the package that no lesson imports: the commands of a facilitator and a maintainer.
NO_LESSON = {"exports", "results", "room", "upkeep"}
DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive knows: the same files give the same wheel


class NoSite(NoDocument):
    """The site cannot be built; the message says why and how to mend it."""


@dataclass(frozen=True)
class Wheel:
    """A wheel in a folder, as the run time's list of packages names it."""

    name: str
    version: str
    file: str
    sha256: str
    imports: tuple[str, ...]
    depends: tuple[str, ...]

    def entry(self) -> dict:
        """Return its entry in `pyodide-lock.json`."""
        return {
            "name": self.name,
            "version": self.version,
            "file_name": self.file,
            "install_dir": "site",
            "sha256": self.sha256,
            "package_type": "package",
            "imports": list(self.imports),
            "depends": list(self.depends),
            "unvendored_tests": False,
        }


def canonical(name: str) -> str:
    """Return a package's name as lists of packages compare it."""
    from packaging.utils import canonicalize_name

    return canonicalize_name(name)


def _hashed(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def _write(folder: Path, name: str, version: str, files: dict[str, bytes], metadata: str) -> tuple[str, str]:
    """Write a wheel; return the name of its file, which says what it holds, and its hash.

    A browser that kept the file of an earlier site must not take it for this one.
    """
    name = canonical(name).replace("-", "_")
    info = f"{name}-{version}.dist-info"
    files = dict(sorted(files.items()))
    files[f"{info}/METADATA"] = metadata.encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: medsocial\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = [f"{path},sha256={_hashed(content)},{len(content)}" for path, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, DAY), content, zipfile.ZIP_DEFLATED, 9)
    digest = hashlib.sha256(packed.getvalue()).hexdigest()
    # The number of a build begins with a digit.
    file = f"{name}-{version}-0{digest[:10]}-py3-none-any.whl"
    (folder / file).write_bytes(packed.getvalue())
    return file, digest


def _plain(name: str, version: str = "0") -> str:
    return f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"


def needed(names: Iterable[str], python: str, there: Iterable[str] = ()) -> list[str]:
    """Return installed packages with all that they need in a browser; what is `there` already ends the search.

    Parameters
    ----------
    python : str
        The browser's Python, such as "3.14".
    """
    from packaging.requirements import Requirement

    browser = {
        "os_name": "posix", "sys_platform": "emscripten", "platform_system": "Emscripten", "platform_machine": "wasm32",
        "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "extra": "",
    }  # fmt: skip
    found: dict[str, None] = {}
    waiting = list(names)
    there = set(there)
    while waiting:
        name = canonical(waiting.pop(0))
        if name in found or name in NOT_NEEDED or name in there:
            continue
        found[name] = None
        for line in installed(name).requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate(browser):
                waiting.append(requirement.name)
    return list(found)


def installed(name: str) -> importlib.metadata.Distribution:
    """Return an installed package; NoSite says what to do where it is not there."""
    try:
        return importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        raise NoSite(_("The package {name} is not installed here, and the browser edition needs it. Start the command by "
                       "`python3 workshop.py site`, which installs it.").format(name=name)) from None


def pack(name: str, python: str, folder: Path) -> Wheel:
    """Write the wheel of an installed package.

    Raises
    ------
    NoSite
        If it does not fit the browser's Python, has no pure form, or a file is not the one that was installed.
    """
    from packaging.specifiers import SpecifierSet

    package, name = installed(name), canonical(name)
    asked = package.metadata.get("Requires-Python")
    if asked and not SpecifierSet(asked).contains(f"{python}.0"):
        raise NoSite(_("The package {name} {version} does not fit Python {python} of the run time (it asks for {asked}). "
                       "Take a run time of another version.").format(
                           name=name, version=package.version, python=python, asked=asked))
    compiled = [file for file in package.files or () if file.suffix in COMPILED]
    if compiled and name not in PURE_TOO:
        raise NoSite(_("The package {name} is compiled for this computer and cannot run in a browser. Name a run time that "
                       "brings its own, with --pyodide.").format(name=name))
    files = dict(_files(package, name))
    written = _write(folder, name, package.version, files, package.read_text("METADATA") or "")
    return Wheel(name, package.version, *written, _imports(files), tuple(n for n in needed([name], python) if n != name))


def _files(package: importlib.metadata.Distribution, name: str) -> Iterable[tuple[str, bytes]]:
    for file in package.files or ():
        path = PurePosixPath(file.as_posix())
        ours = not path.is_absolute() and path.parts[0] not in ("..", "share") and not path.parts[0].endswith(".dist-info")
        left = LEFT_BEHIND - ({"testing"} if name in KEEPS_TESTING else set())
        if str(path).startswith(LOCALE_DATA) and path.stem.partition("_")[0] not in {"root", "en", *_languages()}:
            continue
        if not ours or left & set(path.parts) or path.suffix in (*COMPILED, ".pyi", ".pyc", ".pxd", ".pyx", ".c", ".h"):
            continue
        content = Path(file.locate()).read_bytes()
        if file.hash and file.hash.mode == "sha256" and file.hash.value != _hashed(content):
            raise NoSite(_("{file} of the package {name} is not the file that was installed. Delete the folder .venv and "
                           "start again.").format(file=path, name=name))
        yield str(path), content


def _languages() -> set[str]:
    return {path.name for path in paths.locale_dir().iterdir() if path.is_dir()}


def _imports(files: Iterable[str]) -> tuple[str, ...]:
    tops = {PurePosixPath(file).parts[0] for file in files if file.endswith(".py")}
    return tuple(sorted(top.removesuffix(".py") for top in tops))


def pack_text(name: str, files: dict[str, str], folder: Path) -> Wheel:
    """Write a wheel of a few lines of our own, or of none."""
    content = {path: text.encode() for path, text in files.items()}
    return Wheel(name, "0", *_write(folder, name, "0", content, _plain(name)), _imports(files), ())


def pack_pictures(drawn: Path, folder: Path) -> Wheel | None:
    """Write the wheel with the pictures of one lesson; none for a lesson without any."""
    files = {f"{PICTURES}/{path.name}": path.read_bytes() for path in sorted(drawn.iterdir())}
    name = canonical(f"{PICTURES}-{drawn.name}")
    return Wheel(name, "0", *_write(folder, name, "0", files, _plain(name)), (), ()) if files else None


def pack_ours(version: str, depends: Iterable[str], folder: Path) -> Wheel:
    """Write the wheel of the workshop: what lessons import, the tables, the templates of a form to print."""
    files = {}
    for path in sorted(paths.PACKAGE.rglob("*")):
        inside = path.relative_to(paths.PACKAGE)
        if path.is_file() and inside.parts[0] not in NO_LESSON and "__pycache__" not in inside.parts:
            files[f"medsocial/{inside.as_posix()}"] = path.read_bytes()
    for name, source in (("data", paths.shipped_data_dir()), ("slides/test", paths.slides_dir() / "test")):
        kept = [path for path in sorted(source.rglob("*")) if path.is_file()]
        files |= {f"medsocial/{name}/{path.relative_to(source).as_posix()}": path.read_bytes() for path in kept}
    written = _write(folder, "medsocial", version, files, _plain("medsocial", version))
    return Wheel("medsocial", version, *written, ("medsocial",), tuple(depends))
