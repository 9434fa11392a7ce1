"""The nine types of platform with the names listed in 2014, and in a second step what became of each."""

from dataclasses import dataclass
from typing import Any

from ...display import picture
from ...display.elements import Chart, Table
from ...display.icons import icon_name
from ...ground import text
from ...ground.letters import width
from ...ground.text import _, ngettext
from ...model import lives
from ...store import data
from ..taxonomy import type_names
from .canvas import SIZE, TALLEST, WIDE, Canvas

LIST = "source_2014"
_CHIP, _LINE, _PAD, _GAP, _NOTE_GAP = 42, 54, 14, 12, 7
_LABEL, _ICON = 46, 34
# Where rows stand: three of full width, then three pairs of short ones.
_FULL = ("social_network", "messaging", "professional_network")
_PAIRS = (("media_sharing", "knowledge_aggregation"), ("blog", "virtual_world"), ("microblog", "own_site"))
_SECOND = 655


@dataclass(frozen=True)
class Chip:
    """A name of the list: its fate, and what stands beside it once the fates are shown."""

    name: str
    fate: str
    note: str
    when: Any
    today: str

    @property
    def wide(self) -> float:
        """Width of its box."""
        return width(self.name, SIZE) + 2 * _PAD

    @property
    def room(self) -> float:
        """Width of its box with what stands beside it."""
        return self.wide + (_NOTE_GAP + width(self.note, SIZE, bold=True) if self.note else 0)


def chips() -> dict[str, list[Chip]]:
    """Return the names of the list by type, in its order; one's own website has no name."""
    found: dict[str, list[Chip]] = {}
    known, checked = lives.lives(), lives.checked_on()
    for row in data.rows("platforms"):
        if LIST not in row.cohort:
            continue
        life = known[row.platform_id]
        if life.own_site:
            found[row.type_primary] = [Chip(_("yours"), "own", "", None, "")]
            continue
        fate = life.status_at(checked)
        ended = life.end if fate == "closed" else life.latest(checked, "renamed") if fate == "renamed" else None
        year = text.date(ended.moment, "year") if ended else ""
        note = {"closed": year, "renamed": f"\N{RIGHTWARDS ARROW} {row.name} {year}", "unknown": "?"}.get(fate, "")
        found.setdefault(row.type_primary, []).append(Chip(life.name_at(lives.LIST_DATE), fate, note, ended, row.name))
    return found


@picture.memoised
def draw(theme: str, step: int) -> Chart:
    """Return the picture: step 1 the types and names, step 2 their fates; nothing moves in between."""
    found = chips()
    names = [chip for group in found.values() for chip in group if chip.fate != "own"]
    canvas = Canvas(theme, TALLEST)
    start = max(width(type_names()[key], SIZE, bold=True) for key in (*_FULL, *(a for a, _b in _PAIRS))) + _LABEL + 18
    second = max(width(type_names()[key], SIZE, bold=True) for _a, key in _PAIRS) + _LABEL + 18
    said, y = [], _LINE / 2
    for key in _FULL:
        sentence, lines = _row(canvas, key, found.get(key, []), 0, start, y, WIDE, step)
        said.append(sentence)
        y += lines * _LINE
        canvas.line(0, y - _LINE / 2, WIDE, y - _LINE / 2)
    for left, right in _PAIRS:
        said.append(_row(canvas, left, found.get(left, []), 0, start, y, _SECOND, step)[0])
        said.append(_row(canvas, right, found.get(right, []), _SECOND, second, y, WIDE - _SECOND, step)[0])
        y += _LINE
    if step == 2:
        _key(canvas, TALLEST - 18)
    counts = {fate: sum(chip.fate == fate for chip in names) for fate in ("closed", "unknown")}
    if step == 1:
        title = ngettext("One list of 2014: {types} types, {n} name", "One list of 2014: {types} types, {n} names", len(names))
        title = title.format(types=text.number(len(found)), n=text.number(len(names)))
    else:
        title = _("Of {n} names, {closed} have closed and {unknown} cannot be found").format(
            n=text.number(len(names)), closed=text.number(counts["closed"]), unknown=text.number(counts["unknown"])
        )
    events = [event for life in lives.lives().values() if LIST in life.cohort for event in (life.end, life.last_seen) if event]
    return Chart(
        canvas.address(title),
        title,
        " ".join(said),
        _("The types are our own judgement. A name is called alive if we saw a sign of life in the last two years."),
        Table(
            (_("Name in 2014"), _("Fate"), _("Since")),
            [(chip.name, fate_words()[chip.fate], text.date(chip.when.moment, "year") if chip.when else "") for chip in names],
            _("The names of the list and what became of them."),
        ),
        sources=tuple(dict.fromkeys(["medsocial_judgement", *(event.source_id for event in events)])),
    )


def fate_words() -> dict[str, str]:
    """Return the fates in words, by code."""
    return {"alive": _("alive"), "renamed": _("renamed"), "closed": _("closed"), "unknown": _("no trace found")}


def _row(
    canvas: Canvas, key: str, group: list[Chip], left: float, start: float, y: float, room: float, step: int
) -> tuple[str, int]:
    """Draw one type and its names; return its sentence and how many lines it took."""
    canvas.icon(left, y, _ICON, icon_name("type", key))
    label = canvas.text(left + _LABEL, y, type_names()[key], bold=True)
    x, line, said = left + start, 0, []
    for chip in group:
        if x > left + start and x + chip.room > left + room:
            x, line = left + start, line + 1
        said.append(_chip(canvas, chip, x, y + line * _LINE, step))
        x += chip.room + _GAP
    return _("{type}: {names}.").format(type=label, names=", ".join(said)), line + 1


def _chip(canvas: Canvas, chip: Chip, x: float, y: float, step: int) -> str:
    """Draw a name; return it with its fate, if that is shown."""
    look = chip.fate if step == 2 else "listed"
    fill, edge, heavy, dashed, colour = {
        "listed": ("wash", "line", 2, False, "ink"),
        "own": ("wash", "line", 2, False, "ink"),
        "alive": ("tint", "accent", 2, False, "ink"),
        "renamed": ("tint", "accent", 4, False, "ink"),
        "closed": (None, "danger", 2, False, "danger"),
        "unknown": (None, "muted", 2, True, "muted"),
    }[look]
    canvas.box(x, y - _CHIP / 2, chip.wide, _CHIP, fill=fill, edge=edge, heavy=heavy, dashed=dashed)
    name = canvas.text(x + chip.wide / 2, y, chip.name, colour=colour, anchor="middle", struck=look == "closed")
    if look in ("listed", "own"):
        return name
    if chip.note:
        canvas.text(x + chip.wide + _NOTE_GAP, y, chip.note, bold=True, colour="accent" if look == "renamed" else colour)
    when = text.date(chip.when.moment, "year") if chip.when else ""
    told = {
        "alive": _("{name} (alive)"),
        "renamed": _("{name} (renamed {today} in {year})"),
        "closed": _("{name} (closed in {year})"),
        "unknown": _("{name} (no trace found)"),
    }[look]
    return told.format(name=name, today=chip.today, year=when)


def _key(canvas: Canvas, y: float) -> None:
    """Say what the forms mean: filled, heavy, struck, dashed."""
    x = 0.0
    for fate, words in fate_words().items():
        fill, edge, heavy = {"alive": ("tint", "accent", 2), "renamed": ("tint", "accent", 4), "closed": (None, "danger", 2),
                             "unknown": (None, "muted", 2)}[fate]  # fmt: skip
        canvas.box(x + 4, y - 14, 40, 28, fill=fill, edge=edge, heavy=heavy, dashed=fate == "unknown", round_=8)
        if fate == "closed":
            canvas.line(x, y, x + 48, y, colour="danger", heavy=3)
        canvas.text(x + 56, y, words, colour="muted")
        x += 56 + width(words, SIZE) + 44
