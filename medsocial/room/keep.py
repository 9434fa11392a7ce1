"""What a room writes down: counts by question, and the salted votes of the one that is open, until it is closed."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from ..ground import files

FORMAT = 1


class Journal:
    """The open vote, a line for each ballot, so that a server that was killed goes on with all of them."""

    def __init__(self, path: Path | None) -> None:
        self.path, self.file = path, None

    def begin(self, head: dict[str, Any]) -> None:
        """Begin a new vote; nothing stays of the one before."""
        self.end()
        if self.path:
            files.folder(self.path.parent, private=True)
            self.file = _private(self.path)
            self._write(head)

    def add(self, ballot: str, option: int) -> None:
        """Write one vote down: a salted hash and a number."""
        if self.file:
            self._write([ballot, option])

    def go_on(self) -> tuple[dict[str, Any], list[tuple[str, int]]] | None:
        """Return what an earlier process left of an open vote, and go on writing behind it; None if there is nothing."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines() if self.path else []
        except OSError:
            return None
        found = [one for one in map(_read, lines) if one is not None]
        if not found or not isinstance(found[0], dict):
            return None
        ballots = [(one[0], one[1]) for one in found[1:] if isinstance(one, list) and len(one) == 2]
        self.begin(found[0])
        for ballot, option in ballots:
            self.add(ballot, option)
        return found[0], ballots

    def end(self) -> None:
        """Forget the vote."""
        if self.file:
            self.file.close()
            self.file = None
        if self.path:
            self.path.unlink(missing_ok=True)

    def _write(self, said: object) -> None:
        try:
            self.file.write(json.dumps(said) + "\n")
            self.file.flush()
        except OSError:  # a full disk: the vote goes on, it would only not survive this process
            self.file = None


def _private(path: Path) -> TextIO:
    """Open a new file that only its owner can read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8")


def _read(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):  # the last line of a process that was killed may be half a line
        return None


@dataclass
class Ledger:
    """Counts by question and round, from phones and by hand, and where this room is served."""

    path: Path | None
    deck: str
    day: str
    secret: str = ""
    ports: dict[str, int] = field(default_factory=dict)
    counts: dict[str, dict[str, dict[str, list[int]]]] = field(default_factory=dict)

    def go_on(self) -> bool:
        """Take over what a room of today that was cut off has left; return whether there was one with this deck."""
        try:
            left = json.loads(self.path.read_text(encoding="utf-8")) if self.path else {}
        except (OSError, ValueError, RecursionError):
            return False
        if not isinstance(left, dict) or (left.get("format"), left.get("deck"), left.get("day")) != (FORMAT, self.deck, self.day):
            return False
        kinds = {"secret": str, "ports": dict, "counts": dict}
        if not all(isinstance(left.get(name), kind) for name, kind in kinds.items()):
            return False
        self.secret, self.ports, self.counts = (left[name] for name in kinds)
        return True

    def put(self, name: str, turn: int, where: str, counts: list[int]) -> None:
        """Set the counts of a round; `where` is phones or hands."""
        self.counts.setdefault(name, {}).setdefault(str(turn), {})[where] = list(counts)
        self.save()

    def of(self, name: str, turn: int) -> dict[str, list[int]]:
        """Return the counts of a round, from phones and by hand, as far as there are any."""
        return self.counts.get(name, {}).get(str(turn), {})

    def drop(self, name: str, turn: int) -> None:
        """Forget a round and those after it, for a vote that is taken again."""
        rounds = self.counts.get(name, {})
        for other in [key for key in rounds if int(key) >= turn]:
            del rounds[other]
        self.save()

    def save(self) -> None:
        """Write the ledger; a room goes on without one if the folder cannot be written."""
        if not self.path:
            return
        content = {"format": FORMAT, **{name: getattr(self, name) for name in ("deck", "day", "secret", "ports", "counts")}}
        try:
            files.write_json(self.path, content)
        except OSError:
            self.path = None

    def end(self) -> None:
        """Forget everything: the room has ended."""
        if self.path:
            self.path.unlink(missing_ok=True)
