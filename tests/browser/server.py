"""A running JupyterLab of the workshop on a copy of the tree, and a watch on what its processes ask for."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from shown import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
TREE = ("medsocial", "data", "notebooks", "slides", "pyproject.toml")
# In every Python process of the server and its kernels: who was asked for, if it is not this machine.
HOOK = '''
import os, sys

def _note(line):
    with open(os.environ["OFF_MACHINE"], "a", encoding="utf-8") as file:
        file.write(line + "\\n")

def _watch(event, arguments):
    if event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0"):
        _note(f"{event} {host}")

_note("watched " + " ".join(sys.orig_argv))
sys.addaudithook(_watch)
'''


@dataclass
class Lab:
    """A running JupyterLab of the workshop."""

    root: Path
    address: str
    log_file: Path
    process: subprocess.Popen

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    @property
    def base(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def answers(self) -> Path:
        """The folder that holds the reader's answers."""
        return self.log_file.parent / "my_workshop"

    def url(self, path: str) -> str:
        """Return the address of a file, given its path below the root."""
        return f"{self.base}/doc/tree/{quote(path)}?token={self.token}"

    def log(self) -> str:
        """Return all that the server and its kernels printed."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def api(self, path: str, method: str = "GET", body: object = None):
        """Ask the server's interface, as a logged-in reader."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.base}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            text = response.read()
        return json.loads(text) if text else None

    def stop_kernels(self) -> None:
        """Shut down every kernel, as an evening's end would."""
        for session in self.api("api/sessions"):
            self.api(f"api/sessions/{session['id']}", "DELETE")

    def open(self, page, path: str, state: str = "ready"):
        """Open a page of ours and wait for its state; return the locator of its panel."""
        page.goto(self.url(path))
        panel = page.locator(f".ms-page[data-medsocial='{state}']")
        panel.wait_for(timeout=PATIENCE * 1000)
        return panel

    def asked_for(self) -> list[str]:
        """Return what the watch in the server and its kernels wrote down, where there is one."""
        return (self.root / "off_machine.txt").read_text(encoding="utf-8").splitlines()


def copy_tree(target: Path) -> Path:
    """Copy what a reader gets to `target`, so that a test may change it; return `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for name in TREE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", ".*", "dist"))
        else:
            shutil.copy(source, target)
    return target


def run_watched_lab(root: Path, work: Path) -> Lab:
    """Start the workshop with a watch in the server and in each kernel."""
    (root / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return run_lab(root, work, OFF_MACHINE=str(root / "off_machine.txt"))


def run_lab(root: Path, work: Path, *arguments: str, **more: str) -> Lab:
    """Start the workshop in `root`; its answers and Jupyter's own files go to `work`."""
    work.mkdir(parents=True, exist_ok=True)
    own = {
        name: str(work / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "MEDSOCIAL"))}
    environment = {
        **clean,
        **own,
        "PYTHONPATH": str(root),
        "MEDSOCIAL_HOME": str(work / "my_workshop"),
        "MEDSOCIAL_TODAY": "2026-11-29",
        **more,
    }
    # Tests ask the front end by its own name when a page has come to rest.
    Path(own["JUPYTER_CONFIG_DIR"]).mkdir(exist_ok=True)
    exposed = json.dumps({"LabApp": {"expose_app_in_browser": True}})
    (Path(own["JUPYTER_CONFIG_DIR"]) / "jupyter_lab_config.json").write_text(exposed, encoding="utf-8")
    log_file = work / "lab.log"
    command = [sys.executable, "-m", "medsocial.jupyter.lab", "--no-browser", *(arguments or ("--port", "0"))]
    with log_file.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=subprocess.STDOUT)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        text = log_file.read_text(encoding="utf-8", errors="replace")
        match = re.search(r"(http://localhost:\S+token=\w+)\s", text)
        if match:
            return Lab(root, match[1], log_file, process)
        time.sleep(0.1)
    process.kill()
    raise RuntimeError("JupyterLab did not start:\n" + log_file.read_text(encoding="utf-8", errors="replace"))


def stop(process: subprocess.Popen) -> None:
    """Stop a server that this session started, with its kernels."""
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
