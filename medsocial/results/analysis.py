"""From people to figures: what the class report shows, with small counts already taken out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import test_items
from ..model.class_file import STATUSES, count_of
from . import statistics
from .found import Found, Note, Sheet
from .people import Pair, Person, answer_keys, marks, pairs, put_together
from .small_cells import LEAST, parts_shown, safe, shown_of

FEW, MANY = 10, 40  # under ten matched: raw counts only; from forty: the normalised gain too
ORDERS = ("AB", "BA")
NOT_REPORTED = "not_reported"


@dataclass(frozen=True)
class Line:
    """One row of counts before and after; None where a count is not shown."""

    label: str
    before: int | None
    of_before: int
    after: int | None
    of_after: int


@dataclass(frozen=True)
class Block:
    """Two tests of the same people; below five people only `n` means anything."""

    n: int
    items: int
    orders: dict[str, int]
    right_before: int = 0
    right_after: int = 0
    open_before: int = 0
    open_after: int = 0
    ceiling: int | None = None
    change: statistics.Change | None = None
    gain: tuple[float, float, float] | None = None
    standardised: float | None = None
    objectives: tuple[Line, ...] = ()
    by_item: tuple[Line, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there are enough people to show any answer."""
        return self.n >= LEAST

    @property
    def nearly_all(self) -> int:
        """How many best answers leave little to gain."""
        return max(self.items - 1, 4)


@dataclass(frozen=True)
class Commitments:
    """What became of the commitments of everyone who made any."""

    people: int
    made: int
    counts: dict[str, int | None]
    asked: bool


@dataclass(frozen=True)
class Analysis:
    """Everything that the report shows."""

    people: int
    taken: dict[str, int]
    full: Block
    short: Block
    later: Block
    booster: tuple[Line, ...]
    commitments: Commitments
    without_code: int
    notes: tuple[Note, ...]
    changes: tuple[Note, ...]
    files: int
    lists: int
    simulated: bool
    versions: tuple[str, ...]
    attended: int | None = None


def analyse(found: Found, attended: int | None = None) -> Analysis:
    """Return the figures of what a folder held."""
    people, notes = put_together(found)
    keys = answer_keys()
    return Analysis(
        people=len(people),
        taken=dict(Counter(which for person in people.values() for which in person.tests)),
        full=_block(pairs(people, "first", "second"), "first", keys, balanced=True),
        short=_block(pairs(people, "short_first", "short_second"), "short_first", keys, balanced=True),
        later=_block(pairs(people, "first", "retest"), "first", keys, balanced=False),
        booster=_booster(people, found, keys),
        commitments=_commitments(people),
        without_code=len(found.without_code),
        notes=(*found.notes, *notes),
        changes=tuple(found.changes),
        files=found.files,
        lists=found.lists,
        simulated=bool(found.simulated),
        versions=tuple(sorted(found.versions)),
        attended=attended,
    )


def _block(matched: Sequence[Pair], which: str, keys: dict[tuple[str, str], dict[str, str]], *, balanced: bool) -> Block:
    """Return the figures of the same people in two tests; `balanced` where the forms swap between them."""
    items = count_of(which)
    names = ORDERS if balanced else ("AA", "BB")
    orders = {name: sum(pair.order == name for pair in matched) for name in names}
    if len(matched) < LEAST:
        return Block(len(matched), items, orders)
    marked = [(pair.order, marks(pair.first, keys), marks(pair.second, keys)) for pair in matched]
    groups = [
        [(100 * sum(first) / items, 100 * sum(second) / items) for order, first, second in marked if order == name]
        for name in names
    ]
    present = groups if balanced else [group for group in groups if len(group) > 1]
    # One person alone with a form has no spread; without both orders the forms' difficulty would not fall out.
    complete = sum(map(len, present)) >= FEW and min(map(len, present), default=0) > 1
    wide = complete and len(matched) >= MANY
    high = sum(sum(first) >= max(items - 1, 4) for _order, first, _second in marked)
    by_objective, by_item = _lines(marked, which, names) if balanced else ((), ())
    return Block(
        n=len(matched),
        items=items,
        orders=orders,
        right_before=sum(sum(first) for _order, first, _second in marked),
        right_after=sum(sum(second) for _order, _first, second in marked),
        open_before=_open(pair.first for pair in matched),
        open_after=_open(pair.second for pair in matched),
        ceiling=high if safe(high, len(matched)) else None,
        change=statistics.balanced([[after - before for before, after in group] for group in present]) if complete else None,
        gain=statistics.gain(present) if wide else None,
        standardised=statistics.standardised(present) if wide else None,
        objectives=by_objective,
        by_item=by_item,
    )


def _open(sheets: Iterable[Sheet]) -> int:
    """Return how many questions were left without an answer."""
    return sum(count_of(sheet.which) - len(sheet.answers) for sheet in sheets)


def _lines(marked: list, which: str, names: Sequence[str]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return counts by objective and by item, where they may be shown.

    An objective's count is the sum of its two items. If it is hidden, both items are; and the two items are
    hidden together, so that none follows from the objective and the other.
    """
    n, sizes = len(marked), [sum(order == name for order, _first, _second in marked) for name in names]
    # [order][time][item]: how many of the people in this order chose the best answer at this time.
    counts = [
        [[sum(column) for column in zip(*(m[time] for m in marked if m[0] == name), strict=True)] for time in (1, 2)]
        for name in names
    ]
    forms = [test_items.short_form(name) if which.startswith("short") else test_items.form(name) for name in test_items.FORMS]
    length = len(forms[0])
    counts = [[times or [0] * length for times in order] for order in counts]
    seen, totals = [], []
    for time in (0, 1):
        column = [counts[0][time][place] + counts[1][time][place] for place in range(length)]
        totals.append(column)
        seen.append(shown_of(column, n))
    objectives = tuple(
        Line(
            item.objective,
            totals[0][place] if seen[0][place] else None,
            n,
            totals[1][place] if seen[1][place] else None,
            n,
        )
        for place, item in enumerate(forms[0])
    )
    if min(sizes) < LEAST:
        return objectives, ()
    by_item = []
    for place in range(length):
        both = [seen[time][place] and all(safe(counts[order][time][place], sizes[order]) for order in (0, 1)) for time in (0, 1)]
        # Form A is taken first in order AB and second in order BA.
        for form, (first, second) in ((0, (0, 1)), (1, (1, 0))):
            before, after = counts[first][0][place], counts[second][1][place]
            by_item.append(
                Line(
                    forms[form][place].item_id,
                    before if both[0] else None,
                    sizes[first],
                    after if both[1] else None,
                    sizes[second],
                )
            )
    return objectives, tuple(sorted(by_item, key=lambda line: line.label))


def _booster(people: dict[str, Person], found: Found, keys: dict[tuple[str, str], dict[str, str]]) -> tuple[Line, ...]:
    """Return the counts of day 7, to which a code adds nothing: sheets without one count as well."""
    sheets = [person.tests["booster"] for person in people.values() if "booster" in person.tests]
    sheets += [sheet for sheet in found.without_code if isinstance(sheet, Sheet) and sheet.which == "booster"]
    rows = [marks(sheet, keys) for sheet in sheets]
    if len(rows) < LEAST:
        return ()
    counts = [sum(column) for column in zip(*rows, strict=True)]
    return tuple(
        Line(item.item_id, None, 0, count if safe(count, len(rows)) else None, len(rows))
        for item, count in zip(test_items.booster(), counts, strict=True)
    )


def _commitments(people: dict[str, Person]) -> Commitments:
    """Return the counts of day 30; who made commitments and did not report counts as not reported."""
    promises = [person.promise for person in people.values() if person.promise]
    made = sum(promise.made for promise in promises)
    said = Counter(status for promise in promises for status in promise.checked)
    counts = [said[status] for status in STATUSES]
    counts.append(made - sum(counts))
    names = (*STATUSES, NOT_REPORTED)
    if len(promises) < LEAST:
        return Commitments(len(promises), made, dict.fromkeys(names), bool(said))
    shown = parts_shown(counts)
    return Commitments(
        len(promises),
        made,
        {name: count if seen else None for name, count, seen in zip(names, counts, shown, strict=True)},
        bool(said),
    )
