"""Confidence intervals for proportions."""

import math
from statistics import NormalDist


def wilson(events: int, denominator: int, level: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion.

    Parameters
    ----------
    events, denominator : int
        Count of people (or posts) with the feature, and of all that were looked at.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, as proportions between 0 and 1.

    Raises
    ------
    ValueError
        If the counts do not make a proportion.

    Notes
    -----
    Wilson EB, J Am Stat Assoc 1927;22:209-212.
    """
    if not 0 <= events <= denominator or denominator == 0:
        raise ValueError(f"{events} of {denominator} is not a proportion.")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = events / denominator
    centre = share + z * z / (2 * denominator)
    spread = z * math.sqrt(share * (1 - share) / denominator + z * z / (4 * denominator**2))
    scale = 1 + z * z / denominator
    low, high = (centre - spread) / scale, (centre + spread) / scale
    # Rounding may leave 1e-17 where the limit is exactly nought or one.
    return (0.0 if events == 0 else low), (1.0 if events == denominator else high)
