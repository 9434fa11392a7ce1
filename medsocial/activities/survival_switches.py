"""Survival switches: the same platforms counted in eighteen ways, and what each way may not conclude."""

import itertools
from collections.abc import Iterator

import ipywidgets

from ..charts.survival import plot_survival
from ..display.elements import Table
from ..display.markup import escape, options, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.cohort import Variant, left_out, spells
from ..model.survival import Curve, Step, product_limit
from .parts.base import Activity
from .parts.beside import beside
from .parts.controls import Choice, Status
from .parts.pictures import PicturePane

# The positions of each switch, in the order of the options; the first ones together are the main analysis.
SWITCHES = {
    "event": ("closed", "closed_or_renamed"),
    "lost": ("censored", "all_dead", "all_alive"),
    "scale": ("study", "age", "age_naive"),
}
State = tuple[str, str, str]
MAIN: State = ("closed", "censored", "study")


def states() -> Iterator[State]:
    """Return all eighteen states, the main one first."""
    return itertools.product(*SWITCHES.values())


def neighbours(state: State) -> list[State]:
    """Return the states that differ from this one in a single switch."""
    return [other for other in states() if sum(a != b for a, b in zip(state, other, strict=True)) == 1]


def counted(state: State) -> tuple[Curve, Step]:
    """Return the curve of a state and the step that holds at its end."""
    curve = product_limit(spells(Variant(*state)))
    return curve, curve.at(curve.end)


def legends() -> dict[str, str]:
    """Return the question of each switch."""
    return {
        "event": _("What counts as an end?"),
        "lost": _("What became of those lost from sight?"),
        "scale": _("From when do you count time?"),
    }


def labels() -> dict[str, str]:
    """Return the positions of all switches in words, by code."""
    return {
        "closed": _("The service closed"),
        "closed_or_renamed": _("It closed or took a new name"),
        "censored": _("Unknown: counted until last seen (censored)"),
        "all_dead": _("All closed when last seen"),
        "all_alive": _("All still alive"),
        "study": _("From the list of July 2014"),
        "age": _("From launch, counted only since July 2014 (delayed entry)"),
        "age_naive": _("From launch, as if watched from birth (a mistake)"),
    }


def _short_labels() -> dict[str, str]:
    return {
        "closed": _("Closed"),
        "closed_or_renamed": _("Closed or renamed"),
        "censored": _("lost ones censored"),
        "all_dead": _("lost ones closed"),
        "all_alive": _("lost ones alive"),
        "study": _("from 2014"),
        "age": _("by age"),
        "age_naive": _("by age, wrongly"),
    }


def plain_words(state: State) -> str:
    """Return what this way of counting says, with its interval and its counts."""
    curve, end = counted(state)
    said = {
        ("closed", True): _("Of 100 platforms like these, {share} would still run {years} years after the list."),
        ("closed", False): _("Of 100 platforms like these, {share} would still run at the age of {years} years."),
        ("closed_or_renamed", True): _(
            "Of 100 platforms like these, {share} would still run under their name {years} years after the list."
        ),
        ("closed_or_renamed", False): _(
            "Of 100 platforms like these, {share} would still run under their name at the age of {years} years."
        ),
    }[state[0], state[2] == "study"]
    numbers = ngettext("We saw {events} end among {n} platforms.", "We saw {events} ends among {n} platforms.", curve.events)
    parts = [said.format(share=text.number(100 * end.survival), years=text.number(curve.end))]
    if end.low is not None:
        low, high = (text.number(100 * limit) for limit in (end.low, end.high))
        parts.append(_("The 95% interval runs from {low} to {high}.").format(low=low, high=high))
    parts.append(numbers.format(events=text.number(curve.events), n=text.number(len(curve.spells))))
    return " ".join(parts)


def may_not(state: State) -> str:
    """Return what may not be concluded from this way of counting."""
    event, lost, scale = state
    said = {
        "study": _("It does not tell how long a new platform lasts: the list held only platforms alive in July 2014."),
        "age": _("It does not tell how often young platforms close: few were watched while young."),
        "age_naive": _(
            "Do not use it. Platforms that closed before 2014 could never be on the list, so the early years look safe."
        ),
    }[scale]
    known = {
        "censored": _(
            "It takes for granted that lost platforms close as often as others. One that falls silent may well have closed."
        ),
        "all_dead": _("It is the worst case, not a finding: nobody has shown that the lost ones closed."),
        "all_alive": _("It is the best case, not a finding: nobody has seen the lost ones alive."),
    }[lost]
    renamed = _("A new name is not an end for its users.") if event == "closed_or_renamed" else ""
    return " ".join(part for part in (said, known, renamed) if part)


def _limits(state: State) -> str:
    return tag("p", tag("strong", escape(_("What you may not conclude."))), " ", escape(may_not(state)))


def _said(state: State) -> str:
    return tag("p", escape(plain_words(state))) + _limits(state)


class SurvivalSwitches(Activity):
    """Three switches, the curve that they give, and what it says in plain words."""

    lesson, key = "02_platform_taxonomy", "explore_survival"

    def __init__(self) -> None:
        super().__init__(_("How many platforms of 2014 are left? Count them your way"))
        self.sources = plot_survival(*MAIN).sources
        words, asked = labels(), legends()
        start = self._restored()
        self.switches = {
            name: Choice(legend=asked[name], options=[words[code] for code in codes], index=codes.index(at), in_row=True)
            for (name, codes), at in zip(SWITCHES.items(), start, strict=True)
        }
        self.pane = PicturePane(lambda state: plot_survival(*state), start, self, neighbours)
        self.meaning, self.limits = Status(), ipywidgets.HTML()
        self.meaning.add_class("ms-said")
        for switch in self.switches.values():
            self.watch(switch, "index", lambda _change: self._switched())
        self.lay_out(
            beside(list(self.switches.values()), [self.pane]), self.meaning, self.limits, ipywidgets.HTML(self._explained())
        )
        self._say()

    def _restored(self) -> State:
        kept = {name: self.saved(name, str) for name in SWITCHES}
        return tuple(
            kept[name] if kept[name] in codes else main for (name, codes), main in zip(SWITCHES.items(), MAIN, strict=True)
        )

    @property
    def state(self) -> State:
        """What the switches say now."""
        return tuple(codes[self.switches[name].index] for name, codes in SWITCHES.items())

    def _switched(self) -> None:
        if min(switch.index for switch in self.switches.values()) < 0:
            return  # a browser may empty a switch for a moment
        self.pane.show(self.state)
        self._say()
        self.save(dict(zip(SWITCHES, self.state, strict=True)))

    def _say(self) -> None:
        self.meaning.say(plain_words(self.state))
        self.limits.value = _limits(self.state)

    @staticmethod
    def _explained() -> str:
        words = (
            _("The curve is a Kaplan-Meier curve: at each end it falls by the share of those still watched."),
            _("Censored means: counted as long as it was seen, and not after."),
            _("Delayed entry means: a platform counts only from the age at which we began to watch it."),
        )
        return tag("p", escape(" ".join(words)))

    def _table(self) -> Table:
        words = _short_labels()

        def row(state: State) -> tuple[str, ...]:
            curve, end = counted(state)
            low, high = (text.number(limit, 2) if limit is not None else "" for limit in (end.low, end.high))
            return (
                "; ".join(words[code] for code in state),
                text.number(end.survival, 2),
                _("{low} to {high}").format(low=low, high=high) if low else _("none"),
                text.number(curve.steps[-1].at_risk if curve.steps else curve.at_risk(curve.end)),
                text.number(curve.events),
            )

        return Table(
            columns=(_("Counted as"), _("Still running"), _("95% interval"), _("At risk"), _("Ends")),
            rows=[row(state) for state in states()],
            caption=_("All eighteen ways of counting; the first is the main one.")
            + " "
            + _("At risk: still watched when the last one ended."),
            numeric=(1, 2, 3, 4),
        )

    def to_html(self) -> str:
        """Return the main picture, what it says, the answers of each switch, and a table of all ways."""
        asked, words = legends(), labels()
        switches = "".join(
            tag("p", escape(asked[name]), class_="ms-question")
            + options(f"{self.key}-{name}", ((words[code], _said(MAIN[:i] + (code,) + MAIN[i + 1 :])) for code in codes))
            for i, (name, codes) in enumerate(SWITCHES.items())
        )
        omitted = " ".join(one.reason for one in left_out(Variant(scale="age")))
        return (
            self._explained()
            + plot_survival(*MAIN).to_html()
            + _said(MAIN)
            + tag("p", escape(_("Change one switch and read what the same platforms say then.")))
            + switches
            + tag(
                "details",
                tag("summary", escape(_("All eighteen ways as numbers"))),
                self._table().to_html(),
                tag("p", escape(omitted)) if omitted else "",
                class_="ms-more",
            )
        )

    def sentence(self) -> str:
        """Return what the main analysis says."""
        return f"{self.title}. {plain_words(MAIN)}"


@with_recipe
def explore_survival() -> SurvivalSwitches:
    """Return the survival curve of the platforms of 2014 with the switches of the analysis.

    Examples
    --------
    >>> ms.explore_survival()
    """
    return SurvivalSwitches()
