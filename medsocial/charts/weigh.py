"""One benefit on one screen: claim, finding, certainty, what would change our mind, use, and where it is forbidden."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..display import icons
from ..display.elements import Chart, Element, Table
from ..display.markup import escape, source_line, tag
from ..ground import text
from ..ground.text import _
from ..model.evidence import CERTAINTY, certainty_words, estimate
from ..store import data
from . import benefit_charts as charts
from .units import evidence_table

_SENTENCE_END = re.compile(r"(?<=\.)\s+")
CHARTS: dict[str, Callable[[], Chart]] = {
    "B1": charts.plot_citation_trials,
    "B2": charts.plot_campaigns,
    "B3": charts.plot_cochrane,
    "B5": charts.plot_education,
    "B6": charts.plot_followers,
}
SECOND_CHARTS: dict[str, Callable[[], Chart]] = {"B2": charts.plot_correction}


@dataclass(repr=False)
class Weighed(Element):
    """A benefit that has been weighed; see `weigh_benefit`.

    Parameters
    ----------
    benefit, claim : row
        Rows of the tables `benefits` (or one of the same shape) and `claims`.
    parts : tuple of row
        The graded claims: the parts of the benefit, or the benefit itself first.
    charts : tuple of Chart
        What was found, drawn.
    evidence : Table
        Further evidence.
    limits : tuple of row
        Where law or code forbids it.
    folded : bool
        Whether only claim, verdict and certainty stand open.
    """

    benefit: Any
    claim: Any
    parts: tuple[Any, ...]
    charts: tuple[Chart, ...]
    evidence: Table
    limits: tuple[Any, ...]
    folded: bool = False

    def to_html(self, own: str = "", country: str = "") -> str:
        """Return the screen as HTML without script; a reader's own guess below the verdict, `country` first."""
        verdict = tag("p", tag("strong", escape(self.claim.verdict)))
        body = (
            _step("claimed", _("What is claimed")),
            tag("p", escape(self.benefit.claimed)),
            _step("found", _("What was found")),
            tag("p", escape(self.benefit.found)),
            *(chart.to_html() for chart in self.charts),
            self._evidence_html(),
            _step("certainty", _("How certain, and why")),
            _list(*(_graded(part, alone=len(self.parts) == 1) for part in self.parts), class_="ms-checks"),
            _step("change", _("What would change our mind")),
            tag("p", escape(self.benefit.change_our_mind)),
            _step("use", self.advice_heading()),
            _list(*map(escape, _SENTENCE_END.split(self.advice()))),
            self._limits_html(country),
        )
        sign = icons.mark(self.claim.side, self.claim.claim_id) if icons.has(self.claim.side, self.claim.claim_id) else ""
        heading = tag("p", sign, escape(self.claim.label), class_="ms-activity-title")
        if self.folded:
            lead = tag("summary", escape(_("What stands behind it")))
            grades = _list(*(_grade_alone(part, alone=len(self.parts) == 1) for part in self.parts), class_="ms-checks")
            body = (grades, tag("details", lead, *body, class_="ms-more ms-offer"))
        return tag("section", heading, verdict, own, *body, class_="ms-activity ms-static ms-benefit")

    def advice_heading(self) -> str:
        """Return the heading above the advice."""
        return _("How to use it well")

    def advice(self) -> str:
        """Return the advice, each sentence a point of its own."""
        return self.benefit.use_well

    def more_studies(self) -> str:
        """Return what the folded table of studies is called."""
        return _("More studies on this benefit")

    def _evidence_html(self) -> str:
        if not self.evidence.rows:
            below = source_line(self.evidence.sources)
            return tag("div", below) if below else ""
        shown = self.evidence.to_html()
        if not self.charts:
            return shown
        return tag("details", tag("summary", escape(self.more_studies())), shown, class_="ms-more")

    def _limits_html(self, country: str = "") -> str:
        heading = _step("limits", _("Where law or code forbids it"))
        if not self.limits:
            return heading + tag("p", escape(_("We found no law or code that forbids it by name.")))
        note = _("Teaching material, not legal advice. Law and codes read on {date}; your hospital's lawyer knows the rest.")
        read = note.format(date=text.date(max(row.as_of for row in self.limits)))
        limits = sorted(self.limits, key=lambda limit: limit.country_id != country)
        rows = _list(*map(_limit_html, limits)) + tag("p", escape(read), class_="ms-review")
        places = text.listing(list(dict.fromkeys(map(_place, limits))))
        return heading + tag("details", tag("summary", escape(places)), rows, class_="ms-more")

    @property
    def places(self) -> list[str]:
        """The countries and states with a limit, each once."""
        return list(dict.fromkeys(map(_place, self.limits)))

    def sentence(self) -> str:
        """Return verdict, certainty, the charts' sentences and the countries with a limit."""
        said = [f"{self.claim.label}. {self.claim.verdict}"]
        said += [f"{part.label}: {_certainty(part)}." for part in self.parts]
        said += [chart.sentence() for chart in self.charts]
        if self.limits:
            said.append(_("Law or code sets limits in {places}.").format(places=text.listing(self.places)))
        return " ".join(said)


def weighed_benefit(benefit: str, folded: bool = False) -> Weighed:
    """Return the screen of one benefit, which a page shows through `activities.weigh`."""
    key = benefit.strip().upper()
    row = data.row("benefits", key)
    drawn = tuple(made[key]() for made in (CHARTS, SECOND_CHARTS) if key in made)
    return weigh(Weighed, key, row, drawn, lambda limit: key in limit.benefit_ids, folded)


def weigh(
    made: type[Weighed], key: str, row: Any, drawn: tuple[Chart, ...], touched: Callable[[Any], bool], folded: bool
) -> Weighed:
    """Return the screen of a claim with its grades, further evidence, and the limits that touch it."""
    claim = data.row("claims", key)
    parts = tuple(c for c in data.rows("claims") if c.certainty and key in (c.claim_id, c.part_of))
    found = [estimate(k) for k in row.evidence_ids]
    # Sources of the text that no row of evidence carries stand with the rows.
    sources = dict.fromkeys([*(e.row.source_id for e in found), *row.further_source_ids])
    evidence = evidence_table(found, _("Further evidence, one figure from each study."))
    evidence.sources = tuple(sources)
    limits = tuple(
        limit
        for country in data.rows("countries")
        for limit in data.rows("benefit_limits")
        if touched(limit) and limit.country_id == country.country_id and limit.status != "memory"
    )
    cited = [*(s for chart in drawn for s in chart.sources), *sources, *(limit.source_id for limit in limits)]
    return made(row, claim, parts, drawn, evidence, limits, folded, sources=tuple(dict.fromkeys(cited)))


def _step(icon: str, words: str) -> str:
    return tag("p", icons.mark("step", icon), tag("strong", escape(words)), class_="ms-step")


def _list(*items: str, class_: str | None = None) -> str:
    return tag("ul", *(tag("li", item) for item in items), class_=class_)


def dial(certainty: str) -> str:
    """Return the four-step dial of certainty as HTML: pips, then the word; never a colour alone."""
    step = CERTAINTY.index(certainty) + 1
    said = _("{step} of {all}").format(step=text.number(step), all=text.number(len(CERTAINTY)))
    pips = tag("span", "●" * step + "○" * (len(CERTAINTY) - step), class_="ms-dial", role="img", aria_label=said)
    return f"{pips} {escape(_words(certainty))}"


def _words(certainty: str) -> str:
    return _("{step} certainty").format(step=certainty_words()[certainty])


def _certainty(part: Any) -> str:
    return _("{words}, step {step} of {all}").format(
        words=_words(part.certainty), step=text.number(CERTAINTY.index(part.certainty) + 1), all=text.number(len(CERTAINTY))
    )


def _graded(part: Any, *, alone: bool) -> str:
    graded = f"{dial(part.certainty)}. {escape(part.certainty_reason)}"
    if alone:
        return graded
    return f"{tag('strong', escape(part.label))}. {escape(part.verdict)}{tag('br')}{graded}"


def _grade_alone(part: Any, *, alone: bool) -> str:
    return dial(part.certainty) if alone else f"{escape(part.label)}: {dial(part.certainty)}"


def _place(limit: Any) -> str:
    country = data.row("countries", limit.country_id).name
    return limit.place or country


def _limit_html(limit: Any) -> str:
    kind = _("law") if limit.kind == "law" else _("professional code")
    marks = [kind] + ([_("read second-hand")] if limit.status == "second_hand" else [])
    source = data.row("sources", limit.source_id)
    rule = tag("a", escape(limit.rule), href=f"https://doi.org/{source.doi}" if source.doi else source.url)
    return f"{tag('strong', escape(_place(limit)))}. {escape(limit.what)} {rule} ({escape(', '.join(marks))})."
