"""Class files from phones: the answers to both short forms under a code that names nobody, as `results` reads them."""

import json
from pathlib import Path
from typing import Any

from ..ground import files
from ..model.class_file import FORMAT, KIND
from ..model.test_items import order_of_seat

BEFORE, AFTER = "short_first", "short_second"
FORMS = (BEFORE, AFTER)


def file_of(folder: Path, code: str) -> Path:
    """Return the file of a code."""
    return folder / f"class_{code}.json"


def read(folder: Path, code: str) -> dict[str, Any]:
    """Return the file of a code; an empty one if there is none, or it cannot be read."""
    try:
        found = json.loads(file_of(folder, code).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and found.get("kind") == KIND else {}


def has(folder: Path, code: str, which: str) -> bool:
    """Return whether a code has answered a form."""
    return which in read(folder, code)


def keep(folder: Path, code: str, which: str, form: str, answers: dict[str, str], version: str) -> None:
    """Write the answers of a code into its class file, beside those of the other form."""
    made = read(folder, code) or {
        "format": FORMAT,
        "kind": KIND,
        "workshop": version,
        "code": code,
        "order": order_of_seat("alone", code),
        "commitments": {"made": 0, "checked": []},
    }
    files.write_json(file_of(folder, code), {**made, which: {"form": form, "answers": answers}})
