"""Pictures: small and quickly drawn; and those that follow a control: what is drawn when, and nothing unasked."""

import itertools
import sys
import threading
import time
import urllib.parse
import warnings
from types import SimpleNamespace

import ipywidgets
import pytest
from common import SHOWN, documented_call, make, needs_arguments
from ipywidgets.widgets.widget import _instances

from medsocial.activities.parts import ahead, pictures
from medsocial.activities.parts.base import Activity
from medsocial.activities.parts.controls import Choice
from medsocial.activities.parts.pictures import PicturePane, PictureStack
from medsocial.display import picture
from medsocial.display.elements import Chart
from medsocial.ground import style

SECONDS = 120


@pytest.fixture(autouse=True)
def drawing(monkeypatch) -> ahead.DrawingAhead:
    """Draw ahead after a short quiet moment, with nothing left over from another test."""
    fresh = ahead.DrawingAhead(quiet_seconds=0.05)
    monkeypatch.setattr(pictures, "AHEAD", fresh)
    monkeypatch.setattr(ahead, "_shell", lambda: None)
    return fresh


@pytest.fixture
def activity() -> Activity:
    """Return an activity with nothing but its title and status line."""
    return Activity("Services")


class Pen:
    """Draws a chart that says its state, notes the order, and can be made to fail or to wait."""

    def __init__(self) -> None:
        self.drawn: list = []
        self.times: list[float] = []
        self.broken: set = set()
        self.slow: set = set()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, *state) -> Chart:
        state = state[0] if len(state) == 1 else state
        if state in self.slow:
            self.begun.set()
            assert self.go_on.wait(SECONDS)
        self.drawn.append(state)
        self.times.append(time.monotonic())
        if state in self.broken:
            raise RuntimeError("no ink")
        return Chart(f"data:,{state}", "Finding", f"State {state}.", "How to read it.")


@pytest.fixture
def pen() -> Pen:
    """Return an unused pen."""
    return Pen()


def choice(count: int, index: int = 0) -> Choice:
    """Return a control with so many options."""
    return Choice(legend="Which?", options=[f"Option {i}" for i in range(count)], index=index)


def seen(shown: pictures.Pictures) -> None:
    """Do what a browser does when it shows the pictures: one message on our own control."""
    content = {"data": {"method": "custom", "content": {"shown": True}}}
    shown._beacon._handle_msg({"content": content, "buffers": []})


def at_rest(drawing: ahead.DrawingAhead) -> None:
    """Wait until nothing is left to draw ahead."""
    thread = drawing.thread
    if thread:
        thread.join(SECONDS)
        assert not thread.is_alive()


# ---- small and quickly drawn -------------------------------------------------------------------------


def paint_many_things(figure) -> None:
    """Draw words in every way that our charts use, and marks of every kind."""
    figure.text(0.1, 0.9, "Title <5 & more>", size=14, weight="bold")
    axes = figure.add_axes((0.3, 0.2, 0.6, 0.6), label="named")
    for i, side in enumerate(("left", "center", "right")):
        axes.text(0.5, i / 3, f"{side} {i}", ha=side, va=("top", "center", "bottom")[i], color="#0B7285")
    axes.text(0.2, 0.8, "two\nlines", style="italic")
    axes.text(0.9, 0.9, "turned", rotation=30)
    axes.text(0.8, 0.1, "pale", alpha=0.5)
    axes.text(0.7, 0.2, "cut off", clip_on=True)
    axes.text(0.6, 0.3, "漢字 $x^2$")
    axes.barh([0, 1, 2], [0.1, 0.4, 0.9], hatch="//", gid="kept_name")
    axes.plot([0, 1, 2], [0, 1, 0], "o")
    axes.fill_between([0, 1], [0, 1], alpha=0.4)
    axes.fill_between([0, 1], [1, 1], alpha=0.4)


def test_our_short_way_draws_what_matplotlib_draws():
    import io

    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(style.CHART_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure, file = Figure(figsize=(4, 3), dpi=100), io.BytesIO()
        paint_many_things(figure)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    usual = picture._lighten(file.getvalue().decode())
    address, _read = picture.draw(paint_many_things, 4, 3)
    assert urllib.parse.unquote(address.removeprefix("data:image/svg+xml,")) == usual
    assert 'id="kept_name"' in usual
    assert "DejaVu" not in usual


@pytest.mark.parametrize("way", ["hlines", "barh"])
def test_a_crowd_of_marks_is_an_image_and_its_words_stay_words(way):
    def paint(figure) -> None:
        figure.text(0.1, 0.9, "Many platforms")
        axes = figure.add_axes((0, 0, 1, 0.8))
        axes.set_axis_off()
        many = range(picture.MARKS_BEFORE_PNG + 200)
        axes.hlines(many, 0, 1) if way == "hlines" else axes.barh(many, 1)
        axes.plot([0, 1], [0, 1200])

    address, _read = picture.draw(paint, 4, 6)
    svg = urllib.parse.unquote(address.removeprefix("data:image/svg+xml,"))
    assert svg.count("<image ") == 1
    assert 'xlink:href="data:image/png;base64,' in svg
    assert "Many platforms</text>" in svg
    assert svg.count("<path") == 2, "the paper and the line"
    assert len(address) < 20_000
    assert address == picture.draw(paint, 4, 6)[0]


def test_what_is_alike_is_written_once_and_overlaps_stay_as_they_are():
    like = ' style="fill: #0b7285; fill-opacity: 0.4"'
    own = ' style="fill: #0b7285; opacity: 0.4"'
    paths = "".join(f'<path d="M {i}.04 1.26 \nL 2 2 \n"{{}}/>' for i in range(2))
    shorter = '<path d="M0 1.3L2 2"/><path d="M1 1.3L2 2"/>'
    assert picture._lighten(paths.format(like, like)) == f'<g style="fill:#0b7285;fill-opacity:0.4">{shorter}</g>'
    assert picture._lighten(paths.format(own, own)).count('opacity:0.4"/>') == 2
    assert picture._lighten(paths.format(like, own)).count("style=") == 2


def test_a_new_picture_is_drawn_once_and_a_known_one_does_not_wait():
    calls, begun, go_on = [], threading.Event(), threading.Event()

    def slow(state: int) -> int:
        calls.append(state)
        if state == 2:
            begun.set()
            assert go_on.wait(SECONDS)
        return 10 * state

    kept, found = picture.memoised(slow), []
    assert kept(1) == 10
    threads = [threading.Thread(target=lambda: found.append(kept(2))) for _i in range(2)]
    for thread in threads:
        thread.start()
    assert begun.wait(SECONDS)
    assert kept(1) == 10, "although another one is being drawn"
    go_on.set()
    for thread in threads:
        thread.join(SECONDS)
    assert found == [20, 20]
    assert calls == [1, 2]
    for state in range(3, 67):
        kept(state)
    assert kept(1) == 10
    assert calls.count(1) == 2, "64 are kept, the one used longest ago goes"


# ---- a stack -----------------------------------------------------------------------------------------


def test_a_stack_draws_the_first_picture_only(activity, pen):
    stack = PictureStack(choice(3, index=1), pen, activity)
    assert pen.drawn == [1]
    assert 'src="data:,1"' in stack.html
    assert stack.sentence == "Finding. State 1."
    assert [("img" in pane.value) for pane in stack.panes.values()] == [False, True, False]


def test_a_stack_is_linked_in_the_browser_to_its_control(activity, pen):
    control = choice(3, index=2)
    stack = PictureStack(control, pen, activity)
    (link,) = stack.links
    inner = stack.children[0]
    assert link.source == (control, "index")
    assert link.target == (inner, "selected_index")
    assert inner.selected_index == 2
    assert inner.children == tuple(stack.panes.values())


@pytest.mark.parametrize("index", [0, 1, 3])
def test_a_chosen_state_is_drawn_at_once(activity, pen, index):
    control = choice(4, index=2)
    stack = PictureStack(control, pen, activity)
    control.index = index
    assert pen.drawn == [2, index]
    assert stack.children[0].children[index].value == stack.html
    assert f'src="data:,{index}"' in stack.html
    control.index = 2
    control.index = index
    assert pen.drawn == [2, index], "a known state is not drawn again"


def test_a_dropdown_works_as_a_control(activity, pen):
    menu = ipywidgets.Dropdown(options=[("All", "a"), ("Closed", "c")])
    stack = PictureStack(menu, pen, activity)
    menu.value = "c"
    assert 'src="data:,1"' in stack.html


def test_two_controls_share_a_stack(activity, pen):
    first, second = choice(2), choice(3, index=1)
    stack = PictureStack([first, second], pen, activity)
    assert pen.drawn == [(0, 1)]
    first.index = 1
    second.index = 2
    assert pen.drawn == [(0, 1), (1, 1), (1, 2)]
    outer = stack.children[0]
    assert 'src="data:,(1, 2)"' in outer.children[1].children[2].value
    sources = [(link.source[0], link.target[0]) for link in stack.links]
    assert (first, outer) in sources
    assert (second, outer.children[0]) in sources
    assert (second, outer.children[1]) in sources


@pytest.mark.parametrize(("control", "words"), [(choice(13), "13 states"), (choice(3, index=-1), "chosen option")])
def test_a_stack_refuses_what_it_cannot_link(activity, pen, control, words):
    with pytest.raises(ValueError, match=words):
        PictureStack(control, pen, activity)


def test_an_emptied_control_changes_nothing(activity, pen):
    control = choice(2)
    PictureStack(control, pen, activity)
    control.index = -1
    assert activity.status.text == ""
    assert pen.drawn == [0]


def test_a_stack_has_few_widgets(activity, pen):
    control, before = choice(12), set(_instances)
    PictureStack(control, pen, activity)
    assert len(set(_instances) - before) <= 12 + 8, "one look for all panes"


# ---- drawing ahead -----------------------------------------------------------------------------------


def test_nothing_is_drawn_ahead_before_a_browser_shows_the_pictures(activity, pen, drawing):
    control = choice(5)
    PictureStack(control, pen, activity)
    pane = PicturePane(pen, 100, activity, neighbours=lambda n: [n + 1, n + 2])
    control.index = 3
    pane.show(200)
    assert drawing.thread is None
    time.sleep(4 * drawing.quiet_seconds)
    assert pen.drawn == [0, 100, 3, 200]
    assert not [t for t in threading.enumerate() if t.name == "medsocial-drawing"]


def test_the_pause_is_half_a_second():
    assert ahead.DrawingAhead().quiet_seconds == 0.5
    assert ahead.AHEAD.quiet_seconds == 0.5


def test_a_shown_stack_is_filled_while_the_reader_rests_nearest_first(activity, pen, drawing):
    stack = PictureStack(choice(5, index=3), pen, activity)
    seen(stack)
    at_rest(drawing)
    assert pen.drawn == [3, 2, 4, 1, 0]
    assert [f'src="data:,{i}"' in pane.value for i, pane in enumerate(stack.panes.values())] == [True] * 5
    assert drawing.thread is None


def test_drawing_ahead_waits_for_quiet_after_the_last_click(activity, pen, drawing):
    drawing.quiet_seconds = 0.6
    stack = PictureStack(choice(2), pen, activity)
    seen(stack)
    drawing.hold()
    time.sleep(0.7)  # longer than the pause: without the click the picture would be due
    clicked = time.monotonic()
    drawing.release()
    at_rest(drawing)
    assert pen.drawn == [0, 1]
    assert pen.times[1] - clicked >= 0.59


def test_nothing_is_drawn_ahead_while_a_cell_runs(activity, pen, drawing):
    stack = PictureStack(choice(3), pen, activity)
    seen(stack)
    drawing.hold()
    time.sleep(6 * drawing.quiet_seconds)
    assert pen.drawn == [0]
    drawing.release()
    at_rest(drawing)
    assert pen.drawn == [0, 1, 2]


def test_a_click_on_any_control_stops_the_rest(activity, pen, drawing):
    stack = PictureStack(choice(4), pen, activity)
    pen.slow = {1}
    seen(stack)
    assert pen.begun.wait(SECONDS)
    drawing.hold()
    pen.go_on.set()
    time.sleep(4 * drawing.quiet_seconds)
    assert pen.drawn == [0, 1], "the picture in hand is finished, the next one not begun"
    drawing.release()
    at_rest(drawing)
    assert pen.drawn == [0, 1, 2, 3]


@pytest.mark.parametrize("moment", ["painting", "writing"])
def test_a_real_picture_in_hand_gives_way_to_a_click(activity, drawing, moment):
    begun, clicked, painted = threading.Event(), threading.Event(), []

    def draw(index: int) -> Chart:
        def paint(figure) -> str:
            painted.append(index)
            words = figure.text(0.1, 0.5, f"State {index}")
            if index == 1 and painted.count(1) == 1:
                if moment == "painting":
                    begun.set()
                    assert clicked.wait(SECONDS)
                else:

                    def draw_text(renderer) -> None:
                        begun.set()
                        assert clicked.wait(SECONDS)
                        renderer.open_group("text")
                        pytest.fail("it was drawn to its end")

                    words.draw = draw_text
            return f"State {index}."

        address, sentence = picture.draw(paint, 2, 1)
        return Chart(address, "Finding", sentence, "")

    stack = PictureStack(choice(2), draw, activity)
    seen(stack)
    assert begun.wait(SECONDS)
    drawing.hold()
    clicked.set()
    with picture.DRAWING:
        assert "State%201" not in stack.panes[(1,)].value
        assert (1,) not in stack._known
    drawing.release()
    at_rest(drawing)
    assert painted == [0, 1, 1], "its turn came again"
    assert "State 1" in stack.panes[(1,)].value
    assert sys.getswitchinterval() == pytest.approx(0.005)


def test_a_cell_of_the_reader_never_meets_our_settings(activity, drawing):
    import matplotlib

    begun, looked = threading.Event(), threading.Event()
    usual, met = matplotlib.rcParams["font.size"], []

    def draw(index: int) -> Chart:
        def paint(figure) -> None:
            if index == 1:
                begun.set()
                assert looked.wait(SECONDS)

        return Chart(picture.draw(paint, 2, 1)[0], "Finding", f"State {index}.", "")

    seen(PictureStack(choice(2), draw, activity))
    assert begun.wait(SECONDS)
    met.append(matplotlib.rcParams["font.size"])
    looked.set()
    drawing.hold()
    drawing.leave_settings()
    met.append(matplotlib.rcParams["font.size"])
    drawing.release()
    at_rest(drawing)
    assert met == [style.CHART_SETTINGS["font.size"], usual]


def test_a_click_replaces_what_was_to_be_drawn_ahead(activity, pen, drawing):
    pane = PicturePane(pen, 50, activity, neighbours=lambda n: range(n + 1, n + 100))
    pane.show(10)
    pen.slow = {11}
    seen(pane)
    assert pen.begun.wait(SECONDS)
    pane.show(50)
    pen.go_on.set()
    at_rest(drawing)
    assert pen.drawn == [50, 10, 11, 51, 52, 53, 54, 55, 56, 57, 58], "at most eight, around the new state"


def test_one_picture_at_a_time(activity, drawing):
    running, most = [], []

    def draw(index: int) -> Chart:
        running.append(index)
        most.append(len(running))
        time.sleep(0.01)
        running.remove(index)
        return Chart(f"data:,{index}", "Finding", f"State {index}.", "")

    controls = [choice(6), choice(6)]
    stacks = [PictureStack(control, draw, activity) for control in controls]
    for stack in stacks:
        seen(stack)
    assert len([t for t in threading.enumerate() if t.name == "medsocial-drawing"]) == 1
    for index in (3, 5, 1):
        controls[0].index = index
        time.sleep(0.08)
    at_rest(drawing)
    assert max(most) == 1
    assert len(most) == 12, "each picture once"


def test_a_state_in_hand_is_not_drawn_twice(activity, pen, drawing):
    control = choice(3)
    stack = PictureStack(control, pen, activity)
    pen.slow = {1}
    seen(stack)
    assert pen.begun.wait(SECONDS)
    threading.Timer(0.05, pen.go_on.set).start()
    control.index = 1
    assert 'src="data:,1"' in stack.html
    at_rest(drawing)
    assert sorted(pen.drawn) == [0, 1, 2]


def test_messages_to_the_browser_go_through_the_loop_of_the_kernel(activity, pen, drawing, monkeypatch):
    waiting, registered = [], {}
    kernel = SimpleNamespace(io_loop=SimpleNamespace(add_callback=waiting.append))
    events = SimpleNamespace(register=registered.__setitem__)
    monkeypatch.setattr(ahead, "_shell", lambda: SimpleNamespace(kernel=kernel, events=events))
    control = choice(3)
    stack = PictureStack(control, pen, activity)
    seen(stack)
    assert registered == {
        "pre_execute": drawing.hold,
        "post_execute": drawing.release,
        "pre_run_cell": drawing.leave_settings,
    }
    at_rest(drawing)
    assert pen.drawn == [0, 1, 2]
    assert "img" not in stack.panes[(1,)].value, "another thread than the loop's sent it"
    control.index = 2
    assert 'src="data:,2"' in stack.html
    assert pen.drawn == [0, 1, 2], "it was ready"
    for action in waiting:
        action()
    assert 'src="data:,1"' in stack.panes[(1,)].value


# ---- a pane ------------------------------------------------------------------------------------------


def test_a_pane_shows_a_state_and_remembers_it(activity, pen):
    pane = PicturePane(pen, "all", activity)
    pane.show("closed")
    pane.show("all")
    assert pen.drawn == ["all", "closed"]
    assert pane.sentence == "Finding. State all."
    assert 'src="data:,all"' in pane.html
    assert (pane.pane.src, pane.pane.alt) == ("data:,all", "Finding. State all.")


def test_only_what_has_changed_travels(activity, pen, monkeypatch):
    pane, sent = PicturePane(pen, 1, activity), []
    monkeypatch.setattr(pane.pane, "_send", lambda message, buffers=None: sent.append(message["state"]))
    pane.show(2)
    assert sent == [{"src": "data:,2", "alt": "Finding. State 2."}]


def test_what_is_remembered_is_bounded(activity, pen, monkeypatch):
    pane = PicturePane(pen, 0, activity)
    for state in range(1, 65):
        pane.show(state)
    pane.show(64)
    assert pen.drawn[-1] == 64
    pane.show(0)
    assert pen.drawn[-2:] == [64, 0], "the oldest of 65 was given up"
    monkeypatch.setattr(pictures, "LETTERS_KEPT", 10)
    pane.show(99)
    assert len(pane._known) == 1


def test_a_change_elsewhere_draws_anew(activity, pen):
    control = choice(3)
    stack = PictureStack(control, pen, activity)
    control.index = 2
    stack.forget()
    assert pen.drawn == [0, 2, 2]
    assert 'src="data:,2"' in stack.html
    assert "img" not in stack.panes[(0,)].value
    pane = PicturePane(pen, 7, activity)
    pane.forget()
    assert pen.drawn[3:] == [7, 7]


# ---- what goes wrong ---------------------------------------------------------------------------------


def test_a_failure_is_one_sentence_and_no_stale_picture(activity, pen):
    control = choice(2)
    stack = PictureStack(control, pen, activity)
    pen.broken = {1}
    control.index = 1
    assert activity.status.kind == "warning"
    assert activity.status.text.startswith("Something went wrong here.")
    assert stack.html == '<p class="ms-drawing">This picture could not be drawn.</p>'
    assert stack.sentence == ""
    control.index = 0
    assert activity.status.text == ""
    assert 'src="data:,0"' in stack.html


def test_a_failure_in_a_pane_is_told_and_mended_by_the_next_state(activity, pen):
    pane = PicturePane(pen, 1, activity)
    pen.broken = {2}
    pane.show(2)
    assert "ink" not in activity.status.text
    assert activity.status.kind == "warning"
    assert "img" not in pane.html
    assert (pane.pane.src, pane.pane.alt) == ("", "")
    pane.show(3)
    assert (activity.status.text, pane.sentence) == ("", "Finding. State 3.")


def test_a_failure_at_the_first_picture_does_not_break_the_page(activity, pen):
    pen.broken = {0}
    stack = PictureStack(choice(2), pen, activity)
    assert activity.status.kind == "warning"
    assert "could not be drawn" in stack.html


def test_a_failure_ahead_of_the_reader_is_silent_until_chosen(activity, pen, drawing, capsys):
    control = choice(4)
    stack = PictureStack(control, pen, activity)
    pen.broken = {1}
    seen(stack)
    at_rest(drawing)
    assert pen.drawn == [0, 1, 2, 3], "the others are drawn all the same"
    assert activity.status.text == ""
    assert capsys.readouterr() == ("", "")
    control.index = 1
    assert activity.status.kind == "warning"


def test_every_order_of_choices_shows_the_right_picture(activity, pen, drawing):
    control = choice(4)
    stack = PictureStack(control, pen, activity)
    seen(stack)
    for order in itertools.permutations(range(4)):
        for index in order:
            control.index = index
            assert f'src="data:,{index}"' in stack.html
            assert stack.sentence == f"Finding. State {index}."
    at_rest(drawing)
    assert sorted(pen.drawn) == [0, 1, 2, 3]


def test_the_figure_of_the_start_page_is_read_and_not_drawn(tmp_path):
    """What the file holds is what would be drawn; other data or another language are drawn afresh."""
    import shutil

    from medsocial.activities import guess
    from medsocial.charts.guess import plot_guess
    from medsocial.ground import paths, text

    assert guess.stored_picture("recognisable") == plot_guess("recognisable").to_html()
    assert guess.picture_file("recognisable").read_text(encoding="utf-8") == guess.picture_text("recognisable")
    text.use_language("xx")
    assert guess.stored_picture("recognisable") is None
    text.use_language(None)
    shutil.copytree(paths.shipped_data_dir(), tmp_path / "data")
    evidence = tmp_path / "data" / "evidence.csv"
    words = evidence.read_text(encoding="utf-8")
    row = next(line for line in words.splitlines() if line.startswith("ahmed_family_recognises,"))
    evidence.write_text(words.replace(row, row.replace(",754,", ",755,")), encoding="utf-8")
    with paths.reading(tmp_path / "data"):
        assert guess.stored_picture("recognisable") is None
    assert guess.stored_picture("recognisable")


@pytest.mark.parametrize("name", [name for name in SHOWN if not name.startswith(("plot_", "load_"))])
def test_hiding_one_control_hides_no_other(name):
    shown = make((needs_arguments(name) and documented_call(name)) or f"ms.{name}()")
    below, together = [shown] if isinstance(shown, ipywidgets.Widget) else [], {}
    while below:
        one = below.pop()
        below += getattr(one, "children", ())
        if isinstance(one, ipywidgets.DOMWidget):
            together.setdefault(one.layout.model_id, []).append(one)
    shared = [some for some in together.values() if len(some) > 1]
    assert not [some for some in shared if some[0].layout.display == "none"], "controls share the layout of one that is hidden"
