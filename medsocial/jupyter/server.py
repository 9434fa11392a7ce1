"""The Jupyter server extension: names the pages that may run by themselves, and keeps saved pages readable.

It serves `medsocial/pages.json` and the style sheets below `medsocial/static`, for logged-in readers only, and
registers a hook that runs before a notebook is saved.
"""

import json
import os
from pathlib import Path

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from ..ground import paths
from ..ground.text import _
from ..store.lessons import labs
from . import page_list
from .front_end import BROWSER_KERNEL

KERNEL = "python3"
STYLE_SHEETS = ("house.css", "icons.css")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "medsocial.jupyter.server"}]


def _load_jupyter_server_extension(serverapp) -> None:
    base = serverapp.web_app.settings["base_url"]
    serverapp.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "medsocial", r"pages\.json"), PagesHandler),
            (url_path_join(base, "medsocial", "static", f"({'|'.join(STYLE_SHEETS)})".replace(".", r"\.")), StyleHandler),
        ],
    )
    serverapp.contents_manager.register_pre_save_hook(before_save)
    serverapp.web_app.settings["page_config_hook"] = without_browser_kernel


def without_browser_kernel(_handler, page_config: dict) -> dict:
    """Leave out the kernel of the browser edition."""
    kept = [one for one in page_config.get("federated_extensions", []) if one["name"] != BROWSER_KERNEL]
    return {**page_config, "federated_extensions": kept}


def before_save(model: dict, path: str, **kwargs) -> None:
    """Drop live widget views from a page of ours that is about to be stored."""
    content = model.get("content")
    if model.get("type") == "notebook" and isinstance(content, dict):
        page_list.keep_static_form(content)


def notebooks_under(root: Path) -> str | None:
    """Return our notebooks folder as a path relative to the server's root, or None.

    None also where kernels start without a safe import path: a file named like a library beside
    the page would run first, so there no page may run by itself.
    """
    if not os.environ.get("PYTHONSAFEPATH"):
        return None
    try:
        return paths.notebooks_dir().resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return None


def listed_pages(file: Path) -> dict[str, list[str]]:
    """Return the page list that `build` wrote; a missing or damaged file lists nothing."""
    try:
        pages = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return pages if isinstance(pages, dict) else {}


def words() -> dict[str, str]:
    """Return what the front end says, in the reader's language."""
    return {
        "preparing": _("Preparing the page… {done} of {total}"),
        "starting": _("Read on: the controls are being prepared."),
        "ready": _("The page is ready."),
        "start": _("Start this page"),
        "reload": _("Reload the page"),
        "foreign": _(
            "This page is not, word for word, one of the installed lessons. It can run programs on this computer. "
            "Start it only if you know who made it."
        ),
        "course": _("Social media for doctors and hospitals"),
        "lesson": _("Lesson {number}: {title}"),
        "contents": _("Contents"),
        "done": _("{n} of {all} done"),
        "all_done": _("All {all} done"),
        "next_open": _("Go to the next open part"),
        "previous": _("Previous lesson"),
        "next": _("Next lesson"),
        "text_size": _("Text size"),
        "text_size_now": _("Text size {percent}%"),
        "present": _("Full screen"),
        "leave": _("Leave full screen"),
        "back": _("Back"),
        "forward": _("Forward"),
        "place": _("Part {n} of {all}"),
        "more": _("More below"),
        "notes": _("Notes for the facilitator"),
        "notes_key": _("Notes (N)"),
        "no_notes": _("This part has no notes."),
        "open": _("Open this part"),
        "show_code": _("Show the code"),
        "hide_code": _("Hide the code"),
        "code": _("Code: {line}"),
        "failed": _(
            "The part “{section}” could not start, so you see its reading version. The other parts work. "
            "To try again, choose “Start this page”."
        ),
        "failed_several": _(
            "{count} parts could not start, so you see their reading version: {sections}. The other parts work. "
            "To try again, choose “Start this page”."
        ),
        "failed_all": _("No part could start, so you see the reading version. To try again, choose “Start this page”."),
        "named": _("“{section}”"),
        "start_again": _("Start again"),
        "start_again_asks": _(
            "You changed the code of this page. “Start again” brings back the lesson's own. Cells that you added stay."
        ),
        "broken": _(
            "The cell under “{section}” stopped. Look at the line that you changed last, "
            "or choose “Start again” to bring back the lesson's own code."
        ),
        "cells_gone": _(
            "A cell of this lesson is no longer here. Close the page without saving, or restore its file from the workshop."
        ),
        "stopped": _("The page stopped. To go on, choose “Start this page”."),
        "keep_copy": _("Keep a copy"),
        "copy_kept": _("The copy is among your downloads. It holds your own words too, and is for you alone."),
        "copy_failed": _("The copy could not be made. Reload the page and try again."),
        "copy_offered": _(
            "You have done every task of this lesson. Your answers lie in this browser, and some browsers erase them after a "
            "week without a visit: keep a copy."
        ),
        "half": _(
            "A part of the live lesson could not be fetched, so you see its reading version. Reload the page to try again."
        ),
        "unnamed": _("part {number}"),
    }


def answer_for(notebooks_dir: str | None, kernel: str, **more: object) -> dict:
    """Return what the front end is told: where the lessons lie, which kernel runs them, the pages and its words.

    The browser edition adds more: that there is nothing else to open (`alone`), the files that Python starts with (`core`),
    which packages a page loads before it runs (`packages`) and after it (`later`), and where lessons without a live form are
    read (`elsewhere`).
    """
    return {
        "notebooks_dir": notebooks_dir,
        "kernel": kernel,
        "pages": listed_pages(page_list.PAGES_FILE),
        "labs": [f"{row.lesson}.ipynb" for row in labs()],
        "words": words(),
        **more,
    }


class PagesHandler(APIHandler):
    """Serve the list of pages, where they lie, and the front end's words."""

    @web.authenticated
    def get(self) -> None:
        root = Path(self.serverapp.root_dir)
        answer = answer_for(notebooks_under(root), KERNEL)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(answer, ensure_ascii=False))


class StyleHandler(JupyterHandler):
    """Serve a style sheet; a missing file is an empty one, and the page stays readable."""

    @web.authenticated
    def get(self, name: str) -> None:
        file = paths.static_dir() / name
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(file.read_bytes() if file.is_file() else b"")
