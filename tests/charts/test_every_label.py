"""Every chart in every state: no words leave the picture, none lie on others, none are too small to read on a page."""

import io
from itertools import combinations

import pytest
from common import SHOWN, documented_call, make, needs_arguments
from matplotlib.text import Text

from medsocial.activities import habit_switch, survival_switches
from medsocial.charts.counts import plot_counts
from medsocial.charts.danger_charts import plot_cutoff
from medsocial.charts.guess import plot_guess
from medsocial.charts.guidance import plot_guidance
from medsocial.charts.lives import plot_lives
from medsocial.charts.shares import plot_platform_shares
from medsocial.charts.survival import plot_survival, plot_survival_bounds
from medsocial.display import picture
from medsocial.ground import paths
from medsocial.model import guidance, lifecycle
from medsocial.store import data

CARD = 46 * 16  # width of a card in a page, at the browser's usual size of letters
FRAME = 2 * (0.7 * 15 + 1)  # padding and line round the picture, left and right
LEAST = 12

PLOTS = {
    name: [(make, (needs_arguments(name) and documented_call(name)) or f"ms.{name}()")]
    for name in SHOWN
    if name.startswith("plot_")
}
EVERY_PLATFORM = tuple(row.platform_id for row in data.rows("platforms"))
STATES = PLOTS | {
    "guess": [(plot_guess, row.guess_id, own) for row in data.rows("guesses") for own in (None, 0, *row.options, 100)],
    "explore_survival": [(plot_survival, *state) for state in survival_switches.states()],
    "explore_habit": [(plot_cutoff, code) for code in (*habit_switch.CODES, None)],
    "guidance by topic": [(plot_guidance, topic) for topic in dict.fromkeys(act.topic for act in guidance.acts())],
    "explore_platforms": [(plot_lives, None, None, None, year) for year in range(lifecycle.years()[0], lifecycle.years()[1] + 1)],
    "lives of all and of two": [
        *((plot_lives, EVERY_PLATFORM, None, None, year) for year in (None, 2014, 2026)),
        (plot_lives, ("instagram", "signal")),
    ],
    "shares, counts and bounds": [
        (plot_platform_shares, ("reddit", "snapchat", "nextdoor", "threads", "bluesky", "bereal")),
        *((plot_counts, *asked) for asked in (("mau",), ("members",), ("members", ("sermo",)))),
        *((plot_survival_bounds, switch) for switch in ("lost", "scale")),
    ],
    "lives in few years": [(plot_lives, None, 2010, None, year) for year in (2010, 2014, 2026)],
}


@pytest.fixture
def written(monkeypatch, tmp_path):
    """Return a function that draws a state and returns, for each picture, its size and the words with their boxes."""
    found, drawn = [], []
    write, line = picture._svg, Text.draw

    def noted(self, renderer):
        if self.get_visible() and self.get_text().strip():
            drawn.append(self)  # matplotlib makes marks of a scale that it never draws
        return line(self, renderer)

    def kept(figure):
        drawn.clear()
        svg = write(figure)
        width, height = 72 * figure.get_size_inches()
        renderer = picture._renderer()(width, height, io.StringIO())
        found.append((width, height, [(words, _room(words, renderer)) for words in drawn]))
        return svg

    monkeypatch.setattr(Text, "draw", noted)
    monkeypatch.setattr(picture, "_svg", kept)
    # Pictures are remembered by the folder of their data: under another name nothing is remembered.
    folder = tmp_path / "data"
    folder.symlink_to(paths.data_dir(), target_is_directory=True)

    def look(call, *arguments):
        found.clear()
        with paths.reading(str(folder)):
            call(*arguments)
        return list(found)

    return look


def _room(words, renderer):
    """Return the box of the words with the paper that is laid behind them, which covers what was drawn before."""
    paper = words.get_bbox_patch()
    return (paper or words).get_window_extent(renderer)


@pytest.mark.parametrize("chart", STATES)
def test_words_lie_inside_their_picture_and_not_on_each_other(chart, written):
    for call, *arguments in STATES[chart]:
        pictures = written(call, *arguments)
        assert pictures, f"{arguments}: nothing was drawn"
        for width, height, words in pictures:
            assert words, arguments
            for said, box in words:
                whole = box.x0 >= 0 and box.x1 <= width and box.y0 >= -0.5 and box.y1 <= height + 0.5
                assert whole, f"{arguments}: {said.get_text()!r} is cut off"
                on_page = said.get_size() * (CARD - FRAME) / width
                assert on_page >= LEAST, f"{arguments}: {said.get_text()!r} is {on_page:.1f} px on a page"
            for (one, a), (two, b) in combinations(words, 2):
                # Two lines of small type may touch by a hair; letters do not fill the whole height of their line.
                across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
                assert across <= 1 or down <= 2, f"{arguments}: {one.get_text()!r} lies on {two.get_text()!r}"
