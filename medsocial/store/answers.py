"""What the participant did: one readable JSON file for each lesson, on this computer only.

Choices are kept by their permanent ids (format 2). In format 1 they were positions; `first_edition` translates them.
"""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from ..ground import clock, files, paths
from ..ground.text import _
from . import first_edition

FORMAT = 2
DEEPEST = 40  # of lists and dictionaries inside each other; nothing of ours comes near it
LESSON_FILE = re.compile(r"[0-9]{2}_[a-z0-9_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_unread: ContextVar[bool] = ContextVar("answers are left unread", default=False)
_without_lock: set[Path] = set()  # folders of which the reader has been told that they hold no lock


class NotSaved(OSError):
    """The answers could not be written; the message says why and what to do."""


class Later(ValueError):
    """The file was written by a later edition of the workshop, so it is neither read nor touched here."""


def lesson_file(lesson: str) -> Path:
    """Return the file that holds one lesson's answers."""
    return paths.home_dir() / f"{lesson}.json"


def load(lesson: str, told: Callable[[str], None] | None = None) -> dict[str, Any]:
    """Return the saved answers of a lesson, by activity; an empty dictionary if there are none.

    A damaged file is set aside under a new name and never overwritten; `told` gets a sentence about it.
    """
    path = lesson_file(lesson)
    try:
        known, aside = ({}, None) if _unread.get() else _read(path)
    except Later:
        known, said = {}, _later_words(path)
    else:
        said = _damaged_words(aside) if aside else ""
    if said and told:
        told(said)
    return known


@contextlib.contextmanager
def unread() -> Iterator[None]:
    """Leave all answers unread for a moment: an activity that they stop can still be begun anew."""
    token = _unread.set(True)
    try:
        yield
    finally:
        _unread.reset(token)


def _read(path: Path) -> tuple[dict[str, Any], Path | None]:
    """Return the answers in a file, and where a damaged file was put aside."""
    try:
        return contents(path), None
    except FileNotFoundError:
        return {}, None
    except Later:
        raise
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}, _set_aside(path)


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
    found = _sound(content["answers"])
    return first_edition.translated(found) if content["format"] < FORMAT else found


def _sound(node: Any, depth: int = 0) -> Any:
    """Return what was read with half pairs of characters replaced, since no page can show them; refuse what is too deep."""
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(node, str):
        return _SURROGATE.sub("\ufffd", node)
    if isinstance(node, dict):
        return {_sound(key): _sound(value, depth + 1) for key, value in node.items()}
    return [_sound(value, depth + 1) for value in node] if isinstance(node, list) else node


def _set_aside(path: Path) -> Path:
    aside = free_name(path, "damaged")
    os.replace(path, aside)
    return aside


def free_name(path: Path, word: str) -> Path:
    """Return a name beside a file that nothing has yet, such as `04_dangers.damaged-1.json`."""
    number = 1
    while (free := path.with_name(f"{path.stem}.{word}-{number}.json")).exists():
        number += 1
    return free


def keep_copy(lesson: str) -> None:
    """Keep what is in a lesson's file beside it, before an answer that could not be read is overwritten."""
    path = lesson_file(lesson)
    with contextlib.suppress(FileNotFoundError):
        shutil.copy2(path, free_name(path, "damaged"))


def _damaged_words(aside: Path) -> str:
    return _("An older answers file was damaged; it was kept as {name}.").format(name=aside.name)


def _later_words(path: Path) -> str:
    said = _(
        "{name} was written by a later edition of the workshop. It stays as it is. "
        "Get that edition, or move the file to another folder and begin afresh."
    )
    return said.format(name=path.name)


def save(
    lesson: str, activity: str, state: dict[str, Any] | None, *, title: str = "", told: Callable[[str], None] | None = None
) -> str:
    """Write one activity's answers and keep all others; None removes them.

    The file is read again under a lock first, since a second page may have written meanwhile,
    and replaced in one step, so that a stopped computer leaves the old or the new file, never half.

    Returns
    -------
    str
        A sentence for the reader; `told` gets what else there is to say.

    Raises
    ------
    NotSaved
        If the folder cannot be written. The answers stay on the screen.
    """
    path = lesson_file(lesson)
    try:
        files.folder(path.parent, private=True)
        with files.locked(path) as held:
            known, aside = _read(path)
            known.pop(activity, None)
            if state is not None:
                known[activity] = state
            head = {"format": FORMAT, "lesson": lesson, "updated": str(clock.today()), "stopped_at": title}
            files.write_json(path, {**head, "answers": known})
    except Later:
        raise NotSaved(_("Not saved.") + " " + _later_words(path)) from None
    except files.Busy:
        raise NotSaved(_("Not saved: another page of the workshop is writing. Wait a moment and answer again.")) from None
    except OSError as error:
        raise NotSaved(
            _(
                "Not saved ({reason}). Your answers stay on this page. Free some space or check the folder {folder}, "
                "then answer again."
            ).format(reason=error.strerror or error, folder=path.parent)
        ) from error
    if told:
        if aside:
            told(_damaged_words(aside))
        if not held and path.parent not in _without_lock:
            _without_lock.add(path.parent)
            told(_("This folder cannot be locked, as on some network drives: keep each lesson open in one window only."))
    return _saved()


def _saved() -> str:
    return _("Saved on this server.") if paths.on_shared_server() else _("Saved on this computer.")


def last_stop() -> tuple[str, str] | None:
    """Return the lesson and the title of the activity that were answered last; None at the beginning."""
    newest = max(_files(), key=lambda path: path.stat().st_mtime_ns, default=None)
    if newest is None:
        return None
    try:
        stopped_at = json.loads(files.read_text(newest)).get("stopped_at")
    except (OSError, ValueError, AttributeError, RecursionError):
        stopped_at = ""
    return newest.stem, _sound(stopped_at) if isinstance(stopped_at, str) else ""


def all_lessons() -> dict[str, dict[str, Any]]:
    """Return every lesson's answers, by lesson."""
    return {path.stem: load(path.stem) for path in _files()}


def _files() -> list[Path]:
    return sorted(path for path in paths.home_dir().glob("*.json") if LESSON_FILE.fullmatch(path.stem))


def export(*, with_own_words: bool = False) -> Path:
    """Write all answers into one file to take along, and return its path.

    Free text (the key `own_words` of an activity) is left out unless asked for.

    Raises
    ------
    NotSaved
        If the folder cannot be written.
    """
    lessons = all_lessons()
    if not with_own_words:
        lessons = {name: {a: _without_own_words(s) for a, s in acts.items()} for name, acts in lessons.items()}
    target = paths.home_dir() / f"export_{clock.stamp()}.json"
    try:
        files.write_json(target, {"format": FORMAT, "exported": str(clock.today()), "lessons": lessons})
    except OSError as error:
        raise NotSaved(
            _("Not exported ({reason}). Check the folder {folder}.").format(reason=error.strerror or error, folder=target.parent)
        ) from error
    return target


def _without_own_words(state: Any) -> Any:
    if isinstance(state, dict):
        return {k: _without_own_words(v) for k, v in state.items() if k != "own_words"}
    return [_without_own_words(v) for v in state] if isinstance(state, list) else state


# Everything that may hold answers, half-written files of a stopped computer included.
_TRACES = (
    *("[0-9][0-9]_*.json", "export_*.json", "class_*.json", "*_to_print.html"),
    *("hospital_policy_*", "country_card.*", "my_plan.ics", f"{files.PREFIX}*{files.ENDING}"),
)


def delete_all() -> int:
    """Delete every answers file, damaged copies, exports and printed pages included; return how many went."""
    folder = paths.home_dir()
    doomed = [path for pattern in _TRACES for path in folder.glob(pattern)]
    for path in [*doomed, *folder.glob(f"{files.PREFIX}*.lock")]:
        path.unlink(missing_ok=True)
    return len(doomed)
