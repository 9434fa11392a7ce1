"""The pages in a real browser, opened from disk: the sample lessons and the real ones."""

import re
import shutil
import subprocess

import pytest
from sample_lessons import write_lessons
from shown import axe

from medsocial.exports import pages
from medsocial.ground import paths

# Name and stored-lesson source of each edition of the pages.
EDITIONS = {"sample": write_lessons, "real": lambda _folder: paths.notebooks_dir()}
NAMES = ("index", "00_start_here", "01_definitions")
SIZES = [(360, 740), (1024, 768), (1280, 800)]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build both editions once."""
    folder = tmp_path_factory.mktemp("pages")
    return {name: {path.stem: path for path in pages.build(folder / name, make(folder / f"{name} lessons"))}
            for name, make in EDITIONS.items()}


@pytest.fixture(params=[f"{edition}/{name}" for edition in EDITIONS for name in NAMES])
def address(request, built) -> str:
    """Give the address of each page in turn."""
    edition, name = request.param.split("/")
    return built[edition][name].as_uri()


def unfold(tab) -> None:
    """Open everything that folds, so that what is inside is checked too."""
    tab.evaluate("""() => document.querySelectorAll('details').forEach(fold => {
        fold.removeAttribute('name'); fold.open = true; })""")


def sideways(tab) -> list[str]:
    """Return what stands out of the page to the right, apart from what scrolls in its own frame."""
    return tab.evaluate("""() => {
        const out = [...document.querySelectorAll('main *, header *, footer *')].filter(element =>
            element.getBoundingClientRect().right > innerWidth + 0.5
            && !element.parentElement.closest('.ms-picture, .ms-table-frame'));
        const wide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
        return wide.concat(out.map(element => element.tagName + '.' + element.className)); }""")


def test_no_page_is_pushed_sideways_on_a_phone(page, page_errors, built):
    """Every lesson at 360 px, folded and unfolded; it begins with the lesson, and the line about Python stands last."""
    page.set_viewport_size({"width": 360, "height": 740})
    assert len(built["real"]) == 10
    for name, path in built["real"].items():
        page.goto(path.as_uri())
        assert sideways(page) == [], name
        unfold(page)
        assert sideways(page) == [], name
        title, live = page.locator("h1").bounding_box(), page.locator(".ms-live").bounding_box()
        assert title["y"] < 200, name
        assert live["y"] + live["height"] > page.evaluate("document.documentElement.scrollHeight") - 200, name
    assert page_errors.none()


def test_ten_minutes_open_the_audit(page, built):
    page.goto(built["real"]["index"].as_uri())
    page.locator(".ms-paths section", has_text="ten minutes").locator("a").click()
    assert page.url.endswith("01_definitions.html#Audit-your-own-footprint")
    assert abs(page.locator("#Audit-your-own-footprint").bounding_box()["y"]) < 200


def test_each_page_fits_asks_for_nothing_and_is_accessible(page, page_errors, address):
    page.emulate_media(reduced_motion="reduce")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        assert sideways(page) == []
        unfold(page)
        assert sideways(page) == []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            # Best-practice rules are included: landmarks, heading order, scrollable frames.
            assert axe(page) == [], (width, scheme)
    assert [url for url in asked if url != address and not url.startswith("data:")] == []
    assert page_errors.none()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reason_appears_only_after_a_choice(page, built, edition):
    page.goto(built[edition]["01_definitions"].as_uri())
    page.locator(".ms-deeper, .ms-offer").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    groups = page.locator(".ms-options")
    assert groups.count()
    assert page.locator(".ms-reason:visible").count() == 0
    for group in groups.all():
        first, second = group.locator("details").nth(0), group.locator("details").nth(1)
        assert first.locator("summary").bounding_box()["height"] >= 44
        first.locator("summary").click()
        assert first.locator(".ms-reason").is_visible() and not second.locator(".ms-reason").is_visible()
        second.locator("summary").click()
        assert second.locator(".ms-reason").is_visible()
        assert not first.locator(".ms-reason").is_visible(), "one choice at a time"


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_keyboard_alone_is_enough(page, built, edition):
    page.goto(built[edition]["01_definitions"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ms-skip"
    assert page.locator(".ms-skip").bounding_box()["x"] >= 0, "the skip link shows itself when reached"
    page.keyboard.press("Enter")
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.ms-option > summary')"):
            break
    chosen = page.locator(".ms-option:focus-within")
    assert chosen.count() == 1
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert not chosen.locator(".ms-reason").is_visible()
    page.keyboard.press("Enter")
    assert chosen.locator(".ms-reason").is_visible()


def test_the_pages_lead_to_each_other(page, page_errors, built):
    page.goto(built["real"]["index"].as_uri())
    page.locator(".ms-lessons a").first.click()
    assert page.url.endswith("/00_start_here.html")
    page.locator("a[rel=next]").click()
    assert page.url.endswith("/01_definitions.html")
    page.locator("a[rel=prev]").click()
    page.locator(".ms-home a").click()
    assert page.url.endswith("/index.html")
    assert page_errors.none()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_between_pages_has_its_target(page, built, edition):
    for path in built[edition].values():
        page.goto(path.as_uri())
        for target in page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
            if target.startswith(("http", "mailto:", "tel:")):
                continue
            name, _, anchor = target.partition("#")
            file = path.with_name(name) if name else path
            assert file.is_file(), target
            assert not anchor or f'id="{anchor}"' in file.read_text(encoding="utf-8"), target


def test_colours_follow_the_system(page, built):
    grounds = {}
    page.goto(built["sample"]["01_definitions"].as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert page.locator(".ms-chart img").first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert grounds["light"] == "rgb(255, 255, 255)" and grounds["dark"] != grounds["light"]


def printed(tab, path, paper: str = "A4") -> tuple[int, str]:
    """Print the page; return the number of pages, and the words without spaces and hyphens."""
    tab.pdf(path=path, format=paper)
    pages_ = re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout)[1]
    words = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode("utf-8")
    return int(pages_), re.sub(r"[\s\u00ad\ufb00-\ufb06-]", "", words)


def packed(words: str) -> str:
    """Return words as `printed` does."""
    return re.sub(r"[\s-]", "", words)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs the tools of Poppler")
def test_on_paper_stands_the_core_and_all_of_it_on_request(page, built, tmp_path):
    page.goto(built["real"]["01_definitions"].as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper is white"
    reasons = page.locator(".ms-reason").evaluate_all("all => all.map(one => one.textContent)")
    core = page.locator(".ms-reason:not(.ms-offer *, .ms-deeper *)").evaluate_all("all => all.map(one => one.textContent)")
    assert 20 < len(core) < len(reasons)
    count, words = printed(page, tmp_path / "core.pdf")
    assert count <= 11
    assert [reason for reason in core if packed(reason)[:40] not in words] == []
    assert packed("Ten definitions in our words") not in words and packed("Go deeper") not in words
    assert packed("This lesson cites") in words, "the sources of the lesson"
    page.emulate_media(media="null")
    page.get_by_label("Print what is folded as well").check()
    more, words = printed(page, tmp_path / "all.pdf", "Letter")
    assert more > count
    assert [reason for reason in reasons if packed(reason)[:40] not in words] == []


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs the tools of Poppler")
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_core_of_the_longest_lesson_fits_twenty_five_sides(page, built, tmp_path, paper):
    page.goto(built["real"]["05_patients_and_boundaries"].as_uri())
    assert printed(page, tmp_path / "core.pdf", paper)[0] <= 25
    page.emulate_media(media="print")
    lists = page.locator("details.ms-source:not(.ms-references *)")
    assert lists.evaluate_all("all => all.filter(one => one.checkVisibility()).length") == 0
