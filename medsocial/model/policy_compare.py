"""Somebody's own policy beside ours: in which passages words of each section stand. It judges nothing."""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..store import data

LONGEST_PASSAGE, MOST_PASSAGES = 320, 3
LONGEST_TITLE = 6  # words; such a line without a full stop is a heading, or a line of the contents
_SENTENCE = re.compile(r"(?<=[.;:?!])\s+")
_NUMBERED = re.compile(r"^[\d.\s]+|[\d.\s]+$")  # before a heading, and after a line of the contents


@dataclass(frozen=True)
class Passage:
    """A piece of the text, with the words that were found in it as they stand there."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A section of our policy, with the passages to read; none if no word of it was found."""

    section: str
    title: str
    words: tuple[str, ...]
    passages: tuple[Passage, ...]
    more: int


def places(paragraphs: Iterable[str]) -> tuple[Place, ...]:
    """Return for each section the passages in which most of its words stand, sentences before headings, in the text's order.

    Parameters
    ----------
    paragraphs : iterable of str
        The text. It is cut into passages of a few sentences.
    """
    told = {}
    for passage in _passages(paragraphs):
        told.setdefault(_NUMBERED.sub("", passage).casefold(), passage)
    passages = list(told.values())
    return tuple(_place(section, passages) for section in data.yaml_content("policy_sections")["sections"])


def example() -> tuple[str, ...]:
    """Return the paragraphs of the made-up policy."""
    return tuple(data.yaml_content("policy_words")["example"])


def _place(section: dict, passages: list[str]) -> Place:
    words = words_of(section["id"])
    pattern = _pattern(words)
    found = [(place, text, _told(pattern, text)) for place, text in enumerate(passages)]
    found = [one for one in found if one[2]]
    best = sorted(found, key=lambda one: (_is_title(one[1]), -len(one[2]), one[0]))[:MOST_PASSAGES]
    shown = tuple(Passage(text, told) for _place, text, told in sorted(best))
    return Place(section["id"], section["title"], words, shown, len(found) - len(shown))


def _is_title(passage: str) -> bool:
    return len(_NUMBERED.sub("", passage).split()) <= LONGEST_TITLE and not passage.endswith((".", ";", ":", "?", "!"))


def words_of(section: str) -> tuple[str, ...]:
    """Return the words that are looked for; a star stands for any ending."""
    listed = data.yaml_content("policy_words")["sections"]
    return next((tuple(one["words"]) for one in listed if one["section"] == section), ())


@functools.lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def _told(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return the different words that were found, each as it stands first."""
    return tuple({found.group().casefold(): found.group() for found in pattern.finditer(text)}.values())


def marked(section: str, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a passage, each with whether it is a word of the section."""
    at = 0
    for found in _pattern(words_of(section)).finditer(text):
        yield text[at : found.start()], False
        yield found.group(), True
        at = found.end()
    yield text[at:], False


def _passages(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield pieces of at most so many characters, cut between sentences, or between words where a sentence is longer."""
    for paragraph in paragraphs:
        piece = ""
        for part in _parts(" ".join(paragraph.split())):
            if piece and len(piece) + len(part) >= LONGEST_PASSAGE:
                yield piece
                piece = part
            else:
                piece = f"{piece} {part}".strip()
        if piece:
            yield piece


def _parts(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        while len(sentence) > LONGEST_PASSAGE:
            cut = sentence.rfind(" ", 1, LONGEST_PASSAGE)
            cut = cut if cut > 0 else LONGEST_PASSAGE
            yield sentence[:cut].strip()
            sentence = sentence[cut:].strip()
        yield sentence
