"""How wide words are, measured with DejaVu Sans, which is wider than the fonts that a reader may have."""

# Widths of the letters from space to tilde, in thousandths of the size.
_WIDTHS = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
    634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)  # fmt: skip
_SIGNS = {
    "\N{MINUS SIGN}": 838, "\N{RIGHTWARDS ARROW}": 838, "\N{MULTIPLICATION X}": 838, "\N{WHITE DOWN-POINTING TRIANGLE}": 770,
}  # fmt: skip


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of words in pixels."""
    letters = (_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else _SIGNS.get(c, 680) for c in words)
    return sum(letters) * size / 1000 * (1.12 if bold else 1)
