"""How the privacy checker does on posts whose writers had seen neither its rules nor its cases.

python tests/benchmarks/privacy_blind.py                       the blind posts: the figures that are published
python tests/benchmarks/privacy_blind.py --set development     the posts on which the rules were tuned
python tests/benchmarks/privacy_blind.py --misses              what was missed, and the harmless posts at stop

A marked stretch is found if a finding of any severity shares at least one letter or figure with it. It is covered if the
findings together hold every letter and figure of it. Intervals are Wilson's, 95 per cent.
"""

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from medsocial.model.intervals import wilson
from medsocial.model.privacy import check

SETS = {name: Path(__file__).resolve().parents[1] / "model" / f"{name}_posts.jsonl" for name in ("blind", "development")}


@dataclass
class Share:
    """How many of how many."""

    part: int = 0
    whole: int = 0

    def add(self, counts):
        """Count one more."""
        self.part += bool(counts)
        self.whole += 1

    def __str__(self):
        if not self.whole:
            return "-"
        low, high = wilson(self.part, self.whole)
        return f"{self.part}/{self.whole} = {self.part / self.whole:.2f} ({low:.2f}-{high:.2f})"


@dataclass
class Score:
    """What the checker found in a set of posts."""

    found: Share = field(default_factory=Share)
    covered: Share = field(default_factory=Share)
    loud: Share = field(default_factory=Share)
    posts: Share = field(default_factory=Share)
    stop: Share = field(default_factory=Share)
    any_mark: Share = field(default_factory=Share)
    by_kind: dict = field(default_factory=lambda: defaultdict(Share))
    stop_by_kind: dict = field(default_factory=lambda: defaultdict(Share))
    missed: list = field(default_factory=list)
    alarms: list = field(default_factory=list)


def read(name):
    """Return the posts of a set."""
    return [json.loads(line) for line in SETS[name].read_text(encoding="utf-8").splitlines() if line.strip()]


def places(post):
    """Return each marked stretch of a post as (start, end, kind); two alike stand in the order of the text."""
    marked, taken = [], defaultdict(int)
    for mark in post["marks"]:
        start = post["text"].find(mark["text"], taken[mark["text"]])
        if start < 0:
            raise ValueError(f"{post['id']}: {mark['text']!r} does not stand in the post")
        taken[mark["text"]] = start + 1
        marked.append((start, start + len(mark["text"]), mark["kind"]))
    return marked


def score(posts):
    """Return the score of the checker on these posts."""
    result = Score()
    for post in posts:
        text, findings = post["text"], check(post["text"]).findings
        held = {place for f in findings for place in range(f.start, f.end)}
        said = {place for f in findings if f.severity != "note" for place in range(f.start, f.end)}
        touched = False
        for start, end, kind in places(post):
            signs = {place for place in range(start, end) if text[place].isalnum()}
            hit = bool(signs & held)
            touched = touched or hit
            result.found.add(hit)
            result.covered.add(signs <= held)
            result.loud.add(signs & said)
            result.by_kind[kind].add(hit)
            if not hit:
                result.missed.append((post["id"], kind, text[start:end], text))
        if post["marks"]:
            result.posts.add(touched)
        else:
            stops = [text[f.start : f.end] for f in findings if f.severity == "stop"]
            result.stop.add(stops)
            result.any_mark.add(findings)
            result.stop_by_kind[post["kind"]].add(stops)
            if stops:
                result.alarms.append((post["id"], post["kind"], stops, text))
    return result


def lines(name):
    """Return the figures of a set as lines of text."""
    posts = read(name)
    result = score(posts)
    marked = [post for post in posts if post["marks"]]
    kinds = sorted(result.by_kind.items())
    return [
        f"{name} set: {len(marked)} posts with marked stretches, {len(posts) - len(marked)} harmless ones",
        f"  stretches found                    {result.found}",
        f"  stretches covered whole            {result.covered}",
        f"  stretches found at stop or think   {result.loud}",
        f"  posts in which a stretch was found {result.posts}",
        f"  harmless posts with a mark at stop {result.stop}",
        f"  harmless posts with any mark       {result.any_mark}",
        "  found, by kind of stretch:",
        *(f"    {kind:32} {share}" for kind, share in kinds),
        "  at stop, by kind of harmless post:",
        *(f"    {kind:32} {share}" for kind, share in sorted(result.stop_by_kind.items())),
    ]


def main():
    """Print the figures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=sorted(SETS), default="blind")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    print("\n".join(lines(asked.set)))
    if asked.misses:
        result = score(read(asked.set))
        for entry in (*result.missed, *result.alarms):
            print("  ", *map(repr, entry))


if __name__ == "__main__":
    main()
