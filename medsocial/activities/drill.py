"""The incident drill: an hour in simulated minutes, decisions logged with their time, then a debrief.

What was decided is kept under lesson `06_hospital_policy`, key `drill_<name>`:
`{"minute": 22, "log": [{"minute": 1, "decision": "take_down"}, …], "finished": false}`. There is no score.
"""

import ipywidgets

from ..display.drill_words import (
    all_clocks_html,
    clocks_html,
    closing_html,
    debrief_html,
    decisions_html,
    heading,
    inject_html,
    log_html,
    order_html,
    paragraph,
    review_html,
    scene_html,
    sources_html,
    timeline_html,
)
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model import drill as model
from ..model.clocks import clock_sources
from .parts.base import Activity, button, how_many
from .parts.controls import Choice
from .parts.country import country_menu
from .parts.printing import write_sheet
from .parts.ticker import Ticker

MODES = ("one", "room")
SHEET = "drill_to_print.html"


class Drill(Activity):
    """Scene, clock, messages, decisions and debrief; for one person, or for a room with one who logs."""

    def __init__(self, drill: model.Scenario, mode: str, first: int | None = None) -> None:
        super().__init__(drill.title)
        self.core = how_many(first, len(drill.injects))
        self.drill, self.mode = drill, mode
        self.lesson, self.key = drill.lesson, f"drill_{drill.id}"
        self.sources = tuple(sorted({*drill.source_ids, *clock_sources()}))
        self.state, self.begun = self._restored()
        self.scene = ipywidgets.HTML(scene_html(drill) + paragraph(self._how()))
        self.country = country_menu(_("Which country's clocks of notification?"))
        self.begin = button(_("Begin the drill"), primary=True)
        self.ticker = Ticker(minutes=drill.minutes, minute=self.state.minute)
        self.messages = ipywidgets.HTML()
        self.next = button(_("Next message"))
        self.choice = Choice(legend=_("What does the table decide now?") if mode == "room" else _("What do you decide now?"))
        self.do = button(_("Log the decision") if mode == "room" else _("Do it now"), primary=True)
        self.logged = ipywidgets.HTML()
        self.end = button(_("End the hour: to the debrief"))
        self.debrief = ipywidgets.HTML()
        self.to_print = button(_("Make a page to print"))
        self.again = button(_("Start again"))
        self.ids: list[str] = []
        self.begin.on_click(self.guard(lambda _button: self._begin()))
        self.next.on_click(self.guard(lambda _button: self._next()))
        self.do.on_click(self.guard(lambda _button: self._decide()))
        self.end.on_click(self.guard(lambda _button: self._end()))
        self.to_print.on_click(self.guard(lambda _button: self._print()))
        self.again.on_click(self.guard(lambda _button: self._again()))
        self.watch(self.ticker, "minute", lambda change: self._tick(change["new"]))
        self.watch(self.country, "value", lambda _change: self._show())
        running = (self.ticker, self.messages, self.next, self.choice, self.do, self.logged, self.end)
        after = (self.debrief, self.to_print, self.again)
        self.parts = {"before": (self.begin,), "running": running, "after": after}
        self.lay_out(self.scene, self.country, self.begin, *running, *after)
        if mode == "room":
            self.add_class("ms-room")
        self._show()

    def _restored(self) -> tuple[model.State, bool]:
        minute, log, finished = self.saved("minute", object), self.saved("log", list), self.saved("finished", bool)
        state = model.restored(self.drill, minute, log, finished)
        return state, state != model.State()

    def _how(self) -> str:
        said = _("Let the clock run, or go from message to message without it.")
        if self.mode == "room":
            said = _("For a room: read each message aloud. The table decides, and you log it.")
        hour = _("The hour has {n} simulated minutes.").format(n=text.number(self.drill.minutes))
        return f"{hour} {said}{self._early_end()}"

    def _early_end(self) -> str:
        """Return that one may stop after the messages that everybody gets; nothing where that is all of them."""
        if self.core == len(self.drill.injects):
            return ""
        due = self.drill.injects[self.core].minute
        said = _("You may stop at minute {n}, after {count} messages: the debrief judges only what was due by then.")
        return " " + said.format(n=text.number(due - 1), count=text.number(self.core))

    # ---- running -----------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.begun = True
        self._show()
        self.choice.send("to the top")
        self.status.say(_("The drill has begun. The first message is there. Start the clock when you are ready."))

    def _tick(self, minute: int) -> None:
        if not self.begun or self.state.finished or minute == self.state.minute:
            return
        before = self.state.minute
        self.state = model.advance(self.drill, self.state, minute)
        if self.state.finished:
            self._finish()
            return
        fresh = [one for one in model.arrived(self.drill, self.state.minute) if one.minute > before]
        self._show()
        if fresh:
            said = _("Minute {n}: a message arrives. {speaker}.")
            self._keep(said.format(n=text.number(fresh[-1].minute), speaker=fresh[-1].speaker))

    def _next(self) -> None:
        coming = model.next_inject(self.drill, self.state.minute)
        self.ticker.go_to(coming.minute if coming else self.drill.minutes)

    def _decide(self) -> None:
        if not 0 <= self.choice.index < len(self.ids):
            self.status.say(_("Choose a decision first."), "warning")
            return
        chosen = self.drill.decision(self.ids[self.choice.index])
        self.state = model.decide(self.drill, self.state, chosen.id)
        self.choice.index = -1
        self._show()
        self._keep(_("Logged at minute {n}: {what}.").format(n=text.number(self.state.minute), what=chosen.text))

    def _end(self) -> None:
        self.state = model.finish(self.state)
        self._finish()

    def _finish(self) -> None:
        self.state = model.finish(self.state)
        self.ticker.running = False
        self._show()
        self._keep(_("The hour is over. Read the debrief, and talk about the questions."))
        self.choice.send("to the top")

    def _again(self) -> None:
        self.state, self.begun = model.State(), False
        self.ticker.running = False
        self.ticker.go_to(0)
        self._show()
        self.save(None, _("Your log of this drill is deleted. You can begin anew."))

    def _keep(self, said: str = "") -> None:
        log = [{"minute": entry.minute, "decision": entry.decision} for entry in self.state.log]
        self.save({"minute": self.state.minute, "log": log, "finished": self.state.finished}, said)

    # ---- showing -----------------------------------------------------------------------------------

    def _show(self) -> None:
        now = "after" if self.state.finished else "running" if self.begun else "before"
        for name, widgets in self.parts.items():
            for widget in widgets:
                widget.layout.display = "" if name == now else "none"
        self.ticker.disabled = now != "running"
        self.messages.value = self._messages_html() if now == "running" else ""
        self.logged.value = log_html(self.drill, self.state.log) if now == "running" else ""
        last = model.next_inject(self.drill, self.state.minute) is None
        self.next.description = _("No more messages: to the end of the hour") if last else _("Next message")
        self.debrief.value = self._debrief_html() if now == "after" else ""
        self._offer()

    def _offer(self) -> None:
        """Show what can be decided now, and keep the mark where it was."""
        on_offer = model.offered(self.drill, self.state)
        marked = self.ids[self.choice.index] if 0 <= self.choice.index < len(self.ids) else ""
        self.ids = [one.id for one in on_offer]
        with self.choice.hold_trait_notifications():
            self.choice.index = self.ids.index(marked) if marked in self.ids else -1
            self.choice.options = [one.text for one in on_offer]
        self.do.disabled = not on_offer

    def _messages_html(self) -> str:
        *earlier, latest = model.arrived(self.drill, self.state.minute) or (None,)
        here = paragraph(
            _("It is minute {n} of {all}.").format(n=text.number(self.state.minute), all=text.number(self.drill.minutes)),
            class_="ms-count",
        )
        if latest is None:
            return here
        folded = ""
        if earlier:
            lead = ngettext("{n} earlier message", "{n} earlier messages", len(earlier)).format(n=text.number(len(earlier)))
            before = (inject_html(one) for one in reversed(earlier))
            folded = tag("details", tag("summary", escape(lead)), *before, class_="ms-more")
        return here + inject_html(latest) + folded

    def _debrief_html(self) -> str:
        return (
            heading(_("The debrief"))
            + log_html(self.drill, self.state.log)
            + debrief_html(self.drill, self.state)
            + tag("details", tag("summary", escape(_("Our order at a glance"))), order_html(self.drill), class_="ms-more")
            + heading(_("Clocks of notification"))
            + paragraph(self.drill.clock_note)
            + clocks_html(self.country.value)
            + closing_html(self.drill)
            + review_html(self.drill)
            + sources_html(self.drill)
        )

    def _print(self) -> None:
        write_sheet(self, SHEET, self.title, paragraph(self.drill.opening) + self._debrief_html())

    # ---- the static form ---------------------------------------------------------------------------

    def to_html(self) -> str:
        """Return the scene, the messages folded by the minute, the decisions with reasons, our order and the clocks."""
        return (
            scene_html(self.drill)
            + paragraph(_("What arrives, minute by minute. Decide before you open the next one."), class_="ms-question")
            + (paragraph(self._early_end().strip()) if self._early_end() else "")
            + timeline_html(self.drill)
            + paragraph(_("What could be decided. Open a line for the reason."), class_="ms-question")
            + decisions_html(self.drill)
            + tag("details", tag("summary", escape(_("Our order"))), order_html(self.drill), class_="ms-more")
            + all_clocks_html(self.drill)
            + closing_html(self.drill)
            + review_html(self.drill)
            + sources_html(self.drill)
        )

    def sentence(self) -> str:
        """Return the title and what the drill holds, in one sentence."""
        said = _("{title}: a drill of one simulated hour with {messages} messages and {decisions} possible decisions.")
        return said.format(
            title=self.drill.title,
            messages=text.number(len(self.drill.injects)),
            decisions=text.number(len(self.drill.decisions)),
        )


@with_recipe
def drill(name: str = "patient_board", mode: str = "one", first: int | None = None) -> Drill:
    """Return an incident drill: the first hour after something went wrong.

    Parameters
    ----------
    name : {"patient_board", "faked_video", "pile_on"}
        Which drill.
    mode : {"one", "room"}
        For one person, or for a room in which one person logs what the table decides.
    first : int, optional
        After how many messages one may stop; all, if left out.

    Raises
    ------
    UnknownName
        If there is no drill of this name.
    ValueError
        If the mode is neither "one" nor "room", or there are not so many messages.

    Examples
    --------
    >>> ms.drill("patient_board", first=3)
    """
    if mode not in MODES:
        raise ValueError(f"There is no mode called {mode!r}. Write mode={MODES[0]!r} or mode={MODES[1]!r}.")
    return Drill(model.scenario(name), mode, first)
