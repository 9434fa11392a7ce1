"""The questions for other homes, with a reason for each option: GIFT for learning platforms, a workbook for spreadsheets, CSV.

A spreadsheet reads CSV by the country that its computer is set to: where the decimal sign is a comma, it parts cells at
semicolons and puts our lines into one column. The workbook is the same everywhere.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..ground import commands, files, paths
from ..ground.text import _, ngettext, number
from ..model import reviews, test_items
from ..model.cards import quiz_cards
from ..model.item_statistics import difficulty_words
from ..store import data

LETTERS = "ABCDEFGH"
COLUMNS = (
    "kind", "question_id", "title", "objective", "question", "letter", "choice_id", "option", "best", "feedback",
    "holds_in", "reviewed", "statistics", "source_ids",
)  # fmt: skip
_ESCAPED = "\\~=#{}:"
# With one of these a spreadsheet takes a cell of CSV for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Exported:
    """A question as every format needs it: each option with its id, words and reason.

    `right` is None where there is no key, only a discussion.
    """

    kind: str
    question_id: str
    title: str
    objective: str
    stem: str
    options: tuple[tuple[str, str, str], ...]
    right: int | None
    holds_in: tuple[str, ...] = ()
    item: str = ""
    statistics: str = ""
    source_ids: tuple[str, ...] = ()


def quizzes() -> Iterator[Exported]:
    """Return the questions of all quizzes."""
    for quiz in data.yaml_content("quizzes"):
        title, _lesson, cards = quiz_cards(quiz["id"])
        for card, item in zip(cards, quiz["questions"], strict=True):
            asked = card.questions[0]
            told = tuple(zip(asked.ids, asked.options, asked.reasons, strict=True))
            name = f"{quiz['id']}_{card.key}"
            known = {"item": card.item, "source_ids": card.source_ids}
            yield Exported("quiz", name, title, item["objective"], asked.legend, told, asked.right, **known)


def cases() -> Iterator[Exported]:
    """Return the cases on patients and boundaries; a case for discussion has no key."""
    if "cases" not in data.resources():
        return
    from ..model.vignettes import SETS, vignettes

    for case in (case for which in SETS for case in vignettes(which)):
        asked = case.question
        note = f"{case.content_note} " if case.content_note else ""
        yield Exported(
            kind="case",
            question_id=case.key,
            title=case.title,
            objective=case.objective,
            stem=f"{note}{case.scene} {asked.legend}",
            options=tuple(zip(asked.ids, asked.options, asked.reasons, strict=True)),
            right=asked.right if case.scored else None,
            holds_in=() if case.where == ("ALL",) else case.where,
            item=case.item,
            source_ids=case.source_ids,
        )


def items() -> Iterator[Exported]:
    """Return the items of the test, the booster included."""
    for item in test_items.items():
        yield Exported(
            kind="test_item",
            question_id=item.item_id,
            title=_("Day 7") if item.form == "booster" else _("Form {form}").format(form=item.form),
            objective=item.objective,
            stem=item.stem,
            options=tuple((option.id, option.text, option.reason) for option in item.options),
            right=item.right,
            holds_in=item.holds_in,
            item=item.review_key,
            statistics=difficulty_words(item.item_id),
            source_ids=item.source_ids,
        )


def everything() -> dict[str, tuple[Exported, ...]]:
    """Return all questions by the name of their file."""
    return {"quizzes": tuple(quizzes()), "cases": tuple(cases()), "test_items": tuple(items())}


# ---- GIFT --------------------------------------------------------------------------------------------


def gift_text(said: str) -> str:
    """Return a text as it stands in a GIFT file: on one line, with the signs escaped that mean something there.

    An arrow of two signs would make a question of pairs, and cannot be escaped: a real arrow takes its place.
    """
    flat = " ".join(said.split()).replace("->", "→")
    return "".join(f"\\{sign}" if sign in _ESCAPED else sign for sign in flat)


def _answer_text(said: str) -> str:
    # A sign of per cent at the start would be read as a weight, a bracket as a format.
    return ("[plain]" if said.lstrip()[:1] in ("%", "[") else "") + gift_text(said)


def gift_question(question: Exported) -> str:
    """Return one question in GIFT."""
    lines = [f"::{gift_text(question.question_id)}::[plain]{gift_text(question.stem)} {{"]
    for place, (_id, option, reason) in enumerate(question.options):
        lines.append(f"\t{'=' if place == question.right else '~'}{_answer_text(option)}#{gift_text(reason)}")
    return "\n".join([*lines, "}"])


def gift(questions: Iterable[Exported], category: str) -> str:
    """Return a GIFT file; questions without a key are left out, since GIFT would have to mark one."""
    keyed = [gift_question(question) for question in questions if question.right is not None]
    return "\n\n".join([f"$CATEGORY: {gift_text(category)}", *keyed]) + "\n"


# ---- tables ------------------------------------------------------------------------------------------


def lines(questions: Iterable[Exported]) -> Iterator[tuple[str, ...]]:
    """Return all questions as lines of a table, one for each option."""
    for q in questions:
        for place, (choice_id, option, reason) in enumerate(q.options):
            best = "" if q.right is None else str(place == q.right).lower()
            reviewed = reviews.words([q.item]) if q.item else ""
            known = ("; ".join(q.holds_in) or "all", reviewed, q.statistics, "; ".join(q.source_ids))
            asked = (q.kind, q.question_id, q.title, q.objective, q.stem)
            yield (*asked, LETTERS[place], choice_id, option, best, reason, *known)


def csv_text(questions: Iterable[Exported]) -> str:
    """Return all questions as CSV; what a spreadsheet would take for a formula stands behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines(questions):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in line])
    return out.getvalue()


def workbook(questions: Iterable[Exported]) -> bytes:
    """Return all questions as a workbook in which every cell is text, the same bytes for the same questions."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the format knows no time zone
        sheet = made.add_worksheet("questions")
        head, body = made.add_format({"bold": True}), made.add_format({"text_wrap": True, "valign": "top"})
        for row, line in enumerate((COLUMNS, *lines(questions))):
            for column, cell in enumerate(line):
                sheet.write_string(row, column, cell, body if row else head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        for name, width in (("question", 60), ("option", 45), ("feedback", 60)):
            sheet.set_column(COLUMNS.index(name), COLUMNS.index(name), width)
    return out.getvalue()


def write(folder: Path) -> list[Path]:
    """Write the files into a folder and return them."""
    found = everything()
    written = []
    for name, questions in found.items():
        if questions:
            category = f"Social media for doctors and hospitals/{name}"
            written.append(files.write(folder / f"{name}.gift.txt", gift(questions, category)))
    # The mark at the start tells spreadsheets that the file is UTF-8.
    table = csv_text(question for questions in found.values() for question in questions)
    written.append(files.write(folder / "questions.csv", "\ufeff" + table))
    every = (question for questions in found.values() for question in questions)
    written.append(files.write(folder / "questions.xlsx", workbook(every)))
    return written


def main(arguments: list[str]) -> int:
    """Write the questions as GIFT, as a workbook and as CSV; return the exit code."""
    parser = commands.Parser("questions", _("Write all questions as GIFT, as a workbook and as CSV."))
    parser.add_argument("--out", type=commands.place, help=_("folder to write into"))
    folder = parser.parse_args(arguments).out or paths.slides_dir() / "dist" / "questions"
    try:
        written = write(folder)
    except OSError as error:
        print(
            _("The questions were not written ({reason}). Check the folder {folder}.").format(
                reason=error.strerror or error, folder=folder
            )
        )
        return 1
    for path in written:
        print(path)
    found = everything()
    total = sum(map(len, found.values()))
    open_ones = sum(question.right is None for questions in found.values() for question in questions)
    print(
        ngettext("{n} question.", "{n} questions.", total).format(n=number(total)),
        _("These files hold the keys: keep them apart."),
    )
    if open_ones:
        said = ngettext(
            "{n} case for discussion has no key; it stands in the tables only.",
            "{n} cases for discussion have no key; they stand in the tables only.",
            open_ones,
        )
        print(said.format(n=number(open_ones)))
    return 0
