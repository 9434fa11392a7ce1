"""What people are asked to review: each case, question, story, drill, script and clause, with a mark of its content."""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..store import data

CLINICIAN, PRIVACY, LAW, COMMUNICATIONS, PERSONNEL = ROLES = ("clinician", "privacy", "law", "communications", "personnel")
# Where an entry stands, when it was looked up and how paper calls it: no reviewer judges that, and it may change freely.
_NOT_JUDGED = frozenset(
    ("number", "set", "lesson", "taught", "recalls", "form", "form_of", "reviewer", "as_of", "review_by", "checked_on")
)
_REVIEWER_OF_CLAUSE = {"lawyer": LAW, "hr": PERSONNEL}  # the others are called as here


@dataclass(frozen=True)
class ReviewItem:
    """One thing to review: its key, such as `case:four_hours`, whose reviews it needs, and its content as written."""

    key: str
    needs: tuple[str, ...]
    content: Any

    @property
    def kind(self) -> str:
        """What it is, as a key of `KINDS`."""
        return self.key.partition(":")[0]

    @property
    def name(self) -> str:
        """Its id among those of its kind."""
        return self.key.partition(":")[2]

    @property
    def mark(self) -> str:
        """Sixteen signs that change with the words, the key, the reasons or the sources."""
        written = json.dumps(judged(self.content), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(written.encode("utf-8")).hexdigest()[:16]


def judged(node: Any) -> Any:
    """Return the content without what no reviewer judges."""
    if isinstance(node, dict):
        return {key: judged(value) for key, value in node.items() if key not in _NOT_JUDGED}
    return [judged(value) for value in node] if isinstance(node, list | tuple) else node


Entries = Iterator[tuple[str, Any]]


def _listed(resource: str, within: str = "") -> Callable[[], Entries]:
    """Return a reader for the entries of a content file, by their ids."""

    def read() -> Entries:
        content = data.yaml_content(resource)
        return ((entry["id"], entry) for entry in (content[within] if within else content))

    return read


def _rows(table: str) -> Callable[[], Entries]:
    """Return a reader for the rows of a table, by their keys."""

    def read() -> Entries:
        key = data.primary_key(table)
        return ((getattr(row, key), dataclasses.asdict(row)) for row in data.rows(table))

    return read


def _whole(resource: str) -> Callable[[], Entries]:
    """Return a reader for a content file that is judged as a whole."""

    def read() -> Entries:
        yield resource, data.yaml_content(resource)

    return read


def _quizzes() -> Entries:
    return ((question["id"], question) for quiz in data.yaml_content("quizzes") for question in quiz["questions"])


def _votes() -> Entries:
    """Return the questions that only the slides of a session have."""
    for slide in data.yaml_content("session_slides"):
        own = slide.get("vote", {}).get("own")
        if own:
            yield own["id"], own


def _clauses() -> Entries:
    """Return the clauses of the policy, each with the law that it rests on."""
    content = data.yaml_content("policy_sections")
    for section in content["sections"]:
        for clause in section["clauses"]:
            basis = clause.get("basis")  # the name of one, or one of its own
            whole = {**clause, "rests_on": content["bases"][basis]} if isinstance(basis, str) else clause
            yield f"{section['id']}.{clause['id']}", whole


# For each kind: whose reviews it needs, and how its entries are read.
KINDS: dict[str, tuple[tuple[str, ...], Callable[[], Entries]]] = {
    "case": ((CLINICIAN,), _listed("cases", "cases")),
    "question": ((CLINICIAN,), _quizzes),
    "test": ((CLINICIAN, PRIVACY, COMMUNICATIONS), _listed("test_items", "items")),
    "story": ((CLINICIAN,), _listed("stories")),
    "drill": ((PRIVACY,), _listed("drills")),
    "script": ((LAW, CLINICIAN), _listed("scripts", "situations")),
    "clause": ((LAW,), _clauses),
    "repair": ((LAW, PRIVACY), _listed("policy_repairs", "clauses")),
    "post": ((CLINICIAN,), _listed("recognise_cases", "cases")),
    "statement": ((CLINICIAN,), _listed("spot_the_error")),
    "service": ((CLINICIAN,), _rows("service_cards")),
    "platform": ((CLINICIAN,), _rows("platform_cards")),
    "draft": ((PRIVACY,), _rows("sample_posts")),
    "vote": ((CLINICIAN,), _votes),
    "contact": ((CLINICIAN,), _whole("contact_rules")),
    "channel": ((CLINICIAN,), _whole("channel_rules")),
    "plan": ((CLINICIAN,), _whole("commitments")),
    "card": ((CLINICIAN,), _whole("pocket_card")),
    "local": ((PRIVACY,), _whole("local_card")),
    "guide": ((CLINICIAN, PRIVACY), _whole("facilitator_guide")),
}


def keys_of(kind: str) -> tuple[str, ...]:
    """Return the keys of all items of a kind, in the order of their file."""
    return tuple(_of_kind(kind))


def item(key: str) -> ReviewItem:
    """Return one item by its key.

    Raises
    ------
    UnknownName
        If nothing has this key.
    """
    kind = key.partition(":")[0]
    found = _of_kind(kind).get(key) if kind in KINDS else None
    if found is None:
        raise data.UnknownName(f"There is nothing to review called {key!r}.")
    return found


def _of_kind(kind: str) -> dict[str, ReviewItem]:
    needs, read = KINDS[kind]
    return {f"{kind}:{name}": ReviewItem(f"{kind}:{name}", _needs(needs, entry), entry) for name, entry in read()}


def _needs(usual: tuple[str, ...], entry: Any) -> tuple[str, ...]:
    own = entry.get("reviewer", "")
    return (_REVIEWER_OF_CLAUSE.get(own, own),) if own else usual
