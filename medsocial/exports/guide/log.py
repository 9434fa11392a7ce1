"""The delivery log: a small table to type times into, and what its times say about the minutes of the parts."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ...ground.text import _, ngettext, number
from ...model import session
from .wishes import NoGuide, Plan

COLUMNS = ("part", "planned", "started", "finished")
COMMAND = "python3 workshop.py guide --log delivery_log.csv"
LONGEST = 240  # minutes that one part can take; more is a slip of the pen


@dataclass(frozen=True)
class Timing:
    """How long one part took, over all deliveries with the same plan."""

    part: str
    planned: int
    taken: tuple[int, ...]

    @property
    def proposed(self) -> int:
        """The median of what it took, in whole minutes, at least one."""
        return max(1, int(median(self.taken) + 0.5))


@dataclass(frozen=True)
class Timings:
    """What the logs say: parts in the order of the sessions, and how many lines had no times."""

    rows: tuple[Timing, ...]
    untimed: int

    def lines(self) -> list[tuple[str, ...]]:
        """Return the table: part, planned, taken in each delivery, proposed."""
        made = [(_("Part"), _("Planned"), _("Taken"), _("Proposed"))]
        for row in self.rows:
            taken = ", ".join(map(number, row.taken))
            made.append((row.part, number(row.planned), taken, number(row.proposed)))
        return made

    def to_text(self) -> str:
        """Return the table in words and figures; it is shown only, and changes no file."""
        table = self.lines()
        wide = [max(len(line[place]) for line in table) for place in range(len(table[0]))]
        said = ["  ".join(cell.ljust(width) for cell, width in zip(line, wide, strict=True)).rstrip() for line in table]
        planned, proposed = sum(row.planned for row in self.rows), sum(row.proposed for row in self.rows)
        total = _("Together {planned} minutes were planned, and {proposed} are proposed.")
        said += ["", total.format(planned=number(planned), proposed=number(proposed))]
        over = proposed - planned
        if over > 0:
            more = ngettext("Take {n} minute from other parts.", "Take {n} minutes from other parts.", over)
            said.append(more.format(n=number(over)))
        if self.untimed:
            left = ngettext("{n} line has no times and was left out.", "{n} lines have no times and were left out.", self.untimed)
            said.append(left.format(n=number(self.untimed)))
        said.append(_("The proposal is the median of the deliveries. Nothing was written."))
        said.append(_("If you agree, change the minutes of the parts yourself, so that each session still adds up."))
        return "\n".join(said)


def template(made: Plan) -> str:
    """Return the small table to type the times into: one line for each part."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.part.part_id, one.part.minutes, "", "") for one in made.stretches)
    return out.getvalue()


def timings(path: Path | Sequence[Path]) -> Timings:
    """Return planned and taken minutes of each part from one or several logs.

    Raises
    ------
    NoGuide
        If a log cannot be read; the message names file, line and how to mend it.
    """
    files = [path] if isinstance(path, str | Path) else list(path)
    longest = sorted(session.plans(), key=lambda plan: -plan["minutes"])
    known = list(dict.fromkeys(part["id"] for plan in longest for part in plan["parts"]))
    found: dict[tuple[str, int], list[int]] = {}
    untimed = 0
    for file in map(Path, files):
        for line, row in _rows(file):
            place = _("{file}, line {n}").format(file=file.name, n=line)
            name = (row["part"] or "").strip()
            if name not in known:
                said = _("{place}: there is no part {name} in any session. The parts are {names}.")
                raise NoGuide(said.format(place=place, name=name or "?", names=", ".join(known)))
            if not (row["started"] or "").strip() or not (row["finished"] or "").strip():
                untimed += 1
                continue
            found.setdefault((name, _planned(row["planned"], place)), []).append(_taken(row["started"], row["finished"], place))
    if not found:
        said = _("No line of {file} has both times. Write when each activity started and finished, like 14:05.")
        raise NoGuide(said.format(file=", ".join(Path(file).name for file in files)))
    ordered = sorted(found, key=lambda key: (known.index(key[0]), key[1]))
    return Timings(tuple(Timing(name, planned, tuple(found[name, planned])) for name, planned in ordered), untimed)


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of a log with their numbers; a spreadsheet's semicolons and byte mark are understood."""
    try:
        written = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NoGuide(_("There is no file {file}. Give the path of a filled-in delivery_log.csv.").format(file=file)) from None
    except (OSError, UnicodeDecodeError):
        raise NoGuide(_("{file} cannot be read. Save it again as CSV in UTF-8.").format(file=file)) from None
    head = written.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(written, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        said = _("{file} has no column {names}. Its first line should read {head}.")
        raise NoGuide(said.format(file=file.name, names=", ".join(missing), head=",".join(COLUMNS)))
    rows = [(reader.line_num, row) for row in reader]
    return [(line, row) for line, row in rows if any(isinstance(cell, str) and cell.strip() for cell in row.values())]


def _planned(cell: str | None, place: str) -> int:
    if not re.fullmatch(r"\d{1,3}", (cell or "").strip()):
        said = _("{place}: planned minutes are a whole number, not “{cell}”. Correct the cell.")
        raise NoGuide(said.format(place=place, cell=cell or ""))
    return int(cell or 0)


def _minute(cell: str, place: str) -> int:
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]\d\d)?", cell.strip())
    if not found:
        raise NoGuide(_("{place}: “{cell}” is no time of day. Write it like 14:05.").format(place=place, cell=cell.strip()))
    return int(found[1]) * 60 + int(found[2])


def _taken(started: str, finished: str, place: str) -> int:
    minutes = (_minute(finished, place) - _minute(started, place)) % (24 * 60)
    if minutes > LONGEST:
        said = _("{place}: it finished at {finished}, before it started at {started}. Correct one of the two.")
        raise NoGuide(said.format(place=place, started=started.strip(), finished=finished.strip()))
    return minutes
