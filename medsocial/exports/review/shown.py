"""What a reviewer sees of an item: first what a learner sees, then the key with its reasons and what else belongs to it."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...activities.advise_contact import advise_contact
from ...activities.choose_channel import choose_channel
from ...activities.local_card import fill_local_card
from ...activities.parts.base import Activity
from ...activities.plan import plan
from ...activities.recognise import post_card
from ...activities.repair_clauses import repair_cards
from ...activities.spot_error import error_cards
from ...display import drill_words, script_sheet, story_sheet
from ...display.case_parts import differ_html, holds_words, note_html, patient_html, support_html
from ...display.markup import escape, tag
from ...display.pocket_card import pocket_card
from ...ground import text
from ...ground.text import _
from ...model import drill, platform_cards, policy_rules, recognise, scripts, story, test_items
from ...model.cards import Card, Question, question, service_cards
from ...model.review_items import ReviewItem
from ...model.review_sets import prose
from ...model.vignettes import vignette
from ...store import data

_TAG = re.compile(r"<[^>]*>")
_FOLD, _CLOSING = re.compile(r"<details([^>]*)>"), re.compile(r' name="[^"]*"| open\b')
_SOURCES = re.compile(r".*source_ids?")


@dataclass(frozen=True)
class Shown:
    """One item on the sheet: its heading, what a learner sees, what stands behind it, and its sources."""

    heading: str
    asked_html: str
    behind_html: str
    source_ids: tuple[str, ...]


def shown(item: ReviewItem) -> Shown:
    """Return an item as the sheet shows it; no text that is judged is left out."""
    heading, asked, behind, more = _KINDS[item.kind](item)
    said = words_of(asked + behind)
    left = [line for line in dict.fromkeys(prose(item.content)) if line != heading and _plain(line) not in said]
    if left:
        lead = _("What else belongs to it") if behind or asked else ""
        behind += (_step(lead) if lead else "") + tag("ul", *(tag("li", escape(line)) for line in left))
    return Shown(heading, _opened(asked), _opened(behind), tuple(dict.fromkeys([*more, *sources_in(item.content)])))


def _opened(markup: str) -> str:
    """Return HTML with all folds open: a reviewer judges what is inside as well."""
    return _FOLD.sub(lambda fold: f"<details{_CLOSING.sub('', fold[1])} open>", markup)


def words_of(markup: str) -> str:
    """Return the words of an HTML text, with single spaces."""
    return _plain(html.unescape(_TAG.sub(" ", markup)))


def _plain(words: str) -> str:
    return " ".join(words.split())


def sources_in(node: Any) -> Iterator[str]:
    """Yield the sources that a content names, wherever it names them."""
    if isinstance(node, dict):
        for key, value in node.items():
            if _SOURCES.fullmatch(key) and value:
                yield from [value] if isinstance(value, str) else value
            else:
                yield from sources_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from sources_in(value)


def _step(words: str) -> str:
    return tag("p", tag("strong", escape(words)), class_="ms-step")


def _listed(lines: Sequence[str]) -> str:
    return tag("ul", *(tag("li", escape(line)) for line in lines))


# What a renderer returns: heading, what a learner sees, what stands behind it, further sources.
Rendered = tuple[str, str, str, Sequence[str]]


def _options(asked: Question) -> str:
    lettered = zip("ABCDEFGH", asked.options, strict=False)
    items = (tag("li", tag("strong", f"{letter}."), " ", escape(option)) for letter, option in lettered)
    return tag("p", escape(asked.legend), class_="ms-question") + tag("ul", *items, class_="ms-checks")


def _reasons(asked: Question, best: str = "", *, lead: str = "") -> str:
    """Return each option with its reason, the key marked by sign and word."""
    items = []
    shared = len(set(asked.reasons)) == 1
    for place, (letter, option, reason) in enumerate(zip("ABCDEFGH", asked.options, asked.reasons, strict=False)):
        right = place == asked.right
        mark = tag("strong", "✓ ", escape(best or _("Best answer:")), " ") if right else ""
        if right or not shared:
            items.append(tag("li", mark, tag("strong", escape(f"{letter}. {option}")), tag("br"), escape(reason)))
    return (_step(lead) if lead else "") + tag("ul", *items, class_="ms-checks")


def _card(card: Card, heading: str = "", best: str = "", more: str = "") -> Rendered:
    several = len(card.questions) > 1
    asked = (tag("p", escape(card.scene)) if card.scene else "") + "".join(map(_options, card.questions))
    behind = "".join(_reasons(one, best, lead=one.legend if several else "") for one in card.questions)
    return heading or card.heading, asked, behind + more, card.source_ids


def _case(item: ReviewItem) -> Rendered:
    case = vignette(item.name)
    card = Card(case.key, case.title, case.scene, (case.question,), case.source_ids)
    best = _("Best answer:") if case.scored else _("We lean to:")
    levels = {"easy": _("Easy."), "medium": _("Of medium difficulty."), "hard": _("Hard.")}
    goal = data.row("objectives", case.objective).statement
    small = _step(_("What it asks for")) + _listed([case.topic, goal, f"{levels[case.difficulty]} {holds_words(case)}"])
    more = patient_html(case) + support_html(case) + differ_html(case) + small
    heading, asked, behind, sources = _card(card, best=best, more=more)
    return heading, note_html(case) + asked, behind, sources


def _question(item: ReviewItem) -> Rendered:
    entry = item.content
    goal = data.rows("objectives").by("objective_id").get(entry["objective"])  # not found in the invented language
    more = _step(_("What it asks for")) + _listed([goal.statement]) if goal else ""
    return _card(Card(entry["id"], _("A question to recall"), "", (question(entry["stem"], entry["options"]),)), more=more)


def _vote(item: ReviewItem) -> Rendered:
    entry = item.content
    slide = next(one for one in data.yaml_content("session_slides") if one.get("vote", {}).get("own") == entry)
    asked = slide["vote"].get("question", slide["headline"])
    made = question(asked, entry["options"])
    return _card(Card(entry["id"], slide["headline"], entry["scene"], (made,)))


def _test(item: ReviewItem) -> Rendered:
    one = next(one for one in test_items.items() if one.review_key == item.key)
    options = tuple(option.text for option in one.options)
    asked = Question(one.stem, options, tuple(o.reason for o in one.options), one.right, tuple(o.id for o in one.options))
    lines = [data.row("objectives", one.objective).statement, one.anchor, *([one.country_note] if one.country_note else [])]
    if one.holds_in:
        named = text.listing([data.row("countries", code).name for code in one.holds_in])
        lines.append(_("The key holds here: {places}.").format(places=named))
    heading = _("Item {name} of the test").format(name=one.item_id)
    more = _step(_("What it asks for, and where it comes from")) + _listed(lines)
    return _card(Card(one.item_id, heading, "", (asked,)), more=more)


def _post(item: ReviewItem) -> Rendered:
    post = recognise.find_post(item.name)
    lines = [_("Instead: {words}").format(words=post.instead)]
    if post.patient:
        lines.append(_("The patient: “{words}”").format(words=post.patient))
    return _card(post_card(post), best=_("We would say:"), more=_listed(lines))


def _of(cards: Callable[[], Sequence[Card]]) -> Callable[[ReviewItem], Rendered]:
    """Return a renderer for a kind whose cards come all at once."""
    return lambda item: _card(next(card for card in cards() if card.item == item.key))


def _platform(item: ReviewItem) -> Rendered:
    return _card(platform_cards.platform_card(item.name))


def _story(item: ReviewItem) -> Rendered:
    told = story.find_story(item.name)
    scenes = "".join(_scene(told, node) for node in told.nodes)
    differ = _step(_("How countries differ.")) + story_sheet.country_lines(told.countries)
    return told.title, tag("p", escape(told.intro)) + scenes, differ, told.source_ids


def _scene(told: story.Story, node: story.Node) -> str:
    """Return a scene with every choice and what follows; a reviewer reads all of them."""
    lines = (
        tag("li", tag("strong", escape(label)), tag("br"), escape(f"{choice.consequence} {story_sheet.turn_to(told, choice)}"))
        for label, choice in zip(story_sheet.lettered(node), node.choices, strict=True)
    )
    after = story_sheet.ending_html(node.ending) if node.ending else tag("ul", *lines, class_="ms-checks")
    return story_sheet.scene_html(node) + after


def _drill(item: ReviewItem) -> Rendered:
    told = drill.scenario(item.name)
    messages = "".join(map(drill_words.inject_html, told.injects))
    decisions = (
        tag("li", tag("strong", escape(one.text)), tag("br"), escape(" ".join(filter(None, (one.reason, one.late)))))
        for one in told.decisions
    )
    behind = drill_words.order_html(told) + _step(_("What could be decided, and the reasons")) + tag("ul", *decisions)
    return told.title, drill_words.scene_html(told) + messages, behind + drill_words.closing_html(told), ()


def _script(item: ReviewItem) -> Rendered:
    found = scripts.find_situation(item.name)
    return found["label"], script_sheet.situation_html(found), "", ()


def _clause(item: ReviewItem) -> Rendered:
    clause = item.content
    wordings = clause.get("options", [])
    asked = tag("p", escape(clause["text"])) if "text" in clause else ""
    asked += "".join(tag("p", escape(one["text"]), tag("br"), tag("em", escape(one["means"]))) for one in wordings)
    behind = tag("p", escape(_("Why: {reason}").format(reason=clause["reason"])))
    if "locked_reason" in clause:
        behind += tag("p", escape(_("Cannot be left out. {reason}").format(reason=clause["locked_reason"])))
    basis = clause.get("rests_on", clause.get("basis", {}))
    levels = {one["id"]: one["label"] for one in policy_rules.frame()["levels"]}
    if basis:
        behind += _step(_("What it rests on")) + _by_place((code, _rule(found, levels)) for code, found in basis.items())
    notes = clause.get("country_notes", {})
    if notes:
        behind += _step(_("Where countries differ")) + _by_place((code, one["text"]) for code, one in notes.items())
    section = next(one for one in data.yaml_content("policy_sections")["sections"] if one["id"] == item.name.partition(".")[0])
    heading = _("Policy, section {n}: {title}").format(n=text.number(section["number"]), title=section["title"])
    return heading, tag("div", asked, class_="ms-preview"), behind, ()


def _by_place(lines: Iterable[tuple[str, str]]) -> str:
    return tag("ul", *(tag("li", tag("strong", escape(f"{_place(code)}: ")), escape(said)) for code, said in lines))


def _place(code: str) -> str:
    known = data.rows("countries").by("country_id")
    return known[code.upper()].name if code.upper() in known else code


def _rule(found: dict[str, Any], levels: dict[str, str]) -> str:
    level = levels.get(found.get("level", ""), "")
    return ". ".join(part for part in (found.get("rule", "").rstrip("."), level) if part) + "."


def _draft(item: ReviewItem) -> Rendered:
    row = data.row("sample_posts", item.name)
    better = _step(_("A wording without a patient")) + tag("blockquote", tag("p", escape(row.rewrite))) if row.rewrite else ""
    return row.label, tag("blockquote", tag("p", escape(row.text))), better, ()


def _pocket_card(_item: ReviewItem) -> Rendered:
    card = pocket_card()
    return card.content["title"], card.sides_html(), "", ()


def _activity(heading: Callable[[], str], make: Callable[[], Activity]) -> Callable[[ReviewItem], Rendered]:
    """Return a renderer for a content file that one activity shows."""
    return lambda _item: (heading(), make().to_html(), "", ())


def _guide(_item: ReviewItem) -> Rendered:
    """Return the heading only: the texts of the guide follow in their order."""
    return _("The facilitator’s guide"), "", "", ()


_KINDS: dict[str, Callable[[ReviewItem], Rendered]] = {
    "case": _case,
    "question": _question,
    "vote": _vote,
    "test": _test,
    "post": _post,
    "service": _of(service_cards),
    "platform": _platform,
    "repair": _of(repair_cards),
    "statement": _of(error_cards),
    "story": _story,
    "drill": _drill,
    "script": _script,
    "clause": _clause,
    "draft": _draft,
    "contact": _activity(lambda: _("Contact with a patient online: the rules"), advise_contact),
    "channel": _activity(lambda: _("A channel for a goal: the rules"), choose_channel),
    "plan": _activity(lambda: _("Suggestions for a plan"), plan),
    "card": _pocket_card,
    "local": _activity(lambda: _("The local card"), fill_local_card),
    "guide": _guide,
}
