"""Votes of a storyboard: the elements of the lessons that they name, as a question with at most six options."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..ground.text import _, number
from ..store import data
from . import cards, platform_cards, recognise
from .evidence import estimate
from .session_elements import find_clause
from .storyboard import Option, Vote
from .vignettes import vignette

# The last sentence of a stem is what is asked; what stands before it is the scene.
_ASKED = re.compile(r"(?P<scene>.*[.!?:”\"])\s+(?P<asked>[^.!?]+\?)", re.DOTALL)
INVENTED, QUESTION = "invented", "question"  # a case of ours; a question of ours, whatever it asks for


@dataclass(frozen=True)
class Found:
    """What a name in the storyboard stands for: a vote, a card with words, its sources and how far they were checked."""

    vote: Vote
    quote: str = ""
    who: str = ""
    source_ids: tuple[str, ...] = ()
    status: str = INVENTED
    item: str = ""  # its key among what people review


def find_vote(raw: dict[str, Any]) -> Found:
    """Return the vote that an entry of the storyboard names.

    Raises
    ------
    UnknownName
        If there is no such element.
    """
    kind = next(kind for kind in KINDS if kind in raw)
    return KINDS[kind](raw)


def _made(raw: dict[str, Any], name: str, stem: str, options: tuple[Option, ...], scene: str = "", **more: str) -> Vote:
    """Return the vote; a question, a best option and a reason of the storyboard's own come before the element's."""
    asked = _ASKED.fullmatch(stem)
    if asked and not scene and "question" not in raw:
        scene, stem = asked["scene"], asked["asked"]
    best = raw.get("best")
    if best:
        options = tuple(Option(one.id, one.text, one.id == best, one.reason) for one in options)
    if "reason" in raw:
        options = tuple(Option(one.id, one.text, one.best, raw["reason"] if one.best else one.reason) for one in options)
    return Vote(name, scene, raw.get("question", stem), options, raw.get("votes", 1), counted=raw.get("counted", True), **more)


def _options(texts: tuple[str, ...], reasons: tuple[str, ...], right: int, ids: tuple[str, ...] = ()) -> tuple[Option, ...]:
    names = ids or tuple("abcdef"[: len(texts)])
    return tuple(
        Option(name, text, place == right, reason)
        for place, (name, text, reason) in enumerate(zip(names, texts, reasons, strict=True))
    )


def _ids(options: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(one.get("id", letter) for one, letter in zip(options, "abcdef", strict=False))


def _recognise(raw: dict[str, Any]) -> Found:
    post = recognise.find_post(raw["recognise"])
    circles = data.yaml_content("recognise_cases")["circles"]
    labels = tuple(circle["short"] for circle in circles)
    reasons = tuple(post.reason if place == post.widest else "" for place in range(len(labels)))
    options = _options(labels, reasons, post.widest, tuple(circle["id"] for circle in circles))
    vote = _made(raw, post.key, "", options, speaker=_("The patient") if post.patient else "", last_word=post.patient)
    return Found(vote, post.post, post.where, (), INVENTED, f"post:{post.key}")


def _service(raw: dict[str, Any]) -> Found:
    row = data.row("service_cards", raw["service"])
    counts = (True, False)
    reasons = tuple(row.gmc_reason if row.gmc_counts == yes else "" for yes in counts)
    options = _options((_("Yes"), _("No")), reasons, counts.index(row.gmc_counts), ("yes", "no"))
    stem = _("{service}: is it social media?").format(service=row.service)
    vote = _made(raw, row.card_id, stem, options, row.scene)
    return Found(vote, source_ids=(row.source_id,), status=row.status, item=f"service:{row.card_id}")


def _quiz(raw: dict[str, Any]) -> Found:
    cards.quiz_cards(raw["quiz"])  # says which quizzes there are
    quiz = next(quiz for quiz in data.yaml_content("quizzes") if quiz["id"] == raw["quiz"])
    items = {item["id"]: item for item in quiz["questions"]}
    if raw["item"] not in items:
        raise data.UnknownName(f"The quiz {quiz['id']} has no question {raw['item']!r}. It has {', '.join(items)}.")
    item = items[raw["item"]]
    given = item["options"]
    right = next(place for place, one in enumerate(given) if one.get("best"))
    options = _options(tuple(o["text"] for o in given), tuple(o["reason"] for o in given), right, _ids(given))
    vote = _made(raw, item["id"], item["stem"], options)
    return Found(vote, "", "", tuple(item.get("source_ids", ())), QUESTION, f"question:{item['id']}")


def _case(raw: dict[str, Any]) -> Found:
    case = vignette(raw["case"])
    given = next(one for one in data.yaml_content("cases")["cases"] if one["id"] == case.key)["options"]
    question = case.question
    options = _options(question.options, question.reasons, question.right, _ids(given))
    vote = _made(raw, case.key, question.legend, options, case.scene, speaker=case.speaker, last_word=case.patient)
    return Found(vote, source_ids=case.source_ids, item=case.item)


def _guess(raw: dict[str, Any]) -> Found:
    row = data.row("guesses", raw["guess"])
    truth = estimate(row.evidence_id).row.estimate
    values = row.options
    nearest = min(range(len(values)), key=lambda place: abs(values[place] - truth))
    texts = tuple(_("{n} in 100").format(n=number(value)) for value in values)
    reasons = tuple(row.finding if place == nearest else "" for place in range(len(values)))
    options = _options(texts, reasons, nearest, tuple(f"n{value}" for value in values))
    return Found(_made(raw, row.guess_id, row.question, options), source_ids=(row.source_id,), status=row.status)


def _card(raw: dict[str, Any]) -> Found:
    """Return one of the three questions about a platform, with its options in a word or two."""
    card, words = platform_cards.platform_card(raw["card"]), platform_cards.short_labels()
    asked = card.questions[platform_cards.PARTS.index(raw["part"])]
    options = _options(tuple(words[code] for code in asked.ids), asked.reasons, asked.right, asked.ids)
    vote = _made(raw, f"{card.key}_{raw['part']}", "", options)
    status = data.row("platform_cards", card.key).status
    return Found(vote, card.scene, "", card.source_ids, status, card.item)


def _claims(raw: dict[str, Any]) -> Found:
    rows = [data.row("claims", name.upper()) for name in raw["claims"]]
    options = tuple(Option(name, row.label, False, row.verdict) for name, row in zip(raw["claims"], rows, strict=True))
    sources = tuple(dict.fromkeys(row.source_id for row in rows))
    return Found(_made(raw, f"claims_{raw['claims'][0]}", "", options), source_ids=sources, status=rows[0].status)


def _clause(raw: dict[str, Any]) -> Found:
    """Return what is wrong with a bad clause, or which repair to print; the clause stands on a card."""
    found = find_clause(raw["clause"])
    given = found[raw["part"]]
    right = next(place for place, one in enumerate(given) if one.get("best"))
    options = _options(tuple(o["text"] for o in given), tuple(o["reason"] for o in given), right, _ids(given))
    vote = _made(raw, f"{found['id']}_{raw['part']}", "", options)
    status, sources = data.yaml_content("policy_repairs")["status"], tuple(found["source_ids"])
    return Found(vote, found["bad"], "", sources, status, f"repair:{found['id']}")


def _own(raw: dict[str, Any]) -> Found:
    own = raw["own"]
    options = tuple(Option(one["id"], one["text"], bool(one.get("best")), one["reason"]) for one in own["options"])
    vote = _made(raw, own["id"], "", options, own["scene"], speaker=own.get("speaker", ""), last_word=own.get("last_word", ""))
    return Found(vote, source_ids=tuple(own["source_ids"]), item=f"vote:{own['id']}")


KINDS: dict[str, Callable[[dict[str, Any]], Found]] = {
    "recognise": _recognise,
    "service": _service,
    "quiz": _quiz,
    "case": _case,
    "guess": _guess,
    "card": _card,
    "claims": _claims,
    "clause": _clause,
    "own": _own,
}
