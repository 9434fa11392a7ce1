"""The room's vote without any network: raised hands or cards are counted and typed in, and the key comes last.

The advice after the first vote depends on the share of the best answer, so it tells an attentive room a little about the
key. It therefore waits behind a button of its own, names no option, and can be read by the facilitator alone.

Only counts are stored, in lesson 05 under `tally_<case id>`: `{"people": 24, "first": {option id: 3, …}, "second": {…}}`;
`people` is 0 if nobody counted the room, and `second` is missing after one vote.
"""


import ipywidgets

from ..display.case_parts import note_html, options_html, patient_html, reasons_html, review_html, support_html
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..display.vote_board import bars_html, bars_words, rule_html
from ..ground import text
from ..ground.text import _, ngettext
from ..model.vignettes import LETTERS, Case, vignette
from ..model.votes import EXPLAIN, MOVE_ON, Miscounted, Vote, advice, counted, read_vote, stored_vote, thresholds
from .case import LESSON
from .parts.base import Activity, button


class TallyBoard(Activity):
    """One case; two votes of the room beside each other; the key last."""

    voted = True
    lesson = LESSON

    def __init__(self, case: Case) -> None:
        super().__init__(_("The room votes: {title}").format(title=case.title))
        self.case, self.key = case, f"tally_{case.key}"
        self.sources = tuple(sorted({*case.source_ids, *thresholds().source_ids}))
        self.people = _field(_("People in the room (may stay empty)"))
        self.fields = [[_field(letter, narrow=True) for letter in LETTERS] for _round in range(2)]
        self.large = ipywidgets.Checkbox(description=_("Large type for the back row"), indent=False)
        self.scene = ipywidgets.HTML(self._scene_html())
        self.heads = [ipywidgets.HTML(_bold(_("First vote"))), ipywidgets.HTML(_bold(_("Second vote")))]
        counts = (_("Count the first vote"), _("Count the second vote"))
        typed = [[self.people, *fields] for fields in self.fields]
        self.count = [button(words, primary=True, reads=reads) for words, reads in zip(counts, typed, strict=True)]
        self.rounds = [
            ipywidgets.VBox([head, ipywidgets.HBox(fields), press])
            for head, fields, press in zip(self.heads, self.fields, self.count, strict=True)
        ]
        self.bars, self.told = ipywidgets.HTML(), ipywidgets.HTML()
        self.next, self.again = button(_("What next?"), primary=True), button(_("Vote again"))
        self.show_key = button("")
        self.restart = button(_("Start this vote anew"))
        self.steps = ipywidgets.HBox([self.next, self.again, self.show_key])
        self.first: Vote | None = None
        self.second: Vote | None = None
        self.voting_again = self.revealed = False
        self._restore()
        self.watch(self.large, "value", lambda change: self._enlarge(change["new"]))
        for number, press in enumerate(self.count):
            press.on_click(self.guard(lambda _button, number=number: self._count(number)))
        acts = {
            self.next: self._what_next,
            self.again: self._vote_again,
            self.show_key: self._reveal,
            self.restart: self._start_anew,
        }
        for press, act in acts.items():
            press.on_click(self.guard(lambda _button, act=act: act()))
        rule = ipywidgets.HTML(_rule())
        self.lay_out(
            self.large,
            self.scene,
            self.people,
            self.rounds[0],
            self.bars,
            self.steps,
            self.told,
            self.rounds[1],
            self.restart,
            rule,
        )
        self._show()

    # ---- what is on the screen -------------------------------------------------------------------

    def _scene_html(self) -> str:
        case = self.case
        return note_html(case) + tag("p", escape(case.scene)) + self._question_html() + options_html(case)

    def _question_html(self) -> str:
        return tag("p", escape(self.case.question.legend), class_="ms-question")

    def _short_html(self) -> str:
        """Return the question alone, with the scene folded, so that the votes fit on the projector."""
        scene = tag("p", escape(self.case.scene))
        return tag("details", tag("summary", escape(_("The case once more"))), scene, class_="ms-more") + self._question_html()

    def _show(self) -> None:
        """Show what belongs to the stage that the vote has reached."""
        counted_once = self.first is not None
        self.scene.value = self._short_html() if counted_once else self._scene_html()
        self.bars.value = bars_html(self.case, self.first, self.second, key=self._key_shown()) if self.first else ""
        shown = {
            self.people: not counted_once,
            self.rounds[0]: not counted_once,
            self.steps: counted_once,
            self.next: self.second is None and not self.revealed,
            self.again: self.second is None and not self.voting_again and not self.revealed,
            self.rounds[1]: self.voting_again and self.second is None and not self.revealed,
            self.restart: counted_once,
        }
        for widget, here in shown.items():
            widget.layout.display = "" if here else "none"
        # The button stays when the key is there: the keyboard would lose its place with it.
        done = (
            (_("The key is shown"), _("The discussion is open"))
            if self.revealed
            else (_("Show the key"), _("Go to the discussion"))
        )
        self.show_key.description = done[0 if self.case.scored else 1]

    def _key_shown(self) -> bool:
        return self.revealed and self.case.scored

    def _enlarge(self, large: bool) -> None:
        (self.add_class if large else self.remove_class)("ms-room")

    # ---- what the facilitator does ---------------------------------------------------------------

    def _count(self, number: int) -> None:
        try:
            people = counted(self.people.value, self.people.description)
            vote = read_vote([field.value for field in self.fields[number]], people)
        except Miscounted as error:
            self.status.say(str(error), "warning")
            return
        if number == 0:
            self.first = vote
        else:
            self.second = vote
            self.told.value = ""
        self._show()
        # The button that was pressed is gone; the keyboard goes on from the next one.
        (self.show_key if number else self.next).focus()
        self._keep(bars_words(self.case, vote))

    def _keep(self, said: str) -> None:
        ids, state = self.case.question.ids, {"people": self._people()}
        for name, vote in (("first", self.first), ("second", self.second)):
            if vote:
                state[name] = dict(zip(ids, vote.counts, strict=True))
        self.save(state, said)

    def _people(self) -> int:
        try:
            return counted(self.people.value, self.people.description)
        except Miscounted:
            return 0

    def _what_next(self) -> None:
        if not self.first:
            return
        self.told.value = tag("p", escape(self.advice_words()), class_="ms-closing")
        self.status.say(self.advice_words())

    def advice_words(self) -> str:
        """Return how the room goes on after the first vote; no option is named."""
        if not self.first:
            return ""
        minutes = thresholds().minutes
        talk = ngettext(
            "Discuss in pairs for {n} minute, then vote again.", "Discuss in pairs for {n} minutes, then vote again.", minutes
        ).format(n=text.number(minutes))
        found = advice(self.first, self.case.question.right if self.case.scored else None)
        return {
            EXPLAIN: _("Explain first: go through the scene and the guidance together, then vote again."),
            MOVE_ON: _("Show the key, give a brief reason, and move on."),
        }.get(found, talk)

    def _vote_again(self) -> None:
        self.voting_again = True
        self._show()
        self.fields[1][0].focus()
        self.status.say(_("Type the four numbers of the second vote."))

    def _reveal(self) -> None:
        if not self.first:
            return
        self.revealed = True
        self.told.value = self._revealed_html()
        self._show()
        case = self.case
        said = (
            _("The best answer is {letter}.").format(letter=case.letter)
            if case.scored
            else _("This case has no key. Discuss it.")
        )
        self.status.say(said)

    def _revealed_html(self) -> str:
        case = self.case
        if case.scored:
            return reasons_html(case) + patient_html(case) + support_html(case) + review_html(case)
        lead = tag("p", tag("strong", escape(_("There is no key here. What speaks for each option, and against it?"))))
        pairs = zip(case.lettered(), case.question.reasons, strict=True)
        points = tag("ul", *(tag("li", tag("strong", escape(option)), tag("br"), escape(reason)) for option, reason in pairs))
        return lead + points + patient_html(case) + support_html(case) + review_html(case)

    def _start_anew(self) -> None:
        self.first = self.second = None
        self.voting_again = self.revealed = False
        self.told.value = ""
        for field in (self.people, *self.fields[0], *self.fields[1]):
            field.value = ""
        self._show()
        self.people.focus()
        self.save(None, _("The counts of this case are deleted. You can vote anew."))

    def _restore(self) -> None:
        """Take over saved counts, as far as they are sound; the key is never shown by itself."""
        people = self.saved("people", int)
        people = people if type(people) is int and 0 < people < 1000 else 0
        ids = self.case.question.ids
        self.first = stored_vote(self.saved("first", dict), ids, people)
        self.second = stored_vote(self.saved("second", dict), ids, people) if self.first else None
        self.voting_again = self.second is not None
        self.people.value = str(people) if people and self.first else ""
        for fields, vote in zip(self.fields, (self.first, self.second), strict=True):
            for field, count in zip(fields, vote.counts if vote else (), strict=False):
                field.value = str(count)

    # ---- the static form -------------------------------------------------------------------------

    def to_html(self) -> str:
        """Return the case with its four options and the three steps of the vote; neither key nor reasons."""
        steps = (
            _("Everyone decides alone, in silence. Then all raise a hand or a card with A, B, C or D at once."),
            _("Count and write down the four numbers. Show the result, and say nothing about the key."),
            _("Discuss in pairs, vote again, and compare. The key and the reasons come last."),
        )
        return (
            self._scene_html()
            + tag("p", escape(_("How the room votes, without any network:")), class_="ms-question")
            + tag("ol", *(tag("li", escape(step)) for step in steps))
            + _rule()
        )

    def sentence(self) -> str:
        """Return what the board asks, in one sentence."""
        return _("{title}. {question} Four options, two votes, and the key last.").format(
            title=self.title, question=self.case.question.legend
        )


def _field(label: str, *, narrow: bool = False) -> ipywidgets.Text:
    width = {"width": "9em"} if narrow else {"width": "100%", "max_width": "360px"}
    return ipywidgets.Text(
        description=label, continuous_update=False, style={"description_width": "initial"}, layout=ipywidgets.Layout(**width)
    )


def _rule() -> str:
    return tag("details", tag("summary", escape(_("Why these steps"))), rule_html(), class_="ms-more")


def _bold(words: str) -> str:
    return tag("p", tag("strong", escape(words)))


@with_recipe
def tally_board(case: str) -> TallyBoard:
    """Return the board on which a room votes on a case, without any network.

    Parameters
    ----------
    case : str
        The id of a case.

    Raises
    ------
    UnknownName
        If there is no such case; the message gives the nearest ids.

    Examples
    --------
    >>> ms.tally_board("cyclist_request")
    """
    return TallyBoard(vignette(case))
