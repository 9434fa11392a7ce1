"""The commands behind `workshop.py`; each imports only what it needs."""

import difflib
import os
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


def _review(arguments: list[str]) -> int:
    from .upkeep import review

    return review.main(arguments)


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
    "questions": (_questions, "write the questions for other systems (GIFT, spreadsheet, CSV)"),
    "review": (_review, "write a sheet for reviewers, or merge the files that they saved"),
    "check": (_check, "check the data files"),
    "bundle": (_bundle, "write a folder for a USB stick"),
    "build": (_build, "run every lesson afresh and store what it shows"),
    "test": (_test, "run all tests"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a name that this window cannot show must not end the command
    words = sys.argv[1:] if arguments is None else arguments
    asked = words[:1] in (["-h"], ["--help"], ["help"])
    name, rest = ("lab", words) if not words or (words[0].startswith("-") and not asked) else (words[0], words[1:])
    if name not in COMMANDS:
        listed = "\n".join(f"  {word:10}{what}" for word, (_, what) in COMMANDS.items())
        near = difflib.get_close_matches(name, COMMANDS, 1)
        meant = f" Do you mean {near[0]}?" if near else ""
        print(("" if asked else f"There is no command {name!r}.{meant} ") + f"The commands are:\n{listed}")
        return 0 if asked else 2
    try:
        return COMMANDS[name][0](rest)
    except KeyboardInterrupt:
        print("Stopped.")
        return 130
    except BrokenPipeError:  # who read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        cure = f"Check the place{place} and the free space, then run it again."
        print(f"The command {name} stopped ({error.strerror or error}). {cure}", file=sys.stderr)
        return 1
