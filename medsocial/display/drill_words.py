"""The incident drill in words: scene, messages, the debrief, our order and the time limits for reporting."""

from typing import Any

from ..ground import text
from ..ground.text import _, ngettext
from ..model import clocks
from ..model import drill as model
from ..store import data
from . import reviewed
from .markup import escape, options, source_line, tag
from .verdicts import PARTLY, RIGHT, WRONG

BLANK = "_" * 24


def paragraph(words: str, **attributes: Any) -> str:
    """Return a paragraph of plain words."""
    return tag("p", escape(words), **attributes)


def heading(words: str) -> str:
    """Return a small heading inside an activity."""
    return tag("p", tag("strong", escape(words)), class_="ms-step")


def minute_words(minute: int) -> str:
    """Return a simulated minute in words."""
    return _("Minute {n}").format(n=text.number(minute))


def scene_html(drill: model.Scenario) -> str:
    """Return the warning, who you are, what is seen, and who is there."""
    roles = tag("ul", *(tag("li", tag("strong", escape(f"{who}. ")), escape(task)) for who, task in drill.roles))
    return note_html(drill) + paragraph(drill.you) + paragraph(drill.opening) + paragraph(_("Who is there:")) + roles


def note_html(drill: model.Scenario) -> str:
    """Return the note on the content of a drill, or nothing."""
    return paragraph(drill.content_note, class_="ms-support") if drill.content_note else ""


def inject_html(inject: model.Inject) -> str:
    """Return a message with its minute and who sends it."""
    lead = _("{minute}. {speaker}:").format(minute=minute_words(inject.minute), speaker=inject.speaker)
    return tag("div", tag("p", tag("strong", escape(lead))), tag("blockquote", paragraph(inject.text)))


def log_html(drill: model.Scenario, log: tuple[model.Entry, ...]) -> str:
    """Return what was decided so far, in the order in which it was."""
    if not log:
        return paragraph(_("Nothing decided yet."), class_="ms-review")
    lines = (
        tag("li", tag("strong", escape(f"{minute_words(entry.minute)}: ")), escape(drill.decision(entry.decision).text))
        for entry in log
    )
    return heading(_("Your log")) + tag("ul", *lines)


# ---- the debrief -----------------------------------------------------------------------------------


def step_words(judged: model.Judged, drill: model.Scenario) -> tuple[str, str, str | None]:
    """Return the verdict on an expected step, what to say about it, and the kind of the verdict (None: not due)."""
    one = judged.decision
    if judged.code == model.NOT_REACHED:
        return _("Due by minute {n}, after you ended.").format(n=text.number(one.by or 0)), one.reason, None
    if judged.code == model.MISSED:
        return _("Missed."), f"{one.late} {one.reason}", WRONG
    when = minute_words(judged.minute or 0)
    if judged.code == model.EARLY:
        first = text.listing([f"“{drill.decision(name).text}”" for name in judged.before])
        return (
            _("{when}: out of order.").format(when=when),
            _("First comes {steps}.").format(steps=first) + f" {one.reason}",
            PARTLY,
        )
    if judged.code == model.LATE:
        over = ngettext("{n} minute late.", "{n} minutes late.", judged.minutes).format(n=text.number(judged.minutes))
        return f"{when}: {over}", f"{one.late} {one.reason}", PARTLY
    return _("{when}: in time.").format(when=when), one.reason, RIGHT


def _judged_line(verdict: str, what: str, why: str, kind: str | None) -> str:
    body = tag("strong", escape(f"{verdict} {what}.")) + " " + escape(why)
    return tag("li", tag("span", body, class_={RIGHT: "ms-good", PARTLY: "ms-half", WRONG: "ms-bad", None: None}[kind]))


def debrief_html(drill: model.Scenario, state: model.State) -> str:
    """Return what went as expected, what came late, early or not at all, and what did harm; never a number of points."""
    found = model.judge(drill, state.log, state.minute)
    steps = [(*step_words(one, drill), one.decision.text) for one in found.steps]
    parts = [heading(_("What was expected, in our order"))]
    parts.append(tag("ul", *(_judged_line(verdict, what, why, kind) for verdict, why, kind, what in steps), class_="ms-checks"))
    parts.append(heading(_("What did harm")))
    if found.harmful:
        lines = (
            _judged_line(f"{minute_words(one.minute or 0)}:", one.decision.text, one.decision.reason, WRONG)
            for one in found.harmful
        )
        parts.append(tag("ul", *lines, class_="ms-checks"))
    else:
        parts.append(paragraph(_("You took none of the harmful steps.")))
    if found.optional:
        parts.append(heading(_("What you did besides")))
        parts.append(tag("ul", *(_extra_line(one, drill) for one in found.optional), class_="ms-checks"))
    return "".join(parts)


def _extra_line(judged: model.Judged, drill: model.Scenario) -> str:
    one, when = judged.decision, minute_words(judged.minute or 0)
    if judged.code != model.DELAYED_STEP:
        return _judged_line(f"{when}:", one.text, one.reason, RIGHT)
    held = ngettext("It held up “{step}” by {n} minute.", "It held up “{step}” by {n} minutes.", judged.minutes).format(
        step=drill.decision(one.holds_up).text, n=text.number(judged.minutes)
    )
    return _judged_line(f"{when}:", one.text, f"{held} {one.reason}", PARTLY)


def order_html(drill: model.Scenario) -> str:
    """Return our order of the steps, each with its minute."""
    lines = []
    for name in drill.order:
        one = drill.decision(name)
        if one.by is None:
            limit = ngettext(
                "only if it takes {n} minute at most", "only if it takes {n} minutes at most", one.holds_up_minutes
            ).format(n=text.number(one.holds_up_minutes))
            lines.append(tag("li", escape(f"{one.text} ({limit if one.holds_up else _('if it fits')}).")))
        else:
            lines.append(tag("li", escape(_("{step} (by minute {n}).").format(step=one.text, n=text.number(one.by)))))
    return tag("ol", *lines)


def decisions_html(drill: model.Scenario) -> str:
    """Return all decisions with reasons to open."""
    lead = {
        model.GOOD: _("A step that is expected."),
        model.HARMFUL: _("This does harm."),
        model.OPTIONAL: _("Possible, and not expected of everyone."),
    }
    pairs = []
    for one in drill.decisions:
        when = "" if one.by is None else " " + _("By minute {n}.").format(n=text.number(one.by))
        pairs.append((one.text, tag("p", tag("strong", escape(lead[one.kind] + when)), " ", escape(one.reason))))
    return options(f"drill-{drill.id}-decisions", pairs)


def timeline_html(drill: model.Scenario) -> str:
    """Return the messages by the minute, each folded."""
    return options(
        f"drill-{drill.id}-messages",
        (
            (
                _("{minute}. {speaker}").format(minute=minute_words(one.minute), speaker=one.speaker),
                tag("blockquote", paragraph(one.text)),
            )
            for one in drill.injects
        ),
    )


def closing_html(drill: model.Scenario) -> str:
    """Return the questions to talk about, and what the people concerned say."""
    asked = tag("ol", *(tag("li", escape(question)) for question in drill.questions))
    said = "".join(tag("p", tag("em", escape(f"{who}: “{words}”"))) for who, words in drill.closing)
    return heading(_("To talk about")) + asked + said


def review_html(drill: model.Scenario) -> str:
    """Return who has reviewed the drill, and whose order it is."""
    said = _("The order and the minutes are our judgement. This is teaching material, not legal advice.")
    return reviewed.review_html(f"drill:{drill.id}", before=said)


# ---- the clocks ------------------------------------------------------------------------------------


def clocks_html(country: str) -> str:
    """Return the clocks of one country as a list, or lines to fill where we have read nothing."""
    rows = clocks.clocks_of(country)
    if not rows:
        return blank_clocks_html(country)
    name = data.row("countries", country).name
    return (
        paragraph(_("{country}, as far as we have read. It is not the whole law.").format(country=name))
        + tag("ul", *(tag("li", _clock_html(row)) for row in rows))
        + tag("div", source_line(clocks.clock_sources(rows)))
    )


def _clock_html(row: Any) -> str:
    said = [_("It starts with {starts}.").format(starts=row.starts), row.note or "", f"{row.law}.", _checked(row)]
    return tag("strong", escape(clocks.line(row))) + " " + escape(" ".join(part for part in said if part))


def _checked(row: Any) -> str:
    said = {
        "verified": _("Read at the source, words kept, {date}."),
        "read": _("Read at the source, {date}."),
        "second_hand": _("Read in a report of it, {date}."),
        "computed": _("Our judgement, {date}."),
    }.get(row.status, _("Unverified, {date}."))
    return said.format(date=text.date(row.as_of))


def blank_clocks_html(country: str) -> str:
    """Return the lines that a hospital fills in with its privacy officer."""
    why = _("We have not read your country's rules. Ask your privacy officer, and fill these lines in.")
    if not country:
        why = _("No country is chosen. Choose one above, or ask your privacy officer and fill these lines in.")
    asked = (_("Which authority?"), _("Within how many hours?"), _("From when?"), _("Who tells the patients, and how?"))
    return paragraph(why) + tag("ul", *(tag("li", escape(f"{question} {BLANK}")) for question in asked))


def all_clocks_html(drill: model.Scenario) -> str:
    """Return the clocks of all countries, folded as a whole and each for itself, and the lines for another country."""
    held = clocks.countries_with_clocks()
    rest = [row.country_id for row in data.rows("countries") if row.country_id not in held]
    folded = (
        tag("details", tag("summary", escape(data.row("countries", one).name)), clocks_html(one), class_="ms-more")
        for one in (*held, *rest)
    )
    lead = tag("summary", escape(_("Clocks of notification, by country")))
    return tag("details", lead, paragraph(drill.clock_note), *folded, class_="ms-more")


def sources_html(drill: model.Scenario) -> str:
    """Return the sources of the reasons, folded."""
    return tag("details", tag("summary", escape(_("Sources"))), tag("div", source_line(drill.source_ids)), class_="ms-more")
