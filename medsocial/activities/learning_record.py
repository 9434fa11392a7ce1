"""The learning record: date, minutes, objectives and a reflection; the reader's own, and not accredited.

Kept under lesson `07_action_plan`, key `learning_record`:
`{"date": "2026-11-23", "minutes": 84, "objectives": ["O1", …], "own_words": "…"}`.
"""

import datetime as dt
from typing import Any

import ipywidgets

from ..display.elements import Table
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import clock, text
from ..ground.text import _, ngettext
from ..store import data
from .parts.base import Activity, button
from .parts.plan_sources import all_answers
from .parts.printing import File, hand_out_page

LESSON, KEY = "07_action_plan", "learning_record"
PAGE = "record_to_print.html"
MOST_MINUTES = 1200
LONGEST = 4000
BLANK = "_" * 40


def lessons_done(lessons: dict[str, Any]) -> tuple[Any, ...]:
    """Return the lessons in which something was answered, in order; the plan's own lesson counts by its plan only."""
    return tuple(row for row in data.rows("lessons") if set(lessons.get(row.lesson, {})) - {KEY})


def minutes_of(rows: tuple[Any, ...]) -> int:
    """Return the minutes of the lessons' core parts together."""
    return sum(row.minutes_core for row in rows)


def objectives_of(rows: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the objectives that the lessons touch."""
    names = {row.lesson for row in rows}
    return tuple(row.objective_id for row in data.rows("objectives") if names & set(row.lessons))


class LearningRecord(Activity):
    """Suggests minutes and objectives from the lessons done; everything can be changed."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("My learning record"))
        self.rows = lessons_done(all_answers())
        kept = {name: self.saved(name, object) for name in ("date", "minutes", "objectives", "own_words")}
        wide = {"style": {"description_width": "initial"}, "layout": {"width": "100%", "max_width": "560px"}}
        self.date = ipywidgets.Text(description=_("Date (for example 2026-11-23)"), continuous_update=False, **wide)
        self.date.value = kept["date"] if _day(kept["date"]) else clock.today().isoformat()
        self.minutes = ipywidgets.BoundedIntText(description=_("Minutes that I spent"), min=0, max=MOST_MINUTES, **wide)
        fits = type(kept["minutes"]) is int and 0 <= kept["minutes"] <= MOST_MINUTES
        self.minutes.value = kept["minutes"] if fits else minutes_of(self.rows)
        known = isinstance(kept["objectives"], list)
        ticked = kept["objectives"] if known else objectives_of(self.rows)
        self.objectives = {
            row.objective_id: ipywidgets.Checkbox(description=row.statement, indent=False, value=row.objective_id in ticked)
            for row in data.rows("objectives")
        }
        self.reflection = ipywidgets.Textarea(
            description=_("What will I do differently? No names, no patients"), continuous_update=False, **wide
        )
        self.reflection.value = kept["own_words"][:LONGEST] if isinstance(kept["own_words"], str) else ""
        written = (self.date, self.minutes, self.reflection, *self.objectives.values())
        self.to_print, self.file = button(_("Make a page to print"), primary=True, reads=written), File()
        for control in written:
            self.watch(control, "value", lambda _change: self._changed())
        self.to_print.on_click(self.guard(lambda _button: self._print()))
        self.lay_out(
            ipywidgets.HTML(tag("p", escape(_own())) + tag("p", escape(self._suggested()))),
            self.date,
            self.minutes,
            ipywidgets.HTML(tag("p", escape(_("What I worked on")), class_="ms-question")),
            *self.objectives.values(),
            self.reflection,
            self.to_print,
            self.file,
        )

    def _suggested(self) -> str:
        if not self.rows:
            return _("No lesson has an answer of yours yet. Fill in the minutes yourself.")
        numbers = text.listing([text.number(row.number) for row in self.rows])
        count = minutes_of(self.rows)
        said = ngettext(
            "Suggested: {n} minute, for the core parts of the lessons that you opened: {numbers}.",
            "Suggested: {n} minutes, for the core parts of the lessons that you opened: {numbers}.",
            count,
        )
        return said.format(n=text.number(count), numbers=numbers) + " " + _("Nobody timed you: put your own number.")

    def state(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "date": self.date.value,
            "minutes": self.minutes.value,
            "objectives": [name for name, box in self.objectives.items() if box.value],
            "own_words": self.reflection.value[:LONGEST],
        }

    def _changed(self) -> None:
        if self._date_is_wrong():
            return
        self.save(self.state())

    def _date_is_wrong(self) -> bool:
        if _day(self.date.value):
            return False
        form = _("The date cannot be read. Write year, month and day, for example {today}.")
        self.status.say(form.format(today=clock.today().isoformat()), "warning")
        return True

    def _print(self) -> None:
        if self._date_is_wrong():
            return
        done = [data.row("objectives", name).statement for name in self.state()["objectives"]]
        rows = [
            (_("Date"), text.date(_day(self.date.value) or clock.today())),
            (_("Minutes"), text.number(self.minutes.value)),
            (_("Programme"), _("Social media for doctors and hospitals, a workshop in notebooks")),
        ]
        body = (
            tag("p", escape(_own()))
            + Table(columns=(_("Entry"), _("Content")), rows=rows, caption=_("What I did")).to_html()
            + tag("p", tag("strong", escape(_("What I worked on"))))
            + tag("ul", *(tag("li", escape(words)) for words in done or [BLANK]))
            + tag("p", tag("strong", escape(_("What I will do differently"))))
            + "".join(tag("p", escape(line)) for line in self.reflection.value.strip().splitlines() or [BLANK])
            + tag("p", escape(_("Name and signature, if somebody asks for them: {blank}").format(blank=BLANK)))
        )
        hand_out_page(self, self.file, PAGE, self.title, body)

    def to_html(self) -> str:
        """Return the record as a sheet to fill in, with each lesson's minutes and the objectives."""
        minutes = Table(
            columns=(_("Lesson"), _("Minutes of the core part")),
            rows=[(row.title, text.number(row.minutes_core)) for row in data.rows("lessons")],
            caption=_("How long the core parts take, as planned."),
            numeric=(1,),
        )
        aims = tag("ul", *(tag("li", escape(f"☐ {row.statement}")) for row in data.rows("objectives")), class_="ms-checks")
        asked = (_("Date: {blank}"), _("Minutes: {blank}"), _("What will I do differently? {blank}"))
        return (
            tag("p", escape(_own()))
            + tag("ul", *(tag("li", escape(line.format(blank=BLANK))) for line in asked))
            + tag("p", escape(_("What I worked on")), class_="ms-question")
            + aims
            + tag("details", tag("summary", escape(_("Minutes, lesson by lesson"))), minutes.to_html(), class_="ms-more")
        )

    def sentence(self) -> str:
        """Return what the record is, in one sentence."""
        return _("My learning record: date, minutes, objectives and a reflection; my own note, not accredited by anyone.")


def _own() -> str:
    return _(
        "This is your own record. No body has accredited it, and it proves no competence. "
        "Whether it counts is decided by those who ask you for it."
    )


def _day(written: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if isinstance(written, str) and len(written) == 10 else None
    except ValueError:
        return None


@with_recipe
def learning_record() -> LearningRecord:
    """Return the reader's own learning record, to fill in and to print.

    Examples
    --------
    >>> ms.learning_record()
    """
    return LearningRecord()
