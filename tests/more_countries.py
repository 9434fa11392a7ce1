"""Four countries that do not exist, added to a copy of the data by the steps of CONTRIBUTING: the tables must take them up."""

import csv
from pathlib import Path

COUNTRIES = {"XA": "Ruritania", "XB": "Graustark (Western Marches)", "XC": "Zenda", "XD": "Freedonia"}
PATTERN = "GB"  # whose rows the new ones are copied from
# The tables of CONTRIBUTING's steps, each with its key column and the column that names the country.
TABLES = (
    ("countries.csv", "country_id", "country_id"),
    ("jurisdictions.csv", "jurisdiction_id", "jurisdiction_id"),
    ("guidance_rules.csv", "rule_id", "jurisdiction_id"),
    ("country_cards.csv", "card_id", "country_id"),
    ("notification_clocks.csv", "clock_id", "country_id"),
)


def add(data: Path) -> None:
    """Add the four countries, each with one country's rows under its own name, before the last row of the two lists."""
    for name, key, place in TABLES:
        with (data / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        new = [
            {**row, key: _renamed(row[key], code), place: code, **_named(row, COUNTRIES[code]), **_unquoted(row)}
            for code in COUNTRIES
            for row in rows
            if row[place] == PATTERN
        ]
        # In the two lists the world association and "another country" stay last.
        last = 1 if name in ("countries.csv", "jurisdictions.csv") else 0
        rows = [*rows[: len(rows) - last], *new, *rows[len(rows) - last :]]
        with (data / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _renamed(key: str, code: str) -> str:
    if key == PATTERN:
        return code
    pattern = PATTERN.lower()
    return f"{key.removesuffix('__' + pattern)}__{code.lower()}" if key.endswith("__" + pattern) else f"{code.lower()}_{key}"


def _named(row: dict[str, str], name: str) -> dict[str, str]:
    return {column: name.split(" (")[0] if column == "short" else name for column in ("name", "short") if column in row}


def _unquoted(row: dict[str, str]) -> dict[str, str]:
    # No words are kept for a copied row, so it is read at most.
    return {"status": "read"} if row.get("status") == "verified" else {}
