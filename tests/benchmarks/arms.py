"""What the benchmark's page shows: the same chart changed in several ways, each with a menu of its own.

`label` is the floor: a menu that changes a line of text. `common` is the way that most notebooks use.
The others are ours. Rows beyond the shipped platforms are synthetic and say so in their names.
"""

import functools
import itertools
import json
import os
import random
import time
from dataclasses import replace

import ipywidgets

from medsocial.activities.parts.base import Activity
from medsocial.activities.parts.pictures import PicturePane, PictureStack
from medsocial.charts.lives import draw_lives
from medsocial.charts.lives.rows import LifeBar, resolve
from medsocial.display.elements import Chart
from medsocial.model.lifecycle import day_of
from medsocial.store import data

FIRST, LAST = 1999, 2026
YEARS = tuple(range(2015, 2027))
SHIPPED_ROWS = 22
STACK_UP_TO = 22


def bars(count: int, year: int) -> tuple[LifeBar, ...]:
    """Return the rows to draw: shipped platforms for 22, synthetic ones above."""
    if count <= SHIPPED_ROWS:
        ids = [row.platform_id for row in data.rows("platforms") if row.type_primary != "own_site"][:count]
        return resolve(ids, FIRST, LAST, day_of(year))
    return _synthetic_bars(count, year)


@functools.cache
def _synthetic_bars(count: int, year: int) -> tuple[LifeBar, ...]:
    return tuple(replace(bar, then=_then(bar, year)) for bar in _synthetic(count))


def _synthetic(count: int) -> list[LifeBar]:
    dice = random.Random(2014)
    made = []
    for number in range(count):
        start = FIRST + 1 + dice.random() * 20
        fate = dice.choice(("alive", "closed", "unknown"))
        end = LAST + 0.8 if fate == "alive" else min(LAST, start + 1 + dice.random() * 12)
        made.append(LifeBar(f"synthetic_{number}", f"Synthetic {number}", start, end, fate))
    return sorted(made, key=lambda bar: bar.start)


def _then(bar: LifeBar, year: int) -> str:
    if bar.start > year + 1:
        return "not_yet"
    return "alive" if bar.end > year + 1 else {"closed": "closed"}.get(bar.fate, "unknown")


def chart(count: int, year: int) -> Chart:
    """Draw the chart of one state, with nothing remembered."""
    return draw_lives(bars(count, year), FIRST, LAST, day_of(year))


def label_words(count: int, year: int) -> str:
    """Return what the floor shows."""
    return f"{count} platforms at the end of {year}"


def note(what: str, **more: float) -> None:
    """Keep a line for the benchmark to read after the last round."""
    with open(os.environ["MEDSOCIAL_BENCHMARK_LOG"], "a", encoding="utf-8") as log:
        log.write(json.dumps({"what": what, "at": time.monotonic(), **more}) + "\n")


def page(count: int) -> ipywidgets.VBox:
    """Return all arms for one number of rows."""
    activity = Activity("Benchmark")
    made = {"label": _label(count), "common": _common(count), "known": _known(count, activity), "new": _new(count, activity)}
    if count <= STACK_UP_TO:
        made["stack"] = _stack(count, activity)
        made["idle"] = _idle(count, activity)
    boxes = []
    for name, (menu, shown) in made.items():
        window = ipywidgets.Box([shown], layout=ipywidgets.Layout(height="120px", overflow="hidden", flex="1 1 auto"))
        box = ipywidgets.HBox([menu, window])
        box.add_class("bench")
        box.add_class(f"bench-{name}")
        boxes.append(box)
    return ipywidgets.VBox(boxes)


def _menu() -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(options=[(str(year), year) for year in YEARS], layout=ipywidgets.Layout(width="90px"))


def _label(count: int):
    menu, shown = _menu(), ipywidgets.Label(label_words(count, YEARS[0]))

    def change(changed) -> None:
        shown.value = label_words(count, changed["new"])

    menu.observe(change, "value")
    return menu, shown


def _common(count: int):
    import matplotlib.pyplot as plt
    from IPython.display import clear_output

    menu, output = _menu(), ipywidgets.Output()
    colours = {"alive": "tab:blue", "closed": "tab:red", "not_yet": "lightgrey", "renamed": "tab:orange", "unknown": "tab:grey"}

    def change(_changed=None) -> None:
        with output:
            clear_output(wait=True)
            rows = [bar for bar in bars(count, menu.value) if bar.start is not None]
            fig, ax = plt.subplots(figsize=(7, 5))
            for number, bar in enumerate(rows):
                ax.barh(number, bar.end - bar.start, left=bar.start, color=colours[bar.then])
                if count <= SHIPPED_ROWS:
                    ax.text(bar.end, number, f" {bar.fate}", va="center", fontsize=7)
            if count <= SHIPPED_ROWS:
                ax.set_yticks(range(len(rows)), [bar.name for bar in rows])
            ax.axvline(menu.value + 1, color="black")
            ax.set_title(f"Alive at the end of {menu.value}: {sum(bar.then in ('alive', 'renamed') for bar in rows)}")
            plt.show()

    change()
    menu.observe(change, "value")
    return menu, output


def _known(count: int, activity: Activity):
    menu = _menu()
    pane = PicturePane(lambda year: chart(count, year), YEARS[-1], activity)
    for year in reversed(YEARS):
        pane.show(year)
    activity.watch(menu, "value", lambda changed: (note("click"), pane.show(changed["new"])))
    return menu, pane


def _new(count: int, activity: Activity):
    menu, fresh = _menu(), itertools.count()
    pane = PicturePane(lambda state: chart(count, state[0]), (YEARS[0], next(fresh)), activity)
    activity.watch(menu, "value", lambda changed: (note("click"), pane.show((changed["new"], next(fresh)))))
    return menu, pane


def _stack(count: int, activity: Activity):
    def draw(index: int) -> Chart:
        made = chart(count, YEARS[index])
        note("sent")
        return made

    menu = _menu()
    return menu, PictureStack(menu, draw, activity)


def _idle(count: int, activity: Activity):
    """A pane whose clicks are followed by drawing ahead; others are clicked meanwhile."""
    menu, fresh = _menu(), itertools.count()

    def draw(state) -> Chart:
        begun, made = time.monotonic(), None
        try:
            made = chart(count, state[0])
        finally:
            note("drawn", begun=begun, finished=made is not None)
        return made

    pane = PicturePane(draw, (YEARS[0], next(fresh)), activity,
                       neighbours=lambda _state: [(year, next(fresh)) for year in YEARS[:8]])
    activity.watch(menu, "value", lambda changed: pane.show((changed["new"], next(fresh))))
    return menu, pane
