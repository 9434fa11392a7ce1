"""What people are asked to review: each case, question, story, drill, script and clause, with a mark of its content."""

import dataclasses
import functools
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

    @functools.cached_property
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


def _listed(content: Any, within: str = "") -> Entries:
    """Yield the entries of a content file, by their ids."""
    return ((entry["id"], entry) for entry in (content[within] if within else content))


def _rows(rows: data.Rows) -> Entries:
    """Yield the rows of a table, by their keys, which stand first."""
    for row in rows:
        cells = dataclasses.asdict(row)
        yield next(iter(cells.values())), cells


def _quizzes(content: Any) -> Entries:
    return ((question["id"], question) for quiz in content for question in quiz["questions"])


def _votes(content: Any) -> Entries:
    """Yield the questions that only the slides of a session have."""
    owns = (slide.get("vote", {}).get("own") for slide in content)
    return ((own["id"], own) for own in owns if own)


def _clauses(content: Any) -> Entries:
    """Yield the clauses of the policy, each with the law that it rests on."""
    for section in content["sections"]:
        for clause in section["clauses"]:
            basis = clause.get("basis")  # the name of one, or one of its own
            whole = {**clause, "rests_on": content["bases"][basis]} if isinstance(basis, str) else clause
            yield f"{section['id']}.{clause['id']}", whole


def _within(name: str) -> Callable[[Any], Entries]:
    return lambda content: _listed(content, name)


# For each kind: whose reviews it needs, its table or content file, and how its entries are read; a file without a reader
# is judged as a whole.
KINDS: dict[str, tuple[tuple[str, ...], str, Callable[[Any], Entries] | None]] = {
    "case": ((CLINICIAN,), "cases", _within("cases")),
    "question": ((CLINICIAN,), "quizzes", _quizzes),
    "test": ((CLINICIAN, PRIVACY, COMMUNICATIONS), "test_items", _within("items")),
    "story": ((CLINICIAN,), "stories", _listed),
    "drill": ((PRIVACY,), "drills", _listed),
    "script": ((LAW, CLINICIAN), "scripts", _within("situations")),
    "clause": ((LAW,), "policy_sections", _clauses),
    "repair": ((LAW, PRIVACY), "policy_repairs", _within("clauses")),
    "post": ((CLINICIAN,), "recognise_cases", _within("cases")),
    "statement": ((CLINICIAN,), "spot_the_error", _listed),
    "service": ((CLINICIAN,), "service_cards", _rows),
    "platform": ((CLINICIAN,), "platform_cards", _rows),
    "draft": ((PRIVACY,), "sample_posts", _rows),
    "vote": ((CLINICIAN,), "session_slides", _votes),
    "contact": ((CLINICIAN,), "contact_rules", None),
    "channel": ((CLINICIAN,), "channel_rules", None),
    "plan": ((CLINICIAN,), "commitments", None),
    "card": ((CLINICIAN, PRIVACY), "pocket_card", None),
    "local": ((PRIVACY,), "local_card", None),
    "guide": ((CLINICIAN, PRIVACY), "facilitator_guide", None),
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


# The items of each kind with the content that they were made from: it is another object once the file has changed.
_made: dict[str, tuple[Any, dict[str, ReviewItem]]] = {}


def _of_kind(kind: str) -> dict[str, ReviewItem]:
    needs, resource, read = KINDS[kind]
    content = data.rows(resource) if read is _rows else data.yaml_content(resource)
    if kind not in _made or _made[kind][0] is not content:
        entries = read(content) if read else [(resource, content)]
        items = {f"{kind}:{name}": ReviewItem(f"{kind}:{name}", _needs(needs, entry), entry) for name, entry in entries}
        _made[kind] = content, items
    return _made[kind][1]


def _needs(usual: tuple[str, ...], entry: Any) -> tuple[str, ...]:
    own = entry.get("reviewer", "")
    return (_REVIEWER_OF_CLAUSE.get(own, own),) if own else usual
