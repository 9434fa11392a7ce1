"""What the platform explorer shows for one choice of filters: the picture of lives, its table, and their words."""

from dataclasses import dataclass

from ...charts.lives import EmptySelection, draw_lives, resolve
from ...charts.taxonomy import type_names
from ...display import picture
from ...display.elements import Table
from ...display.markup import escape, tag
from ...ground import text
from ...ground.text import _, ngettext
from ...model import lifecycle, selection
from ...model.lifecycle import State
from ...model.lives import lives
from ...model.platform_profile import encryption_then, fact, status_then, status_words, value_words
from ...model.selection import ANY, Filter

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


def filter_labels() -> dict[str, str]:
    """Return the names of the filters in the reader's words."""
    return {
        "cohort": _("Which platforms"),
        "kind": _("Type"),
        "audience": _("Made for"),
        "identity": _("Checked of identity"),
        "status": _("At that time"),
    }


def filter_words(name: str) -> dict[str, str]:
    """Return the choices of one filter in the reader's words, the open one first."""
    words = {
        "cohort": {ANY: _("all in our tables"), selection.LIST_OF_2014: _("the list of 2014")},
        "kind": {ANY: _("any type"), **type_names()},
        "audience": {
            ANY: _("any group"),
            "general": _("everybody"),
            "health_professional": _("health professionals"),
        },
        "identity": {ANY: _("anything"), **value_words("identity_check")},
        "status": {ANY: _("anything"), **status_words()},
    }[name]
    there = selection.choices(name)
    extra = {} if name == "cohort" else {word: word for word in there if word not in words}
    return {word: said for word, said in (words | extra).items() if word == ANY or word in there}


def counted(wanted: Filter) -> str:
    """Return how many platforms fit, in words."""
    count, among = len(selection.fitting(wanted)), selection.out_of(wanted)
    form = ngettext("{n} of {all} platform; {year}.", "{n} of {all} platforms; {year}.", among)
    return form.format(n=text.number(count), all=text.number(among), year=wanted.year)


def loosen(wanted: Filter) -> str:
    """Return, where nothing fits, which filter to loosen."""
    ways = [
        _("{filter} ({n} would fit)").format(filter=filter_labels()[name], n=text.number(count))
        for name, count in selection.loosened(wanted)[:3]
    ]
    none = _("No platform fits these choices together.")
    if not ways:
        return none + " " + _("Loosening one of them is not enough. Press the button that clears the filters.")
    if len(ways) == 1:
        return none + " " + _("Loosen this one: {filter}.").format(filter=ways[0])
    return none + " " + _("Loosen one of these: {filters}.").format(filters=text.listing(ways))


def table_of(states: tuple[State, ...], year: int) -> Table:
    """Return the platforms as they were at the end of a year."""
    rows, sources = [], set()
    for state in states[:MOST_ROWS]:
        one = lives()[state.platform_id]
        status, encryption = status_then(state), encryption_then(state)
        seen, checked = (fact(state.platform_id, name) for name in ("default_visibility", "identity_check"))
        there = status.marked if state.status in _GONE else ""
        cells = ("–", "–", "–") if there else (seen.marked, checked.marked, encryption.marked)
        rows.append((state.name, type_names().get(one.type_primary, one.type_primary), status.marked, *cells))
        for answer in (status,) if there else (status, seen, checked, encryption):
            sources.update(answer.source_ids)
    day = lifecycle.day_of(year)
    last = day == lifecycle.day_of(lifecycle.years()[1])
    form = _("On {date}, the last day checked.") if last else _("At the end of {year}.")
    caption = form.format(date=text.date(day), year=year) + " " + _("Who sees it and what is checked: as last read.")
    if len(states) > MOST_ROWS:
        caption += " " + _("The first {n} of {all}; choose more filters to see the others.").format(
            n=text.number(MOST_ROWS), all=text.number(len(states))
        )
    columns = (_("Name then"), _("Type"), _("Then"), _("Who sees it"), _("Checked of identity"), _("Encrypted then"))
    return Table(columns, rows, caption, sources=tuple(sorted(sources)))


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
    bars = resolve([state.platform_id for state in states], as_of=wanted.year)
    place = {bar.platform_id: i for i, bar in enumerate(bars)}
    states = tuple(sorted((state for state in states if state.platform_id in place), key=lambda state: place[state.platform_id]))
    chart, table = draw_lives(bars, *lifecycle.years(), wanted.year), table_of(states, wanted.year)
    sources = tuple(sorted({*chart.sources, *table.sources}))
    return View(chart.picture, chart.to_html(), table.to_html(), chart.sentence(), sources)
