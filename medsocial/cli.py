"""The commands behind `workshop.py`; each imports only what it needs."""

import sys
from collections.abc import Callable


def _lab(arguments: list[str]) -> int:
    from .jupyter import lab

    return lab.start(arguments)


def _build(arguments: list[str]) -> int:
    from .upkeep import build

    return build.main(arguments)


def _pages(arguments: list[str]) -> int:
    from .exports import pages

    return pages.main(arguments)


def _site(arguments: list[str]) -> int:
    from .exports import site

    return site.main(arguments)


def _apps(arguments: list[str]) -> int:
    from .jupyter import apps

    return apps.main(arguments)


def _slides(arguments: list[str]) -> int:
    from .exports import slides

    return slides.main(arguments)


def _room(arguments: list[str]) -> int:
    from .room import command

    return command.main(arguments)


def _guide(arguments: list[str]) -> int:
    from .exports import guide

    return guide.main(arguments)


def _results(arguments: list[str]) -> int:
    from . import results

    return results.main(arguments)


def _questions(arguments: list[str]) -> int:
    from .exports import questions as question_exports

    return question_exports.main(arguments)


def _check(arguments: list[str]) -> int:
    from .upkeep import check

    return check.main(arguments)


def _bundle(arguments: list[str]) -> int:
    from .upkeep import bundle

    return bundle.main(arguments)


def _test(arguments: list[str]) -> int:
    from .upkeep import run_tests

    return run_tests.main(arguments)


COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "lab": (_lab, "open the workshop in JupyterLab"),
    "pages": (_pages, "build the pages for people without Python"),
    "site": (_site, "build the browser edition for a web server"),
    "apps": (_apps, "serve the lessons as live pages without code"),
    "slides": (_slides, "build the decks"),
    "room": (_room, "show a deck, with votes from the room's own phones"),
    "guide": (_guide, "build the facilitator's guide and all sheets to print"),
    "results": (_results, "merge participants' exported answers into one class report"),
    "questions": (_questions, "write the questions for other systems (GIFT, CSV)"),
    "check": (_check, "check the data files"),
    "bundle": (_bundle, "write a folder for a USB stick"),
    "build": (_build, "run every lesson afresh and store what it shows"),
    "test": (_test, "run all tests"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    name = words[0] if words else "lab"
    if name not in COMMANDS:
        listed = "\n".join(f"  {word:10}{what}" for word, (_, what) in COMMANDS.items())
        print(f"There is no command {name!r}. The commands are:\n{listed}")
        return 2
    try:
        return COMMANDS[name][0](words[1:])
    except KeyboardInterrupt:
        print("Stopped.")
        return 130
