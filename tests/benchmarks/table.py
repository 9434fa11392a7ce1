"""Goals, medians with intervals, and the table of what was reached."""

import random
import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """Ratios of all rounds, and what their median should be: at most `limit`, or at least."""

    words: str
    ratios: list[float]
    limit: float
    least: bool = False

    @property
    def reached(self) -> bool:
        """Whether the median keeps the limit."""
        middle = statistics.median(self.ratios)
        return middle >= self.limit if self.least else middle <= self.limit


def bootstrap(values: list[float], draws: int = 2000) -> tuple[float, float, float]:
    """Return the median and its 95% bootstrap interval."""
    dice = random.Random(0)
    medians = sorted(statistics.median(dice.choices(values, k=len(values))) for _draw in range(draws))
    return statistics.median(values), medians[int(0.025 * draws)], medians[int(0.975 * draws)]


def print_table(listed: list[Goal], judge: bool) -> int:
    """Print one line for each goal; return how many were missed."""
    print(f"\n{'ratio':46} {'median':>7} {'95% interval':>16} {'goal':>12}  verdict")
    for goal in listed:
        middle, low, high = bootstrap(goal.ratios)
        wanted = f"{'at least' if goal.least else 'at most'} {goal.limit:.2f}"
        verdict = "-" if not judge else "reached" if goal.reached else "not reached"
        print(f"{goal.words:46} {middle:7.2f} {f'{low:.2f} to {high:.2f}':>16} {wanted:>13}  {verdict}")
    return sum(not goal.reached for goal in listed)
