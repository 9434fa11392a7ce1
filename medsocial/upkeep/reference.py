"""The reference of the public functions `docs/reference.md`, written from their docstrings."""

import inspect
import re

START = """\
# What a notebook can call

This page is written from the package by `python3 workshop.py build`. Do not edit it by hand.

A notebook has one import: `import medsocial as ms`. Each function below shows something when it is the last line
of a cell, except `load_` (a table for your own exercise), `find_` (findings as a list) and `use_style`.
"""
KINDS = (
    ("Things to do", ("activities",)),
    ("Figures", ("charts",)),
    ("Definitions, sources and cards", ("display",)),
    ("Engines that return findings", ("model",)),
    ("Tables for your own exercises", ("store",)),
    ("Writing code yourself", ("lab",)),
)
_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


def markdown() -> str:
    """Return the reference as Markdown: signature, what it does, arguments, errors and a cell to copy."""
    import medsocial as ms

    parts = [START]
    for title, homes in KINDS:
        parts.append(f"## {title}\n")
        parts += [_entry(name, getattr(ms, name)) for name in ms.__all__ if ms._HOME[name].partition(".")[0] in homes]
    return "\n".join(parts)


def _entry(name: str, function) -> str:
    lead, *rest = _SECTION.split(inspect.getdoc(function) or "")
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    example = re.search(r">>> (ms\..+)", sections.get("Examples", ""))
    lines = [f"### `{name}{_signature(function)}`", "", lead.strip(), ""]
    for title in ("Parameters", "Returns", "Raises"):
        if title in sections:
            lines += [f"**{title}**", "", *_items(sections[title]), ""]
    if example:
        lines += ["```python", example.group(1), "```", ""]
    return "\n".join(lines)


def _signature(function) -> str:
    parameters = [p.replace(annotation=inspect.Parameter.empty) for p in inspect.signature(function).parameters.values()]
    return f"({', '.join(map(str, parameters))})"


def _items(section: str) -> list[str]:
    """Return `name : type` and its indented text as one line of a list each."""
    items: list[str] = []
    for line in section.rstrip().splitlines():
        if line.startswith(" ") and items:
            items[-1] += " " + line.strip()
        elif line.strip():
            items.append(f"- `{line.strip()}`:")
    return items
