"""Icons: those used are there with their licence, drawn in one line, and written into the style sheet once."""

import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

import pytest

from medsocial.display import icons
from medsocial.ground import paths
from medsocial.model import storyboard
from medsocial.model.footprint import vocabulary
from medsocial.store import data

FOLDER = paths.static_dir() / "icons"
NAMES = sorted({row.icon for row in data.rows("icons")})
# What a room is asked to do, and the clock beside it.
ACTS = {"look", "listen", "vote", "talk", "search", "write", "say", "play", "sort", "rest", "clock"}


def test_only_the_icons_in_use_are_kept_and_with_their_licence():
    assert sorted(path.stem for path in FOLDER.glob("*.svg")) == NAMES
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "Lucide, version 1.62.0" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_everything_that_needs_an_icon_has_one():
    assert {*storyboard.ACTS, "clock"} == ACTS
    types = {row.type_primary for row in data.rows("platforms")}
    assert len(types) == 9
    for group, keys in {
        "type": types,
        "benefit": {f"B{n}" for n in range(1, 7)},
        "danger": {f"D{n}" for n in range(1, 6)},
        "act": ACTS,
        "find": {kind["id"] for kind in vocabulary()["kinds"]},
    }.items():
        assert {row.key for row in data.rows("icons") if row.group == group} == keys
        # Within a group no two look alike.
        assert len({icons.icon_name(group, key) for key in keys}) == len(keys)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_inline_and_silent(name):
    svg = ElementTree.fromstring(icons.icon(name))
    assert svg.get("aria-hidden") == "true" and svg.get("focusable") == "false"
    assert (svg.get("viewBox"), svg.get("fill"), svg.get("stroke"), svg.get("stroke-width")) == (
        "0 0 24 24", "none", "currentColor", "1.75",
    )  # fmt: skip
    assert {child.tag for child in svg} <= {"path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}
    assert len(svg) >= 1


def test_a_missing_icon_is_told_with_its_cure():
    with pytest.raises(data.UnknownName, match="Add a row to icons.csv"):
        icons.icon_name("act", "sleep")
    with pytest.raises(data.UnknownName, match=r"Put unicorn\.svg into"):
        icons.icon("unicorn")


def test_the_style_sheet_is_written_from_the_table():
    sheet = (paths.static_dir() / "icons.css").read_text(encoding="utf-8")
    assert sheet == icons.style_sheet()
    assert len(sheet) < 24_000
    assert re.findall(r"\.ms-icon-([a-z0-9-]+) \{", sheet) == NAMES
    assert set(re.findall(r'url\("([^,]*),', sheet)) == {"data:image/svg+xml"}
    assert len(icons.shapes("eye")) > 20 and icons.mark("benefit", "B1") == '<span class="ms-icon ms-icon-eye"></span>'
    for drawn in re.findall(r'url\("data:image/svg\+xml,(.*?)"\)', sheet):
        assert "currentColor" not in drawn
        assert len(ElementTree.fromstring(urllib.parse.unquote(drawn))) >= 1
