"""Compare with the policy that you have: where it speaks of what ours has a section for."""

import logging

import ipywidgets

from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import own_text, paths, text
from ..ground.text import _, ngettext
from ..model.policy import section_count
from ..model.policy_compare import Passage, Place, example, marked, places
from .parts.base import Activity, button
from .parts.controls import Status
from .parts.draft import Draft
from .parts.upload import OpenFile

log = logging.getLogger("medsocial")


class ComparePolicy(Activity):
    """Nothing of the file or of the words is kept: no answers file, no log; what is shown goes with the page."""

    lesson, key = "06_hospital_policy", "compare_policy"
    is_task = False

    def __init__(self) -> None:
        super().__init__(_("Compare with the policy that you have"))
        self.sources = ("medsocial_judgement",)
        self.open = OpenFile(_("Open a Word file or a text"), ".docx,.txt", self._read)
        self.box = Draft(
            legend=_("Or paste its words"),
            hint=_("The policy alone. No patient's story, and no name of a patient."),
            longest=own_text.MOST_LETTERS,
            outdated=_("You have changed the text. What stands below is about the earlier one; look again."),
        )
        self.run, self.clear = button(_("Look through these words"), primary=True, reads=[self.box]), button(_("Empty this page"))
        self.said, self.result = Status(), ipywidgets.HTML()
        for part in (self.said, self.result):
            part.add_class("ms-report")
        self.run.on_click(lambda _button: self._look(None))
        self.clear.on_click(self.guard(lambda _button: self._empty()))
        buttons = ipywidgets.HBox([self.run, self.clear])
        self.lay_out(ipywidgets.HTML(_notice()), self.open, self.box, buttons, self.said, self.result)

    def _empty(self) -> None:
        self._forget()
        self.box.value = ""

    def _forget(self) -> None:
        self.box.judged = None
        self.said.say("")
        self.result.value = ""

    def _read(self, name: str, content: bytes) -> None:
        self._look((name, content))

    def _look(self, file: tuple[str, bytes] | None) -> None:
        """Look through a file, or through the box; a file that cannot be read changes nothing that is on the page."""
        words = self.box.value
        if file is None and not words.strip():
            self._forget()
            self.box.focus()
            self.said.say(_("The box is empty. Paste the words of your policy, or open its file."), "warning")
            return
        try:
            lines = own_text.paragraphs_of(file[1]) if file else own_text.lines_of(words)
            self.result.value = _found(places(lines))
        except own_text.Unreadable as error:
            self.said.say(f"{error} {_('Nothing was changed.')}", "warning")
            return
        except Exception as error:  # the usual report of an error could carry the words into a log
            log.error("The comparison failed: %s", type(error).__name__)
            self.said.say(_("This text could not be looked through. Paste a part of it; nothing was kept."), "warning")
            return
        self.box.judged = None if file else words
        about = _("Looked through {file}.").format(file=file[0][:80]) if file else _("Looked through your words.")
        self.said.say(about + " " + _("Read the passages below; nothing was kept."))

    def to_html(self) -> str:
        """Return how it works, with four sections of a made-up policy."""
        shown = [place for place in places(example()) if place.section in ("photographs", "relationships", "incident", "crisis")]
        policy = tag("blockquote", *(tag("p", escape(line)) for line in example()))
        live = _("In the live page you open your hospital's policy, or paste it. It is read for that page, and kept nowhere.")
        return (
            tag("p", escape(live))
            + tag("p", escape(_("An invented policy of four points:")), class_="ms-question")
            + policy
            + tag("p", escape(_("What is shown for four of the sections:")), class_="ms-question")
            + "".join(map(_place, shown))
            + _closing()
        )

    def sentence(self) -> str:
        """Return what the comparison offers, in one sentence."""
        said = _("Open the policy that you have: for each of {n} sections you see the passages in which words of it stand.")
        return said.format(n=section_count("all"))


def _notice() -> str:
    kept = _(
        "Your file is read here, and is not saved, recorded or passed on. Words are looked for, not meaning: a passage can be"
        " found by chance, or missed."
    )
    travels = _("This page runs on a server, so your file travels there to be read.") if paths.on_shared_server() else ""
    return tag("p", escape(kept), f" {escape(travels)}" if travels else "")


def _found(all_places: tuple[Place, ...]) -> str:
    return _overview(all_places) + "".join(map(_place, all_places)) + _closing()


def _overview(all_places: tuple[Place, ...]) -> str:
    """Name the sections without words at the top, since the list below is long; count nothing, since a count reads as a mark."""
    without = [f"“{place.title}”" for place in all_places if not place.passages]
    if not without:
        return ""
    said = _("No words were found for these sections, so look yourself: {titles}.")
    return tag("p", escape(said.format(titles=text.listing(without))))


def _place(place: Place) -> str:
    """Return a section with its passages, or with the words to look for oneself."""
    heading = tag("p", tag("strong", escape(place.title)), class_="ms-step")
    if not place.passages:
        said = tag("p", escape(_("No words found: look yourself.")))
        listed = tag("p", escape(text.listing([word.replace("*", "…") for word in place.words])))
        looked = tag("details", tag("summary", escape(_("Which words were looked for"))), listed, class_="ms-more")
        return tag("div", heading, said, looked, class_="ms-card")
    lead = tag("p", escape(_("Words found: read this.")))
    shown = "".join(tag("blockquote", tag("p", _marked(place, passage))) for passage in place.passages)
    rest = ngettext("{n} more passage holds such words.", "{n} more passages hold such words.", place.more)
    more = tag("p", escape(rest.format(n=text.number(place.more))), class_="ms-source") if place.more else ""
    return tag("div", heading, lead, shown, more, class_="ms-card")


def _marked(place: Place, passage: Passage) -> str:
    pieces = marked(place.section, passage.text)
    return "".join(tag("mark", escape(said)) if is_word else escape(said) for said, is_word in pieces)


def _closing() -> str:
    said = _("A word found says where to read, and nothing about what your policy asks for. Only a reader can judge that.")
    return tag("p", escape(said), class_="ms-support")


@with_recipe
def compare_policy() -> ComparePolicy:
    """Return the comparison of a policy that you have with the sections of ours.

    Examples
    --------
    >>> ms.compare_policy()
    """
    return ComparePolicy()
