"""What the participant did: one readable JSON file for each lesson, on this computer only.

Choices are kept by their permanent ids (format 2). In format 1 they were positions; `first_edition` translates them.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ..ground import clock, paths
from ..ground.text import _
from . import first_edition

FORMAT = 2
LOCK_SECONDS = 5
_LOCAL_PREFIX = "."


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
    known, aside = _read(lesson_file(lesson))
    if aside and told:
        told(_("An older answers file was damaged; it was kept as {name}.").format(name=aside.name))
    return known


def _read(path: Path) -> tuple[dict[str, Any], Path | None]:
    """Return the answers in a file, and where a damaged file was put aside."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] > FORMAT or not isinstance(content["answers"], dict):
            raise ValueError("unknown layout")
    except FileNotFoundError:
        return {}, None
    except (ValueError, KeyError, TypeError):
        return {}, _set_aside(path)
    return first_edition.translated(content["answers"]) if content["format"] < FORMAT else content["answers"], None


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    os.replace(path, aside)
    return aside


def save(lesson: str, activity: str, state: dict[str, Any] | None, *, title: str = "") -> str:
    """Write one activity's answers and keep all others; None removes them.

    The file is read again under a lock first, since a second page may have written meanwhile,
    and replaced in one step, so that a stopped computer leaves the old or the new file, never half.

    Returns
    -------
    str
        A sentence for the reader.

    Raises
    ------
    NotSaved
        If the folder cannot be written. The answers stay on the screen.
    """
    aside = _write(lesson, {activity: state}, title)
    if aside:
        said = _("An older answers file was damaged; it was kept as {name}.").format(name=aside.name)
        return f"{_saved()} {said}"
    return _saved()


def _write(lesson: str, changes: dict[str, dict[str, Any] | None], title: str = "") -> Path | None:
    """Put changes into a lesson's file, None taking an activity out; return where a damaged file was put aside."""
    path = lesson_file(lesson)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _only_writer(path):
            known, aside = _read(path)
            known = {name: state for name, state in (known | changes).items() if state is not None}
            content = {"format": FORMAT, "lesson": lesson, "updated": str(clock.today()), "stopped_at": title, "answers": known}
            _replace(path, content)
    except NotSaved:
        raise
    except OSError as error:
        raise NotSaved(
            _(
                "Not saved ({reason}). Your answers stay on this page. Free some space or check the folder {folder}, "
                "then answer again."
            ).format(reason=error.strerror or error, folder=path.parent)
        ) from error
    return aside


@contextlib.contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    """Keep other pages from writing a lesson's answers; not in a browser, where a lock is never given back."""
    if paths.in_browser():
        yield
        return
    import filelock

    try:
        with filelock.FileLock(path.with_name(f"{_LOCAL_PREFIX}{path.stem}.lock"), timeout=LOCK_SECONDS):
            yield
    except filelock.Timeout:
        said = _("Not saved: another page of the workshop is writing. Wait a moment and answer again.")
        raise NotSaved(said) from None


def _saved() -> str:
    if paths.in_browser():
        return _("Saved in this browser.")
    return _("Saved on this server.") if paths.on_shared_server() else _("Saved on this computer.")


def _replace(path: Path, content: dict[str, Any]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_LOCAL_PREFIX, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def last_stop() -> tuple[str, str] | None:
    """Return the lesson and the title of the activity that were answered last; None at the beginning."""
    newest = max(_files(), key=lambda path: path.stat().st_mtime_ns, default=None)
    if newest is None:
        return None
    try:
        return newest.stem, json.loads(newest.read_text(encoding="utf-8")).get("stopped_at") or ""
    except (OSError, ValueError, AttributeError):
        return newest.stem, ""


def all_lessons() -> dict[str, dict[str, Any]]:
    """Return every lesson's answers, by lesson."""
    return {path.stem: load(path.stem) for path in _files()}


def _files() -> list[Path]:
    folder = paths.home_dir()
    return sorted(p for p in folder.glob("*.json") if p.stem[:2].isdigit() and ".damaged-" not in p.name)


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
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, copy_of_all(with_own_words=with_own_words))
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
        copy = json.loads(content.decode("utf-8"))
        lessons = {copy["lesson"]: copy["answers"]} if "lesson" in copy else copy["lessons"]
        if copy["format"] > FORMAT or not all(isinstance(s, dict) for acts in lessons.values() for s in acts.values()):
            raise ValueError("unknown layout")
        if copy["format"] < FORMAT:
            lessons = {name: first_edition.translated(acts) for name, acts in lessons.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
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
    *("hospital_policy_*", "country_card.*", "my_plan.ics", f"{_LOCAL_PREFIX}*.part"),
)


def delete_all() -> int:
    """Delete every answers file, damaged copies, exports and printed pages included; return how many went."""
    folder = paths.home_dir()
    doomed = [path for pattern in _TRACES for path in folder.glob(pattern)]
    for path in [*doomed, *folder.glob(f"{_LOCAL_PREFIX}*.lock")]:
        path.unlink(missing_ok=True)
    return len(doomed)
