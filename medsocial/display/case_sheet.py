"""Cases on paper: one page a case to decide on, and the sheet with keys and reasons for the facilitator."""

from collections.abc import Iterable

from ..ground.text import _
from ..model.vignettes import Case
from .case_parts import note_html, options_html, patient_html, reasons_html, review_html, scene_html, support_html
from .elements import Table
from .markup import escape, tag

BOX, LINES = "☐", 6
_RULE = "border:0;border-bottom:1px solid #7B8794;margin:2.4em 0 0"


def case_sheet_html(case: Case, with_key: bool = False) -> str:
    """Return one case as a page to print: scene, question, four boxes and lines for the reason.

    Parameters
    ----------
    case : Case
        The case.
    with_key : bool
        Print the key, every reason, the patient's sentence and the support instead of the lines.
    """
    heading = tag("h2", escape(_("Case {n}. {title}").format(n=case.number, title=case.title)))
    asked = tag("p", escape(case.question.legend), class_="ms-question")
    if with_key:
        below = reasons_html(case) + patient_html(case) + support_html(case)
    else:
        mark = tag("p", escape(_("Mark one box. Then write your reason; please give no real names.")))
        below = options_html(case, BOX) + mark + "".join(tag("div", style=_RULE) for _line in range(LINES))
    return tag(
        "section",
        heading,
        note_html(case),
        scene_html(case),
        asked,
        below,
        review_html(case),
        class_="ms-case-sheet",
        style="break-after:page" if with_key else "break-after:page;font-size:1.12em",
    )


def key_sheet_html(cases: Iterable[Case]) -> str:
    """Return the facilitator's sheet: a table of the keys, then every case with its reasons."""
    listed = sorted(cases, key=lambda case: case.number)
    table = Table(
        columns=(_("Case"), _("Title"), _("Key"), _("Leaning")),
        rows=[(case.number, case.title, *_answer(case)) for case in listed],
        caption=_("For the facilitator: show this sheet after the vote."),
    ).to_html()
    pages = "".join(case_sheet_html(case, with_key=True) for case in listed)
    return tag("section", tag("h2", escape(_("Keys and reasons"))), table, style="break-after:page") + pages


def _answer(case: Case) -> tuple[str, str]:
    return (case.letter, "") if case.scored else (_("for discussion"), case.letter)
