"""Chart, Table, Callout and References: three faces that say the same, safe to show anywhere."""

import html
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

import pytest
from common import make, shown_calls, visible_words

import medsocial as ms
from medsocial.display import Callout, Chart, References, Table, with_recipe
from medsocial.display.elements import Signed
from medsocial.display.markup import escape, options, source_line, tag
from medsocial.display.picture import MARKS_BEFORE_PNG, draw, memoised
from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import style
from medsocial.store import data

SOURCE = "mostaghimi_2010_footprint"
HOSTILE = "<script>alert('x')</script> & \"quotes\""


def line_picture(points=3, label="A label"):
    """Draw a small picture."""

    def paint(figure):
        axes = figure.add_axes((0.1, 0.2, 0.8, 0.7))
        axes.barh(range(points), range(1, points + 1))
        axes.set_title(label)
        return label

    return draw(paint, 4, 2)


def svg_of(address):
    """Return the SVG text of a picture's address."""
    return urllib.parse.unquote(address.removeprefix("data:image/svg+xml,"))


# ---- pictures ----------------------------------------------------------------------------------------


def test_a_picture_is_the_same_twice_and_carries_no_date():
    assert line_picture() == line_picture()
    svg = svg_of(line_picture()[0])
    assert not re.search(r"<metadata|<style|20\d\d-\d\d-\d\d|<!DOCTYPE", svg)
    ElementTree.fromstring(svg)


def test_text_stays_text_in_one_font():
    svg = svg_of(line_picture(label="Ward & “quotes” < 5")[0])
    assert "Ward & “quotes” < 5" in "".join(ElementTree.fromstring(svg).itertext())
    assert "DejaVu" not in svg
    assert "system-ui" in svg


def test_a_picture_has_a_paper_of_its_own():
    svg = svg_of(line_picture()[0])
    assert style.PAPER.lower() in svg.lower()


def test_the_address_is_safe_inside_an_attribute():
    address = line_picture(label="100% of # \"5\" < 'x' & é")[0]
    assert not set('"<>#\n') & set(address.removeprefix("data:image/svg+xml,"))
    shown = tag("img", src=address, alt="x")
    there = html.unescape(re.search(r'src="([^"]*)"', shown).group(1))
    assert there == address
    assert "100% of # \"5\" < 'x' & é" in "".join(ElementTree.fromstring(svg_of(there)).itertext())


def test_letters_that_the_font_lacks_do_not_warn(recwarn):
    assert "漢字" in svg_of(line_picture(label="漢字")[0])
    assert not list(recwarn)


def test_a_thousand_marks_become_one_small_image_and_words_stay_text():
    def paint(figure):
        figure.text(0.1, 0.5, "Twelve hundred lines")
        figure.add_axes((0, 0, 1, 1)).hlines(range(MARKS_BEFORE_PNG + 200), 0, 1)

    address, _read = draw(paint, 4, 2)
    svg = svg_of(address)
    assert svg.count("<image ") == 1
    assert 'href="data:image/png;base64,' in svg
    assert "Twelve hundred lines" in "".join(ElementTree.fromstring(svg).itertext())
    assert len(address) < 20_000
    assert address == draw(paint, 4, 2)[0]


def test_drawing_leaves_the_settings_of_others_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    line_picture()
    assert dict(matplotlib.rcParams) == before


def test_memory_knows_language_and_data(monkeypatch, tmp_path):
    calls = []
    kept = memoised(lambda state: calls.append(state) or len(calls))
    assert [kept(1), kept(1), kept(2)] == [1, 1, 2]
    monkeypatch.setenv("MEDSOCIAL_LANGUAGE", "xx")
    assert kept(1) == 3
    monkeypatch.setenv("MEDSOCIAL_DATA", str(tmp_path))
    assert kept(1) == 4
    kept.forget()
    assert kept(1) == 5


# ---- elements ----------------------------------------------------------------------------------------


def test_a_chart_says_in_words_what_it_shows():
    numbers = Table(("Who", "Share"), [("Doctors", "94%")], "The numbers.", numeric=(1,))
    chart = Chart("data:,x", "Most were found.", "94 of 100.", "What is plotted.", numbers, sources=(SOURCE,))
    assert chart.sentence() == "Most were found. 94 of 100."
    shown = chart.to_html()
    assert 'alt="Most were found. 94 of 100."' in shown
    assert shown.startswith("<figure") and "<figcaption>" in shown
    assert "94%" in shown and "Show the numbers" in shown
    assert "read 22 November 2026" in shown
    assert repr(chart) == chart.sentence()


def test_our_own_calculation_is_said():
    chart = Chart("data:,x", "T", "S", "C", sources=(SOURCE,), calculation=True)
    assert "Our calculation from: " in html.unescape(chart.to_html())
    assert "Our calculation" not in Chart("data:,x", "T", "S", "C", sources=(SOURCE,)).to_html()


def test_a_table_has_headings_for_rows_and_columns():
    shown = Table(("Who", "Share"), [("Doctors", 94), ("Nurses", 50)], "Shares.", numeric=(1,)).to_html()
    assert shown.count('scope="col"') == 2
    assert shown.count('scope="row"') == 2
    assert "<caption>Shares.</caption>" in shown
    assert '<td class="ms-number">94</td>' in shown


def test_a_sign_stands_before_the_words_of_a_cell_and_is_no_part_of_them():
    cell = Signed("A & B", '<span class="ms-icon"></span>')
    assert cell == "A & B" and f"{cell}" == "A & B"
    assert '<td><span class="ms-icon"></span> A &amp; B</td>' in Table(("Who", "Kind"), [("One", cell)], "Kinds.").to_html()


def test_a_table_counts_its_rows():
    assert Table(("a",), [("x",)], "One.").sentence() == "One. Table with 1 row."
    assert Table(("a",), [("x",), ("y",)], "Two.").sentence() == "Two. Table with 2 rows."


@pytest.mark.parametrize(
    "element",
    [
        Table((HOSTILE,), [(HOSTILE,)], HOSTILE),
        Callout(HOSTILE, HOSTILE),
        Chart("data:,x", HOSTILE, HOSTILE, HOSTILE),
    ],
    ids=["table", "callout", "chart"],
)
def test_words_never_become_markup(element):
    shown = element.to_html()
    assert "<script" not in shown
    assert HOSTILE in visible_words(shown) or HOSTILE in " ".join(visible_words(shown))


def test_a_callout_keeps_its_paragraphs():
    shown = Callout("Rule", "One.\n\nTwo.", kind="rule").to_html()
    assert "<p>One.</p><p>Two.</p>" in shown
    assert "ms-rule" in shown
    assert Callout("Rule.", "One.\nTwo.").sentence() == "Rule. One. Two."


def test_references_are_in_order_and_counted():
    keys = [row.source_id for row in data.rows("sources")[:3]]
    listed = References(sources=keys)
    assert listed.sentence().startswith("This lesson cites 3 sources")
    positions = [listed.to_html().index(escape(data.row("sources", k).title)) for k in keys]
    by_title = sorted(keys, key=lambda k: data.row("sources", k).title.casefold())
    assert [k for _p, k in sorted(zip(positions, keys, strict=True))] == by_title


def test_a_source_is_linked_and_dated():
    source = data.row("sources", SOURCE)
    said = source_line([SOURCE])
    assert f'href="https://doi.org/{source.doi}"' in said or f'href="{escape(source.url)}"' in said
    assert "(read 22 November 2026)" in said
    assert source_line([]) == ""


def test_options_open_one_at_a_time():
    shown = options("q", [("Yes", "<p>Because.</p>"), ("<No>", "<p>Not.</p>")])
    assert shown.count('name="f500ae27"') == 2
    assert "&lt;No&gt;" in shown
    assert " open" not in shown


def test_tags_leave_out_what_is_none():
    assert tag("p", "x", class_=None, hidden=True, open=False) == "<p hidden>x</p>"
    assert tag("img", src="a", alt='"') == '<img src="a" alt="&quot;">'


def test_a_recipe_names_function_and_arguments():
    @with_recipe
    def plot_things(*names, kind="bar"):
        """Return a callout."""
        return Callout("T", "B", sources=("b", "a"))

    made = plot_things("x", "y", kind="dot")
    assert made.recipe == {"function": "plot_things", "arguments": {"names": ["x", "y"], "kind": "dot"}}
    made.sources = ()
    assert made._repr_mimebundle_()[RECIPE_TYPE]["arguments"]["kind"] == "dot"


# ---- what the lessons show -----------------------------------------------------------------------------


@pytest.mark.parametrize("call", shown_calls())
def test_the_three_faces_are_there_and_agree(call):
    faces = make(call)._repr_mimebundle_()
    assert faces["text/plain"] == faces[RECIPE_TYPE]["summary"]
    assert len(faces["text/plain"]) > 20
    assert "\n" not in faces["text/plain"]
    assert faces[RECIPE_TYPE]["sources"] == sorted(set(faces[RECIPE_TYPE]["sources"]))
    for key in faces[RECIPE_TYPE]["sources"]:
        data.row("sources", key)


@pytest.mark.parametrize("call", [call for call in shown_calls() if call.startswith("ms.plot_")])
def test_a_chart_has_source_numbers_and_description(call):
    chart = make(call)
    assert chart.sources
    assert chart.numbers is not None and len(chart.numbers.rows) >= 1
    assert re.search(r"\d", chart.sentence())
    drawn = "".join(ElementTree.fromstring(svg_of(chart.picture)).itertext())
    assert " ".join(chart.title.rstrip(".").split())[:20] in " ".join(drawn.split())
    assert len(chart.picture) < 64_000


@pytest.mark.parametrize("call", shown_calls())
def test_html_is_well_formed_and_ours(call):
    shown = make(call)._repr_mimebundle_()["text/html"]
    closed = re.sub(r"<(img|br|input)\b([^>]*)>", r"<\1\2/>", shown)
    closed = re.sub(r"(<details\b[^>]*) open(?=[\s>])", r"\1 open='open'", closed)
    root = ElementTree.fromstring(f"<div>{html.unescape(closed) if '&nbsp;' in closed else closed}</div>")
    classes = {name for part in root.iter() for name in part.get("class", "").split()}
    assert all(name.startswith("ms-") for name in classes)
    for link in root.iter("a"):
        assert link.get("href", "").startswith(("https://", "http://", "0", "#"))


def test_an_unknown_name_says_the_nearest():
    with pytest.raises(LookupError, match="digital"):
        ms.define("digital footprnt")
    with pytest.raises(LookupError, match="recognisable"):
        ms.guess("recognizable")
