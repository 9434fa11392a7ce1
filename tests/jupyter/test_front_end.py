"""The extension as it is served: its files in a folder named for their content, its modules whole."""

import json
import re
import shutil
from pathlib import Path

import pytest

from medsocial.ground import paths
from medsocial.jupyter import front_end
from medsocial.store import data

STATIC = front_end.SOURCE / "static"
IMPORT = re.compile(r"""^import \{ ([\w, ]+) \} from '\./([\w.]+)';$""", re.MULTILINE)


@pytest.fixture
def source(tmp_path) -> Path:
    """A copy of the extension that a test may change."""
    return shutil.copytree(front_end.SOURCE, tmp_path / "source")


def laid_out(source: Path, target: Path) -> tuple[str, dict[str, bytes]]:
    """Lay the extension out; return where its door is said to be, and all files."""
    front_end.lay_out(target, source)
    files = {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    return json.loads(files["package.json"])["jupyterlab"]["_build"]["load"], files


def test_all_files_lie_in_one_folder_named_for_their_content(source, tmp_path):
    door, files = laid_out(source, tmp_path / "laid out")
    folder = re.fullmatch(r"(static/[0-9a-f]{16}/)door\.js", door)[1]
    assert door in files
    assert set(files) == {"package.json", "install.json", *(folder + path.name for path in STATIC.iterdir())}
    assert all(files[folder + path.name] == path.read_bytes() for path in STATIC.iterdir())


@pytest.mark.parametrize("name", [path.name for path in sorted(STATIC.iterdir())])
def test_a_change_of_any_file_gives_every_file_another_address(source, tmp_path, name):
    before, _files = laid_out(source, tmp_path / "before")
    again, _files = laid_out(source, tmp_path / "again")
    assert again == before
    (source / "static" / name).write_text((STATIC / name).read_text("utf-8").replace(" ", "  ", 1), encoding="utf-8")
    after, files = laid_out(source, tmp_path / "after")
    assert after != before
    assert after in files and before not in files


def test_a_renamed_file_gives_another_address(source, tmp_path):
    before, _files = laid_out(source, tmp_path / "before")
    (source / "static" / "strip.js").rename(source / "static" / "stripe.js")
    assert laid_out(source, tmp_path / "after")[0] != before


def test_what_is_written_stays_as_it_is(source, tmp_path):
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    laid_out(source, tmp_path / "laid out")
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before


def test_every_module_is_reached_from_the_door_and_takes_only_what_is_there():
    text = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}
    reached, waiting = {"door.js"}, re.findall(r"new URL\('(\w+\.js)', HERE\)", text["door.js"])
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [module for _names, module in IMPORT.findall(text[name])]
    assert reached == set(text)
    for name, code in text.items():
        assert code.count("\nimport ") + code.startswith("import ") == len(IMPORT.findall(code)), name
        for taken, module in IMPORT.findall(code):
            offered = set(re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", text[module], re.MULTILINE))
            assert set(taken.split(", ")) <= offered, f"{name} takes from {module}"


def test_a_module_is_short():
    assert {path.name: lines for path in STATIC.glob("*.js") if (lines := len(path.read_text("utf-8").splitlines())) > 250} == {}


# JupyterLab names a file by its document's title, so whoever writes the title renames the file.
RENAMES = re.compile(
    r"\btitle\.(?:label|caption)\s*=[^=]|\brename\w*\(|:rename|\bserviceManager\b(?!\.workspaces\b)|\.path\s*=[^=]", re.IGNORECASE
)


@pytest.mark.parametrize("name", [path.name for path in sorted(STATIC.glob("*.js"))])
def test_no_module_can_rename_a_file(name):
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", (STATIC / name).read_text("utf-8"), flags=re.DOTALL)
    assert RENAMES.findall(code) == []


@pytest.mark.parametrize("code", [
    "panel.title.label = title;", "context.rename(name);", "app.commands.execute('docmanager:rename');",
    "app.serviceManager.contents.save(path);", "panel.context.path = name;",
])  # fmt: skip
def test_a_renaming_module_would_be_found(code):
    assert RENAMES.search(code)


def test_every_lesson_lies_in_the_file_of_its_name():
    lessons = [row.lesson for row in data.rows("lessons")]
    assert sorted(path.stem for path in paths.notebooks_dir().glob("*.ipynb")) == sorted(lessons)
