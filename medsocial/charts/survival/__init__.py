"""How long the names of 2014 lasted: product-limit curves with their intervals and numbers at risk."""

from typing import Literal, get_args

from ...display import picture
from ...display.elements import Chart
from ...display.recipe import with_recipe
from ...ground import style
from ...ground.text import _
from ...model.cohort import EventRule, LostRule, Scale, Variant, members, spells
from ...model.lives import Life
from ...model.survival import product_limit
from . import words
from .curves import Look
from .marks import draw

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
    return _chart([Look(_("Curve"), curve, band=True)], words.of_one(variant, curve), by_age=scale != "study")


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
    looks = [
        Look(_("All alive"), best, style.BENEFIT, "--"),
        Look(_("Main"), main, band=True),
        Look(_("All closed"), worst, style.DANGER, ":"),
    ]
    return _chart(looks, words.of_bounds(best, worst), by_age=False)


def _two_ways_of_age() -> Chart:
    late, naive = (product_limit(spells(Variant(scale=scale))) for scale in ("age", "age_naive"))
    looks = [Look(_("From birth"), naive, style.DANGER, "--"), Look(_("Delayed entry"), late, band=True)]
    return _chart(looks, words.of_two_ways(late, naive), by_age=True)


def _chart(looks: list[Look], told: words.Told, *, by_age: bool) -> Chart:
    title, subtitle, caption = told
    image, drawn = draw(looks, title, subtitle, by_age)
    said = " ".join(words.sentences(look, line, by_age) for look, line in zip(looks, drawn, strict=True))
    return Chart(image, title, said, caption, words.table(looks, subtitle), calculation=True, sources=_sources())


def _sources() -> tuple[str, ...]:
    def of(one: Life) -> set[str]:
        used = (one.launch, one.end, one.last_seen)
        return {e.source_id for e in used if e and e.source_id and e.status != "memory"}

    return tuple(sorted(set().union(*map(of, members()))))
