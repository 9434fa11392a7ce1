"""A session of a room, slide by slide: what the storyboard in the data says, with its elements filled in.

Parts and their minutes stand in `sessions.yaml`, slides in `session_slides.yaml`. A slide names an element of the
lessons (a case, a story, a guess, a script, a drill, a picture) and never repeats its words.
"""

from dataclasses import dataclass

LENGTHS = (30, 60, 90, 180)
KINDS = ("title", "picture", "number", "words", "draft", "vote", "story", "minute", "order", "task", "sources")
ACTS = ("look", "listen", "vote", "talk", "search", "write", "say", "play", "sort", "rest")


@dataclass(frozen=True)
class Option:
    """One of at most six choices of a vote; the letter follows from the place."""

    id: str
    text: str
    best: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Notes:
    """What the presenter reads: lines to say aloud, what to do, what to watch for, what to leave out when late."""

    say: str
    do: str = ""
    watch: str = ""
    late: str = ""


@dataclass(frozen=True)
class Vote:
    """A question to the room.

    With two votes the first count stays hidden; the neighbours talk, then the room votes again. A vote without a
    best option has no key. `last_word` is the patient's, shown last. A vote that is not `counted` is looked at only.
    """

    vote_id: str
    scene: str
    question: str
    options: tuple[Option, ...]
    votes: int = 1
    speaker: str = ""
    last_word: str = ""
    counted: bool = True

    @property
    def has_key(self) -> bool:
        """Whether one option is right, or our leaning."""
        return any(option.best for option in self.options)


@dataclass(frozen=True)
class Choice:
    """A choice of a scene: what follows, and the scene that it leads to."""

    id: str
    text: str
    consequence: str
    to: str


@dataclass(frozen=True)
class Scene:
    """A scene of a story with its choices, or an ending without any; `number` is what paper and slides call it."""

    id: str
    number: int
    heading: str
    text: str
    choices: tuple[Choice, ...] = ()
    content_note: str = ""


@dataclass(frozen=True)
class Story:
    """A story as a room plays it: after `decisions` choices it always comes to an ending."""

    story_id: str
    first: str
    decisions: int
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Item:
    """One line of a short list or one step of an order, with its reason, shown one after the other.

    `act` is one of `ACTS` where the line stands beside the drawing of it.
    """

    text: str
    reason: str = ""
    act: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide: a sentence, one thing to look at, and what the room does.

    Parameters
    ----------
    slide_id : str
        Key in `session_slides.yaml`.
    kind : str
        One of `KINDS`; each has a layout.
    act : str
        One of `ACTS`: what the room does now, as a word with an icon.
    headline : str
        The finding, or the question; at most two lines.
    picture : str
        Name of a picture drawn for the room; empty if none.
    steps : int
        How many states the picture has; 1 to 4.
    figure, unit : str
        A number in large type and what it counts, for `number`; the minute of an incident, for `minute`.
    quote, who : str
        Words on a card and whose they are, for `words`; what arrives, for `minute`; a draft, for `draft`.
    items : tuple of Item
        A short list (`words`, `task`) or an order (`order`), at most five.
    marks : tuple of (str, bool)
        The words of a draft in pieces, each with whether a reader should weigh it.
    seconds : int
        Computed length, by `pace`.
    clock : int
        Seconds of a task to count down; 0 without a clock.
    reaches : tuple of (str, str)
        What of the founding list is met or done here.
    source_ids : tuple of str
        What it rests on.
    status : str
        How far that was checked, or "invented".
    """

    slide_id: str
    kind: str
    act: str
    headline: str
    notes: Notes
    vote: Vote | None = None
    story: Story | None = None
    picture: str = ""
    steps: int = 1
    figure: str = ""
    unit: str = ""
    quote: str = ""
    who: str = ""
    items: tuple[Item, ...] = ()
    marks: tuple[tuple[str, bool], ...] = ()
    seconds: int = 0
    clock: int = 0
    reaches: tuple[tuple[str, str], ...] = ()
    source_ids: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a session: its title, its planned minutes, its slides, and what goes first when time is short.

    In a `quiet` part, a form or a break, nobody asks a question; `form` is one in which a form is filled in.
    """

    part_id: str
    title: str
    minutes: int
    starts: int
    slides: tuple[Slide, ...]
    if_late: str = ""
    quiet: bool = False
    form: bool = False


@dataclass(frozen=True)
class Session:
    """A session of a certain length."""

    minutes: int
    parts: tuple[Part, ...]
