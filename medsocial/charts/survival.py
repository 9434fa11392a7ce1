"""How long the names of 2014 lasted: product-limit curves with their intervals and numbers at risk."""

import math
from typing import Literal, get_args

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _, ngettext
from ..model.cohort import EventRule, LostRule, Scale, Variant, left_out, spells
from ..model.survival import Curve, product_limit, rate
from .survival_drawing import Look, draw_survival, last_step

Comparison = Literal["lost", "scale"]


@with_recipe
@picture.memoised
def plot_survival(event: EventRule = "closed", lost: LostRule = "censored", scale: Scale = "study") -> Chart:
    """Return the survival curve of the names of 2014, with its interval and the numbers at risk.

    Parameters
    ----------
    event : {"closed", "closed_or_renamed"}
        What counts as the event.
    lost : {"censored", "all_dead", "all_alive"}
        What became of the names that were lost from sight.
    scale : {"study", "age", "age_naive"}
        Years since July 2014, age with delayed entry, or age as if all had been watched from birth.

    Raises
    ------
    ValueError
        If a switch has no such position.

    Examples
    --------
    >>> ms.plot_survival()
    """
    variant = Variant(event=event, lost=lost, scale=scale)
    curve = product_limit(spells(variant))
    title = _title(variant, curve)
    subtitle = " ".join(
        (
            _("Kaplan-Meier curve with its 95% interval, {n} names.").format(n=text.number(len(curve.spells))),
            _event_words(event),
            _lost_words(lost),
        )
    )
    return draw_survival([Look(_("Curve"), curve, band=True)], title, subtitle, _caption(variant, curve), by_age=scale != "study")


@with_recipe
@picture.memoised
def plot_survival_bounds(compare: Comparison = "lost") -> Chart:
    """Return how far the curve depends on what cannot be known, or on how age is counted.

    Parameters
    ----------
    compare : {"lost", "scale"}
        The main curve between its bounds (all lost names closed, or all alive); or age with delayed entry
        against age as if all had been watched from birth.

    Raises
    ------
    ValueError
        If there is no such comparison.

    Examples
    --------
    >>> ms.plot_survival_bounds()
    """
    if compare == "lost":
        return _between_bounds()
    if compare == "scale":
        return _two_ways_of_age()
    raise ValueError(
        _("{value} is no choice for {name}. Choose one of {allowed}.").format(
            value=repr(compare), name="compare", allowed=", ".join(get_args(Comparison))
        )
    )


def _between_bounds() -> Chart:
    best, main, worst = (product_limit(spells(Variant(lost=rule))) for rule in ("all_alive", "censored", "all_dead"))
    lost = worst.events - best.events
    title = ngettext("With {n} name lost, {low} to {high} survive", "With {n} names lost, {low} to {high} survive", lost).format(
        n=text.number(lost), low=_end(worst), high=_end(best)
    )
    subtitle = _("Share of the names of 2014 still open, under three assumptions about those lost from sight.")
    looks = [
        Look(_("All alive"), best, style.BENEFIT, "--"),
        Look(_("Main"), main, band=True),
        Look(_("All closed"), worst, style.DANGER, ":"),
    ]
    caption = (
        _("The main curve counts a lost name as long as it was seen. That is right only if lost names close as often as others."),
        _("Whoever disappears from sight may well have closed. The outer curves show the worst and the best case."),
        _("The band is the 95% interval of the main curve. Chance and missing knowledge are two different doubts."),
        _certainty(),
    )
    return draw_survival(looks, title, subtitle, " ".join(caption), by_age=False)


def _two_ways_of_age() -> Chart:
    late, naive = (product_limit(spells(Variant(scale=scale))) for scale in ("age", "age_naive"))
    title = _("Counted from birth {high} survive, with delayed entry {low}").format(low=_end(late), high=_end(naive))
    subtitle = _("Share still open by age, for {n} names of 2014 with a known launch.").format(n=text.number(len(late.spells)))
    looks = [Look(_("From birth"), naive, style.DANGER, "--"), Look(_("Delayed entry"), late, band=True)]
    return draw_survival(looks, title, subtitle, " ".join((_age_words(), _few_words(), _certainty())), by_age=True)


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
