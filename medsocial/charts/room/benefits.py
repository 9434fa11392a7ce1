"""Six promised benefits: how sure one can be, and apart from it, how much was found."""

from ...display import picture
from ...display.elements import Chart
from ...display.icons import icon_name
from ...ground.letters import width
from ...ground.text import _
from . import rows as table
from .canvas import LINE, SIZE, WIDE, Canvas, wrapped

_HEAD, _SHORT, _TALL = 44, 50, 76
_LABEL, _DOTS, _WORD, _SIZE_AT = 52, 516, 650, 812
_DOT, _DOT_STEP = 11, 32


@picture.memoised
def draw(theme: str, step: int) -> Chart:
    """Return the picture."""
    shown = table.shown_rows("benefits")
    heights = [_height(row) for row in shown]
    canvas = Canvas(theme, _HEAD + sum(heights))
    canvas.text(_DOTS, _HEAD / 2 - 4, _("How sure?"), colour="muted")
    canvas.text(_SIZE_AT, _HEAD / 2 - 4, _("How much?"), colour="muted")
    said, y, label = [], float(_HEAD), ""
    for row, high in zip(shown, heights, strict=True):
        middle = y + high / 2
        if table.certainty(row.row.claim_id) == ("high",):
            canvas.box(0, y + 2, WIDE, high - 4, fill="tint", edge="accent")
        if row.label != label:
            canvas.line(0, y, WIDE, y)
            canvas.icon(0, middle, 36, icon_name("benefit", row.row.claim_id))
            label = canvas.text(_LABEL, middle, row.label, bold=True)
        part = canvas.text(_DOTS - 26, middle, row.part, anchor="end") if row.part else ""
        sure = _certainty(canvas, middle, table.certainty(row.row.claim_id))
        much = _much(canvas, middle, row)
        said.append(
            _("{benefit}: how sure, {certainty}; how much, {size}.").format(
                benefit=f"{label}, {part}" if part else label, certainty=sure, size=much
            )
        )
        y += high
    best = [row for row in shown if table.certainty(row.row.claim_id) == ("high",)]
    title = (
        _("One of six promises is well supported, and its effect is small")
        if len(best) == 1
        else _("Six promises: how sure can one be, and how much is there?")
    )
    return Chart(
        canvas.address(title),
        title,
        " ".join(said),
        _("Dots say how sure one can be, from one (very low) to four (high), by our own grades; they do not say how large."),
        table.numbers(shown, _("Figures behind the picture.")),
        sources=table.sources(shown),
    )


def _height(row: table.Shown) -> int:
    lines = max(len(wrapped(_words(table.certainty(row.row.claim_id)), _SIZE_AT - _WORD - 16)), len(_lines(row)))
    return _TALL if lines > 1 else _SHORT


def _lines(row: table.Shown) -> list[str]:
    whole = f"{row.figure} {row.words}".strip()
    if row.figure and width(row.figure, SIZE, bold=True) + width(f" {row.words}", SIZE) > WIDE - _SIZE_AT:
        return [row.figure, row.words]
    return [whole] if row.figure else wrapped(row.words, WIDE - _SIZE_AT)


def _much(canvas: Canvas, y: float, row: table.Shown) -> str:
    lines = _lines(row)
    if len(lines) == 1:
        return canvas.text(_SIZE_AT, y, row.words, lead=row.figure)
    if not row.figure:
        return canvas.paragraph(_SIZE_AT, y, row.words, WIDE - _SIZE_AT)
    figure = canvas.text(_SIZE_AT, y - LINE / 2, row.figure, bold=True)
    return f"{figure} {canvas.text(_SIZE_AT, y + LINE / 2, row.words)}"


def _certainty(canvas: Canvas, y: float, grades: tuple[str, ...]) -> str:
    """Draw four dots and the word: filled up to the lowest grade, ringed with a core up to the highest."""
    low, high = (table.STEPS.index(grade) for grade in (grades[0], grades[-1]))
    for place in range(len(table.STEPS)):
        x = _DOTS + _DOT + 2 + place * _DOT_STEP
        canvas.dot(x, y, _DOT, fill="accent" if place <= low else None, edge="accent")
        if low < place <= high:
            canvas.dot(x, y, _DOT / 2 - 0.5, fill="accent")
    return canvas.paragraph(_WORD, y, _words(grades), _SIZE_AT - _WORD - 16)


def _words(grades: tuple[str, ...]) -> str:
    words = {"very_low": _("very low"), "low": _("low"), "moderate": _("moderate"), "high": _("high")}
    if len(grades) == 1:
        return words[grades[0]]
    return _("{low} to {high}").format(low=words[grades[0]], high=words[grades[-1]])
