"""What became of the names on the list of 2014."""

from typing import Any

from ..display import picture
from ..display.elements import Chart, Table
from ..display.recipe import with_recipe
from ..ground import style, text
from ..ground.text import _, ngettext
from ..model.cohort import Tally, tally
from ..store import data
from .panel import WIDTH, heading, heading_height, wrapped

_SQUARE, _GAP, _LINE = 0.20, 0.05, 0.19


def _groups(counted: Tally) -> list[tuple[str, list[str], str, str | None]]:
    """Return label, names, colour and pattern of each group."""

    def names(ids: tuple[str, ...], *, with_old: bool = False) -> list[str]:
        rows = [data.row("platforms", key) for key in ids]
        return sorted(
            (_("{name}, then {old}").format(name=r.name, old=r.name_in_source_text) if with_old else r.name for r in rows),
            key=str.casefold,
        )

    return [
        (_("Alive under the same name"), names(counted.alive), style.ACCENT, None),
        (_("Alive under a new name"), names(counted.renamed, with_old=True), style.CAUTION, "////"),
        (_("Closed"), names(counted.closed), style.DANGER, None),
        (_("Fate not confirmed"), names(counted.unknown), style.PAPER, "xxxx"),
    ]


@with_recipe
@picture.memoised
def plot_since_2014() -> Chart:
    """Return what became of the 21 names that a list of 2014 gave to doctors.

    Examples
    --------
    >>> ms.plot_since_2014()
    """
    from matplotlib.patches import Rectangle

    counted = tally()
    groups = _groups(counted)
    title = _("Of {n} names of 2014, {alive} live on under the same name").format(n=counted.total, alive=len(counted.alive))
    subtitle = _("Each square is one platform of the list. Position on {date}.").format(date=text.date(counted.date))
    listed = [wrapped(text.listing(names), 66) for _label, names, _colour, _pattern in groups]
    height = heading_height(title, subtitle) + sum(0.30 + _SQUARE + 0.10 + _LINE * len(lines) + 0.12 for lines in listed) + 0.05

    def paint(figure: Any) -> list[str]:
        used = heading(figure, title, subtitle)
        axes = figure.add_axes((0.02, 0, 0.96, 1 - used / height))
        axes.set_xlim(0, WIDTH * 0.96)
        axes.set_ylim(height - used, 0)
        axes.axis("off")
        y, sentences = 0.0, []
        for (label, names, colour, pattern), lines in zip(groups, listed, strict=True):
            heading_text = axes.text(0, y, f"{label}: {text.number(len(names))}", size=11, weight="bold", va="top")
            y += 0.30
            squares = [
                axes.add_patch(
                    Rectangle(
                        (i * (_SQUARE + _GAP), y),
                        _SQUARE,
                        _SQUARE,
                        facecolor=colour,
                        hatch=pattern,
                        edgecolor=style.INK if pattern else colour,
                        linewidth=0.8,
                    )
                )
                for i in range(len(names))
            ]
            y += _SQUARE + 0.10
            axes.text(0, y, "\n".join(lines), size=9.5, color=style.MUTED, va="top", linespacing=1.3)
            y += _LINE * len(lines) + 0.12
            drawn = ngettext("{n} square", "{n} squares", len(squares)).format(n=len(squares))
            sentences.append(f"{heading_text.get_text()} ({drawn}): {' '.join(lines)}.")
        return sentences

    image, sentences = picture.draw(paint, WIDTH, height)
    events = [e for e in data.rows("lifecycle_events") if e.event_type in ("closed", "absorbed", "renamed")]
    ids = {*counted.renamed, *counted.closed}
    return Chart(
        image,
        title,
        " ".join(sentences),
        _(
            "The list of 2014 named services that were alive at that time. Names that were already gone are not on it. "
            "Where we could not confirm what happened, the square is crossed."
        ),
        Table(
            columns=(_("Group"), _("Count"), _("Names")),
            rows=[(label, text.number(len(names)), text.listing(names)) for label, names, _c, _p in groups],
            caption=subtitle,
            numeric=(1,),
        ),
        sources=tuple(sorted({e.source_id for e in events if e.platform_id in ids and e.status != "memory"})),
    )
