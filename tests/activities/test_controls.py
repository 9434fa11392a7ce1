"""The button that brings what was typed, the line that tells of it, and the files that are handed out."""

import ipywidgets
import pytest

import medsocial as ms
from medsocial.activities.parts.base import Activity, button
from medsocial.activities.parts.controls import Choice, Press, Status
from medsocial.activities.parts.printing import File, hand_out
from medsocial.ground import paths


def test_a_press_brings_the_values_before_the_click_is_heard():
    field, choice, heard = ipywidgets.Text(), Choice(options=["a", "b"]), []
    press = button("Go", primary=True, reads=[field, choice])
    press.on_click(lambda pressed: heard.append((pressed is press, field.value, choice.index)))
    press._handle_custom_msg({"pressed": [["typed"], [1]], "copied": None}, [])
    # What an earlier press has brought is not brought again.
    choice.index = -1
    press._handle_custom_msg({"pressed": [None, None], "copied": None}, [])
    press._handle_custom_msg({"pressed": [[""], None], "copied": True}, [])
    press._handle_custom_msg({"something": "else"}, [])
    assert heard == [(True, "typed", 1), (True, "typed", -1), (True, "", -1)]
    assert press.copied is True


def test_a_press_is_answered_even_if_its_action_fails(monkeypatch):
    press, sent = Press("Go", (ipywidgets.Text(),)), []
    monkeypatch.setattr(press, "send", sent.append)
    press.on_click(lambda _press: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        press._pressed(press, {"pressed": [["x"]]}, [])
    assert sent == ["heard"]


def test_a_button_that_depends_on_no_field_is_the_stock_one():
    assert type(button("Go")) is ipywidgets.Button and isinstance(button("Go", reads=[Choice()]), Press)


def test_the_check_judges_the_text_that_came_with_the_click():
    checker = ms.check_post()
    checker.menu.value = checker.posts[0].post_id
    checker.run.click()
    assert checker.draft.judged == checker.posts[0].text and "ms-found" in checker.result.value
    quiet = "Wash your hands."
    checker.run._handle_custom_msg({"pressed": [[quiet]], "copied": None}, [])
    assert checker.draft.judged == quiet and "ms-found" not in checker.result.value
    assert quiet in checker.result.value and checker.said.text.startswith("The check marks nothing.")
    checker.menu.value = checker.posts[1].post_id
    assert checker.draft.judged is None and not checker.result.value and not checker.said.text


def test_an_empty_box_leaves_no_report():
    checker = ms.check_post()
    checker.draft.value = checker.posts[0].text
    checker.run.click()
    checker.run._handle_custom_msg({"pressed": [["  "]], "copied": None}, [])
    assert checker.said.kind == "warning" and checker.draft.judged is None and not checker.result.value


def test_a_file_is_offered_and_kept(home):
    activity, file = Activity("Title"), File()
    hand_out(activity, file, "words.txt", "Grüße".encode(), "Ready.")
    assert (home / "words.txt").read_bytes() == file.content == "Grüße".encode()
    assert (file.name, file.opens, file.kind) == ("words.txt", True, "text/plain;charset=utf-8")
    assert file.where == f"It is also in your folder {home} as words.txt." and activity.status.text == "Ready."
    hand_out(activity, file, "draft.docx", b"PK", "Ready.")
    assert not file.opens, "a browser cannot show it"


def test_a_file_that_cannot_be_kept_is_offered_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(paths, "home_dir", lambda: tmp_path / "file")
    activity, file = Activity("Title"), File()
    hand_out(activity, file, "words.txt", b"words", "Ready.")
    assert file.content == b"words" and file.where == ""
    assert activity.status.kind == "warning" and "Download it to keep it." in activity.status.text


def test_on_a_server_no_address_of_its_disk_is_shown(monkeypatch, home):
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody")
    file = File()
    hand_out(Activity("Title"), file, "words.txt", b"words", "Ready.")
    assert file.where == "It also lies on this server as words.txt."


def test_text_and_kind_of_a_line_travel_together(monkeypatch):
    line, sent = Status(), []
    monkeypatch.setattr(line, "send_state", lambda key=None: sent.append(set(key)))
    line.say("Choose first.", "warning")
    assert sent == [{"text", "kind"}]
