"""The product-limit curve and the exact rate: by hand, and against statsmodels and scipy."""

import math
import random

import pytest

from medsocial.model.survival import Curve, Spell, person_time, poisson_interval, product_limit, rate


def spells(*triples) -> list[Spell]:
    return [Spell(entry, leaves, bool(event), str(i)) for i, (entry, leaves, event) in enumerate(triples)]


def agrees_with_statsmodels(curve: Curve) -> None:
    """Compare every step with a maintained library: risk sets, survival, Greenwood error, log-log limits."""
    from scipy.stats import norm
    from statsmodels.duration.survfunc import SurvfuncRight

    times, events, entries = zip(*((s.exit, int(s.event), s.entry) for s in curve.spells), strict=True)
    theirs = SurvfuncRight(list(times), list(events), entry=list(entries))
    assert [s.time for s in curve.steps] == theirs.surv_times.tolist()
    assert [s.at_risk for s in curve.steps] == theirs.n_risk.tolist()
    assert [s.events for s in curve.steps] == theirs.n_events.tolist()
    z = norm.ppf(0.5 + curve.level / 2)
    fallen = False
    for step, survival, error in zip(curve.steps, theirs.surv_prob, theirs.surv_prob_se, strict=True):
        # After a fall to nought the library goes on with 1e-16 and an undefined error; ours stays at nought.
        assert step.survival == pytest.approx(survival, abs=1e-9)
        fallen = fallen or step.events == step.at_risk
        if fallen:
            assert (step.survival, step.low, step.high, step.standard_error) == (0, None, None, None)
            continue
        assert step.standard_error == pytest.approx(error, abs=1e-9)
        spread = z * error / (survival * abs(math.log(survival)))
        assert step.low == pytest.approx(survival ** math.exp(spread), abs=1e-9)
        assert step.high == pytest.approx(survival ** math.exp(-spread), abs=1e-9)


def random_cohort(seed: int) -> list[Spell]:
    """A cohort with ties (whole and half years), about a third censored, and delayed entry."""
    draw = random.Random(seed)
    found = []
    for i in range(draw.randint(1, 60)):
        entry = draw.choice((0, 0, draw.randint(0, 16) / 2, draw.random() * 8))
        stay = draw.choice((draw.randint(1, 16) / 2, draw.random() * 10 + 1e-6))
        found.append(Spell(entry, entry + stay, draw.random() < 0.65, str(i)))
    return found


def test_textbook_example_by_hand():
    # Six subjects: events at 1 and 3 (two at once), censored at 1 and 4, one event last.
    curve = product_limit(spells((0, 1, 1), (0, 1, 0), (0, 3, 1), (0, 3, 1), (0, 4, 0), (0, 5, 1)))
    assert [(s.time, s.at_risk, s.events) for s in curve.steps] == [(1, 6, 1), (3, 4, 2), (5, 1, 1)]
    assert [s.survival for s in curve.steps] == pytest.approx([5 / 6, 5 / 12, 0])
    # Greenwood at 3: S^2 (1/(6x5) + 2/(4x2)) = (5/12)^2 x 17/60.
    assert curve.steps[1].standard_error == pytest.approx(5 / 12 * math.sqrt(17 / 60))
    assert curve.median == 3
    assert curve.events == 4


def test_event_comes_before_censoring_and_entry_after():
    # At time 2 the censored one still counts, the one that enters at 2 does not.
    curve = product_limit(spells((0, 2, 1), (0, 2, 0), (2, 3, 0)))
    assert (curve.steps[0].at_risk, curve.steps[0].survival, curve.median) == (2, 0.5, 2)
    assert (curve.at_risk(2), curve.at_risk(2.5), curve.at_risk(3)) == (2, 1, 1)


def test_number_at_risk_at_the_start_counts_those_present():
    curve = product_limit(spells((0, 2, 1), (0, 3, 0), (1, 4, 0)))
    assert [curve.at_risk(t) for t in (0, 1, 1.5, 2, 3, 4, 5)] == [2, 2, 3, 3, 2, 1, 0]


def test_survival_at_a_time():
    curve = product_limit(spells((0, 1, 1), (0, 2, 0), (0, 3, 0), (0, 4, 1)))
    before = curve.at(0.5)
    assert (before.survival, before.low, before.high, before.at_risk) == (1, 1, 1, 4)
    assert curve.at(1).survival == curve.at(3.9).survival == 0.75
    assert curve.at(4).survival == 0
    with pytest.raises(ValueError, match="from 0 to 4"):
        curve.at(4.1)


def test_no_event_and_one_subject():
    flat = product_limit(spells((0, 1, 0), (0, 2, 0)))
    assert flat.steps == () and flat.median is None and flat.at(2).survival == 1
    alone = product_limit(spells((0, 1, 1)))
    assert (alone.steps[0].survival, alone.steps[0].low, alone.median) == (0, None, 1)


def test_an_early_empty_risk_set_holds_the_curve_at_nought():
    # The only one under observation at 1 has the event; who enters later cannot raise the curve.
    curve = product_limit(spells((0, 1, 1), (2, 3, 1), (2, 4, 0)))
    assert [s.survival for s in curve.steps] == [0, 0]
    agrees_with_statsmodels(curve)


def test_censored_spells_are_listed_in_order():
    curve = product_limit(spells((0, 3, 0), (0, 1, 1), (0, 2, 0)))
    assert [s.label for s in curve.censored()] == ["2", "0"]


def test_wider_level_wider_interval():
    cohort = random_cohort(7)
    narrow, wide = product_limit(cohort, 0.8).steps[0], product_limit(cohort, 0.99).steps[0]
    assert wide.low < narrow.low < narrow.survival < narrow.high < wide.high
    agrees_with_statsmodels(product_limit(cohort, 0.8))


def test_order_of_the_subjects_does_not_matter():
    cohort = random_cohort(11)
    assert product_limit(cohort).steps == product_limit(reversed(cohort)).steps


@pytest.mark.parametrize("seed", range(200))
def test_random_cohorts_agree_with_statsmodels(seed):
    agrees_with_statsmodels(product_limit(random_cohort(seed)))


def test_the_random_cohorts_hold_what_they_promise():
    cohorts = [random_cohort(seed) for seed in range(200)]
    tied = [c for c in cohorts if any(s.events > 1 for s in product_limit(c).steps)]
    delayed = [c for c in cohorts if any(s.entry for s in c)]
    censored = [c for c in cohorts if any(not s.event for s in c)]
    entry_on_exit = [c for c in cohorts if {s.entry for s in c} & {s.exit for s in c}]
    assert min(map(len, (tied, delayed, censored, entry_on_exit))) > 100


@pytest.mark.parametrize(("entry", "leaves", "part"), [
    (1, 1, "not later than"), (2, 1, "not later than"), (-1, 1, "before time nought"),
    (0, math.nan, "known numbers"), (0, math.inf, "known numbers"),
])
def test_an_impossible_spell_says_what_is_wrong(entry, leaves, part):
    with pytest.raises(ValueError, match=f"Skype.*{part}"):
        Spell(entry, leaves, True, "Skype")


def test_nobody_and_impossible_levels():
    for estimate in (product_limit, rate):
        with pytest.raises(ValueError, match="empty"):
            estimate([])
    for level in (0, 1, 95, math.nan):
        with pytest.raises(ValueError, match="between 0 and 1"):
            product_limit(spells((0, 1, 1)), level)
        with pytest.raises(ValueError, match="between 0 and 1"):
            poisson_interval(3, level)


@pytest.mark.parametrize("events", [0, 1, 2, 4, 7, 30, 100, 1234, 200_000])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_poisson_interval_agrees_with_chi_square(events, level):
    from scipy.stats import chi2

    tail = (1 - level) / 2
    low, high = poisson_interval(events, level)
    assert low == pytest.approx(chi2.ppf(tail, 2 * events) / 2 if events else 0, rel=1e-9, abs=1e-12)
    assert high == pytest.approx(chi2.ppf(1 - tail, 2 * events + 2) / 2, rel=1e-9)


def test_poisson_interval_of_the_printed_tables():
    # Ulm 1990, Garwood 1936: no event 0 to 3.69; four events 1.09 to 10.24; ten events 4.80 to 18.39.
    printed = {0: (0, 3.69), 4: (1.09, 10.24), 10: (4.80, 18.39)}
    for events, limits in printed.items():
        assert tuple(round(limit, 2) for limit in poisson_interval(events)) == limits


@pytest.mark.parametrize("events", [-1, 2.5, True])
def test_a_count_must_be_a_count(events):
    with pytest.raises(ValueError, match="not a count"):
        poisson_interval(events)


def test_rate_by_hand():
    found = rate(spells((0, 10, 1), (5, 20, 0), (0, 25, 1)))
    assert person_time(spells((0, 10, 1), (5, 20, 0), (0, 25, 1))) == 50
    assert (found.events, found.person_time, found.rate, found.per) == (2, 50, 4, 100)
    # Two events: 0.2422 to 7.2247.
    assert (found.low, found.high) == pytest.approx((0.4844, 14.4494), abs=1e-3)
