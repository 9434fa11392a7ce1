"""The plan for one's time online: what to have back, a budget, two windows, one rule, and the plan in sentences."""

from typing import Any

from ..ground import text
from ..ground.text import _, ngettext

MINUTES = (0, 240)
HOURS = tuple(range(5, 24))
LENGTHS = (10, 15, 20, 30)
START: dict[str, Any] = {"minutes_a_day": 30, "first_window": 12, "second_window": 18, "window_minutes": 15}


def wishes() -> dict[str, str]:
    """Return what one may like to have back, by code."""
    return {
        "sleep": _("Sleep"),
        "people": _("Time with people close to me"),
        "movement": _("Movement, or time outdoors"),
        "reading": _("Reading and thinking"),
        "attention": _("Attention at work"),
        "quiet": _("A quiet head"),
        "nothing": _("Nothing: I am content as it is"),
    }


def rules() -> dict[str, str]:
    """Return rules to choose from, by code; `own` is the reader's own."""
    return {
        "bedroom": _("The phone sleeps outside the bedroom"),
        "meals": _("No feed at meals"),
        "duty": _("No private feed on duty"),
        "overnight": _("A draft waits overnight"),
        "push": _("No push messages, except from people"),
        "day_off": _("One day a week without"),
        "own": _("A rule of my own"),
    }


def hours_a_week(minutes_a_day: int) -> float:
    """Return a daily budget as hours a week."""
    return minutes_a_day * 7 / 60


def summary(plan: dict[str, Any], own_words: str = "") -> list[str]:
    """Return the plan in plain sentences; nothing in it judges."""
    week = text.number(hours_a_week(plan["minutes_a_day"]), 1)
    back = wishes().get(plan["want_back"])
    rule = own_words.strip().rstrip(".") if plan["rule"] == "own" else rules().get(plan["rule"], "")
    window = ngettext("{n} minute", "{n} minutes", plan["window_minutes"]).format(n=text.number(plan["window_minutes"]))
    first, second = sorted((plan["first_window"], plan["second_window"]))
    said = [_("You would like back: {what}.").format(what=back)] if back else []
    said.append(
        ngettext(
            "Your budget: {n} minute a day, which is {week} hours a week.",
            "Your budget: {n} minutes a day, which is {week} hours a week.",
            plan["minutes_a_day"],
        ).format(n=text.number(plan["minutes_a_day"]), week=week)
    )
    said.append(
        _("Messages may reach you at {first} and at {second}, for {window} each.").format(
            first=clock(first), second=clock(second), window=window
        )
    )
    if 2 * plan["window_minutes"] > plan["minutes_a_day"]:
        said.append(_("The two windows together are longer than the budget. Either may give way."))
    if rule:
        said.append(_("Your rule: {rule}.").format(rule=rule))
    return said


def clock(hour: int) -> str:
    """Return an hour of the day as a clock shows it."""
    return f"{hour:02d}:00"
