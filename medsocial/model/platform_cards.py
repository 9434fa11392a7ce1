"""Platform cards: three questions a platform, whose best answers follow from the tables of facts."""

from typing import Any

from ..ground.text import _
from ..store import data
from .cards import Card, Question
from .channels import CHECKED

# Which words of the tables stand behind each option; the options have the same order on every card.
SEES = {"public": ("public",), "members": ("members",), "private": ("private",), "mixed": ("mixed",)}
CHECKS = {
    # A voluntary proof checks nobody at the door.
    "nobody": ("none", "self_declared", "optional"),
    "phone": ("phone_number",),
    "address": ("address_checked", "institution_address", "organisation"),
    "profession": ("professional_credential",),
}
PURPOSES = {
    "messages": ("messaging",),
    "colleagues": ("professional_network",),
    "posts": ("social_network", "microblog", "media_sharing", "blog"),
    "knowledge": ("knowledge_aggregation",),
}

PARTS = ("sees", "checks", "for")


def legends() -> tuple[str, str, str]:
    """Return the three questions in words."""
    return (
        _("Who can see what you put there, if you change no setting?"),
        _("Who checks your identity before you take part?"),
        _("What is it mainly for?"),
    )


def labels() -> dict[str, str]:
    """Return the options of all three questions in words, by code."""
    return {
        "public": _("Anyone on the internet"),
        "members": _("Its members"),
        "private": _("Only the people you write to"),
        "mixed": _("It differs from item to item, or from room to room"),
        "nobody": _("Nobody: your word is enough"),
        "phone": _("Only your phone number is checked"),
        "address": _("Your address is checked: of your institution or your home"),
        "profession": _("Your profession is checked"),
        "messages": _("Messages and calls"),
        "colleagues": _("Exchange with colleagues"),
        "posts": _("Posts, pictures or videos for friends or the public"),
        "knowledge": _("Shared knowledge to look up"),
    }


def short_labels() -> dict[str, str]:
    """Return the options of all three questions in a word or two, for a slide."""
    return {
        "public": _("Anyone"),
        "members": _("Members"),
        "private": _("Whom you write to"),
        "mixed": _("It differs"),
        "nobody": _("Nobody"),
        "phone": _("A phone number"),
        "address": _("An address"),
        "profession": _("The profession"),
        "messages": _("Messages"),
        "colleagues": _("Colleagues"),
        "posts": _("Posts"),
        "knowledge": _("Knowledge"),
    }


def platform_card(card_id: str) -> Card:
    """Return one card.

    Raises
    ------
    UnknownName
        If there is no such card.
    """
    return _card(data.row("platform_cards", card_id))


def platform_cards(count: int) -> tuple[Card, ...]:
    """Return the first cards, each with three questions.

    Raises
    ------
    ValueError
        If there are not so many cards.
    DataError
        If a card rests on a fact that is missing, not looked up, or outside the options.
    """
    rows = data.rows("platform_cards")
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= len(rows):
        raise ValueError(
            _("There are {n} platform cards. Ask for a number from 1 to {n}, not {count}.").format(n=len(rows), count=count)
        )
    return tuple(_card(row) for row in rows[:count])


def facts_of(card_id: str) -> tuple[Any, Any]:
    """Return the two facts behind a card: who sees it, who checks identity."""
    row = data.row("platform_cards", card_id)
    return tuple(data.row("platform_facts", fact) for fact in (row.visibility_fact_id, row.identity_fact_id))


def _card(row: Any) -> Card:
    platform = data.row("platforms", row.platform_id)
    sees, checks = facts_of(row.card_id)
    for fact in (sees, checks):
        if fact.status not in CHECKED or fact.platform_id != row.platform_id:
            raise data.DataError(
                f"platform_cards.csv, card {row.card_id}: the fact {fact.fact_id} was not looked up, "
                "or belongs to another platform. Look it up and change its status, or take the card out."
            )
    words, found = labels(), []
    for legend, prefix, codes, value in zip(
        legends(),
        PARTS,
        (SEES, CHECKS, PURPOSES),
        (sees.value, checks.value, platform.type_primary),
        strict=True,
    ):
        right = next((i for i, wanted in enumerate(codes.values()) if value in wanted), None)
        if right is None:
            raise data.DataError(
                f"platform_cards.csv, card {row.card_id}: no option stands for {value!r}. Take the card out, or change the fact."
            )
        reasons = tuple(getattr(row, f"{prefix}_{code}") for code in codes)
        found.append(Question(legend, tuple(words[code] for code in codes), reasons, right, tuple(codes)))
    return Card(
        key=row.card_id,
        heading=platform.name,
        scene=row.scene,
        questions=tuple(found),
        source_ids=tuple(dict.fromkeys((sees.source_id, checks.source_id, platform.source_id))),
        item=f"platform:{row.card_id}",
    )
