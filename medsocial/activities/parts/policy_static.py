"""The static form of the policy builder: a worked example, and all clauses with their reasons."""

from typing import Any

from ...display.markup import escape, source_line, tag
from ...display.policy_sources import check_word, legend, level_words
from ...display.policy_text import policy_html
from ...ground import text
from ...ground.text import _
from ...model.clocks import clock_sources
from ...model.policy import Settings, build, section_count, usual_channels, usual_roles
from ...model.policy_rules import fill, frame, needs_check
from ...store import data

EXAMPLE_COUNTRY = "GB"


def example() -> Settings:
    """Return the settings of the worked example: the fictional hospital, with the usual channels."""
    hospital = text.content(data.yaml_content("cast")["hospital"]["name"])
    return Settings(hospital=hospital, country=EXAMPLE_COUNTRY, channels=usual_channels())


def static_html() -> str:
    """Return how to use the builder, the example, and all sections, each folded."""
    settings = example()
    steps = (
        _("Choose country, kind, size and channels. They decide which clauses appear."),
        _("Take the short policy first: {n} sections in about 25 minutes.").format(n=section_count("short")),
        _("Read each clause, choose its wording, and leave out what you cannot keep."),
        _("Have a privacy officer, a lawyer and your staff read the draft before anyone adopts it."),
    )
    marks = "".join(tag("li", tag("strong", escape(f"{word}: ")), escape(said)) for word, said in legend())
    country = data.row("countries", settings.country).name
    lead = _("What comes out: the short policy of {hospital}, a fictional hospital. Country: {country}.")
    made = tag(
        "details",
        tag("summary", escape(lead.format(hospital=settings.hospital, country=country))),
        policy_html(build(settings, mode="short")),
        class_="ms-more",
    )
    content = data.yaml_content("policy_sections")
    sections = "".join(_section_html(one, content) for one in content["sections"])
    return (
        tag("ol", *(tag("li", escape(step)) for step in steps))
        + tag("ul", marks)
        + tag("p", escape(_("Rules of the United States are cited from the Code of Federal Regulations (CFR).")))
        + made
        + tag("p", escape(_("All sections. Those of the short policy carry a star.")), class_="ms-question")
        + sections
    )


def _section_html(section: dict[str, Any], content: dict[str, Any]) -> str:
    star = " ★" if section["short"] else ""
    clauses = "".join(_clause_html(clause, content) for clause in section["clauses"])
    cited = sorted(
        {
            source
            for clause in section["clauses"]
            for basis in _bases(clause, content).values()
            for source in basis["source_ids"]
            if data.row("sources", source).kind != "own_work"
        }
    )
    below = tag("div", source_line(cited)) if cited else ""
    summary = tag("summary", escape(f"{section['number']}. {section['title']}{star}"))
    return tag("details", summary, tag("p", tag("em", escape(section["why"]))), tag("ol", clauses), below, class_="ms-more")


def cited() -> tuple[str, ...]:
    """Return every source that some clause or some time limit rests on."""
    content = data.yaml_content("policy_sections")
    groups = [_bases(clause, content) for section in content["sections"] for clause in section["clauses"]]
    found = {source for group in groups for basis in group.values() for source in basis["source_ids"]}
    return tuple(sorted({*found, *clock_sources(), *content["usual"]["source_ids"]}))


def _bases(clause: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    stated = clause.get("basis", {})
    return content["bases"][stated] if isinstance(stated, str) else stated


def _clause_html(clause: dict[str, Any], content: dict[str, Any]) -> str:
    words = {
        **usual_roles("medium"),
        "hospital": frame()["unnamed"],
        "start": _("the chosen day"),
        "review": _("the day of the review"),
    }
    wordings = [(fill(one["text"], words), one["means"]) for one in clause.get("options", ())]
    if wordings:
        lines = tag("ul", *(tag("li", escape(said), " ", tag("em", escape(means))) for said, means in wordings))
        said = escape(_("One of these wordings:")) + lines
    else:
        said = escape(fill(clause["text"], words)) + tag("br")
    small = escape(clause["reason"]) + tag("br") + escape(_where(clause, content))
    return tag("li", said, tag("span", small, class_="ms-source"))


def _where(clause: dict[str, Any], content: dict[str, Any]) -> str:
    """Return in which countries a clause is shown, and where more than good practice asks for it."""
    names = {row.country_id.lower(): row.name for row in data.rows("countries")}
    said = []
    if "countries" in clause:
        said.append(_("Only for: {countries}.").format(countries=", ".join(names[one] for one in clause["countries"])))
    if "forbidden_in" in clause:
        said.append(_("Removed for: {countries}.").format(countries=", ".join(names[one] for one in clause["forbidden_in"])))
    for place, basis in _bases(clause, content).items():
        if basis["level"] != "practice":
            sign, label = level_words(basis["level"])
            check = f" ({check_word()})" if needs_check(basis["status"]) else ""
            said.append(f"{sign} {names.get(place, '')}: {label}, {basis['rule']}{check}.")
    return " ".join(said) or " ".join(level_words("practice")) + "."
