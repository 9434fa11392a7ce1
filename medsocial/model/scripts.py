"""Words to keep: for each situation the words of any country, and what a country changes or adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..store import data

EVERYWHERE = "any"


@dataclass(frozen=True)
class Script:
    """The words for one situation in one country.

    `variant` is the code of the country whose own words these are, or `any`; `notes` are the lines that
    the country adds.
    """

    situation: dict[str, Any]
    text: str
    variant: str
    notes: tuple[dict[str, Any], ...]

    @property
    def key(self) -> str:
        """The name under which a reader's own version is kept."""
        return f"{self.situation['id']}.{self.variant}"


def situations() -> list[dict[str, Any]]:
    """Return all situations of the content file."""
    return data.yaml_content("scripts")["situations"]


def find_situation(situation_id: str) -> dict[str, Any]:
    """Return one situation.

    Raises
    ------
    UnknownName
        If there is none of this id; the message lists the ids.
    """
    for situation in situations():
        if situation["id"] == situation_id:
            return situation
    known = ", ".join(situation["id"] for situation in situations())
    raise data.UnknownName(f"There are no words for {situation_id!r}. There are words for {known}.")


def script(situation_id: str, country: str = "") -> Script:
    """Return the words for a situation in a country, given as an id of `countries.csv` or empty.

    Raises
    ------
    UnknownName
        If there is no such situation.
    """
    situation = find_situation(situation_id)
    code = country.lower()
    notes = tuple(entry for entry in situation["countries"] if code in entry["country_ids"])
    own = next((entry for entry in notes if "text" in entry), None)
    return Script(situation, own["text"] if own else situation["text"], code if own else EVERYWHERE, notes)


def places(situation: Mapping[str, Any]) -> dict[str, int]:
    """Return the places in square brackets that a blank enters, with the position of the blank."""
    return {f"[{name}]": situation["blanks"].index(blank) for name, blank in situation.get("fills", {}).items()}


def entered(situation: Mapping[str, Any], words: str, values: Sequence[str]) -> str:
    """Return words with what was filled in; a place without a value stays as it is."""
    for name, position in places(situation).items():
        if position < len(values) and values[position].strip():
            words = words.replace(name, values[position].strip())
    return words


def all_keys() -> dict[str, str]:
    """Return every name under which own words can be kept, with the words that they replace."""
    found = {}
    for situation in situations():
        found[f"{situation['id']}.{EVERYWHERE}"] = situation["text"]
        for entry in situation["countries"]:
            if "text" in entry:
                found |= {f"{situation['id']}.{code}": entry["text"] for code in entry["country_ids"]}
    return found


def source_ids() -> tuple[str, ...]:
    """Return the sources of all situations, in alphabetical order."""
    lines = [line for situation in situations() for line in (*situation["support"], *situation["countries"])]
    return tuple(sorted({source for line in lines for source in line["source_ids"]}))
