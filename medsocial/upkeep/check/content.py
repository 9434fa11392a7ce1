"""The YAML content files: their layout and the sources they name."""

import datetime as dt
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...store.data import AT_SOURCE
from ...store.yaml_text import yaml_loader
from . import cards, schema, stories
from .files import read_text
from .problem import Problem, fault

INDENTS = "Compare the indents, colons and quotation marks with the lines above."


Claim = tuple[Problem, str, tuple[str, ...]]


def check(folder: Path, described: list[str]) -> tuple[int, list[Problem], list[tuple[Problem, str]], list[Claim]]:
    """Return the count of files, their faults, and the source names and the claims to have read, with a fault ready for each."""
    faults: list[Problem] = []
    named: list[tuple[Problem, str]] = []
    claims: list[Claim] = []
    found = {path.name for ending in ("*.yaml", "*.yml") for path in folder.glob(ending)}
    found -= {path.name for path in cards.files(folder)} - set(described)  # `cards` looks at these
    for name in sorted(found - set(described)):
        rule = "the file is not named in datapackage.json"
        faults.append(fault(name, rule, "Describe it there, or remove it."))
    for name in sorted(found | set(described)):
        text, broken = read_text(folder / name, name)
        faults += broken
        content = _load(name, text) if text is not None else schema.Content()
        faults += content.faults
        if content.node is not None:
            wrong = schema.compare(folder, name, content) or list(_doubled(name, content.node, ""))
            # A story that keeps the layout may still lose its reader.
            faults += wrong or (stories.faults(name, content.node, content.loaded) if name == stories.FILE else [])
            for place, word, line in _sources(content.node, ""):
                unknown = fault(name, "is not in sources.csv", "", row=line, column=place, value=word)
                named.append((unknown, word))
            for place, status, sources, line in _claims(content.node, ""):
                claims.append((fault(name, "", "", row=line, column=place, value=status), status, sources))
    return len(found), faults, named, claims


@functools.lru_cache(maxsize=64)  # most files are as they were when a folder is checked again
def _load(name: str, text: str) -> schema.Content:
    """Return what a file holds, or why it cannot be read."""
    import yaml

    line = next((n for n, words in enumerate(text.split("\n"), start=1) if _has_stray_bytes(words)), None)
    if line:
        rule = "the line holds bytes that are not UTF-8"
        return schema.Content(faults=(fault(name, rule, "Save the file again as UTF-8.", row=line),))
    try:
        node = _composed(text)
        if node is None:
            return schema.Content(faults=(fault(name, "the file is empty", "Put back its content."),))
        repeated = tuple(_repeated(name, node, ""))
        return schema.Content(node, _plain(yaml.SafeLoader("").construct_document(node)), repeated)
    except yaml.YAMLError as error:
        broken = fault(name, f"the layout is broken ({_reason(error)})", INDENTS, row=_line(error, text))
    except RecursionError:
        broken = fault(name, "an entry contains itself", "Remove the sign & or * from the file.")
    except (ValueError, TypeError, AttributeError) as error:
        broken = fault(name, f"a value cannot be read ({error})", "Put it in quotation marks.")
    return schema.Content(faults=(broken,))


def _composed(text: str) -> Any:
    """Return the layout; only the slow reader says well what is wrong with a broken one."""
    import yaml

    try:
        return yaml.compose(text, Loader=yaml_loader(text))
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _has_stray_bytes(text: str) -> bool:
    return any("\udc80" <= sign <= "\udcff" for sign in text)


def _reason(error: Any) -> str:
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    return " ".join(str(said).split())


def _line(error: Any, text: str) -> int | None:
    mark, position = getattr(error, "problem_mark", None), getattr(error, "position", None)
    if mark:
        return mark.line + 1
    return text[:position].count("\n") + 1 if isinstance(position, int) else None


def _plain(node: Any) -> Any:
    """Return the content with dates as text: a schema knows no other."""
    if isinstance(node, dict):
        return {str(k): _plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_plain(v) for v in node]
    return node.isoformat() if isinstance(node, dt.date) else node


def _repeated(name: str, node: Any, place: str) -> list[Problem]:
    """Return a fault for every entry that stands twice; the YAML reader would keep the last in silence."""
    found, seen = [], {}
    for word, child in schema.children(node):
        here = f"{place}.{word}" if place else word
        line = child.start_mark.line + 1
        if word in seen:
            rule = f"this entry stands already in line {seen[word]}"
            found.append(fault(name, rule, "Remove one of the two.", row=line, column=here))
        seen[word] = line
        found += _repeated(name, child, here)
    return found


def _doubled(name: str, node: Any, place: str) -> Iterator[Problem]:
    """Yield a fault for every id that stands twice in one list: answers are kept under it."""
    seen: dict[str, int] = {}
    for word, child in schema.children(node):
        here = f"{place}.{word}" if place else word
        # Only lists: the entries of a group are named by words, those of a list by their place.
        own = dict(schema.children(child)).get("id") if word.isdigit() else None
        if own is not None and isinstance(own.value, str):
            line = own.start_mark.line + 1
            if own.value in seen:
                rule = f"is already the id in line {seen[own.value]} of the same list"
                yield fault(name, rule, "Give this one an id of its own.", row=line, column=f"{here}.id", value=own.value)
            seen.setdefault(own.value, line)
        yield from _doubled(name, child, here)


def _claims(node: Any, place: str) -> Iterator[tuple[str, str, tuple[str, ...], int]]:
    """Yield place, word, sources and line of every entry that says it was read at the source."""
    here = dict(schema.children(node))
    named = here.get("source_ids") or here.get("source_id")
    own = tuple(leaf.value for leaf in (named, *(leaf for _, leaf in schema.children(named)))
                if isinstance(leaf.value, str)) if named else ()
    for word, child in here.items():
        inside = f"{place}.{word}" if place else word
        if word.endswith("status") and child.value in AT_SOURCE:
            yield inside, child.value, own, child.start_mark.line + 1
        yield from _claims(child, inside)


def _sources(node: Any, place: str) -> Iterator[tuple[str, str, int]]:
    """Yield place, name and line of every source that the file names."""
    for word, child in schema.children(node):
        here = f"{place}.{word}" if place else word
        if word in ("source_id", "source_ids", "sources"):
            leaves = [child, *(leaf for _, leaf in schema.children(child))]
            for leaf in leaves:
                if isinstance(leaf.value, str) and leaf.value:
                    yield here, leaf.value, leaf.start_mark.line + 1
        else:
            yield from _sources(child, here)
