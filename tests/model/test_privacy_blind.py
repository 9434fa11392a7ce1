"""The posts of writers who knew neither rules nor cases: the published figures are those of the first run."""

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import privacy_blind as bench

from medsocial.display import marked
from medsocial.model.privacy import Report, checker
from medsocial.model.privacy.finding import Finding, content

PAGE = Path(bench.__file__).parent / "privacy.md"


def test_each_writer_made_a_hundred_posts_to_mark_and_a_hundred_to_leave_alone():
    posts = bench.read("blind")
    assert Counter((post["writer"], bool(post["marks"])) for post in posts) == {
        (writer, to_mark): 100 for writer in "AB" for to_mark in (True, False)
    }
    assert len({post["text"] for post in posts}) == 400
    tuned = {post["text"] for post in bench.read("development")}
    assert not tuned & {post["text"] for post in posts}, "no post of the set was tuned on"


def test_the_published_figures_are_those_of_the_blind_posts():
    """Who changes a rule measures it on a new set: these posts were new to the rules once."""
    assert "\n".join(bench.lines("blind")) in PAGE.read_text(encoding="utf-8")


def test_the_screen_tells_the_same_figures():
    posts = bench.read("blind")
    result = bench.score(posts)
    counts = {key: value for key, value in content()["measured"].items() if key != "measured_on"}
    pictures, unique = (result.by_kind[kind] for kind in ("image_or_media_reference", "rare_event_or_unique_detail"))
    assert counts == {
        "posts": len(posts),
        "details": result.found.whole,
        "details_marked": result.found.part,
        "pictures": pictures.whole,
        "pictures_marked": pictures.part,
        "unique_details": unique.whole,
        "unique_details_marked": unique.part,
        "harmless": result.stop.whole,
        "harmless_at_stop": result.stop.part,
    }
    shown = marked.measured()
    assert "348 of the 425 details" in shown and "82%, with a 95% interval from 78% to 85%" in shown
    readme = (bench.SETS["blind"].parents[2] / "README.md").read_text(encoding="utf-8")
    assert "348 of 425 telling details (82%, interval 78% to 85%)" in readme and "7 of 200 harmless posts" in readme
    assert "8 of 20 mentions of a picture" in shown and "7 of 200 harmless posts" in shown


def finding(start, end, severity="stop"):
    return Finding(start, end, "A", severity, "", "", "name_given")


@pytest.mark.parametrize(
    ("findings", "found", "covered", "loud"),
    [
        ([], 0, 0, 0),
        ([finding(4, 6)], 1, 0, 1),
        ([finding(4, 6, "note")], 1, 0, 0),
        ([finding(4, 7), finding(8, 12)], 1, 1, 1),
        ([finding(0, 4)], 0, 0, 0),
        ([finding(7, 8)], 0, 0, 0),  # the space alone
    ],
)
def test_a_stretch_is_found_by_a_letter_and_covered_by_all(monkeypatch, findings, found, covered, loud):
    monkeypatch.setattr(bench, "check", lambda text: Report(tuple(findings), (), True, True))
    result = bench.score(
        [{"id": "x", "kind": "k", "text": "Saw Ann Bell today", "marks": [{"text": "Ann Bell", "kind": "name"}]}]
    )
    assert (result.found.part, result.covered.part, result.loud.part) == (found, covered, loud)
    assert result.found.whole == 1 and result.stop.whole == 0


def test_a_harmless_post_counts_by_its_marks_at_stop(monkeypatch):
    post = {"id": "x", "kind": "k", "text": "Saw Ann Bell today", "marks": []}
    for findings, stop, any_mark in (([], 0, 0), ([finding(4, 7, "think")], 0, 1), ([finding(4, 7)], 1, 1)):
        monkeypatch.setattr(bench, "check", lambda text, found=findings: Report(tuple(found), (), True, True))
        result = bench.score([post])
        assert (result.stop.part, result.any_mark.part, result.stop.whole) == (stop, any_mark, 1)


def test_two_stretches_alike_are_two_places_and_a_wrong_one_is_named():
    marks = [{"text": "Ann", "kind": "name"}, {"text": "Ann", "kind": "name"}]
    assert bench.places({"id": "x", "text": "Ann and Ann", "marks": marks}) == [(0, 3, "name"), (8, 11, "name")]
    with pytest.raises(ValueError, match="'Bob' does not stand"):
        bench.places({"id": "x", "text": "Ann", "marks": [{"text": "Bob", "kind": "name"}]})


def test_shares_have_wilson_intervals():
    assert str(bench.Share(8, 20)) == "8/20 = 0.40 (0.22-0.61)"
    assert str(bench.Share()) == "-"


def test_the_order_names_every_rule_once():
    assert len(set(checker.ORDER)) == len(checker.ORDER)
