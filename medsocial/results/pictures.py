"""The picture of the report: where on a line a difference, its interval and nought stand."""

import math
from typing import Any

from ..ground import style
from ..ground.text import number
from .statistics import Change

WIDTH, LEFT, RIGHT = 640, 24, 24


def points(value: float) -> str:
    """Return percentage points with their sign, to one decimal."""
    return _sign(round(value, 1)) + number(abs(value), 1)


def _sign(value: float) -> str:
    return "−" if value < 0 else "+" if value > 0 else ""


def picture(change: Change) -> dict[str, Any]:
    """Return places and colours of the parts of the picture."""
    low = min(-10, 10 * math.floor(change.low / 10))
    high = max(10, 10 * math.ceil(change.high / 10))
    step = 10 if high - low <= 120 else 50

    def at(value: float) -> float:
        return round(LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)

    return {
        "width": WIDTH, "left": LEFT, "right": WIDTH - RIGHT,
        "nought": at(0), "low": at(change.low), "high": at(change.high), "mean": at(change.mean),
        "ticks": [(at(v), _sign(v) + number(abs(v))) for v in range(low, high + 1) if v % step == 0],
        "muted": style.MUTED, "accent": style.ACCENT,
    }  # fmt: skip
