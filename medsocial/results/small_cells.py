"""The rule of small cells: no count of people under five is shown, and none can be worked out from a total."""

from collections.abc import Callable, Sequence

LEAST = 5


def safe(count: int, of: int) -> bool:
    """Return whether a count may be shown beside its total: neither it nor the rest is under five."""
    return count >= LEAST and of - count >= LEAST


def shown_of(counts: Sequence[int], of: int) -> list[bool]:
    """Return which counts of one column may be shown, where each has the same total and their sum is known.

    What is hidden must not follow from the sum: then the next count, the one nearest to a limit, is hidden as well.
    """

    def gives_away(hidden: Sequence[int]) -> bool:
        return len(hidden) == 1 or sum(hidden) < LEAST or sum(of - count for count in hidden) < LEAST

    return _hide(counts, [safe(count, of) for count in counts], gives_away, lambda count: min(count, of - count))


def parts_shown(parts: Sequence[int]) -> list[bool]:
    """Return which parts of a known total may be shown: none under five, and none that the rest gives away."""

    def gives_away(hidden: Sequence[int]) -> bool:
        return len(hidden) == 1 or sum(hidden) < LEAST

    return _hide(parts, [part >= LEAST for part in parts], gives_away, lambda part: part)


def _hide(
    counts: Sequence[int], shown: list[bool], gives_away: Callable[[Sequence[int]], bool], distance: Callable[[int], int]
) -> list[bool]:
    """Hide more counts, the nearest to a limit first, until the hidden ones give nothing away."""
    while not all(shown) and any(shown) and gives_away([count for count, seen in zip(counts, shown, strict=True) if not seen]):
        left = [place for place, seen in enumerate(shown) if seen]
        shown[min(left, key=lambda place: (distance(counts[place]), place))] = False
    return shown
