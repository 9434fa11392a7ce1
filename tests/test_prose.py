"""Everything that a learner reads keeps the house rules of prose."""

import ast
import csv
import html
import json
import re
from pathlib import Path

import prose_measures
import prose_rules as rules
import pytest
from common import LESSONS, ROOT, named, notebook

from medsocial.ground import paths
from medsocial.store import data

# Keys of content files whose values are not read by a learner.
CODES = re.compile(r"id|.*_ids?|kind|lesson|lessons|objective|depth|url|doi|name|country|action")
# Hashes of all runs of eight words of the text that this workshop goes back to. The text itself is not ours
# to ship, and a check that nothing was copied must not need it; the text cannot be had back from the hashes.
_HASHES = Path(__file__).parent / "source_text_shingles.json"
SOURCE_SHINGLES = set(json.loads(_HASHES.read_text(encoding="utf-8")))


def markdown_of(path):
    """Return the text of a lesson."""
    return "\n\n".join(c["source"] for c in notebook(path)["cells"] if c["cell_type"] == "markdown")


def page_of(path):
    """Return a lesson in reading order, with what its cells show, without the sources' own titles."""
    parts = []
    for cell in notebook(path)["cells"]:
        if cell["cell_type"] == "markdown":
            parts.append(cell["source"])
        for output in cell.get("outputs", []):
            shown = "".join(output.get("data", {}).get("text/html", ""))
            shown = re.sub(r'<a href="http.*?</a>', "", shown, flags=re.DOTALL)
            said = " ".join(re.findall(r'\balt="([^"]*)"', shown))
            parts.append(re.sub(r'(src|href|alt|name|class)="[^"]*"', "", shown) + "\n" + html.unescape(said))
    return "\n\n".join(parts)


def table_texts():
    """Return the learner-facing cells of each table as one text."""
    found = {}
    for name, table in data.resources().items():
        fields = table.get("schema", {}).get("fields", [])
        columns = [f["name"] for f in fields if f.get("translatable") and not f.get("specimen")]
        if columns:
            with data.resource_path(name).open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            found[f"{name}.csv"] = "\n\n".join(row[column] for row in rows for column in columns)
    return found


def _strings(node, key=""):
    if isinstance(node, dict):
        return [text for k, v in node.items() for text in _strings(v, k)]
    if isinstance(node, list):
        return [text for v in node for text in _strings(v, key)]
    return [node] if isinstance(node, str) and not CODES.fullmatch(key) else []


def content_texts():
    """Return the sentences of each content file as one text."""
    files = sorted(paths.data_dir().glob("*.yaml"))
    return {f.name: "\n\n".join(_strings(data.yaml_content(f.stem))) for f in files}


def code_texts():
    """Return the wording in each module: what passes through the translation functions."""
    found = {}
    for path in sorted(paths.PACKAGE.rglob("*.py")):
        said = []
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext")
            ):
                said += [
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                ]
        if said:
            found[path.relative_to(paths.PACKAGE).as_posix()] = "\n\n".join(said)
    return found


DOCUMENTS = (
    {named(path): markdown_of(path) for path in LESSONS} | table_texts() | content_texts() | code_texts()
)
DOCUMENTS |= (
    {"README.md": (ROOT / "README.md").read_text(encoding="utf-8")} if (ROOT / "README.md").is_file() else {}
)
every_document = pytest.mark.parametrize("name", DOCUMENTS)


def test_all_kinds_of_documents_are_read():
    assert {"00_start_here", "01_definitions", "glossary.csv", "cast.yaml", "store/answers.py"} <= set(DOCUMENTS)
    assert "README.md" in DOCUMENTS


@every_document
def test_sentences_are_short(name):
    assert rules.length_problems(rules.plain(DOCUMENTS[name])) == []


@every_document
def test_words_are_plain_and_british(name):
    assert rules.wording_problems(rules.plain(DOCUMENTS[name])) == []


@every_document
def test_no_sentence_is_copied_from_the_source_text(name):
    made = rules.shingles(rules.plain(DOCUMENTS[name]))
    assert [run for digest, run in made.items() if digest in SOURCE_SHINGLES] == []


@pytest.mark.parametrize("path", LESSONS, ids=named)
def test_abbreviations_are_opened_at_first_use(path):
    assert rules.unopened(rules.plain(page_of(path))) == []


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.endswith(".py")])
def test_the_wording_in_code_names_no_machinery(name):
    assert not re.search(r"\b(twins?|kernels?|widgets?|ya?ml|nbval)\b", DOCUMENTS[name], re.IGNORECASE)


# ---- the rules themselves can fail ------------------------------------------------------------


def test_a_long_sentence_is_found():
    long = "You " + "really " * 30 + "must stop."
    assert "32 words" not in rules.length_problems("Short one. Short two.")
    assert any(problem.startswith("33 words") for problem in rules.length_problems(long))
    assert any("mean" in problem for problem in rules.length_problems("one two three four " * 5 + "."))


def test_the_longest_sentence_has_32_words():
    said = "You " + "see " * 30 + "it."
    assert not any("words: You" in problem for problem in rules.length_problems(said))


def test_the_measures_of_prose_are_counted():
    text = (
        "## A heading\n\n**Say:** Stop here. Look at it. Then go on.\n\nBut the room waits; nobody has looked at the clock yet."
        "\n\n- [Another lesson](01_definitions.ipynb): 14 minutes.\n"
    )
    assert prose_measures.measures(text) == {
        "sentences": 4,
        "mean": 4.8,
        "spread": 3.6,
        "short": 3,
        "runs": 1,
        "semicolons": 1,
        "and_but": 1,
        "content": 8,
    }


def test_labels_do_not_lower_the_mean():
    sentence = "You " + "see " * 16 + "it."
    assert any(
        "mean" in problem
        for problem in rules.length_problems("\n\n".join(["Label", "Two words"] * 50 + [sentence]))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Stop!",
        "The color is red.",
        "Organize it.",
        "We analyzed it.",
        "A robust plan.",
        "Dive in now.",
        "The organization.",
    ],
)
def test_an_unwanted_word_is_found(text):
    assert len(rules.wording_problems(text)) >= 1


@pytest.mark.parametrize(
    "text", ["The size of a prize.", "Organise and prioritise.", "Exercise and advise.", "A 2.5% rise."]
)
def test_good_words_pass(text):
    assert rules.wording_problems(text) == []


def test_an_abbreviation_is_opened_once():
    assert rules.unopened("The General Medical Council (GMC) says so. The GMC may.") == []
    assert rules.unopened("The GMC may. The General Medical Council (GMC) says so.") == ["GMC"]
    assert rules.unopened("An AI (artificial intelligence) assistant.") == []
    assert rules.unopened("In the UK, HIPAA does not hold.") == ["HIPAA"]


def test_a_copied_sentence_is_found():
    assert len(SOURCE_SHINGLES) > 200
    assert list(rules.shingles("One, two three four “five” six seven eight.")) == ["62d51a1fd36f8eb3"]
    assert len(rules.shingles("one two three four five six seven eight nine")) == 2
