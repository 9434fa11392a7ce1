"""A time-out: what to have back, a small budget, two windows, and one rule of one's own."""

from typing import Any

import ipywidgets

from ..display.markup import escape, options, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.evidence import estimate
from ..model.time_plan import HOURS, LENGTHS, MINUTES, START, clock, rules, summary, wishes
from .parts.base import Activity
from .parts.beside import beside
from .parts.controls import Choice, Status

REVIEW = "plackett_all"


class PlanTime(Activity):
    """The plan is kept for lesson 07 under lesson `04_dangers`, key `plan_time`.

    Keys: `want_back` and `rule` (codes of `wishes` and `rules`, or empty), `minutes_a_day`, `first_window`,
    `second_window` (hours of the day), `window_minutes`, and `own_words` (the reader's own rule, which an
    export leaves out unless asked for).
    """

    lesson, key = "04_dangers", "plan_time"

    def __init__(self) -> None:
        super().__init__(_("Take a time-out"))
        self.sources = (estimate(REVIEW).row.source_id,)
        plan, own = self._restored()
        wide = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}
        self.want_back = Choice(legend=_("What would you like to have back?"), options=list(wishes().values()), in_row=True)
        self.want_back.index = _position(wishes(), plan["want_back"])
        self.minutes = ipywidgets.BoundedIntText(
            description=_("Minutes a day that I give to social media"), min=MINUTES[0], max=MINUTES[1], step=5, **wide
        )
        self.minutes.value = plan["minutes_a_day"]
        times = [(clock(hour), hour) for hour in HOURS]
        self.first = ipywidgets.Dropdown(description=_("First time for messages"), options=times, **wide)
        self.second = ipywidgets.Dropdown(description=_("Second time for messages"), options=times, **wide)
        self.first.value, self.second.value = plan["first_window"], plan["second_window"]
        lengths = [(ngettext("{n} minute", "{n} minutes", n).format(n=text.number(n)), n) for n in LENGTHS]
        self.length = ipywidgets.Dropdown(description=_("How long each time"), options=lengths, **wide)
        self.length.value = plan["window_minutes"]
        self.rule = Choice(legend=_("One rule for myself"), options=list(rules().values()), in_row=True)
        self.rule.index = _position(rules(), plan["rule"])
        self.own = ipywidgets.Text(
            description=_("My own rule, in a few words; no names"), value=own, continuous_update=False, **wide
        )
        # A layout of its own: it comes and goes, and the others stay.
        self.own.layout = ipywidgets.Layout(width="100%", max_width="560px")
        self.told = Status()
        self.told.add_class("ms-said")
        for widget, trait in (
            *((w, "value") for w in (self.minutes, self.first, self.second, self.length, self.own)),
            (self.want_back, "index"),
            (self.rule, "index"),
        ):
            self.watch(widget, trait, lambda _change: self._changed())
        choices = beside([self.want_back, self.rule, self.own], [self.minutes, self.first, self.second, self.length])
        choices.add_class("ms-wide-first")
        self.lay_out(
            ipywidgets.HTML(_label_html()),
            choices,
            self.told,
            ipywidgets.HTML(_evidence_html()),
        )
        self._show()

    def _restored(self) -> tuple[dict[str, Any], str]:
        def kept(name: str, allowed: Any) -> Any:
            # An absent number would be read as 0, which is a budget too.
            value = self.saved(name, object)
            fits = isinstance(value, int) and not isinstance(value, bool) and value in allowed
            return value if fits else START[name]

        plan = {
            "want_back": _known(self.saved("want_back", str), wishes()),
            "rule": _known(self.saved("rule", str), rules()),
            "minutes_a_day": kept("minutes_a_day", range(MINUTES[0], MINUTES[1] + 1)),
            "first_window": kept("first_window", HOURS),
            "second_window": kept("second_window", HOURS),
            "window_minutes": kept("window_minutes", LENGTHS),
        }
        return plan, self.saved("own_words", str)

    @property
    def plan(self) -> dict[str, Any]:
        """The plan as it stands, in codes and numbers."""
        return {
            "want_back": _code(wishes(), self.want_back.index),
            "rule": _code(rules(), self.rule.index),
            "minutes_a_day": self.minutes.value,
            "first_window": self.first.value,
            "second_window": self.second.value,
            "window_minutes": self.length.value,
        }

    def _changed(self) -> None:
        self._show()
        self.save({**self.plan, "own_words": self.own.value})

    def _show(self) -> None:
        self.own.layout.display = "" if self.plan["rule"] == "own" else "none"
        self.told.say(" ".join(summary(self.plan, self.own.value)))

    def to_html(self) -> str:
        """Return the sheet to think over, with what each rule or wish would mean."""
        blank = "_" * 8
        lines = (
            _("Minutes a day that I give to social media: {blank} (30 a day are 3.5 hours a week)").format(blank=blank),
            _("Two times for messages: {blank} and {blank}, for {blank} minutes each").format(blank=blank),
        )
        return (
            _label_html()
            + tag("p", escape(_("What would you like to have back?")), class_="ms-question")
            + tag("ul", *(tag("li", escape(wish)) for wish in wishes().values()))
            + tag("p", escape(_("A small budget")), class_="ms-question")
            + tag("ul", *(tag("li", escape(line)) for line in lines))
            + tag("p", escape(_("One rule for myself")), class_="ms-question")
            + options(self.key, ((rules()[code], tag("p", escape(why))) for code, why in _whys().items()))
            + _evidence_html()
        )

    def sentence(self) -> str:
        """Return what the activity is, in one sentence."""
        return _(
            "Take a time-out: what you would like back, a small budget, two times for messages, one rule. Wellbeing advice only."
        )


def _whys() -> dict[str, str]:
    return {
        "bedroom": _("The last and the first look of the day go elsewhere."),
        "meals": _("It is easy to keep, since others help you."),
        "duty": _("The hospital's own pages are work, and they may need another rule."),
        "overnight": _("A draft that still seems right in the morning can go out."),
        "push": _("You look when you choose, and you are still there for those who need you."),
        "day_off": _("Choose the day on which you miss it least."),
        "own": _("A few words are enough: when, where, and what you do instead."),
    }


def _label_html() -> str:
    said = _("This is advice on wellbeing. We found no regulator's rule on time, and nobody else counts yours.")
    return tag("p", escape(said), class_="ms-review")


def _evidence_html() -> str:
    row = estimate(REVIEW).row
    said = _(
        "How good is the evidence? In {k} of {n} studies of using social media less, people felt better. "
        "Nearly all those studies are weak. Try it for two weeks and judge for yourself."
    ).format(k=text.number(row.events), n=text.number(row.denominator))
    return tag("p", escape(said))


def _position(words: dict[str, str], code: str) -> int:
    return list(words).index(code) if code in words else -1


def _code(words: dict[str, str], index: int) -> str:
    return list(words)[index] if 0 <= index < len(words) else ""


def _known(code: str, words: dict[str, str]) -> str:
    return code if code in words else ""


@with_recipe
def plan_time() -> PlanTime:
    """Return a small plan for one's own time; it is kept for the action plan of lesson 7.

    Examples
    --------
    >>> ms.plan_time()
    """
    return PlanTime()
