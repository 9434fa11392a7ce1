"""Two small lessons made of real elements, for tests of pages."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from medsocial.display import Callout, Chart, References, Table, picture
from medsocial.display.markup import options, tag
from medsocial.store import data as tables

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
SECRET = "Facilitators read this aloud."


def stored(data: dict[str, Any]) -> Any:
    """Return a code cell that has stored this."""
    output = new_output("execute_result", data=data, execution_count=1)
    return new_code_cell("# Shows it.\nms.something()", outputs=[output], execution_count=1)


def shown(element: Any) -> Any:
    """Return a code cell that has stored what the element shows."""
    return stored(element._repr_mimebundle_())


def said(words: str, **metadata: Any) -> Any:
    """Return a text cell."""
    return new_markdown_cell(words, metadata=metadata)


def notes() -> Any:
    """Return a cell that only the facilitator should see."""
    return said(f"<details><summary>For the facilitator</summary>{SECRET}</details>", slideshow={"slide_type": "notes"})


def folded(words: str) -> Any:
    """Return a heading that JupyterLab folds."""
    return said(words, **{"jp-MarkdownHeadingCollapsed": True})


def write(folder: Path, name: str, *cells: Any) -> Path:
    """Write a notebook of these cells."""
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


def question(group: str) -> Any:
    """Return a code cell with one question, in the static form that activities store."""
    wrong = tag("p", "<strong>Not the best answer.</strong> Only if the law says so.", class_="ms-reason ms-wrong")
    right = tag("p", "<strong>Right.</strong> The reason is in the rule.", class_="ms-reason ms-right")
    reasons = [("Yes, always", wrong), ("Only where the law says so", right)]
    asked = tag("p", "Must you answer?", class_="ms-question") + options(group, reasons)
    form = tag("section", tag("p", "Answer or not", class_="ms-activity-title"), asked, class_="ms-activity ms-static")
    return stored({"text/html": form, "text/plain": "Answer or not."})


def chart() -> Chart:
    """Return a small chart, drawn."""
    def paint(figure: Any) -> str:
        axes = figure.add_subplot()
        axes.barh(["Rating sites", "Own pages"], [62, 8], color="#0B7285")
        axes.set_title("Most pages come from others")
        figure.subplots_adjust(left=0.2)
        return "Rating sites 62, own pages 8."

    address, summary = picture.draw(paint, 7.5, 2.4)
    numbers = Table(["Kind", "Pages"], [["Rating sites", 62], ["Own pages", 8]], "Pages by kind", numeric=(1,))
    return Chart(address, "Most pages come from others", summary, "Invented numbers for a test.", numbers,
                 sources=("medsocial_judgement",))


def write_lessons(folder: Path) -> Path:
    """Write two lessons that between them hold every kind of element, and short ones for the rest; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write(
        folder, "00_start_here",
        said("# Start here\n\nOne question first. Then you see what this is."),
        question("start"), notes(),
        said("## Where to go\n\nGo on to [lesson 1](01_definitions.ipynb#Check-yourself), "
             "later to [lesson 7](07_action_plan.ipynb)."),
        stored({"text/html": '<p><a href="01_definitions.ipynb">Lesson 1</a> and '
                             '<a href="07_action_plan.ipynb">lesson 7</a></p>'}),
        said("## The end\n\nSee <https://example.org/rules> for more."),
    )
    wide = Table([f"Heading number {n}" for n in range(8)], [[f"Cell number {n}" for n in range(8)]] * 2, "A wide table")
    narrow = Table(["Body", "Year"], [["Regulator A", 2013], ["Regulator B", 2025]], "Two rules", numeric=(1,),
                   sources=("medsocial_judgement",))
    write(
        folder, "01_definitions",
        said("# Define social media\n\n**You will be able to** compare definitions.\n\n- Say what counts.\n- Say by whose rule."),
        shown(Callout("Digital footprint", "What the internet shows about you.", kind="definition")), notes(),
        said("## What others find\n\n| Kind | Who writes it |\n|---|---|\n| Rating site | Patients |\n"),
        shown(chart()),
        shown(Callout("Stop if it upsets you", "Close the page.\nTell someone today.", kind="warning")),
        folded("### Go deeper: two rules\n\nThis part can wait."), shown(narrow), shown(wide),
        said("#### A smaller heading\n\nStill folded."), question("deeper"),
        said("### Not folded any more\n\nIn sight again."), shown(Callout("A rule", "No real patients.", kind="rule")),
        said("## Check yourself\n\nOne question."), question("check"),
        folded("### Go deeper: sources\n\nLast words."), shown(References(sources=("medsocial_judgement",))),
    )
    for row in tables.rows("lessons"):
        if row.number > 1 and row.status == "published":
            write(folder, row.lesson, said(f"# {row.title}"), said("## Check yourself"), question("more"))
    return folder
