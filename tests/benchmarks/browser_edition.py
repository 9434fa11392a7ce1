"""How long the browser edition takes to open, against JupyterLab with its server up; one command, about five minutes.

    python tests/benchmarks/browser_edition.py --pyodide FOLDER

Each round opens the start page cold, in a fresh browser context: the live lesson of a site built with the run time of
FOLDER, and the same page in JupyterLab. Where the folder has matplotlib, it then draws: every chart of lesson 02 is asked
for anew, and the picture must come. Verdicts are on ratios within a round.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE), str(HERE.parent / "browser")]

from conftest import FLAGS  # noqa: E402
from plain_server import Server  # noqa: E402
from server import copy_tree, run_lab, stop  # noqa: E402
from table import Goal, print_table  # noqa: E402

from medsocial.exports import site  # noqa: E402
from medsocial.exports.site import runtime  # noqa: E402
from medsocial.ground.browser import find  # noqa: E402

TITLE, CONTROL = ".jp-MarkdownOutput h1", ".ms-page .jp-OutputArea input[type=radio]"
READY = ".ms-page[data-medsocial='ready']"


def open_once(browser, address: str) -> tuple[list[float], int]:
    """Open a page in a fresh context; return the seconds until its title and its first control, and the bytes fetched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sizes: dict[str, int] = {}  # once for each address: what a worker passes on is told twice

    def note(reply) -> None:
        if reply.request.method == "GET":
            sizes[reply.url] = int(reply.headers.get("content-length", 0))

    context.on("response", note)
    begun = time.monotonic()
    page.goto(address, wait_until="commit")
    seconds = []
    for selector in (TITLE, CONTROL):
        page.locator(selector).first.wait_for(timeout=240_000)
        seconds.append(time.monotonic() - begun)
    context.close()
    return seconds, sum(sizes.values())


def draw(browser, server: Server) -> str:
    """Choose another filter in the largest chart of lesson 02; return what came of it."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{server.base}/live/index.html?lesson=02_platform_taxonomy")
    page.locator(READY).wait_for(timeout=240_000)
    card = page.locator(".ms-activity.widget-box", has_text="Platforms then and now")
    before = card.locator("img.ms-in-place").get_attribute("src")
    menu = card.locator("select").first
    menu.select_option(index=menu.locator("option").count() - 1)
    page.wait_for_function("([node, src]) => node.src !== src", arg=[card.locator("img.ms-in-place").element_handle(), before],
                           timeout=240_000)  # fmt: skip
    return "drawn anew" if card.locator("img.ms-in-place").get_attribute("src") else "not drawn"


def main() -> int:
    """Measure, print the table, and return 1 if a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pyodide", type=Path, default=os.environ.get(site.FOLDER_NAMED_BY))
    options = parser.parse_args()
    if options.pyodide is None:
        parser.error(f"name the folder with the run time, by --pyodide or {site.FOLDER_NAMED_BY}")
    from playwright.sync_api import sync_playwright

    found: dict[str, list[list[float]]] = {"browser edition": [], "JupyterLab": []}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made, sync_playwright() as playwright:
        work = Path(made)
        site.build(work / "site", Path(options.pyodide))
        server, lab = Server(work / "site"), run_lab(copy_tree(work / "tree"), work / "lab")
        addresses = {"browser edition": f"{server.base}/live/index.html?lesson=00_start_here",
                     "JupyterLab": lab.url("notebooks/00_start_here.ipynb")}  # fmt: skip
        as_root = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
        browser = playwright.chromium.launch(executable_path=find(), args=[*FLAGS, *as_root])
        dice = random.Random(2014)
        try:
            for number in range(options.rounds + 1):  # the first round warms caches and is not counted
                for name in dice.sample(list(found), len(found)):
                    seconds, size = open_once(browser, addresses[name])
                    lab.stop_kernels()
                    print(f"{name}: text {seconds[0]:.1f} s, first control {seconds[1]:.1f} s, {size / 1e6:.1f} MB", flush=True)
                    if number:
                        found[name].append(seconds)
            if "matplotlib" in runtime.read(Path(options.pyodide)).entries():
                print(f"another state of the largest chart: {draw(browser, server)}")
            else:
                print("this run time has no matplotlib, so nothing is drawn anew")
        finally:
            browser.close()
            stop(lab.process)
    pairs = list(zip(found["browser edition"], found["JupyterLab"], strict=True))
    goals = [Goal("text can be read", [ours[0] / theirs[0] for ours, theirs in pairs], 1.0),
             Goal("first control live", [ours[1] / theirs[1] for ours, theirs in pairs], 2.0)]  # fmt: skip
    return 1 if print_table(goals, judge=True) else 0


if __name__ == "__main__":
    sys.exit(main())
