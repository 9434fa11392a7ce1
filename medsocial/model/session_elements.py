"""Words, figures and stories of a storyboard: what its names stand for, from the content of the lessons."""

import re
from collections.abc import Callable
from typing import Any

from ..ground import paths
from ..ground.text import _, number
from ..store import data
from . import drill, pace, privacy, recognise, scripts
from . import story as stories
from .evidence import estimate
from .footprint import label
from .storyboard import Choice, Item, Scene, Story

# What a name brings along: its words, a reason or whose words they are, and its sources.
Words = tuple[str, str, tuple[str, ...]]
_BLANK = re.compile(r"\[([^]]+)\]")
_BOLD = re.compile(r"\*\*(.+?)\.?\*\*")


def find_words(raw: str | dict[str, Any], country: str = "") -> Words:
    """Return the words that an entry of the storyboard holds or names.

    Raises
    ------
    UnknownName
        If there is no such element.
    """
    if isinstance(raw, str):
        return raw, "", ()
    kind = next((kind for kind in KINDS if kind in raw), "")
    return KINDS[kind](raw, country) if kind else (raw["text"], raw.get("reason", ""), ())


def _post(raw: dict[str, Any], _country: str) -> Words:
    post = recognise.find_post(raw["recognise"])
    who = {"post": post.where, "patient": _("The patient"), "instead": ""}[raw["field"]]
    return getattr(post, raw["field"]), who, ()


def _story_words(raw: dict[str, Any], _country: str) -> Words:
    told = stories.find_story(raw["story"])
    if raw["field"] == "intro":
        return told.intro, "", ()
    found = next((node for node in told.nodes if node.ending and node.ending.quality == raw["field"]), None)
    if found is None:
        raise data.UnknownName(f"The story {told.id} has no ending that is {raw['field']!r}.")
    return found.ending.patient, "", ()


def _definition(raw: dict[str, Any], _country: str) -> Words:
    row = data.row("definitions", raw["definition"])
    return row.rule, row.issuer, (row.source_id,)


def _script(raw: dict[str, Any], country: str) -> Words:
    found = scripts.script(raw["script"], country)
    # A blank to fill in cannot be read aloud.
    said = data.yaml_content("scripts")["read_aloud"]
    text = _BLANK.sub(lambda blank: said.get(blank[1], blank[0]), found.text)
    return text, "", tuple(source for line in found.situation["support"] for source in line["source_ids"])


def _country(raw: dict[str, Any], country: str) -> Words:
    """Return what the chosen country asks; without a country the storyboard's own words stand here."""
    row = next((r for r in data.rows("country_cards") if (r.country_id, r.field_id) == (country.upper(), raw["country"])), None)
    if row is None or not row.value:
        return raw["text"], "", ()
    return f"{data.row('countries', row.country_id).name}: {row.value}", "", (row.source_id,)


def _audit(raw: dict[str, Any], _country: str) -> Words:
    """Return a search of the audit, or who controls a find with the first step that follows."""
    if "search" in raw:
        return _labelled("searches", raw["search"]), "", ()
    name = raw["controller"]
    text = _labelled("controllers", name)
    action = next(one["action"] for one in data.yaml_content("footprint_audit")["controllers"] if one["id"] == name)
    return text, label("actions", action), ()


def _labelled(group: str, name: str) -> str:
    known = {one["id"]: one["label"] for one in data.yaml_content("footprint_audit")[group]}
    if name not in known:
        raise data.UnknownName(f"The audit has no {name!r} among its {group}. It has {', '.join(known)}.")
    return known[name]


def _drill(raw: dict[str, Any], _country: str) -> Words:
    """Return how a drill opens or closes, a message of it with who speaks, or a step with the minute by which it comes."""
    told = drill.scenario(raw["drill"])
    if "inject" in raw:
        found = _inject(raw)
        return found.text, found.speaker, ()
    if "step" in raw:
        step = told.decision(raw["step"])
        return step.text, _("by minute {n}").format(n=number(step.by or 0)), step.source_ids
    if raw["field"] == "closing":
        who, words = told.closing[0]
        return words, who, ()
    return told.opening, told.you, ()


def _inject(raw: dict[str, Any]) -> drill.Inject:
    told = drill.scenario(raw["drill"])
    found = next((one for one in told.injects if one.id == raw["inject"]), None)
    if found is None:
        known = ", ".join(one.id for one in told.injects)
        raise data.UnknownName(f"The drill {told.id} has no message {raw['inject']!r}. It has {known}.")
    return found


def _clause(raw: dict[str, Any], _country: str) -> Words:
    """Return a bad clause with where it stands, or the best of its repairs."""
    found = find_clause(raw["clause"])
    if raw["field"] == "bad":
        return found["bad"], found["heading"], ()
    return next(one["text"] for one in found["repairs"] if one.get("best")), "", tuple(found["source_ids"])


def find_clause(name: str) -> dict[str, Any]:
    """Return a bad clause of a policy with what is wrong with it and its repairs.

    Raises
    ------
    UnknownName
        If there is no such clause.
    """
    known = {one["id"]: one for one in data.yaml_content("policy_repairs")["clauses"]}
    if name not in known:
        raise data.UnknownName(f"There is no clause {name!r} to repair. There are {', '.join(known)}.")
    return known[name]


def _draft(raw: dict[str, Any], _country: str) -> Words:
    row = data.row("sample_posts", raw["draft"])
    return (row.rewrite or "" if raw["field"] == "rewrite" else row.text), "", ()


KINDS: dict[str, Callable[[dict[str, Any], str], Words]] = {
    "recognise": _post,
    "story": _story_words,
    "definition": _definition,
    "script": _script,
    "country": _country,
    "search": _audit,
    "controller": _audit,
    "drill": _drill,
    "clause": _clause,
    "draft": _draft,
}


def find_items(raw: list[Any] | dict[str, str] | str, country: str = "") -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the lines of a list, and the sources of those that come from the lessons."""
    if raw == "ground_rules":
        return tuple(Item(rule) for rule in ground_rules()), ()
    if isinstance(raw, dict):
        return tuple(Item(words) for words in clues(raw["clues"])), ()
    found = [find_words(one, country) for one in raw]
    acts = [one.get("act", "") if isinstance(one, dict) else "" for one in raw]
    items = tuple(Item(text, reason, act) for (text, reason, _sources), act in zip(found, acts, strict=True))
    return items, tuple(source for *_rest, sources in found for source in sources)


def clues(draft: str) -> list[str]:
    """Return the kinds of clues in a draft, in words, in the order in which they stand there."""
    known = data.yaml_content("privacy_rules")["clues"]
    return [known[kind] for kind in privacy.check(data.row("sample_posts", draft).text).in_sum]


def find_marks(draft: str) -> tuple[tuple[str, bool], ...]:
    """Return a draft in pieces, each with whether the check of a draft marks it."""
    pieces, at = [], 0
    for found in sorted(privacy.find_identifiers(draft), key=lambda one: one.start):
        pieces += [(draft[at : found.start], False), (draft[found.start : found.end], True)]
        at = found.end
    return tuple(piece for piece in [*pieces, (draft[at:], False)] if piece[0])


def find_minute(raw: dict[str, Any]) -> str:
    """Return the minute of a drill at which a message arrives."""
    return number(_inject(raw).minute)


def ground_rules() -> list[str]:
    """Return the ground rules in short: what stands in bold on the start page."""
    import json

    page = json.loads((paths.notebooks_dir() / "00_start_here.ipynb").read_text(encoding="utf-8"))
    for cell in page["cells"]:
        if cell["metadata"].get("medsocial", {}).get("section") == "ground_rules" and cell["cell_type"] == "markdown":
            return _BOLD.findall("".join(cell["source"]))
    raise data.UnknownName("00_start_here.ipynb has no section ground_rules. Restore the section.")


def find_figure(evidence_id: str) -> tuple[str, str, str]:
    """Return a rounded figure of the evidence, its source and how far it was checked; plain digits stand for themselves."""
    if evidence_id.isdigit():
        return number(int(evidence_id)), "", ""
    row = estimate(evidence_id).row
    return number(abs(round(row.estimate))), row.source_id, row.status


# ---- the story ---------------------------------------------------------------------------------------


def room_story(name: str, decisions: int) -> Story:
    """Return a story as a room plays it: scenes at which it decides, and endings.

    The short version is taken unless the whole story fits into the decisions; what it tells by itself is left out,
    so that each choice leads to the next scene that asks, or to an ending.

    Raises
    ------
    UnknownName
        If there is no such story.
    """
    told = stories.find_story(name)
    route = "full" if decisions >= told.most_decisions else stories.SHORT
    kept = [node for node in stories.met(told, route) if not node.choices or node.asked or route == "full"]
    numbers = {node.id: place for place, node in enumerate(kept, start=1)}

    def onward(node_id: str) -> str:
        while node_id not in numbers:
            node = told.node(node_id)
            node_id = next((one.to for one in node.choices if one.told), node.choices[0].to)
        return node_id

    scenes = []
    for node in kept:
        choices = tuple(Choice(one.id, one.label, one.consequence, onward(one.to)) for one in node.choices)
        text = f"{node.scene} “{node.ending.patient}”" if node.ending else node.scene
        scenes.append(Scene(node.id, numbers[node.id], node.heading, text, choices, node.content_note))
    return Story(told.id, told.start.id, decisions, tuple(scenes))


def routes(story: Story) -> list[tuple[tuple[Scene, Choice | None], ...]]:
    """Return every way through a story, as scenes with the choice made there; an ending has none.

    A way that has not ended after the planned decisions stops at the scene where it stands.
    """
    scenes = {scene.id: scene for scene in story.scenes}

    def ways(scene: Scene, left: int) -> list[tuple[tuple[Scene, Choice | None], ...]]:
        if not scene.choices or not left:
            return [((scene, None),)]
        return [((scene, one), *rest) for one in scene.choices for rest in ways(scenes[one.to], left - 1)]

    return ways(scenes[story.first], story.decisions)


def route_words(way: tuple[tuple[Scene, Choice | None], ...]) -> int:
    """Return how many words of a way are read aloud: scenes, choices, and what follows from the one that was made."""
    return sum(
        pace.words(scene.text, *(one.text for one in scene.choices), made.consequence if made else "") for scene, made in way
    )
