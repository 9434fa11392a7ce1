"""The words beside survival curves: title, subtitle and caption, sentences read back from the lines, and the table."""

import math

from ...display.elements import Table
from ...ground import text
from ...ground.text import _, ngettext
from ...model.cohort import Variant, left_out
from ...model.survival import Curve, rate
from .curves import Look, had_the_event, interval_words, last_step
from .marks import Drawn

_FALLS_IN_A_SENTENCE = 4

# Title, subtitle and caption.
Told = tuple[str, str, str]


def of_one(variant: Variant, curve: Curve) -> Told:
    """Return title, subtitle and caption of one curve."""
    form = _("Kaplan-Meier curve with its 95% interval, {n} names.")
    subtitle = " ".join(
        (form.format(n=text.number(len(curve.spells))), _event_words(variant.event), _lost_words(variant.lost))
    )
    return _title(variant, curve), subtitle, _caption(variant, curve)


def of_bounds(best: Curve, worst: Curve) -> Told:
    """Return title, subtitle and caption of the main curve between its bounds."""
    lost = worst.events - best.events
    title = ngettext("With {n} name lost, {low} to {high} survive", "With {n} names lost, {low} to {high} survive", lost).format(
        n=text.number(lost), low=_end(worst), high=_end(best)
    )
    caption = (
        _("The main curve counts a lost name as long as it was seen. That is right only if lost names close as often as others."),
        _("Whoever disappears from sight may well have closed. The outer curves show the worst and the best case."),
        _("The band is the 95% interval of the main curve. Chance and missing knowledge are two different doubts."),
        _certainty(),
    )
    subtitle = _("Share of the names of 2014 still open, under three assumptions about those lost from sight.")
    return title, subtitle, " ".join(caption)


def of_two_ways(late: Curve, naive: Curve) -> Told:
    """Return title, subtitle and caption of age with delayed entry against age from birth."""
    title = _("Counted from birth {high} survive, with delayed entry {low}").format(low=_end(late), high=_end(naive))
    subtitle = _("Share still open by age, for {n} names of 2014 with a known launch.").format(n=text.number(len(late.spells)))
    return title, subtitle, " ".join((_age_words(), _few_words(), _certainty()))


def sentences(look: Look, drawn: Drawn, by_age: bool) -> str:
    """Return the sentences on a curve, read back from its line."""
    times, heights = drawn
    said = [_("{label}: starts at {value}.").format(label=look.label, value=text.number(heights[0], 2))]
    form = _("{value} at {time} years of age") if by_age else _("{value} after {time} years")
    falls = [
        form.format(value=text.number(after, 2), time=text.number(time, 2))
        for time, before, after in zip(times[1:], heights, heights[1:], strict=False)
        if after < before
    ]
    for i in range(0, len(falls), _FALLS_IN_A_SENTENCE):
        some = text.listing(falls[i : i + _FALLS_IN_A_SENTENCE])
        said.append((_("Then {falls}.") if i else _("It falls to {falls}.")).format(falls=some))
    if not falls:
        said.append(_("It never falls."))
    if look.band:
        said.append(_("Interval at the end: {interval}.").format(interval=interval_words(last_step(look.curve))))
    return " ".join(said)


def table(looks: list[Look], caption: str) -> Table:
    """Return every step of the curves."""
    rows = []
    for look in looks:
        for step in look.curve.steps:
            rows.append(
                (
                    had_the_event(look.curve, step),
                    *((look.label,) if len(looks) > 1 else ()),
                    text.number(step.time, 2),
                    text.number(step.at_risk),
                    text.number(step.survival, 3),
                    interval_words(step),
                )
            )
    extra = (_("Curve"),) if len(looks) > 1 else ()
    first = 1 + len(extra)
    return Table(
        (_("Event"), *extra, _("Years"), _("At risk before"), _("Still open"), _("95% interval")),
        rows,
        caption,
        numeric=(first, first + 1, first + 2),
    )


def _end(curve: Curve) -> str:
    return text.number(last_step(curve).survival, 2)


def _title(variant: Variant, curve: Curve) -> str:
    tenths = text.number(math.floor(10 * last_step(curve).survival + 0.5))
    time = text.number(math.floor(curve.end))
    if variant.scale == "age":
        form = _("By age, about {n} in 10 names last {years} years, but few were at risk early")
    elif variant.scale == "age_naive":
        form = _("Counted wrongly from birth, about {n} in 10 names last {years} years")
    elif variant.event == "closed_or_renamed":
        form = _("About {n} in 10 names of 2014 were open under the same name after {years} years")
    else:
        form = _("About {n} in 10 names of 2014 were still open after {years} years")
    claim = form.format(n=tenths, years=time)
    if variant.lost == "all_dead":
        return _("{claim} (worst case)").format(claim=claim)
    return _("{claim} (best case)").format(claim=claim) if variant.lost == "all_alive" else claim


def _event_words(event: str) -> str:
    return _("Event: the service closed.") if event == "closed" else _("Event: it closed or took a new name.")


def _lost_words(lost: str) -> str:
    return {
        "censored": _("Lost names count as long as they were seen."),
        "all_dead": _("Worst case: lost names closed when last seen."),
        "all_alive": _("Best case: lost names are all alive."),
    }[lost]


def _age_words() -> str:
    return " ".join(
        (
            _("Every name on the list had lived until July 2014. Names that died young were never on it."),
            _("So each name enters at the age that it had then, and earlier years count for nobody."),
            _("Counting from birth adds years in which no listed name could fail, and makes survival look better."),
        )
    )


def _few_words() -> str:
    return _("Do not read a rate for young platforms from it: few were at risk.")


def _certainty() -> str:
    return " ".join(
        (
            _("Certainty: low, because events were few and the list named only what was well known in 2014."),
            _("It says nothing about social media as a whole, nor whether networks for doctors close sooner."),
        )
    )


def _caption(variant: Variant, curve: Curve) -> str:
    found = rate(curve.spells)
    parts = [
        _("Ticks below the line mark names that leave the count without the event, {n} in all.").format(
            n=text.number(len(curve.censored()))
        )
    ]
    if variant.scale == "age":
        parts += [_age_words(), _few_words()]
    elif variant.scale == "age_naive":
        parts.append(_age_words())
    else:
        parts.append(
            _("{n} events in {years} platform-years: {rate} in 100 a year, interval {low} to {high}.").format(
                n=text.number(found.events),
                years=text.number(found.person_time),
                rate=text.number(found.rate, 1),
                low=text.number(found.low, 1),
                high=text.number(found.high, 1),
            )
        )
    parts.append(_certainty())
    if variant.lost == "censored":
        parts.append(_("A name that disappears from sight may have closed, so the true curve may lie lower."))
    return " ".join(parts + [one.reason for one in left_out(variant)])
