"""`check` finds what is wrong with a storyboard: one clear sentence for each fault, with file and slide."""

import shutil
from pathlib import Path

import pytest

from medsocial.ground import paths
from medsocial.upkeep import check
from medsocial.upkeep.check import sessions

DATA = paths.PACKAGE.parent / "data"
SLIDES, PLANS, FORMS = "session_slides.yaml", "sessions.yaml", "session_forms.csv"
DECKS, OWN = "lesson_decks.yaml", "lesson_slides.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped data that a test may damage."""
    return Path(shutil.copytree(DATA, tmp_path / "data é"))


def found(folder: Path) -> list[str]:
    """Return the sentences about the storyboards of a folder, without the numbers of lines."""
    return [_said(problem) for problem in sessions.check(folder, [])]


def _said(problem) -> str:
    return f"{problem.file}, at {problem.column}: {problem.rule}. {problem.cure}"


def change(folder: Path, name: str, before: str, after: str) -> None:
    """Replace a text that stands in the file, the first time."""
    path = folder / name
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8", newline="")


def test_the_shipped_storyboards_have_no_problems(folder: Path) -> None:
    """What ships passes, in a folder with another name too."""
    assert found(folder) == []


# file, what stands there, what a damaged copy says instead, and the sentence
DAMAGED = {
    "unknown post": (
        SLIDES, "recognise: net_mender, question", "recognise: net_mendr, question",
        "session_slides.yaml, at net_mender: There is no post called 'net_mendr'. The posts are net_mender, arrivals,",
    ),
    "unknown quiz question": (
        SLIDES, "item: first_act", "item: last_act",
        "session_slides.yaml, at your_page: The quiz policy_check has no question 'last_act'. It has first_act, sensible_posts,",
    ),
    "unknown story": (
        SLIDES, "story: {id: friend_request", "story: {id: friend_requests",
        "session_slides.yaml, at friend_request: There is no story called 'friend_requests'. The stories are friend_request,",
    ),
    "unknown evidence": (
        SLIDES, "figure: mostaghimi_any_page", "figure: mostaghimi_page",
        "session_slides.yaml, at nearly_every_doctor: 'mostaghimi_page' is not in the table evidence. The nearest are",
    ),
    "unknown slide": (
        PLANS, "slides: [your_page,", "slides: [my_page,",
        "sessions.yaml, at 60.first_minutes: there is no slide called my_page in session_slides.yaml. Correct the name, or",
    ),
    "slide in no session": (
        PLANS, "slides: [change_and_day]", "slides: [write_change]",
        "session_slides.yaml, at change_and_day: no session of sessions.yaml shows this slide. Name it in a part, or remove it.",
    ),
    "slide like none": (
        SLIDES, "like: first_steps\n", "like: last_steps\n",
        "session_slides.yaml, at None: session_slides.yaml: the slide first_steps_told is like last_steps, which does not stand",
    ),
    "form part that gives too much": (
        FORMS, "60_story,60,story,1", "60_story,60,story,10",
        "session_forms.csv, at 60_story: it gives up 10 minutes of a part that has 10. Let it give up less.",
    ),
    "form part that is none": (
        FORMS, "60_story,60,story,1", "60_story,60,stories,1",
        "session_forms.csv, at 60_story: the session of 60 minutes has no part stories that could give up minutes. Correct",
    ),
    "slide that is not there to leave out": (
        FORMS, "harmless_post;", "harmful_post;",
        "session_forms.csv, at 60_posts: the part has no slide harmful_post to leave out. Correct the name.",
    ),
    "slide that cannot be taken": (
        FORMS, "search_twice", "search_thrice",
        "session_forms.csv, at 60_footprint: there is no slide called search_thrice in session_slides.yaml. Correct the name.",
    ),
    "forms that take too little": (
        FORMS, "60_posts,60,posts,2", "60_posts,60,posts,1",
        "sessions.yaml, at 60 with forms: the parts add up to 61 minutes, and the session has 60. Correct what a part gives up",
    ),
    "forms that take too much of a part": (
        FORMS, "search_yourself,search_twice", ",",
        "sessions.yaml, at 60 with forms.footprint: it computes to ",
    ),
    "unknown message of a drill": (
        SLIDES, "inject: blur}", "inject: blurr}",
        "session_slides.yaml, at drill_blur: The drill patient_board has no message 'blurr'. It has call, counter, blur,",
    ),
    "unknown clause": (
        SLIDES, "vote: {clause: deleted,", "vote: {clause: deletion,",
        "session_slides.yaml, at clause_wrong: There is no clause 'deletion' to repair. There are loyalty, common_sense,",
    ),
    "slide twice in a session": (
        PLANS, "slides: [from_memory,", "slides: [varga, from_memory,",
        "sessions.yaml, at 60.footprint: the slide varga stands twice in this deck. Name it once.",
    ),
    "two slides with one name": (
        SLIDES, "- id: brand\n", "- id: varga\n",
        "session_slides.yaml, at varga: two slides have this name. Give one of them another name.",
    ),
    "part without slides": (
        PLANS, "    slides: [where_to_go_on]\n", "",
        "sessions.yaml, at 60.questions: the part has no slides. Name its slides.",
    ),
    "minutes that do not add up": (
        PLANS, 'title: "Close"\n    minutes: 1', 'title: "Close"\n    minutes: 2',
        "sessions.yaml, at 30: the parts add up to 31 minutes, and the session has 30. Correct the minutes of a part.",
    ),
    "length twice": (
        PLANS, "- minutes: 90\n", "- minutes: 30\n",
        "sessions.yaml, at 90: the session of 90 minutes stands here 0 times, and it must stand once. Add it,",
    ),
    "no line to say": (
        SLIDES, '    say: "A breach, and you can reach it."\n', "",
        "session_slides.yaml, at your_page: the notes have no line to say. Add say to its notes.",
    ),
    "nothing to watch for": (
        SLIDES, "    watch: \"The wish to keep proof on one's own phone.\"\n", '    watch: " "\n',
        "session_slides.yaml, at your_page: the notes have no line on what to watch for. Add watch to its notes.",
    ),
    "long headline": (
        SLIDES, 'headline: "Search for yourself, and for nobody else"',
        'headline: "Search for yourself as a stranger would, signed out, and for nobody else in this room or outside"',
        "session_slides.yaml, at search_yourself: the headline takes more than 2 lines of 42 signs. Shorten it.",
    ),
    "word for a screen": (
        SLIDES, "Guess alone, please, and hold", "Click on one answer, and hold",
        "session_slides.yaml, at guess_recognised: it says “Click”, and nobody in a room has one. Say it for people with paper",
    ),
    "no question": (
        SLIDES, 'question: "Who could recognise him?"', 'question: "Choose the widest circle."',
        "session_slides.yaml, at net_mender: what is voted on is no question. Add a question that ends with a question mark.",
    ),
    "too many options": (
        SLIDES, "claims: [b1, b2, b3, b4, b5, b6]", "claims: [b1, b2, b3, b4, b5, b6, b7]",
        "session_slides.yaml, at which_benefit: the vote has 7 options, and a room has cards for 6. Leave out some.",
    ),
    "too many lines": (
        SLIDES, 'items: [{text: "Vote alone",', 'items: ["Look", "Think", "Wait", {text: "Vote alone",',
        "session_slides.yaml, at how_we_vote: the list has 6 lines, and a slide bears 5. Leave out the weakest.",
    ),
    "too many steps": (
        SLIDES, "steps: 2", "steps: 5",
        "session_slides.yaml, at types_and_names: it has 5 steps, and at most 4 are followed. Make two slides of it.",
    ),
    "too many words": (
        SLIDES, "vote: {case: four_hours, votes: 2}", "vote: {case: night_staffing, votes: 2}",
        "session_slides.yaml, at public_reply: it shows ",
    ),
    "unknown item reached": (
        SLIDES, "item: personal_brand", "item: personal_brandy",
        "session_slides.yaml, at brand: it reaches personal_brandy, which is no item of session_reach.csv. Correct the name.",
    ),
    "item that nothing reaches": (
        SLIDES, "reaches: [{item: one_change, level: done}]", "reaches: [{item: one_change, level: met}]",
        "session_reach.csv, at one_change: one_change must be done in 60 minutes, and no slide of that session does it. Let",
    ),
    "table asks for more": (
        "session_reach.csv", "draft_checked,A draft checked before it leaves,O4,-,-,done,done",
        "draft_checked,A draft checked before it leaves,O4,-,met,done,done",
        "session_reach.csv, at draft_checked: draft_checked must be met in 60 minutes, and no slide of that session does it.",
    ),
    "too many slides": (
        PLANS, "most_slides: 42", "most_slides: 40",
        "sessions.yaml, at 60: the longest way has 41 slides, and at most 40 are planned. Leave one out.",
    ),
    "too little time": (
        SLIDES, "does: {searches: 3}", "does: {searches: 4}",
        "sessions.yaml, at 60.footprint: it computes to 530 of its 540 seconds, and at most 85 in 100 are planned. Shorten",
    ),
    "slower clock": (
        "pace.csv", "Talk with a neighbour,105,90,120", "Talk with a neighbour,120,90,120",
        "sessions.yaml, at 60.posts: it computes to",
    ),
    "long scene": (
        "stories.yaml", "Sunday. In a folder", "Sunday. " + "And it rains again. " * 3 + "In a folder",
        "session_slides.yaml, at friend_request: the scene folder shows ",
    ),
    "story that does not end": (
        SLIDES, "decisions: 3", "decisions: 2",
        "session_slides.yaml, at friend_request: after 2 decisions a room can stand at to_care, which is no ending. In",
    ),
    "long words of one country": (
        "country_cards.csv", "Advice to doctors: do not befriend patients on personal accounts.",
        "Advice to doctors: do not befriend patients on personal accounts." + " And this goes on and on." * 6,
        "session_slides.yaml, at rule_and_country: for United States it shows",
    ),
}  # fmt: skip


# Most damages stand together in one copy. These would hide others there or be hidden, so they have copies of their own.
COPIES = [
    ["slide like none"],
    ["forms that take too little", "forms that take too much of a part", "story that does not end"],
    [
        "form part that is none", "no line to say", "nothing to watch for", "no question", "unknown item reached",
        "item that nothing reaches", "table asks for more", "too many slides", "too little time", "slower clock", "long scene",
    ],
]  # fmt: skip


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return for each damage what is said of the copy in which it stands."""
    apart = {name for names in COPIES for name in names}
    said = {}
    for names in [[name for name in DAMAGED if name not in apart], *COPIES]:
        copy = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("damaged") / "data é"))
        for name in names:
            change(copy, *DAMAGED[name][:3])
        said |= dict.fromkeys(names, found(copy))
    return said


@pytest.mark.parametrize("name", DAMAGED)
def test_each_rule_has_its_sentence(damaged: dict[str, list[str]], name: str) -> None:
    """A damaged copy is found, and the sentence names file, slide, rule and cure."""
    assert any(one.startswith(DAMAGED[name][-1]) for one in damaged[name]), damaged[name]


# All in one folder: what stands there, what a damaged copy says instead, and the sentence about it.
DAMAGED_LESSONS = [
    (
        DECKS, "read_alone: [path, answers]", "read_alone: [path]",
        "lesson_decks.yaml, at 00_start_here: no part takes up answers, a core section of this lesson. Name it under sections",
    ),
    (
        DECKS, "- lesson: 07_action_plan", "- lesson: 07_plan",
        "lesson_decks.yaml, at 07_action_plan: the lesson has 0 decks, and it must have one. Add it, or remove one.",
    ),
    (
        DECKS, "countries, own_country]", "countries, my_country]",
        "lesson_decks.yaml, at 05_patients_and_boundaries.countries: there is no slide called my_country in lesson_slides.yaml",
    ),
    (
        DECKS, "colleague_claims, ", "",
        "lesson_slides.yaml, at colleague_claims: no deck of lesson_decks.yaml shows this slide. Name it in a part, or",
    ),
    (
        DECKS, "    - drill_copy\n", "",
        "lesson_decks.yaml, at 06_hospital_policy: the message copy of the drill patient_board is lost. Add a slide",
    ),
    (
        DECKS, "slides: [title_policy,", "slides: [title_policy, one_third, swallows,",
        "lesson_decks.yaml, at 06_hospital_policy: the longest way has 26 slides, and at most 25 are planned. Leave one out.",
    ),
    (
        OWN, "item: sharp_reply", "item: blunt_reply",
        "lesson_slides.yaml, at sharp_reply: The quiz dangers_check has no question 'blunt_reply'.",
    ),
]  # fmt: skip


def test_each_rule_of_a_lessons_deck_has_its_sentence(folder: Path) -> None:
    """What breaks the deck of a lesson is found, once the slides of the sessions are sound."""
    for file, before, after, _sentence in DAMAGED_LESSONS:
        change(folder, file, before, after)
    said = found(folder)
    missing = [sentence for *_damage, sentence in DAMAGED_LESSONS if not any(one.startswith(sentence) for one in said)]
    assert missing == [], said


def test_a_fault_names_its_line(folder: Path) -> None:
    """The line is where the slide begins."""
    change(folder, SLIDES, "- id: brand\n", "# A remark.\n- id: brand\n")
    change(folder, SLIDES, "picture: brand_experiment", "picture: brand_experiment\n  steps: 5")
    lines = (folder / SLIDES).read_text(encoding="utf-8").split("\n")
    line = lines.index("- id: brand") + 1
    assert str(sessions.check(folder, [])[0]).startswith(f"session_slides.yaml, line {line}, at brand: it has 5 steps")


def test_the_schema_speaks_before_the_rules(folder: Path) -> None:
    """What breaks the layout is told once, by the schema, and a picture that nobody draws is one of these."""
    change(folder, SLIDES, "picture: benefits", "picture: benefitz")
    said = [str(one) for one in check.examine(folder).problems if one.file == SLIDES]
    assert len(said) == 1
    known = "types_and_names, benefits, dangers, brand_experiment, varga_footprint, goal_chain, countries"
    assert f"'benefitz' is not one of {known}." in said[0]


def test_a_folder_without_storyboards_is_not_asked_for_them(folder: Path) -> None:
    """A hospital's own folder may hold a few tables only."""
    (folder / PLANS).unlink()
    assert sessions.check(folder, []) == []
