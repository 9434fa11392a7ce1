"""The class report: one HTML page that needs no script, no network and no other file."""

from ..display.elements import Callout, Table
from ..display.markup import escape, tag
from ..ground import clock, paths, text
from ..ground.text import _, language, number
from ..model import test_items
from ..model.class_file import STATUSES
from . import words
from .analysis import NOT_REPORTED, Analysis, Block, Line
from .pictures import change_picture, lines_table
from .small_cells import LEAST

# The page may load nothing and run nothing, whatever a file had in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
STYLE = """
body { margin: 0; background: #FFFFFF; }
.ms-sheet h1 { margin: 0 0 .2em; padding-bottom: .3em; border-bottom: 3px solid var(--ms-accent);
  font-size: 1.8em; line-height: 1.2; }
.ms-sheet h2 { margin: 1.8em 0 .4em; font-size: 1.25em; line-height: 1.3; }
.ms-sheet p, .ms-sheet li { max-width: 70ch; }
.headline { margin: .8em 0; font-size: 1.2em; font-weight: 600; }
.picture { display: block; width: 100%; max-width: 40rem; height: auto; margin: .6em 0; font-family: inherit; }
.bar { display: block; width: 9em; height: .55em; margin-top: .3em; border: 1px solid var(--ms-edge); border-radius: 2px; }
.bar > span { display: block; height: 100%; background: var(--ms-accent);
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.bar.hidden { border-style: dashed; }
.simulated { padding: .6em 1em; border: 2px solid var(--ms-warn); border-radius: 8px;
  background: var(--ms-warn-tint); font-weight: 700; }
.notes li { overflow-wrap: anywhere; }
@page { size: A4; margin: 15mm; }
@media print { .ms-sheet { max-width: none; padding: 0; } h2 { break-after: avoid; } svg, tr, aside { break-inside: avoid; } }
"""


def page(analysis: Analysis) -> str:
    """Return the report as one self-contained HTML page."""
    title = _("Class results: a simulated class") if analysis.simulated else _("Class results")
    css = (paths.static_dir() / "house.css").read_text(encoding="utf-8")
    head = (
        '<meta charset="utf-8">'
        + f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        + '<meta name="viewport" content="width=device-width, initial-scale=1">'
        + tag("title", escape(title))
        + f"<style>{css}{STYLE}</style>"
    )
    body = "".join(part for part in _parts(analysis, title) if part)
    return (
        f'<!doctype html><html lang="{escape(language())}"><head>{head}</head>'
        f'<body><main class="ms-sheet">{body}</main></body></html>\n'
    )


def _parts(analysis: Analysis, title: str) -> list[str]:
    short_only = not analysis.full.n and bool(analysis.short.n)
    main = analysis.short if short_only else analysis.full
    made = _("Made on {date}.").format(date=text.date(clock.today()))
    count = _("{files} files and {lists} paper lists, {n}.").format(
        files=number(analysis.files), lists=number(analysis.lists), n=words.people(analysis.people)
    )
    return [
        tag("h1", escape(title)),
        tag(
            "p",
            escape(_("This class is simulated. Nobody answered; the figures show only how a report looks.")),
            class_="simulated",
        )
        if analysis.simulated
        else "",
        tag("p", escape(f"{made} {count}"), class_="ms-review"),
        tag("p", escape(words.headline(main)), class_="headline"),
        _who(analysis),
        _block(analysis.full, _("The forms of eight questions")) if not short_only else "",
        _block(analysis.short, _("The short forms of four questions, for the class only")) if analysis.short.n else "",
        _later(analysis),
        _commitments(analysis),
        _list(_("What is missing"), words.missing(analysis)),
        _list(_("What limits this result"), words.threats()),
        _list(_("What may be said"), words.rules()),
        _not_used(analysis),
    ]


def _list(title: str, lines: list[str]) -> str:
    return tag("h2", escape(title)) + tag("ul", *(tag("li", escape(line)) for line in lines)) if lines else ""


def _who(analysis: Analysis) -> str:
    took = analysis.taken
    attended = _("not given") if analysis.attended is None else number(analysis.attended)
    rows = [
        (_("Attended"), attended),
        (_("First form"), words.small(took.get("first", 0))),
        (_("Second form"), words.small(took.get("second", 0))),
        (_("Both, matched by code"), words.small(analysis.full.n)),
        (_("First short form"), words.small(took.get("short_first", 0))),
        (_("Second short form"), words.small(took.get("short_second", 0))),
        (_("Both short forms, matched by code"), words.small(analysis.short.n)),
        (_("Day 7"), words.small(took.get("booster", 0))),
        (_("Day 30"), words.small(took.get("retest", 0))),
        (_("Day 30, matched with the first form"), words.small(analysis.later.n)),
    ]
    if not (took.get("short_first") or took.get("short_second")):
        rows = [row for place, row in enumerate(rows) if place not in (4, 5, 6)]
    table = Table(columns=(_("Who answered what"), _("People")), rows=rows, caption=_("People by test"), numeric=(1,))
    return tag("h2", escape(_("Who answered what"))) + table.to_html()


def _orders(block: Block) -> str:
    """Return how many people took the forms in each order; both stay hidden if one is small."""
    sizes = block.orders.values()
    if min(sizes) < LEAST and min(sizes) > 0:
        return _("Orders of the forms: one of the two has under {n} people, so neither is shown.").format(n=number(LEAST))
    listed = "; ".join(
        _("{first} then {second}: {n}").format(first=name[0], second=name[1], n=words.people(size))
        for name, size in block.orders.items()
    )
    return _("Orders of the forms: {listed}.").format(listed=listed)


def _ceiling(block: Block) -> str:
    if block.ceiling is None:
        return _("How many had nearly every answer right before is not shown: the number, or the rest, is under five.")
    said = _("{k} of {n} had at least {m} of {all} best answers before. They had little left to gain.")
    return said.format(k=number(block.ceiling), n=number(block.n), m=number(max(block.items - 1, 4)), all=number(block.items))


def _raw(block: Block) -> str:
    return _("Raw counts: {a} of {all} answers were the best before, {b} of {all} after, from {n}.").format(
        a=number(block.right_before), b=number(block.right_after), all=number(block.n * block.items), n=words.people(block.n)
    )


def _block(block: Block, title: str) -> str:
    heading = tag("h2", escape(title))
    if not block.enough:
        return heading + tag("p", escape(words.headline(block)))
    parts = [tag("p", escape(line)) for line in (_raw(block), _orders(block), _ceiling(block))]
    if block.change:
        label = words.headline(block)
        caption = _("Difference in percentage points, with its 95% interval; nought means no change.")
        parts.append(
            tag("figure", change_picture(block.change, label), tag("figcaption", escape(f"{label} {caption}")), style="margin:0")
        )
    parts += [tag("p", escape(line)) for line in words.how_calculated(block)]
    if block.change:
        parts.append(Callout(_("You may write"), words.may_say(block)).to_html())
    return heading + "".join(parts) + _tables(block)


def _tables(block: Block) -> str:
    from ..store import data

    statements = {row.objective_id: row.statement for row in data.rows("objectives")}
    made = lines_table(
        block.objectives, statements, _("By objective: matched people who chose the best answer"), _twice(_("Objective"))
    )
    hidden = tag("p", escape(_small()), class_="ms-review")
    if not block.by_item:
        none = _("Questions one by one are not shown, since one order of the forms has under {n} people.").format(n=number(LEAST))
        return made + hidden + tag("p", escape(none))
    # A class's questions differ in difficulty; the two forms are not the same people before and after.
    stems = {item.item_id: item.stem for item in test_items.items()}
    caption = _("By question: matched people who chose the best answer; other people had the question before and after")
    return (
        made
        + hidden
        + tag(
            "details",
            tag("summary", escape(_("Every question"))),
            lines_table(block.by_item, stems, caption, _twice(_("Question"))),
            class_="ms-more",
        )
    )


def _twice(what: str) -> tuple[str, str, str]:
    return what, _("Best answer, before"), _("Best answer, after")


def _small() -> str:
    return _("Not shown: a count under {n}, a rest under {n}, or a count that would give such a one away.").format(
        n=number(LEAST)
    )


def _later(analysis: Analysis) -> str:
    took = analysis.taken
    if not (took.get("booster") or took.get("retest")):
        return ""
    parts = [tag("h2", escape(_("Day 7 and day 30")))]
    if analysis.booster:
        stems = {item.item_id: item.stem for item in test_items.booster()}
        caption = _("Day 7: people who chose the best answer to five new questions")
        parts.append(lines_table(analysis.booster, stems, caption, (_("Question"), _("Best answer"))))
    elif took.get("booster"):
        parts.append(tag("p", escape(_("Day 7: fewer than five people. No answers are shown."))))
    block = analysis.later
    if block.enough:
        parts.append(tag("p", escape(_("Day 30, the first form again. {headline}").format(headline=words.headline(block)))))
        if block.change:
            parts.append(change_picture(block.change, words.headline(block)))
        parts.append(tag("p", escape(_("The questions were known from the first time. Part of a rise may come from that."))))
    elif took.get("retest"):
        parts.append(tag("p", escape(_("Day 30: fewer than five people can be matched. No answers are shown."))))
    return "".join(parts)


def _commitments(analysis: Analysis) -> str:
    found = analysis.commitments
    if not found.people:
        return ""
    heading = tag("h2", escape(_("Commitments at day 30")))
    if found.people < LEAST:
        return heading + tag("p", escape(_("Fewer than five people made commitments. No counts are shown.")))
    labels = {
        "done": _("Done"), "partly": _("Partly"), "no": _("Not done"), "dropped": _("Dropped on purpose"),
        NOT_REPORTED: _("Not reported"),
    }  # fmt: skip
    rows = [Line(labels[name], None, 0, found.counts[name], found.made) for name in (*STATUSES, NOT_REPORTED)]
    lead = _("{n} made {made} commitments. All of them are counted; who did not report counts as not reported.").format(
        n=words.people(found.people), made=number(found.made)
    )
    own = _("These are the participants' own reports. Nobody has checked them.")
    caption = _("Commitments by what became of them")
    return (
        heading
        + tag("p", escape(lead))
        + lines_table(rows, {}, caption, (_("What became of them"), _("Commitments")))
        + tag("p", escape(own))
    )


def _not_used(analysis: Analysis) -> str:
    title = tag("h2", escape(_("Files and lines that were not used, or only in part")))
    versions = ""
    if len(analysis.versions) > 1:
        said = _("The files come from several versions of the workshop: {listed}. Questions may have changed between them.")
        versions = tag("p", escape(said.format(listed=", ".join(analysis.versions))))
    if not analysis.notes:
        return title + versions + tag("p", escape(_("None: everything in the folder could be used.")))
    lines = (tag("li", tag("strong", escape(note.shown())), escape(f": {note.why}")) for note in analysis.notes)
    return title + versions + tag("ul", *lines, class_="notes")
