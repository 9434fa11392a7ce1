"""From a goal to a channel: ranked platforms with reasons, or the honest answer that none fits.

The choice is stored for the action plan of lesson 07, under the key `choose_channel` of lesson 03:
`{"goal", "audience", "hours", "country", "choice", "measure"}`. Goal, audience and measure are codes of
`channel_rules.yaml`; `choice` is a platform_id, or `other:` and the code of a way without any platform.
"""

import ipywidgets

from ..display.markup import escape, options, source_line, tag
from ..display.recipe import with_recipe
from ..display.reviewed import review_html
from ..ground import text
from ..ground.text import _, ngettext
from ..model.channels import MOST_HOURS, OTHER, Advice, advise_channel, label_of, measure, rules
from ..store import answers, data
from .keep_two import KEY as KEPT_KEY
from .keep_two import LESSON as KEPT_LESSON
from .parts.base import Activity
from .parts.channel_words import advice_html, example_html, goal_html, platforms_html
from .parts.controls import Choice
from .parts.country import country_menu

LESSON, KEY = "03_benefits", "choose_channel"


class ChooseChannel(Activity):
    """Goal, audience, hours and country; then the suggestions, and one of them to keep for the plan."""

    lesson, key = LESSON, KEY

    def __init__(self) -> None:
        super().__init__(_("Choose a channel for a goal"))
        words = rules()
        self.sources = (words["source_id"],)
        wide = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}
        self.goal = ipywidgets.Dropdown(
            description=_("What do you want?"),
            options=[(_("Choose a goal"), ""), *((one["label"], one["id"]) for one in words["goals"])],
            value="",
            **wide,
        )
        self.audience = ipywidgets.Dropdown(
            description=_("Whom do you want to reach?"), options=[(a["label"], a["id"]) for a in words["audiences"]], **wide
        )
        self.hours = ipywidgets.BoundedIntText(description=_("Hours a week"), value=2, min=0, max=MOST_HOURS, **wide)
        self.country = country_menu(_("Where do you practise?"))
        self.found = ipywidgets.HTML()
        self.choice = Choice(legend=_("Which one do you take into your plan?"))
        self.offered: list[str] = []
        self._restoring = False
        kept = self._restore()
        self.watch(self.goal, "value", lambda _change: self._propose_audience())
        for control in (self.goal, self.audience, self.hours, self.country):
            self.watch(control, "value", lambda _change: self._asked())
        self.watch(self.choice, "index", lambda change: self._chosen(change["new"]))
        more = ipywidgets.HTML(self._rules_html())
        self.lay_out(self.goal, self.audience, self.hours, self.country, self.found, self.choice, more)
        self._show()
        if kept in self.offered:
            self._restoring = True  # what was kept is shown, and not kept anew
            self.choice.index = self.offered.index(kept)
            self._restoring = False

    def _restore(self) -> str:
        """Set the controls to what was stored, and return the stored choice."""
        state = {name: self.saved(name, str) for name in ("goal", "audience", "country", "choice")}
        for name, control in (("goal", self.goal), ("audience", self.audience), ("country", self.country)):
            if state[name] and state[name] in {value for _label, value in control.options}:
                control.value = state[name]
        hours = self.saved("hours", int)
        if state["goal"] and 0 <= hours <= MOST_HOURS:
            self.hours.value = hours
        return state["choice"]

    def _kept_platforms(self) -> list[str]:
        """Return the platforms kept in lesson 02, as far as they still exist in the table."""
        try:
            state = answers.load(KEPT_LESSON).get(KEPT_KEY)
        except OSError:
            return []
        entries = state.get("kept") if isinstance(state, dict) else None
        known = {row.platform_id for row in data.rows("platforms")}
        ids = [e.get("platform_id") for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []
        return [one for one in ids if isinstance(one, str) and one in known]

    def advice(self) -> Advice:
        """Return what the rules say to what is set now."""
        return advise_channel(self.goal.value, self.audience.value, self.hours.value, self.country.value)

    def _propose_audience(self) -> None:
        """Ask for whom a goal is usually meant, if the one in the menu cannot be; the reader may choose another."""
        fitting = next((goal["audience_ids"] for goal in rules()["goals"] if goal["id"] == self.goal.value), ())
        if fitting and self.audience.value not in fitting:
            self.audience.value = fitting[0]

    def _asked(self) -> None:
        self._show()
        if self.goal.value:
            self.status.say(_("The answer has changed with your settings. Choose one line to keep it for your plan."))

    def _show(self) -> None:
        self.choice.layout.display = "" if self.goal.value else "none"
        if not self.goal.value:
            self.found.value = tag("p", escape(self._kept_line() + _("Choose a goal first. A platform comes last.")))
            self.offered = []
            return
        found = self.advice()
        self.found.value = advice_html(found, self._kept_html())
        shown = found.suggestions[: rules()["shown"]]
        self.offered = [s.platform_id for s in shown] + [OTHER + way["id"] for way in found.other_ways]
        labels = [s.name for s in shown] + [_("No platform: {way}").format(way=way["label"]) for way in found.other_ways]
        with self.choice.hold_trait_notifications():
            self.choice.options, self.choice.index = labels, -1

    def _kept_line(self) -> str:
        names = [data.row("platforms", one).name for one in self._kept_platforms()]
        return _("In lesson 02 you kept {names}.").format(names=text.listing(names)) + " " if names else ""

    def _kept_html(self) -> str:
        kept = self._kept_platforms()
        if not kept:
            return ""
        found = self.advice()
        shown = [one.platform_id for one in found.suggestions[: rules()["shown"]]]
        lines = []
        for one in kept:
            fits = _("It fits; see below.") if one in shown else _("It fits, but others fit better.")
            lines.append(
                tag("li", tag("strong", escape(data.row("platforms", one).name + ": ")), escape(found.refused.get(one, fits)))
            )
        return tag("p", escape(_("The platforms that you kept in lesson 02:"))) + tag("ul", *lines)

    def _chosen(self, index: int) -> None:
        if self._restoring or not 0 <= index < len(self.offered):
            return
        self.save(
            {
                "goal": self.goal.value,
                "audience": self.audience.value,
                "hours": self.hours.value,
                "country": self.country.value,
                "choice": self.offered[index],
                "measure": measure(self.goal.value, self.audience.value)["id"],
            },
            _("Kept for your action plan: {choice}. Watch one number: {measure}.").format(
                choice=label_of(self.offered[index]),
                measure=measure(self.goal.value, self.audience.value)["label"],
            ),
        )

    def _rules_html(self) -> str:
        words = rules()
        listed = tag("ol", *(tag("li", escape(rule["text"])) for rule in words["rules"]))
        return tag(
            "details",
            tag("summary", escape(_("How the ranking works: our judgement"))),
            listed,
            tag("div", source_line(self.sources)),
            review_html("channel:channel_rules"),
            class_="ms-more",
        )

    def to_html(self) -> str:
        """Return the goals with their measures, two worked examples, and the platforms with their hours and risks."""
        asked = options(self.key, ((goal["label"], goal_html(goal)) for goal in rules()["goals"]))
        examples = "".join(example_html(one) for one in rules()["examples"])
        return (
            tag("p", escape(_("Begin with the goal. Open one, and read which number is worth watching.")), class_="ms-question")
            + asked
            + tag("p", escape(_("Two worked examples. The people are fictional.")), class_="ms-question")
            + examples
            + tag("details", tag("summary", escape(_("Which platform for which goal"))), platforms_html(), class_="ms-more")
            + self._rules_html()
        )

    def sentence(self) -> str:
        """Return what is asked, in one sentence."""
        count = len(rules()["goals"])
        return ngettext(
            "Choose a channel for a goal: {n} goal, whom to reach, hours a week, and one measure worth watching.",
            "Choose a channel for a goal: {n} goals, whom to reach, hours a week, and one measure worth watching.",
            count,
        ).format(n=text.number(count))


@with_recipe
def choose_channel() -> ChooseChannel:
    """Return the choice of a channel for a goal.

    Examples
    --------
    >>> ms.choose_channel()
    """
    return ChooseChannel()
