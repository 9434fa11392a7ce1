"""Pictures for a room: read from the back row, in both themes, with the figures of the tables."""

import dataclasses
import itertools
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from prose_rules import words

from medsocial.charts import room
from medsocial.charts.room import brand_experiment, canvas, rows, types_and_names, varga_footprint
from medsocial.ground import paths, style, text
from medsocial.ground.letters import width
from medsocial.store import data

STATES = [(name, step) for name, steps in room.PICTURES.items() for step in range(1, steps + 1)]
DRAWN = [(name, theme, step) for name, step in STATES for theme in style.THEMES]
MOST_WORDS = {"types_and_names": 75, "benefits": 75}
NARROWEST = 1120  # the least width that a deck gives a picture on a slide of 1280
MINUS = "\N{MINUS SIGN}"
# Typed by hand: the list of 2014 in its order, and what the table of events says of each.
FATES = {
    "Facebook": "alive", "Google+": "closed in 2019", "Myspace": "alive", "WhatsApp": "alive", "Skype": "closed in 2025",
    "Google Hangouts": "closed in 2022", "Messenger": "alive", "LinkedIn": "alive", "Sermo": "alive", "Doximity": "alive",
    "Medical Directors Forum": "no trace found", "QuantiaMD": "no trace found", "Doctors' Hangout": "no trace found",
    "doc2doc": "closed in 2016", "YouTube": "alive", "Flickr": "alive", "Wikipedia": "alive", "Tumblr": "alive",
    "Blogger": "alive", "Second Life": "alive", "Twitter": "renamed X in 2023",
}  # fmt: skip


@dataclasses.dataclass
class Written:
    """Words in a picture, with the room that they take in the widest font that a reader may have."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    colour: str
    ground: str
    struck: bool


def drawn(name, theme="light", step=None):
    """Return the elements of a picture, from the back to the front."""
    address = room.draw(name, theme, step).picture
    return ElementTree.fromstring(urllib.parse.unquote(address.removeprefix("data:image/svg+xml,")))


def tagged(svg, tag):
    """Return the elements with a tag, wherever they stand."""
    return [node for node in svg.iter() if node.tag.endswith("}" + tag)]


def measured(words, size, bold):
    """Return the width of words as matplotlib measures it in DejaVu Sans."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(words, font, ismath=False)[0]


def written(svg):
    """Return all words of a picture with their extents and what lies behind them."""
    found, boxes = [], []
    for node in svg:
        if node.tag.endswith("}rect"):
            place = [float(node.get(key, 0)) for key in ("x", "y", "width", "height")]
            boxes.append((*place, node.get("fill")))
        if not node.tag.endswith("}text"):
            continue
        size, bold = float(node.get("font-size")), node.get("font-weight") == "700"
        wide = sum(measured(part.text, size, True) + measured(" ", size, False) for part in node)
        tail = "".join(part.tail for part in node) if len(node) else node.text
        wide += measured(tail.strip(), size, bold)
        x, y = float(node.get("x")), float(node.get("y"))
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[node.get("text-anchor", "start")]
        ground = [b[4] for b in boxes if b[4] != "none" and b[0] <= x <= b[0] + b[2] and b[1] <= y <= b[1] + b[3]][-1]
        words_ = "".join(node.itertext())
        found.append(
            Written(words_, left, left + wide, y - 0.73 * size, y + 0.2 * size, size, node.get("fill"), ground,
                    node.get("text-decoration") == "line-through")
        )  # fmt: skip
    return found


def contrast(one, other):
    """Return the contrast of two colours, as the accessibility guidelines define it."""

    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# ---- for the back row ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "step"), STATES)
def test_nothing_is_below_24_pixels_and_nothing_is_cut(name, step):
    svg = drawn(name, step=step)
    _left, _top, wide, high = map(float, svg.get("viewBox").split())
    assert (wide, high) == (1180, pytest.approx(high)) and high <= 480
    for one in written(svg):
        assert one.size * NARROWEST / wide >= 24, one.words
        assert one.left >= 0 and one.right <= wide and one.top >= 0 and one.bottom <= high, one.words


@pytest.mark.parametrize(("name", "step"), STATES)
def test_no_words_touch_others(name, step):
    for one, other in itertools.combinations(written(drawn(name, step=step)), 2):
        beside = one.right <= other.left or other.right <= one.left
        assert beside or one.bottom <= other.top or other.bottom <= one.top, (one.words, other.words)


@pytest.mark.parametrize(("name", "step"), STATES)
def test_a_picture_has_few_words(name, step):
    shown = " ".join(one.words for one in written(drawn(name, step=step)))
    assert len(words(shown)) <= MOST_WORDS.get(name, 60)
    assert step < room.PICTURES[name] or len(words(shown)) > 20
    assert len(shown.split()) <= MOST_WORDS.get(name, 60)


@pytest.mark.parametrize(("name", "theme", "step"), DRAWN)
def test_words_and_marks_stand_out_in_both_themes(name, theme, step):
    colours, svg = style.THEMES[theme], drawn(name, theme, step)
    for one in written(svg):
        assert contrast(one.colour, one.ground) >= 4.5, (one.words, one.colour, one.ground)
    marks = [(node.get("fill"), node.get("stroke")) for tag in ("circle", "line", "rect", "g") for node in tagged(svg, tag)]
    meaning = {c for pair in marks for c in pair} - {None, "none", colours.line, colours.paper, colours.wash, colours.tint}
    assert meaning and all(contrast(c, ground) >= 3 for c in meaning for ground in (colours.paper, colours.wash, colours.tint))


@pytest.mark.parametrize(("name", "step"), STATES)
def test_a_dark_picture_is_dark_and_drawn_alike(name, step):
    light, dark = drawn(name, "light", step), drawn(name, "dark", step)
    assert tagged(dark, "rect")[0].get("fill") == "#131A20"
    assert "#FFFFFF" not in ElementTree.tostring(dark, encoding="unicode").upper()
    assert [(w.words, w.left, w.top) for w in written(light)] == [(w.words, w.left, w.top) for w in written(dark)]
    assert room.draw(name, "light", step).sentence() == room.draw(name, "dark", step).sentence()


def test_the_colours_are_those_of_the_decks():
    sheet = (paths.slides_dir() / "template" / "deck.css").read_text(encoding="utf-8")
    for theme, selector in (("light", ":root"), ("dark", '[data-theme="dark"]')):
        block = re.search(re.escape(selector) + r" \{(.*?)\}", sheet, re.DOTALL)[1]
        told = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block))
        ours = dataclasses.asdict(style.THEMES[theme])
        assert {name: told[name] for name in ours} == ours


@pytest.mark.parametrize(("name", "step"), STATES)
def test_a_picture_is_the_same_each_time(name, step):
    first = room.draw(name, "light", step).picture
    for module in (types_and_names, brand_experiment, varga_footprint):
        module.draw.forget()
    assert room.draw(name, "light", step).picture == first
    assert len(first) < 20_000


def test_letters_are_never_wider_than_reckoned():
    shown = {(one.words, one.size) for name, step in STATES for one in written(drawn(name, step=step))}
    for words_, size in shown:
        for bold in (False, True):
            assert measured(words_, size, bold) <= width(words_, size, bold=bold) * 1.03 + 2, words_
    assert canvas.wrapped("one two three", width("one two", 26)) == ["one two", "three"]
    assert canvas.wrapped("", 10) == [""]
    assert canvas.wrapped("unbreakable", 10) == ["unbreakable"]


# ---- the types and names -------------------------------------------------------------------------------


def test_the_list_and_its_fates():
    chart = room.draw("types_and_names")
    assert chart.title == "Of 21 names, 4 have closed and 3 cannot be found"
    assert re.findall(r"([A-Za-z][\w+' ]*?) \((alive|closed in \d+|renamed \w+ in \d+|no trace found)\)", chart.summary) == list(
        FATES.items()
    )
    assert room.draw("types_and_names", step=1).title == "One list of 2014: 9 types, 21 names"


def test_nothing_moves_between_the_two_steps():
    first, second = (drawn("types_and_names", step=step) for step in (1, 2))
    place = ("x", "y", "width", "height")
    boxes = [[tuple(node.get(key) for key in place) for node in tagged(svg, "rect")] for svg in (first, second)]
    assert boxes[0] == boxes[1][: len(boxes[0])]
    kept = [(one.words, one.left, one.top) for one in written(first)]
    assert set(kept) <= {(one.words, one.left, one.top) for one in written(second)}
    assert len(tagged(first, "g")) == len(tagged(second, "g")) == 9  # one icon a type


def test_a_fate_is_told_by_form_and_sign_and_not_by_colour_alone():
    svg = drawn("types_and_names")
    closed = {name for name, fate in FATES.items() if fate.startswith("closed")}
    unknown = {name for name, fate in FATES.items() if fate == "no trace found"}
    assert {one.words for one in written(svg) if one.struck} == closed
    boxes = [node for node in svg if node.tag.endswith(("}rect", "}text"))]
    dashed = {text.text for box, text in itertools.pairwise(boxes) if box.get("stroke-dasharray") and text.tag.endswith("}text")}
    assert dashed == unknown | {"no trace found"}
    signs = [one.words for one in written(svg) if re.fullmatch(r"\?|\d{4}|\N{RIGHTWARDS ARROW} .*", one.words)]
    assert sorted(signs) == sorted(["?", "?", "?", "2016", "2019", "2022", "2025", "\N{RIGHTWARDS ARROW} X 2023"])


# ---- benefits and dangers ------------------------------------------------------------------------------


def test_certainty_and_size_are_told_apart():
    chart = room.draw("benefits")
    assert chart.title == "One of six promises is well supported, and its effect is small"
    # Typed by hand from the grades, and from Breza 2021 and the four outcomes of Petkovic 2021.
    assert chart.summary.split(". ") == [
        "Visibility and reputation: how sure, very low to moderate; how much, a little: attention; careers unknown",
        f"Public health, paid campaigns: how sure, high; how much, a little: travel {MINUS}1.0 points",
        "Public health, one doctor's posts: how sure, very low; how much, unknown: no study found",
        "Patient care and education: how sure, low; how much, a little: 1 of 4 outcomes rose",
        "Professional networking: how sure, very low; how much, unknown: never tested",
        "Professional education: how sure, low; how much, perhaps: short-term knowledge",
        "Promotion of the hospital: how sure, low; how much, unclear: goes with fame.",
    ]


def test_dots_show_the_grade():
    discs = [node for node in drawn("benefits") if node.tag.endswith("}circle") and float(node.get("r")) == 11]
    filled = [sum(dot.get("fill") != "none" for dot in line) for line in zip(*[iter(discs)] * 4, strict=True)]
    assert filled == [1, 4, 1, 2, 1, 2, 2]
    cores = [node for node in drawn("benefits") if node.tag.endswith("}circle") and float(node.get("r")) < 11]
    assert len(cores) == 2  # visibility: its parts reach from very low to moderate


def test_dangers_have_a_figure_with_what_was_counted():
    chart = room.draw("dangers")
    assert chart.summary.split(". ") == [
        "Legal trouble, complaint, fine, lost licence: 44 of 48 US medical boards saw cases",
        "Privacy, recognised though unnamed: 242 of 754 stories, by friends or family",
        f"Image, one frustrated comment: {MINUS}11 points of 100 in credibility",
        "Habit, hard to stop: 1 to 15% of adults, by how one asks",
        "Time, leaving one service: 60 minutes a day won back; public.",
    ]
    assert {"greysen_2012_boards", "ahmed_2020_stories", "weijs_2019_credibility"} <= set(chart.sources)


def test_no_figure_is_typed_into_the_words_of_a_picture():
    for row in data.rows("room_rows"):
        cells = (row.label, row.part or "", row.figure or "", row.words)
        typed = re.sub(r"of 100", "", re.sub(r"\{\w+\}", "", " ".join(cells)))
        assert not re.search(r"\d", typed), row.row_id
        assert len(words(row.label)) <= 5


def test_a_placeholder_without_a_figure_is_named_with_its_cure():
    row = dataclasses.replace(data.row("room_rows", "dangers_legal"), figure="{share}")
    with pytest.raises(data.DataError, match=r"row dangers_legal: .* gives k, n, value, low, high\. Change the placeholder"):
        rows._filled(row)


# ---- one experiment, one footprint ---------------------------------------------------------------------


def test_the_experiment_is_drawn_with_its_interval():
    chart, svg = room.draw("brand_experiment"), drawn("brand_experiment")
    assert chart.summary == (
        f"One frustrated comment about work, 357 members of the public: {MINUS}11 points of 100 in credibility, "
        f"likely {MINUS}14 to {MINUS}9. A warm, healthy personal profile, 250 students: rated above a strictly professional one."
    )
    (bar,) = (node for node in tagged(svg, "line") if node.get("stroke-width") == "12")
    (dot,) = (node for node in tagged(svg, "circle") if node.get("r") == "17")
    ticks = {one.words: (one.left + one.right) / 2 for one in written(svg) if re.fullmatch(rf"{MINUS}?\d+", one.words)}
    point = (ticks["0"] - ticks[f"{MINUS}20"]) / 20
    drawn_at = [(float(x) - ticks["0"]) / point for x in (bar.get("x1"), dot.get("cx"), bar.get("x2"))]
    assert drawn_at == pytest.approx([-13.7, -11.18, -8.66], abs=0.05)  # Weijs 2019


def test_the_footprint_is_the_worked_example_most_urgent_first():
    chart = room.draw("varga_footprint")
    assert chart.title == "A stranger finds 4 things about Dr Ines Varga; she controls none"
    assert chart.summary.split(". ") == [
        "Dr Ines Varga, invented example",
        "Faked video: can harm; who can change it: a website; first step: save, report, tell the employer today",
        "Photo or video: can be misread; who can change it: a friend or colleague; first step: ask to remove it",
        "Staff page: out of date; who can change it: the employer; first step: ask for a correction",
        "Paper or talk: it helps; who can change it: a register or publisher; first step: keep it.",
    ]
    heavy = [node.get("y") for node in tagged(drawn("varga_footprint"), "rect") if node.get("stroke-width") == "4"]
    assert len(heavy) == 1


# ---- the door ------------------------------------------------------------------------------------------


def test_a_wrong_name_theme_or_step_is_told_plainly():
    with pytest.raises(data.UnknownName, match="There are types_and_names, benefits"):
        room.draw("benefit")
    with pytest.raises(data.UnknownName, match="there is no theme 'grey'"):
        room.draw("benefits", "grey")
    with pytest.raises(data.UnknownName, match="has steps 1 to 2; there is no step 3"):
        room.draw("types_and_names", step=3)


def test_every_word_can_be_translated():
    names = {*FATES, "Dr Ines Varga", "yours", "Your own", "website or blog"}
    text.use_language(text.PSEUDO)
    try:
        plain = [
            one.words
            for name, step in STATES
            for one in written(drawn(name, step=step))
            if one.words not in names and re.search(r"[a-z]{3}", one.words)
        ]
    finally:
        text.use_language(None)
    assert plain == []
