"""Where the reader stopped, and what comes next."""

import ipywidgets

from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground.text import _
from ..store import answers, data
from .parts.base import Activity
from .start import lesson_link


class ContinueWorkshop(Activity):
    """One line: where you stopped, what is next, how long it takes."""

    lesson, key = "00_start_here", "continue_workshop"

    def __init__(self) -> None:
        super().__init__(_("Where you are"))
        self.line = ipywidgets.HTML(self._live_line())
        self.lay_out(self.line)

    def _live_line(self) -> str:
        try:
            stop = answers.last_stop()
        except OSError:
            stop = None
        published = [row.lesson for row in data.rows("lessons") if row.status == "published"]
        if stop is None or stop[0] not in published:
            return self.to_html()
        lesson, activity = stop
        words = _("You stopped at “{activity}” in lesson {lesson}.").format(
            activity=activity or data.row("lessons", lesson).title, lesson=data.row("lessons", lesson).number
        )
        following = published[published.index(lesson) + 1 :][:1]
        here = tag("p", escape(words), " ", escape(_("Go on with ")), lesson_link(lesson), ".")
        return here + (tag("p", escape(_("Next: ")), lesson_link(following[0]), ".") if following else "")

    def to_html(self) -> str:
        """Return the first lesson to read."""
        first = next(row for row in data.rows("lessons") if row.number == 1)
        return tag("p", escape(_("You have not started yet. Next: ")), lesson_link(first.lesson), ".")

    def sentence(self) -> str:
        """Return the first lesson to read, in one sentence."""
        first = next(row for row in data.rows("lessons") if row.number == 1)
        return _("Where you are: you have not started yet; the first lesson is “{title}”.").format(title=first.title)


@with_recipe
def continue_workshop() -> ContinueWorkshop:
    """Return a line that says where the reader stopped and what is next.

    Examples
    --------
    >>> ms.continue_workshop()
    """
    return ContinueWorkshop()
