"""The words beside the picture of lives: its sentences, read back from what was drawn, its caption and its table."""

from ...display.elements import Table
from ...ground import text
from ...ground.text import _, ngettext
from ...model.lives import Event
from .layout import EVENTS, Layout, kind_words
from .marks import Drawn

_TOLD_BY_NAME = 30


def sentences(layout: Layout, drawn: Drawn) -> list[str]:
    """Return the sentences, read back from the drawn bars, caps, labels and dots."""
    said = [
        ngettext("{n} bar, {closed} closed.", "{n} bars, {closed} of them closed.", len(drawn.spans)).format(
            n=text.number(len(drawn.spans)), closed=text.number(len(drawn.capped))
        )
    ]
    if layout.when:
        form = _("{when}: {alive} alive, {unknown} not known.")
        said.append(form.format(when=layout.when, alive=text.number(drawn.alive), unknown=text.number(drawn.unknown)))
    if drawn.every > 1:
        return [*said, _("Only some names are written: one in {n}.").format(n=text.number(drawn.every))]
    if len(layout.bars) > _TOLD_BY_NAME:
        return said
    forms = {
        "closed": _("{name}: {began} to {ended}, then closed."),
        "alive": _("{name}: {began}, alive in {ended}."),
        "unknown": _("{name}: {began}, last seen in {ended}."),
    }
    spans = iter(drawn.spans)
    for label, bar in zip(drawn.labels, layout.bars, strict=True):
        if bar.start is None:
            said.append(_("{name}: no dates found.").format(name=label))
            continue
        left, right = next(spans)
        began = _("from {year}") if bar.start_known else _("existed by {year}")
        form = forms["closed" if right in drawn.capped and bar.fate == "closed" else bar.fate]
        said.append(form.format(name=label, began=began.format(year=int(left)), ended=int(right)))
    return said


def caption(layout: Layout) -> str:
    """Return how to read the picture, and what it leaves out."""
    parts = [_("Dates are those in the sources below.")]
    if any(b.fate == "unknown" and b.start is not None for b in layout.bars):
        parts = [_("A bar that fades has no known end: the platform was not seen later, and may live or be closed.")]
    if len(layout.bars) > EVENTS:
        parts.append(_("With so many rows, events are left out."))
    elif layout.moved:
        parts.append(_("Marks that would cover each other are moved a little to the right."))
    if any(b.recalled for b in layout.bars):
        parts.append(_("The end of a bar marked * is recalled, not looked up."))
    return " ".join(parts)


def table(layout: Layout) -> Table:
    """Return the bars as a table."""
    fates = {"closed": _("closed"), "alive": _("alive when last seen"), "unknown": _("not known")}
    kinds = kind_words()

    def when(event: Event | None) -> str:
        return text.date(event.moment, event.precision) if event else _("not found")

    rows = [
        (
            b.label,
            when(b.began) if b.start_known else _("by {date}").format(date=when(b.began)) if b.began else _("not found"),
            when(b.ended),
            fates[b.fate],
            "; ".join(f"{kinds[m.kind]}, {text.date(m.date, m.precision)}" for m in b.marks),
        )
        for b in layout.bars
    ]
    return Table(
        (_("Platform"), _("Began"), _("Closed or last seen"), _("Fate"), _("Events")), rows, _("Platforms by date of launch.")
    )
