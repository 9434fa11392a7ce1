"""The codebook `data/README.md`, written from `datapackage.json`."""

import json
from pathlib import Path

from ..ground import files, paths

START = """\
# The data of the workshop

This page is written from `datapackage.json` by `python -m medsocial.codebook`. Do not edit it by hand.

{description}

Licence: {licence}. Version {version}.

## How to change a fact

1. Open the table in LibreOffice Calc (character set Unicode UTF-8) or in a text editor. Change the row.
   Excel is not suited: it rewrites dates and puts a hidden mark at the start of the file.
   The check reports both.
2. Look at the source again. Write the date on which you read it in `as_of`.
3. If the source is new, add a row to `sources.csv` first. Then write its `source_id` in your row.
4. Write in `status` how far you checked it: `verified` (with words of the text in `quotations.csv`), `read`,
   `second_hand`, `computed` or `memory`.
5. Write in `review_by` the date by which somebody should look again.
6. Save the table as CSV, in UTF-8. Then run the check.

A change of a fact changes the lessons that show it. Run `python3 workshop.py build` to store them afresh.

## How to check

`python3 workshop.py check` reads every table and tells you what is wrong.
It names file, row, column, value, rule and cure.
It also lists the facts whose review date has passed. On Windows, write `py workshop.py check`.

To check a folder of your own, add its name: `python3 workshop.py check my_tables`.
A folder with its own `datapackage.json` needs only the tables named there.

## How to read the tables

- An empty cell means that nothing is known or that the column does not apply.
- A date is written year-month-day, for example 2026-11-22.
- A column marked "list" may hold several entries, with semicolons between them.
- A column marked "shown to readers" holds words to be translated. Keep its sentences short.
- Row 1 holds the names of the columns. The check counts rows as a spreadsheet does.

## Use the data elsewhere

The tables are plain CSV. From this folder each of these reads one, without the workshop's package.

pandas (the empty word alone means nothing, since a name may be written NA):

```python
import pandas as pd
events = pd.read_csv("lifecycle_events.csv", keep_default_na=False, na_values="", parse_dates=["date"])
print(pd.crosstab(events["event_type"], events["status"]))
```

R (tried with R 4.2):

```r
events <- read.csv("lifecycle_events.csv", encoding = "UTF-8", na.strings = "")
events$date <- as.Date(events$date)
print(table(events$event_type, events$status))
```

Excel, to read only (not tried here; it follows Excel's own menu): *Data*, *From Text/CSV*, *File Origin* 65001 Unicode (UTF-8),
*Do not detect data types*, *Load*. LibreOffice Calc: open the file, character set Unicode (UTF-8).

`medsocial/static/medsocial.mplstyle` gives your own figures the look of ours: `plt.style.use` takes its path.
With the package, `ms.load_platforms().attrs` and `help(ms.load_platforms)` say what this page says.

## The tables

| file | what it is | columns |
|---|---|---|
"""
KINDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "date": "date",
    "boolean": "true or false",
    "year": "year",
}


def markdown() -> str:
    """Return the codebook as Markdown."""
    package = json.loads((paths.data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    tables = [resource for resource in package["resources"] if "schema" in resource]
    contents = [resource for resource in package["resources"] if "schema" not in resource]
    licence = package["licenses"][0]
    text = START.format(
        description=package["description"],
        licence=f"[{licence['title']}]({licence['path']})",
        version=package["version"],
    )
    for table in tables:
        count = len(table["schema"]["fields"])
        text += (
            f"| [{table['path']}](#{_anchor(table['path'])}) | {_cell(table['description'])} | {count} |\n"
        )
    for table in tables:
        text += _table(table)
    if contents:
        text += "\n## The content files\n\n| file | what it is | layout |\n|---|---|---|\n"
        for content in contents:
            rows = content["path"], _cell(content["description"]), f"`{content['jsonSchema']}`"
            text += f"| `{rows[0]}` | {rows[1]} | {rows[2]} |\n"
    return text


def _anchor(heading: str) -> str:
    # As the common Markdown viewers make them: full stops fall away.
    return heading.lower().replace(".", "")


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def _table(table: dict) -> str:
    key = table["schema"]["primaryKey"]
    lines = [f"\n## {table['path']}\n", f"{table['title']}. {table['description']}\n"]
    lines += [f"Each row has its own {' and '.join(f'`{column}`' for column in key)}.\n"]
    lines += ["| column | meaning | type | allowed |", "|---|---|---|---|"]
    for field in table["schema"]["fields"]:
        meaning = f"{field['title']}. {field['description']}" if field["description"] else field["title"]
        lines.append(f"| `{field['name']}` | {_cell(meaning)} | {_type(field)} | {_cell(_allowed(field))} |")
    rules = _rules(table)
    if rules:
        lines += ["\nThe check also asks that:\n", *(f"- {rule}" for rule in rules)]
    return "\n".join(lines) + "\n"


def _type(field: dict) -> str:
    words = [("list of " if field.get("list") else "") + KINDS[field.get("items", field["type"])]]
    if field.get("unit"):
        words.append(field["unit"])
    if field.get("constraints", {}).get("required"):
        words.append("always filled")
    if field.get("translatable"):
        words.append("shown to readers")
    return ", ".join(words)


def _allowed(field: dict) -> str:
    constraints = field.get("constraints", {})
    words = [", ".join(f"`{word}`" for word in field.get("allowed", constraints.get("enum", [])))]
    if field.get("references"):
        table, column = field["references"].split(".")
        words.append(f"a `{column}` of `{table}`")
    low, high = constraints.get("minimum"), constraints.get("maximum")
    if low is not None and high is not None:
        words.append(f"{low} to {high}")
    elif low is not None:
        words.append(f"{low} or more")
    elif high is not None:
        words.append(f"{high} or less")
    if constraints.get("pattern"):
        words.append(f"form `{constraints['pattern']}`")
    if constraints.get("unique"):
        words.append("no repeats")
    return "; ".join(filter(None, words))


def _rules(table: dict) -> list[str]:
    """Return the rules that join columns, in words."""
    found = [" ≤ ".join(f"`{column}`" for column in columns) for columns in table.get("in_order", [])]
    for rule in table.get("shares", []):
        found.append(
            f"`{rule['percent']}` is `{rule['part']}` as a percentage of `{rule['whole']}`, "
            f"within rounding{_where(rule)}"
        )
    for rule in table.get("when", []):
        for state in ("filled", "empty"):
            if rule.get(state):
                columns = " and ".join(f"`{column}`" for column in rule[state])
                found.append(f"{columns} {'is' if len(rule[state]) == 1 else 'are'} {state}{_where(rule)}")
        for column, words in rule.get("words", {}).items():
            found.append(f"`{column}` is one of {', '.join(f'`{word}`' for word in words)}{_where(rule)}")
    for rule in table.get("totals", []):
        columns = ", ".join(f"`{column}`" for column in rule["columns"])
        if rule.get("across"):
            found.append(f"{columns} add up to {rule['sum']} in each row{_where(rule)}")
        else:
            group = f" for each `{rule['group_by']}`" if "group_by" in rule else ""
            found.append(f"each of {columns} adds up to {rule['sum']}{group}{_where(rule)}")
    return found


def _where(rule: dict) -> str:
    words = [
        f"`{column}` is {' or '.join(f'`{value}`' for value in values)}"
        for column, values in rule.get("where", {}).items()
    ]
    return f", where {' and '.join(words)}" if words else ""


def write(folder: Path | None = None) -> Path:
    """Write the codebook into the data folder; return its path."""
    path = (folder or paths.data_dir()) / "README.md"
    files.write(path, markdown())
    return path


if __name__ == "__main__":
    print(f"Written: {write()}")
