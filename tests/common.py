"""What several test files read from the notebooks: their cells, their calls and the text of an output."""

import ast
import functools
import html
import inspect
import random
import re
import shutil
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import medsocial as ms
from medsocial.display.recipe import RECIPE_TYPE
from medsocial.ground import paths
from medsocial.lab.tables import FOLDER
from medsocial.model import review_items, reviews
from medsocial.store import lessons
from medsocial.upkeep import build

ROOT = paths.PACKAGE.parent
LESSONS = build.lesson_files()
# Functions that show something; `load_*` hands out a table for exercises.
# Pure engines return findings, not elements of a page, and the tools of the lab take what a reader has made.
SHOWN = [name for name in ms.__all__ if not name.startswith("load_") and not ms._HOME[name].startswith(("model", "lab"))]
LABS = {row.lesson for row in lessons.labs()}  # pages on which a reader changes the code
FACES = ("text/html", "text/plain", RECIPE_TYPE)
_TAG = re.compile(r"<[^>]+>")
_SAID = re.compile(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"')
_PICTURE = re.compile(r'src="data:image/svg\+xml,([^"]*)"')
_HIDDEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


@functools.cache
def notebook(path: Path) -> dict[str, Any]:
    """Return a stored notebook."""
    return build.read(path)


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    """Return the code or markdown cells of a notebook."""
    return [cell for cell in notebook(path)["cells"] if cell["cell_type"] == kind]


def named(path: Path) -> str:
    """Return the name of a lesson, for pytest's list of tests."""
    return path.stem


@functools.cache
def notebook_calls() -> tuple[tuple[str, str], ...]:
    """Return the calls of workshop functions in all notebooks: name, and the call as text."""
    found = {}
    for path in LESSONS:
        for cell in cells(path, "code"):
            for node in ast.walk(ast.parse(cell["source"])):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    written = ast.unparse(node)
                    # A reader's own tables are there only after the lines above such a call.
                    if ast.unparse(node.func.value) == "ms" and repr(FOLDER) not in written:
                        found[written] = node.func.attr
    return tuple((name, written) for written, name in found.items())


def needs_arguments(name: str) -> bool:
    """Return whether a public function cannot be called without arguments."""
    parameters = inspect.signature(getattr(ms, name)).parameters.values()
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return any(p.default is p.empty and p.kind not in variable for p in parameters)


def documented_call(name: str) -> str | None:
    """Return the first example in a function's docstring, or None."""
    example = re.search(r">>> (ms\..+)", inspect.getdoc(getattr(ms, name)) or "")
    return example.group(1) if example else None


def shown_calls() -> list[str]:
    """Return every way in which a page shows something, and each function at least once."""
    calls = {written: name for name, written in notebook_calls() if name in SHOWN}
    for name in SHOWN:
        if name not in calls.values():
            calls[(needs_arguments(name) and documented_call(name)) or f"ms.{name}()"] = name
    return sorted(calls)


def activity_calls() -> list[str]:
    """Return every way in which a page shows something with controls; nothing is made for the list."""
    # A callout with a picture and a weighed claim stand in the same room, and have none.
    without = ("what_became_of", "weigh_benefit", "weigh_danger")
    return [
        call
        for call in shown_calls()
        if ms._HOME[name := call.removeprefix("ms.").partition("(")[0]].startswith("activities.") and name not in without
    ]


def faces(call: str) -> dict[str, Any]:
    """Return the stored faces of what a call shows."""
    return faces_of(make(call))


def faces_of(made: Any) -> dict[str, Any]:
    """Return the stored faces of what a call has made."""
    shown = made._repr_mimebundle_()
    return {kind: shown[kind] for kind in FACES}


def make(call: str) -> Any:
    """Return what a call shows."""
    return eval(call, {"ms": ms})  # our own notebooks and docstrings


def picture_words(markup: str) -> list[str]:
    """Return the words drawn in the pictures of an HTML text."""
    drawn = [urllib.parse.unquote(html.unescape(address)) for address in _PICTURE.findall(markup)]
    return [words for svg in drawn for words in visible_words(svg)]


def visible_words(markup: str) -> list[str]:
    """Return the pieces of text that a reader of this HTML sees or hears."""
    pieces = _SAID.findall(markup) + _TAG.split(_HIDDEN.sub("", markup))
    return [html.unescape(piece).strip() for piece in pieces if piece.strip()] + (
        picture_words(markup) if "data:image/svg+xml" in markup else []
    )


def steps_with_icons(markup: str) -> list[tuple[str, str]]:
    """Return the icon and the words of each heading of a step."""
    return re.findall(r'<p class="ms-step"><span class="ms-icon ms-icon-([a-z-]+)"></span><strong>(.*?)</strong>', markup)


def said_as_reviewed(key: str, markup: str, role: str = "clinician", mark: str = "Not yet reviewed by a clinician.") -> bool:
    """Return whether content says that nobody of a role has reviewed it where nobody has, and only there."""
    text = " ".join(visible_words(markup))
    return (mark in text) == (not reviews.standing([key]).roles[role])


def data_without_reviews(folder: Path) -> Path:
    """Return a copy of the data in which nobody has reviewed or answered anything."""
    shutil.copytree(paths.data_dir(), folder)
    for name in ("reviews.csv", "review_remarks.csv", "item_statistics.csv"):
        head = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(f"{head}\n", encoding="utf-8")
    return folder


def said_of_reviews(kind: str, markup: str, *names: str) -> bool:
    """Return whether content says how the items of a kind stand with their reviewers: all of them, or those named."""
    keys = [f"{kind}:{name}" for name in names] or review_items.keys_of(kind)
    said = reviews.words(keys)
    assert said
    return said in " ".join(visible_words(markup))


# ---- using an activity as a reader does ------------------------------------------------------------


def descendants(widget: Any, seen_only: bool = False) -> Iterator[Any]:
    """Return a widget and all that it holds; with `seen_only` without what is hidden."""
    if seen_only and getattr(getattr(widget, "layout", None), "display", None) == "none":
        return
    yield widget
    for child in getattr(widget, "children", ()):
        yield from descendants(child, seen_only)


def controls(activity: Any) -> list[Any]:
    """Return the controls that a reader can use at this moment."""
    import ipywidgets as w

    from medsocial.activities.parts.controls import Choice, Press, Year

    kinds = (Choice, Press, Year, w.Button, w.Checkbox, w.Dropdown, w.Text, w.Textarea, w.BoundedIntText)
    return [c for c in descendants(activity, seen_only=True) if isinstance(c, kinds) and not c.disabled]


def labels_of(control: Any) -> list[str]:
    """Return the options of a control as a reader sees them."""
    return [option[0] if isinstance(option, tuple) else option for option in control.options]


def choose(control: Any, label: str) -> None:
    """Choose an option by what a reader sees: its whole label, or a beginning that no other option has."""
    labels = labels_of(control)
    found = [i for i, said in enumerate(labels) if said == label]
    found = found or [i for i, said in enumerate(labels) if said.startswith(label)]
    assert len(found) == 1, f"{label!r} is not one of {labels}"
    control.index = found[0]


def operate(control: Any, dice: random.Random) -> None:
    """Use a control once, in one of the ways that it allows."""
    if hasattr(control, "click"):
        control.click()
    elif hasattr(control, "index"):
        if control.options:
            control.index = dice.randrange(len(control.options))
    elif isinstance(control.value, bool):
        control.value = not control.value
    elif isinstance(control.value, str):
        control.value = "0123 !?"
    else:
        control.value = dice.randint(control.min, control.max)


def use(activity: Any, most: int = 120) -> Iterator[Any]:
    """Use controls of an activity, each at least once and then at random; return each one after its use."""
    dice, used = random.Random(2014), set()
    for _step in range(min(most, 30 * len(controls(activity)))):
        there = controls(activity)
        if not there:
            return
        fresh = [control for control in there if control.model_id not in used]
        control = dice.choice(fresh or there)
        used.add(control.model_id)
        operate(control, dice)
        yield control


def live_texts(widget: Any) -> list[str]:
    """Return every text that the controls and panes of an activity carry at this moment."""
    found = []
    for part in descendants(widget):
        for trait in (
            "value",
            "description",
            "placeholder",
            "tooltip",
            "legend",
            "low_label",
            "high_label",
            "text",
        ):
            text = getattr(part, trait, None)
            if isinstance(text, str) and not (trait == "value" and hasattr(part, "options")):
                found.append(text)
        for option in getattr(part, "options", ()):
            found.append(option[0] if isinstance(option, tuple) else str(option))
    return found
