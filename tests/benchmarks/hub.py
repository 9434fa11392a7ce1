"""A rehearsal of a hall: N simulated participants on one JupyterHub, each driven through a lesson.

    python tests/benchmarks/hub.py --participants 20 --lesson 04_dangers

Needs `jupyterhub` in the environment and `configurable-http-proxy` on the path; neither is installed by the workshop.
Prints how long it took until servers and lessons were ready, memory for each participant, and errors.
"""

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HUB = "http://127.0.0.1:18000"


class Hub:
    """The running hub, asked as a service."""

    def __init__(self, token: str) -> None:
        self.token = token

    def ask(self, path: str, method: str = "GET", body: object = None) -> tuple[int, object]:
        """Return status and answer of one request."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{HUB}/{path}", data, {"Authorization": f"token {self.token}"}, method=method)
        with urllib.request.urlopen(request, timeout=180) as response:
            text = response.read()
            return response.status, json.loads(text) if text else None

    def start_server(self, name: str) -> float:
        """Start one participant's server; return the seconds until it is ready."""
        begun = time.monotonic()
        self.ask(f"hub/api/users/{name}", "POST")
        self.ask(f"hub/api/users/{name}/server", "POST", {})
        while not self.ask(f"hub/api/users/{name}")[1]["servers"].get("", {}).get("ready"):
            if time.monotonic() - begun > 300:
                raise TimeoutError(name)
            time.sleep(0.5)
        return time.monotonic() - begun

    def do_lesson(self, name: str, sources: list[str]) -> tuple[float, int]:
        """Run every cell of a lesson in a new kernel; return the seconds and the number of errors."""
        from websockets.sync.client import connect

        begun = time.monotonic()
        kernel = self.ask(f"user/{name}/api/kernels", "POST", {"path": "workshop/notebooks"})[1]["id"]
        address = f"{HUB.replace('http', 'ws')}/user/{name}/api/kernels/{kernel}/channels"
        errors = 0
        said = {"Authorization": f"token {self.token}"}
        with connect(address, additional_headers=said, max_size=None, open_timeout=180) as socket:
            for source in sources:
                asked = uuid.uuid4().hex
                header = {"msg_id": asked, "msg_type": "execute_request", "username": name, "session": asked, "version": "5.3"}
                content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
                message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
                socket.send(json.dumps(message))
                while True:
                    reply = json.loads(socket.recv(timeout=180))
                    if reply["msg_type"] == "execute_reply" and reply["parent_header"].get("msg_id") == asked:
                        errors += reply["content"]["status"] != "ok"
                        break
        return time.monotonic() - begun, errors


def memory(homes: Path) -> dict[str, float]:
    """Return the proportional memory in MB of the processes that live in each participant's home."""
    found: dict[str, float] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = dict(
                entry.split("=", 1) for entry in (process / "environ").read_text(errors="replace").split("\0") if "=" in entry
            )
            rollup = (process / "smaps_rollup").read_text()
        except (OSError, ValueError):
            continue
        home = Path(environment.get("HOME", "/"))
        if home.parent == homes:
            pss = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            found[home.name] = found.get(home.name, 0) + pss / 1024
    return found


def main() -> int:
    """Run the rehearsal once and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--participants", type=int, default=20)
    parser.add_argument("--lesson", default="04_dangers")
    options = parser.parse_args()
    notebook = json.loads((ROOT / "notebooks" / f"{options.lesson}.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names = [f"p{n:03d}" for n in range(options.participants)]
    token = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="hub-", ignore_cleanup_errors=True) as made:
        homes = Path(made) / "homes"
        environment = os.environ | {
            "WORKSHOP_PASSWORD": secrets.token_hex(16),
            "WORKSHOP_SERVICE_TOKEN": token,
            "WORKSHOP_ADDRESS": HUB,
            "WORKSHOP_HOMES": str(homes),
            "WORKSHOP_REHEARSAL_AS_ROOT": "yes",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "jupyterhub", "--config", str(ROOT / "docs" / "hub" / "rehearsal_config.py")]
        process = subprocess.Popen(command, cwd=made, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return _rehearse(Hub(token), names, sources, homes, process)
        finally:
            process.terminate()
            process.wait(60)


def _rehearse(hub: Hub, names: list[str], sources: list[str], homes: Path, process: subprocess.Popen) -> int:
    end = time.monotonic() + 60
    while True:
        try:
            hub.ask("hub/api/")
            break
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                print("The hub did not start.")
                return 1
            time.sleep(0.5)
    begun = time.monotonic()
    with ThreadPoolExecutor(10) as pool:  # the hub's own limit of starts at once
        servers = list(pool.map(hub.start_server, names))
    print(f"{len(names)} servers ready after {time.monotonic() - begun:.0f} s (median {statistics.median(servers):.0f} s each)")
    begun = time.monotonic()
    with ThreadPoolExecutor(len(names)) as pool:
        lessons = list(pool.map(lambda name: hub.do_lesson(name, sources), names))
    seconds = [one for one, _errors in lessons]
    print(f"all lessons run after {time.monotonic() - begun:.0f} s (median {statistics.median(seconds):.0f} s each)")
    held = memory(homes)
    print(f"memory for each participant: median {statistics.median(held.values()):.0f} MB, most {max(held.values()):.0f} MB, "
          f"in all {sum(held.values()) / 1024:.1f} GB ({len(held)} seen)")
    answered = len(list(homes.glob("*/workshop/notebooks/*.ipynb"))) // len(names)
    errors = sum(count for _seconds, count in lessons)
    print(f"lessons in each home: {answered}; cells with an error: {errors}")
    for name in names:
        hub.ask(f"hub/api/users/{name}/server", "DELETE")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
