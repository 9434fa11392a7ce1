"""The runs on other machines: checked by GitHub's own layout, by a linter for their rights, and against what they name."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from common import ROOT

from medsocial import cli
from medsocial.upkeep import bundle
from medsocial.upkeep.environment import PYTHONS

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
NAMES = [path.name for path in FILES]
SCRIPTS = Path(sysconfig.get_path("scripts"))


def wrong_layouts(*paths: Path) -> set[str]:
    """Return which files break GitHub's own layout of workflows, by the copy of it in the package: no network."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", "-o", "json"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True)
    said = json.loads(done.stdout)
    assert not said.get("parse_errors") and (said["status"] == "ok") == (done.returncode == 0)
    return {error["filename"] for error in said["errors"]}


def findings(folder: Path) -> str:
    """Return what the linter finds in a folder of workflows; nothing if all is well."""
    program = shutil.which("zizmor", path=str(SCRIPTS))
    assert program, "zizmor is not installed"
    clean = {name: value for name, value in os.environ.items() if name != "GH_TOKEN"}
    command = [program, "--offline", "--no-progress", "--persona", "pedantic", "--format", "plain", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=clean)
    return "" if done.returncode == 0 else done.stdout


@pytest.fixture
def copy(tmp_path) -> Path:
    """Return a copy of the workflows that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / ".github" / "workflows"))


def steps(name: str) -> list[dict]:
    """Return all steps of a file."""
    jobs = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_the_layout_is_githubs(copy):
    path = copy / "test.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    runs-on:", "    runs_on:"), encoding="utf-8")
    assert NAMES == ["publish.yml", "release.yml", "test.yml"] and wrong_layouts(*FILES, path) == {str(path)}


def test_the_linter_finds_nothing():
    assert findings(FOLDER) == ""


@pytest.mark.parametrize(
    ("name", "before", "after", "finding"),
    [
        ("test.yml", "permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("test.yml", "        with:\n          persist-credentials: false\n", "", "artipacked"),
        ("release.yml", '"$GITHUB_REF_NAME" --verify-tag', '"${{ github.ref_name }}" --verify-tag', "template-injection"),
        ("publish.yml", "@3d3c42e5aac5ba805825da76410c181273ba90b1 #", "@main #", "unpinned-uses"),
    ],
)
def test_the_linter_would_find(copy, name, before, after, finding):
    path = copy / name
    whole = path.read_text(encoding="utf-8")
    assert before in whole
    path.write_text(whole.replace(before, after), encoding="utf-8")
    assert finding in findings(copy)


@pytest.mark.parametrize("name", NAMES)
def test_each_says_that_it_was_not_run_where_it_was_written(name):
    first = (FOLDER / name).read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# Not run where it was written: ") and "tests/upkeep/test_workflows.py" in first


def test_an_action_is_the_same_everywhere_and_held_by_its_content():
    used = {}
    for name in NAMES:
        lines = re.findall(r"uses: (\S+)@(\S+)(.*)", (FOLDER / name).read_text(encoding="utf-8"))
        assert len(lines) == sum("uses" in step for step in steps(name))
        for action, commit, version in lines:
            assert re.fullmatch("[0-9a-f]{40}", commit) and re.fullmatch(r" # v\d+\.\d+\.\d+", version), action
            used.setdefault(action, set()).add(commit)
    assert all(len(commits) == 1 for commits in used.values()) and all(action.startswith("actions/") for action in used)


def test_macos_gets_each_address_of_its_own_that_a_test_of_the_room_uses():
    used = set()
    for path in [*(ROOT / "tests").rglob("*.py")]:
        if path != Path(__file__):
            used |= set(re.findall(r"\b127\.\d+\.\d+\.\d+\b", path.read_text(encoding="utf-8")))
    given = re.findall(r"sudo ifconfig lo0 alias (\S+)", (FOLDER / "test.yml").read_text(encoding="utf-8"))
    assert used - {"127.0.0.1"} == set(given)


def test_every_system_and_every_python_that_a_bundle_is_for_is_tried():
    matrix = yaml.safe_load((FOLDER / "test.yml").read_text(encoding="utf-8"))["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == list(PYTHONS)
    assert [system.split("-")[0] for system in matrix["system"]] == ["ubuntu", "windows", "macos"]
    release = (FOLDER / "release.yml").read_text(encoding="utf-8")
    assert re.search(r"for system in ([\w ]+); do", release)[1].split() == sorted(bundle.MACHINES)


# `site` is asked of the command itself, by its own tests.
@pytest.mark.parametrize("name", ["release.yml", "test.yml"])
def test_the_commands_are_the_workshops(name):
    words = [word for step in steps(name) for word in re.findall(r"workshop\.py (\w+)", step.get("run", ""))]
    assert words and set(words) <= set(cli.COMMANDS)


def test_the_front_door_is_fetched_on_windows_by_its_own_launcher(tmp_path):
    runs = [step for step in steps("test.yml") if "front_door" in step.get("run", "")]
    assert [step["if"] for step in runs] == ["runner.os == 'Windows'", "runner.os != 'Windows'"]
    assert runs[0]["run"].endswith("py workshop.py --no-browser")


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("jupyter-config-data", 0, "The first page was fetched."),
        ("another page", 1, "What came is not the workshop's page."),
        (None, 1, "The command ended before the workshop was open."),
    ],
)
def test_the_front_door_is_judged_by_the_page_that_it_gives(tmp_path, body, code, said):
    door = tmp_path / "door.py"
    door.write_text(
        "import http.server\n"
        "class Page(http.server.BaseHTTPRequestHandler):\n"
        "    def do_GET(self):\n"
        "        self.send_response(200); self.end_headers()\n"
        f"        self.wfile.write({(body or '').encode()!r} if 'token=abc' in self.path else b'')\n"
        "    def log_message(self, *words): pass\n"
        "server = http.server.HTTPServer(('localhost', 0), Page)\n"
        "print('Installing', flush=True)\n"
        f"if {body is not None}:\n"
        "    print(f'The workshop is open at http://localhost:{server.server_port}/lab?token=abc', flush=True)\n"
        "    server.serve_forever()\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(ROOT / ".ci" / "front_door.py"), sys.executable, str(door)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == code and said in done.stdout and "abc" not in done.stdout, done.stdout + done.stderr
