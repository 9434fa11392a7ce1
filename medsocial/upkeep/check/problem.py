"""One fault, said in one sentence: where, what, by which rule, and how to mend it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_SHOWN = 60
MOST_LISTED = 12


@dataclass(frozen=True)
class Problem:
    """A fault in a data file. `row` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    rule: str
    cure: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", {'row' if self.file.endswith('.csv') else 'line'} {self.row}"
        if self.column is not None:
            place += f", {'column' if self.file.endswith('.csv') else 'at'} {shown(self.column)}"
        what = self.rule if self.value is None else f"'{shown(self.value)}' {self.rule}"
        # A rule or a cure may quote the file too, and half a letter cannot even be printed.
        return visible(f"{place}: {what}. {self.cure}")


def fault(
    file: str,
    rule: str,
    cure: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Problem:
    """Return a problem of which only some parts of the place are known."""
    return Problem(file, row, column, value, rule, cure)


def visible(text: str) -> str:
    """Return the text on one line, with what cannot be seen or printed spelt out."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def shown(value: str) -> str:
    """Return the value fit for a screen: short, on one line, invisible characters spelt out."""
    seen = visible(value)
    return seen if len(seen) <= LONGEST_SHOWN else seen[: LONGEST_SHOWN - 1] + "…"


def listed(words: Iterable[str]) -> str:
    """Return the words joined by commas; a long list ends with dots."""
    words = [shown(w) for w in words]
    return ", ".join(words[:MOST_LISTED]) + (", …" if len(words) > MOST_LISTED else "")


def nearest(word: str, words: Iterable[str]) -> str:
    """Return a question that offers the nearest words, or an empty string."""
    lowered = {w.casefold(): w for w in words}
    near = [lowered[w] for w in difflib.get_close_matches(word.casefold(), lowered, n=3, cutoff=0.6)]
    return f"Did you mean {' or '.join(near)}?" if near else ""
