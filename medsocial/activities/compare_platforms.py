"""Two platforms side by side: the same questions, each answer with its source and date."""

from collections import Counter

import ipywidgets

from ..display.markup import escape, source_line, tag
from ..display.recipe import with_recipe
from ..ground import text
from ..ground.text import _, ngettext
from ..model.lives import life, lives
from ..model.platform_profile import Answer, Compared, compare
from ..model.platform_words import checked_words, questions
from .parts.base import Activity


def verdict_words() -> dict[str, str]:
    """Return how two answers compare, in the reader's words."""
    return {"same": _("same"), "different": _("different"), "open": _("cannot be compared")}


class PlatformComparison(Activity):
    """Two menus and a table of answers.

    Parameters
    ----------
    first, second : str
        Ids of the pair to begin with; the static form shows this pair.
    """

    lesson = "02_platform_taxonomy"

    def __init__(self, first: str, second: str) -> None:
        super().__init__(_("Compare two platforms"))
        self.pair = first, second
        self.key = f"compare_platforms_{first}_{second}"
        answers = [answer for row in compare(first, second) for answer in (*row.first, *row.second)]
        self.sources = tuple(sorted({source for answer in answers for source in answer.source_ids}))
        names = sorted(((one.name, one.platform_id) for one in lives().values()), key=lambda pair: pair[0].casefold())
        kept = [key if key in lives() else given for key, given in zip(self._kept(), self.pair, strict=True)]
        look = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="auto", flex="1 1 14em")}
        self.menus = [
            ipywidgets.Dropdown(description=label, options=names, value=value, **look)
            for label, value in zip((_("First platform"), _("Second platform")), kept, strict=True)
        ]
        self.table = ipywidgets.HTML(self._table(*kept))
        for menu in self.menus:
            self.watch(menu, "value", lambda _change: self._chosen())
        self.lay_out(ipywidgets.HBox(self.menus), self.table)
        # The status line stands above the long table.
        self.children = (*self.children[:2], self.status, *self.children[2:-1])
        self.status.say(self._counted(*kept))

    def _kept(self) -> list[str]:
        kept = self.saved("pair", list)
        return kept if len(kept) == 2 and all(isinstance(key, str) for key in kept) else list(self.pair)

    def _chosen(self) -> None:
        chosen = [menu.value for menu in self.menus]
        self.table.value = self._table(*chosen)
        with self.status.hold_sync():
            self.save({"pair": chosen})
            if self.status.kind != "warning":
                self.status.say(self._counted(*chosen))

    def _counted(self, first: str, second: str) -> str:
        names = {"first": life(first).name, "second": life(second).name}
        if first == second:
            return _("You chose {first} twice. Choose another one in either menu.").format(**names)
        found = Counter(row.verdict for row in compare(first, second))
        form = ngettext(
            "{first} and {second}: {n} answer differs, {open} cannot be compared.",
            "{first} and {second}: {n} answers differ, {open} cannot be compared.",
            found["different"],
        )
        return form.format(n=text.number(found["different"]), open=text.number(found["open"]), **names)

    def _table(self, first: str, second: str) -> str:
        rows = compare(first, second)
        names = life(first).name, life(second).name
        head = tag("tr", *(tag("th", escape(word), scope="col") for word in (_("Question"), *names)))
        caption = tag("caption", escape(_("{first} and {second} side by side.").format(first=names[0], second=names[1])))
        table = tag("table", caption, tag("thead", head), tag("tbody", *map(_row, rows)), class_="ms-table")
        return tag("div", table, class_="ms-table-frame")

    def to_html(self) -> str:
        """Return the table of the given pair."""
        return tag("p", escape(self._counted(*self.pair))) + self._table(*self.pair)

    def sentence(self) -> str:
        """Return the title and how many answers differ."""
        return f"{self.title}. {self._counted(*self.pair)}"


def _row(row: Compared) -> str:
    verdict = tag("div", escape(verdict_words()[row.verdict]), class_="ms-count")
    asked = tag("th", escape(questions()[row.question]), verdict, scope="row")
    in_words = row.question == "purpose"  # a description; all others are words of a vocabulary
    cells = (tag("td", *(answer_html(answer, strong=not in_words) for answer in answers)) for answers in (row.first, row.second))
    return tag("tr", asked, *cells)


def answer_html(answer: Answer, *, strong: bool = True) -> str:
    """Return an answer with its detail; how far it was checked, its date and its sources unfold below."""
    said = tag("strong", escape(answer.marked)) if strong else escape(answer.marked)
    if answer.detail:
        said += tag("div", escape(answer.detail))
    if not answer.source_ids or answer.kind == "unknown" and not answer.detail:
        return tag("div", said)
    checked = _("our own search") if answer.kind == "not_found" else checked_words().get(answer.status, "")
    label = _("{checked}, {date}").format(checked=checked, date=text.date(answer.as_of)) if answer.as_of else checked
    summary = tag("summary", escape(label or _("Sources")))
    links = "".join(tag("div", source_line([source])) for source in answer.source_ids)
    return tag("div", said, tag("details", summary, links, class_="ms-more ms-source"))


@with_recipe
def compare_platforms(first: str, second: str) -> PlatformComparison:
    """Return two platforms side by side; the reader can choose others.

    Parameters
    ----------
    first, second : str
        Id or any name of a platform, in any case.

    Raises
    ------
    UnknownName
        If no platform has this name; the message gives the nearest ones.

    Examples
    --------
    >>> ms.compare_platforms("LinkedIn", "Doximity")
    """
    return PlatformComparison(life(first).platform_id, life(second).platform_id)
