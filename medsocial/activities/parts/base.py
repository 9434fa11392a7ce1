"""Activity: controls and panes that also have a static form, one sentence and a recipe."""

import functools
import logging
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets

from ...display.markup import escape
from ...display.recipe import bundle
from ...display.stored import NotDrawnHere
from ...ground import text
from ...ground.text import _
from ...store import answers, copies
from .controls import Press, StyledStatus

log = logging.getLogger("medsocial")
_told: set[Any] = set()  # second copies of answers that this page has named already


class _Restorable(type(ipywidgets.VBox)):
    """Makes an activity in spite of the answers that were saved: those that stop it are left unread and kept."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().__call__(*args, **kwargs)
        except Exception:
            with answers.unread():
                made = super().__call__(*args, **kwargs)  # raises again where the answers are not the reason
            log.exception("%s: saved answers cannot be shown", cls.__name__)
            made.leave_unread()
            return made


class Activity(ipywidgets.VBox, metaclass=_Restorable):
    """What every activity shares: the status line, saving, and the three faces.

    A subclass sets `lesson` and `key` (where its answers are kept), builds its controls in
    `__init__`, and defines `to_html` and `sentence` as functions of the shipped data alone.
    """

    lesson = ""
    key = ""
    is_task = True  # counted in the lesson's "4 of 7 done"; False where nothing is answered
    sources: tuple[str, ...] = ()
    recipe: dict[str, Any] | None = None
    unreadable = False  # whether its saved answers are left alone, since they stopped it

    def __init__(self, title: str) -> None:
        self.title = title
        self.status = StyledStatus()
        super().__init__()
        self.add_class("ms-activity")
        if self.is_task:
            self.add_class("ms-task")

    def lay_out(self, *children: ipywidgets.Widget) -> None:
        """Show the title, these children and the status line, in this order."""
        self.children = (ipywidgets.HTML(self._heading()), *children, self.status)

    def _heading(self) -> str:
        return f'<p class="ms-activity-title">{escape(self.title)}</p>'

    def to_html(self) -> str:
        """Return the static form."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Return what the activity is, in one sentence."""
        raise NotImplementedError

    def leave_unread(self) -> None:
        """Go on without what was saved, which is kept, and say so."""
        self.unreadable = True
        said = _("Your earlier answers here could not be read. They are kept in a copy; please answer again.")
        self.status.say(said, "warning")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        try:
            self._mark_done(bool(self._stored()))
        except Exception:
            log.exception("%s: saved answers cannot be counted", type(self).__name__)
            self.leave_unread()
        live = super()._repr_mimebundle_(**options)
        static = bundle(self)
        static["text/html"] = (
            f'<section class="ms-activity ms-static">{self._heading()}{static["text/html"]}</section>'
        )
        return {**(live or {}), **static}

    def saved(self, name: str, kind: type) -> Any:
        """Return one part of what was answered before; an empty `kind` if it is absent or of another kind."""
        state = self._stored()
        value = state.get(name) if isinstance(state, dict) else None
        return value if isinstance(value, kind) else kind()

    def _stored(self) -> Any:
        if self.unreadable:
            return None
        try:
            state = answers.load(self.lesson, lambda said: self.status.say(said, "warning")).get(self.key)
            second = [copy for copy in copies.found(self.lesson) if copy not in _told] if self.is_task else []
        except OSError:
            return None
        if second:
            _told.update(second)
            self.status.say(copies.words(second), "warning")
        return state

    def is_done(self) -> bool:
        """Return whether an answer that is kept is a whole one; a subclass that asks more than once says so."""
        return True

    def _mark_done(self, kept: bool) -> None:
        if self.is_task:
            (self.add_class if kept and self.is_done() else self.remove_class)("ms-done")

    def save(self, state: dict[str, Any] | None, said: str = "", kind: str = "good") -> None:
        """Keep the answers, and say so (or say `said`, as `kind`); a failure is said in the status line and never raised."""
        more: list[str] = []
        try:
            if self.unreadable:
                answers.keep_copy(self.lesson)
                self.unreadable = False
            done = answers.save(self.lesson, self.key, state, title=self.title, told=more.append)
        except OSError as error:
            self.status.say(str(error), "warning")
        else:
            self._mark_done(state is not None)
            self.status.say(" ".join([said or done, *more]), "warning" if more else kind if said else "note")

    def guard(self, callback: Callable[..., None]) -> Callable[..., None]:
        """Return the callback so that an error in it becomes a plain sentence in the status line."""

        @functools.wraps(callback)
        def guarded(*args: Any, **kwargs: Any) -> None:
            try:
                callback(*args, **kwargs)
            except NotDrawnHere as reason:
                self.status.say(str(reason))
            except Exception:
                log.exception("%s failed", type(self).__name__)
                self.status.say(
                    _(
                        "Something went wrong here. Run this page again; your saved answers are kept. "
                        "If it happens again, report it: the address is on the start page."
                    ),
                    "warning",
                )

        return guarded

    def watch(self, widget: Any, trait: str, callback: Callable[..., None]) -> None:
        """Call the callback, guarded, when the trait of a control changes."""
        widget.observe(self.guard(callback), trait)


def button(
    label: str, *, primary: bool = False, reads: Sequence[Any] = (), copies: dict[str, int] | None = None
) -> ipywidgets.Button | Press:
    """Return a button of the house's size.

    `reads` names the controls on which its action depends: their values arrive together with the click. For `copies`
    see `Press`.
    """
    if reads:
        return Press(label, tuple(reads), primary=primary, copies=copies, layout=ipywidgets.Layout(width="auto"))
    made = ipywidgets.Button(description=label, layout=ipywidgets.Layout(width="auto", align_self="flex-start"))
    made.add_class("ms-button")
    if primary:
        made.add_class("ms-primary")
    return made


def how_many(first: int | None, most: int) -> int:
    """Return how many of so many are asked of everybody."""
    if first is None:
        return most
    if isinstance(first, bool) or not isinstance(first, int) or not 1 <= first <= most:
        said = _("There are {n} here. Ask for the first 1 to {n}, not {first}.")
        raise ValueError(said.format(n=most, first=first))
    return first


def offer_words(count: int) -> str:
    """Return the words that offer what is not asked of everybody."""
    return _("Go deeper: {n} more").format(n=text.number(count))
