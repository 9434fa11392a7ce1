"""What the studies of the benefits found, one chart for each question."""

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style
from ..ground.text import _
from .forest import forest_chart, panel, study

DISPUTE = ("davis_2020_critique", "davis_2020_reply")


@with_recipe
@picture.memoised
def plot_citation_trials() -> Chart:
    """Return the randomised trials of posts about articles: published figures for citations.

    Examples
    --------
    >>> ms.plot_citation_trials()
    """
    not_significant = _("p > 0.15")
    ratios = panel(
        [
            study("esc_interim", _("ESC 2020, heart journals, interim report"), colour=style.MUTED),
            study("esc_final", _("ESC 2022, the same trial, final report")),
            study("branch_citations_wos", _("Branch 2024, three years, Web of Science"), missing=not_significant),
            study("branch_citations_scholar", _("Branch 2024, the same trial, Google Scholar"), missing=not_significant),
            study("tonia_2016_citations", _("Tonia 2016, public health articles")),
            study("tonia_2020_citations", _("Tonia 2020, the same articles after two years")),
        ],
        _("Citations, posted against not posted"),
    )
    luc = panel(
        [study("luc_odds_ratio", _("Luc 2021, one tweet and eleven agreed retweets"), colour=style.CAUTION)],
        _("Odds of being cited more: the disputed trial"),
    )
    return forest_chart(
        [ratios, luc],
        _("One trial reports a large gain in citations; the others little or none"),
        _("Articles were allocated at random to be posted or not. All trials used Twitter or Facebook, before 2023."),
        reading=_(
            "The Luc trial reports 3.1 extra citations in a year against 0.7, and is disputed. A critic rebuilt its list of "
            "articles, found 3 reviews and 16 editorials among the original research, and saw no effect. The authors stand by "
            "their data and did not share them. The European Society of Cardiology (ESC) ran the trial of heart journals."
        ),
        more_sources=DISPUTE,
    )


@with_recipe
@picture.memoised
def plot_citation_reanalysis() -> Chart:
    """Return our own calculations on two citation trials, beside the published figures.

    Examples
    --------
    >>> ms.plot_citation_reanalysis()
    """
    esc = panel(
        [
            study("esc_final", _("ESC 2022, as published")),
            study("esc_final_widened", _("ESC 2022, our calculation: articles differ more than chance"), colour=style.CAUTION),
        ],
        _("Citations, posted against not posted"),
    )
    sizes = panel(
        [
            study("luc_citations_smd", _("Luc 2021, citations, our calculation"), colour=style.CAUTION),
            study("fox_2016_smd", _("Fox 2016, page views with paid posts, our calculation"), colour=style.CAUTION),
        ],
        _("Size of the effect on one scale"),
    )
    return forest_chart(
        [esc, sizes],
        _("Our calculation: one interval looks too narrow, one trial stands far apart"),
        _("Worked out from the printed medians, means and standard deviations. The articles' own data were not open to us."),
        reading=_(
            "The published interval of the European Society of Cardiology (ESC) treats each citation as independent. "
            "Ours lets articles differ as much as the printed median of 14 and quartiles of 7 and 27 suggest. "
            "It is an approximation, and we have not put it to the authors. "
            "The authors of the Luc trial replied to their critic in 2020. They stand by their data, call them their property, "
            "and say that they need not share them with people whom they do not know."
        ),
        more_sources=DISPUTE,
        calculation=True,
    )


@with_recipe
@picture.memoised
def plot_campaigns() -> Chart:
    """Return what short videos by doctors and nurses changed in a large randomised trial.

    Examples
    --------
    >>> ms.plot_campaigns()
    """
    behaviour = panel(
        [
            study("breza_travel", _("Distance travelled before the holidays"), colour=style.BENEFIT),
            study("breza_left_home", _("Residents who left home on the holiday"), colour=style.BENEFIT),
        ],
        _("Behaviour in 820 counties, adverts against none"),
    )
    infections = panel(
        [study("breza_infections", _("Infections after the holidays"), colour=style.BENEFIT)],
        _("Covid-19 infections in 6,998 zip codes, adverts against none"),
    )
    return forest_chart(
        [behaviour, infections],
        _("Paid videos by doctors cut travel and infections a little"),
        _("US counties allocated at random, two holidays in 2020. Values left of the line are reductions."),
        reading=_("One country, one topic and paid adverts: this says nothing about one doctor's own posts."),
    )


@with_recipe
@picture.memoised
def plot_correction() -> Chart:
    """Return the two meta-analyses on correcting misinformation, which disagree.

    Examples
    --------
    >>> ms.plot_correction()
    """
    rows = [
        study("walter_correction", _("Walter 2021: health claims, 24 experiments"), colour=style.BENEFIT),
        study("chan_correction", _("Chan and Albarracín 2023: all science, 245 effects"), colour=style.BENEFIT),
    ]
    return forest_chart(
        [panel(rows, limits=(-0.2, 0.6))],
        _("Two syntheses of corrections disagree on how much they help"),
        _("Change in false beliefs after a correction. Values right of the line mean that it helped."),
        reading=_(
            "They ask different questions. Walter pooled brief experiments on health and could not rule out publication bias. "
            "Chan pooled all of science, and found corrections weaker for health topics."
        ),
    )


@with_recipe
@picture.memoised
def plot_cochrane() -> Chart:
    """Return what the Cochrane review of interactive social media found for patients.

    Examples
    --------
    >>> ms.plot_cochrane()
    """
    behaviour = panel(
        [
            study("petkovic_activity", _("Physical activity, 29 trials"), colour=style.BENEFIT),
            study("petkovic_diet", _("Quality of diet, 8 trials"), colour=style.BENEFIT),
            study("petkovic_condoms", _("Use of condoms, 2 trials"), colour=style.BENEFIT),
        ],
        _("Change in behaviour"),
    )
    smoking = panel(
        [study("petkovic_smoking", _("Stopping smoking, 4 trials"), colour=style.BENEFIT)], limits=(0.65, 1.5)
    )
    return forest_chart(
        [behaviour, smoking],
        _("Patients moved a little more; nothing else clearly changed"),
        _("Cochrane review of 2021: interactive social media against a control. Right of the line favours social media."),
        reading=_(
            "The gain in activity is about 74 steps a day. "
            "Cochrane grades the certainty low for behaviour and moderate for smoking."
        ),
    )


@with_recipe
@picture.memoised
def plot_education() -> Chart:
    """Return what learners thought of a residency programme's feed.

    Examples
    --------
    >>> ms.plot_education()
    """
    rows = [study("bergl_improved", _("Residents of one programme who felt that its feed improved their education"))]
    return forest_chart(
        [panel(rows)],
        _("Learners like it; whether they learn more is hardly tested"),
        _("Opinion in one US residency programme, published in 2015."),
        reading=_(
            "Feeling taught is not the same as having learnt. There was no comparison group. "
            "A review of 2013 found one randomised trial among 14 studies."
        ),
        more_sources=("cheston_2013_education",),
    )


@with_recipe
@picture.memoised
def plot_followers() -> Chart:
    """Return how hospitals' followers go with their reputation.

    Examples
    --------
    >>> ms.plot_followers()
    """
    rows = [
        study("triemstra_adult", _("Adult hospitals"), about=True),
        study("triemstra_children", _("Children's hospitals"), about=True),
    ]
    return forest_chart(
        [panel(rows, digits=3)],
        _("Well-known hospitals have more followers; which came first is unknown"),
        _("Twitter followers and reputation score of ranked US hospitals, published in 2018."),
        reading=_(
            "A correlation does not say what causes what. We worked the numbers of hospitals and the intervals back "
            "from printed p values, so both are approximate."
        ),
    )
