"""From a goal to a channel and one measure: one example, worked through by the channel chooser."""

from ...display import picture
from ...display.elements import Chart, Table
from ...display.icons import icon_name
from ...ground.text import _, ngettext, number
from ...model.channels import advise_channel
from .canvas import LINE, SIZE, WIDE, Canvas, wrapped

GOAL, AUDIENCE, HOURS = "bookings", "public_nearby", 3
_TALL, _GAP, _PAD, _EDGE, _TOP = 456, 46, 26, 18, 146
_NAME, _WORDS = 34, 30


@picture.memoised
def draw(theme: str, step: int) -> Chart:
    """Return the picture; each step shows one box more."""
    advice = advise_channel(GOAL, AUDIENCE, HOURS)
    first = advice.suggestions[0]
    hours = ngettext("{n} hour a week, and someone who answers", "{n} hours a week, and someone who answers", first.hours)
    boxes = (
        ("goal", _("Goal"), advice.goal["label"], advice.audience["label"]),
        ("channel", _("Channel"), first.name, hours.format(n=number(first.hours))),
        ("measure", _("Measure"), advice.measure["label"], advice.measure["how"]),
    )
    canvas = Canvas(theme, _TALL)
    wide = (WIDE - 4 - 2 * _GAP) / len(boxes)
    said = []
    for place, (icon, name, words, more) in enumerate(boxes):
        left = 2 + place * (wide + _GAP)
        if place >= step:
            canvas.box(left, _EDGE, wide, _TALL - _EDGE - 2, edge="muted", dashed=True)
            continue
        canvas.box(left, _EDGE, wide, _TALL - _EDGE - 2, fill="wash", edge="accent", heavy=3)
        canvas.icon(left + _PAD, _EDGE + 54, 44, icon_name("thing", icon))
        canvas.text(left + _PAD + 60, _EDGE + 54, name, size=_NAME, bold=True, colour="accent")
        _from(canvas, left + _PAD, _TOP, words, wide - 2 * _PAD, _WORDS, bold=True)
        _from(canvas, left + _PAD, _TALL - 110, more, wide - 2 * _PAD, SIZE)
        if place + 1 < step:
            canvas.icon(left + wide + (_GAP - 36) / 2, (_EDGE + _TALL) / 2, 36, icon_name("thing", "next_step"), colour="muted")
        said.append(_("{name}: {words} ({more}).").format(name=name, words=words, more=more.rstrip(".")))
    title = _("A goal comes first, then a channel, then one measure")
    return Chart(
        canvas.address(title),
        title,
        " ".join(said),
        _("One example of the channel chooser, with three hours a week. Its rules are our judgement."),
        Table((_("What"), _("Here"), _("More")), [box[1:] for box in boxes], _("The example in words.")),
        sources=("medsocial_judgement",),
    )


def _from(canvas: Canvas, x: float, top: float, words: str, room: float, size: float, bold: bool = False) -> None:
    """Write words downwards from their first line, so that boxes beside each other begin at one height."""
    more = len(wrapped(words, room, size, bold=bold)) - 1
    canvas.paragraph(x, top + more * size * LINE / SIZE / 2, words, room, size=size, bold=bold)
