"""Documents as templates: what comes from outside is escaped, every word can be translated, what is missing is named."""

import dataclasses
import html
import json
import re
import shutil

import pytest

from medsocial.display import documents
from medsocial.exports import guide, pages
from medsocial.exports.guide import participants, wishes
from medsocial.exports.guide.wishes import Wishes, plan
from medsocial.ground import paths
from medsocial.results import analysis, command, found, reading, report
from medsocial.store import data
from medsocial.upkeep import derived

HOSTILE = '<b>"&amp;\'{{ 7 * 7 }}</b><script>'
# The tests of the decks look after their templates.
FOLDERS = ("guide", "results", "template", "test")
TEMPLATES = [file for file in derived.template_files() if file.relative_to(paths.slides_dir()).parts[0] in FOLDERS]
every_template = pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(paths.slides_dir()).as_posix())


def text_of(page):
    """Return what a reader of a page sees, in one line."""
    body = re.sub(r"<style.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def assert_escaped(page, where):
    """Fail unless the hostile words stand in the text of a page, as words."""
    assert HOSTILE in text_of(page), where
    assert "<script" not in page and '<b>"' not in page and "49" not in re.sub(r"4411|\d\d:\d\d", "", text_of(page)), where


# ---- escaping -----------------------------------------------------------------------------------------


def test_hostile_words_stay_words_in_every_document_of_the_kit(monkeypatch):
    content = json.loads(json.dumps(wishes.content()))
    for entry in content["piles"]:
        entry["label"] = HOSTILE
    for entry in content["situations"]:
        entry["title"] = entry["say"] = entry["never"] = HOSTILE
    for module in (wishes, guide.pages, guide.piles):
        monkeypatch.setattr(module, "content", lambda: content)
    monkeypatch.setattr(wishes.Plan, "country", HOSTILE)
    for module in (guide.pages, participants):
        monkeypatch.setattr(module, "wanted", lambda _made: content["piles"])
    monkeypatch.setattr(guide.pages, "clauses", lambda: [(HOSTILE, HOSTILE, HOSTILE, HOSTILE)])
    made = plan(Wishes(60, 14 * 60, 24, 4, "GB", numbers={"privacy": HOSTILE}))
    kit = {name: page for name, page in guide.kit(made).items() if name.endswith(".html")}
    assert len(kit) == len(content["piles"]) + 1
    for name in ("guide.html", "facilitator.html", "print-list.html"):
        assert_escaped(kit.pop(name), name)
    for name, page in kit.items():  # a label is the title of its page
        assert "<script" not in page and '<b>"' not in page, name
        title = html.unescape(re.search(r"<title>(.*?)</title>", page)[1])
        assert title == ("Worksheet: yours to keep" if name == "worksheet.html" else HOSTILE), name


def test_hostile_names_of_files_and_versions_stay_words_in_the_report(tmp_path):
    read = reading.read_folder(tmp_path)
    read.notes.append(found.Note(HOSTILE, HOSTILE))
    read.versions |= {"0.1.0", HOSTILE}
    page = report.page(analysis.analyse(read))
    assert_escaped(page, "report")
    # The note's reason and the version; the place of a note may hold a person's name, and is shown as "…".
    assert text_of(page).count(HOSTILE) == 2


def test_hostile_words_stay_words_on_the_pages():
    row = data.rows("lessons")[0]
    hostile = dataclasses.replace(row, title=HOSTILE, summary=HOSTILE)
    way = dataclasses.replace(data.rows("paths")[0], label=HOSTILE, advice=HOSTILE, lessons=("a",))
    known = {"by_name": {"a": hostile}, "files": {row.lesson: "a.html"}}
    live = {"live": "live/?lesson=", "megabytes": 1, "draws": False, "writes_word": False, "left": [hostile]}
    index = documents.render("template/index.html", lessons=[hostile], ways=[way], **known, **live)
    assert_escaped(index, "index")
    lesson = pages.Lesson("a", row, HOSTILE, [pages.Part("<p>One</p>", True, HOSTILE)], [("x", HOSTILE), ("y", HOSTILE)])
    page = documents.render("template/lesson.html", lesson=lesson, before=None, after=None, live="", left=())
    assert_escaped(page, "lesson")
    assert html.unescape(re.search(r'role="group" aria-label="([^"]*)"', page)[1]) == HOSTILE


def test_a_title_at_the_foot_of_the_paper_cannot_end_its_style():
    assert documents.css_words('A "b" \\ </style>\n<i>') == "A b  /style>i>"


@every_template
def test_only_what_is_named_html_goes_in_as_html(file):
    written = file.read_text(encoding="utf-8")
    marked = re.findall(r'([\w.]+|style\([^)]*\)|"<code>[^"]*</code>") \| safe', written)
    assert len(marked) == len(re.findall(r"\bsafe\b", written))
    assert [name for name in marked if not re.search(r"(?:^|[._])html$|^style\(|^css_words$|^\"<code>", name)] == []
    assert "autoescape" not in written


# ---- words --------------------------------------------------------------------------------------------


def untranslated(written):
    """Return the words of a template that do not go through the translator."""
    written = re.sub(r"<style>.*?</style>", " ", written, flags=re.DOTALL)
    written = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", written, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', written)
    shown = re.sub(r"<[^>]*>", " ", written)
    return re.findall(r"[A-Za-z]{2,}", re.sub(r"[\w-]+\.(?:html|csv)\b", " ", " ".join([shown, *spoken])))


def unspoken(written):
    """Return the strings in a template's expressions that look like a sentence and do not go through the translator."""
    inside = re.findall(r"\{%(.*?)%\}|\{\{(.*?)\}\}", written, flags=re.DOTALL)
    rest = [re.sub(r'\b(?:_|ngettext)\((?:"[^"]*"(?:, )?)+', " ", " ".join(pair)) for pair in inside]
    return [words for piece in rest for words in re.findall(r'"([^"]*)"', piece) if re.search(r"[A-Z][a-z]+|[a-z] [a-z]", words)]


@every_template
def test_every_word_of_a_template_goes_through_the_translator(file):
    written = file.read_text(encoding="utf-8")
    assert untranslated(written) == []
    # Lengths of paper and fonts are no words, and a command is typed as it is.
    assert [words for words in unspoken(written) if not re.search(r"\d(?:mm|pt)|^<code>", words)] == []


def test_the_search_for_words_finds_them():
    assert untranslated('<p aria-label="On top">Here {{ _("There") }}</p>{# note #}') == ["Here", "On", "top"]
    assert unspoken('{{ box("Watch for", _("A word"), "watch") }}{{ ngettext("{n} One", "{n} Two", n) }}') == ["Watch for"]


def test_each_pile_has_its_template_and_its_values():
    kinds = {entry["id"] for entry in wishes.content()["piles"]} - {"print_list", "facilitator"}
    assert {file.stem for file in (paths.slides_dir() / "guide" / "sheets").glob("*.html")} == kinds == set(participants.VALUES)


# ---- what is missing or damaged ------------------------------------------------------------------------


@pytest.fixture
def slides(tmp_path, monkeypatch):
    """Return a copy of the templates in which a test may break something."""
    copy = tmp_path / "slides"
    shutil.copytree(paths.slides_dir(), copy, ignore=shutil.ignore_patterns("dist", "vendor", "voila"))
    monkeypatch.setattr(paths, "slides_dir", lambda: copy)
    return copy


GUIDE = (guide.main, ["--no-pdf", "--out"])


@pytest.mark.parametrize(
    ("name", "command_of"),
    [
        ("guide/facilitator.html", GUIDE),
        ("guide/base.html", GUIDE),
        ("guide/sheets/cards.html", GUIDE),
        ("guide/sheets.css", GUIDE),
        ("results/report.html", (command.main, ["classes", "--out"])),
        ("template/page.css", (pages.main, ["--out"])),
    ],
)
def test_what_is_missing_is_named_in_one_sentence(slides, tmp_path, monkeypatch, capsys, name, command_of):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "classes").mkdir()
    (slides / name).unlink()
    run, arguments = command_of
    assert run([*arguments, str(tmp_path / "out")]) == 1
    assert capsys.readouterr().out == f"{name} is missing. Restore the folder slides from the workshop's copy.\n"
    assert not (tmp_path / "out").exists()


def test_a_damaged_template_is_named_with_its_line(slides):
    (slides / "guide" / "print_list.html").write_text("<p>\n{% if made %}\n</p>", encoding="utf-8")
    with pytest.raises(documents.NoDocument) as refused:
        guide.kit(plan(Wishes(60)))
    assert str(refused.value).startswith("guide/print_list.html cannot be used, since something near its line 3 is wrong (")
    assert str(refused.value).endswith("). Mend the line.")
