"""The drill's clock in a real browser, with the browser's own time held in the test's hand."""

import json

import pytest

from medsocial.activities.parts.ticker import ticker_words
from medsocial.ground import paths

# What the front end gives the clock: a model that remembers, tells its followers, and sends when it is asked to.
MODEL = """
class Model {
  constructor(state) { this.state = state; this.followers = []; this.sent = []; }
  get(name) { return this.state[name]; }
  set(name, value) {
    if (this.state[name] === value) return;
    this.state[name] = value;
    for (const [event, call] of [...this.followers]) if (event === "change:" + name) call();
  }
  on(event, call) { this.followers.push([event, call]); }
  off(event, call) { this.followers = this.followers.filter(([e, c]) => e !== event || c !== call); }
  save_changes() { this.sent.push(this.state.minute); }
}
"""


@pytest.fixture
def page(new_context, page_errors):
    """Open a page in a context of its own: the browser's time belongs to the context."""
    context = new_context()
    tab = context.new_page()
    page_errors.watch(tab)
    yield tab
    context.close()


@pytest.fixture
def clock(page, page_errors):
    """Return a page with the clock at minute 0, one view, and time that stands still."""
    script = (paths.static_dir() / "ticker.js").read_text(encoding="utf-8").replace("export default", "window.ticker =")
    state = {"legend": "The clock", "words": ticker_words(), "minute": 0, "minutes": 60, "running": False, "speed": 1,
             "disabled": False, "jump": [0, 0]}  # fmt: skip
    page.clock.install(time=0)
    page.set_content('<main class="ms-activity"><div id="view"></div></main>')
    page.clock.pause_at(1000)
    page.add_script_tag(content=MODEL + script)
    page.evaluate(
        f"""() => {{
          window.model = new Model({json.dumps(state)});
          window.stop = ticker.initialize({{ model }});
          window.leave = ticker.render({{ model, el: document.getElementById("view") }});
        }}"""
    )
    yield page
    assert page_errors.none()


def shown(clock) -> str:
    """Return the time on the screen."""
    return clock.get_by_role("timer").inner_text()


def test_it_stands_until_it_is_started_by_the_keyboard(clock):
    clock.clock.run_for(30_000)
    assert shown(clock) == "Minute 0:00 of 60. The clock is stopped."
    clock.keyboard.press("Tab")
    clock.keyboard.press("Enter")
    clock.clock.run_for(10_400)
    assert shown(clock) == "Minute 0:10 of 60. The clock runs."


@pytest.mark.parametrize(("speed", "seconds"), [(1, 300), (5, 60), (15, 20)])
def test_five_minutes_at_each_speed(clock, speed, seconds):
    clock.get_by_label("Speed").select_option(str(speed))
    clock.get_by_role("button", name="Start the clock").click()
    before = clock.evaluate("model.sent.length")
    clock.clock.run_for(seconds * 1000 + 400)
    assert shown(clock).startswith("Minute 5:0")
    assert clock.evaluate("model.sent")[before:] == [1, 2, 3, 4, 5], "whole minutes only, each once"
    assert clock.locator("[aria-live]").inner_text() == "Minute 5 of 60."


def test_it_speaks_every_fifth_minute_only(clock):
    clock.evaluate(
        """() => {
          window.said = [];
          const region = document.querySelector("[aria-live]");
          new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true });
        }"""
    )
    clock.get_by_role("button", name="Start the clock").click()
    clock.clock.run_for(16 * 60_000)
    assert clock.evaluate("said") == ["Minute 5 of 60.", "Minute 10 of 60.", "Minute 15 of 60."]


def test_it_pauses_and_goes_on_where_it_stood(clock):
    clock.get_by_role("button", name="Start the clock").click()
    clock.clock.run_for(90_000)
    clock.get_by_role("button", name="Pause the clock").click()
    stood = shown(clock)
    clock.clock.run_for(60_000)
    assert shown(clock) == stood and stood.endswith("The clock is stopped.")
    clock.get_by_role("button", name="Start the clock").click()
    clock.clock.run_for(31_000)
    assert shown(clock).startswith("Minute 2:0")


def test_python_may_set_it(clock):
    clock.evaluate("() => { model.set('minute', 22); model.set('jump', [1, 22]); }")
    assert shown(clock).startswith("Minute 22:00")
    clock.evaluate("() => { model.set('minute', 0); model.set('jump', [2, 0]); }")
    assert shown(clock).startswith("Minute 0:00")


def test_it_ends_with_the_hour(clock):
    clock.evaluate("() => { model.set('minute', 59); model.set('jump', [1, 59]); }")
    clock.get_by_role("button", name="Start the clock").click()
    clock.clock.run_for(90_000)
    assert shown(clock) == "Minute 60:00 of 60. The hour is over."
    assert clock.evaluate("[model.sent.at(-1), model.get('running')]") == [60, False]
    assert clock.get_by_role("button", name="Start the clock").is_disabled()


def test_two_views_do_not_count_twice_and_leave_nothing(clock):
    clock.evaluate("() => { window.second = ticker.render({ model, el: document.createElement('div') }); }")
    clock.get_by_role("button", name="Start the clock").click()
    clock.clock.run_for(60_400)
    assert shown(clock).startswith("Minute 1:0")
    clock.evaluate("() => { second(); leave(); stop(); }")
    assert clock.evaluate("model.followers.length") == 0


def test_with_less_motion_only_the_minute_changes(page, page_errors):
    page.emulate_media(reduced_motion="reduce")
    script = (paths.static_dir() / "ticker.js").read_text(encoding="utf-8").replace("export default", "window.ticker =")
    page.set_content('<div id="view"></div>')
    page.add_script_tag(content=MODEL + script)
    state = {"legend": "x", "words": ticker_words(), "minute": 7, "minutes": 60, "running": False, "speed": 5, "jump": [0, 0]}
    page.evaluate(
        f"() => {{ const model = new Model({json.dumps(state)});"
        " ticker.initialize({ model }); ticker.render({ model, el: document.getElementById('view') }); }"
    )
    assert page.get_by_role("timer").inner_text() == "Minute 7 of 60. The clock is stopped."
    assert page_errors.none()
