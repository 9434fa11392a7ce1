"""Check a draft post: what in it could identify someone, why, and what to write instead."""

import logging

import ipywidgets

from ..display import marked
from ..display.markup import escape, source_line, tag
from ..display.recipe import with_recipe
from ..ground import paths
from ..ground.text import _
from ..model.privacy import Report, check
from ..model.privacy.finding import content
from .parts.base import Activity, button
from .parts.controls import Status
from .parts.country import chosen_country
from .parts.draft import Draft

log = logging.getLogger("medsocial")


class CheckPost(Activity):
    """Nothing that is typed is kept: no answers file, no log; the marks go with the page."""

    lesson, key = "04_dangers", "check_post"
    is_task = False

    def __init__(self) -> None:
        super().__init__(_("Check a draft before you post"))
        self.sources = tuple(sorted({*content()["source_ids"], *content()["restricted_zip3"]["source_ids"]}))
        self.posts = marked.sample_posts()
        self.draft = Draft(
            legend=_("Or write your own"),
            hint=_("Invented or public text only. Do not paste a real patient's story."),
            outdated=_("You have changed the text. The grey report below is about the earlier one; check it again."),
        )
        self.menu = ipywidgets.Dropdown(
            description=_("Take an invented draft"),
            options=[(_("Choose a draft"), ""), *((post.label, post.post_id) for post in self.posts)],
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="100%", max_width="560px"),
        )
        self.run, self.clear = button(_("Check this draft"), primary=True, reads=[self.draft]), button(_("Empty the box"))
        self.said = Status()
        self.result = ipywidgets.HTML()
        for part in (self.said, self.result):
            part.add_class("ms-report")
        self.watch(self.menu, "value", lambda change: self._take(change["new"]))
        self.run.on_click(lambda _button: self._check())
        self.clear.on_click(self.guard(lambda _button: self._empty()))
        buttons = ipywidgets.HBox([self.run, self.clear])
        self.lay_out(ipywidgets.HTML(self._notice()), self.menu, self.draft, buttons, self.said, self.result)

    def _notice(self) -> str:
        kept = _("What you write here is not saved, recorded or passed on. The check finds less than your colleagues would.")
        travels = _("This page runs on a server, so your words travel there to be checked.") if paths.on_shared_server() else ""
        return tag("p", escape(kept), f" {escape(travels)}" if travels else "")

    def _take(self, post_id: str) -> None:
        post = next((post for post in self.posts if post.post_id == post_id), None)
        if post:
            self._forget()
            self.draft.value = post.text

    def _empty(self) -> None:
        self._forget()
        self.draft.value, self.menu.value = "", ""

    def _forget(self) -> None:
        """Take the report off the screen."""
        self.draft.judged = None
        self.said.say("")
        self.result.value = ""

    def _check(self) -> None:
        """Check what is in the box, read once; an error is told without any word of the draft."""
        post = self.draft.value
        if not post.strip():
            self._forget()
            self.draft.focus()
            self.said.say(_("The box is empty. Write or choose a draft first."), "warning")
            return
        try:
            self._show(post, check(post))
        except Exception as error:  # the usual report of an error could carry the words into a log
            log.error("The check failed: %s", type(error).__name__)
            self._forget()
            self.said.say(_("The check failed on this text. Try a shorter piece of it; nothing was kept."), "warning")

    def _show(self, post: str, report: Report) -> None:
        self.result.value = self._report_html(post, report)
        self.draft.judged = post
        self.said.say(marked.counted(report), "warning" if report.count("stop") or not report.english else "note")

    def _report_html(self, post: str, report: Report) -> str:
        country = chosen_country()
        heading, test = marked.lens(country)
        sample = next((p for p in self.posts if p.text == post), None)
        return (
            tag("p", tag("strong", escape(heading)), class_="ms-step")
            + tag("p", escape(test))
            + marked.own_rule(country)
            + _marks(post, report, country)
            + (_rewritten(sample.rewrite) if sample and sample.rewrite else "")
            + marked.questions()
            + marked.measured()
        )

    def to_html(self) -> str:
        """Return three drafts to read first, each with its marks to open, and the questions."""
        shown = sorted((post for post in self.posts if post.shown), key=lambda post: post.shown)
        heading, test = marked.lens("")
        cards = (
            tag(
                "div",
                tag("p", escape(_("Draft {n}: {label}").format(n=post.shown, label=post.label)), class_="ms-question"),
                tag("blockquote", tag("p", escape(post.text))),
                tag(
                    "details",
                    tag("summary", escape(_("See the marks"))),
                    _report(post.text),
                    _rewritten(post.rewrite) if post.rewrite else "",
                    class_="ms-more",
                ),
                class_="ms-card",
            )
            for post in shown
        )
        return (
            tag("p", escape(_("Three invented drafts. Read each one first: what would you take out? Then open the marks.")))
            + tag("p", tag("strong", escape(heading + ". ")), escape(test))
            + marked.levels()
            + "".join(cards)
            + marked.questions()
            + marked.measured()
            + tag("p", escape(marked.edition()), class_="ms-review")
            + tag("div", source_line(self.sources))
        )

    def sentence(self) -> str:
        """Return what the activity does, in one sentence."""
        return _("Check a draft: every stretch that could identify someone is marked, with a reason and a suggestion.")


def _report(post: str) -> str:
    report = check(post)
    return tag("p", escape(marked.counted(report))) + _marks(post, report)


def _marks(post: str, report: Report, country: str = "") -> str:
    if not report.findings:
        return marked.marked_text(post, ())
    found = report.findings
    return marked.marked_text(post, found) + marked.findings_list(post, found, country) + marked.in_sum(report)


def _rewritten(rewrite: str) -> str:
    return tag(
        "details",
        tag("summary", escape(_("One way to keep the lesson and lose the person"))),
        tag("p", escape(rewrite)),
        class_="ms-more",
    )


@with_recipe
def check_post() -> CheckPost:
    """Return the checker of draft posts.

    Examples
    --------
    >>> ms.check_post()
    """
    return CheckPost()
