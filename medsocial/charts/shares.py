"""Survey shares over time: two denominators, and platforms across a change in how people were asked.

A line ends where the way of asking changed; its name stands beside its end.
"""

from dataclasses import dataclass, replace
from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _, ngettext
from ..model.lives import in_years, life
from ..model.selection import EmptySelection
from ..store import data
from .panel import WIDTH, heading, heading_height

_SHOWN = ("youtube", "facebook", "instagram", "linkedin", "twitter_x", "tiktok", "whatsapp")
_COLOURS = (style.ACCENT, style.DANGER, style.BENEFIT, style.CAUTION, style.INK, style.MUTED)
_PLOT, _AXIS, _LEFT, _SMALL = 3.3, 0.36, 0.52, 9.5
_LABEL_STEP = 0.175


@dataclass(frozen=True)
class Line:
    """Readings that may be joined: one question, one denominator, one way of asking."""

    label: str
    by_telephone: bool
    rows: tuple[Any, ...]
    colour: str
    dashed: bool = False
    name: str = ""


@with_recipe
@picture.memoised
def plot_any_use() -> Chart:
    """Return how many American adults used social media, out of all adults and out of internet users.

    Raises
    ------
    EmptySelection
        If the table of shares lacks one of the two series.

    Examples
    --------
    >>> ms.plot_any_use()
    """
    adults, online = _series("pew_any_adults"), _series("pew_any_internet_users")
    lines = [
        Line(_("of internet users"), True, online, style.CAUTION, dashed=True),
        Line(_("of all adults"), True, adults, style.ACCENT),
    ]
    title = _("In {year}, {adults} of all adults or {online} of internet users: the denominator decides").format(
        year=adults[-1].date.year, adults=_percent(adults[-1]), online=_percent(online[-1])
    )
    subtitle = _("American adults using any social medium, asked by phone, {first} to {last}.").format(
        first=min(adults[0].date, online[0].date).year, last=adults[-1].date.year
    )
    caption = [
        _("Each mark is one survey by the Pew Research Center."),
        _("The lines end in {year}, because we found no later answer to this question.").format(year=adults[-1].date.year),
        _("No intervals are drawn: the tables give none for each date. Differences of two or three points may be chance."),
    ]
    if adults[-1].sample_size:
        caption.append(_("The last survey asked {n} adults.").format(n=text.number(adults[-1].sample_size)))
    return _chart(lines, title, subtitle, " ".join(caption))


@with_recipe
def plot_platform_shares(platforms: tuple[str, ...] = _SHOWN) -> Chart:
    """Return how many American adults use each platform; no line crosses the change of method.

    Parameters
    ----------
    platforms : tuple of str
        Ids or names, at most ten.

    Raises
    ------
    UnknownName
        If a platform is not in the table; the message gives the nearest names.
    ValueError
        If more than ten are asked for: their lines could not be told apart.
    EmptySelection
        If the surveys asked about none of them.

    Examples
    --------
    >>> ms.plot_platform_shares()
    """
    asked = (platforms,) if isinstance(platforms, str) else tuple(platforms)
    ids = tuple(dict.fromkeys(life(name).platform_id for name in asked))
    if len(ids) > 10:
        raise ValueError(_("{n} lines cannot be told apart. Choose at most ten platforms.").format(n=text.number(len(ids))))
    return replace(_platform_shares(ids))


@picture.memoised
def _platform_shares(ids: tuple[str, ...]) -> Chart:
    lines = []
    for i, platform_id in enumerate(ids):
        rows = [row for row in _rows("pew_platform") if row.platform_id == platform_id]
        for by_telephone in (True, False):
            joined = tuple(row for row in rows if (row.mode == "telephone") == by_telephone)
            if joined:
                colour, again = _COLOURS[i % len(_COLOURS)], i >= len(_COLOURS)
                name = data.row("platforms", platform_id).name
                lines.append(Line(_label(platform_id), by_telephone, joined, colour, again, name))
    if not lines:
        raise EmptySelection(_("The surveys did not ask about these platforms. Choose others, such as Facebook or YouTube."))
    subtitle = _("American adults who say that they ever use each platform, {first} to {last}.").format(
        first=min(line.rows[0].date for line in lines).year, last=max(line.rows[-1].date for line in lines).year
    )
    mixed = [row.date.year for line in lines for row in line.rows if row.mode == "web_mail_and_telephone"]
    square = _("Square marks: asked mainly by web and mail.")
    if mixed:
        square = _("Square marks: asked mainly by web and mail, from {year} also by phone.").format(year=min(mixed))
    caption = [
        _("Round marks: asked by phone."),
        square,
        _("Lines are not joined across the change, because the way of asking alone can move the answer."),
        _("No intervals are drawn: the tables give none. Differences of two or three points may be chance."),
    ]
    if any(row.status == "second_hand" for line in lines for row in line.rows):
        caption.append(_("Hollow marks were read second-hand."))
    return _chart(lines, _who_gained(lines), subtitle, " ".join(caption))


def _rows(series: str) -> list[Any]:
    found = [r for r in data.rows("survey_shares") if r.series == series and r.date and r.status != "memory"]
    return sorted(found, key=lambda row: row.date)


def _series(name: str) -> tuple[Any, ...]:
    found = tuple(_rows(name))
    if not found:
        raise EmptySelection(_("The table survey_shares has no checked rows of the series {name}.").format(name=name))
    return found


def _label(platform_id: str) -> str:
    row = data.row("platforms", platform_id)
    old = row.name_in_source_text or row.name
    return row.name if old.casefold() == row.name.casefold() else _("{name} ({old})").format(name=row.name, old=old)


def _percent(row: Any) -> str:
    return text.percent(row.share_percent)


def _who_gained(lines: list[Line]) -> str:
    """Return the finding: who rose and who did not, within the newer way of asking."""
    newer = [line for line in lines if not line.by_telephone and len(line.rows) > 1]
    if not newer:
        return _("Shares before the way of asking changed")
    change = {line.name: line.rows[-1].share_percent - line.rows[0].share_percent for line in newer}
    since = min(line.rows[0].date for line in newer).year
    top = max(change.values())
    most = text.listing([name for name, gain in change.items() if gain == top])
    flat = [name for name, gain in change.items() if gain <= 0]
    if top <= 0:
        return ngettext("It has not gained since {year}", "None of them has gained since {year}", len(change)).format(year=since)
    if not flat or len(flat) > 3:
        return _("{most} gained most since {year}").format(most=most, year=since)
    return _("{most} gained most since {year}, {flat} did not gain").format(most=most, year=since, flat=text.listing(flat))


def _at(row: Any) -> float:
    # A month stands for its middle.
    return in_years(row.date.replace(day=15) if row.date_precision == "month" else row.date)


def _chart(lines: list[Line], title: str, subtitle: str, caption: str) -> Chart:
    """Return the chart of lines over time, each named once beside its newest reading."""
    above = heading_height(title, subtitle) + 0.25
    height = above + _PLOT + _AXIS
    right = 1.75

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle) + 0.2
        axes = figure.add_axes((_LEFT / WIDTH, _AXIS / height, 1 - (_LEFT + right) / WIDTH, 1 - (used + _AXIS) / height))
        dates = [_at(row) for line in lines for row in line.rows]
        first, last = int(min(dates)), max(dates)
        axes.set_xlim(first, last + 0.25)
        axes.set_ylim(0, 100)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
        axes.set_yticks(range(0, 101, 25), [text.percent(v) for v in range(0, 101, 25)])
        step = 5 if last - first > 12 else 2
        years = [y for y in range(first, int(last) + 1) if y % step == 0]
        axes.set_xticks(years, [str(y) for y in years])
        axes.tick_params(labelsize=_SMALL)
        axes.tick_params(axis="x", pad=6)
        drawn = [_draw_line(axes, line) for line in lines]
        _draw_break(axes, lines)
        _label_ends(axes, lines, drawn, last, height - used - _AXIS)
        return _read(lines, drawn)

    image, sentences = picture.draw(paint, WIDTH, height)
    sources = tuple(dict.fromkeys(row.source_id for line in lines for row in line.rows))
    return Chart(image, title, " ".join(sentences), caption, _table(lines, subtitle), sources=sources)


def _draw_line(axes: Any, line: Line) -> Any:
    marker = "o" if line.by_telephone else "s"
    readings = [_at(row) for row in line.rows], [row.share_percent for row in line.rows]
    (drawn,) = axes.plot(*readings, "--" if line.dashed else "-", linewidth=1.8, color=line.colour, zorder=3)
    for hollow in (False, True):
        spots = [(_at(r), r.share_percent) for r in line.rows if (r.status == "second_hand") == hollow]
        if spots:
            fill = {"markerfacecolor": style.PAPER if hollow else line.colour, "markeredgewidth": 1.2}
            axes.plot(*zip(*spots, strict=True), marker, markersize=4.6, color=line.colour, zorder=4, **fill)
    return drawn


def _draw_break(axes: Any, lines: list[Line]) -> None:
    """Mark where the way of asking changed, by a hatched gap with words above."""
    before = [_at(line.rows[-1]) for line in lines if line.by_telephone]
    after = [_at(line.rows[0]) for line in lines if not line.by_telephone]
    if not before or not after or max(before) >= min(after):
        return
    start, end = max(before) + 0.3, min(after) - 0.3
    axes.axvspan(start, end, facecolor=style.PAPER, edgecolor=style.HATCH, hatch="////", linewidth=0, zorder=1)
    axes.text(start - 0.1, 101.5, _("by phone"), size=_SMALL, color=style.MUTED, ha="right", va="bottom")
    axes.text(end + 0.1, 101.5, _("mainly by web"), size=_SMALL, color=style.MUTED, ha="left", va="bottom")


def _label_ends(axes: Any, lines: list[Line], drawn: list[Any], last: float, inches: float) -> None:
    """Write each name once, beside its newest reading, apart from its neighbours."""
    newest = {
        line.label: (line, float(d.get_xdata()[-1]), float(d.get_ydata()[-1])) for line, d in zip(lines, drawn, strict=True)
    }
    ends = sorted(newest.values(), key=lambda end: -end[2])
    step = 100 * _LABEL_STEP / inches
    places = [value for _line, _x, value in ends]
    for i in range(1, len(places)):
        places[i] = min(places[i], places[i - 1] - step)
    # If the lowest fell off the picture, push the pile up again.
    floor = 1.0
    for i in reversed(range(len(places))):
        places[i] = max(places[i], floor)
        floor = places[i] + step
    span = axes.get_xlim()[1] - axes.get_xlim()[0]
    changed = any(not line.by_telephone for line in lines)
    for (line, x, value), place in zip(ends, places, strict=True):
        year = "" if last - x < 0.6 else f" ({int(x)})"
        margin = last + 0.25
        if line.by_telephone and changed:
            # A thread across the break would look like a line joined across it: the mark is repeated instead.
            axes.plot([margin + 0.02 * span], [place], "o", markersize=4.6, color=line.colour, clip_on=False)
        else:
            thread = [x + 0.012 * span, margin + 0.015 * span, margin + 0.03 * span], [value, value, place]
            axes.plot(*thread, ":" if year else "-", color=line.colour, linewidth=0.9, clip_on=False, zorder=2)
        axes.text(margin + 0.04 * span, place, f"{text.percent(value)} {line.label}{year}", size=_SMALL, va="center")


def _read(lines: list[Line], drawn: list[Any]) -> list[str]:
    """Return one sentence a line, read back from what was drawn."""
    alone = all(line.by_telephone for line in lines)
    sentences = []
    for line, artist in zip(lines, drawn, strict=True):
        (x1, *_more, x2), (y1, *_others, y2) = ([*map(float, v), float(v[-1])] for v in (artist.get_xdata(), artist.get_ydata()))
        way = "" if alone else _(" by phone") if line.by_telephone else _(" mainly by web")
        if x1 == x2:
            form = _("{label}{way}: {first} in {from_year}.")
        else:
            form = _("{label}{way}: {first} in {from_year}, {last} in {to_year}.")
        label, first, last = line.label[0].upper() + line.label[1:], text.percent(y1), text.percent(y2)
        sentences.append(form.format(label=label, way=way, first=first, last=last, from_year=int(x1), to_year=int(x2)))
    return sentences


def _table(lines: list[Line], caption: str) -> Table:
    modes = {
        "telephone": _("phone"),
        "web_and_mail": _("web and mail"),
        "face_to_face": _("face to face"),
        "web_mail_and_telephone": _("web, mail and phone"),
    }

    def cells(line: Line, row: Any) -> tuple[str, ...]:
        people = text.number(row.sample_size) if row.sample_size else ""
        return line.label, text.date(row.date, row.date_precision or "day"), _percent(row), modes[row.mode], people

    rows = [cells(line, row) for line in lines for row in line.rows]
    return Table((_("Who or what"), _("Date"), _("Share"), _("Asked by"), _("People asked")), rows, caption, numeric=(2, 4))
