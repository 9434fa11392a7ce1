"""The command `python3 workshop.py results FOLDER`."""

import argparse
from pathlib import Path

from ..display.documents import NoDocument
from ..ground import clock, commands, files
from ..ground.text import _, ngettext, number
from ..model.item_statistics import SHOWN_FROM
from . import item_statistics, words
from .analysis import analyse
from .found import Found
from .reading import read_folder
from .report import page

REPORT = "class_report.html"
SHOWN = 20


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = commands.Parser("results", _("Merge a class's answers into one report."))
    parser.add_argument("folder", type=commands.place, help=_("folder with the files for the class and the paper lists"))
    parser.add_argument("--out", type=commands.place, help=_("file or folder for the report; without it, the same folder"))
    parser.add_argument("--attended", type=commands.whole, help=_("how many people attended"))
    statistics = _("write statistics of the test items too, as data/item_statistics.csv")
    parser.add_argument("--statistics", type=commands.place, metavar="FILE", help=statistics)
    simulated = _("first write a simulated class of N people into the folder")
    parser.add_argument("--simulate", type=commands.whole, metavar="N", help=simulated)
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Merge what lies in a folder into one report; return the exit code."""
    asked = _arguments(arguments)
    try:
        return _run(asked)
    except NoDocument as error:
        print(error)
        return 1
    except OSError as error:
        place = error.filename or asked.folder
        print(_("The report was not written ({reason}). Check {place}.").format(reason=error.strerror or error, place=place))
        return 1


def _run(asked: argparse.Namespace) -> int:
    if asked.attended is not None and asked.attended < 0:
        print(_("The number who attended cannot be below nought."))
        return 2
    if asked.simulate is not None:
        from . import simulate

        if not 1 <= asked.simulate <= simulate.MOST:
            print(_("A simulated class has from 1 to {n} people.").format(n=simulate.MOST))
            return 2
        simulate.write(asked.folder, asked.simulate)
        print(_("A simulated class was written into {folder}. Every file says so.").format(folder=asked.folder))
    if not asked.folder.is_dir():
        print(
            _("There is no folder {folder}. Put the files for the class into one folder and name it.").format(folder=asked.folder)
        )
        return 2
    target = asked.out or asked.folder / REPORT
    if target.is_dir() or target.suffix.lower() not in (".html", ".htm"):
        target = target / REPORT
    found = read_folder(asked.folder, target)
    analysis = analyse(found, asked.attended)
    files.write(target, page(analysis))  # it holds no code and is made to be shown
    for note in analysis.notes[:SHOWN]:
        print(f"  {note.where}: {note.why}")
    if len(analysis.notes) > SHOWN:
        print(_("  and {n} more; all of them stand in the report.").format(n=len(analysis.notes) - SHOWN))
    if not found.files and not found.lists:
        print(
            _(
                "No answers were found in {folder} or its sub-folders. Put files for the class (class_….json) there, "
                "an archive of them (.zip), or paper lists as plain text (.txt), one line for each person."
            ).format(folder=asked.folder)
        )
    if found.other:
        said = ngettext("{n} other file was left alone.", "{n} other files were left alone.", found.other)
        print(said.format(n=number(found.other)))
    if analysis.changes:
        count = len(analysis.changes)
        said = ngettext(
            "{n} code was read otherwise than written; the report says how.",
            "{n} codes were read otherwise than written; the report says how.",
            count,
        )
        print(said.format(n=number(count)))
    main_block = analysis.full if analysis.full.n or not analysis.short.n else analysis.short
    print(words.headline(main_block))
    print(_("The report is {path}.").format(path=target))
    return _write_statistics(found, asked.statistics) if asked.statistics else 0


def _write_statistics(found: Found, target: Path) -> int:
    """Write the statistics of the items; return the exit code."""
    if found.simulated:
        print(_("No statistics were written, since this class is simulated."))
        return 1
    rows = item_statistics.statistics(found)
    if not rows:
        said = _("No statistics were written: no item has {n} answers yet.")
        print(said.format(n=number(SHOWN_FROM)))
        return 1
    files.write(target, item_statistics.table(rows, clock.today().isoformat()))
    count = ngettext("{n} item", "{n} items", len(rows)).format(n=number(len(rows)))
    said = _("Statistics of {count}: {path}. Answers of several classes count together in one folder.")
    print(said.format(count=count, path=target))
    return 0
