"""What an answer is told: the kind of the verdict, the best answer and why, what was missed and where it is taught."""

import re

import medsocial as ms
from medsocial.display.test_parts import reasons_html
from medsocial.display.verdicts import place_html, verdict_html
from medsocial.ground import paths
from medsocial.model import drill as drills
from medsocial.model import test_items
from medsocial.store import answers, data


def words_of(markup):
    """Return the words of an HTML text."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_what_was_missed_is_listed_with_its_place_and_asked_again():
    quiz = ms.quiz("start_check")
    quiz.choices[0].index = 0
    assert quiz.reasons[0].kind == "wrong" and quiz.retry.layout.display == "none", "only at the end"
    first = quiz.cards[0].questions[0]
    assert f"Best answer: {first.options[first.right]}." in quiz.reasons[0].text
    assert first.reasons[first.right] in quiz.reasons[0].text
    quiz.next.click()
    quiz.choices[0].index = quiz.cards[1].questions[0].right
    assert quiz.reasons[0].kind == "right" and "Best answer" not in quiz.reasons[0].text
    told = quiz.summary.value
    assert "You chose the best answer in 1 of 2 questions." in told and "What you missed:" in told
    assert f"You chose: {first.options[0]}." in told and first.reasons[first.right] in words_of(told)
    assert 'href="00_start_here.ipynb#Agree-the-ground-rules"' in told and told.count("Read again:") == 1
    assert quiz.retry.layout.display == ""
    quiz.retry.click()
    assert quiz.position == 0 and quiz.choices[0].index == -1 and not quiz.finished()
    assert answers.load(quiz.lesson)[quiz.key]["answers"][quiz.cards[0].key] == [""]
    quiz.choices[0].index = first.right
    assert "What you missed" not in quiz.summary.value and quiz.retry.layout.display == "none"


def test_a_case_for_discussion_is_never_missed():
    cases = ms.case("core")
    for place, case in enumerate(cases.cases):
        if cases.asking.layout.display == "":
            cases.open_it.click()
        cases.choices[0].index = (case.question.right + 1) % len(case.question.options)
        if place < len(cases.asked) - 1:
            cases.next.click()
    scored = [case for case in cases.cases if case.scored]
    assert 0 < len(scored) < len(cases.cases)
    assert f"What you missed, {len(scored)} in all:" in cases.summary.value


def test_the_verdict_on_a_guess_stands_beside_it():
    guess = ms.guess("recognisable")
    far = len(guess.row.options) - 1
    guess.choice.index = far
    assert guess.said.kind == "wrong" and guess.said.text.startswith("Not the nearest: the study found 32 in 100, and you said ")
    assert guess.status.kind == "note", "a wrong guess gets no tick"
    assert list(guess.children).index(guess.said) == list(guess.children).index(guess.choice) + 1
    guess.choice.index = guess.row.options.index(min(guess.row.options, key=lambda option: abs(option - 32)))
    assert guess.said.kind == "right" and guess.said.text.endswith("and your guess is the nearest.")


def test_the_review_of_the_test_marks_each_answer_and_puts_the_objective_first():
    item = test_items.booster()[0]
    wrong = next(option.id for option in item.options if option.id != item.best)
    told = {item.best: ("ms-right", "You chose the best answer."), wrong: ("ms-wrong", "Another answer is better.")}
    for given, (kind, said) in (told | {"": ("ms-wrong", "No answer.")}).items():
        shown = reasons_html(item, 1, given)
        assert kind in shown and said in shown
        assert item.options[item.right].reason in words_of(shown).replace("&quot;", '"')
        assert shown.index("What it asks for:") < shown.index(said)


def test_a_logged_decision_gets_no_tick_and_a_running_drill_is_kept():
    drill = ms.drill("patient_board")
    drill.begin.click()
    assert ms.drill("patient_board").begun, "kept before the first decision"
    harmful = next(one.id for one in drills.scenario("patient_board").decisions if one.id in drill.ids and one.late)
    drill.choice.index = drill.ids.index(harmful)
    drill.do.click()
    assert drill.status.text.startswith("Logged at minute 0:") and drill.status.kind == "note"
    drill.ticker.minute = 2
    assert ms.drill("patient_board").state.minute == 2


def test_the_three_verdicts_differ_by_word_sign_and_colour():
    css = (paths.static_dir() / "house.css").read_text("utf-8")
    signs = {}
    for kind in ("right", "partly", "wrong"):
        *_shared, signs[kind] = re.findall(rf'ms-{kind}[^{{}}]*::before {{\s*content: "(.)"', css)
    assert signs == {"right": "✓", "partly": "◐", "wrong": "✗"}
    made = verdict_html("wrong", "Not <so>.", "Why.", "More.")
    assert made == '<p class="ms-reason ms-wrong"><strong>Not &lt;so&gt;.</strong> Why.<span>More.</span></p>'


def test_every_place_where_something_is_taught_is_a_heading_of_a_lesson():
    for quiz in data.yaml_content("quizzes"):
        for item in quiz["questions"]:
            lesson, _sign, heading = item["taught"].partition("#")
            page = (paths.repo_root() / "notebooks" / f"{lesson}.ipynb").read_text("utf-8")
            assert re.search(rf'"#+ {re.escape(heading.replace(chr(34), chr(92) + chr(34)))}(\\n)?"', page), item["taught"]
    assert place_html("04_dangers#Take a time-out") == (
        '<a href="04_dangers.ipynb#Take-a-time-out" class="ms-taught">Lesson 4: Take a time-out</a>'
    )
