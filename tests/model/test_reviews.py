"""Who has reviewed what: a review holds for the words that were read, roles are counted, and a set fits its minutes."""

import csv
import datetime as dt

import pytest
import yaml
from common import data_without_reviews

from medsocial.model import review_items, review_sets, reviews, session
from medsocial.model.item_statistics import difficulty_words, is_calibrated
from medsocial.store import data

CASE = "case:four_hours"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a copy of the data in which nobody has reviewed anything."""
    copy = data_without_reviews(tmp_path / "data")
    monkeypatch.setenv("MEDSOCIAL_DATA", str(copy))
    return copy


def fill(folder, name, *rows):
    """Write a table of a few rows."""
    path = folder / f"{name}.csv"
    head = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def row(sheet, role, day, key, answer="agree"):
    """Return a row of the reviews, of the item as it is today."""
    return (sheet * 16, role, day, key, review_items.item(key).mark, answer)


def test_what_nobody_has_reviewed_says_whose_review_it_needs(folder):
    assert reviews.words([CASE]) == "Not yet reviewed by a clinician."
    assert reviews.words(["script:decline"]) == "Not yet reviewed by a lawyer or a clinician."
    assert reviews.words(["test:a1"]) == "Not yet reviewed by a clinician, a privacy officer or a communications lead."
    assert difficulty_words("A1") == "Not yet calibrated." and not is_calibrated("A1")


def test_reviews_are_said_by_role_with_the_last_day_and_what_is_open(folder):
    fill(
        folder,
        "reviews",
        row("a", "clinician", "2027-03-01", CASE),
        row("b", "privacy", "2027-03-03", CASE, "object"),
        row("c", "law", "2027-02-01", "script:decline"),
    )
    fill(folder, "review_remarks", ("b" * 16, CASE, "The clock is missing.", ""))
    said = "reviewed by one clinician and one privacy officer (self-declared roles), 3 March 2027; one objection open"
    assert reviews.said([CASE]) == [said] and reviews.words([CASE]) == f"R{said[1:]}."
    assert reviews.words(["script:decline"]) == (
        "Reviewed by one lawyer (self-declared role), 1 February 2027. Not yet reviewed by a clinician."
    )
    assert session.status_words("invented", (CASE,)) == f"Invented case; {said}."
    assert session.status_words("computed", ("script:decline",)) == (
        "Our judgement. Reviewed by one lawyer (self-declared role), 1 February 2027."
    )
    fill(folder, "review_remarks", ("b" * 16, CASE, "The clock is missing.", "2027-04-01"))
    assert reviews.standing([CASE]).open_objections == 0, "what was settled is not open"


def test_a_set_is_reviewed_when_each_item_of_it_is(folder):
    both = [CASE, "case:two_hours"]
    fill(folder, "reviews", row("a", "clinician", "2027-03-01", CASE), row("b", "clinician", "2027-03-02", CASE))
    assert reviews.standing([CASE]).roles == {"clinician": 2}
    assert reviews.words(both) == "Not yet reviewed by a clinician."
    fill(folder, "reviews", *(row(sheet, "clinician", "2027-03-01", key) for sheet in "ab" for key in both))
    assert reviews.words(both) == "Reviewed by 2 clinicians (self-declared roles), 1 March 2027."


@pytest.mark.parametrize("part", ["words", "key", "reason", "source"])
def test_a_changed_item_is_unreviewed_again(folder, part):
    """Where a case stands, its number on paper and the dates of a look-up are no change of it."""
    content = yaml.safe_load((folder / "cases.yaml").read_text(encoding="utf-8"))
    case = next(one for one in content["cases"] if one["id"] == "four_hours")

    def save():
        (folder / "cases.yaml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

    fill(folder, "reviews", row("a", "clinician", "2027-03-01", CASE))
    case.update(set="more", number=99)
    save()
    assert reviews.standing([CASE]).roles == {"clinician": 1}
    best = next(option for option in case["options"] if option.get("best"))
    if part == "words":
        case["scene"] += " Nobody has answered her."
    elif part == "key":
        del best["best"]
        case["options"][case["options"].index(best) - 1]["best"] = True
    elif part == "reason":
        best["reason"] += " Say it twice."
    else:
        case["source_ids"].pop()
    save()
    assert reviews.standing([CASE]).roles == {} and reviews.words([CASE]) == "Not yet reviewed by a clinician."


def test_every_kind_has_items_and_every_item_another_mark():
    keys = [key for kind in review_items.KINDS for key in review_items.keys_of(kind)]
    assert len(keys) == len(set(keys)) and all(review_items.item(key).needs for key in keys)
    assert len({review_items.item(key).mark for key in keys}) == len(keys)
    assert review_items.item("clause:purpose.aim").needs == ("personnel",)
    with pytest.raises(data.UnknownName, match="nothing to review called 'case:gone'"):
        review_items.item("case:gone")


def test_the_set_of_an_hour_takes_at_most_an_hour():
    """What the session shows, in its order, then the card, then the short form; the clock is the one of the lessons."""
    hour = review_sets.items_of("60-minutes")
    assert 20 <= review_sets.seconds(hour) / 60 <= 60
    assert {"post:net_mender", CASE, "story:friend_request", "script:decline", "card:pocket_card", "test:a2"} <= set(hour)
    assert hour.index("post:net_mender") < hour.index("story:friend_request") < hour.index("test:a2")
    # 220 words a minute, and a minute for the judgement.
    assert review_sets.seconds(["vote:not_yours"]) == 60 + -(-60 * words_of("vote:not_yours") // 220)
    for length in ("30-minutes", "90-minutes", "180-minutes"):
        assert review_sets.seconds(review_sets.items_of(length)) <= 60 * int(length.split("-")[0])


def words_of(key):
    """Return the number of words that a reader of an item reads."""
    return sum(len(line.split()) for line in review_sets.prose(review_items.item(key).content))


def test_what_does_not_fit_into_the_minutes_is_left_out():
    keys = review_sets.items_of("60-minutes")
    few = review_sets._fitting(keys, 5)
    assert few == keys[: len(few)] and 0 < len(few) < len(keys)
    assert sum(review_sets.seconds([key]) for key in few) <= 300 < sum(review_sets.seconds([k]) for k in keys[: len(few) + 1])


def test_lessons_have_sets_and_a_wrong_name_names_all():
    assert {"case:cyclist_request", "story:online_review", "script:target"} <= set(review_sets.items_of("lesson-05"))
    assert len(review_sets.items_of("test")) == 21
    with pytest.raises(data.UnknownName, match="no set 'hour'. The sets are 30-minutes, 60-minutes, .*lesson-08, test"):
        review_sets.items_of("hour")


def test_statistics_calibrate_from_fifty_answers_on_and_only_today_s_item(folder):
    mark = review_items.item("test:a1").mark
    day = dt.date(2027, 3, 1).isoformat()
    fill(folder, "item_statistics", ("a1", mark, 49, 0.61, "", day), ("a2", "0" * 16, 80, 0.5, "", day))
    assert not is_calibrated("A1") and difficulty_words("A1") == "Not yet calibrated: 49 answers, 61% right."
    assert difficulty_words("A2") == "Not yet calibrated.", "the item was changed since"
    third = review_items.item("test:a3").mark
    fill(folder, "item_statistics", ("a1", mark, 120, 0.61, 0.41, day), ("a3", third, 50, "", "", day))
    assert is_calibrated("A1") and difficulty_words("A1") == "Calibrated: 120 answers, 61% right, discrimination 0.41."
    assert is_calibrated("A3") and difficulty_words("A3") == "Calibrated: 50 answers."
