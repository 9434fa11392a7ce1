"""Rules that a generated hospital policy must keep, as pure functions."""

import datetime as dt
import functools
import re
from collections.abc import Collection, Mapping
from typing import Any

from ..ground.text import _
from ..store import data

LONGEST_NAME = 80
UNCHECKED = ("second_hand", "memory")
# A ban (first group) and, later in the same sentence, criticism of the employer (second group).
_BAN = (
    r"\b(?:must not|may not|shall not|should not|cannot|do not|does not|never|nobody|no staff|no one|not allowed|forbidden"
    r"|prohibited|banned|refrain)\b"
)
_CRITICISM = (
    r"\b(?:critici\w*|negativ\w*|disparag\w*|complain\w*|unfavourabl\w*|disloyal\w*|bad light|disrepute|reputation|image of"
    r"|embarrass\w*|badmouth\w*|denigrat\w*)\b"
)
_FORBIDS = re.compile(
    rf"{_BAN}[^.?;:]*{_CRITICISM}|{_CRITICISM}[^.?;:]*\b(?:is|are) (?:not allowed|forbidden|prohibited|banned)", re.I
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_PLACE = re.compile(r"(^|[.?]\s+)?\{(\w+)\}")


class Refused(ValueError):
    """A setting that no policy may have; the message says why, and what is possible."""


def tidy(words: object) -> str:
    """Return what somebody typed, on one line, without control characters, and not endless."""
    return " ".join(_CONTROL.sub(" ", str(words)).split())[:LONGEST_NAME]


def frame() -> dict[str, Any]:
    """Return the words of the builder: levels, kinds, sizes, channels, roles, notices."""
    return data.yaml_content("policy_settings")


def review_date(start: dt.date, months: int) -> dt.date:
    """Return the day of the review, the same day of the month where there is one.

    Raises
    ------
    Refused
        If the review would lie more than 24 months ahead, or not ahead at all.
    """
    most = frame()["most_review_months"]
    if not 1 <= months <= most:
        raise Refused(
            _("A review {n} months ahead is too late or too early. Choose from 1 to {most} months.").format(n=months, most=most)
        )
    if not 1 <= start.year <= 9990:
        raise Refused(_("The year {year} lies too far away. Choose a year of this century.").format(year=start.year))
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    for day in range(start.day, start.day - 4, -1):
        try:
            return dt.date(year, month, day)
        except ValueError:
            continue  # the 31st of a short month
    raise AssertionError("every month has 28 days")


def kind_of(country: str, kind: str) -> str:
    """Return the kind of hospital that counts; only in the United States does it matter."""
    known = [one["id"] for one in frame()["kinds"]]
    if country != "US":
        return "other"
    return kind if kind in known else known[0]


def shown(clause: Mapping[str, Any], country: str, kind: str, channels: Collection[str]) -> bool:
    """Return whether a clause belongs into a policy with these settings."""
    here = country.lower()
    if here in clause.get("forbidden_in", ()) or here not in clause.get("countries", [here]):
        return False
    if kind not in clause.get("kinds", [kind]):
        return False
    return not clause.get("channels") or bool(set(clause["channels"]) & set(channels))


def locked(clause: Mapping[str, Any], kind: str) -> str:
    """Return why a clause cannot be left out; empty if it can."""
    where = clause.get("locked", ())
    return clause["locked_reason"] if where == "all" or (where and kind in where) else ""


def basis_of(clause: Mapping[str, Any], country: str, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return level, rule, status, sources and date of a clause for a country; some law spares public hospitals."""
    stated = clause.get("basis", {})
    by_country = content["bases"][stated] if isinstance(stated, str) else stated
    return {
        "rule": "",
        **content["usual"],
        **(by_country.get(kind) or by_country.get(country.lower()) or by_country.get("all") or {}),
    }


def needs_check(status: str) -> bool:
    """Return whether a statement has to carry the word `check`."""
    return status in UNCHECKED


@functools.lru_cache(maxsize=1024)
def forbids_criticism(words: str) -> bool:
    """Return whether a clause, as a reader would take it, forbids criticism of the employer."""
    return bool(_FORBIDS.search(words))


def fill(template: str, words: Mapping[str, str]) -> str:
    """Return a clause with its placeholders filled; a sentence begins with a capital letter."""

    def put(found: re.Match[str]) -> str:
        before, word = found.group(1), words[found.group(2)]
        return word if before is None else before + word[:1].upper() + word[1:]

    return _PLACE.sub(put, template)
