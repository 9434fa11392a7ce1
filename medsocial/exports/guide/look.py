"""One look for all pages of the guide: A4, large times, no script, nothing from outside."""

from collections.abc import Iterable

from ...display.markup import escape, tag
from ...ground import paths, text
from ...ground.text import _
from .session import NoGuide


def leaf(*parts: str, class_: str = "", id_: str | None = None) -> str:
    """Return what begins on a new sheet of paper."""
    return tag("section", *parts, class_=f"leaf {class_}".strip(), id=id_)


def label(words: str) -> str:
    """Return a small heading above a part."""
    return tag("p", escape(words), class_="label")


def box(title: str, words: str, kind: str = "") -> str:
    """Return a framed part with its label; the words are plain."""
    return tag("div", label(title), tag("p", escape(words)), class_=f"box {kind}".strip())


def say(title: str, words: str) -> str:
    """Return what is read aloud."""
    return tag("div", label(title), tag("p", escape(quoted(words))), class_="say")


def quoted(words: str) -> str:
    """Return words between quotation marks."""
    return _("\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}").format(words=words)


def steps(lines: list[str]) -> str:
    """Return what is done, in order."""
    return tag("ol", *(tag("li", escape(line)) for line in lines), class_="do")


def blanks(pairs: list[tuple[str, str]]) -> str:
    """Return lines to fill in; a line that has its content is printed with it."""
    items = (
        tag("li", tag("span", escape(f"{name}: "), tag("strong", escape(value))), class_="filled" if value else None)
        for name, value in pairs
    )
    return tag("ul", *items, class_="blanks")


def heads(*words: str) -> str:
    """Return the first row of a table."""
    return tag("thead", tag("tr", *(tag("th", escape(word), scope="col") for word in words)))


def table(head: str, rows: Iterable[str], kind: str = "") -> str:
    """Return a table from rows that are HTML already."""
    return tag("table", head, tag("tbody", *rows), class_=f"plan {kind}".strip())


def style(name: str) -> str:
    """Return one of the style sheets of the kit.

    Raises
    ------
    NoGuide
        If it is missing.
    """
    try:
        return (paths.slides_dir() / "guide" / f"{name}.css").read_text(encoding="utf-8")
    except OSError:
        said = _("{file}.css is missing. Restore the folder slides/guide from the workshop's copy.")
        raise NoGuide(said.format(file=name)) from None


def house_style() -> str:
    """Return the style of the workshop's own elements, for sheets that hold some."""
    return (paths.static_dir() / "house.css").read_text(encoding="utf-8")


def page(title: str, body: str, *, margin: str = "15mm 17mm 17mm", before: str = "", after: str = "") -> str:
    """Return a self-contained page for screen and A4 paper; its title stands at the foot of every sheet.

    Parameters
    ----------
    title : str
        Title of the page.
    body : str
        Leaves, as HTML.
    margin : str
        Margins of the paper.
    before, after : str
        Style sheets that the page's own may overrule, and that overrule it.
    """
    foot = title.replace("\\", "").replace('"', "").replace("<", "")
    font = "font: 8.5pt system-ui, sans-serif; color: #52606D;"
    paper = (
        f"@page {{ size: A4; margin: {margin}; "
        f'@bottom-left {{ content: "{foot}"; {font} }} @bottom-right {{ content: counter(page); {font} }} }}'
    )
    language = "en" if text.language() == text.PSEUDO else text.language()
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{before}{style('guide')}{paper}{after}</style></head><body><main>{body}</main></body></html>\n"
    )
