"""What a slide of the storyboard shows of that which people review."""

from collections.abc import Iterator
from typing import Any

from .session_votes import find_vote

# What a slide may name beside its vote, and the kind of item that it is.
_NAMED = {"script": "script", "story": "story", "drill": "drill", "recognise": "post", "clause": "repair", "draft": "draft"}


def of_slide(raw: dict[str, Any]) -> Iterator[str]:
    """Yield the items that a slide of the storyboard shows."""
    if "vote" in raw and find_vote(raw["vote"]).item:
        yield find_vote(raw["vote"]).item
    if "story" in raw:
        yield f"story:{raw['story']['id']}"
    lines = raw.get("items", ())
    for words in (raw.get("quote"), *(lines if isinstance(lines, list) else [lines])):
        if isinstance(words, dict):
            yield from (f"{kind}:{words[name]}" for name, kind in _NAMED.items() if name in words)
