"""The pages for people without Python, built from stored outputs alone."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_output
from sample_lessons import SECRET, WIDGET_VIEW, chart, folded, said, shown, stored, write, write_lessons

from medsocial.exports import pages
from medsocial.ground import paths, text
from medsocial.store import data, frames

VOID = {"meta", "link", "img", "br", "hr", "input"}


class Outline(HTMLParser):
    """What a test wants to know of a page: elements, text, headings, and whether tags are balanced."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict]] = []
        self.headings: list[tuple[int, tuple[str, ...]]] = []
        self.words = ""
        self.feed(page)
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.words += data

    def all(self, tag: str, class_: str = "") -> list[dict]:
        return [a for t, a in self.elements if t == tag and (not class_ or class_ in (a.get("class") or "").split())]


@pytest.fixture
def built(tmp_path) -> dict[str, str]:
    written = pages.build(tmp_path / "out", write_lessons(tmp_path / "lessons"))
    return {path.name: path.read_text(encoding="utf-8") for path in written}


def one_lesson(tmp_path: Path, *cells) -> str:
    """Return lesson 1 built from these cells."""
    folder = write_lessons(tmp_path / "lessons")
    write(folder, "01_definitions", *cells)
    pages.build(tmp_path / "out", folder)
    return (tmp_path / "out" / "01_definitions.html").read_text(encoding="utf-8")


def published() -> list[str]:
    return [row.lesson for row in data.rows("lessons") if row.status == "published"]


def test_one_page_for_each_lesson_and_an_index(built):
    assert list(built) == ["index.html", *(f"{lesson}.html" for lesson in published())]
    assert all(len(page.encode()) < 1_000_000 for page in built.values())


def test_every_page_is_whole_and_accessible_in_structure(built):
    for page in built.values():
        outline = Outline(page)
        assert outline.all("html") == [{"lang": "en"}]
        assert len(outline.all("main")) == 1
        assert re.search(r"<title>[^<]{10,}</title>", page)
        assert outline.all("a")[0]["href"] == "#content" and outline.all("main")[0]["id"] == "content"
        levels = [level for level, _ in outline.headings]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
        identifiers = [a["id"] for _, a in outline.elements if "id" in a]
        assert len(identifiers) == len(set(identifiers))


def test_a_page_holds_nothing_that_a_browser_would_fetch_or_run(built):
    for page in built.values():
        outline = Outline(page)
        policy = next(a["content"] for a in outline.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
        assert not outline.all("script") and not outline.all("iframe") and not outline.all("object")
        assert all(a["href"].startswith("data:") for a in outline.all("link"))
        assert all(a["src"].startswith("data:") and a["alt"] for a in outline.all("img"))
        style = page[page.index("<style>"):page.index("</style>")]
        # What a rule names lies in the page itself: the icons.
        assert set(re.findall(r"""url\(['"]?([^,)]*)""", style)) == {"data:image/svg+xml"} and "@import" not in style
        assert not [a for _, a in outline.elements if any(name.startswith("on") for name in a)]


def test_facilitator_notes_and_code_stay_out(built):
    for page in built.values():
        assert SECRET not in page
        assert "ms.something" not in page


def test_links_between_lessons_lead_to_pages(built):
    start = Outline(built["00_start_here.html"])
    addresses = [a.get("href") for a in start.all("a")]
    assert "01_definitions.html#Check-yourself" in addresses and "01_definitions.html" in addresses
    assert 'id="Check-yourself"' in built["01_definitions.html"]
    assert not [a for a in addresses if a and ".ipynb" in a]
    assert "02_platform_taxonomy" not in built["00_start_here.html"]
    assert "lesson 7" in start.words, "a lesson in preparation keeps its words"


def test_previous_next_and_index(built):
    lesson, last, lab = (built[f"{name}.html"] for name in ("01_definitions", "07_action_plan", "08_data_lab"))
    assert "To change and run them" in lab and "To change and run them" not in last
    assert 'rel="prev" href="00_start_here.html"' in lesson and 'rel="next"' not in last
    assert 'rel="next" href="01_definitions.html"' in built["00_start_here.html"]
    assert last.count('href="index.html"') == 2
    # No lesson leads on to a lab, and a lab to none.
    assert 'rel="prev"' not in lab and 'rel="next"' not in lab


def test_a_page_shows_the_code_of_a_lab_and_of_no_lesson():
    shown = {one.name: [part.html for part in one.parts if part.html.startswith("<pre")]
             for one in pages.read_lessons(paths.notebooks_dir())}
    lab = shown.pop("08_data_lab")
    assert "<code># The names of 2014, without your own website\nlisted = platforms[&quot;" in lab[2] and len(lab) > 20
    assert all('tabindex="0"' in one and 'aria-label="Code"' in one for one in lab), "a narrow screen scrolls it by keyboard"
    assert set(map(len, shown.values())) == {0}


def test_go_deeper_is_folded_until_a_heading_of_the_same_rank(built):
    outline = Outline(built["01_definitions.html"])
    assert len(outline.all("details", "ms-deeper")) == 2
    assert not [a for a in outline.all("details", "ms-deeper") if "open" in a]
    page = built["01_definitions.html"]
    first = page[page.index('<details class="ms-deeper"'):page.index(">Not folded any more<")]
    assert "A smaller heading" in first and "A wide table" in first and first.rstrip().endswith('<h3 id="Not-folded-any-more"')
    assert first.count("<details") == first.count("</details>")


def test_options_keep_their_reasons_in_closed_details(built):
    outline = Outline(built["01_definitions.html"])
    options = outline.all("details", "ms-option")
    assert len(options) == 4 and not [a for a in options if "open" in a]
    names = [a["name"] for a in options]
    assert names[0] == names[1] != names[2] == names[3], "one open at a time in each group"


def test_charts_and_tables_can_be_scrolled_by_keyboard(built):
    outline = Outline(built["01_definitions.html"])
    boxes = outline.all("div", "ms-picture") + outline.all("div", "ms-table-frame")
    assert len(boxes) == 1 + 4
    assert all(a["tabindex"] == "0" and a["role"] == "group" and a["aria-label"] for a in boxes)
    assert "A wide table" in [a["aria-label"] for a in boxes]


def test_a_data_frame_gets_the_house_table(tmp_path):
    page = one_lesson(tmp_path, said("# One"), stored({"text/html": frames.load_sources().head(2).to_html()}))
    boxes = Outline(page).all("div", "ms-table-frame")
    assert len(boxes) == 1 and boxes[0]["tabindex"] == "0"


def test_the_index_lists_lessons_minutes_and_paths(built):
    words = Outline(built["index.html"]).words
    for row in data.rows("lessons"):
        assert row.title in words and row.summary in words
    assert [a["class"] for a in Outline(built["index.html"]).all("li") if "class" in a] == [
        "ms-open" if row.lesson in published() else "ms-later" for row in data.rows("lessons")]
    assert len(data.rows("paths")) == 4
    for path in data.rows("paths"):
        assert path.label in words


def test_each_page_says_what_the_live_edition_adds(built):
    for page in built.values():
        words = " ".join(Outline(page).words.split())
        assert "The live edition keeps your answers, uses your country and gives you a plan to take along." in words
        assert "<code>python3 workshop.py</code>" in page


def test_a_picture_of_the_text_is_packed_into_the_page(tmp_path):
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "door.png").write_bytes(b"\x89PNG picture")
    page = one_lesson(tmp_path, said("# One\n\n![An open door](door.png)"))
    assert Outline(page).all("img") == [{"src": "data:image/png;base64,iVBORyBwaWN0dXJl", "alt": "An open door"}]


def test_visible_words_are_translated(tmp_path):
    folder = tmp_path / "lessons"
    folder.mkdir()
    for name in published():
        write(folder, name, said("# 1\n\n## 2\n\n| 3 | 4 |\n|---|---|\n| 5 | 6 |\n\n## 7"))
    text.use_language(text.PSEUDO)
    for path in pages.build(tmp_path / "out", folder):
        outline = Outline(path.read_text(encoding="utf-8"))
        labels = [a["aria-label"] for _, a in outline.elements if "aria-label" in a]
        words = " ".join([outline.words, *labels]).replace("python3 workshop.py", "").replace("py workshop.py", "")
        assert re.findall(r"[A-Za-z]{2,}", words) == []
        assert outline.all("html") == [{"lang": "en"}]


@pytest.mark.parametrize("cell, sentence", [
    (new_code_cell("ms.x()"), "has never been run"),
    (stored({WIDGET_VIEW: {"model_id": "1"}, "text/plain": "Box()"}), "only its live form"),
    (stored({"text/plain": "42"}), "nothing that a page can show"),
    (new_code_cell("x", execution_count=1, outputs=[new_output("error", ename="E", evalue="", traceback=[])]),
     "ended with an error"),
])
def test_a_cell_that_a_page_cannot_show_is_named(tmp_path, cell, sentence):
    with pytest.raises(pages.NoPages) as refused:
        one_lesson(tmp_path, said("# One"), shown(chart()), cell)
    message = str(refused.value)
    assert message.startswith("Cell 3 of 01_definitions.ipynb") and sentence in message and "workshop.py build" in message
    assert not (tmp_path / "out").exists(), "nothing half-built is left"


def test_printed_lines_are_no_part_of_a_page(tmp_path):
    talk = new_code_cell("x", execution_count=1, outputs=[new_output("stream", name="stderr", text="a remark")])
    assert "a remark" not in one_lesson(tmp_path, said("# One"), talk)


def test_missing_or_broken_notebooks_are_one_sentence(tmp_path):
    with pytest.raises(pages.NoPages, match="There are no notebooks in"):
        pages.build(tmp_path / "out", tmp_path / "nowhere")
    folder = write_lessons(tmp_path / "lessons")
    (folder / "01_definitions.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(pages.NoPages, match="01_definitions.ipynb cannot be read"):
        pages.build(tmp_path / "out", folder)
    (folder / "01_definitions.ipynb").unlink()
    with pytest.raises(pages.NoPages, match="01_definitions.ipynb is missing"):
        pages.build(tmp_path / "out", folder)
    write(folder, "01_definitions", said("# One\n\n![Gone](gone.png)"))
    with pytest.raises(pages.NoPages, match="gone.png"):
        pages.build(tmp_path / "out", folder)
    write(write_lessons(folder), "99_extra", said("# More"))
    with pytest.raises(pages.NoPages, match="99_extra has no line in lessons.csv"):
        pages.build(tmp_path / "out", folder)


def test_a_page_that_grows_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "LARGEST_PAGE", 20_000)
    with pytest.raises(pages.NoPages, match="would be larger than 1 MB"):
        pages.build(tmp_path / "out", write_lessons(tmp_path / "lessons"))


def test_the_command_says_where_the_pages_are(tmp_path, monkeypatch, capsys):
    folder = write_lessons(tmp_path / "lessons")
    monkeypatch.setattr(paths, "notebooks_dir", lambda: folder)
    assert pages.main(["--out", str(tmp_path / "out")]) == 0
    assert str(tmp_path / "out" / "index.html") in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch, capsys):
    folder = write_lessons(tmp_path / "lessons")
    monkeypatch.setattr(paths, "notebooks_dir", lambda: folder)
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert pages.main(["--out", str(tmp_path / "taken" / "out")]) == 1
    said_ = capsys.readouterr().out
    assert "cannot be written" in said_ and said_.count("\n") == 1 and "Traceback" not in said_


def test_two_builds_are_identical(tmp_path):
    folder = write_lessons(tmp_path / "lessons")
    once, again = (pages.build(tmp_path / name, folder) for name in ("a", "b"))
    assert [p.read_bytes() for p in once] == [p.read_bytes() for p in again]


def test_a_heading_alone_in_a_folded_cell(tmp_path):
    page = one_lesson(tmp_path, said("# One"), folded("## Go deeper: more"), said("Words."))
    assert Outline(page).all("details", "ms-deeper")


STYLE = (paths.static_dir() / "house.css").read_text(encoding="utf-8")


def _parts(selector: str) -> list[str]:
    """Return the parts of a list of selectors; commas inside :is(…) do not part them."""
    depth, parts = 0, [""]
    for letter in selector:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def test_the_house_style_touches_only_our_own_elements():
    plain = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"@media[^{]*\{", "", plain))
    assert len(rules) > 80
    for selector, declarations in rules:
        switches_only = all(part.strip().startswith("--ms-") for part in declarations.split(";") if part.strip())
        assert switches_only or all(".ms-" in part for part in _parts(selector)), selector


def test_the_house_style_is_small_and_fetches_nothing():
    assert len(STYLE.encode()) < 28_000
    assert "url(" not in STYLE and "@import" not in STYLE and "@font-face" not in STYLE


def _palette(switch: int) -> dict[str, str]:
    """Return the colours of the light (0) or dark (1) palette."""
    found = re.findall(r"--ms-([\w-]+): (?:var\(--jp-[\w-]+, )?var\(--ms-light, (.*?)\) var\(--ms-dark, (.*?)\)\)?;", STYLE)
    return {name: re.search("#[0-9A-F]{6}", pair[switch])[0] for name, *pair in found}


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("switch", [0, 1], ids=["light", "dark"])
def test_contrast_of_the_palette(switch):
    colours = _palette(switch)
    for ground in ("surface", "tint", "good-tint", "warn-tint", "caution-tint"):
        assert _contrast(colours["ink"], colours[ground]) >= 7
    for words in ("muted", "accent"):
        for ground in ("surface", "tint"):
            assert _contrast(colours[words], colours[ground]) >= 4.5
    assert _contrast(colours["on-accent"], colours["accent"]) >= 4.5
    for line in ("edge", "accent", "good", "warn", "caution"):
        assert _contrast(colours[line], colours["surface"]) >= 3
