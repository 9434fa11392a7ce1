"""The test on paper: forms, booster, retest and the reviewers' sheets, each one HTML page to print on A4."""

from collections.abc import Sequence
from pathlib import Path

from ..ground.text import _, language, listing, number
from ..model.class_file import MOST_COMMITMENTS, STATUSES
from ..model.test_items import FORMS, REVIEWERS, SIGNS, Item, booster, form, items, printed_name, retest, short_form
from .markup import escape, source_line, tag
from .test_parts import countries_words, objective_words, pilot_line, role_words

STYLE = """
@page { size: A4; margin: 9mm 13mm; }
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 180mm; padding: 6mm; color: #1F2933; background: #FFFFFF;
  font: 9.5pt/1.28 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0 0 1.5mm; padding-bottom: 1.5mm; border-bottom: 2.5pt solid #0B7285; font-size: 16pt; line-height: 1.2; }
h2 { margin: 3mm 0 1mm; font-size: 11.5pt; }
p { margin: 0 0 1.5mm; }
.head { display: flex; flex-wrap: wrap; gap: 1.5mm 10mm; align-items: center; margin: 2mm 0; }
.boxes { display: inline-flex; gap: 1.2mm; vertical-align: middle; }
.boxes span { display: inline-block; width: 8mm; height: 8.5mm; border: 1pt solid #52606D; border-radius: 1mm;
  font-size: 7.5pt; line-height: 1; color: #52606D; padding: .7mm; box-sizing: border-box; }
p.ms-review { margin-top: 1.5mm; }
.small, .ms-review { color: #52606D; font-size: 9pt; }
ol.items { margin: 0; padding: 0; list-style: none; }
ol.items > li, .sheet { break-inside: avoid; margin: 0 0 1.5mm; }
ol.items p { font-weight: 600; margin-bottom: .8mm; }
ul.answers { display: grid; grid-template-columns: 1fr 1fr; gap: .5mm 6mm; margin: 0; padding: 0 0 0 5mm; list-style: none; }
ul.answers li { padding-left: 6.2mm; text-indent: -6.2mm; }
ul.answers b { display: inline-block; text-indent: 0;
  width: 4.6mm; height: 4.6mm; margin-right: 1.5mm; border: .8pt solid #52606D;
  border-radius: 50%; font-size: 8pt; font-weight: 600; line-height: 4.6mm; text-align: center; }
.strip { margin-top: 3mm; padding: 2mm 3mm; border: 1pt solid #0B7285; border-radius: 2mm; break-inside: avoid; }
.sheet { padding: 3mm 4mm; border: 1pt solid #CBD2D9; border-radius: 2mm; }
.sheet li.key { font-weight: 600; }
.sheet ol { margin: 1mm 0 2mm; padding-left: 6mm; list-style: upper-alpha; }
.lines { height: 7.5mm; border-bottom: .6pt solid #7B8794; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm 8mm; }
.sign div { padding-top: 7mm; border-bottom: .8pt solid #52606D; font-size: 9pt; color: #52606D; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 1.5mm 2mm; border: .8pt solid #7B8794; text-align: left; font-weight: 400; height: 8mm; }
.ms-source { overflow-wrap: anywhere; }
a { color: inherit; }
@media print { body { max-width: none; padding: 0; } summary { list-style: none; } }
"""


def sheets() -> dict[str, str]:
    """Return every paper sheet of the test as an HTML page, by the name of its file."""
    made = {}
    for name in FORMS:
        made[f"test_form_{name}.html"] = paper_form(name)
        made[f"test_short_form_{name}.html"] = paper_form(name, short=True)
        made[f"test_retest_{name}.html"] = retest_card(name)
    return {**made, "test_booster.html": booster_card(), "test_review.html": reviewers_sheets()}


def write_sheets(folder: Path) -> list[Path]:
    """Write every paper sheet into a folder and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, page in sorted(sheets().items()):
        (folder / name).write_text(page, encoding="utf-8")
        written.append(folder / name)
    return written


def paper_form(name: str, *, short: bool = False) -> str:
    """Return form A or B on paper, or its short form, without the key."""
    asked = short_form(name) if short else form(name)
    title = _("Short form {form}") if short else _("Form {form}")
    return _page(title.format(form=name), _head(name) + _asked(asked) + _strip(asked, printed_name(name, asked)))


def booster_card() -> str:
    """Return the five questions of day 7 on paper, without the key."""
    lead = tag("p", escape(_("Seven days after the workshop. Five new questions, five minutes.")))
    typed = _("the word {word}").format(word=printed_name("BOOSTER", booster()))
    return _page(_("Day 7: five new questions"), lead + _head("") + _asked(booster()) + _strip(booster(), typed))


def retest_card(name: str, code: str = "paper") -> str:
    """Return a first form again in another order, that of a code, with the commitment check, on paper."""
    asked = retest(code, name)
    lead = tag("p", escape(_("Thirty days after the workshop. For those whose first form was {form}.").format(form=name)))
    return _page(
        _("Day 30: form {form} again").format(form=name),
        lead
        + _head(name)
        + _asked(asked)
        + _strip(form(name), _("the word {word}, {form}").format(word="AGAIN", form=printed_name(name, form(name))))
        + _commitments(),
    )


def reviewers_sheets() -> str:
    """Return a sheet for each item with key, reasons, countries and room for an objection and signatures."""
    names = role_words()
    roles = listing([names[role] for role in dict.fromkeys(REVIEWERS)])
    lead = _(
        "For two clinicians, a privacy officer and a communications lead. "
        "Read the question, choose your own answer, then compare it with the key. This sheet holds the key: keep it apart."
    )
    head = tag("p", escape(lead)) + tag("p", escape(_("Roles that sign: {roles}.").format(roles=roles)), class_="small")
    return _page(_("Review of the test, item by item"), head + "".join(_review(item) for item in items()))


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{escape(language())}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main>{tag('h1', escape(title))}{body}</main></body></html>\n"
    )


def _head(name: str) -> str:
    """Return the line for code and seat, and how the sheet is used."""
    code = tag("span", escape(_("My code:")), " ", tag("span", *("<span></span>" for _n in range(4)), class_="boxes"))
    seat = tag("span", escape(_("My seat:  ☐ odd  ☐ even"))) if name else ""
    how = _("Mark one answer to each question: the best of the four. No name, please. It is voluntary and not graded.")
    return tag("div", code, seat, class_="head") + tag("p", escape(how))


def _asked(asked: Sequence[Item]) -> str:
    return tag("ol", *(tag("li", _question(item)) for item in asked), class_="items")


def _question(item: Item) -> str:
    answers = (tag("li", tag("b", sign), escape(o.text)) for sign, o in zip(SIGNS, item.options, strict=True))
    return tag("p", escape(f"{item.item_id}. {item.stem}")) + tag("ul", *answers, class_="answers")


def _strip(asked: Sequence[Item], name: str) -> str:
    """Return the boxes for the letters in the order of the form, as the facilitator types them."""
    boxes = tag("span", *(tag("span", escape(item.item_id)) for item in asked), class_="boxes")
    lead = _("Copy your letters here, a hyphen for no answer:")
    typed = _("Typed as one line: code, {form}, letters.").format(form=name)
    return tag("div", escape(lead), " ", boxes, tag("p", escape(typed), class_="small"), class_="strip") + pilot_line(asked)


def _commitments() -> str:
    columns = (_("Commitment"), _("Done"), _("Partly"), _("Not done"), _("Dropped on purpose"), _("What shows it, in one line"))
    head = tag("tr", *(tag("th", escape(c), scope="col") for c in columns))
    rows = [tag("tr", tag("th", number(n), scope="row"), *["<td></td>"] * 5) for n in range(1, MOST_COMMITMENTS + 1)]
    typed = _("Typed as one line: code, the word {word}, how many, and for each one of {words}.")
    said = typed.format(word="PLAN", words=", ".join(status.upper() for status in STATUSES))
    heading = tag("h2", escape(_("Your commitments: what became of them?")))
    return heading + tag("table", head, *rows) + tag("p", escape(said), class_="small")


def _review(item: Item) -> str:
    options = [
        tag(
            "li",
            escape(o.text),
            tag("br"),
            tag("span", escape(o.reason), class_="small"),
            class_="key" if n == item.right else None,
        )
        for n, o in enumerate(item.options)
    ]
    where = f"{countries_words(item)} {item.country_note}".strip()
    signed = [_("Signed so far: {n} of {all}.").format(n=number(len(item.reviewed_by)), all=number(len(REVIEWERS)))]
    if item.objection:
        signed.append(_("Objection on file: {objection}").format(objection=item.objection))
    facts = (_("Key: {sign}").format(sign=item.key), where, _("Rests on: {anchor}").format(anchor=item.anchor), *signed)
    return tag(
        "section",
        tag("h2", escape(f"{item.item_id}. {objective_words(item)}")),
        tag("p", escape(item.stem)),
        tag("ol", *options),
        *(tag("p", escape(fact)) for fact in facts),
        tag("div", source_line(item.source_ids), class_="small"),
        tag("p", escape(_("Does the key hold where you work? Your objection, in words:"))),
        *[tag("div", class_="lines")] * 2,
        tag("div", tag("div", escape(_("Role and country"))), tag("div", escape(_("Date and signature"))), class_="sign"),
        class_="sheet",
    )
