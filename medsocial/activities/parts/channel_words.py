"""The channel chooser's answers in words: platforms, ways without one, evidence, law and the measure."""

from typing import Any

from ...display.elements import Table
from ...display.markup import escape, source_line, tag
from ...ground import text
from ...ground.text import _, ngettext
from ...model.channels import MOST_HOURS, Advice, Suggestion, advise_channel, claims, judge, measure, other_ways, rules
from ...model.evidence import certainty_words
from ...model.platform_profile import fact_words
from ...store import data


def advice_html(found: Advice, kept: str = "") -> str:
    """Return the rules' answer to one wish: platforms or none, then evidence, law and the measure."""
    parts = [kept]
    if found.none_because:
        parts.append(tag("p", tag("strong", escape(_("No platform fits."))), " ", escape(found.none_because)))
        parts.append(tag("p", escape(_("Better without a platform:"))))
        parts.append(_ways_html(found.other_ways))
    else:
        shown = found.suggestions[: rules()["shown"]]
        parts.append(tag("p", tag("strong", escape(_("In our judgement, best first:")))))
        parts.append(tag("ol", *(_suggestion_html(one) for one in shown)))
        if further := [one.name for one in found.suggestions[len(shown) :]]:
            parts.append(tag("p", escape(_("Further ones that fit: {names}.").format(names=text.listing(further)))))
        parts.append(tag("p", escape(_("Or without any platform, which may be enough:"))))
        parts.append(_ways_html(found.other_ways))
    # The caution belongs to a platform; where none is advised it would only distract.
    parts.append(_measure_html(found.measure, "" if found.none_because else found.goal["risk"]))
    # So do the evidence and the question for the country; what is known to be forbidden is said in any case.
    if not found.none_because:
        parts.append(_evidence_html(found.claims))
    if found.limits or not found.none_because:
        parts.append(_limits_html(found))
    return "".join(parts)


def _suggestion_html(one: Suggestion) -> str:
    needs = ngettext("about {n} hour a week", "about {n} hours a week", one.hours).format(n=text.number(one.hours))
    facts = tag("ul", *(tag("li", escape(said)) for said in map(fact_words, one.facts) if said))
    below = source_line(sorted({fact.source_id for fact in one.facts}))
    return tag(
        "li",
        tag("strong", escape(f"{one.name} ({needs}).")),
        " ",
        escape(" ".join(one.reasons)),
        " ",
        tag("em", escape(_("Risk:"))),
        " ",
        escape(one.risk),
        tag("details", tag("summary", escape(_("What was checked"))), facts, tag("div", below), class_="ms-more")
        if one.facts
        else "",
    )


def _ways_html(ways: tuple[dict[str, str], ...]) -> str:
    return tag("ul", *(tag("li", tag("strong", escape(w["label"] + ".")), " ", escape(w["text"])) for w in ways))


def _measure_html(worth: dict[str, str], risk: str = "") -> str:
    watch = _("One number to watch: {label}. {how}").format(label=worth["label"], how=worth["how"])
    caution = tag("p", escape(_("Take care: {risk}").format(risk=risk))) if risk else ""
    return caution + tag("p", tag("strong", escape(watch)))


def _evidence_html(found: tuple[Any, ...]) -> str:
    if not found:
        return tag("p", escape(_("Is it shown to work? Our evidence table holds no study of this goal.")))
    steps = certainty_words()
    form = _("{verdict} Certainty: {step}.")
    # Several verdicts in a row need to say what each is about.
    said = " ".join(
        (_("{claim}:").format(claim=row.label) + " " if len(found) > 1 else "")
        + (form.format(verdict=row.verdict, step=steps[row.certainty]) if row.certainty else row.verdict)
        for row in found
    )
    return tag("p", escape(_("Is it shown to work? {said}").format(said=said)))


def _limits_html(found: Advice) -> str:
    if not found.country:
        said = _("What is forbidden depends on the country. Choose yours to see what we have checked.")
        return tag("p", escape(said))
    name = data.row("countries", found.country).name
    if not found.limits:
        said = _("{country}: we have not checked what is forbidden for this goal. Ask before you post.")
        return tag("p", escape(said.format(country=name)))
    lead = _("{country}: not allowed, or advised against, as far as we have read. It is not the whole law.")
    lines = [tag("li", escape(limit_words(row))) for row in found.limits]
    return (
        tag("p", escape(lead.format(country=name)))
        + tag("ul", *lines)
        + tag("div", source_line(sorted({row.source_id for row in found.limits})))
    )


def limit_words(row: Any) -> str:
    """Return a limit with its kind, its rule and how far it was checked."""
    kind = {"law": _("Law"), "code": _("Professional or official code")}[row.kind]
    place = f"{row.place}. " if row.place else ""
    if row.status == "second_hand":
        form = _("{kind}: {rule}, read in a report of it on {date}.")
    else:
        form = _("{kind}: {rule}, read at the source on {date}.")
    return f"{place}{row.what} {form.format(kind=kind, rule=row.rule, date=text.date(row.as_of))}"


def goal_html(goal: dict[str, Any]) -> str:
    """Return what to watch for a goal, how sure one may be, and the ways without a platform."""
    usual = goal["audience_ids"][0]
    return (
        _measure_html(measure(goal["id"], usual), goal["risk"])
        + _evidence_html(claims(goal["id"]))
        + tag("p", escape(_("Without any platform:")))
        + _ways_html(other_ways(goal["id"], usual))
    )


def example_html(example: dict[str, Any]) -> str:
    """Return a worked example of the fictional cast, folded."""
    person = next(p for p in data.yaml_content("cast")["people"] if p["id"] == example["person"])
    found = advise_channel(example["goal"], example["audience"], example["hours"])
    return tag(
        "details",
        tag("summary", escape(_("{name}: {goal}").format(name=person["name"], goal=found.goal["label"]))),
        tag("p", escape(example["story"])),
        advice_html(found),
        tag("p", tag("em", escape(example["patient"]))),
        class_="ms-more",
    )


def platforms_html() -> str:
    """Return the platforms that any rule may suggest, with goals, hours and risk."""
    words = rules()
    goals = {goal["id"]: goal for goal in words["goals"]}
    rows = []
    for rule in words["platforms"]:
        fits = [
            goals[code]["label"]
            for code in rule["goals"]
            if any(
                isinstance(judge(rule["id"], code, audience, MOST_HOURS, country.upper()), Suggestion)
                for audience in goals[code]["audience_ids"]
                for country in rule.get("country_ids", [""])
            )
        ]
        if fits:
            rows.append((data.row("platforms", rule["id"]).name, "; ".join(fits), text.number(rule["hours"]), rule["risk"]))
    return Table(
        columns=(_("Platform"), _("Fits"), _("Hours a week"), _("Risk")),
        rows=rows,
        caption=_("{n} platforms that are known to run and that our rules may suggest.").format(n=text.number(len(rows))),
        numeric=(2,),
        sources=(words["source_id"],),
    ).to_html()
