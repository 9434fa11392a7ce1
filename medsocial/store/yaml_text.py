"""How a YAML text is read: by the compiled reader where it can be, and whether it hides more than it shows."""

import re

DEEPEST_YAML = 1500
_ALIAS = re.compile(r"(?:^|[\s,\[{:])\*\S", re.MULTILINE)


def yaml_loader(content: str) -> type:
    """Return the reader for a YAML text: ten times faster where the compiled one is installed.

    The compiled reader crashes on a text nested too deep for it. Nothing nests deeper than its longest line and its
    brackets allow, so such a text goes to the other reader, which complains in words.
    """
    import yaml

    deepest = content.count("[") + content.count("{") + max(map(len, content.splitlines()), default=0)
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader) if deepest < DEEPEST_YAML else yaml.SafeLoader


def has_aliases(content: str) -> bool:
    """Return whether a YAML text says of one place that it holds what another holds: a few lines can stand for a world."""
    import yaml

    if not _ALIAS.search(content):
        return False
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(content, yaml_loader(content)))
