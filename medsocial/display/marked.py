"""A post with the stretches marked that could identify someone, and the list of reasons."""

from collections.abc import Sequence
from typing import Any

from ..ground import text
from ..ground.text import _, ngettext
from ..model import local_card
from ..model.intervals import wilson
from ..model.privacy import Finding, Report
from ..model.privacy.finding import content
from ..store import data
from .markup import escape, source_line, tag

US = "US"


def marked_text(post: str, findings: Sequence[Finding]) -> str:
    """Return the post as HTML; each mark carries its number, and its line tells how severe it is."""
    parts, last = [], 0
    for number, finding in enumerate(findings, start=1):
        words = escape(post[finding.start : finding.end])
        mark = tag("mark", words, class_=f"ms-found ms-found-{finding.severity}")
        parts += [escape(post[last : finding.start]), mark, tag("sup", f"[{number}]")]
        last = finding.end
    parts.append(escape(post[last:]))
    return tag("p", "".join(parts).replace("\n", "<br>"), class_="ms-post")


def findings_list(post: str, findings: Sequence[Finding], country: str = "") -> str:
    """Return the findings as a numbered list: severity, words, category, reason, suggestion.

    The letters of the US list are left out for a reader of another country.
    """
    said = content()
    items = []
    for finding in findings:
        words = tag("q", escape(_shortened(post[finding.start : finding.end])))
        severity = tag("strong", escape(said["severities"][finding.severity]["label"]), class_=f"ms-severity-{finding.severity}")
        items.append(
            tag(
                "li",
                f"{severity}: {words}. ",
                tag("em", escape(category_words(finding, said, lettered=country in ("", US)))),
                " ",
                escape(finding.reason),
                " ",
                escape(finding.suggestion),
            )
        )
    return tag("ol", *items, class_="ms-findings")


def category_words(finding: Finding, said: dict[str, Any], *, lettered: bool = True) -> str:
    """Return the category of a finding in words, with its letter in the US list if wanted."""
    rule = said["rules"][finding.rule]
    if finding.category == "clue":
        return _("Clue: {kind}.").format(kind=said["clues"][rule["clue"]])
    name = said["categories"][finding.category.lower()]["label"]
    form = _("{category} ({letter} of the US list).") if lettered else _("{category}.")
    return form.format(category=name, letter=finding.category)


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:57] + "…"


def counted(report: Report) -> str:
    """Return how many marks there are of each severity, in one sentence; what none proves, if there is none."""
    if not report.english:
        return _("This does not look like English. The check knows English only, so it gives no count.")
    if not report.findings:
        return _("The check marks nothing. That proves nothing: it cannot know what your readers know.")
    said = content()["severities"]
    counts = [(said[level]["label"], report.count(level)) for level in ("stop", "think", "note") if report.count(level)]
    listed = text.listing([f"{text.number(count)} {name}" for name, count in counts])
    return ngettext("{n} mark: {listed}.", "{n} marks: {listed}.", len(report.findings)).format(
        n=text.number(len(report.findings)), listed=listed
    )


def in_sum(report: Report) -> str:
    """Return what the clues say together, or an empty text."""
    if not report.in_sum:
        return ""
    names = content()["clues"]
    listed = text.listing([names[kind] for kind in report.in_sum])
    lead = _("In sum: {clues}.").format(clues=listed)
    rest = _("Each may fit many people. Few people fit all of them, and those who know one will recognise the person.")
    return tag("p", tag("strong", escape(lead)), " ", escape(rest), class_="ms-in-sum")


def levels() -> str:
    """Return what the three severities mean, and how each looks in the text."""
    lines = {"stop": _("double line"), "think": _("single line"), "note": _("dotted line")}
    said = content()["severities"]
    parts = (
        tag(
            "li",
            tag("mark", escape(said[level]["label"]), class_=f"ms-found ms-found-{level}"),
            f" ({escape(line)}): ",
            escape(said[level]["meaning"]),
        )
        for level, line in lines.items()
    )
    return tag("ul", *parts)


def questions() -> str:
    """Return the questions that no software can answer."""
    asked = tag("ul", *(tag("li", escape(question["text"])) for question in content()["questions"]))
    return tag("p", tag("strong", escape(_("What this check cannot see. Ask yourself:")))) + asked


def measured() -> str:
    """Return how much the check found in posts whose writers did not know its rules."""
    counts = content()["measured"]
    low, high = wilson(counts["details_marked"], counts["details"])
    share = counts["details_marked"] / counts["details"]
    told = {name: text.number(count) for name, count in counts.items() if isinstance(count, int)}
    sentences = (
        _("How much does it miss? To find out, two writers who knew none of its rules made up {posts} posts."),
        _(
            "The check marked {details_marked} of the {details} details in them that could identify someone: {share}, "
            "with a 95% interval from {low} to {high}."
        ),
        _(
            "It marked {pictures_marked} of {pictures} mentions of a picture, and {unique_details_marked} of {unique_details} "
            "rare events and unique details."
        ),
        _("In {harmless_at_stop} of {harmless} harmless posts it said “stop” for nothing."),
    )
    shares = {"share": text.percent(100 * share), "low": text.percent(100 * low), "high": text.percent(100 * high)}
    return tag("p", escape(" ".join(sentence.format(**told, **shares) for sentence in sentences)), class_="ms-measured")


def edition() -> str:
    """Return which list of three-digit areas is used, and when it was read."""
    area = content()["restricted_zip3"]
    said = _("The list of small three-digit areas is that of {vintage}. We read it in copies, on {date}; look again by {review}.")
    return said.format(vintage=area["vintage"], date=text.date(area["as_of"]), review=text.date(area["review_by"]))


def lens(country: str) -> tuple[str, str]:
    """Return heading and test for a country: the US list in the United States, recognisability elsewhere."""
    chosen = content()["lens"]["us" if country == US else "other"]
    # Whoever has chosen another country reads that country's rule in the place of the US list.
    return chosen["heading"], chosen["test"] if country else f"{chosen['test']} {chosen['besides']}"


def own_rule(country: str) -> str:
    """Return as HTML the rule of a reader's country, with its source; the way to it where we hold none."""
    if country in ("", US):
        return ""
    found = local_card.facts(country).get("privacy_law")
    lead = tag("strong", escape(_("The rule where you practise.")))
    if not found or found.unverified:
        said = _("We have not read the rule of your country. The local card of lesson 5 asks whom to ask.")
        return tag("p", lead, " ", escape(said))
    mark = _("(Read in a report of it.)") if found.second_hand else ""
    return tag("p", lead, " ", escape(f"{found.value} {mark}".rstrip())) + tag("div", source_line(found.source_ids))


def sample_posts() -> tuple[Any, ...]:
    """Return the invented drafts."""
    return data.rows("sample_posts")
