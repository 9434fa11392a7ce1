"""The palette and the one dictionary of chart settings."""

from dataclasses import dataclass

INK = "#1F2933"
MUTED = "#52606D"
LINE = "#CBD2D9"
PAPER = "#FFFFFF"
ACCENT = "#0B7285"
BENEFIT = "#2B8A3E"
DANGER = "#C2410C"
CAUTION = "#B7791F"
HATCH = "#9AA5B1"


@dataclass(frozen=True)
class Theme:
    """The colours of a picture for a room; the decks write the same ones in `slides/session/theme.html`."""

    ink: str
    muted: str
    line: str
    paper: str
    wash: str
    tint: str
    accent: str
    good: str
    caution: str
    danger: str


THEMES = {
    "light": Theme(INK, MUTED, LINE, PAPER, "#F4F8F9", "#E6F3F5", ACCENT, BENEFIT, CAUTION, DANGER),
    "dark": Theme(
        "#E9EEF2", "#B4BFC9", "#44525E", "#131A20", "#1A232B", "#14343C", "#6CCBDA", "#7BD88F", "#EFC26A", "#FF9B6A"
    ),
}

# The reader's own sans-serif. Charts are laid out with DejaVu Sans, which is wider than
# any of these, so a label never grows out of its room.
FONT_STACK = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

CHART_SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "medsocial",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": PAPER,
    "axes.titlelocation": "left",
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "hatch.color": HATCH,
    "hatch.linewidth": 0.8,
}

# What a reader's own figure needs beside it: a size, a finding above it, and colours that differ in lightness too.
OWN_SETTINGS = CHART_SETTINGS | {
    "figure.figsize": (7.6, 3.8),
    "figure.constrained_layout.use": True,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlepad": 12,
    "lines.linewidth": 2.2,
    "legend.frameon": False,
}
OWN_COLOURS = (ACCENT, "#E0A458", MUTED, DANGER, BENEFIT)


def style_sheet() -> str:
    """Return the settings as a style file of matplotlib, for figures drawn outside this package."""
    lines = ["# The look of the workshop's figures. Written from medsocial/ground/style.py; use it by its path."]
    for name, value in OWN_SETTINGS.items():
        said = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        lines.append(f'{name}: "{said}"' if said.startswith("#") else f"{name}: {said}")
    colours = [colour.removeprefix("#") for colour in OWN_COLOURS]  # a number sign would begin a remark
    lines.append(f"axes.prop_cycle: cycler('color', {colours})")
    return "\n".join(lines) + "\n"
