"""Keys and reasons of a session, for the facilitator only; the learners' sheets hold none of this."""

from ...activities.audit import finds_table
from ...activities.repair_clauses import model_clauses, repair_cards
from ...display import drill_words as words
from ...display.case_parts import differ_html
from ...display.case_sheet import key_sheet_html
from ...display.elements import Table
from ...display.markup import escape, tag
from ...display.story_sheet import LETTERS, lettered, quality_words
from ...display.story_sheet import differ_html as differences
from ...display.test_parts import objective_words
from ...ground.text import _, number
from ...model import channels, drill
from ...model.footprint import worked_example
from ...model.platform_cards import platform_cards
from ...model.recognise import circles, posts
from ...model.story import Story, find_story, met
from ...model.test_items import Item, form, printed_name, short_form
from ...model.vignettes import vignettes
from ...model.votes import thresholds
from ...store import data
from . import look
from .pages import DRILL
from .session import Session, sheets
from .stories import played


def keys_html(made: Session) -> str:
    """Return the keys of everything that the session uses, as one page."""
    here = {one.row.activity_id: one for one in made.activities}
    parts = [front()]
    if "W1" in here or "W10" in here:
        parts.append(forms(max(here[name].amount for name in ("W1", "W10") if name in here), made.wishes.country))
    if "W2" in here:
        parts.append(example())
    if "W3" in here:
        parts.append(platforms(here["W3"].amount))
    if "W4" in here:
        parts.append(goals())
    if "W5" in here:
        parts.append(judged(here["W5"].amount))
    if "W6" in here:
        parts += [story for name, route in played(made.minutes) for story in story_leaves(find_story(name), route)]
    if "W7" in here:
        parts.append(debrief(made.wishes.country))
    if "W8" in here:
        parts.append(clauses())
    if any(sheet.id == "spare" for sheet in sheets(made)):
        parts.append(spare(made.wishes.country))
    title = _("Keys: for the facilitator only")
    return look.page(title, "".join(parts), before=look.house_style(), after=look.style("keys"))


def front() -> str:
    """Return what to do with the keys, and what follows a vote."""
    limits = thresholds()
    said = _("Under {low}%: explain. From {low} to {high}%: talk in pairs and vote again. Over {high}%: a brief reason, and on.")
    said = said.format(low=number(limits.explain_below), high=number(limits.move_on_above))
    lead = _("Keep these pages face down, and take them home. Show an answer only after the second vote.")
    review = _("Not yet reviewed by a clinician, a privacy officer or a lawyer. The test is a pilot.")
    return look.leaf(
        tag("p", escape(_("For you only")), class_="kicker"),
        tag("h1", escape(_("Keys and reasons"))),
        tag("p", escape(lead), class_="lead"),
        look.box(_("After the first vote"), said, "watch"),
        tag("p", tag("br"), escape(_("A key that the room disputes may be wrong for your country. Write it into the log."))),
        tag("p", escape(review), class_="ms-review"),
    )


def keyed(title: str, *lines: tuple[str, str]) -> str:
    """Return one entry: a title, then lines with a bold beginning."""
    said = (tag("p", tag("strong", escape(lead)), " ", escape(rest)) for lead, rest in lines if rest)
    return tag("div", tag("h3", escape(title)), *said, class_="keyed")


def forms(count: int, country: str) -> str:
    """Return the keys of both forms with the reason for the best answer."""
    parts = [tag("h1", escape(_("Forms A and B")))]
    for name in ("A", "B"):
        asked = form(name)
        asked = short_form(name) if count < len(asked) else asked
        line = "  ".join(f"{item.item_id} {item.key}" for item in asked)
        parts.append(tag("h2", escape(_("Form {form}: {keys}").format(form=printed_name(name, asked), keys=line))))
        parts += [_item(item, country) for item in asked]
    return look.leaf(*parts)


def _item(item: Item, country: str) -> str:
    best = item.options[item.right]
    holds = not item.holds_in or country in item.holds_in or not country
    doubt = "" if holds else _("We do not know whether this key holds in your country. Leave the item out of your count.")
    return keyed(
        f"{item.item_id}. {item.stem}", (f"{item.key}. {ended(best.text)}", best.reason), (_("Aim:"), objective_words(item)),
        (_("Countries:"), item.country_note), (_("Mind:"), doubt),
    )  # fmt: skip


def ended(words: str) -> str:
    """Return words with a full stop, unless they end with a mark."""
    return words if words[-1:] in ".?…’”'" else f"{words}."


def example() -> str:
    """Return the worked example of the audit, to show before anybody searches."""
    searches, finds = worked_example()
    audit = data.yaml_content("footprint_audit")
    person = next(one for one in data.yaml_content("cast")["people"] if one["id"] == audit["example"]["person"])
    known = {one["id"]: one["label"] for one in audit["searches"]}
    caption = _("What {name} found. She is a fictional doctor.").format(name=person["name"])
    return look.leaf(
        tag("h1", escape(_("The audit: a worked example to show"))),
        tag("h2", escape(_("Where she looked"))),
        tag("ul", *(tag("li", escape(known[key])) for key in searches)),
        finds_table(finds, caption).to_html(),
    )


def platforms(count: int) -> str:
    """Return the answers of the platform cards with their reasons."""
    cards = platform_cards(count)
    entries = []
    for card in cards:
        best = [(q.right, q.options[q.right], q.reasons[q.right]) for q in card.questions]
        lines = [(f"{place}{LETTERS[right]}. {said}.", reason) for place, (right, said, reason) in enumerate(best, start=1)]
        entries.append(keyed(card.heading, *lines))
    return look.leaf(tag("h1", escape(_("Platform cards"))), *entries)


def goals() -> str:
    """Return the measure that we would watch for each goal, and its risk."""
    rows = [(goal["label"], goal["measure"]["label"], goal["measure"]["how"], goal["risk"]) for goal in channels.rules()["goals"]]
    columns = (_("Goal"), _("What we would watch"), _("How"), _("Risk"))
    table = Table(columns=columns, rows=rows, caption=_("Our judgement; a table may have a better number.")).to_html()
    return look.leaf(tag("h1", escape(_("From a goal to a channel"))), tag("div", table, class_="ms-activity ms-static"))


def judged(count: int) -> str:
    """Return what we would say to each post, and what could be posted instead."""
    labels = circles()
    entries = [
        keyed(
            f"{number(place)}. {post.where}: \N{LEFT DOUBLE QUOTATION MARK}{post.post}\N{RIGHT DOUBLE QUOTATION MARK}",
            (f"{LETTERS[post.widest]}. {labels[post.widest]}.", post.reason),
            (_("What could be posted instead:"), post.instead),
            (_("From the patient's side:"), post.patient),
        )
        for place, post in enumerate(posts("core")[:count], start=1)
    ]
    return look.leaf(tag("h1", escape(_("Posts to judge"))), tag("p", escape(_("What we would say is our judgement."))), *entries)


def story_leaves(story: Story, route: str) -> list[str]:
    """Return the map of a story and its table of turns."""
    from ...charts.story_map import plot_story_map

    rows = []
    for node in met(story, route):
        if node.ending:
            leads = f"{quality_words(node.ending.quality)}. {node.ending.shows}"
        else:
            pairs = zip(lettered(node), node.choices, strict=True)
            leads = "\n".join(f"{label} \N{RIGHTWARDS ARROW} {number(story.node(choice.to).number)}" for label, choice in pairs)
        count = tag("td", escape(number(node.number)), class_="count")
        led = tag("td", *(tag("div", escape(line)) for line in leads.split("\n")))
        rows.append(tag("tr", count, tag("th", escape(node.heading), scope="row"), led))
    differ = tag("div", differences(story), class_="ms-activity ms-static")
    table = look.table(look.heads(_("No."), _("Scene"), _("Where each choice leads")), rows, "small")
    return [
        look.leaf(tag("h1", escape(_("Story map: {title}").format(title=story.title))), plot_story_map(story.id).to_html()),
        look.leaf(tag("h1", escape(_("Turns: {title}").format(title=story.title))), table, differ),
    ]


def debrief(country: str) -> str:
    """Return the drill's order, reasons and questions; clocks of the country only, or lines to fill."""
    one = drill.scenario(DRILL)
    parts = (
        words.heading(one.title),
        words.order_html(one),
        words.heading(_("Each decision and why")),
        words.decisions_html(one),
        words.heading(_("Clocks of notification")),
        words.paragraph(one.clock_note),
        words.clocks_html(country) if country else words.blank_clocks_html(country),
        words.closing_html(one),
        words.review_html(one),
        words.sources_html(one),
    )
    return look.leaf(
        tag("h1", escape(_("The drill: our order and the reasons"))),
        tag("div", *parts, class_="ms-activity ms-static"),
    )


def clauses() -> str:
    """Return the fault and the best repair of each clause, with the clause that we would print."""
    models = model_clauses()
    entries = []
    for place, card in enumerate(repair_cards(), start=1):
        wrong, repair = card.questions
        entries.append(
            keyed(
                f"{number(place)}. {card.scene}",
                (_("Fault:"), f"{wrong.options[wrong.right]} {wrong.reasons[wrong.right]}"),
                (_("Repair:"), f"{repair.options[repair.right]} {repair.reasons[repair.right]}"),
                (_("Our clause:"), models[card.key]),
            )
        )
    review = tag("p", escape(_("Not yet reviewed by a lawyer or a privacy officer.")), class_="ms-review")
    return look.leaf(tag("h1", escape(_("Clauses to repair"))), *entries, review)


def spare(country: str) -> str:
    """Return the keys of the spare cases, with what your country says."""
    cases = vignettes("core")
    made = look.leaf(tag("h1", escape(_("Spare cases"))), key_sheet_html(cases))
    if not country:
        return made
    lines = (tag("h3", escape(f"{case.number}. {case.title}")) + differ_html(case, country) for case in cases)
    return made + look.leaf(tag("h1", escape(_("Spare cases: how countries differ"))), *lines)
