"""Scenes of a story: where they stand in a deck, how far they are from the first one, and which words are spoken."""

import re

from ...ground.text import _
from ...model.storyboard import Notes, Scene, Story

_SPOKEN = re.compile(r"“([^”]{12,})”\s*$")


def anchor(story: Story, scene_id: str) -> str:
    """Return the id of a scene's page."""
    number = next(scene.number for scene in story.scenes if scene.id == scene_id)
    return f"{story.story_id.replace('_', '-')}-{number}"


def depths(story: Story) -> dict[str, int]:
    """Return after how many decisions each scene is reached at the earliest."""
    scenes = {scene.id: scene for scene in story.scenes}
    found, edge = {story.first: 0}, [story.first]
    while edge:
        edge = [one.to for name in edge for one in scenes[name].choices if found.setdefault(one.to, found[name] + 1) > found[name]
                and one.to not in edge]  # fmt: skip
    return found


def longest(story: Story) -> int:
    """Return the most decisions of a way through a story, whose scenes never lead back."""
    scenes = {scene.id: scene for scene in story.scenes}

    def left(name: str) -> int:
        return max((1 + left(one.to) for one in scenes[name].choices), default=0)

    return left(story.first)


def spoken(text: str) -> tuple[str, str]:
    """Return a text in two parts: what happens, and the words in quotation marks that it ends with."""
    found = _SPOKEN.search(text)
    return (text[: found.start()].strip(), found[0].strip()) if found and found.start() else (text, "")


def notes(scene: Scene, whole: Notes) -> Notes:
    """Return what the presenter reads at a scene: the scene aloud, then what to do."""
    if not scene.choices:
        return Notes(scene.text, _("Let it stand for a moment. Then go on; the next slide takes up what was not chosen."))
    do = _("Count the cards; on a tie you decide. Press the letter, or the next key until it is framed.")
    return Notes(scene.text, do, whole.watch, whole.late)
