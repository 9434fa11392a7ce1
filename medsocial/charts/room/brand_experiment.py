"""The experiments on a doctor's image: what one frustrated comment does, with its uncertainty, and what warmth does."""

from ...display import picture
from ...display.elements import Chart
from ...display.icons import icon_name
from ...ground.letters import width
from ...ground.text import _
from ...model.evidence import Estimate, estimate
from ...store import data
from ..units import number
from . import rows as table
from .canvas import LINE, SIZE, WIDE, Canvas, wrapped

_ROWS, _TEXT = (326, 144), 92
_NAME, _BIG = 30, 56
# The axis: its ends in points, where it stands, and its height in the first row.
_LOW, _HIGH, _TICK = -20, 5, 10
_LEFT, _RIGHT, _AXIS = 560, 1140, 258


@picture.memoised
def draw(theme: str, step: int) -> Chart:
    """Return the picture."""
    first, second = table.shown_rows("brand")
    found = estimate(first.row.evidence_ids[0])
    canvas = Canvas(theme, sum(_ROWS))
    label = _who(canvas, first, "comment", "danger", _ROWS[0] / 2)
    interval = _axis(canvas, first, found)
    canvas.line(0, _ROWS[0], WIDE, _ROWS[0])
    middle = _ROWS[0] + _ROWS[1] / 2
    warm = _who(canvas, second, "warmth", "good", middle)
    rated = canvas.paragraph(_LEFT, middle, second.words, WIDE - _LEFT - 60, size=_NAME, bold=True)
    title = data.row("claims", first.row.claim_id).verdict.rstrip(".")
    return Chart(
        canvas.address(title),
        title,
        _("{comment}: {figure} {words}, {interval}. {warm}: {rated}.").format(
            comment=label, figure=first.figure, words=first.words, interval=interval, warm=warm, rated=rated
        ),
        _("Two randomised studies with invented profiles. The thick line is the 95% interval; zero means no change."),
        table.numbers((first, second), _("Figures behind the picture.")),
        sources=table.sources((first, second)),
    )


def _who(canvas: Canvas, row: table.Shown, thing: str, colour: str, middle: float) -> str:
    """Draw what was shown to whom; return it in words."""
    lines = wrapped(row.label, _LEFT - _TEXT - 50, _NAME, bold=True)
    top = middle - len(lines) * LINE / 2 - 2
    canvas.dot(36, middle, 35, fill="wash", edge=colour, heavy=2)
    canvas.icon(17, middle, 38, icon_name("thing", thing), colour=colour)
    label = canvas.paragraph(_TEXT, top + LINE * (len(lines) - 1) / 2, row.label, _LEFT - _TEXT - 50, size=_NAME, bold=True)
    asked = canvas.text(_TEXT, top + LINE * len(lines) + 6, row.part, colour="muted")
    return _("{shown}, {asked}").format(shown=label, asked=asked)


def _at(points: float) -> float:
    return _LEFT + (points - _LOW) / (_HIGH - _LOW) * (_RIGHT - _LEFT)


def _axis(canvas: Canvas, row: table.Shown, found: Estimate) -> str:
    """Draw the estimate with its interval on an axis of points; return the interval in words."""
    canvas.line(_LEFT, _AXIS, _RIGHT, _AXIS, colour="muted")
    for tick in range(_LOW, _HIGH + 1, _TICK):
        canvas.line(_at(tick), _AXIS, _at(tick), _AXIS + 8, colour="muted")
        canvas.text(_at(tick), _AXIS + 30, number(tick, 0), anchor="middle", colour="muted")
    canvas.line(_at(0), 70, _at(0), _AXIS, colour="ink", heavy=3)
    canvas.text(_at(0), 46, _("no change"), anchor="middle")
    y = _AXIS - 48
    canvas.line(_at(found.low), y, _at(found.high), y, colour="danger", heavy=12)
    canvas.dot(_at(found.value), y, 17, fill="danger")
    ends = [number(end, 0) for end in (found.low, found.high)]
    between = _("likely {low} to {high}").format(low=ends[0], high=ends[1])
    x = min(_at(found.value), _at(0) - 20 - width(row.words, SIZE) / 2)
    canvas.text(x, y - 130, row.figure, size=_BIG, bold=True, colour="danger", anchor="middle")
    canvas.text(x, y - 74, row.words, anchor="middle")
    return canvas.text(x, y - 40, between, anchor="middle", colour="muted")
