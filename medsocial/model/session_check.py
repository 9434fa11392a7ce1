"""What is wrong with the storyboards: one sentence for each fault, with its slide or part and its cure."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..store import data
from . import drill, pace, session, session_plan
from . import session_clock as clock
from .session_elements import routes
from .storyboard import LENGTHS, Session, Slide, Story

PLANS, SLIDES, REACH, FORMS = "sessions.yaml", "session_slides.yaml", "session_reach.csv", "session_forms.csv"
SHARE = 85  # per cent of its minutes that a part may compute to
MEAN_WORDS, SCENE_WORDS, MOST_OPTIONS, MOST_ITEMS, MOST_STATES = 30, 65, 6, 5, 4
PRESSES = 110  # in an hour
LINE, LINES = 42, 2  # signs of a headline's line at its size, and lines
PARTS_OF_NOTES = {"say": "line to say", "do": "line on what to do", "watch": "line on what to watch for"}
# Nobody in a room has one of these.
_SCREEN = re.compile(r"\b(?:click\w*|this page|mouse|keyboard|cursor|your (?:computer|screen|laptop))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """One fault: the file, the slide, part or length, what is wrong, and how to mend it."""

    file: str
    where: str
    rule: str
    cure: str


def problems() -> list[Fault]:
    """Return every fault of the storyboards, in the order of slides and sessions."""
    plans, slides = session.plans(), session.raw_slides()
    found = [*_lengths(plans), *_names(plans, slides)]
    made = made_slides(slides, SLIDES, found)
    for plan in plans:
        faults = list(_forms(plan))
        for forms in (False, True) if session_plan.form_rows(plan["minutes"]) and not faults else (False,):
            parts = session.planned(plan, forms)
            found += _minutes(plan["minutes"], parts, forms)
            names = [name for part in parts for name in part.get("slides", ())]
            if all(name in made for name in names):
                found += lost_messages([slides[name] for name in names], _place(plan["minutes"], forms), PLANS)
                loaded = session.load(plan["minutes"], forms=forms)
                found += _session(loaded, plan["most_slides"], _place(plan["minutes"], forms))
        found += faults
    return found


def made_slides(slides: dict[str, dict[str, Any]], file: str, found: list[Fault]) -> dict[str, Slide]:
    """Return the slides of a file that can be made, by their names; the faults of all are added to `found`."""
    made = {}
    for name, raw in slides.items():
        try:
            made[name] = session.make_slide(raw, "", pace.ROOM, set())
        except (data.UnknownName, data.DataError) as error:
            found.append(Fault(file, name, str(error).rstrip("."), "Correct the name, or add the element first."))
            continue
        found += [*_slide(made[name], file), *_countries(raw, file)]
    return made


def _place(minutes: int, forms: bool) -> str:
    return f"{minutes} with forms" if forms else str(minutes)


# ---- names and minutes -------------------------------------------------------------------------------


def _lengths(plans: list[dict[str, Any]]) -> Iterator[Fault]:
    have = Counter(plan["minutes"] for plan in plans)
    for length in LENGTHS:
        if have[length] != 1:
            rule = f"the session of {length} minutes stands here {have[length]} times, and it must stand once"
            yield Fault(PLANS, str(length), rule, "Add it, or remove the second one.")


def _minutes(minutes: int, parts: list[dict[str, Any]], forms: bool) -> Iterator[Fault]:
    total = sum(part["minutes"] for part in parts)
    if total != minutes:
        rule = f"the parts add up to {total} minutes, and the session has {minutes}"
        cure = f"Correct what a part gives up in {FORMS}." if forms else "Correct the minutes of a part."
        yield Fault(PLANS, _place(minutes, forms), rule, cure)


def _forms(plan: dict[str, Any]) -> Iterator[Fault]:
    """Yield a fault for what a part cannot give up for forms."""
    parts = {part["id"]: part for part in plan["parts"]}
    for row in session_plan.form_rows(plan["minutes"]):
        part = parts.get(row.part_id, {})
        if not part or part.get("form"):
            rule = f"the session of {plan['minutes']} minutes has no part {row.part_id} that could give up minutes"
            yield Fault(FORMS, row.row_id, rule, "Correct the part.")
        elif row.gives_up >= part["minutes"]:
            rule = f"it gives up {row.gives_up} minutes of a part that has {part['minutes']}"
            yield Fault(FORMS, row.row_id, rule, "Let it give up less.")
        for name in row.leaves_out:
            if part and name not in part.get("slides", ()):
                yield Fault(FORMS, row.row_id, f"the part has no slide {name} to leave out", "Correct the name.")


def _names(plans: list[dict[str, Any]], slides: dict[str, dict[str, Any]]) -> Iterator[Fault]:
    used = set()
    for plan in plans:
        taken = [(row.row_id, name) for row in session_plan.form_rows(plan["minutes"]) for name in row.takes]
        for row_id, name in taken:
            if name not in slides:
                yield Fault(FORMS, row_id, f"there is no slide called {name} in {SLIDES}", "Correct the name.")
        used |= {name for _row, name in taken}
        for part in plan["parts"]:
            place = f"{plan['minutes']}.{part['id']}"
            used |= set(part.get("slides", ()))
            if not part.get("slides"):
                yield Fault(PLANS, place, "the part has no slides", "Name its slides.")
            for name in part.get("slides", ()):
                if name not in slides:
                    yield Fault(PLANS, place, f"there is no slide called {name} in {SLIDES}", "Correct the name, or write it.")
        yield from shown_twice(session.planned(plan), str(plan["minutes"]), PLANS)
    counted = Counter(one["id"] for one in data.yaml_content("session_slides"))
    for name, count in counted.items():
        if count > 1:
            yield Fault(SLIDES, name, "two slides have this name", "Give one of them another name.")
        if name not in used:
            yield Fault(SLIDES, name, f"no session of {PLANS} shows this slide", "Name it in a part, or remove it.")


def shown_twice(parts: list[dict[str, Any]], place: str, file: str) -> Iterator[Fault]:
    """Yield a fault for each slide that stands twice in a deck."""
    counted = Counter(name for part in parts for name in part.get("slides", ()))
    for part in parts:
        for name in part.get("slides", ()):
            if counted[name] > 1:
                yield Fault(file, f"{place}.{part['id']}", f"the slide {name} stands twice in this deck", "Name it once.")


# ---- one slide ---------------------------------------------------------------------------------------


def _slide(slide: Slide, file: str) -> Iterator[Fault]:
    def say(rule: str, cure: str) -> Fault:
        return Fault(file, slide.slide_id, rule, cure)

    for part, words in PARTS_OF_NOTES.items():
        if not getattr(slide.notes, part).strip():
            yield say(f"the notes have no {words}", f"Add {part} to its notes.")
    if lines_of(slide.headline) > LINES:
        yield say(f"the headline takes more than {LINES} lines of {LINE} signs", "Shorten it.")
    for words in (slide.headline, slide.notes.say, *(item.text for item in slide.items)):
        if found := _SCREEN.search(words):
            yield say(f"it says “{found[0]}”, and nobody in a room has one", "Say it for people with paper and pens.")
    if slide.vote:
        yield from _vote(slide, say)
    elif slide.kind == "vote":
        yield say("a vote needs something to vote on", "Name an element under vote.")
    if slide.story:
        yield from _story(slide.story, say)
    if len(slide.items) > MOST_ITEMS:
        yield say(f"the list has {len(slide.items)} lines, and a slide bears {MOST_ITEMS}", "Leave out the weakest.")
    states = clock.states(slide)
    if len(states) > MOST_STATES:
        yield say(f"it has {len(states)} steps, and at most {MOST_STATES} are followed", "Make two slides of it.")
    if max(states) > clock.most_words(slide):
        yield say(
            f"it shows {max(states)} words at once, and it bears {clock.most_words(slide)}",
            "Shorten it, or choose another element.",
        )
    known = {row.item_id for row in data.rows("session_reach")}
    for item, _level in slide.reaches:
        if item not in known:
            yield say(f"it reaches {item}, which is no item of {REACH}", "Correct the name.")


def _vote(slide: Slide, say: Any) -> Iterator[Fault]:
    if len(slide.vote.options) > MOST_OPTIONS:
        yield say(f"the vote has {len(slide.vote.options)} options, and a room has cards for {MOST_OPTIONS}", "Leave out some.")
    if not slide.vote.question.endswith("?"):
        yield say("what is voted on is no question", "Add a question that ends with a question mark.")
    elif lines_of(slide.vote.question) > LINES:
        yield say(f"the question takes more than {LINES} lines of {LINE} signs", "Write a shorter question under vote.")
    ids = Counter(one.id for one in slide.vote.options)
    if max(ids.values()) > 1:
        yield say("two options have the same id", "Give each option an id of its own.")


def _story(story: Story, say: Any) -> Iterator[Fault]:
    open_ends = {way[-1][0].id for way in routes(story) if way[-1][0].choices}
    for scene in sorted(open_ends):
        rule = f"after {story.decisions} decisions a room can stand at {scene}, which is no ending"
        yield say(rule, f"In stories.yaml, let a choice that leads to {scene} lead to an ending, or plan more decisions.")
    for scene, count in clock.scene_words(story).items():
        if count > SCENE_WORDS:
            rule = f"the scene {scene} shows {count} words with its choices, and it bears {SCENE_WORDS}"
            yield say(rule, "Shorten it in stories.yaml.")


def _countries(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    """Yield a fault for the words of each country that are too many for their slide."""
    named = [raw.get("quote"), *(raw.get("items", ()) if isinstance(raw.get("items"), list) else ())]
    if not any(isinstance(one, dict) and ("script" in one or "country" in one) for one in named):
        return
    for country in data.rows("countries"):
        slide = session.make_slide(raw, country.country_id, pace.ROOM, set())
        if max(clock.states(slide)) > clock.most_words(slide):
            rule = f"for {country.name} it shows {max(clock.states(slide))} words at once, and it bears {clock.most_words(slide)}"
            yield Fault(file, slide.slide_id, rule, "Shorten the words of that country.")


def lines_of(headline: str) -> int:
    """Return how many lines a headline takes, word by word."""
    lines, room = 0, 0
    for word in headline.split():
        if room < len(word) + 1 or not lines:
            lines, room = lines + 1, LINE + 1
        room -= len(word) + 1
    return lines


# ---- a whole session ---------------------------------------------------------------------------------


def _session(made: Session, most_slides: int, place: str) -> Iterator[Fault]:
    slides = [slide for part in made.parts for slide in part.slides]
    yield from too_much(made, most_slides, place, PLANS)
    for part in made.parts:
        seconds, planned = clock.part_seconds(part), part.minutes * 60
        if seconds > planned * SHARE / 100:
            rule = f"it computes to {seconds} of its {planned} seconds, and at most {SHARE} in 100 are planned"
            yield Fault(PLANS, f"{place}.{part.part_id}", rule, "Shorten what is said, leave something out, or give it time.")
    yield from _reach(made, slides, place)


def too_much(made: Session, most_slides: int, place: str, file: str) -> Iterator[Fault]:
    """Yield a fault for too many slides, keys or words of a deck."""
    slides = [slide for part in made.parts for slide in part.slides]
    if (shown := sum(map(clock.shown, slides))) > most_slides:
        yield Fault(file, place, f"the longest way has {shown} slides, and at most {most_slides} are planned", "Leave one out.")
    most = PRESSES * made.minutes // 60
    if (presses := sum(map(clock.presses, slides))) > most:
        yield Fault(file, place, f"a key is pressed {presses} times, and at most {most} times are planned", "Use fewer steps.")
    if (mean := clock.mean_words(slides)) > MEAN_WORDS:
        rule = f"a state of its slides shows {mean:.1f} words on average, and it bears {MEAN_WORDS}"
        yield Fault(file, place, rule, "Shorten the longest slides.")


def lost_messages(shown: list[dict[str, Any]], place: str, file: str) -> Iterator[Fault]:
    """Yield a fault for each message of a drill that a deck leaves out, or shows too early, though it shows others of it."""
    messages: dict[str, list[str]] = {}
    for raw in shown:
        if raw["kind"] == "minute":
            messages.setdefault(raw["quote"]["drill"], []).append(raw["quote"]["inject"])
    for name, have in messages.items():
        want = [one.id for one in drill.scenario(name).injects]
        for one in want:
            if one not in have:
                yield Fault(file, place, f"the message {one} of the drill {name} is lost", "Add a slide that shows it.")
        if sorted(have) == sorted(want) and have != want:
            rule = f"the messages of the drill {name} do not come in the order of their minutes"
            yield Fault(file, place, rule, "Put their slides into that order.")


def _reach(made: Session, slides: list[Slide], place: str) -> Iterator[Fault]:
    length = place.replace(str(made.minutes), f"{made.minutes} minutes", 1)
    reached: dict[str, set[str]] = {}
    for slide in slides:
        for item, level in slide.reaches:
            reached.setdefault(item, set()).add(level)
    for row in data.rows("session_reach"):
        wanted = getattr(row, f"in_{made.minutes}")
        have = reached.get(row.item_id, set())
        if wanted != "-" and not (have if wanted == "met" else "done" in have):
            rule = f"{row.item_id} must be {wanted} in {length}, and no slide of that session does it"
            yield Fault(REACH, row.item_id, rule, "Let a slide reach it, or change the table.")
