"""The documents name every command and function that exists, and none that does not."""

import json
import re
from pathlib import Path

import pytest
import test_notebooks as lessons

import medsocial as ms
from medsocial import cli
from medsocial.upkeep import reference

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / ".github").glob("*.md"), *(ROOT / "slides").glob("*.md")]
)
TEMPLATE = ROOT / "docs" / "lesson_template.ipynb"
_COMMAND = re.compile(r"workshop\.py +([a-z]+)")
_CALL = re.compile(r"\bms\.([a-z_]+)\(")
_LINK = re.compile(r"\]\((?!https?://|#)([^)\s]+)\)")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def test_every_command_is_in_the_readme():
    named = set(_COMMAND.findall(text(ROOT / "README.md"))) | {"lab"}  # opening the workshop needs no word
    assert set(cli.COMMANDS) <= named


@every_document
def test_a_command_named_in_a_document_exists(path):
    assert set(_COMMAND.findall(text(path))) <= set(cli.COMMANDS)


@every_document
def test_a_function_named_in_a_document_exists(path):
    assert set(_CALL.findall(text(path))) <= set(ms.__all__)


@every_document
def test_links_in_a_document_resolve(path):
    broken = [link for link in _LINK.findall(text(path)) if not (path.parent / link.partition("#")[0]).exists()]
    assert broken == []


def test_files_named_as_code_exist():
    """What CONTRIBUTING calls `data/…` or `medsocial/…` is there, unless it stands for a name of one's own."""
    named = re.findall(r"`((?:data|medsocial|tests|docs|notebooks)/[\w./-]+)`", text(ROOT / "CONTRIBUTING.md"))
    assert len(named) > 12
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_reference_describes_every_public_function():
    page = reference.markdown()
    assert [name for name in ms.__all__ if f"### `{name}(" not in page] == []
    assert page.count("### `") == len(ms.__all__)
    assert "A real notebook cell" not in page and "Traceback" not in page


@pytest.mark.parametrize(
    "rule",
    [
        lessons.test_code_cells_are_short_and_say_what_they_do,
        lessons.test_at_least_half_of_the_cells_are_text,
        lessons.test_a_lesson_can_be_read_in_its_time,
        lessons.test_there_is_one_import,
        lessons.test_the_title_has_a_verb,
        lessons.test_a_question_comes_before_the_first_section,
        lessons.test_there_are_four_to_six_sections,
        lessons.test_every_cell_says_where_it_belongs,
        lessons.test_a_section_is_in_one_piece,
        lessons.test_what_goes_deeper_is_folded,
        lessons.test_notes_are_one_closed_block_before_the_first_fragment,
    ],
    ids=lambda rule: rule.__name__,
)
def test_the_template_keeps_the_rules_that_it_explains(rule):
    rule(TEMPLATE)


def test_the_template_calls_only_what_exists():
    cells = json.loads(text(TEMPLATE))["cells"]
    calls = {name for cell in cells for name in _CALL.findall("".join(cell["source"]))}
    assert calls and calls <= set(ms.__all__)
