"""The facilitator's kit on paper: every page prints, the run sheet is one page, nothing is wider than A4, no request."""

import pytest

from medsocial.exports import guide
from medsocial.exports.decks.printing import pages_of
from medsocial.exports.guide.log import log_html
from medsocial.exports.guide.run_sheet import run_sheet_html
from medsocial.exports.guide.session import Wishes, plan

A4 = 794  # pixels at 96 to an inch
ONE_PAGE = ("run-sheet.html", "delivery-log.html")
# Parts that are wider than the paper, or that a reader cannot see: by their class and how much they stick out.
TOO_WIDE = """wide => [...document.querySelectorAll('main *')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > wide + 1)
  .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 5)"""
CLIPPED = """() => [...document.querySelectorAll('.vote, .card, .ms-pocket-side, .box, td, th')]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
  .map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def paper(new_context, page_errors, tmp_path):
    """Return a function that opens a page without a network, looks for what sticks out, and returns its pages as PDF."""
    context = new_context(viewport={"width": A4, "height": 1123}, offline=True)

    def printed(name, content):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        page = context.new_page()
        page_errors.watch(page)
        page.goto(file.as_uri())
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            assert page.evaluate(TOO_WIDE, A4) == [], (name, media)
            assert page.evaluate("document.documentElement.scrollWidth") <= A4, (name, media)
            assert page.evaluate(CLIPPED) == [], (name, media)
        page.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True)
        page.close()
        return pages_of(file.with_suffix(".pdf"))

    yield printed
    context.close()
    assert page_errors.none()


def test_every_page_prints_on_a4(paper):
    for name, content in guide.kit(plan(Wishes(180, 14 * 60, 24, 4, "GB"))).items():
        if name.endswith(".html"):
            count, leaves = paper(name, content), content.count('<section class="leaf')
            assert count >= leaves, name
            assert count == 1 or name not in ONE_PAGE
            assert count == leaves or name != "guide.html", "a leaf of the guide is longer than its page"


@pytest.mark.parametrize("minutes", [30, 60, 90])
def test_run_sheet_and_log_are_one_page_each(paper, minutes):
    made = plan(Wishes(minutes, 14 * 60, 24, 4, "GB"))
    assert paper("run-sheet.html", run_sheet_html(made)) == 1
    assert paper("delivery-log.html", log_html(made)) == 1
