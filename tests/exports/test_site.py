"""The browser edition without a browser: its packages, its stored pictures, its settings, and what the command says."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

import pytest

import medsocial as ms
from medsocial.activities.parts import ahead
from medsocial.exports import pages, site
from medsocial.exports.site import door, lite, pictures, runtime, serving, wheels
from medsocial.ground import paths
from medsocial.store import answers, data

# A lesson runs in a process of its own that has no matplotlib; then every control with a few states is turned through.
WITHOUT_MATPLOTLIB = """
import sys

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("matplotlib", "numpy", "pandas"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Nothing())
from medsocial.exports.site import pictures
from medsocial.jupyter import server
from medsocial.jupyter.page_list import PAGES_FILE

listed = server.listed_pages(PAGES_FILE)
drawn = {page: len(pictures.draw_all(cells)) for page, cells in listed.items() if not pictures.works_with_tables(cells)}
print(drawn)
"""


def packed_files(wheel: wheels.Wheel, folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / wheel.file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_is_packed_without_its_compiled_parts_and_always_alike(tmp_path):
    first, second = ((tmp_path / name) for name in "ab")
    for folder in (first, second):
        folder.mkdir()
    one, two = (wheels.pack("MarkupSafe", "3.14", folder) for folder in (first, second))
    assert one == two
    assert one.sha256 == hashlib.sha256((first / one.file).read_bytes()).hexdigest()
    assert one.sha256[:10] in one.file
    files = packed_files(one, first)
    assert "markupsafe/_native.py" in files
    assert not [name for name in files if name.endswith((".so", ".pyd", ".pyi"))]
    record = next(content for name, content in files.items() if name.endswith("/RECORD")).decode()
    digest = base64.urlsafe_b64encode(hashlib.sha256(files["markupsafe/_native.py"]).digest()).rstrip(b"=").decode()
    assert f"markupsafe/_native.py,sha256={digest}," in record
    assert one.imports == ("markupsafe",)


def test_a_package_that_does_not_fit_is_refused(tmp_path, monkeypatch):
    """Changed after it was installed, compiled only, for another Python, or not there."""

    class File(PurePosixPath):
        hash = SimpleNamespace(mode="sha256", value="not this one")

        def locate(self) -> Path:
            return tmp_path / "one.py"

    (tmp_path / "one.py").write_text("changed = True\n")

    def installed(files=(), python=""):
        made = SimpleNamespace(version="1.0", files=[File(name) for name in files], requires=[],
                               metadata={"Requires-Python": python} if python else {}, read_text=lambda _name: "")
        monkeypatch.setattr(wheels, "installed", lambda _name: made)

    for settings, said in (
        ({"files": ["tiny/one.py"]}, "is not the file that was installed"),
        ({"files": ["tiny/fast.so"]}, "is compiled for this computer"),
        ({"python": "<3.14"}, "does not fit Python 3.14 of the run time"),
    ):
        installed(**settings)
        with pytest.raises(wheels.NoSite, match=said):
            wheels.pack("tiny", "3.14", tmp_path)
    monkeypatch.undo()
    with pytest.raises(wheels.NoSite, match="medsocial-nothing is not installed here"):
        wheels.pack("medsocial-nothing", "3.14", tmp_path)


def test_what_a_browser_needs_is_found_and_nothing_for_a_desk():
    found = wheels.needed(["ipython", "ipywidgets"], "3.14")
    assert {"ipython", "traitlets", "pygments", "ipywidgets", "comm"} <= set(found)
    assert not {"pexpect", "jedi", "widgetsnbextension", "jupyterlab-widgets", "colorama"} & set(found)


def test_our_own_package_has_the_lessons_side_and_the_tables_only(tmp_path):
    made = packed_files(wheels.pack_ours("0.1.0", [], tmp_path), tmp_path)
    assert {"medsocial/__init__.py", "medsocial/data/datapackage.json", "medsocial/static/house.css"} <= set(made)
    assert not [name for name in made if name.startswith(("medsocial/room/", "medsocial/upkeep/", "medsocial/exports/"))]
    assert made["medsocial/data/guesses.csv"] == (paths.data_dir() / "guesses.csv").read_bytes()


# ---- the run time

def run_time(folder: Path, packages: dict[str, dict]) -> Path:
    folder.mkdir()
    for name in runtime.CORE:
        (folder / name).write_bytes(b"core")
    entries = {}
    for name, more in packages.items():
        file = f"{name}.whl"
        if more.get("there", True):
            (folder / file).write_bytes(name.encode())
        digest = hashlib.sha256(name.encode()).hexdigest()
        entries[name] = {"name": name, "file_name": file, "sha256": digest, "depends": more.get("depends", [])}
    listed = {"info": {"python": "3.14.2"}, "packages": entries}
    (folder / runtime.LIST).write_text(json.dumps(listed), encoding="utf-8")
    return folder


def test_a_run_time_gives_what_it_has_whole(tmp_path):
    folder = run_time(tmp_path / "full", {
        "matplotlib": {"depends": ["NumPy"]}, "numpy": {}, "pandas": {"depends": ["numpy", "pytz"]},
        "pytz": {"there": False}, "scipy": {}})
    found = runtime.read(folder)
    assert found.python == "3.14"
    assert sorted(found.entries()) == ["matplotlib", "numpy"], "pandas lacks a part, and nobody asked for scipy"
    assert runtime.copy(found, tmp_path / "site") == ["matplotlib", "numpy"]
    (folder / "numpy.whl").write_bytes(b"another")
    with pytest.raises(wheels.NoSite, match=r"numpy.whl is not the file that the run time's list names"):
        runtime.copy(found, tmp_path / "second")


def test_half_a_run_time_is_refused(tmp_path):
    folder = run_time(tmp_path / "half", {})
    (folder / "python_stdlib.zip").unlink()
    with pytest.raises(wheels.NoSite, match=r"lacks python_stdlib.zip, so it is not the whole run time"):
        runtime.read(folder)
    (folder / "python_stdlib.zip").write_bytes(b"")
    (folder / runtime.LIST).write_text("{}", encoding="utf-8")
    with pytest.raises(wheels.NoSite, match="cannot be read as a run time's list of packages"):
        runtime.read(folder)


# ---- the command

def test_without_a_run_time_the_pages_are_built_and_the_way_to_one_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv(site.FOLDER_NAMED_BY, raising=False)
    assert site.main(["--out", str(tmp_path / "site")]) == 0
    said = capsys.readouterr().out
    assert "It holds the pages only. The live lessons need the run time Pyodide; get it and build again:" in said
    assert "python3 workshop.py site --pyodide package" in said
    assert sorted(path.suffix for path in (tmp_path / "site").iterdir()) == [".html"] * 10
    assert "Open the live lesson" not in (tmp_path / "site" / "04_dangers.html").read_text(encoding="utf-8")


def test_a_folder_with_other_things_is_left_alone_and_an_earlier_site_is_replaced(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv(site.FOLDER_NAMED_BY, raising=False)
    out = ["--out", str(tmp_path)]
    (tmp_path / "index.html").write_text("<h1>Somebody's own page</h1>")
    assert site.main(out) == 1
    assert "holds something else (index.html). Choose an empty one with --out." in capsys.readouterr().out
    (tmp_path / "index.html").unlink()
    (tmp_path / "live").mkdir()
    assert site.main(out) == 1, "a folder of this name, and no page of ours"
    (tmp_path / "live").rmdir()
    assert site.main(out) == 0
    (tmp_path / "web.config").write_text("of an earlier site")
    assert site.main(out) == 0
    assert not (tmp_path / "web.config").exists()
    (tmp_path / "thesis.docx").write_text("years of work")
    assert site.main(out) == 1
    assert (tmp_path / "thesis.docx").read_text() == "years of work"


def test_a_lesson_that_works_with_tables_is_read_where_the_run_time_has_none(tmp_path):
    listed = {"02_x.ipynb": ["import medsocial as ms\n\nms.quiz('a')"], "08_data_lab.ipynb": ["# Tables\nimport pandas as pd"]}
    assert lite.lessons_left([], listed) == ["08_data_lab"]
    assert lite.lessons_left(["pandas", "numpy"], listed) == ["08_data_lab"]
    assert lite.lessons_left(["pandas", "matplotlib", "numpy"], listed) == []
    left, *_others = [row for row in data.rows("lessons") if row.lesson == "05_patients_and_boundaries"]
    told = {"draws": True, "writes_word": True, "megabytes": 20}
    pages.build(tmp_path, live="live/index.html?lesson=", left=[left], **told)
    page = (tmp_path / "05_patients_and_boundaries.html").read_text(encoding="utf-8")
    assert "open the workshop on your own computer" in page and "Open the live lesson" not in page
    assert 'href="live/index.html?lesson=04_dangers"' in (tmp_path / "04_dangers.html").read_text(encoding="utf-8")
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "works with tables in Python and can only be read here" in index and "about 20 MB at the first visit" in index
    door.write(tmp_path, [left.lesson], told | {"left": [left]})
    lessons = json.loads(re.search(r'id="told">(.*?)</script>', (tmp_path / "index.html").read_text("utf-8"))[1])["lessons"]
    assert left.lesson not in lessons and "04_dangers" in lessons


def test_both_settings_name_every_ending_and_let_nothing_grow_old():
    maps = {one.get("fileExtension"): one.get("mimeType") for one in ElementTree.fromstring(serving.web_config()).iter("mimeMap")}
    assert maps == serving.KINDS
    assert maps[".mjs"] == "text/javascript" and maps[".wasm"] == "application/wasm"
    assert 'cacheControlMode="DisableCache"' in serving.web_config()
    for ending, kind in serving.KINDS.items():
        assert f"AddType {kind} {ending}\n" in serving.htaccess()
    assert 'Cache-Control "no-cache"' in serving.htaccess()


# ---- what a lesson does in a browser

@pytest.mark.slow
def test_every_lesson_runs_without_matplotlib_from_stored_pictures(tmp_path, home):
    drawn = {**os.environ, "PYTHONHASHSEED": "1", "MEDSOCIAL_HOME": str(tmp_path / "one")}
    made = subprocess.run([sys.executable, "-m", pictures.__name__, str(tmp_path / "drawn")], env=drawn, capture_output=True)
    assert made.returncode == 0, made.stderr.decode()
    together = tmp_path / "together"
    together.mkdir()
    for file in (tmp_path / "drawn").rglob("*.picture"):
        (together / file.name).write_bytes(file.read_bytes())
    assert len(list(together.iterdir())) >= 40
    read = {**drawn, "PYTHONHASHSEED": "2", "MEDSOCIAL_PICTURES": str(together)}
    found = subprocess.run([sys.executable, "-c", WITHOUT_MATPLOTLIB], env=read, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    lessons = {folder.name: len(list(folder.iterdir())) for folder in (tmp_path / "drawn").iterdir()}
    assert {Path(page).stem: count for page, count in eval(found.stdout).items()} == lessons
    assert lessons["04_dangers"] >= 10 and lessons["03_benefits"] >= 5


def test_answers_are_kept_without_a_lock_in_a_browser(home, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setitem(sys.modules, "filelock", None)
    assert answers.save("04_dangers", "one", {"a": 1}) == "Saved in this browser."
    assert answers.save("04_dangers", "two", {"b": 2}) == "Saved in this browser."
    assert answers.load("04_dangers") == {"one": {"a": 1}, "two": {"b": 2}}
    assert [path.name for path in home.iterdir()] == ["04_dangers.json"]


def test_a_chart_without_a_stored_picture_says_where_it_is_drawn(monkeypatch):
    explorer = ms.explore_platforms()
    first = explorer.pane.html
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    menu = explorer.menus["status"]
    menu.value = menu.options[1][1]
    said = "This edition holds the first picture of this chart only."
    assert said in explorer.pane.html, "in place of the picture"
    assert "Something went wrong" not in explorer.status.text
    monkeypatch.undo()
    menu.value = menu.options[0][1]
    assert explorer.pane.html == first


def test_pictures_are_drawn_ahead_in_turns_where_there_is_no_second_thread(monkeypatch):
    import asyncio

    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(ahead, "_shell", lambda: None)
    drawing, drawn = ahead.DrawingAhead(quiet_seconds=0), []

    def broken() -> None:
        raise ModuleNotFoundError("No module named 'matplotlib'")

    async def read() -> None:
        drawing.wake()
        done = asyncio.Event()
        drawing.ask("stack", [lambda: drawn.append(1), broken, lambda: (drawn.append(3), done.set())])
        assert drawn == [], "not before a quiet moment"
        await asyncio.wait_for(done.wait(), 120)

    with ThreadPoolExecutor(1) as apart:  # a loop of its own, whatever runs in this thread
        apart.submit(lambda: asyncio.run(read())).result()
    assert drawn == [1, 3]
    assert drawing.thread is None
