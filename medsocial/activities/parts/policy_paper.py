"""The paper of the Word document in the policy builder: ours, or the hospital's own file."""

from collections.abc import Callable

import ipywidgets

from ...display.markup import escape, tag
from ...display.policy_word import to_docx
from ...ground.office import Unreadable
from ...ground.text import _
from ...model.policy import Policy
from .base import Activity, button
from .upload import OpenFile


class Paper:
    """Takes a hospital's Word file, and writes the policy on it; the file is forgotten with the page."""

    def __init__(self, activity: Activity, policy: Callable[[], Policy]) -> None:
        self._activity, self._policy = activity, policy
        self.template: bytes | None = None
        self.open: OpenFile | None = None

    def words(self) -> str:
        """Return what a hospital's own file is good for."""
        said = _(
            "Your letterhead: open a Word file of your hospital (.docx or .dotx). Its fonts, its head and its foot are taken,"
            " and what stands on its pages is not."
        )
        return tag("p", escape(said))

    def controls(self) -> ipywidgets.Widget:
        """Return what is shown, made when it is first asked for."""
        if self.open is None:
            guard = self._activity.guard
            self.open = OpenFile(_("Open our Word file"), ".docx,.dotx", guard(self._took))
            self.plain = button(_("Without our Word file"))
            self.plain.layout.display = "none"
            self.plain.on_click(guard(lambda _button: self._forget()))
            self.row = ipywidgets.HBox([self.open, self.plain])
        return self.row

    def _took(self, name: str, content: bytes) -> None:
        try:
            to_docx(self._policy(), content)
        except Unreadable as error:
            self._activity.status.say(f"{error} {_('Nothing was changed.')}", "warning")
            return
        self.template = content
        self.plain.layout.display = ""
        self._activity.status.say(_("The next Word document takes its look from {file}.").format(file=name[:80]), "good")

    def _forget(self) -> None:
        self.template = None
        self.plain.layout.display = "none"
        self._activity.status.say(_("The next Word document has our plain look again."))

    def write(self, policy: Policy) -> bytes:
        """Return the policy as a Word document on the paper chosen."""
        return to_docx(policy, self.template)
