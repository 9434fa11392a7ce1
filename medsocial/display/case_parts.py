"""Parts of a case that the card, the room's board and the printed page share."""

from ..ground import text
from ..ground.text import _
from ..model.vignettes import EVERYWHERE, Case, Difference
from ..store import data
from . import reviewed
from .markup import escape, source_line, tag


def note_html(case: Case) -> str:
    """Return the content note, to be shown before the scene; empty for most cases."""
    if not case.content_note:
        return ""
    return tag("p", tag("strong", escape(_("Before you read on."))), " ", escape(case.content_note), class_="ms-support")


def options_html(case: Case, sign: str = "") -> str:
    """Return the four options with their letters, each behind a sign; without key and reasons."""
    before = f"{sign} " if sign else ""
    lettered = zip("ABCD", case.question.options, strict=True)
    items = (tag("li", before, tag("strong", f"{letter}."), " ", escape(option)) for letter, option in lettered)
    return tag("ul", *items, class_="ms-checks")


def best_words(case: Case) -> str:
    """Return what stands before the letter of the best option: a key, or our leaning."""
    return _("Best answer:") if case.scored else _("We lean to:")


def best_html(case: Case) -> str:
    """Return the best option with the reasoning behind it."""
    lead = f"{best_words(case)} {case.lettered()[case.question.right]}"
    return tag("p", tag("strong", escape(lead)), tag("br"), escape(case.question.reasons[case.question.right]))


def reasons_html(case: Case) -> str:
    """Return every option with its reason; the best one carries a mark and a word."""
    items = []
    for index, (option, reason) in enumerate(zip(case.lettered(), case.question.reasons, strict=True)):
        best = index == case.question.right
        mark = tag("strong", "✓ ", escape(best_words(case)), " ") if best else ""
        items.append(tag("li", mark, tag("strong", escape(option)), tag("br"), escape(reason)))
    return tag("ul", *items, class_="ms-checks")


def patient_html(case: Case) -> str:
    """Return the sentence from the patient's side."""
    return tag("p", tag("strong", escape(f"{case.speaker}: ")), tag("em", escape(f"“{case.patient}”")))


def support_html(case: Case) -> str:
    """Return what supports the best option, and how far it was checked."""
    marks = {
        "verified": _("Read at the source, words kept."),
        "read": _("Read at the source, at least in part."),
        "second_hand": _("Partly read in reports of the texts."),
        "computed": _("It rests on our own judgement."),
    }
    lead = tag("strong", escape(_("What supports it.")))
    return tag("p", lead, " ", escape(case.support), " ", tag("em", escape(marks[case.support_status])))


def behind_html(case: Case, country: str = "") -> str:
    """Return all that stands behind the key: the patient's side, the support, the countries, the sources."""
    sources = tag("div", source_line(case.source_ids))
    return patient_html(case) + support_html(case) + differ_html(case, country) + small_html(case) + sources


def differ_html(case: Case, country: str = "") -> str:
    """Return where countries differ; the lines of `country` come first and are marked in words."""
    own = [line for line in case.differ if line.concerns(country)]
    rest = [line for line in case.differ if line not in own]
    items = [tag("li", tag("strong", escape(_("Your country."))), " ", _line(line)) for line in own]
    items += [tag("li", _line(line)) for line in rest]
    missing = (
        tag("p", escape(_("For your country this case has no line. Ask your regulator, and fill in the local card.")))
        if country and not own
        else ""
    )
    return tag("p", tag("strong", escape(_("How countries differ.")))) + missing + tag("ul", *items)


def _line(line: Difference) -> str:
    marks = {
        "verified": "",
        "read": "",
        "second_hand": _("(Read in a report of it.)"),
        "computed": _("(Our own search or judgement.)"),
    }
    said = f"{line.text} {marks[line.status]}".strip()
    return tag("strong", escape(f"{_places(line)}: ")) + escape(said)


def _places(line: Difference) -> str:
    if EVERYWHERE in line.country_ids:
        return _("Everywhere")
    return text.listing([data.row("countries", code).name for code in line.country_ids])


def small_html(case: Case) -> str:
    """Return difficulty, objective, where the key holds, and who has reviewed the case, in small type."""
    levels = {"easy": _("Easy."), "medium": _("Of medium difficulty."), "hard": _("Hard.")}
    said = [levels[case.difficulty], data.row("objectives", case.objective).statement, holds_words(case)]
    return tag("p", escape(" ".join(said)), class_="ms-count") + review_html(case)


def holds_words(case: Case) -> str:
    """Return whether the case is scored, and in which countries its key holds."""
    if not case.scored:
        return _("This case is for discussion and is not scored.")
    if EVERYWHERE in case.where:
        return _("The key holds in every country that we cover.")
    return _("The key holds here: {places}.").format(places=text.listing([data.row("countries", c).name for c in case.where]))


def review_html(case: Case) -> str:
    """Return who has reviewed the case, in words."""
    return reviewed.review_html(case.item, after=_("Not yet calibrated."))
