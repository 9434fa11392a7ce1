"""Pictures for a room: drawn large, in a light and a dark version, for the slides of a session.

Each module draws one picture with `draw(theme, step)`; `draw` here finds it by its name.
"""

import importlib

from ...display.elements import Chart
from ...store.data import UnknownName

# Each picture with the number of its steps.
PICTURES = {
    "types_and_names": 2,
    "benefits": 1,
    "dangers": 1,
    "brand_experiment": 1,
    "varga_footprint": 1,
    "goal_chain": 3,
    "countries": 3,
}


def draw(name: str, theme: str = "light", step: int | None = None) -> Chart:
    """Return a picture for a room.

    Parameters
    ----------
    name : str
        One of `PICTURES`.
    theme : {"light", "dark"}
        For a light or a dark slide.
    step : int, optional
        Which step, from 1; without it the last one, which shows everything.

    Raises
    ------
    UnknownName
        If there is no such picture, theme or step.
    """
    if name not in PICTURES:
        raise UnknownName(f"There is no picture {name!r} for a room. There are {', '.join(PICTURES)}.")
    if theme not in ("light", "dark"):
        raise UnknownName(f"A picture has the themes light and dark; there is no theme {theme!r}.")
    step = PICTURES[name] if step is None else step
    if not 1 <= step <= PICTURES[name]:
        raise UnknownName(f"The picture {name} has steps 1 to {PICTURES[name]}; there is no step {step}.")
    return importlib.import_module(f".{name}", __name__).draw(theme, step)
