"""All pictures that the activities in hand may soon show, drawn at once: for an edition that stores them."""

from ipywidgets.widgets.widget import _instances

from .guess import Guess
from .parts.pictures import Pictures


def draw_all() -> None:
    """Draw the pictures of all living controls, as far as a reader may soon ask for them, and close the controls."""
    for widget in list(_instances.values()):
        if isinstance(widget, Pictures | Guess):
            widget.draw_all()
    for widget in list(_instances.values()):
        widget.close()
