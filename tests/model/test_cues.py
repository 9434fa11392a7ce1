"""Nothing but its meaning tells the best choice: not its letter, its length, its words, nor who acts.

The tolerances, in words:

* Letters. In a set of eight or more questions no letter holds more than two in five of the best choices. Where four
  options are offered, each letter of such a set holds at least one in eight. In a smaller set they are not all alike.
  In a story no letter holds more than three in five scenes, and the good way through the room's version has two at least.
  A scene's best choice is on the shortest way to the good ending; where several are, the table below says which.
* Length. Over all questions the best choice is the only longest one no more often than chance plus five in a hundred;
  in no set of eight or more does this happen in more than two in five.
* Words. Best choices give a reason ("because", "since", "so that") as often as the others do, within ten in a hundred;
  so do absolute words ("always", "never", "only").
* Roles. People who are junior or no doctors are right in between a third and two thirds of the parts that they play,
  senior people in between a quarter and three quarters, and Varga or Osei errs at least twice.
"""

import re
from collections import Counter, deque

import pytest

from medsocial.store import data

REASONS = re.compile(r"\b(because|since|so that)\b", re.IGNORECASE)
ABSOLUTE = re.compile(r"\b(always|never|only)\b", re.IGNORECASE)
FILES = ("cases", "quizzes", "test_items", "stories")

# Typed by hand: the case, the words of its scene for who acts, whether they are senior, whether they are right there.
ROLES = [
    ("ferry_pilot", "a resident", "junior", False),
    ("one_star_review", "Dr Osei drafts", "senior", False),
    ("corridor_film", "Dr Varga wants it online", "senior", False),
    ("corridor_film", "Tomás Ruiz asks her to wait", "junior", True),
    ("ward_round_chat", "A registrar adds", "junior", False),
    ("ward_round_chat", "She asks who has approved this", "junior", True),
    ("confident_colleague", "A friend from medical school", "senior", False),
    ("night_staffing", "three staff nurses write", "junior", True),
    ("night_staffing", "The director wants them dismissed", "senior", False),
    ("behind_the_curtain", "Four nurses film", "junior", False),
    ("behind_the_curtain", "their consultant hears it", "senior", True),
    ("ski_picture", "Dr Osei says", "senior", False),
    ("bought_followers", "The clinic's manager would buy", "junior", False),
    ("bought_followers", "Dr Osei doubts it", "senior", True),
    ("ferry_fire", "A consultant posts", "senior", False),
    ("ferry_fire", "A porter asks him to remove it", "junior", True),
    ("doctor_nobody", "a registrar of your hospital", "junior", False),
    ("lifeboat_cook", "A pharmacist shows", "junior", False),
    ("lifeboat_cook", "Dr Varga doubts it", "senior", True),
    ("first_night_shift", "a student nurse posts", "junior", True),
    ("first_night_shift", "A consultant tells her to delete it", "senior", False),
]
# Scenes in which several ways to the good ending are equally short: where the best choice leads.
BEST_OF_EQUAL_WAYS = {"request": "declined", "waiting": "saturday", "friends": "saturday", "review": "desk"}
# In these, the one who has to decide is the reader, and nobody has acted yet.
NOBODY_ACTED = {
    "cyclist_request",
    "one_doctor_island",
    "former_patient",
    "sunscreen_fee",
    "midnight_message",
    "cry_for_help",
    "live_hour",
    "closed_forum",
    "two_hours",
    "four_hours",
}


@pytest.fixture(scope="module")
def content():
    """Return the four files that hold questions."""
    return {name: data.yaml_content(name) for name in FILES}


def _options(question):
    return [(option["text"], bool(option.get("best"))) for option in question["options"]]


def sets(content):
    """Return the questions by the sets in which somebody meets them, each as its options with whether it is best."""
    found = {}
    for case in content["cases"]["cases"]:
        found.setdefault(f"cases {case['set']}", []).append(_options(case))
    for quiz in content["quizzes"]:
        found.setdefault(f"quizzes of {quiz['lesson']}", []).extend(_options(one) for one in quiz["questions"])
    for item in content["test_items"]["items"]:
        found.setdefault(f"form {item['form']}", []).append(_options(item))
    return found


def every_set(content):
    """Return those sets, and all quizzes together as one more."""
    found = sets(content)
    return {**found, "quizzes": [one for name, some in found.items() if name.startswith("quizzes of") for one in some]}


def _place(options):
    return [best for _, best in options].index(True)


def _letters(questions):
    return Counter("ABCDE"[_place(options)] for options in questions)


def letter_faults(content):
    """Return the sets whose best choices stand too often at the same place, or never at one."""
    faults = []
    for name, questions in every_set(content).items():
        held = _letters(questions)
        if 2 <= len(questions) < 8 and len(held) == 1:
            faults.append(f"{name}: all are {next(iter(held))}")
        if len(questions) < 8:
            continue
        faults += [f"{name}: {n} of {len(questions)} are {letter}" for letter, n in held.items() if n > 0.4 * len(questions)]
        four = [options for options in questions if len(options) == 4]
        held = _letters(four)
        faults += [f"{name}: {held[letter]} of {len(four)} are {letter}" for letter in "ABCD" if held[letter] < len(four) / 8]
    return faults


def _only_longest(options):
    sizes = [len(text) for text, _ in options]
    return sizes[_place(options)] == max(sizes) and sizes.count(max(sizes)) == 1


def length_faults(content):
    """Return where the length of the best choice gives it away."""
    faults = [
        f"{name}: the best choice alone is longest in {count} of {len(questions)}"
        for name, questions in every_set(content).items()
        if len(questions) >= 8 and (count := sum(map(_only_longest, questions))) > 0.4 * len(questions)
    ]
    everything = [options for questions in sets(content).values() for options in questions]
    count = sum(map(_only_longest, everything))
    chance = sum(1 / len(options) for options in everything)
    if count > chance + 0.05 * len(everything):
        faults.append(f"over all, {count} of {len(everything)}; by chance {chance:.0f}")
    return faults


def word_faults(content, pattern):
    """Return a fault if best choices use such words more, or less, often than the others."""
    texts = {True: [], False: []}
    for questions in sets(content).values():
        for text, best in (option for options in questions for option in options):
            texts[best].append(bool(pattern.search(text)))
    for story in content["stories"]:
        for node, best in best_choices(story).items():
            for place, choice in enumerate(_nodes(story)[node]["choices"]):
                texts[place == best].append(bool(pattern.search(choice["label"])))
    rates = {best: sum(found) / len(found) for best, found in texts.items()}
    return [f"best {rates[True]:.0%}, others {rates[False]:.0%}"] if abs(rates[True] - rates[False]) > 0.10 else []


def _nodes(story):
    return {node["id"]: node for node in story["nodes"]}


def _ways(story, quality):
    """Return for each scene the fewest decisions to an ending of a quality."""
    nodes = _nodes(story)
    far = {key: 0 for key, node in nodes.items() if node.get("ending", {}).get("quality") == quality}
    waiting = deque(far)
    while waiting:
        near = waiting.popleft()
        for key, node in nodes.items():
            if key not in far and any(choice["to"] == near for choice in node.get("choices", [])):
                far[key] = far[near] + 1
                waiting.append(key)
    return far


def best_choices(story):
    """Return the place of each scene's best choice: on the shortest way to a good ending, else to a mixed one."""
    good, mixed = _ways(story, "good"), _ways(story, "mixed")
    found = {}
    for key, node in _nodes(story).items():
        if node.get("choices"):
            far = good if key in good else mixed
            ways = [far.get(choice["to"], len(story["nodes"])) for choice in node["choices"]]
            nearest = [place for place, way in enumerate(ways) if way == min(ways)]
            if len(nearest) > 1:
                nearest = [place for place in nearest if node["choices"][place]["to"] == BEST_OF_EQUAL_WAYS[key]]
            (found[key],) = nearest
    return found


def room_letters(story):
    """Return the letters that the room decides on the good way through the short version."""
    nodes, best, here, letters = _nodes(story), best_choices(story), story["nodes"][0]["id"], ""
    while "choices" in nodes[here]:
        node = nodes[here]
        told = [choice for choice in node["choices"] if choice.get("route") == "short"]
        if node.get("route") == "short" or not told:
            letters += "ABCD"[best[here]]
            here = node["choices"][best[here]]["to"]
        else:
            here = told[0]["to"]
    return letters


def story_faults(content):
    """Return the stories in which one letter leads to the good ending too often."""
    faults = []
    for story in content["stories"]:
        held = Counter("ABCD"[place] for place in best_choices(story).values())
        scenes = sum(held.values())
        faults += [f"{story['id']}: {n} of {scenes} are {letter}" for letter, n in held.items() if n > 0.6 * scenes]
        if len(set(room_letters(story))) == 1:
            faults.append(f"{story['id']}: the room's good way is {room_letters(story)}")
    return faults


def role_faults(content):
    """Return where the scenes do not show what the table says of them."""
    scenes = {case["id"]: case["scene"] for case in content["cases"]["cases"]}
    faults = [f"{key}: {words}" for key, words, _, _ in ROLES if words not in scenes.get(key, "")]
    known = {key for key, *_ in ROLES} | NOBODY_ACTED
    return faults + [f"{key}: not in the table" for key in sorted(set(scenes) ^ known)]


# ---- the tests ---------------------------------------------------------------------------------


def test_no_letter_gives_the_best_choice_away(content):
    assert letter_faults(content) == []


def test_no_length_gives_the_best_choice_away(content):
    assert length_faults(content) == []


@pytest.mark.parametrize("pattern", [REASONS, ABSOLUTE], ids=["reasons", "absolute words"])
def test_no_word_gives_the_best_choice_away(content, pattern):
    assert word_faults(content, pattern) == []


def test_no_letter_leads_through_a_story(content):
    assert story_faults(content) == []


def test_the_room_decides_with_different_letters(content):
    """Typed by hand: the letters of the good way in the short version."""
    assert {story["id"]: room_letters(story) for story in content["stories"]} == {"friend_request": "CAB", "online_review": "DBA"}


def test_the_table_of_roles_is_that_of_the_scenes(content):
    assert role_faults(content) == []


def test_no_role_tells_who_is_right():
    for kind, least in (("junior", 1 / 3), ("senior", 1 / 4)):
        right = [is_right for _, _, found, is_right in ROLES if found == kind]
        assert least <= sum(right) / len(right) <= 1 - least, kind
    assert sum(bool(re.search("Varga|Osei", words)) and not is_right for _, words, _, is_right in ROLES) >= 2


def test_the_cases_of_a_room_are_short(content):
    """A room hears scene, question and options read aloud: at most 65 words."""
    for case in content["cases"]["cases"]:
        if case["set"] == "core" or case["id"] in ("lifeboat_cook", "first_night_shift"):
            said = " ".join([case["scene"], case["question"], *(option["text"] for option in case["options"])])
            assert len(said.split()) <= 65, case["id"]


def test_a_room_meets_a_public_reply_and_a_harmless_post(content):
    cases = {case["id"]: case for case in content["cases"]["cases"]}
    assert (cases["four_hours"]["set"], cases["four_hours"]["objective"]) == ("core", "o6")
    assert cases["lifeboat_cook"]["objective"] == cases["first_night_shift"]["objective"] == "o4"


@pytest.mark.parametrize("objective", ["o6", "o8"])
def test_the_objectives_with_the_highest_stakes_are_practised(content, objective):
    asked = [case["objective"] for case in content["cases"]["cases"]]
    asked += [question["objective"].lower() for quiz in content["quizzes"] for question in quiz["questions"]]
    assert asked.count(objective) >= 6


def test_a_check_has_at_most_six_questions(content):
    assert max(len(quiz["questions"]) for quiz in content["quizzes"]) <= 6


def test_parallel_items_ask_the_same_of_different_scenes(content):
    """Both items of a pair share objective, level and the question that closes the stem; nothing else of it."""
    items = {item["id"]: item for item in content["test_items"]["items"]}
    for number in range(1, 9):
        one, other = items[f"a{number}"], items[f"b{number}"]
        scene, asked = re.fullmatch(r"(.*[.'’]) (W[^.]*\?)", one["stem"]).groups()
        other_scene, other_asked = re.fullmatch(r"(.*[.'’]) (W[^.]*\?)", other["stem"]).groups()
        assert asked == other_asked and scene != other_scene, number
        assert (one["objective"], one["level"]) == (other["objective"], other["level"])
