"""The Wilson interval: by hand, against a maintained library, and its properties."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from medsocial.model.intervals import wilson


def test_a_textbook_example():
    # Newcombe RG, Stat Med 1998;17:857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29 (method 3).
    for events, denominator, low, high in [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ]:
        assert wilson(events, denominator) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 1_000_000), st.floats(0, 1), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_it_agrees_with_a_maintained_library(denominator, share, level):
    events = round(share * denominator)
    low, high = wilson(events, denominator, level)
    theirs = proportion_confint(events, denominator, alpha=1 - level, method="wilson")
    assert (low, high) == (pytest.approx(theirs[0], abs=1e-9), pytest.approx(theirs[1], abs=1e-9))


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 100_000), st.floats(0, 1))
def test_it_holds_the_share_and_stays_within_nought_and_one(denominator, share):
    events = round(share * denominator)
    low, high = wilson(events, denominator)
    assert 0 <= low <= events / denominator <= high <= 1
    other_low, other_high = wilson(denominator - events, denominator)
    assert (low, high) == (pytest.approx(1 - other_high), pytest.approx(1 - other_low))


def test_none_and_all_touch_the_edge_exactly():
    assert wilson(0, 50)[0] == 0.0
    assert wilson(50, 50)[1] == 1.0
    assert wilson(0, 1)[1] < 1
    assert wilson(1, 1)[0] > 0


def test_more_people_make_it_narrower_and_more_confidence_wider():
    widths = [high - low for low, high in (wilson(n // 2, n) for n in (10, 100, 1000))]
    assert widths == sorted(widths, reverse=True)
    levels = [high - low for low, high in (wilson(20, 60, level) for level in (0.8, 0.95, 0.99))]
    assert levels == sorted(levels)


@pytest.mark.parametrize(("events", "denominator"), [(-1, 10), (11, 10), (0, 0), (5, -1)])
def test_what_is_no_proportion_is_refused(events, denominator):
    with pytest.raises(ValueError, match="not a proportion"):
        wilson(events, denominator)
