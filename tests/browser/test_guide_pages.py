"""The facilitator's pack on paper: A4 and US Letter, few sheets, nothing wider than the paper or cut off, no request."""

import re

import pytest

from medsocial.exports import guide
from medsocial.exports.guide import pages, participants, piles, wishes
from medsocial.exports.guide.wishes import Wishes, plan
from medsocial.exports.printing import pages_of
from medsocial.model import session

WIDE = {"a4": 794, "letter": 816}  # pixels at 96 to an inch
LENGTHS = [one["minutes"] for one in session.plans()]
# Parts that are wider than the paper, or that a reader cannot see: by their class and how much they stick out.
TOO_WIDE = """wide => [...document.querySelectorAll('main *')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > wide + 1)
  .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 5)"""
CLIPPED = """() => [...document.querySelectorAll('.band, .quarter, .half, .leaf.bare, .box, td, th')]
  .filter(e => getComputedStyle(e).display !== 'inline'
    && (e.scrollWidth > e.clientWidth + 1 || (e.matches('.quarter, .half') && e.scrollHeight > e.clientHeight + 1)))
  .map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def printed(new_context, page_errors, tmp_path):
    """Return a function that opens documents without a network, looks for what sticks out, and counts their pages as PDF."""
    contexts = {size: new_context(viewport={"width": wide, "height": 1123}, offline=True) for size, wide in WIDE.items()}

    def count(files, size="a4"):
        found = {}
        page = contexts[size].new_page()
        page_errors.watch(page)
        for name, content in files.items():
            file = tmp_path / name
            file.write_text(content, encoding="utf-8")
            page.goto(file.as_uri())
            for media in ("screen", "print"):
                page.emulate_media(media=media)
                assert page.evaluate(TOO_WIDE, WIDE[size]) == [], (name, media)
                assert page.evaluate("document.documentElement.scrollWidth") <= WIDE[size], (name, media)
                assert page.evaluate(CLIPPED) == [], (name, media)
            page.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True)
            found[file.stem] = pages_of(file.with_suffix(".pdf"))
        page.close()
        return found

    yield count
    for context in contexts.values():
        context.close()
    assert page_errors.none()


def documents(made):
    """Return the pages of a pack by their names, and how many leaves each has."""
    files = {name: page for name, page in guide.kit(made).items() if name.endswith(".html")}
    return files, {name.removesuffix(".html"): page.count('<section class="leaf') for name, page in files.items()}


def assert_cut_as_planned(counted, leaves):
    """Fail unless each leaf of a pile is one page; the guide and the papers for the hand may run on."""
    for name in counted.keys() - {"guide", "facilitator"}:
        assert counted[name] == leaves[name], name


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_the_pack_of_an_hour_is_at_most_60_sheets_and_84_with_forms(printed, size):
    for forms, most in ((False, 60), (True, 84)):
        made = plan(Wishes(60, 14 * 60, 24, 4, "GB", forms=forms, paper=size))
        files, leaves = documents(made)
        counted = printed(files, size)
        assert_cut_as_planned(counted, leaves)
        found = {pile.id: pile for pile in piles.piles(made, {name.replace("-", "_"): n for name, n in counted.items()})}
        assert sum(pile.sheets for pile in found.values()) <= most
        assert found["print_list"].sheets + found["facilitator"].sheets <= 6, "more than the facilitator's six sheets"
        assert found["facilitator"].sheets >= 4 and found["forms"].sheets == 24 if forms else "forms" not in found


@pytest.mark.parametrize("minutes", LENGTHS)
def test_every_page_of_every_pile_prints(printed, minutes, monkeypatch):
    everything = wishes.content()["piles"]
    monkeypatch.setattr(participants, "wanted", lambda _made: everything)
    made = plan(Wishes(minutes, 14 * 60, 12, 2, "GB"))
    files = {f"{name}.html": page for name, page in participants.sheets(made).items()}
    assert len(files) == len(everything) - 2
    assert_cut_as_planned(
        printed(files), {name.removesuffix(".html"): page.count('<section class="leaf') for name, page in files.items()}
    )
    monkeypatch.setattr(pages, "wanted", lambda _made: everything)
    run = re.sub(r"<section class=\"leaf script\">.*</section>", "", pages.facilitator_html(made), flags=re.DOTALL)
    told = guide.kit(made)["guide.html"]
    agenda = re.search(r"<section class=\"leaf\" id=\"agenda\">.*?</section>", told, flags=re.DOTALL)[0]
    counted = printed({"first.html": run, "agenda.html": told[: told.index("<section")] + agenda})
    assert counted == {"first": 2, "agenda": 1}, "the run sheet, what to say when, and the agenda are a page each"


def test_the_command_counts_what_the_browser_printed(tmp_path, capsys):
    assert guide.main(["--minutes", "60", "--people", "10", "--out", str(tmp_path)]) == 0
    assert "6 PDFs stand beside them." in capsys.readouterr().out
    counted = {file.stem: pages_of(file) for file in tmp_path.glob("*.pdf")}
    hand = -(-counted["facilitator"] // 2)
    listed = (tmp_path / "print-list.html").read_text(encoding="utf-8")
    assert f"<h1>{1 + hand + 10 + 10 + 3} sheets of paper (A4)</h1>" in listed
    assert counted["print-list"] == counted["cards"] == counted["worksheet"] == counted["pocket-card"] == 2
