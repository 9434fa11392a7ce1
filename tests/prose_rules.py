"""The house rules of prose, as functions that return what breaks them."""

import hashlib
import html
import re

MEAN_WORDS, LONGEST = 17, 32
# Pieces shorter than this are labels, not sentences; they would make the mean look better than it is.
SENTENCE_WORDS = 4
SHINGLE = 8

AMERICAN = {
    "analyz": "analys",
    "anesthes": "anaesthes",
    "behavior": "behaviour",
    "canceled": "cancelled",
    "catalog": "catalogue",
    "center": "centre",
    "color": "colour",
    "counseling": "counselling",
    "counselor": "counsellor",
    "defense": "defence",
    "favor": "favour",
    "favorit": "favourit",
    "fulfill": "fulfil",
    "gray": "grey",
    "gynecolog": "gynaecolog",
    "harbor": "harbour",
    "hematolog": "haematolog",
    "honor": "honour",
    "humor": "humour",
    "judgment": "judgement",
    "labeled": "labelled",
    "labor": "labour",
    "learned": "learnt",
    "license plate": "number plate",
    "modeling": "modelling",
    "neighbor": "neighbour",
    "pediatric": "paediatric",
    "rumor": "rumour",
    "skeptic": "sceptic",
    "traveled": "travelled",
    "tumor": "tumour",
}
WHOLE_WORDS = ("catalog", "gray", "labor", "learned", "fulfill", "judgment", "center")
NOT_A_SUFFIX = "size|sized|sizes|resize|prize|prizes|seize|seized|capsize|oversized|maize"
PROPER_NAMES = ("World Health Organization", "Organization for Economic", "Pew Research Center")
UNWANTED = [
    "at the end of the day",
    "game.?chang",
    "cutting.edge",
    "state.of.the.art",
    "deep dive",
    "dive in",
    "unlock",
    "unleash",
    "leverag",
    "seamless",
    "robust",
    "empower",
    "journey",
    "landscape",
    "tapestry",
    "delve",
    "harness",
    "revolutioni",
    "world.class",
    "best.in.class",
    "in today's world",
    "digital age",
    "fast.paced",
    "ever.(changing|evolving)",
    "needless to say",
    "it goes without saying",
    "low.hanging fruit",
    "think outside the box",
    "tip of the iceberg",
    "double.edged sword",
    "bite the bullet",
    "rule of thumb",
    "piece of cake",
    "hit the ground",
    "ballpark",
    "touch base",
    "move the needle",
    "exciting",
    "amazing",
    "awesome",
    "incredibl",
    "simply put",
    "literally",
    "basically",
    "very unique",
    "in order to",
    "utili[sz]",
    "going forward",
    "take.?away message",
    "rabbit hole",
    "silver bullet",
    "a wealth of",
    "plethora",
    "myriad",
    "crucial",
    "pivotal",
    "vital role",
    "it is important to note",
    "please note that",
]
# Known to every reader of a hospital page without being opened.
KNOWN = set(
    ["UK", "US", "EU", "USA", "CSV", "PDF", "HTML", "DVD", "TV", "ID", "PIN", "QR", "USB", "OK", "HIV", "DNA"]
    + ["MIT", "CC", "BY", "DOI", "NHS", "GP", "COVID", "AM", "PM", "BBC", "SMS", "FAQ", "URL", "PC"]
    + ["DXY"]  # a platform's name
)
_ABBREVIATION = re.compile(r"(?<![\w./@#-])([A-Z]{2,}[a-z]?)(?:s|['’]s)?(?![\w/@]|\.\w)")
_WORD = re.compile(r"[^\W_](?:[\w’'.,%/@-]*[\w%])?|\{\w+\}")
_END = re.compile(r"(?<=[.?!…])[\"”’')]*\s+(?=[\"“‘'(]?[A-ZÀ-Ý\d{])")


def plain(markdown):
    """Return markdown as text: no code, tags, tables' rules, addresses or marks of emphasis."""
    text = re.sub(r"```.*?```|<!--.*?-->|<style.*?</style>", " ", markdown, flags=re.DOTALL)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<https?://[^>]*>|https?://\S+", " ", text)
    # A block's end ends a sentence; a mark inside a line does not.
    text = re.sub(
        r"</?(?:p|li|h\d|summary|details|div|td|th|tr|br|ul|ol|figcaption|caption)\b[^>]*>", "\n", text
    )
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = re.sub(r"`[^`]*`", "it", text)
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w))", "", text)


def pieces(text):
    """Return the sentences, headings and list items of a plain text."""
    blocks, current = [], ""
    for line in text.split("\n"):
        starts_anew = re.match(r"\s*(?:[-*+•>|]|\d+\.|#{1,6})\s", line) or not line.strip()
        if starts_anew:
            blocks.append(current)
            current = ""
        cells = line.split("|") if line.lstrip().startswith("|") else [line]
        blocks += cells[:-1]
        current += " " + re.sub(r"^\s*(?:[-*+•>]|\d+\.|#{1,6})\s+", "", cells[-1])
        if line.lstrip().startswith("#"):
            blocks.append(current)
            current = ""
    blocks.append(current)
    found = [piece.strip() for block in blocks for piece in _END.split(" ".join(block.split()))]
    return [piece for piece in found if words(piece)]


def words(piece):
    """Return the words of a piece of text."""
    return _WORD.findall(piece)


def length_problems(text):
    """Return sentences that are too long, and the mean if it is."""
    lengths = {piece: len(words(piece)) for piece in pieces(text)}
    problems = [f"{count} words: {piece}" for piece, count in lengths.items() if count > LONGEST]
    counted = [count for count in lengths.values() if count >= SENTENCE_WORDS]
    if counted and (mean := sum(counted) / len(counted)) > MEAN_WORDS:
        problems.append(f"the mean sentence has {mean:.1f} words")
    return problems


def wording_problems(text):
    """Return exclamation marks, American spellings, idiom, hype and filler."""
    problems = [
        "an exclamation mark: " + text[max(0, m.start() - 40) : m.end()] for m in re.finditer("!", text)
    ]
    rest = text
    for name in PROPER_NAMES:
        rest = rest.replace(name, "")
    for american, british in AMERICAN.items():
        ending = r"s?\b" if american in WHOLE_WORDS else ""
        if found := re.search(rf"\b{american}{ending}", rest, re.IGNORECASE):
            problems.append(f"{found.group()!r}: here it is {british!r}")
    for found in re.finditer(r"\b\w{2,}i[sz](?:e[ds]?|ing|ations?|er)\b", rest, re.IGNORECASE):
        if "iz" in found.group().lower()[-8:] and not re.fullmatch(
            NOT_A_SUFFIX, found.group(), re.IGNORECASE
        ):
            problems.append(f"{found.group()!r}: here it is written with s")
    problems += [
        f"idiom, hype or filler: {m.group()!r}"
        for m in re.finditer(rf"\b(?:{'|'.join(UNWANTED)})", text, re.I)
    ]
    return problems


def unopened(text):
    """Return abbreviations that are used before they are opened, as in `General Medical Council (GMC)`."""
    problems, opened = [], set(KNOWN)
    for found in _ABBREVIATION.finditer(text):
        short = found.group(1)
        in_brackets = re.search(r"\w[\w’'. -]*\s\($", text[max(0, found.start() - 200) : found.start()]) is not None
        explained_after = re.match(r"\s\([\w’' -]{6,}", text[found.end() :]) is not None
        if in_brackets or explained_after:
            opened.add(short)
        elif short not in opened and not re.fullmatch(r"[IVXLC]+|O\d?", short):
            problems.append(short)
            opened.add(short)
    return problems


def shingles(text):
    """Return a short hash of every run of eight words of a text."""
    run = re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
    runs = (" ".join(run[i : i + SHINGLE]) for i in range(len(run) - SHINGLE + 1))
    return {hashlib.sha256(r.encode()).hexdigest()[:16]: r for r in runs}
