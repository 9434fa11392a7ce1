"""The stories: lost targets, dead ends, loops, long paths and a broken short version, each with its line."""

from typing import Any

from ...model.story import make_story
from ...model.story_check import problems
from . import schema
from .problem import Problem, fault

FILE = "stories.yaml"


def faults(name: str, node: Any, loaded: list[dict[str, Any]]) -> list[Problem]:
    """Return the faults of every story of a file that keeps its schema: file, line, story and node, rule, cure."""
    lines = {}
    for position, story in schema.children(node):
        raw = loaded[int(position) - 1]
        lines[raw["id"], ""] = story.start_mark.line + 1
        for place, scene in schema.children(dict(schema.children(story))["nodes"]):
            lines[raw["id"], raw["nodes"][int(place) - 1]["id"]] = scene.start_mark.line + 1
    return [
        fault(
            name, one.rule, one.cure, row=lines.get((one.story, one.node)), column=".".join(filter(None, (one.story, one.node)))
        )
        for raw in loaded
        for one in problems(make_story(raw))
    ]
