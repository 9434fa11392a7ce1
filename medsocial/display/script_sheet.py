"""Words to keep as HTML: folded on a page, open on paper."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..ground.text import _
from ..model.review_items import keys_of
from ..model.scripts import EVERYWHERE, Script, entered, script, situations
from ..store import data
from .markup import escape, source_line, tag
from .reviewed import review_html
from .story_sheet import countries, marked

BLANK = "_" * 24


def notice_html() -> str:
    """Return who has reviewed the words, and whom to ask."""
    return review_html(*keys_of("script"), after=data.yaml_content("scripts")["notice"])


def words_html(text: str) -> str:
    """Return words to send, set apart."""
    return tag("blockquote", *(tag("p", escape(line)) for line in text.splitlines() if line.strip()))


def steps_html(situation: Mapping[str, Any]) -> str:
    """Return what to do besides, step by step."""
    return tag("ol", *(tag("li", escape(step)) for step in situation["steps"]))


def notes_html(found: Script) -> str:
    """Return what the chosen country changes or adds, with how far it was checked; empty if it adds nothing."""
    return tag("ul", *(tag("li", escape(_note(entry))) for entry in found.notes)) if found.notes else ""


def support_html(situation: Mapping[str, Any], notes: Sequence[Mapping[str, Any]]) -> str:
    """Return on what the words rest, folded."""
    lines = [*situation["support"], *notes]
    sources = sorted({source for line in lines for source in line["source_ids"]})
    listed = tag("ul", *(tag("li", escape(marked(line))) for line in situation["support"]))
    below = tag("div", source_line(sources))
    return tag("details", tag("summary", escape(_("On what this rests"))), listed, below, class_="ms-more")


def blanks_html(situation: Mapping[str, Any], filled: Sequence[str] = ()) -> str:
    """Return the names and numbers to write down, filled in as far as known."""
    known = [*filled, *[""] * len(situation["blanks"])]
    pairs = zip(situation["blanks"], known, strict=False)
    return tag("ul", *(tag("li", escape(f"{blank}: {value or BLANK}")) for blank, value in pairs))


def folded_html(situation: Mapping[str, Any]) -> str:
    """Return one situation, folded."""
    return tag("details", tag("summary", escape(situation["label"])), situation_html(situation), class_="ms-more")


def situation_html(situation: Mapping[str, Any]) -> str:
    """Return one situation: the words for any country, what countries change, steps and blanks."""
    found = script(situation["id"])
    differ = "".join(_country_html(entry) for entry in situation["countries"])
    parts = (
        tag("p", escape(situation["when"])),
        tag("p", tag("strong", escape(_("Words to send"))), class_="ms-step"),
        words_html(found.text),
        tag("p", tag("strong", escape(_("What to do"))), class_="ms-step"),
        steps_html(situation),
        tag("p", tag("strong", escape(_("Where countries differ"))), class_="ms-step") + differ if differ else "",
        tag("p", tag("strong", escape(_("Fill in"))), class_="ms-step"),
        blanks_html(situation),
        support_html(situation, situation["countries"]),
    )
    return "".join(parts)


def sheet_html(country: str, own: Mapping[str, str], filled: Mapping[str, Sequence[str]]) -> str:
    """Return all situations for paper: the reader's own words where there are some, steps and blanks.

    Parameters
    ----------
    country : str
        An id of `countries.csv`, or empty.
    own : mapping
        Own words, by the keys of `Script.key`.
    filled : mapping
        What was filled in, by situation.
    """
    parts = [notice_html()]
    for situation in situations():
        found = script(situation["id"], country)
        parts.append(
            tag(
                "div",
                tag("p", tag("strong", escape(situation["label"])), class_="ms-step"),
                words_html(entered(situation, own.get(found.key) or found.text, filled.get(situation["id"], ()))),
                steps_html(situation),
                notes_html(found),
                blanks_html(situation, filled.get(situation["id"], ())),
                class_="ms-card",
            )
        )
    return "".join(parts)


def _note(entry: Mapping[str, Any]) -> str:
    return marked({**entry, "text": entry["why"]})


def _country_html(entry: Mapping[str, Any]) -> str:
    said = tag("p", tag("strong", escape(countries(entry) + ": ")), escape(_note(entry)))
    return said + (words_html(entry["text"]) if "text" in entry else "")


def differs_html(found: Script, country: str) -> str:
    """Return what the chosen country changes; empty where the words are the same for every country."""
    if not found.situation["countries"]:
        return ""
    return tag("p", tag("strong", escape(variant_words(found, country)))) + notes_html(found)


def variant_words(found: Script, country: str) -> str:
    """Return whose words are shown, in one sentence."""
    if not country:
        return _("No country chosen: these words are the cautious ones for anywhere.")
    name = data.row("countries", country).name
    if found.variant != EVERYWHERE:
        return _("{country}: the words differ here. The reason:").format(country=name)
    if found.notes:
        return _("{country}: the words are the cautious ones for anywhere. Note this:").format(country=name)
    return _("{country}: we know of nothing that changes the words. Ask before you rely on it.").format(country=name)
