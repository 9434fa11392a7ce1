"""Spot the error: printed statements that can be checked against figures of the same source."""

from ..display.markup import escape, tag
from ..display.recipe import with_recipe
from ..ground.text import _
from ..model.cards import Card, question
from ..store import data
from .parts.cards import Cards


def error_cards() -> tuple[Card, ...]:
    """Return the statements of `spot_the_error.yaml` as cards."""
    return tuple(
        Card(
            key=item["id"],
            heading=item["heading"],
            scene=item["printed"],
            questions=(question(item["question"], item["options"]),),
            source_ids=tuple(item["source_ids"]),
            item=f"statement:{item['id']}",
        )
        for item in data.yaml_content("spot_the_error")
    )


class SpotError(Cards):
    """Statements with a slip, and one without; the reason shows the arithmetic."""

    def closing_html(self) -> str:
        """Return how many were found, and what follows for reading."""
        return super().closing_html() + self._note_html()

    def to_html(self) -> str:
        """Return the statements with options that open, what follows, and the sources."""
        return super().to_html() + self._note_html() + self.review_line() + self.sources_html()

    def _scene_html(self, position: int) -> str:
        return (_lead_html() if position == 0 else "") + super()._scene_html(position)

    @staticmethod
    def _note_html() -> str:
        said = _(
            "Slips like these happen in careful work. We met no published correction of them, and we searched only briefly. "
            "When a figure surprises you, divide the counts."
        )
        return tag("p", escape(said))


def _lead_html() -> str:
    return tag("p", escape(_("A calculator helps. At least one of the statements has no slip.")))


@with_recipe
def spot_error() -> SpotError:
    """Return printed statements to check.

    Examples
    --------
    >>> ms.spot_error()
    """
    return SpotError(_("Spot the error"), "03_benefits", "spot_error", error_cards())
