"""Read what lies in a folder: files for the class and paper lists. Nothing in them is trusted, nothing is run.

Answers are ids of choices; a file of format 1 holds letters of the first edition.

What cannot be used becomes a `Note` in one list; reading itself never fails.
"""

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

from ..ground.text import _
from ..model.class_code import NotACode, normalise
from ..model.class_file import FORMAT, KIND, MOST_COMMITMENTS, STATUSES, TESTS, in_form_order
from ..model.test_items import FORMS, known_answers
from ..store import first_edition
from .found import Found, Promise, Sheet, which_words
from .paper_lines import take_line

LARGEST = 64 * 1024
LARGEST_LIST = 512 * 1024
MOST_LINES = 5000
_KNOWN = {"format", "kind", "workshop", "code", "order", "commitments", "simulated", *TESTS}
FIRST_FORMAT = 1


def plain_name(name: str) -> str:
    """Return a file's name fit to be shown: no control signs, not too long."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name.encode("utf-8", "replace").decode("utf-8"))
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def read_folder(folder: Path) -> Found:
    """Return everything that the files of a folder say; folders inside it are not read.

    Files for the class (`*.json`) come first and paper lists (`*.txt`) second, each by name; what begins with a
    point is left alone. Simulated files count only where there are no others.
    """
    found, simulated = Found(), Found()
    names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    for name in (n for n in names if n.lower().endswith(".json")):
        _read_class_file(folder / name, found, simulated)
    for name in (n for n in names if n.lower().endswith(".txt")):
        _read_list(folder / name, found)
    if not simulated.files:
        return found
    if found.sheets or found.promises or found.without_code:
        found.note(_("{n} simulated files").format(n=simulated.files), _("left out, since there are answers of real people"))
        return found
    simulated.notes = found.notes + simulated.notes
    simulated.changes = found.changes
    return simulated


def content_of(path: Path, most: int) -> bytes:
    """Return a file's content; raise ValueError with a reason where it is no file of ours."""
    # Opened without following a link and without waiting, then checked: a link or a pipe may lie here.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():
        raise ValueError(_("it is a link to another file; put the file itself here"))
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise ValueError(_("it is no ordinary file"))
        if about.st_size > most:
            raise ValueError(_("it is too large to be a file of this workshop"))
        return file.read(most)


def _read_class_file(path: Path, real: Found, simulated: Found) -> None:
    name = plain_name(path.name)
    try:
        content = json.loads(content_of(path, LARGEST).decode("utf-8-sig"))
    except RecursionError:
        return real.note(name, _("it is nested too deeply"))
    except UnicodeDecodeError:
        return real.note(name, _("it is damaged: its letters cannot be read"))
    except json.JSONDecodeError:
        return real.note(name, _("it is damaged: ask for the file again"))
    except ValueError as error:
        # A number with thousands of digits ends here too.
        return real.note(
            name, str(error) if not str(error).startswith("Exceeds") else _("it holds a number that is far too long")
        )
    except OSError as error:
        return real.note(name, _("it cannot be opened ({reason})").format(reason=error.strerror or _("no reason given")))
    if not isinstance(content, dict) or content.get("kind", KIND) != KIND:
        return real.note(name, _("it is not a file for the class"))
    found = simulated if content.get("simulated") is True else real
    _take(content, name, found)
    return None


def _take(content: dict[str, Any], name: str, found: Found) -> None:
    """Take what is sound in a file for the class; note the rest."""
    layout = content.get("format", 0)
    if type(layout) is not int or layout > FORMAT:
        return found.note(name, _("a newer version of the workshop wrote it; update the workshop to read it"))
    try:
        code = normalise(content.get("code"))
    except NotACode as error:
        return found.note(name, _("its code cannot be used. {reason}").format(reason=error))
    if layout < FIRST_FORMAT:
        found.note(name, _("an older version wrote it; what could be read was used"))
    found.files += 1
    found.simulated += content.get("simulated") is True
    version = content.get("workshop")
    if isinstance(version, str) and re.fullmatch(r"\d{1,4}(\.\d{1,4}){1,3}", version):
        found.versions.add(version)
    if set(content) - _KNOWN:
        found.note(name, _("it holds entries that do not belong there; they were ignored"))
    for which in TESTS:
        if which in content:
            _take_test(content[which], which, code, name, found, layout)
    if "commitments" in content:
        _take_commitments(content["commitments"], code, name, found)
    first, order = content.get("first"), content.get("order")
    if isinstance(first, dict) and order in ("AB", "BA") and first.get("form") in FORMS and order[0] != first["form"]:
        found.note(name, _("its order of forms does not fit its first form; the form counts"))
    return None


def _take_test(test: Any, which: str, code: str, name: str, found: Found, layout: int) -> None:
    form = "booster" if which == "booster" else test.get("form") if isinstance(test, dict) else None
    given = test.get("answers") if isinstance(test, dict) else None
    known = None
    if form in (*FORMS, "booster"):
        asked = in_form_order(which, form)
        if layout <= FIRST_FORMAT:
            given = first_edition.sheet(first_edition.sheet_name(which, form), given)
        known = known_answers(given, asked)
    if known is None:
        found.note(name, _("the answers of one test ({test}) are damaged; they were left out").format(test=which_words()[which]))
        return
    if len(known) < len(given):
        said = _("some answers of one test ({test}) are no choices of this workshop; they count as no answer")
        found.note(name, said.format(test=which_words()[which]))
    found.sheets.append(Sheet(code, which, form, known, name))


def _take_commitments(said: Any, code: str, name: str, found: Found) -> None:
    made, checked = (said.get("made"), said.get("checked")) if isinstance(said, dict) else (None, None)
    sound = (
        type(made) is int
        and 0 <= made <= MOST_COMMITMENTS
        and isinstance(checked, list)
        and len(checked) <= made
        and all(isinstance(one, str) and one in STATUSES for one in checked)
    )
    if not sound:
        found.note(name, _("its commitments are damaged; they were left out"))
    elif made:
        found.promises.append(Promise(code, made, tuple(checked), name))


# ---- paper -------------------------------------------------------------------------------------------


def _read_list(path: Path, found: Found) -> None:
    name = plain_name(path.name)
    try:
        text = content_of(path, LARGEST_LIST).decode("utf-8-sig", errors="replace")
    except ValueError as error:
        return found.note(name, str(error))
    except OSError as error:
        return found.note(name, _("it cannot be opened ({reason})").format(reason=error.strerror or _("no reason given")))
    found.lists += 1
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        found.note(name, _("it is too long; the lines after {n} were left out").format(n=MOST_LINES))
    forms: dict[tuple[str, bool], str] = {}
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            where = _("{name}, line {n}").format(name=name, n=number)
            try:
                take_line(line, where, forms, found)
            except ValueError as error:
                found.note(where, str(error))
    return None
