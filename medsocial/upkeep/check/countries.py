"""What a country still lacks: a column of the decision table with every act, and a card with every field."""

from collections.abc import Iterator

from ...model.guidance import WORLD
from ...model.local_card import CLOCK, ELSEWHERE
from .files import Record
from .problem import Problem, fault
from .provenance import Checked

COUNTRIES, PLACES, ACTS, RULES = "countries.csv", "jurisdictions.csv", "guidance_acts.csv", "guidance_rules.csv"
CARDS, CARD_FIELDS, CLOCKS = "country_cards.csv", "local_card.yaml", "notification_clocks.csv"
FILES = (COUNTRIES, PLACES, ACTS, RULES, CARDS, CLOCKS)


def check(checked: Checked, told: list[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return the faults of a folder that has the tables of countries, and a warning for what a card lacks.

    `told` is what is known to be wrong already.
    """
    tables = {table.path: records for table, records in checked if records}
    if not set(FILES) <= set(tables) or {one.file for one in told} & {*FILES, CARD_FIELDS}:
        return [], []
    return list(_faults(tables)), list(_warnings(tables))


def _faults(tables: dict[str, list[Record]]) -> Iterator[Problem]:
    """Yield a fault for each place without some acts: a reader of that country would meet a gap."""
    acts = [row["act_id"] for _, row in tables[ACTS]]
    found = {(row["jurisdiction_id"], row["act_id"]) for _, row in tables[RULES]}
    for line, row in tables[PLACES]:
        lacking = [act for act in acts if (row["jurisdiction_id"], act) not in found]
        if lacking:
            rule = f"has no row in {RULES} for {len(lacking)} of {len(acts)} acts, first {lacking[0]}"
            cure = "Add them; write silent with status memory where you have not looked."
            yield fault(PLACES, rule, cure, row=line, column="jurisdiction_id", value=row["jurisdiction_id"])


def _warnings(tables: dict[str, list[Record]]) -> Iterator[Problem]:
    """Yield a warning for each country that readers can choose and that has no column, an unfinished card or no clock."""
    places = {row["jurisdiction_id"] for _, row in tables[PLACES]}
    filled: dict[str, set[str]] = {}
    for _, row in tables[CARDS]:
        filled.setdefault(row["country_id"], set()).add(row["field_id"])
    fields = set().union(*filled.values()) - {CLOCK}
    timed = {row["country_id"] for _, row in tables[CLOCKS]}
    for line, row in tables[COUNTRIES]:
        country = row["country_id"]
        if country == ELSEWHERE:
            continue
        lacking = sorted(fields - filled.get(country, set()))
        for missing, rule, cure in (
            (country not in places, f"has no row in {PLACES}", f"Its readers see the line of the {WORLD}."),
            (bool(lacking), f"has nothing in {CARDS} on {', '.join(lacking)}", "Fill in what you have read."),
            (country not in timed, f"has no time limit in {CLOCKS}", "Its readers are told to ask their legal adviser."),
        ):
            if missing:
                yield fault(COUNTRIES, rule, cure, row=line, column="country_id", value=country)
