"""The reader's own answers: where they are, who may read them, a copy to take along, deletion."""

import ipywidgets

from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import paths, text
from ..ground.text import _, ngettext
from ..store import answers, copies, data
from .parts.base import Activity, button
from .parts.printing import File, kept_in
from .parts.upload import OpenFile


class ManageAnswers(Activity):
    """Says where answers are kept and offers export and deletion."""

    lesson, key = "00_start_here", "manage_answers"
    is_task = False

    def __init__(self) -> None:
        super().__init__(_("Your answers are yours"))
        self.own_words = ipywidgets.Checkbox(description=_("Include what I wrote in my own words"), indent=False)
        self.export, self.file = button(_("Make a copy to take along"), reads=[self.own_words]), File()
        self.bring_in = button(_("Bring in the second copy"))
        self.delete = button(_("Delete all my answers"))
        self.confirm, self.keep = button(_("Yes, delete them")), button(_("No, keep them"))
        self.question = ipywidgets.HBox([self.confirm, self.keep])
        self.export.on_click(self.guard(lambda _button: self._export()))
        self.bring_in.on_click(self.guard(lambda _button: self._bring_in()))
        self.delete.on_click(self.guard(lambda _button: self._ask(True)))
        self.keep.on_click(self.guard(lambda _button: self._ask(False)))
        self.confirm.on_click(self.guard(lambda _button: self._delete()))
        self.bring = OpenFile(_("Bring back a copy"), ".json", self.guard(self._bring_back))
        where = ipywidgets.HTML(tag("p", escape(self._where())) + self.to_html())
        self._ask(False)
        second = copies.found()
        self.second = ipywidgets.VBox([ipywidgets.HTML(tag("p", escape(copies.words(second, cure=False)))), self.bring_in])
        self.second.layout.display = "" if second else "none"
        buttons = ipywidgets.HBox([self.export, self.bring, self.delete])
        self.lay_out(where, self.second, self.own_words, buttons, self.file, self.question)

    def _where(self) -> str:
        if paths.in_browser():
            return _(
                "Your answers are kept in this browser, on this computer. Whoever uses this browser can read them. "
                "Some browsers erase them after a week without a visit, so make a copy after each lesson."
            )
        if paths.on_shared_server():
            return _(
                "This page runs on a server. Your answers are kept there, in {folder}. "
                "Make a copy before you leave: the server may forget them."
            ).format(folder=paths.home_dir())
        return _("Your answers are kept on this computer, in the folder {folder}. Nothing is sent anywhere.").format(
            folder=paths.home_dir()
        )

    def _ask(self, asking: bool) -> None:
        self.question.layout.display = "" if asking else "none"
        self.status.say(
            _("Delete all answers of all lessons? This cannot be undone.") if asking else "", "warning" if asking else "note"
        )

    def _bring_in(self) -> None:
        try:
            brought = copies.bring_in()
        except answers.NotSaved as error:
            self.status.say(str(error), "warning")
            return
        said = [ngettext("{n} answer was brought in.", "{n} answers were brought in.", brought.taken).format(n=brought.taken)]
        if brought.in_both:
            both = ngettext(
                "{n} is answered in both; the one in the lesson's file stays, and the copy is kept.",
                "{n} are answered in both; those in the lesson's file stay, and the copy is kept.",
                brought.in_both,
            )
            said.append(both.format(n=brought.in_both))
        if brought.unread:
            said.append(_("{names} cannot be read and stays as it is.").format(names=text.listing(brought.unread)))
        else:
            self.second.layout.display = "none"
        self.status.say(" ".join([*said, _("Run the page again to see them.")]), "warning" if brought.unread else "good")

    def _export(self) -> None:
        try:
            path = answers.export(with_own_words=self.own_words.value)
        except answers.NotSaved as error:
            self.status.say(str(error), "warning")
        else:
            self.file.put(path.name, path.read_bytes(), kept_in(path.name))
            self.status.say(_("The copy is ready."), "good")

    def _bring_back(self, _name: str, content: bytes) -> None:
        try:
            count = answers.bring_in(content, [row.lesson for row in data.rows("lessons")])
        except (answers.NotSaved, answers.NoCopy) as error:
            self.status.say(str(error), "warning")
        else:
            said = ngettext(
                "The answers of {n} lesson are back. Reload the page of a lesson to see them.",
                "The answers of {n} lessons are back. Reload the page of a lesson to see them.",
                count,
            )
            self.status.say(said.format(n=count), "good")

    def _delete(self) -> None:
        self.question.layout.display = "none"
        try:
            count = answers.delete_all()
        except OSError as error:
            self.status.say(
                _("Not deleted ({reason}). Close other programs that use the folder {folder}, then try again.").format(
                    reason=error.strerror or error, folder=paths.home_dir()
                ),
                "warning",
            )
        else:
            self.status.say(
                ngettext(
                    "{n} file deleted. Run the page again to start afresh.",
                    "{n} files deleted. Run the page again to start afresh.",
                    count,
                ).format(n=count),
                "good",
            )

    def to_html(self) -> str:
        """Return who else may read the answers, whatever the place."""
        lines = (
            _("The workshop never asks for your name."),
            _("Others may still read the folder: your employer, the backup, anyone who shares your log-in."),
            _("You can make a copy to take along, or delete everything, at any time."),
        )
        return tag("ul", *(tag("li", escape(line)) for line in lines))

    def sentence(self) -> str:
        """Return where answers are kept, in one sentence."""
        return _("Your answers stay in the folder my_workshop; you can copy or delete them at any time.")


@with_recipe
def manage_answers() -> ManageAnswers:
    """Return the place of the reader's answers, with buttons to copy and delete them.

    Examples
    --------
    >>> ms.manage_answers()
    """
    return ManageAnswers()
