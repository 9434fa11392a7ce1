"""The plan: up to three commitments, two times of the day, what the audit left open, a page and a calendar file.

Kept under lesson `07_action_plan`, key `plan`:
`{"commitments": [{"what": "privacy_number", "own_words": {"label", "when", "where", "barrier", "know"}}, …],
"first_window": 12, "second_window": 18, "window_minutes": 15, "in_calendar": false,
"made_on": "2026-11-29", "plan_id": "5f0c…"}`. The two days on which to look back count from `made_on`.
`what` is a commitment of `commitments.yaml`, `audit:` and an action of the audit, or `own`.
"""

import datetime as dt
from typing import Any

import ipywidgets

from ..display.elements import Table
from ..display.markup import escape, options, source_line, tag
from ..display.recipe import with_recipe
from ..ground import clock, text
from ..ground.text import _, ngettext
from ..model import plan as model
from ..model import reviews
from ..model.footprint import label as audit_words
from ..store import data
from .parts.base import Activity, button
from .parts.plan_sources import TIME, all_answers, done_so_far, stored
from .parts.printing import File, hand_out, hand_out_page

LESSON, KEY = "07_action_plan", "plan"
PAGE, CALENDAR = "plan_to_print.html", "my_plan.ics"
BLANK = "_" * 36
WIDE = {"style": {"description_width": "initial"}, "layout": {"width": "100%", "max_width": "560px"}}


def commitment_html(place: int, one: model.Commitment) -> str:
    """Return a commitment with its four answers."""
    words = model.field_words()
    lines = (
        tag("li", tag("strong", escape(f"{words[name]}: ")), escape(one.fields.get(name, "").strip() or BLANK))
        for name in model.FIELDS
    )
    return tag("p", tag("strong", escape(f"{text.number(place)}. {one.label}"))) + tag("ul", *lines)


def _day(kept: object) -> dt.date:
    """Return the day on which the plan was begun: the stored one, or today."""
    try:
        return dt.date.fromisoformat(str(kept))
    except ValueError:
        return clock.today()


class _Slot:
    """The controls of one commitment."""

    def __init__(self, place: int, offers: tuple[model.Offer, ...]) -> None:
        number = text.number(place)
        self.offers = {one.id: one for one in offers}
        choices = [(_("No commitment chosen"), ""), *((one.label, one.id) for one in offers), (_("My own words"), model.OWN)]
        self.what = ipywidgets.Dropdown(description=_("Commitment {n}: what").format(n=number), options=choices, value="", **WIDE)
        self.own = _line(place, _("What I will do, in a few words; no names"))
        self.fields = {name: _line(place, words) for name, words in model.field_words().items()}
        self.suggested: dict[str, str] = {}

    @property
    def widgets(self) -> tuple[Any, ...]:
        """The controls in order."""
        return (self.what, self.own, *self.fields.values())

    def suggest(self) -> None:
        """Fill the fields with what is suggested, and leave alone what the reader wrote."""
        chosen = self.offers.get(self.what.value)
        fresh = chosen.suggestions if chosen else {}
        for name, field in self.fields.items():
            if field.value in ("", self.suggested.get(name)):
                field.value = fresh.get(name, "")
        self.suggested = fresh

    def put(self, entry: dict[str, Any]) -> None:
        """Show what was stored."""
        self.what.value = entry["what"]
        words = entry["own_words"]
        self.own.value = words.get("label", "") if entry["what"] == model.OWN else ""
        for name, field in self.fields.items():
            field.value = words.get(name, "")
        self.suggested = self.offers[entry["what"]].suggestions if entry["what"] in self.offers else {}

    def show(self, seen: bool) -> None:
        """Show the controls that are needed now."""
        self.what.layout.display = "" if seen else "none"
        self.own.layout.display = "" if seen and self.what.value == model.OWN else "none"
        for field in self.fields.values():
            field.layout.display = "" if seen and self.what.value else "none"

    def state(self) -> dict[str, Any]:
        """Return what is stored."""
        fields = {name: field.value[: model.LONGEST] for name, field in self.fields.items()}
        label = self.own.value if self.what.value == model.OWN else self.offers[self.what.value].label
        return {"what": self.what.value, "own_words": {"label": label[: model.LONGEST], **fields}}

    def commitment(self) -> model.Commitment:
        """Return the commitment in words."""
        own = self.own.value.strip() or BLANK
        words = own if self.what.value == model.OWN else self.offers[self.what.value].label
        return model.Commitment(self.what.value, words, {name: field.value.strip() for name, field in self.fields.items()})


def _line(place: int, words: str) -> ipywidgets.Text:
    return ipywidgets.Text(description=f"{text.number(place)}. {words}", continuous_update=False, **WIDE)


class Plan(Activity):
    """Up to three commitments, each with when, where, barrier and how one will know."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("Plan your next steps"))
        self.sources = (model.content()["source_id"],)
        lessons = all_answers()
        self.done = done_so_far(lessons)
        offers = model.offers(self.done)
        self.slots = [_Slot(place, offers) for place in range(1, model.MOST + 1)]
        kept = self._kept()
        found = model.windows(kept, stored(lessons, TIME))
        times = [(f"{hour:02d}:00", hour) for hour in model.HOURS]
        lengths = [(ngettext("{n} minute", "{n} minutes", n).format(n=text.number(n)), n) for n in model.LENGTHS]
        self.first = ipywidgets.Dropdown(description=_("First time for messages"), options=times, **WIDE)
        self.second = ipywidgets.Dropdown(description=_("Second time for messages"), options=times, **WIDE)
        self.length = ipywidgets.Dropdown(description=_("How long each time"), options=lengths, **WIDE)
        self.first.value, self.second.value, self.length.value = found.values()
        self.in_calendar = ipywidgets.Checkbox(
            description=_("Put my words into the calendar"), indent=False, value=kept.get("in_calendar") is True
        )
        self.made_on = _day(kept.get("made_on"))
        self.plan_id = model.kept_id(kept.get("plan_id"))
        self.preview = ipywidgets.HTML()
        times_of_day = (self.first, self.second, self.length, self.in_calendar)
        written = [*(widget for slot in self.slots for widget in slot.widgets), *times_of_day]
        self.to_print, self.page = button(_("Make a page to print"), primary=True, reads=written), File()
        self.to_calendar, self.dates = button(_("Make a calendar file"), reads=written), File()
        known = {one.id for one in offers}
        for slot, entry in zip(self.slots, model.restored(kept.get("commitments"), known), strict=False):
            slot.put(entry)
        self._filling = False
        for slot in self.slots:
            self.watch(slot.what, "value", lambda _change, slot=slot: self._chosen(slot))
        for control in (*(field for slot in self.slots for field in slot.widgets[1:]), *times_of_day):
            self.watch(control, "value", lambda _change: self._changed())
        self.to_print.on_click(self.guard(lambda _button: self._print()))
        self.to_calendar.on_click(self.guard(lambda _button: self._calendar()))
        self.lay_out(
            ipywidgets.HTML(self._lead()),
            *(widget for slot in self.slots for widget in slot.widgets),
            ipywidgets.HTML(_step(_("Two times of the day for messages"))),
            *times_of_day[:3],
            self.preview,
            self.to_print,
            self.page,
            ipywidgets.HTML(tag("p", escape(_calendar_words()))),
            self.in_calendar,
            self.to_calendar,
            self.dates,
        )
        self._show()

    def _kept(self) -> dict[str, Any]:
        names = ("commitments", "first_window", "second_window", "window_minutes", "in_calendar", "made_on", "plan_id")
        return {name: self.saved(name, object) for name in names}

    def _lead(self) -> str:
        said = _("Choose one to three things. One that you keep is worth more than three that you forget.")
        first = [one for one in model.offers(self.done) if one.done]
        if first:
            said += " " + _("What follows from your own work in the lessons stands first in the list.")
        return tag("p", escape(said)) + tag("p", escape(_ours()), class_="ms-review")

    def _chosen(self, slot: _Slot) -> None:
        self._filling = True
        slot.suggest()
        self._filling = False
        self._changed()

    def _changed(self) -> None:
        if self._filling:
            return
        self._show()
        self.save(self.state())

    def state(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "commitments": [slot.state() for slot in self.slots if slot.what.value],
            "first_window": self.first.value,
            "second_window": self.second.value,
            "window_minutes": self.length.value,
            "in_calendar": self.in_calendar.value,
            "made_on": self.made_on.isoformat(),
            "plan_id": self.plan_id,
        }

    def commitments(self) -> tuple[model.Commitment, ...]:
        """Return what was taken on."""
        return tuple(slot.commitment() for slot in self.slots if slot.what.value)

    def _show(self) -> None:
        seen = True
        for slot in self.slots:
            slot.show(seen or bool(slot.what.value))
            seen = bool(slot.what.value)
        chosen = self.commitments()
        self.to_print.disabled = self.to_calendar.disabled = not chosen
        self.preview.value = self._plan_html() if chosen else ""

    def _plan_html(self) -> str:
        first, second = sorted((self.first.value, self.second.value))
        window = ngettext("{n} minute", "{n} minutes", self.length.value).format(n=text.number(self.length.value))
        times = _("Messages at {first} and at {second}, for {window} each.").format(
            first=f"{first:02d}:00", second=f"{second:02d}:00", window=window
        )
        week, month = (text.date(day) for day in model.days(self.made_on))
        back = _("I look back on {week} and on {month}.").format(week=week, month=month)
        parts = [_step(_("Your plan"))]
        parts += [commitment_html(place, one) for place, one in enumerate(self.commitments(), start=1)]
        parts.append(tag("p", escape(times)))
        if self.done.actions:
            parts.append(tag("p", escape(_("Still open from my audit:"))))
            boxes = (tag("li", escape(f"☐ {audit_words('actions', code)}")) for code in self.done.actions)
            parts.append(tag("ul", *boxes, class_="ms-checks"))
        return "".join(parts) + tag("p", escape(back))

    def _print(self) -> None:
        back = Table(
            columns=(_("Look back"), _("Done, partly, no, or dropped"), _("What shows it")),
            rows=[(text.date(day), "_" * 16, "_" * 24) for day in model.days(self.made_on)],
            caption=_("Nobody marks this. Write it for yourself."),
        )
        made = tag("p", escape(text.date(clock.today())))
        hand_out_page(self, self.page, PAGE, self.title, made + self._plan_html() + back.to_html())

    def _calendar(self) -> None:
        made = model.calendar(self.made_on, self.commitments(), plan_id=self.plan_id, with_words=self.in_calendar.value)
        hand_out(self, self.dates, CALENDAR, made, _("The calendar file is ready. Open it to put two days into your calendar."))

    def to_html(self) -> str:
        """Return the list to choose from with its suggestions, a sheet to fill in, and what the calendar file holds."""
        words = model.field_words()
        pairs = []
        for one in model.offers(model.Done()):
            lines = (tag("li", tag("strong", escape(f"{words[n]}: ")), escape(one.suggestions[n])) for n in model.FIELDS)
            aim = tag("p", escape(data.row("objectives", one.objective).statement))
            pairs.append((one.label, tag("ul", *lines) + aim))
        blank = model.Commitment(model.OWN, BLANK, {})
        sheet = "".join(commitment_html(place, blank) for place in range(1, model.MOST + 1))
        times = _("Messages at {blank} and at {blank}, for {blank} minutes each.").format(blank="_" * 6)
        return (
            self._static_lead()
            + options(self.key, pairs)
            + tag("details", tag("summary", escape(_("A sheet to fill in"))), sheet, tag("p", escape(times)), class_="ms-more")
            + tag("p", escape(_calendar_words()))
            + tag("p", escape(_ours()), class_="ms-review")
            + tag("div", source_line(self.sources))
        )

    def _static_lead(self) -> str:
        said = _("Choose one to three things. One that you keep is worth more than three that you forget.")
        return tag("p", escape(said)) + tag("p", escape(_("Open a line for suggestions:")), class_="ms-question")

    def sentence(self) -> str:
        """Return what the plan asks, in one sentence."""
        count = len(model.offers(model.Done()))
        return _(
            "Plan up to three commitments, from {n} suggestions or in your own words: "
            "what, when, where, what may be in the way, how you will know."
        ).format(n=text.number(count))


def _step(words: str) -> str:
    return tag("p", tag("strong", escape(words)), class_="ms-step")


def _ours() -> str:
    return f"{_('The suggestions are our own.')} {reviews.words(['plan:commitments'])}"


def _calendar_words() -> str:
    return _(
        "The calendar file holds two days without an alarm: in a week and in 30 days. "
        "Others may be able to read a hospital's calendar, so your words stay out of it unless you tick the box."
    )


@with_recipe
def plan() -> Plan:
    """Return the plan: up to three commitments, a page to print and a calendar file.

    Examples
    --------
    >>> ms.plan()
    """
    return Plan()
