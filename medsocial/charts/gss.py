"""Who called themselves members in 2016: counts of the General Social Survey with their intervals."""

from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _
from ..model.intervals import wilson
from ..model.lives import life
from ..model.selection import EmptySelection
from ..store import data
from .panel import WIDTH, heading, heading_height

_SMALL, _LABEL, _ROW = 9.5, 11, 0.3


@with_recipe
@picture.memoised
def plot_gss_2016() -> Chart:
    """Return who called themselves members or regular users, in the General Social Survey of 2016.

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
                _("Being a member says nothing about how often a site is used. A large number is not a healthy platform."),
            )
        ),
        Table(
            (_("Platform"), _("Yes"), _("Asked"), _("Per cent"), _("From"), _("To")),
            [
                (
                    life(r.platform_id).name_at(r.date),
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
        claim = _("More belonged to Google+ than to Instagram")
        return _("{claim}, yet Google+ closed in {year}").format(claim=claim, year=end.moment.year) if end else claim
    return _("Who called themselves member or regular user in {year}").format(year=next(iter(found.values())).date.year)


def _share(row: Any) -> tuple[float, float, float]:
    low, high = wilson(row.yes_count, row.asked_count)
    return 100 * row.yes_count / row.asked_count, 100 * low, 100 * high


def _draw_share(axes: Any, row: Any, y: float) -> str:
    value, low, high = _share(row)
    special = row.platform_id == "google_plus"
    colour = style.DANGER if special else style.ACCENT
    (span,) = axes.plot([low, high], [y, y], color=colour, linewidth=3, solid_capstyle="butt")
    (dot,) = axes.plot([value], [y], "D" if special else "o", markersize=5.5, color=colour)
    name = axes.text(
        -0.0265 * 100,
        y,
        life(row.platform_id).name_at(row.date),
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
        f"{text.percent(value, 1)}  {counted}",
        size=_SMALL,
        va="center",
        ha="right" if on_left else "left",
        weight="bold" if special else "normal",
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1},
    )
    ends = [text.percent(float(v), 1) for v in span.get_xdata()]
    return _("{name}: {value} {counted}, 95% interval {low} to {high}.").format(
        name=name.get_text(), value=text.percent(float(dot.get_xdata()[0]), 1), counted=counted, low=ends[0], high=ends[1]
    )
