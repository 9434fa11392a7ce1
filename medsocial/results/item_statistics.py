"""Statistics of the test items over all classes of a folder, for the maintainers' table; small counts are left out."""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model.item_statistics import DISCRIMINATION_FROM, SHOWN_FROM
from ..model.review_items import item
from ..store import data
from .found import Found, Sheet
from .people import answer_keys, marks, put_together

# A person meets an item once here: what a retest asks has been asked before.
_ORDER = ("first", "second", "short_first", "short_second", "booster")
Sitting = tuple[str, str]  # which test, and which form of it


@dataclass(frozen=True)
class ItemStatistics:
    """How one item did: how many met it, the share that was right, and how well it tells people apart."""

    item_id: str
    answers: int
    share_right: float | None
    discrimination: float | None


def statistics(found: Found) -> tuple[ItemStatistics, ...]:
    """Return the statistics of each item that at least ten people have met, by its id."""
    # For each item and sitting: whether each person was right, and the share of the other items that were.
    met: dict[str, dict[Sitting, list[tuple[bool, float]]]] = defaultdict(lambda: defaultdict(list))
    keys = answer_keys()
    for sheets in _by_person(found):
        seen: set[str] = set()
        for sheet in sheets:
            names, right = list(keys[sheet.which, sheet.form]), marks(sheet, keys)
            for name, good in zip(names, right, strict=True):
                if name not in seen:
                    rest = (sum(right) - good) / (len(right) - 1)
                    met[name][sheet.which, sheet.form].append((good, rest))
            seen |= set(names)
    made = (_statistics(name, list(met[name].values())) for name in sorted(met))
    return tuple(one for one in made if one.answers >= SHOWN_FROM)


def _by_person(found: Found) -> Iterable[list[Sheet]]:
    people, _notes = put_together(found)
    for person in people.values():
        yield [person.tests[which] for which in _ORDER if which in person.tests]
    yield from ([sheet] for sheet in found.without_code if isinstance(sheet, Sheet) and sheet.which == "booster")


def _statistics(name: str, sittings: Sequence[Sequence[tuple[bool, float]]]) -> ItemStatistics:
    count = sum(map(len, sittings))
    right = sum(good for sitting in sittings for good, _rest in sitting)
    # A share tells the number of the others as well, so neither may be a small cell.
    shown = min(right, count - right) >= SHOWN_FROM
    apart = discrimination(sittings) if shown and count >= DISCRIMINATION_FROM else None
    return ItemStatistics(name, count, round(right / count, 2) if shown else None, None if apart is None else round(apart, 2))


def discrimination(sittings: Iterable[Sequence[tuple[bool, float]]]) -> float | None:
    """Return the corrected point-biserial correlation of an item with the rest of its sheet, pooled within sittings.

    Before and after the session, and in forms of another difficulty, people differ for other reasons than what they
    know; taking each sitting from its own mean leaves that out. None where all were alike.

    References
    ----------
    Cureton EE. Corrected item-test correlations. Psychometrika 1966;31:93-96, doi 10.1007/BF02289461, whose abstract
    (read on 29 November 2026) names the correlation of an item with the remainder of the test.
    """
    both = item_spread = rest_spread = 0.0
    for sitting in sittings:
        item_mean = math.fsum(good for good, _rest in sitting) / len(sitting)
        rest_mean = math.fsum(rest for _good, rest in sitting) / len(sitting)
        both += math.fsum((good - item_mean) * (rest - rest_mean) for good, rest in sitting)
        item_spread += math.fsum((good - item_mean) ** 2 for good, _rest in sitting)
        rest_spread += math.fsum((rest - rest_mean) ** 2 for _good, rest in sitting)
    return both / math.sqrt(item_spread * rest_spread) if item_spread > 1e-12 and rest_spread > 1e-12 else None


def table(rows: Iterable[ItemStatistics], day: str) -> str:
    """Return the statistics as the table `item_statistics.csv` of the data."""
    made = io.StringIO()
    columns = [field["name"] for field in data.resources()["item_statistics"]["schema"]["fields"]]
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = ("" if value is None else value for value in (row.answers, row.share_right, row.discrimination))
        writer.writerow((row.item_id.lower(), item(f"test:{row.item_id.lower()}").mark, *cells, day))
    return made.getvalue()
