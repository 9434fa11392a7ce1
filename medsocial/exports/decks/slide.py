"""A slide, a group of slides, and a deck."""

from dataclasses import dataclass, field

from ...display.markup import escape, tag


@dataclass
class Slide:
    """One slide: title, body as HTML, and what belongs to it.

    Parameters
    ----------
    kind : str
        Chooses the layout, as a class of the style sheet.
    title : str
        Words of the heading.
    body : str
        HTML.
    kicker : str
        Small line above the title.
    source : str
        Small line below the body, as HTML.
    notes : str
        What the facilitator sees, as HTML.
    key : bool
        Whether the slide gives answers away.
    airy : bool
        Whether there is room for larger letters.
    sources : tuple of str
        Keys of what it rests on.
    anchor : str
        Name to which other slides lead.
    """

    kind: str
    title: str
    body: str = ""
    kicker: str = ""
    source: str = ""
    notes: str = ""
    key: bool = False
    airy: bool = False
    sources: tuple[str, ...] = ()
    anchor: str = ""

    def to_html(self, level: int, seconds: int, section: str) -> str:
        """Return the slide as a section of the deck."""
        kicker = tag("p", escape(self.kicker), class_="kicker") if self.kicker else ""
        title = tag(f"h{level}", escape(self.title)) if self.title else ""
        head = tag("div", kicker, title, class_="head")
        source = tag("p", self.source, class_="source") if self.source else ""
        notes = tag("aside", self.notes, class_="notes") if self.notes else ""
        return tag(
            "section", head, tag("div", self.body, class_="body"), source, notes,
            class_=f"slide k-{self.kind}" + " airy" * self.airy, id=self.anchor or None, data_timing=seconds or None,
            data_section=section, data_key=self.key or None,
        )  # fmt: skip


@dataclass
class Group:
    """Slides of one section: a column of the overview, with its minutes for the timer."""

    name: str
    slides: list[Slide] = field(default_factory=list)
    minutes: int = 0

    @property
    def seconds_each(self) -> list[int]:
        """How long each slide lasts, in seconds; together the minutes of the group."""
        count = len(self.slides)
        whole = self.minutes * 60
        return [whole * (i + 1) // count - whole * i // count for i in range(count)]


@dataclass
class Deck:
    """A deck: its file name, its title and its groups."""

    file: str
    title: str
    groups: list[Group] = field(default_factory=list)
    minutes: int = 0

    @property
    def slides(self) -> list[Slide]:
        """All slides, in order."""
        return [slide for group in self.groups for slide in group.slides]
