"""The page that opens a live lesson, or says in one sentence why it cannot be had here."""

import json
from collections.abc import Container
from pathlib import Path

from ...display.documents import render
from ...ground.text import _
from ...store import data
from .serving import KINDS


def words() -> dict[str, str]:
    """Return what the door says."""
    return {
        "reading": _("The reading page of this lesson works here, with every text and figure."),
        "insecure": _("The live lesson needs a secure address, one that begins with https, and this one does not."),
        "old": _("This browser is too old for the live lesson. A current Firefox, Chrome, Edge or Safari opens it."),
        "blocked": _("A setting of this browser, perhaps your hospital's, blocks the kind of program that a live lesson is "
                     "(WebAssembly)."),
        "storage": _("This browser keeps nothing for this address, so a live lesson would lose your answers. A private window or "
                     "a setting may be the reason."),
        "ending": _("The web server does not hand out files that end in {ending}. Whoever looks after it finds the cure in the "
                    "files web.config and .htaccess of the workshop's folder."),
        "fetched": _("The web server does not answer. Wait a moment, then try again."),
    }


def write(target: Path, left: Container[str], limits: dict[str, object]) -> None:
    """Write the door as the first page of the live lessons; those `left` have none."""
    told = {
        "words": words(),
        "lessons": [row.lesson for row in data.rows("lessons") if row.status == "published" and row.lesson not in left],
        "endings": list(KINDS),
    }
    # Inside a script element only this letter could end it.
    told_json = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    page = render("site/door.html", told_json=told_json, **limits)
    (target / "index.html").write_text(page, encoding="utf-8", newline="\n")
