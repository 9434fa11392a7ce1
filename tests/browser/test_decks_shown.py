"""Every slide of every deck in a real browser: nothing overflows, nothing is asked for, everything can be read."""

import re
import unicodedata
from collections import Counter

import pytest
from shown import axe

from medsocial.exports import decks
from medsocial.exports.decks import agenda, lesson, printing
from medsocial.exports.decks.tree import parse
from medsocial.model import session

SIZES = [(1280, 720), (1024, 768), (1920, 1080)]
LESSONS = sorted(lesson.notebooks())
# Lengths that the storyboard tells have decks of another kind, with tests of their own.
TOLD = {plan["minutes"] for plan in session.plans() if session.has_slides(plan)}
SESSIONS = {length: f"workshop_{length}" for length in agenda.LENGTHS if length not in TOLD}
# Text that is no body text: the line above, sources, captions, marks.
SMALL = ".kicker, .source, .lead, .review, .mark, .letter, .slide-number, .k-sources *, .paper *, sup"

# Empties the slides that are not shown, or fills them again: axe judges what is shown, but goes through all.
EMPTY = """() => document.querySelectorAll('.slides .slide:not(.present)').forEach(slide => {
    slide.kept = [...slide.childNodes];
    slide.replaceChildren();
})"""
FILL = """() => document.querySelectorAll('.slides .slide').forEach(slide => {
    if (slide.kept) slide.append(...slide.kept);
    delete slide.kept;
})"""

# Goes through the slides with these numbers and returns what is wrong, one line for each fault.
LOOK = """({numbers, unfold, small, full}) => {
  const faults = [];
  // What a deck draws anew at each turn, and is no part of a slide, costs more than the slide.
  Reveal.configure({ progress: false, hash: false });
  document.querySelectorAll('details').forEach(fold => {
    if (unfold) { fold.removeAttribute('name'); fold.open = true; }
  });
  for (const slide of numbers.map(number => Reveal.getSlides()[number])) {
    const {h, v} = Reveal.getIndices(slide);
    Reveal.slide(h, v || 0);
    const name = `${Reveal.getSlidePastCount() + 1} ${slide.className} ${slide.querySelector('h1, h2')?.textContent}`;
    const frame = slide.getBoundingClientRect(), k = frame.width / 1280;
    if (frame.left < -1 || frame.top < -1 || frame.right > innerWidth + 1 || frame.bottom > innerHeight + 1)
      faults.push(`${name}: the slide is larger than the screen`);
    const low = slide.querySelector(':scope > .source, .votes');
    const floor = low ? low.getBoundingClientRect().top + k : frame.bottom - 8 * k;
    for (const part of slide.querySelectorAll('.head *, .body, .body *')) {
      const box = part.getBoundingClientRect();
      if (!box.width || part === low) continue;
      if (part.closest('.clock') ? box.bottom > frame.bottom : box.bottom > floor + 1)
        { faults.push(`${name}: ${part.tagName}.${part.className} ends ${Math.round((box.bottom - floor) / k)} too low`); break; }
      if (box.right > frame.right - 20 * k || box.left < frame.left)
        { faults.push(`${name}: ${part.tagName}.${part.className} stands out at the side`); break; }
    }
    if (full) {
      for (const image of slide.querySelectorAll('img'))
        if (!(image.alt || '').trim() || image.alt.includes('No description'))
          faults.push(`${name}: a picture without description`);
      if (!slide.querySelector('h1, h2')?.textContent.trim()) faults.push(`${name}: no title`);
      const words = document.createTreeWalker(slide.querySelector('.body'), NodeFilter.SHOW_TEXT);
      while (words.nextNode()) {
        const owner = words.currentNode.parentElement;
        if (!words.currentNode.textContent.trim() || owner.closest(small) || owner.closest('.notes')) continue;
        const size = parseFloat(getComputedStyle(owner).fontSize) * k;
        if (size < 27.9) { faults.push(`${name}: ${Math.round(size)} px: ${words.currentNode.textContent.slice(0, 30)}`); break; }
      }
    }
  }
  return faults;
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build all decks once, with what the printer gets."""
    folder = tmp_path_factory.mktemp("decks")
    papers, files = {}, []
    files += decks.build(folder, decks.Wishes(), papers=papers)
    for length in SESSIONS:
        asked = decks.Wishes(length, "ward teams", "India", facilitator="Dr Varga", start=840, link="https://example.org/w")
        files += decks.build(folder, asked, papers=papers)
    return {file.stem: (file, papers[file.with_suffix(".pdf")]) for file in files}


@pytest.fixture(scope="module")
def new_slides(built) -> dict[str, list[int]]:
    """Return the numbers of the slides of each deck that stand, word for word, in no deck before it.

    All decks share one style, so that a slide looks the same wherever it stands; only its address in the deck differs.
    """
    seen, numbers = set(), {}
    for name, (file, _paper) in built.items():
        sections = parse(file.read_text(encoding="utf-8")).all(lambda node: node.tag == "section" and node.has("slide"))
        written = [re.sub(r' id="[^"]*"', "", section.outer) for section in sections]
        numbers[name] = [number for number, words in enumerate(written) if words not in seen]
        seen.update(written)
    return numbers


def test_all_decks_share_one_style(built):
    styles = {tuple(re.findall("<style>.*?</style>", file.read_text(encoding="utf-8"), re.DOTALL)) for file, _ in built.values()}
    assert len(styles) == 1 and all(styles)


@pytest.fixture
def opened(new_context, page_errors, built):
    """Return a function that opens a deck and waits until it has started."""
    contexts = []

    def open_deck(name, size=(1280, 720), scheme="light", **more):
        context = new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, **more)
        contexts.append(context)
        tab = context.new_page()
        page_errors.watch(tab)
        tab.asked = []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.goto(built[name][0].as_uri())
        tab.wait_for_function("window.Reveal && Reveal.isReady()")
        return tab

    yield open_deck
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", [*LESSONS, *SESSIONS.values()])
def test_every_slide_fits_and_can_be_read(opened, page_errors, built, new_slides, name):
    tab = opened(name)
    assert tab.evaluate("Reveal.getSlides().length") == built[name][0].read_text(encoding="utf-8").count('<section class="slide ')
    for size in SIZES:
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        # All unfolded: what is closed takes less.
        wanted = {"numbers": new_slides[name], "unfold": True, "full": size == SIZES[0], "small": SMALL}
        assert tab.evaluate(LOOK, wanted) == [], size
    own = built[name][0].as_uri()
    assert [url for url in tab.asked if not url.startswith((own, "data:"))] == []
    assert page_errors.none()


def test_each_kind_of_slide_is_accessible(opened):
    seen = set()
    for name in ("workshop_180", "02_platform_taxonomy", "04_dangers"):
        tab = opened(name, reduced_motion="reduce")
        assert axe(tab) == [], "what concerns the whole document, such as a name given twice"
        kinds = tab.evaluate("""() => Reveal.getSlides().map(slide => {
            const {h, v} = Reveal.getIndices(slide);
            const best = slide.querySelector('.best') ? '+best' : '';
            return [slide.className.match(/k-\\w+/)[0] + best, h, v || 0]; })""")
        for kind, h, v in kinds:
            if kind in seen:
                continue
            seen.add(kind)
            tab.evaluate("([h, v]) => Reveal.slide(h, v)", [h, v])
            tab.evaluate(EMPTY)
            for scheme in ("light", "dark"):
                tab.emulate_media(color_scheme=scheme)
                tab.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)
                assert axe(tab) == [], (kind, scheme)
            tab.evaluate(FILL)
    assert {"k-title", "k-rules", "k-section", "k-question", "k-vote", "k-chart", "k-task", "k-table", "k-sources"} <= seen


def test_the_theme_changes_with_a_key_and_follows_the_system(opened):
    ground = "getComputedStyle(document.body).backgroundColor"
    tab = opened("workshop_30", scheme="dark")
    tab.keyboard.press("ArrowRight")
    dark = tab.evaluate(ground)
    tab.keyboard.press("t")
    light = tab.evaluate(ground)
    assert dark != light == "rgb(255, 255, 255)"
    assert opened("workshop_30").evaluate("document.documentElement.dataset.theme") == "light"


def test_keys_in_a_fold_belong_to_the_fold(opened):
    tab = opened("00_start_here")
    place = "Reveal.getSlidePastCount()"
    tab.evaluate("""() => { const at = Reveal.getSlides().find(slide => slide.querySelectorAll('details').length > 2);
        const {h, v} = Reveal.getIndices(at); Reveal.slide(h, v || 0); }""")
    here = tab.evaluate(place)
    folds = tab.locator(".slide.present:not([hidden]) details:visible")
    closed = tab.locator(".slide.present details:not([open]):visible").first
    closed.locator("summary").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "Home"):
        tab.keyboard.press(key)
    assert tab.evaluate(place) == here, "an arrow inside a control does not move the slide"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.parentElement.open") and tab.evaluate(place) == here
    tab.keyboard.press("Space")
    assert not tab.evaluate("document.activeElement.parentElement.open") and tab.evaluate(place) == here
    tab.keyboard.press("Escape")
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate(place) == here + 1
    tab.keyboard.press("ArrowLeft")
    folds.last.locator("summary").click()
    assert folds.last.evaluate("fold => fold.open")
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate(place) == here + 1, "after a click the keys belong to the deck again"


def test_black_out_overview_and_page_numbers(opened):
    tab = opened("workshop_30")
    count = tab.evaluate("Reveal.getTotalSlides()")
    assert re.sub(r"\s", "", tab.locator(".slide-number").inner_text()) == f"1/{count}"
    tab.keyboard.press("b")
    assert tab.evaluate("Reveal.isPaused()")
    tab.keyboard.press("b")
    tab.keyboard.press("o")
    assert tab.evaluate("Reveal.isOverview()")
    tab.keyboard.press("Escape")
    assert not tab.evaluate("Reveal.isOverview()")


def test_the_notes_window_works_from_the_file_and_shows_notes_at_once(opened, page_errors):
    from playwright import sync_api

    tab = opened("workshop_90")
    tab.evaluate("""() => {
        const noted = slide => slide.querySelector('.notes')?.textContent.includes('Say:');
        const at = Reveal.getSlides().find(slide => noted(slide) && slide.closest('.stack-of').dataset.minutes > 0);
        const {h, v} = Reveal.getIndices(at);
        Reveal.slide(h, v || 0); }""")
    assert tab.locator(".slide.present .fragment").count() == 0
    with tab.expect_popup() as opening:
        tab.keyboard.press("s")
    notes = opening.value
    page_errors.watch(notes)
    sync_api.expect(notes.locator(".speaker-controls-notes .value")).to_contain_text("Say:")
    assert notes.locator(".speaker-controls-notes .value").is_visible()
    assert notes.locator(".speaker-controls-pace, .speaker-controls-time").first.is_visible(), "the timer"
    sync_api.expect(notes.locator("iframe")).to_have_count(2)
    sync_api.expect(notes.frame_locator("iframe").first.locator(".slide.present h2").first).to_be_visible()
    here = tab.evaluate("Reveal.getSlidePastCount()")
    notes.keyboard.press("ArrowRight")
    sync_api.expect(tab.locator(".slide-number-a")).to_have_text(str(here + 2))
    assert page_errors.none()


def test_the_line_of_a_section_fills_and_then_warns(opened):
    tab = opened("workshop_30")
    tab.clock.install()
    tab.reload()
    tab.wait_for_function("window.Reveal && Reveal.isReady()")
    assert tab.locator(".pace").is_hidden(), "the opening has no minutes of its own"
    tab.evaluate("Reveal.slide(1, 0)")
    minutes = int(tab.locator(".slides > .stack-of.present").get_attribute("data-minutes"))
    tab.clock.run_for(minutes * 30_000)
    assert tab.locator(".pace span").evaluate("line => Math.round(parseFloat(line.style.width))") in range(47, 54)
    tab.clock.run_for(minutes * 40_000)
    assert "over" in tab.locator(".pace").get_attribute("class")


def test_a_story_turns_to_its_numbers(opened):
    tab = opened("workshop_90")
    link = tab.evaluate("document.querySelector('.slides a[href^=\"#/\"]')?.getAttribute('href')")
    if link is None:
        assert "05_patients_and_boundaries" not in LESSONS
        return
    tab.evaluate("address => { location.hash = address; }", link)
    tab.wait_for_function("name => Reveal.getCurrentSlide().id === name", arg=link[2:])


@pytest.mark.parametrize("name", ["workshop_30", "01_definitions"])
def test_the_pdf_has_a_page_for_each_slide_and_every_word(built, tmp_path, name):
    import pypdf

    file, paper = built[name]
    to = tmp_path / f"{name}.pdf"
    assert printing.print_deck(paper, to, printing.find())
    slides = [node for node in parse(paper).walk() if node.tag == "section" and node.has("slide")]
    printed = pypdf.PdfReader(to).pages
    assert len(printed) == len(slides) == file.read_text(encoding="utf-8").count('<section class="slide ')

    def words(said: str) -> Counter:
        return Counter(re.findall(r"\w", unicodedata.normalize("NFKC", said)))

    for slide, sheet in zip(slides, printed, strict=True):
        # Letter by letter: columns and line breaks change the order of what a reader takes out, not its letters.
        lost = words("".join(texts(slide))) - words(sheet.extract_text())
        assert not lost, slide.first("h2")


def texts(node) -> list[str]:
    """Return the pieces of text in an element."""
    return [piece for child in node.children for piece in ([child] if isinstance(child, str) else texts(child))]
