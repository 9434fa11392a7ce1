"""Nine types of platform, and who is in which."""

from typing import Any

from ..display import icons, picture
from ..display.elements import Chart, Signed, Table
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _, ngettext
from ..model.platform_words import type_names
from ..store import data
from .panel import WIDTH, heading, heading_height

_CHIP, _LINE, _GAP, _PAD, _HEAD, _SIZE = 0.225, 0.285, 0.07, 0.075, 0.25, 9.5
_INSIDE = WIDTH * 0.96


def _width(words: str, bold: bool) -> float:
    """Return the width of a name in inches, in the wide font that charts are laid out with."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=_SIZE, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(words, font, ismath=False)[0] / 72


def _laid_out(rows: tuple[Any, ...]) -> list[tuple[str, list[tuple[Any, bool, float, int, float]], int]]:
    """Return each type with its chips (platform, first type or not, left edge, line, width) and its lines."""
    groups = []
    for key, label in type_names().items():
        first = [row for row in rows if row.type_primary == key]
        also = [row for row in rows if key in row.type_secondary]
        chips, x, line = [], 0.0, 0
        for row, primary in [(r, True) for r in _sorted(first)] + [(r, False) for r in _sorted(also)]:
            width = min(_width(row.name, _of_2014(row)) + 2 * _PAD, _INSIDE)
            if x and x + width > _INSIDE - 0.02:
                x, line = 0.0, line + 1
            chips.append((row, primary, x, line, width))
            x += width + _GAP
        if chips:
            groups.append((label, chips, line + 1))
    return groups


def _of_2014(row: Any) -> bool:
    return "source_2014" in row.cohort


def _sorted(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (not _of_2014(row), row.name.casefold()))


def main_type(row: Any) -> Signed:
    """Return the main type of a platform in words, with its icon."""
    key = row.type_primary
    return Signed(type_names().get(key, key), icons.mark("type", key) if icons.has("type", key) else "")


@with_recipe
@picture.memoised
def plot_taxonomy() -> Chart:
    """Return the types of platform with the names in each: main type filled, further types hollow.

    Examples
    --------
    >>> ms.plot_taxonomy()
    """
    rows = data.rows("platforms")
    several = sum(bool(row.type_secondary) for row in rows)
    groups = _laid_out(rows)
    title = ngettext(
        "{types} types; {n} of {all} names belongs to more than one",
        "{types} types; {n} of {all} names belong to more than one",
        several,
    ).format(types=text.number(len(groups)), n=text.number(several), all=text.number(len(rows)))
    subtitle = _("Filled: main type. Hollow: a further type. Bold: on the list of 2014. Others were added later.")
    height = heading_height(title, subtitle) + sum(_HEAD + _LINE * lines + 0.1 for _label, _chips, lines in groups)

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle)
        axes = figure.add_axes((0.02, 0, 0.96, 1 - used / height))
        axes.set_axis_off()
        axes.set_xlim(-0.01, _INSIDE - 0.01)
        axes.set_ylim(height - used, 0)
        y, sentences = 0.0, []
        for label, chips, lines in groups:
            head = axes.text(0, y + 0.04, label, size=11, weight="bold", va="top", color=style.ACCENT)
            y += _HEAD
            drawn = [_draw_chip(axes, row, primary, x, y + line * _LINE, width) for row, primary, x, line, width in chips]
            y += _LINE * lines + 0.1
            sentences += _read(head, drawn)
        return sentences

    image, sentences = picture.draw(paint, WIDTH, height)
    names = type_names()
    return Chart(
        image,
        title,
        " ".join(sentences),
        _("The types and the choice of names are our own judgement. Another workshop could sort some of them otherwise."),
        Table(
            (_("Platform"), _("Main type"), _("Other types"), _("What it is for")),
            [
                (row.name, main_type(row), text.listing([names[t] for t in row.type_secondary]), row.purpose)
                for row in sorted(rows, key=lambda r: r.name.casefold())
            ],
            _("Platforms and their types."),
        ),
        sources=tuple(sorted({row.source_id for row in rows})),
    )


def _draw_chip(axes: Any, row: Any, primary: bool, x: float, y: float, width: float) -> tuple[Any, Any]:
    from matplotlib.colors import to_rgba
    from matplotlib.patches import FancyBboxPatch

    shape = f"round,pad=0,rounding_size={_CHIP * 0.35}"
    box = axes.add_patch(
        FancyBboxPatch(
            (x, y),
            width,
            _CHIP,
            boxstyle=shape,
            linewidth=0.9,
            facecolor=to_rgba(style.ACCENT, 0.15) if primary else style.PAPER,
            edgecolor=to_rgba(style.ACCENT, 0.15) if primary else style.MUTED,
            linestyle="-" if primary else "--",
        )
    )
    listed = _of_2014(row)
    name = axes.text(
        x + width / 2,
        y + _CHIP / 2 + 0.006,
        row.name,
        size=_SIZE,
        ha="center",
        va="center",
        weight="bold" if listed else "normal",
        color=style.INK if listed else style.MUTED,
    )
    return box, name


def _read(head: Any, drawn: list[tuple[Any, Any]]) -> list[str]:
    """Return the sentences of one type, read back from its chips: filled or hollow, bold or not."""
    names = {(hollow, bold): [] for hollow in (False, True) for bold in (True, False)}
    for box, name in drawn:
        names[box.get_linestyle() == "--", name.get_weight() == "bold"].append(name.get_text())
    filled = len(names[False, True]) + len(names[False, False])
    said = [ngettext("{type}: {n} name.", "{type}: {n} names.", filled).format(type=head.get_text(), n=text.number(filled))]
    forms = {
        (False, True): _("Of 2014: {names}."),
        (False, False): _("Added: {names}."),
        (True, True): _("Also this type, of 2014: {names}."),
        (True, False): _("Also this type, added: {names}."),
    }
    return said + [forms[key].format(names=text.listing(listed)) for key, listed in names.items() if listed]
