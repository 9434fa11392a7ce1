"""Controls and the picture that they change, in one screen: beside each other where the window is wide."""

from collections.abc import Sequence

import ipywidgets


def beside(controls: Sequence[ipywidgets.Widget], picture: Sequence[ipywidgets.Widget]) -> ipywidgets.Box:
    """Return controls and what they change as two columns in a wide window, else below each other; see `house.css`."""
    pair = ipywidgets.VBox([ipywidgets.VBox(list(controls)), ipywidgets.VBox(list(picture))])
    pair.add_class("ms-beside")
    return pair
