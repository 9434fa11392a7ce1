"""What the studies of the dangers found, one chart for each question."""

import dataclasses

from ..display import picture
from ..display.elements import Chart
from ..display.recipe import with_recipe
from ..ground import style
from ..ground.text import _
from .forest import Study, forest_chart, panel, study

RULING = "proskauer_2024_trackers"
# The cut-offs of one synthesis, from the strictest to the widest, and the rows that hold them.
CUTOFFS = {"strict": "cheng_strict", "severe": "cheng_severe", "moderate": "cheng_moderate"}


def _whole(key: str, label: str, colour: str) -> Study:
    """Return a row without its number studied, which the evidence gives for all rows together."""
    return dataclasses.replace(study(key, label, colour=colour), counts="")


@with_recipe
@picture.memoised
def plot_boards() -> Chart:
    """Return what US medical boards had seen, and what they say they would investigate.

    Examples
    --------
    >>> ms.plot_boards()
    """
    seen = panel(
        [
            study("greysen_any_report", _("Any report of misconduct online")),
            study("greysen_communication", _("Inappropriate contact with a patient online")),
            study("greysen_proceedings", _("Disciplinary proceedings held")),
            study("greysen_licence", _("A licence restricted, suspended or revoked")),
        ],
        _("Had it ever happened? Survey published in 2012"),
    )
    likely = panel(
        [
            study("greysen_v_misleading", _("Misleading claims about outcomes"), colour=style.CAUTION),
            study("greysen_v_images", _("Patients' images without consent"), colour=style.CAUTION),
            study("greysen_v_credentials", _("False credentials"), colour=style.CAUTION),
            study("greysen_v_contacting", _("Inappropriate contact with patients"), colour=style.CAUTION),
            study("greysen_v_intoxication", _("Pictures of intoxication"), colour=style.CAUTION),
            study("greysen_v_confidentiality", _("A breach of confidentiality"), colour=style.CAUTION),
            study("greysen_v_discriminatory", _("Discriminatory speech"), colour=style.CAUTION),
            study("greysen_v_derogatory", _("Derogatory speech about patients"), colour=style.CAUTION),
            study("greysen_v_alcohol", _("Alcohol without intoxication"), colour=style.CAUTION),
            study("greysen_v_narrative", _("A clinical story without identifiers"), colour=style.CAUTION),
        ],
        _("Likely to investigate? Ten invented cases, published in 2013"),
    )
    return forest_chart(
        [seen, likely],
        _("Nearly every board had seen a case; ranks of concern overlap"),
        _("48 of the 68 US medical boards. The count is of boards, and not of doctors."),
        reading=_(
            "The 48 are most of the 68 boards there are, so chance is smaller than the intervals say. "
            "The 20 that did not answer matter more. Had all 20 said no, 39 of 48 would be 57%; had all said yes, 87%. "
            "These two shares are our calculation. The second panel holds answers to invented cases, and not what boards did."
        ),
    )


@with_recipe
@picture.memoised
def plot_trackers() -> Chart:
    """Return how many hospital sites pass visitors' data to other companies.

    Examples
    --------
    >>> ms.plot_trackers()
    """
    rows = [
        study("niforatos_trackers", _("Advertising trackers, leading hospitals (2021)")),
        study("friedman_any_transfer", _("Any company, all acute hospitals (2023)")),
        study("friedman_meta", _("Meta, all acute hospitals (2023)")),
        study("mccoy_transfer", _("Any company, sample of hospitals (2024)")),
        study("mccoy_policy_names", _("Privacy policy names the companies (2024)"), colour=style.MUTED),
    ]
    return forest_chart(
        [panel(rows, digits=1, limits=(0, 102))],
        _("Nearly every US hospital site passes visitors' data on"),
        _("Share of US hospital sites that pass visitors' data to others; last row, of 71 public privacy policies."),
        reading=_(
            "This counts trackers, and neither harm nor breaches of law. On 20 June 2024 a US court set aside part of the "
            "regulator's bulletin on pages that need no log-in. The appeal was withdrawn on 29 August 2024, and private lawsuits "
            "continue. Ask your web team for the list of tags on your pages."
        ),
        more_sources=(RULING,),
    )


@with_recipe
@picture.memoised
def plot_stories_and_tweets() -> Chart:
    """Return how often doctors' posts were found to show a patient, by what was counted.

    Examples
    --------
    >>> ms.plot_stories_and_tweets()
    """
    rows = [
        study("chretien_tweets", _("Tweets on any subject: a possible breach")),
        study("ahmed_named", _("Stories under one hashtag: a name given")),
        study("lagu_identifiable", _("Medical blogs: patient or doctor identifiable")),
        study("ahmed_family_recognises", _("Stories under one hashtag: family or friends could tell"), colour=style.DANGER),
    ]
    return forest_chart(
        [panel(rows, limits=(0, 50), digits=1)],
        _("From less than 1 to 32 in 100: it depends on what is counted"),
        _("Share of doctors' and clinicians' posts or blogs. Studies published from 2008 to 2020."),
        reading=_("Each row has another sample and another question, so the rows are no trend and no range for one figure."),
    )


def _habit_title(cutoff: str | None) -> str:
    return {
        "strict": _("A strict line: about 5 in 100"),
        "severe": _("A line at severe level: about 13 in 100"),
        "moderate": _("A line at moderate level: about 25 in 100"),
        None: _("5, 13 or 25 in 100: where the line is drawn decides"),
    }[cutoff]


def cutoff_labels() -> dict[str, str]:
    """Return the cut-offs in words."""
    return {"strict": _("Strict"), "severe": _("Severe level"), "moderate": _("Moderate level")}


@picture.memoised
def plot_cutoff(cutoff: str | None) -> Chart:
    """Return the share above one cut-off, the others in grey; all three alike if it is None.

    Raises
    ------
    KeyError
        If there is no such cut-off.
    """
    labels = {
        "strict": _("Strict cut-off, one group of studies"),
        "severe": _("Severe-level cut-off, other studies"),
        "moderate": _("Moderate-level cut-off, other studies again"),
    }
    rows = [_whole(key, labels[code], style.ACCENT if cutoff in (code, None) else style.HATCH) for code, key in CUTOFFS.items()]
    return forest_chart(
        [panel(rows, limits=(0, 40))],
        _habit_title(cutoff),
        _("People called addicted to social media, by the cut-off used. 63 samples from 32 nations, published in 2021."),
        reading=_("Different studies stand behind each row: these are not the same people judged three times."),
    )


@with_recipe
@picture.memoised
def plot_habit() -> Chart:
    """Return the three figures of one synthesis on social media addiction.

    Examples
    --------
    >>> ms.plot_habit()
    """
    return plot_cutoff(None)


@with_recipe
@picture.memoised
def plot_misinformation() -> Chart:
    """Return how false claims changed the stated intent to be vaccinated.

    Examples
    --------
    >>> ms.plot_misinformation()
    """
    rows = [
        _whole("loomba_uk", _("United Kingdom"), style.DANGER),
        _whole("loomba_us", _("United States"), style.DANGER),
    ]
    return forest_chart(
        [panel(rows, limits=(0, 10), axis=_("drop in percentage points; zero means no change"), digits=1)],
        _("False claims lowered firm intent by about 6 in 100"),
        _("Adults who would definitely be vaccinated: drop against a control group. Randomised trial of 8,001 adults, 2021."),
        reading=_("Intent was stated minutes after reading. Whether people were vaccinated was not followed."),
    )


@with_recipe
@picture.memoised
def plot_payments() -> Chart:
    """Return how many of the doctors studied were paid by industry.

    Examples
    --------
    >>> ms.plot_payments()
    """
    rows = [
        study("tao_payments", _("Specialists who tweeted: any payment in 2014")),
        study("mitchell_paid", _("Doctors who endorsed a product: paid by its maker")),
    ]
    return forest_chart(
        [panel(rows)],
        _("Most of the doctors studied had been paid"),
        _("US blood and cancer specialists on Twitter, and US doctors who endorsed a product on X in 2022."),
        reading=_("A payment is no wrong in itself. The second group is small, and we read it in a news report."),
    )
