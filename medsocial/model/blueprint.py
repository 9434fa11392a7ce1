"""The blueprint of the test: what each form tests, in which length, and where that is taught."""

from collections.abc import Iterator
from typing import Any

from ..store import data
from . import test_items
from .session_check import REACH, Fault
from .session_plan import form_rows
from .storyboard import LENGTHS

BLUEPRINT, ITEMS = "test_blueprint.csv", "test_items.yaml"
PARALLEL = ("a", "b")


def problems() -> list[Fault]:
    """Return where blueprint, items, and what the sessions reach, do not agree."""
    rows = data.rows("test_blueprint")
    found = list(_objectives(rows))
    for row in rows:
        found += [*_items(row), *_taught(row)]
    return [*found, *_one_short_form(rows)]


def _objectives(rows: Any) -> Iterator[Fault]:
    lacking = {row.objective_id for row in data.rows("objectives")} - {row.objective_id for row in rows}
    for name in sorted(lacking):
        yield Fault(BLUEPRINT, name, f"the objective {name} has no row", "Say which forms test it, or that none does.")


def _items(row: Any) -> Iterator[Fault]:
    """Yield a fault where the forms hold another number of items than the row says, or a pair is not parallel."""
    of = [item for item in test_items.items() if item.objective == row.objective_id]
    for form in dict.fromkeys((*PARALLEL, "booster", *row.forms)):
        have, wanted = sum(item.form.lower() == form for item in of), int(form in row.forms)
        if have != wanted:
            rule = f"the form {form} should have {wanted} items for {row.objective_id}, and {ITEMS} holds {have}"
            yield Fault(BLUEPRINT, row.objective_id, rule, "Change the items, or the forms of this row.")
    levels = {item.level for item in of if item.form.lower() in PARALLEL}
    if len(levels) > 1:
        rule = f"the items of {row.objective_id} in forms a and b ask for different levels: {', '.join(sorted(levels))}"
        yield Fault(ITEMS, row.objective_id, rule, "Let both ask for the same.")
    if (row.alone == "tested") != (set(PARALLEL) <= set(row.forms)):
        rule = f"it is {row.alone} for who works alone, and its forms are {', '.join(row.forms) or 'none'}"
        yield Fault(BLUEPRINT, row.objective_id, rule, "What is tested alone stands in forms a and b, and nothing else does.")


def _taught(row: Any) -> Iterator[Fault]:
    """Yield a fault where a length tests what its room does not do, or the row tells something else than the reach."""
    reach = next((one for one in data.rows("session_reach") if one.item_id == row.taught_by), None)
    if reach is None or row.objective_id not in reach.objectives:
        rule = f"it is taught by {row.taught_by}, which {REACH} does not name for {row.objective_id}"
        yield Fault(BLUEPRINT, row.objective_id, rule, "Choose an item that has this objective.")
        return
    for length in LENGTHS:
        said, done = getattr(row, f"in_{length}"), getattr(reach, f"in_{length}") == "done"
        if said == "tested" and not done:
            rule = f"{length} minutes test it, and the room does not do {row.taught_by} in that length"
            yield Fault(BLUEPRINT, row.objective_id, rule, f"Let a slide teach it and change {REACH}, or do not test it there.")
        elif said == "tested" and not form_rows(length):
            rule = f"{length} minutes test it, and that length has no time for forms"
            yield Fault(BLUEPRINT, row.objective_id, rule, "Write taught or - for that length.")
        elif said != "tested" and done != (said == "taught"):
            rule = f"it says {said} for {length} minutes, and {REACH} says {getattr(reach, f'in_{length}')} of {row.taught_by}"
            yield Fault(BLUEPRINT, row.objective_id, rule, "Write taught for what a room does, and - for the rest.")


def _one_short_form(rows: Any) -> Iterator[Fault]:
    """Yield a fault where two lengths with forms test different objectives: there is one short form for all of them."""
    short = test_items.short_objectives()
    for length in (length for length in LENGTHS if form_rows(length)):
        for row in rows:
            if row.objective_id in short and getattr(row, f"in_{length}") != "tested":
                rule = f"it stands in the short form, and {length} minutes do not test it"
                cure = "The same items are printed for every length: test it in all or in none."
                yield Fault(BLUEPRINT, row.objective_id, rule, cure)

