"""Counts of users: one metric at a time, and what a count does not say."""

from dataclasses import replace
from typing import Any

from .. import data, style, text
from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..model.intervals import wilson
from ..model.lives import life, lives
from ..text import _
from .life_bars import EmptySelection
from .panel import WIDTH, heading, heading_height, wrapped

_SMALL, _LABEL, _ROW = 9.5, 11, 0.3


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
@picture.memoised
def plot_gss_2016() -> Chart:
    """Return who called themselves member or regular user of a platform, in the General Social Survey of 2016.

    Raises
    ------
    EmptySelection
        If the table of shares lacks this survey.

    Examples
    --------
    >>> ms.plot_gss_2016()
    """
    rows = [r for r in data.rows("survey_shares") if r.series == "gss_2016" and r.asked_count and r.status != "memory"]
    rows.sort(key=lambda r: -r.yes_count / r.asked_count)
    if not rows:
        raise EmptySelection(_("The table survey_shares has no checked rows of the series {name}.").format(name="gss_2016"))
    title = _gss_title({row.platform_id: row for row in rows})
    subtitle = _(
        "Member or regular user of the platform, in per cent of those asked: General Social Survey, United States, {year}."
    ).format(year=rows[0].date.year)
    height = heading_height(title, subtitle) + _ROW * len(rows) + 0.62

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle)
        axes = figure.add_axes((1.15 / WIDTH, 0.55 / height, 1 - 1.35 / WIDTH, 1 - (used + 0.58) / height))
        axes.set_xlim(0, 100)
        axes.set_ylim(len(rows), 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        axes.set_axisbelow(True)
        axes.set_xlabel(_("per cent of those asked, unweighted"), size=_SMALL)
        axes.tick_params(axis="x", labelsize=_SMALL)
        return [_draw_share(axes, row, i + 0.5) for i, row in enumerate(rows)]

    image, sentences = picture.draw(paint, WIDTH, height)
    return Chart(
        image,
        title,
        " ".join(sentences),
        " ".join(
            (
                _("Dots are shares of those asked, lines 95% intervals that we computed from the counts."),
                _("The counts are unweighted, so they are no estimate for the country."),
                _("A membership could come with another account of the same owner. A large number is not a healthy platform."),
            )
        ),
        Table(
            (_("Platform"), _("Yes"), _("Asked"), _("Per cent"), _("From"), _("To")),
            [
                (
                    data.row("platforms", r.platform_id).name,
                    text.number(r.yes_count),
                    text.number(r.asked_count),
                    *(text.number(v, 1) for v in _share(r)),
                )
                for r in rows
            ],
            subtitle,
            numeric=(1, 2, 3, 4, 5),
        ),
        sources=tuple(dict.fromkeys(r.source_id for r in rows)),
    )


def _gss_title(found: dict[str, Any]) -> str:
    plus, other = found.get("google_plus"), found.get("instagram")
    if plus and other and plus.yes_count / plus.asked_count > other.yes_count / other.asked_count:
        end = life("google_plus").end
        claim = _("More of those asked were members of Google+ than of Instagram")
        return _("{claim}; it closed in {year}").format(claim=claim, year=end.moment.year) if end else claim
    return _("Who called themselves member or regular user in {year}").format(year=next(iter(found.values())).date.year)


def _share(row: Any) -> tuple[float, float, float]:
    low, high = wilson(row.yes_count, row.asked_count)
    return 100 * row.yes_count / row.asked_count, 100 * low, 100 * high


def _draw_share(axes: Any, row: Any, y: float) -> str:
    value, low, high = _share(row)
    special = row.platform_id == "google_plus"
    colour = style.DANGER if special else style.ACCENT
    (span,) = axes.plot([low, high], [y, y], color=colour, linewidth=3, solid_capstyle="butt")
    (dot,) = axes.plot([value], [y], "D" if special else "o", markersize=7, color=colour)
    name = axes.text(
        -0.0265 * 100,
        y,
        data.row("platforms", row.platform_id).name,
        size=_LABEL,
        va="center",
        ha="right",
        weight="bold" if special else "normal",
    )
    counted = _("({k} of {n})").format(k=text.number(row.yes_count), n=text.number(row.asked_count))
    on_left = high > 60
    axes.text(
        low - 2 if on_left else high + 2,
        y,
        f"{text.percent(value)}  {counted}",
        size=_SMALL,
        va="center",
        ha="right" if on_left else "left",
        weight="bold" if special else "normal",
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1},
    )
    ends = [text.percent(float(v)) for v in span.get_xdata()]
    return _("{name}: {value} {counted}, 95% interval {low} to {high}.").format(
        name=name.get_text(), value=text.percent(float(dot.get_xdata()[0])), counted=counted, low=ends[0], high=ends[1]
    )


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
        title = _("{name}: {metric} as told at different dates").format(name=_name(rows[0]), metric=names[metric])
    else:
        rows = sorted({r.platform_id: r for r in sorted(rows, key=lambda r: r.date)}.values(), key=lambda r: -r.value)
        title = _("By its newest count, {name} has the most {metric}").format(name=_name(rows[0]), metric=names[metric])
    subtitle = _("Each bar is one claim, with its date and who made it. The dates differ.")
    bars = [
        (
            f"{_name(r)}, {text.date(r.date, r.date_precision or 'day')}, {_claimant(r.claimed_by)}",
            r.value,
            ("" if r.qualifier == "exact" else _qualifier(r.qualifier) + " ") + _large(r.value),
            r.status == "second_hand",
        )
        for r in rows
    ]
    caption = [_("Counts of one metric can still differ in what they count: see the definitions below.")]
    if any(hatched for *_rest, hatched in bars):
        caption.append(_("Hatched bars were read second-hand."))
    caption.append(_("Nearly all are the platforms' own claims, without an interval."))
    table = Table(
        (_("Platform"), _("Date"), _("Count"), _("What was counted")),
        [(_name(r), text.date(r.date, r.date_precision or "day"), text.number(r.value), r.definition) for r in rows],
        subtitle,
        numeric=(2,),
    )
    return _bars(bars, title, subtitle, " ".join(caption), table, rows)


def _name(row: Any) -> str:
    return data.row("platforms", row.platform_id).name


def _claimant(who: str) -> str:
    return {"company": _("its owner"), "survey": _("a survey"), "press": _("press"), "paper": _("a paper")}[who]


def _qualifier(word: str) -> str:
    return {"about": _("about"), "at_least": _("at least")}[word]


def _large(value: float) -> str:
    for size, form in ((1e9, _("{n} billion")), (1e6, _("{n} million"))):
        if value >= size:
            scaled = value / size
            return form.format(n=text.number(scaled, 0 if scaled == int(scaled) else 2 if size == 1e9 else 1))
    return text.number(value)


def _bars(
    bars: list[tuple[str, float, str, bool]], title: str, subtitle: str, caption: str, table: Table, rows: list[Any]
) -> Chart:
    """Return horizontal bars from zero, each with its label above and its value beside it."""
    labels = [wrapped(label, 62) for label, *_rest in bars]
    height = heading_height(title, subtitle) + sum(0.2 * len(lines) + 0.32 for lines in labels) + 0.05

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle)
        axes = figure.add_axes((0.02, 0, 0.96, 1 - used / height))
        axes.set_axis_off()
        axes.set_xlim(0, max(value for _label, value, *_rest in bars) * 1.42)
        axes.set_ylim(height - used, 0)
        y, sentences = 0.0, []
        for (label, value, words, hatched), lines in zip(bars, labels, strict=True):
            axes.text(0, y, "\n".join(lines), size=10, va="top")
            y += 0.2 * len(lines)
            (bar,) = axes.barh(
                [y + 0.1],
                [value],
                height=0.16,
                color=style.PAPER if hatched else style.ACCENT,
                hatch="////" if hatched else None,
                edgecolor=style.ACCENT,
                linewidth=0.9,
            )
            axes.text(value + 0.012 * axes.get_xlim()[1], y + 0.1, words, size=10, weight="bold", va="center")
            y += 0.32
            sentences.append(
                _("{label}: {value}.").format(label=label, value=words if bar.get_width() == value else bar.get_width())
            )
        return sentences

    image, sentences = picture.draw(paint, WIDTH, height)
    return Chart(image, title, " ".join(sentences), caption, table, sources=tuple(sorted({r.source_id for r in rows})))


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
    title = _("About 1 in {n} who ever used Medscape Consult was active").format(n=text.number(ever.value / active.value))
    subtitle = _("People, from a published study of its first two years.")
    bars = [
        (ever.definition.rstrip("."), ever.value, text.number(ever.value), False),
        (
            active.definition.rstrip("."),
            active.value,
            _("{n}, or {share} of them").format(n=text.number(active.value), share=text.percent(share, 1)),
            False,
        ),
    ]
    caption = [_("Both bars count people and start at zero. To have opened an app is not to use it.")]
    # Cases and replies are no people: they are told in words, never drawn on the same axis.
    caption += [f"{text.number(r.value)}: {r.definition}" for r in told if r not in people]
    caption.append(
        _("The paper describes the owner's own records of one network. It says nothing about the quality of the advice.")
    )
    table = Table(
        (_("What was counted"), _("Count")), [(r.definition, text.number(r.value)) for r in told], subtitle, numeric=(1,)
    )
    return _bars(bars, title, subtitle, " ".join(caption), table, told)
