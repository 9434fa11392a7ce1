"""A reader's own figure: the house's look, a description for those who cannot see it, and a file."""

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from ..display import picture
from ..display.elements import Callout, Element
from ..display.markup import escape, source_line, tag
from ..ground import files, paths
from ..ground.text import _
from ..store import data

FEWEST_WORDS = 5
ENDINGS = (".svg", ".png")


def use_style() -> None:
    """Give every figure that you draw from now on the look of the workshop's figures.

    The settings stand in a style file of matplotlib, `medsocial/static/medsocial.mplstyle`.

    Examples
    --------
    >>> ms.use_style()
    """
    from matplotlib import style as styles

    styles.use(paths.style_file())


@dataclass(repr=False)
class Figure(Element):
    """A reader's own figure with its description, which is heard in its place.

    Parameters
    ----------
    picture : str
        Data address of the picture.
    words : str
        What a reader should see.
    notes : tuple of str
        What is said below it: a missing description, or where the file is.
    """

    picture: str
    words: str
    notes: tuple[str, ...] = ()

    def to_html(self) -> str:
        """Return the picture with its description as alternative text, and below it what is to be said."""
        below = " ".join([*map(escape, self.notes), *([source_line(self.sources)] if self.sources else [])])
        image = tag("img", src=self.picture, alt=self.sentence())
        return tag("figure", image, tag("figcaption", below) if below else "", class_="ms-chart")

    def sentence(self) -> str:
        """Return the description."""
        return self.words or _("A figure without a description.")


def describe(figure: Any, words: str = "", sources: Any = (), file: str = "") -> Element:
    """Show a figure of your own, with a description for readers who cannot see it.

    What cannot be shown is answered by a sentence that says how to mend it.

    Parameters
    ----------
    figure : matplotlib Axes or Figure
        What you drew; pandas returns it from `.plot`.
    words : str
        What a reader should see, in one or two sentences with the numbers.
    sources : list of str, optional
        Names of rows of `ms.load_sources()` on which the figure rests; a column `source_id` will do.
    file : str, optional
        A name that ends in `.svg` or `.png`; the file goes to your folder `my_workshop`.

    Examples
    --------
    >>> ms.describe(ms.load_platforms()["type_primary"].value_counts().plot.barh(), "Social networks lead the list.")
    """
    recipe = {"function": "describe", "arguments": {}}
    drawn = _figure_of(figure)
    if drawn is None:
        said = _("Draw first, then describe: put what .plot returns between the brackets, and after it your sentence.")
        return Callout(_("Here is no figure yet"), said, kind="warning", recipe=recipe)
    words = words.strip() if isinstance(words, str) else ""
    notes = []
    if len(words.split()) < FEWEST_WORDS:
        notes.append(_("Add one sentence that says what to see, with a number, for readers who cannot see the picture."))
    known = _known_sources(sources)
    try:
        shown = picture.of_figure(drawn)
        if file:
            notes.append(_save(drawn, file, words))
    except Exception as error:  # whatever the reader drew, matplotlib may refuse it in its own words
        said = _("matplotlib cannot draw this ({reason}). Look at the line that you changed last.")
        return Callout(_("The figure cannot be drawn"), said.format(reason=error), kind="warning", recipe=recipe)
    _close(drawn)
    return Figure(shown, words, tuple(notes), sources=known, recipe=recipe)


def _figure_of(drawn: Any) -> Any:
    """Return the matplotlib figure behind what a reader hands over, or None."""
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure as Canvas

    if hasattr(drawn, "flat"):  # several axes, as an array
        drawn = next(iter(drawn.flat), None)
    found = drawn if isinstance(drawn, Canvas) else drawn.get_figure() if isinstance(drawn, Artist) else None
    return found if isinstance(found, Canvas) else None


def _known_sources(sources: Any) -> tuple[str, ...]:
    if isinstance(sources, str):
        sources = [sources]
    try:
        named = {one for one in sources if isinstance(one, str)}
    except TypeError:
        return ()
    return tuple(sorted(row.source_id for row in data.rows("sources") if row.source_id in named))


def _save(drawn: Any, file: str, words: str) -> str:
    """Write the figure into the reader's own folder; return what to say about it."""
    from matplotlib import rc_context

    name = PurePath(file).name if isinstance(file, str) else ""
    if not name.endswith(ENDINGS):
        return _("It was not saved: give a file name that ends in .svg or .png.")
    key = "Title" if name.endswith(".svg") else "Description"
    try:
        made = io.BytesIO()
        with picture.DRAWING, rc_context({"svg.fonttype": "none"}):
            drawn.savefig(made, format=PurePath(name).suffix[1:], dpi=200, metadata={key: words})
        files.write(paths.home_dir() / name, made.getvalue(), private=True)
    except OSError as error:
        return _("It was not saved ({reason}). Look at your folder my_workshop.").format(reason=error.strerror or error)
    return _("Saved as {file} in your folder my_workshop.").format(file=name)


def _close(drawn: Any) -> None:
    """Keep Jupyter from showing the same figure a second time, without words."""
    import sys

    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(drawn)
