"""Read what lies in a folder: files for the class and paper lists. Nothing in them is trusted, nothing is run.

Answers are ids of choices; a file of format 1 holds letters of the first edition.

What cannot be used becomes a `Note` in one list; reading itself never fails.
"""

import json
import re
from pathlib import Path
from typing import Any

from ..ground.text import _
from ..model.class_code import NotACode, normalise
from ..model.class_file import FORMAT, KIND, MOST_COMMITMENTS, STATUSES, TESTS, in_form_order
from ..model.test_items import FORMS, known_answers
from ..store import first_edition
from .found import Found, Promise, Sheet, which_words
from .gathering import CLASS_FILE, Gathering, Given, decoded, plain_name
from .paper_lines import take_line

__all__ = ["Found", "Sheet", "plain_name", "read_folder"]
MOST_LINES = 5000
A_FEW = 3  # lines that are told one by one in a list of which nothing could be read
_KNOWN = {"format", "kind", "workshop", "code", "order", "commitments", "simulated", *TESTS}
FIRST_FORMAT = 1


def read_folder(folder: Path, report: Path | None = None) -> Found:
    """Return everything that the files of a folder, its sub-folders and archives say; `report` is left alone.

    Files for the class come first and paper lists second, each by name. Simulated files count only where there are no
    others.
    """
    found, simulated = Found(), Found()
    gathering = Gathering(report)
    given = gathering.files(folder)
    found.other = gathering.other
    lists = []
    for one in given:
        if one.fault:
            found.note(one.where, one.fault)
        elif one.kind == CLASS_FILE:
            _read_class_file(one, found, simulated)
        else:
            text = decoded(one.content, "replace")
            # A mail program or Windows may have put .txt behind the name of a file for the class.
            if text.lstrip().startswith("{"):
                _read_class_file(one, found, simulated)
            else:
                lists.append((one, text))
    for one, text in lists:
        _read_list(one.where, text, found)
    if not simulated.files:
        return found
    if found.sheets or found.promises or found.without_code:
        found.note(_("{n} simulated files").format(n=simulated.files), _("left out, since there are answers of real people"))
        return found
    simulated.notes = found.notes + simulated.notes
    simulated.changes, simulated.other = found.changes, found.other
    return simulated


def _read_class_file(given: Given, real: Found, simulated: Found) -> None:
    name = given.where
    try:
        content = json.loads(decoded(given.content))
    except RecursionError:
        return real.note(name, _("it is nested too deeply"))
    except UnicodeDecodeError:
        return real.note(name, _("it is damaged: its letters cannot be read"))
    except json.JSONDecodeError:
        return real.note(name, _("it is damaged: ask for the file again"))
    except ValueError:
        # A number with thousands of digits.
        return real.note(name, _("it holds a number that is far too long"))
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


def _read_list(name: str, text: str, found: Found) -> None:
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        found.note(name, _("it is too long; the lines after {n} were left out").format(n=MOST_LINES))
    forms: dict[tuple[str, bool], str] = {}
    wrong = []
    before = _taken(found)
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            where = _("{name}, line {n}").format(name=name, n=number)
            try:
                take_line(line, where, forms, found)
            except ValueError as error:
                wrong.append((where, str(error)))
    if _taken(found) == before and len(wrong) > A_FEW:
        # A platform's own note, or a table of something else: one sentence, not one a line.
        said = _("none of its lines can be read; a paper list has one line for each person, such as {example}")
        return found.note(name, said.format(example="K7TR A7K ABDCABCD"))
    found.lists += 1
    for where, why in wrong:
        found.note(where, why)
    return None


def _taken(found: Found) -> int:
    return len(found.sheets) + len(found.promises) + len(found.without_code)
