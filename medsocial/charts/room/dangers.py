"""Five dangers: what happens, and how often, each with what was counted."""

from ...display import picture
from ...display.elements import Chart
from ...display.icons import icon_name
from ...ground.letters import width
from ...ground.text import _
from . import rows as table
from .canvas import WIDE, Canvas

_ROW = 94
_TEXT, _FIGURE = 92, 500
_NAME, _BIG = 32, 44


@picture.memoised
def draw(theme: str, step: int) -> Chart:
    """Return the picture."""
    shown = table.shown_rows("dangers")
    counted = _FIGURE + max(width(row.figure, _BIG, bold=True) for row in shown) + 24
    canvas = Canvas(theme, _ROW * len(shown))
    said = []
    for place, row in enumerate(shown):
        middle = (place + 0.5) * _ROW
        if place:
            canvas.line(0, place * _ROW, WIDE, place * _ROW)
        canvas.dot(36, middle, 35, fill="wash", edge="danger", heavy=2)
        canvas.icon(17, middle, 38, icon_name("danger", row.row.claim_id), colour="danger")
        name = canvas.text(_TEXT, middle - 19, row.label, size=_NAME, bold=True)
        happens = canvas.text(_TEXT, middle + 20, row.part, colour="muted")
        figure = canvas.text(_FIGURE, middle, row.figure, size=_BIG, bold=True, colour="danger")
        words = canvas.paragraph(counted, middle, row.words, WIDE - counted)
        told = _("{danger}, {happens}: {figure} {counted}.")
        said.append(told.format(danger=name, happens=happens, figure=figure, counted=words))
    title = _("Five dangers, and no figure is your own risk")
    return Chart(
        canvas.address(title),
        title,
        " ".join(said),
        _("Each figure counts something else, so no two can be compared. None of them is your own risk."),
        table.numbers(shown, _("Figures behind the picture.")),
        sources=table.sources(shown),
    )
