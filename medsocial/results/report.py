"""The class report: what its template needs from the figures, in words."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from ..display.documents import render
from ..ground import clock, text
from ..ground.text import _, number
from ..model import test_items
from ..model.class_file import STATUSES, TESTS
from ..model.item_statistics import CALIBRATED_FROM
from ..store import data
from . import words
from .analysis import NOT_REPORTED, Analysis, Block, Commitments, Line
from .pictures import picture
from .small_cells import LEAST


def page(analysis: Analysis) -> str:
    """Return the report as one self-contained HTML page."""
    short_only = not analysis.full.n and bool(analysis.short.n)
    matched = {"full": analysis.full.n, "short": analysis.short.n, "later": analysis.later.n}
    took = {which: analysis.taken.get(which, 0) for which in TESTS}
    return render(
        "results/report.html",
        analysis=analysis,
        today=text.date(clock.today()),
        people=words.people(analysis.people),
        headline=words.headline(analysis.short if short_only else analysis.full),
        took=took,
        shown={name: words.small(count) for name, count in (took | matched | {"without_code": analysis.without_code}).items()},
        full=None if short_only else _compared(analysis.full),
        short=_compared(analysis.short) if analysis.short.n else None,
        booster=rows(analysis.booster, _stems(test_items.booster()), before=False),
        later=_compared(analysis.later) if analysis.later.enough else None,
        commitments=_commitments(analysis.commitments),
        missing=words.missing(analysis),
        least=number(LEAST),
        pilot_answers=number(CALIBRATED_FROM),
    )


def _compared(block: Block) -> dict[str, Any]:
    """Return the figures of two tests of the same people, with what is said of them."""
    statements = {row.objective_id: row.statement for row in data.rows("objectives")}
    return {field.name: getattr(block, field.name) for field in dataclasses.fields(block)} | {
        "enough": block.enough,
        "headline": words.headline(block),
        "people": words.people(block.n),
        "orders": words.orders(block),
        "nearly_all": block.nearly_all,
        "picture": picture(block.change) if block.change else None,
        "how": words.how_calculated(block) if block.enough else [],
        "may_say": words.may_say(block) if block.change else "",
        "objectives": rows(block.objectives, statements),
        "questions": rows(block.by_item, _stems(test_items.items())),
    }


def _stems(items: Sequence[test_items.Item]) -> dict[str, str]:
    return {item.item_id: item.stem for item in items}


def rows(lines: Sequence[Line], labels: Mapping[str, str], *, before: bool = True) -> list[tuple[str, list]]:
    """Return counts, each with its group, under the words of their line."""
    return [
        (
            f"{line.label}. {labels[line.label]}" if line.label in labels else line.label,
            [*([(line.before, line.of_before)] if before else []), (line.after, line.of_after)],
        )
        for line in lines
    ]


def _commitments(found: Commitments) -> dict[str, Any] | None:
    """Return what became of the commitments; nothing where too few people made any."""
    if found.people < LEAST:
        return None
    labels = {
        "done": _("Done"), "partly": _("Partly"), "no": _("Not done"), "dropped": _("Dropped on purpose"),
        NOT_REPORTED: _("Not reported"),
    }  # fmt: skip
    counts = [(labels[name], [(found.counts[name], found.made)]) for name in (*STATUSES, NOT_REPORTED)]
    return {"people": words.people(found.people), "rows": counts}
