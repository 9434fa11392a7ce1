"""From the bytes of a file to its cells, with every fault of the file itself."""

import csv
import io
import re
import unicodedata
from pathlib import Path

from ...ground.files import coding_of
from .description import Table
from .problem import Problem, nearest

SAVE_AGAIN = "Save the file again as CSV in UTF-8."
SAVE_TEXT = "Save the file again as UTF-8."
COMMAS = "Save it again as CSV with commas: LibreOffice Calc asks for the field separator, Excel takes it from the system."
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright lines"}
NO_MARK = "Open it in a text editor and save it as UTF-8, not as UTF-8 with BOM. Excel writes this mark."
BOM = b"\xef\xbb\xbf"
_TWICE_ENCODED = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
_ALLOWED_CONTROLS = {"\n", "\t"}

Record = tuple[int, dict[str, str]]


def read_table(folder: Path, table: Table) -> tuple[list[Record], list[Problem]]:
    """Return the rows of a table by column name, and the faults of its file."""
    name = table.path
    content, faults = read_text(folder / name, name)
    if content is None:
        return [], faults
    wanted = [field.name for field in table.fields]
    if not content.strip("\ufeff\r\n\t ,"):
        cure = f"Put back the first line, which names the columns: {', '.join(wanted)}."
        return [], [*faults, Problem(name, None, None, None, "the file is empty", cure)]
    records: list[Record] = []
    content = content.removeprefix("\ufeff")
    parted = separator(content, wanted)
    if parted in SEPARATORS:
        # Read on by this sign: all that follows from it would be told as faults of their own.
        rule = f"the columns are parted by {SEPARATORS[parted]}, not by commas"
        faults.append(Problem(name, 1, None, None, rule, COMMAS))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=parted, strict=True)
    header: list[str] = []
    try:
        for row, cells in enumerate(reader, start=1):
            if row == 1:
                header = cells
                faults += _header_faults(name, header, wanted)
            elif len(cells) != len(header):
                faults.append(_wrong_width(name, row, cells, len(header)))
            else:
                records.append((row, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        row = len(records) + 2
        faults.append(
            Problem(
                name,
                row,
                None,
                None,
                f"the line cannot be split into cells ({error})",
                "Look for a quotation mark without its partner here or further down.",
            )
        )
    if not records and not table.may_be_empty:
        faults.append(Problem(name, None, None, None, "the table has no rows", "Put back its rows."))
    faults += [fault for row, cells in records for column, cell in cells.items() for fault in _signs(name, row, column, cell)]
    return records, faults


def read_text(path: Path, name: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file; bytes that are not UTF-8 come as lone surrogates, which `_signs` names."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, [
            Problem(name, None, None, None, "the file is missing", "Put it back, or copy it from the workshop's data folder.")
        ]
    except (OSError, ValueError) as error:
        return None, [Problem(name, None, None, None, f"the file cannot be read ({error})", "Look at its name and permissions.")]
    faults = []
    again = SAVE_AGAIN if name.endswith(".csv") else SAVE_TEXT
    coding = coding_of(raw)
    if coding != "utf-8-sig":
        try:
            raw = raw.decode(coding).encode("utf-8")
        except UnicodeError:
            return None, [Problem(name, None, None, None, "the file is no readable text", again)]
        raw = raw.removeprefix(BOM)
        faults.append(Problem(name, None, None, None, f"the file is saved as {coding[:6].upper()}, not as UTF-8", again))
    if raw.startswith(BOM):
        faults.append(Problem(name, 1, None, None, "the file starts with a byte order mark", NO_MARK))
    # A checkout on Windows ends every line with CR LF, and that is well; a mixture breaks other programs.
    ends = re.findall(rb"\r\n|\r|\n", raw)
    if len(set(ends)) > 1:
        usual = max(set(ends), key=ends.count)
        odd = next(place for place, end in enumerate(ends, start=1) if end != usual)
        faults.append(
            Problem(
                name,
                odd,
                None,
                None,
                "this line ends in another way than most lines of the file",
                "Save the file again with line ends LF.",
            )
        )
    content = raw.decode("utf-8", errors="surrogateescape")
    odd = [row for row, line in enumerate(content.split("\n"), start=1) if not line.isascii()]
    if len(odd) > 1 and not any("\x80" <= sign < "\udc80" or sign > "\udcff" for sign in content):
        # No letter beyond ASCII is UTF-8: the whole file was saved in another encoding, which is one fault.
        rule = "this line and others hold bytes that are not UTF-8, probably of a Windows or Latin-1 file"
        return raw.decode("cp1252", errors="replace"), [*faults, Problem(name, odd[0], None, None, rule, again)]
    return content, faults


def separator(content: str, wanted: list[str]) -> str:
    """Return the sign that parts the columns: a comma, unless the first line holds most of our columns by another.

    Examples
    --------
    >>> separator("term_id;term;lesson", ["term_id", "term", "lesson"])
    ';'
    """
    head = content.split("\n", 1)[0].strip("\r")
    for sign in SEPARATORS:
        names = {name.strip().strip('"') for name in head.split(sign)}
        if "," not in head and 2 * len(names & set(wanted)) > max(2, len(wanted)):
            return sign
    return ","


def _header_faults(name: str, header: list[str], wanted: list[str]) -> list[Problem]:
    missing = [column for column in wanted if column not in header]
    faults = [
        Problem(name, 1, column, None, "the column is missing", f"The columns are {', '.join(wanted)}, in this order.")
        for column in missing
    ]
    for place, column in enumerate(header):
        if column in header[:place]:
            faults.append(Problem(name, 1, column, None, "the column stands here twice", "Remove one of the two."))
        elif column not in wanted:
            cure = nearest(column, missing) or "Remove it, or describe it in datapackage.json."
            faults.append(Problem(name, 1, column, column, "is a column that datapackage.json does not describe", cure))
    if not faults and header != wanted:
        odd = next(have for have, want in zip(header, wanted, strict=True) if have != want)
        faults.append(Problem(name, 1, odd, None, "the columns stand in the wrong order", f"The order is {', '.join(wanted)}."))
    return faults


def _wrong_width(name: str, row: int, cells: list[str], width: int) -> Problem:
    if not any(cells):
        return Problem(name, row, None, None, "the row is blank", "Remove it.")
    rule = f"the row has {len(cells)} cells where {width} belong"
    return Problem(
        name,
        row,
        None,
        cells[0],
        f"begins this row, and {rule}",
        "Look for a missing or extra comma; a text with commas stands in quotation marks.",
    )


def _signs(name: str, row: int, column: str, cell: str) -> list[Problem]:
    """Return the faults of encoding in a cell: stray bytes, letters encoded twice, invisible signs."""
    if cell.isascii() and cell.isprintable() and cell == cell.strip():
        return []
    stray = [c for c in cell if "\udc80" <= c <= "\udcff"]
    if stray:
        guess = cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        return [
            Problem(
                name, row, column, guess, "holds bytes that are not UTF-8, probably from a Windows or Latin-1 file", SAVE_AGAIN
            )
        ]
    twice = encoded_twice(cell)
    if twice:
        return [
            Problem(
                name,
                row,
                column,
                cell,
                f"holds '{twice[0]}', a letter encoded twice",
                f"Write '{twice[1]}', and save the file as UTF-8.",
            )
        ]
    faults = []
    odd = next((c for c in cell if c == "\ufffd" or (unicodedata.category(c) in _INVISIBLE and c not in _ALLOWED_CONTROLS)), None)
    if odd:
        faults.append(
            Problem(
                name,
                row,
                column,
                cell,
                f"holds the sign U+{ord(odd):04X}, which cannot be seen or has no meaning",
                "Delete the sign, or type the cell afresh.",
            )
        )
    elif "\xa0" in cell or cell != cell.strip():
        faults.append(
            Problem(
                name,
                row,
                column,
                cell,
                "has a space at an end, or a space that does not break",
                "Use plain spaces, and none at the ends.",
            )
        )
    return faults


def encoded_twice(cell: str) -> tuple[str, str] | None:
    """Return the first run of letters that was encoded twice, and what it was meant to be.

    Examples
    --------
    >>> encoded_twice("TomÃ¡s")
    ('Ã¡', 'á')
    """
    # One sign for one sign, so that places in `single` are places in the cell.
    single = "".join(_windows_byte(c) for c in cell)
    for match in _TWICE_ENCODED.finditer(single):
        try:
            meant = match.group().encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            continue
        return cell[match.start() : match.end()], meant
    return None


def _windows_byte(sign: str) -> str:
    for code in ("cp1252", "latin-1"):
        try:
            return sign.encode(code).decode("latin-1")
        except UnicodeEncodeError:
            continue
    return "\uffff"
