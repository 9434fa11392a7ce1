"""What a slide asks of a room: words read aloud, things done, words seen at once, keys pressed."""

from . import pace
from .pace import Load
from .session_elements import route_words, routes
from .storyboard import Part, Session, Slide, Story

_FULL, _SCENE = 60, 65  # words at most that are seen at once on any slide, and on a scene with its choices
_PICTURES = {"types_and_names": 75, "benefits": 75}


# ---- time --------------------------------------------------------------------------------------------


def slide_load(slide: Slide, done: Load, read: set[str]) -> Load:
    """Return what a slide asks of a room.

    `done` is what the storyboard adds: searches, lines, talks. `read` holds what was read aloud in this part: the
    options of a second vote on the same question are not read again.
    """
    load = done + Load(words=pace.words(slide.notes.say) + _fresh(_read_aloud(slide), read))
    if slide.vote:
        load += Load(votes=1, counts=int(slide.vote.counted))
        if slide.vote.votes > 1:
            load += Load(second_votes=1, talks=1, counts=int(slide.vote.counted))
    if slide.story:
        ways = routes(slide.story)
        most = max(len(way) - 1 for way in ways)
        load += Load(words=max(map(route_words, ways)), votes=most, counts=most)
    return load


def _read_aloud(slide: Slide) -> list[str]:
    """Return the words of a slide that are read aloud; what neighbours say to each other belongs to their talk."""
    texts = [words for item in slide.items for words in (item.text, item.reason)]
    if slide.act != "say":
        texts += [slide.quote, slide.who if slide.vote else ""]
    if slide.vote:
        vote = slide.vote
        texts += [vote.scene, vote.question, *(one.text for one in vote.options), vote.last_word]
        texts += [one.reason for one in vote.options if one.best]
    return texts


def _fresh(texts: list[str], read: set[str]) -> int:
    count = 0
    for text in texts:
        if text not in read:
            read.add(text)
            count += pace.words(text)
    return count


def part_seconds(part: Part) -> int:
    """Return how long a part takes: its slides, the change to it, and a question from the room in a long one."""
    return sum(slide.seconds for slide in part.slides) + pace.room_seconds(pace.around(part.minutes, part.quiet))


def session_seconds(session: Session, phones: bool = False) -> int:
    """Return how long a session takes, with what a late start costs, and joining where phones vote."""
    joining = round(pace.figure("joining")) if phones else 0
    return sum(map(part_seconds, session.parts)) + pace.late_start(session.minutes) + joining


# ---- words and keys ------------------------------------------------------------------------------------


def states(slide: Slide) -> list[int]:
    """Return how many words are seen at once in each state of a slide; words inside pictures are not known here."""
    vote, count = slide.vote, pace.words
    if vote:
        options = count(*(one.text for one in vote.options))
        card = count(vote.scene, slide.quote, slide.who)
        found = [count(vote.question) + card + options] * (2 if vote.votes > 1 or (vote.has_key and vote.counted) else 1)
        reason = count(*(one.reason for one in vote.options if one.best)) if vote.has_key else card
        found.append(count(slide.headline) + reason + options)
        return [*found, count(slide.headline, vote.last_word, vote.speaker) + options] if vote.last_word else found
    fixed = count(slide.headline, slide.quote, slide.who, slide.figure, slide.unit)
    texts, reasons = count(*(item.text for item in slide.items)), count(*(item.reason for item in slide.items))
    if slide.kind == "draft":
        return [fixed, fixed + texts]
    if slide.kind == "order" or (slide.kind == "words" and reasons):
        return [fixed + texts, fixed + texts + reasons]
    steps = slide.steps if slide.kind == "picture" else 1 + bool(slide.clock)
    return [fixed + texts] * steps


def scene_words(story: Story) -> dict[str, int]:
    """Return how many words each scene of a story shows with its choices, by its id."""
    return {
        scene.id: pace.words(scene.heading, scene.text, scene.content_note, *(one.text for one in scene.choices))
        for scene in story.scenes
    }


def most_words(slide: Slide) -> int:
    """Return how many words a state of a slide may show."""
    if slide.vote and (slide.vote.scene or slide.quote):
        return _SCENE
    return _PICTURES.get(slide.picture, _FULL)


def shown(slide: Slide) -> int:
    """Return how many slides a room sees: a story has its opening, and its scenes on the longest way."""
    return 1 + max(map(len, routes(slide.story))) if slide.story else 1


def presses(slide: Slide) -> int:
    """Return how many times a key is pressed to leave a slide; in a story the last choice is taken at each scene."""
    if slide.story:
        # On: frame the first choice. Back, as often as it takes to frame the last. On: take it. On: to its scene.
        return 1 + max(sum(len(scene.choices) + 2 if made else 1 for scene, made in way) for way in routes(slide.story))
    return len(states(slide))


def mean_words(slides: list[Slide]) -> float:
    """Return the mean number of words in a state, over all slides; scenes of a story have a limit of their own."""
    counts = [count for slide in slides for count in states(slide)]
    return sum(counts) / len(counts)
