"""The start page: the reader's path, country, and a check that the installation works."""

import importlib.util
import shutil
import sys
from collections.abc import Callable
from importlib import metadata

import ipywidgets

from ..display.markup import escape, options, tag
from ..display.recipe import with_recipe
from ..ground import paths, text
from ..ground.text import _, ngettext
from ..store import answers, data
from .parts.base import Activity, button
from .parts.controls import Choice

START = "00_start_here"


def lesson_link(lesson: str) -> str:
    """Return a link to a lesson, or its title alone while it is not written."""
    row = data.row("lessons", lesson)
    label = _("{n}. {title}").format(n=row.number, title=row.title)
    minutes = ngettext("{n} minute", "{n} minutes", row.minutes_core).format(n=row.minutes_core)
    if row.status != "published":
        return escape(_("{label} ({minutes}; in preparation)").format(label=label, minutes=minutes))
    return tag("a", escape(label), href=f"{lesson}.ipynb") + escape(f" ({minutes})")


def section_link(lesson: str, section: str, label: str) -> str:
    """Return a link to a part of a lesson, by its heading, or to its beginning."""
    place = f"#{section.replace(' ', '-')}" if section else ""
    return tag("a", escape(label), href=f"{lesson}.ipynb{place}")


class ChoosePath(Activity):
    """Four ways through the workshop; the chosen one is kept."""

    lesson, key = START, "choose_path"

    def __init__(self) -> None:
        super().__init__(_("Choose your path"))
        self.paths = data.rows("paths")
        self.choice = Choice(legend=_("Why are you here today?"), options=[p.label for p in self.paths])
        self.advice = ipywidgets.HTML()
        kept = [p.path_id for p in self.paths]
        if self.saved("path", str) in kept:
            self.choice.index = kept.index(self.saved("path", str))
            self.advice.value = self._advice(self.choice.index)
        self.watch(self.choice, "index", lambda change: self._chosen(change["new"]))
        self.lay_out(self.choice, self.advice)

    def _chosen(self, index: int) -> None:
        if index < 0:
            return  # a browser may empty a control for a moment
        self.advice.value = self._advice(index)
        self.save({"path": self.paths[index].path_id})

    def _advice(self, index: int) -> str:
        path = self.paths[index]
        first = [step for step in data.rows("path_steps") if step.path_id == path.path_id]
        steps = tag("ol", *(tag("li", section_link(s.lesson, s.section, s.label)) for s in first), class_="ms-steps")
        rest = tag("ul", *(tag("li", lesson_link(lesson)) for lesson in path.lessons))
        order = tag("details", tag("summary", escape(_("The lessons of this path, in order"))), rest, class_="ms-more")
        return tag("p", escape(path.advice)) + tag("p", escape(_("Your next three steps:"))) + steps + order

    def to_html(self) -> str:
        """Return the four paths as options that open."""
        asked = options(self.key, ((p.label, self._advice(i)) for i, p in enumerate(self.paths)))
        return tag("p", escape(self.choice.legend), class_="ms-question") + asked

    def sentence(self) -> str:
        """Return the four paths."""
        return f"{self.title}: {text.listing([p.label for p in self.paths])}."


@with_recipe
def choose_path() -> ChoosePath:
    """Return the choice of a path through the workshop.

    Examples
    --------
    >>> ms.choose_path()
    """
    return ChoosePath()


class ChooseCountry(Activity):
    """The country whose rules later lessons show first."""

    lesson, key = START, "choose_country"

    def __init__(self) -> None:
        super().__init__(_("Your country"))
        self.countries = data.rows("countries")
        kept = self.saved("country", str)
        self.menu = ipywidgets.Dropdown(
            description=_("Where do you practise?"),
            options=[(_("Choose a country"), ""), *((c.name, c.country_id) for c in self.countries)],
            value=kept if kept in {c.country_id for c in self.countries} else "",
            style={"description_width": "initial"},
        )
        self.watch(self.menu, "value", lambda change: self._chosen(change["new"]))
        note = ipywidgets.HTML(tag("p", escape(self._note())))
        self.lay_out(self.menu, note)

    def _note(self) -> str:
        return _(
            "Law and professional codes differ. Lessons on dangers, patients and policy show your country first. "
            "You can change it here at any time."
        )

    def _chosen(self, country: str) -> None:
        self.save({"country": country} if country else None)

    def to_html(self) -> str:
        """Return the countries as a list."""
        names = text.listing([c.name for c in self.countries])
        return tag("p", escape(self._note())) + tag("p", escape(_("The workshop covers {names}.").format(names=names)))

    def sentence(self) -> str:
        """Return the countries in one sentence."""
        return _("Your country: choose among {names}.").format(names=text.listing([c.name for c in self.countries]))


@with_recipe
def choose_country() -> ChooseCountry:
    """Return the choice of the reader's country.

    Examples
    --------
    >>> ms.choose_country()
    """
    return ChooseCountry()


def _check_python() -> str:
    return _("Python {version} runs.").format(version=sys.version.split()[0])


def _check_libraries() -> str:
    everywhere = ("ipywidgets", "anywidget", "PyYAML", "Babel")
    here = () if paths.in_browser() else ("matplotlib", "pandas", "filelock", "python-docx", "icalendar", "segno")
    for name in (*everywhere, *here):
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            raise RuntimeError(
                _("The library {name} is missing. Start the workshop with its own start command; it repairs itself.").format(
                    name=name
                )
            ) from None
    return _("All libraries are there.")


def _check_data() -> str:
    count = sum(len(data.rows(name)) for name, described in data.resources().items() if described["path"].endswith(".csv"))
    return _("The workshop's own tables can be read, with {n} lines in all.").format(n=text.number(count))


def _check_drawing() -> str:
    if paths.in_browser() and importlib.util.find_spec("matplotlib") is None:
        return _("The charts come as stored pictures.")
    from ..charts.guess import plot_guess

    plot_guess(data.rows("guesses")[0].guess_id, None)
    return _("Charts can be drawn.")


def _check_folder() -> str:
    # A file of its own: the page where the reader stopped stays the one written last.
    answers.save("check", "check_installation", {"works": True})
    answers.lesson_file("check").unlink()
    if paths.in_browser():
        return _("Answers can be saved in this browser.")
    return _("Answers can be saved in {folder}.").format(folder=paths.home_dir())


def _check_space() -> str:
    if paths.in_browser():
        return _("There is space: the browser looks after it by itself.")
    free = shutil.disk_usage(paths.home_dir()).free / 1e6
    if free < 50:
        raise RuntimeError(_("Less than 50 megabytes are free on this disk. Make some space, or answers may be lost."))
    return _("There is space on the disk.")


class CheckInstallation(Activity):
    """A button that tries everything the workshop needs and says what it found."""

    lesson, key = START, "check_installation"
    is_task = False
    checks: tuple[Callable[[], str], ...] = (
        _check_python,
        _check_libraries,
        _check_data,
        _check_drawing,
        _check_folder,
        _check_space,
    )

    def __init__(self) -> None:
        super().__init__(_("Does it work on this computer?"))
        self.start = button(_("Check now"), primary=True)
        self.found = ipywidgets.HTML()
        self.start.on_click(self.guard(lambda _button: self._run()))
        self.lay_out(self.start, self.found)

    def _run(self) -> None:
        lines, faults = [], 0
        for check in self.checks:
            try:
                lines.append(tag("li", escape(_("Works: {what}").format(what=check())), class_="ms-good"))
            except Exception as error:  # every fault becomes a line; the others are still tried
                faults += 1
                lines.append(tag("li", escape(_("Does not work: {what}").format(what=error)), class_="ms-bad"))
        self.found.value = tag("ul", *lines, class_="ms-checks")
        if faults:
            self.status.say(
                ngettext(
                    "{n} thing does not work. The line above says what to do.",
                    "{n} things do not work. The lines above say what to do.",
                    faults,
                ).format(n=faults),
                "warning",
            )
        elif paths.in_browser():
            self.status.say(_("Everything works."), "good")
        else:
            self.status.say(_("Everything works. You can go on without the internet."), "good")

    def to_html(self) -> str:
        """Return what the check tries."""
        return tag("p", escape(self.sentence()))

    def sentence(self) -> str:
        """Return what the check tries, in one sentence."""
        return _("The live edition tries Python, its libraries, the data, the charts, your answers folder and the disk.")


@with_recipe
def check_installation() -> CheckInstallation:
    """Return a check that the workshop works on this computer.

    Examples
    --------
    >>> ms.check_installation()
    """
    return CheckInstallation()
