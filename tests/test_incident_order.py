"""One right order for an incident, told the same wherever it stands: lesson, card, policy, drill, script and guide."""

import re

import pytest
import yaml
from common import LESSONS, cells

from medsocial.ground import paths

RING = "ring whoever can"
ON_THE_WAY = r"(?i)on the way\W+note (the )?address and (the )?time"
RECORD = r"(?i)one record on a hospital device"
LIMIT = r"(?i)only if it delays nothing\W+(which means )?under a minute"
FAKE_FIRST = r"(?i)(saved?|saves)\b.*\bfirst\b.*because (its author may delete the proof|it may vanish)"


def content(name):
    return yaml.safe_load((paths.data_dir() / f"{name}.yaml").read_text(encoding="utf-8"))


def lesson():
    path = next(path for path in LESSONS if path.stem == "06_hospital_policy")
    return next(c["source"] for c in cells(path, "markdown") if c["source"].startswith("## Keep the order in mind"))


def card():
    part = next(p for side in content("pocket_card")["sides"] for p in side["parts"] if p["id"] == "goes_wrong")
    return " ".join(f"{step['word']}. {step['text']}" for step in part["steps"]) + " " + part["note"]


def policy():
    sections = content("policy_sections")
    sections = sections["sections"] if isinstance(sections, dict) else sections
    incident = next(section for section in sections if section["id"] == "incident")
    return " ".join(clause["text"] for clause in incident["clauses"])


def drill():
    found = next(drill for drill in content("drills") if drill["id"] == "patient_board")
    decisions = {one["id"]: one for one in found["decisions"]}
    return " ".join(f"{decisions[key]['text']}. {decisions[key]['reason']}" for key in found["order"])


def guide():
    lists = [one for one in content("facilitator_guide").values() if isinstance(one, list)]
    return next(one for listed in lists for one in listed if isinstance(one, dict) and one.get("id") == "breach")["do"]


WHOLE = {"lesson": lesson, "card": card, "policy": policy, "drill": drill}


@pytest.mark.parametrize("place", WHOLE)
def test_the_order_is_told_the_same_everywhere(place):
    said = re.sub(r"[*\s]+", " ", WHOLE[place]())
    steps = [re.search(pattern, said) for pattern in (r"(?i)take the (post|video) down|take it down", ON_THE_WAY, r"(?i)privacy")]
    assert all(steps), place
    starts = [step.start() for step in steps]
    if place != "policy":  # there the lead's role is a field, named at the step itself
        assert starts == sorted(starts), place
    assert RING in said.lower(), place
    assert re.search(RECORD, said) and re.search(LIMIT, said), place


def test_the_guide_tells_it_for_a_live_breach():
    said = " ".join(guide())
    assert RING in said and "comes down now" in said and said.index("comes down") < said.index("Nobody posts it again")


def test_a_fake_is_saved_first_and_a_breach_is_not():
    assert re.search(FAKE_FIRST, re.sub(r"\s+", " ", lesson()))
    assert re.search(FAKE_FIRST, card())
    fake = next(one for one in content("drills") if one["id"] == "faked_video")
    assert fake["order"].index("save_address") < fake["order"].index("report")
    decision = next(one for one in fake["decisions"] if one["id"] == "save_address")
    assert re.search(FAKE_FIRST, decision["reason"])
    script = next(one for one in content("scripts")["situations"] if one["id"] == "fake_account")
    assert re.search(r"(?i)save it first, because it may vanish", script["steps"][0])
    policy_text = (paths.data_dir() / "policy_sections.yaml").read_text(encoding="utf-8")
    assert re.search(FAKE_FIRST, policy_text)


def test_no_step_lets_a_record_delay_the_removal_by_more_than_a_minute():
    found = next(drill for drill in content("drills") if drill["id"] == "patient_board")
    record = next(one for one in found["decisions"] if one["id"] == "one_record")
    assert record["holds_up"] == {"step": "take_down", "minutes": 1}
    assert found["order"][:2] == ["take_down", "one_record"]


def test_the_child_is_protected_when_a_stranger_asks_for_her():
    found = next(drill for drill in content("drills") if drill["id"] == "pile_on")
    decision = next(one for one in found["decisions"] if one["id"] == "child_safe")
    assert (decision["kind"], decision["from"]) == ("good", 54) and decision["by"] < 60
    assert "child_safe" in found["order"]
