"""What strangers find about doctors, and what one post does to credibility."""

from typing import Any

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style
from ..ground.text import _
from ..model.evidence import estimate
from ..store import data
from .guess import caption_of, numbers_table
from .panel import WIDTH, Row, counted, draw_panel, panel_height


def _evidence_chart(keys: tuple[str, ...], title: str, subtitle: str, colours: tuple[str, ...], **axis: Any) -> Chart:
    found = [estimate(key) for key in keys]
    rows = [Row(e.row.measure, e, counted(e.row), colour) for e, colour in zip(found, colours, strict=True)]

    def paint(figure: Any) -> list[str]:
        return draw_panel(figure, rows, title=title, subtitle=subtitle, **axis)

    image, sentences = picture.draw(paint, WIDTH, panel_height(rows, title, subtitle))
    return Chart(
        image,
        title,
        " ".join(sentences),
        caption_of(keys, found[0].row.certainty_reason),
        numbers_table(keys, subtitle),
        sources=tuple(dict.fromkeys(data.row("evidence", k).source_id for k in keys)),
    )


@with_recipe
@picture.memoised
def plot_footprint() -> Chart:
    """Return what a web search found about doctors: made by others, or by themselves.

    Examples
    --------
    >>> ms.plot_footprint()
    """
    keys = ("mostaghimi_any_page", "mostaghimi_rating_site", "mostaghimi_social_network")
    return _evidence_chart(
        keys,
        _("Most of what was found came from others"),
        _("A web search for 250 internists drawn at random from the register of Massachusetts, published in 2010."),
        (style.ACCENT, style.ACCENT, style.MUTED),
        axis=_("per cent"),
        limits=(0, 100),
    )


@with_recipe
@picture.memoised
def plot_credibility() -> Chart:
    """Return what one frustrated post about work did to a doctor's credibility.

    Examples
    --------
    >>> ms.plot_credibility()
    """
    return _evidence_chart(
        ("weijs_credibility",),
        _("One frustrated post about work lowered credibility"),
        _("Random allocation of invented profiles to 357 members of the public, published in 2019."),
        (style.DANGER,),
        axis=_("points of 100; zero means no change"),
        limits=(-20, 5),
        unit="",
        digits=1,
        null=0,
    )
