"""Read what lies in a folder: files for the class and paper lists. Nothing in them is trusted, nothing is run.

What cannot be used becomes a `Note` in one list; reading itself never fails.
"""

import json
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..ground.text import _
from ..model.class_code import NotACode, normalise
from ..model.class_file import FORMAT, KIND, MOST_COMMITMENTS, STATUSES, TESTS, count_of
from ..model.test_items import FORMS, NO_ANSWER, is_answers

LARGEST = 64 * 1024
LARGEST_LIST = 512 * 1024
MOST_LINES = 5000
AGAIN, BOOSTER, PLAN = "AGAIN", "BOOSTER", "PLAN"
_KNOWN = {"format", "kind", "workshop", "code", "order", "commitments", "simulated", *TESTS}
_OPEN = str.maketrans({"_": NO_ANSWER, "?": NO_ANSWER, "–": NO_ANSWER, "—": NO_ANSWER, "*": NO_ANSWER})


@dataclass(frozen=True)
class Note:
    """What was found wrong: where, and why it was not used."""

    where: str
    why: str

    def shown(self) -> str:
        """Return the place as it may stand in a report: without a participant's code."""
        return re.sub(r"(class_(?:simulated_)?)[A-Za-z0-9]{4}(?![A-Za-z0-9])", r"\1…", self.where)


@dataclass(frozen=True)
class Sheet:
    """One test of one person: which test, which form, which letters, and where it was read."""

    code: str
    which: str
    form: str
    answers: str
    where: str


@dataclass(frozen=True)
class Promise:
    """How many commitments a person made, and what became of those that were judged."""

    code: str
    made: int
    checked: tuple[str, ...]
    where: str


@dataclass
class Found:
    """All that a folder held."""

    sheets: list[Sheet] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    files: int = 0
    lists: int = 0
    simulated: int = 0
    versions: set[str] = field(default_factory=set)

    def note(self, where: str, why: str) -> None:
        """Add what could not be used."""
        self.notes.append(Note(where, why))


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
    if found.sheets or found.promises:
        found.note(_("{n} simulated files").format(n=simulated.files), _("left out, since there are answers of real people"))
        return found
    simulated.notes = found.notes + simulated.notes
    return simulated


def _bytes(path: Path, most: int) -> bytes:
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
        content = json.loads(_bytes(path, LARGEST).decode("utf-8-sig"))
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
    if layout < FORMAT:
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
            _take_test(content[which], which, code, name, found)
    if "commitments" in content:
        _take_commitments(content["commitments"], code, name, found)
    first, order = content.get("first"), content.get("order")
    if isinstance(first, dict) and order in ("AB", "BA") and first.get("form") in FORMS and order[0] != first["form"]:
        found.note(name, _("its order of forms does not fit its first form; the form counts"))
    return None


def _take_test(test: Any, which: str, code: str, name: str, found: Found) -> None:
    form = "booster" if which == "booster" else test.get("form") if isinstance(test, dict) else None
    given = test.get("answers") if isinstance(test, dict) else None
    if form in (*FORMS, "booster") and is_answers(given, count_of(which)):
        found.sheets.append(Sheet(code, which, form, given, name))
    else:
        found.note(name, _("the answers of one test ({test}) are damaged; they were left out").format(test=which_words()[which]))


def which_words() -> dict[str, str]:
    """Return the tests in words."""
    return {
        "first": _("first form"),
        "second": _("second form"),
        "short_first": _("first short form"),
        "short_second": _("second short form"),
        "booster": _("day 7"),
        "retest": _("day 30"),
    }


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
        text = _bytes(path, LARGEST_LIST).decode("utf-8-sig", errors="replace")
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
                _take_line(line, where, forms, found)
            except ValueError as error:
                found.note(where, str(error))
    return None


def _take_line(line: str, where: str, forms: dict[tuple[str, bool], str], found: Found) -> None:
    """Take one line of a paper list; raise ValueError with a kind sentence if it cannot be read.

    `forms` holds the form that each code took first in this list.
    """
    words = [word for word in re.split(r"[\s,;]+", line.strip()[:200]) if word]
    code = normalise(words[0] if words else "")
    rest = [word.upper() for word in words[1:]]
    if rest[:1] == [PLAN]:
        found.promises.append(_plan_line(code, rest[1:], where))
        return
    again = rest[:1] == [AGAIN]
    form, given = _form_and_letters(rest[1:] if again else rest)
    if form == BOOSTER:
        found.sheets.append(Sheet(code, "booster", "booster", given, where))
    elif again:
        if len(given) != count_of("retest"):
            raise ValueError(_("day 30 has {n} answers").format(n=count_of("retest")))
        found.sheets.append(Sheet(code, "retest", form, given, where))
    else:
        found.sheets.append(Sheet(code, _occasion(code, form, given, forms, found), form, given, where))


def _occasion(code: str, form: str, given: str, forms: dict[tuple[str, bool], str], found: Found) -> str:
    """Return whether a sheet is the first or the second: the other form after the first one is the second."""
    short = len(given) == count_of("short_first")
    first, second = ("short_first", "short_second") if short else ("first", "second")
    if (code, short) not in forms:
        known = next((sheet for sheet in found.sheets if sheet.code == code and sheet.which == first), None)
        forms[code, short] = known.form if known else form
    return first if forms[code, short] == form else second


def _form_and_letters(rest: list[str]) -> tuple[str, str]:
    """Return the form and the letters of a line; letters may be typed in groups."""
    form, given = (rest[0] if rest else ""), "".join(rest[1:]).translate(_OPEN)
    counts = (count_of("booster"),) if form == BOOSTER else (count_of("first"), count_of("short_first"))
    if form not in (*FORMS, BOOSTER):
        raise ValueError(_("the form must be A or B, after the code"))
    if not any(is_answers(given, count) for count in counts):
        wanted = _(" or ").join(str(count) for count in counts)
        raise ValueError(_("it needs {n} letters from A to D, or a hyphen for no answer").format(n=wanted))
    return form, given


def _plan_line(code: str, words: list[str], where: str) -> Promise:
    """Return the commitments of a line such as `K7TR PLAN 3 done no`."""
    made = int(words.pop(0)) if words and words[0] in ("0", "1", "2", "3") else None
    checked = tuple(word.lower() for word in words)
    made = len(checked) if made is None else made
    if not 0 < made <= MOST_COMMITMENTS or len(checked) > made or set(checked) - set(STATUSES):
        raise ValueError(_("after PLAN come the number of commitments, at most 3, and the words done, partly, no or dropped"))
    return Promise(code, made, checked, where)
