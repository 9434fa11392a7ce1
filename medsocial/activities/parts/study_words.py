"""A row of the evidence table in words: how it was studied, what was found and how sure one may be."""

from typing import Any

from ...charts.units import decimals, figure, number, study_name
from ...display.markup import escape, source_line, tag
from ...ground import text
from ...ground.text import _
from ...model.evidence import certainty_words, estimate
from ...store import data


def design_words() -> dict[str, str]:
    """Return the designs in words, by code."""
    return {
        "randomised_trial": _("Randomised trial"),
        "cluster_randomised_trial": _("Randomised trial of whole groups"),
        "crossover_trial": _("Trial with both forms for each article"),
        "meta_analysis": _("Pooled analysis of several studies"),
        "systematic_review": _("Systematic review"),
        "cohort": _("Groups followed over time"),
        "before_after": _("Before and after, without comparison group"),
        "cross_sectional": _("Comparison at one point in time"),
        "registry_linkage": _("Accounts linked to a register"),
        "survey": _("Survey"),
        "content_analysis": _("Posts or profiles read and counted"),
        "web_audit": _("Search of the web"),
        "log_data": _("Records of computers"),
        "modelling": _("Model"),
    }


def side_words() -> dict[str, str]:
    """Return the sides on which a row speaks, by code."""
    return {
        "definition": _("What it is"),
        "benefit": _("For a benefit"),
        "danger": _("For a danger"),
        "rule": _("For a rule of conduct"),
    }


def order_words() -> dict[str, str]:
    """Return the orders in words, by code."""
    return {
        "claim": _("By claim"),
        "certainty": _("Most certain first"),
        "newest": _("Newest first"),
        "largest": _("Largest number studied first"),
        "study": _("By name of the study"),
    }


def found_words(row: Any) -> str:
    """Return what a row found, with its unit and interval; a retracted figure is not repeated."""
    if row.retracted:
        return _("Retracted: not to be used")
    found = estimate(row.evidence_id)
    if found.value is None:
        digits = max(decimals(found.low), decimals(found.high))
        low, high = number(found.low, digits), number(found.high, digits)
        return _("{low}% to {high}% (a range)").format(low=low, high=high)
    if row.unit == "minutes_per_day":
        return _("{n} minutes a day").format(n=text.number(found.value))
    if row.unit == "minutes_per_hour":
        return _("{n} minutes an hour").format(n=text.number(found.value))
    if row.unit == "seconds_per_hour":
        return _("{n} seconds an hour").format(n=text.number(found.value, 1))
    if row.unit == "f_statistic":
        return _("F = {n}").format(n=text.number(found.value, 2))
    return figure(found)


def basis_words(row: Any) -> str:
    """Return how the interval was got."""
    counts = ""
    if row.events is not None and row.denominator:
        counts = _("{events} of {all}").format(events=text.number(row.events), all=text.number(row.denominator))
    return {
        "reported": _("The interval is printed in the source."),
        "wilson": _("We computed the interval from the printed count, {counts}, by Wilson's method.").format(counts=counts),
        "wilson_inferred": _(
            "We computed the interval by Wilson's method. Its count, {counts}, was worked back from a rounded percentage."
        ).format(counts=counts),
        "own_calculation": _("The interval is our own calculation from printed figures."),
        "range": _("The two values are a lowest and a highest, not an interval of certainty."),
        "none": _("No interval could be given."),
    }[row.interval_basis]


def status_words(row: Any) -> str:
    """Return how far a row was checked, with the date."""
    form = {
        "verified": _("Read at the source, words kept, {date}."),
        "read": _("Read at the source, {date}."),
        "second_hand": _("Read in a report of it, {date}."),
        "computed": _("Our calculation, {date}."),
    }[row.status]
    return form.format(date=text.date(row.as_of))


def study_card_html(row: Any) -> str:
    """Return one row as a card: numbers, interval, caveats, link and the date on which it was read."""
    claim, steps = data.row("claims", row.claim_id), certainty_words()
    heading = tag("p", tag("strong", escape(study_name(row))), class_="ms-question")
    if row.retracted:
        gone = _("This article was retracted. It is listed so that nobody quotes it, and its figure is not shown.")
        lines = [(_("Why"), " ".join(filter(None, (row.certainty_reason, row.note))))]
        return heading + tag("p", escape(gone), class_="ms-support") + _lines(lines) + _link(row)
    studied = _("{design}: {detail}.").format(design=design_words()[row.design], detail=row.design_detail)
    if row.n:
        studied += " " + _("Number studied: {n}.").format(n=text.number(row.n))
    lines = [
        (_("Bears on"), claim.label),
        (_("Side"), side_words()[row.side]),
        (_("Measured"), row.measure),
        (_("Found"), found_words(row)),
        (_("Interval"), basis_words(row)),
        (_("Studied"), studied),
        (_("Certainty"), f"{steps[row.certainty]}. {row.certainty_reason}"),
        (_("Note"), row.note or ""),
        (_("Checked"), status_words(row)),
    ]
    return heading + _lines(lines) + _link(row)


def _lines(pairs: list[tuple[str, str]]) -> str:
    written = (tag("li", tag("strong", escape(head + ":")), " ", escape(said)) for head, said in pairs if said)
    return tag("ul", *written)


def _link(row: Any) -> str:
    source = data.row("sources", row.source_id)
    own = ""
    if row.doi and row.doi != source.doi:  # what was read is a report; the study itself has its own address
        own = tag("p", tag("a", escape(_("The study itself: {doi}").format(doi=row.doi)), href=f"https://doi.org/{row.doi}"))
    return tag("div", source_line((row.source_id,))) + own
