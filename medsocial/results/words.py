"""The sentences of the report: what may be said of a class, and what limits it."""

from ..ground.text import _, ngettext, number
from .analysis import FEW, MANY, Analysis, Block
from .pictures import points
from .small_cells import LEAST


def headline(block: Block) -> str:
    """Return the finding in one sentence."""
    n = number(block.n)
    if not block.enough:
        return _("Fewer than five people can be matched. No answers are shown.")
    if block.change is None:
        return _(
            "{n} matched people: {a} of {all} answers were the best before, {b} of {all} after. No difference is calculated."
        ).format(n=n, a=number(block.right_before), b=number(block.right_after), all=number(block.n * block.items))
    return _("Best answers changed by {mean} percentage points (95% interval {low} to {high}), {n} matched people.").format(
        n=n, mean=points(block.change.mean), low=points(block.change.low), high=points(block.change.high)
    )


def orders(block: Block) -> str:
    """Return how many people took the forms in each order; both stay hidden if one is small."""
    sizes = block.orders.values()
    if min(sizes) < LEAST and min(sizes) > 0:
        return _("Orders of the forms: one of the two has under {n} people, so neither is shown.").format(n=number(LEAST))
    listed = "; ".join(
        _("{first} then {second}: {n}").format(first=name[0], second=name[1], n=people(size))
        for name, size in block.orders.items()
    )
    return _("Orders of the forms: {listed}.").format(listed=listed)


def may_say(block: Block) -> str:
    """Return the sentence that may be quoted, with its limits."""
    change = block.change
    per_person, low, high = (x * block.items / 100 for x in (change.mean, change.low, change.high))
    return _(
        "On this day the best answers of {n} matched people changed by {mean} of {items} on average "
        "(95% interval {low} to {high}). "
        "This shows what they recalled and judged in writing within hours. It does not show safer practice."
    ).format(n=number(block.n), mean=points(per_person), items=number(block.items), low=points(low), high=points(high))


def how_calculated(block: Block) -> list[str]:
    """Return how the figures were made, or why there are none."""
    if block.change is None:
        return [why_no_difference(block)]
    said = [
        _(
            "Each person's result after, minus the result before. The mean was taken within each order of the forms, "
            "and the two means were averaged. So a harder form cannot pass for a change."
        )
    ]
    if block.gain is not None:
        g, low, high = block.gain
        said.append(
            _(
                "Of what was left to gain, the class gained a share of {g} (95% interval {low} to {high}). "
                "The interval comes from drawing the same people again at random, many times. "
                "This share favours classes with high first results."
            ).format(g=number(g, 2), low=number(low, 2), high=number(high, 2))
        )
        if block.standardised is not None:
            said.append(
                _("In units of the spread of first results the difference is {d}.").format(d=number(block.standardised, 2))
            )
    elif block.n < MANY:
        said.append(
            _("With fewer than {n} people the normalised gain says too little, so it is left out.").format(n=number(MANY))
        )
    return said


def why_no_difference(block: Block) -> str:
    """Return why no difference stands in the report."""
    if block.n < FEW:
        return _("With fewer than {n} matched people only raw counts are shown.").format(n=number(FEW))
    return _("One order of the forms has fewer than two people. A harder form could then pass for a change.")


def missing(analysis: Analysis) -> list[str]:
    """Return what is missing, in sentences."""
    took, said = analysis.taken, []
    first, second = took.get("first", 0), took.get("second", 0)
    if analysis.attended is None:
        said.append(_("How many attended was not given, so nobody knows how many answered nothing."))
    elif analysis.attended < max(first, second, took.get("short_first", 0)):
        said.append(_("More people answered than were said to attend. One of the two numbers is wrong."))
    else:
        began = max(first, took.get("short_first", 0))
        said.append(
            _("{n} attended; {k} of them took no first form.").format(
                n=people(analysis.attended), k=small(analysis.attended - began)
            )
        )
    for begun, ended, block in (
        (first, second, analysis.full),
        (took.get("short_first", 0), took.get("short_second", 0), analysis.short),
    ):
        if begun or ended:
            said.append(
                _("{a} took a first form and {b} a second one; {n} could be matched. The others are left out.").format(
                    a=people(begun), b=people(ended), n=people(block.n)
                )
            )
        if block.enough and (block.open_before or block.open_after):
            said.append(
                _("Questions left open: {a} before, {b} after. They count as not the best answer.").format(
                    a=small(block.open_before), b=small(block.open_after)
                )
            )
    if analysis.without_code:
        line = ngettext(
            "{n} line has no code that can be read, and is joined with no other.",
            "{n} lines have no code that can be read, and are joined with no other.",
            analysis.without_code,
        )
        said.append(line.format(n=small(analysis.without_code)))
    if not (took.get("first") or took.get("short_first")):
        said.append(_("Nobody's first form was found."))
    return said


def small(count: int) -> str:
    """Return a count in words; one under five is not told exactly."""
    return number(count) if count >= LEAST or count == 0 else _("fewer than {n}").format(n=number(LEAST))


def people(count: int) -> str:
    """Return a number of people in words; one under five is not told exactly."""
    if 0 < count < LEAST:
        return _("fewer than {n} people").format(n=number(LEAST))
    return ngettext("{n} person", "{n} people", count).format(n=number(count))
