"""The platforms, filtered, as they were at the end of any year: their lives, a table, and what became of each."""

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import ipywidgets

from ..charts.lives import draw_lives
from ..charts.lives.rows import resolve
from ..charts.taxonomy import main_type
from ..display import picture
from ..display.elements import Table
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import paths, text
from ..ground.paths import reading
from ..ground.text import _
from ..model import lifecycle, own_tables, selection
from ..model.lives import LIST_DATE, State, checked_on, lives
from ..model.platform_profile import encryption_then, fact, status_then
from ..model.selection import ANY, EmptySelection, Filter, counted, filter_labels, filter_words, loosen
from .parts.base import Activity, button
from .parts.beside import beside
from .parts.controls import Year
from .parts.pictures import PicturePane
from .what_became_of import what_became_of

MOST_ROWS = 60
_GONE = ("closed", "not_yet")


@dataclass(frozen=True, slots=True)
class View:
    """What a choice of filters shows, ready to send: a chart, as a `PicturePane` takes it, with a table below."""

    picture: str
    chart: str
    table: str
    words: str
    sources: tuple[str, ...]

    def to_html(self) -> str:
        """Return the chart with its table folded below."""
        return self.chart + tag("details", tag("summary", escape(_("Show the table"))), self.table, class_="ms-more")

    def sentence(self) -> str:
        """Return the words of the picture."""
        return self.words


@picture.memoised
def view(wanted: Filter) -> View:
    """Return what a choice of filters shows.

    Raises
    ------
    EmptySelection
        If nothing fits; the message says which filter to loosen.
    """
    states = selection.fitting(wanted)
    if not states:
        raise EmptySelection(loosen(wanted))
    (first, last), day = lifecycle.years(), states[0].date
    then = {state.platform_id: state for state in states}
    bars = resolve(then, first, last, day)
    chart, table = draw_lives(bars, first, last, day), table_of([then[bar.platform_id] for bar in bars])
    sources = tuple(sorted({*chart.sources, *table.sources}))
    return View(chart.picture, chart.to_html(), table.to_html(), chart.sentence(), sources)


def table_of(states: list[State]) -> Table:
    """Return the platforms as they were on one day, the end of a year."""
    rows, sources = [], set()
    for state in states[:MOST_ROWS]:
        one = lives()[state.platform_id]
        status, encryption = status_then(state), encryption_then(state)
        seen, checked = (fact(state.platform_id, name) for name in ("default_visibility", "identity_check"))
        there = status.marked if state.status in _GONE else ""
        cells = ("–", "–", "–") if there else (seen.marked, checked.marked, encryption.marked)
        rows.append((state.name, main_type(one), status.marked, *cells))
        for answer in (status,) if there else (status, seen, checked, encryption):
            sources.update(answer.source_ids)
    day = states[0].date
    form = _("On {date}, the last day checked.") if day == checked_on() else _("At the end of {year}.")
    caption = form.format(date=text.date(day), year=day.year) + " " + _("Who sees it and what is checked: as last read.")
    if len(states) > MOST_ROWS:
        caption += " " + _("The first {n} of {all}; choose more filters to see the others.").format(
            n=text.number(MOST_ROWS), all=text.number(len(states))
        )
    columns = (_("Name then"), _("Type"), _("Then"), _("Who sees it"), _("Checked of identity"), _("Encrypted then"))
    return Table(columns, rows, caption, sources=tuple(sorted(sources)))


class PlatformExplorer(Activity):
    """Filters, one year, the picture of lives with its table, and what became of one platform.

    Parameters
    ----------
    folder : str, optional
        A folder with the same tables; without it the one in use.
    """

    lesson = "02_platform_taxonomy"

    def __init__(self, folder: str | None = None) -> None:
        super().__init__(_("Platforms then and now"))
        self.folder = folder
        self.key = "explore_platforms" if folder is None else "explore_own_platforms"
        with reading(folder):
            self.faults = self._faults()
            if self.faults:
                self.lay_out(ipywidgets.HTML(self._faults_html()))
                self.status.say(_("The explorer cannot use this folder of data yet. The faults are listed above."), "warning")
                return
            self._build()

    def _faults(self) -> tuple[str, ...]:
        if found := own_tables.faults():
            return found
        try:
            self.start = selection.default_filter()
            self.sources = view(self.start).sources
        except (EmptySelection, ValueError) as error:
            return (str(error),)
        return ()

    def _build(self) -> None:
        look = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="auto", flex="1 1 12em")}
        kept = self._kept()
        self.menus = {
            name: ipywidgets.Dropdown(description=label, options=_options(filter_words(name)), value=getattr(kept, name), **look)
            for name, label in filter_labels().items()
        }
        first, last = lifecycle.years()
        self.year = Year(legend=_("What was true in"), min=first, max=last, value=kept.year)
        self.clear = button(_("Clear the filters"))
        self.clear.layout = ipywidgets.Layout(width="auto", flex="1 1 12em", align_self="flex-end")
        self._clearing = False
        self.pane = PicturePane(self._draw, self.start, self, self._next_to if self.folder is None else None)
        names = sorted(
            ((one.name, one.platform_id) for one in lives().values() if not one.own_site), key=lambda pair: pair[0].casefold()
        )
        picked = self.saved("picked", str)
        self.fate_menu = ipywidgets.Dropdown(
            description=_("What became of …"),
            options=[(_("choose a platform"), ANY), *names],
            value=picked if picked in {platform_id for _name, platform_id in names} else ANY,
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="100%", max_width="560px"),
        )
        self.fate = ipywidgets.HTML(self._fate_html())
        for control in (*self.menus.values(), self.year):
            self.watch(control, "value", lambda _change: self._changed())
        self.watch(self.fate_menu, "value", lambda _change: self._picked())
        self.clear.on_click(self.guard(lambda _button: self._clear()))
        asked = ipywidgets.HBox([*self.menus.values(), self.clear])
        self.lay_out(beside([asked, self.year, self.status], [self.pane]), self.fate_menu, self.fate)
        # The status line stands by the controls, where the reader looks for the count.
        self.children = self.children[:-1]
        self._show(kept)
        self.status.say(self._said())

    def _kept(self) -> Filter:
        """Return the choice made before, without words or years that are no longer there."""
        kept, first = self.saved("filter", dict), self.start
        words = {
            name: kept[name] for name in selection.FIELDS if isinstance(kept.get(name), str) and kept[name] in filter_words(name)
        }
        low, high = lifecycle.years()
        year = kept.get("year")
        year = year if type(year) is int and low <= year <= high else first.year
        return replace(first, **words, year=year)

    @property
    def chosen(self) -> Filter:
        """What the controls say."""
        return Filter(**{name: menu.value for name, menu in self.menus.items()}, year=self.year.value)

    def _draw(self, wanted: Filter) -> View:
        with reading(self.folder):
            return view(wanted)

    def _show(self, wanted: Filter) -> None:
        """Show the picture; where nothing fits there is none, and the status line says which filter to loosen."""
        fits = bool(selection.fitting(wanted))
        if fits:
            self.pane.show(wanted)
        self.pane.layout.display = None if fits else "none"

    def _next_to(self, wanted: Filter) -> Iterator[Filter]:
        """Return what the reader may ask for next: the years about, the year of the list, the other platforms."""
        for year in (wanted.year - 1, wanted.year + 1, LIST_DATE.year, wanted.year - 2, wanted.year + 2):
            if year != wanted.year and self.year.min <= year <= self.year.max:
                yield replace(wanted, year=year)
        yield replace(wanted, cohort=ANY if wanted.cohort else self.start.cohort)

    def _changed(self) -> None:
        if self._clearing:
            return
        with reading(self.folder):
            self._show(self.chosen)
            self._keep()

    def _said(self) -> str:
        said = counted(self.chosen)
        return said if selection.fitting(self.chosen) else said + " " + loosen(self.chosen)

    def _clear(self) -> None:
        self._clearing = True
        try:
            for name, menu in self.menus.items():
                menu.value = getattr(self.start, name)
        finally:
            self._clearing = False
        self._changed()

    def _picked(self) -> None:
        with reading(self.folder):
            self.fate.value = self._fate_html()
            self._keep(what_became_of(self.fate_menu.value).title + "." if self.fate_menu.value else "")

    def _fate_html(self) -> str:
        return what_became_of(self.fate_menu.value).to_html() if self.fate_menu.value else ""

    def _keep(self, said: str = "") -> None:
        """Save, and say what the reader sees now; that it could not be saved goes first."""
        with self.status.hold_sync():
            self.save({"filter": asdict(self.chosen), "picked": self.fate_menu.value})
            if self.status.kind != "warning":
                self.status.say(f"{self._said()} {said}".strip())

    def _faults_html(self) -> str:
        listed = tag("ul", *(tag("li", escape(fault)) for fault in self.faults))
        advice = _("Mend the files, then run this page again from the start. For every fault, type this in a terminal: {command}")
        command = f'python3 workshop.py check "{self.folder or os.environ.get("MEDSOCIAL_DATA") or ""}"'.replace(' ""', "")
        lead = tag("p", escape(_("The explorer cannot use this folder of data yet:")))
        return lead + listed + tag("p", escape(advice.format(command=command)))

    def to_html(self) -> str:
        """Return the picture of the first choice in the newest year; the tables then and now folded."""
        if self.faults:
            return self._faults_html()
        with reading(self.folder):
            first, last = lifecycle.years()
            shown = sorted({min(max(LIST_DATE.year, first), last), self.start.year})
            tables = "".join(
                tag(
                    "details",
                    tag("summary", escape(_("The table for {year}").format(year=year))),
                    view(replace(self.start, year=year)).table,
                    class_="ms-more",
                )
                for year in shown
            )
            return tag("p", escape(counted(self.start))) + view(self.start).chart + tables

    def sentence(self) -> str:
        """Return the title, the count and what the picture says."""
        if self.faults:
            return f"{self.title}. " + " ".join(self.faults)
        with reading(self.folder):
            return f"{self.title}. {counted(self.start)} {view(self.start).words}"


def _options(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(said, word) for word, said in words.items()]


@with_recipe
def explore_platforms(data: str | None = None) -> PlatformExplorer:
    """Return the platforms to filter, as they were at the end of any year.

    Parameters
    ----------
    data : str, optional
        A folder with your own `platforms.csv`, `platform_facts.csv`, `lifecycle_events.csv`, `sources.csv` and
        the workshop's `datapackage.json`, or what `ms.check_tables` returned. The environment variable
        `MEDSOCIAL_DATA` does the same for all pages.

    Examples
    --------
    >>> ms.explore_platforms()
    """
    return PlatformExplorer(None if data is None else str(paths.own_folder(data)))
