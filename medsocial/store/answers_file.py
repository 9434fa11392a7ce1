"""What a file of answers holds: read with care, since anything may have written into it."""

import json
import re
from pathlib import Path
from typing import Any

from ..ground import files
from . import first_edition

FORMAT = 2
DEEPEST = 40  # of lists and dictionaries inside each other; nothing of ours comes near it
_SURROGATE = re.compile("[\ud800-\udfff]")


class Later(ValueError):
    """The file was written by a later edition of the workshop, so it is neither read nor touched here."""


def contents(path: Path) -> dict[str, Any]:
    """Return the answers in a file, whatever it is called.

    Raises
    ------
    Later
        If a later edition of the workshop wrote it.
    ValueError, KeyError, TypeError, RecursionError
        If it holds no answers.
    """
    content = json.loads(files.read_text(path))
    if type(content["format"]) is not int or content["format"] < 1:
        raise ValueError("unknown layout")
    if content["format"] > FORMAT:
        raise Later(path.name)
    if not isinstance(content["answers"], dict):
        raise ValueError("unknown layout")
    found = sound(content["answers"])
    return first_edition.translated(found) if content["format"] < FORMAT else found


def sound(node: Any, depth: int = 0) -> Any:
    """Return what was read with half pairs of characters replaced, since no page can show them; refuse what is too deep."""
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(node, str):
        return _SURROGATE.sub("\ufffd", node)
    if isinstance(node, dict):
        return {sound(key): sound(value, depth + 1) for key, value in node.items()}
    return [sound(value, depth + 1) for value in node] if isinstance(node, list) else node
