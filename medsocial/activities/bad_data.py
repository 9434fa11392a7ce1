"""Find the bad data: rows of a widely copied table of users, to be judged one by one."""

from dataclasses import dataclass
from typing import Any

from ..display.elements import Table
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _
from ..model.cards import Card, Question
from ..model.lifecycle import status_at
from ..store import data
from .parts.cards import Cards

VERDICTS = ("possible", "impossible", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as the reader sees it: a name, a year and a number; `platform_id` is empty without dates of our own."""

    name: str
    year: int
    value: int
    platform_id: str


def rows_of(row: Any) -> tuple[Shown, Shown]:
    """Return the row to judge and the one beside it."""
    return (
        _shown(row.platform_name, row.platform_id, row.year, row.value, row.control_count_id),
        _shown(row.beside_name, row.beside_platform_id, row.beside_year, row.beside_value, row.beside_count_id),
    )


def _shown(name: str, platform_id: str | None, year: int | None, value: int | None, count_id: str | None) -> Shown:
    if count_id:
        count = data.row("user_counts", count_id)
        return Shown(name, count.date.year, count.value, count.platform_id)
    return Shown(name, year, value, platform_id or "")


def by_the_dates(shown: Shown) -> str:
    """Return what our own table of dates says about a platform in that year; empty if it has no such platform."""
    if not shown.platform_id:
        return ""
    words = {
        "not_yet": _("By our table of dates {name} did not exist yet in {year}."),
        "closed": _("By our table of dates {name} was closed by the end of {year}."),
        "unknown": _("Our table of dates does not say whether {name} existed in {year}."),
    }.get(status_at(shown.platform_id, shown.year), _("By our table of dates {name} was alive in {year}."))
    return words.format(name=shown.name, year=shown.year)


def bad_data_cards() -> tuple[Card, ...]:
    """Return the rows as cards with one question each."""
    return tuple(_card(row) for row in data.rows("impossible_counts"))


def _card(row: Any) -> Card:
    judged, _beside = rows_of(row)
    dates = by_the_dates(judged)
    words = {"possible": _("Possible"), "impossible": _("Impossible"), "cannot_tell": _("Cannot tell")}
    reasons = (getattr(row, f"{verdict}_reason") for verdict in VERDICTS)
    question = Question(
        legend=_("Can the number in the first row be right?"),
        options=tuple(words[verdict] for verdict in VERDICTS),
        reasons=tuple(f"{reason} {dates}".strip() for reason in reasons),
        right=VERDICTS.index(row.verdict),
        ids=VERDICTS,
    )
    counts = (data.row("user_counts", c).source_id for c in (row.control_count_id, row.beside_count_id) if c)
    own = (row.source_id,) if not row.control_count_id else ()
    sources = tuple(dict.fromkeys((*own, *counts, *row.further_source_ids)))
    return Card(row.row_id, "", "", (question,), sources)


class FindBadData(Cards):
    """Seven rows to judge, each beside another one; then what is known about the file."""

    def __init__(self) -> None:
        super().__init__(_("Find the bad data"), "02_platform_taxonomy", "find_bad_data", bad_data_cards())

    def _scene_html(self, position: int) -> str:
        pair = rows_of(data.row("impossible_counts", self.cards[position].key))
        table = Table(
            columns=(_("Service"), _("Year"), _("Users")),
            rows=[(row.name, row.year, text.number(row.value)) for row in pair],
            caption=_("You judge the first of these two rows."),
            numeric=(1, 2),
        )
        return super()._scene_html(position) + table.to_html()

    def closing_html(self) -> str:
        """Return how many were right, the three checks and the origin of the file."""
        return super().closing_html() + self._afterwards()

    def _afterwards(self) -> str:
        checks = (
            _("Compare each end with the dates: a closed service has no users."),
            _("Look for digits that repeat, between years and between rows."),
            _("Ask who could have counted so exactly, and what was counted."),
        )
        origin = tag(
            "p",
            escape(
                _(
                    "The file has 132 rows for 18 services, from 2004 to 2018. We read a copy in a public code repository, "
                    "and the same file lies in at least two others."
                )
            ),
        ) + tag(
            "p",
            escape(
                _(
                    "Another project's notes give The Next Web (TNW) and Statista, 2019, as its origin. We have not seen a page "
                    "of theirs that says so. Who made the numbers, and how, is unknown. Some look filled in between others."
                )
            ),
        )
        return (
            tag("p", tag("strong", escape(_("Three checks before you show a number"))))
            + tag("ul", *(tag("li", escape(words)) for words in checks))
            + tag("p", tag("strong", escape(_("Where the file comes from"))))
            + origin
            + self.sources_html()
        )

    def to_html(self) -> str:
        """Return the rows with options that open, and what is known about the file folded below."""
        after = tag("details", tag("summary", escape(_("After your choices: the file"))), self._afterwards(), class_="ms-more")
        return super().to_html() + after


@with_recipe
def find_bad_data() -> FindBadData:
    """Return rows of a widely copied table of users, to be judged as possible or impossible.

    Examples
    --------
    >>> ms.find_bad_data()
    """
    return FindBadData()
