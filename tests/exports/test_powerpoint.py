"""The PowerPoint file: native words, drawings with their sentence, links that lead through story and votes, templates."""

import io

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from medsocial.charts import room
from medsocial.exports import powerpoint, slides
from medsocial.exports.session import pages
from medsocial.exports.wishes import NoDeck, Wishes
from medsocial.ground import paths
from medsocial.model import lesson_decks, session

# Counted from the decks for the browser: the states of all slides, and one more for each choice of a scene.
SLIDES = {30: 53, 60: 84, 180: 206}
TEMPLATE = paths.slides_dir() / "powerpoint" / "template.pptx"


@pytest.fixture(scope="module")
def file():
    return powerpoint.presentation(session.load(60), Wishes(minutes=60, link="https://example.org/w"))


@pytest.fixture(scope="module")
def hour(file):
    return Presentation(io.BytesIO(file))


@pytest.fixture(scope="module")
def shown():
    """Return all pages of the hour as the browser shows them."""
    return [page for chapter in pages.chapters(session.load(60), 24) for page in chapter.pages]


def words(slide):
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            said += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def named(presentation):
    return {slide.element.cSld.get("name"): slide for slide in presentation.slides}


@pytest.mark.parametrize("minutes", SLIDES)
def test_each_state_is_a_slide_and_all_of_it_is_on_it(minutes, hour):
    made = hour if minutes == 60 else powerpoint.presentation(session.load(minutes), Wishes(minutes=minutes))
    made = made if minutes == 60 else Presentation(io.BytesIO(made))
    assert len(made.slides) == SLIDES[minutes]
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0, (slide.element.cSld.get("name"), shape.name)
            assert shape.left + shape.width <= made.slide_width, (slide.element.cSld.get("name"), shape.name)
            assert shape.top + shape.height <= made.slide_height, (slide.element.cSld.get("name"), shape.name)


def test_words_of_the_browsers_deck_are_native_words(hour, shown):
    by_name = named(hour)
    for page in shown:
        states = "\n".join(words(slide) for name, slide in by_name.items() if name.split(" ")[0] == page.id)
        wanted = [page.headline, page.question, page.slide.quote if not page.scene else "", *page.said]
        wanted += [text for one in page.answers for text in (one.text, one.follows, one.reason if one.best else "")]
        wanted += [text for item in page.slide.items for text in (item.text, item.reason)]
        wanted += [page.slide.figure, page.slide.unit, page.vote.scene if page.vote else ""]
        for text in wanted if page.pictures == () or page.kind == "picture" else [page.headline]:
            assert text in states, (page.id, text)


def test_drawings_are_png_of_twice_the_size_with_the_sentence_of_their_chart(hour, shown):
    sentences = {room.draw(page.slide.picture, "light", step).sentence() for page in shown if page.slide.picture
                 for step in range(1, max(1, page.slide.steps) + 1)}  # fmt: skip
    found = set()
    for slide in hour.slides:
        for shape in slide.shapes:
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                said = shape._element.nvPicPr.cNvPr.get("descr")
                assert shape.image.content_type == "image/png"
                assert said or shape.name == "Icon"
                found.add(said)
                if shape.name != "Icon" and not said.startswith("QR"):
                    assert shape.image.size[0] >= 2 * shape.width / 9525 - 1
    assert sentences <= found
    assert "QR code of https://example.org/w" in found


def test_every_slide_has_notes_and_steps_say_that_they_belong_together(hour):
    for name, slide in named(hour).items():
        notes = slide.notes_slide.notes_text_frame.text
        assert "Say: " in notes, name
        assert ("belong together" in notes) == (", step " in words(slide)), name


def test_the_file_is_small_and_wide(file, hour):
    assert len(file) < 15_000_000
    assert (hour.slide_width, hour.slide_height) == (12192000, 6858000)


def leads_to(slide):
    return {shape.text_frame.text.split("\n")[0]: shape.click_action.target_slide.element.cSld.get("name")
            for shape in slide.shapes if shape.has_text_frame and shape.click_action.target_slide}  # fmt: skip


def test_every_way_through_the_story_comes_to_an_ending_and_back(hour, shown):
    by_name = named(hour)
    story = next(page for page in shown if page.kind == "story")
    after = shown[shown.index(story) + 1].id
    endings, left = 0, [*leads_to(by_name[story.id]).values()]
    seen = set()
    while left:
        name = left.pop()
        if name in seen or name == after:
            endings += name == after
            continue
        seen.add(name)
        following = leads_to(by_name[name])
        assert following, name
        left += following.values()
    assert endings >= 3  # the story has three endings
    scenes = [page for page in shown if page.kind in ("scene", "ending")]
    assert {page.id for page in scenes} <= seen


def test_a_vote_leads_past_the_second_vote_to_its_key(hour, shown):
    vote = next(page for page in shown if page.vote and page.vote.votes > 1 and page.vote.has_key)
    (to,) = leads_to(named(hour)[vote.id]).values()
    assert to == f"{vote.id} {vote.answered + 1}"
    assert "✓" in words(named(hour)[to])
    assert "✓" not in words(named(hour)[vote.id])


def test_letters_are_large_enough_for_a_room(hour):
    for slide in hour.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.name not in ("Line", "Foot"):
                sizes = [run.font.size for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.font.size]
                assert all(size >= Pt(18) for size in sizes), shape.text_frame.text


def test_a_lesson_has_its_own_title_and_the_same_file_each_time(tmp_path):
    made = powerpoint.presentation(lesson_decks.load("07_action_plan", "", 24), Wishes())
    assert "Lesson 7" in words(Presentation(io.BytesIO(made)).slides[0])
    (written,) = slides.build_powerpoint(tmp_path, Wishes(), lessons=["07_action_plan"])
    assert written.name == "07_action_plan.pptx" and written.read_bytes() == made


# ---- templates ---------------------------------------------------------------------------------------


@pytest.fixture
def template(tmp_path):
    """Return a function that writes a changed copy of our template."""

    def change(how):
        made = Presentation(str(TEMPLATE))
        how({layout.name: layout for layout in made.slide_layouts})
        made.save(tmp_path / "hospital.pptx")
        return tmp_path / "hospital.pptx"

    return change


def test_a_hospitals_template_decides_where_things_stand(template):
    def move(layouts):
        next(one for one in layouts["Picture"].placeholders if one.name == "Headline").left = 1_000_000

    made = powerpoint.presentation(session.load(30), Wishes(minutes=30), template(move))
    picture = next(slide for slide in Presentation(io.BytesIO(made)).slides if slide.slide_layout.name == "Picture")
    assert picture.shapes.title.left == 1_000_000


@pytest.mark.parametrize(("how", "said"), [
    (lambda layouts: layouts["Vote"].element.cSld.set("name", "Poll"), "hospital.pptx has no layout called Vote."),
    (lambda layouts: setattr(layouts["Scene"].placeholders[1], "name", "Top"),
     "Layout Scene of hospital.pptx has no place called Line."),
])  # fmt: skip
def test_a_template_that_lacks_something_is_told_in_a_sentence(template, how, said):
    with pytest.raises(NoDeck) as error:
        powerpoint.presentation(session.load(30), Wishes(minutes=30), template(how))
    assert str(error.value).startswith(said)


def test_wrong_wishes_are_told_in_a_sentence(tmp_path, capsys):
    (tmp_path / "letter.pptx").write_text("no presentation")
    assert slides.main(["--minutes", "30", "--format", "pptx", "--template", str(tmp_path / "letter.pptx")]) == 1
    assert "letter.pptx cannot be read as a PowerPoint file." in capsys.readouterr().out
    assert slides.main(["--minutes", "30", "--template", str(TEMPLATE)]) == 1
    assert "--template belongs to a PowerPoint file." in capsys.readouterr().out
