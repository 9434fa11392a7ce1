"""What the participant did: one readable JSON file for each lesson, on this computer only.

Choices are kept by their permanent ids (format 2). In format 1 they were positions; `first_edition` translates them.
"""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from ..ground import clock, files, paths
from ..ground.text import _
from . import first_edition
from .answers_file import FORMAT, Later, contents, sound

LESSON_FILE = re.compile(r"[0-9]{2}_[a-z0-9_]+")
_unread: ContextVar[bool] = ContextVar("answers are left unread", default=False)
_without_lock: set[Path] = set()  # folders of which the reader has been told that they hold no lock


class NotSaved(OSError):
    """The answers could not be written; the message says why and what to do."""


class NoCopy(ValueError):
    """A file is no copy of answers; the message says what is wanted."""


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
    aside, held = _write(lesson, {activity: state}, title)
    if told:
        if aside:
            told(_damaged_words(aside))
        folder = paths.home_dir()
        if not held and folder not in _without_lock:
            _without_lock.add(folder)
            told(_("This folder cannot be locked, as on some network drives: keep each lesson open in one window only."))
    return _saved()


def _write(lesson: str, changes: dict[str, dict[str, Any] | None], title: str = "") -> tuple[Path | None, bool]:
    """Put changes into a lesson's file, None taking an activity out.

    Return where a damaged file was put aside, and whether the folder could be locked.
    """
    path = lesson_file(lesson)
    try:
        files.folder(path.parent, private=True)
        with files.locked(path) as held:
            known, aside = _read(path)
            known = {name: state for name, state in (known | changes).items() if state is not None}
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
    return aside, held


def _saved() -> str:
    if paths.in_browser():
        return _("Saved in this browser.")
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
    return newest.stem, sound(stopped_at) if isinstance(stopped_at, str) else ""


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
    target = paths.home_dir() / f"export_{clock.stamp()}.json"
    try:
        files.write_json(target, copy_of_all(with_own_words=with_own_words))
    except OSError as error:
        raise NotSaved(
            _("Not exported ({reason}). Check the folder {folder}.").format(reason=error.strerror or error, folder=target.parent)
        ) from error
    return target


def copy_of_all(*, with_own_words: bool) -> dict[str, Any]:
    """Return all answers as the file to take along holds them."""
    lessons = all_lessons()
    if not with_own_words:
        lessons = {name: {a: _without_own_words(s) for a, s in acts.items()} for name, acts in lessons.items()}
    return {"format": FORMAT, "exported": str(clock.today()), "lessons": lessons}


def bring_in(content: bytes, known: Iterable[str]) -> int:
    """Put the answers of a copy back, or of one lesson's own file, and return the number of lessons.

    An activity that the copy answers gets the copy's answer; all others stay as they are.

    Parameters
    ----------
    known : iterable of str
        The names of the lessons; what a copy holds of others is left out.

    Raises
    ------
    NoCopy
        If it is no such file.
    NotSaved
        If the folder cannot be written.
    """
    try:
        copy = sound(json.loads(content.decode("utf-8-sig")))
        lessons = {copy["lesson"]: copy["answers"]} if "lesson" in copy else copy["lessons"]
        if copy["format"] > FORMAT or not all(isinstance(s, dict) for acts in lessons.values() for s in acts.values()):
            raise ValueError("unknown layout")
        if copy["format"] < FORMAT:
            lessons = {name: first_edition.translated(acts) for name, acts in lessons.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        said = _("This is no copy of answers. Choose a file that begins with export, from “Make a copy to take along”.")
        raise NoCopy(said) from None
    wanted = [name for name in known if lessons.get(name)]
    for name in wanted:
        _write(name, lessons[name])
    return len(wanted)


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
