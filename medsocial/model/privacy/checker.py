"""The privacy checker: findings in a post, and what they say together."""

from dataclasses import dataclass, replace

from . import ages, clues, dates, geography, internet, language, names, numbers, phones, tokens, vehicles
from .finding import LETTERS, SEVERITIES, Finding, Hit, clue_kind, content
from .normal import given, plain
from .words import lists

# Where two rules claim the same words, the one named first wins.
ORDER = (
    "email",
    "email_public",
    "link_profile",
    "link",
    "ip_address",
    "ssn",
    "ssn_part",
    "number_part",
    "national_id",
    "record_number",
    "plan_number",
    "account_number",
    "licence_number",
    "vehicle",
    "device",
    "fax",
    "date_birth",
    "address",
    "coordinates",
    "helpline",
    "phone",
    "zip_small",
    "postcode",
    "zip_three",
    "date_full",
    "age_over_89",
    "code",
    "name_tag",
    "handle",
    "name_kin",
    "name_titled",
    "name_initial",
    "name_staff",
    "facility",
    "road",
    "name_given",
    "place",
    "name_unknown",
    "date_part",
    "date_relative",
    "biometric",
    "mark",
    "photo",
    "news",
    "event",
    "rare",
    "unique",
    "job",
    "relative",
    "small_place",
    "bed",
    "name_maybe",
    "name_unsure",
    "age",
)
_FINDERS = (internet, numbers, vehicles, phones, dates, ages, geography, clues)
_RANK = {rule: rank for rank, rule in enumerate(ORDER)}
# Not worth a mark of their own where nobody is described.
_ONLY_WITH_PERSON = frozenset(
    ("unique", "rare", "event", "news", "small_place", "relative", "job", "age", "date_relative")
)
_SURELY_A_PERSON = frozenset(("name_kin", "date_birth", "record_number", "licence_number", "plan_number", "national_id", "ssn"))
_PUBLIC = {"date_full": dates.is_announced, "name_given": names.is_public}
_NAMES = frozenset(("name_titled", "name_given", "name_tag", "name_initial"))


@dataclass(frozen=True)
class Report:
    """What the checker says of one post.

    Attributes
    ----------
    findings : tuple of Finding
        In the order of the text; they do not overlap.
    in_sum : tuple of str
        Kinds of clue that stand together, as keys of `clues` in `privacy_rules.yaml`; empty for fewer than two.
    english : bool
        False if the text does not look like English: the check then says nothing reliable.
    about_a_person : bool
        Whether the post seems to describe one person.
    """

    findings: tuple[Finding, ...]
    in_sum: tuple[str, ...]
    english: bool
    about_a_person: bool

    def count(self, severity: str) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)


def find_identifiers(text: str) -> tuple[Finding, ...]:
    """Return the stretches of a text that could identify someone.

    Works in memory only: nothing is stored, logged or sent. Finding nothing proves nothing.

    Parameters
    ----------
    text : str
        A draft post; invented or public text only.

    Returns
    -------
    tuple of Finding
        Each with `start`, `end`, `category`, `severity`, `reason` and `suggestion`, in the order of the text.

    Examples
    --------
    >>> ms.find_identifiers("Saw Mrs Kowalczuk today, lovely as ever.")
    """
    return check(text).findings


def check(text: str) -> Report:
    """Return findings, the clues in sum, and whether the text could be read at all."""
    known = lists()
    flat, places = plain(text)
    said = tokens.split(flat, known)
    caseless = _caseless(said)
    person = clues.about_a_person(flat)
    hits = [hit for finder in _FINDERS for hit in finder.find(flat)]
    hits += names.find(flat, said, known, caseless, person)
    rules = content()["rules"]
    found = {hit.rule for hit in hits}
    person = person or bool(found & _SURELY_A_PERSON) or "age_over_89" in found and bool(found & _NAMES)
    perhaps = person or _perhaps_a_person(hits, rules)
    hits = _without_overlap(_sensible(hits, flat, perhaps))
    kinds = [clue_kind(rules[hit.rule]) for hit in hits]
    sum_of = tuple(dict.fromkeys(kind for kind in kinds if kind)) if perhaps else ()
    sum_of = sum_of if len(sum_of) > 1 else ()
    others = any(hit.rule != "age" for hit in hits)  # an age alone narrows nothing
    findings = []
    for hit, kind in zip(hits, kinds, strict=True):
        if hit.rule == "age" and not others:
            continue
        public = hit.rule in _PUBLIC and _PUBLIC[hit.rule](flat, hit.start, hit.end)
        finding = _finding(hit, rules[hit.rule], person and not public, in_sum=bool(kind and sum_of))
        start, end = given(hit.start, hit.end, places, len(text))
        findings.append(replace(finding, start=start, end=end))
    return Report(tuple(findings), sum_of, language.looks_english(said), person)


def _perhaps_a_person(hits: list[Hit], rules: dict[str, dict[str, str]]) -> bool:
    """Return whether a name stands in the post, or two kinds of clue of which one is about people."""
    if any(hit.rule in _NAMES for hit in hits):
        return True
    kinds = {clue_kind(rules[hit.rule]) for hit in hits} - {"", "age"}
    return len(kinds) > 1 and bool(kinds & {"job", "relative", "unique", "rare", "event", "news"})


def _finding(hit: Hit, rule: dict[str, str], person: bool, in_sum: bool) -> Finding:
    severity = rule["severity"] if person else rule["without_person"]
    if rule["category"] == "clue" and in_sum:
        severity = "think"
    category = rule["category"] if rule["category"] == "clue" else rule["category"].upper()
    return Finding(hit.start, hit.end, category, severity, rule["reason"], rule["suggestion"], hit.rule)


def _caseless(said: list[tokens.Token]) -> bool:
    """Return whether capitals say nothing: nearly all letters are small, or nearly all large."""
    words = [t for t in said if len(t.word) > 1 and not t.mark and t.kind != tokens.NUMBER]
    small = sum(not t.capital for t in words)
    large = sum(t.word.isupper() for t in words)
    return bool(words) and (small == len(words) or (large >= 0.8 * len(words) and len(words) > 2))


def _sensible(hits: list[Hit], text: str, person: bool) -> list[Hit]:
    kept = []
    for hit in hits:
        end = hit.end
        while end > hit.start and text[end - 1] in " .,;:" and hit.rule != "name_initial":
            end -= 1
        hit = hit._replace(end=end)
        if hit.end <= hit.start or (not person and hit.rule in _ONLY_WITH_PERSON):
            continue
        if not person and hit.rule in ("date_full", "date_part") and dates.is_public(text, hit.start, hit.end):
            continue
        kept.append(hit)
    return kept


def _without_overlap(hits: list[Hit]) -> list[Hit]:
    """Return the hits in order; of overlapping ones the higher rule stays, then the longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, _RANK[h.rule], -h.end)):
        while kept and kept[-1].end > hit.start:
            rival = kept[-1]
            if (_RANK[rival.rule], rival.start - rival.end) <= (_RANK[hit.rule], hit.start - hit.end):
                break
            kept.pop()
        else:
            kept.append(hit)
    return kept


__all__ = ["LETTERS", "SEVERITIES", "Finding", "Report", "check", "find_identifiers"]
