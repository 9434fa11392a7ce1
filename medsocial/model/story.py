"""Branching stories: scenes joined by choices, what is wrong with them, and how long their paths are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..store import data

ROUTES = ("full", "short")
SHORT = "short"
QUALITIES = ("good", "mixed", "poor")


@dataclass(frozen=True)
class Choice:
    """One way out of a scene: its permanent id, where it leads and what follows from it."""

    id: str
    label: str
    to: str
    consequence: str
    told: bool = False  # the short version takes it by itself


@dataclass(frozen=True)
class Ending:
    """How a story ends: its quality, what it shows, the patient's sentence, and what guidance supports."""

    quality: str
    shows: str
    patient: str
    guidance: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Node:
    """One scene; `number` is its number in the printed story, `asked` whether the short version decides there."""

    id: str
    number: int
    heading: str
    scene: str
    content_note: str
    asked: bool
    choices: tuple[Choice, ...]
    ending: Ending | None


@dataclass(frozen=True)
class Story:
    """A story: its scenes in the order of their numbers, the first one first, and what it promises."""

    id: str
    title: str
    intro: str
    most_decisions: int
    short_decisions: int
    endings: int
    nodes: tuple[Node, ...]
    countries: tuple[dict[str, Any], ...]

    @property
    def start(self) -> Node:
        """The first scene."""
        return self.nodes[0]

    def node(self, node_id: str) -> Node:
        """Return a scene by its id."""
        return next(node for node in self.nodes if node.id == node_id)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of all endings and country lines, in alphabetical order."""
        lines = [line for node in self.nodes if node.ending for line in node.ending.guidance]
        return tuple(sorted({source for line in (*lines, *self.countries) for source in line["source_ids"]}))


@dataclass(frozen=True)
class Step:
    """One choice made at a scene; `told` if the short version made it by itself."""

    node: Node
    index: int
    told: bool

    @property
    def choice(self) -> Choice:
        """The choice made."""
        return self.node.choices[self.index]


@dataclass(frozen=True)
class StoryProblem:
    """One fault of a story, in one sentence; `node` is empty if the story as a whole is meant."""

    story: str
    node: str
    rule: str
    cure: str

    def __str__(self) -> str:
        place = f"story {self.story}, node {self.node}" if self.node else f"story {self.story}"
        return f"In {place}, {self.rule}."


def story_names() -> list[str]:
    """Return the names of all stories, in the order of the content file."""
    return [raw["id"] for raw in data.yaml_content("stories")]


def find_story(name: str) -> Story:
    """Return a story by its name.

    Raises
    ------
    UnknownName
        If there is no story of this name; the message lists the names.
    """
    for raw in data.yaml_content("stories"):
        if raw["id"] == name:
            return make_story(raw)
    raise data.UnknownName(f"There is no story called {name!r}. The stories are {', '.join(story_names())}.")


def make_story(raw: dict[str, Any]) -> Story:
    """Return a story from its entry in the content file."""
    nodes = tuple(_node(number, entry) for number, entry in enumerate(raw["nodes"], start=1))
    whole = ("id", "title", "intro", "most_decisions", "short_decisions", "endings")
    return Story(**{name: raw[name] for name in whole}, nodes=nodes, countries=tuple(raw.get("countries", ())))


def _node(number: int, raw: dict[str, Any]) -> Node:
    choices = tuple(
        Choice(c["id"], c["label"], c["to"], c["consequence"], c.get("route") == SHORT) for c in raw.get("choices", ())
    )
    end = raw.get("ending")
    ending = Ending(end["quality"], end["shows"], end["patient"], tuple(end["guidance"])) if end else None
    asked = raw.get("route") == SHORT
    return Node(raw["id"], number, raw["heading"], raw["scene"], raw.get("content_note", ""), asked, choices, ending)


# ---- walking through a story --------------------------------------------------------------------------


def walk(story: Story, path: list[int], route: str = "full") -> tuple[list[Step], Node]:
    """Return the steps of a path and the scene that it reaches; what does not fit the story ends the path.

    In the short version the choices that it makes by itself belong to the path as well.
    """
    steps: list[Step] = []
    node = story.start
    for index in path:
        if type(index) is not int or not 0 <= index < len(node.choices):
            break
        told = route == SHORT and not node.asked
        if told and index != _told_index(node):
            break
        steps.append(Step(node, index, told))
        node = story.node(node.choices[index].to)
    return steps, node


def go_on(story: Story, path: list[int], index: int, route: str = "full") -> list[int]:
    """Return the path after one more choice, with all that the short version then makes by itself."""
    longer = [*path, index]
    _steps, node = walk(story, longer, route)
    while route == SHORT and node.choices and not node.asked:
        longer.append(_told_index(node))
        node = story.node(node.choices[longer[-1]].to)
    return longer


def one_back(story: Story, path: list[int], route: str = "full") -> list[int]:
    """Return the path without its last decision and what the short version made after it."""
    steps, _node_reached = walk(story, path, route)
    while steps and steps[-1].told:
        steps.pop()
    return [step.index for step in steps[:-1]]


def stored_path(story: Story, path: list[int], route: str = "full") -> list[dict[str, str]]:
    """Return a path as it is saved: each scene with the id of the choice made there."""
    return [{"scene": step.node.id, "choice": step.choice.id} for step in walk(story, path, route)[0]]


def saved_path(story: Story, steps: list[Any]) -> list[int]:
    """Return the part of a saved path that the story still has, as positions of today."""
    path: list[int] = []
    node = story.start
    for step in steps:
        here = step if isinstance(step, dict) else {}
        index = next((i for i, choice in enumerate(node.choices) if choice.id == here.get("choice")), -1)
        if here.get("scene") != node.id or index < 0:
            break
        path.append(index)
        node = story.node(node.choices[index].to)
    return path


def fitting(story: Story, path: list[int], route: str = "full") -> list[int]:
    """Return the part of a path that this version has."""
    steps, node = walk(story, path, route)
    kept = [step.index for step in steps]
    if route == SHORT and node.choices and not node.asked:
        return one_back(story, kept, route)
    return kept


def _told_index(node: Node) -> int:
    return next((i for i, choice in enumerate(node.choices) if choice.told), 0)


def paths(story: Story, route: str = "full") -> Iterator[tuple[int, ...]]:
    """Yield every path from the first scene to an ending, as decisions; no scene is met twice.

    In the short version a scene where the story decides by itself adds no decision.
    """
    yield from _paths(story, story.start, (), (), route)


def _paths(story: Story, node: Node, made: tuple[int, ...], met: tuple[str, ...], route: str) -> Iterator[tuple[int, ...]]:
    if not node.choices:
        yield made
        return
    told = route == SHORT and not node.asked
    for index in [_told_index(node)] if told else range(len(node.choices)):
        to = node.choices[index].to
        if to not in (*met, node.id):
            yield from _paths(story, story.node(to), made if told else (*made, index), (*met, node.id), route)


def longest_path(story: Story, route: str = "full") -> int:
    """Return the number of decisions on the longest path to an ending; the story goes in no circle."""
    return _decisions(story, story.start, route, {})


def _decisions(story: Story, node: Node, route: str, known: dict[str, int]) -> int:
    if node.id not in known:
        known[node.id] = 0  # also where the story would go in a circle
        told = route == SHORT and not node.asked
        further = [_decisions(story, story.node(to), route, known) for to in _ways(node, route)]
        known[node.id] = max(further) + (not told) if further else 0
    return known[node.id]


def met(story: Story, route: str = "full") -> list[Node]:
    """Return the scenes that a version can reach, in the order of their numbers."""
    found = _reachable({n.id: _ways(n, route) for n in story.nodes}, story.start.id)
    return [node for node in story.nodes if node.id in found]


def edges(story: Story, route: str = "full") -> list[tuple[Node, int]]:
    """Return every choice that a version can take, as scene and position of the choice."""
    return [
        (node, index)
        for node in met(story, route)
        for index in ([_told_index(node)] if route == SHORT and not node.asked else range(len(node.choices)))
        if node.choices
    ]


def layers(story: Story) -> dict[str, int]:
    """Return how many decisions at most lie before each scene; endings share the last layer."""
    depth = {story.start.id: 0}
    for _round in story.nodes:  # longest distances settle after as many rounds as there are scenes
        for node in story.nodes:
            for choice in node.choices:
                if node.id in depth:
                    depth[choice.to] = max(depth.get(choice.to, 0), depth[node.id] + 1)
    last = max(depth.values())
    return {node.id: last if node.ending else depth[node.id] for node in story.nodes}


def _ways(node: Node, route: str) -> list[str]:
    if route == SHORT and not node.asked and node.choices:
        return [node.choices[_told_index(node)].to]
    return [choice.to for choice in node.choices]


def _reachable(ways: dict[str, list[str]], start: str) -> set[str]:
    found, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here in ways and here not in found:
            found.add(here)
            waiting += ways[here]
    return found
