"""What follows from the lessons, the data and the code: the lists that `build` writes and a test compares."""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..display import icons
from ..display.recipe import RECIPE_TYPE
from ..ground import paths, style
from ..jupyter import page_list
from ..store import data

INDEX_START, INDEX_END = "<!-- lessons:start -->", "<!-- lessons:end -->"
LINK = re.compile(r"\]\(\s*<?(https?://[^\s)>]+)")
# The list of references shows what is cited; what it shows is not itself a citation.
_LISTS_SOURCES = "references"


def cited_sources(notebook: Mapping[str, Any], addresses: Mapping[str, str]) -> set[str]:
    """Return the sources that a lesson cites, in its elements and in the links of its text."""
    cited = set()
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cited |= {
                addresses[link.rstrip("/")]
                for link in LINK.findall(cell["source"])
                if link.rstrip("/") in addresses
            }
        for output in cell.get("outputs", []):
            recipe = output.get("data", {}).get(RECIPE_TYPE, {})
            if recipe.get("function") != _LISTS_SOURCES:
                cited |= set(recipe.get("sources", ()))
    return cited


def source_addresses() -> dict[str, str]:
    """Return the source that each known web address belongs to."""
    known = {}
    for source in data.rows("sources"):
        if source.url:
            known[source.url.rstrip("/")] = source.source_id
        if source.doi:
            known[f"https://doi.org/{source.doi}"] = source.source_id
    return known


def lesson_sources_text(notebooks: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text of `lesson_sources.csv` for notebooks given by lesson."""
    addresses = source_addresses()
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["lesson", "source_id"])
    for lesson, notebook in sorted(notebooks.items()):
        table.writerows((lesson, source) for source in sorted(cited_sources(notebook, addresses)))
    return file.getvalue()


def readme_text(readme: str) -> str:
    """Return the README with a fresh index of lessons between its two marks."""
    before, start, rest = readme.partition(INDEX_START)
    _old, end, after = rest.partition(INDEX_END)
    if not start or not end:
        raise data.DataError(
            f"README.md lacks the marks {INDEX_START} and {INDEX_END} for the index of lessons."
        )
    there = {path.stem for path in paths.notebooks_dir().glob("*.ipynb")}
    lines = ["| Lesson | What it is about | Minutes (core + deeper) |", "|---|---|---|"]
    for row in data.rows("lessons"):
        title = (
            f"[{row.title}](notebooks/{row.lesson}.ipynb)"
            if row.lesson in there
            else f"{row.title} (in preparation)"
        )
        minutes = f"{row.minutes_core} + {row.minutes_deeper}" if row.minutes_deeper else f"{row.minutes_core}"
        lines.append(f"| {title} | {row.summary} | {minutes} |")
    return "\n".join([before + INDEX_START, *lines, INDEX_END + after])


def template_files() -> list[Path]:
    """Return the templates of whole documents, without what was built from them."""
    folder = paths.slides_dir()
    return sorted(file for file in folder.rglob("*.html") if "dist" not in file.relative_to(folder).parts)


def catalogue_text() -> str:
    """Return the list for translators: every sentence in the code and in the templates, without dates or line numbers."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir, extract_from_file
    from babel.messages.pofile import write_po

    catalogue = Catalog(project="medsocial", charset="utf-8", fuzzy=False)
    code = extract_from_dir(str(paths.PACKAGE), method_map=[("**.py", "python")])
    found = [(Path(file).as_posix(), *rest) for file, *rest in code]
    for file in template_files():
        # Without `silent` a template that cannot be read would lose its sentences unseen.
        sentences = extract_from_file("jinja2", str(file), options={"silent": "false"})
        found += [(f"slides/{file.relative_to(paths.slides_dir()).as_posix()}", *rest) for rest in sentences]
    for file, _line, message, comments, context in sorted(found, key=lambda entry: entry[:2]):
        catalogue.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    target = io.BytesIO()
    write_po(target, catalogue, width=110, omit_header=True, include_lineno=False)
    header = (
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
    )
    return header + target.getvalue().decode("utf-8").strip("\n") + "\n"


def derived_files(notebooks: Mapping[str, Mapping[str, Any]]) -> dict[Path, str]:
    """Return the files that follow from notebooks, data and code, with the text that each should have.

    Parameters
    ----------
    notebooks : mapping
        The notebooks by lesson.
    """
    from ..activities.guess import picture_file, picture_text
    from . import bundle, codebook, reference

    wanted = {
        paths.data_dir() / "lesson_sources.csv": lesson_sources_text(notebooks),
        page_list.PAGES_FILE: page_list.page_list_text(paths.notebooks_dir()),
        paths.data_dir() / "README.md": codebook.markdown(),
        paths.locale_dir() / "medsocial.pot": catalogue_text(),
        paths.static_dir() / "icons.css": icons.style_sheet(),
        paths.style_file(): style.style_sheet(),
    }
    for row in data.rows("guesses"):
        if row.lesson == "00_start_here":
            wanted[picture_file(row.guess_id)] = picture_text(row.guess_id)
    root = paths.repo_root()
    if root and (readme := root / "README.md").is_file():
        wanted[readme] = readme_text(readme.read_text(encoding="utf-8"))
        wanted[root / "docs" / "reference.md"] = reference.markdown()
    if root and (shipped := bundle.shipped_text(root)):
        wanted[root / bundle.SHIPPED] = shipped
    return wanted
