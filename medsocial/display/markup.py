"""Small helpers that write HTML."""

import html
from collections.abc import Iterable

from ..ground import text
from ..ground.text import _, ngettext
from ..store import data


def escape(value: object) -> str:
    """Return the value as HTML text."""
    return html.escape(str(value), quote=True)


def tag(name: str, /, *children: str, **attributes: object) -> str:
    """Return an element; children are HTML already, attribute values are escaped here.

    `class_` stands for `class`, underscores for hyphens; None leaves an attribute out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' if value is not True else f" {key}"
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in ("img", "br", "input"):
        return f"<{name}{written}>"
    return f"<{name}{written}>{''.join(children)}</{name}>"


def options(group: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return choices that show their reason only when opened, without any script.

    Parameters
    ----------
    group : str
        Name of the group; a browser then keeps one choice open at a time.
    pairs : iterable of (str, str)
        Option in words, and its reason as HTML.
    """
    return tag(
        "div",
        *(
            tag("details", tag("summary", escape(label)), tag("div", reason, class_="ms-reason"), class_="ms-option", name=group)
            for label, reason in pairs
        ),
        class_="ms-options",
    )


SHOWN_SOURCES = 2


def cited(source_id: str) -> str:
    """Return one source in words, linked, with the date it was read."""
    source = data.row("sources", source_id)
    label = f"{source.title}. {source.publisher}" + (f", {source.published}" if source.published else "")
    address = f"https://doi.org/{source.doi}" if source.doi else source.url
    linked = tag("a", escape(label), href=address) if address else escape(label)
    return linked + escape(_(" (read {date})").format(date=text.date(source.accessed)))


def source_line(source_ids: Iterable[str], *, calculation: bool = False) -> str:
    """Return the sources in words, each linked, with the date it was read; more than two are folded."""
    parts = [cited(key) for key in source_ids]
    if not parts:
        return ""
    if len(parts) > SHOWN_SOURCES:
        lead = _("Our calculation from {n} sources") if calculation else _("{n} sources")
        listed = tag("ul", *(tag("li", part) for part in parts))
        return tag("details", tag("summary", escape(lead.format(n=text.number(len(parts))))), listed, class_="ms-source ms-more")
    lead = _("Our calculation from: ") if calculation else ngettext("Source: ", "Sources: ", len(parts))
    return tag("span", escape(lead) + "; ".join(parts) + ".", class_="ms-source")
