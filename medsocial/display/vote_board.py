"""The picture of a room's vote: two rounds beside each other, in large type, without the key."""

from ..ground import text
from ..ground.text import _, ngettext
from ..model.vignettes import Case
from ..model.votes import Vote, share, thresholds
from .case_parts import best_words
from .markup import escape, source_line, tag


def bars_html(case: Case, first: Vote, second: Vote | None = None, *, key: bool = False) -> str:
    """Return the votes as bars with their numbers; the best option is marked only with `key`."""
    rounds = [(_("First vote"), first, ""), *([(_("Second vote"), second, " ms-second")] if second else [])]
    head = tag(
        "tr", tag("th", escape(_("Option")), scope="col"), *(tag("th", escape(name), scope="col") for name, _v, _s in rounds)
    )
    rows = []
    for index, option in enumerate(case.lettered()):
        best = key and index == case.question.right
        mark = tag("strong", "✓ ", escape(best_words(case))) + tag("br") if best else ""
        cells = (tag("td", _bar(vote, index, style)) for _name, vote, style in rounds)
        rows.append(tag("tr", tag("th", mark, escape(option), scope="row"), *cells))
    caption = tag("caption", escape(_votes_words(first, second)))
    return tag(
        "div", tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="ms-table ms-vote"), class_="ms-table-frame"
    )


def _bar(vote: Vote, index: int, style: str) -> str:
    width = f"width:{share(vote, index):.1f}%" if vote.counts[index] else "width:0;border-width:0"
    said = _("{k} of {n}: {share}").format(
        k=text.number(vote.counts[index]), n=text.number(vote.total), share=text.percent(share(vote, index))
    )
    return tag("span", class_=f"ms-bar{style}", style=width) + escape(said)


def _votes_words(first: Vote, second: Vote | None) -> str:
    if not second:
        return ngettext("{n} vote.", "{n} votes.", first.total).format(n=text.number(first.total))
    return _("First vote: {first}. Second vote: {second}.").format(
        first=text.number(first.total), second=text.number(second.total)
    )


def bars_words(case: Case, vote: Vote) -> str:
    """Return the shares in one sentence, for a reader who does not see the bars."""
    parts = [f"{option[0]} {text.percent(share(vote, i))}" for i, option in enumerate(case.lettered())]
    return _("The vote: {shares}.").format(shares=text.listing(parts))


def rule_html() -> str:
    """Return what the thresholds are, with their sources."""
    limits = thresholds()
    said = _(
        "What follows the first vote depends on how many chose the best answer. "
        "Under {low}%: explain. From {low} to {high}%: discuss in pairs, and vote again. "
        "Over {high}%: give a brief reason and move on."
    ).format(low=text.number(limits.explain_below), high=text.number(limits.move_on_above))
    basis = _("The thresholds are a teachers' rule. A study of 2009 supports the talk between two votes.")
    return tag("p", escape(said)) + tag("p", escape(basis)) + tag("div", source_line(limits.source_ids))
