"""Pages for people without Python: one HTML file for each lesson, from what its notebook stores."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mistune

from ..display.documents import NoDocument, render
from ..display.markup import escape, tag
from ..ground import commands, files, paths, text
from ..ground.text import _
from ..jupyter.page_list import WIDGET_VIEW, code_shown
from ..store import data
from ..store.lessons import LAB

LARGEST_PAGE = 1_000_000

_FIRST_HEADING = re.compile(r"\s*(#{1,6})\s+\S")
_ACTIVITY = re.compile(r'<section class="ms-activity ms-static"><p class="ms-activity-title">([^<]*)</p>')
_LESSON_LINK = re.compile(r"(?:\./)?([\w-]+)\.ipynb(#.*)?")
_ANCHOR = re.compile(r'<a href="((?:\./)?[\w-]+\.ipynb(?:#[^"]*)?)"')
_PICTURE = re.compile(r'(?<=<figure class="ms-chart">)<img [^>]*>')
_FRAME = re.compile(r'<div class="ms-table-frame">(?=<table[^>]*>(?:<caption>(.*?)</caption>)?)', re.DOTALL)
_DATA_FRAME = re.compile(r'<table border="1" class="dataframe">(.*?)</table>', re.DOTALL)


class NoPages(NoDocument):
    """The pages cannot be built; the message says why and how to mend it."""


@dataclass
class Part:
    """A piece of a lesson: text, what a cell has stored, or a heading with the pieces folded under it.

    `label` names a stored activity for a screen reader, as in JupyterLab.
    """

    html: str
    stored: bool = False
    label: str = ""
    folded: "list[Part] | None" = None


@dataclass
class Lesson:
    """One lesson as a page shows it."""

    name: str
    row: Any
    title: str = ""
    parts: list[Part] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Name of the page."""
        return f"{self.name}.html"


def scrollable(inner: str, label: str, element: str = "div", **attributes: str) -> str:
    """Return HTML in a frame that a keyboard can scroll when the screen is narrow."""
    return tag(element, inner, tabindex="0", role="group", aria_label=label, **attributes)


class _Prose(mistune.HTMLRenderer):
    """Markdown as JupyterLab shows it; links between lessons lead to their pages."""

    def __init__(self, lesson: Lesson, folder: Path, built: set[str]) -> None:
        super().__init__(escape=False)
        self.lesson, self.folder, self.built = lesson, folder, built

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        plain = html.unescape(re.sub(r"<[^>]+>", "", text)).strip()
        if level == 1 and not self.lesson.title:
            self.lesson.title = plain
            return ""
        anchor = re.sub(r"[\"'<>&]", "", plain).replace(" ", "-")  # a quoted word would end the attribute
        if level == 2:
            self.lesson.sections.append((anchor, plain))
        return tag(f"h{level}", text, id=anchor) + "\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if re.match(r"https?:|mailto:|tel:|#", url):
            return tag("a", text, href=url, title=title)
        to = _page_address(url, self.built)
        return tag("a", text, href=to, title=title) if to else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        import base64
        import mimetypes

        kind = mimetypes.guess_type(url)[0] or "image/png"
        try:
            packed = base64.b64encode((self.folder / url).read_bytes()).decode("ascii")
        except (OSError, ValueError):
            raise NoPages(_("{lesson} shows the picture {picture}, which is not in the notebooks folder. "
                            "Put it back or take it out of the text.").format(lesson=self.lesson.name, picture=url)) from None
        return tag("img", src=f"data:{kind};base64,{packed}", alt=html.unescape(text))

    def table(self, text: str) -> str:
        return scrollable(tag("table", text, class_="ms-table"), _("Table"), class_="ms-table-frame")


def _page_address(url: str, built: set[str]) -> str | None:
    """Return where a link to a notebook leads among the pages; None where there is no such page."""
    match = _LESSON_LINK.fullmatch(url)
    return f"{match[1]}.html{match[2] or ''}" if match and match[1] in built else None


def _adapt(output: str, built: set[str]) -> str:
    """Return the HTML of an output, fit for a narrow screen and for a folder of pages."""
    output = _PICTURE.sub(lambda m: scrollable(m[0], _("Chart"), class_="ms-picture"), output)
    # pandas writes a heading without words above the names of its rows.
    output = _DATA_FRAME.sub(lambda m: '<div class="ms-table-frame"><table class="ms-table">'
                             f'{m[1].replace("<th></th>", "<td></td>")}</table></div>', output)
    output = _FRAME.sub(lambda m: '<div class="ms-table-frame" tabindex="0" role="group" '
                        f'aria-label="{m[1] or _("Table")}">', output)

    def redirect(match: re.Match) -> str:
        to = _page_address(match[1], built)
        return f'<a href="{to}"' if to else "<a"

    return _ANCHOR.sub(redirect, output)


def _outputs(cell: Any, name: str, number: int, built: set[str]) -> list[Part]:
    """Return what a code cell stored as HTML; refuse where the page would lack something."""
    where = {"lesson": f"{name}.ipynb", "number": number}
    if cell.execution_count is None:
        raise NoPages(_("Cell {number} of {lesson} has never been run, so it has nothing to show. "
                        "Run `python3 workshop.py build`, then try again.").format(**where))
    shown = []
    for output in cell.outputs:
        if output.output_type == "error":
            raise NoPages(_("Cell {number} of {lesson} ended with an error. Mend it and run "
                            "`python3 workshop.py build`, then try again.").format(**where))
        if output.output_type == "stream":
            continue
        if "text/html" not in output.data:
            reason = _("only its live form") if WIDGET_VIEW in output.data else _("nothing that a page can show")
            raise NoPages(_("Cell {number} of {lesson} has stored {reason}. Run `python3 workshop.py build`, "
                            "then try again.").format(reason=reason, **where))
        form = "".join(output.data["text/html"])
        activity = _ACTIVITY.match(form)
        shown.append(Part(_adapt(form, built), stored=True, label=html.unescape(activity[1]) if activity else ""))
    return shown


def _parts(notebook: Any, lesson: Lesson, folder: Path, built: set[str]) -> list[Part]:
    """Return the cells as pieces of a page; what stands under a folded heading is folded with it."""
    markdown = mistune.create_markdown(renderer=_Prose(lesson, folder, built), plugins=["table", "strikethrough", "url"])
    parts: list[Part] = []
    into, folded_at = parts, 0
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.metadata.get("slideshow", {}).get("slide_type") == "notes" or cell.cell_type == "raw":
            continue
        if cell.cell_type == "code":
            if code_shown(notebook):
                into.append(Part(scrollable(tag("code", escape(cell.source)), _("Code"), element="pre", class_="ms-code")))
            into += _outputs(cell, lesson.name, number, built)
            continue
        heading = _FIRST_HEADING.match(cell.source)
        if folded_at and heading and len(heading[1]) <= folded_at:
            into, folded_at = parts, 0
        written = markdown(cell.source)
        if heading and cell.metadata.get("jp-MarkdownHeadingCollapsed") and not folded_at:
            folded_at, into = len(heading[1]), []
            title, written = written.split("\n", 1)
            parts.append(Part(title, folded=into))
        into.append(Part(written))
    return parts


def _read(path: Path) -> Any:
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise NoPages(_("{file} cannot be read as a notebook ({error}). Restore it from the workshop's copy.").format(
            file=path.name, error=str(error).splitlines()[0][:80])) from None


def read_lessons(folder: Path) -> list[Lesson]:
    """Return the lessons of a folder, in their order.

    Raises
    ------
    NoPages
        If the folder, a notebook or a stored output is missing.
    """
    found = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    if not found:
        raise NoPages(_("There are no notebooks in {folder}. Restore the folder from the workshop's copy.").format(folder=folder))
    rows = {row.lesson: row for row in data.rows("lessons")}
    for name in (n for n, row in rows.items() if row.status == "published" and n not in found):
        raise NoPages(_("{lesson}.ipynb is missing from {folder}. Restore it from the workshop's copy.").format(
            lesson=name, folder=folder))
    for name in (n for n in found if n not in rows):
        raise NoPages(_("{lesson} has no line in lessons.csv, so its minutes are unknown. Add the line.").format(lesson=name))
    lessons = []
    for name, path in found.items():
        lesson = Lesson(name, rows[name])
        lesson.parts = _parts(_read(path), lesson, folder, set(found))
        lesson.title = lesson.title or lesson.row.title
        lessons.append(lesson)
    return sorted(lessons, key=lambda made: made.row.number)


def build(out: Path, notebooks: Path | None = None, live: str = "", left: Sequence[Any] = (), **limits: object) -> list[Path]:
    """Write one page for each lesson, and the index; return the files.

    Nothing is run: a page holds what the notebook has stored.

    Parameters
    ----------
    out : Path
        Folder to write to; made if missing.
    notebooks : Path, optional
        Folder of lessons; the workshop's own if left out.
    live : str
        For the browser edition: the address of a live lesson, but for its name.
    left : sequence
        The rows of lessons that have no live form there.
    **limits
        What the first page tells of the live lessons; see `slides/site/limits.html`.

    Raises
    ------
    NoPages
        If a notebook or the folder cannot be used; the message says how to mend it.
    """
    lessons = read_lessons(notebooks or paths.notebooks_dir())
    rows = data.rows("lessons")
    first = {step.path_id: step for step in reversed(data.rows("path_steps"))}
    pages = {"index.html": render(
        "template/index.html", live=live, left=left, **limits, lessons=rows, ways=data.rows("paths"),
        starts={(step.path_id, step.lesson): step.section.replace(" ", "-") for step in first.values() if step.section},
        by_name={row.lesson: row for row in rows},
        files={lesson.name: lesson.file for lesson in lessons},
        headings={lesson.name: [anchor for anchor, _words in lesson.sections] for lesson in lessons})}
    turned = [lesson for lesson in lessons if lesson.row.kind != LAB]
    for lesson in lessons:
        place = turned.index(lesson) if lesson in turned else -1  # no page leads on to a lab, and a lab to none
        pages[lesson.file] = render(
            "template/lesson.html", live=live, left=left, lesson=lesson, before=turned[place - 1] if place > 0 else None,
            after=turned[place + 1] if 0 <= place < len(turned) - 1 else None)
    for name, page in pages.items():
        if len(page.encode()) > LARGEST_PAGE:
            raise NoPages(_("{page} would be larger than 1 MB. Show fewer pictures in this lesson.").format(page=name))
    try:
        for name, page in pages.items():
            files.write(out / name, page)
    except OSError as error:
        raise NoPages(_("The pages cannot be written to {folder} ({reason}). Choose another folder with --out.").format(
            folder=out, reason=error.strerror)) from None
    return [out / name for name in pages]


def main(arguments: list[str]) -> int:
    """Build the pages from the command line; return the exit code."""
    root = paths.repo_root()
    parser = commands.Parser("pages", _("Build the pages for people without Python."))
    parser.add_argument("--out", type=commands.place, metavar=_("FOLDER"), help=_("where to write them"),
                        default=root / "slides" / "dist" / "pages" if root else Path.cwd() / "pages")
    folder = parser.parse_args(arguments).out.expanduser()
    try:
        written = build(folder)
    except (NoDocument, data.DataError) as error:
        print(error)
        return 1
    print(text.ngettext("{n} page written. Open {index}", "{n} pages written. Open {index}", len(written)).format(
        n=len(written), index=folder / "index.html"))
    return 0
