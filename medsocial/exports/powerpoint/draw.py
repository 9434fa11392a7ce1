"""One slide of the PowerPoint file: native words, tables and buttons in the places of its layout, drawings as PNG."""

import functools
import io
import urllib.parse
from pathlib import Path
from typing import Any

from ...display import icons
from ...ground import letters, style
from . import template
from .frames import Drawing, Frame, Row, Words
from .template import Box

PIXEL = 9525  # one of a slide of 1280 by 720
POINT = 12700
SHARP = 2  # drawings have twice the pixels of their place, for a projector and for print
LARGEST, SMALLEST = 34, 18  # of the words of a slide, in points
LEADING = 1.3
GAP = 14 * PIXEL
CARD = 26 * PIXEL
BUTTON = 62 * PIXEL


@functools.lru_cache(maxsize=128)
def png(address: str, wide: int) -> bytes:
    """Return an SVG picture as PNG of so many pixels in width, with the letters that its lines were measured with.

    Parameters
    ----------
    address : str
        The picture as a data address.
    wide : int
        Width in pixels.
    """
    import matplotlib
    import resvg_py

    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=urllib.parse.unquote(address.split(",", 1)[1]), width=wide, dpi=96, skip_system_fonts=True,
            font_files=[str(fonts / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
            font_family="DejaVu Sans", sans_serif_family="DejaVu Sans",
        )
    )  # fmt: skip


def fitting(texts: list[str], box: Box, *, largest: int = LARGEST) -> int:
    """Return the largest size in points at which paragraphs fill at most a box; never less than `SMALLEST`."""
    sizes = range(largest, SMALLEST, -1)
    return next((size for size in sizes if _height(texts, size, box.width) <= box.height), SMALLEST)


def _height(texts: list[str], size: int, room: int) -> float:
    """Return how high paragraphs stand, half a line between them."""
    return (sum(_lines(words, size, room) for words in texts) * LEADING + 0.5 * (len(texts) - 1)) * size * POINT


def _lines(words: str, size: int, room: int) -> int:
    """Return in how many lines words stand; the measure is wider than the usual fonts, so never too few."""
    count, filled = 1, 0.0
    for word in words.split():
        wide = letters.width(f"{word} ", size) * POINT
        if filled and filled + wide > room:
            count, filled = count + 1, 0.0
        filled += wide
    return count


class Painter:
    """Fills slides of a presentation.

    Parameters
    ----------
    presentation : pptx.presentation.Presentation
        What `template.open_template` returned.
    """

    def __init__(self, presentation: Any) -> None:
        self.presentation = presentation
        self.links: list[tuple[Any, str]] = []  # shapes that lead to a slide which may not be made yet

    def add(self, frame: Frame, foot: str, notes: str) -> Any:
        """Add the slide of a frame and return it."""
        layout = template.layout(self.presentation, frame.layout)
        slide = self.presentation.slides.add_slide(layout)
        slide.element.cSld.set("name", frame.name)
        names = {place.placeholder_format.idx: place.name for place in layout.placeholders}
        places = {names[shape.placeholder_format.idx]: shape for shape in slide.placeholders}
        places[template.HEADLINE].text_frame.text = frame.headline
        places[template.LINE].text_frame.text = frame.line
        places[template.FOOT].text_frame.text = foot
        text, area = template.box(layout, template.TEXT), template.box(layout, template.AREA)
        right = bool(frame.rows or frame.drawing or any(frame.figure))
        if text and not frame.words:
            places[template.TEXT]._element.getparent().remove(places[template.TEXT]._element)
            area = _union(text, area)
        elif text:
            if not right:
                text = _union(text, area)
                text = Box(text.left, text.top, text.width, text.height - bool(frame.links) * BUTTON)
            self._words(places[template.TEXT], frame.words, text)
        places[template.AREA]._element.getparent().remove(places[template.AREA]._element)
        if frame.links:
            area = Box(area.left, area.top, area.width, area.height - BUTTON)
        if frame.rows:
            if frame.drawing and not frame.words:  # list and picture side by side
                half = (area.width - 3 * GAP) // 2
                self._picture(slide, frame.drawing, Box(area.left, area.top, half, area.height))
                area = Box(area.left + half + 3 * GAP, area.top, half, area.height)
            self._rows(slide, frame.rows, area)
        elif any(frame.figure):
            if frame.drawing:
                half = (area.width - 3 * GAP) // 2
                self._picture(slide, frame.drawing, Box(area.left + half + 3 * GAP, area.top, half, area.height))
                area = Box(area.left, area.top, half, area.height)
            self._figure(slide, frame.figure, area)
        elif frame.drawing:
            self._picture(slide, frame.drawing, area)
        for place, (words, to) in enumerate(frame.links):
            box = Box(area.left, area.top + area.height + 14 * PIXEL + place * 54 * PIXEL, area.width, 46 * PIXEL)
            self._button(slide, words, to, box)
        slide.notes_slide.notes_text_frame.text = notes
        return slide

    def _words(self, shape: Any, words: tuple[Words, ...], box: Box) -> None:
        """Write the paragraphs of the left half; a quotation stands on a card."""
        card = words[0].look == "quote"
        inner = Box(0, 0, box.width - 2 * CARD, box.height - 2 * CARD) if card else box
        size = fitting([one.text for one in words], inner)
        if card:
            high = min(box.height, int(_height([one.text for one in words], size, inner.width)) + 2 * CARD)
            box = Box(box.left, box.top, box.width, high)
            shape.fill.solid()
            shape.fill.fore_color.theme_color = _theme("BACKGROUND_2")
        shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = CARD if card else 0
        for place, one in enumerate(words):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            paragraph.line_spacing = 1.1
            paragraph.space_after = _points(0 if one is words[-1] else size * 0.5)
            for piece, marked in one.marks or ((one.text, False),):
                run = paragraph.add_run()
                run.text = piece
                run.font.size = _points(size if one.look in ("plain", "quote") else max(SMALLEST, size - 4))
                run.font.bold = True if marked else None
                run.font.underline = True if marked else None
                if marked:
                    run.font.color.theme_color = _theme("ACCENT_4")
                elif one.look in ("who", "muted"):
                    run.font.color.theme_color = _theme("TEXT_2")

    def _rows(self, slide: Any, rows: tuple[Row, ...], box: Box) -> None:
        """Write options as buttons with letters, or a list as a native table."""
        if all(len(row.letter) == 1 and row.letter.isalpha() for row in rows):
            self._options(slide, rows, box)
        else:
            self._table(slide, rows, box)

    def _options(self, slide: Any, rows: tuple[Row, ...], box: Box) -> None:
        """Draw each option as one box with its letter; the best has a check and a heavy edge."""
        high = min((box.height - GAP * (len(rows) - 1)) // len(rows), 124 * PIXEL)
        inner = Box(0, 0, box.width - 130 * PIXEL, high - 12 * PIXEL)  # a letter before the words, a check after them
        size = min(fitting([row.text], inner, largest=28) for row in rows)
        for place, row in enumerate(rows):
            at = Box(box.left, box.top + place * (high + GAP), box.width, high)
            shape = self._box(slide, at, best=row.best, chosen=row.chosen)
            frame = shape.text_frame
            frame.word_wrap = True
            paragraph = frame.paragraphs[0]
            for words, bold in ((f"{row.letter}   ", True), ("✓  " * row.best, True), (row.text, row.best)):
                run = paragraph.add_run()
                run.text, run.font.bold, run.font.size = words, bold, _points(size)
                run.font.color.theme_color = _theme("ACCENT_2" if "✓" in words else "TEXT_1")
            if row.to:
                self.links.append((shape, row.to))

    def _box(self, slide: Any, box: Box, *, best: bool = False, chosen: bool = False) -> Any:
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

        shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, box.left, box.top, box.width, box.height)
        shape.adjustments[0] = 0.12
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.theme_color = _theme("BACKGROUND_2")
        shape.line.color.theme_color = _theme("ACCENT_2" if best else "ACCENT_1" if chosen else "ACCENT_5")
        shape.line.width = _points(3 if best or chosen else 1)
        frame = shape.text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        frame.margin_left = frame.margin_right = 16 * PIXEL
        frame.margin_top = frame.margin_bottom = 4 * PIXEL
        return shape

    def _table(self, slide: Any, rows: tuple[Row, ...], box: Box) -> None:
        """Write a list as a table: icon or number, words, and the reason where there is one."""
        from pptx.enum.text import MSO_ANCHOR

        first = any(row.letter or row.icon for row in rows)
        reasons = any(row.reason for row in rows)
        narrow = 64 * PIXEL if first else 0
        rest = box.width - narrow
        longest = [max(len(words) for words in column) for column in ([row.text for row in rows], [row.reason for row in rows])]
        share = min(0.65, max(0.35, longest[0] / sum(longest)))
        wide = [narrow] * first + ([int(rest * share), rest - int(rest * share)] if reasons else [rest])
        high = min(box.height // len(rows), 110 * PIXEL)
        columns = [[row.text for row in rows]] + [[row.reason for row in rows]] * reasons
        size = min(fitting([words], Box(0, 0, room - 28 * PIXEL, high - 12 * PIXEL), largest=32)
                   for column, room in zip(columns, wide[first:], strict=True) for words in column)  # fmt: skip
        made = slide.shapes.add_table(len(rows), len(wide), box.left, box.top, box.width, high * len(rows))
        made.name = "List"
        table = made.table
        _plain(table)
        for place, room in enumerate(wide):
            table.columns[place].width = room
        for down, row in enumerate(rows):
            table.rows[down].height = high
            cells = [row.letter] * first + [row.text] + [row.reason] * reasons
            for across, words in enumerate(cells):
                cell = table.cell(down, across)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                cell.margin_left = cell.margin_right = 14 * PIXEL
                run = cell.text_frame.paragraphs[0].add_run()
                run.text, run.font.size = words, _points(size)
                run.font.bold = bool(first and not across) or bool(reasons and across == first)
                run.font.color.theme_color = _theme("ACCENT_1" if first and not across else "TEXT_1")
            if row.icon:
                at = Box(box.left + 12 * PIXEL, box.top + down * high + (high - 40 * PIXEL) // 2, 40 * PIXEL, 40 * PIXEL)
                self._picture(slide, Drawing(_icon(row.icon), ""), at)

    def _figure(self, slide: Any, figure: tuple[str, str], box: Box) -> None:
        """Write a number in large type and what it counts."""
        shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
        frame = shape.text_frame
        frame.word_wrap = True
        for place, (words, size) in enumerate(zip(figure, (96, 28), strict=True)):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = words, _points(size), not place
            run.font.color.theme_color = _theme("TEXT_1" if place else "ACCENT_1")

    def _picture(self, slide: Any, drawing: Drawing, box: Box) -> None:
        """Place a drawing as large as its box allows; its words stand where a screen reader finds them."""
        drawn = png(drawing.address, SHARP * box.width // PIXEL)
        picture = slide.shapes.add_picture(io.BytesIO(drawn), 0, 0)
        scale = min(box.width / picture.width, box.height / picture.height)
        picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
        picture.left = box.left + (box.width - picture.width) // 2
        picture.top = box.top + (0 if drawing.alt else (box.height - picture.height) // 2)
        picture._element.nvPicPr.cNvPr.set("descr", drawing.alt)
        picture.name = "Picture" if drawing.alt else "Icon"

    def _button(self, slide: Any, words: str, to: str, box: Box) -> None:
        """Draw a button that leads to another slide."""
        shape = self._box(slide, box)
        run = shape.text_frame.paragraphs[0].add_run()
        run.text, run.font.size, run.font.bold = f"{words}  →", _points(18), True
        run.font.color.theme_color = _theme("ACCENT_1")
        self.links.append((shape, to))

    def join(self, slides: dict[str, Any]) -> None:
        """Let buttons lead to their slides, now that all are made."""
        for shape, to in self.links:
            shape.click_action.target_slide = slides[to]


def _plain(table: Any) -> None:
    """Take the look of a spreadsheet from a table: no heading, no stripes, no fill."""
    table.first_row = table.horz_banding = False
    style_id = table._tbl.tblPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId")
    style_id.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid", which every PowerPoint has


def _icon(name: str) -> str:
    drawn = icons.shapes(name).replace("currentColor", style.ACCENT)
    pen = f'fill="none" stroke="{style.ACCENT}" stroke-width="{icons.STROKE}" stroke-linecap="round" stroke-linejoin="round"'
    return f'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" {pen}>{drawn}</svg>'


def _union(one: Box, other: Box) -> Box:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(one.left + one.width, other.left + other.width)
    return Box(left, top, right - left, max(one.top + one.height, other.top + other.height) - top)


def _points(size: float) -> Any:
    from pptx.util import Pt

    return Pt(round(size))


def _theme(name: str) -> Any:
    from pptx.enum.dml import MSO_THEME_COLOR

    return MSO_THEME_COLOR[name]
