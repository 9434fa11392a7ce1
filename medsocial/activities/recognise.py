"""Who could recognise this person? Invented posts, with our reasons beside the reader's choice and no score."""

import ipywidgets

from ..display.markup import escape, options, tag
from ..display.recipe import with_recipe
from ..display.verdicts import PARTLY, RIGHT, WRONG, verdict_html
from ..ground import text
from ..ground.text import _, ngettext
from ..model.cards import Card, Question
from ..model.evidence import estimate
from ..model.recognise import Post, circle_ids, circles, posts
from .parts.cards import Cards
from .parts.controls import Status

STUDY = "ahmed_family_recognises"
FAMILY = "family"  # from this circle on, family or friends are among those who could tell


class Recognise(Cards):
    """Posts, one at a time; what we would say stands beside the reader's choice."""

    def __init__(self, which: str, first: int | None = None) -> None:
        self.posts = posts(which)
        self.beside = ipywidgets.HTML()
        title = _("Who could recognise this person?")
        super().__init__(title, "04_dangers", f"recognise_{which}", [post_card(post) for post in self.posts], first)
        self.sources = (estimate(STUDY).row.source_id,)

    def lay_out(self, *children: ipywidgets.Widget) -> None:
        """Show the safer words and the patient's view below the reason."""
        scene, choice, reason, *rest = children
        super().lay_out(scene, choice, reason, self.beside, *rest)

    def _explain(self, reason: Status, question: Question, index: int) -> None:
        if index < 0:
            reason.say("")
        else:
            kind, words = compared(question, index)
            reason.say(f"{words} {question.reasons[index]}", kind)
        self.beside.value = "" if index < 0 else _beside(self.posts[self.position])

    def _scene_html(self, position: int) -> str:
        post = self.posts[position]
        count = _("Post {n} of {all}").format(n=text.number(position + 1), all=text.number(self._out_of(position)))
        said = _("\N{LEFT DOUBLE QUOTATION MARK}{post}\N{RIGHT DOUBLE QUOTATION MARK}").format(post=post.post)
        return (
            tag("p", escape(count), class_="ms-count")
            + tag("p", tag("strong", escape(f"{post.where}.")))
            + tag("p", escape(said), class_="ms-support")
        )

    def closing_html(self) -> str:
        """Return the reader's own count beside that of the study, and why they cannot be compared."""
        family = circle_ids().index(FAMILY)
        close = sum(self.answers[card.key][0] >= family for card in self.asked)
        said = ngettext(
            "You said that family or a wider circle could tell in {k} of {n} post.",
            "You said that family or a wider circle could tell in {k} of {n} posts.",
            len(self.asked),
        ).format(k=text.number(close), n=text.number(len(self.asked)))
        return tag("p", escape(said), class_="ms-closing") + self.missed_html() + tag("p", escape(study_words()))

    def to_html(self) -> str:
        """Return every post with circles that open to the reason, then what stands beside it."""
        return self._static_cards() + tag("p", escape(study_words())) + self.review_line() + self.sources_html()

    def _static_card(self, position: int) -> str:
        post, (question,) = self.posts[position], self.cards[position].questions
        asked = options(
            f"{self.key}-{post.key}",
            (
                (label, verdict_html(*compared(question, i), escape(question.reasons[i])))
                for i, label in enumerate(question.options)
            ),
        )
        more = tag(
            "details", tag("summary", escape(_("After your choice: what to post instead"))), _beside(post), class_="ms-more"
        )
        legend = tag("p", escape(question.legend), class_="ms-question")
        return tag("div", self._scene_html(position), legend, asked, more, class_="ms-card")

    def sentence(self) -> str:
        """Return the title and the number of posts."""
        count = len(self.posts)
        return f"{self.title} " + ngettext(
            "{n} invented post; our reasons stand beside each choice, without a score.",
            "{n} invented posts; our reasons stand beside each choice, without a score.",
            count,
        ).format(n=text.number(count))


def post_card(post: Post) -> Card:
    """Return a post as a card: the circles of people, and our reason."""
    labels = circles()
    legend = _("Choose the widest circle in which someone could recognise the person.")
    question = Question(legend, labels, (post.reason,) * len(labels), post.widest, circle_ids())
    return Card(post.key, post.where, post.post, (question,), (), f"post:{post.key}")


def compared(question: Question, index: int) -> tuple[str, str]:
    """Return the kind and the words of what we would say beside a choice; a wider circle is the careful side."""
    ours = question.options[question.right].rstrip(".")
    if index == question.right:
        return RIGHT, _("We would say the same.")
    if index > question.right:
        return PARTLY, _("We would say: {ours}. You may see a clue that we do not.").format(ours=ours)
    return WRONG, _("We would say: {ours}. That is a wider circle than yours.").format(ours=ours)


def _beside(post: Post) -> str:
    instead = tag("p", tag("strong", escape(_("What could be posted instead."))), " ", escape(post.instead))
    if not post.patient:
        return instead
    return instead + tag("p", tag("strong", escape(_("From the patient's side."))), " ", escape(post.patient))


def study_words() -> str:
    """Return the study's figure and the warning against comparing."""
    row = estimate(STUDY).row
    found = _(
        "In a study of {year}, researchers judged that friends or family could recognise the person in {k} of {n} real stories."
    ).format(year=str(row.year), k=text.number(row.events), n=text.number(row.denominator))
    return f"{found} " + _(
        "Our posts were written to make you think, so the two figures cannot be compared. What we would say is our judgement."
    )


@with_recipe
def recognise(which: str = "core", first: int | None = None) -> Recognise:
    """Return invented posts to judge by who could recognise the person.

    Parameters
    ----------
    which : {"core", "more"}
        Six posts, or twelve more.
    first : int, optional
        How many of them everybody judges; the others are offered at the end.

    Raises
    ------
    UnknownName
        If there is no such set.
    ValueError
        If there are not so many posts.

    Examples
    --------
    >>> ms.recognise(first=2)
    """
    return Recognise(which, first)
