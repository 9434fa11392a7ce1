"""The map of a branching story, for the facilitator: scenes, ways between them, endings, the short version."""

from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..display.story_sheet import quality_words
from ..ground import style
from ..ground.text import _, ngettext
from ..model.story import SHORT, Node, Story, find_story, longest_path, met
from ..model.story_layout import LINE, STRIP, Arrow, Box, Layout, lay_out, ports
from .panel import heading, heading_height

WIDTH = 5.8
_MARGIN, _SIZE = 0.08, 9


def shape(node: Node) -> str:
    """Return the sign of an ending."""
    return quality_words(node.ending.quality).split(" ", 1)[0] if node.ending else ""


def draw_map(figure: Any, layout: Layout, title: str, subtitle: str) -> list[str]:
    """Draw the map and return one sentence for each scene, read back from what was drawn."""
    used = heading(figure, title, subtitle)
    height = figure.get_figheight()
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-_MARGIN, WIDTH - _MARGIN)
    axes.set_ylim(height - used, -used)
    axes.axis("off")
    drawn = [arrow for arrow in layout.arrows if arrow.points]
    for arrow in sorted(drawn, key=lambda one: one.thick):
        _draw_arrow(axes, arrow)
    return [_draw_box(axes, layout, box) for box in layout.boxes]


def _draw_arrow(axes: Any, arrow: Arrow) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    points, codes = [arrow.points[0]], [Path.MOVETO]
    for (x, y), (to_x, to_y) in zip(arrow.points, arrow.points[1:], strict=False):
        half = (y + to_y) / 2
        points += [(x, half), (to_x, half), (to_x, to_y)]
        codes += [Path.CURVE4] * 3
    axes.add_patch(
        FancyArrowPatch(
            path=Path(points, codes),
            arrowstyle="-|>",
            mutation_scale=11,
            shrinkA=0,
            shrinkB=0,
            linewidth=2.6 if arrow.thick else 0.9,
            color=style.ACCENT if arrow.thick else style.MUTED,
            joinstyle="miter",
            zorder=2 if arrow.thick else 1,
        )
    )


def _draw_box(axes: Any, layout: Layout, box: Box) -> str:
    """Draw one scene and return what its box says."""
    from matplotlib.patches import Rectangle

    node = box.node
    axes.add_patch(
        Rectangle(
            (box.left, box.top),
            box.width,
            box.height,
            facecolor=style.PAPER,
            edgecolor=style.ACCENT if node.asked else style.MUTED,
            linewidth=2.6 if node.asked else 0.9,
            linestyle="--" if node.ending else "-",
            zorder=3,
        )
    )
    for i, line in enumerate(box.lines):
        y = box.top + 0.07 + LINE * i
        axes.text(box.left + 0.07, y, line, size=_SIZE, va="top", weight="bold" if node.ending else "normal", zorder=4)
    low = box.top + box.height - STRIP / 2 - 0.01
    if node.ending:
        said = quality_words(node.ending.quality)
        axes.text(box.left + 0.07, low, said, size=_SIZE, va="center", zorder=4)
        return _("{n}. {heading}: {quality}.").format(n=node.number, heading=node.heading, quality=said.split(" ", 1)[1])
    ways = []
    for x, arrow in ports(layout, box):
        label = arrow.letters if arrow.points else f"{arrow.letters} {shape(arrow.end)}{arrow.end.number}"
        weight = "bold" if arrow.thick else "normal"
        axes.text(x, low, label, size=_SIZE - 0.5, ha="center", va="center", color=style.ACCENT, weight=weight, zorder=4)
        ways.append(_("{letters} to {n}").format(letters=arrow.letters, n=arrow.end.number))
    return _("From {n}: {ways}.").format(n=node.number, ways=", ".join(sorted(ways)))


def _numbers(story: Story, title: str) -> Table:
    reached = met(story, SHORT)
    rows = []
    for node in story.nodes:
        pairs = zip("ABCD", node.choices, strict=False)
        ways = "; ".join(_("{letters} to {n}").format(letters=letter, n=story.node(c.to).number) for letter, c in pairs)
        if node not in reached:
            role = _("left out")
        else:
            role = _("end") if node.ending else _("the room decides") if node.asked else _("told")
        rows.append((f"{node.number}. {node.heading}", ways or (quality_words(node.ending.quality) if node.ending else ""), role))
    return Table((_("Scene"), _("Ways on"), _("In the short version")), rows, title)


@with_recipe
@picture.memoised
def plot_story_map(name: str) -> Chart:
    """Return the map of a branching story, for the facilitator.

    Raises
    ------
    UnknownName
        If there is no story of this name.

    Examples
    --------
    >>> ms.plot_story_map("friend_request")
    """
    story = find_story(name)
    layout = lay_out(story, WIDTH - 2 * _MARGIN)
    most = longest_path(story)
    title = ngettext("{title}: at most {n} decision", "{title}: at most {n} decisions", most).format(title=story.title, n=most)
    subtitle = _("The letters are the choices. A letter with a sign and a number goes to that ending.")
    subtitle += " " + _("Thick: the short version, {n} decisions.").format(n=story.short_decisions)
    used = heading_height(title, subtitle)
    image, sentences = picture.draw(lambda figure: draw_map(figure, layout, title, subtitle), WIDTH, used + layout.height + 0.12)
    caption = _("For the facilitator: it shows all endings. The numbers are those of the printed story.")
    return Chart(image, title, " ".join(sentences), caption, _numbers(story, title), sources=("medsocial_judgement",))
