"""What guidance and law say on an act, country by country: frozen views of the decision table.

A cell that rests on memory is always marked as unverified, and a pinpoint is given only where it was read.
"Nothing found" is not a permission: it says only that the texts which were read hold no rule.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..ground import text
from ..ground.text import _
from ..store import data

# From the weakest to the strictest.
STRENGTH = ("silent", "permitted", "caution", "should_not", "must_not")
BARRED = ("must_not", "should_not")
WORLD = "WMA"


def words(value: str) -> str:
    """Return a value of the table in the reader's words."""
    return {
        "must_not": _("Must not"),
        "should_not": _("Should not"),
        "caution": _("With care"),
        "permitted": _("Permitted"),
        "silent": _("Nothing found"),
    }[value]


def sign(value: str) -> str:
    """Return the sign that stands before a value, so that colour is never alone."""
    return {"must_not": "✕", "should_not": "▽", "caution": "!", "permitted": "✓", "silent": "–"}[value]


@dataclass(frozen=True, slots=True)
class Cell:
    """One act in one jurisdiction, in the reader's words.

    `hatched` and `unverified` go together; `document` and `pinpoint` are empty where none is known.
    """

    act: Any
    jurisdiction: Any
    value: str
    says: str
    scope: str
    note: str
    document: Any | None
    pinpoint: str
    unverified: bool
    second_hand: bool
    older: bool
    older_text: str
    our_reading: bool
    source_id: str
    as_of: dt.date

    @property
    def place(self) -> str:
        """The jurisdiction's name."""
        return self.jurisdiction.name

    @property
    def word(self) -> str:
        """The value in words."""
        return words(self.value)

    @property
    def hatched(self) -> bool:
        """Whether the cell is drawn hatched."""
        return self.unverified

    @property
    def barred(self) -> bool:
        """Whether the act is barred or advised against."""
        return self.value in BARRED

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader must know beside the value, each in a word or two."""
        said = []
        if self.unverified:
            said.append(_("unverified"))
        if self.older:
            said.append(_("older text"))
        if self.document is not None and self.document.state == "abeyance" and self.value != "silent":
            said.append(_("not in force"))
        if self.our_reading:
            said.append(_("our reading"))
        if self.second_hand:
            said.append(_("read in a report"))
        return tuple(said)

    @property
    def mark(self) -> str:
        """The mark that must never be missing: what is unverified is said before what is older; else empty."""
        if self.unverified:
            return _("unverified")
        return _("older text") if self.older else ""

    @property
    def label(self) -> str:
        """The value with its mark."""
        return _("{value} ({mark})").format(value=self.word, mark=self.mark) if self.mark else self.word

    @property
    def state(self) -> str:
        """Whether the document is in force, in words; empty without a document."""
        return state_words(self.document) if self.document is not None else ""

    @property
    def sentence(self) -> str:
        """The cell in one sentence or two."""
        return _("{place}: {value}. {says}").format(place=self.place, value=self.label, says=self.says or "").strip()


def kind_words(document: Any) -> str:
    """Return what kind of text a document is."""
    return {
        "law": _("law"),
        "regulation": _("regulation"),
        "standard": _("standard of a regulator"),
        "code": _("professional code"),
        "advice": _("advice"),
        "employer": _("rule of one employer"),
    }[document.kind]


def state_words(document: Any) -> str:
    """Return whether a document is in force, and from when; advice binds nobody, so it is current."""
    since = _day(getattr(document, "state_from", None))
    bare = document.kind in ("advice", "employer")
    forms = {
        "in_force": (_("current"), _("current from {day}")) if bare else (_("in force"), _("in force from {day}")),
        "abeyance": (_("suspended, not in force"), _("suspended from {day}, not in force")),
        "phased": (_("comes into force in steps"), _("comes into force in steps, from {day}")),
        "superseded": (_("replaced by a later text"), _("replaced by a later text from {day}")),
    }
    plain, dated = forms[document.state]
    return dated.format(day=since) if since else plain


def version_words(document: Any) -> str:
    """Return the date of the version that was read, in words; empty if it is not known."""
    return _day(getattr(document, "version_date", None))


def _day(value: Any) -> str:
    """Return a date, or a year or a month of a date, in words."""
    if isinstance(value, dt.date):
        return text.date(value)
    written = str(value or "").strip()
    parts = written.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text.content(written)
    year, month, day = (*map(int, parts), 1, 1)[:3]
    try:
        return text.date(dt.date(year, month, day), ("year", "month", "day")[len(parts) - 1])
    except ValueError:
        return written


def find_act(wanted: str | int) -> Any:
    """Return an act by its id, its number or its short name.

    Raises
    ------
    UnknownName
        If there is no such act; the message gives the nearest names.
    """
    acts = data.rows("guidance_acts")
    asked = str(wanted).strip().casefold()
    for act in acts:
        if asked in (act.act_id.casefold(), str(act.number), act.short.casefold()):
            return act
    return data.row("guidance_acts", str(wanted))  # raises, with the nearest ids


def acts(topic: str | None = None) -> tuple[Any, ...]:
    """Return the acts in the order of their numbers, of one topic if one is named.

    Raises
    ------
    UnknownName
        If there is no such topic; the message names the topics.
    """
    found = tuple(sorted(data.rows("guidance_acts"), key=lambda act: act.number))
    if topic is None:
        return found
    known = dict.fromkeys(act.topic for act in found)
    wanted = topic.strip().casefold()
    if wanted not in known:
        raise data.UnknownName(
            _("“{topic}” is no topic of the table. The topics are {known}.").format(topic=topic, known=", ".join(known))
        )
    return tuple(act for act in found if act.topic == wanted)


def jurisdictions() -> tuple[Any, ...]:
    """Return the jurisdictions in the order of the table."""
    return tuple(data.rows("jurisdictions"))


def jurisdiction_of(country: str) -> str:
    """Return the jurisdiction that stands for a country: `OTHER` and an empty choice go to the world association."""
    known = data.rows("jurisdictions").by("jurisdiction_id")
    return country if country in known else WORLD


def rules_for(act_id: str) -> tuple[Cell, ...]:
    """Return an act in every jurisdiction, in the order of the table.

    Raises
    ------
    UnknownName
        If there is no such act; the message gives the nearest names.
    """
    act = find_act(act_id)
    rows = {row.jurisdiction_id: row for row in data.rows("guidance_rules") if row.act_id == act.act_id}
    documents = data.rows("guidance_documents").by("doc_id")
    places = (place for place in jurisdictions() if place.jurisdiction_id in rows)
    return tuple(_cell(act, place, rows[place.jurisdiction_id], documents) for place in places)


def rule(act_id: str, country: str) -> Cell:
    """Return an act in one country; another country than those of the table gets the world association's line.

    Raises
    ------
    UnknownName
        If there is no such act; the message gives the nearest names.
    """
    return of_country(rules_for(act_id), country)


def of_country(cells: Iterable[Cell], country: str) -> Cell:
    """Return that one of an act's cells that stands for a country."""
    place = jurisdiction_of(country)
    return next(cell for cell in cells if cell.jurisdiction.jurisdiction_id == place)


def _cell(act: Any, place: Any, row: Any, documents: dict[str, Any]) -> Cell:
    document = documents.get(row.doc_id)
    unverified = row.status == "memory"
    return Cell(
        act=act,
        jurisdiction=place,
        value=row.value,
        says=row.says or "",
        scope=row.scope or "",
        note=row.note or "",
        document=document,
        pinpoint=(row.pinpoint or "") if row.status in data.AT_SOURCE else "",
        unverified=unverified,
        second_hand=row.status == "second_hand",
        older=bool(row.older_text) or (document is not None and document.state == "superseded"),
        older_text=row.older_text if isinstance(row.older_text, str) else "",
        our_reading=bool(row.inferred),
        source_id=row.source_id,
        as_of=row.as_of,
    )


def strictest(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the strictest of several cells: all that share the highest value, or none of none."""
    found = tuple(cells)
    top = max((STRENGTH.index(cell.value) for cell in found), default=-1)
    return tuple(cell for cell in found if STRENGTH.index(cell.value) == top)


def by_value(cells: Iterable[Cell]) -> dict[str, tuple[Cell, ...]]:
    """Return cells by their value, the strictest value first."""
    found = tuple(cells)
    groups = {value: tuple(cell for cell in found if cell.value == value) for value in reversed(STRENGTH)}
    return {value: members for value, members in groups.items() if members}


def names(cells: Iterable[Cell], *, short: bool = False) -> str:
    """Return the places of cells as a list in a sentence, each with its mark if it is unverified or older."""
    return text.listing([named(cell, short=short) for cell in cells])


def named(cell: Cell, *, short: bool = False) -> str:
    """Return the place of a cell with its mark."""
    place = cell.jurisdiction.short if short else cell.place
    return _("{place} ({mark})").format(place=place, mark=cell.mark) if cell.mark else place


def barred_everywhere(act_id: str) -> bool:
    """Return whether every cell that was looked up bars an act or advises against it; memory counts for nothing."""
    read = [cell for cell in rules_for(act_id) if not cell.unverified]
    return bool(read) and all(cell.barred for cell in read)
