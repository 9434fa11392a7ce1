"""The front of the course: how long it takes, the lessons, and what the reader has done of them."""

from typing import Any

import ipywidgets

from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground.text import _, ngettext
from ..model.storyboard import LENGTHS
from ..store import answers, copies, data
from ..store.lessons import labs, series
from .parts.base import Activity
from .start import lesson_link, section_link


class ContinueWorkshop(Activity):
    """Three lengths, the lessons with their minutes and what was done, the labs beside them, and where the reader stopped."""

    lesson, key = "00_start_here", "continue_workshop"
    is_task = False

    def __init__(self) -> None:
        super().__init__(_("The course at a glance"))
        second = copies.words(copies.found())
        warned = tag("p", escape(second), class_="ms-review") if second else ""
        self.line = ipywidgets.HTML(warned + self._stopped() + self._lengths() + self._lessons(self._answered()))
        self.lay_out(self.line)

    def _answered(self) -> dict[str, int]:
        try:
            return {lesson: len(given) for lesson, given in answers.all_lessons().items()}
        except OSError:
            return {}

    def _stopped(self) -> str:
        """Return where the reader stopped, and the way back; empty at the beginning."""
        try:
            stop = answers.last_stop()
        except OSError:
            stop = None
        published = [row.lesson for row in series() if row.status == "published"]
        if stop is None or stop[0] not in [*published, *(row.lesson for row in labs())]:
            return ""
        lesson, activity = stop
        words = _("You stopped at “{activity}” in lesson {lesson}.").format(
            activity=activity or data.row("lessons", lesson).title, lesson=data.row("lessons", lesson).number
        )
        # No lesson leads on to a lab, and a lab to none.
        following = published[published.index(lesson) + 1 :][:1] if lesson in published else []
        here = tag("p", escape(words), " ", escape(_("Go on with ")), lesson_link(lesson), ".")
        return here + (tag("p", escape(_("Next: ")), lesson_link(following[0]), ".") if following else "")

    def _lengths(self) -> str:
        alone = sum(row.minutes_core for row in series())
        ways = (
            (_("10 minutes"), "01_definitions", "Audit your own footprint", _("Tonight: what the internet shows about you")),
            (
                ngettext("{n} minute", "{n} minutes", alone).format(n=alone),
                "01_definitions", "", _("Alone: one lesson at a time"),
            ),
            (
                _("{least} to {most} minutes").format(least=min(LENGTHS), most=max(LENGTHS)),
                "00_start_here", "Go deeper: present to a room", _("With a group: deck, guide and sheets"),
            ),
        )
        return tag("ul", *(
            tag("li", tag("strong", escape(length)), " ", section_link(lesson, section, label))
            for length, lesson, section, label in ways
        ), class_="ms-lengths ms-checks")

    def _lessons(self, answered: dict[str, int]) -> str:
        beside = tag("p", escape(_("Beside the course, for readers who want to work with the tables in Python:")))
        return self._linked(series(), answered) + (beside + self._linked(labs(), answered) if labs() else "")

    def _linked(self, rows: tuple[Any, ...], answered: dict[str, int]) -> str:
        return tag("ul", *(
            tag("li", lesson_link(row.lesson), self._done(answered.get(row.lesson, 0)))
            for row in rows
        ), class_="ms-course ms-checks")

    def _done(self, count: int) -> str:
        if not count:
            return ""
        said = ngettext("{n} part done", "{n} parts done", count).format(n=count)
        return " " + tag("span", escape(said), class_="ms-good")

    def to_html(self) -> str:
        """Return the lengths and the lessons, as they stand for somebody who has not begun."""
        return self._lengths() + self._lessons({})

    def sentence(self) -> str:
        """Return how many lessons there are and where they begin, in one sentence."""
        lessons = series()
        first = next(row for row in lessons if row.number == 1)
        return _("The course has {n} lessons; the first after this page is “{title}”.").format(n=len(lessons), title=first.title)


@with_recipe
def continue_workshop() -> ContinueWorkshop:
    """Return the course at a glance: lengths, lessons, what was done, and where the reader stopped.

    Examples
    --------
    >>> ms.continue_workshop()
    """
    return ContinueWorkshop()
