"""Three acts, place by place: what is barred, advised against, asked for with care, or not found."""

from ...display import picture
from ...display.elements import Chart, Table
from ...ground.text import _
from ...model import guidance
from ...model.guidance_places import side_by_side
from .canvas import WIDE, Canvas

ACTS = ("accept_request", "testimonials", "endorse_medicine")
MOST_PLACES = 6  # what the last row of a hall can still read
_HEAD, _ROW, _FOOT, _PLACE = 84, 54, 56, 220
_SIGN = 32
_COLOURS = {"must_not": "danger", "should_not": "danger", "caution": "ink", "permitted": "good", "silent": "muted"}


@picture.memoised
def draw(theme: str, step: int) -> Chart:
    """Return the picture; each step shows one act more."""
    places = side_by_side(MOST_PLACES, world=False)
    columns = [[cell for cell in guidance.rules_for(act) if cell.jurisdiction in places] for act in ACTS]
    canvas = Canvas(theme, _HEAD + _ROW * len(places) + _FOOT)
    wide = (WIDE - _PLACE) / len(ACTS)
    for row, place in enumerate(places):
        top = _HEAD + row * _ROW
        canvas.line(0, top, WIDE, top)
        canvas.text(4, top + _ROW / 2, place.short, bold=True)
    for place, column in enumerate(columns[:step]):
        left = _PLACE + place * wide
        canvas.paragraph(left + 8, _HEAD / 2 - 4, column[0].act.short, wide - 30, bold=True)
        for row, cell in enumerate(column):
            middle = _HEAD + (row + 0.5) * _ROW
            canvas.text(left + 8, middle, guidance.sign(cell.value), size=_SIGN, bold=True, colour=_COLOURS[cell.value])
            if cell.mark:
                canvas.text(left + 56, middle, cell.mark, colour="muted")
    canvas.line(0, canvas.height - _FOOT, WIDE, canvas.height - _FOOT, colour="muted")
    met = [value for value in guidance.STRENGTH[::-1] if any(cell.value == value for column in columns for cell in column)]
    for place, value in enumerate(met):
        x = 4 + place * WIDE / len(met)
        canvas.text(x, canvas.height - _FOOT / 2, guidance.sign(value), size=_SIGN, bold=True, colour=_COLOURS[value])
        canvas.text(x + 44, canvas.height - _FOOT / 2, guidance.words(value))
    shown = columns[:step]
    said = [_("{act}: {cells}.").format(act=column[0].act.short, cells="; ".join(map(_in_words, column))) for column in shown]
    title = _("Three acts, place by place")
    return Chart(
        canvas.address(title),
        title,
        " ".join(said),
        _("Teaching material, not legal advice. Nothing found does not mean that there is no rule."),
        Table(
            (_("Act"), *(place.name for place in places)),
            [[column[0].act.short, *(cell.word for cell in column)] for column in shown],
            _("What was found, place by place."),
        ),
        sources=tuple(dict.fromkeys(cell.source_id for column in shown for cell in column)),
    )


def _in_words(cell: guidance.Cell) -> str:
    return f"{guidance.named(cell, short=True)}, {cell.word.lower()}"
