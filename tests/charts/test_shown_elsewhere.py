"""Shown functions that no notebook calls: nbval never compares them, so their words and figures stand here."""

import pytest
from common import SHOWN, documented_call, make, needs_arguments, notebook_calls

# Typed by hand: the title, and the figures in the order in which a reader meets them.
EXPECTED = {
    "plot_campaigns": ("Paid videos by doctors", ["−0.99", "−1.62 to −0.37", "0.03", "−0.36 to 0.42", "−3.5%", "−6.2% to −0.7%"]),
    "plot_cochrane": ("Patients moved a little more", ["29 trials", "0.28", "0.12 to 0.44", "0.11", "0.22", "0.98", "0.74"]),
    "plot_counts": ("WhatsApp, Instagram and Facebook", ["WhatsApp", "about 3 billion", "WeChat", "about 1.33 billion"]),
    "plot_education": ("Learners like it", ["42 of 61", "69%", "56% to 79%"]),
    "plot_enforcement": (
        "The largest sums were for filming",
        ["3,199,000 (2 actions)", "testimonials: 207,000 (2 actions)", "reviews: 113,000 (4 actions)"],
    ),
    "plot_followers": ("Well-known hospitals have more followers", ["about 95", "0.848", "0.780 to 0.900", "about 60", "0.524"]),
    "plot_forest": ("What the studies found", ["Walter 2021", "0.40", "0.25 to 0.55", "Chan and Albarracín 2023", "0.11"]),
    "plot_lives": ("Of 21 platforms, 4 closed, 3 lost", ["Blogger: from 1999", "Skype: from 2003 to 2025, then closed", "2022"]),
    "plot_story_map": ("The friend request", ["From 1: A to 4, B to 3, C to 2", "From 2: A to 5, B to 8", "Good", "Poor"]),
    "plot_survival": ("About 8 in 10 names of 2014", ["1.00", "0.95 after 1.96 years", "0.78 after 10.84 years", "0.52 to 0.91"]),
    "plot_survival_bounds": ("With 3 names lost, 0.67 to 0.81", ["All alive", "0.81 after", "Main", "All closed", "0.67 after"]),
}
UNCALLED = sorted(set(SHOWN) - {name for name, _written in notebook_calls()})


def test_every_shown_function_is_compared_somewhere():
    assert set(UNCALLED) <= set(EXPECTED), "write down by hand what it shows"


@pytest.mark.parametrize("name", UNCALLED)
def test_what_no_notebook_shows_says_what_it_should(name):
    title, figures = EXPECTED[name]
    shown = make((needs_arguments(name) and documented_call(name)) or f"ms.{name}()")
    assert shown.title.startswith(title)
    at = 0
    for figure in figures:
        assert figure in shown.summary[at:], f"{figure} is missing, or stands before its neighbour"
        at = shown.summary.index(figure, at) + len(figure)
