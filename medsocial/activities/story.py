"""A branching story: one scene at a time, what follows from each choice, and the path at the end.

The path is saved in lesson 05 under the key `story_<name>` as `{"path": [{"scene": id, "choice": id}, …]}`; in the
short version the choices that the story makes by itself belong to the path.
"""

import ipywidgets

from ..display import story_sheet as sheet
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground.text import _, ngettext
from ..model.story import ROUTES, SHORT, Step, find_story, fitting, go_on, longest_path, one_back, saved_path, stored_path, walk
from ..store import data
from .parts.base import Activity, button
from .parts.controls import Choice, Status

LESSON = "05_patients_and_boundaries"
ROOM = "ms-room"


class BranchingStory(Activity):
    """One scene on the screen; a choice, what followed from the last one, one step back, and the end."""

    lesson = LESSON

    def __init__(self, name: str, route: str) -> None:
        self.story, self.route = find_story(name), route
        super().__init__(self.story.title)
        self.key = f"story_{name}"
        self.sources = self.story.source_ids
        kept = saved_path(self.story, self.saved("path", list))
        fits = fitting(self.story, kept, route) == kept  # a longer way begun before is not cut
        self.shown_route = route if fits else "full"  # the reader may change to the other version
        self.path = fitting(self.story, kept, self.shown_route)
        self.scene = ipywidgets.HTML()
        self.choice = Choice(legend=_("What do you do?"))
        self.on, self.back = button(_("Go on"), primary=True, reads=[self.choice]), button(_("One step back"))
        self.again = button(_("Start again"))
        self.hint = Status()
        self.end = ipywidgets.HTML()
        self.short = ipywidgets.Checkbox(
            description=_("Short version: {n} decisions").format(n=self.story.short_decisions),
            value=self.shown_route == SHORT,
            indent=False,
        )
        self.large = ipywidgets.Checkbox(description=_("Large type for a room; vote with the letters"), indent=False)
        self.on.on_click(self.guard(lambda _button: self._go_on()))
        self.back.on_click(self.guard(lambda _button: self._go_back()))
        self.again.on_click(self.guard(lambda _button: self._start_again()))
        self.watch(self.choice, "index", lambda change: self._chosen(change["new"]))
        self.watch(self.short, "value", lambda change: self._change_route(change["new"]))
        self.watch(self.large, "value", lambda change: self._enlarge(change["new"]))
        turning = ipywidgets.HBox([self.on, self.back, self.again])
        self.lay_out(self.scene, self.choice, self.hint, self.end, turning, self.short, self.large)
        self._show()

    # ---- what the reader does --------------------------------------------------------------------------

    def _chosen(self, index: int) -> None:
        if index >= 0:
            self.hint.say("")

    def _go_on(self) -> None:
        if self.choice.index < 0:
            self.choice.focus()
            self.hint.say(_("Choose a letter first. You can take the step back later."), "warning")
            return
        self._move(go_on(self.story, self.path, self.choice.index, self.shown_route))

    def _go_back(self) -> None:
        self._move(one_back(self.story, self.path, self.shown_route))

    def _start_again(self) -> None:
        self._move([])

    def _move(self, path: list[int]) -> None:
        self.path = path
        self._show()
        self.choice.send("to the top")
        _steps, node = walk(self.story, path, self.shown_route)
        kept = {"path": stored_path(self.story, path, self.shown_route)}
        # No green tick: beside a choice it would read as praise.
        self.save(kept, _("Scene {n}: {heading}. Your path is saved.").format(n=node.number, heading=node.heading), "note")

    def _change_route(self, short: bool) -> None:
        self.shown_route = SHORT if short else "full"
        self.path = fitting(self.story, self.path, self.shown_route)
        self._show()
        most = longest_path(self.story, self.shown_route)
        said = ngettext("This version has at most {n} decision.", "This version has at most {n} decisions.", most)
        self.status.say(said.format(n=most))

    def _enlarge(self, large: bool) -> None:
        (self.add_class if large else self.remove_class)(ROOM)

    # ---- what the reader sees --------------------------------------------------------------------------

    def _show(self) -> None:
        steps, node = walk(self.story, self.path, self.shown_route)
        ended = node.ending is not None
        self.scene.value = self._path_line(steps, node.number) + self._followed(steps) + sheet.scene_html(node)
        with self.choice.hold_trait_notifications():
            self.choice.options, self.choice.index = sheet.lettered(node), -1
        self.choice.layout.display = "none" if ended else ""
        self.hint.say("")
        self.end.value = sheet.ending_html(node.ending) + self._recap(steps) + self._notes() if node.ending else ""
        self.on.layout.display = "none" if ended else ""
        self.back.disabled = self.again.disabled = not steps

    def _path_line(self, steps: list[Step], number: int) -> str:
        if not steps:
            return tag("p", escape(self.story.intro))
        made = " → ".join(f"{step.node.number} {sheet.LETTERS[step.index]}" for step in steps)
        return tag("p", escape(_("Your path: {path} → {number}").format(path=made, number=number)), class_="ms-count")

    def _followed(self, steps: list[Step]) -> str:
        """Return what followed from the last decision; what the short version did by itself is told as well."""
        said = []
        for step in reversed(steps):
            made = sheet.told_words(step.choice) + " " if step.told else ""
            said.insert(0, made + step.choice.consequence)
            if not step.told:
                break
        if not said:
            return ""
        return tag("blockquote", tag("p", tag("strong", escape(_("What follows:"))), " ", escape(" ".join(said))))

    def _recap(self, steps: list[Step]) -> str:
        return tag("p", tag("strong", escape(_("Your path"))), class_="ms-step") + tag(
            "ul", *map(self._recalled, steps), class_="ms-checks"
        )

    def _recalled(self, step: Step) -> str:
        others = [choice for i, choice in enumerate(step.node.choices) if i != step.index]
        chosen = _("The short version chose: {label}.") if step.told else _("You chose: {label}.")
        ways = tag("ul", *(tag("li", escape(f"{other.label}. {other.consequence}")) for other in others))
        return tag(
            "li",
            tag("strong", escape(f"{step.node.number}. {step.node.heading}.")),
            " ",
            escape(chosen.format(label=step.choice.label)),
            " ",
            escape(_("What followed: {words}").format(words=step.choice.consequence)),
            tag("details", tag("summary", escape(_("Another way that you did not take"))), ways, class_="ms-more"),
        )

    def _notes(self) -> str:
        return sheet.differ_html(self.story) + sheet.review_html(self.story)

    def is_done(self) -> bool:
        """Return whether the path has come to an ending."""
        return walk(self.story, self.path, self.shown_route)[1].ending is not None

    def to_html(self) -> str:
        """Return the story as numbered scenes: each choice shows what follows and where to turn."""
        how = _("Read number 1, choose, and open the number that your choice names. Paper and pencil will do.")
        if self.route == SHORT:
            how += " " + _("This is the short version.")
        return (
            tag("p", escape(self.story.intro))
            + tag("p", escape(how))
            + sheet.book_html(self.story, self.route, f"{self.key}-{self.route}")
            + self._notes()
        )

    def sentence(self) -> str:
        """Return the title, and how many scenes, endings and decisions the story has."""
        return sheet.story_sentence(self.story, self.route)


@with_recipe
def story(name: str, route: str = "full") -> BranchingStory:
    """Return a branching story; the route `short` has three decisions, and offers the whole story.

    Raises
    ------
    UnknownName
        If there is no story of this name, or no such route.

    Examples
    --------
    >>> ms.story("friend_request", route="short")
    """
    if route not in ROUTES:
        raise data.UnknownName(f"There is no route {route!r}. The routes are {', '.join(ROUTES)}.")
    return BranchingStory(name, route)
