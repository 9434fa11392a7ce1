"""Charts of lesson 02: figures against hand-typed ones, clean pictures, and awkward requests."""

import csv
import datetime as dt
import json
import re
import subprocess
import sys
import urllib.parse
from dataclasses import replace
from itertools import product

import pytest

from medsocial.charts import lives, shares
from medsocial.charts.bars import Bar, draw_bars
from medsocial.charts.counts import plot_consult_funnel, plot_counts, plot_gss_2016
from medsocial.charts.lives import draw_lives, plot_lives
from medsocial.charts.lives.rows import MARKED, LifeBar, Mark, resolve
from medsocial.charts.shares import plot_any_use, plot_platform_shares
from medsocial.charts.survival import plot_survival, plot_survival_bounds
from medsocial.charts.taxonomy import plot_taxonomy
from medsocial.display import picture
from medsocial.display.elements import Table
from medsocial.ground import text
from medsocial.model.selection import EmptySelection
from medsocial.store import data

SVG = "data:image/svg+xml,"
YEARS = (1999, 2026)
EVERY = {
    "taxonomy": plot_taxonomy,
    "lives": plot_lives,
    "lives then": lambda: plot_lives(as_of=2016),
    "lives of two": lambda: plot_lives(("instagram", "signal")),
    "lives of all": lambda: plot_lives(tuple(row.platform_id for row in data.rows("platforms"))),
    "bounds": plot_survival_bounds,
    "two ways of age": lambda: plot_survival_bounds("scale"),
    "any use": plot_any_use,
    "platform shares": plot_platform_shares,
    "other shares": lambda: plot_platform_shares(("reddit", "snapchat", "nextdoor", "threads", "bluesky", "bereal")),
    "gss": plot_gss_2016,
    "mau": lambda: plot_counts("mau"),
    "members": lambda: plot_counts("members"),
    "sermo": lambda: plot_counts("members", ("sermo",)),
    "funnel": plot_consult_funnel,
} | {
    f"survival {' '.join(switches)}": lambda switches=switches: plot_survival(*switches)
    for switches in product(("closed", "closed_or_renamed"), ("censored", "all_dead", "all_alive"), ("study", "age", "age_naive"))
}


@pytest.fixture
def drawn(monkeypatch):
    """Return a function that makes a chart anew and gives it with the figure that was painted."""
    original, painted = picture.draw, []

    def draw(paint, width, height):
        def keep(figure):
            painted.append(figure)
            return paint(figure)

        return original(keep, width, height)

    def make(call):
        for memoised in MEMOISED:
            memoised.forget()
        painted.clear()
        chart = call()
        for memoised in MEMOISED:
            memoised.forget()
        return chart, painted[-1]

    monkeypatch.setattr(picture, "draw", draw)
    return make


MEMOISED = [
    f.__wrapped__ for f in (plot_taxonomy, plot_survival, plot_survival_bounds, plot_any_use, plot_gss_2016, plot_consult_funnel)
]
MEMOISED += [lives._plotted, shares._platform_shares, sys.modules["medsocial.charts.counts"]._counts]


def svg(chart) -> str:
    assert chart.picture.startswith(SVG)
    return urllib.parse.unquote(chart.picture.removeprefix(SVG))


def lines_of(figure):
    """Return the drawn lines with at least two points."""
    return [line for axes in figure.axes for line in axes.lines if len(line.get_xdata()) > 1]


def lines_on(figure):
    """Return the lines among the rows of the picture of lives, which has no axes; not those of its legend."""
    from matplotlib.lines import Line2D

    inches = figure.dpi_scale_trans
    return [one for one in figure.artists if isinstance(one, Line2D) and one.get_transform() is not inches]


# ---- every picture ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_a_picture_is_light_and_its_text_stays_text(name):
    chart = EVERY[name]()
    drawing = svg(chart)
    assert "<style" not in drawing and "<text" in drawing
    assert len(chart.picture) < 80_000
    title = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing))
    assert all(word.replace("&", "&amp;") in title for word in chart.title.split())
    sizes = [float(s) for s in re.findall(r"font-size: ?([\d.]+)px", drawing)]
    assert min(sizes) >= 9.5


@pytest.mark.parametrize("name", EVERY)
def test_a_chart_says_what_it_shows_in_short_sentences(name):
    chart = EVERY[name]()
    assert chart.summary and chart.caption and chart.sources and chart.numbers.rows
    assert all(data.row("sources", key) for key in chart.sources)
    for sentence in re.split(r"(?<=[.])\s+(?=[A-Z\d])", f"{chart.title}. {chart.summary} {chart.caption}"):
        assert len(re.findall(r"[\w’']+(?:[.,]\d+)*", sentence)) <= 30, sentence


def test_two_processes_give_the_same_bytes():
    script = (
        "import hashlib; from medsocial.charts import taxonomy, lives, survival, shares, counts;"
        "made = [taxonomy.plot_taxonomy(), lives.plot_lives(as_of=2016), survival.plot_survival(),"
        "survival.plot_survival_bounds(),"
        "shares.plot_any_use(), shares.plot_platform_shares(), counts.plot_gss_2016(), counts.plot_counts('mau'),"
        "counts.plot_consult_funnel()];"
        "print([hashlib.sha256((c.picture + c.sentence() + c.to_html()).encode()).hexdigest() for c in made])"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=_environment(seed)).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(set(json.loads(runs[0].replace("'", '"')))) == 9


def _environment(seed: str) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONHASHSEED": seed}


def test_the_recipe_keeps_what_was_asked_for():
    first, second = plot_lives(("skype",)), plot_lives(["skype"])
    assert first.recipe == {"function": "plot_lives", "arguments": {"platforms": ("skype",)}}
    assert second.recipe["arguments"] == {"platforms": ["skype"]}
    assert first.recipe["arguments"] == {"platforms": ("skype",)}
    assert first.picture == second.picture


# ---- taxonomy -----------------------------------------------------------------------------------------


def test_every_platform_stands_once_under_its_main_type(drawn):
    chart, figure = drawn(plot_taxonomy)
    patches = figure.axes[0].patches
    filled = [p for p in patches if p.get_linestyle() == "-"]
    rows = data.rows("platforms")
    assert len(filled) == len(rows) >= 55
    assert len(patches) - len(filled) == sum(len(row.type_secondary) for row in rows) > 0
    bold = {t.get_text() for t in figure.axes[0].texts if t.get_weight() == "bold" and t.get_size() < 11}
    assert bold == {row.name for row in rows if "source_2014" in row.cohort} and len(bold) == 22
    # The grouping of the list of 2014, by hand.
    assert "Of 2014: Facebook, Google+ and Myspace. " in chart.summary
    assert "Of 2014: Google Hangouts, Messenger, Skype and WhatsApp. " in chart.summary
    assert "Virtual world: 1 name. Of 2014: Second Life." in chart.summary


# ---- lives --------------------------------------------------------------------------------------------


def test_the_list_of_2014_in_one_picture():
    chart = plot_lives()
    assert chart.title == "Of 21 platforms, 4 closed, 3 lost from sight"
    for said in (
        "Google+: from 2011 to 2019, then closed.",
        "Skype: from 2003 to 2025, then closed.",
        "Google Hangouts: from 2013 to 2022, then closed.",
        "doc2doc: from 2009 to 2016, then closed.",
        "QuantiaMD: from 2006, last seen in 2017.",
        "Doctors' Hangout: existed by 2008, last seen in 2017.",
        "Facebook: from 2004, alive in 2026.",
        "Medical Directors Forum*: from 2012, last seen in 2014.",
    ):
        assert said in chart.summary
    assert len(chart.numbers.rows) == 21
    assert "medsocial_recall_2026" not in chart.sources


def test_what_was_true_in_a_year():
    chart = plot_lives(as_of=2016)
    # Closed by then: doc2doc. Not known: Medical Directors Forum.
    assert chart.title == "At the end of 2016, 19 of 21 were alive"
    assert "19 alive, 1 not known" in chart.summary
    assert "Twitter: from 2006" in chart.summary and "X: from" not in chart.summary


def test_a_recalled_event_is_not_drawn():
    (bar,) = resolve(("doctors_net_uk",), *YEARS)
    assert bar.marks == ()  # its sale in 2011 is recalled only
    assert [m.kind for m in resolve(("instagram",), *YEARS)[0].marks] == ["acquired", "encryption_off"]


def test_awkward_requests_get_a_sentence():
    with pytest.raises(data.UnknownName, match="Instagram"):
        plot_lives(("Instagramm",))
    with pytest.raises(ValueError, match="Swap them"):
        plot_lives(first_year=2020, last_year=2010)
    with pytest.raises(ValueError, match="2005 lies outside the years shown, 2010 to 2020"):
        plot_lives(first_year=2010, last_year=2020, as_of=2005)
    with pytest.raises(EmptySelection, match="No platform fits"):
        plot_lives(())
    with pytest.raises(EmptySelection, match="between 1999 and 2001"):
        plot_lives(("bluesky",), 1999, 2001)
    with pytest.raises(EmptySelection):
        plot_lives(("own_website",))
    with pytest.raises(EmptySelection):
        plot_lives(("vine",), 2020, 2026)  # closed in 2017
    assert isinstance(EmptySelection("x"), LookupError)


def test_one_name_may_be_given_as_a_plain_word_and_twice():
    assert plot_lives("Skype").title == "Skype is closed"
    assert len(resolve(("skype", "Skype", "SKYPE"), *YEARS)) == 1


def many(count: int) -> tuple[LifeBar, ...]:
    """Return bars of all fates, spread over the years."""
    base = resolve(None, *YEARS)
    bars = []
    for i in range(count):
        start = 1999 + (i * 7919 % 2400) / 100
        fate = ("closed", "unknown", "alive")[i % 3]
        end = 2026.6 if fate == "alive" else min(2026.5, start + 1 + i * 31 % 90 / 10)
        day = base[0].began.moment
        marks = (Mark((start + end) / 2, "renamed", day, "day"), Mark((start + end) / 2, "acquired", day, "day"))
        bars.append(
            replace(base[i % 21], platform_id=f"p{i}", name=f"Platform {i}", start=start, end=end, fate=fate, marks=marks)
        )
    return tuple(sorted(bars, key=lambda b: b.start))


@pytest.mark.parametrize(("count", "head"), [(1, SVG), (22, SVG), (220, SVG), (2200, "data:image/png;base64,")])
def test_any_count_of_rows_can_be_drawn(count, head):
    bars = many(count)
    chart = draw_lives(bars, *YEARS, dt.date(2015, 12, 31))
    # Many marks become one embedded picture; the words around it stay words.
    assert head in urllib.parse.unquote(chart.picture)
    closed = len([b for b in bars if b.fate == "closed"])
    assert f"{text.number(count)} bar" in chart.summary and f"{text.number(closed)} " in chart.summary
    assert (chart.numbers is None) == (count > 60)
    assert len(chart.summary.split()) < 400


def test_marks_on_one_day_do_not_hide_each_other(drawn):
    bar = replace(many(1)[0], marks=tuple(Mark(2010.0, kind, resolve(None, *YEARS)[0].began.moment, "day") for kind in MARKED))
    chart, figure = drawn(lambda: draw_lives((bar,), *YEARS))
    spots = sorted(float(x) for line in lines_on(figure) if line.get_marker() != "None" for x in line.get_xdata())
    assert len(spots) == 4 and min(b - a for a, b in zip(spots, spots[1:], strict=False)) > 0.4
    assert "moved a little to the right" in chart.caption


def test_the_day_stands_at_its_line_and_no_number_under_it(drawn):
    _chart, figure = drawn(lambda: plot_lives(as_of=2014))
    said = [words.get_text() for words in figure.texts]
    assert "end of 2014" in said and "2015" not in said and {"2000", "2005", "2010", "2020", "2025"} <= set(said)
    (mark,) = (words for words in figure.texts if words.get_text() == "end of 2014")
    assert 2014.99 < mark.get_position()[0] < 2015, "the line of 31 December 2014"


PLATFORM = {"type_primary": "messaging", "cohort": "source_2014", "audience": "general", "source_id": "own", "status": "verified"}
EVENT = {"date_precision": "day", "source_id": "wikipedia_2026_google_plus", "status": "verified"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a writer of a data folder of one's own: the shipped one with some tables changed."""
    shipped = data.paths.data_dir()
    for path in shipped.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    fields = {
        name: [f["name"] for f in found["schema"]["fields"]] for name, found in data.resources().items() if "schema" in found
    }

    def write(**tables) -> None:
        for name, rows in tables.items():
            with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fields[name], restval="")
                writer.writeheader()
                writer.writerows(rows)
        monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))
        data._rows.cache_clear()

    return write


def event(i: int, platform: str, day: str, kind: str, **more) -> dict[str, str]:
    return EVENT | {"event_id": f"e{i}", "platform_id": platform, "date": day, "event_type": kind} | more


def test_platforms_of_ones_own_with_gaps_and_other_scripts(folder):
    names = {
        "old": "Ohne Start",
        "dark": "Nichts bekannt",
        "wx": "微信",
        "ar": "تواصل",
        "long": "A name that is far too long for its column",
    }
    folder(
        platforms=[PLATFORM | {"platform_id": key, "name": name} for key, name in names.items()],
        lifecycle_events=[
            event(1, "old", "2012-01-01", "acquired"),
            event(2, "old", "2026-05-01", "last_verified_alive"),
            event(3, "wx", "2011-01-21", "launch"),
            event(4, "wx", "2011-01-21", "encryption_on"),
            event(5, "wx", "2026-08-06", "last_verified_alive"),
            event(6, "ar", "2015-03-01", "launch"),
            event(7, "ar", "2018-03-01", "closed"),
            event(8, "long", "2013-01-01", "launch", status="memory"),
        ],
    )
    chart = plot_lives()
    assert "Ohne Start: existed by 2012, alive in 2026." in chart.summary
    assert "Nichts bekannt: no dates found." in chart.summary
    assert "微信: from 2011, alive in 2026." in chart.summary and "تواصل: from 2015 to 2018, then closed." in chart.summary
    assert "微信" in svg(chart) and "no dates found" in svg(chart)
    assert "A name that is far too…*: from 2013" in chart.summary
    assert {row[0] for row in chart.numbers.rows} >= {"微信", "تواصل"}


# ---- survival -----------------------------------------------------------------------------------------


def test_the_main_curve_against_the_fact_base(drawn):
    chart, figure = drawn(plot_survival)
    assert chart.title == "About 8 in 10 names of 2014 were still open after 12 years"
    for said in (
        "0.95 after 1.96 years",
        "0.89 after 4.75 years",
        "0.84 after 8.34 years",
        "0.78 after 10.84 years",
        "Interval at the end: 0.52 to 0.91.",
    ):
        assert said in chart.summary
    assert "4 events in 202 platform-years: 2.0 in 100 a year" in chart.caption
    assert [row[2] for row in chart.numbers.rows] == ["20", "17", "16", "15"]
    axes = figure.axes[0]
    assert axes.get_ylim()[0] == 0 and 1 <= axes.get_ylim()[1] < 1.1
    below = [t.get_text() for t in figure.texts if re.fullmatch(r"\d+", t.get_text())]
    assert below == ["21", "19", "17", "16", "16", "15", "14"]
    assert {t.get_text() for t in axes.texts} >= {"doc2doc", "Google+", "Google Hangouts", "Skype", "0.78  (0.52 to 0.91)"}


@pytest.mark.parametrize(
    ("lost", "tenths", "end", "interval"), [("all_dead", 7, "0.67", "0.43 to 0.83"), ("all_alive", 8, "0.81", "0.57 to 0.92")]
)
def test_the_bounds_against_the_fact_base(lost, tenths, end, interval):
    chart = plot_survival(lost=lost)
    assert chart.title.startswith(f"About {tenths} in 10 ")
    assert f"{end} after 10.84 years. Interval at the end: {interval}." in chart.summary


def test_three_curves_between_their_bounds(drawn):
    chart, figure = drawn(plot_survival_bounds)
    assert chart.title == "With 3 names lost, 0.67 to 0.81 survive"
    ends = [t.get_text() for t in figure.axes[0].texts]
    assert ends == ["0.81 All alive", "0.78 Main", "0.67 All closed"]
    assert len({line.get_linestyle() for line in figure.axes[0].lines[:3]}) == 3, "told apart without colour"


def test_counting_from_birth_looks_better_than_delayed_entry():
    chart = plot_survival_bounds("scale")
    naive, late = map(float, re.findall(r"0\.\d\d", chart.title))
    assert naive > late and (naive, late) == (0.74, 0.56)
    assert "Doctors' Hangout" in plot_survival(scale="age").caption
    with pytest.raises(ValueError, match="Choose one of lost, scale"):
        plot_survival_bounds("colour")
    with pytest.raises(ValueError, match="Choose one of"):
        plot_survival(lost="forgotten")


# ---- shares -------------------------------------------------------------------------------------------


def test_two_denominators_as_published(drawn):
    chart, figure = drawn(plot_any_use)
    assert chart.title.startswith("In 2021, 72% of all adults or 77% of internet users")
    assert "Of all adults: 5% in 2005, 72% in 2021." in chart.summary
    assert "Of internet users: 8% in 2005, 77% in 2021." in chart.summary
    online, adults = ([row.share_percent for row in shares._series(s)] for s in ("pew_any_internet_users", "pew_any_adults"))
    assert online == [8, 16, 29, 61, 66, 76, 77, 77, 78, 77]
    assert adults[-3:] == [65, 69, 72], "the recalled values of 2018 and 2019 are left out"
    drawn_adults = next(line for line in lines_of(figure) if len(line.get_xdata()) == len(adults))
    assert list(drawn_adults.get_ydata()) == adults
    assert max(drawn_adults.get_xdata()) < 2021.2
    assert "because we found no later answer" in chart.caption


def test_shares_of_platforms_as_published():
    said = plot_platform_shares().summary
    for sentence in (
        "YouTube by phone: 73% in 2018, 81% in 2021.",
        "YouTube mainly by web: 83% in 2023, 84% in 2025.",
        "Facebook by phone: 54% in 2012, 69% in 2021.",
        "Facebook mainly by web: 68% in 2023, 71% in 2025.",
        "Instagram by phone: 9% in 2012, 40% in 2021.",
        "Instagram mainly by web: 47% in 2023, 50% in 2025.",
        "LinkedIn mainly by web: 30% in 2023, 32% in 2024.",
        "TikTok by phone: 21% in 2021.",
        "TikTok mainly by web: 33% in 2023, 37% in 2025.",
        "WhatsApp mainly by web: 29% in 2023, 32% in 2025.",
        "X (Twitter) mainly by web: 22% in 2023, 21% in 2025.",
    ):
        assert sentence in said


@pytest.mark.parametrize("name", ["platform shares", "other shares"])
def test_no_line_crosses_the_change_of_method(name, drawn):
    chart, figure = drawn(EVERY[name])
    (gap,) = figure.axes[0].patches
    left, right = gap.get_extents().transformed(figure.axes[0].transData.inverted()).intervalx
    assert 2021 < left < right < 2024
    for line in lines_of(figure):
        xs = [float(x) for x in line.get_xdata()]
        assert max(xs) < left or min(xs) > right
    assert "Lines are not joined across the change" in chart.caption


def test_awkward_requests_for_shares():
    with pytest.raises(data.UnknownName):
        plot_platform_shares(("facebok",))
    with pytest.raises(EmptySelection, match="did not ask"):
        plot_platform_shares(("sermo",))
    with pytest.raises(EmptySelection):
        plot_platform_shares(())
    with pytest.raises(ValueError, match="at most ten"):
        plot_platform_shares(tuple(row.platform_id for row in data.rows("platforms")))
    assert "mainly by web" in plot_platform_shares("Threads").summary


# ---- counts -------------------------------------------------------------------------------------------


def test_the_survey_of_2016_with_its_intervals():
    chart = plot_gss_2016()
    assert chart.title == "More belonged to Google+ than to Instagram, yet Google+ closed in 2019"
    for sentence in (
        "Facebook: 74.5% (1,022 of 1,372), 95% interval 72.1% to 76.7%.",
        "Google+: 34.7% (476 of 1,373), 95% interval 32.2% to 37.2%.",
        "Instagram: 30.8% (423 of 1,372), 95% interval 28.4% to 33.3%.",
        "Twitter: 18.6% (255 of 1,372), 95% interval 16.6% to 20.7%.",
        "Flickr: 3.1% (42 of 1,372), 95% interval 2.3% to 4.1%.",
    ):
        assert sentence in chart.summary
    assert "unweighted" in chart.caption and len(chart.numbers.rows) == 12


def test_monthly_users_by_hand():
    chart = plot_counts("mau")
    assert chart.title == "WhatsApp, Instagram and Facebook claim the most monthly active users"
    assert "WhatsApp, April 2025, its owner: about 3 billion." in chart.summary
    assert "Second Life, June 2013, its owner: about 1 million." in chart.summary
    # The 320 million of 2023 are recalled, the 70 million of Signal undated.
    assert "Microsoft Teams, December 2022, its owner: at least 280 million." in chart.summary
    assert "320" not in chart.summary and "Signal" not in chart.summary
    assert "Hatched bars were read second-hand." in chart.caption


def test_metrics_are_never_mixed():
    with pytest.raises(ValueError, match="mix monthly active users with members.*one metric at a time"):
        plot_counts(("mau", "members"))
    with pytest.raises(ValueError, match="LinkedIn is counted in members, not in monthly active users. Leave it out"):
        plot_counts("mau", ("facebook", "linkedin"))
    with pytest.raises(ValueError, match="would mix .*which cannot share one axis"):
        plot_counts("active_other")
    with pytest.raises(ValueError, match="'likes' is no metric. Choose one of mau, dau"):
        plot_counts("likes")
    with pytest.raises(data.UnknownName):
        plot_counts("mau", ("facebok",))
    with pytest.raises(EmptySelection, match="no dated and checked count of monthly active users"):
        plot_counts("mau", ("signal",))
    assert "No dated and checked count: Signal." in plot_counts("mau", ("facebook", "signal")).caption


def test_bars_start_at_zero_and_keep_their_proportions(drawn):
    chart, figure = drawn(lambda: plot_counts("mau"))
    newest = {}
    for row in sorted(data.rows("user_counts"), key=lambda row: str(row.date)):
        if row.metric == "mau" and row.date and row.status != "memory":
            newest[row.platform_id] = row.value
    axes = figure.axes[0]
    bars = axes.patches
    assert {bar.get_x() for bar in bars} == {0}
    assert [bar.get_width() for bar in bars] == sorted(newest.values(), reverse=True), "the longest first, none cut off"
    assert axes.get_xscale() == "linear" and axes.get_xlim()[0] < 0 and axes.get_xlim()[1] > max(newest.values())
    tops = [bar.get_y() for bar in bars]
    assert axes.yaxis_inverted() and tops == sorted(tops), "from the top down"
    # Above each bar its own label, beside it its own value.
    names = [text.get_text().partition(",")[0] for text in axes.texts[::2]]
    values = {data.row("platforms", key).name: value for key, value in newest.items()}
    assert [values[name] for name in names] == [bar.get_width() for bar in bars]
    for value, bar in zip(axes.texts[1::2], bars, strict=True):
        x, y = value.get_position()
        assert x > bar.get_width() and bar.get_y() < y < bar.get_y() + bar.get_height()
    assert chart.summary.index("WhatsApp") < chart.summary.index("Telegram") < chart.summary.index("Mastodon")


def test_a_bar_read_second_hand_is_hatched_on_paper_and_no_other(drawn):
    from matplotlib.colors import to_hex

    table = Table(("a", "b"), [("x", "1")], "caption")
    bars = [Bar("Read at the source", 4, "4"), Bar("Read in a report", 1, "1", second_hand=True), Bar("Read too", 2, "2")]
    _chart, figure = drawn(lambda: draw_bars(bars, "Title", "Subtitle", "Caption", table, ["x"]))
    drawn_bars = figure.axes[0].patches
    assert [bar.get_width() for bar in drawn_bars] == [4, 1, 2], "the order is the caller's"
    assert [bool(bar.get_hatch()) for bar in drawn_bars] == [False, True, False]
    assert [to_hex(bar.get_facecolor()).upper() for bar in drawn_bars] == ["#0B7285", "#FFFFFF", "#0B7285"]


def test_lives_are_drawn_from_top_to_bottom_by_their_beginning_and_to_scale(drawn):
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_hex

    chart, figure = drawn(plot_lives)
    lives_said = chart.summary.partition("closed. ")[2]
    said = re.findall(r"([^.:]+): (?:from|existed by) (\d{4})(?: to (\d{4}), then closed)?", lives_said)
    names = [name.strip() for name, _start, _end in said]
    starts = [int(start) for _name, start, _end in said]
    assert len(said) == 21 and starts == sorted(starts), "the sentence keeps the order of the bars"
    heights = {words.get_text(): words.get_position()[1] for words in figure.texts}
    assert [heights[name] for name in names] == [row + 0.5 for row in range(21)]
    boxes = next(one for one in figure.artists if isinstance(one, PolyCollection) and len(one.get_paths()) == 21)
    assert to_hex(boxes.get_facecolors()[0]).upper() == "#0B7285"
    for row, (path, (name, start, end)) in enumerate(zip(boxes.get_paths(), said, strict=True)):
        (left, low), (right, high) = path.vertices.min(axis=0), path.vertices.max(axis=0)
        assert low < row + 0.5 < high and int(left) == int(start) and right > left, name
        assert not end or int(right) == int(end), name
    ends = [line for line in lines_on(figure) if to_hex(line.get_color()).upper() == "#C2410C"]
    assert [len(line.get_xdata()) for line in ends] == [4 * 3], "four closed, each with its end in red"


def test_the_funnel_as_published(drawn):
    chart, figure = drawn(plot_consult_funnel)
    assert chart.title == "About 1 in 8 Medscape Consult users was active"
    assert "310,563" in chart.summary and "37,706, or 12.1% of them." in chart.summary
    assert [bar.get_width() for bar in figure.axes[0].patches] == [310563, 37706]


def test_cases_and_replies_are_told_in_words_and_never_drawn(folder, drawn):
    columns = data.resources()["user_counts"]["schema"]["fields"]
    rows = [
        {f["name"]: getattr(r, f["name"]) for f in columns}
        for r in data.rows("user_counts")
        if r.platform_id == "medscape_consult"
    ]
    other = rows[0] | {"count_id": "c", "metric": "accounts", "value": 7834, "definition": "Cases, an invented row."}
    folder(user_counts=[*rows, other])
    chart, figure = drawn(plot_consult_funnel)
    assert "7,834: Cases, an invented row." in chart.caption
    assert len(figure.axes[0].patches) == 2
    folder(user_counts=rows[:1])
    with pytest.raises(EmptySelection, match="lacks the two counts"):
        drawn(plot_consult_funnel)


# ---- another language ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_nothing_stays_in_english(name):
    text.use_language(text.PSEUDO)
    chart = EVERY[name]()
    said = " ".join((chart.title, chart.summary, chart.caption, chart.numbers.caption, *chart.numbers.columns))
    named = {label for row in data.rows("platforms") for label in (row.name, row.name_in_source_text) if label}
    for label in sorted(named, key=len, reverse=True):
        said = said.replace(label, " ")
    assert re.findall(r"(?<![^\W\d_])[A-Za-z]{4,}(?![^\W\d_])", said) == []
