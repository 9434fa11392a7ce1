"""What is wrong with a story: lost targets, dead ends, lost scenes, loops, long paths, a broken short version."""

from collections import Counter
from collections.abc import Iterator

from .story import QUALITIES, SHORT, Node, Story, StoryProblem, _reachable, _ways, longest_path, met


def problems(story: Story) -> list[StoryProblem]:
    """Return every fault of a story, each in one sentence that names the story and the scene.

    A story whose choices lead nowhere, or in a circle, is not walked through: only the first kind of fault is told.
    """
    found = [*_double(story), *_targets(story), *_ends(story)]
    ways = {node.id: _ways(node, "full") for node in story.nodes}
    reached = _reachable(ways, story.start.id)
    found += [_say(story, n, "no choice leads to it", "Let a choice lead to it, or remove it.") for n in _missing(story, reached)]
    loops = _caught(story, ways, reached)
    found += [_say(story, node, "no ending can be reached from it", "Let one of its choices lead on.") for node in loops]
    found += _promised(story, reached)
    if any(choice.to not in ways for node in story.nodes for choice in node.choices) or _twice(story):
        return found
    found += _circles(story, ways, reached, {node.id for node in loops})
    if not found:
        found += [*_long(story), *_short(story)]
    return found


def _say(story: Story, node: Node | None, rule: str, cure: str) -> StoryProblem:
    return StoryProblem(story.id, node.id if node else "", rule, cure)


def _twice(story: Story) -> list[str]:
    return [node_id for node_id, count in Counter(node.id for node in story.nodes).items() if count > 1]


def _double(story: Story) -> Iterator[StoryProblem]:
    for node_id in _twice(story):
        yield StoryProblem(story.id, node_id, "the same id stands twice", "Give each node an id of its own.")


def _targets(story: Story) -> Iterator[StoryProblem]:
    known = {node.id for node in story.nodes}
    for node in story.nodes:
        for choice in node.choices:
            if choice.to not in known:
                yield _say(story, node, f"a choice leads to {choice.to}, which does not exist", "Correct the name after 'to'.")


def _ends(story: Story) -> Iterator[StoryProblem]:
    for node in story.nodes:
        if not node.choices and not node.ending:
            yield _say(story, node, "the story stops without an ending", "Add choices or an ending.")
        elif node.choices and node.ending:
            yield _say(story, node, "an ending has choices as well", "Remove the choices, or the ending.")
        elif len(node.choices) == 1:
            yield _say(story, node, "there is only one choice", "Add a second one: one way is no decision.")


def _missing(story: Story, reached: set[str]) -> list[Node]:
    return [node for node in story.nodes if node.id not in reached]


def _caught(story: Story, ways: dict[str, list[str]], reached: set[str]) -> list[Node]:
    """Return the scenes with choices, all known, from which no ending can be reached."""
    stops = {node.id for node in story.nodes if not node.choices}
    return [
        node
        for node in story.nodes
        if node.id in reached
        and node.choices
        and all(to in ways for to in ways[node.id])
        and not _reachable(ways, node.id) & stops
    ]


def _circles(story: Story, ways: dict[str, list[str]], reached: set[str], told: set[str]) -> Iterator[StoryProblem]:
    """Yield a fault for every scene that leads back to itself although an exit exists."""
    for node in story.nodes:
        if node.id in reached and node.id not in told and any(node.id in _reachable(ways, to) for to in ways[node.id]):
            rule = f"a choice leads back to it, so that a path can be longer than {story.most_decisions} decisions"
            yield _say(story, node, rule, "Let the story go forward only.")


def _promised(story: Story, reached: set[str]) -> Iterator[StoryProblem]:
    ends = [node for node in story.nodes if node.ending and node.id in reached]
    if len(ends) < story.endings:
        rule = f"{story.endings} endings are promised, but {len(ends)} can be reached"
        yield _say(story, None, rule, "Add an ending, or promise fewer.")
    elif absent := set(QUALITIES) - {node.ending.quality for node in ends if node.ending}:
        rule = f"no ending is {' and none is '.join(sorted(absent))}"
        yield _say(story, None, rule, "Give the endings different qualities.")


def _long(story: Story) -> Iterator[StoryProblem]:
    if (longest := longest_path(story)) > story.most_decisions:
        rule = f"the longest path has {longest} decisions, and at most {story.most_decisions} are promised"
        yield _say(story, None, rule, "Shorten it, or promise more.")


def _short(story: Story) -> Iterator[StoryProblem]:
    if not story.start.asked:
        rule = "the short version does not begin here"
        yield _say(story, story.start, rule, "Add route: short to the first node.")
    reached = met(story, SHORT)
    for node in story.nodes:
        marked = [choice for choice in node.choices if choice.told]
        if node.asked and node not in reached:
            yield _say(story, node, "it is marked for the short version, which never comes here", "Remove the mark.")
        elif node.asked and marked:
            yield _say(story, node, "both the node and a choice are marked route: short", "Keep the mark of the node.")
        elif not node.asked and len(marked) > 1:
            yield _say(story, node, "two choices are marked route: short", "Keep one of the marks.")
        elif not node.asked and node.choices and not marked and node in reached:
            rule = "the short version comes here and does not know how to go on"
            yield _say(story, node, rule, "Add route: short to the node or to one choice.")
    longest = longest_path(story, SHORT)
    if longest != story.short_decisions:
        rule = f"the short version has {longest} decisions, and {story.short_decisions} are promised"
        yield _say(story, None, rule, "Move a mark route: short, or promise another number.")
    ends = {node.ending.quality for node in reached if node.ending}
    if len(ends) < 2:
        yield _say(story, None, "the short version has one kind of ending only", "Let its choices lead to different endings.")
