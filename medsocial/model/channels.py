"""Which channel fits a goal: a ranking by rules that are our own judgement.

The rules and their order stand in `channel_rules.yaml`. Whether a platform runs, who sees a post and who checks
its members come from the tables; a fact that is only recalled is never used. Nothing here counts followers.
"""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..ground.text import _, ngettext, number
from ..store import data
from .lives import Life, checked_on, lives

OTHER = "other:"  # begins a choice that is a way without any platform

CHECKED = (*data.AT_SOURCE, "second_hand")
NOTHING = ("unknown", "not_found", "not_applicable")
MOST_HOURS = 40
CLOSED, ADMITTED = ("members", "private"), ("professional_verified", "organisation")
PUBLIC = ("public_nearby", "public_wide", "patients")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One platform that fits, with its points, the reasons in words, the checked facts used and its risk."""

    platform_id: str
    name: str
    points: int
    hours: int
    reasons: tuple[str, ...]
    facts: tuple[Any, ...]
    risk: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rules say to one wish.

    `none_because` is empty if there is a suggestion. `refused` gives a reason for every other platform of the table.
    `limits` holds what the country forbids as far as it was checked; empty means not checked, never allowed.
    """

    goal: dict[str, Any]
    audience: dict[str, Any]
    hours: int
    country: str
    suggestions: tuple[Suggestion, ...]
    refused: dict[str, str]
    none_because: str
    other_ways: tuple[dict[str, str], ...]
    measure: dict[str, str]
    claims: tuple[Any, ...]
    limits: tuple[Any, ...]


def rules() -> dict[str, Any]:
    """Return the content of `channel_rules.yaml`."""
    return data.yaml_content("channel_rules")


def entry(group: str, code: str) -> dict[str, Any]:
    """Return one goal, audience or other way by its code.

    Raises
    ------
    UnknownName
        If the group has no such code; the message names the codes.
    """
    known = {one["id"]: one for one in rules()[group]}
    if code not in known:
        raise data.UnknownName(
            _("“{code}” is not among the {group}. They are {known}.").format(code=code, group=group, known=", ".join(known))
        )
    return known[code]


def measure(goal: str, audience: str) -> dict[str, str]:
    """Return the one measure worth watching for a goal before an audience: id, label and how to take it."""
    wanted, whom = entry("goals", goal), entry("audiences", audience)["id"]
    if whom not in wanted["audience_ids"]:
        return rules()["measure_without"]
    return wanted.get("measures_by_audience", {}).get(whom, wanted["measure"])


def other_ways(goal: str, audience: str) -> tuple[dict[str, str], ...]:
    """Return the ways without any platform, the one to try first at the head."""
    wanted = entry("goals", goal)
    codes = wanted.get("other_ways_by_audience", {}).get(audience, {}).get("way_ids", wanted["other_way_ids"])
    return tuple(entry("other_ways", code) for code in codes)


def limits(goal: str, country: str) -> tuple[Any, ...]:
    """Return what a country forbids for the benefit behind a goal, as far as it was read; empty if not checked."""
    wanted = {code.upper() for code in entry("goals", goal)["benefit_ids"]}
    return tuple(
        row
        for row in data.rows("benefit_limits")
        if row.country_id == country and row.status in CHECKED and wanted.intersection(row.benefit_ids)
    )


def claims(goal: str) -> tuple[Any, ...]:
    """Return the claims of the evidence table that bear on a goal."""
    known = {row.claim_id.casefold(): row for row in data.rows("claims")}
    return tuple(known[code] for code in entry("goals", goal)["claim_ids"])


def fact(platform_id: str, attribute: str, country: str = "") -> Any | None:
    """Return a checked fact on a platform, the country's own before the general one; None if there is none."""
    found = [
        row
        for row in data.rows("platform_facts")
        if row.platform_id == platform_id
        and row.attribute == attribute
        and row.value not in NOTHING
        and (row.status in CHECKED or (row.status == "computed" and platform_id == "own_website"))
        and (row.country or "") in ("", country)
    ]
    return max(found, key=lambda row: bool(row.country), default=None)


def advise_channel(goal: str, audience: str, hours: int, country: str = "") -> Advice:
    """Return the platforms that fit a goal, best first, or the honest answer that none does.

    Parameters
    ----------
    goal, audience : str
        Codes of `channel_rules.yaml`.
    hours : int
        Hours a week that somebody has.
    country : str
        Code of `countries.csv`; empty if not chosen.

    Raises
    ------
    UnknownName
        If the goal or the audience is unknown.
    ValueError
        If the hours are negative.
    """
    if hours < 0:
        raise ValueError(_("Hours a week cannot be below zero. Give 0 or more."))
    wish = _wish(goal, audience, hours, country)
    wanted, whom = wish.goal, wish.audience
    judged = {row.platform_id: _judge(row.platform_id, wish) for row in data.rows("platforms")}
    fitting = [one for one in judged.values() if isinstance(one, Suggestion)]
    fitting.sort(key=lambda one: (-one.points, one.hours, one.name.casefold()))
    refused = {key: one for key, one in judged.items() if isinstance(one, str)}
    none_because = ""
    if audience not in wanted["audience_ids"]:
        none_because = wanted["mismatch"]
    elif hours == 0:
        none_because = _("You have no hour a week for it. An account that nobody answers is worse than none.")
    elif not fitting:
        none_because = _("No platform that we could check fits this goal, this audience and your hours.")
    return Advice(
        goal=wanted,
        audience=whom,
        hours=hours,
        country=country,
        suggestions=() if none_because else tuple(fitting),
        refused=refused,
        none_because=none_because,
        other_ways=other_ways(goal, audience),
        measure=measure(goal, audience),
        claims=claims(goal),
        limits=limits(goal, country),
    )


def judge(platform_id: str, goal: str, audience: str, hours: int, country: str = "") -> Suggestion | str:
    """Return a suggestion, or in one sentence why the rules do not suggest this platform."""
    return _judge(platform_id, _wish(goal, audience, hours, country))


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is wanted, with the rules and the lives of the platforms, read once for all platforms."""

    goal: dict[str, Any]
    audience: dict[str, Any]
    hours: int
    country: str
    words: dict[str, Any]
    listed: dict[str, dict[str, Any]]
    lives: dict[str, Life]
    day: dt.date


def _wish(goal: str, audience: str, hours: int, country: str) -> _Wish:
    words = rules()
    listed = {one["id"]: one for one in words["platforms"]}
    return _Wish(entry("goals", goal), entry("audiences", audience), hours, country, words, listed, lives(), checked_on())


def _judge(platform_id: str, wish: _Wish) -> Suggestion | str:
    life, audience = wish.lives[platform_id], wish.audience["id"]
    if audience not in wish.goal["audience_ids"]:
        return wish.goal["mismatch"]
    if not life.own_site:
        state = life.status_at(wish.day)
        if state == "closed":
            return _("It has closed.")
        if state not in ("alive", "renamed"):
            return _("We could not confirm that it still runs.")
    rule = wish.listed.get(platform_id)
    if rule is None or wish.goal["id"] not in rule["goals"]:
        return _("Our rules do not suggest it for this goal.")
    if audience not in rule["reach"]:
        return _("Our rules do not suggest it for this audience: {audience}.").format(audience=wish.audience["label"])
    if rule.get("country_ids") and wish.country.casefold() not in rule["country_ids"]:
        return _("It serves one country or language, and you did not choose that country.")
    seen = fact(platform_id, "default_visibility", wish.country)
    if seen is None:
        return _("What we know of who sees posts there is recalled or missing. We do not suggest it unchecked.")
    if wish.goal["id"] in wish.words["closed_goal_ids"]:
        joining = fact(platform_id, "join_policy", wish.country)
        if seen.value not in CLOSED or joining is None or joining.value not in ADMITTED:
            return _("Anybody may join or read there. That is no place for a case.")
    if rule["hours"] > wish.hours:
        form = ngettext(
            "It needs about {n} hour a week, more than you have.",
            "It needs about {n} hours a week, more than you have.",
            rule["hours"],
        )
        return form.format(n=number(rule["hours"]))
    return _suggestion(rule, wish, seen)


def _suggestion(rule: dict[str, Any], wish: _Wish, seen: Any) -> Suggestion:
    goal, audience, name = wish.goal["id"], wish.audience["id"], data.row("platforms", rule["id"]).name
    known = partial(fact, rule["id"], country=wish.country)
    reach = rule["reach"][audience]
    points = rule["goals"][goal]["points"] + reach
    reasons = [rule["goals"][goal]["why"], next(one["text"] for one in wish.words["reach"] if one["points"] == reach)]
    facts = [seen] if seen.status in CHECKED else []
    if goal in wish.words["profession_goal_ids"] and (identity := known("identity_check")):
        facts.append(identity)
        joining = known("join_policy")
        # A check of some members is no check if others may join without one.
        if identity.value == "professional_credential" and joining and joining.value in ADMITTED:
            points += 1
            reasons.append(_("The profession of its members is checked."))
    if audience in PUBLIC and (age := known("minimum_age")):
        facts.append(age)
    if 2 * rule["hours"] <= wish.hours:
        points += 1
        reasons.append(_("Half of your hours would do."))
    return Suggestion(rule["id"], name, points, rule["hours"], tuple(reasons), tuple(facts), rule["risk"])


def label_of(choice: str) -> str:
    """Return a stored choice in words: a platform's name, or a way without any platform.

    Raises
    ------
    UnknownName
        If there is no such platform or way.
    """
    if choice.startswith(OTHER):
        return entry("other_ways", choice.removeprefix(OTHER))["label"]
    return data.row("platforms", choice).name
