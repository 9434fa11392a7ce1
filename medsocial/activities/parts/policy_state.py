"""The policy builder's state: what is kept, and how an older or damaged state is read."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ...model.policy import MODES, Settings, offered_sections, usual_channels
from ...model.policy_rules import Refused, frame, kind_of, review_date, tidy
from ...store import data

FIRST, PEOPLE, LAST = "hospital", "people", "finish"
MOST_SETTABLE = 60  # the field takes more than a policy may have, so that the refusal can say why


@dataclass
class Draft:
    """Everything that a person has set so far."""

    hospital: str = ""
    country: str = "OTHER"
    kind: str = ""
    size: str = "medium"
    channels: list[str] = field(default_factory=lambda: list(usual_channels()))
    roles: dict[str, str] = field(default_factory=dict)
    control: dict[str, str] = field(default_factory=dict)
    start: dt.date = dt.date(2027, 1, 4)
    months: int = 12
    mode: str = "short"
    choices: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    at: str = FIRST

    def settings(self) -> Settings:
        """Return the settings for the model."""
        kind = kind_of(self.country, self.kind)
        channels, roles, control = tuple(self.channels), dict(self.roles), dict(self.control)
        return Settings(self.hospital, self.country, kind, self.size, channels, roles, control, self.start, self.months)

    def pages(self) -> list[str]:
        """Return the ids of the pages in their order; sections that hold nothing here are passed over."""
        sections = offered_sections(self.settings(), self.choices, self.left_out, self.mode)
        return [FIRST, PEOPLE, *(one.id for one in sections if one.offered), LAST]

    def state(self) -> dict[str, Any]:
        """Return what is written into the answers file."""
        return {
            "settings": {
                "country": self.country,
                "kind": self.kind,
                "size": self.size,
                "channels": sorted(self.channels),
                "start": self.start.isoformat(),
                "months": self.months,
            },
            "own_words": {"hospital": self.hospital, "roles": dict(self.roles), "control": dict(self.control)},
            "choices": dict(self.choices),
            "left_out": sorted(self.left_out),
            "mode": self.mode,
            "at": self.at,
        }


def restored(saved: Callable[[str, type], Any], country: str, today: dt.date) -> Draft:
    """Return the draft that was kept, without what is damaged or no longer exists.

    Parameters
    ----------
    saved : callable
        Gives one part of the kept state by its name and type, or an empty one.
    country : str
        The country of the start page, used if none was kept.
    today : datetime.date
        The day on which a new policy starts unless another was kept.
    """
    words, settings, own = frame(), saved("settings", dict), saved("own_words", dict)
    draft = Draft(country=country or "OTHER", start=today)
    countries = {row.country_id for row in data.rows("countries")}
    draft.country = _one_of(settings.get("country"), countries, draft.country)
    draft.kind = _one_of(settings.get("kind"), {one["id"] for one in words["kinds"]}, "")
    draft.size = _one_of(settings.get("size"), {one["id"] for one in words["sizes"]}, draft.size)
    if isinstance(settings.get("channels"), list):
        kept = [one for one in settings["channels"] if isinstance(one, str)]
        draft.channels = [one["id"] for one in words["channels"] if one["id"] in kept]
    draft.hospital = tidy(own["hospital"]) if isinstance(own.get("hospital"), str) else ""
    draft.roles, draft.control = (_typed(own.get(name), {one["id"] for one in words[name]}) for name in ("roles", "control"))
    draft.start, draft.months = _dates(settings, today)
    draft.mode = _one_of(saved("mode", str), set(MODES), draft.mode)
    draft.choices, draft.left_out = _chosen(saved("choices", dict), saved("left_out", list))
    draft.at = _one_of(saved("at", str), set(draft.pages()), FIRST)
    return draft


def _one_of(value: Any, known: set[str], otherwise: str) -> str:
    return value if isinstance(value, str) and value in known else otherwise


def _typed(kept: Any, known: set[str]) -> dict[str, str]:
    said = kept if isinstance(kept, dict) else {}
    return {key: tidy(words) for key, words in said.items() if key in known and isinstance(words, str) and tidy(words)}


def parse_day(said: str) -> dt.date | None:
    """Return a day written as year-month-day, or None."""
    try:
        return dt.date.fromisoformat(said.strip())
    except ValueError:
        return None


def _dates(settings: dict[str, Any], today: dt.date) -> tuple[dt.date, int]:
    start = parse_day(settings["start"]) if isinstance(settings.get("start"), str) else None
    months = settings.get("months")
    usual = frame()["usual_review_months"]
    if not isinstance(months, int) or isinstance(months, bool):
        months = usual
    for day, count in ((start or today, months), (start or today, usual)):
        try:
            review_date(day, count)
        except Refused:
            continue
        return day, count
    return today, usual


def _chosen(choices: dict[str, Any], left_out: list[Any]) -> tuple[dict[str, str], list[str]]:
    """Return the choices and omissions whose clauses, wordings and sections still exist."""
    sections = data.yaml_content("policy_sections")["sections"]
    wordings = {
        f"{section['id']}.{clause['id']}": {one["id"] for one in clause.get("options", ())}
        for section in sections
        for clause in section["clauses"]
    }
    known = wordings.keys() | {section["id"] for section in sections}
    kept = {key: one for key, one in choices.items() if key in wordings and isinstance(one, str) and one in wordings[key]}
    return kept, sorted({one for one in left_out if isinstance(one, str) and one in known})
