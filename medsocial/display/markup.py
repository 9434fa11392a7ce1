"""Small helpers that write HTML."""

import functools
import html
import zlib
from collections.abc import Iterable

from ..ground import text
from ..ground.text import _, ngettext
from ..store import data


def escape(value: object) -> str:
    """Return the value as HTML text."""
    # An apostrophe may stand as it is: attributes are written in double quotes. A page holds hundreds.
    return html.escape(str(value), quote=False).replace('"', "&quot;")


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


def options(group: str, pairs: Iterable[tuple[str, str]], *, in_row: bool = False) -> str:
    """Return choices that show their reason only when opened, without any script.

    Parameters
    ----------
    group : str
        Name of the group; a browser then keeps one choice open at a time.
    pairs : iterable of (str, str)
        Option in words, and its reason: an element of the class `ms-reason`, or HTML to be put into one.
    in_row : bool
        Whether they are short enough to stand beside each other.
    """
    short = f"{zlib.crc32(group.encode()):x}"  # only the browser reads it, and it is written with every option

    def option(label: str, reason: str) -> str:
        shown = reason if 'class="ms-reason' in reason.partition(">")[0] else tag("div", reason, class_="ms-reason")
        return tag("details", tag("summary", escape(label)), shown, class_="ms-option", name=short)

    kind = "ms-options ms-row" if in_row else "ms-options"
    return tag("div", *(option(label, reason) for label, reason in pairs), class_=kind)


SHOWN_SOURCES = 2
LISTED_SOURCES = 40  # more are not listed twice on a page: the list at the end of the lesson has them all


def cited(source_id: str) -> str:
    """Return one source in words, linked, with the date it was read."""
    source = data.row("sources", source_id)
    label = f"{source.title}. {source.publisher}" + (f", {source.published}" if source.published else "")
    address = f"https://doi.org/{source.doi}" if source.doi else source.url
    linked = tag("a", escape(label), href=address) if address else escape(label)
    return linked + escape(_(" (read {date})").format(date=text.date(source.accessed)))


def source_line(source_ids: Iterable[str], *, calculation: bool = False) -> str:
    """Return the sources in words, each linked, with the date it was read; more than two are folded, a crowd is counted."""
    return _source_line(data.rows("sources"), tuple(source_ids), calculation)


# Of a picture with fifty sources this was a fifth of the time. The table is another one when file or language change.
@functools.lru_cache(maxsize=256)
def _source_line(_table: data.Rows, source_ids: tuple[str, ...], calculation: bool) -> str:
    if len(source_ids) > LISTED_SOURCES:
        said = _("{n} sources, all in the list of what this lesson cites.").format(n=text.number(len(source_ids)))
        return tag("span", escape(said), class_="ms-source")
    parts = [cited(key) for key in source_ids]
    if not parts:
        return ""
    if len(parts) > SHOWN_SOURCES:
        lead = _("Our calculation from {n} sources") if calculation else _("{n} sources")
        listed = tag("ul", *(tag("li", part) for part in parts))
        return tag("details", tag("summary", escape(lead.format(n=text.number(len(parts))))), listed, class_="ms-source ms-more")
    lead = _("Our calculation from: ") if calculation else ngettext("Source: ", "Sources: ", len(parts))
    return tag("span", escape(lead) + "; ".join(parts) + ".", class_="ms-source")
