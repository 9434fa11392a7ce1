"""The palette and the one dictionary of chart settings."""

INK = "#1F2933"
MUTED = "#52606D"
LINE = "#CBD2D9"
PAPER = "#FFFFFF"
ACCENT = "#0B7285"
BENEFIT = "#2B8A3E"
DANGER = "#C2410C"
CAUTION = "#B7791F"
HATCH = "#9AA5B1"

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
