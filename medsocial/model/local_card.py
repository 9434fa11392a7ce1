"""The local card: what a reader finds out about the own country, on one page, and its file.

A card is `{"country": country_id, "own_words": {field_id: text}, "checked_on": "2026-11-23"}`; the name of a country
that is not in the list stands in `own_words` under `country_name`. As a file it is `country_card.txt`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..ground import clock, files, text
from ..ground.text import _
from ..store import data
from ..store.yaml_text import has_aliases
from . import clocks

FILE = "country_card.txt"
OLD_FILE = "country_card.yaml"  # its name before version 2
NAME = "country_name"
ELSEWHERE = "OTHER"
CLOCK = "breach_clock"
LONGEST, LARGEST = 2000, 100_000
DAYS_GOOD = 366


class CardError(data.DataError):
    """A card file cannot be used; the message says what, where, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the card, in the reader's words."""

    field_id: str
    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What the workshop read on one field for one of its countries."""

    field_id: str
    value: str
    document: Any | None
    pinpoint: str
    unverified: bool
    second_hand: bool
    source_ids: tuple[str, ...]
    rules: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader must know beside the fact."""
        said = [(_("unverified"), self.unverified), (_("read in a report"), self.second_hand)]
        older = self.document is not None and self.document.state == "superseded"
        return tuple(word for word, holds in (*said, (_("older text"), older)) if holds)

    @property
    def place(self) -> str:
        """Where it stands: the rules themselves, or the document and the place in it; empty without either."""
        if self.document is None:
            return self.rules
        return f"{self.document.issuer}: {self.document.title}" + (f", {self.pinpoint}" if self.pinpoint else "") + "."


def content() -> dict[str, Any]:
    """Return the content of `local_card.yaml`."""
    return data.yaml_content("local_card")


def fields() -> tuple[Field, ...]:
    """Return the fields that take the reader's own words, in the order of the card."""
    listed = [one for one in content()["questions"] if one.get("kind", "text") == "text"]
    return tuple(Field(one["id"], one["label"], one["question"]) for one in listed)


def date_label() -> str:
    """Return the label of the field that takes a date."""
    return next((one["label"] for one in content()["questions"] if one.get("kind") == "date"), _("Checked on"))


def facts(country: str) -> dict[str, Fact]:
    """Return what the workshop read for a country, by field; a field on which nothing was found is left out."""
    found = {
        row.field_id: Fact(
            field_id=row.field_id,
            value=row.value,
            document=data.row("guidance_documents", row.doc_id) if row.doc_id else None,
            pinpoint=(row.pinpoint or "") if row.status in data.AT_SOURCE else "",
            unverified=row.status == "memory",
            second_hand=row.status == "second_hand",
            source_ids=(row.source_id,),
        )
        for row in data.rows("country_cards")
        if row.country_id == country and row.value
    }
    return found | _clock_fact(country)


def _clock_fact(country: str) -> dict[str, Fact]:
    """Return the clock for a breach, made from the table of time limits; each line in it carries its own mark."""
    rows = clocks.clocks_of(country)
    if not rows:
        return {}
    said = [*(clocks.line(row, marked=True) for row in rows), _("Tell your privacy lead at once.")]
    laws = "; ".join(dict.fromkeys(row.law for row in rows)) + "."
    return {CLOCK: Fact(CLOCK, " ".join(said), None, "", False, False, clocks.clock_sources(rows), laws)}


def known_countries() -> tuple[str, ...]:
    """Return the countries for which the workshop holds facts."""
    return tuple(dict.fromkeys(row.country_id for row in data.rows("country_cards")))


def day_of(written: str) -> dt.date:
    """Return the day of a text such as `2026-11-23`.

    Raises
    ------
    ValueError
        If it is no day, or a day to come; the message says how to write it.
    """
    try:
        day = dt.date.fromisoformat(written.strip())
    except ValueError:
        form = _("“{written}” is no day. Write it as year, month and day, for example 2026-11-23.")
        raise ValueError(form.format(written=written.strip()[:40])) from None
    if day > clock.today():
        raise ValueError(_("{day} is still to come. Write the day on which you checked.").format(day=text.date(day)))
    return day


def missing(card: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the labels of what a card still lacks, in the order of the card."""
    words = card.get("own_words")
    words = words if isinstance(words, Mapping) else {}
    lacking = []
    country = card.get("country")
    if not country or (country == ELSEWHERE and not str(words.get(NAME) or "").strip()):
        lacking.append(_("Country"))
    lacking += [field.label for field in fields() if not str(words.get(field.field_id) or "").strip()]
    try:
        day = day_of(str(card.get("checked_on") or ""))
        if (clock.today() - day).days > DAYS_GOOD:
            lacking.append(_("{label} (more than a year ago)").format(label=date_label()))
    except ValueError:
        lacking.append(date_label())
    return tuple(lacking)


def card_text(card: Mapping[str, Any]) -> str:
    """Return a card as the text of a country file, which `read_card` reads."""
    import yaml

    words = card["own_words"]
    made = {
        "country_id": card["country"],
        "country": words.get(NAME) or "",
        "checked_on": card["checked_on"],
        "fields": {field.field_id: words.get(field.field_id, "") for field in fields()},
    }
    head = "# " + _("A country card of the workshop. Correct it with any text editor.") + "\n"
    return head + yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=100)


def read_card(path: str | Path) -> dict[str, Any]:
    """Return the card in a country file.

    Raises
    ------
    CardError
        If the file is missing, unreadable or says something that a card cannot say, in one sentence.
    """
    path = Path(path)
    loaded = _loaded(path)
    if not isinstance(loaded, dict) or not isinstance(loaded.get("fields"), dict):
        _refuse(path, _("this is no country card: it has no list called fields; export one to see the layout"))
    known = {field.field_id for field in fields()}
    words = {}
    for key, value in loaded["fields"].items():
        if key not in known:
            form = _("“{key}” is no field of the card; the fields are {known}")
            _refuse(path, form.format(key=key, known=", ".join(sorted(known))))
        words[key] = _text(path, key, value)
    country = loaded.get("country_id") or ELSEWHERE
    countries = [row.country_id for row in data.rows("countries")]
    if country not in countries:
        form = _("country_id “{value}” is unknown; use one of {known}")
        _refuse(path, form.format(value=str(country)[:40], known=", ".join(countries)))
    name = _text(path, "country", loaded.get("country"))
    if name:
        words[NAME] = name
    checked_on = _text(path, "checked_on", loaded.get("checked_on"))
    if checked_on:
        try:
            checked_on = day_of(checked_on).isoformat()
        except ValueError as error:
            _refuse(path, _("checked_on: {reason}").format(reason=str(error).rstrip(".")))
    return {"country": country, "own_words": {key: value for key, value in words.items() if value}, "checked_on": checked_on}


def _loaded(path: Path) -> Any:
    import yaml

    try:
        if path.stat().st_size > LARGEST:
            _refuse(path, _("the file is too large for a card; remove what does not belong in it"))
        written = files.read_text(path)
        if has_aliases(written):
            _refuse(path, _("it refers from one place to another (*name); write the words out in each place"))
        return yaml.safe_load(written)
    except CardError:
        raise
    except FileNotFoundError:
        raise CardError(_("There is no file {path}. Put the country file there first.").format(path=path)) from None
    except OSError as error:
        _refuse(path, _("it cannot be read ({reason}); look at its rights").format(reason=error.strerror or error))
    except UnicodeDecodeError:
        _refuse(path, _("it is not saved as UTF-8; save it again as UTF-8"))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        form = _("the layout is broken in line {line}; compare the indents, colons and quotation marks")
        _refuse(path, form.format(line=mark.line + 1 if mark else "?"))


def _text(path: Path, key: str, value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        _refuse(path, _("“{key}” holds a list instead of a text; write one text in quotation marks").format(key=key))
    written = str(value).strip()
    if len(written) > LONGEST:
        _refuse(path, _("“{key}” is longer than {n} letters; shorten it").format(key=key, n=text.number(LONGEST)))
    return written


def _refuse(path: Path, why: str) -> None:
    raise CardError(f"{path.name}: {why}.") from None
