"""Where the scenes of a story stand on its map: layers by depth, lanes for long arrows, few crossings.

Lengths are in inches; y grows downwards. Ways into an ending are named inside the box and not drawn.
"""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from .story import SHORT, Node, Story, edges, layers

BOX, LANE, GAP, BETWEEN, LINE, STRIP = 1.46, 0.16, 0.14, 0.46, 0.17, 0.27
LETTERS_A_LINE = 18
BEGINNINGS, SWEEPS = 8, 4
MOST_TRIED = 5  # a wider layer keeps its order by neighbours; trying every order would take too long


@dataclass(frozen=True)
class Box:
    """One scene on the map: its corner, its size, and the words of its heading line by line."""

    node: Node
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The middle of the box from left to right."""
        return self.left + self.width / 2

    def overlaps(self, other: "Box") -> bool:
        """Return whether two boxes share any place."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True)
class Arrow:
    """One way from a scene to another: the letters of its choices, the points it runs through, and its weight."""

    start: Node
    end: Node
    letters: str
    points: tuple[tuple[float, float], ...]
    thick: bool


@dataclass(frozen=True)
class Layout:
    """The whole map."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


_Item = tuple[str, int]  # a scene or the lane of the arrows to it, in a layer


def lay_out(story: Story, width: float) -> Layout:
    """Return where every scene and arrow of a story stands on a map of this width."""
    depth = layers(story)
    scenes = [node for node in story.nodes if not node.ending]
    ways = _ways(story)
    rows = _rows(scenes, depth, [pair for pair in ways if not story.node(pair[1]).ending])
    links = _links(depth, [pair for pair in ways if not story.node(pair[1]).ending])
    rows = _ordered(rows, links)
    where = _placed(rows, links, depth, width)
    lines = {node.id: tuple(_wrapped(f"{node.number}. {node.heading}")) for node in story.nodes}
    height = STRIP + 0.08 + LINE * max(len(found) for found in lines.values())
    boxes = [
        Box(node, where[node.id, depth[node.id]] - BOX / 2, depth[node.id] * (height + BETWEEN), BOX, height, lines[node.id])
        for node in scenes
    ]
    ends = [node for node in story.nodes if node.ending]
    top = len(rows) * (height + BETWEEN)
    step = width / len(ends)
    broad = min(step - GAP, 1.9)
    boxes += [Box(node, step * (i + 0.5) - broad / 2, top, broad, height, lines[node.id]) for i, node in enumerate(ends)]
    arrows = _arrows(story, ways, where, {box.node.id: box for box in boxes}, depth)
    return Layout(width, top + height, tuple(boxes), arrows)


def _ways(story: Story) -> dict[tuple[str, str], tuple[str, bool]]:
    """Return letters and weight of the way between each pair of scenes."""
    short = {(node.id, index) for node, index in edges(story, SHORT)}
    found: dict[tuple[str, str], tuple[str, bool]] = {}
    for node in story.nodes:
        for index, choice in enumerate(node.choices):
            letters, thick = found.get((node.id, choice.to), ("", False))
            found[node.id, choice.to] = (f"{letters} {'ABCD'[index]}".strip(), thick or (node.id, index) in short)
    return found


def _rows(scenes: list[Node], depth: dict[str, int], pairs: list[tuple[str, str]]) -> list[list[_Item]]:
    """Return the items of each layer: its scenes, and one lane for each scene below that a long arrow leads to."""
    rows: list[list[_Item]] = [[] for _layer in range(1 + max(depth[node.id] for node in scenes))]
    for node in scenes:
        rows[depth[node.id]].append((node.id, depth[node.id]))
    for start, end in pairs:
        for layer in range(depth[start] + 1, depth[end]):
            if (end, layer) not in rows[layer]:
                rows[layer].append((end, layer))
    return rows


def _links(depth: dict[str, int], pairs: list[tuple[str, str]]) -> list[tuple[_Item, _Item]]:
    """Return the pieces of all arrows from one layer to the next."""
    found = {}
    for start, end in pairs:
        here: _Item = (start, depth[start])
        for layer in range(depth[start] + 1, depth[end] + 1):
            found[here, (end, layer)] = None
            here = (end, layer)
    return list(found)


def crossings(upper: Sequence[_Item], lower: Sequence[_Item], links: list[tuple[_Item, _Item]]) -> int:
    """Return how many pairs of arrows cross between two layers."""
    above, below = {item: i for i, item in enumerate(upper)}, {item: i for i, item in enumerate(lower)}
    ends = [(above[a], below[b]) for a, b in links if a in above and b in below]
    return sum((a - c) * (b - d) < 0 for (a, b), (c, d) in itertools.combinations(ends, 2))


def _ordered(rows: list[list[_Item]], links: list[tuple[_Item, _Item]]) -> list[list[_Item]]:
    """Return the layers in the order with the fewest crossings that passes from several beginnings find."""
    best, fewest = rows, all_crossings(rows, links)
    for seed in range(BEGINNINGS):
        found = [list(row) for row in rows]
        if seed:
            dice = random.Random(seed)
            for row in found:
                dice.shuffle(row)
        _settle(found, links)
        if (count := all_crossings(found, links)) < fewest:
            best, fewest = found, count
    return best


def all_crossings(rows: list[list[_Item]], links: list[tuple[_Item, _Item]]) -> int:
    """Return how many pairs of arrows cross on the whole map."""
    return sum(crossings(upper, lower, links) for upper, lower in itertools.pairwise(rows))


def _settle(rows: list[list[_Item]], links: list[tuple[_Item, _Item]]) -> None:
    """Give each layer in turn its best order, down and up again, until nothing gets better."""

    def cost(order: tuple[_Item, ...], layer: int) -> int:
        above = crossings(rows[layer - 1], order, links) if layer else 0
        return above + (crossings(order, rows[layer + 1], links) if layer + 1 < len(rows) else 0)

    for _sweep in range(SWEEPS):
        before = all_crossings(rows, links)
        for layer in [*range(len(rows)), *reversed(range(len(rows)))]:
            if len(rows[layer]) <= MOST_TRIED:
                here = cost(tuple(rows[layer]), layer)
                order = min(itertools.permutations(rows[layer]), key=lambda one, layer=layer: cost(one, layer))
                if cost(order, layer) < here:
                    rows[layer] = list(order)
        if all_crossings(rows, links) == before:
            return


def _placed(rows: list[list[_Item]], links: list[tuple[_Item, _Item]], depth: dict[str, int], width: float) -> dict[_Item, float]:
    """Return the middle of every item: near those it is joined to, without touching its neighbours."""
    size = {item: BOX if depth[item[0]] == item[1] else LANE for row in rows for item in row}
    joined: dict[_Item, list[_Item]] = {item: [] for item in size}
    for a, b in links:
        joined[a].append(b)
        joined[b].append(a)
    where = {item: width * (i + 0.5) / len(row) for row in rows for i, item in enumerate(row)}
    for sweep in range(12):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wanted = [sum(where[o] for o in joined[item]) / len(joined[item]) if joined[item] else width / 2 for item in row]
            where.update(zip(row, _apart(wanted, [size[item] for item in row], width), strict=True))
    ends = [(where[item] - size[item] / 2, where[item] + size[item] / 2) for item in size]
    aside = (width - min(left for left, _right in ends) - max(right for _left, right in ends)) / 2
    return {item: place + aside for item, place in where.items()}


def _apart(wanted: list[float], sizes: list[float], width: float) -> list[float]:
    """Return the places nearest to the wanted ones, in the same order, with a gap between and inside the map."""
    gap = min(GAP, max(0.0, (width - sum(sizes)) / len(sizes)))
    offsets = [0.0]
    for a, b in itertools.pairwise(sizes):
        offsets.append(offsets[-1] + (a + b) / 2 + gap)
    blocks: list[list[float]] = []  # sums and counts of neighbours that move together
    for want, offset in zip(wanted, offsets, strict=True):
        blocks.append([want - offset, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    level = [total / count for total, count in blocks for _one in range(int(count))]
    low, high = sizes[0] / 2, width - sizes[-1] / 2 - offsets[-1]
    return [min(max(place, low), max(low, high)) + offset for place, offset in zip(level, offsets, strict=True)]


def _arrows(
    story: Story,
    ways: dict[tuple[str, str], tuple[str, bool]],
    where: dict[_Item, float],
    boxes: dict[str, Box],
    depth: dict[str, int],
) -> tuple[Arrow, ...]:
    found = []
    for (start, end), (letters, thick) in ways.items():
        if story.node(end).ending:
            found.append(Arrow(story.node(start), story.node(end), letters, (), thick))
            continue
        box, goal = boxes[start], boxes[end]
        points = [(port(story, ways, box, end, where, depth), box.top + box.height)]
        for layer in range(depth[start] + 1, depth[end]):
            top = layer * (box.height + BETWEEN)
            points += [(where[end, layer], top), (where[end, layer], top + box.height)]
        points.append((goal.middle, goal.top))
        found.append(Arrow(story.node(start), story.node(end), letters, tuple(points), thick))
    return tuple(found)


def port(story: Story, ways: dict, box: Box, end: str, where: dict[_Item, float], depth: dict[str, int]) -> float:
    """Return where at its lower edge a box is left for a scene: in the order in which the ways part."""
    here = depth[box.node.id]
    leaving = [to for start, to in ways if start == box.node.id]
    # Endings have no arrow; their letters stand at the right.
    leaving.sort(key=lambda to: (story.node(to).ending is not None, 0 if story.node(to).ending else where[to, here + 1]))
    return box.left + box.width * (leaving.index(end) + 0.5) / len(leaving)


def ports(layout: Layout, box: Box) -> list[tuple[float, Arrow]]:
    """Return the ways out of a box with their places at its lower edge, from left to right."""
    drawn = sorted((a for a in layout.arrows if a.start == box.node and a.points), key=lambda a: a.points[0][0])
    rest = [a for a in layout.arrows if a.start == box.node and not a.points]
    leaving = [*drawn, *rest]
    return [(box.left + box.width * (i + 0.5) / len(leaving), arrow) for i, arrow in enumerate(leaving)]


def _wrapped(words: str) -> list[str]:
    import textwrap

    return textwrap.wrap(words, LETTERS_A_LINE)
