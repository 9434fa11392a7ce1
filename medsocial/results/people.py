"""Sheets put together: one person for each code, duplicates merged, contradictions left out and noted."""

from dataclasses import dataclass, field

from ..ground.text import _
from ..model import class_file, test_items
from .found import Found, Note, Promise, Sheet, which_words


@dataclass
class Person:
    """What one code stands for: its tests by name, and its commitments."""

    code: str
    tests: dict[str, Sheet] = field(default_factory=dict)
    promise: Promise | None = None


@dataclass(frozen=True)
class Pair:
    """One person who took two tests that can be compared."""

    first: Sheet
    second: Sheet

    @property
    def order(self) -> str:
        """The forms in the order in which they were taken."""
        return self.first.form + self.second.form


def put_together(found: Found) -> tuple[dict[str, Person], list[Note]]:
    """Return the people by code, and notes on what was the same, contradictory or impossible."""
    people: dict[str, Person] = {}
    notes: list[Note] = []
    clashes: set[tuple[str, str]] = set()
    for sheet in found.sheets:
        person = people.setdefault(sheet.code, Person(sheet.code))
        known = person.tests.get(sheet.which)
        if (sheet.code, sheet.which) in clashes:
            continue
        if known is None:
            person.tests[sheet.which] = sheet
        elif (known.form, known.answers) == (sheet.form, sheet.answers):
            notes.append(Note(sheet.where, _("the same answers stand twice; they count once")))
        else:
            clashes.add((sheet.code, sheet.which))
            del person.tests[sheet.which]
            said = _("two different sheets of one test ({test}) have the same code; both were left out")
            notes.append(Note(f"{known.where}; {sheet.where}", said.format(test=which_words()[sheet.which])))
    for promise in found.promises:
        _promise(people.setdefault(promise.code, Person(promise.code)), promise, notes)
    for person in people.values():
        notes += _impossible(person)
    return {code: person for code, person in people.items() if person.tests or person.promise}, notes


def _promise(person: Person, promise: Promise, notes: list[Note]) -> None:
    known = person.promise
    if known and known.checked and promise.checked and (known.made, known.checked) != (promise.made, promise.checked):
        said = _("two different answers on commitments have the same code; the longer one counts")
        notes.append(Note(f"{known.where}; {promise.where}", said))
    # A later file of the same person knows more: what became of what was promised.
    if known is None or (len(promise.checked), promise.made) > (len(known.checked), known.made):
        person.promise = promise


def _impossible(person: Person) -> list[Note]:
    """Remove a second sheet of the same form, and a retest of another form; return notes on them."""
    notes = []
    for first, later, same in (("first", "second", False), ("short_first", "short_second", False), ("first", "retest", True)):
        begun, ended = person.tests.get(first), person.tests.get(later)
        if begun and ended and (begun.form == ended.form) != same:
            del person.tests[later]
            words = which_words()
            said = _("the first form and a later one ({test}) do not fit together; the later one was left out")
            notes.append(Note(ended.where, said.format(test=words[later])))
    return notes


def pairs(people: dict[str, Person], first: str, second: str) -> list[Pair]:
    """Return the people who took both tests, in the order of their codes."""
    chosen = (people[code] for code in sorted(people))
    return [Pair(p.tests[first], p.tests[second]) for p in chosen if first in p.tests and second in p.tests]


def answer_keys() -> dict[tuple[str, str], dict[str, str]]:
    """Return the key of each test and form: the best choice for each item, in the order of the form."""
    forms = {which: ("booster",) if which == "booster" else test_items.FORMS for which in class_file.TESTS}
    return {
        (which, form): {item.item_id: item.best for item in class_file.in_form_order(which, form)}
        for which, names in forms.items()
        for form in names
    }


def marks(sheet: Sheet, keys: dict[tuple[str, str], dict[str, str]]) -> tuple[bool, ...]:
    """Return for each item of a sheet whether the best answer was chosen; no answer is not the best."""
    return tuple(sheet.answers.get(item) == best for item, best in keys[sheet.which, sheet.form].items())
