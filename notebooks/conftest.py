"""What a notebook must fulfil before nbval compares it; all that we know of nbval stands in this file.

nbval alone passes a cell that was never run, a cell tagged to be skipped, and any PNG picture. The guards
make each of these a failure. It also looks away from much of a file: metadata, kinds, order and count of outputs, ids,
how the text is laid out. So once a page has run here, its whole file is compared with the one that a build would write.
"""

import ast
import copy
import functools
import io
import os
import tempfile
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from medsocial.jupyter import page_list
from medsocial.upkeep import build

IMPORT = "import medsocial as ms"
LAB_IMPORT = "import pandas as pd"  # where a reader changes the code
LOOSE_TAGS = ("skip", "ignore", "lax", "nbval", "raises-exception")
LOOSE_COMMENTS = ("nbval", "pytest_validate")
# Not compared by nbval, or never the same twice, or another way to reach what a page must not use.
BANNED_NAMES = {"Output", "interact", "interactive", "interactive_output", "clear_output", "update_display"}
BANNED_NAMES |= {"plt", "pyplot", "style", "random", "datetime", "now", "today", "time"}
BANNED_NAMES |= {"exec", "eval", "open", "get_ipython", "__import__"}
BANNED_PICTURES = ("image/png", "image/jpeg")
RAN = pytest.StashKey[dict]()  # what the cells of a page have shown, by their numbers
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def source_problems(source: str, imports: tuple[str, ...] = (IMPORT,)) -> list[str]:
    """Return what a code cell does that a page must not do."""
    problems = [
        f"the comment {line.strip()!r} tells nbval to look away"
        for line in source.splitlines()
        if line.lstrip().startswith("#") and any(word in line.lower() for word in LOOSE_COMMENTS)
    ]
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return [*problems, "the cell is not plain Python (a magic, a shell command or a slip)"]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and ast.unparse(node) not in imports:
            problems.append(f"{ast.unparse(node)!r}: the only import of a page is {' and '.join(map(repr, imports))}")
        if isinstance(node, DEFINITIONS):
            problems.append("a definition: pages call functions and define none")
        name = getattr(node, "id", None) or getattr(node, "attr", None)  # a name, or what follows a dot
        if name in BANNED_NAMES:
            problems.append(f"the name {name!r} is not used in pages")
    if any(token.type == tokenize.OP and token.string == ";" for token in _tokens(source)):
        problems.append("a semicolon: it hides what the cell shows")
    return problems


def _tokens(source: str) -> list[tokenize.TokenInfo]:
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


def cell_problems(cell: dict, notebook: dict | None = None) -> list[str]:
    """Return why a code cell must not pass, before it is run; `notebook` is the page around it."""
    imports = (IMPORT, LAB_IMPORT) if page_list.code_shown(notebook or {}) else (IMPORT,)
    problems = source_problems(cell["source"], imports)
    if cell["source"].strip() and cell.get("execution_count") is None:
        problems.append("the cell was never run, so there is nothing to compare; run 'build'")
    for tag in cell["metadata"].get("tags", []):
        if any(word in tag.lower() for word in LOOSE_TAGS):
            problems.append(f"the tag {tag!r} tells nbval to look away")
    for output in cell.get("outputs", []):
        stored = output.get("data", {})
        problems += [f"a stored {kind} is never compared" for kind in BANNED_PICTURES if kind in stored]
    return problems


@functools.cache
def _clean_folder() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="medsocial-", ignore_cleanup_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Give the kernels an empty answers folder and a fixed date; keep what a test chose on purpose."""
    chosen = {name: os.environ[name] for name in ("MEDSOCIAL_HOME", "MEDSOCIAL_DATA") if name in os.environ}
    os.environ.pop("MEDSOCIAL_LANGUAGE", None)
    os.environ.update(build.environment(Path(_clean_folder().name)) | chosen)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Stop a cell that nbval would wave through."""
    cell = getattr(item, "cell", None)
    if cell is not None and (problems := cell_problems(cell, item.parent.nb)):
        pytest.fail("; ".join(problems), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Compare the whole file with what a build would write, after the last cell of a page."""
    result = yield
    if getattr(item, "cell", None) is not None:
        ran = item.parent.stash.setdefault(RAN, {})
        ran[item.cell_num] = item.test_outputs
        code = [cell for cell in item.parent.nb.cells if cell.cell_type == "code"]
        if len(ran) == len(code) and written_anew(item.parent, ran) != item.path.read_bytes():
            pytest.fail("the file is not the one that a build would write; run 'build'", pytrace=False)
    return result


def written_anew(page: pytest.File, ran: dict[int, list]) -> bytes:
    """Return the file of a page as a build would write it, from what its cells have just shown."""
    notebook = copy.deepcopy(page.nb)
    for number, cell in enumerate(cell for cell in notebook.cells if cell.cell_type == "code"):
        cell.update(outputs=copy.deepcopy(ran[number]), execution_count=1 if cell.source.strip() else None)
    return build.as_stored(page.path, notebook).encode("utf-8")
