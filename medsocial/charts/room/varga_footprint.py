"""The worked example of a footprint: what a stranger finds about an invented doctor, who can change it, her first step."""

from typing import Any

from ...display import picture
from ...display.elements import Chart, Table
from ...display.icons import icon_name
from ...ground import text
from ...ground.text import _, ngettext
from ...model.footprint import Find, by_priority, label, vocabulary, worked_example
from ...store import data
from .canvas import WIDE, Canvas

_BAR, _HEAD, _ROW, _CARD = 64, 46, 90, 80
_FIND, _WHO, _STEP = 84, 424, 786
_NAME = 28


@picture.memoised
def draw(theme: str, step: int) -> Chart:
    """Return the picture."""
    finds = by_priority(worked_example()[1])
    person = next(one for one in data.yaml_content("cast")["people"] if one["id"] == vocabulary()["example"]["person"])
    canvas = Canvas(theme, _BAR + _HEAD + _ROW * len(finds))
    canvas.box(2, 2, WIDE - 4, _BAR - 4, fill="wash", edge="muted", round_=30)
    canvas.icon(26, _BAR / 2, 32, icon_name("act", "look"))
    name = canvas.text(_FIND, _BAR / 2, person["name"], size=_NAME)
    invented = canvas.text(WIDE - 30, _BAR / 2, _("invented example"), anchor="end", colour="muted")
    y = _BAR + _HEAD / 2 - 1
    canvas.text(_WHO, y, _("who can change it?"), colour="muted")
    canvas.text(_STEP, y, _("her first step"), colour="muted")
    said = [_find(canvas, find, _BAR + _HEAD + place * _ROW) for place, find in enumerate(finds)]
    own = sum(find.controller == "me" for find in finds)
    title = ngettext(
        "A stranger finds {n} thing about {name}; she controls {own}",
        "A stranger finds {n} things about {name}; she controls {own}",
        len(finds),
    ).format(n=text.number(len(finds)), name=name, own=text.number(own) if own else _("none"))
    return Chart(
        canvas.address(title),
        title,
        " ".join([_("{name}, {invented}.").format(name=name, invented=invented), *said]),
        _("An invented doctor. The most urgent find stands first."),
        Table(
            (_("Found"), _("Who can change it"), _("Risk"), _("First step")),
            [(label("kinds", f.kind), label("controllers", f.controller), label("risks", str(f.risk)), label("actions", f.action))
             for f in finds],
            _("The finds of the worked example."),
        ),
        sources=("medsocial_judgement",),
    )  # fmt: skip


def short(group: str, code: str) -> str:
    """Return the short words for a code of the footprint audit."""
    return next(entry["short"] for entry in vocabulary()[group] if entry["id"] == code)


def _find(canvas: Canvas, find: Find, top: float) -> str:
    """Draw one find as a card, the urgent one in a heavier frame; return it in words."""
    urgent, middle = find.risk == max(int(entry["id"]) for entry in vocabulary()["risks"]), top + _CARD / 2
    frame: dict[str, Any] = {"edge": "danger", "heavy": 4} if urgent else {"edge": "line", "fill": "wash"}
    canvas.box(2, top, WIDE - 4, _CARD, **frame)
    canvas.icon(24, middle, 38, icon_name("find", find.kind), colour="danger" if urgent else "accent")
    found = canvas.text(_FIND, middle - 17, short("kinds", find.kind), size=_NAME, bold=True)
    look: dict[str, Any] = {"bold": True, "colour": "danger"} if urgent else {"colour": "muted"}
    if urgent:
        canvas.icon(_FIND, middle + 17, 26, icon_name("thing", "harm"), colour="danger")
    risk = canvas.text(_FIND + 36 * urgent, middle + 18, short("risks", str(find.risk)), **look)
    canvas.icon(_WHO, middle, 30, icon_name("thing", "person"), colour="muted")
    who = canvas.paragraph(_WHO + 40, middle, short("controllers", find.controller), _STEP - _WHO - 60)
    canvas.icon(_STEP, middle, 30, icon_name("thing", "next_step"))
    first = canvas.paragraph(_STEP + 42, middle, short("actions", find.action), WIDE - _STEP - 60, bold=urgent)
    return _("{find}: {risk}; who can change it: {who}; first step: {step}.").format(find=found, risk=risk, who=who, step=first)
