"""The word lists: ordinary words, terms that look like names, personal names and places."""

import functools
import gzip
import re
from dataclasses import dataclass
from pathlib import Path

from ...ground import paths
from ...store import data
from .normal import plain, word_set

# Names that are ordinary words too: only what stands beside them tells which.
MAYBE_NAMES = word_set(
    "amber angel art banks bell bill blessing bliss bob bonnie brandy brown bud buck burns carol cash charity chase "
    "chip cliff "
    "comfort cooper crystal daisy dawn dean dolly don dot drew earl eddy eve faith fern frank gene ginger "
    "glen grace grant gray green "
    "gus hale hall hardy harmony harry hazel heath heather henry herb holly hope hunter iris ivy jack jade "
    "jay jean jerry jewel jimmy joan "
    "joe john josh joy june justice ken king kit kitty lance lane laurel lee lily love lucky mark martin "
    "mason may melody mercy mick "
    "miles molly nick norm olive pansy pat patience patty paul pearl peg penny pete peter phil poppy "
    "precious prince pru queenie ray "
    "reed rich rob robin rock rod rose roman ruby rusty ruth sandy scarlet sharon skip sonny star sterling "
    "stew stone sue summer sunny sunshine "
    "taylor ted terry tim tom tony trinity victor violet wade ward will willow winter wolf wood woody "
    "young max sally polly jo jordan "
    "virginia georgia victoria chad alexa april august carolina chelsea dakota india israel jesus sierra "
    "paris sydney adelaide florence siri "
    "francis alan david james george charles thomas henry albert edward lewis jackson gordon gilbert jones "
    "wilson turner graves bishop"
)
_SAFE_ENDINGS = re.compile(
    r".{3}(?:mab|nib|prils?|sartans?|statins?|olols?|azoles?|cillins?|mycins?|floxacins?|prazoles?"
    r"|gliptins?|gliflozins?|glutides?|parins?|xabans?"
    r"|triptans?|setrons?|dipines?|caines?|cyclines?|zepams?|barbitals?|thiazides?|lukast|virus(?:es)?"
    r"|cocc(?:us|i|al)|bacter(?:ium|ia|ial)?"
    r"|itis|[oa]sis|[oe]ses|ectom(?:y|ies)|ostom(?:y|ies)|otom(?:y|ies)|a?emi[ac]|pathy|pathies|pathic"
    r"|plast(?:y|ies)|scop(?:y|ies|ic|e)"
    r"|graph(?:y|ic|ically)|ologists?|ology|ological|algi[ac]|peni[ac]|plegi[ac]|trophy|trophic|aemias?"
    r"|rrhoe?a|rrhage|cytes?|cytic|genic|genesis|kinase|metry"
    r"|therapy|therapies|toxic|toxicity|lysis|lytic|stenosis|centesis|philia|phobi[ac]|ectasis|ectasia"
    r"|oscopies|opath(?:ic|ies)|ometer)"
)
_SAFE_STARTS = re.compile(
    r"(?:anti|auto|bio|cardio|cyber|derma|electro|gastro|haem|hem|hepato|hyper|hypo|immuno|inter|intra"
    r"|micro|mis|multi|musculo|myo|neo|nephro|neuro|non|onco|ortho|"
    r"over|pan|para|peri|poly|post|pre|pseudo|psycho|radio|re|retro|semi|sub|super|tele|thrombo|trans|ultra|un|under|vaso)"
)


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists in memory; every word in small plain letters.

    `core` holds the most frequent ordinary words, `wide` the rest; `terms` are the terms of our own list;
    `phrases` the terms of several words, by their first word.
    """

    core: frozenset[str]
    wide: frozenset[str]
    terms: frozenset[str]
    eponyms: frozenset[str]
    tags: frozenset[str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    given: frozenset[str]
    family: frozenset[str]
    places: frozenset[str]

    def ordinary(self, word: str) -> bool:
        """Return whether a word in small letters is an ordinary word or a known term."""
        return word in self.core or word in self.wide or word in self.terms or self._built(word)

    def _built(self, word: str) -> bool:
        if len(word) < 5:
            return False
        if word.endswith("s") and (word[:-1] in self.wide or word[:-1] in self.core or word[:-1] in self.terms):
            return True
        if word in self.given:
            return False
        if _SAFE_ENDINGS.fullmatch(word):
            return True
        start = _SAFE_STARTS.match(word)
        return (
            bool(start) and len(word) - start.end() > 3 and (word[start.end() :] in self.core or word[start.end() :] in self.wide)
        )


def lists() -> Lists:
    """Return the word lists, read once: a hospital's own, or else the workshop's."""
    own = paths.data_dir() / "safe_words"
    return _read(own if own.is_dir() else paths.shipped_data_dir() / "safe_words")


@functools.lru_cache(maxsize=2)
def _read(folder: Path) -> Lists:
    core, wide = _groups(folder / "english.txt.gz")
    given, family = _groups(folder / "names.txt.gz")
    (places,) = _groups(folder / "places.txt.gz")
    terms, eponyms, tags, phrases = _terms(folder / "terms.txt")
    return Lists(
        core=core,
        wide=wide,
        terms=terms,
        eponyms=eponyms,
        tags=tags,
        phrases=phrases,
        given=given - core,
        family=family - core,
        places=places - core,
    )


def _groups(path: Path) -> list[frozenset[str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return [frozenset(group.split("\n")) for group in file.read().rstrip("\n").split("\n\n")]
    except FileNotFoundError:
        raise data.DataError(f"{path} is missing. Restore it from the workshop's copy.") from None
    except (OSError, EOFError, UnicodeDecodeError):
        raise data.DataError(f"{path} cannot be read. Restore it from the workshop's copy.") from None


def _terms(path: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, tuple[tuple[str, ...], ...]]]:
    """Return the terms, the eponyms among them, the hashtags, and the terms of several words."""
    try:
        lines = plain(path.read_text(encoding="utf-8"))[0].casefold().split("\n")
    except FileNotFoundError:
        raise data.DataError(f"{path} is missing. Restore it from the workshop's copy.") from None
    section, terms, eponyms, tags = "", set(), set(), set()
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for line in lines:
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == "phrases" and line:
            words = tuple(re.findall(r"[a-z]+(?:'[a-z]+)?", line))
            phrases.setdefault(words[0], []).append(words)
        elif section == "hashtags":
            tags.update(word.removeprefix("#") for word in line.split())
        elif section and line:
            words = {part for word in line.split() for part in (word, *word.split("-"))}
            terms |= words
            if section == "eponyms":
                eponyms |= words
    return frozenset(terms), frozenset(eponyms), frozenset(tags), {first: tuple(found) for first, found in phrases.items()}
