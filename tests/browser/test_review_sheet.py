"""The sheet for reviewers in a browser, from disk: answered by keyboard on a phone, saved, loaded again, and merged."""

import json

from common import data_without_reviews
from shown import axe

from medsocial.exports import review as sheets
from medsocial.store import data
from medsocial.upkeep import review


def sideways(tab) -> bool:
    """Return whether a page is wider than its window."""
    return tab.evaluate("document.documentElement.scrollWidth > innerWidth")


def press(tab, key: str, reached: str) -> None:
    """Press a key until what is meant has the focus."""
    for _step in range(80):
        tab.keyboard.press(key)
        if tab.evaluate("wanted => document.activeElement.matches(wanted)", reached):
            return
    raise AssertionError(f"{key} never reached {reached}")


def test_a_reviewer_answers_saves_goes_on_and_is_merged(page, page_errors, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MEDSOCIAL_DATA", str(data_without_reviews(tmp_path / "data")))
    path, _length = sheets.write(tmp_path, "clinician", "60-minutes")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(path.as_uri())
    shown, said = page.locator("article:visible"), page.get_by_role("status")
    assert shown.count() == 1 and page.locator("#at").inner_text() == "Item 1 of 21, 0 answered"
    assert axe(page) == [] and not sideways(page)
    page.locator("#save").click()
    assert said.inner_text() == "Nothing is answered yet, so there is nothing to save."

    # By keyboard alone: the first item is agreed to, the second needs words before it can be saved.
    press(page, "Tab", "input[type=radio]")
    page.keyboard.press("Space")
    press(page, "Tab", "#next")
    page.keyboard.press("Enter")
    assert page.locator("#at").inner_text() == "Item 2 of 21, 1 answered"
    assert page.evaluate("document.activeElement.id") == "item-2", "the next item has the focus"
    press(page, "Tab", "input[type=radio]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    press(page, "Tab", "#save")
    page.keyboard.press("Enter")
    assert said.inner_text() == "Item 2 needs your words: what should change?"
    line, foot = shown.locator("textarea").bounding_box(), page.locator(".foot").bounding_box()
    assert line["y"] + line["height"] < foot["y"], "the line stands above the buttons"
    page.keyboard.type("=HYPERLINK(1) Say which country.")
    assert axe(page) == []
    with page.expect_download() as download:
        page.locator("#save").click()
    inbox = tmp_path / "inbox"
    download.value.save_as(inbox / download.value.suggested_filename)
    saved = json.loads((inbox / download.value.suggested_filename).read_text(encoding="utf-8"))
    assert [one["answer"] for one in saved["answers"]] == ["agree", "object"]
    assert set(saved) == {"format", "kind", "sheet", "role", "set", "saved_on", "answers"}, "a role and a day, and no name"

    # On another day, on a wide screen: the file goes on where it ended, and no item pushes the page sideways.
    page.goto("about:blank")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(path.as_uri())
    page.locator("#load").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b'{"kind": 1}'})
    assert said.inner_text().startswith("This file is no review")
    page.locator("#load").set_input_files(inbox / download.value.suggested_filename)
    page.wait_for_function("document.getElementById('said').textContent === '2 answers were taken from the file.'")
    assert page.locator("#at").inner_text() == "Item 3 of 21, 2 answered"
    page.set_viewport_size({"width": 360, "height": 740})
    for place in range(3, 22):
        assert not sideways(page), place
        shown.get_by_label("Agree", exact=True).check()
        if place < 21:
            page.locator("#next").click()
    with page.expect_download() as download:
        page.locator("#save").click()
    download.value.save_as(inbox / download.value.suggested_filename)
    assert page_errors.none()

    monkeypatch.setenv("MEDSOCIAL_TODAY", saved["saved_on"])
    assert review.main([str(inbox)]) == 0 and "1 sheet with 21 answers merged." in capsys.readouterr().out
    assert len(data.rows("reviews")) == 21 and {row.sheet for row in data.rows("reviews")} == {saved["sheet"]}
    assert [row.remark for row in data.rows("review_remarks")] == ["’=HYPERLINK(1) Say which country."]
