"""How the prose of each lesson flows, as a table to look at: `python tests/prose_measures.py [FOLDER OF NOTEBOOKS]`.

Nothing here fails: a measure shows where to read, and a reader decides. The hard limit on the length of a sentence is
in `test_prose.py`. Wanted are a mean of 11 to 17 words, a wide spread, and at most two runs of short sentences.
Headings and labels are not counted as sentences; the items of a list are.
"""

import json
import re
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # also where Python is told not to look beside the script
import prose_rules as rules

SHORT, RUN = 7, 3
COLUMNS = ("lesson", "sentences", "mean", "spread", "short", "runs", "semicolons", "and_but", "content")
# Words that carry no content of their own; contractions are counted as the words that they join.
_FUNCTION_WORDS = """
    a about after again all also an and any are as at be because been before between both but by can could did do
    does each either even for from had has have he her here him his how i if in into is it its itself may me might more
    most must my neither no nor not of off on one only or other our out over she should so some such than that the their
    them then there these they this those though to too under until up us very was we were what when where whether which
    while who whose why will with would yet you your yours
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
# What stands alone and is no sentence: a link to another page, and how long a lesson takes.
_LABEL = re.compile(r"\s*(?:[-*]\s+)?\[[^\]]*\]\([^)]*\)(?:: \d+ minutes\.)?|\*\d+ minutes.*\*")
_CONTRACTED = re.compile(r"n['’]t$|['’](?:s|re|ve|ll|d|m)$")


def paragraphs(markdown: str) -> list[list[str]]:
    """Return the sentences of each paragraph or list item of a markdown text, without headings and labels."""
    found = []
    lines = (line for line in markdown.split("\n") if not re.match(r"#{1,6}\s|</?details|<summary", line))
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)", "\n".join(lines)):
        if _LABEL.fullmatch(block.strip("\n")):
            continue
        text = re.sub(r"\*\*[^*]+:\*\*", "", block)  # "Say:" opens a sentence and is none
        if sentences := rules.pieces(rules.plain(text)):
            found.append(sentences)
    return found


def runs(lengths: list[int]) -> int:
    """Return how many runs of three or more sentences under seven words follow one another."""
    marked = "".join("s" if length < SHORT else "." for length in lengths)
    return len(re.findall(f"s{{{RUN},}}", marked))


def measures(markdown: str) -> dict[str, float]:
    """Return the measures of a lesson's prose."""
    found = paragraphs(markdown)
    sentences = [sentence for paragraph in found for sentence in paragraph]
    lengths = [len(rules.words(sentence)) for sentence in sentences]
    said = [_CONTRACTED.sub("", word.lower()) for sentence in sentences for word in rules.words(sentence)]
    return {
        "sentences": len(sentences),
        "mean": round(statistics.mean(lengths), 1),
        "spread": round(statistics.pstdev(lengths), 1),
        "short": sum(length < SHORT for length in lengths),
        "runs": sum(runs([len(rules.words(sentence)) for sentence in paragraph]) for paragraph in found),
        "semicolons": sum(sentence.count(";") for sentence in sentences),
        "and_but": sum(bool(re.match(r"[\"“‘]?(?:And|But)\b", sentence)) for sentence in sentences),
        "content": sum(word not in FUNCTION_WORDS for word in said),
    }


def lesson_text(path: Path) -> str:
    """Return the markdown of a stored lesson."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def main(folder: Path) -> None:
    """Print the measures of every lesson in a folder."""
    print("{:30}{:>10}{:>8}{:>8}{:>8}{:>8}{:>12}{:>9}{:>9}".format(*COLUMNS))
    for path in sorted(folder.glob("[0-9]*.ipynb")):
        row = measures(lesson_text(path))
        print("{:30}{:>10}{:>8}{:>8}{:>8}{:>8}{:>12}{:>9}{:>9}".format(path.stem, *row.values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "notebooks")
