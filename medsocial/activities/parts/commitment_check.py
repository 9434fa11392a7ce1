"""The commitment check of day 30: done, partly, no or dropped, and one line of what shows it."""

from typing import Any

import ipywidgets

from ...display.markup import escape, tag
from ...ground.text import _, number
from ...model.class_file import END, MOST_COMMITMENTS, STATUSES, planned, promised
from ...store import answers
from .base import Activity
from .controls import Choice


def status_words() -> dict[str, str]:
    """Return the four answers of the check in words."""
    return {"done": _("Done"), "partly": _("Partly"), "no": _("Not done"), "dropped": _("Dropped on purpose")}


def lead() -> str:
    """Return what the check asks."""
    return _("Your commitments: what became of them? The class counts the answers; your line stays with you.")


def _wide() -> dict[str, Any]:
    # A layout of its own for each control: a shared one would hide them all together.
    return {"style": {"description_width": "initial"}, "layout": ipywidgets.Layout(width="100%", max_width="560px")}


class CommitmentCheck:
    """The controls of the check, kept with the retest that holds them."""

    def __init__(self, home: Activity) -> None:
        self.home = home
        counts = [(number(n), n) for n in range(MOST_COMMITMENTS + 1)]
        self.made = ipywidgets.Dropdown(description=_("How many commitments did you make?"), options=counts, value=0, **_wide())
        labels = list(status_words().values())
        places = range(1, MOST_COMMITMENTS + 1)
        self.choices = [Choice(legend=_("Commitment {n}").format(n=number(n)), options=labels, in_row=True) for n in places]
        self.lines = [
            ipywidgets.Text(
                description=_("What shows it, in one line; no names ({n})").format(n=number(n)),
                continuous_update=False,
                **_wide(),
            )
            for n in places
        ]
        self._restore()
        for control, trait in ((self.made, "value"), *((c, "index") for c in self.choices), *((w, "value") for w in self.lines)):
            home.watch(control, trait, lambda _change: self._changed())
        rows = [widget for pair in zip(self.choices, self.lines, strict=True) for widget in pair]
        self.box = ipywidgets.VBox([ipywidgets.HTML(tag("p", escape(lead()), class_="ms-question")), self.made, *rows])
        self._show()

    def _restore(self) -> None:
        try:
            lesson = answers.load(END)
        except OSError:
            lesson = {}
        in_plan = planned(lesson)
        for place, (choice, words) in enumerate(zip(self.choices, promised(lesson), strict=False), start=1):
            if words:
                choice.legend = _("Commitment {n}: {words}").format(n=number(place), words=words)
        checked, own = self.home.saved("commitments", list), self.home.saved("own_words", list)
        made = self.home.saved("made", int)
        known = made if type(made) is int and 0 <= made <= MOST_COMMITMENTS else 0
        self.made.value = max(in_plan, known)
        for choice, said in zip(self.choices, checked, strict=False):
            choice.index = STATUSES.index(said) if isinstance(said, str) and said in STATUSES else -1
        for line, said in zip(self.lines, own, strict=False):
            line.value = said if isinstance(said, str) else ""

    def _show(self) -> None:
        for place, (choice, line) in enumerate(zip(self.choices, self.lines, strict=True)):
            choice.layout.display = line.layout.display = "" if place < self.made.value else "none"

    def _changed(self) -> None:
        self._show()
        self.home._keep()

    def state(self) -> dict[str, Any]:
        """Return what is saved: how many were made, what became of each, and the reader's own lines."""
        made = self.made.value
        said = [STATUSES[choice.index] if choice.index >= 0 else "" for choice in self.choices[:made]]
        return {"made": made, "commitments": said, "own_words": [line.value for line in self.lines[:made]]}


def check_html() -> str:
    """Return the check as a sheet to fill in by hand."""
    marks = "   ".join(f"☐ {word}" for word in status_words().values())
    blank = "_" * 30
    rows = [
        tag("li", escape(marks), tag("br"), escape(_("What shows it, in one line: {blank}").format(blank=blank)))
        for _n in range(MOST_COMMITMENTS)
    ]
    return tag("p", escape(lead()), class_="ms-question") + tag("ol", *rows)
