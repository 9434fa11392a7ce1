"""How long a lesson takes to open, against a plain notebook in bare JupyterLab; one command, about five minutes.

    python tests/benchmarks/opening.py
    python tests/benchmarks/opening.py --rounds 3 --longest 05_patients_and_boundaries

Two servers are up: ours, and JupyterLab without the workshop's front end and settings. Each round opens, in shuffled
order and in a fresh browser context, a plain notebook with the text of the start page in bare JupyterLab (the floor,
until its title can be read), the start page (until its title can be read, until its first control is live) and the
longest lesson (until all of it is live). Kernels are shut down after each page. Verdicts are on ratios within a round.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE), str(HERE.parent / "browser")]

from conftest import FLAGS  # noqa: E402
from server import Lab, copy_tree, run_lab, stop  # noqa: E402
from table import Goal, print_table  # noqa: E402

from medsocial.ground.browser import find  # noqa: E402

START = "00_start_here"


def run_bare(work: Path) -> Lab:
    """Start JupyterLab as it comes, with one plain notebook that has the words of our start page and no metadata of ours."""
    work.mkdir()
    notebook = json.loads((ROOT / "notebooks" / f"{START}.ipynb").read_text(encoding="utf-8"))
    notebook["metadata"].pop("medsocial")
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    (work / "plain.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    token, port = "benchmark", 18899
    own = {name: str(work / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
               f"--ServerApp.root_dir={work}", f"--IdentityProvider.token={token}",
               "--LabApp.news_url=", "--LabApp.extension_manager=readonly"]  # fmt: skip
    log = work / "lab.log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(command, cwd=work, env=os.environ | own, stdout=file, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}/lab?token={token}"
    for _try in range(300):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/api?token={token}", timeout=2)
            return Lab(work, address, log, process)
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(log.read_text(encoding="utf-8"))


def open_once(browser, lab: Lab, path: str, selectors: tuple[str, ...]) -> list[float]:
    """Open a page in a fresh context; return the seconds until each selector is in sight."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    begun = time.monotonic()
    page.goto(lab.url(path), wait_until="commit")
    seconds = []
    for selector in selectors:
        page.locator(selector).first.wait_for(timeout=120_000)
        seconds.append(time.monotonic() - begun)
    context.close()
    lab.stop_kernels()
    return seconds


def main() -> int:
    """Measure, print the table, and return 1 if a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--longest", default="05_patients_and_boundaries")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    title = ".jp-MarkdownOutput h1"
    jobs = {
        "floor": ("plain.ipynb", (title,)),
        "start": (f"notebooks/{START}.ipynb", (title, ".ms-page .jp-OutputArea input[type=radio]")),
        "longest": (f"notebooks/{options.longest}.ipynb", (title, ".ms-page[data-medsocial='ready']")),
    }
    found: dict[str, list[list[float]]] = {name: [] for name in jobs}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made, sync_playwright() as playwright:
        work = Path(made)
        ours, bare = run_lab(copy_tree(work / "tree"), work / "ours"), run_bare(work / "bare")
        as_root = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
        browser = playwright.chromium.launch(executable_path=find(), args=[*FLAGS, *as_root])
        dice = random.Random(2014)
        try:
            for number in range(options.rounds + 1):  # the first round warms caches and is not counted
                for name in dice.sample(list(jobs), len(jobs)):
                    path, selectors = jobs[name]
                    seconds = open_once(browser, bare if name == "floor" else ours, path, selectors)
                    if number:
                        found[name].append(seconds)
        finally:
            browser.close()
            stop(ours.process)
            stop(bare.process)
    floor = [seconds[0] for seconds in found["floor"]]
    ratios = lambda name, at: [seconds[at] / low for seconds, low in zip(found[name], floor, strict=True)]  # noqa: E731
    print(f"floor: {min(floor):.1f} to {max(floor):.1f} s in {len(floor)} rounds")
    goals = [
        Goal("start page can be read", ratios("start", 0), 1.1),
        Goal("start page: first control live", ratios("start", 1), 1.4),
        Goal(f"{options.longest}: can be read", ratios("longest", 0), 1.1),
        Goal(f"{options.longest}: all of it live", ratios("longest", 1), 2.0),
    ]
    return 1 if print_table(goals, judge=True) else 0


if __name__ == "__main__":
    sys.exit(main())
