"""Single-use codes on slips of paper, for votes in which nobody must have two."""

import json
import secrets
from pathlib import Path

from ..display import documents
from ..ground import files
from ..model.class_code import ALPHABET

LENGTH = 6
MOST = 500


def codes(file: Path, count: int) -> frozenset[str]:
    """Return so many codes, those of an earlier start first, so that printed slips stay good."""
    try:
        known = [code for code in json.loads(file.read_text(encoding="utf-8")) if isinstance(code, str)]
    except (OSError, ValueError, TypeError, RecursionError):
        known = []
    drawn = set(known[:count])
    while len(drawn) < count:
        drawn.add("".join(secrets.choice(ALPHABET) for _sign in range(LENGTH)))
    files.write_json(file, sorted(drawn))
    return frozenset(drawn)


def slips_html(drawn: frozenset[str], address: str) -> str:
    """Return the page of slips to print and cut."""
    return documents.render("room/slips.html", codes=sorted(drawn), address=address)
