"""The command `python3 workshop.py review`: write a sheet, merge saved ones, or say how the reviews stand."""

from pathlib import Path

from ...display.documents import NoDocument
from ...exports import review as sheets
from ...ground import commands, paths
from ...ground.text import _, ngettext, number
from ...model import review_sets
from ...model.review_items import KINDS, ROLES, keys_of
from ...model.reviews import standing
from ...store import data
from .merge import Merged, merge

DEFAULT_SET = "60-minutes"


def main(arguments: list[str]) -> int:
    """Write a review sheet, or merge a folder of filled ones; return the exit code."""
    parser = commands.Parser("review", _("Have the workshop reviewed."))
    saved = _("folder with the files that reviewers saved: merge them")
    parser.add_argument("folder", nargs="?", type=commands.place, help=saved)
    parser.add_argument("--role", help=_("for whom to write a sheet: {roles}").format(roles=", ".join(ROLES)))
    which = _("which items; without it {set}").format(set=DEFAULT_SET)
    parser.add_argument("--set", dest="chosen", default=DEFAULT_SET, help=which)
    parser.add_argument("--out", type=commands.place, help=_("folder for the sheet; without it slides/dist/review"))
    asked = parser.parse_args(arguments)
    try:
        if asked.folder and asked.role:
            print(_("Give a folder to merge, or a role to write a sheet for, and not both."))
            return 2
        if asked.folder:
            return _merge(asked.folder)
        return _write(asked.role, asked.chosen, asked.out or paths.slides_dir() / "dist" / "review")
    except (data.UnknownName, data.DataError, NoDocument) as error:
        print(error)
        return 1
    except OSError as error:
        print(_("Nothing was written ({reason}). Check {place}.").format(reason=error.strerror or error, place=error.filename))
        return 1


def _write(role: str | None, set_name: str, folder: Path) -> int:
    if role not in ROLES:
        said = _("There is no role {role}.").format(role=repr(role)) if role else _("Name the role of the reviewer with --role.")
        print(said, _("The roles are {roles}.").format(roles=", ".join(ROLES)))
        return 2
    if set_name not in review_sets.names():
        print(_("There is no set {name}. The sets are {sets}.").format(name=repr(set_name), sets=", ".join(review_sets.names())))
        return 2
    path, length = sheets.write(folder, role, set_name)
    print(_("Written: {path} ({length}).").format(path=path, length=length))
    print(_("It opens in any browser without a network. Send it, and put the file that comes back into one folder."))
    return 0


def _merge(folder: Path) -> int:
    if not folder.is_dir():
        said = _("There is no folder {folder}. Put the files that reviewers saved into one folder and name it.")
        print(said.format(folder=folder))
        return 2
    found = merge(folder)
    for line in (*found.refused, *found.stale):
        print(line)
    print(_taken_words(found))
    print(_standing_words())
    return 1 if found.refused else 0


def _taken_words(found: Merged) -> str:
    if not found.sheets:
        return _("No review was taken; the data are as they were.")
    answers = sum(len(sheet.answers) for sheet in found.sheets.values())
    sheets_said = ngettext("{n} sheet", "{n} sheets", len(found.sheets)).format(n=number(len(found.sheets)))
    said = ngettext("{sheets} with {n} answer merged.", "{sheets} with {n} answers merged.", answers)
    return said.format(sheets=sheets_said, n=number(answers))


def _standing_words() -> str:
    """Return how many items somebody has reviewed as they are today, and how many objections are open."""
    keys = [key for kind in KINDS for key in keys_of(kind)]
    found = [standing([key]) for key in keys]
    reviewed = sum(bool(one.roles) for one in found)
    said = _("{n} of {all} items are reviewed by somebody as they are today; objections open: {open}.")
    return said.format(n=number(reviewed), all=number(len(keys)), open=number(sum(one.open_objections for one in found)))
