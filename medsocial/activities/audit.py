"""Footprint audit: where you looked, what you found, who controls it, what to do first."""

from dataclasses import asdict

import ipywidgets

from ..display.elements import Table
from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground import clock, paths, text
from ..ground.text import _, ngettext
from ..model.footprint import Find, by_priority, label, make_find, vocabulary, worked_example
from ..store import data
from .parts.base import Activity, button, how_many, offer_words
from .parts.controls import Choice


def finds_table(finds: list[Find], caption: str) -> Table:
    """Return the finds, most urgent first, as a table."""
    return Table(
        columns=(_("What"), _("Who controls it"), _("Risk"), _("First step")),
        rows=[
            (label("kinds", f.kind), label("controllers", f.controller), label("risks", str(f.risk)), label("actions", f.action))
            for f in by_priority(finds)
        ],
        caption=caption,
    )


class FootprintAudit(Activity):
    """Coded choices only: nothing that you find is written down in words."""

    lesson, key = "01_definitions", "footprint_audit"

    def __init__(self, first: int | None = None) -> None:
        super().__init__(_("Audit your footprint"))
        words = vocabulary()
        self.core = how_many(first, len(words["searches"]))
        made = self.saved("searches", list)
        self.searches = {
            s["id"]: ipywidgets.Checkbox(description=s["label"], value=s["id"] in made, indent=False) for s in words["searches"]
        }
        self.further = list(self.searches.values())[self.core :]
        self.more = button(offer_words(len(self.further)))
        self.finds = self._restored(self.saved("finds", list))
        wide = {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}
        self.kind = ipywidgets.Dropdown(
            description=_("What did you find?"), options=[(k["label"], k["id"]) for k in words["kinds"]], **wide
        )
        self.controller = ipywidgets.Dropdown(
            description=_("Who controls it?"), options=[(c["label"], c["id"]) for c in words["controllers"]], **wide
        )
        self.risk = Choice(legend=_("How much risk does it carry?"), options=[r["label"] for r in words["risks"]])
        self.add = button(_("Add to my list"), primary=True)
        self.remove_menu = ipywidgets.Dropdown(description=_("Take off the list"), **wide)
        self.remove = button(_("Take off"))
        self.to_print = button(_("Make a page to print"))
        self.listed = ipywidgets.HTML()
        for box in self.searches.values():
            self.watch(box, "value", lambda _change: self._save())
        self.more.on_click(self.guard(lambda _button: self._offer(False)))
        self.add.on_click(self.guard(lambda _button: self._add()))
        self.remove.on_click(self.guard(lambda _button: self._remove()))
        self.to_print.on_click(self.guard(lambda _button: self._print()))
        self.editing = ipywidgets.HBox([self.remove_menu, self.remove])
        self.lay_out(
            self._step(_("1. Where have you looked? Sign out first, or use a private window.")),
            *self.searches.values(),
            self.more,
            self._step(_("2. For each thing that you found, choose three answers.")),
            self.kind,
            self.controller,
            self.risk,
            self.add,
            self._step(_("3. Your list, most urgent first.")),
            self.listed,
            self.editing,
            self.to_print,
            ipywidgets.HTML(self._support() + self._example(open_=False)),
        )
        self._offer(bool(self.further) and not any(box.value for box in self.further))
        self._show()

    def _offer(self, folded: bool) -> None:
        """Show the searches that not everybody is asked to make, or the button that offers them."""
        self.more.layout.display = "" if folded else "none"
        for box in self.further:
            box.layout.display = "none" if folded else ""

    @staticmethod
    def _step(words: str) -> ipywidgets.HTML:
        return ipywidgets.HTML(tag("p", tag("strong", escape(words)), class_="ms-step"))

    @staticmethod
    def _restored(kept: list[dict]) -> list[Find]:
        finds = []
        for entry in kept:
            try:
                finds.append(make_find(entry["kind"], entry["controller"], int(entry["risk"])))
            except (LookupError, TypeError, ValueError):
                continue  # a code of an older edition; the other finds are kept
        return finds

    def _add(self) -> None:
        if self.risk.index < 0:
            self.status.say(_("Choose the risk first."), "warning")
            return
        risk = vocabulary()["risks"][self.risk.index]
        self.finds.append(make_find(self.kind.value, self.controller.value, int(risk["id"])))
        self.risk.index = -1
        self._show()
        self._save(
            ngettext("Added. {n} find on your list.", "Added. {n} finds on your list.", len(self.finds)).format(n=len(self.finds))
        )

    def _remove(self) -> None:
        if self.remove_menu.value is not None:
            del self.finds[self.remove_menu.value]
            self._show()
            self._save(_("Taken off your list."))

    def _save(self, said: str = "") -> None:
        made = [code for code, box in self.searches.items() if box.value]
        self.save({"searches": made, "finds": [asdict(f) for f in self.finds]}, said)

    def _show(self) -> None:
        self.listed.value = self._list_html()
        self.remove_menu.options = [(f"{i}. {label('kinds', f.kind)}", i - 1) for i, f in enumerate(self.finds, start=1)]
        self.remove_menu.value = 0 if self.finds else None
        self.editing.layout.display = "" if self.finds else "none"

    def _list_html(self) -> str:
        if not self.finds:
            return tag("p", escape(_("Nothing yet. An empty list is a finding too: note where you looked.")))
        return finds_table(self.finds, _("Your finds.")).to_html()

    def _print(self) -> None:
        target = paths.home_dir() / "footprint_audit_to_print.html"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self._sheet(), encoding="utf-8")
        except OSError as error:
            self.status.say(
                _("The page was not written ({reason}). Check the folder {folder}.").format(
                    reason=error.strerror or error, folder=target.parent
                ),
                "warning",
            )
        else:
            self.status.say(_("The page is in {path}. Open it with a double click and print it.").format(path=target), "good")

    def _sheet(self) -> str:
        looked = tag(
            "ul", *(tag("li", ("☑ " if box.value else "☐ ") + escape(box.description)) for box in self.searches.values())
        )
        css = (paths.static_dir() / "house.css").read_text(encoding="utf-8")
        body = (
            tag("h1", escape(self.title))
            + tag("p", escape(text.date(clock.today())))
            + looked
            + self._list_html()
            + self._support()
        )
        return (
            f'<!doctype html><html lang="{text.language()}"><head><meta charset="utf-8"><title>{escape(self.title)}</title>'
            f'<style>{css}</style></head><body class="ms-sheet">{body}</body></html>'
        )

    def _support(self) -> str:
        return tag(
            "p",
            escape(
                _(
                    "If you find something that upsets you, stop here. Save a copy, close the page, and tell someone "
                    "you trust today. You do not have to deal with it alone, and nobody in this room needs to know."
                )
            ),
            class_="ms-support",
        )

    def _example(self, open_: bool) -> str:
        searches, finds = worked_example()
        person = next(p for p in data.yaml_content("cast")["people"] if p["id"] == vocabulary()["example"]["person"])
        looked = tag("p", escape(_("Where she looked:"))) + tag(
            "ul", *(tag("li", escape(label("searches", s))) for s in searches)
        )
        table = finds_table(finds, _("What {name} found. She is a fictional doctor.").format(name=person["name"])).to_html()
        return tag(
            "details",
            tag("summary", escape(_("A worked example: {name}").format(name=person["name"]))),
            looked,
            table,
            class_="ms-more",
            open=open_,
        )

    def to_html(self) -> str:
        """Return the audit as a sheet: where to look, what to ask, the worked example."""
        words = vocabulary()
        places = [tag("li", escape(s["label"])) for s in words["searches"]]
        looked = tag("ul", *places[: self.core])
        if self.further:
            offered = tag("summary", escape(offer_words(len(self.further)))), tag("ul", *places[self.core :])
            looked += tag("details", *offered, class_="ms-more ms-offer")
        steps = tag("ul", *(tag("li", escape(f"{c['label']}. {label('actions', c['action'])}.")) for c in words["controllers"]))
        return (
            tag("p", tag("strong", escape(_("1. Look. Sign out first, or use a private window."))))
            + looked
            + tag(
                "p", tag("strong", escape(_("2. For each find ask: what is it, who controls it, how much risk does it carry?")))
            )
            + tag("p", tag("strong", escape(_("3. The one who controls it decides your first step."))))
            + steps
            + self._support()
            + self._example(open_=True)
        )

    def sentence(self) -> str:
        """Return what the audit asks, in one sentence."""
        return _("Audit your footprint: where you looked, what you found, who controls it, how risky it is and what to do first.")


@with_recipe
def check_footprint(first: int | None = None) -> FootprintAudit:
    """Return the audit of the reader's own digital footprint.

    Parameters
    ----------
    first : int, optional
        How many searches everybody makes; the others are offered.

    Raises
    ------
    ValueError
        If there are not so many searches.

    Examples
    --------
    >>> ms.check_footprint(first=3)
    """
    return FootprintAudit(first)
