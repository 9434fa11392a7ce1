"""The exercises of the data lab: what is asked, how the answer follows from the tables, and a hint for each wrong way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..ground.text import _
from ..model.cohort import Variant, members, spells, tally
from ..model.survival import product_limit
from ..store import data

TRIALS = ("randomised_trial", "cluster_randomised_trial", "crossover_trial")
YEARS = 10


@dataclass(frozen=True)
class Exercise:
    """One exercise, answered by a number.

    Parameters
    ----------
    question : str
        What is asked.
    answer : float
        What the tables give.
    within : float
        How far from it an answer may be, since a reader may round.
    first : str
        The hint before anything was tried, and for an answer that nobody foresaw.
    reason : str
        What a right answer means.
    slips : dict
        Wrong answers that follow from a known slip, each with the hint that leads on.
    """

    question: str
    answer: float
    within: float
    first: str
    reason: str
    slips: dict[float, str] = field(default_factory=dict)


def _running() -> Exercise:
    doctors = [one for one in members() if one.audience == "health_professional"]
    today = tally()
    known = {*today.alive, *today.renamed}
    lost = sum(one.platform_id in today.unknown for one in doctors)
    running = sum(one.platform_id in known for one in doctors)
    return Exercise(
        _("How many of the networks of 2014 for health professionals only are known to run?"),
        running,
        0,
        _("The column audience says for whom a platform is. Cross it with fate, as you did with the type."),
        _("The others are closed or lost from sight, and a count of closures alone would not show it."),
        {
            len(doctors): _("That is how many there were in 2014. Count those whose fate is “runs”."),
            running + lost: _("You counted those lost from sight as running. Nobody has seen them for years."),
            len(known): _("That is how many run of the whole list. Keep the rows whose audience is health_professional."),
        },
    )


def _ten_years() -> Exercise:
    curve = product_limit(spells(Variant()))
    share = curve.at(YEARS).survival
    everybody = len(members())
    closed = sum(spell.event and spell.exit <= YEARS for spell in curve.spells)
    return Exercise(
        _("Which share still runs after ten years, by your curve? Give a number between 0 and 1."),
        share,
        0.006,
        _("The curve is flat between two closures. Take the last row whose years are not above 10."),
        _("Those lost from sight left the group at risk when they were last seen, so they count neither way."),
        {
            100 * share: _("That is in per cent. Divide it by 100."),
            1 - share: _("That is the share that closed. Take it from 1."),
            1 - closed / everybody: _("You divided by all names, as if the lost ones had been watched for ten years."),
            curve.steps[-1].survival: _("That is the end of the curve, after the last closure. Ten years come before it."),
        },
    )


def _online() -> Exercise:
    adults, online = (
        next(row.share_percent for row in data.rows("survey_shares")
             if row.series == f"pew_any_{group}" and (row.date.year, row.date.month) == (2021, 2))
        for group in ("adults", "internet_users")
    )
    return Exercise(
        _("Of 100 American adults, how many used the internet in February 2021, if both shares hold?"),
        100 * adults / online,
        0.6,
        _("Both shares count the same people. So users among adults = users among those online × adults online."),
        _("A share without its denominator hides this group. Rounding alone allows 92 to 95."),
        {
            adults / online: _("That is a proportion. The question asks for a number out of 100."),
            100 * online / adults: _("You divided the wrong way round: more than all adults cannot be online."),
            online - adults: _("You subtracted. The two shares have different denominators, so divide."),
            adults: _("That is how many of 100 adults use social media. Divide it by the other share."),
            online: _("That is the share among those online. Divide the share of all adults by it."),
        },
    )


def _weak_trials() -> Exercise:
    rows = [row for row in data.rows("evidence") if not row.retracted]
    weak = [row for row in rows if row.certainty in ("low", "very_low")]
    trials = [row for row in rows if row.design in TRIALS]
    both = [row for row in trials if row in weak]
    return Exercise(
        _("How many rows come from a trial that drew lots, and still rest on low or very low certainty?"),
        len(both),
        0,
        _("Three designs draw lots: randomised_trial, cluster_randomised_trial and crossover_trial. Add two columns for each."),
        _("A trial can be small, indirect or about students. The design alone does not make a figure sure."),
        {
            sum(row.design == TRIALS[0] for row in both): _("You have one of the three designs. Add the other two."),
            sum(row.certainty == "low" for row in both): _("You counted low alone. Add very_low."),
            len(trials): _("That is all rows from such trials. Keep those of low and very low certainty."),
            len(weak): _("That is every design. Keep the three that draw lots."),
        },
    )


def _launches() -> Exercise:
    events = data.rows("lifecycle_events")
    launches = [row for row in events if row.event_type == "launch"]
    read = sum(row.status in data.AT_SOURCE for row in launches)
    verified = sum(row.status == "verified" for row in launches)
    all_read = sum(row.status in data.AT_SOURCE for row in events)
    share = 100 * read / len(launches)
    reported = sum(row.status == "second_hand" for row in launches)
    return Exercise(
        _("Of all dates of launch, how many per cent did we read at the source itself?"),
        share,
        0.6,
        _("In the row launch, add verified and read, divide by the sum of the row, and multiply by 100."),
        _("So an age in these lessons rests mostly on reports: say “reported to have begun in”."),
        {
            share / 100: _("That is a proportion. Multiply it by 100."),
            read: _("That is how many. Divide it by all launches, and multiply by 100."),
            100 * reported / len(launches): _("That is what we know from reports. The question is about verified and read."),
            100 * verified / len(launches): _("That is verified alone. A row that is read was read there too, so add it."),
            100 * all_read / len(events): _("That is all events. Keep the row launch."),
        },
    )


EXERCISES: dict[str, Callable[[], Exercise]] = {
    "running": _running,
    "ten_years": _ten_years,
    "online": _online,
    "weak_trials": _weak_trials,
    "launches": _launches,
}
