"""Wording can be translated: nothing that a reader sees is left in English when the language changes."""

import datetime as dt
import functools
import re

import pytest
import yaml
from common import live_texts, make, shown_calls, use, visible_words

from medsocial.ground import paths, text
from medsocial.store import data
from medsocial.upkeep import derived

FILE_NAME = re.compile(r"[\w-]+\.(json|html|yaml|docx|pptx|txt|md|ics)\b")
_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])")
# Names, not words: what runs the workshop, and parts of addresses.
NAMES = {"Python", "ORCID", "https", "http", "www", "doi", "org", "com", "html", "json"}
ACCENTED = re.compile(f"[{text._ACCENTED}]{{4,}}")


def proper_names():
    """Return what stays in its own language: titles, publishers, platforms, studies, people."""
    names = {
        person["name"]
        for person in yaml.safe_load((paths.data_dir() / "cast.yaml").read_text("utf-8"))["people"]
    }
    for table, described in data.resources().items():
        for field in described.get("schema", {}).get("fields", []):
            word = (
                field["type"] == "string"
                and not field.get("translatable")
                and not field["name"].endswith("_id")
            )
            if word and not field.get("list") and "enum" not in field.get("constraints", {}):
                names |= {getattr(row, field["name"]) or "" for row in data.rows(table)}
    return sorted((name for name in names if len(name) > 2), key=len, reverse=True)


seen_words = functools.cache(visible_words)


@pytest.fixture(scope="module")
def untranslated():
    """Return a function that finds English words in a piece of text."""
    named = re.compile("|".join(re.escape(name) for name in proper_names()))

    @functools.cache  # most of what an activity says stays the same from one use to the next
    def words(piece):
        return frozenset(_WORD.findall(named.sub(" ", FILE_NAME.sub(" ", piece))))

    def find(pieces, home):
        return sorted(frozenset().union(*(words(piece.replace(str(home), " ")) for piece in pieces)) - NAMES)

    return find


@pytest.mark.parametrize("call", shown_calls())
def test_nothing_stays_in_english_and_english_comes_back(call, untranslated, home):
    text.use_language(text.PSEUDO)
    shown = make(call)
    faces = shown._repr_mimebundle_()
    assert untranslated(visible_words(faces["text/html"]) + [faces["text/plain"]], home) == []
    if hasattr(shown, "status"):
        assert untranslated([word for said in live_texts(shown) for word in seen_words(said)], home) == []
        for control in use(shown):
            said = [word for piece in live_texts(shown) for word in seen_words(piece)]
            assert untranslated(said, home) == [], f"after using {control!r:.80}"
    text.use_language(None)
    again = make(call)._repr_mimebundle_()
    assert not ACCENTED.search(" ".join(visible_words(again["text/html"])) + again["text/plain"])


def test_the_test_finds_an_untranslated_word(untranslated, tmp_path):
    assert untranslated(["Ĥèḿ visible words"], tmp_path) == ["visible", "words"]


def test_the_template_for_translators_is_current():
    stored = (paths.locale_dir() / "medsocial.pot").read_text(encoding="utf-8")
    assert stored == derived.catalogue_text(), "run 'python3 workshop.py build'"
    for said in ("Saved on this computer.", "Go to the text", "The evening before", "This class is simulated."):
        assert f'msgid "{said}' in stored, "a sentence of the code, of the pages, of the kit or of the report"


def test_a_catalogue_is_used(tmp_path, monkeypatch):
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = tmp_path / "de.po"
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po.write_text(
        header + 'msgid "Saved on this computer."\nmsgstr "Auf diesem Rechner gespeichert."\n',
        encoding="utf-8",
    )
    with po.open("rb") as source, (folder / "medsocial.mo").open("wb") as target:
        write_mo(target, read_po(source, locale="de"))
    monkeypatch.setattr(paths, "locale_dir", lambda: tmp_path)
    text._catalogue.cache_clear()
    text.use_language("de")
    assert text._("Saved on this computer.") == "Auf diesem Rechner gespeichert."
    assert text._("A sentence that nobody translated.") == "A sentence that nobody translated."
    text._catalogue.cache_clear()


def test_the_environment_names_the_language(monkeypatch):
    monkeypatch.setenv("MEDSOCIAL_LANGUAGE", "xx")
    assert text.language() == "xx"
    assert text._("Yes.") == "Ýèś."
    text.use_language("en")
    assert text._("Yes.") == "Yes."


def test_numbers_dates_and_lists_by_hand():
    day = dt.date(2026, 11, 2)
    assert text.number(1234567.891, 1) == "1,234,567.9"
    assert text.number(0) == "0"
    assert text.percent(15.35, 1) in ("15.4%", "15.3%")
    assert text.percent(2) == "2%"
    assert text.date(day) == "2 November 2026"
    assert text.date(day, "month") == "November 2026"
    assert text.date(day, "year") == "2026"
    assert text.listing(["a"]) == "a"
    assert text.listing(["a", "b", "c"]) == "a, b and c"
    assert text.ngettext("{n} card", "{n} cards", 1) == "{n} card"
    assert text.ngettext("{n} card", "{n} cards", 0) == "{n} cards"


def test_another_language_writes_numbers_its_own_way():
    text.use_language("de")
    assert text.number(1234.5, 1) == "1.234,5"
    assert text.date(dt.date(2026, 3, 1)) == "1 März 2026"
    assert text.listing(["a", "b"]) == "a und b"


def test_placeholders_tags_and_addresses_are_left_alone():
    said = text.pseudo("See <b>this</b> {name} at https://example.org/x &amp; go.")
    assert "{name}" in said and "<b>" in said and "https://example.org/x" in said and "&amp;" in said
    assert not _WORD.findall(re.sub(r"\{name\}|<[^>]*>|https?://\S+|&amp;", "", said))
