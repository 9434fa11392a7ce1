"""Second copies of an answers file, as programs leave them that keep one folder on several computers.

Each has its own name for them: `04_dangers-WARD-PC7.json`, `04_dangers (Ines's conflicted copy 2026-11-29).json`,
`04_dangers.sync-conflict-20261129-113000-ABCDEFG.json`, `04_dangers (1).json`. What they share is read here, not their
words, which differ by language: the name begins with that of the lesson's file and goes on with another sign.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from ..ground import paths
from ..ground.text import _, listing
from . import answers, data

# Ours are no second copies: what was damaged, and what was brought in.
_COPY = re.compile(
    r"(?P<lesson>[0-9]{2}_[a-z0-9_]*?[a-z0-9])(?!\.(?:damaged|brought_in)-[0-9]+$)(?:_?conflict|[^a-z0-9_]).*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Brought:
    """What came of bringing in second copies: answers taken over, answers given in both, files that cannot be read."""

    taken: int
    in_both: int
    unread: tuple[str, ...]


def found(lesson: str = "") -> list[Path]:
    """Return the second copies that lie in the answers folder, of one lesson or of all."""
    lessons = {lesson} if lesson else {row.lesson for row in data.rows("lessons")}
    return sorted(path for path in paths.home_dir().glob("*.json") if _lesson_of(path) in lessons)


def _lesson_of(path: Path) -> str | None:
    match = _COPY.fullmatch(path.stem)
    return match["lesson"].lower() if match else None


def words(copies: list[Path], *, cure: bool = True) -> str:
    """Return in words which second copies there are, and where to bring them in; empty where there are none."""
    if not copies:
        return ""
    said = _(
        "A second copy of your answers lies in your folder: {names}. A program that keeps folders alike on several "
        "computers makes such copies."
    ).format(names=listing([path.name for path in copies]))
    return f"{said} {_('Bring it in on the start page, under “Your answers are yours”.')}" if cure else said


def bring_in() -> Brought:
    """Add to each lesson's answers what only a second copy holds; where both answer, the lesson's own file stays.

    A copy that was read is kept under a name that says so: nothing is lost.

    Raises
    ------
    NotSaved
        If the folder cannot be written.
    """
    taken, in_both, unread = 0, 0, []
    for path in found():
        lesson = _lesson_of(path)
        try:
            there = answers.contents(path)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            unread.append(path.name)
            continue
        here = answers.load(lesson)
        for activity, state in there.items():
            if activity not in here:
                answers.save(lesson, activity, state)
                taken += 1
            elif here[activity] != state:
                in_both += 1
        path.replace(answers.free_name(answers.lesson_file(lesson), "brought_in"))
    return Brought(taken, in_both, tuple(unread))
