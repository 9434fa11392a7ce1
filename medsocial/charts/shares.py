"""Survey shares over time: two denominators, and platforms across a change in how people were asked."""

from dataclasses import replace
from typing import Any

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _, ngettext
from ..model.lives import life
from ..model.selection import EmptySelection
from ..store import data
from .shares_drawing import Line, draw_shares

_SHOWN = ("youtube", "facebook", "instagram", "linkedin", "twitter_x", "tiktok", "whatsapp")
_COLOURS = (style.ACCENT, style.DANGER, style.BENEFIT, style.CAUTION, style.INK, style.MUTED)


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
    adults, online = (_series(name) for name in ("pew_any_adults", "pew_any_internet_users"))
    lines = [
        Line(_("of internet users"), True, online, style.CAUTION, dashed=True),
        Line(_("of all adults"), True, adults, style.ACCENT),
    ]
    title = _("In {year}, {adults} of all adults or {online} of internet users: the denominator decides").format(
        year=adults[-1].date.year, adults=_percent(adults[-1]), online=_percent(online[-1])
    )
    subtitle = _("American adults using any social medium, asked by telephone, {first} to {last}.").format(
        first=min(adults[0].date, online[0].date).year, last=adults[-1].date.year
    )
    caption = [
        _("Each mark is one survey by the Pew Research Center."),
        _("The lines end in {year}, because we found no later answer to this question.").format(year=adults[-1].date.year),
        _("No intervals are drawn: the tables give none for each date. Differences of two or three points may be chance."),
    ]
    if adults[-1].sample_size:
        caption.append(_("The last survey asked {n} adults.").format(n=text.number(adults[-1].sample_size)))
    return draw_shares(lines, title, subtitle, " ".join(caption))


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
        square = _("Square marks: asked mainly by web and mail, from {year} also by telephone.").format(year=min(mixed))
    caption = [
        _("Round marks: asked by telephone."),
        square,
        _("Lines are not joined across the change, because the way of asking alone can move the answer."),
        _("No intervals are drawn: the tables give none. Differences of two or three points may be chance."),
    ]
    if any(row.status == "second_hand" for line in lines for row in line.rows):
        caption.append(_("Hollow marks were read second-hand."))
    return draw_shares(lines, _who_gained(lines), subtitle, " ".join(caption))


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
