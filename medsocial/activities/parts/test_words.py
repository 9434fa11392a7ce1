"""The words of the test on the screen."""

from ...ground.text import _


def titles() -> dict[str, str]:
    """Return the name of each test in words."""
    return {
        "first": _("The first form"),
        "second": _("The second form"),
        "short_first": _("The first short form"),
        "short_second": _("The second short form"),
        "booster": _("Day 7: five new questions"),
        "retest": _("Day 30: your first form again"),
    }


def seats() -> dict[str, str]:
    """Return the seats in words."""
    return {
        "odd": _("My seat has an odd number"),
        "even": _("My seat has an even number"),
        "alone": _("I work alone, or I do not know"),
    }


def one_person() -> str:
    """Return why the change of one person is not shown."""
    return _(
        "No gain is shown, since one person's two results say almost nothing. "
        "With eight questions each time, chance alone can move a result by nearly four."
    )
