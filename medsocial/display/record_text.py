"""The words of the learning record, and its page to print."""

from ..ground import text
from ..ground.text import _
from ..model import pace
from ..model.learning import Record
from .elements import Table
from .markup import escape, tag

BLANK = "_" * 40
EMPTY_LINES = 3  # to write on, where a question has no answer


def title() -> str:
    """Return what the record is called."""
    return _("My learning record")


def own() -> str:
    """Return what the record is not."""
    return _(
        "This is your own record. No body has accredited it, and it proves no competence. "
        "Whether it counts is decided by those who ask you for it."
    )


def questions() -> dict[str, tuple[str, str]]:
    """Return the three questions of the reflection: a heading, and what it asks."""
    return {
        "what": (_("What?"), _("What did I do here, and what struck me?")),
        "so_what": (_("So what?"), _("Why does it matter in my work, and what had I taken for granted?")),
        "now_what": (_("Now what?"), _("What will I do differently, and on which day shall I look back?")),
    }


def facts(record: Record) -> list[tuple[str, str]]:
    """Return what was done, as pairs of entry and content."""
    computed = _("{n} for the core of these lessons, from its tasks and from its words at {pace} a minute").format(
        n=text.number(record.computed), pace=text.number(int(pace.figure("words_alone")))
    )
    return [
        (_("Date"), text.date(record.day)),
        (_("Activity"), _("Social media for doctors and hospitals, a workshop in notebooks")),
        (_("Kind"), _("Study of my own, with cases and exercises")),
        (_("Lessons"), "; ".join(record.lessons) or BLANK),
        (_("Minutes that I spent"), text.number(record.minutes) if record.minutes else BLANK),
        *([(_("Minutes as computed"), computed)] if record.computed else []),
        (_("Credit"), _("None is claimed. Nobody has accredited this workshop.")),
    ]


def signature() -> str:
    """Return the last line."""
    return _("Name and signature, if somebody asks for them: {blank}").format(blank=BLANK)


def answer_lines(record: Record, question: str) -> list[str]:
    """Return the lines of an answer, or empty ones to write on."""
    return record.reflection.get(question, "").strip().splitlines() or [BLANK * 2] * EMPTY_LINES


def body_html(record: Record) -> str:
    """Return the record as the body of a page to print."""
    asked = [
        tag("p", tag("strong", escape(heading)), " ", escape(prompt))
        + "".join(tag("p", escape(line)) for line in answer_lines(record, name))
        for name, (heading, prompt) in questions().items()
    ]
    return (
        tag("p", escape(own()))
        + Table(columns=(_("Entry"), _("Content")), rows=facts(record), caption=_("What I did")).to_html()
        + tag("p", tag("strong", escape(_("What I worked on"))))
        + tag("ul", *(tag("li", escape(words)) for words in record.objectives or [BLANK]))
        + "".join(asked)
        + tag("p", escape(signature()))
    )
