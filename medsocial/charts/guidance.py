"""The decision table as a picture: acts down, jurisdictions across, a word in every field."""

import math
import textwrap
from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _, ngettext
from ..model import guidance
from ..model.guidance import Cell
from ..model.guidance_places import side_by_side
from .panel import heading, heading_height

WIDTH = 7.6
_LABELS, _LEFT, _GAP = 1.92, 0.15, 0.05
_HEAD, _LINE, _MARK, _PAD = 0.32, 0.165, 0.16, 0.07
_SIZE, _SMALL = 10, 9.25  # the smaller is 12 px on a page
_LABEL_LETTERS = 23
# With more rows the description says what holds for each jurisdiction, with fewer what holds for each act.
_FEW = 8
# More columns than these leave no room for the words in them.
MOST_PLACES = 7
# The names of the jurisdictions stand above every so many inches, so that a reader who scrolls has them in sight.
_IN_SIGHT = 3.4
# Face, edge, width of the edge and colour of the word; the unverified are hatched on paper whatever they say.
_LOOKS = {
    "must_not": (style.DANGER, style.DANGER, 1.0, style.PAPER),
    "should_not": ("#FBE3D6", style.DANGER, 1.6, style.INK),
    "caution": ("#FBF1DA", style.CAUTION, 1.0, style.INK),
    "permitted": ("#E3F4E6", style.BENEFIT, 1.0, style.INK),
    "silent": (style.PAPER, style.LINE, 1.0, style.MUTED),
}


@with_recipe
@picture.memoised
def plot_guidance(topic: str | None = None, places: tuple[str, ...] = ()) -> Chart:
    """Return the decision table as a picture, whole or for one topic.

    Parameters
    ----------
    topic : str, optional
        A topic of the table, such as `contact`; without it all acts are drawn.
    places : tuple of str, optional
        Ids of the jurisdictions to draw first. At most seven are drawn; the numbers hold all of them.

    Raises
    ------
    UnknownName
        If there is no such topic or place; the message names the topics, or the nearest places.

    Examples
    --------
    >>> ms.plot_guidance()
    """
    rows = [(act, guidance.rules_for(act.act_id)) for act in guidance.acts(topic)]
    shown = side_by_side(MOST_PLACES, places)
    cells = [cell for _act, found in rows for cell in found]
    title = _title(rows)
    subtitle = _("Must not: law or a binding standard. Should not: advice. Hatched: unverified. Older text: since replaced.")
    labels = {act.act_id: textwrap.wrap(f"{act.number}. {act.short}", _LABEL_LETTERS) for act, _found in rows}
    drawable = [(act, [cell for place in shown for cell in found if cell.jurisdiction == place]) for act, found in rows]
    heights = {act.act_id: _row_height(labels[act.act_id], found) for act, found in drawable}
    headed = _headed(heights)
    height = heading_height(title, subtitle) + _HEAD * len(headed) + 0.1
    height += sum(heights.values())

    def paint(figure: Any) -> list[tuple[Any, list[tuple[Any, Any, Any]]]]:
        used = heading(figure, title, subtitle)
        axes = figure.add_axes((0, 0, 1, 1 - used / height))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height - used, 0)
        column = (WIDTH - _LEFT - _LABELS - 0.1) / len(shown)
        left = {place.jurisdiction_id: _LEFT + _LABELS + column * n for n, place in enumerate(shown)}
        middles = {place.jurisdiction_id: (left[place.jurisdiction_id] + column / 2, place.short) for place in shown}
        look = {"size": _SIZE, "weight": "bold", "ha": "center", "va": "center"}
        y, drawn, heads = 0.0, [], {}
        for act, found in drawable:
            tall = heights[act.act_id]
            if act.act_id in headed:
                heads = {key: axes.text(x, y + _HEAD / 2, short, **look) for key, (x, short) in middles.items()}
                y += _HEAD
            axes.plot([_LEFT, WIDTH - 0.1], [y, y], color=style.LINE, linewidth=0.6, clip_on=False)
            head = axes.text(_LEFT, y + tall / 2, "\n".join(labels[act.act_id]), size=_SIZE, va="center", linespacing=1.2)
            boxes = []
            for cell in found:
                key = cell.jurisdiction.jurisdiction_id
                boxes.append((heads[key], *_draw(axes, cell, left[key], y, column, tall)))
            drawn.append((head, boxes))
            y += tall
        return drawn

    image, drawn = picture.draw(paint, WIDTH, height)
    return Chart(
        image,
        title,
        _summary(drawn),
        _caption(cells, shown),
        _numbers(rows),
        sources=tuple(sorted({cell.source_id for cell in cells})),
    )


def _headed(heights: dict[str, float]) -> set[str]:
    """Return the acts above which the names of the jurisdictions stand."""
    headed, used = set(), math.inf
    for act_id, height in heights.items():
        if used + height > _IN_SIGHT + 1e-9:
            headed.add(act_id)
            used = 0.0
        used += height
    return headed


def _title(rows: list[tuple[Any, tuple[Cell, ...]]]) -> str:
    barred = sum(guidance.barred_everywhere(act.act_id) for act, _found in rows)
    if not barred:
        form = _("None of these {all} acts is barred or advised against in every jurisdiction that we read")
        return form.format(all=text.number(len(rows)))
    return ngettext(
        "{n} of {all} acts is barred or advised against in every jurisdiction that we read",
        "{n} of {all} acts are barred or advised against in every jurisdiction that we read",
        barred,
    ).format(n=text.number(barred), all=text.number(len(rows)))


def _caption(cells: list[Cell], shown: tuple[Any, ...]) -> str:
    weak = sum(cell.unverified for cell in cells)
    first = _("Where law and code differ, the stricter is shown. Nothing found is no permission.")
    second = ngettext(
        "{n} of {all} fields is unverified and does not count in the title. This is not legal advice.",
        "{n} of {all} fields are unverified and do not count in the title. This is not legal advice.",
        weak,
    ).format(n=text.number(weak), all=text.number(len(cells)))
    third = _("WMA (World Medical Association) is the column for readers in other countries.")
    others = [place.name for place in guidance.jurisdictions() if place not in shown]
    if not others:
        return f"{first} {second} {third}"
    form = _("The picture has no room for {places}; the numbers hold them.")
    return f"{first} {second} {third} {form.format(places=text.listing(others))}"


def _row_height(label: list[str], found: tuple[Cell, ...]) -> float:
    inside = max((_LINE * len(cell.word.split()) + (_MARK if cell.mark else 0) for cell in found), default=0)
    return max(inside + 2 * _PAD, _LINE * 1.05 * len(label) + _PAD) + _GAP


def _draw(axes: Any, cell: Cell, x: float, y: float, column: float, tall: float) -> tuple[Any, list[Any]]:
    """Draw one field and return its box and its words, with the mark as the last line."""
    from matplotlib.patches import Rectangle

    face, edge, width, ink = _LOOKS[cell.value]
    hatched = cell.hatched
    box = axes.add_patch(
        Rectangle(
            (x + _GAP / 2, y + _GAP / 2),
            column - _GAP,
            tall - _GAP,
            facecolor=style.PAPER if hatched else face,
            edgecolor=style.HATCH if hatched else edge,
            linewidth=width,
            linestyle="--" if hatched or cell.value == "silent" else "-",
            hatch="////" if hatched else None,
            clip_on=False,
        )
    )
    mark = cell.mark
    lines = cell.word.split()
    middle = y + tall / 2 - (_MARK / 2 if mark else 0)
    behind = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.2} if hatched else None
    colour = style.INK if hatched else ink
    # Words of one look are drawn together, line by line: the picture then names each look once.
    look = {"size": _SIZE, "weight": "bold" if cell.barred else "normal", "ha": "center", "va": "center", "color": colour}
    layer = 3 + (len(_LOOKS) if hatched else list(_LOOKS).index(cell.value)) / 10
    top = middle - _LINE * (len(lines) - 1) / 2
    words = [
        axes.text(x + column / 2, top + _LINE * place, line, bbox=behind, zorder=layer, **look)
        for place, line in enumerate(lines)
    ]
    if mark:
        below = middle + _LINE * len(lines) / 2 + _MARK / 2
        small = {"size": _SMALL, "ha": "center", "va": "center", "color": colour, "zorder": 4}
        words.append(axes.text(x + column / 2, below, mark, bbox=behind, **small))
    return box, words


def _read(box: Any, words: list[Any]) -> tuple[str, str]:
    """Return what stands in a field and its mark; a hatched box is unverified whatever its words say."""
    said = " ".join(word.get_text() for word in words if word.get_size() == _SIZE)
    mark = " ".join(word.get_text() for word in words if word.get_size() == _SMALL)
    return said, _("unverified") if box.get_hatch() else mark


def _summary(drawn: list[tuple[Any, list[tuple[Any, Any, Any]]]]) -> str:
    """Return the description of the picture, read back from its fields."""
    if len(drawn) <= _FEW:
        return " ".join(_act_sentence(head, boxes) for head, boxes in drawn)
    places: dict[str, list[tuple[str, str]]] = {}
    for _head, boxes in drawn:
        for head, box, word in boxes:
            places.setdefault(head.get_text(), []).append(_read(box, word))
    return " ".join(_place_sentence(name, found) for name, found in places.items())


def _act_sentence(head: Any, boxes: list[tuple[Any, Any, Any]]) -> str:
    groups: dict[str, list[str]] = {}
    for place, box, word in boxes:
        said, mark = _read(box, word)
        groups.setdefault(said, []).append(f"{place.get_text()} ({mark})" if mark else place.get_text())
    order = [guidance.words(value) for value in reversed(guidance.STRENGTH)]
    listed = [f"{said}: {text.listing(groups[said])}" for said in order if said in groups]
    return f"{' '.join(head.get_text().split())}. {'; '.join(listed)}."


def _place_sentence(name: str, found: list[tuple[str, str]]) -> str:
    order = [guidance.words(value) for value in reversed(guidance.STRENGTH)]
    counts = [(said, sum(word == said for word, _mark in found)) for said in order]
    listed = [_("{value} {n}").format(value=said, n=text.number(n)) for said, n in counts if n]
    weak = sum(mark == _("unverified") for _word, mark in found)
    form = _("{place}: {counts}; unverified {n}.")
    return form.format(place=name, counts=text.listing(listed), n=text.number(weak))


def _numbers(rows: list[tuple[Any, tuple[Cell, ...]]]) -> Table:
    order = list(reversed(guidance.STRENGTH))
    return Table(
        (_("Act"), *(guidance.words(value) for value in order)),
        [
            (
                f"{act.number}. {act.short}",
                *(", ".join(guidance.named(cell, short=True) for cell in found if cell.value == value) or "–" for value in order),
            )
            for act, found in rows
        ],
        _("The acts, and what holds where."),
    )
