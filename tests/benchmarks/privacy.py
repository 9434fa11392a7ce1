"""How well the privacy checker finds what could identify someone.

python tests/benchmarks/privacy.py                     the posts written for this project, both parts
python tests/benchmarks/privacy.py --part tuned        one part; --misses lists what was missed or wrong
python tests/benchmarks/privacy.py --public FILE       600 texts of a public synthetic set (synth_dataset_v2.json)
python tests/benchmarks/privacy.py --presidio          the same posts with Presidio, where that is installed
"""

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from medsocial.model.intervals import wilson
from medsocial.model.privacy import check

POSTS = Path(__file__).resolve().parents[1] / "data" / "privacy_posts.txt"
_GOLD = re.compile(r"\{([A-R]|clue):([^{}]*)\}")


def posts():
    """Return the posts: part, whether about a person, plain text, gold spans (start, end, category)."""
    found = []
    for line in POSTS.read_text(encoding="utf-8").split("\n"):
        if line[:2] not in ("+ ", "- "):
            continue
        text, gold, last = "", [], 2
        for match in _GOLD.finditer(line):
            text += line[last : match.start()]
            gold.append((len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            last = match.end()
        part = "unseen" if len(found) % 3 == 2 else "tuned"
        found.append((part, line[0] == "+", text + line[last:], gold))
    return found


def own_findings(text):
    """Return the checker's findings as (start, end, category, severity)."""
    return [(f.start, f.end, f.category, f.severity) for f in check(text).findings]


def score(chosen, find):
    """Return counts: by category found, found in the right category, of; marks right and all; posts at stop."""
    gold_counts, any_hit, right = defaultdict(int), defaultdict(int), defaultdict(int)
    marks = good = stops = harmless = 0
    missed, wrong = [], []
    for _part, harmful, text, gold in chosen:
        found = find(text)
        for start, end, category in gold:
            over = [f for f in found if f[0] < end and f[1] > start]
            gold_counts[category] += 1
            any_hit[category] += bool(over)
            right[category] += any(f[2] == category for f in over)
            if not over:
                missed.append((category, text[start:end], text))
            elif not any(f[2] == category for f in over):
                wrong.append((category, text[start:end], [f[2] for f in over], text))
        if harmful:
            loud = [f for f in found if f[3] != "note"]
            marks += len(loud)
            good += sum(any(f[0] < e and f[1] > s for s, e, _c in gold) for f in loud)
        else:
            harmless += 1
            if any(f[3] == "stop" for f in found):
                stops += 1
                wrong.append(("harmless", [text[f[0] : f[1]] for f in found if f[3] == "stop"], "stop", text))
    return gold_counts, any_hit, right, (good, marks), (stops, harmless), missed, wrong


def share(part, whole):
    """Return a share with its 95 % interval, in words."""
    if not whole:
        return "-"
    low, high = wilson(part, whole)
    return f"{part}/{whole} = {part / whole:.2f} ({low:.2f}-{high:.2f})"


def report(title, chosen, find, show_misses):
    """Print one table."""
    gold, hit, right, (good, marks), (stops, harmless), missed, wrong = score(chosen, find)
    letters = [c for c in sorted(gold) if c != "clue"]
    print(f"\n{title}: {len(chosen)} posts")
    for category in [*letters, "clue"]:
        print(
            f"  {category:5} found {share(hit[category], gold[category]):32} right category "
            f"{share(right[category], gold[category])}"
        )
    print("  A-R   found", share(sum(hit[c] for c in letters), sum(gold[c] for c in letters)))
    print("  A-R   right category", share(sum(right[c] for c in letters), sum(gold[c] for c in letters)))
    print("  marks at stop or think that touch a labelled stretch:", share(good, marks))
    print("  harmless posts with a mark at stop:", share(stops, harmless))
    if show_misses:
        for category, words, text in missed:
            print(f"    missed {category} {words!r} in {text!r}")
        for entry in wrong:
            print("    wrong", *map(repr, entry))


PUBLIC = {
    "name": ("PERSON",),
    "place": ("GPE", "STREET_ADDRESS"),
    "date": ("DATE_TIME",),
    "phone": ("PHONE_NUMBER",),
    "other number or link": (
        "CREDIT_CARD",
        "US_SSN",
        "EMAIL_ADDRESS",
        "IP_ADDRESS",
        "IBAN_CODE",
        "DOMAIN_NAME",
        "US_DRIVER_LICENSE",
    ),
}


def public(path, find):
    """Print recall on the public set, any finding counting."""
    texts = json.loads(Path(path).read_text(encoding="utf-8"))[:600]
    hits, total, touching, all_marks = defaultdict(int), defaultdict(int), 0, 0
    from babel import Locale

    countries = {name.casefold() for name in Locale("en").territories.values()} | {"czech republic", "usa", "uk"}
    kinds = {kind: name for name, members in PUBLIC.items() for kind in members}
    for entry in texts:
        found = find(entry["full_text"])
        spans = [(s["start_position"], s["end_position"], s["entity_type"]) for s in entry["spans"]]
        for start, end, kind in spans:
            words = entry["full_text"][start:end].casefold()
            # The rule lets a country and a bare year stand.
            if kind == "GPE" and words in countries or kind == "DATE_TIME" and re.fullmatch(r"(19|20)\d\d", words):
                continue
            if kind in kinds:
                total[kinds[kind]] += 1
                hits[kinds[kind]] += any(f[0] < end and f[1] > start for f in found)
        all_marks += len(found)
        touching += sum(any(f[0] < e and f[1] > s for s, e, _k in spans) for f in found)
    print(f"\npublic set: {len(texts)} texts")
    for name in PUBLIC:
        print(f"  {name:22} found {share(hits[name], total[name])}")
    print("  marks that touch a labelled stretch:", share(touching, all_marks))


def presidio_finder(model):
    """Return Presidio's findings, with its entities put into our categories; its address look-ups stay off."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=models).create_engine(), supported_languages=["en"])
    letters = {
        "PERSON": "A",
        "LOCATION": "B",
        "DATE_TIME": "C",
        "PHONE_NUMBER": "D",
        "EMAIL_ADDRESS": "F",
        "US_SSN": "G",
        "UK_NHS": "H",
        "MEDICAL_LICENSE": "K",
        "US_DRIVER_LICENSE": "K",
        "US_PASSPORT": "K",
        "URL": "N",
        "IP_ADDRESS": "O",
        "CREDIT_CARD": "J",
        "IBAN_CODE": "J",
        "US_BANK_NUMBER": "J",
    }
    return lambda text: [(r.start, r.end, letters.get(r.entity_type, "R"), "stop") for r in engine.analyze(text, "en")]


def speed():
    """Print processor time for posts and longer texts, and how often the words could be counted meanwhile."""
    chosen = [text for _p, _h, text, _g in posts()]
    check(chosen[0])

    def work(function, texts):
        """Return the least processor time of five rounds, in milliseconds a text."""
        times = []
        for _round in range(5):
            start = time.process_time()
            for text in texts:
                function(text)
            times.append(time.process_time() - start)
        return min(times) * 1000 / len(texts)

    joined = " ".join(chosen) * 8
    rows = [("our posts", chosen), ("280", [joined[n * 280 : n * 280 + 280] for n in range(40)])]
    rows += [(str(length), [joined[:length]]) for length in (500, 5_000, 50_000, 100_000)]
    for label, texts in rows:
        took, words = work(check, texts), work(lambda text: Counter(re.findall(r"\w+", text.casefold())), texts)
        signs = sum(map(len, texts)) / len(texts)
        ratio, each = took / words, took / signs * 1000
        print(f"  {label:>9} ({signs:6.0f} characters): {took:6.1f} ms, {ratio:4.0f} counts of words, {each:4.1f} µs a character")


def main():
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("tuned", "unseen"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--public")
    parser.add_argument("--presidio", metavar="MODEL", help="name or folder of an English spaCy model")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    find = presidio_finder(asked.presidio) if asked.presidio else own_findings
    for part in [asked.part] if asked.part else ["tuned", "unseen"]:
        report(part, [p for p in posts() if p[0] == part], find, asked.misses)
    if asked.public:
        public(asked.public, find)
    if asked.speed:
        speed()


if __name__ == "__main__":
    main()
