"""Counts of users: one metric at a time, and what a count does not say."""

from dataclasses import replace
from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.lives import life, lives
from ..model.selection import EmptySelection
from ..store import data
from .bars import Bar, draw_bars
from .gss import plot_gss_2016

__all__ = ["plot_consult_funnel", "plot_counts", "plot_gss_2016"]


def metric_names() -> dict[str, str]:
    """Return the metrics in the reader's words."""
    return {
        "mau": _("monthly active users"),
        "dau": _("daily active users"),
        "registered": _("registered accounts"),
        "members": _("members"),
        "verified_professionals": _("checked health professionals"),
        "accounts": _("accounts"),
        "blogs": _("blogs"),
        "monthly_visitors": _("monthly visitors"),
        "active_other": _("active users, each in its own sense"),
    }


@with_recipe
def plot_counts(metric: str = "mau", platforms: tuple[str, ...] = ()) -> Chart:
    """Return the newest count of each platform in one metric; of a single platform, all its dated counts.

    Parameters
    ----------
    metric : str
        One metric of the table `user_counts`, such as `mau` or `members`.
    platforms : tuple of str
        Ids or names; without them all that have a count in this metric.

    Raises
    ------
    ValueError
        If metrics would be mixed, or there is no such metric.
    UnknownName
        If a platform is not in the table; the message gives the nearest names.
    EmptySelection
        If no dated and checked count is left.

    Examples
    --------
    >>> ms.plot_counts("mau")
    """
    asked = (platforms,) if isinstance(platforms, str) else tuple(platforms)
    ids = tuple(dict.fromkeys(life(name).platform_id for name in asked))
    metrics = (metric,) if isinstance(metric, str) else tuple(metric)
    names = metric_names()
    for one in metrics:
        if one not in names:
            raise ValueError(
                _("{value} is no metric. Choose one of {allowed}.").format(value=repr(one), allowed=", ".join(names))
            )
    if len(set(metrics)) > 1:
        raise _mixed(names[metrics[0]], names[metrics[1]])
    return replace(_counts(metrics[0], ids))


def _mixed(first: str, second: str) -> ValueError:
    return ValueError(
        _("This would mix {first} with {second}, which cannot share one axis. Draw one metric at a time.").format(
            first=first, second=second
        )
    )


@picture.memoised
def _counts(metric: str, ids: tuple[str, ...]) -> Chart:
    names = metric_names()
    usable = [r for r in data.rows("user_counts") if r.date and r.status != "memory" and (not ids or r.platform_id in ids)]
    rows = [r for r in usable if r.metric == metric]
    for platform_id in ids:
        others = [r.metric for r in usable if r.platform_id == platform_id]
        if others and metric not in others:
            raise ValueError(
                _("{name} is counted in {other}, not in {metric}. Leave it out, or choose that metric.").format(
                    name=lives()[platform_id].name, other=names[others[0]], metric=names[metric]
                )
            )
    if not rows:
        raise EmptySelection(
            _("There is no dated and checked count of {metric} for this choice. Choose another metric.").format(
                metric=names[metric]
            )
        )
    if metric == "active_other" and len({r.definition for r in rows}) > 1:
        first, second = list(dict.fromkeys(r.definition.rstrip(".") for r in rows))[:2]
        raise _mixed(
            f"\N{LEFT DOUBLE QUOTATION MARK}{first}\N{RIGHT DOUBLE QUOTATION MARK}",
            f"\N{LEFT DOUBLE QUOTATION MARK}{second}\N{RIGHT DOUBLE QUOTATION MARK}",
        )
    if len({r.platform_id for r in rows}) == 1:
        rows.sort(key=lambda r: r.date)
        title, subtitle, labels = _one_platform(rows, names[metric])
    else:
        rows = sorted({r.platform_id: r for r in sorted(rows, key=lambda r: r.date)}.values(), key=lambda r: -r.value)
        first = [_name(r) for r in rows if r.value == rows[0].value]
        title = ngettext("{names} claims the most {metric}", "{names} claim the most {metric}", len(first)).format(
            names=text.listing(first), metric=names[metric]
        )
        subtitle = _("Each bar is the newest claim, with its date and who made it.")
        labels = [f"{_name(r)}, {_when(r)}, {_claimant(r.claimed_by)}" for r in rows]
    bars = [Bar(label, r.value, _told(r), r.status == "second_hand") for label, r in zip(labels, rows, strict=True)]
    caption = [_("Dates differ, and counts of one metric can differ in what they count: see the numbers below.")]
    if any(bar.second_hand for bar in bars):
        caption.append(_("Hatched bars were read second-hand."))
    caption.append(_("Nearly all such counts are claims without an interval."))
    undated = [lives()[key].name for key in ids if key not in {r.platform_id for r in rows}]
    if undated:
        caption.append(_("No dated and checked count: {names}.").format(names=text.listing(undated)))
    table = Table(
        (_("Platform"), _("Date"), _("Count"), _("What was counted")),
        [(_name(r), _when(r), text.number(r.value), r.definition) for r in rows],
        subtitle,
        numeric=(2,),
    )
    return draw_bars(bars, title, subtitle, " ".join(caption), table, sorted({r.source_id for r in rows}))


def _one_platform(rows: list[Any], metric: str) -> tuple[str, str, list[str]]:
    """Return title, subtitle and labels for the counts of one platform over time."""
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        title = _("{name}: {count} {metric} in {year}").format(
            name=_name(first), count=_told(first), metric=metric, year=first.date.year
        )
    else:
        title = _("{name}: {count} {metric} in {year}, {newest} in {newest_year}").format(
            name=_name(first),
            count=_told(first),
            metric=metric,
            year=first.date.year,
            newest=_told(last),
            newest_year=last.date.year,
        )
    subtitle = _("Each bar is one claim, with its date, who made it and what was counted.")
    return title, subtitle, [f"{_when(r)}, {_claimant(r.claimed_by)}. {r.definition}" for r in rows]


def _when(row: Any) -> str:
    return text.date(row.date, row.date_precision or "day")


def _told(row: Any) -> str:
    words = {"exact": "{n}", "about": _("about {n}"), "at_least": _("at least {n}")}[row.qualifier or "about"]
    return words.format(n=_large(row.value))


def _name(row: Any) -> str:
    return data.row("platforms", row.platform_id).name


def _claimant(who: str) -> str:
    return {"company": _("its owner"), "survey": _("a survey"), "press": _("press"), "paper": _("a paper")}[who]


def _large(value: float) -> str:
    for size, form in ((1e9, _("{n} billion")), (1e6, _("{n} million"))):
        if value >= size:
            scaled = round(value / size, 2)
            digits = next(d for d in (0, 1, 2) if round(scaled, d) == scaled)
            return form.format(n=text.number(scaled, digits))
    return text.number(value)


@with_recipe
@picture.memoised
def plot_consult_funnel() -> Chart:
    """Return how many people ever used Medscape Consult, and how many were active, over two years.

    Raises
    ------
    EmptySelection
        If the table of counts lacks the two figures.

    Examples
    --------
    >>> ms.plot_consult_funnel()
    """
    told = [r for r in data.rows("user_counts") if r.platform_id == "medscape_consult" and r.status != "memory"]
    people = sorted((r for r in told if r.metric == "active_other"), key=lambda r: -r.value)[:2]
    if len(people) < 2:
        raise EmptySelection(_("The table user_counts lacks the two counts of people for Medscape Consult."))
    ever, active = people
    share = 100 * active.value / ever.value
    title = _("About 1 in {n} Medscape Consult users was active").format(n=text.number(ever.value / active.value))
    subtitle = _("People, from a published study of its first two years.")
    part = _("{n}, or {share} of them").format(n=text.number(active.value), share=text.percent(share, 1))
    bars = [Bar(ever.definition, ever.value, text.number(ever.value)), Bar(active.definition, active.value, part)]
    caption = [_("Both bars count people and start at zero. To have opened an app is not to use it.")]
    # Cases and replies are no people: they are told in words, never drawn on the same axis.
    caption += [f"{text.number(r.value)}: {r.definition}" for r in told if r not in people]
    caption.append(_("The figures are those of one network. They say nothing about the quality of the advice."))
    table = Table(
        (_("What was counted"), _("Count")), [(r.definition, text.number(r.value)) for r in told], subtitle, numeric=(1,)
    )
    return draw_bars(bars, title, subtitle, " ".join(caption), table, sorted({r.source_id for r in told}))
