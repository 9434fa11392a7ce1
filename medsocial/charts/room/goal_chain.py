"""From a goal to a channel and one measure: one example, worked through by the channel chooser."""

from ...display import picture
from ...display.elements import Chart, Table
from ...display.icons import icon_name
from ...ground.text import _, ngettext, number
from ...model.channels import advise_channel
from .canvas import WIDE, Canvas

GOAL, AUDIENCE, HOURS = "bookings", "public_nearby", 3
_TALL, _GAP, _PAD = 420, 46, 26
_NAME, _WORDS, _MORE = 34, 32, 26


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
            canvas.box(left, 2, wide, _TALL - 4, edge="muted", dashed=True)
            continue
        canvas.box(left, 2, wide, _TALL - 4, fill="wash", edge="accent", heavy=3)
        canvas.icon(left + _PAD, 56, 44, icon_name("thing", icon))
        canvas.text(left + _PAD + 60, 56, name, size=_NAME, bold=True, colour="accent")
        canvas.paragraph(left + _PAD, 176, words, wide - 2 * _PAD, size=_WORDS, bold=True)
        canvas.paragraph(left + _PAD, 330, more, wide - 2 * _PAD, size=_MORE)
        if place + 1 < step:
            canvas.icon(left + wide + (_GAP - 36) / 2, _TALL / 2, 36, icon_name("thing", "next_step"), colour="muted")
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
