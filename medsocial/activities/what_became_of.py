"""What became of one platform: a box with sentences and their sources."""

from ..display.elements import Callout
from ..display.recipe import with_recipe
from ..ground.text import _
from ..model import lifecycle
from ..model.platform_words import status_words


@with_recipe
def what_became_of(platform: str) -> Callout:
    """Return what became of a platform, with the dates and their sources.

    Parameters
    ----------
    platform : str
        Id or any name, also an earlier one, in any case.

    Raises
    ------
    UnknownName
        If no platform has this name; the message gives the nearest ones.

    Examples
    --------
    >>> ms.what_became_of("Google Plus")
    """
    fate = lifecycle.what_became_of(platform)
    form = _("{name}: whether it lives is not known") if fate.status == "unknown" else _("{name}: {status}")
    title = form.format(name=fate.name, status=status_words()[fate.status])
    return Callout(title, " ".join(fate.sentences), sources=fate.source_ids)
