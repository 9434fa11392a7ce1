"""One line of a paper list: letters, read as the form bore them that was printed.

`K7TR A7K ABDC…` names the form with its edition mark; a line without a mark (`K7TR A ABDC…`) is of the first edition.
"""

import re

from ..ground.text import _, listing
from ..model.class_code import LENGTH, NotACode, read
from ..model.class_file import MOST_COMMITMENTS, STATUSES, count_of, in_form_order
from ..model.test_items import SIGNS, edition_mark, known_answers, read_signs
from ..store import first_edition
from ..store.first_edition import sheet_name
from .found import Found, Note, Promise, Sheet

AGAIN, BOOSTER, PLAN = "AGAIN", "BOOSTER", "PLAN"
NO_ANSWER = "-"
_OPEN = str.maketrans({"_": NO_ANSWER, "?": NO_ANSWER, "–": NO_ANSWER, "—": NO_ANSWER, "*": NO_ANSWER})
_FORM = re.compile(r"(A|B|BOOSTER)-?([2-9][A-Z])?")


def take_line(line: str, where: str, forms: dict[tuple[str, bool], str], found: Found) -> None:
    """Take one line of a paper list; raise ValueError with a kind sentence if it cannot be read.

    `forms` holds the form that each code took first in this list.
    """
    written, rest = _code_and_rest([word for word in re.split(r"[\s,;\"]+", line.strip()[:200]) if word])
    if rest[:1] == [PLAN]:
        made, checked = _plan_line(rest[1:])
        promise = Promise(_read_code(written, where, found), made, checked, where)
        (found.promises if promise.code else found.without_code).append(promise)
        return
    again = rest[:1] == [AGAIN]
    form, mark, letters = _form_and_letters(rest[1:] if again else rest)
    if again and form != BOOSTER and len(letters) != count_of("retest"):
        raise ValueError(_("day 30 has {n} answers").format(n=count_of("retest")))
    short = form != BOOSTER and len(letters) == count_of("short_first")
    form = form.lower() if form == BOOSTER else form
    asked = in_form_order("booster" if form == "booster" else "short_first" if short else "first", form)
    if mark and mark != edition_mark(asked):
        said = _("the form {form} was printed by another edition of the workshop; read this line with that edition")
        raise ValueError(said.format(form=form.upper() + mark))
    today = read_signs(letters, asked)
    given = today if mark else known_answers(first_edition.sheet(sheet_name("short" if short else "", form), letters), asked)
    if given != today:
        found.note(where, _("the form has no mark, so it was read as the first edition printed it"))
    code = _read_code(written, where, found)
    which = "booster" if form == "booster" else "retest" if again else _occasion(code, form, short, forms, found)
    (found.sheets if code else found.without_code).append(Sheet(code, which, form, given, where))


def _code_and_rest(words: list[str]) -> tuple[str, list[str]]:
    """Return what was written of the code, and the other words in capitals; the code may stand in pieces, or be missing."""
    upper = [word.upper() for word in words]
    ends = [place for place, word in enumerate(upper) if word in (AGAIN, PLAN) or _FORM.fullmatch(word)]
    whole = (place for place in ends if len("".join(words[:place])) == LENGTH)
    end = next(whole, next((place for place in ends if place), 0 if ends else 1))
    return " ".join(words[:end]), upper[end:]


def _read_code(written: str, where: str, found: Found) -> str:
    """Return the code of a line; empty if it cannot be read. What was changed is listed, without the code itself."""
    try:
        reading = read(written)
    except NotACode as error:
        found.note(where, _("its code cannot be read, so it stands without a code. {reason}").format(reason=error))
        return ""
    if reading.changed:
        found.changes.append(Note(where, _("the code was read {how}").format(how=listing(reading.changed))))
    return reading.code


def _occasion(code: str, form: str, short: bool, forms: dict[tuple[str, bool], str], found: Found) -> str:
    """Return whether a sheet is the first or the second: the other form after the first one is the second."""
    first, second = ("short_first", "short_second") if short else ("first", "second")
    if not code:
        return first
    if (code, short) not in forms:
        known = next((sheet for sheet in found.sheets if sheet.code == code and sheet.which == first), None)
        forms[code, short] = known.form if known else form
    return first if forms[code, short] == form else second


def _form_and_letters(rest: list[str]) -> tuple[str, str, str]:
    """Return the form, its edition mark and the letters of a line; letters may be typed in groups."""
    named = _FORM.fullmatch(rest[0] if rest else "")
    if not named:
        raise ValueError(_("the form must be A or B with its mark, such as A7K, after the code"))
    form, mark, given = named[1], named[2] or "", "".join(rest[1:]).translate(_OPEN)
    counts = (count_of("booster"),) if form == BOOSTER else (count_of("first"), count_of("short_first"))
    if len(given) not in counts or set(given) - {*SIGNS, NO_ANSWER}:
        wanted = _(" or ").join(str(count) for count in counts)
        raise ValueError(_("it needs {n} letters from A to D, or a hyphen for no answer").format(n=wanted))
    return form, mark, given


def _plan_line(words: list[str]) -> tuple[int, tuple[str, ...]]:
    """Return the commitments of a line such as `K7TR PLAN 3 done no`: how many, and what became of them."""
    made = int(words.pop(0)) if words and words[0] in ("0", "1", "2", "3") else None
    checked = tuple(word.lower() for word in words)
    made = len(checked) if made is None else made
    if not 0 < made <= MOST_COMMITMENTS or len(checked) > made or set(checked) - set(STATUSES):
        raise ValueError(_("after PLAN come the number of commitments, at most 3, and the words done, partly, no or dropped"))
    return made, checked
